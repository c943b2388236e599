//! The one table of proof types on this side: chain number, library type. `SealProofType` and `WindowPoStProofType` in
//! Java hold the same rows; the operation `PROOF_TYPES` lets a test compare them.

use filecoin_proofs_api::{RegisteredPoStProof, RegisteredSealProof};

use crate::failure::{Failure, Result};
use crate::wire::Writer;

const SEAL: [(u32, RegisteredSealProof); 5] = [
    (5, RegisteredSealProof::StackedDrg2KiBV1_1),
    (6, RegisteredSealProof::StackedDrg8MiBV1_1),
    (7, RegisteredSealProof::StackedDrg512MiBV1_1),
    (8, RegisteredSealProof::StackedDrg32GiBV1_1),
    (9, RegisteredSealProof::StackedDrg64GiBV1_1),
];

/// The chain's `V1P1` is the library's `V1_2` (grindability fix): challenges depend on the sector alone, not on its place.
const WINDOW_POST: [(u32, RegisteredPoStProof); 5] = [
    (10, RegisteredPoStProof::StackedDrgWindow2KiBV1_2),
    (11, RegisteredPoStProof::StackedDrgWindow8MiBV1_2),
    (12, RegisteredPoStProof::StackedDrgWindow512MiBV1_2),
    (13, RegisteredPoStProof::StackedDrgWindow32GiBV1_2),
    (14, RegisteredPoStProof::StackedDrgWindow64GiBV1_2),
];

pub fn seal_proof(number: u32) -> Result<RegisteredSealProof> {
    SEAL.iter()
        .find(|row| row.0 == number)
        .map(|row| row.1)
        .ok_or_else(|| Failure::invalid(format!("seal proof type {number} is not supported")))
}

pub fn window_post_proof(number: u32) -> Result<RegisteredPoStProof> {
    WINDOW_POST
        .iter()
        .find(|row| row.0 == number)
        .map(|row| row.1)
        .ok_or_else(|| Failure::invalid(format!("WindowPoSt proof type {number} is not supported")))
}

/// Both tables with what the library says of each row: number, name, sector size, proof bytes / sectors per partition.
pub fn describe() -> Result<Vec<u8>> {
    let mut out = Writer::default().u32(SEAL.len() as u32);
    for (number, proof) in SEAL {
        let bytes = usize::from(proof.partitions()) * proof.single_partition_proof_len();
        out = out.u32(number).bytes(format!("{proof:?}").as_bytes())?;
        out = out.u64(u64::from(proof.sector_size())).u32(bytes as u32);
    }
    out = out.u32(WINDOW_POST.len() as u32);
    for (number, proof) in WINDOW_POST {
        out = out.u32(number).bytes(format!("{proof:?}").as_bytes())?;
        out = out.u64(u64::from(proof.sector_size())).u32(proof.sector_count() as u32);
    }
    Ok(out.finish())
}
