//! The pages of the window.

mod conversations;
mod settings;
mod sign_in;
mod visitors;

pub use conversations::Conversations;
pub use settings::Settings;
pub use sign_in::SignIn;
pub use visitors::Visitors;
