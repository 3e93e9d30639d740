//! Pipedrive, by its REST API: persons, organisations, deals and activities of version 2, leads and notes of
//! version 1, which has no newer ones.

use super::{Dossier, Failed, Link, Links};
use crate::error::Error;
use crate::secret;
use crate::store::{Store, carried};
use protocol::crm::{Entry, EntryKind, money};
use protocol::html::escaped;
use reqwest::{Client, Method, StatusCode};
use serde_json::{Map, Value, json};
use std::time::Duration;
use url::Url;

const TIMEOUT: Duration = Duration::from_secs(20);
/// Words of a refusal that go to the log; the rest may be anybody's.
const DETAIL_MAX: usize = 200;

pub struct Pipedrive {
    http: Client,
    base: Url,
    token: String,
}

const PERSONS: &str = "api/v2/persons";
const ORGANISATIONS: &str = "api/v2/organizations";
const NOTES: &str = "api/v1/notes";

const fn kind(what: EntryKind) -> &'static str {
    match what {
        EntryKind::Lead => "api/v1/leads",
        EntryKind::Deal => "api/v2/deals",
        EntryKind::Activity => "api/v2/activities",
    }
}

impl Pipedrive {
    /// `base`: the company's own address, like `https://shop.pipedrive.com`.
    pub fn new(base: Url, token: String) -> Result<Self, Error> {
        let http = Client::builder()
            .timeout(TIMEOUT)
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .map_err(|error| Error::Internal(error.to_string()))?;
        Ok(Self { http, base, token })
    }

    pub fn page(&self, what: EntryKind, id: &str) -> Option<String> {
        let path = match what {
            EntryKind::Lead => format!("leads/inbox/{id}"),
            EntryKind::Deal => format!("deal/{id}"),
            EntryKind::Activity => return None,
        };
        self.base.join(&path).ok().map(Into::into)
    }

    /// Makes what is not there and changes what is not alike. `links` tells how far it came, also when it failed.
    pub async fn carry(&self, dossier: &Dossier, links: &mut Links, store: &Store) -> Result<(), Failed> {
        let organisation = match &dossier.sheet.organisation {
            Some(name) => {
                let mut body = json!({ "name": name });
                if let Some(address) = &dossier.sheet.address {
                    body["address"] = json!({ "value": address });
                }
                let known = links.organisation.clone();
                links.organisation = Some(self.bring(ORGANISATIONS, known, body, Some(("name", name))).await?);
                links.organisation.as_ref().and_then(|link| link.id.parse::<i64>().ok())
            }
            None => None,
        };
        let mut body = json!({ "name": dossier.name });
        let contact = |value: &String| json!([{ "value": value, "primary": true }]);
        for (field, value) in [("emails", &dossier.email), ("phones", &dossier.phone)] {
            if let Some(value) = value {
                body[field] = contact(value);
            }
        }
        if let Some(organisation) = organisation {
            body["org_id"] = json!(organisation);
        }
        let find = dossier.email.as_deref().map(|email| ("email", email));
        let known = links.person.clone();
        links.person = Some(self.bring(PERSONS, known, body, find).await?);
        let person = links.person.as_ref().and_then(|link| link.id.parse::<i64>().ok());
        if let Some(notes) = &dossier.sheet.notes {
            let body = json!({ "content": as_html(notes), "person_id": person });
            let known = links.note.clone();
            links.note = Some(self.bring(NOTES, known, body, None).await?);
        } else if let Some(note) = &links.note {
            self.end(NOTES, note).await?;
            links.note = None;
        }
        for entry in &dossier.sheet.entries {
            self.bring_entry(dossier, entry, (person, organisation), links, store).await?;
        }
        Ok(())
    }

