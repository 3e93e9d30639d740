//! Which pages of a long list are named beside the one that is shown. Plain functions.

/// What stands in the row of pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Link {
    /// Counted from 0.
    To(i64),
    /// Pages left out after this one.
    Gap(i64),
}

/// The first and the last one, and those beside the one that is shown; a single page is not left out.
pub fn around(here: i64, last: i64) -> Vec<Link> {
    let near = (here - 1).min(last - 2)..=(here + 1).max(2);
    let shown: Vec<i64> = (0..=last).filter(|page| *page == 0 || *page == last || near.contains(page)).collect();
    let mut links = Vec::new();
    for (place, &page) in shown.iter().enumerate() {
        match place.checked_sub(1).map(|before| (shown[before], page - shown[before])) {
            Some((before, 2)) => links.push(Link::To(before + 1)),
            Some((before, gap)) if gap > 2 => links.push(Link::Gap(before)),
            _ => {}
        }
        links.push(Link::To(page));
    }
    links
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(here: i64, last: i64) -> String {
        let word = |link: &Link| match link {
            Link::To(page) => (page + 1).to_string(),
            Link::Gap(_) => "…".to_owned(),
        };
        around(here, last).iter().map(word).collect::<Vec<_>>().join(" ")
    }

    /// V8
    #[test]
    fn the_ends_and_the_neighbours_are_named() {
        assert_eq!(told(0, 0), "1");
        assert_eq!(told(0, 2), "1 2 3");
        assert_eq!(told(0, 56), "1 2 3 … 57");
        assert_eq!(told(28, 56), "1 … 28 29 30 … 57");
        assert_eq!(told(56, 56), "1 … 55 56 57");
        assert_eq!(told(3, 56), "1 2 3 4 5 … 57", "a single page is not left out");
        assert_eq!(told(3, 4), "1 2 3 4 5");
    }
}
