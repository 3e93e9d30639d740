//! The visitors page (V1, V3, V4): who matches, counted by status and cut into pages.

use super::search::query;
use super::statuses;
use protocol::ipc::visitors::{
    ListVisitors, VISITORS_PER_PAGE, VisitorColumn, VisitorFilter, VisitorPage, VisitorRow, VisitorSort, last_page,
};
use protocol::visitor::Place;
use protocol::{AgentId, VisitorStatus};
use rusqlite::{Connection, OptionalExtension, Row, ToSql};

/// From so many on, what has a part is not gathered first.
const COMMON: i64 = 20_000;
/// Up to so many rows, each is looked into.
const LOOKED_INTO: i64 = 100_000;

/// `me` sees statuses of their own that the hub does not know yet (V10).
pub fn page(conn: &Connection, me: AgentId, ask: &ListVisitors) -> rusqlite::Result<VisitorPage> {
    let filter = Wanted::seen_by(conn, me, &ask.filter)?;
    let counts = counts(conn, &filter)?;
    let mut page = VisitorPage { rows: Vec::new(), page: 0, counts };
    page.page = ask.page.clamp(0, last_page(page.count(ask.filter.status)));
    let (limit, offset) = (VISITORS_PER_PAGE, page.page * VISITORS_PER_PAGE);
    let mut values = filter.values();
    values.extend([
        (":status", &ask.filter.status as &dyn ToSql),
        (":limit", &limit as &dyn ToSql),
        (":offset", &offset as &dyn ToSql),
    ]);
    page.rows =
        conn.prepare_cached(&rows_query(&filter, ask.sort))?.query_map(&*values, row)?.collect::<Result<_, _>>()?;
    Ok(page)
}

/// The keys of all that match, as they would be listed.
pub fn keys(conn: &Connection, me: AgentId, ask: &ListVisitors) -> rusqlite::Result<Vec<i64>> {
    let filter = Wanted::seen_by(conn, me, &ask.filter)?;
    let mut values = filter.values();
    values.extend([
        (":status", &ask.filter.status as &dyn ToSql),
        (":limit", &-1 as &dyn ToSql),
        (":offset", &0 as &dyn ToSql),
    ]);
    let sql = listed("key", &filter, ask.sort);
    conn.prepare_cached(&sql)?.query_map(&*values, |row| row.get(0))?.collect()
}

/// Those of these keys that are still here, in their order.
pub fn rows(conn: &Connection, me: AgentId, keys: &[i64]) -> rusqlite::Result<Vec<VisitorRow>> {
    let filter = Wanted::seen_by(conn, me, &VisitorFilter::default())?;
    let sql = format!("SELECT {} FROM visitors WHERE key = :key AND {}", columns(&filter), filter.sql);
    let mut statement = conn.prepare_cached(&sql)?;
    let mut rows = Vec::with_capacity(keys.len());
    for key in keys {
        let mut values = filter.values();
        values.push((":key", key));
        rows.extend(statement.query_row(&*values, row).optional()?);
    }
    Ok(rows)
}

pub fn rows_query(filter: &Wanted, sort: VisitorSort) -> String {
    listed(&columns(filter), filter, sort)
}

/// What [`row`] reads.
fn columns(filter: &Wanted) -> String {
    format!(
        "id, project_id, number, name, email, phone, {}, city, region, country, dated_at, first_seen_at,
         conversation_at IS NOT NULL",
        filter.status
    )
}

fn listed(columns: &str, filter: &Wanted, sort: VisitorSort) -> String {
    let status = filter.status;
    format!(
        "SELECT {columns} FROM visitors INDEXED BY visitors_by_date
         WHERE {} AND (:status IS NULL OR {status} = :status)
         ORDER BY {} LIMIT :limit OFFSET :offset",
        filter.sql,
        order(sort, status)
    )
}

/// In each status, whichever is looked at.
fn counts(conn: &Connection, filter: &Wanted) -> rusqlite::Result<Vec<(VisitorStatus, i64)>> {
    let sql = format!(
        "SELECT {}, count(*) FROM visitors INDEXED BY visitors_by_date WHERE {} GROUP BY 1",
        filter.status, filter.sql
    );
    let mut statement = conn.prepare_cached(&sql)?;
    statement.query_map(&*filter.values(), |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
}

/// Whether so many have this part, and so few rows are of these dates, that looking into each of them costs less than
/// gathering all who have it: "example" stands in every e-mail.
fn is_common(conn: &Connection, filter: &VisitorFilter) -> rusqlite::Result<bool> {
    let Some(part) = query::match_part(filter.search.trim()) else { return Ok(false) };
    let up_to =
        |sql: &str, params: &[&dyn ToSql]| conn.prepare_cached(sql)?.query_row(params, |row| row.get::<_, i64>(0));
    let having = "SELECT count(*) FROM (SELECT 1 FROM visitor_index WHERE visitor_index MATCH ?1 LIMIT ?2)";
    if up_to(having, &[&part, &COMMON])? < COMMON {
        return Ok(false);
    }
    let (since, until) = dates(filter);
    let dated = "SELECT count(*) FROM (SELECT 1 FROM visitors INDEXED BY visitors_by_date
        WHERE dated_at >= ?1 AND dated_at < ?2 LIMIT ?3)";
    Ok(up_to(dated, &[&since, &until, &LOOKED_INTO])? < LOOKED_INTO)
}

