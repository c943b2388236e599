//! Points of the two groups in affine coordinates.

use blst::{blst_fp, blst_fp2, blst_p1_affine, blst_p1_affine_serialize, blst_p2_affine, blst_p2_affine_serialize};
use blstrs::{G1Affine, G2Affine};

use crate::field::Field;

/// A point of a curve y² = x³ + b. The default, (0, 0), is on neither of our curves and stands for the identity, as it does in `blst`.
#[derive(Clone, Copy, Default, Debug, PartialEq)]
pub struct Point<F> {
    pub x: F,
    pub y: F,
}

impl<F: Field> Point<F> {
    pub fn is_identity(&self) -> bool {
        self.x.is_zero() && self.y.is_zero()
    }

    pub fn negated_if(&self, condition: bool) -> Self {
        Point { x: self.x, y: self.y.negated_if(condition) }
    }

    /// The sum of any two points of a group of odd order, with an inversion of its own.
    pub fn plus(&self, other: &Self) -> Self {
        if self.is_identity() {
            *other
        } else if other.is_identity() {
            *self
        } else if self.x != other.x {
            let slope = other.y.minus(&self.y).times(&other.x.minus(&self.x).inverse());
            self.third_on_line(other, &slope)
        } else if self.y == other.y {
            self.doubled()
        } else {
            Point::default()
        }
    }

    /// Odd order means that no point but the identity has y = 0.
    pub fn doubled(&self) -> Self {
        let square = self.x.squared();
        let slope = square.plus(&square).plus(&square).times(&self.y.plus(&self.y).inverse());
        self.third_on_line(self, &slope)
    }

    /// The sum of two points, neither of them the identity, given the slope of the line through them.
    pub fn third_on_line(&self, other: &Self, slope: &F) -> Self {
        let x = slope.squared().minus(&self.x).minus(&other.x);
        let y = slope.times(&self.x.minus(&x)).minus(&self.y);
        Point { x, y }
    }
}

/// What differs between the groups: their encoding and their types in other crates.
pub trait Encoded: Field {
    /// The group's affine point in the library.
    type Affine: Default + Copy;

    /// Bytes of an uncompressed point.
    const BYTES: usize;

    /// Appends the uncompressed encoding (`to_uncompressed` of `blstrs`): x, y, big endian, flags in the first three bits.
    fn append(point: &Point<Self>, out: &mut Vec<u8>);

    fn to_library(point: &Point<Self>) -> Self::Affine;

    fn from_library(point: &Self::Affine) -> Point<Self>;
}

/// Implements the encoding over the functions of `blst` for the group.
macro_rules! encoded {
    ($field:ty, $raw:ident, $affine:ty, $bytes:literal, $serialize:ident) => {
        impl Encoded for $field {
            type Affine = $affine;

            const BYTES: usize = $bytes;

            fn append(point: &Point<Self>, out: &mut Vec<u8>) {
                let mut bytes = [0u8; $bytes];
                // SAFETY: blst writes as many bytes as an uncompressed point of this group has, and reads one point.
                unsafe { $serialize(bytes.as_mut_ptr(), &$raw { x: point.x, y: point.y }) };
                out.extend_from_slice(&bytes);
            }

            fn to_library(point: &Point<Self>) -> Self::Affine {
                let mut affine = <$affine>::default();
                *affine.as_mut() = $raw { x: point.x, y: point.y };
                affine
            }

            fn from_library(point: &Self::Affine) -> Point<Self> {
                let $raw { x, y } = *point.as_ref();
                Point { x, y }
            }
        }
    };
}

encoded!(blst_fp, blst_p1_affine, G1Affine, 96, blst_p1_affine_serialize);
encoded!(blst_fp2, blst_p2_affine, G2Affine, 192, blst_p2_affine_serialize);
