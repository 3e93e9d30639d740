//! Where a thread stands in its view: which rows are drawn, and how the eye's place is kept while
//! heights turn out, rows arrive and the window changes its size.
//!
//! Styles are set directly and not through signals: height, offset and scroll position must change in
//! one go, before the next paint. New rows are measured in the animation frame that follows their
//! drawing, which is still before the paint, so that a wrong estimate is never seen.

use crate::element_size::observe_size;
use crate::thread_model::{RowKey, ThreadModel};
use crate::virtual_list::{Anchor, Heights};
use leptos::html::Div;
use leptos::prelude::*;
use leptos::task::{spawn_local, tick};
use std::ops::Range;

/// Pixels drawn beyond each edge, so that a fast wheel meets no hole.
const SPARE: f64 = 800.0;

#[derive(Clone, Copy)]
pub struct ThreadPlace {
    pub scroller: NodeRef<Div>,
    pub sizer: NodeRef<Div>,
    pub flow: NodeRef<Div>,
    /// Rows that are drawn.
    pub in_sight: RwSignal<Range<usize>>,
    /// The newest row is in sight, and stays there.
    pub at_end: RwSignal<bool>,
    model: RwSignal<ThreadModel>,
    heights: StoredValue<Heights>,
    anchor: StoredValue<Anchor>,
    /// A row to begin at, until the view is large enough to place it.
    begin_at: StoredValue<Option<usize>>,
    stored: StoredValue<usize>,
    /// The scroll position as last seen or set: whatever it differs by, the reader has moved since.
    seen_top: StoredValue<f64>,
    measuring: StoredValue<bool>,
}

impl ThreadPlace {
    /// Belongs to the calling component; begins at a row, or at the newest with none.
    pub fn follow(model: RwSignal<ThreadModel>, begin_at: Option<usize>) -> Self {
        let place = Self {
            scroller: NodeRef::new(),
            sizer: NodeRef::new(),
            flow: NodeRef::new(),
            in_sight: RwSignal::new(0..0),
            at_end: RwSignal::new(begin_at.is_none()),
            model,
            heights: StoredValue::new(Heights::default()),
            anchor: StoredValue::new(Anchor::End),
            begin_at: StoredValue::new(begin_at),
            stored: StoredValue::new(0),
            seen_top: StoredValue::new(0.0),
            measuring: StoredValue::new(false),
        };
        Effect::new(move || {
            model.with(|model| place.take_rows(model));
            place.lay();
            place.measure_soon();
        });
        observe_size(place.scroller, move || place.lay());
        // A row that changes its height changes the height of them all.
        observe_size(place.flow, move || place.measure());
        place
    }

    /// The reader moved: what is at the top now is what must not move.
    pub fn on_scroll(self) {
        if let Some((top, viewport)) = self.port() {
            self.anchor_at(top, viewport);
            self.show(top, viewport);
        }
    }

    pub fn go_to_end(self) {
        self.anchor.set_value(Anchor::End);
        self.lay();
    }

    fn take_rows(self, model: &ThreadModel) {
        let keep = self.stored.get_value().min(model.stored());
        self.heights.update_value(|heights| heights.resize(keep, model.rows(), |index| model.estimate(index)));
        self.stored.set_value(model.stored());
    }

    /// Gives the page its heights and puts the anchor in its place.
    fn lay(self) {
        let (Some((top, viewport)), Some(scroller)) = (self.port(), self.scroller.get_untracked()) else { return };
        let Some(sizer) = self.sizer.get_untracked() else { return };
        // Scrolled a moment ago, and its event is still on its way: that movement is the reader's and
        // must not be undone. At the very end the browser itself moves, when the view grows.
        let pinned =
            self.anchor.get_value() == Anchor::End && top + viewport >= f64::from(scroller.scroll_height()) - 1.0;
        let moved = if pinned { 0.0 } else { top - self.seen_top.get_value() };
        if viewport > 0.0
            && let Some(Some(index)) = self.begin_at.try_update_value(Option::take)
        {
            self.anchor.set_value(Anchor::Row { index, offset: -viewport / 3.0 });
        }
        let total = self.heights.with_value(Heights::total);
        let _ = web_sys::HtmlElement::style(&sizer).set_property("height", &format!("{total}px"));
        let anchored = self.heights.with_value(|heights| self.anchor.get_value().scroll_top(heights, viewport));
        let wanted = (anchored + moved).round().clamp(0.0, (total - viewport).max(0.0).round());
        if (wanted - top).abs() >= 1.0 {
            scroller.set_scroll_top(wanted as i32);
        }
        if moved != 0.0 {
            self.anchor_at(wanted, viewport);
        }
        self.show(wanted, viewport);
    }

