//! The circuits that have parameters of their own: their names, and the blank circuits that parameters are generated from.

use bellperson::Circuit as BellpersonCircuit;
use blstrs::Scalar;
use filecoin_proofs::constants::{
    DefaultPieceHasher, SectorShape2KiB, SectorShape8MiB, SECTOR_SIZE_2_KIB, SECTOR_SIZE_8_MIB,
};
use filecoin_proofs::parameters::{public_params, window_post_public_params, winning_post_public_params};
use filecoin_proofs::with_shape;
use filecoin_proofs_api::{MerkleTreeTrait, RegisteredPoStProof, RegisteredSealProof, RegisteredUpdateProof};
use storage_proofs_core::compound_proof::CompoundProof;
use storage_proofs_core::parameter_cache::CacheableParameters;
use storage_proofs_porep::stacked::{StackedCompound, StackedDrg};
use storage_proofs_post::fallback::{FallbackPoSt, FallbackPoStCompound, PublicParams as PostParams};
use storage_proofs_update::constants::TreeRHasher;
use storage_proofs_update::{EmptySectorUpdate, EmptySectorUpdateCircuit, EmptySectorUpdateCompound, PublicParams};

use crate::failure::{Failure, Result};
use crate::types::{seal_proof, update_proof, window_post_proof, winning_post_proof};

/// A kind of proof with its type.
pub enum Circuit {
    Seal(RegisteredSealProof),
    WindowPost(RegisteredPoStProof),
    WinningPost(RegisteredPoStProof),
    Update(RegisteredUpdateProof),
}

/// Something to do with a circuit that has no values, and whose type depends on the kind of proof and the sector size.
pub trait BlankCircuitTask {
    type Output;

    /// Runs with a function that makes the circuit, as often as it is called.
    fn run<C: BellpersonCircuit<Scalar> + Send>(self, blank: impl Fn() -> C) -> Result<Self::Output>;
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

    /// Runs a task with the blank circuit. There is one for the sizes that the dev network makes parameters for: beyond them,
    /// generation takes days and a lot of memory.
    pub fn with_blank<T: BlankCircuitTask>(&self, task: T) -> Result<T::Output> {
        match self.sector_size() {
            SECTOR_SIZE_2_KIB => self.with_blank_of::<SectorShape2KiB, T>(task),
            SECTOR_SIZE_8_MIB => self.with_blank_of::<SectorShape8MiB, T>(task),
            size => Err(Failure::invalid(format!(
                "parameters for sectors of {size} bytes are not self-made, only those for 2 KiB and 8 MiB: fetch the published ones"
            ))),
        }
    }

    fn with_blank_of<Tree, T>(&self, task: T) -> Result<T::Output>
    where
        Tree: 'static + MerkleTreeTrait<Hasher = TreeRHasher>,
        T: BlankCircuitTask,
    {
        match *self {
            Circuit::Seal(proof) => with_seal::<Tree, T>(proof, task),
            Circuit::WindowPost(proof) => {
                with_post::<Tree, T>(&window_post_public_params::<Tree>(&proof.as_v1_config())?, task)
            }
            Circuit::WinningPost(proof) => {
                with_post::<Tree, T>(&winning_post_public_params::<Tree>(&proof.as_v1_config())?, task)
            }
            Circuit::Update(_) => with_update::<Tree, T>(self.sector_size(), task),
        }
    }
}

fn with_seal<Tree: 'static + MerkleTreeTrait, T: BlankCircuitTask>(
    proof: RegisteredSealProof,
    task: T,
) -> Result<T::Output> {
    type Compound<Tree> = StackedCompound<Tree, DefaultPieceHasher>;
    let public = public_params::<Tree>(&proof.as_v1_config())?;
    task.run(|| <Compound<Tree> as CompoundProof<StackedDrg<'_, Tree, DefaultPieceHasher>, _>>::blank_circuit(&public))
}

fn with_post<Tree: 'static + MerkleTreeTrait, T: BlankCircuitTask>(public: &PostParams, task: T) -> Result<T::Output> {
    task.run(|| <FallbackPoStCompound<Tree> as CompoundProof<FallbackPoSt<'_, Tree>, _>>::blank_circuit(public))
}

fn with_update<Tree, T>(sector_size: u64, task: T) -> Result<T::Output>
where
    Tree: 'static + MerkleTreeTrait<Hasher = TreeRHasher>,
    T: BlankCircuitTask,
{
    let public = PublicParams::from_sector_size(sector_size);
    task.run(|| <EmptySectorUpdateCompound<Tree> as CompoundProof<EmptySectorUpdate<Tree>, _>>::blank_circuit(&public))
}

fn update_identifier<Tree: 'static + MerkleTreeTrait<Hasher = TreeRHasher>>(sector_size: u64) -> String {
    let public = PublicParams::from_sector_size(sector_size);
    <EmptySectorUpdateCompound<Tree> as CacheableParameters<EmptySectorUpdateCircuit<Tree>, _>>::cache_identifier(
        &public,
    )
}
