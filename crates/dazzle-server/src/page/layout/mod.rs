//! Where the boxes and lines of the diagram go.
//!
//! A layered layout: what is referred to stands left of what refers to it, in columns, and a line leaves a box at the
//! row of its field. Each connected part is laid out by itself:
//!
//! 1. `layers`: lines that would close a circle are turned round; each box gets a column, and columns of about the
//!    same height are filled one after the other.
//! 2. `order`: the order in each column, so that few lines cross. A line that passes a column has a place in it.
//! 3. `place`: heights, so that lines are as straight as the order allows.
//!
//! Parts are then put on shelves, and boxes without lines into a grid under them. The same input gives the same
//! layout. No library is used: those that there are give coordinates of boxes but no way for lines around them.

mod layers;
mod order;
mod place;
mod shelves;

/// How wide and high a box is.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Size {
    pub(super) width: f64,
    pub(super) height: f64,
}

/// A point, from the left upper corner.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Point {
    pub(super) x: f64,
    pub(super) y: f64,
}

/// Where a box stands.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Rect {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) width: f64,
    pub(super) height: f64,
}

/// A reference. *Shape:* both boxes exist.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Line {
    /// The box that refers.
    pub(super) child: usize,
    /// Where in it, from its upper edge.
    pub(super) child_y: f64,
    /// The box that is referred to.
    pub(super) parent: usize,
    /// Where in it.
    pub(super) parent_y: f64,
}

/// The result. *Shape:* one entry for each box and line of the input, in its order.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Layout {
    pub(super) size: Size,
    pub(super) boxes: Vec<Rect>,
    /// From the child to the parent; lines between two points are level, or curves that begin and end level. Empty for
    /// a line from a box to itself, which is drawn to the right of it, in [`LOOP_ROOM`].
    pub(super) lines: Vec<Vec<Point>>,
}

/// What a line from a box to itself needs at its right.
pub(super) const LOOP_ROOM: f64 = 26.0;

/// A value for each of some things that are numbered from 0; the default where none was set.
#[derive(Debug, Clone, Default)]
struct Each<T>(Vec<T>);

impl<T: Clone + Default> Each<T> {
    fn new(number: usize) -> Self {
        Self(vec![T::default(); number])
    }

    fn of(&self, at: usize) -> T {
        self.0.get(at).cloned().unwrap_or_default()
    }

    fn set(&mut self, at: usize, value: T) {
        if let Some(place) = self.0.get_mut(at) {
            *place = value;
        }
    }

    fn update(&mut self, at: usize, change: impl FnOnce(&mut T)) {
        if let Some(place) = self.0.get_mut(at) {
            change(place);
        }
    }
}

/// One part of the picture, laid out with its corner at zero.
#[derive(Debug, Default)]
struct Part {
    size: Size,
    boxes: Vec<(usize, Rect)>,
    lines: Vec<(usize, Vec<Point>)>,
}

/// Lays boxes and lines out; the picture is not wider than `width` if that can be helped.
pub(super) fn layout(boxes: &[Size], lines: &[Line], width: f64) -> Layout {
    let (connected, single) = parts(boxes.len(), lines);
    let parts: Vec<Part> = connected
        .iter()
        .map(|members| part(boxes, lines, members))
        .collect();
    shelves::assemble(boxes, lines.len(), parts, &single, width)
}

/// The boxes that hang together, and those without a line to another.
fn parts(number: usize, lines: &[Line]) -> (Vec<Vec<usize>>, Vec<usize>) {
    let mut beside: Each<Vec<usize>> = Each::new(number);
    for line in lines.iter().filter(|line| line.child != line.parent) {
        beside.update(line.child, |it| it.push(line.parent));
        beside.update(line.parent, |it| it.push(line.child));
    }
    let mut seen: Each<bool> = Each::new(number);
    let mut connected = Vec::new();
    let mut single = Vec::new();
    for first in 0..number {
        if seen.of(first) {
            continue;
        }
        seen.set(first, true);
        let mut members = vec![first];
        let mut stack = vec![first];
        while let Some(at) = stack.pop() {
            for next in beside.of(at) {
                if !seen.of(next) {
                    seen.set(next, true);
                    members.push(next);
                    stack.push(next);
                }
            }
        }
        if members.len() == 1 {
            single.push(first);
        } else {
            members.sort_unstable();
            connected.push(members);
        }
    }
    (connected, single)
}

/// Lays one part out.
fn part(boxes: &[Size], lines: &[Line], members: &[usize]) -> Part {
    let mut local: Each<usize> = Each::new(boxes.len());
    for (at, member) in members.iter().enumerate() {
        local.set(*member, at);
    }
    let is_member = |line: &Line| line.child != line.parent && members.binary_search(&line.child).is_ok();
    let here: Vec<(usize, Line)> = lines
        .iter()
        .enumerate()
        .filter(|(_, line)| is_member(line))
        .map(|(id, line)| {
            let line = Line {
                child: local.of(line.child),
                parent: local.of(line.parent),
                ..*line
            };
            (id, line)
        })
        .collect();
    let sizes: Vec<Size> = members
        .iter()
        .map(|member| boxes.get(*member).copied().unwrap_or_default())
        .collect();
    let only: Vec<Line> = here.iter().map(|(_, line)| *line).collect();
    let layered = layers::layers(&sizes, &only);
    let ordered = order::order(layered);
    let placed = place::place(&sizes, &only, &ordered);
    Part {
        size: placed.size,
        boxes: members.iter().copied().zip(placed.boxes).collect(),
        lines: here.iter().map(|(id, _)| *id).zip(placed.lines).collect(),
    }
}

#[cfg(test)]
mod tests;
