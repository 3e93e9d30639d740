//! All routes, in one table.

use super::{
    Hub, accounts, agents, blocks, canned, conversations, crm, files, health, people, playbooks, preview, projects,
    said, session, signs, sync, uploads, visitors, widget,
};
use crate::error::Error;
use crate::previews::{self, Sandbox};
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderName, HeaderValue, Method, Request, header};
use axum::routing::{any, get, post, put};
use axum::{Router, middleware};
use protocol::limits::BODY_MAX_BYTES;
use protocol::wire::ErrorCode;
use std::time::Duration;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::cors::{AllowOrigin, CorsLayer};
use tower_http::set_header::SetResponseHeaderLayer;
use tower_http::trace::TraceLayer;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Pupitre hub",
        description = "Live chat between web sites and agents' consoles. \
        Errors are application/problem+json with a stable code."
    ),
    components(schemas(protocol::wire::Problem))
)]
struct Description;

/// The roads of the agents' consoles.
fn agent_routes() -> OpenApiRouter<Hub> {
    OpenApiRouter::new()
        .routes(routes!(session::sign_in, session::sign_out))
        .routes(routes!(agents::me))
        .routes(routes!(agents::set_presence))
        .routes(routes!(agents::change_password))
        .routes(routes!(accounts::list))
        .routes(routes!(accounts::put))
        .routes(routes!(accounts::give_password))
        .routes(routes!(accounts::trail))
        .routes(routes!(projects::list))
        .routes(routes!(projects::put))
        .routes(routes!(projects::renew_key))
        .routes(routes!(projects::renew_secret))
        .routes(routes!(signs::look))
        .routes(routes!(signs::typing))
        .routes(routes!(sync::page))
        .routes(routes!(sync::fetch))
        .routes(routes!(sync::live))
        .routes(routes!(conversations::claim))
        .routes(routes!(conversations::assign))
        .routes(routes!(conversations::reply))
        .routes(routes!(conversations::close))
        .routes(routes!(conversations::mark_read))
        .routes(routes!(crm::edit))
        .routes(routes!(crm::create))
        .routes(routes!(blocks::block, blocks::unblock))
        .routes(routes!(people::set_status))
        .routes(routes!(people::data))
        .routes(routes!(people::erase))
        .routes(routes!(canned::put, canned::delete))
        .routes(routes!(playbooks::list))
        .routes(routes!(playbooks::save, playbooks::delete))
        .routes(routes!(playbooks::versions))
        .routes(routes!(playbooks::preview))
        .routes(routes!(uploads::begin))
        .routes(routes!(files::original, uploads::offset, uploads::append, uploads::end))
        .routes(routes!(files::drawing))
}

/// The roads of the widget, which may be on any site: the project's list of origins decides.
fn visitor_routes() -> OpenApiRouter<Hub> {
    OpenApiRouter::new()
        .routes(routes!(visitors::session))
        .routes(routes!(visitors::open))
        .routes(routes!(visitors::view_page))
        .routes(routes!(said::identify))
        .routes(routes!(said::track))
        .routes(routes!(visitors::write, visitors::read_thread))
        .routes(routes!(visitors::choose))
        .routes(routes!(visitors::fill_form))
        .routes(routes!(visitors::read))
        .routes(routes!(visitors::events))
        .routes(routes!(visitors::live))
        .routes(routes!(uploads::visitor_begin))
        .routes(routes!(
            files::visitor_original,
            uploads::visitor_offset,
            uploads::visitor_append,
            uploads::visitor_end
        ))
        .routes(routes!(files::visitor_drawing))
}

fn api() -> (Router<Hub>, utoipa::openapi::OpenApi) {
    OpenApiRouter::with_openapi(Description::openapi()).merge(agent_routes()).merge(visitor_routes()).split_for_parts()
}

fn scripts() -> Router<Hub> {
    Router::new()
        .route("/widget.js", get(widget::loader))
        .route("/widget/chat.js", get(widget::chat))
        .route("/widget/cards.js", get(widget::cards))
}

/// What the page of a preview asks for, and the widget on it.
pub fn preview_router(sandbox: Sandbox) -> Router {
    let hub = sandbox.hub.clone();
    let page = Router::new()
        .route("/", get(preview::page))
        .route("/preview.js", get(widget::preview))
        .route("/about", get(preview::about))
        .route("/agent", put(preview::switch))
        .route("/claim", post(preview::claim))
        .with_state(sandbox);
    let (visitors, _) = visitor_routes().split_for_parts();
    page.merge(visitors.merge(scripts()).with_state(hub)).fallback(unknown)
}

async fn unknown() -> Error {
    ErrorCode::NotFound.into()
}

/// The description of the API, as `/openapi.json` serves it.
pub fn openapi() -> utoipa::openapi::OpenApi {
    api().1
}

pub fn router(hub: Hub) -> Router {
    let (api, description) = api();
    let description = serde_json::to_string(&description).unwrap_or_default();
    api.route("/openapi.json", get(|| async move { ([(header::CONTENT_TYPE, "application/json")], description) }))
        .route("/healthz", get(health::healthz))
        .route("/metrics", get(health::metrics))
        .merge(scripts())
        .nest_service(previews::PATH, any(preview::inside).with_state(hub.clone()))
        .fallback(unknown)
        .method_not_allowed_fallback(|| async { Error::from(ErrorCode::MethodNotAllowed) })
        .layer(middleware::from_fn(health::count))
        .layer(DefaultBodyLimit::max(BODY_MAX_BYTES))
        .layer(cors())
        .layer(SetResponseHeaderLayer::if_not_present(
            header::X_CONTENT_TYPE_OPTIONS,
            HeaderValue::from_static("nosniff"),
        ))
        .layer(SetResponseHeaderLayer::if_not_present(header::CACHE_CONTROL, HeaderValue::from_static("no-store")))
        .layer(CatchPanicLayer::custom(|_| {
            use axum::response::IntoResponse;
            Error::Internal("a handler panicked".to_owned()).into_response()
        }))
        .layer(
            TraceLayer::new_for_http().make_span_with(|request: &Request<_>| {
                tracing::info_span!("http", method = %request.method(), path = told(request.uri().path()))
            }),
        )
        .with_state(hub)
}

/// What the log says of a path. It holds ids at most, but where it leads to a preview; the query may hold a cursor,
/// and the headers a token.
fn told(path: &str) -> &str {
    if path.starts_with(previews::PATH) { previews::PATH } else { path }
}

/// Any site may ask for a visitor; whether it is answered is for the project's list of origins. The
/// agents' roads are for consoles, which are no web pages. No cookies anywhere.
fn cors() -> CorsLayer {
    CorsLayer::new()
        .allow_origin(AllowOrigin::predicate(|_, request| request.uri.path().starts_with("/v1/visitor/")))
        .allow_methods([Method::GET, Method::HEAD, Method::POST, Method::PUT, Method::PATCH, Method::DELETE])
        .allow_headers(
            [header::AUTHORIZATION, header::CONTENT_TYPE, HeaderName::from_static("idempotency-key")]
                .into_iter()
                .chain(uploads::HEADERS)
                .collect::<Vec<_>>(),
        )
        .expose_headers([header::RETRY_AFTER, header::LOCATION].into_iter().chain(uploads::HEADERS).collect::<Vec<_>>())
        .max_age(Duration::from_secs(3600))
}
