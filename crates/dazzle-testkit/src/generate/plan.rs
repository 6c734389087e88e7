//! The plan of a schema.

use dazzle_schema::{
    ColumnType, DefaultValue, Deferrability, GeneratedStorage, NullsOrder, ReferentialAction,
};

use super::Features;

/// The plan of a schema. Tables and columns keep their number when they are renamed.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    pub features: Features,
    pub tables: Vec<TablePlan>,
    pub views: Vec<ViewPlan>,
    pub next_id: usize,
}

#[derive(Debug, Clone)]
pub struct TablePlan {
    pub id: usize,
    pub name: &'static str,
    pub key: KeyPlan,
    pub columns: Vec<ColumnPlan>,
    pub uniques: Vec<UniquePlan>,
    pub indexes: Vec<IndexPlan>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub enum KeyPlan {
    Uuid,
    Identity,
    Text,
    /// `id` and the column with this number.
    Composite(usize),
}

#[derive(Debug, Clone)]
pub struct ColumnPlan {
    pub id: usize,
    pub name: &'static str,
    /// Of a generated column and of one that points to another than `id`, what the type was first: that of the
    /// source counts.
    pub column_type: ColumnType,
    pub required: bool,
    pub default: Option<DefaultValue>,
    pub kind: ColumnKind,
    pub collation: Option<&'static str>,
    /// Of the foreign key.
    pub deferrability: Deferrability,
}

#[derive(Debug, Clone, PartialEq)]
pub enum ColumnKind {
    Plain,
    OneOf(Vec<&'static str>),
    Positive,
    /// The table with this number, and what happens when a row there goes.
    Reference(usize, ReferentialAction),
    /// The table with this number, and the column there that a unique index makes a key.
    KeyReference(usize, usize),
    Generated(GeneratedPlan),
}

#[derive(Debug, Clone, PartialEq)]
pub struct GeneratedPlan {
    /// The column with this number.
    pub source: usize,
    pub form: GeneratedForm,
    pub storage: GeneratedStorage,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub enum GeneratedForm {
    /// Whether the source has a value; for every type.
    IsMissing,
    /// The source itself; for texts in capitals.
    Like,
}

#[derive(Debug, Clone)]
pub struct UniquePlan {
    pub columns: Vec<usize>,
    pub include: Option<usize>,
    /// Rows without a value are equal. `id` is then in the key, so that they are apart all the same.
    pub nulls_not_distinct: bool,
    pub deferrability: Deferrability,
}

#[derive(Debug, Clone)]
pub struct ViewPlan {
    pub id: usize,
    pub name: &'static str,
    pub source: ViewSource,
    /// The columns that it shows beside `id`.
    pub columns: Vec<usize>,
    /// Whether the view names its columns itself.
    pub own_names: bool,
    /// Shows only rows that have a value in its last column.
    pub filtered: bool,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ViewSource {
    /// The table with this number.
    Table(usize),
    /// The tables with these numbers, side by side.
    Tables(usize, usize),
    /// The view with this number.
    View(usize),
}

#[derive(Debug, Clone)]
pub struct IndexPlan {
    pub columns: Vec<usize>,
    pub descending: bool,
    pub partial: bool,
    pub unique: bool,
    /// Over the first column in small letters, if it is a text.
    pub expression: bool,
    pub nulls: Option<NullsOrder>,
    pub include: Option<usize>,
    /// `id` is then in the key, as for unique constraints.
    pub nulls_not_distinct: bool,
    pub hash: bool,
    pub operator_class: bool,
    pub collation: Option<&'static str>,
}

impl IndexPlan {
    pub const fn plain(columns: Vec<usize>) -> Self {
        Self {
            columns,
            descending: false,
            partial: false,
            unique: false,
            expression: false,
            nulls: None,
            include: None,
            nulls_not_distinct: false,
            hash: false,
            operator_class: false,
            collation: None,
        }
    }

