//! Aggregates of seal proofs (SnarkPack V2): making them, and verifying those of interactive and of non-interactive PoRep.

use bellperson::groth16::aggregate::AggregateProof;
use blstrs::{Bls12, Scalar};
use filecoin_proofs_api::seal::{self, SealCommitPhase2Output};
use filecoin_proofs_api::{Commitment, RegisteredAggregationProof, RegisteredSealProof, SectorId, Ticket};

use crate::failure::{Failure, Result};
use crate::seal::{Sector, Statement};
use crate::srs;
use crate::types::non_interactive_proof;
use crate::verdict::judge;
use crate::wire::Reader;

/// The only aggregation the chain accepts (chain number 1).
const AGGREGATION: RegisteredAggregationProof = RegisteredAggregationProof::SnarkPackV2;

/// Stands in for the seed of a non-interactive proof, as on chain (builtin-actors miner `prove_commit_sectors_ni`). The
/// library derives no challenge from it and leaves it out of the transcript.
const NO_SEED: Ticket = [1; 32];

/// Request: list of statement and proof. Response: the aggregate, not verified.
pub fn aggregate(mut request: Reader<'_>) -> Result<Vec<u8>> {
    let members = request.list(|item| {
        let statement = Statement::read(item)?;
        Ok((statement, SealCommitPhase2Output { proof: item.bytes()?.to_vec() }))
    })?;
    request.end()?;
    let (statements, proofs): (Vec<_>, Vec<_>) = members.into_iter().unzip();
    let proof = one_type(&statements)?;
    srs::require(padded(proof, statements.len())?)?;
    let members = Members::of(&statements);
    Ok(seal::aggregate_seal_commit_proofs(proof, AGGREGATION, &members.comm_rs, &members.seeds, &proofs)?)
}

/// Request: list of statements, aggregate. Response: one byte, 1 where the aggregate holds.
pub fn verify(mut request: Reader<'_>) -> Result<Vec<u8>> {
    let statements = request.list(Statement::read)?;
    let aggregate = request.bytes()?;
    request.end()?;
    verify_members(one_type(&statements)?, &statements, aggregate)
}

/// Request: type, prover id, list of sector number, ticket, CommR and CommD, aggregate. Response: one byte, 1 where the
/// aggregate holds.
pub fn verify_non_interactive(mut request: Reader<'_>) -> Result<Vec<u8>> {
    let proof = non_interactive_proof(request.u32()?)?;
    let prover = request.bytes32()?;
    let statements = request.list(|item| {
        let number = SectorId::from(item.u64()?);
        let sector = Sector { proof, prover, number, ticket: item.bytes32()? };
        Ok(Statement { sector, seed: NO_SEED, comm_r: item.bytes32()?, comm_d: item.bytes32()? })
    })?;
    let aggregate = request.bytes()?;
    request.end()?;
    verify_members(proof, &statements, aggregate)
}

fn verify_members(proof: RegisteredSealProof, statements: &[Statement], aggregate: &[u8]) -> Result<Vec<u8>> {
    let proofs = padded(proof, statements.len())?;
    srs::require(proofs)?;
    let members = Members::of(statements);
    judge(is_aggregate_of(proofs, aggregate), || {
        let bytes = aggregate.to_vec();
        let inputs = inputs(statements)?;
        seal::verify_aggregate_seal_commit_proofs(proof, AGGREGATION, bytes, &members.comm_rs, &members.seeds, inputs)
    })
}

/// What goes into the transcript, in the members' order.
struct Members {
    comm_rs: Vec<Commitment>,
    seeds: Vec<Ticket>,
}

impl Members {
    fn of(statements: &[Statement]) -> Self {
        Members {
            comm_rs: statements.iter().map(|member| member.comm_r).collect(),
            seeds: statements.iter().map(|member| member.seed).collect(),
        }
    }
}

/// The public inputs of all Groth16 proofs, member by member.
fn inputs(statements: &[Statement]) -> anyhow::Result<Vec<Vec<Scalar>>> {
    let mut all = Vec::new();
    for Statement { sector, seed, comm_r, comm_d } in statements {
        let prover = sector.prover;
        let of_member =
            seal::get_seal_inputs(sector.proof, *comm_r, *comm_d, prover, sector.number, sector.ticket, *seed)?;
        all.extend(of_member);
    }
    Ok(all)
}

fn one_type(statements: &[Statement]) -> Result<RegisteredSealProof> {
    let Some(first) = statements.first() else {
        return Err(Failure::invalid("there are no seal proofs to aggregate"));
    };
    if statements.iter().any(|member| member.sector.proof != first.sector.proof) {
        return Err(Failure::invalid("the members of an aggregate must have one seal proof type"));
    }
    Ok(first.sector.proof)
}

/// Groth16 proofs of an aggregate: those of all members, filled up to a power of two, at least two (filecoin-proofs
/// `get_aggregate_target_len`).
fn padded(proof: RegisteredSealProof, members: usize) -> Result<usize> {
    let proofs = (members * usize::from(proof.partitions())).next_power_of_two().max(2);
    if members == 0 || proofs > srs::MAX_PROOFS {
        let most = srs::MAX_PROOFS / usize::from(proof.partitions());
        return Err(Failure::invalid(format!("an aggregate has 1 to {most} sectors of this type, not {members}")));
    }
    Ok(proofs)
}

/// Whether the bytes are the encoding of an aggregate of so many proofs and nothing else. The library takes the number from
/// the bytes and ignores what follows them.
fn is_aggregate_of(proofs: usize, aggregate: &[u8]) -> bool {
    let mut rest = aggregate;
    match AggregateProof::<Bls12>::read(&mut rest) {
        Ok(decoded) => rest.is_empty() && decoded.tmipp.gipa.nproofs as usize == proofs,
        Err(_) => false,
    }
}
