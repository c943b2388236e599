//! Scalars as signed digits, which need tables of half the size.

use blstrs::Scalar;
use ff::PrimeField;

/// Bits that the digits of a scalar cover: one more than half the group's order has, so that the last digit needs no carry.
const BITS: u32 = 255;

/// Digits of so many bits that make up a scalar.
pub fn count(width: u32) -> usize {
    BITS.div_ceil(width) as usize
}

/// Appends a scalar's digits, the lowest first: its residue is the sum of `digit[i] << (i * width)`, and no digit is larger than
/// `1 << (width - 1)` in size.
pub fn append(scalar: &Scalar, width: u32, out: &mut Vec<i32>) {
    let (limbs, negative) = smaller(scalar);
    let base = 1i32 << width;
    let mut carry = 0;
    for index in 0..count(width) {
        let digit = bits(&limbs, index as u32 * width, width) + carry;
        carry = i32::from(digit > base / 2);
        let signed = digit - carry * base;
        out.push(if negative { -signed } else { signed });
    }
}

/// The smaller of a scalar and its negative, little endian, and whether it is the negative.
fn smaller(scalar: &Scalar) -> ([u64; 4], bool) {
    let (positive, negative) = (limbs(scalar), limbs(&-scalar));
    let negate = negative.iter().rev().lt(positive.iter().rev());
    (if negate { negative } else { positive }, negate)
}

fn limbs(scalar: &Scalar) -> [u64; 4] {
    let bytes = scalar.to_repr();
    std::array::from_fn(|index| u64::from_le_bytes(std::array::from_fn(|byte| bytes[8 * index + byte])))
}

/// Bits `from .. from + width` of a number; those beyond its limbs are zero.
fn bits(limbs: &[u64; 4], from: u32, width: u32) -> i32 {
    let limb = |index: usize| u128::from(limbs.get(index).copied().unwrap_or(0));
    let index = (from / 64) as usize;
    let window = (limb(index) | limb(index + 1) << 64) >> (from % 64);
    (window & ((1 << width) - 1)) as i32
}

#[cfg(test)]
mod tests {
    use ff::Field;

    use super::*;

    fn sum(digits: &[i32], width: u32) -> Scalar {
        digits.iter().rev().fold(Scalar::ZERO, |sum, digit| {
            let size = Scalar::from(u64::from(digit.unsigned_abs()));
            sum * Scalar::from(1u64 << width) + if *digit < 0 { -size } else { size }
        })
    }

    fn edges() -> Vec<Scalar> {
        let half = Scalar::from(2u64).invert().expect("two is not zero");
        let powers = (0..255u64).map(|bit| Scalar::from(2u64).pow_vartime([bit]));
        let around = powers.chain([Scalar::ZERO, half]).flat_map(|edge| [edge - Scalar::ONE, edge, edge + Scalar::ONE]);
        around.flat_map(|edge| [edge, -edge]).collect()
    }

    #[test]
    fn should_make_up_every_scalar_of_small_digits() {
        for width in 4..=20 {
            for scalar in edges() {
                let mut digits = Vec::new();
                append(&scalar, width, &mut digits);

                assert_eq!(sum(&digits, width), scalar, "{scalar:?} in digits of {width} bits");
                assert_eq!(digits.len(), count(width));
                assert!(digits.iter().all(|digit| digit.unsigned_abs() <= 1 << (width - 1)));
            }
        }
    }
}
