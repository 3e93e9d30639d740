//! A small table that is written in: rows of so many cells.

use leptos::prelude::*;

#[derive(Clone, Copy)]
pub struct Row<const N: usize> {
    /// Tells it from the others for as long as it is shown.
    pub id: u32,
    pub cells: [RwSignal<String>; N],
}

/// What is written in them.
#[derive(Clone, Copy)]
pub struct Cells<const N: usize> {
    pub rows: RwSignal<Vec<Row<N>>>,
    next: StoredValue<u32>,
}

impl<const N: usize> Cells<N> {
    pub fn new() -> Self {
        Self { rows: RwSignal::new(Vec::new()), next: StoredValue::new(0) }
    }

    pub fn set(self, rows: impl Iterator<Item = [String; N]>) {
        let rows = rows.map(|cells| self.row(cells)).collect();
        self.rows.set(rows);
    }

    /// Without those that are empty.
    pub fn written(self) -> Vec<[String; N]> {
        let written = |row: &Row<N>| row.cells.map(|cell| cell.get().trim().to_owned());
        let all = self.rows.with(|rows| rows.iter().map(written).collect::<Vec<_>>());
        all.into_iter().filter(|cells| cells.iter().any(|cell| !cell.is_empty())).collect()
    }

    fn row(self, cells: [String; N]) -> Row<N> {
        let id = self.next.get_value();
        self.next.set_value(id + 1);
        Row { id, cells: cells.map(RwSignal::new) }
    }

    pub fn add(self) {
        let row = self.row(std::array::from_fn(|_| String::new()));
        self.rows.update(|rows| rows.push(row));
    }
}
