//! Failures as they cross the C boundary: a status number and a text.

use storage_proofs_core::error::Error as StorageProofsError;

/// Status numbers of the ABI. `ProofException.Code` in Java has the same table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(i32)]
pub enum Status {
    Ok = 0,
    InvalidRequest = 1,
    Library = 2,
    Panic = 3,
    Io = 4,
    Parameters = 5,
    InconsistentFiles = 6,
}

#[derive(Debug)]
pub struct Failure {
    pub status: Status,
    pub text: String,
}

pub type Result<T> = std::result::Result<T, Failure>;

impl Failure {
    pub fn new(status: Status, text: impl Into<String>) -> Self {
        Failure { status, text: text.into() }
    }

    pub fn invalid(text: impl Into<String>) -> Self {
        Failure::new(Status::InvalidRequest, text)
    }

    /// Names the step that failed in front of the cause.
    pub fn context(mut self, step: &str) -> Self {
        self.text = format!("{step}: {}", self.text);
        self
    }
}

/// The library reports absent parameters by text only (storage-proofs-core `parameter_cache.rs`, `get_groth_params` and
/// `get_inner_product`).
const NO_PARAMETERS: [&str; 2] = ["No cached parameters found", "No cached srs key found"];

impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Self {
        let text = format!("{error:#}");
        let invalid_parameters =
            matches!(error.downcast_ref::<StorageProofsError>(), Some(StorageProofsError::InvalidParameters(_)));
        let status = if invalid_parameters || NO_PARAMETERS.iter().any(|absent| text.contains(absent)) {
            Status::Parameters
        } else if error.chain().any(|cause| cause.is::<std::io::Error>()) {
            Status::Io
        } else {
            Status::Library
        };
        Failure { status, text }
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Failure::new(Status::Io, error.to_string())
    }
}