    fn anchor_at(self, top: f64, viewport: f64) {
        self.anchor.set_value(self.heights.with_value(|heights| Anchor::at(heights, top, viewport)));
    }

    /// Draws the rows around `top`.
    fn show(self, top: f64, viewport: f64) {
        self.seen_top.set_value(top);
        let Some(flow) = self.flow.get_untracked() else { return };
        let (range, start, total) = self.heights.with_value(|heights| {
            let range = heights.in_sight(top, viewport, SPARE);
            (range.clone(), heights.top(range.start), heights.total())
        });
        // A short thread stands at the bottom, beside the composer.
        let start = start + (viewport - total).max(0.0);
        let _ = web_sys::HtmlElement::style(&flow).set_property("transform", &format!("translateY({start}px)"));
        if self.in_sight.with_untracked(|shown| *shown != range) {
            self.in_sight.set(range);
            self.measure_soon();
        }
        let at_end = self.anchor.get_value() == Anchor::End;
        if self.at_end.get_untracked() != at_end {
            self.at_end.set(at_end);
        }
    }

    /// Measures once the rows are drawn, which happens in tasks of this very turn, and again in the
    /// animation frame for what was drawn because of the first measure. Both come before the paint.
    fn measure_soon(self) {
        if self.measuring.try_update_value(|measuring| std::mem::replace(measuring, true)) == Some(false) {
            spawn_local(async move {
                tick().await;
                self.measure();
            });
            request_animation_frame(move || {
                self.measuring.try_set_value(false);
                self.measure();
            });
        }
    }

    fn measure(self) {
        let Some(flow) = self.flow.try_get_untracked().flatten() else { return };
        let rows = flow.children();
        let measured = self.model.with_untracked(|model| {
            let measure = |at| {
                let row = rows.item(at)?;
                let index = model.index(parse_key(&row.get_attribute("data-row")?)?)?;
                Some((index, row.get_bounding_client_rect().height()))
            };
            (0..rows.length()).filter_map(measure).collect::<Vec<_>>()
        });
        if self.heights.try_update_value(|heights| heights.measure(measured)) == Some(true) {
            self.lay();
        }
    }

    /// Scroll position and height of the view, while it is in the page.
    fn port(self) -> Option<(f64, f64)> {
        let scroller = self.scroller.try_get_untracked().flatten()?;
        Some((f64::from(scroller.scroll_top()), f64::from(scroller.client_height())))
    }
}

/// The name of a row in the page, to find it again when it is measured.
pub fn key_text(key: RowKey) -> String {
    match key {
        RowKey::At(position) => position.to_string(),
        RowKey::Unsent(id) => format!("unsent {id}"),
        RowKey::Fresh(key) => format!("fresh {key}"),
    }
}

fn parse_key(text: &str) -> Option<RowKey> {
    match text.split_once(' ') {
        Some(("unsent", id)) => id.parse().ok().map(RowKey::Unsent),
        Some(("fresh", key)) => key.parse().ok().map(RowKey::Fresh),
        _ => text.parse().ok().map(RowKey::At),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_found_again_by_their_name_in_the_page() {
        let id = uuid::Uuid::from_u128(5).into();
        for key in [RowKey::At(10_000), RowKey::Unsent(id), RowKey::Fresh(3)] {
            assert_eq!(parse_key(&key_text(key)), Some(key));
        }
        assert_eq!(parse_key("elsewhere"), None);
    }
}
