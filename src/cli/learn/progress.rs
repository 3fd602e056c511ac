//! How far somebody is, in a file of the state directory: which screen of each chapter, and what was predicted.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::remark;
use crate::cli::Trouble;
use crate::learn::Chapter;
use crate::world::files;
use crate::world::settings_files::{self, exists};
use crate::world::terminal::Terminal;

/// How far somebody is. Whether a prediction was right is not kept: it is played.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Progress {
    /// The chapter that was open last.
    pub(super) chapter: Option<String>,
    /// Each chapter that was begun, by its name.
    pub(super) chapters: BTreeMap<String, Mark>,
}

/// How far somebody is in a chapter.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Mark {
    /// How many of its frames are behind.
    pub(super) frame: usize,
    /// What was predicted first, question by question.
    pub(super) said: Vec<Option<bool>>,
}

/// The progress and the file that it is in.
#[derive(Debug)]
pub(super) struct Kept {
    pub(super) progress: Progress,
    path: Option<PathBuf>,
}

/// The file.
#[derive(Serialize, Deserialize)]
struct Document {
    schema: String,
    #[serde(flatten)]
    progress: Progress,
}

const SCHEMA: &str = "oauth-flow/progress/1";
/// A file of ours is far smaller.
const MAX_OCTETS: u64 = 64 << 10;

impl Kept {
    /// What is in the file; where it cannot be read that is told, and the course begins anew.
    pub(super) fn read(terminal: Terminal) -> Self {
        let path = settings_files::state_file("learn.json");
        let read = path.as_deref().filter(|path| exists(path)).map(read);
        let progress = match read {
            None => Progress::default(),
            Some(Ok(progress)) => progress,
            Some(Err(reason)) => {
                remark(terminal, &format!("{reason}: the course begins anew"));
                Progress::default()
            }
        };
        Self { progress, path }
    }

    /// Puts it into the file.
    pub(super) fn write(&self) -> Result<(), Trouble> {
        let path = self.path.as_deref().ok_or_else(|| {
            Trouble::local("there is no home directory to keep progress in").hint("set HOME or XDG_STATE_HOME")
        })?;
        let elsewhere = |message: String| Trouble::local(message).hint("keep it elsewhere: set XDG_STATE_HOME");
        settings_files::make_folder_of(path)
            .map_err(|error| elsewhere(format!("cannot make the folder of `{}`: {error}", path.display())))?;
        let document = Document { schema: SCHEMA.to_owned(), progress: self.progress.clone() };
        let text = serde_json::to_string_pretty(&document)
            .map_err(|error| Trouble::local(format!("cannot write the progress: {error}")))?;
        files::write(path, (text + "\n").as_bytes()).map_err(|error| elsewhere(error.to_string()))
    }
}

impl Progress {
    /// How far somebody is in a chapter, where it was begun and asks as many questions as it did then.
    pub(super) fn mark(&self, chapter: &Chapter) -> Option<&Mark> {
        let fits = |mark: &&Mark| mark.said.len() == chapter.questions().count() && mark.frame <= chapter.frames();
        self.chapters.get(chapter.name).filter(fits)
    }
}

impl Mark {
    /// At the beginning of a chapter.
    pub(super) fn new(chapter: &Chapter) -> Self {
        Self { frame: 0, said: vec![None; chapter.questions().count()] }
    }

    /// Whether all of it is behind.
    pub(super) fn is_done(&self, chapter: &Chapter) -> bool {
        self.frame == chapter.frames()
    }
}

fn read(path: &Path) -> Result<Progress, String> {
    let octets = files::read_bounded(path, MAX_OCTETS).map_err(|error| error.to_string())?;
    let document = serde_json::from_slice::<Document>(&octets).ok().filter(|document| document.schema == SCHEMA);
    let damaged = || format!("the progress in `{}` is damaged", path.display());
    document.map(|document| document.progress).ok_or_else(damaged)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learn::ALL;

    #[test]
    fn a_mark_that_does_not_fit_the_chapter_is_none() {
        let chapter = ALL[2];
        let mut progress = Progress::default();
        assert_eq!(progress.mark(chapter), None);
        let mut put = |mark: &Mark| {
            progress.chapters.insert(chapter.name.to_owned(), mark.clone());
            progress.mark(chapter).is_some()
        };
        let mark = Mark::new(chapter);
        assert!(put(&mark) && put(&Mark { frame: chapter.frames(), ..mark.clone() }));
        assert!(!put(&Mark { frame: chapter.frames() + 1, ..mark.clone() }));
        assert!(!put(&Mark { said: Vec::new(), ..mark }));
    }

    #[test]
    fn what_is_no_progress_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("learn.json");
        for damaged in ["", "{", "[]", "{\"schema\":\"oauth-flow/progress/2\",\"chapters\":{}}", "{\"chapters\":{}}"] {
            files::write(&path, damaged.as_bytes()).unwrap();
            assert!(read(&path).unwrap_err().ends_with("is damaged"), "{damaged}");
        }
        files::write(&path, &vec![b' '; usize::try_from(MAX_OCTETS).unwrap() + 1]).unwrap();
        assert!(read(&path).unwrap_err().contains("larger than"));
        files::write(&path, br#"{"schema":"oauth-flow/progress/1","chapter":null,"chapters":{}}"#).unwrap();
        assert_eq!(read(&path).unwrap(), Progress::default());
    }
}
