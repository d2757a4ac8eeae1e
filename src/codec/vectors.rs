//! `fixtures/vectors/codec.json`: inputs and outputs of everything on this floor, for other implementations and
//! against changes here. The test makes them anew and compares; with `WRITE_VECTORS=1` it writes the file.

use serde_json::{Value, json};

use super::chunk::{ChunkSizes, Chunker, Cut};
use super::hash::KeyedHash;
use super::kem::PrivateKey;
use super::object;
use super::padding::padme;
use super::passphrase::{self, Params};
use super::schedule::ObjectKey;
use super::seal::{Binding, DIRECTORY, Sealer, TRAILER};
use super::secret::Secret;
use super::sign::SigningKey;
use super::testing::{hex, stream};

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/vectors/codec.json");

const REPOSITORY: [u8; 32] = [0x55; 32];
const SALT: [u8; 32] = [0x33; 32];
const PLACE: Binding<'_> = Binding { kind: "example", repository: &REPOSITORY, name: "packs/5f/example-1" };

fn secret() -> Secret {
    Secret::from_bytes(std::array::from_fn(|i| i as u8))
}

fn place() -> Value {
    json!({ "kind": PLACE.kind, "repository": hex(PLACE.repository), "name": PLACE.name })
}

fn derive() -> Value {
    let derived = ["", "id", "chunker"]
        .map(|label| json!({ "label": label, "secret": hex(secret().derive(label).expose()) }));
    json!({ "from": hex(secret().expose()), "derived": derived })
}

fn keyed_hash() -> Value {
    let hash = KeyedHash::new(&secret());
    let ids = [vec![], b"abc".to_vec(), vec![0; 64], stream(200)]
        .map(|data| json!({ "data": hex(&data), "id": hex(&hash.id(&data)) }));
    json!({ "key": hex(secret().expose()), "ids": ids })
}

fn chunks() -> Value {
    let data = stream(2 << 20);
    let cuts = |sizes: ChunkSizes| {
        let chunker = Chunker::new(&secret(), sizes).unwrap();
        let mut ends = Vec::new();
        while let Some(length) = chunker.cut(&data[ends.last().copied().unwrap_or(0)..], true) {
            ends.push(ends.last().unwrap_or(&0) + length);
        }
        json!({ "min": sizes.min, "avg": sizes.avg, "max": sizes.max, "ends": ends })
    };
    let chunker = Chunker::new(&secret(), ChunkSizes::default()).unwrap();
    json!({
        "secret": hex(secret().expose()),
        "gear_first": chunker.gear()[..4].iter().map(|number| format!("{number:016x}")).collect::<Vec<_>>(),
        "gear_last": format!("{:016x}", chunker.gear()[255]),
        "data": "2 MiB: SHA-256 of 0, 1, 2, ... as u64 BE, one after another",
        "data_id": hex(&KeyedHash::new(&secret()).id(&data)),
        "cuts": [
            cuts(ChunkSizes::default()),
            cuts(ChunkSizes { min: 16 << 10, avg: 64 << 10, max: 256 << 10 }),
        ],
    })
}

fn key_schedule() -> Value {
    let (key, commitment) = ObjectKey::derive(&secret(), &SALT, &PLACE).unwrap();
    let frame = |ordinal: u32, plain: &[u8]| {
        let mut body = plain.to_vec();
        let tag = key.seal(ordinal, &mut body);
        json!({ "ordinal": ordinal, "plain": hex(plain), "frame": hex(&[&body[..], &tag].concat()) })
    };
    json!({
        "ikm": hex(secret().expose()),
        "salt": hex(&SALT),
        "place": place(),
        "commitment": hex(&commitment),
        "frames": [frame(0, b""), frame(1, b"block"), frame(DIRECTORY, b"directory"), frame(TRAILER, b"trailer")],
    })
}

fn seal_object() -> Value {
    let sealed = |plain: &[u8]| {
        let sealer = Sealer::with_salt(&secret(), &SALT, &PLACE);
        let object = object::seal(sealer, plain).unwrap();
        assert_eq!(object::open_object(&secret(), &PLACE, &object).unwrap().as_slice(), plain);
        json!({ "plain": hex(plain), "object": hex(&object) })
    };
    json!({
        "secret": hex(secret().expose()),
        "salt": hex(&SALT),
        "place": place(),
        "objects": [sealed(b""), sealed(b"plaintext"), sealed(&stream(100))],
    })
}

fn seal_to() -> Value {
    let private = PrivateKey::from_seed(&secret());
    let randomness = std::array::from_fn(|i| 0x80 + i as u8);
    let sealer = Sealer::to_recipient_with(&private.recipient(), &SALT, &randomness, &PLACE);
    let (_, shared) = private.recipient().encapsulate_with(&randomness);
    let object = object::seal(sealer, b"plaintext").unwrap();
    assert_eq!(object::open_from(&private, &PLACE, &object).unwrap().as_slice(), b"plaintext");
    json!({
        "seed": hex(secret().expose()),
        "recipient": hex(private.recipient().as_bytes()),
        "salt": hex(&SALT),
        "randomness": hex(&randomness),
        "shared": hex(shared.expose()),
        "place": place(),
        "plain": hex(b"plaintext"),
        "object": hex(&object),
    })
}

fn sign() -> Value {
    let key = SigningKey::from_seed(&secret());
    let signed = |domain: &str, parts: &[&[u8]]| {
        let parts_hex: Vec<_> = parts.iter().map(|part| hex(part)).collect();
        json!({ "domain": domain, "parts": parts_hex, "signature": hex(&key.sign(domain, parts)) })
    };
    json!({
        "seed": hex(secret().expose()),
        "verifying_key": hex(key.verifying_key().as_bytes()),
        "signed": [signed("root", &[]), signed("root", &[b"first", b""]), signed("delta", &[&stream(100)])],
    })
}

fn from_passphrase() -> Value {
    let derived = |params: Params| {
        let secret = passphrase::derive(b"correct horse battery staple", &SALT, &params).unwrap();
        let Params { memory_kib, passes, lanes } = params;
        json!({ "memory_kib": memory_kib, "passes": passes, "lanes": lanes, "secret": hex(secret.expose()) })
    };
    json!({
        "passphrase": "correct horse battery staple",
        "salt": hex(&SALT),
        "derived": [derived(Params { memory_kib: 256, passes: 2, lanes: 2 }), derived(Params::default())],
    })
}

fn padding() -> Value {
    let lengths = [0, 1, 8, 9, 63, 64, 65, 1000, 1 << 20, (1 << 20) + 1, 33_000_000, 1 << 40];
    lengths.map(|len| json!([len, padme(len)])).into_iter().collect()
}

#[test]
fn the_vectors_on_file_still_come_out() {
    let made = json!({
        "derive": derive(),
        "keyed_hash": keyed_hash(),
        "chunks": chunks(),
        "key_schedule": key_schedule(),
        "seal_object": seal_object(),
        "seal_to": seal_to(),
        "sign": sign(),
        "passphrase": from_passphrase(),
        "padme": padding(),
    });
    if std::env::var_os("WRITE_VECTORS").is_some() {
        std::fs::write(FILE, serde_json::to_string_pretty(&made).unwrap() + "\n").unwrap();
    }
    let filed: Value = serde_json::from_slice(&std::fs::read(FILE).unwrap()).unwrap();
    for (name, made) in made.as_object().unwrap() {
        assert_eq!(&filed[name], made, "{name}");
    }
    assert_eq!(filed.as_object().unwrap().len(), made.as_object().unwrap().len());
}
