//! Filecoin proofs behind a narrow C ABI: request bytes in, response bytes out. See `../README.md` for the operations.
//!
//! Nothing is remembered between calls except what the library itself keeps (loaded parameters), so there are no handles
//! that could be freed while in use. Every call may come from any thread.

mod aggregate;
pub mod circuits;
mod digest;
pub mod failure;
pub mod params;
mod pieces;
mod post;
mod progress;
mod seal;
mod srs;
mod types;
mod update;
mod verdict;
mod winning;
mod wire;

use std::panic::{catch_unwind, AssertUnwindSafe};

use failure::{Failure, Result, Status};
use wire::Reader;

/// Rises with every change of an operation's request or response. Java refuses a library with another number.
const ABI_VERSION: u32 = 2;

/// One operation is one function from request to response. A new one is a row here, a function, and its Java caller.
type Operation = fn(Reader<'_>) -> Result<Vec<u8>>;

const OPERATIONS: [(u32, &str, Operation); 22] = [
    (0, "version", version),
    (1, "proof types", proof_types),
    (10, "piece commitment", pieces::piece_commitment),
    (11, "add piece", pieces::add_piece),
    (20, "PC1", seal::pre_commit1),
    (21, "PC2", seal::pre_commit2),
    (22, "C1", seal::commit1),
    (23, "C2", seal::commit2),
    (24, "seal verification", seal::verify),
    (25, "cache clearing", seal::clear_cache),
    (26, "aggregation of seal proofs", aggregate::aggregate),
    (27, "aggregate verification", aggregate::verify),
    (28, "non-interactive aggregate verification", aggregate::verify_non_interactive),
    (30, "WindowPoSt challenges", post::challenges),
    (31, "vanilla proof", post::vanilla_proof),
    (32, "WindowPoSt", post::window_post),
    (33, "WindowPoSt verification", post::verify_window_post),
    (34, "WinningPoSt verification", winning::verify),
    (35, "replica update verification", update::verify),
    (40, "parameter files", params::files),
    (41, "parameter generation", params::make),
    (42, "file digest", digest::file_digest),
];

const VERSION: &str = concat!("sealstream-proofs ", env!("CARGO_PKG_VERSION"), " (filecoin-proofs-api 19.1)");

fn version(request: Reader<'_>) -> Result<Vec<u8>> {
    request.end()?;
    Ok(VERSION.as_bytes().to_vec())
}

fn proof_types(request: Reader<'_>) -> Result<Vec<u8>> {
    request.end()?;
    types::describe()
}

fn dispatch(operation: u32, request: &[u8]) -> Result<Vec<u8>> {
    let Some((_, name, run)) = OPERATIONS.iter().find(|row| row.0 == operation) else {
        return Err(Failure::invalid(format!("operation {operation} is unknown")));
    };
    run(Reader::new(request)).map_err(|failure| failure.context(name))
}

fn panic_text(payload: Box<dyn std::any::Any + Send>) -> String {
    let text = payload.downcast_ref::<&str>().map(|text| (*text).to_string());
    text.or_else(|| payload.downcast_ref::<String>().cloned()).unwrap_or_else(|| "panic without a message".to_string())
}

/// The number Java compares before its first call.
#[no_mangle]
pub extern "C" fn ss_abi_version() -> u32 {
    ABI_VERSION
}

/// Runs one operation. The response (or, for a status other than zero, an error text in UTF-8) is stored in `out` and
/// `out_len`, and must be given back with [`ss_free`] exactly once.
///
/// # Safety
/// `request` must be readable for `request_len` bytes (or null with length 0); `out` and `out_len` must be writable.
#[no_mangle]
pub unsafe extern "C" fn ss_call(
    operation: u32,
    request: *const u8,
    request_len: usize,
    out: *mut *mut u8,
    out_len: *mut usize,
) -> i32 {
    let bytes: &[u8] =
        if request.is_null() || request_len == 0 { &[] } else { std::slice::from_raw_parts(request, request_len) };
    let outcome = catch_unwind(AssertUnwindSafe(|| dispatch(operation, bytes))).unwrap_or_else(|payload| {
        Err(Failure::new(Status::Panic, format!("the proofs library panicked: {}", panic_text(payload))))
    });
    let (status, response) = match outcome {
        Ok(response) => (Status::Ok, response),
        Err(failure) => (failure.status, failure.text.into_bytes()),
    };
    let boxed = response.into_boxed_slice();
    *out_len = boxed.len();
    *out = Box::into_raw(boxed).cast::<u8>();
    status as i32
}

/// Frees a response.
///
/// # Safety
/// `response` and `len` must be what one call of [`ss_call`] stored, not freed before.
#[no_mangle]
pub unsafe extern "C" fn ss_free(response: *mut u8, len: usize) {
    if !response.is_null() {
        drop(Box::from_raw(std::ptr::slice_from_raw_parts_mut(response, len)));
    }
}
