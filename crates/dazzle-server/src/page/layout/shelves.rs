//! Parts on shelves, and boxes without lines in a grid under them.

use super::{Each, LOOP_ROOM, Layout, Part, Point, Rect, Size};

/// Between two parts.
const GAP: f64 = 40.0;
/// Between two boxes of the grid, in both directions.
const GRID_GAP: Size = Size {
    width: 14.0 + LOOP_ROOM,
    height: 24.0,
};

/// One picture of all parts. Higher parts come first; each goes on the shelf that is being filled, or on a new one
/// under it.
pub(super) fn assemble(
    boxes: &[Size],
    lines: usize,
    mut parts: Vec<Part>,
    single: &[usize],
    width: f64,
) -> Layout {
    let width = parts.iter().map(|part| part.size.width).fold(width, f64::max);
    parts.sort_by(|one, other| other.size.height.total_cmp(&one.size.height));
    let mut rects: Each<Rect> = Each::new(boxes.len());
    let mut routes: Each<Vec<Point>> = Each::new(lines);
    let mut size = Size::default();
    let (mut x, mut y, mut shelf) = (0.0, 0.0, 0.0);
    for part in parts {
        if x > 0.0 && x + part.size.width > width {
            y += shelf + GAP;
            (x, shelf) = (0.0, 0.0);
        }
        for (at, rect) in part.boxes {
            rects.set(
                at,
                Rect {
                    x: rect.x + x,
                    y: rect.y + y,
                    ..rect
                },
            );
        }
        for (at, points) in part.lines {
            let moved = points.iter().map(|point| Point {
                x: point.x + x,
                y: point.y + y,
            });
            routes.set(at, moved.collect());
        }
        size.width = f64::max(size.width, x + part.size.width);
        shelf = f64::max(shelf, part.size.height);
        size.height = f64::max(size.height, y + shelf);
        x += part.size.width + GAP;
    }
    let under = if size.height > 0.0 { size.height + GAP } else { 0.0 };
    let grid = grid(boxes, single, width, under, &mut rects);
    Layout {
        size: Size {
            width: f64::max(size.width, grid.width),
            height: f64::max(size.height, grid.height),
        },
        boxes: rects.0,
        lines: routes.0,
    }
}

/// Each box goes to the column that is shortest yet.
fn grid(boxes: &[Size], single: &[usize], width: f64, under: f64, rects: &mut Each<Rect>) -> Size {
    let sizes = || single.iter().filter_map(|at| boxes.get(*at));
    let cell = sizes().map(|size| size.width).fold(0.0, f64::max);
    let mut ends: Vec<(f64, f64)> = Vec::new();
    let mut x = 0.0;
    while ends.is_empty() || (ends.len() < single.len() && x + cell + LOOP_ROOM <= width) {
        ends.push((x, under));
        x += cell + GRID_GAP.width;
    }
    let mut size = Size::default();
    for (at, own) in single.iter().zip(sizes()) {
        let shortest = ends
            .iter_mut()
            .min_by(|one, other| one.1.total_cmp(&other.1).then(one.0.total_cmp(&other.0)));
        if let Some((x, end)) = shortest {
            rects.set(
                *at,
                Rect {
                    x: *x,
                    y: *end,
                    width: cell,
                    height: own.height,
                },
            );
            *end += own.height;
            size.width = f64::max(size.width, *x + cell + LOOP_ROOM);
            size.height = f64::max(size.height, *end);
            *end += GRID_GAP.height;
        }
    }
    size
}
