//! The coordinate fields of the two groups, as the `blst` crate computes in them (Montgomery form).

use blst::{
    blst_fp, blst_fp2, blst_fp2_add, blst_fp2_cneg, blst_fp2_inverse, blst_fp2_mul, blst_fp2_sqr, blst_fp2_sub,
    blst_fp_add, blst_fp_cneg, blst_fp_from_uint64, blst_fp_inverse, blst_fp_mul, blst_fp_sqr, blst_fp_sub,
};

/// A field element. Its default value is zero.
pub trait Field: Copy + Default + PartialEq + Send + Sync {
    fn one() -> Self;
    fn plus(&self, other: &Self) -> Self;
    fn minus(&self, other: &Self) -> Self;
    fn times(&self, other: &Self) -> Self;
    fn squared(&self) -> Self;
    /// That of zero is zero.
    fn inverse(&self) -> Self;
    fn negated_if(&self, condition: bool) -> Self;

    fn is_zero(&self) -> bool {
        *self == Self::default()
    }
}

fn one() -> blst_fp {
    let limbs = [1, 0, 0, 0, 0, 0];
    let mut out = blst_fp::default();
    // SAFETY: blst reads six limbs and writes one element, both of which live here.
    unsafe { blst_fp_from_uint64(&mut out, limbs.as_ptr()) };
    out
}

/// Implements the field over the functions of `blst` for its type, which have the same shape.
macro_rules! field {
    ($type:ty, $one:expr, $add:ident, $sub:ident, $mul:ident, $sqr:ident, $inverse:ident, $cneg:ident) => {
        impl Field for $type {
            fn one() -> Self {
                $one
            }

            fn plus(&self, other: &Self) -> Self {
                let mut out = Self::default();
                // SAFETY: all three pointers are to elements that outlive the call, which is all that blst asks for.
                unsafe { $add(&mut out, self, other) };
                out
            }

            fn minus(&self, other: &Self) -> Self {
                let mut out = Self::default();
                // SAFETY: as in `plus`.
                unsafe { $sub(&mut out, self, other) };
                out
            }

            fn times(&self, other: &Self) -> Self {
                let mut out = Self::default();
                // SAFETY: as in `plus`.
                unsafe { $mul(&mut out, self, other) };
                out
            }

            fn squared(&self) -> Self {
                let mut out = Self::default();
                // SAFETY: as in `plus`.
                unsafe { $sqr(&mut out, self) };
                out
            }

            fn inverse(&self) -> Self {
                let mut out = Self::default();
                // SAFETY: as in `plus`.
                unsafe { $inverse(&mut out, self) };
                out
            }

            fn negated_if(&self, condition: bool) -> Self {
                let mut out = Self::default();
                // SAFETY: as in `plus`.
                unsafe { $cneg(&mut out, self, condition) };
                out
            }
        }
    };
}

field!(blst_fp, one(), blst_fp_add, blst_fp_sub, blst_fp_mul, blst_fp_sqr, blst_fp_inverse, blst_fp_cneg);
field!(
    blst_fp2,
    blst_fp2 { fp: [one(), blst_fp::default()] },
    blst_fp2_add,
    blst_fp2_sub,
    blst_fp2_mul,
    blst_fp2_sqr,
    blst_fp2_inverse,
    blst_fp2_cneg
);
