//! From a passphrase to a secret: Argon2id (RFC 9106), version 0x13.

use argon2::{Algorithm, Argon2, Block, Version};
use zeroize::Zeroize;

use super::error::Error;
use super::secret::Secret;

/// What one derivation costs whoever tries passphrases, and us. Stored beside what it protects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Params {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over that memory.
    pub passes: u32,
    /// Lanes filled at the same time.
    pub lanes: u32,
}

impl Default for Params {
    /// RFC 9106's second choice (section 4): 64 MiB, 3 passes, 4 lanes.
    fn default() -> Self {
        Self { memory_kib: 64 * 1024, passes: 3, lanes: 4 }
    }
}

impl Params {
    /// Most memory accepted: 4 GiB. Stored parameters come from a store that may be hostile.
    pub const MAX_MEMORY_KIB: u32 = 4 * 1024 * 1024;
    /// Most passes accepted.
    pub const MAX_PASSES: u32 = 16;
    /// Most lanes accepted.
    pub const MAX_LANES: u32 = 64;

    /// The crate's form of these parameters, if this format accepts them: RFC 9106 wants at least one pass,
    /// one lane and 8 KiB a lane.
    fn checked(&self) -> Result<argon2::Params, Error> {
        let Self { memory_kib, passes, lanes } = *self;
        let refused = Error::PassphraseParams { memory_kib, passes, lanes };
        if memory_kib > Self::MAX_MEMORY_KIB || passes > Self::MAX_PASSES || lanes > Self::MAX_LANES {
            return Err(refused);
        }
        argon2::Params::new(memory_kib, passes, lanes, Some(32)).map_err(|_| refused)
    }
}

/// The secret that `passphrase` stands for. Takes `params.memory_kib` of memory, wiped and given back
/// before it returns.
///
/// Errors when the parameters are refused (before anything is allocated) or the memory is not to be had.
pub fn derive(passphrase: &[u8], salt: &[u8; 32], params: &Params) -> Result<Secret, Error> {
    let context = Argon2::new(Algorithm::Argon2id, Version::V0x13, params.checked()?);
    run(&context, passphrase, salt)
}

fn run(context: &Argon2<'_>, passphrase: &[u8], salt: &[u8]) -> Result<Secret, Error> {
    let count = context.params().block_count();
    let mut memory =
        Memory::new(count).ok_or(Error::PassphraseMemory { memory_kib: context.params().m_cost() })?;
    let mut derived = [0; 32];
    // Salt, output length and memory are right by construction; what is left is the passphrase.
    context
        .hash_password_into_with_memory(passphrase, salt, &mut derived, memory.0.as_mut_slice())
        .map_err(|_| Error::PassphraseLength)?;
    let secret = Secret::from_bytes(derived);
    derived.zeroize();
    Ok(secret)
}

/// Argon2's blocks, wiped on every way out; the crate gives its own back unwiped.
struct Memory(Vec<Block>);

impl Memory {
    fn new(count: usize) -> Option<Self> {
        let mut blocks = Vec::new();
        blocks.try_reserve_exact(count).ok()?;
        blocks.resize(count, Block::new());
        Some(Self(blocks))
    }
}

impl Drop for Memory {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::hex;
    use super::*;

    // RFC 9106, section 5.3: it also uses a secret and associated data, which this format does not.
    #[test]
    fn argon2id_agrees_with_rfc_9106() {
        let params = argon2::ParamsBuilder::new()
            .m_cost(32)
            .t_cost(3)
            .p_cost(4)
            .data(argon2::AssociatedData::new(&[0x04; 12]).unwrap())
            .output_len(32)
            .build()
            .unwrap();
        let context =
            Argon2::new_with_secret(&[0x03; 8], Algorithm::Argon2id, Version::V0x13, params).unwrap();
        let derived = run(&context, &[0x01; 32], &[0x02; 16]).unwrap();
        assert_eq!(hex(derived.expose()), "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659");
    }

    #[test]
    fn salt_passphrase_and_parameters_all_matter() {
        let small = Params { memory_kib: 64, passes: 1, lanes: 2 };
        let secret = derive(b"correct horse", &[1; 32], &small).unwrap();
        assert_eq!(derive(b"correct horse", &[1; 32], &small).unwrap(), secret);
        assert_ne!(derive(b"correct horsf", &[1; 32], &small).unwrap(), secret);
        assert_ne!(derive(b"correct horse", &[2; 32], &small).unwrap(), secret);
        for other in
            [Params { memory_kib: 72, ..small }, Params { passes: 2, ..small }, Params { lanes: 1, ..small }]
        {
            assert_ne!(derive(b"correct horse", &[1; 32], &other).unwrap(), secret);
        }
    }

    #[test]
    fn hostile_parameters_are_refused_before_any_work() {
        let fine = Params::default();
        for params in [
            Params { memory_kib: Params::MAX_MEMORY_KIB + 1, ..fine },
            Params { memory_kib: u32::MAX, ..fine },
            Params { memory_kib: 31, ..fine },
            Params { memory_kib: 0, ..fine },
            Params { passes: 17, ..fine },
            Params { passes: 0, ..fine },
            Params { lanes: 65, ..fine },
            Params { lanes: u32::MAX, ..fine },
            Params { lanes: 0, ..fine },
        ] {
            let Params { memory_kib, passes, lanes } = params;
            let refused = Error::PassphraseParams { memory_kib, passes, lanes };
            assert_eq!(derive(b"", &[0; 32], &params), Err(refused));
        }
    }
}
