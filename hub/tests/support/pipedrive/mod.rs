//! A Pipedrive to test against: what it takes and gives is what the declarations of their own npm client say.

mod declared;

use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::any;
use axum::{Json, Router};
use declared::Declared;
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::{Arc, Mutex};

pub const TOKEN: &str = "pipedrive-token-of-the-test";

/// What the next request of a kind meets instead of an answer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Meets {
    Status(u16),
    /// With the seconds that its header says.
    RateLimit(u32),
    /// It is done, and the answer is lost.
    LostAnswer,
}

#[derive(Default)]
struct Company {
    things: BTreeMap<&'static str, Vec<Value>>,
    requests: Vec<String>,
    meets: VecDeque<(&'static str, Meets)>,
}

#[derive(Clone)]
pub struct Pipedrive {
    company: Arc<Mutex<Company>>,
    declared: Arc<Declared>,
    pub url: String,
}

impl Pipedrive {
    pub async fn open() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let pipedrive = Self { company: Arc::default(), declared: Arc::new(Declared::of_the_client()), url };
        let router = Router::new()
            .route("/api/{version}/{kind}", any(all))
            .route("/api/{version}/{kind}/{id}", any(one))
            .with_state(pipedrive.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        pipedrive
    }

    /// Something that is there already.
    pub fn holds(&self, kind: &'static str, thing: Value) {
        self.company.lock().unwrap().things.entry(kind).or_default().push(thing);
    }

    pub fn all(&self, kind: &str) -> Vec<Value> {
        self.company.lock().unwrap().things.get(kind).cloned().unwrap_or_default()
    }

    /// The next request like `POST leads` meets this.
    pub fn next(&self, request: &'static str, meets: Meets) {
        self.company.lock().unwrap().meets.push_back((request, meets));
    }

    pub fn requests(&self) -> Vec<String> {
        self.company.lock().unwrap().requests.clone()
    }

    /// Answers what it meets, and whether the request is carried out all the same.
    fn meets(&self, method: &Method, kind: &str, headers: &HeaderMap) -> (Option<Response>, bool) {
        let request = format!("{method} {kind}");
        let mut company = self.company.lock().unwrap();
        company.requests.push(request.clone());
        if headers.get("x-api-token").is_none_or(|token| token != TOKEN) {
            let body = json!({ "success": false, "error": "unauthorized access", "errorCode": 401 });
            return (Some((StatusCode::UNAUTHORIZED, Json(body)).into_response()), false);
        }
        let waits = company.meets.front().is_some_and(|(wanted, _)| *wanted == request);
        let Some((_, meets)) = waits.then(|| company.meets.pop_front()).flatten() else { return (None, true) };
        let failure = json!({ "success": false, "error": "no", "error_info": "of the test" });
        match meets {
            Meets::Status(status) => {
                (Some((StatusCode::from_u16(status).unwrap(), Json(failure)).into_response()), false)
            }
            Meets::RateLimit(seconds) => {
                let headers = [("x-ratelimit-reset", seconds.to_string())];
                (Some((StatusCode::TOO_MANY_REQUESTS, headers, Json(failure)).into_response()), false)
            }
            Meets::LostAnswer => (Some((StatusCode::BAD_GATEWAY, "lost").into_response()), true),
        }
    }
}

fn wrong(what: &str) -> Response {
    (StatusCode::BAD_REQUEST, Json(json!({ "success": false, "error": what }))).into_response()
}

fn found(data: Value) -> Response {
    Json(json!({ "success": true, "data": data })).into_response()
}

/// The kind as its own name; none: there is no such road in this version.
fn known(version: &str, kind: &str) -> Option<&'static str> {
    match (version, kind) {
        ("v2", "persons") => Some("persons"),
        ("v2", "organizations") => Some("organizations"),
        ("v2", "deals") => Some("deals"),
        ("v2", "activities") => Some("activities"),
        ("v1", "leads") => Some("leads"),
        ("v1", "notes") => Some("notes"),
        _ => None,
    }
}

async fn all(
    State(pipedrive): State<Pipedrive>,
    method: Method,
    headers: HeaderMap,
    Path((version, kind)): Path<(String, String)>,
    Query(query): Query<HashMap<String, String>>,
    body: Bytes,
) -> Response {
    let Some(kind) = known(&version, &kind) else { return StatusCode::NOT_FOUND.into_response() };
    let (met, goes_on) = pipedrive.meets(&method, kind, &headers);
    let answer = match method {
        _ if !goes_on => StatusCode::OK.into_response(),
        Method::POST => add(&pipedrive, kind, &body),
        Method::GET => {
            let person = query.get("person_id").map(|person| person.parse::<i64>().unwrap());
            let of_person = |thing: &Value| person.is_none_or(|person| thing["person_id"] == person);
            found(pipedrive.all(kind).into_iter().filter(of_person).rev().collect())
        }
        _ => StatusCode::METHOD_NOT_ALLOWED.into_response(),
    };
    met.unwrap_or(answer)
}

