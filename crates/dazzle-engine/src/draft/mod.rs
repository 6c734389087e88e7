//! The draft: what dev mode did to a local database and no revision holds yet.
//!
//! A draft is kept with the version row as a revision without a file: the heads that it stands on and the operations
//! since, in the form of revision files, so that replaying them gives the schema that the database has. It is
//! written in the transaction that changes the tables.

mod carry;
mod hints;
mod origins;

use std::collections::BTreeSet;

use dazzle_db::{Session, SessionOptions, version};
use dazzle_diff::{Decisions, diff};
use dazzle_history::{Direction, History, Revision, RevisionId, Target, file};
use dazzle_ops::{Operation, apply_all};
use dazzle_schema::Schema;
use jiff::Timestamp;

pub(crate) use carry::Clash;
use carry::carried;
pub(crate) use hints::Between;
pub(crate) use origins::{Origins, renames_between};

use crate::current::{look, recorded_heads};
use crate::error::{database_error, place_of, replay_error};
use crate::{DatabaseTarget, EngineError};

/// The id in the text of a draft.
const ID: &str = "draft";

/// What dev mode did to a database since its head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandingDraft {
    revision: Revision,
}

impl StandingDraft {
    /// What leads from the head to where the database is.
    #[must_use]
    pub fn operations(&self) -> &[Operation] {
        &self.revision.upgrade
    }

    /// The heads that it stands on; none for base.
    pub(crate) fn heads(&self) -> BTreeSet<RevisionId> {
        self.revision.parents.iter().cloned().collect()
    }

    /// The text that is recorded.
    pub(crate) fn text(&self) -> String {
        file::render(&self.revision)
    }

    /// Reads what is recorded on `target`, which is at `heads`.
    ///
    /// # Errors
    /// When the text cannot be read, or the version moved without the draft.
    pub(crate) fn parse(
        target: &DatabaseTarget,
        text: &str,
        heads: &BTreeSet<RevisionId>,
    ) -> Result<Self, EngineError> {
        let draft = file::parse("the draft", text).map_err(|errors| EngineError::Refused {
            reason: format!(
                "the draft on {} cannot be read{}",
                target.url,
                errors
                    .first()
                    .map(|error| format!(": {}", error.message))
                    .unwrap_or_default()
            ),
            hint: "a newer version of Dazzle may have written it: use that one; or forget the draft with `dazzle db \
                   stamp REV` and see with `dazzle db verify` what it left behind"
                .to_owned(),
        })?;
        let draft = Self {
            revision: draft.revision,
        };
        if draft.heads() == *heads {
            return Ok(draft);
        }
        let (on, at): (Vec<_>, Vec<_>) = (
            draft.heads().into_iter().collect(),
            heads.iter().cloned().collect(),
        );
        Err(EngineError::Refused {
            reason: format!(
                "the draft on {} was made at {}, and the database is at {} now: its version was moved without the draft",
                target.url,
                place_of(&on),
                place_of(&at)
            ),
            hint: "forget the draft with `dazzle db stamp REV` and see with `dazzle db verify` what it left behind"
                .to_owned(),
        })
    }

    /// The draft that leads from `head` to `standing`; none where they are equal. `renames` are the ones between
    /// them, `otherwise` is what leads there where those do not fit.
    pub(crate) fn between(
        heads: &BTreeSet<RevisionId>,
        head: &Schema,
        standing: &Schema,
        renames: &Decisions,
        otherwise: &[Operation],
    ) -> Result<Option<Self>, EngineError> {
        if head == standing {
            return Ok(None);
        }
        let mut reached = head.clone();
        let leads_there = apply_all(otherwise, &mut reached).is_ok() && reached == *standing;
        let upgrade = match diff(head, standing, renames) {
            Ok(found) => found.operations,
            Err(_) if leads_there => otherwise.to_vec(),
            Err(_) => diff(head, standing, &Decisions::default())?.operations,
        };
        let now = Timestamp::now();
        Ok(Some(Self {
            revision: Revision {
                id: RevisionId::new(ID)?,
                parents: heads.iter().cloned().collect(),
                message: "not a revision yet".to_owned(),
                created_at: Timestamp::from_second(now.as_second()).unwrap_or(now),
                upgrade,
                downgrade: Vec::new(),
            },
        }))
    }

    /// The schema with the draft, given the one of its heads.
    pub(crate) fn standing(&self, target: &DatabaseTarget, head: &Schema) -> Result<Schema, EngineError> {
        let mut schema = head.clone();
        apply_all(&self.revision.upgrade, &mut schema).map_err(|(_, error)| EngineError::Refused {
            reason: format!("the draft on {} does not fit the history: {error}", target.url),
            hint: "restore the revision files that it was made with; or forget the draft with `dazzle db stamp REV` \
                   and see with `dazzle db verify` what it left behind"
                .to_owned(),
        })?;
        Ok(schema)
    }
}

