//! The circuits that have parameters of their own: their names, and how the dev network's parameters are generated.

use bellperson::groth16::{generate_random_parameters, Parameters};
use bellperson::Circuit as BellpersonCircuit;
use blstrs::{Bls12, Scalar};
use filecoin_proofs::constants::DefaultPieceHasher;
use filecoin_proofs::parameters::{public_params, window_post_public_params, winning_post_public_params};
use filecoin_proofs::with_shape;
use filecoin_proofs_api::{MerkleTreeTrait, RegisteredPoStProof, RegisteredSealProof, RegisteredUpdateProof};
use rand_chacha::ChaCha20Rng;
use storage_proofs_core::compound_proof::CompoundProof;
use storage_proofs_core::parameter_cache::CacheableParameters;
use storage_proofs_porep::stacked::{StackedCompound, StackedDrg};
use storage_proofs_post::fallback::{FallbackPoSt, FallbackPoStCircuit, FallbackPoStCompound};
use storage_proofs_update::constants::TreeRHasher;
use storage_proofs_update::{EmptySectorUpdate, EmptySectorUpdateCircuit, EmptySectorUpdateCompound, PublicParams};

use crate::failure::Result;
use crate::types::{seal_proof, update_proof, window_post_proof, winning_post_proof};

pub enum Circuit {
    Seal(RegisteredSealProof),
    WindowPost(RegisteredPoStProof),
    WinningPost(RegisteredPoStProof),
    Update(RegisteredUpdateProof),
}

impl Circuit {
    /// The circuit of a kind and a chain number; nothing for an unknown kind.
    pub fn of(kind: u32, number: u32) -> Option<Result<Self>> {
        Some(match kind {
            0 => seal_proof(number).map(Circuit::Seal),
            1 => window_post_proof(number).map(Circuit::WindowPost),
            2 => winning_post_proof(number).map(Circuit::WinningPost),
            3 => update_proof(number).map(Circuit::Update),
            _ => return None,
        })
    }

    /// The name of its parameter set. The library answers for an update with the name of the seal circuit
    /// (filecoin-proofs-api `RegisteredUpdateProof::circuit_identifier`), so the compound is asked itself.
    pub fn identifier(&self) -> Result<String> {
        Ok(match *self {
            Circuit::Seal(proof) => proof.circuit_identifier()?,
            Circuit::WindowPost(proof) | Circuit::WinningPost(proof) => proof.circuit_identifier()?,
            Circuit::Update(_) => with_shape!(self.sector_size(), update_identifier, self.sector_size()),
        })
    }

    pub fn sector_size(&self) -> u64 {
        u64::from(match *self {
            Circuit::Seal(proof) => proof.sector_size(),
            Circuit::WindowPost(proof) | Circuit::WinningPost(proof) => proof.sector_size(),
            Circuit::Update(proof) => proof.sector_size(),
        })
    }

    pub fn generate(&self, rng: ChaCha20Rng) -> Result<Parameters<Bls12>> {
        match *self {
            Circuit::Seal(proof) => with_shape!(self.sector_size(), generate_seal, proof, rng),
            Circuit::WindowPost(proof) => with_shape!(self.sector_size(), generate_window_post, proof, rng),
            Circuit::WinningPost(proof) => with_shape!(self.sector_size(), generate_winning_post, proof, rng),
            Circuit::Update(_) => with_shape!(self.sector_size(), generate_update, self.sector_size(), rng),
        }
    }
}

fn generate<C: BellpersonCircuit<Scalar> + Send>(circuit: C, mut rng: ChaCha20Rng) -> Result<Parameters<Bls12>> {
    Ok(generate_random_parameters::<Bls12, _, _>(circuit, &mut rng).map_err(anyhow::Error::from)?)
}

fn generate_seal<Tree: 'static + MerkleTreeTrait>(
    proof: RegisteredSealProof,
    rng: ChaCha20Rng,
) -> Result<Parameters<Bls12>> {
    type Compound<Tree> = StackedCompound<Tree, DefaultPieceHasher>;
    let public = public_params::<Tree>(&proof.as_v1_config())?;
    generate(
        <Compound<Tree> as CompoundProof<StackedDrg<'_, Tree, DefaultPieceHasher>, _>>::blank_circuit(&public),
        rng,
    )
}

fn generate_window_post<Tree: 'static + MerkleTreeTrait>(
    proof: RegisteredPoStProof,
    rng: ChaCha20Rng,
) -> Result<Parameters<Bls12>> {
    generate(post_circuit::<Tree>(&window_post_public_params::<Tree>(&proof.as_v1_config())?), rng)
}

fn generate_winning_post<Tree: 'static + MerkleTreeTrait>(
    proof: RegisteredPoStProof,
    rng: ChaCha20Rng,
) -> Result<Parameters<Bls12>> {
    generate(post_circuit::<Tree>(&winning_post_public_params::<Tree>(&proof.as_v1_config())?), rng)
}

fn post_circuit<Tree: 'static + MerkleTreeTrait>(
    public: &storage_proofs_post::fallback::PublicParams,
) -> FallbackPoStCircuit<Tree> {
    <FallbackPoStCompound<Tree> as CompoundProof<FallbackPoSt<'_, Tree>, _>>::blank_circuit(public)
}

fn generate_update<Tree: 'static + MerkleTreeTrait<Hasher = TreeRHasher>>(
    sector_size: u64,
    rng: ChaCha20Rng,
) -> Result<Parameters<Bls12>> {
    type Compound<Tree> = EmptySectorUpdateCompound<Tree>;
    let public = PublicParams::from_sector_size(sector_size);
    generate(<Compound<Tree> as CompoundProof<EmptySectorUpdate<Tree>, _>>::blank_circuit(&public), rng)
}

fn update_identifier<Tree: 'static + MerkleTreeTrait<Hasher = TreeRHasher>>(sector_size: u64) -> String {
    let public = PublicParams::from_sector_size(sector_size);
    <EmptySectorUpdateCompound<Tree> as CacheableParameters<EmptySectorUpdateCircuit<Tree>, _>>::cache_identifier(
        &public,
    )
}
