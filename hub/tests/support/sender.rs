//! Sending and fetching files, as an agent or as a visitor.

use super::{TestAgent, TestVisitor};
use protocol::FileId;
use reqwest::{Method, RequestBuilder, Response, StatusCode};
use uuid::Uuid;

/// Somebody who sends and fetches files: the roads differ by their beginning only.
pub trait Sender {
    fn call(&self, method: Method, path: &str) -> RequestBuilder;
    const ROAD: &'static str;

    async fn begin(&self, id: FileId, name: &str, size: u64) -> Response {
        use base64::Engine;
        let name = base64::prelude::BASE64_STANDARD.encode(name);
        self.call(Method::POST, Self::ROAD)
            .header("tus-resumable", "1.0.0")
            .header("upload-length", size)
            .header("upload-metadata", format!("filename {name}"))
            .header("idempotency-key", id.to_string())
            .send()
            .await
            .unwrap()
    }

    async fn append(&self, id: FileId, from: u64, bytes: impl Into<reqwest::Body>) -> Response {
        self.call(Method::PATCH, &format!("{}/{id}", Self::ROAD))
            .header("tus-resumable", "1.0.0")
            .header("upload-offset", from)
            .header("content-type", "application/offset+octet-stream")
            .body(bytes)
            .send()
            .await
            .unwrap()
    }

    async fn offset(&self, id: FileId) -> Option<u64> {
        let response = self.call(Method::HEAD, &format!("{}/{id}", Self::ROAD)).send().await.unwrap();
        response.headers().get("upload-offset").map(|value| value.to_str().unwrap().parse().unwrap())
    }

    async fn get(&self, id: FileId, what: &str) -> Response {
        self.call(Method::GET, &format!("{}/{id}{what}", Self::ROAD)).send().await.unwrap()
    }

    async fn take_back(&self, id: FileId) -> Response {
        self.call(Method::DELETE, &format!("{}/{id}", Self::ROAD)).send().await.unwrap()
    }

    /// A whole file, not sent yet.
    async fn upload(&self, name: &str, bytes: &[u8]) -> FileId {
        let id = Uuid::now_v7().into();
        assert_eq!(self.begin(id, name, bytes.len() as u64).await.status(), StatusCode::CREATED);
        assert_eq!(self.append(id, 0, bytes.to_vec()).await.status(), StatusCode::NO_CONTENT);
        id
    }
}

impl Sender for TestAgent {
    const ROAD: &'static str = "/v1/files";
    fn call(&self, method: Method, path: &str) -> RequestBuilder {
        self.request(method, path)
    }
}

impl Sender for TestVisitor {
    const ROAD: &'static str = "/v1/visitor/files";
    fn call(&self, method: Method, path: &str) -> RequestBuilder {
        self.request(method, path)
    }
}
