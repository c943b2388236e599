//! Multiples of one point by many scalars: a table of the multiples of each digit's weight, and one addition a digit.

use blstrs::Scalar;
use rayon::prelude::*;

use crate::batch::Adder;
use crate::digits;
use crate::field::Field;
use crate::point::Point;

/// Digits narrower than this are never worth a table; wider ones leave the processor's caches.
const WIDTHS: std::ops::RangeInclusive<u32> = 4..=17;

/// The table of a base point: row i has d · 2^(i · width) · base for d = 1 … 2^(width - 1).
pub struct Comb<F> {
    width: u32,
    rows: Vec<Vec<Point<F>>>,
}

impl<F: Field> Comb<F> {
    /// A table of the width that makes the fewest additions for so many multiples, those of the table included.
    pub fn for_multiples(base: &Point<F>, multiples: usize) -> Self {
        let additions = |width: u32| digits::count(width) * ((1 << (width - 1)) + multiples);
        let width = WIDTHS.min_by_key(|width| additions(*width)).expect("there are widths");
        Self::of_width(base, width)
    }

    fn of_width(base: &Point<F>, width: u32) -> Self {
        let weights: Vec<_> =
            std::iter::successors(Some(*base), |weight| Some((0..width).fold(*weight, |point, _| point.doubled())))
                .take(digits::count(width))
                .collect();
        Comb { width, rows: weights.into_par_iter().map(|weight| row(weight, width)).collect() }
    }

    /// The base times each scalar. A call works on one core, best for a thousand scalars at a time.
    pub fn multiply(&self, scalars: &[Scalar]) -> Vec<Point<F>> {
        let mut digits = Vec::with_capacity(scalars.len() * self.rows.len());
        scalars.iter().for_each(|scalar| digits::append(scalar, self.width, &mut digits));
        let mut sums = vec![Point::default(); scalars.len()];
        let mut addends = Vec::with_capacity(scalars.len());
        let mut adder = Adder::new();
        for (index, row) in self.rows.iter().enumerate() {
            addends.clear();
            addends.extend(digits.chunks(self.rows.len()).map(|digits| entry(row, digits[index])));
            adder.add(&mut sums, &addends);
        }
        sums
    }
}

/// All multiples of a weight that a digit may ask for: in each round, the multiples so far plus the last of them.
fn row<F: Field>(weight: Point<F>, width: u32) -> Vec<Point<F>> {
    let mut row = vec![weight];
    let mut adder = Adder::new();
    for _ in 1..width {
        let mut sums = vec![row[row.len() - 1]; row.len()];
        adder.add(&mut sums, &row);
        row.append(&mut sums);
    }
    row
}

fn entry<F: Field>(row: &[Point<F>], digit: i32) -> Point<F> {
    match digit.unsigned_abs() {
        0 => Point::default(),
        size => row[size as usize - 1].negated_if(digit < 0),
    }
}

#[cfg(test)]
mod tests {
    use blstrs::{G1Projective, G2Projective};
    use ff::Field as _;
    use group::{Curve, Group};
    use rand_chacha::ChaCha20Rng;
    use rand_core::SeedableRng;

    use super::*;
    use crate::point::Encoded;

    fn scalars() -> Vec<Scalar> {
        let mut rng = ChaCha20Rng::seed_from_u64(3);
        let edges = (0..=40).map(Scalar::from).flat_map(|edge| [edge, -edge]);
        edges.chain((0..200).map(|_| Scalar::random(&mut rng))).collect()
    }

    /// Compares with the library's own multiplication.
    fn check<F: Encoded, G: Curve<AffineRepr = F::Affine> + Group<Scalar = Scalar>>(width: u32) {
        let comb = Comb::of_width(&F::from_library(&G::generator().to_affine()), width);

        let made = comb.multiply(&scalars());

        for (scalar, point) in scalars().iter().zip(made) {
            let expected = F::from_library(&(G::generator() * scalar).to_affine());
            assert!(point == expected, "{scalar:?} with digits of {width} bits");
        }
    }

    #[test]
    fn should_multiply_in_both_groups_with_every_width() {
        for width in 4..=8 {
            check::<blst::blst_fp, G1Projective>(width);
            check::<blst::blst_fp2, G2Projective>(width);
        }
        check::<blst::blst_fp, G1Projective>(*WIDTHS.end());
    }

    #[test]
    fn should_widen_its_digits_with_the_number_of_multiples() {
        let base = blst::blst_fp::from_library(&G1Projective::generator().to_affine());

        let widths = [0, 10_000, 10_000_000].map(|multiples| Comb::for_multiples(&base, multiples).width);

        assert_eq!(widths, [4, 11, 17]);
    }
}
