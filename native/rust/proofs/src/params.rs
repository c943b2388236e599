//! Proof parameters of the dev network, made from a fixed public seed: the bytes that the library's generators give for it.
//!
//! Whoever knows the seed can forge proofs under these parameters. That is the point: they are for networks where
//! nothing is at stake, and every maker gets the same bytes, so that a genesis can name their digests.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;

use bellperson::Circuit as BellpersonCircuit;
use blstrs::Scalar;
use rand_chacha::ChaCha20Rng;
use rand_core::SeedableRng;
use sealstream_generator::{Progress, Setup};
use storage_proofs_core::parameter_cache::{parameter_id, verifying_key_id};

use crate::circuits::{BlankCircuitTask, Circuit};
use crate::failure::{Failure, Result};
use crate::progress::ProgressFile;
use crate::srs;
use crate::wire::{Reader, Writer};

/// The public seed, 32 bytes of plain text. Changing it changes the parameters: it then needs a new id in Java too.
const DEVNET_SEED: &[u8; 32] = b"Sealstream devnet parameters v1.";

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

    fn rng(&self) -> ChaCha20Rng {
        devnet_rng(self.kind, self.number)
    }
}

/// What the dev network's parameters of a kind and number are drawn from: a stream of their own, so that sets can be made in any
/// order, or one alone.
pub fn devnet_rng(kind: u32, number: u32) -> ChaCha20Rng {
    let mut rng = ChaCha20Rng::from_seed(*DEVNET_SEED);
    rng.set_stream(u64::from(kind + 1) << 8 | u64::from(number & 0xff));
    rng
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
    let id = circuit.identifier()?;
    let file = ProgressFile::beside(&directory.join(parameter_id(&id)));
    let mut report = |phase, percent| file.report(phase, percent);
    let mut progress = Progress::to(&mut report);
    let setup = circuit.with_blank(Evaluate { rng, progress: &mut progress })?;
    write_aside(directory, &verifying_key_id(&id), |out| setup.verifying_key().write(out))?;
    write_aside(directory, &parameter_id(&id), |out| setup.write_parameters(out, &mut progress))
}

/// Generates all but the points.
struct Evaluate<'a, 'b> {
    rng: ChaCha20Rng,
    progress: &'a mut Progress<'b>,
}

impl BlankCircuitTask for Evaluate<'_, '_> {
    type Output = Setup;

    fn run<C: BellpersonCircuit<Scalar> + Send>(self, blank: impl Fn() -> C) -> Result<Setup> {
        Ok(Setup::of(blank, self.rng, self.progress).map_err(anyhow::Error::from)?)
    }
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

#[cfg(test)]
mod tests {
    use bellperson::groth16::generate_random_parameters;
    use blstrs::Bls12;
    use filecoin_proofs_api::RegisteredPoStProof;

    use super::*;

    /// Kind and number of the 2 KiB WindowPoSt, the smallest circuit.
    const KIND: u32 = 1;
    const NUMBER: u32 = 10;

    /// Generates with the library and with ours; each gives the bytes of verifying key and parameters.
    struct Both;

    impl BlankCircuitTask for Both {
        type Output = [(Vec<u8>, Vec<u8>); 2];

        fn run<C: BellpersonCircuit<Scalar> + Send>(self, blank: impl Fn() -> C) -> Result<Self::Output> {
            let mut made = <Self::Output>::default();
            let [(library_key, library_file), (key, file)] = &mut made;
            let library = generate_random_parameters::<Bls12, _, _>(blank(), &mut devnet_rng(KIND, NUMBER))
                .map_err(anyhow::Error::from)?;
            library.vk.write(library_key)?;
            library.write(library_file)?;
            let mut report = |_, _| ();
            let mut progress = Progress::to(&mut report);
            let setup = Setup::of(blank, devnet_rng(KIND, NUMBER), &mut progress).map_err(anyhow::Error::from)?;
            setup.verifying_key().write(key)?;
            setup.write_parameters(file, &mut progress)?;
            Ok(made)
        }
    }

    #[test]
    fn should_give_the_library_s_bytes_for_window_post() {
        let circuit = Circuit::WindowPost(RegisteredPoStProof::StackedDrgWindow2KiBV1_2);

        let [library, ours] = circuit.with_blank(Both).expect("both generators work");

        assert!(ours == library, "the generators differ");
    }
}
