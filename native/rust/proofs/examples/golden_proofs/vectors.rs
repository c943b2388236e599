//! The file of vectors, in the format of `proofs.json`: written anew with each vector. And what all vectors have alike.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{ensure, Context, Result};
use serde::Serialize;
use serde_json::ser::{PrettyFormatter, Serializer};
use serde_json::{json, Value};

pub const MINER: u64 = 1000;
/// Actor id 1000 as LEB128, padded with zeros.
pub const PROVER: [u8; 32] = {
    let mut id = [0; 32];
    id[0] = 0xe8;
    id[1] = 0x07;
    id
};
/// What stands where an interactive proof has its seed.
pub const NO_SEED: [u8; 32] = [1; 32];

pub struct Vectors {
    file: PathBuf,
    sector_size: usize,
    all: Vec<Value>,
}

impl Vectors {
    pub fn open(file: &Path, sector_size: usize) -> Result<Self> {
        let mut all = Vec::new();
        if file.exists() {
            let read: Value = serde_json::from_slice(&fs::read(file)?)
                .with_context(|| format!("{} is no file of vectors; remove it", file.display()))?;
            all = read["vectors"].as_array().cloned().unwrap_or_default();
        }
        Ok(Vectors { file: file.to_path_buf(), sector_size, all })
    }

    fn find(&self, name: &str) -> Option<&Value> {
        self.all.iter().find(|vector| vector["name"] == name)
    }

    pub fn has(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    /// A text field of a vector; empty where there is none.
    pub fn field(&self, name: &str, field: &str) -> String {
        self.find(name).and_then(|vector| vector[field].as_str()).unwrap_or_default().to_string()
    }

    pub fn add(&mut self, name: &str, mut vector: Value) -> Result<()> {
        vector["name"] = json!(name);
        vector["valid"] = json!(true);
        self.all.push(vector);
        self.write()
    }

    fn write(&self) -> Result<()> {
        let content = json!({
            "format": 1,
            "produced_with": "filecoin-proofs-api 19.1.0 (CPU), parameters of the dev network, seed v1",
            "sector_size": self.sector_size,
            "vectors": self.all,
        });
        let aside = self.file.with_extension("making");
        let mut out = fs::File::create(&aside)?;
        content.serialize(&mut Serializer::with_formatter(&mut out, PrettyFormatter::with_indent(b" ")))?;
        out.write_all(b"\n")?;
        out.sync_all()?;
        Ok(fs::rename(&aside, &self.file)?)
    }
}

pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

pub fn bytes(hex: &str) -> Result<Vec<u8>> {
    ensure!(hex.len().is_multiple_of(2), "an odd number of hexadecimal digits");
    (0..hex.len()).step_by(2).map(|i| Ok(u8::from_str_radix(&hex[i..i + 2], 16)?)).collect()
}
