//! Words of a shell command: text that stays text, and placeholders that the shell fills in.

use std::fmt::Write as _;

use crate::view::escape;

/// A part of a word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// These octets, whatever they are.
    Plain(Vec<u8>),
    /// The value of this shell variable.
    Placeholder(&'static str),
}

/// The shell for which words are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialect {
    /// bash and zsh, where a person pastes them.
    Bash,
    /// Any shell of POSIX.
    Posix,
}

impl Piece {
    /// Text that stays text.
    pub(super) fn plain(text: impl Into<Vec<u8>>) -> Self {
        Self::Plain(text.into())
    }
}

/// The pieces as one word.
pub(super) fn word(pieces: &[Piece], dialect: Dialect) -> String {
    let pieces = joined(pieces);
    let has_placeholder = pieces.iter().any(|piece| matches!(piece, Piece::Placeholder(_)));
    if has_placeholder && pieces.iter().all(is_calm) {
        let parts = pieces.iter().enumerate().map(|(at, piece)| inside(piece, pieces.get(at + 1)));
        return format!("\"{}\"", parts.collect::<String>());
    }
    pieces.iter().map(|piece| alone(piece, dialect)).collect()
}

/// Neighbouring text in one piece, at least one piece.
fn joined(pieces: &[Piece]) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    for piece in pieces {
        match (out.last_mut(), piece) {
            (_, Piece::Plain(octets)) if octets.is_empty() => {}
            (Some(Piece::Plain(before)), Piece::Plain(octets)) => before.extend(octets),
            (_, piece) => out.push(piece.clone()),
        }
    }
    if out.is_empty() { vec![Piece::plain("")] } else { out }
}

/// Whether a piece can stand between double quotes as it is: no character that a shell looks at there.
fn is_calm(piece: &Piece) -> bool {
    match piece {
        Piece::Placeholder(_) => true,
        Piece::Plain(octets) => {
            octets.iter().all(|octet| octet.is_ascii_alphanumeric() || b"=_:./ -?&%+,;~@".contains(octet))
        }
    }
}

/// Braces only where what follows could be read as a part of the name, or as a subscript or modifier of zsh.
fn inside(piece: &Piece, next: Option<&Piece>) -> String {
    let ends_here = match next {
        None => true,
        Some(Piece::Plain(octets)) => octets.starts_with(b"&"),
        Some(Piece::Placeholder(_)) => false,
    };
    match piece {
        Piece::Placeholder(name) if ends_here => format!("${name}"),
        Piece::Placeholder(name) => format!("${{{name}}}"),
        Piece::Plain(octets) => String::from_utf8_lossy(octets).into_owned(),
    }
}

fn alone(piece: &Piece, dialect: Dialect) -> String {
    match piece {
        Piece::Placeholder(name) => format!("\"${name}\""),
        Piece::Plain(octets) => match std::str::from_utf8(octets) {
            Ok(text) if escape::terminal(text) == text => single(text),
            _ if dialect == Dialect::Posix => printed(octets),
            _ => ansi_c(octets),
        },
    }
}

/// Single quotes always, also where the shell would not need them: a command is read before it is run.
fn single(text: &str) -> String {
    match shlex::try_quote(text) {
        Ok(quoted) if quoted != text => quoted.into_owned(),
        _ => format!("'{text}'"),
    }
}

/// The `$'..'` form of bash and zsh: what could act on a terminal, and what is not UTF-8, as `\xHH`.
fn ansi_c(octets: &[u8]) -> String {
    let mut out = "$'".to_owned();
    for chunk in octets.utf8_chunks() {
        for c in chunk.valid().chars() {
            let mut buffer = [0; 4];
            let text = &*c.encode_utf8(&mut buffer);
            match c {
                '\\' | '\'' => out.extend(['\\', c]),
                '\n' => out.push_str("\\n"),
                _ if escape::terminal(text) == text => out.push(c),
                _ => hexadecimal(&mut out, text.as_bytes()),
            }
        }
        hexadecimal(&mut out, chunk.invalid());
    }
    out.push('\'');
    out
}

/// What could act on a terminal, or is not UTF-8, by `printf`, which every shell has. Line breaks at its very end are lost
/// (POSIX Shell Command Language 2.6.3).
fn printed(octets: &[u8]) -> String {
    let mut format = String::new();
    for octet in octets {
        if octet.is_ascii_alphanumeric() || b" =_:./?&+,;~@{}[]".contains(octet) {
            format.push(char::from(*octet));
        } else {
            let _ = write!(format, "\\{octet:03o}");
        }
    }
    format!("\"$(printf '{format}')\"")
}

fn hexadecimal(out: &mut String, octets: &[u8]) {
    for octet in octets {
        let _ = write!(out, "\\x{octet:02x}");
    }
}
