//! `/healthz` and `/metrics`: how the hub is, nothing of people.

use super::Hub;
use crate::error::Error;
use crate::store::meta;
use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use std::time::Instant;

/// 200 when the database answers.
pub async fn healthz(State(hub): State<Hub>) -> Result<&'static str, Error> {
    hub.store.read(meta::last_seq).await?;
    Ok("ok\n")
}

/// For Prometheus.
pub async fn metrics(State(hub): State<Hub>) -> String {
    let agents = u32::try_from(hub.presence.online().borrow().len()).unwrap_or(u32::MAX);
    metrics::gauge!("hub_agents_online").set(agents);
    let visitors = u32::try_from(hub.on_site.count()).unwrap_or(u32::MAX);
    metrics::gauge!("hub_visitors_on_site").set(visitors);
    hub.metrics.render()
}

/// Counts and times requests by route, never by address or id.
pub async fn count(request: Request, next: Next) -> Response {
    let route = request.extensions().get::<MatchedPath>().map_or("other", MatchedPath::as_str).to_owned();
    let started = Instant::now();
    let response = next.run(request).await;
    let labels = [("route", route), ("status", response.status().as_u16().to_string())];
    metrics::counter!("hub_requests_total", &labels).increment(1);
    metrics::histogram!("hub_request_seconds", &labels).record(started.elapsed());
    response
}
