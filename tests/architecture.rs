//! Reads our own sources and holds the house to its plan: which folder may know which, who may use which library,
//! and how long a file or a function may be.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test stops at the first surprise, and reads the sources"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use proc_macro2::{Span, TokenStream, TokenTree};
use syn::spanned::Spanned as _;
use syn::visit::{self, Visit};

/// Each folder of `src/` and the folders that it may know.
const ARROWS: &[(&str, &[&str])] = &[
    ("wire", &[]),
    ("jose", &["wire"]),
    ("practice", &["jose", "wire"]),
    ("protocol", &["jose", "wire"]),
    ("trace", &["protocol", "jose", "wire"]),
    ("flow", &["trace", "protocol", "jose", "wire"]),
    ("rules", &["trace", "protocol", "jose", "wire"]),
    ("probe", &["rules", "flow", "trace", "protocol", "jose", "wire"]),
    ("lab", &["flow", "practice", "trace", "protocol", "jose", "wire"]),
    ("learn", &["lab", "trace", "jose", "wire"]),
    ("explain", &["probe", "rules", "trace", "protocol", "jose", "wire"]),
    ("view", &["learn", "explain", "lab", "probe", "rules", "trace", "protocol", "jose", "wire"]),
    ("world", &["probe", "flow", "practice", "protocol", "trace", "view", "jose", "wire"]),
    (
        "cli",
        &[
            "world", "view", "learn", "lab", "probe", "explain", "rules", "flow", "trace", "practice", "protocol",
            "jose", "wire",
        ],
    ),
];

/// Narrower than an arrow: from the first folder only this one thing of the second is known.
const ONLY: &[(&str, &str, &[&str])] = &[("world", "view", &["Text", "Line", "Span", "Meaning"])];

/// Libraries that only some folders may use, and in how many files at most.
const LIBRARIES: &[(&str, &[&str], usize)] = &[
    ("clap", &["cli"], usize::MAX),
    ("clap_complete", &["cli"], usize::MAX),
    ("clap_complete_nushell", &["cli"], usize::MAX),
    ("colored", &["world", "cli"], 1),
    ("tokio_rustls", &["world"], 1),
    ("rcgen", &["world"], 1),
    ("reqwest", &["world"], usize::MAX),
    ("tokio", &["world", "cli"], usize::MAX),
    ("rustls", &["world"], usize::MAX),
    ("rand", &["world", "practice"], usize::MAX),
    ("rustyline", &["world"], usize::MAX),
    ("toml", &["cli"], 2),
    ("indicatif", &["world"], 1),
    ("hdrhistogram", &["view"], 1),
    ("prometheus_client", &["view"], 1),
    ("humantime", &["cli"], 1),
    ("etcetera", &["world"], 1),
    ("quick_junit", &["view"], 1),
];

/// Tables are looked up, not read: one row after the other, and no code to follow.
const TABLES: &[&str] = &["rules/rows.rs", "probe/catalogue/redeeming.rs"];

const LONGEST_FILE: usize = 320;
const LONGEST_FUNCTION: usize = 60;

/// A source file: where it stands, what it says.
#[derive(Clone)]
struct Source {
    /// Below `src/`, with `/`.
    path: String,
    text: String,
}

/// What a file refers to, tests left out.
#[derive(Debug, Default)]
struct References {
    /// Paths from the root of the crate, without `crate`.
    ours: BTreeSet<Vec<String>>,
    /// First segments of every other path.
    others: BTreeSet<String>,
    functions: Vec<(String, usize)>,
    test_lines: usize,
    /// Modules in files of their own that only tests have.
    test_modules: Vec<Vec<String>>,
}

/// Walks through one file.
struct Reader {
    /// The module in which we are, from the root of the crate.
    module: Vec<String>,
    found: References,
}

#[test]
fn the_sources_follow_the_plan() {
    let broken = complaints(&sources());
    assert!(broken.is_empty(), "\n{}", broken.join("\n"));
}

#[test]
fn exceptions_are_needed() {
    let sources = sources();
    for table in TABLES {
        let table = sources.iter().find(|source| source.path == *table).expect("a table that is there");
        assert!(table.text.lines().count() > LONGEST_FILE, "{} is no exception any more", table.path);
    }
}

#[test]
fn the_plan_itself_has_no_cycle() {
    for (folder, known) in ARROWS {
        for other in *known {
            assert!(!allowed(other).contains(folder), "`{folder}` and `{other}` may know each other");
            for further in allowed(other) {
                assert_ne!(further, folder, "a cycle from `{folder}` over `{other}`");
            }
        }
    }
}

