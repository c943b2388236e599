//! Groth16 parameters of a circuit from a seed: the same bytes as bellperson's `generate_random_parameters` gives.
//!
//! Whoever knows the seed can forge proofs under the parameters. So this is for networks where nothing is at stake; production
//! networks have theirs from ceremonies.
//!
//! The time goes into multiples of the groups' bases, ten millions for the 2 KiB seal circuit. Each is a sum of table entries, one for
//! each signed digit of up to 17 bits ([`comb`]), and the sums of a thousand multiples grow side by side, so that an affine
//! addition shares its inversion with a thousand others ([`batch`]).

mod batch;
mod comb;
mod digits;
mod domain;
mod evaluation;
mod field;
mod point;
mod progress;
mod queries;
mod setup;
#[cfg(test)]
mod tests;
mod trapdoor;

pub use progress::{Phase, Progress};
pub use setup::Setup;
