//! Faults: each breaks exactly one requirement, so that whoever looks for that requirement has something to find.

use super::occasion::{Occasion, SeenBy};

macro_rules! faults {
    (@occasion) => { Occasion::Login };
    (@occasion $occasion:ident) => { Occasion::$occasion };
    ($($variant:ident $name:literal $seen:ident($id:literal) $(in $occasion:ident)? $breaks:literal;)+) => {
        /// Something that a practice provider does wrong on purpose.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Fault {
            $(#[doc = $breaks] $variant,)+
        }

        impl Fault {
            /// Every fault, in the order of a login.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Its name, in kebab case.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// What the server does, in one sentence without its subject.
            #[must_use]
            pub fn breaks(self) -> &'static str {
                match self { $(Self::$variant => $breaks,)+ }
            }

            /// What notices it.
            #[must_use]
            pub fn seen_by(self) -> SeenBy {
                match self { $(Self::$variant => SeenBy::$seen($id),)+ }
            }

            /// Where a rule can see it; for a probe that does not matter.
            #[must_use]
            pub fn occasion(self) -> Occasion {
                match self { $(Self::$variant => faults!(@occasion $($occasion)?),)+ }
            }
        }
    };
}

impl Fault {
    /// The id of the requirement that it breaks.
    #[must_use]
    pub fn requirement(self) -> &'static str {
        match self.seen_by() {
            SeenBy::Rule(id) | SeenBy::Preflight(id) | SeenBy::Probe(id) => id,
        }
    }
}

