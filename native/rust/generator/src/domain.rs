//! The points at which a circuit's polynomials are given by their values: the powers of a root of unity, one for each constraint,
//! filled up to a power of two (bellperson `domain.rs`, `EvaluationDomain`).

use bellperson::SynthesisError;
use blstrs::Scalar;
use ff::{BatchInvert, Field, PrimeField};
use rayon::prelude::*;

/// Points that one core works on at a time: enough to make their common inversion cheap.
const CHUNK: usize = 1 << 14;

pub struct Domain {
    size: usize,
    root: Scalar,
}

impl Domain {
    /// For so many constraints.
    pub fn of(constraints: usize) -> Result<Self, SynthesisError> {
        let size = constraints.next_power_of_two();
        let exponent = size.trailing_zeros();
        if exponent >= Scalar::S {
            return Err(SynthesisError::PolynomialDegreeTooLarge);
        }
        let root = (exponent..Scalar::S).fold(Scalar::ROOT_OF_UNITY, |root, _| root.square());
        Ok(Domain { size, root })
    }

    pub fn size(&self) -> usize {
        self.size
    }

    /// The polynomial that is zero on the whole domain, x^size - 1, at a point.
    pub fn vanishing(&self, point: &Scalar) -> Scalar {
        point.pow_vartime([self.size as u64]) - Scalar::ONE
    }

    /// For each point w of the domain, the polynomial that is one at w and zero at all others, at a point p outside the domain:
    /// (p^size - 1) / size · w / (p - w). The library gets the same numbers with an inverse Fourier transform of the powers of p.
    pub fn lagrange(&self, point: &Scalar) -> Result<Vec<Scalar>, SynthesisError> {
        let scale = self.vanishing(point) * Scalar::from(self.size as u64).invert().unwrap();
        if scale.is_zero_vartime() {
            return Err(SynthesisError::UnexpectedIdentity);
        }
        let mut values = vec![Scalar::ZERO; self.size];
        values.par_chunks_mut(CHUNK).enumerate().for_each(|(index, values)| {
            let roots = powers(self.root, index * CHUNK, values.len(), Scalar::ONE);
            values.iter_mut().zip(&roots).for_each(|(value, root)| *value = point - root);
            values.iter_mut().batch_invert();
            values.iter_mut().zip(&roots).for_each(|(value, root)| *value *= scale * root);
        });
        Ok(values)
    }
}

/// `factor · base^i` for i = from … from + count - 1.
pub fn powers(base: Scalar, from: usize, count: usize, factor: Scalar) -> Vec<Scalar> {
    let first = factor * base.pow_vartime([from as u64]);
    std::iter::successors(Some(first), |power| Some(power * base)).take(count).collect()
}
