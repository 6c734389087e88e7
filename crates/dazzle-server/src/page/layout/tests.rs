use proptest::prelude::*;

use super::{Layout, Line, Point, Rect, Size, layout};

const HEADER: f64 = 14.0;

fn drawn(heights: &[u8], references: &[(u8, u8, u8)]) -> (Vec<Size>, Vec<Line>) {
    let boxes: Vec<Size> = heights
        .iter()
        .map(|rows| Size {
            width: 180.0 + f64::from(rows % 3) * 20.0,
            height: 28.0 + f64::from(*rows) * 18.0,
        })
        .collect();
    let lines = references
        .iter()
        .map(|(child, parent, row)| {
            let child = usize::from(*child) % boxes.len();
            let parent = usize::from(*parent) % boxes.len();
            Line {
                child,
                child_y: HEADER + f64::from(row % 5).min(boxes[child].height - 28.0),
                parent,
                parent_y: HEADER,
            }
        })
        .collect();
    (boxes, lines)
}

fn overlap(one: &Rect, other: &Rect) -> bool {
    one.x < other.x + other.width
        && other.x < one.x + one.width
        && one.y < other.y + other.height
        && other.y < one.y + one.height
}

/// Where a line is level, from left to right.
fn level(points: &[Point]) -> impl Iterator<Item = Rect> {
    points
        .windows(2)
        .filter(|pair| (pair[0].y - pair[1].y).abs() < 1e-9)
        .map(|pair| Rect {
            x: pair[0].x.min(pair[1].x) + 0.5,
            y: pair[0].y,
            width: (pair[0].x - pair[1].x).abs() - 1.0,
            height: 0.0,
        })
}

fn check(boxes: &[Size], lines: &[Line]) -> Layout {
    let drawn = layout(boxes, lines, 1_200.0);
    assert_eq!(drawn.boxes.len(), boxes.len());
    assert_eq!(drawn.lines.len(), lines.len());
    for (at, (size, rect)) in boxes.iter().zip(&drawn.boxes).enumerate() {
        assert!(rect.x >= 0.0 && rect.y >= 0.0, "{rect:?}");
        assert!(rect.width >= size.width, "{rect:?}");
        assert!((rect.height - size.height).abs() < 1e-9, "{rect:?}");
        assert!(
            rect.x + rect.width <= drawn.size.width + 1e-9,
            "{rect:?} {:?}",
            drawn.size
        );
        assert!(
            rect.y + rect.height <= drawn.size.height + 1e-9,
            "{rect:?} {:?}",
            drawn.size
        );
        for other in &drawn.boxes[..at] {
            assert!(!overlap(rect, other), "{rect:?} {other:?}");
        }
    }
    for (line, points) in lines.iter().zip(&drawn.lines) {
        if line.child == line.parent {
            assert!(points.is_empty());
            continue;
        }
        let (child, parent) = (&drawn.boxes[line.child], &drawn.boxes[line.parent]);
        let (first, last) = (points[0], points[points.len() - 1]);
        assert!((first.y - child.y - line.child_y).abs() < 1e-9);
        assert!((last.y - parent.y - line.parent_y).abs() < 1e-9);
        let is_left = child.x > parent.x;
        let edges = if is_left {
            (child.x, parent.x + parent.width)
        } else {
            (child.x + child.width, parent.x)
        };
        assert!((first.x - edges.0).abs() < 1e-9 && (last.x - edges.1).abs() < 1e-9);
        for piece in level(points) {
            for rect in &drawn.boxes {
                assert!(!overlap(&piece, rect), "{piece:?} runs through {rect:?}");
            }
        }
        for pair in points.windows(2) {
            let is_forward = (pair[0].x < pair[1].x) != is_left;
            assert!(is_forward, "a line turns back: {points:?}");
        }
    }
    drawn
}

proptest! {
    #[test]
    fn boxes_never_overlap_and_lines_pass_between_them(
        heights in prop::collection::vec(0_u8..20, 1..40),
        references in prop::collection::vec((any::<u8>(), any::<u8>(), any::<u8>()), 0..80),
    ) {
        let (boxes, lines) = drawn(&heights, &references);
        let once = check(&boxes, &lines);
        prop_assert_eq!(once, layout(&boxes, &lines, 1_200.0));
    }
}

#[test]
fn what_is_referred_to_stands_left_of_what_refers_to_it() {
    let (boxes, lines) = drawn(&[3, 3, 3], &[(1, 0, 0), (2, 1, 0), (2, 0, 1)]);
    let drawn = check(&boxes, &lines);
    assert!(drawn.boxes[0].x < drawn.boxes[1].x);
    assert!(drawn.boxes[1].x < drawn.boxes[2].x);
    assert_eq!(drawn.lines[2].len(), 4, "it passes the column between");
}

#[test]
fn two_that_refer_to_each_other_are_drawn_too() {
    let (boxes, lines) = drawn(&[3, 3], &[(0, 1, 0), (1, 0, 0), (0, 0, 0)]);
    check(&boxes, &lines);
}

#[test]
fn a_hub_does_not_make_one_tall_column() {
    let heights = vec![6; 60];
    let references: Vec<(u8, u8, u8)> = (1..60).map(|child| (child, 0, 1)).collect();
    let (boxes, lines) = drawn(&heights, &references);
    let drawn = check(&boxes, &lines);
    assert!(drawn.size.height < drawn.size.width * 2.0, "{:?}", drawn.size);
}

#[test]
fn boxes_without_lines_stand_in_a_grid() {
    let (boxes, lines) = drawn(&[2; 12], &[]);
    let drawn = check(&boxes, &lines);
    assert!(drawn.size.width <= 1_200.0);
    let first_row = drawn.boxes.iter().filter(|rect| rect.y < 1.0).count();
    assert!(first_row >= 4, "{first_row}");
}

#[test]
fn nothing_is_nothing() {
    assert_eq!(layout(&[], &[], 1_200.0), Layout::default());
}
