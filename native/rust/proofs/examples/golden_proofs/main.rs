//! Makes the proofs of `src/test/resources/vectors/made/proofs.json`: hours of CPU, once. See `../../../README.md`.
//!
//! It calls `filecoin-proofs-api` directly, so that what the C boundary verifies was not made by the same code. Every proof
//! is verified before it is kept, and kept as soon as it is made: a maker that was stopped goes on where it was.

mod sector;
mod vectors;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{ensure, Context, Result};
use filecoin_proofs_api::seal::{self, SealCommitPhase2Output};
use filecoin_proofs_api::{
    post, update, PrivateReplicaInfo, PublicReplicaInfo, RegisteredAggregationProof, RegisteredPoStProof,
    RegisteredSealProof, RegisteredUpdateProof,
};
use serde_json::{json, Value};

use sector::{Sealed, Sector};
use vectors::{bytes, hex, Vectors, MINER, NO_SEED, PROVER, SECTOR_SIZE};

const SEAL: RegisteredSealProof = RegisteredSealProof::StackedDrg2KiBV1_1;
const NON_INTERACTIVE: RegisteredSealProof = RegisteredSealProof::StackedDrg2KiBV1_2_Feat_NonInteractivePoRep;
const WINNING: RegisteredPoStProof = RegisteredPoStProof::StackedDrgWinning2KiBV1;
const UPDATE: RegisteredUpdateProof = RegisteredUpdateProof::StackedDrg2KiBV1;
const AGGREGATION: RegisteredAggregationProof = RegisteredAggregationProof::SnarkPackV2;

/// Names and numbers of the sealed sectors. The third holds data, the others zeros.
const SECTORS: [(&str, u64); 4] = [("seal-1", 1), ("seal-2", 2), ("seal-3", 40), ("seal-4", 1_000_001)];
const NON_INTERACTIVE_SECTOR: u64 = 7;
const WINNING_RANDOMNESS: [u8; 32] = [0x21; 32];

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, file, work] = arguments.as_slice() else {
        anyhow::bail!(
            "usage: golden_proofs FILE WORK; FIL_PROOFS_PARAMETER_CACHE names the folder of the dev network's parameters, \
             with those for 2 KiB of seal, WinningPoSt, replica update and aggregates"
        );
    };
    let mut vectors = Vectors::open(Path::new(file))?;
    let work = PathBuf::from(work);
    let sectors: Vec<Sealed> = (0..SECTORS.len()).map(|index| sealed(SEAL, index, &work)).collect::<Result<_>>()?;
    for (index, sector) in sectors.iter().enumerate() {
        keep(&mut vectors, SECTORS[index].0, || seal_vector(sector))?;
    }
    let proofs = SECTORS.map(|(name, _)| vectors.field(name, "proof_hex"));
    keep(&mut vectors, "aggregate-1", || aggregate_vector(&sectors, &proofs))?;
    keep(&mut vectors, "winning-1", || winning_vector(&sectors[0]))?;
    keep(&mut vectors, "update-1", || update_vector(&sectors[0], &work.join("update")))?;
    keep(&mut vectors, "non-interactive-1", || non_interactive_vector(&work))
}

/// Makes a vector unless it is there.
fn keep(vectors: &mut Vectors, name: &str, make: impl FnOnce() -> Result<Value>) -> Result<()> {
    if vectors.has(name) {
        return Ok(());
    }
    let begun = Instant::now();
    eprintln!("{name} ...");
    vectors.add(name, make().with_context(|| format!("{name} could not be made"))?)?;
    eprintln!("{name} made in {} s", begun.elapsed().as_secs());
    Ok(())
}

fn sealed(proof: RegisteredSealProof, index: usize, work: &Path) -> Result<Sealed> {
    let (name, number) = SECTORS[index];
    let data = if index == 2 { sector::data(7, 3) } else { sector::data(0, 0) };
    Sector { proof, number, variant: index as u8 }.seal(&data, &work.join(name))
}

fn seal_vector(sealed: &Sealed) -> Result<Value> {
    let Sector { proof, number, .. } = sealed.sector;
    let (ticket, seed) = (sealed.sector.ticket(), sealed.sector.seed());
    let snark = seal::seal_commit_phase2(sealed.commit1(seed)?, PROVER, number.into())?.proof;
    let holds = seal::verify_seal(proof, sealed.comm_r, sealed.comm_d, PROVER, number.into(), ticket, seed, &snark)?;
    ensure!(holds, "the seal proof does not hold");
    Ok(json!({
        "type": "seal", "registered_seal_proof": 5, "miner": MINER, "sector": number,
        "comm_d_hex": hex(&sealed.comm_d), "comm_r_hex": hex(&sealed.comm_r),
        "ticket_hex": hex(&ticket), "seed_hex": hex(&seed),
        "piece_commitment_hex": hex(&sealed.pieces[0].commitment), "piece_unpadded_size": sealed.pieces[0].size.0,
        "proof_hex": hex(&snark),
    }))
}

