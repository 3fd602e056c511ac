//! What is not wrong with settings and yet should be known.

use super::setting::{Origin, Reference, Setting, Value};
use crate::world::settings_files;

/// One sentence each.
pub(super) fn of(settings: &[Setting]) -> Vec<String> {
    let mut remarks = Vec::new();
    for setting in settings {
        let name = setting.key.name();
        match (&setting.origin, &setting.value) {
            (Origin::Project(place), _) if setting.is_literal_secret() => remarks.push(format!(
                "`{name}` stands in so many letters in the project file {place}, where everybody who has the project has it too; better: {name} = {{ env = \"NAME\" }}"
            )),
            (Origin::User(place), _)
                if setting.is_literal_secret() && settings_files::is_readable_by_others(&place.path) =>
            {
                remarks.push(format!(
                    "`{name}` stands in {place}, which other users of this machine can read; better: chmod 600 {}",
                    place.path.display()
                ));
            }
            (Origin::Project(place), Value::Reference(Reference::Command(program, _))) => {
                remarks.push(format!("`{name}` is fetched by `{program}`, as the project file {place} says"));
            }
            _ => {}
        }
    }
    remarks.extend(crossed(settings));
    remarks
}

/// A secret of the user that goes where a project says: whoever wrote the project could collect it.
fn crossed(settings: &[Setting]) -> Option<String> {
    let of_user = |setting: &&Setting| setting.key.is_secret() && matches!(setting.origin, Origin::User(_));
    let goes_there = |setting: &&Setting| {
        let goes = ["issuer", "token-endpoint", "domain", "tenant"].contains(&setting.key.long.as_str());
        goes && matches!(setting.origin, Origin::Project(_))
    };
    let (secret, goal) = (settings.iter().find(of_user)?, settings.iter().find(goes_there)?);
    Some(format!(
        "`{}` is yours ({}), and where it is sent is decided elsewhere (`{}`, {})",
        secret.key.name(),
        secret.origin.words(),
        goal.key.name(),
        goal.origin.words()
    ))
}
