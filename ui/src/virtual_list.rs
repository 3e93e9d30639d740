//! The arithmetic of long lists: which rows are in sight, and where the view must stand so that what
//! the eye rests on does not move.
//!
//! Two kinds of list share it. The inbox has rows of one height ([`rows_in_sight`]). A thread has rows
//! whose heights are only known once drawn ([`Heights`]): until then they are estimates, and every
//! correction is paid back through an [`Anchor`], because the web view keeps no place by itself.

use std::ops::Range;

/// Rows of one height between `top` and `bottom`, with `spare` rows more on both sides.
pub fn rows_in_sight(count: usize, height: f64, top: f64, bottom: f64, spare: usize) -> Range<usize> {
    if count == 0 || bottom <= 0.0 || top >= height * count as f64 {
        return 0..0;
    }
    let first = (top.max(0.0) / height).floor() as usize;
    let last = (bottom / height).ceil() as usize;
    first.saturating_sub(spare)..last.saturating_add(spare).min(count)
}

/// Heights of rows, measured or estimated, and their sums.
#[derive(Clone, Debug, PartialEq)]
pub struct Heights {
    heights: Vec<f64>,
    /// `tops[i]` is where row `i` begins; one more than rows, so that the last is the total.
    tops: Vec<f64>,
}

impl Default for Heights {
    fn default() -> Self {
        Self { heights: Vec::new(), tops: vec![0.0] }
    }
}

impl Heights {
    pub fn len(&self) -> usize {
        self.heights.len()
    }

    pub fn total(&self) -> f64 {
        self.top(self.len())
    }

    /// Where row `index` begins; the total beyond the last.
    pub fn top(&self, index: usize) -> f64 {
        self.tops.get(index).or(self.tops.last()).copied().unwrap_or(0.0)
    }

    /// Keeps the first `keep` rows as they are and gives those after them new estimates.
    pub fn resize(&mut self, keep: usize, count: usize, estimate: impl Fn(usize) -> f64) {
        let keep = keep.min(self.len()).min(count);
        self.heights.truncate(keep);
        self.heights.extend((keep..count).map(estimate));
        self.sum_from(keep);
    }

    /// Takes what was measured; answers whether anything moved. Fractions of a pixel are noise of the
    /// layout and would make two corrections chase each other.
    pub fn measure(&mut self, measured: impl IntoIterator<Item = (usize, f64)>) -> bool {
        let mut lowest = usize::MAX;
        for (index, height) in measured {
            if let Some(known) = self.heights.get_mut(index)
                && (*known - height).abs() > 0.01
            {
                *known = height;
                lowest = lowest.min(index);
            }
        }
        if lowest == usize::MAX {
            return false;
        }
        self.sum_from(lowest);
        true
    }

    /// The row that covers `y`, or the nearest.
    pub fn index_at(&self, y: f64) -> usize {
        self.tops.partition_point(|top| *top <= y).saturating_sub(1).min(self.len().saturating_sub(1))
    }

    /// Rows to draw for a view of `viewport` pixels at `scroll_top`, with `spare` pixels on both sides.
    pub fn in_sight(&self, scroll_top: f64, viewport: f64, spare: f64) -> Range<usize> {
        if self.heights.is_empty() {
            return 0..0;
        }
        self.index_at(scroll_top - spare)..self.index_at(scroll_top + viewport + spare) + 1
    }

    fn sum_from(&mut self, index: usize) {
        self.tops.truncate(index + 1);
        let mut top = self.tops.last().copied().unwrap_or(0.0);
        for height in &self.heights[index.min(self.heights.len())..] {
            top += height;
            self.tops.push(top);
        }
    }
}

/// What must not move while heights above it change.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Anchor {
    /// The newest row stays at the bottom edge.
    End,
    /// This row keeps its distance from the top edge.
    Row { index: usize, offset: f64 },
}

/// How near the end still counts as there: a line, so that a finger's slip does not unhook it.
const END_SLACK: f64 = 24.0;