    /// Whether a foreign key may point to its only column.
    pub fn is_key(&self) -> bool {
        self.unique
            && self.columns.len() == 1
            && !self.nulls_not_distinct
            && !self.partial
            && !self.is_about_text()
    }

    /// Whether its first column must be a text.
    pub const fn is_about_text(&self) -> bool {
        self.expression || self.operator_class || self.collation.is_some()
    }
}

impl Plan {
    pub fn table(&self, id: usize) -> Option<&TablePlan> {
        self.tables.iter().find(|table| table.id == id)
    }

    /// Whether a foreign key points to the column, or to the table when none is given.
    pub fn is_pointed_to(&self, id: usize, column: Option<usize>) -> bool {
        self.tables
            .iter()
            .flat_map(|table| &table.columns)
            .any(|it| match it.kind {
                ColumnKind::Reference(target, _) => target == id && column.is_none(),
                ColumnKind::KeyReference(target, key) => {
                    target == id && column.is_none_or(|column| column == key)
                }
                _ => false,
            })
    }

    /// Takes the column out of the table, with all that is made of it.
    pub fn forget_column(&mut self, at: usize, id: usize) {
        let table = &mut self.tables[at];
        let owner = table.id;
        table.columns.retain(|column| column.id != id);
        table.uniques.retain(|unique| !unique.columns.contains(&id));
        table.indexes.retain(|index| !index.columns.contains(&id));
        let included = table.uniques.iter_mut().map(|unique| &mut unique.include);
        let included = included.chain(table.indexes.iter_mut().map(|index| &mut index.include));
        included
            .filter(|include| **include == Some(id))
            .for_each(|include| *include = None);
        if table.key == KeyPlan::Composite(id) {
            table.key = KeyPlan::Uuid;
        }
        for view in &mut self.views {
            view.columns.retain(|column| *column != id);
        }
        let lost: Vec<(usize, usize)> = self
            .tables
            .iter()
            .enumerate()
            .flat_map(|(at, table)| table.columns.iter().map(move |column| (at, table.id, column)))
            .filter(|(_, table, column)| match &column.kind {
                ColumnKind::Generated(it) => *table == owner && it.source == id,
                ColumnKind::KeyReference(target, key) => *target == owner && *key == id,
                _ => false,
            })
            .map(|(at, _, column)| (at, column.id))
            .collect();
        for (at, id) in lost {
            self.forget_column(at, id);
        }
    }

    /// Takes the view out, with all that show it.
    pub fn forget_view(&mut self, id: usize) {
        self.views.retain(|view| view.id != id);
        let made_of_it: Vec<usize> = self
            .views
            .iter()
            .filter(|view| view.source == ViewSource::View(id))
            .map(|view| view.id)
            .collect();
        made_of_it.into_iter().for_each(|id| self.forget_view(id));
    }
}

impl TablePlan {
    pub fn column(&self, id: usize) -> Option<&ColumnPlan> {
        self.columns.iter().find(|column| column.id == id)
    }

    pub fn is_text(&self, id: usize) -> bool {
        self.column(id).is_some_and(ColumnPlan::is_plain_text)
    }
}

impl ColumnPlan {
    pub fn is_plain_text(&self) -> bool {
        self.column_type.is_textual()
            && !matches!(self.kind, ColumnKind::Generated(_) | ColumnKind::KeyReference(..))
    }

    /// Whether an index can hold it. PostgreSQL indexes no virtual column.
    pub fn can_be_indexed(&self) -> bool {
        match &self.kind {
            ColumnKind::Generated(it) => {
                it.storage == GeneratedStorage::Stored && it.form == GeneratedForm::IsMissing
            }
            _ => self.column_type != ColumnType::Json,
        }
    }
}

pub const fn key_type(key: KeyPlan) -> ColumnType {
    match key {
        KeyPlan::Uuid | KeyPlan::Composite(_) => ColumnType::Uuid,
        KeyPlan::Identity => ColumnType::Integer,
        KeyPlan::Text => ColumnType::Varchar(40),
    }
}
