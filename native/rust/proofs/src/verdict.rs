//! Verdicts of verification: what is a wrong proof, and what stands in the way of a verdict.

use bellperson::groth16::Proof;
use blstrs::Bls12;

use crate::failure::{Failure, Result, Status};
use crate::wire::Writer;

/// Bytes of one Groth16 proof.
const GROTH16: usize = 192;

/// Runs the verification of a sequence of Groth16 proofs and encodes its answer as one byte.
pub fn verdict(proof: &[u8], verify: impl FnOnce() -> anyhow::Result<bool>) -> Result<Vec<u8>> {
    judge(well_formed(proof), verify)
}

/// Runs the verification of a proof that can be decoded, and encodes its answer as one byte.
///
/// The library reports malformed proofs and statements as errors: they are wrong proofs all the same. A damaged
/// verifying key gives the same kind of error as a malformed proof, so the caller decodes the proof first; what remains
/// of that kind is the fault of the verifying key.
pub fn judge(decodable: bool, verify: impl FnOnce() -> anyhow::Result<bool>) -> Result<Vec<u8>> {
    if !decodable {
        return Ok(answer(false));
    }
    match verify().map_err(Failure::from) {
        Ok(holds) => Ok(answer(holds)),
        Err(failure) if failure.status == Status::Library => Ok(answer(false)),
        Err(failure) if failure.status == Status::Io => {
            Err(Failure::new(Status::Parameters, format!("the verifying key cannot be read: {}", failure.text)))
        }
        Err(failure) => Err(failure),
    }
}

fn well_formed(proof: &[u8]) -> bool {
    !proof.is_empty()
        && proof.len().is_multiple_of(GROTH16)
        && proof.chunks(GROTH16).all(|part| Proof::<Bls12>::read(part).is_ok())
}

fn answer(holds: bool) -> Vec<u8> {
    Writer::default().flag(holds).finish()
}
