//! PEM and the little DER that is needed to know what a private key is (RFC 7468, X.690).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::algorithm::Kind;

/// What stands between one pair of `BEGIN` and `END` lines.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Block<'a> {
    /// What the `BEGIN` line names.
    pub label: &'a str,
    /// Whether the older header `Proc-Type: 4,ENCRYPTED` is there (RFC 1421 4.6.1.1).
    pub encrypted: bool,
    /// `None` where it is not base64.
    pub der: Option<Vec<u8>>,
}

/// Object identifiers of the keys that can sign here, with tag and length.
const KNOWN: [(&[u8], Kind); 4] = [
    (b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01", Kind::Rsa),
    (b"\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07", Kind::P256),
    (b"\x06\x05\x2b\x81\x04\x00\x22", Kind::P384),
    (b"\x06\x03\x2b\x65\x70", Kind::Ed25519),
];

/// Those of keys that are met and cannot sign here.
const FOREIGN: [(&[u8], &str); 10] = [
    (b"\x06\x05\x2b\x81\x04\x00\x23", "P-521"),
    (b"\x06\x05\x2b\x81\x04\x00\x0a", "secp256k1"),
    (b"\x06\x05\x2b\x81\x04\x00\x21", "P-224"),
    (b"\x06\x09\x2b\x24\x03\x03\x02\x08\x01\x01\x07", "brainpoolP256r1"),
    (b"\x06\x09\x2b\x24\x03\x03\x02\x08\x01\x01\x0b", "brainpoolP384r1"),
    (b"\x06\x03\x2b\x65\x71", "Ed448"),
    (b"\x06\x03\x2b\x65\x6e", "X25519"),
    (b"\x06\x03\x2b\x65\x6f", "X448"),
    (b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0a", "RSASSA-PSS"),
    (b"\x06\x07\x2a\x86\x48\xce\x38\x04\x01", "DSA"),
];

/// Every block of a text, in order; what stands around them is no matter (RFC 7468 2).
pub(super) fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((label, after)) = rest
        .split_once("-----BEGIN ")
        .and_then(|(_, begun)| begun.split_once("-----"))
        .filter(|(label, _)| is_label(label))
    {
        let Some((body, behind)) = after.split_once("-----END ") else { break };
        found.push(Block { label, encrypted: body.contains("ENCRYPTED"), der: octets(body) });
        rest = behind;
    }
    found
}

/// What a key in PKCS #8 or SEC 1 says it is; an `Err` is the name of something else, empty where it has none here.
pub(super) fn kind(der: &[u8]) -> Result<Kind, &'static str> {
    let holds = |identifier: &[u8]| memchr::memmem::find(der, identifier).is_some();
    if let Some((_, name)) = FOREIGN.into_iter().find(|(identifier, _)| holds(identifier)) {
        return Err(name);
    }
    KNOWN.into_iter().find(|(identifier, _)| holds(identifier)).map(|(_, kind)| kind).ok_or("")
}

/// An `RSAPrivateKey` with two primes (RFC 8017 A.1.2) of the numbers that follow its version.
pub(super) fn rsa_private_key(numbers: &[Vec<u8>]) -> Vec<u8> {
    let mut members = integer(&[0]);
    for number in numbers {
        members.extend(integer(number));
    }
    element(0x30, &members)
}

fn is_label(text: &str) -> bool {
    text.len() < 40 && text.bytes().all(|octet| octet.is_ascii_uppercase() || octet.is_ascii_digit() || octet == b' ')
}

/// Headers of older files stand before an empty line, and one that went through an environment variable often carries
/// `\n` written out.
fn octets(body: &str) -> Option<Vec<u8>> {
    let written_out = body.replace("\\r", "").replace("\\n", "\n");
    let base64: String =
        written_out.lines().filter(|line| !line.contains(':')).flat_map(str::split_whitespace).collect();
    STANDARD.decode(base64).ok()
}

/// An unsigned number as a DER INTEGER, which is signed.
fn integer(number: &[u8]) -> Vec<u8> {
    let leading = number.iter().take_while(|octet| **octet == 0).count();
    let mut content = number[leading..].to_vec();
    if content.first().is_none_or(|first| *first >= 0x80) {
        content.insert(0, 0);
    }
    element(0x02, &content)
}

fn element(tag: u8, content: &[u8]) -> Vec<u8> {
    let length: Vec<u8> = content.len().to_be_bytes().into_iter().skip_while(|octet| *octet == 0).collect();
    let mut element = vec![tag];
    match (content.len(), u8::try_from(length.len())) {
        (short @ 0..=127, _) => element.extend(u8::try_from(short)),
        (_, Ok(octets)) => element.push(0x80 | octets),
        _ => {}
    }
    if content.len() > 127 {
        element.extend(length);
    }
    element.extend(content);
    element
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_found_between_other_text() {
        let text = "Bag Attributes\n-----BEGIN EC PARAMETERS-----\r\nBggq\r\n-----END EC PARAMETERS-----\n\
            -----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\nAAEC\n-----END RSA PRIVATE KEY-----\n\
            -----BEGIN PRIVATE KEY-----\\nAAEC\\n-----END PRIVATE KEY-----\n-----BEGIN X-----\n!\n-----END X-----\n\
            -----BEGIN OPEN-----";
        let blocks = blocks(text);
        let seen: Vec<_> = blocks.iter().map(|block| (block.label, block.encrypted, block.der.as_deref())).collect();
        assert_eq!(
            seen,
            [
                ("EC PARAMETERS", false, Some(&[6, 8, 42][..])),
                ("RSA PRIVATE KEY", true, Some(&[0, 1, 2][..])),
                ("PRIVATE KEY", false, Some(&[0, 1, 2][..])),
                ("X", false, None),
            ]
        );
    }

    #[test]
    fn numbers_are_written_as_der_does() {
        assert_eq!(integer(&[0, 0, 0x7f]), [2, 1, 0x7f]);
        assert_eq!(integer(&[0x80]), [2, 2, 0, 0x80]);
        assert_eq!(integer(&[0]), [2, 1, 0]);
        assert_eq!(element(0x30, &[7; 200])[..3], [0x30, 0x81, 200]);
        assert_eq!(element(0x30, &[7; 300])[..4], [0x30, 0x82, 1, 44]);
        assert_eq!(element(0x30, &[7; 127])[..2], [0x30, 127]);
    }
}
