//! Proof parameters of the dev network, made with the library's own generator from a fixed public seed.
//!
//! Whoever knows the seed can forge proofs under these parameters. That is the point: they are for networks where
//! nothing is at stake, and every maker gets the same bytes, so that a genesis can name their digests.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;

use bellperson::groth16::{generate_random_parameters, Parameters};
use blstrs::Bls12;
use filecoin_proofs::constants::DefaultPieceHasher;
use filecoin_proofs::parameters::{public_params, window_post_public_params};
use filecoin_proofs::with_shape;
use filecoin_proofs_api::{MerkleTreeTrait, RegisteredPoStProof, RegisteredSealProof};
use rand_chacha::ChaCha20Rng;
use rand_core::SeedableRng;
use storage_proofs_core::compound_proof::CompoundProof;
use storage_proofs_core::parameter_cache::{parameter_id, verifying_key_id};
use storage_proofs_porep::stacked::{StackedCompound, StackedDrg};
use storage_proofs_post::fallback::{FallbackPoSt, FallbackPoStCircuit, FallbackPoStCompound};

use crate::failure::{Failure, Result};
use crate::types::{seal_proof, window_post_proof};
use crate::wire::{Reader, Writer};

/// The public seed, 32 bytes of plain text. Changing it changes the parameters: it then needs a new id in Java too.
const DEVNET_SEED: &[u8; 32] = b"Sealstream devnet parameters v1.";

/// Largest sector size the dev network makes parameters for: beyond it, generation takes days and a lot of memory.
const MAX_SECTOR_SIZE: u64 = 8 << 20;

/// A parameter set draws from a stream of its own, so that sets can be made in any order, or one alone.
const STREAM_SEAL: u64 = 0x100;
const STREAM_WINDOW_POST: u64 = 0x200;

/// What a request names: the circuit of a seal type (kind 0) or of a WindowPoSt type (kind 1).
enum Circuit {
    Seal(u32, RegisteredSealProof),
    WindowPost(u32, RegisteredPoStProof),
}

impl Circuit {
    fn read(request: &mut Reader<'_>) -> Result<Self> {
        let kind = request.u32()?;
        let number = request.u32()?;
        match kind {
            0 => Ok(Circuit::Seal(number, seal_proof(number)?)),
            1 => Ok(Circuit::WindowPost(number, window_post_proof(number)?)),
            _ => Err(Failure::invalid(format!("circuit kind {kind} is unknown"))),
        }
    }

    fn identifier(&self) -> Result<String> {
        Ok(match self {
            Circuit::Seal(_, proof) => proof.circuit_identifier()?,
            Circuit::WindowPost(_, proof) => proof.circuit_identifier()?,
        })
    }

    fn sector_size(&self) -> u64 {
        match self {
            Circuit::Seal(_, proof) => u64::from(proof.sector_size()),
            Circuit::WindowPost(_, proof) => u64::from(proof.sector_size()),
        }
    }

    fn generate(&self) -> Result<Parameters<Bls12>> {
        match *self {
            Circuit::Seal(number, proof) => {
                with_shape!(self.sector_size(), generate_seal, proof, rng(STREAM_SEAL, number))
            }
            Circuit::WindowPost(number, proof) => {
                with_shape!(self.sector_size(), generate_window_post, proof, rng(STREAM_WINDOW_POST, number))
            }
        }
    }
}

fn rng(stream: u64, type_number: u32) -> ChaCha20Rng {
    let mut rng = ChaCha20Rng::from_seed(*DEVNET_SEED);
    rng.set_stream(stream | u64::from(type_number));
    rng
}

fn generate_seal<Tree: 'static + MerkleTreeTrait>(
    proof: RegisteredSealProof,
    mut rng: ChaCha20Rng,
) -> Result<Parameters<Bls12>> {
    let public = public_params::<Tree>(&proof.as_v1_config())?;
    let circuit = <StackedCompound<Tree, DefaultPieceHasher> as CompoundProof<
        StackedDrg<'_, Tree, DefaultPieceHasher>,
        _,
    >>::blank_circuit(&public);
    Ok(generate_random_parameters::<Bls12, _, _>(circuit, &mut rng).map_err(anyhow::Error::from)?)
}

fn generate_window_post<Tree: 'static + MerkleTreeTrait>(
    proof: RegisteredPoStProof,
    mut rng: ChaCha20Rng,
) -> Result<Parameters<Bls12>> {
    let public = window_post_public_params::<Tree>(&proof.as_v1_config())?;
    let circuit =
        <FallbackPoStCompound<Tree> as CompoundProof<FallbackPoSt<'_, Tree>, FallbackPoStCircuit<Tree>>>::blank_circuit(
            &public,
        );
    Ok(generate_random_parameters::<Bls12, _, _>(circuit, &mut rng).map_err(anyhow::Error::from)?)
}

/// Names the files of a circuit as the library looks for them. Request: kind, type. Response: parameters, verifying key.
pub fn files(mut request: Reader<'_>) -> Result<Vec<u8>> {
    let circuit = Circuit::read(&mut request)?;
    request.end()?;
    let id = circuit.identifier()?;
    let out = Writer::default().bytes(parameter_id(&id).as_bytes())?;
    Ok(out.bytes(verifying_key_id(&id).as_bytes())?.finish())
}

/// Makes both files of a circuit in a directory. Request: kind, type, directory. Response: empty.
///
/// Each file is written aside, synced and renamed, the parameters last: whoever sees them sees them whole, and a maker
/// that was killed leaves only `*.making` behind.
pub fn make(mut request: Reader<'_>) -> Result<Vec<u8>> {
    let circuit = Circuit::read(&mut request)?;
    let directory = request.path()?;
    request.end()?;
    if circuit.sector_size() > MAX_SECTOR_SIZE {
        let size = circuit.sector_size();
        return Err(Failure::invalid(format!("parameters for sectors of {size} bytes are not self-made")));
    }
    let id = circuit.identifier()?;
    let parameters = circuit.generate()?;
    write_aside(&directory, &verifying_key_id(&id), |out| parameters.vk.write(out))?;
    write_aside(&directory, &parameter_id(&id), |out| parameters.write(out))?;
    Ok(Vec::new())
}

fn write_aside(
    directory: &Path,
    name: &str,
    write: impl FnOnce(&mut BufWriter<File>) -> std::io::Result<()>,
) -> Result<()> {
    let aside = directory.join(format!("{name}.making"));
    let mut out = BufWriter::with_capacity(1 << 20, File::create(&aside)?);
    write(&mut out)?;
    out.flush()?;
    out.get_ref().sync_all()?;
    fs::rename(&aside, directory.join(name))?;
    File::open(directory)?.sync_all()?;
    Ok(())
}
