//! A visitor's own thread, over all their conversations, in the order (conversation start,
//! position). A place in it is that pair, so reading on from a place touches only what is new.

use super::{messages, meta, runs};
use crate::error::Error;
use protocol::wire::ErrorCode;
use protocol::wire::visitors::{ThreadAuthor, ThreadConversation, ThreadMessage, ThreadPage};
use protocol::{Body, Item, Position, VisitorId};
use rusqlite::{Connection, OptionalExtension, Row, named_params};

const PAGE: usize = 100;

/// The page after `after`, or before `before`, or (neither) the newest.
pub fn page(
    connection: &Connection,
    visitor: VisitorId,
    after: Option<&str>,
    before: Option<&str>,
) -> Result<ThreadPage, Error> {
    let incarnation = meta::incarnation(connection)?;
    let conversation = latest(connection, visitor)?;
    let (mut rows, more, known) = match (after, before) {
        (Some(_), Some(_)) => {
            return Err(Error::with_detail(ErrorCode::QueryInvalid, "give after or before, not both"));
        }
        (Some(after), None) => {
            let after = Place::parse(after, &incarnation)?;
            let (rows, more) = walk(connection, visitor, FORWARD, after)?;
            (rows, more, Some(after))
        }
        (None, before) => {
            let before = before.map_or(Ok(Place::END), |text| Place::parse(text, &incarnation))?;
            let (mut rows, more) = walk(connection, visitor, BACKWARD, before)?;
            rows.reverse();
            (rows, more, None)
        }
    };
    let newest = rows.last().map(|(place, _)| *place).or(known).unwrap_or(Place::START);
    let oldest = rows.first().map(|(place, _)| *place);
    Ok(ThreadPage {
        messages: rows.drain(..).map(|(_, message)| message).collect(),
        after: newest.text(&incarnation),
        before: oldest.filter(|_| after.is_none() && more).map(|place| place.text(&incarnation)),
        more,
        conversation,
        // Where there is nothing newer to come.
        opening: if more && after.is_some() { None } else { runs::opening(connection, visitor)? },
    })
}

/// A place in the thread.
#[derive(Clone, Copy)]
struct Place {
    conversation_seq: i64,
    position: Position,
}

impl Place {
    const START: Self = Self { conversation_seq: 0, position: 0 };
    const END: Self = Self { conversation_seq: i64::MAX, position: i64::MAX };

    fn text(self, incarnation: &str) -> String {
        format!("{incarnation}.{}.{}", self.conversation_seq, self.position)
    }

    fn parse(text: &str, incarnation: &str) -> Result<Self, Error> {
        let mut parts = text.splitn(3, '.');
        let (Some(theirs), Some(seq), Some(position)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(Error::with_detail(ErrorCode::QueryInvalid, "this is not a place in a thread"));
        };
        if theirs != incarnation {
            return Err(ErrorCode::CursorStale.into());
        }
        let number = |text: &str| text.parse().map_err(|_| Error::from(ErrorCode::QueryInvalid));
        Ok(Self { conversation_seq: number(seq)?, position: number(position)? })
    }
}

// CROSS JOIN fixes the order of the loops: both walk their index, nothing is sorted.
const COLUMNS: &str = "SELECT c.created_seq, m.position, m.id, m.conversation_id, m.at, m.author, a.name, m.body
     FROM conversations AS c CROSS JOIN messages AS m ON m.conversation_id = c.id
     LEFT JOIN agents AS a ON a.id = m.agent_id";

const FORWARD: &str = "WHERE c.visitor_id = :visitor AND c.created_seq >= :seq
     AND m.position > iif(c.created_seq = :seq, :position, 0)
     AND m.body ->> 'kind' NOT IN ('page', 'event', 'merged', 'given_back', 'created')
     ORDER BY c.created_seq, m.position LIMIT :limit";

const BACKWARD: &str = "WHERE c.visitor_id = :visitor AND c.created_seq <= :seq
     AND m.position < iif(c.created_seq = :seq, :position, 9223372036854775807)
     AND m.body ->> 'kind' NOT IN ('page', 'event', 'merged', 'given_back', 'created')
     ORDER BY c.created_seq DESC, m.position DESC LIMIT :limit";

/// Up to a page of rows from a place on, and whether there are more.
fn walk(
    connection: &Connection,
    visitor: VisitorId,
    direction: &str,
    from: Place,
) -> Result<(Vec<(Place, ThreadMessage)>, bool), Error> {
    let mut statement = connection.prepare_cached(&format!("{COLUMNS} {direction}"))?;
    let params = named_params! {
        ":visitor": visitor, ":seq": from.conversation_seq, ":position": from.position,
        ":limit": i64::try_from(PAGE + 1).unwrap_or(i64::MAX),
    };
    let mut rows: Vec<_> = statement.query_map(params, from_row)?.collect::<Result<_, _>>()?;
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    Ok((rows, more))
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<(Place, ThreadMessage)> {
    let place = Place { conversation_seq: row.get(0)?, position: row.get(1)? };
    let message = ThreadMessage {
        id: row.get(2)?,
        conversation_id: row.get(3)?,
        position: place.position,
        at: row.get(4)?,
        author: row.get::<_, ThreadAuthor>(5)?,
        author_name: row.get(6)?,
        body: for_visitor(messages::body(row.get_ref(7)?.as_str()?)),
    };
    Ok((place, message))
}

/// Without what colleagues say to one another.
fn for_visitor(mut body: Body) -> Body {
    if let Body::Known(Item::Transferred { note, .. }) = &mut body {
        *note = None;
    }
    body
}

fn latest(connection: &Connection, visitor: VisitorId) -> Result<Option<ThreadConversation>, Error> {
    Ok(connection
        .prepare_cached(
            "SELECT c.id, c.state, a.name, c.visitor_read_position, r.asked FROM conversations AS c
             LEFT JOIN agents AS a ON a.id = c.assignee_id LEFT JOIN runs AS r ON r.conversation_id = c.id
             WHERE c.visitor_id = ?1 ORDER BY c.created_seq DESC LIMIT 1",
        )?
        .query_row([visitor], |row| {
            Ok(ThreadConversation {
                id: row.get(0)?,
                state: row.get(1)?,
                agent_name: row.get(2)?,
                read_position: row.get(3)?,
                asked: row.get(4)?,
            })
        })
        .optional()?)
}
