//! Makes the proofs of `src/test/resources/vectors/made` and `made-8MiB`: half an hour of CPU each, once. See `../../../README.md`.
//!
//! It calls `filecoin-proofs-api` directly, so that what the C boundary verifies was not made by the same code. Every proof
//! is verified before it is kept, and kept as soon as it is made: a maker that was stopped goes on where it was.

mod sector;
mod size;
mod vectors;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{ensure, Context, Result};
use filecoin_proofs_api::seal::{self, SealCommitPhase2Output};
use filecoin_proofs_api::{
    post, update, PrivateReplicaInfo, PublicReplicaInfo, RegisteredAggregationProof, RegisteredPoStProof,
    RegisteredSealProof, SectorId, SnarkProof,
};
use serde_json::{json, Value};

use sector::{Sealed, Sector};
use size::{Size, KIB_2};
use vectors::{bytes, hex, Vectors, MINER, NO_SEED, PROVER};

const NON_INTERACTIVE: RegisteredSealProof = RegisteredSealProof::StackedDrg2KiBV1_2_Feat_NonInteractivePoRep;
const AGGREGATION: RegisteredAggregationProof = RegisteredAggregationProof::SnarkPackV2;

const NON_INTERACTIVE_SECTOR: u64 = 7;
/// Of WinningPoSt and WindowPoSt.
const RANDOMNESS: [u8; 32] = [0x21; 32];

const USAGE: &str =
    "usage: golden_proofs FILE WORK 2KiB|8MiB; FIL_PROOFS_PARAMETER_CACHE names the folder of the dev network's \
                     parameters, with those of seal, WindowPoSt, WinningPoSt, replica update and aggregates";

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, file, work, size] = arguments.as_slice() else { anyhow::bail!(USAGE) };
    let size = Size::named(size).context(USAGE)?;
    let mut vectors = Vectors::open(Path::new(file), size.bytes)?;
    let work = PathBuf::from(work);
    let sectors: Vec<Sealed> =
        (0..size.sectors.len()).map(|index| sealed(size, index, &work)).collect::<Result<_>>()?;
    for (sector, (name, _, _)) in sectors.iter().zip(size.sectors) {
        keep(&mut vectors, name, || seal_vector(size, sector))?;
    }
    keep(&mut vectors, "winning-1", || winning_vector(size, &sectors[0]))?;
    keep(&mut vectors, "window-1", || window_vector(size, &sectors[0]))?;
    if size.bytes == KIB_2.bytes {
        keep_aggregates(&mut vectors, &sectors, &work)?;
    }
    keep(&mut vectors, "update-1", || update_vector(size, &sectors[0], &work.join("update")))
}

