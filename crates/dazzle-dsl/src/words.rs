//! The words of the language, each list once, and the search for the word that was meant.

/// Field type words, in the order of the documentation.
pub(crate) const TYPES: &[&str] = &[
    "str",
    "text",
    "int",
    "decimal",
    "float",
    "bool",
    "date",
    "datetime",
    "uuid",
    "email",
    "slug",
    "url",
    "timezone",
    "file",
    "json",
    "enum",
    "money",
    "ref",
    "belongs_to",
    "has_many",
    "has_one",
    "embeds",
    "poly_ref",
    "latest_one",
    "descendants_of",
    "ancestors_of",
    "computed",
];

/// Type words of other languages, with ours.
pub(crate) const FOREIGN_TYPES: &[(&str, &str)] = &[
    ("string", "str"),
    ("varchar", "str"),
    ("char", "str"),
    ("integer", "int"),
    ("bigint", "int"),
    ("boolean", "bool"),
    ("timestamp", "datetime"),
    ("timestamptz", "datetime"),
    ("double", "float"),
    ("real", "float"),
    ("number", "decimal"),
    ("numeric", "decimal"),
    ("jsonb", "json"),
    ("guid", "uuid"),
    ("reference", "ref"),
    ("longtext", "text"),
    ("object", "json"),
];

/// Field modifiers.
pub(crate) const MODIFIERS: &[&str] = &[
    "required",
    "optional",
    "pk",
    "unique",
    "auto_add",
    "auto_update",
    "sensitive",
    "searchable",
    "indexed",
    "pii",
    "storage",
    "was",
];

/// Words that may stand behind an expression default and are then modifiers, not operands.
pub(crate) const TRAILING_MODIFIERS: &[&str] = &[
    "required",
    "optional",
    "unique",
    "indexed",
    "sensitive",
    "searchable",
];

/// Entity members that this crate reads past, as one line or a block.
pub(crate) const OPAQUE_MEMBERS: &[&str] = &[
    "access",
    "audit",
    "auth_identity",
    "bulk",
    "display_field",
    "domain",
    "examples",
    "expose",
    "fitness",
    "forbid",
    "graph_edge",
    "graph_node",
    "intent",
    "lifecycle",
    "managed_by",
    "membership",
    "on_transition",
    "patterns",
    "permissions",
    "permit",
    "scope",
    "seed",
    "signing_template",
    "signing_validator",
    "tenant_host",
    "transitions",
    "visible",
];

/// Entity members that this crate reads, beside fields.
pub(crate) const DIRECTIVES: &[&str] = &[
    "unique",
    "index",
    "invariant",
    "extends",
    "archetype",
    "subtype_of",
    "soft_delete",
    "signable",
    "temporal",
    "was",
    "publish",
];

/// The constructs at column 0 that this crate reads.
pub(crate) const CONSTRUCTS: &[&str] = &["entity", "archetype", "tenancy"];

/// The constructs at column 0 that Dazzle knows and that never change a table of the project.
pub(crate) const OPAQUE_CONSTRUCTS: &[&str] = &[
    "analytics",
    "approval",
    "asset",
    "atomic",
    "audit",
    "channel",
    "data_products",
    "demo",
    "document",
    "enum",
    "event_model",
    "experience",
    "feedback_widget",
    "flow",
    "foreign_model",
    "grant_schema",
    "guide",
    "hless",
    "integration",
    "interfaces",
    "island",
    "job",
    "ledger",
    "llm_config",
    "llm_intent",
    "llm_model",
    "message",
    "nav",
    "notification",
    "param",
    "persona",
    "policies",
    "process",
    "projection",
    "question",
    "rhythm",
    "rule",
    "scenario",
    "schedule",
    "search",
    "service",
    "sla",
    "story",
    "stream",
    "subprocessor",
    "subscribe",
    "surface",
    "template",
    "test",
    "transaction",
    "view",
    "webhook",
    "workspace",
];

/// Kinds that `archetype:` in an entity knows.
pub(crate) const KINDS: &[&str] = &[
    "settings",
    "tenant_settings",
    "tenant",
    "user",
    "user_membership",
    "profile",
];

