//! WindowPoSt: challenges, one vanilla proof per sector, the proof, verification.

use std::collections::BTreeMap;

use filecoin_proofs::parameters::window_post_public_params;
use filecoin_proofs::{as_safe_commitment, with_shape, FallbackPoStSectorProof};
use filecoin_proofs_api::post;
use filecoin_proofs_api::{
    Hasher, MerkleTreeTrait, PrivateReplicaInfo, PublicReplicaInfo, RegisteredPoStProof, SectorId,
};
use storage_proofs_core::proof::ProofScheme;
use storage_proofs_post::fallback::{FallbackPoSt, PublicInputs, PublicSector};

use crate::failure::{Failure, Result, Status};
use crate::types::window_post_proof;
use crate::verdict::verdict;
use crate::wire::{Reader, Writer};

/// First word of the response to a WindowPoSt request.
const PROVEN: u32 = 0;
const FAULTY: u32 = 1;

/// Type, prover id and randomness of a request.
struct Scope {
    proof: RegisteredPoStProof,
    prover: [u8; 32],
    randomness: [u8; 32],
}

impl Scope {
    fn read(request: &mut Reader<'_>) -> Result<Self> {
        let proof = window_post_proof(request.u32()?)?;
        Ok(Scope { proof, prover: request.bytes32()?, randomness: request.bytes32()? })
    }
}

fn ascending(numbers: &[u64]) -> Result<()> {
    if numbers.is_empty() {
        return Err(Failure::invalid("there are no sectors"));
    }
    if numbers.windows(2).any(|pair| pair[0] >= pair[1]) {
        return Err(Failure::invalid("sectors must be strictly ascending by number"));
    }
    Ok(())
}

/// Request: scope, sector numbers. Response: per sector its number and challenges.
pub fn challenges(mut request: Reader<'_>) -> Result<Vec<u8>> {
    let scope = Scope::read(&mut request)?;
    let numbers = request.list(Reader::u64)?;
    request.end()?;
    ascending(&numbers)?;
    let sectors: Vec<SectorId> = numbers.iter().copied().map(SectorId::from).collect();
    let by_sector = post::generate_fallback_sector_challenges(scope.proof, &scope.randomness, &sectors, scope.prover)?;
    let mut out = Writer::default().u32(by_sector.len() as u32);
    for (sector, leaves) in by_sector {
        out = out.u64(u64::from(sector)).u32(leaves.len() as u32);
        out = leaves.into_iter().fold(out, Writer::u64);
    }
    Ok(out.finish())
}

/// Request: type, number, CommR, cache, sealed file, challenges. Response: the vanilla proof (bincode).
pub fn vanilla_proof(mut request: Reader<'_>) -> Result<Vec<u8>> {
    let proof = window_post_proof(request.u32()?)?;
    let number = SectorId::from(request.u64()?);
    let comm_r = request.bytes32()?;
    let cache = request.path()?;
    let sealed = request.path()?;
    let challenges = request.list(Reader::u64)?;
    request.end()?;
    let replica = PrivateReplicaInfo::new(proof, comm_r, cache, sealed);
    Ok(post::generate_single_vanilla_proof(proof, number, &replica, &challenges)?)
}

/// One sector of a WindowPoSt request.
struct Vanilla<'a> {
    number: u64,
    comm_r: [u8; 32],
    bytes: &'a [u8],
}

fn read_vanilla<'a>(request: &mut Reader<'a>) -> Result<Vec<Vanilla<'a>>> {
    let count = request.u32()?;
    let mut sectors = Vec::new();
    for _ in 0..count {
        sectors.push(Vanilla { number: request.u64()?, comm_r: request.bytes32()?, bytes: request.bytes()? });
    }
    Ok(sectors)
}