    async fn bring_entry(
        &self,
        dossier: &Dossier,
        entry: &Entry,
        (person, organisation): (Option<i64>, Option<i64>),
        links: &mut Links,
        store: &Store,
    ) -> Result<(), Failed> {
        let body = entry_body(dossier, entry, person, organisation);
        let known = links.entries.get(&entry.id).cloned();
        if known.is_none() {
            let found = if links.asked == Some(entry.id) { self.find_entry(entry, person).await? } else { None };
            if let Some(id) = found {
                links.entries.insert(entry.id, Link { id, digest: digest(&body) });
                links.asked = None;
                return Ok(());
            }
            // Written down before it is asked for: there is no key that would make a repetition harmless.
            links.asked = Some(entry.id);
            let (conversation, now) = (dossier.sheet.conversation_id, links.clone());
            store.write(move |tx| carried::remember(tx, conversation, &now)).await?;
        }
        let gone = known.clone();
        match self.bring(kind(entry.what), known, body.clone(), None).await {
            Ok(link) => drop(links.entries.insert(entry.id, link)),
            // Somebody deleted it there, or made a deal of a lead: that is theirs to decide.
            Err(Failed::Gone) => {
                if let Some(link) = gone {
                    links.entries.insert(entry.id, Link { digest: digest(&body), ..link });
                }
            }
            Err(failed) => return Err(failed),
        }
        links.asked = None;
        Ok(())
    }

    /// Makes it, or changes it where it is not alike. `find`: by what it may be there already.
    async fn bring(
        &self,
        kind: &str,
        known: Option<Link>,
        body: Value,
        find: Option<(&str, &str)>,
    ) -> Result<Link, Failed> {
        let digest = digest(&body);
        let known = match (known, find) {
            (Some(link), _) => Some(link),
            (None, Some((field, term))) => {
                self.search(kind, field, term).await?.map(|id| Link { id, digest: String::new() })
            }
            (None, None) => None,
        };
        match known {
            Some(link) if link.digest == digest => Ok(link),
            Some(link) => {
                let method = if kind == NOTES { Method::PUT } else { Method::PATCH };
                match self.call(method, &format!("{kind}/{}", link.id), &[], Some(&body)).await {
                    // Deleted there: what leads and deals hang on is made anew.
                    Err(Failed::Gone) if matches!(kind, PERSONS | ORGANISATIONS | NOTES) => {
                        self.make(kind, &body, digest).await
                    }
                    answer => answer.map(|_| Link { digest, ..link }),
                }
            }
            None => self.make(kind, &body, digest).await,
        }
    }

    async fn make(&self, kind: &str, body: &Value, digest: String) -> Result<Link, Failed> {
        let made = self.call(Method::POST, kind, &[], Some(body)).await?;
        let id = id(&made["data"]).ok_or_else(|| Failed::Refused("an answer without an id".to_owned()))?;
        Ok(Link { id, digest })
    }

    async fn end(&self, kind: &str, link: &Link) -> Result<(), Failed> {
        match self.call(Method::DELETE, &format!("{kind}/{}", link.id), &[], None).await {
            Err(Failed::Gone) => Ok(()),
            answer => answer.map(drop),
        }
    }

    async fn search(&self, kind: &str, field: &str, term: &str) -> Result<Option<String>, Failed> {
        let query = [("term", term), ("fields", field), ("exact_match", "true"), ("limit", "1")];
        let found = self.call(Method::GET, &format!("{kind}/search"), &query, None).await?;
        Ok(id(&found["data"]["items"][0]["item"]))
    }

    /// One of this person's that is called so, the newest.
    async fn find_entry(&self, entry: &Entry, person: Option<i64>) -> Result<Option<String>, Failed> {
        let Some(person) = person.map(|person| person.to_string()) else { return Ok(None) };
        let name = if entry.what == EntryKind::Activity { "subject" } else { "title" };
        let mut query = vec![("person_id", person.as_str())];
        match entry.what {
            EntryKind::Lead => query.push(("sort", "add_time DESC")),
            _ => query.extend([("sort_by", "add_time"), ("sort_direction", "desc")]),
        }
        let found = self.call(Method::GET, kind(entry.what), &query, None).await?;
        let mut all = found["data"].as_array().into_iter().flatten();
        Ok(all.find(|one| one[name] == entry.title.as_str()).and_then(id))
    }

