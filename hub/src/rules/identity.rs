//! Whom the site takes a visitor for: its own customers, whose ids its server signs.
//!
//! A browser is somebody unknown until the site says whose it is. If nobody is known under that id yet, the unknown
//! visitor is that customer from then on. If somebody is, the two were one all along, and are merged. A browser
//! that was another customer's (a shared computer) goes over to the new one, and takes nothing along.

use crate::secret;
use protocol::VisitorId;

/// The visitor of the browser that asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asking {
    pub id: VisitorId,
    /// Known as another customer already.
    pub is_another: bool,
}

/// Who they are, and what makes it so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The customer is known, and it is they.
    Known(VisitorId),
    /// This visitor is the customer from now on.
    Name(VisitorId),
    /// The first visitor turned out to be the second one.
    Merge { from: VisitorId, into: VisitorId },
    /// A new visitor is the customer.
    New,
}

/// `asking`: none while the browser has no visitor. `known`: who was identified as this customer before.
pub fn step(asking: Option<Asking>, known: Option<VisitorId>) -> Step {
    match (asking, known) {
        (Some(Asking { id, is_another: false }), Some(into)) if id != into => Step::Merge { from: id, into },
        (_, Some(known)) => Step::Known(known),
        (Some(Asking { id, is_another: false }), None) => Step::Name(id),
        (_, None) => Step::New,
    }
}

/// Whether the signature (hexadecimal, either case) is that of the customer's id.
pub fn is_signed(secret: &str, customer_id: &str, signature: &str) -> bool {
    let digest = secret::keyed_digest(secret.as_bytes(), customer_id.as_bytes());
    let expected: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    // Without a secret anybody could sign.
    !secret.is_empty() && secret::equal(expected.as_bytes(), signature.trim().to_ascii_lowercase().as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn who_is_unknown_becomes_the_customer_and_another_customer_does_not() {
        let (a, b): (VisitorId, VisitorId) = (Uuid::from_u128(1).into(), Uuid::from_u128(2).into());
        let unknown = Some(Asking { id: a, is_another: false });
        let another = Some(Asking { id: a, is_another: true });
        for (asking, known, expected) in [
            (None, None, Step::New),
            (None, Some(b), Step::Known(b)),
            (unknown, None, Step::Name(a)),
            (unknown, Some(b), Step::Merge { from: a, into: b }),
            (unknown, Some(a), Step::Known(a)),
            (another, None, Step::New),
            (another, Some(b), Step::Known(b)),
        ] {
            assert_eq!(step(asking, known), expected, "{asking:?} {known:?}");
        }
    }

    /// The digest is that of `openssl dgst -sha256 -hmac secret`.
    #[test]
    fn only_the_sites_server_can_sign() {
        let signature = "1e22f3f25e29689b1270b3301b610823fe5e83707c6602aa8ef5820fc19a3d68";
        assert!(is_signed("secret", "customer-42", signature));
        assert!(is_signed("secret", "customer-42", &signature.to_uppercase()));
        assert!(!is_signed("secret", "customer-43", signature));
        assert!(!is_signed("other", "customer-42", signature));
        assert!(!is_signed("", "customer-42", signature));
        assert!(!is_signed("secret", "customer-42", ""));
    }
}
