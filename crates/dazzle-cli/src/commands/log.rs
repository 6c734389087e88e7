//! `dazzle db log verify`: whether the log is as it was written.

use dazzle_engine::EngineError;
use serde_json::{Value, json};

use super::{Context, Outcome};
use crate::render::json;
use crate::render::words::rows;

/// Follows the log's hash chain and names what is not as it was written.
pub async fn verify(context: &Context) -> Result<Outcome, EngineError> {
    let shell = context.shell;
    let report = dazzle_engine::log::verify(&context.database, &context.options.session).await?;
    if shell.is_json() {
        let findings: Vec<Value> = report
            .findings
            .iter()
            .map(|it| json!({ "kind": it.kind.as_str(), "rows": it.rows, "message": it.message }))
            .collect();
        shell.value(&json!({
            "database": json::database(&context.database),
            "whole": report.is_whole(),
            "rows": report.rows,
            "unchained": report.unchained,
            "head": report.head.as_ref().map(ToString::to_string),
            "findings": findings,
        }));
    } else {
        context.announce();
        for finding in &report.findings {
            shell.item(finding.kind.as_str(), finding);
        }
        if report.unchained > 0 {
            shell.line(format_args!(
                "{} from before the log was chained cannot be checked",
                rows(report.unchained)
            ));
        }
        if report.is_whole() {
            shell.line(format_args!("{}, as they were written", rows(report.rows)));
        }
        if let Some(head) = &report.head {
            shell.item("head", head);
        }
    }
    Ok(if report.is_whole() {
        Outcome::Done
    } else {
        Outcome::NotUpToDate
    })
}
