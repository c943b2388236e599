//! BLS signatures of Filecoin behind a narrow C ABI. Nothing but signatures lives here: the wallet's process loads this
//! library and never the proofs.
//!
//! Public keys are in G1 (48 bytes), signatures in G2 (96 bytes), private keys 32 bytes little-endian (as key files and
//! lotus keep them; blst itself is big-endian). Requests are raw bytes of fixed layout, see `../README.md`.

mod signatures;

use std::panic::{catch_unwind, AssertUnwindSafe};

use zeroize::Zeroize;

/// Rises with every change of an operation's request or response. Java refuses a library with another number.
const ABI_VERSION: u32 = 1;

const OK: i32 = 0;
const INVALID_REQUEST: i32 = 1;
const PANIC: i32 = 3;

fn dispatch(operation: u32, request: &[u8]) -> Result<Vec<u8>, String> {
    match operation {
        1 => signatures::generate_key(request),
        2 => signatures::public_key(request),
        3 => signatures::sign(request),
        4 => signatures::verify(request),
        5 => signatures::aggregate(request),
        6 => signatures::verify_aggregate(request),
        _ => Err(format!("operation {operation} is unknown")),
    }
}

/// The number Java compares before its first call.
#[no_mangle]
pub extern "C" fn ss_bls_abi_version() -> u32 {
    ABI_VERSION
}

/// Runs one operation. The response (or, for a status other than zero, an error text in UTF-8) is stored in `out` and
/// `out_len`, and must be given back with [`ss_bls_free`] exactly once.
///
/// # Safety
/// `request` must be readable for `request_len` bytes (or null with length 0); `out` and `out_len` must be writable.
#[no_mangle]
pub unsafe extern "C" fn ss_bls_call(
    operation: u32,
    request: *const u8,
    request_len: usize,
    out: *mut *mut u8,
    out_len: *mut usize,
) -> i32 {
    let bytes: &[u8] =
        if request.is_null() || request_len == 0 { &[] } else { std::slice::from_raw_parts(request, request_len) };
    let (status, response) = match catch_unwind(AssertUnwindSafe(|| dispatch(operation, bytes))) {
        Ok(Ok(response)) => (OK, response),
        Ok(Err(text)) => (INVALID_REQUEST, text.into_bytes()),
        Err(_) => (PANIC, b"the signature library panicked".to_vec()),
    };
    let boxed = response.into_boxed_slice();
    *out_len = boxed.len();
    *out = Box::into_raw(boxed).cast::<u8>();
    status
}

/// Overwrites and frees a response: it may hold a private key.
///
/// # Safety
/// `response` and `len` must be what one call of [`ss_bls_call`] stored, not freed before.
#[no_mangle]
pub unsafe extern "C" fn ss_bls_free(response: *mut u8, len: usize) {
    if !response.is_null() {
        let mut boxed = Box::from_raw(std::ptr::slice_from_raw_parts_mut(response, len));
        boxed.zeroize();
    }
}
