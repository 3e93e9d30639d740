//! The demo web site: the files of a folder, with the hub's address and the project's key filled in.
//!
//! A server of a screenful, for this machine alone; a web framework would make xtask slow to build.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

/// How long a browser may take for its request; it may also open a connection and never use it.
const REQUEST_LIMIT: Duration = Duration::from_secs(10);

pub struct DemoSite {
    folder: PathBuf,
    hub_url: String,
    project_key: String,
}

impl DemoSite {
    pub fn new(folder: PathBuf, hub_url: &str, project_key: &str) -> Self {
        DemoSite { folder, hub_url: hub_url.to_owned(), project_key: project_key.to_owned() }
    }

    /// Serves in the background until this process ends.
    pub fn serve(self, listener: TcpListener) {
        let site = Arc::new(self);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let site = Arc::clone(&site);
                thread::spawn(move || site.answer(&stream));
            }
        });
    }

    /// One request, one answer, and the connection is closed. A browser that went away is no matter.
    fn answer(&self, stream: &TcpStream) -> Option<()> {
        stream.set_read_timeout(Some(REQUEST_LIMIT)).ok()?;
        let mut lines = BufReader::new(stream).lines().map_while(Result::ok);
        let first = lines.next()?;
        // The rest of the head is read, or closing would take the answer away from the browser.
        lines.take_while(|line| !line.is_empty()).for_each(drop);
        let found = path(&first).and_then(|path| self.page(&path));
        let (status, kind, body) = match found {
            Some((kind, body)) => ("200 OK", kind, body),
            None => ("404 Not Found", "text/plain", b"Not found".to_vec()),
        };
        let head = format!(
            "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nCache-Control: no-store\r\n\
             Connection: close\r\n\r\n",
            body.len()
        );
        let mut stream = stream;
        stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&body)).ok()
    }

    fn page(&self, path: &Path) -> Option<(&'static str, Vec<u8>)> {
        let mut file = self.folder.join(path);
        if file.is_dir() {
            file.push("index.html");
        } else if file.extension().is_none() {
            file.set_extension("html");
        }
        let content = fs::read(&file).ok()?;
        let kind = kind(&file);
        match String::from_utf8(content) {
            Ok(text) if kind.starts_with("text/") => Some((kind, self.filled_in(&text).into_bytes())),
            Ok(text) => Some((kind, text.into_bytes())),
            Err(error) => Some((kind, error.into_bytes())),
        }
    }

    fn filled_in(&self, text: &str) -> String {
        text.replace("{{HUB}}", &self.hub_url).replace("{{KEY}}", &self.project_key)
    }
}

/// The path of `GET /a/b?c HTTP/1.1` inside the folder; `None` for anything that would lead out of it.
fn path(request: &str) -> Option<PathBuf> {
    let mut words = request.split(' ');
    if words.next()? != "GET" {
        return None;
    }
    let path = words.next()?.split(['?', '#']).next()?;
    let path = Path::new(path.trim_start_matches('/'));
    let inside = path.components().all(|part| matches!(part, Component::Normal(_)));
    inside.then(|| path.to_path_buf())
}

fn kind(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("jpg" | "jpeg") => "image/jpeg",
        Some("webp") => "image/webp",
        Some("avif") => "image/avif",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    fn site(folder: &Path) -> DemoSite {
        DemoSite::new(folder.to_path_buf(), "http://127.0.0.1:7700", "pk_1")
    }

    #[test]
    fn placeholders_are_filled_in() {
        let text = "<script async src=\"{{HUB}}/widget.js\" data-project=\"{{KEY}}\"></script>";
        assert_eq!(
            site(Path::new("")).filled_in(text),
            "<script async src=\"http://127.0.0.1:7700/widget.js\" data-project=\"pk_1\"></script>"
        );
    }

    #[test]
    fn a_request_stays_inside_the_folder() {
        assert_eq!(path("GET / HTTP/1.1"), Some(PathBuf::new()));
        assert_eq!(path("GET /bags/red.html?a=/.. HTTP/1.1"), Some(PathBuf::from("bags/red.html")));
        assert_eq!(path("GET /../secret HTTP/1.1"), None);
        assert_eq!(path("POST / HTTP/1.1"), None);
        assert_eq!(path(""), None);
    }

    #[test]
    fn a_browser_gets_the_page() -> anyhow::Result<()> {
        let folder = tempfile::tempdir()?;
        fs::write(folder.path().join("index.html"), "key {{KEY}}")?;
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = listener.local_addr()?;
        site(folder.path()).serve(listener);
        let mut browser = TcpStream::connect(address)?;
        browser.write_all(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")?;
        let mut answer = String::new();
        browser.read_to_string(&mut answer)?;
        assert!(answer.starts_with("HTTP/1.1 200 OK\r\n") && answer.ends_with("\r\n\r\nkey pk_1"), "{answer}");
        Ok(())
    }
}
