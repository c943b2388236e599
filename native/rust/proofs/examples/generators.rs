//! Makes one parameter file with our generator or with the library's, and says what it took. `ops/bench/params` runs it.

use std::fs::{self, File};
use std::io::BufWriter;
use std::time::Instant;

use anyhow::{bail, ensure, Context, Result};
use bellperson::groth16::generate_random_parameters;
use bellperson::Circuit as BellpersonCircuit;
use blstrs::{Bls12, Scalar};
use sealstream_generator::{Progress, Setup};
use sealstream_proofs::circuits::{BlankCircuitTask, Circuit};
use sealstream_proofs::failure::{Failure, Result as Outcome};
use sealstream_proofs::params::devnet_rng;

const USAGE: &str = "usage: generators ours|library KIND NUMBER FILE; KIND: 0 seal, 1 WindowPoSt, 2 WinningPoSt, 3 replica update; \
                     NUMBER: the chain's number of the proof type. Prints: processor seconds, seconds, peak memory in MiB; then, for \
                     ours, the second at which each phase begins";

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, maker, kind, number, file] = arguments.as_slice() else { bail!(USAGE) };
    ensure!(["ours", "library"].contains(&maker.as_str()), USAGE);
    let (kind, number) = (kind.parse().context(USAGE)?, number.parse().context(USAGE)?);
    let circuit = Circuit::of(kind, number).context(USAGE)?.map_err(text)?;
    let task = Make { ours: maker == "ours", kind, number, file };
    let begun = Instant::now();
    let phases = circuit.with_blank(task).map_err(text)?;
    let wall = begun.elapsed().as_secs_f64();
    println!("{:.1} {wall:.1} {} {phases}", processor_seconds()?, peak_memory()?);
    Ok(())
}

fn text(failure: Failure) -> anyhow::Error {
    anyhow::Error::msg(failure.text)
}

struct Make<'a> {
    ours: bool,
    kind: u32,
    number: u32,
    file: &'a str,
}

impl BlankCircuitTask for Make<'_> {
    type Output = String;

    fn run<C: BellpersonCircuit<Scalar> + Send>(self, blank: impl Fn() -> C) -> Outcome<String> {
        let mut rng = devnet_rng(self.kind, self.number);
        let mut out = BufWriter::with_capacity(1 << 20, File::create(self.file)?);
        if self.ours {
            return ours(blank, rng, &mut out);
        }
        let made = generate_random_parameters::<Bls12, _, _>(blank(), &mut rng).map_err(anyhow::Error::from)?;
        made.write(&mut out)?;
        Ok(String::new())
    }
}

fn ours<C: BellpersonCircuit<Scalar>>(
    blank: impl Fn() -> C,
    rng: impl rand_core::RngCore,
    out: &mut BufWriter<File>,
) -> Outcome<String> {
    let begun = Instant::now();
    let mut phases = Vec::new();
    let mut report = |phase, _| {
        if phases.last().is_none_or(|(last, _)| *last != phase) {
            phases.push((phase, begun.elapsed().as_secs_f64()));
        }
    };
    let mut progress = Progress::to(&mut report);
    let setup = Setup::of(blank, rng, &mut progress).map_err(anyhow::Error::from)?;
    setup.write_parameters(out, &mut progress)?;
    Ok(phases.iter().map(|(phase, second)| format!("{} {second:.1}", phase.text())).collect::<Vec<_>>().join(", "))
}

/// Of all threads, user and system: fields 14 and 15 of `/proc/self/stat`, in hundredths (proc_pid_stat(5)).
fn processor_seconds() -> Result<f64> {
    let stat = fs::read_to_string("/proc/self/stat")?;
    let fields = stat.rsplit(") ").next().context("no fields")?.split(' ').skip(11).take(2);
    Ok(fields.map(str::parse::<u64>).sum::<std::result::Result<u64, _>>()? as f64 / 100.0)
}

/// MiB, `VmHWM` of `/proc/self/status` (proc_pid_status(5)).
fn peak_memory() -> Result<u64> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).context("no VmHWM")?;
    Ok(line.trim().trim_end_matches(" kB").parse::<u64>()? / 1024)
}
