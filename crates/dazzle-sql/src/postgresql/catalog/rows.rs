//! Cells of answers as values.

use std::str::FromStr;

use serde_json::Value;

use super::Row;
use crate::inspection::CatalogueError;

/// The cells of one row, read from left to right.
#[derive(Debug)]
pub struct Cells<'a> {
    query: &'static str,
    row: &'a Row,
    at: usize,
}

impl<'a> Cells<'a> {
    /// The cells of `row`, an answer of the query about `query`, of which there must be `count`.
    pub fn new(query: &'static str, row: &'a Row, count: usize) -> Result<Self, CatalogueError> {
        if row.len() != count {
            return Err(CatalogueError::Cells {
                query,
                expected: count,
                found: row.len(),
            });
        }
        Ok(Self { query, row, at: 0 })
    }

    /// The next cell, if it is not NULL.
    pub fn optional(&mut self) -> Option<&'a str> {
        let cell = self.row.get(self.at).and_then(Option::as_deref);
        self.at += 1;
        cell
    }

    /// The next cell, which must not be NULL.
    pub fn text(&mut self) -> Result<&'a str, CatalogueError> {
        self.optional().ok_or_else(|| self.unreadable(""))
    }

    /// The next cell as a number.
    pub fn number<T: FromStr>(&mut self) -> Result<T, CatalogueError> {
        let text = self.text()?;
        text.parse().map_err(|_| self.unreadable(text))
    }

    /// The next cell as a number, if it is not NULL.
    pub fn optional_number<T: FromStr>(&mut self) -> Result<Option<T>, CatalogueError> {
        self.optional()
            .map(|text| text.parse().map_err(|_| self.unreadable(text)))
            .transpose()
    }

    /// The next cell as a truth value.
    pub fn flag(&mut self) -> Result<bool, CatalogueError> {
        match self.optional_flag()? {
            Some(value) => Ok(value),
            None => Err(self.unreadable("")),
        }
    }

    /// The next cell as a truth value, if it is not NULL.
    pub fn optional_flag(&mut self) -> Result<Option<bool>, CatalogueError> {
        match self.optional() {
            None => Ok(None),
            Some("t") => Ok(Some(true)),
            Some("f") => Ok(Some(false)),
            Some(text) => Err(self.unreadable(text)),
        }
    }

    /// The next cell as a letter.
    pub fn letter(&mut self) -> Result<char, CatalogueError> {
        let text = self.text()?;
        text.chars().next().ok_or_else(|| self.unreadable(text))
    }

    /// The next cell as a list of numbers: an array, or a vector as indexes have it. None for NULL.
    pub fn numbers(&mut self) -> Result<Option<Vec<i16>>, CatalogueError> {
        let Some(text) = self.optional() else {
            return Ok(None);
        };
        text.trim_matches(['{', '}'])
            .split([',', ' '])
            .filter(|part| !part.is_empty())
            .map(|part| part.parse().map_err(|_| self.unreadable(text)))
            .collect::<Result<_, _>>()
            .map(Some)
    }

    /// The next cell as a JSON list of texts; empty for NULL.
    pub fn texts(&mut self) -> Result<Vec<String>, CatalogueError> {
        let Some(text) = self.optional() else {
            return Ok(Vec::new());
        };
        serde_json::from_str(text).map_err(|_| self.unreadable(text))
    }

    /// The next cell as a JSON list, if it is not NULL.
    pub fn list(&mut self) -> Result<Option<Items>, CatalogueError> {
        let Some(text) = self.optional() else {
            return Ok(None);
        };
        let values: Vec<Value> = serde_json::from_str(text).map_err(|_| self.unreadable(text))?;
        Ok(Some(Items {
            query: self.query,
            cell: self.at,
            values: values.into_iter(),
        }))
    }

    /// The error that the last cell read has `text`, which makes no sense there.
    pub fn unreadable(&self, text: &str) -> CatalogueError {
        CatalogueError::Value {
            query: self.query,
            cell: self.at,
            value: text.to_owned(),
        }
    }
}

/// The elements of a JSON list, read from the first to the last.
#[derive(Debug)]
pub struct Items {
    query: &'static str,
    cell: usize,
    values: std::vec::IntoIter<Value>,
}

impl Items {
    /// The elements of the JSON list `text`, a part of an answer of the query about `query`.
    pub fn parse(query: &'static str, text: &str) -> Option<Self> {
        let values: Vec<Value> = serde_json::from_str(text).ok()?;
        Some(Self {
            query,
            cell: 0,
            values: values.into_iter(),
        })
    }

    /// The next element, if it is there and not null.
    pub fn optional(&mut self) -> Result<Option<String>, CatalogueError> {
        match self.values.next() {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(other) => Err(self.unreadable(&other)),
        }
    }

    /// The next element, which must be a text.
    pub fn text(&mut self) -> Result<String, CatalogueError> {
        self.optional()?.ok_or_else(|| self.unreadable(&Value::Null))
    }

    /// The next element as a number, if it is there and not null.
    pub fn optional_number(&mut self) -> Result<Option<i64>, CatalogueError> {
        match self.values.next() {
            None | Some(Value::Null) => Ok(None),
            Some(value) => value.as_i64().map(Some).ok_or_else(|| self.unreadable(&value)),
        }
    }

    /// The next element, which must be a number.
    pub fn number(&mut self) -> Result<i64, CatalogueError> {
        self.optional_number()?
            .ok_or_else(|| self.unreadable(&Value::Null))
    }

    /// The next element, which must be a truth value.
    pub fn flag(&mut self) -> Result<bool, CatalogueError> {
        let value = self.values.next().unwrap_or_default();
        value.as_bool().ok_or_else(|| self.unreadable(&value))
    }

    /// The next element, which must be a list of texts.
    pub fn texts(&mut self) -> Result<Vec<String>, CatalogueError> {
        let mut list = self.list()?;
        let mut texts = Vec::new();
        while list.values.len() > 0 {
            texts.push(list.text()?);
        }
        Ok(texts)
    }

    /// The next element, which must be a list.
    pub fn list(&mut self) -> Result<Self, CatalogueError> {
        match self.values.next() {
            Some(Value::Array(values)) => Ok(Self {
                query: self.query,
                cell: self.cell,
                values: values.into_iter(),
            }),
            other => Err(self.unreadable(&other.unwrap_or_default())),
        }
    }

    /// Whether nothing is left.
    pub fn is_empty(&self) -> bool {
        self.values.len() == 0
    }

    fn unreadable(&self, value: &Value) -> CatalogueError {
        CatalogueError::Value {
            query: self.query,
            cell: self.cell,
            value: value.to_string(),
        }
    }
}
