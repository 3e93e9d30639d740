//! The shop's pages, and the ways in which visitors arrive.

use super::catalogue::Product;
use super::random::Random;
use super::{Language, SeedPage};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Page {
    Home,
    Living,
    Product,
    Orders,
    Returns,
    Basket,
    Checkout,
    Account,
    Invoices,
    Stores,
    GiftCards,
    Guides,
    Fabrics,
    Warranty,
}

const SITE: &str = "https://www.maison-verlaine.example";

impl Page {
    /// Path and title. A product's page is named for its product.
    fn path_and_title(self, language: Language) -> (&'static str, &'static str) {
        let [french, spanish, english] = match self {
            Self::Home => [("", "Mobilier et décoration"), ("", "Muebles y decoración"), ("", "Furniture and home")],
            Self::Living => [("salon", "Salon"), ("salon", "Salón"), ("living-room", "Living room")],
            Self::Product => [("", ""), ("", ""), ("", "")],
            Self::Orders => [
                ("compte/commandes", "Mes commandes"),
                ("cuenta/pedidos", "Mis pedidos"),
                ("account/orders", "My orders"),
            ],
            Self::Returns => [
                ("retours", "Retours et remplacements"),
                ("devoluciones", "Devoluciones y cambios"),
                ("returns", "Returns and replacements"),
            ],
            Self::Basket => [("panier", "Mon panier"), ("cesta", "Mi cesta"), ("basket", "My basket")],
            Self::Checkout => {
                [("commande/paiement", "Paiement"), ("pedido/pago", "Pago"), ("checkout/payment", "Payment")]
            }
            Self::Account => [("compte", "Mon compte"), ("cuenta", "Mi cuenta"), ("account", "My account")],
            Self::Invoices => [
                ("compte/factures", "Mes factures"),
                ("cuenta/facturas", "Mis facturas"),
                ("account/invoices", "My invoices"),
            ],
            Self::Stores => [("magasins", "Nos magasins"), ("tiendas", "Nuestras tiendas"), ("stores", "Our shops")],
            Self::GiftCards => {
                [("carte-cadeau", "Carte cadeau"), ("tarjeta-regalo", "Tarjeta regalo"), ("gift-card", "Gift card")]
            }
            Self::Guides => [
                ("notices", "Notices de montage"),
                ("instrucciones", "Instrucciones de montaje"),
                ("guides", "Assembly guides"),
            ],
            Self::Fabrics => [
                ("tissus", "Tissus et échantillons"),
                ("tejidos", "Tejidos y muestras"),
                ("fabrics", "Fabrics and samples"),
            ],
            Self::Warranty => [("garantie", "Garantie"), ("garantia", "Garantía"), ("warranty", "Warranty")],
        };
        match language {
            Language::Fr => french,
            Language::Es => spanish,
            Language::En => english,
        }
    }
}

/// The pages of one conversation, in the order of their visit.
pub(super) struct Trail {
    language: Language,
    pages: Vec<SeedPage>,
}

/// A thread of thousands of turns does not need thousands of pages.
const MOST_PAGES: usize = 300;

impl Trail {
    pub(super) fn new(language: Language) -> Self {
        Self { language, pages: Vec::new() }
    }

    /// How the visitor came, up to the page from which they write.
    pub(super) fn arrive(&mut self, random: &mut Random, product: &Product, at: Page) {
        let (referrer, campaign) = origin(random);
        let mut way = match random.below(4) {
            0 => vec![],
            1 => vec![Page::Home],
            2 => vec![Page::Home, Page::Living],
            _ => vec![Page::Home, Page::Living, Page::Product],
        };
        if at == Page::Product || !way.contains(&at) {
            way.push(at);
        }
        way.dedup();
        // Backwards in time from the first message.
        let mut offset_ms = -i64::from(random.between(8_000, 90_000));
        let mut offsets: Vec<i64> = way
            .iter()
            .map(|_| {
                let here = offset_ms;
                offset_ms -= i64::from(random.mostly_low(6_000, 240_000));
                here
            })
            .collect();
        offsets.reverse();
        for (page, offset_ms) in way.into_iter().zip(offsets) {
            self.visit(page, product, offset_ms);
        }
        if let Some(first) = self.pages.first_mut() {
            first.referrer = referrer.map(str::to_owned);
            first.url.push_str(campaign);
        }
    }

    pub(super) fn visit(&mut self, page: Page, product: &Product, offset_ms: i64) {
        if self.pages.len() >= MOST_PAGES {
            return;
        }
        let (url, title) = self.address(page, product);
        let referrer = self.pages.last().map(|page| page.url.clone());
        if referrer.as_ref() != Some(&url) {
            self.pages.push(SeedPage { url, title, referrer, offset_ms });
        }
    }

    pub(super) fn into_pages(self) -> Vec<SeedPage> {
        self.pages
    }

    fn address(&self, page: Page, product: &Product) -> (String, String) {
        let language = match self.language {
            Language::Fr => "fr",
            Language::Es => "es",
            Language::En => "en",
        };
        let (path, title) = match page {
            Page::Product => {
                let full = product.full(self.language).replace('\'', "’");
                let mut letters = full.chars();
                let first = letters.next().map(|letter| letter.to_uppercase().to_string());
                (product.slug(self.language), first.unwrap_or_default() + letters.as_str())
            }
            _ => {
                let (path, title) = page.path_and_title(self.language);
                (path.to_owned(), title.to_owned())
            }
        };
        (format!("{SITE}/{language}/{path}"), format!("{title} | Maison Verlaine"))
    }
}

/// What referred the visitor, and what it added to the address: search, social, campaign, another site, or
/// nothing.
fn origin(random: &mut Random) -> (Option<&'static str>, &'static str) {
    match random.below(20) {
        0..7 => (Some("https://www.google.com/"), ""),
        7 => (Some("https://duckduckgo.com/"), ""),
        8 => (Some("https://www.google.com/"), "?utm_source=google&utm_medium=cpc&utm_campaign=salon"),
        9..11 => (Some("https://www.instagram.com/"), ""),
        11 => (Some("https://www.pinterest.com/"), ""),
        12 => (None, "?utm_source=newsletter&utm_medium=email&utm_campaign=nouveautes"),
        13 => (Some("https://deco-et-lumiere.example/"), ""),
        _ => (None, ""),
    }
}
