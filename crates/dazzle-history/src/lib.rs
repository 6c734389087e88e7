//! Revision files, the graph of revisions, targets and replay.
