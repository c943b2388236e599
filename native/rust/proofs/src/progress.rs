//! A small file that says how far a long operation is: the caller waits for its response and can read this meanwhile.

use std::fs;
use std::path::{Path, PathBuf};

use sealstream_generator::Phase;

/// `<file that is made>.progress`: one line with the percent of the whole time and what is being done. It is there only while the
/// file is made, or after a maker was killed.
pub struct ProgressFile {
    path: PathBuf,
}

impl ProgressFile {
    pub fn beside(made: &Path) -> Self {
        ProgressFile { path: with_suffix(made, ".progress") }
    }

    /// Appears whole. That it cannot be written is no reason to stop: what matters will meet the same obstacle and say so.
    pub fn report(&self, phase: Phase, percent: u8) {
        let aside = with_suffix(&self.path, ".tmp");
        let _ =
            fs::write(&aside, format!("{percent} {}\n", phase.text())).and_then(|()| fs::rename(&aside, &self.path));
    }
}

impl Drop for ProgressFile {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
    }
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}
