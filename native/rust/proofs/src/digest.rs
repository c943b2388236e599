//! Digests of parameter files: BLAKE2b-512, of which the published lists keep the first 16 bytes
//! (storage-proofs-core `parameter_cache.rs`, `verify_production_entry`).

use std::fs::File;
use std::io::Read;

use crate::failure::Result;
use crate::wire::Reader;

const BUFFER: usize = 1 << 20;

/// Request: path. Response: 64 bytes.
pub fn file_digest(mut request: Reader<'_>) -> Result<Vec<u8>> {
    let path = request.path()?;
    request.end()?;
    let mut file = File::open(path)?;
    let mut hasher = blake2b_simd::Params::new().to_state();
    let mut buffer = vec![0u8; BUFFER];
    loop {
        let count = file.read(&mut buffer)?;
        if count == 0 {
            return Ok(hasher.finalize().as_bytes().to_vec());
        }
        hasher.update(&buffer[..count]);
    }
}
