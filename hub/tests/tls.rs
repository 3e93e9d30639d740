//! The hub serves TLS itself from PEM files.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use hub::{Settings, Tls, launch};
use std::path::Path;
use tempfile::TempDir;

/// Writes a certificate for the loopback and its key; answers them with the certificate's text.
fn certificate(folder: &Path) -> (Tls, String) {
    let made = rcgen::generate_simple_self_signed(["127.0.0.1".to_owned()]).unwrap();
    let tls = Tls { certificate: folder.join("certificate.pem"), key: folder.join("key.pem") };
    std::fs::write(&tls.certificate, made.cert.pem()).unwrap();
    std::fs::write(&tls.key, made.signing_key.serialize_pem()).unwrap();
    (tls, made.cert.pem())
}

fn settings(data: &Path, tls: Tls) -> Settings {
    Settings { tls: Some(tls), ..Settings::new(([127, 0, 0, 1], 0).into(), data) }
}

#[tokio::test]
async fn with_a_certificate_the_hub_is_reached_by_https_only() {
    let folder = TempDir::new().unwrap();
    let (tls, root) = certificate(folder.path());
    let mut running = launch(settings(folder.path(), tls)).await.unwrap();
    assert!(running.url().starts_with("https://"));
    let root = reqwest::Certificate::from_pem(root.as_bytes()).unwrap();
    let trusting = reqwest::Client::builder().tls_certs_only([root]).build().unwrap();
    let healthy = trusting.get(format!("{}/healthz", running.url())).send().await.unwrap();
    assert!(healthy.status().is_success());
    let distrusting = reqwest::Client::new();
    assert!(distrusting.get(format!("{}/healthz", running.url())).send().await.is_err(), "an unknown certificate");
    let plain = running.url().replacen("https", "http", 1);
    assert!(distrusting.get(format!("{plain}/healthz")).send().await.is_err(), "plain http");
    running.abort();
}

#[tokio::test]
async fn tls_files_that_are_none_are_named_at_the_start() {
    let folder = TempDir::new().unwrap();
    let (tls, _) = certificate(folder.path());
    std::fs::write(&tls.key, "no key").unwrap();
    let Err(error) = launch(settings(folder.path(), tls)).await else { panic!("it started") };
    assert!(error.to_string().contains("TLS files"), "{error}");
}