faults! {
    // Discovery and keys.
    MetadataIssuerSlash "metadata-issuer-slash" Rule("metadata-issuer-exact") "names its issuer with a slash at the end that the issuer does not have";
    MetadataContentType "metadata-content-type" Rule("metadata-reachable") "serves its metadata as `text/html`";
    MetadataWithoutSubjectTypes "metadata-without-subject-types" Rule("metadata-required-members") "leaves the required `subject_types_supported` out of its metadata";
    MetadataWithoutPkce "metadata-without-pkce" Rule("metadata-pkce-s256") "keeps silent in its metadata about the code challenge methods that it supports";
    MetadataAlgNone "metadata-alg-none" Rule("metadata-legacy-features") "offers unsigned ID tokens in its metadata";
    MetadataDocumentsDisagree "metadata-documents-disagree" Preflight("metadata-documents-agree") "names another token endpoint in its RFC 8414 document than in its OpenID Connect one";
    MetadataListIsString "metadata-list-is-string" Preflight("metadata-member-types") "writes the list `scopes_supported` as one string";
    MetadataWithoutRs256 "metadata-without-rs256" Preflight("metadata-openid-rs256") "does not offer RS256 for ID tokens in its metadata";
    MetadataAlgWithoutKey "metadata-alg-without-key" Preflight("jwks-signing-key") "offers ES384 for ID tokens in its metadata and has no key for it";
    MetadataEndpointHttp "metadata-endpoint-http" Rule("metadata-endpoints-https") "names an endpoint by plain http on another machine";
    MetadataAuthMethods "metadata-auth-methods" Rule("metadata-auth-methods") "lists no client authentication that it takes";
    JwksPrivateMember "jwks-private-member" Rule("jwks-public") "publishes a private member with its keys";
    JwksWeakKey "jwks-weak-key" Preflight("jwks-key-strength") "publishes an RSA key of 1024 bits beside the others";
    JwksUnlabelled "jwks-unlabelled" Preflight("jwks-use-alg") "publishes its keys without saying what they are for";
    JwksEmpty "jwks-empty" Rule("jwks-usable") "publishes no key at all";

    // The authorization request.
    UnknownClientRedirected "unknown-client-redirected" Probe("authz-unknown-client") "sends the browser with an error to whatever address an unknown client names";
    RedirectUnchecked "redirect-unchecked" Probe("authz-redirect-unregistered") "accepts every redirect URI";
    RedirectPrefix "redirect-prefix" Probe("authz-redirect-exact") "answers at every address that begins with a registered one";
    RedirectDefault "redirect-default" Probe("authz-redirect-missing") "answers at the first of several registered addresses where a request names none";
    LoopbackByName "loopback-by-name" Probe("authz-loopback-any-port") "takes `localhost` where a loopback address is registered";
    UnknownParameterRefused "unknown-parameter-refused" Probe("authz-unknown-parameter-ignored") "refuses a request with a parameter that it does not know";
    ResponseTypeDefault "response-type-default" Probe("authz-response-type-errors") "takes a request without `response_type` for one that asks for a code";
    UnknownScopeGranted "unknown-scope-granted" Probe("authz-invalid-scope") "grants scopes that it has never heard of";
    ChallengeMissing "challenge-missing" Probe("authz-pkce-required") "lets a request without a code challenge through, though its policy requires one";
    ChallengePlain "challenge-plain" Probe("authz-pkce-plain-refused") "takes a plain code challenge, though its metadata speaks of S256 alone";
    ChallengeUnchecked "challenge-unchecked" Probe("authz-pkce-bad-request") "takes a code challenge of any method and shape for an S256 one";
    AuthorizeByGetAlone "authorize-by-get-alone" Probe("authz-post-accepted") "takes no authorization request that is posted";
    PromptNoneAsks "prompt-none-asks" Probe("authz-prompt-none-session") "asks a user who is signed in once more, although the client asked for `prompt=none`";
    DuplicateRequestParameters "duplicate-request-parameters" Probe("authz-duplicate-parameter") "takes the first of two equal parameters of an authorization request";
    PromptNoneShowsPage "prompt-none-shows-page" Probe("authz-prompt-none-no-session") "shows a login page although the client asked for `prompt=none`";
    MaxAgeIgnored "max-age-ignored" Probe("authz-max-age-zero") "does not ask for the password again when `max_age` has passed";
    SilentPublicClient "silent-public-client" Probe("authz-silent-public-client") "remembers consent for a public client, so that any program can get a code unseen";
    PageFramed "page-framed" Probe("authz-page-headers") "lets other sites put its pages into a frame";
    LoginRedirect307 "login-redirect-307" Probe("authz-login-redirect-status") "answers the login form with 307, so that the browser sends the password on to the client";

    // The pushed authorization request.
    PushStatus200 "push-status-200" Rule("par-response-shape") in Par "answers a pushed request with status 200 instead of 201";
    PushRequestUriMissing "push-request-uri-missing" Rule("par-response-shape") in Par "answers a pushed request without a `request_uri`";
    PushExpiresInMissing "push-expires-in-missing" Rule("par-response-shape") in Par "does not tell how long a `request_uri` is good";
    PushExpiresInString "push-expires-in-string" Rule("par-response-shape") in Par "tells as a string how long a `request_uri` is good";
    RequestUriGuessable "request-uri-guessable" Rule("par-request-uri-fresh") in Par "counts the `request_uri`s that it gives instead of drawing them";
    PushWithoutAuth "push-without-auth" Probe("par-client-auth") "takes a pushed request of a confidential client that shows no secret";
    PushUnchecked "push-unchecked" Probe("par-validates-request") "takes whatever is pushed, even another `request_uri`";
    PushNotEnforced "push-not-enforced" Probe("par-enforced") "promises in its metadata to take pushed requests only, and takes others all the same";
    RequestUriForAnyClient "request-uri-for-any-client" Probe("par-bound-to-client") "takes a `request_uri` from another client than the one that pushed the request";
    RequestUriReusable "request-uri-reusable" Probe("par-one-time") "takes a `request_uri` again after it has led to a code";
    RequestUriNeverExpires "request-uri-never-expires" Probe("par-one-time") "takes a `request_uri` of any age";
    RequestUriUnknownIgnored "request-uri-unknown-ignored" Probe("jar-external-request-uri") "passes over a `request_uri` that it cannot use and goes by the parameters beside it";
    RequestObjectUnverified "request-object-unverified" Probe("jar-integrity") "takes request objects whatever they are signed with";
    RequestObjectUnsigned "request-object-unsigned" Probe("jar-integrity") "takes unsigned request objects";
    RequestObjectClaimsUnchecked "request-object-claims-unchecked" Probe("jar-integrity") "takes request objects that have expired or were made for another server";
    ResourceUnchecked "resource-unchecked" Probe("authz-resource-unknown") "makes tokens out to any resource, though it guards no such one";
    DetailsUnchecked "details-unchecked" Probe("rar-unknown-type") "passes over authorization details of a type that it does not know";
    ImplicitAllowed "implicit-allowed" Probe("authz-implicit-refused") "sends tokens through the browser to whoever asks for them, though its metadata speaks of codes alone";
    OuterParametersWin "outer-parameters-win" Probe("par-front-channel-override") "lets the parameters beside a `request_uri` or request object win over those in it";

    // The authorization response.
    JwksKidTwice "jwks-kid-twice" Rule("jwks-kid-unique") "gives two keys one name";
    CodeMissing "code-missing" Rule("response-code-present") "answers without a code";
    ResponseParameterTwice "response-parameter-twice" Rule("response-parameters-once") "writes `state` twice into the authorization response";
    StateMissing "state-missing" Rule("response-state-exact") "leaves `state` out of the authorization response";
    StateAltered "state-altered" Rule("response-state-exact") "gives back another `state` than it got";
    IssMissing "iss-missing" Rule("response-iss") "leaves out the `iss` that its metadata promises";
    IssWrong "iss-wrong" Rule("response-iss") "names another issuer in the authorization response";
    CodeInFragment "code-in-fragment" Rule("response-mode-as-asked") "answers in the fragment although the query was asked for";
    TokenInFrontChannel "token-in-front-channel" Rule("response-no-front-channel-tokens") "puts an access token into the authorization response beside the code";
    FragmentInQuery "fragment-in-query" Rule("response-mode-as-asked") in Hybrid "answers in the query although tokens belong into the fragment";
    JarmUnsigned "jarm-unsigned" Rule("jarm-signature") in Jarm "leaves a signed answer unsigned";
    JarmOtherKey "jarm-other-key" Rule("jarm-signature") in Jarm "signs its answer with another key than the one that it names";
    JarmIssWrong "jarm-iss-wrong" Rule("jarm-iss") in Jarm "names another issuer in its signed answer";
    JarmAudWrong "jarm-aud-wrong" Rule("jarm-aud") in Jarm "makes its signed answer out to another client";
    JarmExpired "jarm-expired" Rule("jarm-exp") in Jarm "sends a signed answer that has expired";
    JarmExpMissing "jarm-exp-missing" Rule("jarm-exp") in Jarm "does not tell until when its signed answer is good";
    StateDecodedTwice "state-decoded-twice" Probe("response-state-exact") "decodes `state` once more than it was encoded";
    ErrorWithoutState "error-without-state" Probe("response-error-shape") "leaves `state` out of an error at the redirect URI";
    FormPostRedirected "form-post-redirected" Probe("response-form-post") "answers in the query although a posted form was asked for";
    CodeGuessable "code-guessable" Probe("response-code-entropy") "counts its codes instead of drawing them";

    // The token request.
    IgnoreSecret "ignore-secret" Probe("token-client-auth-wrong-secret") "accepts any client secret";
    SecretMayBeMissing "secret-may-be-missing" Probe("token-client-auth-missing") "redeems codes of a confidential client that shows no secret";
    AuthWithoutChallenge "auth-without-challenge" Probe("token-client-auth-challenge") "answers a failed client authentication without `WWW-Authenticate`";
    AuthConflict "auth-conflict" Probe("token-client-auth-conflict") "accepts two ways of client authentication in one request";
    AuthInQuery "auth-in-query" Probe("token-client-auth-in-query") "takes the credentials of a client from the URL";
    BasicNotDecoded "basic-not-decoded" Probe("token-client-auth-basic-decoding") "takes the parts of Basic credentials as they are, without form-decoding them";
    AssertionUnverified "assertion-unverified" Probe("client-assertion-signature") "takes client assertions whatever they are signed with";
    AssertionAudienceUnchecked "assertion-audience-unchecked" Probe("client-assertion-audience") "takes client assertions that were made out to another server";
    AssertionReplay "assertion-replay" Probe("client-assertion-once") "takes the same client assertion twice";
    IgnoreVerifier "ignore-verifier" Probe("pkce-verifier-wrong") "never looks at the code verifier";
    VerifierMayBeMissing "verifier-may-be-missing" Probe("pkce-verifier-missing") "redeems a code with a challenge without a verifier";
    VerifierEqualsChallenge "verifier-equals-challenge" Probe("pkce-verifier-equals-challenge") "accepts the S256 challenge itself as the verifier";
    VerifierWithoutChallenge "verifier-without-challenge" Probe("pkce-verifier-without-challenge") "ignores a verifier for a code that has no challenge, which opens the way for a downgrade";
    VerifierAnyLength "verifier-any-length" Probe("pkce-verifier-malformed") "accepts a code verifier of any length";
    VerifierAlphabet "verifier-alphabet" Probe("pkce-verifier-full-alphabet") "refuses code verifiers with a dot or a tilde in them";
    CodeReplay "code-replay" Probe("code-replay-refused") "redeems a code more than once";
    CodeRace "code-race" Probe("code-parallel-redemption") "redeems a code twice where two requests come so close that the second does not know of the first";
    ReplayKeepsTokens "replay-keeps-tokens" Probe("code-replay-revokes-tokens") "refuses a replayed code but leaves its tokens alive";
    InvalidReplayRevokes "invalid-replay-revokes" Probe("code-invalid-replay-harmless") "revokes tokens when a spent code comes again with a wrong verifier";
    CodeNeverExpires "code-never-expires" Probe("code-lifetime") "redeems codes of any age";
    CodeForAnyClient "code-for-any-client" Probe("code-bound-to-client") "redeems a code for another client than the one that it was given to";
    RedirectUriUnbound "redirect-uri-unbound" Probe("code-redirect-uri-mismatch") "does not compare the redirect URI of the token request with the one of the authorization request";
    RedirectUriMayBeMissing "redirect-uri-may-be-missing" Probe("code-redirect-uri-missing") "redeems a code without the redirect URI";
    UnknownCodeFails "unknown-code-fails" Probe("token-bogus-code") "answers a code that it does not know with a server error";
    GrantTypeUnchecked "grant-type-unchecked" Probe("token-grant-errors") "takes every `grant_type` that it does not know for that of a code";
    TokenByGet "token-by-get" Probe("token-method-and-media") "answers token requests sent by GET";
    DuplicateTokenParameters "duplicate-token-parameters" Probe("token-parameter-hygiene") "takes the first of two equal parameters of a token request";
    ErrorWithStatus200 "error-with-status-200" Probe("token-error-shape") "sends the errors of its token endpoint with status 200";
    ErrorAsHtml "error-as-html" Probe("token-error-shape") "sends the errors of its token endpoint as an HTML page";

    // The token response.
    TokenStored "token-stored" Rule("token-response-no-store") "lets caches keep the token response";
    TokenContentType "token-content-type" Rule("token-response-shape") "labels the token response `text/plain`";
    TokenFormEncoded "token-form-encoded" Rule("token-response-shape") "encodes the token response as a form";
    AccessTokenMissing "access-token-missing" Rule("token-access-token") "leaves `access_token` out of the token response";
    TokenTypeMissing "token-type-missing" Rule("token-type-known") "leaves `token_type` out of the token response";
    TokenTypeWrong "token-type-wrong" Rule("token-type-known") "gives `token_type` as `mac`";
    ExpiresInString "expires-in-string" Rule("token-expires-in") "gives `expires_in` as a string";
    ExpiresInNegative "expires-in-negative" Rule("token-expires-in") "gives a negative `expires_in`";
    RefreshTokenNull "refresh-token-null" Rule("token-members-are-strings") "gives `refresh_token` as null";
    ScopeWider "scope-wider" Rule("token-scope-honest") "grants a scope that nobody asked for";
    DetailsMissing "details-missing" Rule("token-authorization-details") in Details "does not tell with the tokens which authorization details it granted";
    DetailsWider "details-wider" Rule("token-authorization-details") in Details "grants authorization details that nobody asked for";
    ErrorStored "error-stored" Probe("token-response-no-store") "lets caches keep the errors of its token endpoint";
    AccessTokenGuessable "access-token-guessable" Probe("token-strength") "counts its access tokens instead of drawing them";
    IdTokenMissing "id-token-missing" Rule("token-id-token-present") "grants `openid` without an ID token";

    // The ID token.
    IdTokenAlgNone "id-token-alg-none" Rule("idtoken-alg") "leaves the ID token unsigned";
    IdTokenHs256 "id-token-hs256" Rule("idtoken-alg") "signs the ID token by HS256 with its public key as the secret";
    IdTokenOtherKey "id-token-other-key" Rule("idtoken-signature") "signs the ID token with another key than the one that it names";
    IdTokenSignatureBroken "id-token-signature-broken" Rule("idtoken-signature") "changes the ID token after signing it";
    IdTokenUnknownKid "id-token-unknown-kid" Rule("idtoken-signature") "names a key in the ID token that it does not publish";
    IdTokenCrit "id-token-crit" Rule("idtoken-crit") "marks an extension of the ID token critical that nobody knows";
    IdTokenIssWrong "id-token-iss-wrong" Rule("idtoken-iss") "names another issuer in the ID token";
    IdTokenAudWrong "id-token-aud-wrong" Rule("idtoken-aud") "makes the ID token out to another client";
    IdTokenAudExtra "id-token-aud-extra" Rule("idtoken-aud") "adds an audience that nobody trusts to the ID token";
    IdTokenAzpWrong "id-token-azp-wrong" Rule("idtoken-azp") "names another authorized party in the ID token";
    IdTokenExpired "id-token-expired" Rule("idtoken-exp") "sends an ID token that expired an hour ago";
    IdTokenExpMilliseconds "id-token-exp-milliseconds" Rule("idtoken-exp") "counts `exp` in milliseconds";
    IdTokenExpString "id-token-exp-string" Rule("idtoken-exp") "gives `exp` as a string";
    IdTokenIatFuture "id-token-iat-future" Rule("idtoken-iat") "dates the ID token an hour into the future";
    IdTokenIatOld "id-token-iat-old" Rule("idtoken-iat") "sends an ID token that was issued yesterday";
    IdTokenNbfFuture "id-token-nbf-future" Rule("idtoken-nbf") "sends an ID token that is not valid before an hour has passed";
    IdTokenSubMissing "id-token-sub-missing" Rule("idtoken-sub") "leaves `sub` out of the ID token";
    IdTokenSubTwice "id-token-sub-twice" Rule("idtoken-form") "writes `sub` twice into the ID token, once for somebody else";
    NonceMissing "nonce-missing" Rule("idtoken-nonce") "leaves `nonce` out of the ID token";
    NonceWrong "nonce-wrong" Rule("idtoken-nonce") "puts another `nonce` into the ID token";
    AtHashWrong "at-hash-wrong" Rule("idtoken-at-hash") "puts an `at_hash` into the ID token that belongs to another access token";
    AtHashMissing "at-hash-missing" Rule("idtoken-at-hash") in Hybrid "leaves `at_hash` out of an ID token that comes through the browser beside an access token";
    CHashWrong "c-hash-wrong" Rule("idtoken-c-hash") in Hybrid "puts a `c_hash` into the ID token that belongs to another code";
    CHashMissing "c-hash-missing" Rule("idtoken-c-hash") in Hybrid "leaves `c_hash` out of an ID token that comes beside a code";
    AuthTimeMissing "auth-time-missing" Rule("idtoken-auth-time") in MaxAge "leaves `auth_time` out of the ID token although `max_age` was sent";
    AuthTimeOld "auth-time-old" Rule("idtoken-auth-time") in MaxAge "says in the ID token that the password was typed longer ago than `max_age` allows";
    AcrMissing "acr-missing" Rule("idtoken-acr") in Acr "leaves `acr` out of the ID token although it was essential";
    AcrOther "acr-other" Rule("idtoken-acr") in Acr "names another `acr` in the ID token than the one that was essential";
    SubPerLogin "sub-per-login" Probe("idtoken-sub-stable") "names the same user differently at every login";

    // Userinfo.
    UserinfoContentType "userinfo-content-type" Rule("userinfo-shape") "labels the userinfo response `text/html`";
    UserinfoSubOther "userinfo-sub-other" Rule("userinfo-sub-match") "answers at the userinfo endpoint for somebody else";
    UserinfoSubMissing "userinfo-sub-missing" Rule("userinfo-sub-match") "leaves `sub` out of the userinfo response";
    UserinfoOpen "userinfo-open" Probe("resource-no-token") "answers at the userinfo endpoint without a token";
    UserinfoAnyToken "userinfo-any-token" Probe("resource-bad-token") "answers at the userinfo endpoint for any token";
    UserinfoQueryToken "userinfo-query-token" Probe("resource-query-token") "takes access tokens from the query of the URL";
    SchemeCaseSensitive "scheme-case-sensitive" Probe("resource-presentation") "takes an access token only where the scheme is written `Bearer`";
    UserinfoIdToken "userinfo-id-token" Probe("resource-idtoken-refused") "takes an ID token for an access token at the userinfo endpoint";
    AudienceUnchecked "audience-unchecked" Probe("resource-audience") "opens its resources to tokens that were made out to others";

    // Refresh.
    RefreshBroken "refresh-broken" Probe("refresh-baseline") "refuses the refresh tokens that it has given itself";
    RefreshByAccessToken "refresh-by-access-token" Probe("refresh-type-confusion") "takes an access token for a refresh token";
    RefreshWithoutAuth "refresh-without-auth" Probe("refresh-client-auth") "refreshes for a confidential client that shows no secret";
    RefreshForAnyClient "refresh-for-any-client" Probe("refresh-bound-to-client") "refreshes for another client than the one that the token was given to";
    RefreshWidens "refresh-widens" Probe("refresh-scope-widening") "lets a refresh ask for more than was granted";
    RefreshNotRotated "refresh-not-rotated" Probe("refresh-rotation") "leaves the old refresh token of a public client valid";
    RefreshTokenMissing "refresh-token-missing" Rule("refresh-rotation") in Refresh "uses up the refresh token of a refresh and gives no new one";
    RefreshScopeWider "refresh-scope-wider" Rule("refresh-scope") in Refresh "answers a refresh with a scope that was never granted";
    RefreshIdTokenOther "refresh-id-token-other" Rule("refresh-id-token") in Refresh "names somebody else in the ID token of a refresh";
    RefreshReuseHarmless "refresh-reuse-harmless" Probe("refresh-reuse-revokes-family") "refuses an old refresh token but leaves the new one alive";

    // Tokens that are bound to a key or a certificate.
    DpopTokenType "dpop-token-type" Rule("dpop-token-type") in Dpop "calls a token that is bound to a key a bearer token";
    DpopNonceNeverGood "dpop-nonce-never-good" Rule("dpop-nonce-honest") in Dpop "asks for a nonce and refuses the one that it has just given";
    DpopNonceSpendsCode "dpop-nonce-spends-code" Probe("dpop-nonce-keeps-code") "uses up the code of a request that it only asks to repeat with a nonce";
    DpopProofUnchecked "dpop-proof-unchecked" Probe("dpop-proof-checks") "takes DPoP proofs of any signature, method, address and time";
    DpopProofReplay "dpop-proof-replay" Probe("dpop-proof-checks") "takes the same DPoP proof twice";
    DpopAthUnchecked "dpop-ath-unchecked" Probe("dpop-token-bound") "takes a DPoP proof that was made for another access token";
    DpopDowngrade "dpop-downgrade" Probe("dpop-token-bound") "takes an access token that is bound to a key without a proof";
    DpopJktIgnored "dpop-jkt-ignored" Probe("dpop-jkt-mismatch") "redeems a code that is bound to a key for another key";
    DpopRefreshUnbound "dpop-refresh-unbound" Probe("dpop-refresh-binding") "refreshes for a public client that shows another key";
    CertificateUnbound "certificate-unbound" Probe("mtls-bound-token") "takes an access token that is bound to a certificate from whoever has it";

    // Introspection and revocation.
    IntrospectionWord "introspection-word" Rule("introspection-shape") in Introspection "writes `active` as a string";
    IntrospectionAllDead "introspection-all-dead" Rule("introspection-active") in Introspection "calls a token inactive that it has just issued";
    IntrospectionOpen "introspection-open" Probe("introspect-auth") "tells anybody about tokens";
    IntrospectionAllAlive "introspection-all-alive" Probe("introspect-inactive") "calls every token active, also one that it has never issued";
    RevocationIdle "revocation-idle" Rule("revocation-effective") in Revocation "says that a token is revoked and leaves it alive";
    RevocationOpen "revocation-open" Probe("revoke-client-auth") "revokes tokens of a confidential client that shows no secret";
    RevocationForeign "revocation-foreign" Probe("revoke-foreign-token") "revokes tokens for another client than the one that they were given to";

    // The end of a session.
    LogoutStateMissing "logout-state-missing" Rule("logout-return-state") in Logout "comes back from a logout without `state`";
    LogoutRedirectUnchecked "logout-redirect-unchecked" Probe("logout-redirect-unregistered") "sends the browser after a logout to whatever address it is given";
    LogoutKeepsSession "logout-keeps-session" Probe("logout-effective") "says goodbye and leaves the user signed in";

    // Registration.
    RegistrationSecretEndless "registration-secret-endless" Rule("registration-response-shape") in Registration "gives a secret without telling when it expires";
    RegistrationUnguarded "registration-unguarded" Probe("registration-access-token") "shows and deletes registrations for anybody who knows a `client_id`";

    // Other grants.
    DeviceExpiresInMissing "device-expires-in-missing" Rule("device-response-shape") in Device "does not tell how long a device code is good";
    DeviceCodeReplay "device-code-replay" Probe("device-code-once") "gives tokens for the same device code twice";
    DeviceCodeForAnyClient "device-code-for-any-client" Probe("device-code-bound-to-client") "gives tokens for a device code to another client than the one that asked for it";
    ClientCredentialsRefresh "client-credentials-refresh" Rule("client-credentials-no-refresh") in ClientCredentials "gives a refresh token to a client that can ask again at any time";
    ClientCredentialsOpen "client-credentials-open" Probe("client-credentials-confidential") "takes the name of a public client for credentials";
    ExchangeTypeMissing "exchange-type-missing" Rule("exchange-issued-token-type") in Exchange "does not tell what kind of token an exchange gave";
    ExchangeWidens "exchange-widens" Probe("exchange-scope-widening") "exchanges a token for one that may do more";
    JwtBearerUnverified "jwt-bearer-unverified" Probe("jwt-bearer-signature") "takes a JWT as a grant whoever signed it";
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn names_are_unique_and_sentences_are_whole() {
        let names: HashSet<_> = Fault::ALL.iter().map(|fault| fault.name()).collect();
        assert_eq!(names.len(), Fault::ALL.len());
        for fault in Fault::ALL {
            let name = fault.name();
            assert!(name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'), "{name}");
            assert!(!fault.breaks().ends_with('.') && fault.breaks().len() > 20, "{name}");
        }
    }
}
