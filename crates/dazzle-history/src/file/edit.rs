//! Edits of a revision file that leave the rest of it as its author wrote it.

use toml_edit::{DocumentMut, Item};

use super::strings;
use crate::Direction;

/// The comment that a seam is written with, of which [`fill_seam`] takes away the line.
const TO_FILL: &str = "# fill in `sql`";

/// `text`, a revision file, with `sql` as the statements of the seam at `position` of its operations in `direction`.
/// Comments and everything else stay.
///
/// None where the operation is not a block of its own, as `[[upgrade]]`, or no data migration.
#[must_use]
pub fn fill_seam(text: &str, direction: Direction, position: usize, sql: &str) -> Option<String> {
    let mut document: DocumentMut = text.parse().ok()?;
    let blocks = document
        .get_mut(direction.as_str())
        .and_then(Item::as_array_of_tables_mut)?;
    let block = blocks.get_mut(position)?;
    if block.get("op").and_then(Item::as_str) != Some("data_migration") {
        return None;
    }
    let mut filled = format!("sql = {}", strings::sql(sql))
        .parse::<DocumentMut>()
        .ok()?;
    let value = filled.get_mut("sql").and_then(Item::as_value_mut)?;
    let place = block.get_mut("sql").and_then(Item::as_value_mut)?;
    *value.decor_mut() = place.decor().clone();
    *place = value.clone();
    let above = block
        .decor()
        .prefix()
        .and_then(|it| it.as_str())
        .unwrap_or_default();
    let without: String = above
        .split_inclusive('\n')
        .filter(|line| !line.starts_with(TO_FILL))
        .collect();
    block.decor_mut().set_prefix(without);
    Some(document.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "\u{feff}# mine\nrevision = \"r\"\nrevises = []\n\n[[upgrade]]\nop = \"execute\"\nsql = \"\"\n\n\
        # why\n# fill in `sql`: statements after which `until` gives 0\n[[upgrade]]\nop = \"data_migration\" # seam\n\
        sql = \"\" # here\nuntil = 'SELECT 1'\n";

    #[test]
    fn only_the_statements_change() {
        let filled = fill_seam(FILE, Direction::Upgrade, 1, "UPDATE \"T\" SET a = 'b'").unwrap();
        let expected = FILE
            .trim_start_matches('\u{feff}')
            .replace("# fill in `sql`: statements after which `until` gives 0\n", "")
            .replace(
                "sql = \"\" # here",
                "sql = '''UPDATE \"T\" SET a = 'b\\'''' # here",
            );
        let normal = |text: &str| text.trim_start_matches('\u{feff}').replace("b\\'", "b'");
        assert_eq!(normal(&filled), normal(&expected));
    }

    #[test]
    fn what_is_no_seam_is_left_alone() {
        assert_eq!(fill_seam(FILE, Direction::Upgrade, 0, "x"), None);
        assert_eq!(fill_seam(FILE, Direction::Upgrade, 2, "x"), None);
        assert_eq!(fill_seam(FILE, Direction::Downgrade, 0, "x"), None);
        assert_eq!(fill_seam("upgrade = 1", Direction::Upgrade, 0, "x"), None);
    }
}
