//! How planning begins: at a revision, read in one go.

use std::collections::BTreeSet;

use dazzle_db::SessionOptions;
use dazzle_history::{History, RevisionId};
use dazzle_sql::LiveFacts;

use crate::current::{look, recorded_heads};
use crate::draft::{in_the_way, recorded_draft};
use crate::error::database_error;
use crate::halfway::{self, Halfway};
use crate::runner::{check_known, read_facts};
use crate::{DatabaseTarget, EngineError};

/// What planning sees of a database, read over one connection so that it fits together.
pub(crate) struct Seen {
    /// The heads it is at; all are in the history.
    pub heads: BTreeSet<RevisionId>,
    /// The revision that is half done.
    pub halfway: Option<Halfway>,
    /// None where there is no file yet.
    pub facts: Option<LiveFacts>,
}

impl Seen {
    /// Reads it; nothing is written, and no file is made.
    pub async fn read(
        database: &DatabaseTarget,
        options: &SessionOptions,
        history: &History,
    ) -> Result<Self, EngineError> {
        let Some(mut session) = look(database, options).await? else {
            return Ok(Self {
                heads: BTreeSet::new(),
                halfway: None,
                facts: None,
            });
        };
        let (heads, _) = recorded_heads(database, &mut session).await?;
        check_known(database, history, &heads)?;
        if let Some(draft) = recorded_draft(database, &mut session, &heads).await? {
            return Err(in_the_way(database, &draft, "a plan begins at a revision"));
        }
        let halfway = halfway::recorded(database, &mut session).await?;
        let facts = read_facts(&mut session)
            .await
            .map_err(database_error(database, "reading the catalogue"))?;
        session.close().await;
        Ok(Self {
            heads,
            halfway,
            facts: Some(facts),
        })
    }
}