#[test]
fn every_broken_rule_is_seen() {
    let long_function = format!("fn long() {{\n{}}}", "    let _ = 1;\n".repeat(LONGEST_FUNCTION));
    let long_file = "// a line\n".repeat(LONGEST_FILE + 1);
    let cases: &[(&str, &str, &str)] = &[
        ("protocol/keys.rs", "use crate::trace::Trace;", "`protocol` must not know `trace`"),
        ("protocol/keys.rs", "use super::super::trace::Trace;", "`protocol` must not know `trace`"),
        ("protocol/mod.rs", "use super::{wire, flow::Run};", "`protocol` must not know `flow`"),
        ("protocol/mod.rs", "fn f() { crate::flow::login() }", "`protocol` must not know `flow`"),
        (
            "protocol/a/b.rs",
            "mod inner { fn f(x: super::super::super::super::rules::Row) {} }",
            "must not know `rules`",
        ),
        ("practice/mod.rs", "pub use crate::protocol as other;", "`practice` must not know `protocol`"),
        (
            "practice/mod.rs",
            "fn f() { let x = html! { (crate::protocol::NAME) }; }",
            "`practice` must not know `protocol`",
        ),
        ("wire/mod.rs", "impl From<crate::jose::Jwt> for String {}", "`wire` must not know `jose`"),
        ("world/a.rs", "use crate::view::page::answer;", "`world` may know only"),
        ("flow/run.rs", "use clap::Parser;", "`clap` belongs to cli"),
        ("view/a.rs", "#[derive(clap::Args)] struct A;", "`clap` belongs to cli"),
        ("explain/a.rs", "fn f() { reqwest::get(1); }", "`reqwest` belongs to world"),
        ("flow/a.rs", "use ::rand::Rng;", "`rand` belongs to world, practice"),
        ("utils/mod.rs", "", "`utils` is not in the plan"),
        ("wire/mod.rs", &long_function, "`long` has 62 lines"),
        ("wire/mod.rs", &long_file, "has 321 lines"),
    ];
    for (path, text, complaint) in cases {
        let broken = complaints(&[source(path, text)]);
        assert_eq!(broken.len(), 1, "{path}: {text}: {broken:?}");
        assert!(broken[0].contains(complaint), "{broken:?} does not say: {complaint}");
    }
}

#[test]
fn what_is_allowed_is_not_complained_about() {
    let cases: &[(&str, &str)] = &[
        ("protocol/keys.rs", "use crate::wire::Request; use super::check; use self::x; use std::trace::x;"),
        ("jose/mod.rs", "use crate::wire::json; mod rules { fn f() {} } use self::rules::f;"),
        ("world/a.rs", "use crate::view::{Text, Line}; use reqwest::Client; use crate::flow;"),
        ("wire/mod.rs", "#[cfg(test)] mod tests { use crate::rules; use clap::Parser; }"),
        ("lib.rs", "pub mod wire;"),
        ("main.rs", "use oauth_flow::cli;"),
    ];
    for (path, text) in cases {
        assert_eq!(complaints(&[source(path, text)]), [""; 0], "{path}: {text}");
    }
}

#[test]
fn a_file_that_only_tests_have_may_know_everything() {
    let inside = [source("wire/tests/inner.rs", "use crate::rules;"), source("wire/tests.rs", "mod inner;")];
    let declared = source("wire/mod.rs", "#[cfg(test)]\nmod tests;");
    assert_eq!(complaints(&inside).len(), 1);
    assert_eq!(complaints(&[&inside[..], &[declared]].concat()), [""; 0]);
}

#[test]
fn a_library_is_counted_over_all_files() {
    let colored = |path| source(path, "use colored::Colorize;");
    assert_eq!(complaints(&[colored("world/a.rs")]), [""; 0]);
    let broken = complaints(&[colored("world/a.rs"), colored("world/b.rs")]);
    assert_eq!(broken, ["`colored` is used in 2 files, at most 1 may: world/a.rs, world/b.rs"]);
}

/// Everything that is wrong with these sources, one sentence each.
fn complaints(sources: &[Source]) -> Vec<String> {
    let mut broken = Vec::new();
    let mut users: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let read: Vec<(&Source, References)> = sources.iter().map(|source| (source, source.references())).collect();
    let test_modules: Vec<_> = read.iter().flat_map(|(_, found)| &found.test_modules).collect();
    let is_test = |source: &Source| test_modules.iter().any(|module| source.module().starts_with(module));
    for (source, found) in read.iter().filter(|(source, _)| !is_test(source)) {
        if let Some(folder) = source.folder() {
            broken.extend(wrong_arrows(source, folder, found));
            broken.extend(wrong_libraries(source, folder, found));
        }
        broken.extend(too_long(source, found));
        for (library, ..) in LIBRARIES.iter().filter(|(library, ..)| found.others.contains(*library)) {
            users.entry(library).or_default().push(&source.path);
        }
    }
    for (library, _, most) in LIBRARIES {
        let files = users.get(library).map_or(&[][..], Vec::as_slice);
        if files.len() > *most {
            broken.push(format!(
                "`{library}` is used in {} files, at most {most} may: {}",
                files.len(),
                files.join(", ")
            ));
        }
    }
    broken
}

