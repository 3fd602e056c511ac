//! Keys of the standards' own examples, keys that common tools write, and what must be refused.

use serde_json::{Value, json};

use super::*;
use crate::jose::{Jwt, Signature, verify_with_key};

/// RFC 7515 appendix A.2.
const RSA_JWK: &str = r#"{"kty":"RSA","e":"AQAB",
"n":"ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ",
"d":"Eq5xpGnNCivDflJsRQBXHx1hdR1k6Ulwe2JZD50LpXyWPEAeP88vLNO97IjlA7_GQ5sLKMgvfTeXZx9SE-7YwVol2NXOoAJe46sui395IW_GO-pWJ1O0BkTGoVEn2bKVRUCgu-GjBVaYLU6f3l9kJfFNS3E0QbVdxzubSu3Mkqzjkn439X0M_V51gfpRLI9JYanrC4D4qAdGcopV_0ZHHzQlBjudU2QvXt4ehNYTCBr6XCLQUShb1juUO1ZdiYoFaFQT5Tw8bGUl_x_jTj3ccPDVZFD9pIuhLhBOneufuBiB4cS98l2SR_RQyGWSeWjnczT0QU91p1DhOVRuOopznQ",
"p":"4BzEEOtIpmVdVEZNCqS7baC4crd0pqnRH_5IB3jw3bcxGn6QLvnEtfdUdiYrqBdss1l58BQ3KhooKeQTa9AB0Hw_Py5PJdTJNPY8cQn7ouZ2KKDcmnPGBY5t7yLc1QlQ5xHdwW1VhvKn-nXqhJTBgIPgtldC-KDV5z-y2XDwGUc",
"q":"uQPEfgmVtjL0Uyyx88GZFF1fOunH3-7cepKmtH4pxhtCoHqpWmT8YAmZxaewHgHAjLYsp1ZSe7zFYHj7C6ul7TjeLQeZD_YwD66t62wDmpe_HlB-TnBA-njbglfIsRLtXlnDzQkv5dTltRJ11BKBBypeeF6689rjcJIDEz9RWdc",
"dp":"BwKfV3Akq5_MFZDFZCnW-wzl-CCo83WoZvnLQwCTeDv8uzluRSnm71I3QCLdhrqE2e9YkxvuxdBfpT_PI7Yz-FOKnu1R6HsJeDCjn12Sk3vmAktV2zb34MCdy7cpdTh_YVr7tss2u6vneTwrA86rZtu5Mbr1C1XsmvkxHQAdYo0",
"dq":"h_96-mK1R_7glhsum81dZxjTnYynPbZpHziZjeeHcXYsXaaMwkOlODsWa7I9xXDoRwbKgB719rrmI2oKr6N3Do9U0ajaHF-NKJnwgjMd2w9cjz3_-kyNlxAr2v4IKhGNpmM5iIgOS1VZnOZ68m6_pbLBSp3nssTdlqvd0tIiTHU",
"qi":"IYd7DHOhrWvxkwPQsRM2tOgrjbcrfvtQJipd-DlcxyVuuM9sQLdgjVk2oy26F0EmpScGLq2MowX7fhd_QJQ3ydy5cY7YIBi87w93IKLEdfnbJtoOPLUW0ITrJReOgo1cq9SbsxYawBgfp_gh6A5603k2-ZQwVK0JKSHuLFkuQ3U"}"#;

/// RFC 7515 appendix A.3.
const EC_JWK: &str = r#"{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
"y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0","d":"jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI"}"#;

/// RFC 8037 appendix A.1.
const ED_JWK: &str = r#"{"kty":"OKP","crv":"Ed25519","d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A",
"x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#;

/// What `openssl ecparam -name prime256v1 -genkey` writes: SEC 1 behind its parameters.
const SEC1_P256: &str = "-----BEGIN EC PARAMETERS-----
BggqhkjOPQMBBw==
-----END EC PARAMETERS-----
-----BEGIN EC PRIVATE KEY-----
MHcCAQEEIJq04os6jwKdxjWcaIab3UpMtX4PZv3V3uCKTJpF+BJzoAoGCCqGSM49
AwEHoUQDQgAEkjJnNMdRDZLcfBerh4UNaliZnWcRO71HzK2G9QmiigOU6Xn44PmB
+/+fZVuQy83FOPqZHoQ6XtKOWfg3pda5Tg==
-----END EC PRIVATE KEY-----";

