//! The history: the graph of all revisions, in an order in which each comes after its parents.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::Timestamp;

use crate::order::{cycles, topological_order};
use crate::{HistoryError, ParsedRevision, Revision, RevisionId, TargetError, file};

/// All revisions of a project.
///
/// They are kept in topological order: parents first, then by time of creation, then by id.
#[derive(Debug, Clone, Default)]
pub struct History {
    pub(crate) nodes: Vec<Node>,
    pub(crate) by_id: BTreeMap<RevisionId, usize>,
}

/// A revision with its neighbours, by position in [`History::nodes`].
#[derive(Debug, Clone)]
pub(crate) struct Node {
    pub parsed: ParsedRevision,
    pub parents: Vec<usize>,
    pub children: Vec<usize>,
}

/// A set of positions in [`History::nodes`].
pub(crate) struct Marks(Vec<bool>);

impl Marks {
    pub fn none(history: &History) -> Self {
        Self(vec![false; history.nodes.len()])
    }

    pub fn has(&self, at: usize) -> bool {
        self.0.get(at).copied().unwrap_or(false)
    }

    pub fn set(&mut self, at: usize, marked: bool) {
        if let Some(mark) = self.0.get_mut(at) {
            *mark = marked;
        }
    }
}

impl History {
    /// Reads all files of a project, each a path and a text, in any order.
    ///
    /// Whether the operations fit is another question: see [`History::validate`].
    ///
    /// # Errors
    /// Everything that is wrong, by path and place. While a file cannot be read, nothing is said about parents.
    pub fn load(files: impl IntoIterator<Item = (String, String)>) -> Result<Self, Vec<HistoryError>> {
        let mut files: Vec<(String, String)> = files.into_iter().collect();
        files.sort();
        let mut parsed = Vec::with_capacity(files.len());
        let mut errors: Vec<HistoryError> = Vec::new();
        for (path, text) in &files {
            match file::parse(path, text) {
                Ok(revision) => parsed.push(revision),
                Err(found) => errors.extend(found.into_iter().map(HistoryError::File)),
            }
        }
        if errors.is_empty() {
            Self::of_revisions(parsed)
        } else {
            Err(errors)
        }
    }

