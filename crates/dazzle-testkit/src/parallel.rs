//! Work on two threads, with all failures reported together.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

const THREADS: usize = 2;

/// Runs `check` for each of `jobs`; a thread keeps the value that `start` makes from one job to the next.
///
/// # Panics
/// At the end, with everything that failed.
pub fn in_parallel<J: Sync, T>(
    jobs: &[J],
    start: impl Fn() -> T + Sync,
    check: impl Fn(&mut T, &J) -> Result<(), String> + Sync,
) {
    let next = AtomicUsize::new(0);
    let failures = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                let mut kept = start();
                while let Some(job) = jobs.get(next.fetch_add(1, Ordering::SeqCst)) {
                    let outcome = catch_unwind(AssertUnwindSafe(|| check(&mut kept, job)));
                    let failure = match outcome {
                        Ok(outcome) => outcome.err(),
                        Err(panic) => {
                            kept = start();
                            let text = panic.downcast_ref::<String>().cloned();
                            Some(text.unwrap_or_else(|| "panicked".to_owned()))
                        }
                    };
                    failures.lock().unwrap().extend(failure);
                }
            });
        }
    });
    let failures = failures.into_inner().unwrap();
    assert!(
        failures.is_empty(),
        "{} of {} failed:\n\n{}",
        failures.len(),
        jobs.len(),
        failures.join("\n\n")
    );
}
