//! Sealing: PC1, PC2, C1, C2, verification, cache clearing.

use std::fs::{create_dir_all, OpenOptions};
use std::path::PathBuf;

use filecoin_proofs_api::seal::{self, SealCommitPhase1Output, SealPreCommitPhase1Output, SealPreCommitPhase2Output};
use filecoin_proofs_api::{PieceInfo, RegisteredSealProof, SectorId, UnpaddedBytesAmount};

use crate::failure::{Failure, Result, Status};
use crate::types::seal_proof;
use crate::verdict::verdict;
use crate::wire::{Reader, Writer};

/// The sector of a request: seal type, prover id, number, ticket.
pub struct Sector {
    pub proof: RegisteredSealProof,
    pub prover: [u8; 32],
    pub number: SectorId,
    pub ticket: [u8; 32],
}

impl Sector {
    fn read(request: &mut Reader<'_>) -> Result<Self> {
        Ok(Sector {
            proof: seal_proof(request.u32()?)?,
            prover: request.bytes32()?,
            number: SectorId::from(request.u64()?),
            ticket: request.bytes32()?,
        })
    }
}

/// What a seal proof states: sector, seed, CommR, CommD.
pub struct Statement {
    pub sector: Sector,
    pub seed: [u8; 32],
    pub comm_r: [u8; 32],
    pub comm_d: [u8; 32],
}

impl Statement {
    pub fn read(request: &mut Reader<'_>) -> Result<Self> {
        Ok(Statement {
            sector: Sector::read(request)?,
            seed: request.bytes32()?,
            comm_r: request.bytes32()?,
            comm_d: request.bytes32()?,
        })
    }
}

/// The files of a request: staged, sealed, cache.
struct Files {
    staged: PathBuf,
    sealed: PathBuf,
    cache: PathBuf,
}

impl Files {
    fn read(request: &mut Reader<'_>) -> Result<Self> {
        Ok(Files { staged: request.path()?, sealed: request.path()?, cache: request.path()? })
    }
}

fn pieces(request: &mut Reader<'_>) -> Result<Vec<PieceInfo>> {
    request.list(|item| {
        let commitment = item.bytes32()?;
        Ok(PieceInfo::new(commitment, UnpaddedBytesAmount(item.u64()?))?)
    })
}

fn from_json<T: serde::de::DeserializeOwned>(json: &[u8], what: &str) -> Result<T> {
    serde_json::from_slice(json).map_err(|error| Failure::invalid(format!("{what} cannot be read: {error}")))
}

fn to_json<T: serde::Serialize>(value: &T) -> Result<Vec<u8>> {
    serde_json::to_vec(value).map_err(|error| Failure::new(Status::Library, error.to_string()))
}

/// The library wants the sealed file and the cache to be there before it writes them.
fn create_missing(files: &Files) -> Result<()> {
    create_dir_all(&files.cache)?;
    OpenOptions::new().create(true).append(true).open(&files.sealed)?;
    Ok(())
}

/// Request: sector, files, pieces. Response: `SealPreCommitPhase1Output` as JSON.
pub fn pre_commit1(mut request: Reader<'_>) -> Result<Vec<u8>> {
    let sector = Sector::read(&mut request)?;
    let files = Files::read(&mut request)?;
    let pieces = pieces(&mut request)?;
    request.end()?;
    create_missing(&files)?;
    let output = seal::seal_pre_commit_phase1(
        sector.proof,
        &files.cache,
        &files.staged,
        &files.sealed,
        sector.prover,
        sector.number,
        sector.ticket,
        &pieces,
    )?;
    to_json(&output)
}

/// Request: output of PC1, files. Response: CommR, CommD.
pub fn pre_commit2(mut request: Reader<'_>) -> Result<Vec<u8>> {
    let phase1: SealPreCommitPhase1Output = from_json(request.bytes()?, "the output of PC1")?;
    let files = Files::read(&mut request)?;
    request.end()?;
    let output = seal::seal_pre_commit_phase2(phase1, &files.cache, &files.sealed)?;
    Ok(Writer::default().raw(&output.comm_r).raw(&output.comm_d).finish())
}

/// Request: sector, files, seed, CommR, CommD, pieces. Response: `SealCommitPhase1Output` as JSON.
pub fn commit1(mut request: Reader<'_>) -> Result<Vec<u8>> {
    let sector = Sector::read(&mut request)?;
    let files = Files::read(&mut request)?;
    let seed = request.bytes32()?;
    let comm_r = request.bytes32()?;
    let comm_d = request.bytes32()?;
    let pieces = pieces(&mut request)?;
    request.end()?;
    let pre_commit = SealPreCommitPhase2Output { registered_proof: sector.proof, comm_r, comm_d };
    let output = seal::seal_commit_phase1(
        &files.cache,
        &files.sealed,
        sector.prover,
        sector.number,
        sector.ticket,
        seed,
        pre_commit,
        &pieces,
    )?;
    to_json(&output)
}

/// Request: sector, output of C1. Response: the proof. The library verifies it before it returns.
pub fn commit2(mut request: Reader<'_>) -> Result<Vec<u8>> {
    let sector = Sector::read(&mut request)?;
    let phase1: SealCommitPhase1Output = from_json(request.bytes()?, "the output of C1")?;
    request.end()?;
    if phase1.registered_proof != sector.proof || phase1.ticket != sector.ticket {
        return Err(Failure::invalid("the output of C1 belongs to another proof type or ticket"));
    }
    Ok(seal::seal_commit_phase2(phase1, sector.prover, sector.number)?.proof)
}

/// Request: statement, proof. Response: one byte, 1 where the proof holds.
pub fn verify(mut request: Reader<'_>) -> Result<Vec<u8>> {
    let Statement { sector, seed, comm_r, comm_d } = Statement::read(&mut request)?;
    let proof = request.bytes()?;
    request.end()?;
    verdict(proof, || {
        seal::verify_seal(sector.proof, comm_r, comm_d, sector.prover, sector.number, sector.ticket, seed, proof)
    })
}

/// Request: cache path. Response: empty.
pub fn clear_cache(mut request: Reader<'_>) -> Result<Vec<u8>> {
    let cache = request.path()?;
    request.end()?;
    seal::clear_cache(&cache)?;
    Ok(Vec::new())
}
