//! The structured reference string that aggregates are made and verified with (SnarkPack; inner-product argument).
//!
//! One file serves all sector sizes. The verifier's part depends on the length of the file, so prover and verifier must hold
//! the same one (bellperson `groth16/aggregate/srs.rs`, `specialize_vk`).

use std::fs::File;
use std::io::{ErrorKind, Read, Seek, SeekFrom};
use std::path::Path;

use bellperson::groth16::aggregate::{setup_fake_srs, GenericSRS};
use blstrs::Bls12;
use rand_chacha::ChaCha20Rng;
use storage_proofs_core::parameter_cache::{parameter_cache_srs_key_path, SRS_KEY_EXT, SRS_SHARED_KEY_NAME, VERSION};

use crate::failure::{Failure, Result, Status};

/// Most Groth16 proofs of an aggregate: the library has no slot for more (filecoin-proofs `caches.rs`,
/// `PROOFS_TESTS_MAX_SNARKS`) and panics.
pub const MAX_PROOFS: usize = 1 << 14;

/// Bytes of the points in the file's four vectors: powers of alpha and of beta in G1, then in G2, each vector with its
/// length (`u32`, big endian) in front (`GenericSRS::write`).
const POINTS: [u64; 4] = [48, 48, 96, 96];

/// The file's name in the parameter cache (storage-proofs-core `parameter_cache_srs_key_path`).
pub fn file_name() -> String {
    format!("v{VERSION}-{SRS_SHARED_KEY_NAME}.{SRS_KEY_EXT}")
}

/// The dev network's own, for aggregates of at most so many Groth16 proofs.
pub fn generate(proofs: u32, mut rng: ChaCha20Rng) -> Result<GenericSRS<Bls12>> {
    let proofs = proofs as usize;
    if !proofs.is_power_of_two() || !(2..=MAX_PROOFS).contains(&proofs) {
        return Err(Failure::invalid(format!(
            "an SRS for {proofs} proofs cannot be made, only for a power of two from 2 to {MAX_PROOFS}"
        )));
    }
    Ok(setup_fake_srs(&mut rng, proofs))
}

/// Refuses, by name and with the reason, a file in the parameter cache that is missing, cut short or too small for an
/// aggregate of so many proofs: the library panics over the last two.
pub fn require(proofs: usize) -> Result<()> {
    let path = parameter_cache_srs_key_path("", proofs);
    let powers = smallest_vector(&path).map_err(|error| unusable(&path, &error))?;
    if powers < 2 * proofs as u64 {
        return Err(Failure::new(
            Status::Parameters,
            format!(
                "the SRS {} serves aggregates of {} proofs at most, not {proofs}: take the network's own file",
                path.display(),
                powers / 2
            ),
        ));
    }
    Ok(())
}

fn unusable(path: &Path, error: &std::io::Error) -> Failure {
    let what = if error.kind() == ErrorKind::NotFound { "is missing" } else { "cannot be read" };
    let text = format!("the SRS {} {what} ({error}): make or fetch the proof parameters again", path.display());
    Failure::new(Status::Parameters, text)
}

/// Length of the smallest of the four vectors, all of which must lie inside the file.
fn smallest_vector(path: &Path) -> std::io::Result<u64> {
    let mut file = File::open(path)?;
    let size = file.metadata()?.len();
    let mut offset = 0;
    let mut smallest = u64::MAX;
    for point in POINTS {
        file.seek(SeekFrom::Start(offset))?;
        let mut length = [0u8; 4];
        file.read_exact(&mut length)?;
        let length = u64::from(u32::from_be_bytes(length));
        offset += 4 + length * point;
        smallest = smallest.min(length);
    }
    if offset > size {
        let text = format!("it has {size} bytes, its vectors fill {offset}");
        return Err(std::io::Error::new(ErrorKind::UnexpectedEof, text));
    }
    Ok(smallest)
}
