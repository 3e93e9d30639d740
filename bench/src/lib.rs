//! What the measurements share: figures, load, processes. They measure; they assert nothing.

pub mod crowd;
pub mod desk;
pub mod figures;
pub mod glass;
pub mod load;
pub mod pilot;
pub mod process;
pub mod socket;
