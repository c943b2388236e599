//! Forges the aggregate of `src/test/resources/vectors/forged/proofs.json`: three non-interactive sectors that nobody sealed,
//! in seconds. See `../../README.md`.
//!
//! The dev network's seed is public, so anybody can compute the secrets behind its verifying keys. With them a Groth16 proof
//! of any statement takes one sum: with A = alpha and B = beta the equation e(A,B) = e(alpha,beta) · e(IC(x),gamma) · e(C,delta)
//! holds for C = −(gamma/delta) · IC(x). Verification is none the wiser, and that is what it is tested with: honest proofs
//! of three such sectors take a hundred minutes of CPU.

#[path = "golden_proofs/vectors.rs"]
#[allow(dead_code)] // the other maker uses the rest
mod vectors;

use std::fs::File;
use std::path::Path;

use anyhow::{ensure, Result};
use bellperson::groth16::{Proof, VerifyingKey};
use blstrs::{Bls12, G1Projective, G2Projective, Scalar};
use ff::Field;
use filecoin_proofs_api::seal::{self, SealCommitPhase2Output};
use filecoin_proofs_api::{Commitment, RegisteredAggregationProof, RegisteredSealProof, Ticket};
use group::prime::PrimeCurveAffine;
use group::{Curve, Group};
use rand_chacha::ChaCha20Rng;
use rand_core::SeedableRng;
use serde_json::json;

use vectors::{hex, Vectors, MINER, NO_SEED, PROVER};

const TYPE: RegisteredSealProof = RegisteredSealProof::StackedDrg2KiBV1_2_Feat_NonInteractivePoRep;
const AGGREGATION: RegisteredAggregationProof = RegisteredAggregationProof::SnarkPackV2;

/// Seed and stream of the 2 KiB seal circuit, as `src/params.rs` has them.
const SEED: &[u8; 32] = b"Sealstream devnet parameters v1.";
const STREAM: u64 = 0x105;

const SECTOR_SIZE: usize = 2 << 10;
/// CommD of zeros.
const COMM_D: &str = "fc7e928296e516faade986b28f92d44a4f24b935485223376a799027bc18f833";
const NUMBERS: [u64; 3] = [7, 8, 1_000_002];

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, file] = arguments.as_slice() else {
        anyhow::bail!(
            "usage: forged_proofs FILE; FIL_PROOFS_PARAMETER_CACHE names the folder of the dev network's parameters, with the \
             verifying key for 2 KiB of seal and the SRS of aggregates"
        );
    };
    let secrets = Secrets::of_the_seal_circuit()?;
    let comm_d: Commitment = vectors::bytes(COMM_D)?.try_into().expect("32 bytes");
    let mut sectors = Vec::new();
    let (mut comm_rs, mut inputs, mut outputs) = (Vec::new(), Vec::new(), Vec::new());
    for number in NUMBERS {
        let comm_r: Commitment = std::array::from_fn(|i| (number as u8).wrapping_mul(11 + i as u8) & 0x3f);
        let ticket: Ticket = std::array::from_fn(|i| number as u8 ^ i as u8);
        let of_sector = seal::get_seal_inputs(TYPE, comm_r, comm_d, PROVER, number.into(), ticket, NO_SEED)?;
        outputs.push(SealCommitPhase2Output { proof: secrets.forge_all(&of_sector)? });
        inputs.extend(of_sector);
        comm_rs.push(comm_r);
        let (ticket, comm_r) = (hex(&ticket), hex(&comm_r));
        sectors.push(json!({"sector": number, "ticket_hex": ticket, "comm_r_hex": comm_r, "comm_d_hex": COMM_D}));
    }
    let seeds = [NO_SEED; NUMBERS.len()];
    let aggregate = seal::aggregate_seal_commit_proofs(TYPE, AGGREGATION, &comm_rs, &seeds, &outputs)?;
    let holds =
        seal::verify_aggregate_seal_commit_proofs(TYPE, AGGREGATION, aggregate.clone(), &comm_rs, &seeds, inputs)?;
    ensure!(holds, "the aggregate does not hold");
    Vectors::open(Path::new(file), SECTOR_SIZE)?.add(
        "non-interactive-forged",
        json!({
            "type": "non_interactive", "registered_seal_proof": 15, "aggregation": 1, "miner": MINER,
            "sectors": sectors, "proof_hex": hex(&aggregate),
        }),
    )
}

/// What a setup ceremony destroys.
struct Secrets {
    key: VerifyingKey<Bls12>,
    gamma: Scalar,
    delta: Scalar,
}

impl Secrets {
    /// Draws them in the order of the generator (bellperson `generate_random_parameters`).
    fn of_the_seal_circuit() -> Result<Self> {
        let mut rng = ChaCha20Rng::from_seed(*SEED);
        rng.set_stream(STREAM);
        G1Projective::random(&mut rng);
        let g2 = G2Projective::random(&mut rng);
        let [_alpha, _beta, gamma, delta] = std::array::from_fn(|_| Scalar::random(&mut rng));
        let key = VerifyingKey::read(File::open(TYPE.cache_verifying_key_path()?)?)?;
        ensure!(key.delta_g2 == (g2 * delta).to_affine(), "the verifying key is not that of the dev network");
        Ok(Secrets { key, gamma, delta })
    }

    fn forge_all(&self, inputs: &[Vec<Scalar>]) -> Result<Vec<u8>> {
        let mut proofs = Vec::new();
        for (index, inputs) in inputs.iter().enumerate() {
            self.forge(inputs, Scalar::from(index as u64 + 2)).write(&mut proofs)?;
        }
        Ok(proofs)
    }

    /// The factor makes the proof differ from others.
    fn forge(&self, inputs: &[Scalar], factor: Scalar) -> Proof<Bls12> {
        let (first, others) = self.key.ic.split_first().expect("a verifying key has a point for the constant");
        let sum =
            others.iter().zip(inputs).fold(first.to_curve(), |sum, (point, input)| sum + point.to_curve() * input);
        let invert = |value: Scalar| value.invert().expect("not zero");
        Proof {
            a: (self.key.alpha_g1.to_curve() * factor).to_affine(),
            b: (self.key.beta_g2.to_curve() * invert(factor)).to_affine(),
            c: (sum * -(self.gamma * invert(self.delta))).to_affine(),
        }
    }
}
