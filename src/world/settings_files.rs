//! Where settings are kept on this machine, and whether somebody else could have written or read them.

use std::io;
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy as _;

/// The file of a project, looked for in the working directory and upwards from there.
pub const PROJECT_FILE: &str = "oauth-flow.toml";

/// The user's own file: `oauth-flow/config.toml` in `$XDG_CONFIG_HOME`, else in `~/.config` (XDG Base Directory
/// Specification), on Windows in `%APPDATA%`.
#[must_use]
pub fn user_file() -> Option<PathBuf> {
    let folders = etcetera::choose_base_strategy().ok()?;
    Some(folders.config_dir().join("oauth-flow").join("config.toml"))
}

/// A file of ours in the state directory: in `$XDG_STATE_HOME/oauth-flow`, else in `~/.local/state/oauth-flow`, on Windows
/// in `%APPDATA%`.
#[must_use]
pub fn state_file(name: &str) -> Option<PathBuf> {
    let folders = etcetera::choose_base_strategy().ok()?;
    Some(folders.state_dir().unwrap_or_else(|| folders.data_dir()).join("oauth-flow").join(name))
}

/// The project file that is nearest to the working directory.
#[must_use]
pub fn project_file() -> Option<PathBuf> {
    upwards(&working_folder().ok()?, PROJECT_FILE)
}

/// The working directory.
pub fn working_folder() -> io::Result<PathBuf> {
    std::env::current_dir()
}

/// A path with a leading `~/` read as the home directory, and else relative to this folder.
#[must_use]
pub fn beside(folder: &Path, path: &str) -> PathBuf {
    let at_home = path.strip_prefix("~/").and_then(|rest| etcetera::home_dir().ok().map(|home| home.join(rest)));
    at_home.unwrap_or_else(|| folder.join(path))
}

/// Whether there is such a file.
#[must_use]
pub fn exists(path: &Path) -> bool {
    path.is_file()
}

/// Makes the folder that a file is to stand in.
pub fn make_folder_of(path: &Path) -> io::Result<()> {
    path.parent().map_or(Ok(()), std::fs::create_dir_all)
}

/// Whether a file belongs to somebody who is neither this user nor root: a folder above the working directory may be
/// open to everybody, and settings can name commands.
#[cfg(unix)]
#[must_use]
pub fn is_foreign(path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let me = rustix::process::geteuid().as_raw();
    std::fs::metadata(path).is_ok_and(|known| known.uid() != me && known.uid() != 0)
}

/// Elsewhere the system keeps folders apart.
#[cfg(not(unix))]
#[must_use]
pub fn is_foreign(_: &Path) -> bool {
    false
}

/// Whether other users of this machine can read a file.
#[cfg(unix)]
#[must_use]
pub fn is_readable_by_others(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::metadata(path).is_ok_and(|known| known.permissions().mode() & 0o044 != 0)
}

/// Elsewhere there are no such modes.
#[cfg(not(unix))]
#[must_use]
pub fn is_readable_by_others(_: &Path) -> bool {
    false
}

/// The file of this name in a folder or the nearest one above it, up to the root of the file system.
fn upwards(folder: &Path, name: &str) -> Option<PathBuf> {
    folder.ancestors().map(|folder| folder.join(name)).find(|path| path.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_file_upwards_counts_and_the_root_ends_the_search() {
        let top = tempfile::tempdir().unwrap();
        let deep = top.path().join("a/b/c");
        std::fs::create_dir_all(&deep).unwrap();
        let name = "oauth-flow-settings-of-a-test.toml";
        assert_eq!(upwards(&deep, name), None, "the root has no folder above it");
        let (far, near) = (top.path().join(name), top.path().join("a/b").join(name));
        super::super::files::write(&far, b"").unwrap();
        assert_eq!(upwards(&deep, name), Some(far.clone()));
        // a folder of this name is no file of settings
        std::fs::create_dir(&near).unwrap();
        assert_eq!(upwards(&deep, name), Some(far));
        std::fs::remove_dir(&near).unwrap();
        super::super::files::write(&near, b"").unwrap();
        assert_eq!(upwards(&deep, name), Some(near));
    }

    #[test]
    fn a_path_is_relative_to_its_file() {
        assert_eq!(beside(Path::new("/etc/x"), "secret"), Path::new("/etc/x/secret"));
        assert_eq!(beside(Path::new("/etc/x"), "/run/secret"), Path::new("/run/secret"));
        assert!(!beside(Path::new("/etc/x"), "~/secret").starts_with("/etc/x"));
    }

    #[cfg(unix)]
    #[test]
    fn who_owns_and_who_reads_is_told() {
        use std::os::unix::fs::PermissionsExt as _;
        let file = tempfile::NamedTempFile::new().unwrap();
        assert!(!is_foreign(file.path()), "we made it");
        for (mode, others) in [(0o600, false), (0o640, true), (0o604, true)] {
            std::fs::set_permissions(file.path(), std::fs::Permissions::from_mode(mode)).unwrap();
            assert_eq!(is_readable_by_others(file.path()), others, "{mode:o}");
        }
    }
}
