//! What one client does, and what it remembers of it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use hyper::Method;
use serde_json::json;

use crate::client::{Answer, Client, Failure};

/// Between two tries while nothing listens.
const PAUSE: Duration = Duration::from_millis(5);

/// One client, its own customer and its own tickets: nobody else changes these.
pub struct Worker {
    number: usize,
    client: Client,
    customer: String,
    turn: usize,
    done: Done,
}

/// What one client did.
#[derive(Default)]
pub struct Done {
    /// How long each answered read took.
    pub reads: Vec<Duration>,
    /// How long each acknowledged write took.
    pub writes: Vec<Duration>,
    /// The tickets that were acknowledged.
    pub tickets: Vec<Ticket>,
    /// Everything that went wrong.
    pub failed: Vec<Failed>,
    /// How many new tickets were sent and not acknowledged.
    pub unanswered: usize,
}

/// A row as it must be.
pub struct Ticket {
    pub id: i64,
    /// What the last acknowledged write made it.
    pub subject: String,
    /// What writes since then would have made it, which were cut: each may have had its effect.
    pub perhaps: Vec<String>,
    tag: String,
}

/// A failure and when it was.
pub struct Failed {
    pub failure: Failure,
    /// When the connection was opened, or tried.
    pub opened: Instant,
    pub at: Instant,
}

impl Ticket {
    /// Whether a row of this id may have this subject.
    pub fn may_be(&self, subject: &str) -> bool {
        self.subject == subject || self.perhaps.iter().any(|it| it == subject)
    }
}

impl Worker {
    pub fn new(number: usize, address: &str, token: &str) -> Self {
        Self {
            number,
            client: Client::new(address, token),
            customer: format!("0198f2a4-7c11-7d3e-9a52-{number:012x}"),
            turn: 0,
            done: Done::default(),
        }
    }

    /// Works until told to stop.
    pub async fn run(mut self, is_over: Arc<AtomicBool>) -> Done {
        self.client.connect().await.unwrap();
        let (number, customer) = (self.number, &self.customer);
        let body = json!({"id": customer, "email": format!("{number}@example.org"), "name": "Ada"});
        let made = self
            .client
            .send(Method::POST, "/api/Customer", None, Some(&body))
            .await;
        assert_eq!(made.unwrap().status, 201, "a customer to begin with");
        while !is_over.load(Ordering::Relaxed) {
            let asked = Instant::now();
            let result = match self.client.connect().await {
                Ok(()) => self.next().await,
                Err(failure) => Err(failure),
            };
            if let Err(failure) = result {
                let opened = self.client.opened().unwrap_or(asked);
                let is_refused = failure == Failure::Refused;
                self.done.failed.push(Failed {
                    failure,
                    opened,
                    at: Instant::now(),
                });
                if is_refused {
                    tokio::time::sleep(PAUSE).await;
                }
            }
        }
        self.done
    }

    /// Of ten requests one makes a ticket, one changes one, one lists, and seven read one.
    async fn next(&mut self) -> Result<(), Failure> {
        self.turn += 1;
        let own = self.done.tickets.len();
        match self.turn % 10 {
            _ if own == 0 => self.make().await,
            1 => self.make().await,
            // Recent and old ones, each again and again.
            2 => self.change(self.turn.wrapping_mul(7_919) % own).await,
            3 => self.list().await,
            _ => self.read(self.turn.wrapping_mul(6_007) % own).await,
        }
    }

    fn subject(&self) -> String {
        format!("ticket {} of client {}", self.turn, self.number)
    }

    async fn make(&mut self) -> Result<(), Failure> {
        let subject = self.subject();
        let body = json!({"subject": subject, "body": "It does not print.", "customer": self.customer});
        let asked = Instant::now();
        let sent = self
            .client
            .send(Method::POST, "/api/Ticket", None, Some(&body))
            .await
            .and_then(|answer| expect(answer, 201));
        if sent.is_err() {
            self.done.unanswered += 1;
        }
        let answer = sent?;
        self.done.writes.push(asked.elapsed());
        self.done.tickets.push(Ticket {
            id: answer.body["id"].as_i64().unwrap(),
            subject,
            perhaps: Vec::new(),
            tag: answer.tag,
        });
        Ok(())
    }

    async fn change(&mut self, at: usize) -> Result<(), Failure> {
        let subject = self.subject();
        let body = json!({"subject": subject, "priority": "high"});
        let ticket = &mut self.done.tickets[at];
        let path = format!("/api/Ticket/{}", ticket.id);
        let asked = Instant::now();
        let sent = self
            .client
            .send(Method::PATCH, &path, Some(&ticket.tag), Some(&body))
            .await
            .and_then(|answer| expect(answer, 200));
        let answer = match sent {
            Ok(answer) => answer,
            Err(failure) => {
                // It may have been carried out, and then the tag is another.
                ticket.perhaps.push(subject);
                "*".clone_into(&mut ticket.tag);
                return Err(failure);
            }
        };
        self.done.writes.push(asked.elapsed());
        ticket.subject = subject;
        ticket.perhaps.clear();
        ticket.tag = answer.tag;
        Ok(())
    }

    async fn read(&mut self, at: usize) -> Result<(), Failure> {
        let ticket = &self.done.tickets[at];
        let path = format!("/api/Ticket/{}", ticket.id);
        let asked = Instant::now();
        let answer = expect(self.client.send(Method::GET, &path, None, None).await?, 200)?;
        self.done.reads.push(asked.elapsed());
        if ticket.may_be(answer.body["subject"].as_str().unwrap_or_default()) {
            Ok(())
        } else {
            Err(Failure::Stale)
        }
    }

    async fn list(&mut self) -> Result<(), Failure> {
        let path = format!("/api/Ticket?customer={}&sort=-id&limit=10", self.customer);
        let asked = Instant::now();
        let answer = expect(self.client.send(Method::GET, &path, None, None).await?, 200)?;
        self.done.reads.push(asked.elapsed());
        // The newest, of which one more may be there than were acknowledged.
        let least = self.done.tickets.len().min(10);
        let items = answer.body["items"].as_array().map_or(0, Vec::len);
        if items >= least {
            Ok(())
        } else {
            Err(Failure::Stale)
        }
    }
}

fn expect(answer: Answer, status: u16) -> Result<Answer, Failure> {
    if answer.status == status {
        Ok(answer)
    } else {
        Err(Failure::Status(answer.status))
    }
}
