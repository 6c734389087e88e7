//! Findings about DSL text, as data. Only the shell renders them.
//!
//! A code never changes its meaning once released: tools and documentation refer to it.

use crate::Span;

/// A finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of finding it is, such as `unknown-type`.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What is the matter, in one sentence without full stop.
    pub message: String,
    /// Where it is.
    pub primary: Option<Span>,
    /// Other places that explain it.
    pub labels: Vec<Label>,
    /// What to do next.
    pub help: Option<String>,
    /// A change of the text that mends it.
    pub fix: Option<Fix>,
}

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Good to know.
    Note,
    /// Probably not what was meant.
    Warning,
    /// There is no model.
    Error,
}

impl Severity {
    /// The word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// A place with a remark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What is there.
    pub text: String,
}

/// A change of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What is replaced.
    pub span: Span,
    /// What stands there afterwards.
    pub replacement: String,
}

impl Diagnostic {
    fn new(
        severity: Severity,
        code: &'static str,
        primary: impl Into<Option<Span>>,
        message: impl Into<String>,
    ) -> Self {
        Self {
            code,
            severity,
            message: message.into(),
            primary: primary.into(),
            labels: Vec::new(),
            help: None,
            fix: None,
        }
    }

    pub(crate) fn error(
        code: &'static str,
        primary: impl Into<Option<Span>>,
        message: impl Into<String>,
    ) -> Self {
        Self::new(Severity::Error, code, primary, message)
    }

    pub(crate) fn warning(
        code: &'static str,
        primary: impl Into<Option<Span>>,
        message: impl Into<String>,
    ) -> Self {
        Self::new(Severity::Warning, code, primary, message)
    }

    pub(crate) fn note(
        code: &'static str,
        primary: impl Into<Option<Span>>,
        message: impl Into<String>,
    ) -> Self {
        Self::new(Severity::Note, code, primary, message)
    }

    pub(crate) fn label(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push(Label {
            span,
            text: text.into(),
        });
        self
    }

    pub(crate) fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(text.into());
        self
    }

    pub(crate) fn fix(mut self, span: Span, replacement: impl Into<String>) -> Self {
        self.fix = Some(Fix {
            span,
            replacement: replacement.into(),
        });
        self
    }

    /// Proposes `near` for the word at `span`, if there is one.
    pub(crate) fn did_you_mean(self, span: Span, near: Option<&str>) -> Self {
        match near {
            None => self,
            Some(near) => self.help(format!("did you mean `{near}`?")).fix(span, near),
        }
    }

    /// Whether it is an error.
    #[must_use]
    pub const fn is_error(&self) -> bool {
        matches!(self.severity, Severity::Error)
    }
}
