//! Whether a text is a JSON document (RFC 8259). Only validity counts; nothing is kept.

/// Deeper documents are not defaults.
const DEEPEST: usize = 64;

pub(super) fn is_json(text: &str) -> bool {
    let mut reader = Reader {
        rest: text.as_bytes(),
    };
    reader.value(DEEPEST).is_some() && {
        reader.space();
        reader.rest.is_empty()
    }
}

struct Reader<'a> {
    rest: &'a [u8],
}

impl Reader<'_> {
    fn space(&mut self) {
        self.rest = self.rest.trim_ascii_start();
    }

    fn eat(&mut self, wanted: &[u8]) -> Option<()> {
        self.rest = self.rest.strip_prefix(wanted)?;
        Some(())
    }

    fn peek(&self) -> Option<u8> {
        self.rest.first().copied()
    }

    fn value(&mut self, depth: usize) -> Option<()> {
        let depth = depth.checked_sub(1)?;
        self.space();
        match self.peek()? {
            b'{' => self.members(b"{", b"}", |reader| {
                reader.space();
                reader.string()?;
                reader.space();
                reader.eat(b":")?;
                reader.value(depth)
            }),
            b'[' => self.members(b"[", b"]", |reader| reader.value(depth)),
            b'"' => self.string(),
            b't' => self.eat(b"true"),
            b'f' => self.eat(b"false"),
            b'n' => self.eat(b"null"),
            _ => self.number(),
        }
    }

    fn members(&mut self, open: &[u8], close: &[u8], member: impl Fn(&mut Self) -> Option<()>) -> Option<()> {
        self.eat(open)?;
        self.space();
        if self.eat(close).is_some() {
            return Some(());
        }
        loop {
            member(self)?;
            self.space();
            if self.eat(close).is_some() {
                return Some(());
            }
            self.eat(b",")?;
        }
    }

    fn string(&mut self) -> Option<()> {
        self.eat(b"\"")?;
        loop {
            let (first, rest) = self.rest.split_first()?;
            self.rest = rest;
            match first {
                b'"' => return Some(()),
                b'\\' => {
                    let (escape, rest) = self.rest.split_first()?;
                    self.rest = rest;
                    match escape {
                        b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => {}
                        b'u' => {
                            let digits = self.rest.get(..4)?;
                            // PostgreSQL's jsonb has no NUL.
                            if !digits.iter().all(u8::is_ascii_hexdigit) || digits == b"0000" {
                                return None;
                            }
                            self.rest = self.rest.get(4..)?;
                        }
                        _ => return None,
                    }
                }
                0..=0x1f => return None,
                _ => {}
            }
        }
    }

    fn digits(&mut self) -> Option<()> {
        let count = self.rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        self.rest = self.rest.get(count..)?;
        (count > 0).then_some(())
    }

    fn number(&mut self) -> Option<()> {
        let _ = self.eat(b"-");
        if self.eat(b"0").is_none() {
            self.digits()?;
        }
        if self.eat(b".").is_some() {
            self.digits()?;
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.rest = self.rest.get(1..)?;
            if self.eat(b"+").is_none() {
                let _ = self.eat(b"-");
            }
            self.digits()?;
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents() {
        for text in [
            "[]",
            " {\"a\": [1, -2.5e+3, null, true], \"b\\u00e9\": \"x\"} ",
            "0",
            "\"s\"",
        ] {
            assert!(is_json(text), "{text}");
        }
        for text in ["", "[", "[1,]", "{a: 1}", "01", "'x'", "1 2", "\"\\x\"", "tru"] {
            assert!(!is_json(text), "{text}");
        }
        assert!(!is_json(&"[".repeat(100_000)));
    }
}
