//! Files, to the hub by tus 1.0 and back from it. The hub says how much it has; whoever calls goes on
//! from there.

use super::{Error, HubClient, KEY, accepted};
use futures_util::Stream;
use protocol::wire::ErrorCode;
use protocol::{Drawing, FileId};
use reqwest::header::{CONTENT_TYPE, HeaderName};
use reqwest::{Method, RequestBuilder, Response};

const RESUMABLE: HeaderName = HeaderName::from_static("tus-resumable");
const LENGTH: HeaderName = HeaderName::from_static("upload-length");
const OFFSET: HeaderName = HeaderName::from_static("upload-offset");
const METADATA: HeaderName = HeaderName::from_static("upload-metadata");

impl HubClient {
    /// Begins a file under this id, or finds the one that was begun; answers how many bytes the hub has.
    pub async fn begin_file(&self, id: FileId, name: &str, size: u64) -> Result<u64, Error> {
        use base64::Engine;
        let name = base64::prelude::BASE64_STANDARD.encode(name);
        let request = self
            .tus(Method::POST, &["files"])
            .header(KEY, id.to_string())
            .header(LENGTH, size)
            .header(METADATA, format!("filename {name}"));
        offset(&accepted(request).await?)
    }

    /// Sends bytes that follow the first `from`; answers how many the hub has then. With the last ones it
    /// answers once it knows what the file is; without any, at the end, it does so again.
    pub async fn append_file(&self, id: FileId, from: u64, bytes: Vec<u8>) -> Result<u64, Error> {
        let request = self
            .tus(Method::PATCH, &["files", &id.to_string()])
            .header(OFFSET, from)
            .header(CONTENT_TYPE, "application/offset+octet-stream")
            .body(bytes);
        offset(&accepted(request).await?)
    }

    /// Lets go of a file that was not sent.
    pub async fn end_file(&self, id: FileId) -> Result<(), Error> {
        accepted(self.tus(Method::DELETE, &["files", &id.to_string()])).await.map(drop)
    }

    /// The bytes of a file, as they come.
    pub async fn file(
        &self,
        id: FileId,
    ) -> Result<impl Stream<Item = Result<impl AsRef<[u8]> + use<>, Error>> + use<>, Error> {
        use futures_util::TryStreamExt;
        let response = accepted(self.request(Method::GET, &["files", &id.to_string()])).await?;
        Ok(response.bytes_stream().map_err(Error::from))
    }

    /// A picture as the hub drew it: PNG or JPEG.
    pub async fn drawing(&self, id: FileId, drawing: Drawing) -> Result<Vec<u8>, Error> {
        let request = self.request(Method::GET, &["files", &id.to_string(), drawing.as_str()]);
        Ok(accepted(request).await?.bytes().await?.into())
    }

    fn tus(&self, method: Method, path: &[&str]) -> RequestBuilder {
        self.request(method, path).header(RESUMABLE, "1.0.0")
    }
}

fn offset(response: &Response) -> Result<u64, Error> {
    let told = response.headers().get(OFFSET).and_then(|value| value.to_str().ok());
    told.and_then(|text| text.parse().ok()).ok_or_else(|| Error::Garbled("no offset of an upload".into()))
}

impl Error {
    /// The hub has another number of bytes than was thought: ask, and go on from there.
    pub fn is_offset_wrong(&self) -> bool {
        self.code() == Some(ErrorCode::UploadOffsetWrong)
    }
}