/// Of 2 KiB only: an aggregate's circuit is the seal's, and thirteen proofs of a larger one take too long.
fn keep_aggregates(vectors: &mut Vectors, sectors: &[Sealed], work: &Path) -> Result<()> {
    let names = KIB_2.names();
    let proofs: Vec<_> = names.iter().map(|name| vectors.field(name, "proof_hex")).collect();
    keep(vectors, "aggregate-1", || aggregate_vector(sectors, &proofs))?;
    keep(vectors, "non-interactive-1", || non_interactive_vector(work))
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

fn sealed(size: &Size, index: usize, work: &Path) -> Result<Sealed> {
    let (name, number, fill) = size.sectors[index];
    let sector = Sector { proof: size.seal, number, variant: index as u8 };
    sector.seal(&sector::data(size.bytes, fill), &work.join(name))
}

fn seal_vector(size: &Size, sealed: &Sealed) -> Result<Value> {
    let Sector { proof, number, .. } = sealed.sector;
    let (ticket, seed) = (sealed.sector.ticket(), sealed.sector.seed());
    let snark = seal::seal_commit_phase2(sealed.commit1(seed)?, PROVER, number.into())?.proof;
    let holds = seal::verify_seal(proof, sealed.comm_r, sealed.comm_d, PROVER, number.into(), ticket, seed, &snark)?;
    ensure!(holds, "the seal proof does not hold");
    Ok(json!({
        "type": "seal", "registered_seal_proof": size.seal_number(), "miner": MINER, "sector": number,
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
    let aggregate = seal::aggregate_seal_commit_proofs(KIB_2.seal, AGGREGATION, &comm_rs, &seeds, &outputs)?;
    let mut inputs = Vec::new();
    for (sealed, seed) in sectors.iter().zip(&seeds) {
        inputs.extend(sealed.inputs(*seed)?);
    }
    let holds = seal::verify_aggregate_seal_commit_proofs(
        KIB_2.seal,
        AGGREGATION,
        aggregate.clone(),
        &comm_rs,
        &seeds,
        inputs,
    )?;
    ensure!(holds, "the aggregate does not hold");
    Ok(json!({
        "type": "aggregate", "registered_seal_proof": KIB_2.seal_number(), "aggregation": 1, "miner": MINER,
        "members": KIB_2.names(), "proof_hex": hex(&aggregate),
    }))
}

fn winning_vector(size: &Size, sealed: &Sealed) -> Result<Value> {
    let proof = only(post::generate_winning_post(&RANDOMNESS, &private(size.winning, sealed), PROVER)?)?;
    let holds = post::verify_winning_post(&RANDOMNESS, &proof, &public(size.winning, sealed), PROVER)?;
    ensure!(holds, "the WinningPoSt does not hold");
    Ok(json!({
        "type": "winning_post", "registered_post_proof": size.row(), "miner": MINER, "sectors": [size.names()[0]],
        "randomness_hex": hex(&RANDOMNESS), "proof_hex": hex(&proof),
    }))
}

fn window_vector(size: &Size, sealed: &Sealed) -> Result<Value> {
    let proof = only(post::generate_window_post(&RANDOMNESS, &private(size.window, sealed), PROVER)?)?;
    let proofs = [(size.window, proof.as_slice())];
    let holds = post::verify_window_post(&RANDOMNESS, &proofs, &public(size.window, sealed), PROVER)?;
    ensure!(holds, "the WindowPoSt does not hold");
    Ok(json!({
        "type": "window_post", "registered_post_proof": size.window_number(), "miner": MINER, "sectors": [size.names()[0]],
        "randomness_hex": hex(&RANDOMNESS), "proof_hex": hex(&proof),
    }))
}

fn private(proof: RegisteredPoStProof, sealed: &Sealed) -> BTreeMap<SectorId, PrivateReplicaInfo> {
    let replica = PrivateReplicaInfo::new(proof, sealed.comm_r, sealed.cache.clone(), sealed.replica.clone());
    BTreeMap::from([(sealed.sector.number.into(), replica)])
}

fn public(proof: RegisteredPoStProof, sealed: &Sealed) -> BTreeMap<SectorId, PublicReplicaInfo> {
    BTreeMap::from([(sealed.sector.number.into(), PublicReplicaInfo::new(proof, sealed.comm_r))])
}

fn only(proofs: Vec<(RegisteredPoStProof, SnarkProof)>) -> Result<SnarkProof> {
    let [(_, proof)] = proofs.as_slice() else { anyhow::bail!("{} proofs were made instead of one", proofs.len()) };
    Ok(proof.clone())
}

fn update_vector(size: &Size, old: &Sealed, work: &Path) -> Result<Value> {
    fs::create_dir_all(work)?;
    let (replica, cache) = (work.join("replica"), work.join("cache"));
    fs::create_dir_all(&cache)?;
    fs::write(&replica, vec![0u8; size.bytes])?;
    let (staged, pieces) = sector::stage(size.seal, &sector::data(size.bytes, (13, 1)), work)?;
    let new = update::empty_sector_update_encode_into(
        size.update,
        &replica,
        &cache,
        &old.replica,
        &old.cache,
        staged,
        &pieces,
    )?;
    let (comm_r, comm_d) = (new.comm_r_new, new.comm_d_new);
    let proof = update::generate_empty_sector_update_proof(
        size.update,
        old.comm_r,
        comm_r,
        comm_d,
        &old.replica,
        &old.cache,
        &replica,
        &cache,
    )?
    .0;
    let holds = update::verify_empty_sector_update_proof(size.update, &proof, old.comm_r, comm_r, comm_d)?;
    ensure!(holds, "the replica update does not hold");
    Ok(json!({
        "type": "replica_update", "registered_update_proof": size.row(), "comm_r_old_hex": hex(&old.comm_r),
        "comm_r_new_hex": hex(&comm_r), "comm_d_new_hex": hex(&comm_d), "proof_hex": hex(&proof),
    }))
}

/// The library aggregates the thirteen proofs of the sector itself and verifies the aggregate before it returns.
fn non_interactive_vector(work: &Path) -> Result<Value> {
    let sector = Sector { proof: NON_INTERACTIVE, number: NON_INTERACTIVE_SECTOR, variant: 9 };
    let sealed = sector.seal(&sector::data(KIB_2.bytes, (0, 0)), &work.join("non-interactive"))?;
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
