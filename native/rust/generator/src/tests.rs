//! The library's generator is the oracle: for the same seed it gives the same bytes.

use bellperson::groth16::generate_random_parameters;
use bellperson::{Circuit, ConstraintSystem, LinearCombination, SynthesisError, Variable};
use blstrs::{Bls12, Scalar};
use ff::Field;
use rand_chacha::ChaCha20Rng;
use rand_core::{RngCore, SeedableRng};

use crate::{Phase, Progress, Setup};

/// Random constraints over random variables, drawn from a seed. Some variables are in one matrix alone, some have coefficients
/// that cancel, and some inputs are in none.
#[derive(Clone)]
struct Random {
    constraints: usize,
    seed: u64,
}

impl Random {
    fn rng(&self) -> ChaCha20Rng {
        ChaCha20Rng::seed_from_u64(self.seed)
    }

    fn terms(variables: &[Variable], rng: &mut ChaCha20Rng) -> LinearCombination<Scalar> {
        (0..rng.next_u32() % 4).fold(LinearCombination::zero(), |sum, _| {
            let variable = variables[rng.next_u32() as usize % variables.len()];
            match rng.next_u32() % 4 {
                0 => sum + variable,
                1 => sum - variable,
                2 => sum + (Scalar::ZERO, variable),
                _ => sum + (Scalar::random(&mut *rng), variable),
            }
        })
    }
}

impl Circuit<Scalar> for Random {
    fn synthesize<CS: ConstraintSystem<Scalar>>(self, cs: &mut CS) -> Result<(), SynthesisError> {
        let mut rng = self.rng();
        let mut variables = vec![CS::one()];
        for index in 0..self.constraints {
            let value = || Ok(Scalar::ONE);
            let variable = if index % 5 == 0 { cs.alloc_input(|| "", value)? } else { cs.alloc(|| "", value)? };
            variables.push(variable);
            let [a, b, c] = std::array::from_fn(|_| Self::terms(&variables, &mut rng));
            // In exactly one matrix, so that nothing is unconstrained.
            let own =
                |matrix: usize| LinearCombination::zero() + (Scalar::from(u64::from(index % 3 == matrix)), variable);
            let [own_a, own_b, own_c] = std::array::from_fn(own);
            cs.enforce(|| "", |_| a + &own_a, |_| b + &own_b, |_| c + &own_c);
        }
        Ok(())
    }
}

/// One variable that no constraint names.
#[derive(Clone)]
struct Unconstrained;

impl Circuit<Scalar> for Unconstrained {
    fn synthesize<CS: ConstraintSystem<Scalar>>(self, cs: &mut CS) -> Result<(), SynthesisError> {
        cs.alloc(|| "", || Ok(Scalar::ONE)).map(|_| ())
    }
}

fn seed() -> ChaCha20Rng {
    ChaCha20Rng::seed_from_u64(7)
}

fn library<C: Circuit<Scalar> + Send>(circuit: C) -> Result<(Vec<u8>, Vec<u8>), SynthesisError> {
    let parameters = generate_random_parameters::<Bls12, _, _>(circuit, &mut seed())?;
    let (mut key, mut file) = (Vec::new(), Vec::new());
    parameters.vk.write(&mut key)?;
    parameters.write(&mut file)?;
    Ok((key, file))
}

fn ours<C: Circuit<Scalar> + Clone>(
    circuit: C,
    reports: &mut Vec<(Phase, u8)>,
) -> Result<(Vec<u8>, Vec<u8>), SynthesisError> {
    let mut report = |phase, percent| reports.push((phase, percent));
    let mut progress = Progress::to(&mut report);
    let setup = Setup::of(|| circuit.clone(), seed(), &mut progress)?;
    let (mut key, mut file) = (Vec::new(), Vec::new());
    setup.verifying_key().write(&mut key)?;
    setup.write_parameters(&mut file, &mut progress)?;
    Ok((key, file))
}

#[test]
fn should_give_the_bytes_of_the_library() {
    for (constraints, seed) in [(1, 1), (2, 2), (3, 3), (64, 4), (100, 5), (3000, 6)] {
        let circuit = Random { constraints, seed };

        let made = ours(circuit.clone(), &mut Vec::new()).expect("a sound circuit");

        assert!(made == library(circuit).expect("a sound circuit"), "{constraints} constraints give other bytes");
    }
}

#[test]
fn should_refuse_a_variable_without_constraint_as_the_library_does() {
    let refused = ours(Unconstrained, &mut Vec::new());

    assert!(matches!(refused, Err(SynthesisError::UnconstrainedVariable)));
    assert!(matches!(library(Unconstrained), Err(SynthesisError::UnconstrainedVariable)));
}

#[test]
fn should_tell_how_far_it_is() {
    let mut reports = Vec::new();

    ours(Random { constraints: 100, seed: 1 }, &mut reports).expect("a sound circuit");

    assert!(reports.is_sorted_by_key(|(_, percent)| *percent));
    assert_eq!(reports.first(), Some(&(Phase::Counting, 0)));
    assert_eq!(reports.last(), Some(&(Phase::Points, 100)));
}
