//! Replica updates (FIP-0019): verification.

use filecoin_proofs_api::update;

use crate::failure::Result;
use crate::types::update_proof;
use crate::verdict::verdict;
use crate::wire::Reader;

/// Request: type, old CommR, new CommR, new CommD, proof. Response: one byte, 1 where the proof holds.
pub fn verify(mut request: Reader<'_>) -> Result<Vec<u8>> {
    let registered = update_proof(request.u32()?)?;
    let old_comm_r = request.bytes32()?;
    let new_comm_r = request.bytes32()?;
    let new_comm_d = request.bytes32()?;
    let proof = request.bytes()?;
    request.end()?;
    verdict(proof, || update::verify_empty_sector_update_proof(registered, proof, old_comm_r, new_comm_r, new_comm_d))
}
