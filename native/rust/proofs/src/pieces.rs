//! Pieces: commitments and staging.

use std::fs::{File, OpenOptions};
use std::io::{Read, Seek, SeekFrom};

use filecoin_proofs::pieces::sum_piece_bytes_with_alignment;
use filecoin_proofs_api::seal;
use filecoin_proofs_api::{PaddedBytesAmount, UnpaddedBytesAmount};

use crate::failure::{Failure, Result};
use crate::types::seal_proof;
use crate::wire::{Reader, Writer};

/// Request: seal type, source path, unpadded size. Response: commitment, unpadded size.
pub fn piece_commitment(mut request: Reader<'_>) -> Result<Vec<u8>> {
    let proof = seal_proof(request.u32()?)?;
    let source = request.path()?;
    let size = UnpaddedBytesAmount(request.u64()?);
    request.end()?;
    let source = File::open(source)?.take(size.0);
    let piece = seal::generate_piece_commitment(proof, source, size)?;
    Ok(Writer::default().raw(&piece.commitment).u64(piece.size.0).finish())
}

/// Request: seal type, source path, staged path, unpadded size, sizes of the pieces before.
/// Response: commitment, unpadded size, unpadded bytes written with alignment.
///
/// The staged file must end where the pieces before end: after an add-piece that was cut short it is made anew.
pub fn add_piece(mut request: Reader<'_>) -> Result<Vec<u8>> {
    let proof = seal_proof(request.u32()?)?;
    let source = request.path()?;
    let staged = request.path()?;
    let size = UnpaddedBytesAmount(request.u64()?);
    let before = request.list(|item| Ok(UnpaddedBytesAmount(item.u64()?)))?;
    request.end()?;
    let source = File::open(source)?.take(size.0);
    let mut target = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(staged)?;
    let end = target.seek(SeekFrom::End(0))?;
    let expected = u64::from(PaddedBytesAmount::from(sum_piece_bytes_with_alignment(&before)));
    if end != expected {
        return Err(Failure::invalid(format!("the staged file has {end} bytes, the pieces before fill {expected}")));
    }
    let (piece, written) = seal::add_piece(proof, source, target, size, &before)?;
    Ok(Writer::default().raw(&piece.commitment).u64(piece.size.0).u64(written.0).finish())
}