fn aggregate_vector(sectors: &[Sealed], proofs: &[String]) -> Result<Value> {
    let comm_rs: Vec<_> = sectors.iter().map(|sealed| sealed.comm_r).collect();
    let seeds: Vec<_> = sectors.iter().map(|sealed| sealed.sector.seed()).collect();
    let outputs: Vec<_> =
        proofs.iter().map(|proof| Ok(SealCommitPhase2Output { proof: bytes(proof)? })).collect::<Result<_>>()?;
    let aggregate = seal::aggregate_seal_commit_proofs(SEAL, AGGREGATION, &comm_rs, &seeds, &outputs)?;
    let mut inputs = Vec::new();
    for (sealed, seed) in sectors.iter().zip(&seeds) {
        inputs.extend(sealed.inputs(*seed)?);
    }
    let holds =
        seal::verify_aggregate_seal_commit_proofs(SEAL, AGGREGATION, aggregate.clone(), &comm_rs, &seeds, inputs)?;
    ensure!(holds, "the aggregate does not hold");
    Ok(json!({
        "type": "aggregate", "registered_seal_proof": 5, "aggregation": 1, "miner": MINER,
        "members": SECTORS.map(|(name, _)| name), "proof_hex": hex(&aggregate),
    }))
}

fn winning_vector(sealed: &Sealed) -> Result<Value> {
    let number = sealed.sector.number.into();
    let private = PrivateReplicaInfo::new(WINNING, sealed.comm_r, sealed.cache.clone(), sealed.replica.clone());
    let proofs = post::generate_winning_post(&WINNING_RANDOMNESS, &BTreeMap::from([(number, private)]), PROVER)?;
    let [(_, proof)] = proofs.as_slice() else { anyhow::bail!("{} proofs were made instead of one", proofs.len()) };
    let public = BTreeMap::from([(number, PublicReplicaInfo::new(WINNING, sealed.comm_r))]);
    ensure!(post::verify_winning_post(&WINNING_RANDOMNESS, proof, &public, PROVER)?, "the WinningPoSt does not hold");
    Ok(json!({
        "type": "winning_post", "registered_post_proof": 0, "miner": MINER, "sectors": [SECTORS[0].0],
        "randomness_hex": hex(&WINNING_RANDOMNESS), "proof_hex": hex(proof),
    }))
}

fn update_vector(old: &Sealed, work: &Path) -> Result<Value> {
    fs::create_dir_all(work)?;
    let (replica, cache) = (work.join("replica"), work.join("cache"));
    fs::create_dir_all(&cache)?;
    fs::write(&replica, vec![0u8; SECTOR_SIZE])?;
    let (staged, pieces) = sector::stage(SEAL, &sector::data(13, 1), work)?;
    let new =
        update::empty_sector_update_encode_into(UPDATE, &replica, &cache, &old.replica, &old.cache, staged, &pieces)?;
    let (comm_r, comm_d) = (new.comm_r_new, new.comm_d_new);
    let proof = update::generate_empty_sector_update_proof(
        UPDATE,
        old.comm_r,
        comm_r,
        comm_d,
        &old.replica,
        &old.cache,
        &replica,
        &cache,
    )?
    .0;
    let holds = update::verify_empty_sector_update_proof(UPDATE, &proof, old.comm_r, comm_r, comm_d)?;
    ensure!(holds, "the replica update does not hold");
    Ok(json!({
        "type": "replica_update", "registered_update_proof": 0, "comm_r_old_hex": hex(&old.comm_r),
        "comm_r_new_hex": hex(&comm_r), "comm_d_new_hex": hex(&comm_d), "proof_hex": hex(&proof),
    }))
}

/// The library aggregates the thirteen proofs of the sector itself and verifies the aggregate before it returns.
fn non_interactive_vector(work: &Path) -> Result<Value> {
    let sector = Sector { proof: NON_INTERACTIVE, number: NON_INTERACTIVE_SECTOR, variant: 9 };
    let sealed = sector.seal(&sector::data(0, 0), &work.join("non-interactive"))?;
    let commit1 = sealed.commit1(NO_SEED)?;
    let aggregate = seal::seal_commit_phase2(commit1, PROVER, sector.number.into())?.proof;
    Ok(json!({
        "type": "non_interactive", "registered_seal_proof": 15, "aggregation": 1, "miner": MINER,
        "sectors": [{
            "sector": sector.number, "ticket_hex": hex(&sector.ticket()),
            "comm_r_hex": hex(&sealed.comm_r), "comm_d_hex": hex(&sealed.comm_d),
        }],
        "proof_hex": hex(&aggregate),
    }))
}