fn wrong_arrows(source: &Source, folder: &str, found: &References) -> Vec<String> {
    let path = &source.path;
    if !ARROWS.iter().any(|(name, _)| *name == folder) {
        return vec![format!(
            "{path}: the folder `{folder}` is not in the plan: add it to the arrows, or do not add it"
        )];
    }
    let mut broken = BTreeSet::new();
    for reference in &found.ours {
        let Some(target) = reference.first().map(String::as_str) else { continue };
        let is_folder = ARROWS.iter().any(|(name, _)| *name == target);
        if !is_folder || target == folder {
            continue;
        }
        if !allowed(folder).contains(&target) {
            broken.insert(format!("{path}: `{folder}` must not know `{target}` (it uses `{}`)", reference.join("::")));
        }
        let limit = ONLY.iter().find(|(from, to, _)| *from == folder && *to == target);
        if let Some((.., names)) =
            limit.filter(|(.., names)| !names.contains(&reference.get(1).map_or("", |name| name)))
        {
            let (used, names) = (reference.join("::"), names.join(", "));
            broken.insert(format!("{path}: of `{target}`, `{folder}` may know only {names} (it uses `{used}`)"));
        }
    }
    broken.into_iter().collect()
}

fn wrong_libraries(source: &Source, folder: &str, found: &References) -> Vec<String> {
    let wrong =
        LIBRARIES.iter().filter(|(library, homes, _)| found.others.contains(*library) && !homes.contains(&folder));
    wrong.map(|(library, homes, _)| format!("{}: `{library}` belongs to {}", source.path, homes.join(", "))).collect()
}

fn too_long(source: &Source, found: &References) -> Vec<String> {
    let mut broken = Vec::new();
    let lines = source.text.lines().count() - found.test_lines;
    if lines > LONGEST_FILE && !TABLES.contains(&source.path.as_str()) {
        broken.push(format!(
            "{}: has {lines} lines without its tests, at most {LONGEST_FILE} are read well",
            source.path
        ));
    }
    for (name, lines) in found.functions.iter().filter(|(_, lines)| *lines > LONGEST_FUNCTION) {
        broken.push(format!("{}: `{name}` has {lines} lines, at most {LONGEST_FUNCTION} are read well", source.path));
    }
    broken
}

