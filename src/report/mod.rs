//! Results to text and JSON. Pure: what is printed where is the command line's affair.

pub mod json;
pub mod text;
