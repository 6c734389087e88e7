//! Coordinates: columns beside each other, and heights at which lines are as straight as the order allows.

use super::layers::{Item, Layers};
use super::{Each, LOOP_ROOM, Line, Point, Rect, Size};

/// Between two boxes.
const BOX_GAP: f64 = 24.0;
/// Between a box and a line.
const LINE_GAP: f64 = 14.0;
/// Between two lines.
const LINES_GAP: f64 = 9.0;
/// Between two columns, at least and at most; more lines take more room.
const COLUMN_GAPS: (f64, f64) = (64.0 + LOOP_ROOM, 150.0);
/// What one line more takes.
const GAP_OF_A_LINE: f64 = 3.0;
/// How often the columns are gone through.
const SWEEPS: usize = 12;
/// How much more than a box a passing line is kept straight.
const LINE_WEIGHT: f64 = 3.0;

/// A part with all its coordinates, in the order of its boxes and lines.
#[derive(Debug, Default)]
pub(super) struct Placed {
    pub(super) size: Size,
    pub(super) boxes: Vec<Rect>,
    pub(super) lines: Vec<Vec<Point>>,
}

/// Gives coordinates.
pub(super) fn place(boxes: &[Size], lines: &[Line], layers: &Layers) -> Placed {
    let tops = tops(layers);
    let mut x = 0.0;
    let mut column_x: Vec<(f64, f64)> = Vec::new();
    let mut column_of: Each<usize> = Each::new(layers.items.len());
    let mut right = 0.0;
    for (at, column) in layers.columns.iter().enumerate() {
        let width = column
            .iter()
            .filter_map(|item| boxes.get(*item))
            .map(|size| size.width)
            .fold(0.0, f64::max);
        column_x.push((x, width));
        right = x + width;
        for item in column {
            column_of.set(*item, at);
        }
        let pieces = layers.pieces.get(at).map_or(0.0, |pieces| count(pieces.len()));
        x = right + pieces.mul_add(GAP_OF_A_LINE, COLUMN_GAPS.0).min(COLUMN_GAPS.1);
    }
    let rects: Vec<Rect> = boxes
        .iter()
        .enumerate()
        .map(|(at, size)| {
            let (x, width) = column_x.get(column_of.of(at)).copied().unwrap_or_default();
            Rect {
                x,
                y: tops.of(at),
                width,
                height: size.height,
            }
        })
        .collect();
    let routes = lines
        .iter()
        .zip(layers.passes.iter().zip(&layers.is_turned))
        .map(|(line, (passes, is_turned))| {
            let passes = passes.iter().map(|item| {
                let (x, width) = column_x.get(column_of.of(*item)).copied().unwrap_or_default();
                (x, x + width, tops.of(*item))
            });
            route(line, *is_turned, passes, &rects)
        })
        .collect();
    let bottom = rects.iter().map(|rect| rect.y + rect.height);
    Placed {
        size: Size {
            width: right + LOOP_ROOM,
            height: bottom.chain(tops.0.iter().copied()).fold(0.0, f64::max),
        },
        boxes: rects,
        lines: routes,
    }
}

/// The points of a line, from child to parent. `passes` go from left to right: both ends and the height.
fn route(
    line: &Line,
    is_turned: bool,
    passes: impl DoubleEndedIterator<Item = (f64, f64, f64)>,
    rects: &[Rect],
) -> Vec<Point> {
    let (Some(child), Some(parent)) = (rects.get(line.child), rects.get(line.parent)) else {
        return Vec::new();
    };
    let (child_x, parent_x) = if is_turned {
        (child.x + child.width, parent.x)
    } else {
        (child.x, parent.x + parent.width)
    };
    let mut points = vec![Point {
        x: child_x,
        y: child.y + line.child_y,
    }];
    if is_turned {
        points.extend(passes.flat_map(|(left, right, y)| [Point { x: left, y }, Point { x: right, y }]));
    } else {
        points.extend(
            passes
                .rev()
                .flat_map(|(left, right, y)| [Point { x: right, y }, Point { x: left, y }]),
        );
    }
    points.push(Point {
        x: parent_x,
        y: parent.y + line.parent_y,
    });
    points
}