fn allowed(folder: &str) -> &'static [&'static str] {
    ARROWS.iter().find(|(name, _)| *name == folder).map_or(&[], |(_, known)| known)
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(source(&below(&root, &path), &std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    assert!(found.len() > 50, "only {} files in {}", found.len(), root.display());
    found.sort_by(|one, other| one.path.cmp(&other.path));
    found
}

fn below(root: &Path, path: &Path) -> String {
    let parts: Vec<_> = path.strip_prefix(root).unwrap().iter().map(|part| part.to_str().unwrap()).collect();
    parts.join("/")
}

fn source(path: &str, text: &str) -> Source {
    Source { path: path.to_owned(), text: text.to_owned() }
}

impl Source {
    /// The folder below `src/`; `lib.rs` and `main.rs` are in none.
    fn folder(&self) -> Option<&str> {
        self.path.split_once('/').map(|(folder, _)| folder)
    }

    /// The module that this file is.
    fn module(&self) -> Vec<String> {
        let path = PathBuf::from(&self.path).with_extension("");
        let mut parts: Vec<String> = path.iter().map(|part| part.to_str().unwrap().to_owned()).collect();
        if parts.last().is_some_and(|last| ["mod", "lib", "main"].contains(&last.as_str())) {
            parts.pop();
        }
        parts
    }

    fn references(&self) -> References {
        let file = syn::parse_file(&self.text).unwrap_or_else(|error| panic!("{}: {error}", self.path));
        let mut reader = Reader { module: self.module(), found: References::default() };
        reader.visit_file(&file);
        reader.found
    }
}

impl Reader {
    /// Notes a path as it is written.
    fn note(&mut self, segments: &[String]) {
        let Some(first) = segments.first() else { return };
        let ups = segments.iter().take_while(|segment| *segment == "super").count();
        let absolute = match first.as_str() {
            "crate" => segments[1..].to_vec(),
            "self" | "super" => {
                let rest = usize::from(first == "self").max(ups);
                let depth = self.module.len().saturating_sub(ups);
                [&self.module[..depth], &segments[rest..]].concat()
            }
            _ => {
                self.found.others.insert(first.clone());
                return;
            }
        };
        self.found.ours.insert(absolute);
    }

    fn note_use(&mut self, before: &[String], tree: &syn::UseTree) {
        let with = |ident: &syn::Ident| [before, &[ident.to_string()]].concat();
        match tree {
            syn::UseTree::Path(path) => self.note_use(&with(&path.ident), &path.tree),
            syn::UseTree::Name(name) => self.note(&with(&name.ident)),
            syn::UseTree::Rename(rename) => self.note(&with(&rename.ident)),
            syn::UseTree::Glob(_) => self.note(before),
            syn::UseTree::Group(group) => group.items.iter().for_each(|tree| self.note_use(before, tree)),
        }
    }

    /// Paths inside macros and attributes, which are only tokens there.
    fn note_tokens(&mut self, tokens: TokenStream) {
        let mut path = Vec::new();
        let mut colons = 0;
        for token in tokens {
            match token {
                TokenTree::Ident(ident) => {
                    if colons != 2 {
                        self.note_path(&std::mem::take(&mut path));
                    }
                    path.push(ident.to_string());
                    colons = 0;
                }
                TokenTree::Punct(punct) if punct.as_char() == ':' => colons += 1,
                TokenTree::Group(group) => {
                    self.note_path(&std::mem::take(&mut path));
                    self.note_tokens(group.stream());
                    colons = 0;
                }
                _ => {
                    self.note_path(&std::mem::take(&mut path));
                    colons = 0;
                }
            }
        }
        self.note_path(&path);
    }

    /// One segment alone is a local name.
    fn note_path(&mut self, segments: &[String]) {
        if segments.len() > 1 {
            self.note(segments);
        }
    }

    fn measure(&mut self, name: &syn::Ident, whole: Span) {
        self.found.functions.push((name.to_string(), lines(whole)));
    }
}

impl<'a> Visit<'a> for Reader {
    fn visit_item(&mut self, item: &'a syn::Item) {
        if !is_for_tests(attributes(item)) {
            return visit::visit_item(self, item);
        }
        match item {
            syn::Item::Mod(module) if module.content.is_none() => {
                self.found.test_modules.push([&self.module[..], &[module.ident.to_string()]].concat());
            }
            _ => self.found.test_lines += lines(item.span()),
        }
    }

    fn visit_item_mod(&mut self, module: &'a syn::ItemMod) {
        self.module.push(module.ident.to_string());
        visit::visit_item_mod(self, module);
        self.module.pop();
    }

    fn visit_item_use(&mut self, item: &'a syn::ItemUse) {
        self.note_use(&[], &item.tree);
    }

    fn visit_item_extern_crate(&mut self, item: &'a syn::ItemExternCrate) {
        self.note(&[item.ident.to_string()]);
    }

    fn visit_path(&mut self, path: &'a syn::Path) {
        let segments: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        self.note_path(&segments);
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, call: &'a syn::Macro) {
        self.note_tokens(call.tokens.clone());
        visit::visit_macro(self, call);
    }

    fn visit_meta_list(&mut self, list: &'a syn::MetaList) {
        self.note_tokens(list.tokens.clone());
        visit::visit_meta_list(self, list);
    }

    fn visit_item_fn(&mut self, function: &'a syn::ItemFn) {
        self.measure(&function.sig.ident, function.sig.span().join(function.block.span()).unwrap());
        visit::visit_item_fn(self, function);
    }

    fn visit_impl_item_fn(&mut self, function: &'a syn::ImplItemFn) {
        self.measure(&function.sig.ident, function.sig.span().join(function.block.span()).unwrap());
        visit::visit_impl_item_fn(self, function);
    }
}

fn lines(span: Span) -> usize {
    span.end().line - span.start().line + 1
}

fn is_for_tests(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let syn::Meta::List(list) = &attribute.meta else { return attribute.path().is_ident("test") };
        attribute.path().is_ident("cfg") && {
            let words = list.tokens.to_string();
            words.contains("test") && !words.contains("not")
        }
    })
}

fn attributes(item: &syn::Item) -> &[syn::Attribute] {
    match item {
        syn::Item::Const(item) => &item.attrs,
        syn::Item::Enum(item) => &item.attrs,
        syn::Item::Fn(item) => &item.attrs,
        syn::Item::Impl(item) => &item.attrs,
        syn::Item::Macro(item) => &item.attrs,
        syn::Item::Mod(item) => &item.attrs,
        syn::Item::Static(item) => &item.attrs,
        syn::Item::Struct(item) => &item.attrs,
        syn::Item::Trait(item) => &item.attrs,
        syn::Item::Type(item) => &item.attrs,
        syn::Item::Use(item) => &item.attrs,
        _ => &[],
    }
}