    async fn call(
        &self,
        method: Method,
        path: &str,
        query: &[(&str, &str)],
        body: Option<&Value>,
    ) -> Result<Value, Failed> {
        let mut url = self.base.join(path).map_err(|error| Failed::Refused(error.to_string()))?;
        if !query.is_empty() {
            url.query_pairs_mut().extend_pairs(query);
        }
        let mut request = self.http.request(method, url).header("x-api-token", &self.token);
        if let Some(body) = body {
            request = request.json(body);
        }
        // The address may hold a person's: it stays out of the log.
        let lost = |error: reqwest::Error| Failed::Unreachable(error.without_url().to_string());
        let response = request.send().await.map_err(lost)?;
        let status = response.status();
        let seconds = |name: &str| response.headers().get(name)?.to_str().ok()?.trim().parse::<u32>().ok();
        let after_s = seconds("retry-after").or_else(|| seconds("x-ratelimit-reset"));
        match status {
            status if status.is_success() => response.json().await.map_err(lost),
            StatusCode::TOO_MANY_REQUESTS => Err(Failed::RateLimited { after_s }),
            StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => Err(Failed::Unauthorised),
            StatusCode::NOT_FOUND | StatusCode::GONE => Err(Failed::Gone),
            status if status.is_client_error() => {
                let told: Value = response.json().await.unwrap_or_default();
                let told = told["error"].as_str().unwrap_or_default().chars().take(DETAIL_MAX).collect::<String>();
                Err(Failed::Refused(format!("{status}: {told}")))
            }
            status => Err(Failed::Unreachable(status.to_string())),
        }
    }
}

fn entry_body(dossier: &Dossier, entry: &Entry, person: Option<i64>, organisation: Option<i64>) -> Value {
    let value = dossier.sheet.value.as_deref().and_then(money);
    let amount = value.and_then(|(amount, _)| amount.parse::<f64>().ok());
    let mut body = Map::new();
    let mut set = |key: &str, value: Option<Value>| {
        if let Some(value) = value {
            body.insert(key.to_owned(), value);
        }
    };
    let closing = dossier.sheet.closing.as_ref().map(|day| json!(day));
    match entry.what {
        EntryKind::Lead => {
            set("title", Some(json!(entry.title)));
            set("person_id", person.map(Value::from));
            set("organization_id", organisation.map(Value::from));
            set("value", amount.zip(value).map(|(amount, (_, code))| json!({ "amount": amount, "currency": code })));
            set("expected_close_date", closing);
        }
        EntryKind::Deal => {
            set("title", Some(json!(entry.title)));
            set("person_id", person.map(Value::from));
            set("org_id", organisation.map(Value::from));
            set("value", amount.map(Value::from));
            set("currency", value.map(|(_, code)| json!(code)));
            set("expected_close_date", closing);
        }
        EntryKind::Activity => {
            set("subject", Some(json!(entry.title)));
            set("due_date", entry.due.as_ref().map(|day| json!(day)));
            set("org_id", organisation.map(Value::from));
            set("participants", person.map(|person| json!([{ "person_id": person, "primary": true }])));
        }
    }
    Value::Object(body)
}

/// An id there is a number or a text.
fn id(thing: &Value) -> Option<String> {
    thing["id"].as_i64().map(|id| id.to_string()).or_else(|| thing["id"].as_str().map(str::to_owned))
}

fn digest(body: &Value) -> String {
    secret::fingerprint(body.to_string().as_bytes())
}

/// Notes are HTML there; people's words are none.
fn as_html(text: &str) -> String {
    escaped(text).replace('\n', "<br>")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A12
    #[test]
    fn notes_are_words_there_too() {
        assert_eq!(
            as_html("<b>1</b> & 'deux'\n\"trois\""),
            "&lt;b&gt;1&lt;/b&gt; &amp; &#39;deux&#39;<br>&quot;trois&quot;"
        );
    }
}
