//! Key files: each holds the key of the repository, sealed with what scrypt (RFC 7914) makes of a password.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use scrypt::Params;
use serde::Deserialize;
use zeroize::Zeroizing;

use super::crypto::Key;

/// Most memory that a key file may ask for: 1 GiB. restic asks for 32 MiB.
const MOST_MEMORY: u64 = 1 << 30;
/// Most lanes that a key file may ask for.
const MOST_LANES: u32 = 64;

#[derive(Deserialize)]
struct KeyFile {
    kdf: String,
    #[serde(rename = "N")]
    cost: u64,
    r: u32,
    p: u32,
    salt: String,
    data: String,
}

#[derive(Deserialize)]
struct Master<'a> {
    #[serde(borrow)]
    mac: Mac<'a>,
    encrypt: &'a str,
}

#[derive(Deserialize)]
struct Mac<'a> {
    k: &'a str,
    r: &'a str,
}

/// What is wrong with a key file, as a sentence without its subject.
pub type Problem = &'static str;

/// The repository's key, if this key file opens with the password.
pub fn open(file: &[u8], password: &[u8]) -> Result<Option<Key>, Problem> {
    let file: KeyFile = serde_json::from_slice(file).map_err(|_| "cannot be decoded")?;
    if file.kdf != "scrypt" {
        return Err("is derived in a way that this program does not know");
    }
    let salt = STANDARD.decode(&file.salt).map_err(|_| "cannot be decoded")?;
    let data = STANDARD.decode(&file.data).map_err(|_| "cannot be decoded")?;
    let derived = derive(&file, password, &salt)?;
    let Some(master) = derived.open(&data).map(Zeroizing::new) else { return Ok(None) };
    let master: Master<'_> = serde_json::from_slice(&master).map_err(|_| "holds no key")?;
    let key = (|| Some(Key::new(bytes(master.encrypt)?, bytes(master.mac.k)?, bytes(master.mac.r)?)))();
    key.map(Some).ok_or("holds no key")
}

fn derive(file: &KeyFile, password: &[u8], salt: &[u8]) -> Result<Key, Problem> {
    let memory = file.cost.saturating_mul(128).saturating_mul(u64::from(file.r));
    if !file.cost.is_power_of_two() || memory > MOST_MEMORY || file.p > MOST_LANES {
        return Err("asks for more memory or time than any that restic makes");
    }
    let cost = u8::try_from(file.cost.ilog2()).map_err(|_| "cannot be decoded")?;
    let params = Params::new(cost, file.r, file.p).map_err(|_| "cannot be decoded")?;
    let mut derived = Zeroizing::new([0; 64]);
    scrypt::scrypt(password, salt, &params, &mut *derived).map_err(|_| "cannot be decoded")?;
    let (mut encrypt, mut authenticate, mut multiply) = ([0; 32], [0; 16], [0; 16]);
    encrypt.copy_from_slice(&derived[..32]);
    authenticate.copy_from_slice(&derived[32..48]);
    multiply.copy_from_slice(&derived[48..]);
    Ok(Key::new(encrypt, authenticate, multiply))
}

fn bytes<const N: usize>(text: &str) -> Option<[u8; N]> {
    Zeroizing::new(STANDARD.decode(text).ok()?).as_slice().try_into().ok()
}
