//! Findings about DSL text, with the source line and carets.

use annotate_snippets::{AnnotationKind, Group, Level, Patch, Renderer, Snippet};
use dazzle_dsl::{Diagnostic, Severity, SourceFile, Span};

use crate::shell::Shell;

/// Prints the findings to stderr, each with its place.
pub fn print(shell: Shell, files: &[SourceFile], diagnostics: &[Diagnostic]) {
    let renderer = Renderer::styled();
    for diagnostic in diagnostics {
        shell.talk(renderer.render(&report(files, diagnostic)));
        shell.talk("");
    }
}

fn report<'a>(files: &'a [SourceFile], diagnostic: &'a Diagnostic) -> Vec<Group<'a>> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level
        .primary_title(diagnostic.message.as_str())
        .id(diagnostic.code);
    let mut groups = Vec::new();
    let place = diagnostic
        .primary
        .and_then(|span| files.get(span.file).map(|file| (file, span)));
    let mut main = match place {
        None => Group::with_title(title),
        Some((file, span)) => {
            let mut snippet = Snippet::source(file.text.as_str())
                .path(file.path.as_str())
                .annotation(AnnotationKind::Primary.span(within(file, span)));
            for label in diagnostic
                .labels
                .iter()
                .filter(|label| label.span.file == span.file)
            {
                snippet = snippet.annotation(
                    AnnotationKind::Context
                        .span(within(file, label.span))
                        .label(label.text.as_str()),
                );
            }
            title.element(snippet)
        }
    };
    for label in &diagnostic.labels {
        let elsewhere = diagnostic.primary.is_none_or(|span| span.file != label.span.file);
        if let Some(file) = files.get(label.span.file).filter(|_| elsewhere) {
            main = main.element(
                Snippet::source(file.text.as_str())
                    .path(file.path.as_str())
                    .annotation(
                        AnnotationKind::Context
                            .span(within(file, label.span))
                            .label(label.text.as_str()),
                    ),
            );
        }
    }
    if let Some(help) = diagnostic.help.as_deref().filter(|_| diagnostic.fix.is_none()) {
        main = main.element(Level::HELP.message(help));
    }
    groups.push(main);
    if let Some(fix) = &diagnostic.fix
        && let Some(file) = files.get(fix.span.file)
    {
        let help = diagnostic.help.as_deref().unwrap_or("write");
        groups.push(
            Level::HELP.secondary_title(help).element(
                Snippet::source(file.text.as_str())
                    .path(file.path.as_str())
                    .patch(Patch::new(within(file, fix.span), fix.replacement.as_str())),
            ),
        );
    }
    groups
}

/// The span's bytes, inside the text whatever it says.
fn within(file: &SourceFile, span: Span) -> std::ops::Range<usize> {
    let start = file.text.floor_char_boundary(span.start);
    start..file.text.ceil_char_boundary(span.end).max(start)
}
