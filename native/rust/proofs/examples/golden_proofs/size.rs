//! What is made for a sector size: its proof types and its sectors.

use filecoin_proofs_api::{RegisteredPoStProof, RegisteredSealProof, RegisteredUpdateProof};

/// A sector to seal: its name, its number and its data, byte i of which is (i × factor + addend) mod 256.
pub type Plan = (&'static str, u64, (usize, usize));

pub struct Size {
    pub bytes: usize,
    /// What the chain adds to the numbers of the types for 2 KiB.
    row: u32,
    pub seal: RegisteredSealProof,
    pub window: RegisteredPoStProof,
    pub winning: RegisteredPoStProof,
    pub update: RegisteredUpdateProof,
    pub sectors: &'static [Plan],
}

pub const KIB_2: Size = Size {
    bytes: 2 << 10,
    row: 0,
    seal: RegisteredSealProof::StackedDrg2KiBV1_1,
    window: RegisteredPoStProof::StackedDrgWindow2KiBV1_2,
    winning: RegisteredPoStProof::StackedDrgWinning2KiBV1,
    update: RegisteredUpdateProof::StackedDrg2KiBV1,
    sectors: &[("seal-1", 1, (0, 0)), ("seal-2", 2, (0, 0)), ("seal-3", 40, (7, 3)), ("seal-4", 1_000_001, (0, 0))],
};

pub const MIB_8: Size = Size {
    bytes: 8 << 20,
    row: 1,
    seal: RegisteredSealProof::StackedDrg8MiBV1_1,
    window: RegisteredPoStProof::StackedDrgWindow8MiBV1_2,
    winning: RegisteredPoStProof::StackedDrgWinning8MiBV1,
    update: RegisteredUpdateProof::StackedDrg8MiBV1,
    sectors: &[("seal-1", 1, (7, 3))],
};

impl Size {
    /// By the name that people write.
    pub fn named(name: &str) -> Option<&'static Size> {
        match name {
            "2KiB" => Some(&KIB_2),
            "8MiB" => Some(&MIB_8),
            _ => None,
        }
    }

    /// Of its sectors.
    pub fn names(&self) -> Vec<&'static str> {
        self.sectors.iter().map(|(name, _, _)| *name).collect()
    }

    pub fn seal_number(&self) -> u32 {
        5 + self.row
    }

    pub fn window_number(&self) -> u32 {
        10 + self.row
    }

    /// The numbers of WinningPoSt and replica update begin with zero.
    pub fn row(&self) -> u32 {
        self.row
    }
}
