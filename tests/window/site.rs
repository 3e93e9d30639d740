//! A web site that carries the widget: one page, whatever the path.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::{Arc, OnceLock};

pub struct Site {
    pub origin: String,
    script: Arc<OnceLock<(String, String)>>,
}

impl Site {
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let script: Arc<OnceLock<(String, String)>> = Arc::default();
        let known = Arc::clone(&script);
        // Ends with the test's process.
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let known = Arc::clone(&known);
                std::thread::spawn(move || answer(stream, known.get()));
            }
        });
        Self { origin, script }
    }

    /// The hub and project whose widget the pages carry.
    pub fn carry(&self, hub: &str, key: &str) {
        self.script.set((hub.to_owned(), key.to_owned())).unwrap();
    }
}

fn answer(mut stream: std::net::TcpStream, script: Option<&(String, String)>) {
    let mut request = [0; 4096];
    if !matches!(stream.read(&mut request), Ok(n) if n > 0) {
        return;
    }
    let tag = script.map_or_else(String::new, |(hub, key)| {
        format!("<script async src=\"{hub}/widget.js\" data-project=\"{key}\"></script>")
    });
    let page = format!(
        "<!doctype html><html lang=\"fr\"><meta charset=\"utf-8\"><title>Fauteuil Solène</title>\
         <h1>Fauteuil Solène, lin naturel</h1>{tag}</html>"
    );
    let _ = write!(
        stream,
        "HTTP/1.1 200 OK\r\ncontent-type: text/html; charset=utf-8\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{page}",
        page.len()
    );
}
