//! Spelling is underlined by the web view, as in a browser (D10). Which language it checks is the
//! platform's to be told: on Linux WebKitGTK, by its dictionaries' names; elsewhere the system's own.

use crate::error::Error;
use tauri::{Runtime, WebviewWindow};

/// Dictionaries to try for a language, the likeliest first.
#[cfg_attr(not(target_os = "linux"), expect(dead_code, reason = "other systems choose by themselves"))]
fn dictionaries(language: &str) -> Vec<String> {
    let regions: &[&str] = match language {
        "fr" => &["FR"],
        "es" => &["ES"],
        "en" => &["GB", "US"],
        "de" => &["DE"],
        "it" => &["IT"],
        "pt" => &["PT", "BR"],
        "nl" => &["NL"],
        "ca" => &["ES"],
        _ => &[],
    };
    regions.iter().map(|region| format!("{language}_{region}")).collect()
}

/// Answers the dictionaries that are in use now; a language without one is not checked.
#[cfg(target_os = "linux")]
pub async fn set<R: Runtime>(window: &WebviewWindow<R>, language: &str) -> Result<Vec<String>, Error> {
    use webkit2gtk::{WebContextExt, WebViewExt};
    let wanted = dictionaries(language);
    let (tell, told) = tokio::sync::oneshot::channel();
    let asked = window.with_webview(move |view| {
        let Some(context) = view.inner().context() else { return };
        let wanted: Vec<&str> = wanted.iter().map(String::as_str).collect();
        context.set_spell_checking_enabled(true);
        context.set_spell_checking_languages(&wanted);
        // What has no dictionary was dropped without a word.
        let _ = tell.send(context.spell_checking_languages().iter().map(ToString::to_string).collect());
    });
    asked.map_err(|error| Error::Internal(error.to_string()))?;
    Ok(told.await.unwrap_or_default())
}

#[cfg(not(target_os = "linux"))]
pub async fn set<R: Runtime>(_window: &WebviewWindow<R>, _language: &str) -> Result<Vec<String>, Error> {
    Ok(Vec::new())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// D10
    #[test]
    fn a_language_names_its_dictionaries() {
        assert_eq!(dictionaries("en"), ["en_GB", "en_US"]);
        assert_eq!(dictionaries("../x"), [""; 0]);
    }
}
