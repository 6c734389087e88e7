//! Names of the framework: tables that no project declares and that are therefore neither created nor dropped nor
//! reported as drift. A project that declares an entity with the name of a framework entity owns it; the prefix is
//! refused.

/// Tables of framework entities.
pub const TABLES: &[&str] = &[
    "DeployHistory",
    "SystemHealth",
    "SystemMetric",
    "SessionInfo",
    "ProcessRun",
    "LogEntry",
    "EventTrace",
    "AIJob",
    "AuditEntry",
    "JobRun",
    "FeedbackReport",
    "OnboardingState",
];

/// Tables whose names begin so come from the framework's own migrations.
pub const TABLE_PREFIXES: &[&str] = &["_dazzle_"];

/// Whether the framework owns the table called `name`, unless the project declares it.
#[must_use]
pub fn is_framework_table(name: &str) -> bool {
    TABLES.contains(&name) || TABLE_PREFIXES.iter().any(|prefix| name.starts_with(prefix))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn framework_names() {
        assert!(is_framework_table("_dazzle_outbox"));
        assert!(is_framework_table("AIJob"));
        assert!(!is_framework_table("Task"));
    }
}
