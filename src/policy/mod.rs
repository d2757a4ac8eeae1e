//! Facts and the present moment to a decision. Pure: nothing here reads, writes or asks for the time.

pub mod alert;
pub mod anomaly;
pub mod compare;
pub mod content;
pub mod cost;
pub mod drill;
pub mod due;
pub mod exclude;
pub mod find;
pub mod history;
pub mod ignore_file;
pub mod paged;
pub mod patterns;
pub mod profile;
pub mod promise;
pub mod recovery;
pub mod retention;
pub mod select;
pub mod task;
pub mod timetable;
pub mod wildcard;
