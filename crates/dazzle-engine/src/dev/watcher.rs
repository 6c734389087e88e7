//! Waiting for somebody to change a file of the project.
//!
//! What the operating system reports only says when to look. Whether something changed is decided by looking: by the
//! files that count, their sizes and times. So it does not matter how an editor writes, and what others do in the same
//! folders goes unnoticed. Where nothing is reported (a network drive, too many watches), a look every two seconds
//! finds it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use notify_debouncer_mini::notify::{RecommendedWatcher, RecursiveMode};
use notify_debouncer_mini::{DebounceEventResult, Debouncer, new_debouncer};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use crate::Project;
use crate::model::collect;

/// How long nothing must change before it is taken for written.
const QUIET: Duration = Duration::from_millis(100);
/// How often to look without a report.
const AT_LEAST: Duration = Duration::from_secs(2);

/// Sees changes of a project's DSL, settings and revision files.
pub struct Watcher {
    project: Project,
    /// None where the operating system gives no reports.
    debouncer: Option<Debouncer<RecommendedWatcher>>,
    reports: UnboundedReceiver<()>,
    /// The folders that are watched, and whether with all below.
    watched: BTreeMap<PathBuf, bool>,
    seen: Files,
}

/// The files that count, with size and time of the last change.
type Files = BTreeMap<PathBuf, (u64, Option<SystemTime>)>;

impl Watcher {
    /// Begins to watch: what changes from here on is seen.
    #[must_use]
    pub fn new(project: &Project) -> Self {
        let (sender, reports) = unbounded_channel();
        let debouncer = new_debouncer(QUIET, move |_: DebounceEventResult| {
            // Nobody listens any more when the watcher is gone.
            sender.send(()).ok();
        });
        let mut watcher = Self {
            project: project.clone(),
            debouncer: debouncer.ok(),
            reports,
            watched: BTreeMap::new(),
            seen: Files::new(),
        };
        watcher.watch();
        watcher.seen = files(project);
        watcher
    }

    /// Goes on with the project as it was read anew: it may name other folders.
    pub fn follow(&mut self, project: &Project) {
        self.project = project.clone();
        self.watch();
        // Files of a folder that was not known before are no change.
        for (path, state) in files(project) {
            self.seen.entry(path).or_insert(state);
        }
    }

    /// Waits for a change and gives the files, once nothing was written for a moment. What changed since the last call
    /// counts.
    pub async fn changed(&mut self) -> Vec<PathBuf> {
        loop {
            let now = files(&self.project);
            if now != self.seen {
                let settled = self.settled(now).await;
                let paths: BTreeSet<&PathBuf> = settled.keys().chain(self.seen.keys()).collect();
                let changed: Vec<PathBuf> = paths
                    .into_iter()
                    .filter(|path| settled.get(*path) != self.seen.get(*path))
                    .cloned()
                    .collect();
                self.seen = settled;
                self.watch();
                if !changed.is_empty() {
                    return changed;
                }
            }
            // A report, or the time to look without one; without reports the channel is closed.
            if let Ok(None) = tokio::time::timeout(AT_LEAST, self.reports.recv()).await {
                tokio::time::sleep(AT_LEAST).await;
            }
            while self.reports.try_recv().is_ok() {}
            self.watch();
        }
    }

    /// The files once they stay as they are: many may be written one after the other, and one in pieces.
    async fn settled(&mut self, mut last: Files) -> Files {
        // Whoever writes without a pause is not waited for.
        for _ in 0..20 {
            tokio::time::sleep(QUIET).await;
            let now = files(&self.project);
            if now == last {
                break;
            }
            last = now;
        }
        last
    }

    /// Watches what is there now: the root for settings and new folders, the folders that count with all below.
    fn watch(&mut self) {
        let mut wanted = BTreeMap::from([(self.project.root.clone(), false)]);
        let folders = self
            .project
            .settings
            .module_paths
            .iter()
            .map(|name| self.project.root.join(name))
            .chain([self.project.migrations_folder()]);
        for folder in folders {
            if folder.is_dir() {
                wanted.insert(folder, true);
            } else if let Some(above) = folder.ancestors().find(|path| path.is_dir()) {
                wanted.entry(above.to_owned()).or_insert(false);
            }
        }
        let Some(debouncer) = &mut self.debouncer else {
            return;
        };
        let watcher = debouncer.watcher();
        for (path, _) in self
            .watched
            .iter()
            .filter(|(path, mode)| wanted.get(*path) != Some(*mode))
        {
            // A folder that is gone is not watched any more.
            watcher.unwatch(path).ok();
        }
        let mut watched = BTreeMap::new();
        for (path, is_recursive) in wanted {
            let mode = if is_recursive {
                RecursiveMode::Recursive
            } else {
                RecursiveMode::NonRecursive
            };
            let is_new = self.watched.get(&path) != Some(&is_recursive);
            // Where it cannot be watched it is looked at.
            if !is_new || watcher.watch(&path, mode).is_ok() {
                watched.insert(path, is_recursive);
            }
        }
        self.watched = watched;
    }
}

impl std::fmt::Debug for Watcher {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Watcher")
            .field("watched", &self.watched)
            .finish_non_exhaustive()
    }
}

/// The files that count. What cannot be read is not among them: whoever reads them next says why.
fn files(project: &Project) -> Files {
    let mut paths = BTreeSet::new();
    for name in &project.settings.module_paths {
        let folder = project.root.join(name);
        if folder.is_dir() {
            collect(&folder, &mut paths, &mut BTreeSet::new()).ok();
        }
    }
    let revisions = std::fs::read_dir(project.migrations_folder());
    paths.extend(
        revisions
            .into_iter()
            .flatten()
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(|path| is_revision(path)),
    );
    paths.extend([project.root.join("dazzle.toml"), project.root.join(".env")]);
    paths
        .into_iter()
        .filter_map(|path| {
            let found = path.metadata().ok()?;
            let state = (found.len(), found.modified().ok());
            Some((path, state))
        })
        .collect()
}

fn is_revision(path: &Path) -> bool {
    let is_hidden = path
        .file_name()
        .is_none_or(|name| name.to_string_lossy().starts_with('.'));
    !is_hidden && path.extension().is_some_and(|extension| extension == "toml")
}
