//! Where a thread stands in its view: which rows are drawn, and how the eye's place is kept while
//! heights turn out, rows arrive and the window changes its size.
//!
//! Styles are set directly and not through signals: height, offset and scroll position must change in
//! one go, before the next paint. New rows are measured in the animation frame that follows their
//! drawing, which is still before the paint, so that a wrong estimate is never seen.

use crate::after_paint::after_paint;
use crate::element_size::observe_size;
use crate::state::ThreadState;
use crate::thread_model::{RowKey, ThreadModel};
use crate::virtual_list::{Anchor, Heights};
use leptos::html::Div;
use leptos::prelude::*;
use leptos::task::{spawn_local, tick};
use std::ops::Range;

/// Pixels above a row that was gone to.
const MARGIN: f64 = 12.0;

/// Pixels drawn beyond each edge, so that a fast wheel meets no hole. Not in the first frame of a new look:
/// what is in sight comes first.
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
    /// What the anchor's row is called, to find it when rows get other places.
    anchored: StoredValue<Option<RowKey>>,
    /// Where all was read from while a filter is on, as long as nobody moves in it (D1).
    home: StoredValue<Option<(RowKey, f64)>>,
    /// A row to begin at, until the view is large enough to place it.
    begin_at: StoredValue<Option<RowKey>>,
    stored: StoredValue<usize>,
    layout: StoredValue<u64>,
    /// The scroll position as last seen or set: whatever it differs by, the reader has moved since.
    seen_top: StoredValue<f64>,
    measuring: StoredValue<bool>,
    /// Pixels drawn beyond each edge now.
    spare: StoredValue<f64>,
}

impl ThreadPlace {
    /// Belongs to the calling component; begins at the thread's target, or at the newest row without one.
    pub fn follow(thread: ThreadState) -> Self {
        let (model, begin_at) = (thread.model, thread.target);
        let place = Self {
            scroller: NodeRef::new(),
            sizer: NodeRef::new(),
            flow: NodeRef::new(),
            in_sight: RwSignal::new(0..0),
            at_end: RwSignal::new(begin_at.is_none()),
            model,
            heights: StoredValue::new(Heights::default()),
            anchor: StoredValue::new(Anchor::End),
            anchored: StoredValue::new(None),
            home: StoredValue::new(None),
            begin_at: StoredValue::new(begin_at),
            stored: StoredValue::new(0),
            layout: StoredValue::new(model.with_untracked(ThreadModel::layout)),
            seen_top: StoredValue::new(0.0),
            measuring: StoredValue::new(false),
            spare: StoredValue::new(0.0),
        };
        place.spare_later();
        Effect::new(move || {
            model.with(|model| place.take_rows(model));
            place.lay();
            place.measure_soon();
        });
        Effect::new(move || {
            if let Some(key) = thread.wanted.get() {
                thread.wanted.set(None);
                let index = model.with_untracked(|model| model.nearest(key));
                place.anchor.set_value(Anchor::Row { index, offset: -MARGIN });
                place.anchored.set_value(Some(key));
                place.lay();
            }
        });
        observe_size(place.scroller, move || place.lay());
        // A row that changes its height changes the height of them all.
        observe_size(place.flow, move || place.measure());
        place
    }

    /// The reader moved: what is at the top now is what must not move.
    pub fn on_scroll(self) {
        if let Some((top, viewport)) = self.port() {
            // The event of a scroll of our own comes too.
            if (top - self.seen_top.get_value()).abs() >= 1.0 {
                self.home.set_value(None);
            }
            self.anchor_at(top, viewport);
            self.show(top, viewport);
        }
    }

    pub fn go_to_end(self) {
        self.anchor.set_value(Anchor::End);
        self.lay();
    }

    fn take_rows(self, model: &ThreadModel) {
        let same = self.layout.get_value() == model.layout();
        if !same {
            self.layout.set_value(model.layout());
            self.find_anchor(model);
            self.spare_later();
        }
        let keep = if same { self.stored.get_value().min(model.stored()) } else { 0 };
        self.heights.update_value(|heights| heights.resize(keep, model.rows(), |index| model.estimate(index)));
        self.stored.set_value(model.stored());
    }

    /// Rows have got other places: what was at the top stays there, or what comes after it. Whoever only
    /// looked through a filter comes back to where they were.
    fn find_anchor(self, model: &ThreadModel) {
        let Anchor::Row { offset, .. } = self.anchor.get_value() else { return };
        let Some(key) = self.anchored.get_value() else { return };
        let back = self.home.get_value().filter(|_| model.filter().is_none());
        if model.filter().is_some() && self.home.with_value(Option::is_none) {
            self.home.set_value(Some((key, offset)));
        }
        let (key, offset) = back.unwrap_or((key, offset));
        if model.filter().is_none() {
            self.home.set_value(None);
        }
        let index = model.nearest(key);
        // Of another row than the one that was there, the offset means nothing.
        let offset = if model.key(index) == Some(key) { offset } else { 0.0 };
        self.anchor.set_value(Anchor::Row { index, offset });
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
            && let Some(Some(key)) = self.begin_at.try_update_value(Option::take)
        {
            let index = self.model.with_untracked(|model| model.nearest(key));
            self.anchor.set_value(Anchor::Row { index, offset: -viewport / 3.0 });
            self.anchored.set_value(Some(key));
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
        let anchor = self.heights.with_value(|heights| Anchor::at(heights, top, viewport));
        self.anchor.set_value(anchor);
        if let Anchor::Row { index, .. } = anchor {
            self.anchored.set_value(self.model.with_untracked(|model| model.key(index)));
        }
    }

    /// Draws the rows around `top`.
    fn show(self, top: f64, viewport: f64) {
        self.seen_top.set_value(top);
        let Some(flow) = self.flow.get_untracked() else { return };
        let (range, start, total) = self.heights.with_value(|heights| {
            let range = heights.in_sight(top, viewport, self.spare.get_value());
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

    /// Draws what is in sight alone, and the rest once that is on the glass.
    fn spare_later(self) {
        self.spare.set_value(0.0);
        after_paint(move || {
            if self.spare.try_set_value(SPARE).is_none() {
                self.lay();
            }
        });
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
        RowKey::At(conversation, position) => format!("at {conversation} {position}"),
        RowKey::Unsent(id) => format!("unsent {id}"),
        RowKey::Fresh(key) => format!("fresh {key}"),
    }
}

fn parse_key(text: &str) -> Option<RowKey> {
    match text.split_once(' ')? {
        ("at", place) => {
            let (conversation, position) = place.split_once(' ')?;
            Some(RowKey::At(conversation.parse().ok()?, position.parse().ok()?))
        }
        ("unsent", id) => id.parse().ok().map(RowKey::Unsent),
        ("fresh", key) => key.parse().ok().map(RowKey::Fresh),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_found_again_by_their_name_in_the_page() {
        let id = uuid::Uuid::from_u128(5);
        for key in [RowKey::At(id.into(), 10_000), RowKey::Unsent(id.into()), RowKey::Fresh(3)] {
            assert_eq!(parse_key(&key_text(key)), Some(key));
        }
        assert_eq!(parse_key("elsewhere"), None);
    }
}
