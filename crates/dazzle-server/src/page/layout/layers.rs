//! Columns: which box stands in which, and where lines pass through.

use super::{Each, Line, Size};

/// About how much wider than high a part is to be.
const ASPECT: f64 = 1.25;
/// What a box takes beside its own size, roughly.
const ROOM: Size = Size {
    width: 90.0,
    height: 28.0,
};
/// No column is cut before this height.
const LEAST_HEIGHT: f64 = 640.0;

/// Something that stands in a column: a box, or a line that passes.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Item {
    /// Its height; 0 for a line.
    pub(super) height: f64,
    /// Whether it is a line.
    pub(super) is_line: bool,
}

/// A piece of a line between two neighbouring columns.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Piece {
    /// The item in the left column.
    pub(super) left: usize,
    /// Where the line meets it, from its upper edge.
    pub(super) left_y: f64,
    /// The item in the right column.
    pub(super) right: usize,
    /// Where the line meets it.
    pub(super) right_y: f64,
}

/// Items in columns.
#[derive(Debug, Clone, Default)]
pub(super) struct Layers {
    /// The boxes in their order, then places of lines.
    pub(super) items: Vec<Item>,
    /// The items of each column, from above.
    pub(super) columns: Vec<Vec<usize>>,
    /// The pieces behind each column, by the column at their left.
    pub(super) pieces: Vec<Vec<Piece>>,
    /// The places that each line passes, from left to right.
    pub(super) passes: Vec<Vec<usize>>,
    /// Whether the child of a line stands left of its parent.
    pub(super) is_turned: Vec<bool>,
}

/// Puts boxes into columns. *Shape:* no line joins a box with itself.
pub(super) fn layers(boxes: &[Size], lines: &[Line]) -> Layers {
    let is_turned = turned(boxes.len(), lines);
    let ends: Vec<(usize, usize)> = lines
        .iter()
        .zip(&is_turned)
        .map(|(line, turned)| {
            if *turned {
                (line.child, line.parent)
            } else {
                (line.parent, line.child)
            }
        })
        .collect();
    let column = columns(boxes, &ends);
    with_passes(boxes, lines, is_turned, &ends, &column)
}

/// Which lines have to be turned round so that no way leads in a circle: those that lead back on a walk in depth.
fn turned(number: usize, lines: &[Line]) -> Vec<bool> {
    let mut out: Each<Vec<(usize, usize)>> = Each::new(number);
    let mut has_parent: Each<bool> = Each::new(number);
    for (id, line) in lines.iter().enumerate() {
        out.update(line.parent, |it| it.push((line.child, id)));
        has_parent.set(line.child, true);
    }
    let mut starts: Vec<usize> = (0..number).collect();
    // From what refers to nothing first, then from what most refer to.
    starts.sort_by_key(|at| (has_parent.of(*at), std::cmp::Reverse(out.of(*at).len())));
    let mut is_turned: Each<bool> = Each::new(lines.len());
    let mut is_seen: Each<bool> = Each::new(number);
    let mut is_open: Each<bool> = Each::new(number);
    for start in starts {
        if is_seen.of(start) {
            continue;
        }
        is_seen.set(start, true);
        is_open.set(start, true);
        let mut stack = vec![(start, out.of(start).into_iter())];
        while let Some((at, rest)) = stack.last_mut() {
            let at = *at;
            match rest.next() {
                None => {
                    is_open.set(at, false);
                    stack.pop();
                }
                Some((child, id)) if is_open.of(child) => is_turned.set(id, true),
                Some((child, _)) if !is_seen.of(child) => {
                    is_seen.set(child, true);
                    is_open.set(child, true);
                    stack.push((child, out.of(child).into_iter()));
                }
                Some(_) => {}
            }
        }
    }
    is_turned.0
}

/// The column of each box: right of all that its lines come from, and none much higher than the others.
fn columns(boxes: &[Size], ends: &[(usize, usize)]) -> Each<usize> {
    let number = boxes.len();
    let mut right_of: Each<Vec<usize>> = Each::new(number);
    let mut waits_for: Each<usize> = Each::new(number);
    for (left, right) in ends {
        right_of.update(*left, |it| it.push(*right));
        waits_for.update(*right, |it| *it += 1);
    }
    let below = longest_ways(number, &right_of, &waits_for);
    let most = most_height(boxes);
    let mut column: Each<usize> = Each::new(number);
    let mut ready: Vec<usize> = (0..number).filter(|at| waits_for.of(*at) == 0).collect();
    let mut current = 0;
    while !ready.is_empty() {
        // What many others wait for goes first.
        ready.sort_by_key(|at| (std::cmp::Reverse((below.of(*at), right_of.of(*at).len())), *at));
        let mut height = 0.0;
        let mut later = Vec::new();
        let mut freed = Vec::new();
        for at in ready {
            let needed = boxes.get(at).map_or(0.0, |size| size.height) + ROOM.height;
            if height > 0.0 && height + needed > most {
                later.push(at);
                continue;
            }
            height += needed;
            column.set(at, current);
            for next in right_of.of(at) {
                waits_for.update(next, |it| *it = it.saturating_sub(1));
                if waits_for.of(next) == 0 {
                    freed.push(next);
                }
            }
        }
        later.append(&mut freed);
        ready = later;
        current += 1;
    }
    draw_near(boxes, ends, &mut column, &right_of, most);
    column
}

