//! Named places at which a test has the hub die, as by a kill between two instructions. Builds for use know
//! none of them.

/// Ends the process here, if a test has said so in `FAILPOINTS` (`name=return`).
macro_rules! point {
    ($name:literal) => {
        fail::fail_point!($name, |_| std::process::abort())
    };
}
pub(crate) use point;
