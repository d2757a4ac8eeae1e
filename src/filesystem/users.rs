//! Names of users and groups, from the host's own database.
#![expect(
    unsafe_code,
    reason = "getpwuid_r and its kin are the only way to every source of users a host may have"
)]

use std::ffi::{CStr, CString};
use std::mem::MaybeUninit;
use std::ptr;

/// Longest record asked for: a group may list many members.
const LONGEST: usize = 1 << 20;

/// The name of user `uid`, where the host knows one.
pub(crate) fn user_name(uid: u32) -> Option<String> {
    with_buffer(|buffer| {
        let mut record = MaybeUninit::<libc::passwd>::uninit();
        let mut found = ptr::null_mut();
        // SAFETY: all pointers are valid for the call and the length is the buffer's.
        let code = unsafe {
            libc::getpwuid_r(
                uid,
                record.as_mut_ptr(),
                buffer.as_mut_ptr().cast(),
                buffer.len(),
                &raw mut found,
            )
        };
        // SAFETY: a non-null result points to the record, whose name points into the buffer, NUL-terminated.
        answer(code, found.is_null(), || unsafe { text((*found).pw_name) })
    })
}

/// The name of group `gid`, where the host knows one.
pub(crate) fn group_name(gid: u32) -> Option<String> {
    with_buffer(|buffer| {
        let mut record = MaybeUninit::<libc::group>::uninit();
        let mut found = ptr::null_mut();
        // SAFETY: all pointers are valid for the call and the length is the buffer's.
        let code = unsafe {
            libc::getgrgid_r(
                gid,
                record.as_mut_ptr(),
                buffer.as_mut_ptr().cast(),
                buffer.len(),
                &raw mut found,
            )
        };
        // SAFETY: a non-null result points to the record, whose name points into the buffer, NUL-terminated.
        answer(code, found.is_null(), || unsafe { text((*found).gr_name) })
    })
}

/// The number of the user called `name`, where the host knows one.
pub(crate) fn user_id(name: &str) -> Option<u32> {
    let name = CString::new(name).ok()?;
    with_buffer(|buffer| {
        let mut record = MaybeUninit::<libc::passwd>::uninit();
        let mut found = ptr::null_mut();
        // SAFETY: all pointers are valid for the call and the length is the buffer's.
        let code = unsafe {
            libc::getpwnam_r(
                name.as_ptr(),
                record.as_mut_ptr(),
                buffer.as_mut_ptr().cast(),
                buffer.len(),
                &raw mut found,
            )
        };
        // SAFETY: a non-null result points to the record.
        answer(code, found.is_null(), || Some(unsafe { (*found).pw_uid }))
    })
}

/// The number of the group called `name`, where the host knows one.
pub(crate) fn group_id(name: &str) -> Option<u32> {
    let name = CString::new(name).ok()?;
    with_buffer(|buffer| {
        let mut record = MaybeUninit::<libc::group>::uninit();
        let mut found = ptr::null_mut();
        // SAFETY: all pointers are valid for the call and the length is the buffer's.
        let code = unsafe {
            libc::getgrnam_r(
                name.as_ptr(),
                record.as_mut_ptr(),
                buffer.as_mut_ptr().cast(),
                buffer.len(),
                &raw mut found,
            )
        };
        // SAFETY: a non-null result points to the record.
        answer(code, found.is_null(), || Some(unsafe { (*found).gr_gid }))
    })
}

/// What a look-up came to.
enum Answer<T> {
    Found(T),
    Unknown,
    BufferTooSmall,
}

fn answer<T>(code: libc::c_int, missing: bool, found: impl FnOnce() -> Option<T>) -> Answer<T> {
    match code {
        libc::ERANGE => Answer::BufferTooSmall,
        0 if !missing => found().map_or(Answer::Unknown, Answer::Found),
        _ => Answer::Unknown,
    }
}

fn with_buffer<T>(mut look_up: impl FnMut(&mut [u8]) -> Answer<T>) -> Option<T> {
    let mut buffer = vec![0; 1024];
    loop {
        match look_up(&mut buffer) {
            Answer::Found(found) => return Some(found),
            Answer::BufferTooSmall if buffer.len() < LONGEST => buffer.resize(buffer.len() * 4, 0),
            Answer::Unknown | Answer::BufferTooSmall => return None,
        }
    }
}

/// Copies a C string if it is UTF-8.
///
/// # Safety
/// `text` is null or points to a NUL-terminated string.
unsafe fn text(text: *const libc::c_char) -> Option<String> {
    if text.is_null() {
        return None;
    }
    // SAFETY: the caller's promise.
    unsafe { CStr::from_ptr(text) }.to_str().ok().filter(|text| !text.is_empty()).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn root_is_known_both_ways_and_nobody_has_a_hopeless_number() {
        assert_eq!(user_name(0).as_deref(), Some("root"));
        assert_eq!(user_id("root"), Some(0));
        assert_eq!(group_id(&group_name(0).unwrap()), Some(0));
        assert_eq!(user_name(0x7fff_1234), None);
        assert_eq!(user_id("no such user, surely"), None);
        assert_eq!(group_id("nul\0"), None);
    }
}
