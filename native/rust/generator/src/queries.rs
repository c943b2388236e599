//! The scalars behind each part of a parameter file.

use bellperson::SynthesisError;
use blstrs::Scalar;
use ff::Field;
use rayon::prelude::*;

use crate::evaluation::{Column, Columns};
use crate::trapdoor::Trapdoor;

/// In the library's order: public inputs before the other variables; zeros are left out of `a` and `b`, because the prover
/// knows where they are and skips them (bellperson `groth16/params.rs`).
pub struct Queries {
    /// Of the verifying key, one for each public input.
    pub ic: Vec<Scalar>,
    /// One for each other variable, none of them zero.
    pub l: Vec<Scalar>,
    pub a: Vec<Scalar>,
    /// In both groups.
    pub b: Vec<Scalar>,
}

impl Queries {
    pub fn of(columns: &Columns, trapdoor: &Trapdoor) -> Result<Self, SynthesisError> {
        let l = combined(&columns.aux, trapdoor, &trapdoor.delta_inverse);
        if l.par_iter().any(|scalar| scalar.is_zero_vartime()) {
            return Err(SynthesisError::UnconstrainedVariable);
        }
        Ok(Queries {
            ic: combined(&columns.inputs, trapdoor, &trapdoor.gamma_inverse),
            l,
            a: dense(columns, |column| column.a),
            b: dense(columns, |column| column.b),
        })
    }
}

/// (beta · u + alpha · v + w) · scale for each variable.
fn combined(columns: &[Column], trapdoor: &Trapdoor, scale: &Scalar) -> Vec<Scalar> {
    let value = |column: &Column| (trapdoor.beta * column.a + trapdoor.alpha * column.b + column.c) * scale;
    columns.par_iter().map(value).collect()
}

fn dense(columns: &Columns, part: fn(&Column) -> Scalar) -> Vec<Scalar> {
    columns.inputs.iter().chain(&columns.aux).map(part).filter(|scalar| !scalar.is_zero_vartime()).collect()
}