/// What `openssl pkey` makes of it: PKCS #8.
const PKCS8_P256: &str = "-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgmrTiizqPAp3GNZxo
hpvdSky1fg9m/dXe4IpMmkX4EnOhRANCAASSMmc0x1ENktx8F6uHhQ1qWJmdZxE7
vUfMrYb1CaKKA5Tpefjg+YH7/59lW5DLzcU4+pkehDpe0o5Z+Del1rlO
-----END PRIVATE KEY-----";

/// SEC 1 without parameters before it.
const SEC1_P384: &str = "-----BEGIN EC PRIVATE KEY-----
MIGkAgEBBDDnrf7HOYtYmaLRyeyHsjpMqOiUF38ylecqqIK7Lcyjene0IUnHYyVs
2bzdwrNpXdWgBwYFK4EEACKhZANiAATOs0eTOUNqrm34FOmKvOHMf31px2Yqd7JY
QkcnnAg6oYoD1pOfp0NCCNSHTTPXR9zvpomeUbqsmiTshYBrXefqKQZGaxK5mAaV
bNfiK8zxxVb27JqvWTHAAK0WeoRtegY=
-----END EC PRIVATE KEY-----";

/// What `openssl genpkey -algorithm ed25519` writes.
const PKCS8_ED25519: &str = "-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEIBnMv2ySiNPXft7TcP8lSChLhuyH4gXeWNWIFnxaOIxM
-----END PRIVATE KEY-----";

const SEC1_SECP256K1: &str = "-----BEGIN EC PRIVATE KEY-----
MHQCAQEEIObh9uwDHfKGxumpLUcETJ4hfHd4XkBpPV8q8AwV/LGJoAcGBSuBBAAK
oUQDQgAEpPnm+xIS8WG/ZR7mdlwt7T5ujdfb/qlCQDBI/bZu5pHf/qb/YDyGYI9U
CykE1UCTgoSrbArjTywy4kKmmLymnA==
-----END EC PRIVATE KEY-----";

const RSA_OF_1024_BITS: &str = "-----BEGIN PRIVATE KEY-----
MIICdwIBADANBgkqhkiG9w0BAQEFAASCAmEwggJdAgEAAoGBAPBAQ4cpTZcH3ae5
xGC1k8WyqKPH2V+ZI+IExpidpEie6NZZfjGM/LWCpJ5HfBQofC0UzUEDvMXZpXMe
6n4TETUqiERZtIMS0l1APjC62AQRysZqSrmDrM5r3AprW+C/O714KFK8Pm0DhjLZ
yVlgA0H03PWZSRsPHAQnv42LMdKbAgMBAAECgYEA4VpWPRTn+6/cIPSmGFSZnMpd
VushoYNC3kG+iu7rZ1bvbggZz57Ad/1oLjM9Vqc2+w5VDRPVYPwrLhWkvMdjzdqr
A7DMJ0SDU/I3XNrSJsKkGtIlqlZze+RYBkVzjYS5gGAObZjjcgMQRB8yIdd0zhIu
EUk/nsagnn+5yzdiWEECQQD5Glk3amCLNv2Tqhx1lgSg/WC4dWruuoApne+f5HEm
lCm2rBgy82vJ61MFTq1YL/if19xRr6g6MDQQn/C4qGu7AkEA9ucsNleLSH4VWFn/
YYjFFunmnbRbIPa10g2erAadAh1SZItZ5KTMc4S/eYCCp42zZ4SKdZEYOJUnmrjw
VcwWoQJARIf5L4O2l9ZDIRLVzYu+LkRHDbhP+OmaRNjMieKhNongh/8EkU/iwaRa
LMWebvqTnfYXCOoYkBme2UwHP+Yl7QJBAOuCrOCU9u3KHrAtAHXXkS//IpRRgg9a
ZSqdBTpQAJoQwBPZ/IAlVkPmXwIVvAr5FiTq/2uPYEwwshtaxxz/1KECQETt6/az
qrjqsxD2MCEpbefbtgP/UChrOzYF8fRuTgXmhdY7opPTnJhhRhBTEO7i5aMB93wR
ygbxbqoj38Hp08A=
-----END PRIVATE KEY-----";

