//! Tests of the queries on databases in memory, and of the files on disk.

mod files;
mod folders;
mod outbox;
mod retention;
mod samples;
mod search;
mod sheets;
mod sync;
mod visitor_list;
mod visitors;
