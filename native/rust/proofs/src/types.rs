//! The one table of proof types on this side: chain number, library type. The enums in Java (`SealProofType`,
//! `NonInteractiveProofType`, `WindowPoStProofType`, `WinningPoStProofType`, `UpdateProofType`) hold the same rows; the
//! operation `PROOF_TYPES` lets a test compare them.

use filecoin_proofs_api::{RegisteredPoStProof, RegisteredSealProof, RegisteredUpdateProof};
use storage_proofs_core::util::NODE_SIZE;
use storage_proofs_update::constants::partition_count;

use crate::failure::{Failure, Result};
use crate::wire::Writer;

type Table<T> = [(u32, T); 5];

const SEAL: Table<RegisteredSealProof> = [
    (5, RegisteredSealProof::StackedDrg2KiBV1_1),
    (6, RegisteredSealProof::StackedDrg8MiBV1_1),
    (7, RegisteredSealProof::StackedDrg512MiBV1_1),
    (8, RegisteredSealProof::StackedDrg32GiBV1_1),
    (9, RegisteredSealProof::StackedDrg64GiBV1_1),
];

const NON_INTERACTIVE: Table<RegisteredSealProof> = [
    (15, RegisteredSealProof::StackedDrg2KiBV1_2_Feat_NonInteractivePoRep),
    (16, RegisteredSealProof::StackedDrg8MiBV1_2_Feat_NonInteractivePoRep),
    (17, RegisteredSealProof::StackedDrg512MiBV1_2_Feat_NonInteractivePoRep),
    (18, RegisteredSealProof::StackedDrg32GiBV1_2_Feat_NonInteractivePoRep),
    (19, RegisteredSealProof::StackedDrg64GiBV1_2_Feat_NonInteractivePoRep),
];

/// The chain's `V1P1` is the library's `V1_2` (grindability fix): challenges depend on the sector alone, not on its place.
const WINDOW_POST: Table<RegisteredPoStProof> = [
    (10, RegisteredPoStProof::StackedDrgWindow2KiBV1_2),
    (11, RegisteredPoStProof::StackedDrgWindow8MiBV1_2),
    (12, RegisteredPoStProof::StackedDrgWindow512MiBV1_2),
    (13, RegisteredPoStProof::StackedDrgWindow32GiBV1_2),
    (14, RegisteredPoStProof::StackedDrgWindow64GiBV1_2),
];

const WINNING_POST: Table<RegisteredPoStProof> = [
    (0, RegisteredPoStProof::StackedDrgWinning2KiBV1),
    (1, RegisteredPoStProof::StackedDrgWinning8MiBV1),
    (2, RegisteredPoStProof::StackedDrgWinning512MiBV1),
    (3, RegisteredPoStProof::StackedDrgWinning32GiBV1),
    (4, RegisteredPoStProof::StackedDrgWinning64GiBV1),
];

const UPDATE: Table<RegisteredUpdateProof> = [
    (0, RegisteredUpdateProof::StackedDrg2KiBV1),
    (1, RegisteredUpdateProof::StackedDrg8MiBV1),
    (2, RegisteredUpdateProof::StackedDrg512MiBV1),
    (3, RegisteredUpdateProof::StackedDrg32GiBV1),
    (4, RegisteredUpdateProof::StackedDrg64GiBV1),
];

fn find<T: Copy>(table: &Table<T>, number: u32, kind: &str) -> Result<T> {
    table
        .iter()
        .find(|row| row.0 == number)
        .map(|row| row.1)
        .ok_or_else(|| Failure::invalid(format!("{kind} proof type {number} is not supported")))
}

pub fn seal_proof(number: u32) -> Result<RegisteredSealProof> {
    find(&SEAL, number, "seal")
}

pub fn non_interactive_proof(number: u32) -> Result<RegisteredSealProof> {
    find(&NON_INTERACTIVE, number, "non-interactive seal")
}

pub fn window_post_proof(number: u32) -> Result<RegisteredPoStProof> {
    find(&WINDOW_POST, number, "WindowPoSt")
}

pub fn winning_post_proof(number: u32) -> Result<RegisteredPoStProof> {
    find(&WINNING_POST, number, "WinningPoSt")
}

pub fn update_proof(number: u32) -> Result<RegisteredUpdateProof> {
    find(&UPDATE, number, "replica update")
}

/// Groth16 proofs of one replica update.
fn update_partitions(proof: RegisteredUpdateProof) -> usize {
    partition_count(u64::from(proof.sector_size()) as usize / NODE_SIZE)
}

/// All tables with what the library says of each row: number, name, sector size, and one more number: Groth16 proofs of a
/// sector (seal, non-interactive, update) or sectors of a Groth16 proof (WindowPoSt, WinningPoSt).
pub fn describe() -> Result<Vec<u8>> {
    let mut out = Writer::default();
    for seals in [SEAL, NON_INTERACTIVE] {
        out = rows(out, &seals, |proof| (u64::from(proof.sector_size()), usize::from(proof.partitions())))?;
    }
    for posts in [WINDOW_POST, WINNING_POST] {
        out = rows(out, &posts, |proof| (u64::from(proof.sector_size()), proof.sector_count()))?;
    }
    Ok(rows(out, &UPDATE, |proof| (u64::from(proof.sector_size()), update_partitions(proof)))?.finish())
}

fn rows<T: Copy + std::fmt::Debug>(out: Writer, table: &Table<T>, facts: impl Fn(T) -> (u64, usize)) -> Result<Writer> {
    table.iter().try_fold(out.u32(table.len() as u32), |out, &(number, proof)| {
        let (sector_size, count) = facts(proof);
        Ok(out.u32(number).bytes(format!("{proof:?}").as_bytes())?.u64(sector_size).u32(count as u32))
    })
}