/// Keys of a `temporal:` block.
pub(crate) const TEMPORAL_KEYS: &[&str] = &[
    "start_field",
    "end_field",
    "key_field",
    "default_filter",
    "as_of_param",
];

/// The columns that PostgreSQL has in every table. `oid` is none since version 12. Source: manual section 5.5,
/// "System Columns".
const SYSTEM_COLUMNS: &[&str] = &["ctid", "xmin", "xmax", "cmin", "cmax", "tableoid"];

/// Whether no table of PostgreSQL can have a column of this name. Case matters.
pub(crate) fn is_system_column(name: &str) -> bool {
    SYSTEM_COLUMNS.contains(&name)
}

/// Who owns all tables with names like this one, if it is not the project. SQLite refuses `sqlite_…` in any case
/// (<https://www.sqlite.org/lang_createtable.html>, section 2).
pub(crate) fn reserved_table(name: &str) -> Option<&'static str> {
    let begins = |prefix: &str| {
        name.get(..prefix.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(prefix))
    };
    if begins("sqlite_") {
        Some("SQLite")
    } else if crate::ignore::TABLE_PREFIXES.iter().any(|prefix| begins(prefix)) {
        Some("Dazzle")
    } else {
        None
    }
}

/// Words that join two expressions.
pub(crate) fn is_operator_word(word: &str) -> bool {
    matches!(word, "and" | "or" | "in" | "is" | "not")
}

/// Whether a line at column 0 with this first word always begins a construct.
pub(crate) fn begins_construct(word: &str) -> bool {
    matches!(word, "module" | "use" | "app")
        || CONSTRUCTS.contains(&word)
        || OPAQUE_CONSTRUCTS.contains(&word)
}

/// The candidate most like `word`, if one is like enough: at most a third of its characters, and at least one,
/// may have to be changed, added, left out or swapped with their neighbor. The first of equals wins.
pub(crate) fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // Longer words are no slips of the pen, and the comparison takes time in the square of the length.
    const LONGEST: usize = 64;
    let length = word.chars().count();
    if length > LONGEST {
        return None;
    }
    let limit = (length / 3).max(1);
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        if candidate.len().abs_diff(word.len()) > limit * 4 || candidate == word {
            continue;
        }
        let distance = strsim::damerau_levenshtein(word, candidate);
        // Something of the word must be left.
        if distance <= limit && distance < length && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// `HTTPServer` → `http_server`, `Unit2Bed` → `unit2_bed`: `_` before an upper-case letter behind a lower-case
/// letter or digit, and before the last upper-case letter of a run when a lower-case one follows.
pub(crate) fn snake_case(name: &str) -> String {
    let characters: Vec<char> = name.chars().collect();
    let mut out = String::with_capacity(name.len() + 4);
    for (at, character) in characters.iter().enumerate() {
        if character.is_uppercase() {
            let before = at.checked_sub(1).and_then(|before| characters.get(before));
            let after = characters.get(at + 1);
            let starts_word = before.is_some_and(|c| c.is_lowercase() || c.is_numeric());
            let ends_run =
                before.is_some_and(|c| c.is_uppercase()) && after.is_some_and(|c| c.is_lowercase());
            if starts_word || ends_run {
                out.push('_');
            }
            out.extend(character.to_lowercase());
        } else {
            out.push(*character);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn snake_case_of_runs_and_digits() {
        for (name, snake) in [
            ("InfusionPump", "infusion_pump"),
            ("HTTPServer", "http_server"),
            ("Unit2Bed", "unit2_bed"),
            ("already_snake", "already_snake"),
            ("ÄrzteListe", "ärzte_liste"),
            ("A", "a"),
        ] {
            assert_eq!(snake_case(name), snake);
        }
    }

    #[test]
    fn a_third_of_the_word_may_be_wrong() {
        assert_eq!(nearest("requird", MODIFIERS.iter().copied()), Some("required"));
        assert_eq!(nearest("qk", MODIFIERS.iter().copied()), Some("pk"));
        assert_eq!(nearest("wibble", MODIFIERS.iter().copied()), None);
    }
}