fn add(pipedrive: &Pipedrive, kind: &'static str, body: &[u8]) -> Response {
    let request = match kind {
        "persons" => "AddPersonRequest",
        "organizations" => "AddOrganizationRequest",
        "deals" => "AddDealRequest",
        "activities" => "AddActivityRequest",
        "leads" => "AddLeadRequest",
        _ => "AddNoteRequest",
    };
    let Ok(mut thing) = serde_json::from_slice::<Value>(body) else { return wrong("no JSON") };
    if let Err(fault) = pipedrive.declared.check(request, &thing) {
        return wrong(&fault);
    }
    let mut company = pipedrive.company.lock().unwrap();
    let things = company.things.entry(kind).or_default();
    let number = things.len() as i64 + 1;
    thing["id"] = match kind {
        "leads" => json!(uuid::Uuid::from_u128(number as u128)),
        _ => json!(number),
    };
    // What an activity is about is told by its first participant.
    if let Some(person) = thing["participants"].get(0) {
        thing["person_id"] = person["person_id"].clone();
    }
    things.push(thing.clone());
    (StatusCode::CREATED, found(thing)).into_response()
}

async fn one(
    State(pipedrive): State<Pipedrive>,
    method: Method,
    headers: HeaderMap,
    Path((version, kind, id)): Path<(String, String, String)>,
    Query(query): Query<HashMap<String, String>>,
    body: Bytes,
) -> Response {
    let Some(kind) = known(&version, &kind) else { return StatusCode::NOT_FOUND.into_response() };
    let (met, goes_on) = pipedrive.meets(&method, kind, &headers);
    let answer = match method {
        _ if !goes_on => StatusCode::OK.into_response(),
        Method::GET if id == "search" => search(&pipedrive, kind, &query),
        Method::PATCH | Method::PUT | Method::DELETE => change(&pipedrive, &method, kind, &id, &body),
        _ => StatusCode::METHOD_NOT_ALLOWED.into_response(),
    };
    met.unwrap_or(answer)
}

fn search(pipedrive: &Pipedrive, kind: &str, query: &HashMap<String, String>) -> Response {
    let (Some(term), Some(field)) = (query.get("term"), query.get("fields")) else { return wrong("term and fields") };
    let has = |thing: &Value| match field.as_str() {
        "email" => thing["emails"].as_array().into_iter().flatten().any(|email| email["value"] == term.as_str()),
        field => thing[field] == term.as_str(),
    };
    let items: Vec<_> = pipedrive.all(kind).into_iter().filter(has).map(|item| json!({ "item": item })).collect();
    found(json!({ "items": items }))
}

fn change(pipedrive: &Pipedrive, method: &Method, kind: &'static str, id: &str, body: &[u8]) -> Response {
    let request = match (kind, method) {
        (_, &Method::DELETE) => None,
        ("persons", &Method::PATCH) => Some("UpdatePersonRequest"),
        ("organizations", &Method::PATCH) => Some("UpdateOrganizationRequest"),
        ("deals", &Method::PATCH) => Some("UpdateDealRequest"),
        ("activities", &Method::PATCH) => Some("UpdateActivityRequest"),
        ("leads", &Method::PATCH) => Some("UpdateLeadRequest"),
        ("notes", &Method::PUT) => Some("NoteRequest"),
        _ => return StatusCode::METHOD_NOT_ALLOWED.into_response(),
    };
    let is_it = |thing: &Value| thing["id"].as_str().map_or_else(|| thing["id"].to_string(), str::to_owned) == id;
    let mut company = pipedrive.company.lock().unwrap();
    let things = company.things.entry(kind).or_default();
    let Some(at) = things.iter().position(is_it) else {
        return (StatusCode::NOT_FOUND, Json(json!({ "success": false, "error": "not found" }))).into_response();
    };
    let Some(request) = request else { return found(things.remove(at)) };
    let Ok(Value::Object(changes)) = serde_json::from_slice(body) else { return wrong("no JSON object") };
    if let Err(fault) = pipedrive.declared.check(request, &Value::Object(changes.clone())) {
        return wrong(&fault);
    }
    for (key, value) in changes {
        things[at][key] = value;
    }
    found(things[at].clone())
}
