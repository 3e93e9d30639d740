//! What the measurements share: figures, load, processes. They measure; they assert nothing.

pub mod figures;
pub mod load;
pub mod process;
pub mod socket;
