//! The encoding of requests and responses: big-endian integers, byte strings and lists with a `u32` count in front.
//!
//! A request is read to its last byte; anything left over or missing is a malformed request, never undefined behaviour.

use std::path::PathBuf;

use crate::failure::{Failure, Result};

/// Reads one request.
pub struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    pub fn new(request: &'a [u8]) -> Self {
        Reader { rest: request }
    }

    fn take(&mut self, count: usize) -> Result<&'a [u8]> {
        if count > self.rest.len() {
            return Err(Failure::invalid("request is shorter than its fields"));
        }
        let (head, tail) = self.rest.split_at(count);
        self.rest = tail;
        Ok(head)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N]> {
        let mut value = [0u8; N];
        value.copy_from_slice(self.take(N)?);
        Ok(value)
    }

    pub fn u32(&mut self) -> Result<u32> {
        Ok(u32::from_be_bytes(self.array()?))
    }

    pub fn u64(&mut self) -> Result<u64> {
        Ok(u64::from_be_bytes(self.array()?))
    }

    /// 32 raw bytes: commitments, randomness, ids.
    pub fn bytes32(&mut self) -> Result<[u8; 32]> {
        self.array()
    }

    pub fn bytes(&mut self) -> Result<&'a [u8]> {
        let count = self.u32()? as usize;
        self.take(count)
    }

    pub fn path(&mut self) -> Result<PathBuf> {
        let text = std::str::from_utf8(self.bytes()?).map_err(|_| Failure::invalid("a path is not UTF-8"))?;
        let path = PathBuf::from(text);
        if !path.is_absolute() {
            return Err(Failure::invalid(format!("path {text:?} is not absolute")));
        }
        Ok(path)
    }

    /// A list: the count is checked against what could fit before anything is allocated.
    pub fn list<T>(&mut self, read: impl Fn(&mut Self) -> Result<T>) -> Result<Vec<T>> {
        let count = self.u32()? as usize;
        if count > self.rest.len() {
            return Err(Failure::invalid("a list is longer than the request"));
        }
        (0..count).map(|_| read(self)).collect()
    }

    pub fn end(self) -> Result<()> {
        if self.rest.is_empty() {
            return Ok(());
        }
        Err(Failure::invalid("request has bytes after its last field"))
    }
}

/// Writes one response.
#[derive(Default)]
pub struct Writer {
    bytes: Vec<u8>,
}

impl Writer {
    pub fn u32(mut self, value: u32) -> Self {
        self.bytes.extend_from_slice(&value.to_be_bytes());
        self
    }

    pub fn u64(mut self, value: u64) -> Self {
        self.bytes.extend_from_slice(&value.to_be_bytes());
        self
    }

    pub fn flag(mut self, value: bool) -> Self {
        self.bytes.push(u8::from(value));
        self
    }

    pub fn raw(mut self, value: &[u8]) -> Self {
        self.bytes.extend_from_slice(value);
        self
    }

    pub fn bytes(self, value: &[u8]) -> Result<Self> {
        let count = u32::try_from(value.len()).map_err(|_| Failure::invalid("a value is longer than 4 GiB"))?;
        Ok(self.u32(count).raw(value))
    }

    pub fn finish(self) -> Vec<u8> {
        self.bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn should_refuse_a_request_that_is_too_short() {
        assert!(Reader::new(&[0, 0, 0]).u32().is_err());
        assert!(Reader::new(&[0, 0, 0, 9, 1]).bytes().is_err());
    }

    #[test]
    fn should_refuse_a_list_that_cannot_fit() {
        assert!(Reader::new(&[0xff, 0xff, 0xff, 0xff, 1]).list(Reader::u64).is_err());
    }

    #[test]
    fn should_refuse_bytes_after_the_last_field() {
        assert!(Reader::new(&[1]).end().is_err());
    }

    #[test]
    fn should_refuse_a_relative_path() {
        assert!(Reader::new(&[0, 0, 0, 1, b'a']).path().is_err());
    }
}