impl Anchor {
    pub fn at(heights: &Heights, scroll_top: f64, viewport: f64) -> Self {
        if scroll_top + viewport >= heights.total() - END_SLACK {
            return Self::End;
        }
        let index = heights.index_at(scroll_top);
        Self::Row { index, offset: scroll_top - heights.top(index) }
    }

    /// Where the view must stand for the anchor to be in its place.
    pub fn scroll_top(self, heights: &Heights, viewport: f64) -> f64 {
        let furthest = (heights.total() - viewport).max(0.0);
        match self {
            Self::End => furthest,
            Self::Row { index, offset } => (heights.top(index) + offset).clamp(0.0, furthest),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heights(of: &[f64]) -> Heights {
        let mut heights = Heights::default();
        heights.resize(0, of.len(), |index| of[index]);
        heights
    }

    #[test]
    fn rows_of_one_height_are_cut_at_both_edges() {
        assert_eq!(rows_in_sight(100, 68.0, 0.0, 680.0, 0), 0..10);
        assert_eq!(rows_in_sight(100, 68.0, 34.0, 714.0, 2), 0..13);
        assert_eq!(rows_in_sight(100, 68.0, 6_700.0, 7_400.0, 2), 96..100);
        assert_eq!(rows_in_sight(100, 68.0, -900.0, -10.0, 2), 0..0);
        assert_eq!(rows_in_sight(100, 68.0, 6_900.0, 7_400.0, 2), 0..0);
        assert_eq!(rows_in_sight(0, 68.0, 0.0, 680.0, 2), 0..0);
    }

    #[test]
    fn a_row_is_found_by_its_place() {
        let heights = heights(&[10.0, 20.0, 30.0]);
        assert_eq!(heights.total(), 60.0);
        assert_eq!((heights.index_at(-5.0), heights.index_at(9.9), heights.index_at(10.0)), (0, 0, 1));
        assert_eq!((heights.index_at(59.0), heights.index_at(900.0)), (2, 2));
        assert_eq!(heights.in_sight(12.0, 10.0, 0.0), 1..2);
        assert_eq!(heights.in_sight(12.0, 10.0, 10.0), 0..3);
        assert_eq!(Heights::default().in_sight(0.0, 100.0, 10.0), 0..0);
    }

    #[test]
    fn the_place_holds_when_rows_above_turn_out_taller() {
        let mut heights = heights(&[50.0; 100]);
        let anchor = Anchor::at(&heights, 1_010.0, 400.0);
        assert_eq!(anchor, Anchor::Row { index: 20, offset: 10.0 });
        assert!(heights.measure([(3, 90.0), (7, 20.0)]));
        assert_eq!(anchor.scroll_top(&heights, 400.0), 1_020.0);
        assert!(!heights.measure([(3, 90.0)]));
    }

    #[test]
    fn the_newest_row_stays_in_sight_while_the_thread_grows() {
        let mut heights = heights(&[50.0; 10]);
        let anchor = Anchor::at(&heights, 95.0, 400.0);
        assert_eq!(anchor, Anchor::End);
        heights.resize(10, 12, |_| 80.0);
        assert_eq!(anchor.scroll_top(&heights, 400.0), 260.0);
    }

    #[test]
    fn a_short_thread_stands_at_the_top() {
        let heights = heights(&[50.0; 3]);
        assert_eq!(Anchor::at(&heights, 0.0, 400.0).scroll_top(&heights, 400.0), 0.0);
    }

    #[test]
    fn resizing_keeps_what_was_measured() {
        let mut heights = heights(&[50.0; 4]);
        heights.measure([(1, 70.0)]);
        heights.resize(3, 6, |_| 40.0);
        assert_eq!(heights.len(), 6);
        assert_eq!(heights.total(), 50.0 + 70.0 + 50.0 + 3.0 * 40.0);
    }

    #[test]
    fn measuring_rows_that_are_gone_changes_nothing() {
        let mut heights = heights(&[50.0; 4]);
        assert!(!heights.measure([(9, 70.0)]));
        assert_eq!(heights.total(), 200.0);
    }
}
