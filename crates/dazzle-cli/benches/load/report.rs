//! What came out, as a person reads it.

use std::collections::{BTreeMap, HashMap};
use std::time::{Duration, Instant};

use crate::client::Failure;
use crate::support::Kind;
use crate::worker::{Done, Failed};

/// How many failures outside of the restart are printed one by one.
const MOST_SHOWN: usize = 20;

/// When the server was away.
pub struct Restart {
    /// The signal was sent.
    pub begun: Instant,
    /// The process had ended.
    pub stopped: Instant,
    /// The next one said that it serves.
    pub ended: Instant,
}

impl Restart {
    /// Whether the restart explains the failure: it came after the signal, on a connection to the process that ended or
    /// on one that was tried while none listened.
    fn explains(&self, failed: &Failed) -> bool {
        failed.at >= self.begun && failed.opened <= self.ended && failed.failure != Failure::Stale
    }
}

/// The whole run on one database.
pub struct Report {
    length: Duration,
    restart: Restart,
    exits: Vec<Option<i32>>,
    peaks: Vec<Option<u64>>,
    reads: Vec<Duration>,
    writes: Vec<Duration>,
    within: BTreeMap<Failure, usize>,
    outside: Vec<(Duration, Failure)>,
    acknowledged: usize,
    lost: Vec<i64>,
    wrong: Vec<i64>,
    /// Rows that nobody was told of, each from a request without an acknowledgement.
    unknown: usize,
    /// How many such requests there were.
    unanswered: usize,
}

impl Report {
    /// Compares what was acknowledged with the rows `found` afterwards.
    pub fn new(
        started: Instant,
        length: Duration,
        restart: Restart,
        exits: Vec<Option<i32>>,
        peaks: Vec<Option<u64>>,
        done: Vec<Done>,
        found: &HashMap<i64, String>,
    ) -> Self {
        let (mut reads, mut writes) = (Vec::new(), Vec::new());
        let (mut within, mut outside) = (BTreeMap::new(), Vec::new());
        let (mut lost, mut wrong) = (Vec::new(), Vec::new());
        let (mut acknowledged, mut unanswered) = (0, 0);
        for done in done {
            reads.extend(done.reads);
            writes.extend(done.writes);
            for failed in done.failed {
                if restart.explains(&failed) {
                    *within.entry(failed.failure).or_default() += 1;
                } else {
                    outside.push((failed.at - started, failed.failure));
                }
            }
            acknowledged += done.tickets.len();
            unanswered += done.unanswered;
            for ticket in done.tickets {
                match found.get(&ticket.id) {
                    None => lost.push(ticket.id),
                    Some(subject) if !ticket.may_be(subject) => wrong.push(ticket.id),
                    Some(_) => {}
                }
            }
        }
        reads.sort_unstable();
        writes.sort_unstable();
        outside.sort();
        Self {
            length,
            restart,
            exits,
            peaks,
            reads,
            writes,
            within,
            outside,
            acknowledged,
            unknown: (found.len() + lost.len()).saturating_sub(acknowledged),
            unanswered,
            lost,
            wrong,
        }
    }

    /// Whether all promises were kept.
    pub fn is_well(&self) -> bool {
        self.lost.is_empty()
            && self.wrong.is_empty()
            && self.outside.is_empty()
            && self.unknown <= self.unanswered
            && self.acknowledged > 0
            && self.exits.iter().all(|exit| *exit == Some(0))
    }

    /// Prints it.
    pub fn print(&self, kind: Kind) {
        let requests = self.reads.len() + self.writes.len();
        println!(
            "{kind:?}: {requests} requests in {:.1} s, {:.0} a second",
            self.length.as_secs_f64(),
            per_second(requests, self.length)
        );
        for (name, times) in [("reads", &self.reads), ("writes", &self.writes)] {
            println!(
                "  {name}: {:.0} a second, p50 {:.1?}, p99 {:.1?}, longest {:.1?}",
                per_second(times.len(), self.length),
                part(times, 50),
                part(times, 99),
                part(times, 100)
            );
        }
        let restart = &self.restart;
        println!(
            "  restart: ended {:.0?} after the signal, serving again after {:.0?}; failed meanwhile: {:?}",
            restart.stopped - restart.begun,
            restart.ended - restart.begun,
            self.within
        );
        println!(
            "  {} rows acknowledged, {} of them lost, {} with other values; {} rows of {} requests that were not",
            self.acknowledged,
            self.lost.len(),
            self.wrong.len(),
            self.unknown,
            self.unanswered
        );
        println!(
            "  exit codes {:?}, most memory (KiB) {:?}",
            self.exits, self.peaks
        );
        println!("  failed outside of the restart: {}", self.outside.len());
        for (at, failure) in self.outside.iter().take(MOST_SHOWN) {
            println!("    after {:.3} s: {failure:?}", at.as_secs_f64());
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "a figure to look at")]
fn per_second(count: usize, length: Duration) -> f64 {
    count as f64 / length.as_secs_f64()
}

/// The time within which so many of a hundred were done.
fn part(sorted: &[Duration], of_hundred: usize) -> Duration {
    let at = (sorted.len() * of_hundred).div_ceil(100).saturating_sub(1);
    sorted.get(at).copied().unwrap_or_default()
}

/// The most memory in KiB that a process has had; none where the system does not tell.
pub fn peak_memory(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}
