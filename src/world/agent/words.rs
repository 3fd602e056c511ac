//! The words by which fields and buttons tell what they are for, in the languages that login pages are written in.

/// Whether one of these words, with `|` between them, stands in a text: a short one only by itself, since it is also a part
/// of many others.
pub(super) fn has_any(text: &str, words: &str) -> bool {
    words.split('|').any(|word| has(text, word))
}

fn has(text: &str, word: &str) -> bool {
    let is_letter = |c: char| c.is_alphanumeric() && is_spaced(c);
    text.match_indices(word).any(|(at, _)| {
        let before = text[..at].chars().next_back().is_some_and(is_letter);
        let behind = text[at + word.len()..].chars().next().is_some_and(is_letter);
        let is_short = word.chars().count() <= SHORT && word.chars().all(is_spaced);
        !is_short || !(before || behind)
    })
}

/// Words up to this length count only where they stand alone.
const SHORT: usize = 4;

/// Chinese, Japanese and Korean words stand without spaces between them.
fn is_spaced(c: char) -> bool {
    u32::from(c) < 0x1100
}

/// How a field for a user name calls itself.
pub(super) const USER_NAME: &str = "username|user_name|user-name|user name|userid|user_id|user|login|signin|email|e-mail|mail|account|\
    identifier|identity|upn|phone|benutzer|kennung|anmeldename|nutzer|identifiant|utilisateur|courriel|usuario|\
    correo|utente|usuário|gebruiker|användar|bruger|bruker|käyttäj|użytkownik|uživatel|kullanıcı|felhasználó|\
    пользовател|логин|почт|用户|用戶|帐号|账号|帳號|邮箱|ユーザ|メール|アカウント|사용자|이메일|아이디";

/// How a field calls itself that is for something else, though it may also name a user.
pub(super) const NO_USER_NAME: &str = "search|query|suche|captcha|tenant|realm|domain|company|user_code|usercode|user code|otp|honeypot|first name|\
    last name|firstname|lastname";

/// How a field for a one-time code calls itself.
pub(super) const ONE_TIME: &str = "one-time|one time|onetime|otp|totp|2fa|mfa|twofactor|two-factor|two factor|authenticator|verification code|\
    verification_code|verificationcode|security code|security_code|authentication code|auth_code|authcode|\
    einmal|sicherheitscode|bestätigungscode|usage unique|code de vérification|código de verificación|\
    código de seguridad|codice di verifica|engangs|одноразов|код подтверждения|验证码|驗證碼|ワンタイム|認証コード|인증 코드";

/// Names that mean a one-time code where the field takes digits.
pub(super) const DIGITS: &str = "code|token|pin|passcode|challenge|mfacode|answer";

/// How a button calls itself that goes on.
pub(super) const ONWARD: &str = "continue|sign in|signin|sign-in|log in|login|log on|logon|submit|allow|accept|authorize|authorise|approve|\
    agree|grant|consent|confirm|verify|proceed|connect|next|yes|ok|anmelden|einloggen|weiter|fortfahren|\
    zulassen|erlauben|akzeptieren|zustimmen|bestätigen|genehmigen|ja|connexion|connecter|continuer|suivant|\
    autoriser|accepter|valider|permettre|oui|iniciar sesión|entrar|acceder|continuar|siguiente|permitir|aceptar|\
    autorizar|sí|accedi|continua|avanti|consenti|accetta|autorizza|conferma|próximo|seguinte|aceitar|avançar|\
    aanmelden|inloggen|doorgaan|volgende|toestaan|accepteren|akkoord|zaloguj|dalej|kontynuuj|zezwól|akceptuj|\
    logga in|log ind|logg inn|fortsätt|fortsæt|fortsett|tillåt|tillad|tillat|godkänn|nästa|næste|kirjaudu|jatka|\
    salli|hyväksy|přihlásit|pokračovat|povolit|giriş|devam|izin ver|войти|вход|продолжить|далее|разрешить|\
    принять|登录|登入|继续|繼續|下一步|允许|允許|同意|授权|授權|ログイン|サインイン|続行|続ける|次へ|許可|로그인|계속|다음|허용|동의";

/// How a button calls itself that turns back, or goes to another place.
pub(super) const BACK: &str = "cancel|deny|decline|reject|refuse|disallow|dismiss|abort|no|not now|not you|back|register|sign up|signup|\
    sign-up|create|forgot|reset|resend|log out|logout|sign out|signout|switch|different|another|abbrechen|\
    ablehnen|verweigern|zurück|nein|registrieren|annuler|refuser|retour|non|cancelar|rechazar|denegar|annulla|\
    nega|rifiuta|negar|recusar|voltar|annuleren|weigeren|anuluj|odmów|avbryt|annuller|neka|avvisa|peruuta|\
    zrušit|iptal|отмена|отказ|запретить|取消|拒绝|拒絕|キャンセル|拒否|취소|거부";

/// Whoever else could vouch for the user, and other ways than a password.
pub(super) const ELSEWHERE: &str = "google|facebook|apple|github|gitlab|microsoft|linkedin|twitter|amazon|passkey|security key|windows hello|\
    magic link|single sign-on|sso|qr code|try another way";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_word_counts_only_alone() {
        for (text, words, expected) in [
            ("no", BACK, true),
            ("no, thanks", BACK, true),
            ("i know", BACK, false),
            ("继续登录", ONWARD, true),
            ("anmelden", ONWARD, true),
            ("jacket", ONWARD, false),
            ("supermail", USER_NAME, false),
            ("e-mail", USER_NAME, true),
            ("benutzername", USER_NAME, true),
        ] {
            assert_eq!(has_any(text, words), expected, "{text}");
        }
    }
}
