//! Proof parameters of the dev network, made with the library's own generators from a fixed public seed.
//!
//! Whoever knows the seed can forge proofs under these parameters. That is the point: they are for networks where
//! nothing is at stake, and every maker gets the same bytes, so that a genesis can name their digests.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;

use rand_chacha::ChaCha20Rng;
use rand_core::SeedableRng;
use storage_proofs_core::parameter_cache::{parameter_id, verifying_key_id};

use crate::circuits::Circuit;
use crate::failure::{Failure, Result};
use crate::srs;
use crate::wire::{Reader, Writer};

/// The public seed, 32 bytes of plain text. Changing it changes the parameters: it then needs a new id in Java too.
const DEVNET_SEED: &[u8; 32] = b"Sealstream devnet parameters v1.";

/// Largest sector size the dev network makes parameters for: beyond it, generation takes days and a lot of memory.
const MAX_SECTOR_SIZE: u64 = 8 << 20;

/// The kind of the aggregation SRS; the kinds below it are those of [`Circuit::of`].
const SRS: u32 = 4;

/// What a request names: its kind and number, and what they stand for.
struct Wanted {
    kind: u32,
    number: u32,
    set: Set,
}

/// Parameters that are made together.
enum Set {
    Circuit(Circuit),
    /// For aggregates of at most so many Groth16 proofs.
    Srs,
}

impl Wanted {
    fn read(request: &mut Reader<'_>) -> Result<Self> {
        let (kind, number) = (request.u32()?, request.u32()?);
        let set = match Circuit::of(kind, number) {
            Some(circuit) => Set::Circuit(circuit?),
            None if kind == SRS => Set::Srs,
            None => return Err(Failure::invalid(format!("parameter kind {kind} is unknown"))),
        };
        Ok(Wanted { kind, number, set })
    }

    /// A parameter set draws from a stream of its own, so that sets can be made in any order, or one alone.
    fn rng(&self) -> ChaCha20Rng {
        let mut rng = ChaCha20Rng::from_seed(*DEVNET_SEED);
        rng.set_stream(u64::from(self.kind + 1) << 8 | u64::from(self.number & 0xff));
        rng
    }
}

/// Names the files of a set as the library looks for them. Request: kind, number. Response: list of names, the file that
/// [`make`] writes last at the end.
pub fn files(mut request: Reader<'_>) -> Result<Vec<u8>> {
    let wanted = Wanted::read(&mut request)?;
    request.end()?;
    let names = match &wanted.set {
        Set::Circuit(circuit) => {
            let id = circuit.identifier()?;
            vec![verifying_key_id(&id), parameter_id(&id)]
        }
        Set::Srs => vec![srs::file_name()],
    };
    let out = Writer::default().u32(names.len() as u32);
    Ok(names.iter().try_fold(out, |out, name| out.bytes(name.as_bytes()))?.finish())
}

/// Makes the files of a set in a directory. Request: kind, number, directory. Response: empty.
///
/// Each file is written aside, synced and renamed, the proving parameters last: whoever sees them sees them whole, and a
/// maker that was killed leaves only `*.making` behind.
pub fn make(mut request: Reader<'_>) -> Result<Vec<u8>> {
    let wanted = Wanted::read(&mut request)?;
    let directory = request.path()?;
    request.end()?;
    match &wanted.set {
        Set::Circuit(circuit) => make_circuit(circuit, wanted.rng(), &directory)?,
        Set::Srs => {
            let made = srs::generate(wanted.number, wanted.rng())?;
            write_aside(&directory, &srs::file_name(), |out| made.write(out))?;
        }
    }
    Ok(Vec::new())
}

fn make_circuit(circuit: &Circuit, rng: ChaCha20Rng, directory: &Path) -> Result<()> {
    if circuit.sector_size() > MAX_SECTOR_SIZE {
        let size = circuit.sector_size();
        return Err(Failure::invalid(format!("parameters for sectors of {size} bytes are not self-made")));
    }
    let id = circuit.identifier()?;
    let parameters = circuit.generate(rng)?;
    write_aside(directory, &verifying_key_id(&id), |out| parameters.vk.write(out))?;
    write_aside(directory, &parameter_id(&id), |out| parameters.write(out))
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