/// Request: scope, per sector number, CommR and vanilla proof.
/// Response: `PROVEN` and the proof, or `FAULTY` and per faulty sector its number and the reason.
pub fn window_post(mut request: Reader<'_>) -> Result<Vec<u8>> {
    let scope = Scope::read(&mut request)?;
    let sectors = read_vanilla(&mut request)?;
    request.end()?;
    ascending(&sectors.iter().map(|sector| sector.number).collect::<Vec<_>>())?;
    let faulty: Vec<(u64, String)> = sectors
        .iter()
        .filter_map(|sector| check(&scope, sector).err().map(|reason| (sector.number, reason.text)))
        .collect();
    if !faulty.is_empty() {
        let mut out = Writer::default().u32(FAULTY).u32(faulty.len() as u32);
        for (number, reason) in faulty {
            out = out.u64(number).bytes(reason.as_bytes())?;
        }
        return Ok(out.finish());
    }
    let vanilla: Vec<Vec<u8>> = sectors.iter().map(|sector| sector.bytes.to_vec()).collect();
    let proofs = post::generate_window_post_with_vanilla(scope.proof, &scope.randomness, scope.prover, &vanilla)?;
    match proofs.as_slice() {
        [(_, proof)] => Ok(Writer::default().u32(PROVEN).bytes(proof)?.finish()),
        _ => Err(Failure::new(Status::Library, "the library returned more than one proof version")),
    }
}

fn check(scope: &Scope, sector: &Vanilla<'_>) -> Result<()> {
    with_shape!(u64::from(scope.proof.sector_size()), check_shaped, scope, sector)
}

/// Checks one vanilla proof alone. That is possible because with `V1_2` the challenges of a sector do not depend on its
/// place in the partition (storage-proofs-post `get_challenge_index`), so a partition of one sector states the same.
fn check_shaped<Tree: 'static + MerkleTreeTrait>(scope: &Scope, sector: &Vanilla<'_>) -> Result<()> {
    let vanilla: FallbackPoStSectorProof<Tree> = bincode::deserialize(sector.bytes)
        .map_err(|error| Failure::invalid(format!("the vanilla proof cannot be read: {error}")))?;
    if u64::from(vanilla.sector_id) != sector.number {
        return Err(Failure::invalid(format!("the vanilla proof is that of sector {}", vanilla.sector_id)));
    }
    let comm_r: <Tree::Hasher as Hasher>::Domain = as_safe_commitment(&sector.comm_r, "CommR")?;
    if vanilla.comm_r != comm_r {
        return Err(Failure::new(Status::InconsistentFiles, "the vanilla proof has another CommR"));
    }
    let mut params = window_post_public_params::<Tree>(&scope.proof.as_v1_config())?;
    params.sector_count = 1;
    if vanilla.vanilla_proof.sectors.len() != 1 || vanilla.vanilla_proof.sectors[0].inclusion_proofs.is_empty() {
        return Err(Failure::invalid("the vanilla proof is not that of one sector"));
    }
    let inputs = PublicInputs {
        randomness: as_safe_commitment(&scope.randomness, "randomness")?,
        prover_id: as_safe_commitment(&scope.prover, "prover id")?,
        sectors: vec![PublicSector { id: SectorId::from(sector.number), comm_r }],
        k: Some(0),
    };
    if FallbackPoSt::<Tree>::verify(&params, &inputs, &vanilla.vanilla_proof)? {
        return Ok(());
    }
    Err(Failure::new(Status::InconsistentFiles, "the sealed file or its tree does not open to CommR at the challenges"))
}

/// Request: scope, per sector number and CommR, proof. Response: one byte, 1 where the proof holds.
pub fn verify_window_post(mut request: Reader<'_>) -> Result<Vec<u8>> {
    let scope = Scope::read(&mut request)?;
    let sectors = request.list(|item| Ok((item.u64()?, item.bytes32()?)))?;
    let proof = request.bytes()?;
    request.end()?;
    ascending(&sectors.iter().map(|sector| sector.0).collect::<Vec<_>>())?;
    let replicas: BTreeMap<SectorId, PublicReplicaInfo> = sectors
        .into_iter()
        .map(|(number, comm_r)| (SectorId::from(number), PublicReplicaInfo::new(scope.proof, comm_r)))
        .collect();
    verdict(proof, || post::verify_window_post(&scope.randomness, &[(scope.proof, proof)], &replicas, scope.prover))
}
