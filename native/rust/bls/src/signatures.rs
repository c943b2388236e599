//! The operations. Every request is checked for its exact length before a byte of it is used.

use std::collections::HashSet;

use blst::min_pk::{AggregateSignature, PublicKey, SecretKey, Signature};
use blst::BLST_ERROR;
use zeroize::Zeroizing;

/// Domain separation tag of Filecoin: basic scheme, no proof of possession (filecoin spec, "BLS signatures").
const DST: &[u8] = b"BLS_SIG_BLS12381G2_XMD:SHA-256_SSWU_RO_NUL_";

const SECRET: usize = 32;
const PUBLIC: usize = 48;
const SIGNATURE: usize = 96;
/// Least entropy for a key (RFC draft-irtf-cfrg-bls-signature, KeyGen).
const MIN_ENTROPY: usize = 32;

type Response = Result<Vec<u8>, String>;

fn split<'a>(request: &'a [u8], at: usize, what: &str) -> Result<(&'a [u8], &'a [u8]), String> {
    if request.len() < at {
        return Err(format!("{what} has {} bytes, it must have {at}", request.len()));
    }
    Ok(request.split_at(at))
}

fn exact<'a>(request: &'a [u8], size: usize, what: &str) -> Result<&'a [u8], String> {
    if request.len() != size {
        return Err(format!("{what} has {} bytes, it must have {size}", request.len()));
    }
    Ok(request)
}

fn secret_key(little_endian: &[u8]) -> Result<SecretKey, String> {
    let mut big_endian = Zeroizing::new([0u8; SECRET]);
    big_endian.copy_from_slice(exact(little_endian, SECRET, "the private key")?);
    big_endian.reverse();
    SecretKey::from_bytes(big_endian.as_ref()).map_err(|_| "the private key is not a valid scalar".to_string())
}

/// Request: at least 32 bytes of entropy. Response: a private key, little-endian.
pub fn generate_key(entropy: &[u8]) -> Response {
    if entropy.len() < MIN_ENTROPY {
        return Err(format!("a key needs {MIN_ENTROPY} bytes of entropy"));
    }
    let key = SecretKey::key_gen(entropy, &[]).map_err(|error| format!("key generation failed: {error:?}"))?;
    let big_endian = Zeroizing::new(key.to_bytes());
    Ok(big_endian.iter().rev().copied().collect())
}

/// Request: private key. Response: public key.
pub fn public_key(request: &[u8]) -> Response {
    Ok(secret_key(request)?.sk_to_pk().to_bytes().to_vec())
}

/// Request: private key, message. Response: signature.
pub fn sign(request: &[u8]) -> Response {
    let (key, message) = split(request, SECRET, "the private key")?;
    Ok(secret_key(key)?.sign(message, DST, &[]).to_bytes().to_vec())
}

/// Request: signature, public key, message. Response: one byte, 1 where the signature holds.
pub fn verify(request: &[u8]) -> Response {
    let (signature, rest) = split(request, SIGNATURE, "the signature")?;
    let (key, message) = split(rest, PUBLIC, "the public key")?;
    let holds = match (Signature::sig_validate(signature, true), PublicKey::key_validate(key)) {
        (Ok(signature), Ok(key)) => signature.verify(false, message, DST, &[], &key, false) == BLST_ERROR::BLST_SUCCESS,
        _ => false,
    };
    Ok(vec![u8::from(holds)])
}

/// Request: one or more signatures of 96 bytes. Response: their aggregate.
pub fn aggregate(request: &[u8]) -> Response {
    if request.is_empty() || !request.len().is_multiple_of(SIGNATURE) {
        return Err(format!("the signatures have {} bytes, not a multiple of {SIGNATURE}", request.len()));
    }
    let parts: Vec<&[u8]> = request.chunks(SIGNATURE).collect();
    let aggregate = AggregateSignature::aggregate_serialized(&parts, true)
        .map_err(|error| format!("a signature is not valid: {error:?}"))?;
    Ok(aggregate.to_signature().to_bytes().to_vec())
}

/// Request: aggregate signature, then for each signer: public key, message length (u32 big-endian), message.
/// Response: one byte, 1 where the aggregate holds.
///
/// Equal messages are refused: without proofs of possession they would allow a rogue key.
pub fn verify_aggregate(request: &[u8]) -> Response {
    let (signature, mut rest) = split(request, SIGNATURE, "the signature")?;
    let mut keys = Vec::new();
    let mut messages: Vec<&[u8]> = Vec::new();
    while !rest.is_empty() {
        let (key, tail) = split(rest, PUBLIC, "a public key")?;
        let (length, tail) = split(tail, 4, "a message length")?;
        let length = u32::from_be_bytes([length[0], length[1], length[2], length[3]]) as usize;
        let (message, tail) = split(tail, length, "a message")?;
        keys.push(PublicKey::key_validate(key));
        messages.push(message);
        rest = tail;
    }
    let distinct = messages.iter().collect::<HashSet<_>>().len() == messages.len();
    let keys: Result<Vec<PublicKey>, _> = keys.into_iter().collect();
    let holds = match (Signature::sig_validate(signature, true), keys) {
        (Ok(signature), Ok(keys)) if distinct && !keys.is_empty() => {
            let keys: Vec<&PublicKey> = keys.iter().collect();
            signature.aggregate_verify(false, &messages, DST, &keys, false) == BLST_ERROR::BLST_SUCCESS
        }
        _ => false,
    };
    Ok(vec![u8::from(holds)])
}