    /// The history of revisions that are read already.
    ///
    /// # Errors
    /// When two have one id, a parent is missing, or they follow each other in a circle.
    pub fn of_revisions(parsed: Vec<ParsedRevision>) -> Result<Self, Vec<HistoryError>> {
        let mut errors = Vec::new();
        let mut position: HashMap<RevisionId, usize> = HashMap::with_capacity(parsed.len());
        for (at, revision) in parsed.iter().enumerate() {
            let id = &revision.revision.id;
            if let Some(first) = position.get(id).and_then(|first| parsed.get(*first)) {
                errors.push(HistoryError::DuplicateId {
                    place: revision.place(revision.id_span.clone()),
                    id: id.clone(),
                    first: first.path.clone(),
                });
            } else {
                position.insert(id.clone(), at);
            }
        }
        let mut parents = Vec::with_capacity(parsed.len());
        for revision in &parsed {
            let id = &revision.revision.id;
            let mut found = Vec::with_capacity(revision.revision.parents.len());
            for (parent, span) in revision.revision.parents.iter().zip(&revision.parent_spans) {
                match position.get(parent) {
                    _ if parent == id => errors.push(HistoryError::SelfParent {
                        place: revision.place(span.clone()),
                        id: id.clone(),
                    }),
                    Some(at) => found.push(*at),
                    None => errors.push(HistoryError::UnknownParent {
                        place: revision.place(span.clone()),
                        id: id.clone(),
                        parent: parent.clone(),
                    }),
                }
            }
            parents.push(found);
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        match topological_order(&parsed, &parents) {
            Ok(order) => Ok(Self::in_order(parsed, &parents, &order)),
            Err(left_over) => Err(cycles(&parsed, &parents, &left_over)),
        }
    }

    fn in_order(parsed: Vec<ParsedRevision>, parents: &[Vec<usize>], order: &[usize]) -> Self {
        let mut rank = vec![0; parsed.len()];
        for (at, previous) in order.iter().enumerate() {
            if let Some(rank) = rank.get_mut(*previous) {
                *rank = at;
            }
        }
        let mut nodes: Vec<(usize, Node)> = parsed
            .into_iter()
            .zip(parents)
            .zip(&rank)
            .map(|((parsed, parents), at)| {
                let parents = parents.iter().filter_map(|it| rank.get(*it).copied()).collect();
                let node = Node {
                    parsed,
                    parents,
                    children: Vec::new(),
                };
                (*at, node)
            })
            .collect();
        nodes.sort_by_key(|(at, _)| *at);
        let mut nodes: Vec<Node> = nodes.into_iter().map(|(_, node)| node).collect();
        let edges: Vec<(usize, usize)> = nodes
            .iter()
            .enumerate()
            .flat_map(|(child, node)| node.parents.iter().map(move |parent| (*parent, child)))
            .collect();
        for (parent, child) in edges {
            if let Some(node) = nodes.get_mut(parent) {
                node.children.push(child);
            }
        }
        let by_id = nodes
            .iter()
            .enumerate()
            .map(|(at, node)| (node.parsed.revision.id.clone(), at))
            .collect();
        Self { nodes, by_id }
    }

    /// How many revisions there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// All revisions, parents first, then by time of creation, then by id.
    pub fn revisions(&self) -> impl DoubleEndedIterator<Item = &Revision> + ExactSizeIterator {
        self.nodes.iter().map(|node| &node.parsed.revision)
    }

    /// The revision with this id.
    #[must_use]
    pub fn get(&self, id: &RevisionId) -> Option<&Revision> {
        self.parsed(id).map(|parsed| &parsed.revision)
    }

    /// The revision with this id, with its file.
    #[must_use]
    pub fn parsed(&self, id: &RevisionId) -> Option<&ParsedRevision> {
        self.nodes.get(*self.by_id.get(id)?).map(|node| &node.parsed)
    }

    /// The revisions that nothing follows, by id.
    #[must_use]
    pub fn heads(&self) -> BTreeSet<RevisionId> {
        self.ids_where(|node| node.children.is_empty())
    }

    /// The revisions that follow none, by id.
    #[must_use]
    pub fn bases(&self) -> BTreeSet<RevisionId> {
        self.ids_where(|node| node.parents.is_empty())
    }

    fn ids_where(&self, test: impl Fn(&Node) -> bool) -> BTreeSet<RevisionId> {
        let chosen = self.nodes.iter().filter(|node| test(node));
        chosen.map(|node| node.parsed.revision.id.clone()).collect()
    }

    /// The revisions that follow this one directly, in topological order.
    pub fn children(&self, id: &RevisionId) -> impl Iterator<Item = &Revision> {
        let node = self.by_id.get(id).and_then(|at| self.nodes.get(*at));
        node.into_iter()
            .flat_map(|node| &node.children)
            .filter_map(|child| self.revision_at(*child))
    }

    /// The revisions of `ids` and all that come before them. Ids that no file holds have none.
    #[must_use]
    pub fn ancestors(&self, ids: &BTreeSet<RevisionId>) -> BTreeSet<RevisionId> {
        let marks = self.marked_ancestors(ids.iter().filter_map(|id| self.by_id.get(id).copied()));
        self.marked(&marks)
            .filter_map(|at| self.id_at(at).cloned())
            .collect()
    }

    /// Whether `earlier` comes before `later`. A revision does not come before itself.
    #[must_use]
    pub fn is_ancestor(&self, earlier: &RevisionId, later: &RevisionId) -> bool {
        match (self.by_id.get(earlier), self.by_id.get(later)) {
            (Some(earlier), Some(later)) => earlier != later && self.marked_ancestors([*later]).has(*earlier),
            _ => false,
        }
    }

    /// A new revision without operations that brings `heads` together.
    ///
    /// # Errors
    /// When they are fewer than two, one of them is not in the history, or one comes before another.
    pub fn merge(
        &self,
        id: RevisionId,
        heads: &BTreeSet<RevisionId>,
        message: String,
        created_at: Timestamp,
    ) -> Result<Revision, TargetError> {
        if heads.len() < 2 {
            return Err(TargetError::NothingToMerge);
        }
        for earlier in heads {
            if !self.by_id.contains_key(earlier) {
                return Err(TargetError::Unknown {
                    text: earlier.to_string(),
                });
            }
            if let Some(later) = heads.iter().find(|later| self.is_ancestor(earlier, later)) {
                return Err(TargetError::AlreadyMerged {
                    earlier: earlier.clone(),
                    later: later.clone(),
                });
            }
        }
        Ok(Revision {
            id,
            parents: heads.iter().cloned().collect(),
            message,
            created_at,
            upgrade: Vec::new(),
            downgrade: Vec::new(),
        })
    }

    pub(crate) fn revision_at(&self, at: usize) -> Option<&Revision> {
        self.nodes.get(at).map(|node| &node.parsed.revision)
    }

    pub(crate) fn id_at(&self, at: usize) -> Option<&RevisionId> {
        self.revision_at(at).map(|revision| &revision.id)
    }

    /// The positions of `from` and of all their ancestors. Every parent stands before its children, so one
    /// pass backwards is enough.
    pub(crate) fn marked_ancestors(&self, from: impl IntoIterator<Item = usize>) -> Marks {
        let mut marks = Marks::none(self);
        for at in from {
            marks.set(at, true);
        }
        for (at, node) in self.nodes.iter().enumerate().rev() {
            if marks.has(at) {
                for parent in &node.parents {
                    marks.set(*parent, true);
                }
            }
        }
        marks
    }

    /// The positions of `from` and of all that come after them.
    pub(crate) fn marked_descendants(&self, from: impl IntoIterator<Item = usize>) -> Marks {
        let mut marks = Marks::none(self);
        for at in from {
            marks.set(at, true);
        }
        for (at, node) in self.nodes.iter().enumerate() {
            if node.parents.iter().any(|parent| marks.has(*parent)) {
                marks.set(at, true);
            }
        }
        marks
    }

    /// The marked positions, in topological order.
    pub(crate) fn marked<'a>(&'a self, marks: &'a Marks) -> impl DoubleEndedIterator<Item = usize> + 'a {
        (0..self.nodes.len()).filter(|at| marks.has(*at))
    }
}
