//! Text made of spans with a meaning. A view says what a word is; only the terminal knows colours.

/// What a span is. The two locks and the code keep their colour on every screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// Ordinary text.
    Plain,
    /// Less important: explanations beside values, sources.
    Faint,
    /// Important.
    Strong,
    /// A heading: step number and name.
    Heading,
    /// A name: of a parameter, a header, a member.
    Name,
    /// The client secret and what is made of it: the first lock.
    Secret,
    /// The code verifier: the second lock.
    Verifier,
    /// The code challenge: what is shown of the second lock.
    Challenge,
    /// The authorization code.
    Code,
    /// A token.
    Token,
    /// FRONT CHANNEL.
    Front,
    /// BACK CHANNEL.
    Back,
    /// It is right.
    Ok,
    /// It is not as it should be.
    Warn,
    /// It is wrong.
    Bad,
    /// A hint: what to do, a command that works.
    Hint,
}

/// A piece of text with one meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// What it is.
    pub meaning: Meaning,
    /// What it says: already safe to be shown, see [`crate::view::escape`].
    pub text: String,
}

/// One line of spans.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line(pub Vec<Span>);

/// Lines of text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text(pub Vec<Line>);

impl Line {
    /// A line of ordinary text.
    #[must_use]
    pub fn plain(text: impl Into<String>) -> Self {
        Self::default().with(Meaning::Plain, text)
    }

    /// The same with one span more.
    #[must_use]
    pub fn with(mut self, meaning: Meaning, text: impl Into<String>) -> Self {
        self.push(meaning, text);
        self
    }

    /// Appends a span.
    pub fn push(&mut self, meaning: Meaning, text: impl Into<String>) {
        self.0.push(Span { meaning, text: text.into() });
    }

    /// How many columns it takes.
    #[must_use]
    pub fn width(&self) -> usize {
        self.0.iter().map(|span| unicode_width::UnicodeWidthStr::width(span.text.as_str())).sum()
    }

    /// Appends blanks up to this column, at least one where the line is longer already.
    pub fn pad_to(&mut self, column: usize) {
        let blanks = column.saturating_sub(self.width()).max(usize::from(!self.0.is_empty()));
        self.push(Meaning::Plain, " ".repeat(blanks));
    }
}

impl Text {
    /// Appends a line.
    pub fn push(&mut self, line: Line) {
        self.0.push(line);
    }

    /// Appends an empty line.
    pub fn gap(&mut self) {
        self.0.push(Line::default());
    }

    /// Appends all lines of another text.
    pub fn extend(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// The text without its meanings, lines ended by a newline, without blanks before it.
    #[must_use]
    pub fn to_plain(&self) -> String {
        self.0.iter().fold(String::new(), |mut out, line| {
            let text: String = line.0.iter().map(|span| span.text.as_str()).collect();
            out.push_str(text.trim_end());
            out.push('\n');
            out
        })
    }
}
