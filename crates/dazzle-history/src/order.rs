//! The order of revisions, and why there is none.

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};

use crate::{HistoryError, ParsedRevision};

/// The positions in topological order, or those that stand in a circle or after one.
pub fn topological_order(
    parsed: &[ParsedRevision],
    parents: &[Vec<usize>],
) -> Result<Vec<usize>, Vec<usize>> {
    let mut waiting_for: Vec<usize> = parents.iter().map(Vec::len).collect();
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); parsed.len()];
    for (child, parents) in parents.iter().enumerate() {
        for parent in parents {
            if let Some(children) = children.get_mut(*parent) {
                children.push(child);
            }
        }
    }
    let entry = |at: usize| {
        let revision = &parsed.get(at)?.revision;
        Some(Reverse((revision.created_at, &revision.id, at)))
    };
    let mut ready: BinaryHeap<_> = waiting_for
        .iter()
        .enumerate()
        .filter(|(_, waiting)| **waiting == 0)
        .filter_map(|(at, _)| entry(at))
        .collect();
    let mut order = Vec::with_capacity(parsed.len());
    while let Some(Reverse((_, _, at))) = ready.pop() {
        order.push(at);
        for child in children.get(at).into_iter().flatten() {
            if let Some(waiting) = waiting_for.get_mut(*child) {
                *waiting -= 1;
                if *waiting == 0 {
                    ready.extend(entry(*child));
                }
            }
        }
    }
    if order.len() == parsed.len() {
        Ok(order)
    } else {
        let left_over = waiting_for
            .iter()
            .enumerate()
            .filter(|(_, waiting)| **waiting > 0);
        Err(left_over.map(|(at, _)| at).collect())
    }
}

/// Every circle once. From a position that is left over, going to a parent that is left over always leads
/// into a circle.
pub fn cycles(parsed: &[ParsedRevision], parents: &[Vec<usize>], left_over: &[usize]) -> Vec<HistoryError> {
    let id = |at: usize| parsed.get(at).map(|parsed| &parsed.revision.id);
    let mut by_id = left_over.to_vec();
    by_id.sort_by_key(|at| id(*at));
    let left_over: BTreeSet<usize> = left_over.iter().copied().collect();
    let mut seen = BTreeSet::new();
    let mut errors = Vec::new();
    for start in by_id {
        let mut walk: Vec<usize> = Vec::new();
        let mut here = start;
        while seen.insert(here) {
            walk.push(here);
            let next = parents
                .get(here)
                .into_iter()
                .flatten()
                .find(|at| left_over.contains(at));
            match next {
                Some(next) => here = *next,
                None => break,
            }
        }
        let Some(from) = walk.iter().position(|at| *at == here) else {
            continue;
        };
        let mut circle = walk.split_off(from);
        if circle.len() < 2 {
            continue;
        }
        let first = circle
            .iter()
            .enumerate()
            .min_by_key(|(_, at)| id(**at))
            .map_or(0, |(position, _)| position);
        circle.rotate_left(first);
        if let Some(head) = circle.first().and_then(|at| parsed.get(*at)) {
            errors.push(HistoryError::Cycle {
                place: head.place(head.id_span.clone()),
                ids: circle.iter().filter_map(|at| id(*at).cloned()).collect(),
            });
        }
    }
    errors
}
