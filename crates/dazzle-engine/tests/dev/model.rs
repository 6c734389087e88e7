//! A model as somebody edits it, as DSL text.

use crate::support::mixed;

const ENTITIES: [&str; 8] = ["Task", "Person", "Note", "Order", "Item", "Group", "Tag", "Place"];
const FIELDS: [&str; 12] = [
    "title", "state", "points", "owner", "due", "amount", "done", "text", "kind", "size", "label", "extra",
];

/// Choices from a number that a failure can name.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(mixed(seed.wrapping_add(0x9e37_79b9)))
    }

    pub fn pick(&mut self, ways: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        usize::try_from(mixed(self.0) % ways.max(1) as u64).unwrap()
    }

    pub fn of<'a, T: ?Sized>(&mut self, all: &[&'a T]) -> &'a T {
        all[self.pick(all.len())]
    }
}

#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    pub name: &'static str,
    kind: String,
    required: bool,
    unique: bool,
    default: bool,
    was: Option<&'static str>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Entity {
    pub name: &'static str,
    pub fields: Vec<Field>,
    indexed: Option<&'static str>,
    was: Option<&'static str>,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub struct Model(pub Vec<Entity>);

impl Model {
    pub fn dsl(&self) -> String {
        let mut text = String::new();
        for entity in &self.0 {
            text.push_str(&format!("entity {}:\n", entity.name));
            if let Some(was) = entity.was {
                text.push_str(&format!("  was: {was}\n"));
            }
            text.push_str("  id: uuid pk\n");
            for field in &entity.fields {
                let default = match (field.default, field.kind.as_str()) {
                    (true, "int") => "=3",
                    (true, "bool") => "=false",
                    (true, "enum[a,b,c]") => "=a",
                    (true, "str(20)" | "str(60)") => "=\"x\"",
                    _ => "",
                };
                let word = |on: bool, word: &'static str| if on { word } else { "" };
                let was = field.was.map(|was| format!(" was: {was}")).unwrap_or_default();
                text.push_str(&format!(
                    "  {}: {}{default}{}{}{was}\n",
                    field.name,
                    field.kind,
                    word(field.required, " required"),
                    word(field.unique, " unique"),
                ));
            }
            if let Some(indexed) = entity.indexed {
                text.push_str(&format!("  index {indexed}\n"));
            }
            text.push('\n');
        }
        text
    }

    /// Takes the hints away, as somebody does who thinks that they have done their work.
    pub fn forget(&mut self) {
        for entity in &mut self.0 {
            entity.was = None;
            entity.fields.iter_mut().for_each(|field| field.was = None);
        }
    }

    /// One change; says which.
    pub fn edit(&mut self, dice: &mut Dice) -> String {
        if self.0.is_empty() {
            return self.add_entity(dice);
        }
        let at = dice.pick(self.0.len());
        match dice.pick(16) {
            0 if self.0.len() < 6 => self.add_entity(dice),
            1 if self.0.len() > 1 => {
                let gone = self.0.remove(at).name;
                self.drop_references(gone);
                format!("drop {gone}")
            }
            2 => self.rename_entity(at, dice),
            3..=6 => self.add_field(at, dice),
            7 => {
                let entity = &mut self.0[at];
                if entity.fields.is_empty() {
                    return "nothing".to_owned();
                }
                let gone = entity.fields.remove(dice.pick(entity.fields.len())).name;
                entity.indexed = entity.indexed.filter(|name| *name != gone);
                format!("drop {}.{gone}", entity.name)
            }
            8 | 9 => self.rename_field(at, dice),
            10 | 11 => {
                let kind = self.kind(dice);
                self.change(at, dice, "type", |field| field.kind = kind)
            }
            12 => self.change(at, dice, "required", |field| field.required = !field.required),
            13 => self.change(at, dice, "default", |field| field.default = !field.default),
            14 => self.change(at, dice, "unique", |field| field.unique = !field.unique),
            _ => {
                let names: Vec<&'static str> = self.0[at].fields.iter().map(|field| field.name).collect();
                let indexed = self.0[at].indexed;
                self.0[at].indexed = match indexed {
                    None if !names.is_empty() => Some(names[dice.pick(names.len())]),
                    _ => None,
                };
                format!("index of {}", self.0[at].name)
            }
        }
    }

