//! Names of the framework: tables and indexes that no project declares and that are therefore neither created
//! nor dropped nor reported as drift. A project that declares an entity with such a name owns it.

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

/// Indexes whose names begin so are made for screens, at run time.
pub const INDEX_PREFIXES: &[&str] = &["ix_list_"];

/// The column of full-text search, generated outside migrations.
pub const COLUMNS: &[&str] = &["search_vector"];

/// Whether the framework owns the table called `name`, unless the project declares it.
#[must_use]
pub fn is_framework_table(name: &str) -> bool {
    TABLES.contains(&name) || TABLE_PREFIXES.iter().any(|prefix| name.starts_with(prefix))
}

/// Whether the framework made the index called `name` on the table called `table`: for a screen, for
/// development (`idx_<table>_…`) or for full-text search (`ix_<table in lower case>_search_vector`).
#[must_use]
pub fn is_framework_index(table: &str, name: &str) -> bool {
    let after_table = |rest: &str| rest.strip_prefix(table).is_some_and(|rest| rest.starts_with('_'));
    INDEX_PREFIXES.iter().any(|prefix| name.starts_with(prefix))
        || name.strip_prefix("idx_").is_some_and(after_table)
        || name == format!("ix_{}_search_vector", table.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn framework_names() {
        assert!(is_framework_table("_dazzle_outbox"));
        assert!(is_framework_table("AIJob"));
        assert!(!is_framework_table("Task"));
        assert!(is_framework_index("Task", "ix_list_Task_org_due"));
        assert!(is_framework_index("Task", "idx_Task_owner"));
        assert!(!is_framework_index("Task", "idx_Tasks_owner"));
        assert!(is_framework_index("Task", "ix_task_search_vector"));
        assert!(!is_framework_index("Task", "ix_Task_due"));
    }
}
