//! Where an address seems to be, by the database that the operator gives. Without one, or where it
//! knows nothing, the place stays unknown.

use crate::error::Error;
use maxminddb::{Reader, geoip2};
use protocol::visitor::Place;
use std::net::IpAddr;
use std::path::Path;

pub struct Places(Option<Reader<Vec<u8>>>);

impl Places {
    /// Reads the file into memory; one that is no such database is refused at the start, not later.
    pub fn open(path: Option<&Path>) -> Result<Self, Error> {
        let read = |path: &Path| {
            Reader::open_readfile(path).map_err(|error| {
                Error::Internal(format!("cannot use the database of places {}: {error}", path.display()))
            })
        };
        Ok(Self(path.map(read).transpose()?))
    }

    pub fn of(&self, address: IpAddr) -> Place {
        let found = || self.0.as_ref()?.lookup(address).ok()?.decode::<geoip2::City>().ok()?;
        let Some(city) = found() else { return Place::default() };
        let line = |text: Option<&str>| text.and_then(crate::rules::text::line);
        Place {
            city: line(city.city.names.english),
            region: line(city.subdivisions.first().and_then(|region| region.names.english)),
            country: line(city.country.iso_code),
        }
    }
}
