//! Files: read with a bound, written beside and renamed, so that a reader never meets half a file.

use std::fs::{File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use super::entropy;

/// The largest file that is read: a trace with every body at its bound stays below it.
pub const MAX_OCTETS: u64 = 16 << 20;

/// A file that could not be read or written, and why.
#[derive(Debug, thiserror::Error)]
#[error("cannot {verb} `{}`: {reason}", path.display())]
pub struct FileError {
    /// `read` or `write`.
    pub verb: &'static str,
    /// The file as it was named.
    pub path: PathBuf,
    /// The reason in a few words.
    pub reason: String,
}

/// The content of a file of at most `MAX_OCTETS`.
pub fn read(path: &Path) -> Result<Vec<u8>, FileError> {
    read_bounded(path, MAX_OCTETS)
}

/// The content of a file as text.
pub fn read_text(path: &Path) -> Result<String, FileError> {
    String::from_utf8(read(path)?).map_err(|_| failed("read", path, "it is not UTF-8 text"))
}

/// The content of a file of at most so many octets.
pub fn read_bounded(path: &Path, max: u64) -> Result<Vec<u8>, FileError> {
    let octets = open(path)
        .and_then(|file| {
            let mut octets = Vec::new();
            file.take(max + 1).read_to_end(&mut octets).map(|_| octets)
        })
        .map_err(|error| failed("read", path, &words(&error)))?;
    if octets.len() as u64 > max {
        return Err(failed("read", path, &format!("it is larger than {max} octets")));
    }
    Ok(octets)
}

/// Whether a file could be written there, found out without touching what is there.
pub fn check_writable(path: &Path) -> Result<(), FileError> {
    let tried = match target(path) {
        Ok(Target::Folder) => Err(io::ErrorKind::IsADirectory.into()),
        Ok(Target::Device) => Ok(()),
        Ok(Target::File(path)) => beside(&path).and_then(|beside| {
            create_private(&beside)?;
            std::fs::remove_file(&beside)
        }),
        Err(error) => Err(error),
    };
    tried.map_err(|error| failed("write", path, &words(&error)))
}

/// Replaces the file with this content; only its owner can read it (mode 0600 on Unix). A device or a pipe is written
/// to and not replaced.
pub fn write(path: &Path, octets: &[u8]) -> Result<(), FileError> {
    match target(path).map_err(|error| failed("write", path, &words(&error)))? {
        Target::Folder => Err(failed("write", path, "it is a folder")),
        Target::File(path) => replace(&path, octets),
        Target::Device => {
            let written = OpenOptions::new().write(true).open(path).and_then(|mut file| file.write_all(octets));
            written.map_err(|error| failed("write", path, &words(&error)))
        }
    }
}

/// Appends to a file that others write to as well.
pub fn append(path: &Path, octets: &[u8]) -> Result<(), FileError> {
    let written = OpenOptions::new().append(true).create(true).open(path).and_then(|mut file| file.write_all(octets));
    written.map_err(|error| failed("write", path, &words(&error)))
}

/// What stands at a path.
enum Target {
    /// A file, or nothing yet; where a link leads to.
    File(PathBuf),
    Folder,
    /// A device or a pipe: it must not be replaced by a file.
    Device,
}

fn target(path: &Path) -> io::Result<Target> {
    match std::fs::metadata(path) {
        Ok(known) if known.is_dir() => Ok(Target::Folder),
        Ok(known) if known.is_file() => std::fs::canonicalize(path).map(Target::File),
        Ok(_) => Ok(Target::Device),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Target::File(path.to_owned())),
        Err(error) => Err(error),
    }
}

fn replace(path: &Path, octets: &[u8]) -> Result<(), FileError> {
    let beside = beside(path).map_err(|error| failed("write", path, &words(&error)))?;
    let written = create_private(&beside)
        .and_then(|mut file| file.write_all(octets).and_then(|()| file.sync_all()))
        .and_then(|()| std::fs::rename(&beside, path));
    written.map_err(|error| {
        // what is left of the attempt is of no use to anybody, and the first error is the one to tell
        let _ = std::fs::remove_file(&beside);
        failed("write", path, &words(&error))
    })
}

#[expect(clippy::disallowed_methods, reason = "this is where files are read")]
fn open(path: &Path) -> io::Result<File> {
    File::open(path)
}

fn create_private(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// A name in the same folder, since a rename is whole only within a file system.
fn beside(path: &Path) -> io::Result<PathBuf> {
    let name = path.file_name().ok_or_else(|| io::Error::from(io::ErrorKind::InvalidFilename))?;
    let draw = u64::from_ne_bytes(entropy::octets()?);
    let mut hidden = std::ffi::OsString::from(".");
    hidden.push(name);
    hidden.push(format!(".{draw:016x}"));
    Ok(path.with_file_name(hidden))
}

fn failed(verb: &'static str, path: &Path, reason: &str) -> FileError {
    FileError { verb, path: path.to_owned(), reason: reason.to_owned() }
}

fn words(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file or folder".into(),
        io::ErrorKind::PermissionDenied => "permission denied".into(),
        io::ErrorKind::IsADirectory => "it is a folder".into(),
        io::ErrorKind::InvalidFilename => "it is not the name of a file".into(),
        io::ErrorKind::StorageFull => "the disk is full".into(),
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_written_file_replaces_and_is_private() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("trace.json");
        write(&path, b"one").unwrap();
        write(&path, b"two").unwrap();
        assert_eq!(read_text(&path).unwrap(), "two");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left beside it");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_device_is_written_to_and_a_link_is_followed() {
        use std::os::unix::fs::FileTypeExt as _;
        write(Path::new("/dev/null"), b"gone").unwrap();
        assert!(std::fs::metadata("/dev/null").unwrap().file_type().is_char_device());
        let folder = tempfile::tempdir().unwrap();
        let (file, link) = (folder.path().join("file"), folder.path().join("link"));
        write(&file, b"old").unwrap();
        std::os::unix::fs::symlink(&file, &link).unwrap();
        write(&link, b"new").unwrap();
        assert_eq!(read_text(&file).unwrap(), "new");
        check_writable(&link).unwrap();
        assert_eq!(check_writable(folder.path()).unwrap_err().reason, "it is a folder");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2, "nothing is left behind");
    }

    #[test]
    fn errors_name_the_file_and_the_reason() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("none");
        let message = read(&path).unwrap_err().to_string();
        assert!(message.starts_with("cannot read `") && message.ends_with("there is no such file or folder"));
        assert!(message.contains("none"));
        write(&path, b"12345").unwrap();
        assert_eq!(read_bounded(&path, 5).unwrap(), b"12345");
        assert_eq!(read_bounded(&path, 4).unwrap_err().reason, "it is larger than 4 octets");
        write(&path, b"\xff").unwrap();
        assert_eq!(read_text(&path).unwrap_err().reason, "it is not UTF-8 text");
        assert_eq!(write(&folder.path().join("a/b"), b"").unwrap_err().reason, "there is no such file or folder");
        assert_eq!(write(Path::new("/"), b"").unwrap_err().reason, "it is a folder");
    }
}
