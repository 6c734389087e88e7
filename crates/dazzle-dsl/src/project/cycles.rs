//! Which references lie on a cycle of references: the Python tool names their foreign keys differently.

use std::collections::HashMap;

use crate::model::Model;

/// Entities by the group in which each can be reached from each (strongly connected components).
#[derive(Debug, Default)]
pub(super) struct Cycles {
    group_of: HashMap<String, usize>,
}

impl Cycles {
    /// Finds the groups by Kosaraju's two walks, without recursion.
    pub(super) fn find(model: &Model) -> Self {
        let count = model.entities.len();
        let mut forward: Vec<Vec<usize>> = vec![Vec::new(); count];
        let mut backward: Vec<Vec<usize>> = vec![Vec::new(); count];
        for (from, entity) in model.entities.iter().enumerate() {
            let targets = entity
                .fields
                .iter()
                .filter_map(|field| field.field_type.reference());
            for to in targets.filter_map(|target| model.by_name.get(&target.text)) {
                if let (Some(out), Some(back)) = (forward.get_mut(from), backward.get_mut(*to)) {
                    out.push(*to);
                    back.push(from);
                }
            }
        }
        let entities = model.entities.iter().map(|entity| entity.name.clone());
        Self {
            group_of: entities.zip(groups(&forward, &backward)).collect(),
        }
    }

    /// Whether a reference from one to the other closes a cycle.
    pub(super) fn has_edge(&self, from: &str, to: &str) -> bool {
        from == to
            || self
                .group_of
                .get(from)
                .is_some_and(|group| self.group_of.get(to) == Some(group))
    }
}

/// For each node its group: nodes of one group can be reached from each other. A group has a lower number than
/// those that only can be reached from it.
///
/// *Shape:* `forward` and `backward` hold for each node where its edges lead to and come from.
pub(crate) fn groups(forward: &[Vec<usize>], backward: &[Vec<usize>]) -> Vec<usize> {
    let count = forward.len();
    let mut order = Vec::with_capacity(count);
    let mut seen = vec![false; count];
    for start in 0..count {
        walk(start, forward, &mut seen, &mut order);
    }
    let mut seen = vec![false; count];
    let mut group_of = vec![0; count];
    for (group, start) in order.iter().rev().enumerate() {
        let mut members = Vec::new();
        walk(*start, backward, &mut seen, &mut members);
        for member in members {
            if let Some(slot) = group_of.get_mut(member) {
                *slot = group;
            }
        }
    }
    group_of
}

/// Appends what can be reached from `start` and was not seen before, each behind what it leads to.
fn walk(start: usize, edges: &[Vec<usize>], seen: &mut [bool], order: &mut Vec<usize>) {
    let mut stack = vec![(start, 0)];
    match seen.get_mut(start) {
        Some(flag) if !*flag => *flag = true,
        _ => return,
    }
    while let Some((node, next)) = stack.last_mut() {
        let target = edges.get(*node).and_then(|list| list.get(*next)).copied();
        *next += 1;
        match target {
            None => {
                order.push(*node);
                stack.pop();
            }
            Some(target) => {
                if let Some(flag) = seen.get_mut(target).filter(|flag| !**flag) {
                    *flag = true;
                    stack.push((target, 0));
                }
            }
        }
    }
}
