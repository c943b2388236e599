//! Many affine additions with one inversion (Montgomery's trick): five multiplications and a squaring each, where a mixed
//! projective addition takes eleven and leaves a point that must be brought back to affine form.

use crate::field::Field;
use crate::point::Point;

/// Adds points place by place. Keeps its scratch space from one call to the next.
pub struct Adder<F> {
    steps: Vec<Step<F>>,
}

struct Step<F> {
    /// Of the two x; zero where the line through both points has no slope of its own.
    difference: F,
    /// Of all differences before this one.
    product: F,
}

impl<F: Field> Adder<F> {
    pub fn new() -> Self {
        Adder { steps: Vec::new() }
    }

    /// Adds each addend to the sum at its place, whatever the points are.
    pub fn add(&mut self, sums: &mut [Point<F>], addends: &[Point<F>]) {
        let mut inverse = self.prepare(sums, addends).inverse();
        for ((sum, addend), step) in sums.iter_mut().zip(addends).zip(&self.steps).rev() {
            if step.difference.is_zero() {
                *sum = sum.plus(addend);
                continue;
            }
            let slope = addend.y.minus(&sum.y).times(&inverse.times(&step.product));
            inverse = inverse.times(&step.difference);
            *sum = sum.third_on_line(addend, &slope);
        }
    }

    /// Fills the steps; the answer is the product of all differences other than zero.
    fn prepare(&mut self, sums: &[Point<F>], addends: &[Point<F>]) -> F {
        assert_eq!(sums.len(), addends.len(), "as many addends as sums");
        self.steps.clear();
        let mut product = F::one();
        for (sum, addend) in sums.iter().zip(addends) {
            let difference = difference(sum, addend);
            self.steps.push(Step { difference, product });
            if !difference.is_zero() {
                product = product.times(&difference);
            }
        }
        product
    }
}

fn difference<F: Field>(sum: &Point<F>, addend: &Point<F>) -> F {
    if sum.is_identity() || addend.is_identity() {
        return F::default();
    }
    addend.x.minus(&sum.x)
}

#[cfg(test)]
mod tests {
    use blst::blst_fp;
    use blstrs::G1Projective;
    use group::{Curve, Group};

    use super::*;
    use crate::point::Encoded;

    fn multiple(count: i64) -> Point<blst_fp> {
        let size = blstrs::Scalar::from(count.unsigned_abs());
        let point = G1Projective::generator() * size;
        blst_fp::from_library(&if count < 0 { -point } else { point }.to_affine())
    }

    #[test]
    fn should_add_whatever_the_points_are() {
        let counts = [-3, -1, 0, 1, 2, 3, 1000];
        let pairs: Vec<_> = counts.iter().flat_map(|left| counts.iter().map(move |right| (*left, *right))).collect();
        let mut sums: Vec<_> = pairs.iter().map(|(left, _)| multiple(*left)).collect();
        let addends: Vec<_> = pairs.iter().map(|(_, right)| multiple(*right)).collect();

        Adder::new().add(&mut sums, &addends);

        for ((left, right), sum) in pairs.iter().zip(sums) {
            assert!(sum == multiple(left + right), "{left} + {right}");
        }
    }
}
