//! Small objects sealed whole: `header | frame 0`, the frame holding `length u64 BE | plain | zeros`, padded so
//! that the object's length tells little of the plaintext's.

use zeroize::Zeroizing;

use super::chunk::is_zero;
use super::error::Error;
use super::kem::{PrivateKey, Recipient};
use super::padding::padme;
use super::seal::{Binding, HEADER, KEM_HEADER, MAX_PLAIN, Opener, Sealer, TAG};
use super::secret::Secret;

const LENGTH: usize = 8;

/// Seals `plain` with a secret that the reader has too. Errors with [`Error::ObjectFull`] when it does not fit
/// into 128 MiB padded.
pub fn seal_object(secret: &Secret, binding: &Binding<'_>, plain: &[u8]) -> Result<Vec<u8>, Error> {
    seal(Sealer::with_secret(secret, binding), plain)
}

/// Seals what `write` appends, where it lies, so that a large object takes its memory once. As [`seal_object`] otherwise,
/// but growing may leave copies behind: not for secrets.
pub fn seal_written(
    secret: &Secret,
    binding: &Binding<'_>,
    write: impl FnOnce(&mut Vec<u8>),
) -> Result<Vec<u8>, Error> {
    let sealer = Sealer::with_secret(secret, binding);
    let mut object = begin(&sealer, 0);
    write(&mut object);
    finish(sealer, object)
}

/// Seals `plain` to a public key; as [`seal_object`] otherwise.
pub fn seal_to(recipient: &Recipient, binding: &Binding<'_>, plain: &[u8]) -> Result<Vec<u8>, Error> {
    seal(Sealer::to_recipient(recipient, binding), plain)
}

/// What [`seal_object`] sealed; wiped when dropped.
pub fn open_object(
    secret: &Secret,
    binding: &Binding<'_>,
    object: &[u8],
) -> Result<Zeroizing<Vec<u8>>, Error> {
    open(&Opener::with_secret(secret, binding, object)?, &object[HEADER..])
}

/// What [`seal_to`] sealed; wiped when dropped.
pub fn open_from(
    private: &PrivateKey,
    binding: &Binding<'_>,
    object: &[u8],
) -> Result<Zeroizing<Vec<u8>>, Error> {
    open(&Opener::with_private(private, binding, object)?, &object[KEM_HEADER..])
}

pub(super) fn seal(sealer: Sealer, plain: &[u8]) -> Result<Vec<u8>, Error> {
    // Of full length at once: growing would leave copies of the plaintext behind.
    let mut object = begin(&sealer, plain.len());
    object.extend_from_slice(plain);
    finish(sealer, object)
}

/// An object as far as its plaintext, with room for so many bytes of that and what follows.
fn begin(sealer: &Sealer, plain: usize) -> Vec<u8> {
    let header = sealer.header();
    let bare = (header.len() + LENGTH + plain + TAG) as u64;
    let mut object = Vec::with_capacity(padme(bare).min(MAX_PLAIN) as usize);
    object.extend_from_slice(header);
    object.extend_from_slice(&[0; LENGTH]);
    object
}

/// Fills in the length of the plaintext, pads and seals.
fn finish(mut sealer: Sealer, mut object: Vec<u8>) -> Result<Vec<u8>, Error> {
    let header = sealer.header().len();
    let plain = header + LENGTH;
    let length = (object.len() - plain) as u64;
    let total = padme((object.len() + TAG) as u64);
    let full = Error::ObjectFull { frames: 1, plain: total };
    let total = usize::try_from(total).ok().filter(|total| *total as u64 <= MAX_PLAIN).ok_or(full)?;
    let frame = sealer.reserve(total - header - TAG)?;
    object[header..plain].copy_from_slice(&length.to_be_bytes());
    // Of exactly that length: room that is doubled would be kept as long as the object.
    object.reserve_exact(total - object.len());
    object.resize(total - TAG, 0);
    frame.seal_tail(&mut object, header)?;
    Ok(object)
}

fn open(opener: &Opener, frame: &[u8]) -> Result<Zeroizing<Vec<u8>>, Error> {
    let length = frame.len().checked_sub(TAG).filter(|length| *length >= LENGTH);
    let length = length.ok_or(Error::Truncated { needed: LENGTH + TAG, found: frame.len() })?;
    let mut plain = Zeroizing::new(Vec::new());
    opener.open_to(0, length, frame, &mut plain)?;
    let (stated, rest) = plain.split_first_chunk().ok_or(Error::Padding)?;
    let stated = usize::try_from(u64::from_be_bytes(*stated)).map_err(|_| Error::Padding)?;
    let padding = rest.get(stated..).ok_or(Error::Padding)?;
    if !is_zero(padding) {
        return Err(Error::Padding);
    }
    plain.truncate(LENGTH + stated);
    plain.drain(..LENGTH);
    Ok(plain)
}
