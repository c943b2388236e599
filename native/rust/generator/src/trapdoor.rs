//! The secret numbers behind a set of parameters. On the dev network everybody may know them.

use bellperson::SynthesisError;
use blstrs::{G1Projective, G2Projective, Scalar};
use ff::Field;
use group::Group;
use rand_core::RngCore;

/// The names are those of Groth16 (eprint 2016/260, section 3.2). `g1` and `g2` are the groups' bases.
pub struct Trapdoor {
    pub g1: G1Projective,
    pub g2: G2Projective,
    pub alpha: Scalar,
    pub beta: Scalar,
    pub gamma: Scalar,
    pub delta: Scalar,
    pub tau: Scalar,
    pub gamma_inverse: Scalar,
    pub delta_inverse: Scalar,
}

impl Trapdoor {
    /// Draws in the library's order (bellperson `groth16/generator.rs`, `generate_random_parameters`).
    pub fn draw(mut rng: impl RngCore) -> Result<Self, SynthesisError> {
        let g1 = G1Projective::random(&mut rng);
        let g2 = G2Projective::random(&mut rng);
        let [alpha, beta, gamma, delta, tau] = std::array::from_fn(|_| Scalar::random(&mut rng));
        let (gamma_inverse, delta_inverse) = (inverse(&gamma)?, inverse(&delta)?);
        Ok(Trapdoor { g1, g2, alpha, beta, gamma, delta, tau, gamma_inverse, delta_inverse })
    }
}

fn inverse(scalar: &Scalar) -> Result<Scalar, SynthesisError> {
    Option::from(scalar.invert()).ok_or(SynthesisError::UnexpectedIdentity)
}
