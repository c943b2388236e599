//! A trusted setup of one circuit, from its constraints to the bytes of its two files.

use std::io::{self, Write};
use std::ops::Range;

use bellperson::groth16::VerifyingKey;
use bellperson::util_cs::bench_cs::BenchCS;
use bellperson::{Circuit, SynthesisError};
use blst::{blst_fp, blst_fp2};
use blstrs::{Bls12, G1Affine, G2Affine, Scalar};
use group::Curve;
use rand_core::RngCore;
use rayon::prelude::*;

use crate::comb::Comb;
use crate::domain::{powers, Domain};
use crate::evaluation::evaluate;
use crate::point::Encoded;
use crate::progress::{Phase, Progress};
use crate::queries::Queries;
use crate::trapdoor::Trapdoor;

/// Points that one core makes at a time: few enough for its cache, enough to make their common inversion cheap.
const BATCH: usize = 1024;

/// Points that are made before they are written: 25 MB in G1.
const BLOCK: usize = 256 * BATCH;

/// A multiple in G2 takes so many times the work of one in G1.
const G2_WORK: usize = 3;

/// Everything but the points.
pub struct Setup {
    trapdoor: Trapdoor,
    domain: Domain,
    queries: Queries,
    g1: Comb<blst_fp>,
    g2: Comb<blst_fp2>,
}

impl Setup {
    /// Evaluates a circuit at a secret point drawn from a generator. The circuit is synthesised twice: the domain depends on the
    /// number of constraints, and what is evaluated at once need not be kept.
    pub fn of<C: Circuit<Scalar>>(
        circuit: impl Fn() -> C,
        rng: impl RngCore,
        progress: &mut Progress<'_>,
    ) -> Result<Self, SynthesisError> {
        let trapdoor = Trapdoor::draw(rng)?;
        progress.at(Phase::Counting, 0, 1);
        let constraints = count(circuit())?;
        let domain = Domain::of(constraints)?;
        let lagrange = domain.lagrange(&trapdoor.tau)?;
        let queries = Queries::of(&evaluate(circuit(), &lagrange, constraints, progress)?, &trapdoor)?;
        drop(lagrange);
        progress.at(Phase::Tables, 0, 1);
        let (g1, g2) = tables(&trapdoor, &domain, &queries);
        Ok(Setup { trapdoor, domain, queries, g1, g2 })
    }

    pub fn verifying_key(&self) -> VerifyingKey<Bls12> {
        let secret = &self.trapdoor;
        VerifyingKey {
            alpha_g1: (secret.g1 * secret.alpha).to_affine(),
            beta_g1: (secret.g1 * secret.beta).to_affine(),
            beta_g2: (secret.g2 * secret.beta).to_affine(),
            gamma_g2: (secret.g2 * secret.gamma).to_affine(),
            delta_g1: (secret.g1 * secret.delta).to_affine(),
            delta_g2: (secret.g2 * secret.delta).to_affine(),
            ic: self.g1.multiply(&self.queries.ic).iter().map(Encoded::to_library).collect(),
        }
    }

    /// Makes the points and writes the proving parameters (bellperson `groth16/params.rs`, `Parameters::write`): the verifying
    /// key, then five vectors of uncompressed points, each with its length (`u32`, big endian) in front: h, l, a and b in G1, b in
    /// G2. Point i of h is tau^i · (tau^size - 1) / delta.
    pub fn write_parameters(&self, out: &mut impl Write, progress: &mut Progress<'_>) -> io::Result<()> {
        self.verifying_key().write(&mut *out)?;
        let Queries { l, a, b, .. } = &self.queries;
        let (h, factor) =
            (self.domain.size() - 1, self.domain.vanishing(&self.trapdoor.tau) * self.trapdoor.delta_inverse);
        let total = h + l.len() + a.len() + (1 + G2_WORK) * b.len();
        let mut done = 0;
        let mut worked = |points: usize| {
            done += points;
            progress.at(Phase::Points, done, total);
        };
        write_points(
            out,
            &self.g1,
            h,
            |range| powers(self.trapdoor.tau, range.start, range.len(), factor),
            &mut worked,
        )?;
        for query in [l, a, b] {
            write_points(out, &self.g1, query.len(), |range| query[range].to_vec(), &mut worked)?;
        }
        write_points(out, &self.g2, b.len(), |range| b[range].to_vec(), |points| worked(G2_WORK * points))
    }
}

/// Counts a circuit's constraints, with the one that each public input gets in addition.
fn count(circuit: impl Circuit<Scalar>) -> Result<usize, SynthesisError> {
    let mut counter = BenchCS::new();
    circuit.synthesize(&mut counter)?;
    Ok(counter.num_constraints() + counter.num_inputs())
}

fn tables(trapdoor: &Trapdoor, domain: &Domain, queries: &Queries) -> (Comb<blst_fp>, Comb<blst_fp2>) {
    let Queries { ic, l, a, b } = queries;
    let g1: G1Affine = trapdoor.g1.to_affine();
    let g2: G2Affine = trapdoor.g2.to_affine();
    let multiples = domain.size() + ic.len() + l.len() + a.len() + b.len();
    (
        Comb::for_multiples(&Encoded::from_library(&g1), multiples),
        Comb::for_multiples(&Encoded::from_library(&g2), b.len()),
    )
}

/// Writes a vector of points, made on all cores a block at a time.
fn write_points<F: Encoded>(
    out: &mut impl Write,
    comb: &Comb<F>,
    count: usize,
    scalars: impl Fn(Range<usize>) -> Vec<Scalar> + Sync,
    mut worked: impl FnMut(usize),
) -> io::Result<()> {
    let length =
        u32::try_from(count).map_err(|_| io::Error::other(format!("{count} points are too many for a file")))?;
    out.write_all(&length.to_be_bytes())?;
    for block in pieces(0..count, BLOCK) {
        let points = block.len();
        let batches: Vec<_> = pieces(block, BATCH).collect();
        let encoded: Vec<_> = batches.into_par_iter().map(|batch| encode(&comb.multiply(&scalars(batch)))).collect();
        encoded.iter().try_for_each(|bytes| out.write_all(bytes))?;
        worked(points);
    }
    Ok(())
}

fn pieces(range: Range<usize>, length: usize) -> impl Iterator<Item = Range<usize>> {
    range.clone().step_by(length).map(move |start| start..range.end.min(start + length))
}

fn encode<F: Encoded>(points: &[crate::point::Point<F>]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(points.len() * F::BYTES);
    points.iter().for_each(|point| F::append(point, &mut bytes));
    bytes
}
