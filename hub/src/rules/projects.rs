//! What a project may be like, and who keeps it.

use super::accounts::keep;
use super::text;
use super::visibility::Viewer;
use crate::error::Error;
use protocol::ProjectId;
use protocol::project::{DeclaredParam, Establishment};
use protocol::wire::ErrorCode;
use protocol::wire::projects::ProjectContent;
use std::collections::{BTreeSet, HashSet};

const ORIGINS_MAX: usize = 100;
const PARAMS_MAX: usize = 50;
const ESTABLISHMENTS_MAX: usize = 1_000;

/// Whether they may look at this project as its admins do, and change it.
pub fn change(viewer: &Viewer, project: ProjectId) -> Result<(), ErrorCode> {
    keep(viewer)?;
    if viewer.projects.contains(&project) { Ok(()) } else { Err(ErrorCode::NotFound) }
}

/// The content as it is kept: cleaned, or refused with what to mend.
pub fn sound(wish: ProjectContent) -> Result<ProjectContent, Error> {
    let ProjectContent { name, origins, params, establishments } = wish;
    few(origins.len(), ORIGINS_MAX, "origins")?;
    few(params.len(), PARAMS_MAX, "parameters")?;
    few(establishments.len(), ESTABLISHMENTS_MAX, "establishments")?;
    let params = params.into_iter().map(sound_param).collect::<Result<Vec<_>, _>>()?;
    let establishments = establishments.into_iter().map(sound_establishment).collect::<Result<Vec<_>, _>>()?;
    unique(params.iter().map(|param| &param.key))?;
    unique(establishments.iter().map(|establishment| &establishment.key))?;
    let origins: BTreeSet<_> = origins.iter().map(|written| sound_origin(written)).collect::<Result<_, _>>()?;
    let origins = origins.into_iter().collect();
    Ok(ProjectContent { name: name_of(&name)?, origins, params, establishments })
}

/// A site as it is kept.
pub fn sound_origin(written: &str) -> Result<String, Error> {
    let told = |_| {
        Error::with_detail(ErrorCode::OriginInvalid, format!("{written:?} is not an origin like https://shop.example"))
    };
    text::origin(written).map_err(told)
}

fn sound_param(param: DeclaredParam) -> Result<DeclaredParam, Error> {
    Ok(DeclaredParam { key: key(&param.key)?, label: name_of(&param.label)? })
}

fn sound_establishment(of: Establishment) -> Result<Establishment, Error> {
    let line = |written: &str| text::line(written).unwrap_or_default();
    Ok(Establishment {
        key: key(&of.key)?,
        name: name_of(&of.name)?,
        region: line(&of.region),
        sector: line(&of.sector),
        country: line(&of.country),
    })
}

fn few(count: usize, most: usize, what: &str) -> Result<(), Error> {
    let told = || Error::with_detail(ErrorCode::FieldInvalid, format!("a project has at most {most} {what}"));
    if count <= most { Ok(()) } else { Err(told()) }
}

fn unique<'a>(keys: impl Iterator<Item = &'a String>) -> Result<(), Error> {
    let mut known = HashSet::new();
    for key in keys {
        if !known.insert(key) {
            return Err(Error::with_detail(ErrorCode::FieldInvalid, format!("the key {key:?} stands there twice")));
        }
    }
    Ok(())
}

fn name_of(written: &str) -> Result<String, Error> {
    text::name(written).map_err(|code| Error::with_detail(code, "a name has 1 to 256 characters"))
}

/// Cleaned as what a site sends under it is ([`super::site::params`]): the two are compared letter by letter.
fn key(written: &str) -> Result<String, Error> {
    text::line(written).ok_or_else(|| Error::with_detail(ErrorCode::FieldInvalid, "a key has at least one character"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use protocol::Role;
    use uuid::Uuid;

    fn content() -> ProjectContent {
        let param = |key: &str| DeclaredParam { key: key.into(), label: "Panier".into() };
        ProjectContent {
            name: " Maison Verlaine ".into(),
            origins: vec!["https://shop.example/".into(), "https://SHOP.example".into()],
            params: vec![param("basket"), param("tier")],
            establishments: vec![Establishment { key: "paris".into(), name: "Paris".into(), ..Default::default() }],
        }
    }

    #[test]
    fn what_is_written_is_cleaned() {
        let sound = sound(content()).unwrap();
        assert_eq!(sound.name, "Maison Verlaine");
        assert_eq!(sound.origins, ["https://shop.example"]);
    }

    #[test]
    fn what_no_site_could_mean_is_refused() {
        let code = |change: fn(&mut ProjectContent)| {
            let mut wish = content();
            change(&mut wish);
            sound(wish).unwrap_err().problem().code
        };
        assert_eq!(code(|wish| wish.origins.push("https://shop.example/page".into())), ErrorCode::OriginInvalid);
        for origin in ["javascript:alert(1)", "https://*.example", "https://:pw@shop.example", "https://u@shop.example"]
        {
            let wish = ProjectContent { origins: vec![origin.into()], ..content() };
            assert_eq!(sound(wish).unwrap_err().problem().code, ErrorCode::OriginInvalid, "{origin}");
        }
        assert_eq!(code(|wish| wish.name = " ".into()), ErrorCode::FieldInvalid);
        assert_eq!(code(|wish| wish.params[1].key = "basket".into()), ErrorCode::FieldInvalid);
        assert_eq!(code(|wish| wish.params[1].key = " \u{202e}".into()), ErrorCode::FieldInvalid);
        assert_eq!(code(|wish| wish.params[1].label = String::new()), ErrorCode::FieldInvalid);
        assert_eq!(code(|wish| wish.establishments.extend(wish.establishments.clone())), ErrorCode::FieldInvalid);
        assert_eq!(code(|wish| wish.params = vec![wish.params[0].clone(); 51]), ErrorCode::FieldInvalid);
    }

    #[test]
    fn admins_keep_their_own_projects() {
        let mine: ProjectId = Uuid::from_u128(10).into();
        let viewer = |role| Viewer { id: Uuid::from_u128(1).into(), role, projects: vec![mine] };
        assert_eq!(change(&viewer(Role::Admin), mine), Ok(()));
        assert_eq!(change(&viewer(Role::Admin), Uuid::from_u128(11).into()), Err(ErrorCode::NotFound));
        assert_eq!(change(&viewer(Role::Manager), mine), Err(ErrorCode::Forbidden));
    }
}
