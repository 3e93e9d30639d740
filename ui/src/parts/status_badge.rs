//! A visitor's status: a colour, a shape and its word (V1).

use crate::i18n::use_i18n;
use crate::icons::{Icon, Shape};
use crate::words;
use leptos::prelude::*;
use protocol::VisitorStatus;

#[component]
pub fn StatusBadge(status: VisitorStatus) -> impl IntoView {
    let i18n = use_i18n();
    let shape = match status {
        VisitorStatus::New => Shape::Circle,
        VisitorStatus::Prospect => Shape::CircleDot,
        VisitorStatus::Customer => Shape::CircleCheck,
        VisitorStatus::Closed => Shape::CircleMinus,
        VisitorStatus::Archived => Shape::Archive,
    };
    view! {
        <span
            class=format!("status status--{status}")
            data-status=status.as_str()
            title=move || words::status_hint(i18n.get_locale(), status)
        >
            <Icon shape />
            {move || words::status(i18n.get_locale(), status)}
        </span>
    }
}