    fn change(&mut self, at: usize, dice: &mut Dice, what: &str, change: impl FnOnce(&mut Field)) -> String {
        let entity = &mut self.0[at];
        if entity.fields.is_empty() {
            return "nothing".to_owned();
        }
        let at = dice.pick(entity.fields.len());
        change(&mut entity.fields[at]);
        format!("{what} of {}.{}", entity.name, entity.fields[at].name)
    }

    fn kind(&self, dice: &mut Dice) -> String {
        let target = self.0[dice.pick(self.0.len())].name;
        match dice.pick(9) {
            0 => "str(20)".to_owned(),
            1 => "str(60)".to_owned(),
            2 => "text".to_owned(),
            3 => "int".to_owned(),
            4 => "bool".to_owned(),
            5 => "date".to_owned(),
            6 => "decimal(10,2)".to_owned(),
            7 => "enum[a,b,c]".to_owned(),
            _ => format!("ref {target}"),
        }
    }

    fn add_entity(&mut self, dice: &mut Dice) -> String {
        let free: Vec<&'static str> = ENTITIES
            .into_iter()
            .filter(|name| self.0.iter().all(|it| it.name != *name))
            .collect();
        let name = free[dice.pick(free.len())];
        self.0.push(Entity {
            name,
            fields: Vec::new(),
            indexed: None,
            was: None,
        });
        let at = self.0.len() - 1;
        for _ in 0..dice.pick(4) {
            self.add_field(at, dice);
        }
        format!("add {name}")
    }

    fn free_field(&self, at: usize, dice: &mut Dice) -> Option<&'static str> {
        let taken = |name: &str| self.0[at].fields.iter().any(|field| field.name == name);
        let free: Vec<&'static str> = FIELDS.into_iter().filter(|name| !taken(name)).collect();
        (!free.is_empty()).then(|| free[dice.pick(free.len())])
    }

    fn add_field(&mut self, at: usize, dice: &mut Dice) -> String {
        let Some(name) = self.free_field(at, dice) else {
            return "nothing".to_owned();
        };
        let kind = self.kind(dice);
        self.0[at].fields.push(Field {
            name,
            kind,
            required: dice.pick(4) == 0,
            unique: dice.pick(8) == 0,
            default: dice.pick(3) == 0,
            was: None,
        });
        format!("add {}.{name}", self.0[at].name)
    }

    fn rename_field(&mut self, at: usize, dice: &mut Dice) -> String {
        let Some(name) = self.free_field(at, dice) else {
            return "nothing".to_owned();
        };
        let is_told = dice.pick(4) > 0;
        let entity = &mut self.0[at];
        if entity.fields.is_empty() {
            return "nothing".to_owned();
        }
        let which = dice.pick(entity.fields.len());
        let field = &mut entity.fields[which];
        let old = field.name;
        field.name = name;
        field.was = is_told.then_some(old);
        entity.indexed = entity.indexed.map(|it| if it == old { name } else { it });
        format!("rename {}.{old} to {name}, told: {is_told}", entity.name)
    }

    fn rename_entity(&mut self, at: usize, dice: &mut Dice) -> String {
        let free: Vec<&'static str> = ENTITIES
            .into_iter()
            .filter(|name| self.0.iter().all(|it| it.name != *name))
            .collect();
        let name = free[dice.pick(free.len())];
        let is_told = dice.pick(4) > 0;
        let old = self.0[at].name;
        self.0[at].name = name;
        self.0[at].was = is_told.then_some(old);
        for field in self.0.iter_mut().flat_map(|entity| &mut entity.fields) {
            if field.kind == format!("ref {old}") {
                field.kind = format!("ref {name}");
            }
        }
        format!("rename {old} to {name}, told: {is_told}")
    }

    fn drop_references(&mut self, gone: &str) {
        for entity in &mut self.0 {
            entity.fields.retain(|field| field.kind != format!("ref {gone}"));
            let names: Vec<&str> = entity.fields.iter().map(|field| field.name).collect();
            entity.indexed = entity.indexed.filter(|name| names.contains(name));
        }
    }
}
