//! A sector, from its data to its first phase of commit.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use anyhow::Result;
use blstrs::Scalar;
use filecoin_proofs_api::seal::{self, SealCommitPhase1Output, SealPreCommitPhase2Output};
use filecoin_proofs_api::{Commitment, PieceInfo, RegisteredSealProof, Ticket, UnpaddedBytesAmount};

use crate::vectors::PROVER;

/// The data of a sector of so many bytes: byte i is (i × factor + addend) mod 256.
pub fn data(sector_size: usize, (factor, addend): (usize, usize)) -> Vec<u8> {
    (0..sector_size / 128 * 127).map(|i| (i * factor + addend) as u8).collect()
}

/// Writes the staged file of a sector whose only piece is this data.
pub fn stage(proof: RegisteredSealProof, data: &[u8], folder: &Path) -> Result<(PathBuf, Vec<PieceInfo>)> {
    let staged = folder.join("staged");
    let (piece, _) = seal::add_piece(proof, data, File::create(&staged)?, UnpaddedBytesAmount(data.len() as u64), &[])?;
    Ok((staged, vec![piece]))
}

/// What a sector is sealed with; ticket and seed follow from the variant.
#[derive(Clone, Copy)]
pub struct Sector {
    pub proof: RegisteredSealProof,
    pub number: u64,
    pub variant: u8,
}

/// A sector after PC2.
pub struct Sealed {
    pub sector: Sector,
    pub replica: PathBuf,
    pub cache: PathBuf,
    pub comm_r: Commitment,
    pub comm_d: Commitment,
    pub pieces: Vec<PieceInfo>,
}

impl Sector {
    pub fn ticket(&self) -> Ticket {
        std::array::from_fn(|i| (5 * i) as u8 + self.variant)
    }

    pub fn seed(&self) -> Ticket {
        std::array::from_fn(|i| (3 * i) as u8 + 100 + self.variant)
    }

    /// PC1 and PC2, in a folder that is made anew.
    pub fn seal(self, data: &[u8], folder: &Path) -> Result<Sealed> {
        if folder.exists() {
            fs::remove_dir_all(folder)?;
        }
        let (cache, replica) = (folder.join("cache"), folder.join("sealed"));
        fs::create_dir_all(&cache)?;
        File::create(&replica)?;
        let (staged, pieces) = stage(self.proof, data, folder)?;
        let number = self.number.into();
        let phase1 =
            seal::seal_pre_commit_phase1(self.proof, &cache, staged, &replica, PROVER, number, self.ticket(), &pieces)?;
        let phase2 = seal::seal_pre_commit_phase2(phase1, &cache, &replica)?;
        Ok(Sealed { sector: self, replica, cache, comm_r: phase2.comm_r, comm_d: phase2.comm_d, pieces })
    }
}

impl Sealed {
    pub fn commit1(&self, seed: Ticket) -> Result<SealCommitPhase1Output> {
        let Sector { proof, number, .. } = self.sector;
        let pre_commit =
            SealPreCommitPhase2Output { registered_proof: proof, comm_r: self.comm_r, comm_d: self.comm_d };
        seal::seal_commit_phase1(
            &self.cache,
            &self.replica,
            PROVER,
            number.into(),
            self.sector.ticket(),
            seed,
            pre_commit,
            &self.pieces,
        )
    }

    /// The public inputs of its proofs.
    pub fn inputs(&self, seed: Ticket) -> Result<Vec<Vec<Scalar>>> {
        let Sector { proof, number, .. } = self.sector;
        let ticket = self.sector.ticket();
        seal::get_seal_inputs(proof, self.comm_r, self.comm_d, PROVER, number.into(), ticket, seed)
    }
}
