//! Lanes of the history: which lines run beside a revision, end in it and leave it.
//!
//! Rows go from the latest to the first. A lane waits for one revision; where that one comes, all lanes that wait for it
//! end, and one begins for each of its parents.

/// What is drawn beside one revision. Lanes are numbered from 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Row {
    /// The lane of the revision itself.
    pub(super) lane: usize,
    /// Lanes that come from above and end in it.
    pub(super) ends: Vec<usize>,
    /// Lanes that pass it.
    pub(super) passes: Vec<usize>,
    /// Lanes that leave it downwards.
    pub(super) begins: Vec<usize>,
}

impl Row {
    /// The lanes that go on below it.
    pub(super) fn below(&self) -> impl Iterator<Item = usize> {
        self.passes.iter().chain(&self.begins).copied()
    }
}

/// The rows for revisions given as id and parents. *Shape:* each stands before its parents; a parent that is not among
/// them is waited for in vain.
pub(super) fn rows(revisions: &[(&str, Vec<&str>)]) -> Vec<Row> {
    let mut lanes: Vec<Option<&str>> = Vec::new();
    revisions
        .iter()
        .map(|(id, parents)| {
            let waits = |lane: &Option<&str>| *lane == Some(*id);
            let ends: Vec<usize> = positions(&lanes, waits);
            let lane = ends.first().copied().unwrap_or_else(|| free(&mut lanes));
            let passes = positions(&lanes, |lane| lane.is_some() && !waits(lane));
            for lane in &mut lanes {
                if waits(lane) {
                    *lane = None;
                }
            }
            let mut begins = Vec::with_capacity(parents.len());
            for (at, parent) in parents.iter().enumerate() {
                let own = if at == 0 { lane } else { free(&mut lanes) };
                if let Some(place) = lanes.get_mut(own) {
                    *place = Some(parent);
                }
                begins.push(own);
            }
            Row {
                lane,
                ends,
                passes,
                begins,
            }
        })
        .collect()
}

fn positions(lanes: &[Option<&str>], test: impl Fn(&Option<&str>) -> bool) -> Vec<usize> {
    lanes
        .iter()
        .enumerate()
        .filter(|(_, lane)| test(lane))
        .map(|(at, _)| at)
        .collect()
}

/// A lane that nothing runs in.
fn free(lanes: &mut Vec<Option<&str>>) -> usize {
    lanes.iter().position(Option::is_none).unwrap_or_else(|| {
        lanes.push(None);
        lanes.len() - 1
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(lane: usize, ends: &[usize], passes: &[usize], begins: &[usize]) -> Row {
        Row {
            lane,
            ends: ends.to_vec(),
            passes: passes.to_vec(),
            begins: begins.to_vec(),
        }
    }

    #[test]
    fn a_line_has_one_lane() {
        assert_eq!(
            rows(&[("b", vec!["a"]), ("a", vec![])]),
            [row(0, &[], &[], &[0]), row(0, &[0], &[], &[])]
        );
    }

    #[test]
    fn a_merge_opens_a_lane_and_its_beginning_closes_it() {
        let seen = rows(&[
            ("m", vec!["b", "c"]),
            ("b", vec!["a"]),
            ("c", vec!["a"]),
            ("a", vec![]),
        ]);
        assert_eq!(
            seen,
            [
                row(0, &[], &[], &[0, 1]),
                row(0, &[0], &[1], &[0]),
                row(1, &[1], &[0], &[1]),
                row(0, &[0, 1], &[], &[]),
            ]
        );
    }

    #[test]
    fn two_heads_have_two_lanes_and_a_free_one_is_used_again() {
        let seen = rows(&[("c", vec!["a"]), ("b", vec![]), ("d", vec!["a"]), ("a", vec![])]);
        assert_eq!(seen[1], row(1, &[], &[0], &[]));
        assert_eq!(seen[2], row(1, &[], &[0], &[1]));
        assert_eq!(seen[3].ends, [0, 1]);
    }

    #[test]
    fn a_revision_that_follows_the_same_one_twice_ends() {
        assert_eq!(rows(&[("b", vec!["a", "a"]), ("a", vec![])])[1].ends, [0, 1]);
        assert_eq!(rows(&[("b", vec!["gone"])])[0].begins, [0]);
    }
}
