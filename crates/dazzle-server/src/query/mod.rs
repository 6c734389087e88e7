//! What a list is asked for: filters, order, page, references to expand.
//!
//! A parameter is a reserved word (`sort`, `limit`, `cursor`, `expand`), a column (`status=open`), or a column with an
//! operator (`due.gte=2026-01-01`). Nothing of it becomes SQL: names are looked up in the model, values are bound.

mod cursor;
mod filter;
mod statement;

use dazzle_schema::Dialect;

use crate::address::pairs;
use crate::application::{Application, Resource};
use crate::problem::{FieldError, Problem};
use filter::Filter;
pub(crate) use filter::Operator;

/// The most parameters of a query.
pub(crate) const MOST_PARAMETERS: usize = 64;
/// The most values of an `in`.
pub(crate) const MOST_CHOICES: usize = 200;
/// The longest query.
pub(crate) const LONGEST_QUERY: usize = 16 * 1024;

/// How large pages are.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PageSize {
    pub(crate) usual: u32,
    pub(crate) most: u32,
}

/// A list, as it was asked for.
#[derive(Debug, Clone)]
pub(crate) struct ListQuery {
    filters: Vec<Filter>,
    /// By what, with the key last, so that no two rows are equal.
    order: Vec<Order>,
    /// Values of the last row of the page before, one for each of `order`.
    after: Option<Vec<crate::kind::Value>>,
    pub(crate) limit: u32,
    /// Names of reference fields.
    pub(crate) expand: Vec<String>,
}

/// One column of the order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Order {
    column: usize,
    descending: bool,
}

/// Reads the query of a list.
pub(crate) fn list(
    application: &Application,
    resource: &Resource,
    query: &str,
    page: PageSize,
    dialect: Dialect,
) -> Result<ListQuery, Problem> {
    let mut reader = Reader {
        application,
        resource,
        dialect,
        errors: Vec::new(),
    };
    let mut filters = Vec::new();
    let (mut sort, mut limit, mut cursor, mut expand) = (None, None, None, None);
    for (name, value) in parameters(query)? {
        let slot = match name.as_str() {
            "sort" => &mut sort,
            "limit" => &mut limit,
            "cursor" => &mut cursor,
            "expand" => &mut expand,
            _ => {
                filters.extend(reader.filter(&name, &value));
                continue;
            }
        };
        if slot.replace(value).is_some() {
            reader.error(&name, "repeated", "may be given once");
        }
    }
    let order = reader.order(sort.as_deref());
    let limit = reader.limit(limit.as_deref(), page);
    let expand = reader.expand(expand.as_deref());
    let after = cursor.and_then(|cursor| match cursor::read(&cursor, resource, &order, dialect) {
        Some(values) => Some(values),
        None => {
            reader.error(
                "cursor",
                "format",
                "is none that this server gave for this order; begin without it",
            );
            None
        }
    });
    if reader.errors.is_empty() {
        Ok(ListQuery {
            filters,
            order,
            after,
            limit,
            expand,
        })
    } else {
        Err(Problem::bad_query(reader.errors))
    }
}

/// Reads the query of a single row, which may only ask for references.
pub(crate) fn single(
    application: &Application,
    resource: &Resource,
    query: &str,
) -> Result<Vec<String>, Problem> {
    let mut reader = Reader {
        application,
        resource,
        dialect: Dialect::Postgresql,
        errors: Vec::new(),
    };
    let mut expand = None;
    for (name, value) in parameters(query)? {
        if name != "expand" {
            reader.error(
                &name,
                "unknown_parameter",
                "is not known here; a single row takes `expand`",
            );
        } else if expand.replace(value).is_some() {
            reader.error(&name, "repeated", "may be given once");
        }
    }
    let expand = reader.expand(expand.as_deref());
    if reader.errors.is_empty() {
        Ok(expand)
    } else {
        Err(Problem::bad_query(reader.errors))
    }
}

/// Refuses every parameter.
pub(crate) fn none(query: &str) -> Result<(), Problem> {
    let errors: Vec<FieldError> = parameters(query)?
        .into_iter()
        .map(|(name, _)| FieldError::parameter(&name, "unknown_parameter", "is not known here"))
        .collect();
    if errors.is_empty() {
        Ok(())
    } else {
        Err(Problem::bad_query(errors))
    }
}

fn parameters(query: &str) -> Result<Vec<(String, String)>, Problem> {
    let refuse = |detail: String| Problem::new(axum::http::StatusCode::BAD_REQUEST, "bad_query", detail);
    if query.len() > LONGEST_QUERY {
        return Err(Problem::new(
            axum::http::StatusCode::URI_TOO_LONG,
            "query_too_long",
            format!("a query may have at most {LONGEST_QUERY} bytes"),
        ));
    }
    let pairs = pairs(query).ok_or_else(|| refuse("the query is not UTF-8".to_owned()))?;
    if pairs.len() > MOST_PARAMETERS {
        return Err(refuse(format!(
            "a query may have at most {MOST_PARAMETERS} parameters"
        )));
    }
    Ok(pairs)
}

struct Reader<'a> {
    application: &'a Application,
    resource: &'a Resource,
    dialect: Dialect,
    errors: Vec<FieldError>,
}

impl Reader<'_> {
    fn error(&mut self, name: &str, code: &'static str, detail: impl Into<String>) {
        // The name is the client's; a very long one is not given back whole.
        let shown: String = name.chars().take(128).collect();
        self.errors.push(FieldError::parameter(&shown, code, detail));
    }

    /// `sort=-due,title`, and the key behind it.
    fn order(&mut self, sort: Option<&str>) -> Vec<Order> {
        let mut order: Vec<Order> = Vec::new();
        for word in sort.iter().flat_map(|sort| sort.split(',')) {
            let (name, descending) = word.strip_prefix('-').map_or((word, false), |name| (name, true));
            match self.resource.column_for(name) {
                Some((column, found)) if found.kind.is_ordered() => {
                    if order.iter().any(|known| known.column == column) {
                        self.error("sort", "repeated", format!("names `{name}` twice"));
                    } else {
                        order.push(Order { column, descending });
                    }
                }
                Some(_) => self.error("sort", "type", format!("`{name}` has no order")),
                None => {
                    let detail = format!("names a field that `{}` does not have", self.resource.name);
                    self.error("sort", "unknown_field", detail);
                }
            }
        }
        for column in &self.resource.key {
            if !order.iter().any(|known| known.column == *column) {
                order.push(Order {
                    column: *column,
                    descending: false,
                });
            }
        }
        order
    }

    fn limit(&mut self, limit: Option<&str>, page: PageSize) -> u32 {
        let Some(text) = limit else {
            return page.usual;
        };
        let is_plain = text.bytes().all(|byte| byte.is_ascii_digit());
        match text.parse::<u32>() {
            Ok(limit) if is_plain && (1..=page.most).contains(&limit) => limit,
            _ => {
                self.error(
                    "limit",
                    "range",
                    format!("must be a whole number from 1 to {}", page.most),
                );
                page.usual
            }
        }
    }

    /// `expand=customer,agent`
    fn expand(&mut self, expand: Option<&str>) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for name in expand.iter().flat_map(|expand| expand.split(',')) {
            let target = self
                .resource
                .field(name)
                .and_then(|field| field.reference.as_ref())
                .and_then(|target| self.application.resource(target));
            match target {
                Some(_) if names.iter().any(|known| known == name) => {}
                Some(_) => names.push(name.to_owned()),
                None => self.error(
                    "expand",
                    "unknown_field",
                    format!("names a field of `{}` that is no reference", self.resource.name),
                ),
            }
        }
        names
    }
}
