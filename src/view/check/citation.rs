//! Where a citation can be read.

/// The page of the first RFC in a citation such as `RFC 7636 4.6, RFC 9700 2.1.1`, at its section.
#[must_use]
pub fn link(citation: &str) -> Option<String> {
    let (_, behind) = citation.split_once("RFC ")?;
    let mut words = behind.split([' ', ',']);
    let number: u32 = words.next()?.parse().ok()?;
    let is_section = |word: &&str| {
        word.starts_with(|c: char| c.is_ascii_digit()) && word.chars().all(|c| c.is_ascii_digit() || c == '.')
    };
    let section = words.next().filter(is_section).map(|section| format!("#section-{}", section.trim_end_matches('.')));
    Some(format!("https://www.rfc-editor.org/rfc/rfc{number}{}", section.unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_rfc_is_linked_at_its_section() {
        for (citation, page) in [
            ("RFC 7636 4.6, RFC 9700 2.1.1", Some("rfc7636#section-4.6")),
            ("RFC 6749 4.1.3 and 5.1", Some("rfc6749#section-4.1.3")),
            ("OpenID Connect Core 3.1.2.1, RFC 8414", Some("rfc8414")),
            ("RFC 7517", Some("rfc7517")),
            ("RFC 7636 appendix B", Some("rfc7636")),
            ("OpenID Connect Core 3.1.2.1", None),
        ] {
            assert_eq!(link(citation), page.map(|page| format!("https://www.rfc-editor.org/rfc/{page}")), "{citation}");
        }
    }
}
