//! A process that a test has started and that never outlives it.

use std::ops::{Deref, DerefMut};
use std::process::Child;

use crate::Output;

/// A started process. It is killed when the value is dropped, so that a test that fails leaves none behind.
#[derive(Debug)]
pub struct Running {
    /// `None` once it was waited for to the end.
    child: Option<Child>,
}

impl Running {
    pub(crate) fn new(child: Child) -> Self {
        Self { child: Some(child) }
    }

    /// Closes its standard input, waits for its end and gives what is still to be read of what it printed.
    ///
    /// # Panics
    /// When it writes something that is not UTF-8.
    pub fn finish(mut self) -> Output {
        let output = self.child.take().unwrap().wait_with_output().unwrap();
        Output {
            code: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

impl Deref for Running {
    type Target = Child;

    fn deref(&self) -> &Child {
        self.child.as_ref().unwrap()
    }
}

impl DerefMut for Running {
    fn deref_mut(&mut self) -> &mut Child {
        self.child.as_mut().unwrap()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if let Some(child) = &mut self.child {
            // It may have ended by itself.
            child.kill().ok();
            child.wait().ok();
        }
    }
}