fn object(text: &str) -> Map<String, Value> {
    json::object(text.as_bytes()).unwrap()
}

fn with(text: &str, member: &str, value: impl Into<Value>) -> String {
    let mut jwk = object(text);
    jwk.insert(member.to_owned(), value.into());
    Value::Object(jwk).to_string()
}

fn refusal(text: &str, algorithm: Option<Algorithm>) -> NotAKey {
    SigningKey::read(text, algorithm).unwrap_err()
}

#[test]
fn the_signature_of_rfc_7515_appendix_a_2() {
    let claims = "{\"iss\":\"joe\",\r\n \"exp\":1300819380,\r\n \"http://example.com/is_root\":true}";
    let signed = SigningKey::read(RSA_JWK, None).unwrap().sign_text(r#"{"alg":"RS256"}"#, claims).unwrap();
    assert_eq!(
        signed,
        "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw"
    );
}

#[test]
fn the_signature_of_rfc_8037_appendix_a_4() {
    let key = SigningKey::read(ED_JWK, None).unwrap();
    assert_eq!(
        key.sign_text(r#"{"alg":"EdDSA"}"#, "Example of Ed25519 signing").unwrap(),
        "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc.hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg"
    );
    assert_eq!(key.kid(), "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
}

#[test]
fn every_form_of_a_key_is_read_and_signs() {
    let pkcs1 = pem("RSA PRIVATE KEY", &pem::rsa_private_key(&numbers(RSA_JWK)));
    let pkcs8 = pem("PRIVATE KEY", &SigningKey::read(RSA_JWK, None).unwrap().to_pkcs8().unwrap());
    let cases: [(&str, &[Algorithm]); 10] = [
        (RSA_JWK, &Algorithm::ALL[..6]),
        (&pkcs1, &Algorithm::ALL[..6]),
        (&pkcs8, &Algorithm::ALL[..6]),
        (EC_JWK, &[Algorithm::Es256]),
        (SEC1_P256, &[Algorithm::Es256]),
        (PKCS8_P256, &[Algorithm::Es256]),
        (SEC1_P384, &[Algorithm::Es384]),
        (PKCS8_ED25519, &[Algorithm::EdDsa]),
        (ED_JWK, &[Algorithm::EdDsa]),
        (&format!("{{\"keys\":[{EC_JWK}]}}"), &[Algorithm::Es256]),
    ];
    for (text, algorithms) in cases {
        assert_eq!(SigningKey::read(text, None).unwrap().algorithm(), algorithms[0]);
        for algorithm in algorithms {
            let key = SigningKey::read(text, Some(*algorithm)).unwrap();
            let jwt = Jwt::parse(&key.sign("JWT", &json!({"sub": "alice"})).unwrap()).unwrap();
            assert_eq!(jwt.alg(), algorithm.name());
            assert_eq!(verify_with_key(&jwt, &key.public_jwk()), Signature::Valid);
        }
    }
    let (sec1, pkcs8) = (SigningKey::read(SEC1_P256, None).unwrap(), SigningKey::read(PKCS8_P256, None).unwrap());
    assert_eq!(sec1.kid(), pkcs8.kid());
    assert_eq!(sec1.public_jwk().thumbprint().as_deref(), Some(sec1.kid()));
}

#[test]
fn a_jwk_keeps_its_name_and_its_algorithm() {
    let key = SigningKey::read(&with(&with(RSA_JWK, "kid", "mine"), "alg", "PS384"), None).unwrap();
    assert_eq!((key.kid(), key.algorithm()), ("mine", Algorithm::Ps384));
    let named = with(&with(RSA_JWK, "alg", "PS384"), "use", "sig");
    assert_eq!(
        refusal(&named, Some(Algorithm::Rs256)),
        NotAKey::DeclaredOtherwise { declared: "PS384".into(), asked: Algorithm::Rs256 }
    );
}

#[test]
fn what_is_no_private_key_says_what_it_is_and_what_to_do() {
    let jwk = |text: &str| format!("{{{text}}}");
    let cases: [(&str, &str, &str); 22] = [
        ("", "neither PEM nor a JSON Web Key", "-----BEGIN PRIVATE KEY-----"),
        ("{\"kty\"", "not a JSON object", "\"kty\": \"EC\""),
        (
            "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----",
            "a public key, but no private key",
            "private key",
        ),
        ("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", "a certificate, but no", "public half"),
        (
            "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----",
            "encrypted",
            "openssl pkey",
        ),
        (
            "-----BEGIN EC PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nAAAA\n-----END EC PRIVATE KEY-----",
            "the private key is encrypted",
            "openssl pkey",
        ),
        ("-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----", "OpenSSH", "ssh-keygen -p"),
        ("-----BEGIN PRIVATE KEY-----\n!!!\n-----END PRIVATE KEY-----", "`PRIVATE KEY` is not base64", "compare"),
        ("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----", "its algorithm or curve is not known", ""),
        ("-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----", "an RSA key that cannot be read", ""),
        (SEC1_SECP256K1, "`secp256k1`", "ec_paramgen_curve:P-256"),
        (RSA_OF_1024_BITS, "less than 2048 bits", "rsa_keygen_bits:2048"),
        (&jwk("\"d\":\"AA\""), "`kty` is missing", ""),
        (&jwk("\"kty\":\"oct\",\"k\":\"AA\""), "a symmetric key", "client_secret_jwt"),
        (&jwk("\"kty\":\"EC\",\"crv\":\"P-521\""), "`P-521`", "openssl genpkey"),
        (&jwk("\"kty\":\"AKP\""), "`AKP`", "openssl genpkey"),
        (&jwk("\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"AA\""), "`d` is missing", "the public half"),
        (&with(ED_JWK, "d", "AAAA"), "`d` of the JSON Web Key has not the length", ""),
        (&with(ED_JWK, "d", "A".repeat(43)), "an Ed25519 key that cannot be read: its parts do not belong", ""),
        (&with(EC_JWK, "use", "enc"), "`use` of the key excludes signing", ""),
        (&with(EC_JWK, "key_ops", json!(["verify"])), "`key_ops` of the key excludes signing", ""),
        (&format!("{{\"keys\":[{EC_JWK},{ED_JWK}]}}"), "a set of 2 keys", "the one key"),
    ];
    for (text, words, hint) in cases {
        let refusal = refusal(text, None);
        assert!(refusal.to_string().contains(words), "{refusal} for {text}");
        assert!(refusal.hint().unwrap_or_default().contains(hint), "{:?} for {text}", refusal.hint());
        assert_eq!(refusal.hint().is_none(), hint.is_empty(), "{refusal}");
    }
    let mut bare = object(RSA_JWK);
    bare.remove("p");
    let refusal = SigningKey::from_jwk(&bare, None).unwrap_err();
    assert_eq!(refusal, NotAKey::Missing("p"));
    assert!(refusal.hint().unwrap().contains("PEM always has them"));
}

#[test]
fn a_key_signs_only_what_it_can() {
    let refusal = refusal(SEC1_P256, Some(Algorithm::Rs256));
    assert_eq!(refusal.to_string(), "an EC key on P-256 cannot sign with `RS256`");
    assert_eq!(refusal.hint().unwrap(), "this key signs with `ES256`");
    let hint = self::refusal(RSA_JWK, Some(Algorithm::EdDsa)).hint().unwrap();
    assert_eq!(hint, "this key signs with `RS256`, `RS384`, `RS512`, `PS256`, `PS384`, `PS512`");
    let confused = with(EC_JWK, "alg", "RSA-OAEP");
    assert_eq!(self::refusal(&confused, None).to_string(), "an EC key on P-256 cannot sign with `RSA-OAEP`");
}

fn numbers(text: &str) -> Vec<Vec<u8>> {
    let jwk = object(text);
    RSA_MEMBERS.iter().map(|member| octets(&jwk, member).unwrap()).collect()
}

fn pem(label: &str, der: &[u8]) -> String {
    use base64::Engine as _;
    let base64 = base64::engine::general_purpose::STANDARD.encode(der);
    let lines: Vec<&str> = base64.as_bytes().chunks(64).map(|line| std::str::from_utf8(line).unwrap()).collect();
    format!("-----BEGIN {label}-----\n{}\n-----END {label}-----\n", lines.join("\n"))
}