/// The upper edge of each item; the least is 0.
fn tops(layers: &Layers) -> Each<f64> {
    let mut tops: Each<f64> = Each::new(layers.items.len());
    for column in &layers.columns {
        let wanted: Vec<Wanted> = column.iter().map(|item| wanted(layers, *item, None)).collect();
        settle(column, &wanted, &mut tops);
        let last = column.last().copied().unwrap_or_default();
        let height = tops.of(last) + layers.items.get(last).map_or(0.0, |item| item.height);
        for item in column {
            tops.update(*item, |it| *it -= height / 2.0);
        }
    }
    let number = layers.columns.len();
    for sweep in 0..SWEEPS {
        let is_last = sweep + 2 >= SWEEPS;
        let columns: Vec<usize> = if sweep % 2 == 0 {
            (0..number).collect()
        } else {
            (0..number).rev().collect()
        };
        for at in columns {
            let left = at.checked_sub(1).filter(|_| is_last || sweep % 2 == 0);
            let right = Some(at).filter(|_| is_last || sweep % 2 == 1);
            straighten(layers, at, left, right, &mut tops);
        }
    }
    let least = tops.0.iter().copied().fold(f64::INFINITY, f64::min);
    for top in &mut tops.0 {
        *top -= least;
    }
    tops
}

/// Moves the items of a column to where their lines would be level, those to the column `left` of it and those of the
/// pieces behind `right`.
fn straighten(layers: &Layers, at: usize, left: Option<usize>, right: Option<usize>, tops: &mut Each<f64>) {
    let mut sums: Each<(f64, f64)> = Each::new(layers.items.len());
    let mut add = |item: usize, top: f64| {
        sums.update(item, |(sum, number)| {
            *sum += top;
            *number += 1.0;
        });
    };
    for piece in left
        .and_then(|left| layers.pieces.get(left))
        .into_iter()
        .flatten()
    {
        add(piece.right, tops.of(piece.left) + piece.left_y - piece.right_y);
    }
    for piece in right
        .and_then(|right| layers.pieces.get(right))
        .into_iter()
        .flatten()
    {
        add(piece.left, tops.of(piece.right) + piece.right_y - piece.left_y);
    }
    let Some(column) = layers.columns.get(at) else {
        return;
    };
    let wanted: Vec<Wanted> = column
        .iter()
        .map(|item| {
            let top = match sums.of(*item) {
                (_, 0.0) => None,
                (sum, number) => Some((sum / number, number)),
            };
            wanted(layers, *item, Some(top.unwrap_or((tops.of(*item), 0.2))))
        })
        .collect();
    settle(column, &wanted, tops);
}

/// Where an item would like to be.
#[derive(Debug, Clone, Copy)]
struct Wanted {
    item: Item,
    top: f64,
    weight: f64,
}

fn wanted(layers: &Layers, item: usize, top: Option<(f64, f64)>) -> Wanted {
    let item = layers.items.get(item).copied().unwrap_or_default();
    let (top, number) = top.unwrap_or((0.0, 1.0));
    Wanted {
        item,
        top,
        weight: if item.is_line {
            LINE_WEIGHT * number
        } else {
            number
        },
    }
}

/// The tops that are nearest to the wanted ones (least squares, weighted) and keep order and gaps. Items that would
/// overlap become one block, which stands at the mean of what they want (pool adjacent violators).
fn settle(column: &[usize], wanted: &[Wanted], tops: &mut Each<f64>) {
    struct Block {
        mean: f64,
        weight: f64,
        items: Vec<(usize, f64)>,
    }
    let mut blocks: Vec<Block> = Vec::new();
    let mut offset = 0.0;
    let mut before: Option<Item> = None;
    for (item, wanted) in column.iter().zip(wanted) {
        if let Some(before) = before {
            offset += before.height + gap(before, wanted.item);
        }
        before = Some(wanted.item);
        let mut block = Block {
            mean: wanted.top - offset,
            weight: wanted.weight,
            items: vec![(*item, offset)],
        };
        while let Some(last) = blocks.pop_if(|last| last.mean > block.mean) {
            let weight = last.weight + block.weight;
            let mean = last.mean.mul_add(last.weight, block.mean * block.weight) / weight;
            let mut items = last.items;
            items.append(&mut block.items);
            block = Block { mean, weight, items };
        }
        blocks.push(block);
    }
    for block in blocks {
        for (item, offset) in block.items {
            tops.set(item, block.mean + offset);
        }
    }
}

const fn gap(one: Item, other: Item) -> f64 {
    match (one.is_line, other.is_line) {
        (true, true) => LINES_GAP,
        (false, false) => BOX_GAP,
        _ => LINE_GAP,
    }
}

#[expect(clippy::cast_precision_loss, reason = "far fewer than 2^52 lines")]
const fn count(number: usize) -> f64 {
    number as f64
}