/// What a revision is on a database with a draft.
pub(crate) struct Carried {
    /// What is still to be done.
    pub(crate) operations: Vec<Operation>,
    /// The schema of the database after that.
    pub(crate) standing: Schema,
    /// What does not fit; it is not among the operations.
    pub(crate) clashes: Vec<Clash>,
    /// The schema that history says after the revision.
    pub(crate) head: Schema,
    /// The heads after it.
    pub(crate) heads: BTreeSet<RevisionId>,
    /// The draft that remains.
    pub(crate) draft: Option<StandingDraft>,
}

/// What `revision` is on a database at `heads` with `draft`.
pub(crate) fn carry(
    target: &DatabaseTarget,
    history: &History,
    draft: Option<&StandingDraft>,
    heads: &BTreeSet<RevisionId>,
    revision: &Revision,
) -> Result<Carried, EngineError> {
    let after = history.heads_after(heads, &revision.id, Direction::Upgrade)?;
    let below = history.schema_at(heads).map_err(replay_error)?;
    let head = history.schema_at(&after).map_err(replay_error)?;
    let standing = standing_schema(target, history, heads, draft)?;
    let before = draft.map(StandingDraft::operations).unwrap_or_default();
    let (operations, standing, clashes) = carried(&revision.upgrade, &below, &standing);
    let mine = Origins::of(&below).after(before).after(&operations);
    let theirs = Origins::of(&below).after(&revision.upgrade);
    let draft = StandingDraft::between(&after, &head, &standing, &renames_between(&theirs, &mine), &[])?;
    Ok(Carried {
        operations,
        standing,
        clashes,
        head,
        heads: after,
        draft,
    })
}

/// The draft as it will be on `heads`, which follow those that it stands on; none where it does not lead there.
pub(crate) fn rebased(
    target: &DatabaseTarget,
    history: &History,
    draft: &StandingDraft,
    heads: &BTreeSet<RevisionId>,
) -> Result<Option<StandingDraft>, EngineError> {
    let (mut draft, mut at) = (Some(draft.clone()), draft.heads());
    for revision in history.upgrade_path(&at, &Target::Heads)? {
        if at == *heads {
            break;
        }
        let carried = carry(target, history, draft.as_ref(), &at, revision)?;
        (draft, at) = (carried.draft, carried.heads);
    }
    Ok(draft.filter(|_| at == *heads))
}

/// The draft that is recorded on a database, which is at `heads`.
pub(crate) async fn recorded_draft(
    target: &DatabaseTarget,
    session: &mut Session,
    heads: &BTreeSet<RevisionId>,
) -> Result<Option<StandingDraft>, EngineError> {
    version::read_draft(session)
        .await
        .map_err(database_error(target, "reading the version table"))?
        .map(|text| StandingDraft::parse(target, &text, heads))
        .transpose()
}

/// The draft on a database; nothing is written, and no file is made.
///
/// # Errors
/// When the database cannot be reached, or the draft cannot be read.
pub(crate) async fn peek(
    target: &DatabaseTarget,
    options: &SessionOptions,
) -> Result<Option<StandingDraft>, EngineError> {
    let Some(mut session) = look(target, options).await? else {
        return Ok(None);
    };
    let (heads, _) = recorded_heads(target, &mut session).await?;
    let draft = recorded_draft(target, &mut session, &heads).await;
    session.close().await;
    draft
}

/// The schema of a database: that of its heads, with its draft.
pub(crate) fn standing_schema(
    target: &DatabaseTarget,
    history: &History,
    heads: &BTreeSet<RevisionId>,
    draft: Option<&StandingDraft>,
) -> Result<Schema, EngineError> {
    let head = history.schema_at(heads).map_err(replay_error)?;
    match draft {
        None => Ok(head),
        Some(draft) => draft.standing(target, &head),
    }
}

/// Why a command does not go on while there is a draft.
pub(crate) fn in_the_way(target: &DatabaseTarget, draft: &StandingDraft, what: &str) -> EngineError {
    EngineError::Refused {
        reason: format!(
            "there is a draft on {} ({}), and {what}",
            target.url,
            crate::error::count(draft.operations().len(), "operation")
        ),
        hint: "keep it as a revision with `dazzle db revision`, or take it off with `dazzle db upgrade`"
            .to_owned(),
    }
}