/// How many boxes stand right of each on the longest way.
fn longest_ways(number: usize, right_of: &Each<Vec<usize>>, waits_for: &Each<usize>) -> Each<usize> {
    let mut left = waits_for.clone();
    let mut sorted: Vec<usize> = (0..number).filter(|at| left.of(*at) == 0).collect();
    let mut next = 0;
    while let Some(at) = sorted.get(next).copied() {
        next += 1;
        for right in right_of.of(at) {
            left.update(right, |it| *it = it.saturating_sub(1));
            if left.of(right) == 0 {
                sorted.push(right);
            }
        }
    }
    let mut below: Each<usize> = Each::new(number);
    for at in sorted.into_iter().rev() {
        let longest = right_of.of(at).into_iter().map(|right| below.of(right) + 1).max();
        below.set(at, longest.unwrap_or(0));
    }
    below
}

/// How high a column may become.
fn most_height(boxes: &[Size]) -> f64 {
    let area: f64 = boxes
        .iter()
        .map(|size| (size.width + ROOM.width) * (size.height + ROOM.height))
        .sum();
    (area / ASPECT).sqrt().max(LEAST_HEIGHT)
}

/// Moves what nothing stands left of next to what it is needed by, where there is room: shorter lines.
fn draw_near(
    boxes: &[Size],
    ends: &[(usize, usize)],
    column: &mut Each<usize>,
    right_of: &Each<Vec<usize>>,
    most: f64,
) {
    let height = |at: usize| boxes.get(at).map_or(0.0, |size| size.height) + ROOM.height;
    let mut heights: Each<f64> = Each::new(boxes.len());
    for at in 0..boxes.len() {
        heights.update(column.of(at), |it| *it += height(at));
    }
    for at in (0..boxes.len()).filter(|at| ends.iter().all(|(_, right)| right != at)) {
        let nearest = right_of.of(at).into_iter().map(|right| column.of(right)).min();
        let Some(wanted) = nearest.and_then(|nearest| nearest.checked_sub(1)) else {
            continue;
        };
        let now = column.of(at);
        if wanted > now && heights.of(wanted) + height(at) <= most {
            heights.update(now, |it| *it -= height(at));
            heights.update(wanted, |it| *it += height(at));
            column.set(at, wanted);
        }
    }
}

/// Gives a line a place in each column that it passes.
fn with_passes(
    boxes: &[Size],
    lines: &[Line],
    is_turned: Vec<bool>,
    ends: &[(usize, usize)],
    column: &Each<usize>,
) -> Layers {
    let number = column.0.iter().max().map_or(0, |last| last + 1);
    let mut items: Vec<Item> = boxes
        .iter()
        .map(|size| Item {
            height: size.height,
            is_line: false,
        })
        .collect();
    let mut columns: Each<Vec<usize>> = Each::new(number);
    for at in 0..boxes.len() {
        columns.update(column.of(at), |it| it.push(at));
    }
    let mut pieces: Each<Vec<Piece>> = Each::new(number);
    let mut passes = Vec::with_capacity(lines.len());
    for ((line, turned), (left, right)) in lines.iter().zip(&is_turned).zip(ends) {
        let (left_y, right_y) = if *turned {
            (line.child_y, line.parent_y)
        } else {
            (line.parent_y, line.child_y)
        };
        let mut passed = Vec::new();
        let mut from = (*left, left_y);
        for between in column.of(*left) + 1..column.of(*right) {
            let place = items.len();
            items.push(Item {
                height: 0.0,
                is_line: true,
            });
            columns.update(between, |it| it.push(place));
            passed.push(place);
            pieces.update(between - 1, |it| it.push(piece(from, (place, 0.0))));
            from = (place, 0.0);
        }
        let last = column.of(*right).saturating_sub(1);
        pieces.update(last, |it| it.push(piece(from, (*right, right_y))));
        passes.push(passed);
    }
    Layers {
        items,
        columns: columns.0,
        pieces: pieces.0,
        passes,
        is_turned,
    }
}

const fn piece((left, left_y): (usize, f64), (right, right_y): (usize, f64)) -> Piece {
    Piece {
        left,
        left_y,
        right,
        right_y,
    }
}
