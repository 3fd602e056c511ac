//! A `[provider.NAME]` table as text, put into a file without touching the rest of it.

use crate::cli::profile::File;

/// What is to be written.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// Its keys, with their values as TOML.
    pub entries: Vec<(&'static str, String)>,
}

impl Table {
    /// Adds a text, where there is one.
    pub fn text(&mut self, key: &'static str, value: Option<&str>) {
        if let Some(value) = value {
            self.entries.push((key, quoted(value)));
        }
    }

    /// Adds a value that is TOML already.
    pub fn raw(&mut self, key: &'static str, value: String) {
        self.entries.push((key, value));
    }

    /// The table alone.
    pub fn toml(&self) -> String {
        let bare = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
        let is_bare = !self.name.is_empty() && self.name.chars().all(bare);
        let name = if is_bare { self.name.clone() } else { quoted(&self.name) };
        let entries: Vec<String> = self.entries.iter().map(|(key, value)| format!("{key} = {value}\n")).collect();
        let entries = entries.concat();
        format!("[provider.{name}]\n{entries}")
    }

    /// The text of a file with this table in it: in the place of the one of its name, else at the end. None where that one
    /// is written in a way that cannot be cut out.
    pub fn within(&self, file: &File) -> Option<String> {
        let Some(old) = file.profile(&self.name) else {
            let gap = if file.text.trim().is_empty() { "" } else { "\n" };
            let end = if file.text.is_empty() || file.text.ends_with('\n') { "" } else { "\n" };
            return Some(format!("{}{end}{gap}{}", file.text, self.toml()));
        };
        let lines: Vec<&str> = file.text.split_inclusive('\n').collect();
        let begin = old.line - 1;
        lines.get(begin).filter(|line| line.trim_start().starts_with("[provider."))?;
        let next = file.tables.iter().copied().filter(|line| *line > old.line).min();
        let end = next.map_or(lines.len(), |line| line - 1);
        let gap = if end < lines.len() { "\n" } else { "" };
        Some(format!("{}{}{gap}{}", lines[..begin].concat(), self.toml(), lines[end..].concat()))
    }
}

/// A basic string (TOML 1.0, String): what JSON escapes is escaped alike, and DEL too.
pub fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string().replace('\u{7f}', "\\u007f")
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::cli::profile::{Keys, Owner};

    fn read(text: &str) -> File {
        let keys = Keys::of(&crate::cli::command());
        File::read((Path::new("/x/oauth-flow.toml"), Owner::Project), text, &keys).unwrap_or_else(|_| panic!("{text}"))
    }

    fn table(name: &str, issuer: &str) -> Table {
        let mut table = Table { name: name.to_owned(), entries: Vec::new() };
        table.text("issuer", Some(issuer));
        table
    }

    #[test]
    fn a_table_is_appended_or_replaced_and_the_rest_stays() {
        let first = table("work", "https://one.example").within(&read("")).unwrap();
        assert_eq!(first, "[provider.work]\nissuer = \"https://one.example\"\n");
        let text = format!(
            "# mine\n[defaults]\nno_lessons = true\n\n{first}scope = [\n  \"openid\",\n]\n\n[provider.other]\npublic = true"
        );
        let both = table("my corp", "https://two.example").within(&read(&text)).unwrap();
        assert!(
            both.starts_with(&text) && both.ends_with("\n\n[provider.\"my corp\"]\nissuer = \"https://two.example\"\n")
        );
        let changed = table("work", "https://three.example").within(&read(&both)).unwrap();
        let names: Vec<String> = read(&changed).profiles.iter().map(|profile| profile.name.clone()).collect();
        assert_eq!(names.len(), 3, "{changed}");
        assert!(changed.starts_with("# mine\n[defaults]\nno_lessons = true\n"), "{changed}");
        assert!(
            changed.contains("three") && !changed.contains("https://one") && !changed.contains("openid"),
            "{changed}"
        );
        let inline = read("provider.work = { public = true }\n");
        assert_eq!(table("work", "https://one.example").within(&inline), None);
    }

    #[test]
    fn whatever_is_quoted_is_read_as_it_was() {
        let odd = "a\"b\\c\td\u{7f}\u{1}ü";
        let text = table("n", odd).within(&read("")).unwrap();
        let file = read(&text);
        assert_eq!(file.profiles[0].settings[0].shown(), odd);
    }
}
