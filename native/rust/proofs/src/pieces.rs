//! Pieces: commitments and staging.

use std::fs::{File, OpenOptions};
use std::io::Read;

use filecoin_proofs_api::seal;
use filecoin_proofs_api::UnpaddedBytesAmount;

use crate::failure::Result;
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
pub fn add_piece(mut request: Reader<'_>) -> Result<Vec<u8>> {
    let proof = seal_proof(request.u32()?)?;
    let source = request.path()?;
    let staged = request.path()?;
    let size = UnpaddedBytesAmount(request.u64()?);
    let before = request.list(|item| Ok(UnpaddedBytesAmount(item.u64()?)))?;
    request.end()?;
    let source = File::open(source)?.take(size.0);
    let target = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(staged)?;
    let (piece, written) = seal::add_piece(proof, source, target, size, &before)?;
    Ok(Writer::default().raw(&piece.commitment).u64(piece.size.0).u64(written.0).finish())
}
