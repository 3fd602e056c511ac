//! A URL as a picture for a telephone: two modules of the code in one character.

use qrcode::{Color, EcLevel, QrCode};

/// The quiet zone around the code, in modules: the least that readers still take.
const MARGIN: usize = 2;

/// The lines of the picture; none where the text is too long for one.
///
/// What is light in the code is drawn, as suits a dark terminal; readers take it the other way round as well.
#[must_use]
pub fn rows(text: &str) -> Option<Vec<String>> {
    let code = QrCode::with_error_correction_level(text, EcLevel::L).ok()?;
    let (side, modules) = (code.width(), code.to_colors());
    let is_light = |x: usize, y: usize| {
        let inside = (MARGIN..side + MARGIN).contains(&x) && (MARGIN..side + MARGIN).contains(&y);
        !inside || modules[(y - MARGIN) * side + x - MARGIN] == Color::Light
    };
    let whole = side + 2 * MARGIN;
    let row = |y: usize| {
        (0..whole)
            .map(|x| match (is_light(x, y), y + 1 < whole && is_light(x, y + 1)) {
                (true, true) => '█',
                (true, false) => '▀',
                (false, true) => '▄',
                (false, false) => ' ',
            })
            .collect()
    };
    Some((0..whole).step_by(2).map(row).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_url_fits_on_a_screen() {
        let rows = rows("https://id.example.com/device?user_code=WDJB-MJHT").unwrap();
        assert!(rows.len() <= 20 && rows.iter().all(|row| row.chars().count() == rows[0].chars().count()));
        // The finder pattern: seven dark modules side by side begin the first row of the code.
        assert_eq!(rows[1].chars().take(MARGIN + 7).collect::<String>(), "██ ▄▄▄▄▄ ");
        assert!(super::rows(&"x".repeat(8000)).is_none());
    }
}