fn dates(filter: &VisitorFilter) -> (i64, i64) {
    (filter.since.map_or(i64::MIN, |since| since.0), filter.until.map_or(i64::MAX, |until| until.0))
}

/// The filter but for the status, as SQL and what is bound to it.
pub struct Wanted {
    sql: String,
    /// Where somebody stands.
    status: &'static str,
    bound: Vec<(&'static str, Box<dyn ToSql>)>,
}

impl Wanted {
    /// `by_index`: what is looked for is found in the index, unless it is too short for that; else in each row.
    pub fn of(filter: &VisitorFilter, by_index: bool) -> Self {
        let mut sql = String::from("dated_at >= :since AND dated_at < :until");
        let (since, until) = dates(filter);
        let mut bound: Vec<(&'static str, Box<dyn ToSql>)> =
            vec![(":since", Box::new(since)), (":until", Box::new(until))];
        if let Some(project) = filter.project {
            sql += " AND project_id = :project";
            bound.push((":project", Box::new(project)));
        }
        if filter.engaged {
            sql += " AND conversation_at IS NOT NULL";
        }
        let search = filter.search.trim();
        match query::match_part(search).filter(|_| by_index) {
            _ if search.is_empty() => {}
            Some(part) => {
                sql += " AND key IN (SELECT rowid FROM visitor_index WHERE visitor_index MATCH :part)";
                bound.push((":part", Box::new(part)));
            }
            None => {
                sql += " AND has_part(name, email, phone, :part, :digits)";
                bound.push((":part", Box::new(query::fold(search))));
                bound.push((":digits", Box::new(query::phone_part(search))));
            }
        }
        Self { sql, status: "visitors.status", bound }
    }

    fn seen_by(conn: &Connection, me: AgentId, filter: &VisitorFilter) -> rusqlite::Result<Self> {
        let mut wanted = Self::of(filter, !is_common(conn, filter)?);
        if statuses::any(conn, me)? {
            wanted.show_wishes_of(me);
        }
        Ok(wanted)
    }

    /// Costs a look-up for each row, so only where there are any.
    fn show_wishes_of(&mut self, me: AgentId) {
        self.status = "coalesce((SELECT mine.status FROM statuses AS mine
            WHERE mine.author_id = :me AND mine.visitor_id = visitors.id), visitors.status)";
        self.bound.push((":me", Box::new(me)));
    }

    pub fn values(&self) -> Vec<(&str, &dyn ToSql)> {
        self.bound.iter().map(|(name, value)| (*name, &**value)).collect()
    }
}

fn order(sort: VisitorSort, status: &str) -> String {
    let by = match sort.by {
        VisitorColumn::Date => return if sort.descending { "dated_at DESC, key DESC" } else { "dated_at, key" }.into(),
        VisitorColumn::Name => ["name IS NULL", "fold(name)"],
        VisitorColumn::Email => ["email IS NULL", "fold(email)"],
        VisitorColumn::Phone => ["phone IS NULL", "digits(phone)"],
        VisitorColumn::Status => {
            ["status IS NULL", &format!("instr('new prospect customer closed archived', {status})")]
        }
        VisitorColumn::Place => ["country IS NULL", "country || ' ' || fold(coalesce(city, region, ''))"],
    };
    let [nothing, value] = by;
    let direction = if sort.descending { "DESC" } else { "ASC" };
    format!("{nothing}, {value} {direction}, dated_at DESC, key DESC")
}

fn row(row: &Row<'_>) -> rusqlite::Result<VisitorRow> {
    Ok(VisitorRow {
        id: row.get(0)?,
        project_id: row.get(1)?,
        number: row.get(2)?,
        name: row.get(3)?,
        email: row.get(4)?,
        phone: row.get(5)?,
        status: row.get(6)?,
        place: Place { city: row.get(7)?, region: row.get(8)?, country: row.get(9)? },
        at: row.get(10)?,
        created_at: row.get(11)?,
        engaged: row.get(12)?,
        on_site: false,
    })
}
