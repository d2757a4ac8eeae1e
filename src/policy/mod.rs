//! Facts and the present moment to a decision. Pure: nothing here reads, writes or asks for the time.

pub mod compare;
pub mod cost;
pub mod exclude;
pub mod find;
pub mod paged;
pub mod patterns;
pub mod retention;
pub mod select;
