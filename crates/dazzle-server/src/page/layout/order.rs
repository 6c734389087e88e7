//! The order in each column, so that few lines cross.

use super::Each;
use super::layers::{Layers, Piece};

/// How often the columns are gone through.
const SWEEPS: usize = 24;

/// Sorts each column by the mean place of what its items are joined with in the column before, going to and fro, and
/// keeps the best that was seen.
pub(super) fn order(mut layers: Layers) -> Layers {
    let mut best = layers.columns.clone();
    let mut fewest = crossings(&layers);
    for sweep in 0..SWEEPS {
        if fewest == 0 {
            break;
        }
        let number = layers.columns.len();
        if sweep % 2 == 0 {
            for column in 1..number {
                sort(&mut layers, column, column - 1, Side::Left);
            }
        } else {
            for column in (0..number.saturating_sub(1)).rev() {
                sort(&mut layers, column, column + 1, Side::Right);
            }
        }
        let crossings = crossings(&layers);
        if crossings < fewest {
            fewest = crossings;
            best.clone_from(&layers.columns);
        }
    }
    layers.columns = best;
    layers
}

/// Where the column lies by which another is sorted.
#[derive(Clone, Copy)]
enum Side {
    Left,
    Right,
}

fn sort(layers: &mut Layers, column: usize, by: usize, side: Side) {
    let fixed = places(layers, by);
    let pieces = match side {
        Side::Left => layers.pieces.get(by),
        Side::Right => layers.pieces.get(column),
    };
    let mut sums: Each<(f64, f64)> = Each::new(layers.items.len());
    for piece in pieces.into_iter().flatten() {
        let (item, other, y) = match side {
            Side::Left => (piece.right, piece.left, piece.left_y),
            Side::Right => (piece.left, piece.right, piece.right_y),
        };
        let place = fixed.of(other) + share(layers, other, y);
        sums.update(item, |(sum, number)| {
            *sum += place;
            *number += 1.0;
        });
    }
    let own = places(layers, column);
    let Some(items) = layers.columns.get_mut(column) else {
        return;
    };
    // What is joined with nothing there stays about where it is.
    let scale = fixed.0.iter().copied().fold(1.0, f64::max) / own.0.iter().copied().fold(1.0, f64::max);
    let key = |item: usize| match sums.of(item) {
        (_, 0.0) => own.of(item) * scale,
        (sum, number) => sum / number,
    };
    items.sort_by(|one, other| key(*one).total_cmp(&key(*other)));
}

/// The place of each item of a column in it, from 0.
fn places(layers: &Layers, column: usize) -> Each<f64> {
    let mut places = Each::new(layers.items.len());
    let mut place = 0.0;
    for item in layers.columns.get(column).into_iter().flatten() {
        places.set(*item, place);
        place += 1.0;
    }
    places
}

/// How far down in an item a point is, from 0 to below 1.
fn share(layers: &Layers, item: usize, y: f64) -> f64 {
    match layers.items.get(item) {
        Some(item) if item.height > 0.0 => (y / item.height).clamp(0.0, 0.99),
        _ => 0.5,
    }
}

/// How many pairs of lines cross.
fn crossings(layers: &Layers) -> usize {
    let mut all = 0;
    for (column, pieces) in layers.pieces.iter().enumerate() {
        let left = places(layers, column);
        let right = places(layers, column + 1);
        let mut ends: Vec<(f64, f64)> = pieces
            .iter()
            .map(|piece: &Piece| {
                (
                    left.of(piece.left) + share(layers, piece.left, piece.left_y),
                    right.of(piece.right) + share(layers, piece.right, piece.right_y),
                )
            })
            .collect();
        ends.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.total_cmp(&other.1)));
        all += inversions(ends.into_iter().map(|(_, right)| right).collect());
    }
    all
}

/// How many pairs stand in the wrong order, counted while they are sorted.
fn inversions(mut values: Vec<f64>) -> usize {
    if values.len() < 2 {
        return 0;
    }
    let mut upper = values.split_off(values.len() / 2);
    let number = inversions(values.clone()) + inversions(upper.clone());
    values.sort_by(f64::total_cmp);
    upper.sort_by(f64::total_cmp);
    let between: usize = upper
        .iter()
        .map(|it| values.len() - values.partition_point(|other| other <= it))
        .sum();
    number + between
}

#[cfg(test)]
mod tests {
    use super::inversions;

    #[test]
    fn inversions_are_pairs_in_the_wrong_order() {
        for (values, number) in [
            (vec![], 0),
            (vec![1.0, 2.0, 2.0, 3.0], 0),
            (vec![2.0, 1.0], 1),
            (vec![4.0, 3.0, 2.0, 1.0], 6),
            (vec![2.0, 2.0, 1.0], 2),
        ] {
            assert_eq!(inversions(values), number);
        }
    }
}
