//! WinningPoSt: verification alone; a sealing cluster makes none.

use std::collections::BTreeMap;

use filecoin_proofs_api::{post, PublicReplicaInfo, SectorId};

use crate::failure::Result;
use crate::types::winning_post_proof;
use crate::verdict::verdict;
use crate::wire::Reader;

/// Request: type, prover id, randomness, number and CommR of the challenged sector, proof. Response: one byte, 1 where the
/// proof holds.
pub fn verify(mut request: Reader<'_>) -> Result<Vec<u8>> {
    let winning = winning_post_proof(request.u32()?)?;
    let prover = request.bytes32()?;
    let randomness = request.bytes32()?;
    let number = SectorId::from(request.u64()?);
    let replica = PublicReplicaInfo::new(winning, request.bytes32()?);
    let proof = request.bytes()?;
    request.end()?;
    verdict(proof, || post::verify_winning_post(&randomness, proof, &BTreeMap::from([(number, replica)]), prover))
}
