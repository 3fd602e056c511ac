# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_oauth_flow_global_optspecs
    string join \n color= h/help V/version
end

function __fish_oauth_flow_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_oauth_flow_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_oauth_flow_using_subcommand
    set -l cmd (__fish_oauth_flow_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c oauth-flow -n "__fish_oauth_flow_needs_command" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oauth-flow -n "__fish_oauth_flow_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c oauth-flow -n "__fish_oauth_flow_needs_command" -s V -l version -d 'Print version'
complete -c oauth-flow -n "__fish_oauth_flow_needs_command" -f -a "login" -d 'Log in, step by step, and see every message'
complete -c oauth-flow -n "__fish_oauth_flow_needs_command" -f -a "check" -d 'Smoke-test a provider: does it log people in, keep its promises, and refuse what it must refuse?'
complete -c oauth-flow -n "__fish_oauth_flow_needs_command" -f -a "prove" -d 'Measure which of client secret and code verifier a provider really demands'
complete -c oauth-flow -n "__fish_oauth_flow_needs_command" -f -a "device" -d 'Log in on a machine without a browser: a code is typed on another device (RFC 8628)'
complete -c oauth-flow -n "__fish_oauth_flow_needs_command" -f -a "client-credentials" -d 'Ask for a token for the client itself (RFC 6749 4.4)'
complete -c oauth-flow -n "__fish_oauth_flow_needs_command" -f -a "exchange" -d 'Trade one token for another (RFC 8693)'
complete -c oauth-flow -n "__fish_oauth_flow_needs_command" -f -a "jwt-bearer" -d 'Ask for a token with a signed word (RFC 7523 2.1)'
complete -c oauth-flow -n "__fish_oauth_flow_needs_command" -f -a "password" -d 'Ask for tokens with a user\'s password: deprecated, to see why (RFC 9700 2.4)'
complete -c oauth-flow -n "__fish_oauth_flow_needs_command" -f -a "refresh" -d 'Trade a refresh token for new tokens (RFC 6749 6)'
complete -c oauth-flow -n "__fish_oauth_flow_needs_command" -f -a "userinfo" -d 'Fetch the claims of the user with an access token (OpenID Connect Core 5.3)'
complete -c oauth-flow -n "__fish_oauth_flow_needs_command" -f -a "introspect" -d 'Ask the server what a token is worth (RFC 7662)'
complete -c oauth-flow -n "__fish_oauth_flow_needs_command" -f -a "call" -d 'Use an access token at any resource (RFC 6750)'
complete -c oauth-flow -n "__fish_oauth_flow_needs_command" -f -a "revoke" -d 'Have a token declared dead, and see that it is (RFC 7009)'
complete -c oauth-flow -n "__fish_oauth_flow_needs_command" -f -a "logout" -d 'End the session at the provider, in the browser (OpenID Connect RP-Initiated Logout 1.0)'
complete -c oauth-flow -n "__fish_oauth_flow_needs_command" -f -a "register" -d 'Register a client for a loopback redirect (RFC 7591)'
complete -c oauth-flow -n "__fish_oauth_flow_needs_command" -f -a "unregister" -d 'Delete a client that was registered (RFC 7592)'
complete -c oauth-flow -n "__fish_oauth_flow_needs_command" -f -a "serve" -d 'Run the practice provider: an authorization server to learn, test and break'
complete -c oauth-flow -n "__fish_oauth_flow_needs_command" -f -a "show" -d 'Tell a saved run again, judged by today\'s rules'
complete -c oauth-flow -n "__fish_oauth_flow_needs_command" -f -a "diff" -d 'Two runs side by side, message by message, with only what differs'
complete -c oauth-flow -n "__fish_oauth_flow_needs_command" -f -a "decode" -d 'Take a token apart: what it is, what each claim is for, and what is wrong with it'
complete -c oauth-flow -n "__fish_oauth_flow_needs_command" -f -a "discover" -d 'Look at a provider without logging in: its metadata, its keys, and what is wrong with them'
complete -c oauth-flow -n "__fish_oauth_flow_needs_command" -f -a "lab" -d 'Play attacks, and see what secret, verifier and the other defences are each for'
complete -c oauth-flow -n "__fish_oauth_flow_needs_command" -f -a "config" -d 'Settings: what they are, where they come from, and a file to begin with'
complete -c oauth-flow -n "__fish_oauth_flow_needs_command" -f -a "explain" -d 'Tell what a word means, or why a saved run failed and what to do'
complete -c oauth-flow -n "__fish_oauth_flow_needs_command" -f -a "learn" -d 'Learn what secret and verifier are for: attacks that you predict and then watch'
complete -c oauth-flow -n "__fish_oauth_flow_needs_command" -f -a "completions" -d 'Print the completions for a shell'
complete -c oauth-flow -n "__fish_oauth_flow_needs_command" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l client-id -d 'The app\'s user name at the provider' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l client-secret -d 'The app\'s password; better by file, standard input or environment, since arguments are seen by every process' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l client-secret-file -d 'Read the client secret from this file' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l auth-method -d 'How the client proves itself at the token endpoint [default: chosen from the metadata]' -r -f -a "none\t'Not at all: a public client'
client_secret_basic\t'HTTP Basic'
client_secret_post\t'In the form body'
client_secret_jwt\t'A JWT with an HMAC by the secret, which itself stays at home'
private_key_jwt\t'A JWT signed with the client\'s private key'
tls_client_auth\t'A certificate whose subject the server knows'
self_signed_tls_client_auth\t'A certificate that the server knows itself'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l basic-encoding -d 'How id and secret are written into the Basic header' -r -f -a "form\t'Form-encoded, as RFC 6749 2.3.1 wants it'
raw\t'As they are, for servers that do not decode'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l key -d 'The client\'s private key (PEM or JWK): it signs assertions and request objects, and belongs to --cert' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l key-alg -d 'The algorithm that it signs with [default: what the key says, or the usual one of its kind]' -r -f -a "RS256\t''
RS384\t''
RS512\t''
PS256\t''
PS384\t''
PS512\t''
ES256\t''
ES384\t''
EdDSA\t''"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l assertion-audience -d 'Whom an assertion names as its audience; newer rules want the issuer, older servers their token endpoint' -r -f -a "issuer\t'The issuer, so that no other server can take it for its own'
token-endpoint\t'The token endpoint, as many servers still want it'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l dpop-key -d 'Bind them to this private key (PEM or JWK) instead' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l dpop-alg -d 'The algorithm of the proofs [default: ES256, or what the key says]' -r -f -a "RS256\t''
RS384\t''
RS512\t''
PS256\t''
PS384\t''
PS512\t''
ES256\t''
ES384\t''
EdDSA\t''"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l redirect-uri -d 'Where the answer is to go; sent as it is written here [default: http://127.0.0.1:PORT/callback]' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l port -d 'The port of the listener [default: a free one]' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l callback-cert -d 'The certificate of an https listener, in a PEM file [default: one made for this run]' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l callback-key -d 'Its private key, in a PEM file [default: in the file of --callback-cert]' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l scope -d 'The scopes: repeat it, or separate them by spaces [default: openid, where the provider speaks OpenID Connect]' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l response-mode -d 'How the answer is to come back' -r -f -a "query\t'In the query of the redirect: the default'
fragment\t'In its fragment'
form_post\t'In a form that the browser posts'
jwt\t'As a JWT, in the way that is usual for the response type'
query.jwt\t'As a JWT in the query'
fragment.jwt\t'As a JWT in the fragment'
form_post.jwt\t'As a JWT in a form that the browser posts'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l pkce -d 'Proof Key for Code Exchange' -r -f -a "S256\t'The challenge is the SHA-256 of the verifier'
plain\t'The challenge is the verifier: whoever reads the request can redeem the code'
none\t'No challenge: whoever has the code (and passes for the client) can redeem it'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l set -d 'Change a message just before it is sent: a parameter, or STEP.header.NAME=VALUE; can be repeated' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l unset -d 'Leave something out of a message: a parameter, or STEP.header.NAME; can be repeated' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l response-type -d 'What is to come back; all but `code` send tokens through the browser, and are for old set-ups' -r -f -a "code\t'A code: the tokens come later, directly'
code id_token\t'A code, and an ID token through the browser'
code token\t'A code, and an access token through the browser'
code id_token token\t'A code, and both tokens through the browser'
id_token\t'An ID token through the browser, and nothing else'
id_token token\t'Both tokens through the browser'
token\t'An access token through the browser, and nothing else'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l resource -d 'Where the access token is to be used (RFC 8707): a URI; can be repeated' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l authorization-details -d 'What is to be done, in detail (RFC 9396): a list of JSON objects, or @FILE with one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l claims -d 'Claims asked for one by one (OpenID Connect Core 5.5): a JSON object, or @FILE with one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l acr-values -d 'How the user is to be authenticated: classes between spaces, the best first' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l max-age -d 'How old the login may be, in seconds; then the ID token has to tell when it was' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l prompt -d 'What the server is to ask the user: `none`, or some of `login`, `consent` and `select_account` between spaces' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l login-hint -d 'Who is probably going to log in' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l id-token-hint -d 'An ID token of the one who is to log in' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l ui-locales -d 'The languages of the pages, between spaces, the best first' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l display -d 'How the pages are to be shown: page, popup, touch or wap' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l audience -d 'The API that the access token is for, at servers that do not know --resource' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l param -d 'Any other parameter of the authorization request; can be repeated' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l then -d 'Use the tokens afterwards, in this order: repeat it, or separate the words by commas' -r -f -a "refresh\t'Trade the refresh token for new tokens'
userinfo\t'Fetch the claims of the user'
introspect\t'Ask the server what a token is worth'
call\t'Use the access token at a resource'
revoke\t'Have a token declared dead, and see that it is'
logout\t'End the session at the provider, in the browser'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l call -d 'The resource of `--then call` [default: the userinfo endpoint]' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l token -d 'The token of `--then introspect` [default: `access_token`] and `--then revoke` [default: `refresh_token`, if there is one]' -r -f -a "access_token\t'The access token'
refresh_token\t'The refresh token'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l client-name -d 'The name of the client that people see [default: oauth-flow]' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l initial-access-token-file -d 'Read the token that allows to register from this file (`-`: standard input); or `OAUTH_FLOW_INITIAL_ACCESS_TOKEN`' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l issuer -d 'The issuer to compare with, where the endpoints are given' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l issuer-template -d 'What the metadata of many tenants may name as issuer instead, with `{tenantid}` for the tenant; the ID token names it in tid' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l domain -d 'The domain at a known provider that gives each customer one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l tenant -d 'The tenant, realm or user pool at a known provider' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l authorization-endpoint -d 'The authorization endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l token-endpoint -d 'The token endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l userinfo-endpoint -d 'The userinfo endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l jwks-uri -d 'The key set, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l par-endpoint -d 'Where the request is pushed to, instead of the discovered endpoint' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l clock-skew -d 'How far clocks may differ, in seconds' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l introspection-endpoint -d 'The introspection endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l revocation-endpoint -d 'The revocation endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l end-session-endpoint -d 'The endpoint that ends a session, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l device-authorization-endpoint -d 'The device authorization endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l registration-endpoint -d 'The registration endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l ca-cert -d 'Trust the authorities of this PEM file as well' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l cert -d 'The client\'s certificate for mutual TLS, in a PEM file; its private key in the same file, or by --key' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l resolve -d 'Reach this server at this address, and without a proxy: repeat it, or separate them by spaces' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l proxy -d 'Reach https servers beyond this machine through this proxy: http, https, socks5 or socks5h [default: the one of the environment]' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l connect-timeout -d 'How long a connection may take, in seconds' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l max-time -d 'How long one request may take in all, in seconds' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l agent -d 'Who signs in [default of login: a person in a browser; of check: forms where a user is named, else nobody]' -r -f -a "browser\t'A person, in a browser'
forms\t'This program: it reads the forms and fills them in'
webdriver\t'A browser that is driven, for pages that need JavaScript'
command\t'A program of yours, given the URL'
none\t'Nobody'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l username -d 'The user that an agent signs in as' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l password-file -d 'Read the user\'s password from this file (`-`: standard input); or `OAUTH_FLOW_PASSWORD`' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l password -d 'The password, for files of settings alone' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l totp-secret-file -d 'Read what makes one-time codes from this file (RFC 6238; base32 or an otpauth URI); or `OAUTH_FLOW_TOTP_SECRET`' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l totp-secret -d 'What makes one-time codes, for files of settings alone' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l agent-command -d 'A program that signs in, with its words; no shell runs' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l webdriver -d 'Where a `WebDriver` listens [default: a chromedriver that is started for the run]' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l hint -d 'What is where on an unusual page: username, password, totp, submit or consent=CSS, or host=HOST; can be repeated' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l screenshot -d 'Where a driven browser puts a picture of the page at which it could not go on' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l browser -d 'Open the URL with this command; it replaces `%s` or is appended; no shell runs' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l as -d 'Let a robot sign in at the practice provider, as alice or bob' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l timeout -d 'How long the answer is awaited, in seconds' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l print -d 'Print one value on standard output' -r -f -a "access_token\t'The access token'
id_token\t'The ID token'
refresh_token\t'The refresh token'
code\t'The authorization code'
code_verifier\t'The code verifier'
header\t'`Authorization: Bearer …`, for curl -H'
claims\t'The claims of the ID token, as JSON'
answer\t'The content of the last answer: of a resource, of introspection, of a registration'
client_id\t'The id of the client, where one was registered'
client_secret\t'Its secret'
registration_access_token\t'The token that changes or deletes its registration'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l trace -d 'Save the record of the run to this file, masked unless --reveal is given; also of a run that failed' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l har -d 'Save the messages of the run as HAR 1.2, for the tools that read what browsers capture; masked unless --reveal is given; also of a run that failed' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l report -d 'Save a report of the run for people, always masked: .html is one page with a diagram of who sent what, .md is Markdown, .mmd is a Mermaid diagram, .json and .txt are what --json and the story tell; also of a run that failed' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l client-secret-stdin -d 'Read the client secret from standard input'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l public -d 'A public client: it has no secret'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l dpop -d 'Bind the tokens to a key made for this run, so that a stolen one is worth nothing (RFC 9449)'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l no-dpop-jkt -d 'Leave the code unbound: no `dpop_jkt` in the request'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l no-state -d 'Send no state: weakens the login, to see what the provider does'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l no-nonce -d 'Send no nonce: weakens the login, to see what the provider does'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l par -d 'Hand the request to the server directly first (RFC 9126) [default: where the metadata requires it]'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l no-par -d 'Never do so, whatever the metadata requires'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l request-object -d 'Sign the request (RFC 9101): with --key, else with the client secret'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l strict -d 'Refuse also what is only odd: an answer without `iss`, or with one that nobody promised (RFC 9207 2.4)'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l prove -d 'Measure after a login that worked which of secret and verifier the provider really demands, and say so in the last panel; sends wrong credentials on purpose, see `oauth-flow prove`'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l register -d 'Register a client first, and delete it afterwards (RFC 7591, RFC 7592)'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l keep-registration -d 'Leave the registered client alive'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l insecure-tls -d 'Take any certificate of a server: whoever stands between can read and change everything'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l allow-http -d 'Speak plain http beyond this machine: everything can be read on the way'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l no-proxy -d 'Use no proxy, whatever the environment says'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l no-browser -d 'Open no browser: somebody opens the URL that is shown'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l run -d 'Do not stop at each message'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l no-lessons -d 'Leave out the sentences that explain each step'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l json -d 'Print the whole run as one JSON document on standard output'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -l reveal -d 'Mask nothing, not even the client secret'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand login" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l suite -d 'How much is looked at' -r -f -a "smoke\t'Documents, everything that takes no user, one login and one code'
full\t'Everything that does not have to wait'
slow\t'What has to wait for something to expire as well'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l profile -d 'Whose demands count' -r -f -a "rfc6749\t'RFC 6749 and its extensions'
bcp\t'RFC 9700, the best current practice'
oauth21\t'OAuth 2.1'
oidc\t'`OpenID` Connect Core'
fapi2\t'FAPI 2.0 Security Profile'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l only -d 'These checks only, by id or with stars: repeat it, or separate them by commas' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l skip -d 'Not these checks, by id or with stars: repeat it, or separate them by commas' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l max-logins -d 'So often somebody may have to sign in' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l jobs -d 'So many are checked at the same time' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l deadline -d 'Each may take so many seconds; what is known by then is kept [default: 600, and 3600 with --suite slow]' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l partition -d 'Check this part of them only: 2/5, or 5 where the CI engine says which part this is; sorted by name, each fifth is in the same part [default with --all: as the CI engine says]' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l watch -d 'Check again and again, begun every so often (30s, 5m, 1h), until it is interrupted; what changes is told' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l repeat -d 'Check so many times; checks that do not come out the same each time are named' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l metrics -d 'Tell counts and latencies at this loopback address, as Prometheus reads them: 127.0.0.1:9464, for example' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l client-id -d 'The app\'s user name at the provider' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l client-secret -d 'The app\'s password; better by file, standard input or environment, since arguments are seen by every process' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l client-secret-file -d 'Read the client secret from this file' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l auth-method -d 'How the client proves itself at the token endpoint [default: chosen from the metadata]' -r -f -a "none\t'Not at all: a public client'
client_secret_basic\t'HTTP Basic'
client_secret_post\t'In the form body'
client_secret_jwt\t'A JWT with an HMAC by the secret, which itself stays at home'
private_key_jwt\t'A JWT signed with the client\'s private key'
tls_client_auth\t'A certificate whose subject the server knows'
self_signed_tls_client_auth\t'A certificate that the server knows itself'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l basic-encoding -d 'How id and secret are written into the Basic header' -r -f -a "form\t'Form-encoded, as RFC 6749 2.3.1 wants it'
raw\t'As they are, for servers that do not decode'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l second-client-id -d 'A second client, to see that it is not given what belongs to the first' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l second-client-secret -d 'Its secret; better by file or environment, since arguments are seen by every process' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l second-client-secret-file -d 'Read its secret from this file' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l second-redirect-uri -d 'Its redirect URI [default: the one of the first]' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l native-client-id -d 'A public client with a loopback redirect URI, as programs on a desktop are' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l native-redirect-uri -d 'Its redirect URI [default: `http://127.0.0.1:8400/callback`]' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l resource-url -d 'An API that takes the access tokens [default: userinfo]' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l key -d 'The client\'s private key (PEM or JWK): it signs assertions and request objects, and belongs to --cert' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l key-alg -d 'The algorithm that it signs with [default: what the key says, or the usual one of its kind]' -r -f -a "RS256\t''
RS384\t''
RS512\t''
PS256\t''
PS384\t''
PS512\t''
ES256\t''
ES384\t''
EdDSA\t''"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l assertion-audience -d 'Whom an assertion names as its audience; newer rules want the issuer, older servers their token endpoint' -r -f -a "issuer\t'The issuer, so that no other server can take it for its own'
token-endpoint\t'The token endpoint, as many servers still want it'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l dpop-key -d 'Bind them to this private key (PEM or JWK) instead' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l dpop-alg -d 'The algorithm of the proofs [default: ES256, or what the key says]' -r -f -a "RS256\t''
RS384\t''
RS512\t''
PS256\t''
PS384\t''
PS512\t''
ES256\t''
ES384\t''
EdDSA\t''"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l redirect-uri -d 'Where the answers are to go; registered at the provider exactly like this [default: `http://127.0.0.1:8400/callback`]' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l scope -d 'The scopes: repeat it, or separate them by spaces [default: openid, where the provider speaks OpenID Connect]' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l response-type -d 'What is to come back; all but `code` send tokens through the browser, and are for old set-ups' -r -f -a "code\t'A code: the tokens come later, directly'
code id_token\t'A code, and an ID token through the browser'
code token\t'A code, and an access token through the browser'
code id_token token\t'A code, and both tokens through the browser'
id_token\t'An ID token through the browser, and nothing else'
id_token token\t'Both tokens through the browser'
token\t'An access token through the browser, and nothing else'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l resource -d 'Where the access token is to be used (RFC 8707): a URI; can be repeated' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l authorization-details -d 'What is to be done, in detail (RFC 9396): a list of JSON objects, or @FILE with one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l claims -d 'Claims asked for one by one (OpenID Connect Core 5.5): a JSON object, or @FILE with one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l acr-values -d 'How the user is to be authenticated: classes between spaces, the best first' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l max-age -d 'How old the login may be, in seconds; then the ID token has to tell when it was' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l prompt -d 'What the server is to ask the user: `none`, or some of `login`, `consent` and `select_account` between spaces' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l login-hint -d 'Who is probably going to log in' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l id-token-hint -d 'An ID token of the one who is to log in' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l ui-locales -d 'The languages of the pages, between spaces, the best first' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l display -d 'How the pages are to be shown: page, popup, touch or wap' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l audience -d 'The API that the access token is for, at servers that do not know --resource' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l param -d 'Any other parameter of the authorization request; can be repeated' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l agent -d 'Who signs in [default of login: a person in a browser; of check: forms where a user is named, else nobody]' -r -f -a "browser\t'A person, in a browser'
forms\t'This program: it reads the forms and fills them in'
webdriver\t'A browser that is driven, for pages that need JavaScript'
command\t'A program of yours, given the URL'
none\t'Nobody'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l username -d 'The user that an agent signs in as' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l password-file -d 'Read the user\'s password from this file (`-`: standard input); or `OAUTH_FLOW_PASSWORD`' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l password -d 'The password, for files of settings alone' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l totp-secret-file -d 'Read what makes one-time codes from this file (RFC 6238; base32 or an otpauth URI); or `OAUTH_FLOW_TOTP_SECRET`' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l totp-secret -d 'What makes one-time codes, for files of settings alone' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l agent-command -d 'A program that signs in, with its words; no shell runs' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l webdriver -d 'Where a `WebDriver` listens [default: a chromedriver that is started for the run]' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l hint -d 'What is where on an unusual page: username, password, totp, submit or consent=CSS, or host=HOST; can be repeated' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l screenshot -d 'Where a driven browser puts a picture of the page at which it could not go on' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l as -d 'A robot signs in at the practice provider, as alice or bob' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l issuer -d 'The issuer to compare with, where the endpoints are given' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l issuer-template -d 'What the metadata of many tenants may name as issuer instead, with `{tenantid}` for the tenant; the ID token names it in tid' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l domain -d 'The domain at a known provider that gives each customer one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l tenant -d 'The tenant, realm or user pool at a known provider' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l authorization-endpoint -d 'The authorization endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l token-endpoint -d 'The token endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l userinfo-endpoint -d 'The userinfo endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l jwks-uri -d 'The key set, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l par-endpoint -d 'Where the request is pushed to, instead of the discovered endpoint' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l clock-skew -d 'How far clocks may differ, in seconds' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l introspection-endpoint -d 'The introspection endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l revocation-endpoint -d 'The revocation endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l end-session-endpoint -d 'The endpoint that ends a session, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l device-authorization-endpoint -d 'The device authorization endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l registration-endpoint -d 'The registration endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l ca-cert -d 'Trust the authorities of this PEM file as well' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l cert -d 'The client\'s certificate for mutual TLS, in a PEM file; its private key in the same file, or by --key' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l resolve -d 'Reach this server at this address, and without a proxy: repeat it, or separate them by spaces' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l proxy -d 'Reach https servers beyond this machine through this proxy: http, https, socks5 or socks5h [default: the one of the environment]' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l connect-timeout -d 'How long a connection may take, in seconds' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l max-time -d 'How long one request may take in all, in seconds' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l report -d 'Save the report as JSON: for `--baseline`, and for programs; `-` is standard output' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l junit -d 'Save the report as `JUnit` XML; `-` is standard output' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l sarif -d 'Save the report as SARIF 2.1.0; `-` is standard output' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l markdown -d 'Save the report as Markdown; `-` is standard output' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l html -d 'Save the report as one HTML page that needs nothing else; `-` is standard output' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l baseline -d 'Count only what is not in this earlier report, saved by `--report` or `--json`' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l list -d 'List the checks that are wanted, and send nothing'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l intrusive -d 'Put real secrets also where they land in logs'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l all -d 'Check every profile of the project\'s oauth-flow.toml, or of your own where there is no project'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l client-secret-stdin -d 'Read the client secret from standard input'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l public -d 'A public client: it has no secret'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l dpop -d 'Bind the tokens to a key made for this run, so that a stolen one is worth nothing (RFC 9449)'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l no-dpop-jkt -d 'Leave the code unbound: no `dpop_jkt` in the request'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l par -d 'Hand the request to the server directly first (RFC 9126) [default: where the metadata requires it]'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l no-par -d 'Never do so, whatever the metadata requires'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l request-object -d 'Sign the request (RFC 9101): with --key, else with the client secret'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l insecure-tls -d 'Take any certificate of a server: whoever stands between can read and change everything'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l allow-http -d 'Speak plain http beyond this machine: everything can be read on the way'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l no-proxy -d 'Use no proxy, whatever the environment says'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l verbose -d 'Tell everything: every check, and every message of it'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l json -d 'Print the report as JSON on standard output'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l no-github -d 'Tell GitHub nothing, also where `GITHUB_ACTIONS` is set: no annotations, no summary of the job'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -l strict -d 'Count warnings as well, and what stayed inconclusive'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and not __fish_seen_subcommand_from merge" -a "merge" -d 'Join the JSON reports of several runs, and give them out as one'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and __fish_seen_subcommand_from merge" -l report -d 'Save the report as JSON: for `--baseline`, and for programs; `-` is standard output' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and __fish_seen_subcommand_from merge" -l junit -d 'Save the report as `JUnit` XML; `-` is standard output' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and __fish_seen_subcommand_from merge" -l sarif -d 'Save the report as SARIF 2.1.0; `-` is standard output' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and __fish_seen_subcommand_from merge" -l markdown -d 'Save the report as Markdown; `-` is standard output' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and __fish_seen_subcommand_from merge" -l html -d 'Save the report as one HTML page that needs nothing else; `-` is standard output' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and __fish_seen_subcommand_from merge" -l baseline -d 'Count only what is not in this earlier report, saved by `--report` or `--json`' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and __fish_seen_subcommand_from merge" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and __fish_seen_subcommand_from merge" -l strict -d 'Count warnings as well, and what stayed inconclusive'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and __fish_seen_subcommand_from merge" -l verbose -d 'Tell everything: every check, and every message of it'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and __fish_seen_subcommand_from merge" -l json -d 'Print the report as JSON on standard output'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and __fish_seen_subcommand_from merge" -l no-github -d 'Tell GitHub nothing, also where `GITHUB_ACTIONS` is set: no annotations, no summary of the job'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand check; and __fish_seen_subcommand_from merge" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand prove" -l client-id -d 'The app\'s user name at the provider' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand prove" -l client-secret -d 'The app\'s password; better by file, standard input or environment, since arguments are seen by every process' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand prove" -l client-secret-file -d 'Read the client secret from this file' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand prove" -l auth-method -d 'How the client proves itself at the token endpoint [default: chosen from the metadata]' -r -f -a "none\t'Not at all: a public client'
client_secret_basic\t'HTTP Basic'
client_secret_post\t'In the form body'
client_secret_jwt\t'A JWT with an HMAC by the secret, which itself stays at home'
private_key_jwt\t'A JWT signed with the client\'s private key'
tls_client_auth\t'A certificate whose subject the server knows'
self_signed_tls_client_auth\t'A certificate that the server knows itself'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand prove" -l basic-encoding -d 'How id and secret are written into the Basic header' -r -f -a "form\t'Form-encoded, as RFC 6749 2.3.1 wants it'
raw\t'As they are, for servers that do not decode'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand prove" -l key -d 'The client\'s private key (PEM or JWK): it signs assertions and request objects, and belongs to --cert' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand prove" -l key-alg -d 'The algorithm that it signs with [default: what the key says, or the usual one of its kind]' -r -f -a "RS256\t''
RS384\t''
RS512\t''
PS256\t''
PS384\t''
PS512\t''
ES256\t''
ES384\t''
EdDSA\t''"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand prove" -l assertion-audience -d 'Whom an assertion names as its audience; newer rules want the issuer, older servers their token endpoint' -r -f -a "issuer\t'The issuer, so that no other server can take it for its own'
token-endpoint\t'The token endpoint, as many servers still want it'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand prove" -l dpop-key -d 'Bind them to this private key (PEM or JWK) instead' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand prove" -l dpop-alg -d 'The algorithm of the proofs [default: ES256, or what the key says]' -r -f -a "RS256\t''
RS384\t''
RS512\t''
PS256\t''
PS384\t''
PS512\t''
ES256\t''
ES384\t''
EdDSA\t''"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand prove" -l redirect-uri -d 'Where the answers are to go; registered at the provider exactly like this [default: `http://127.0.0.1:8400/callback`]' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand prove" -l scope -d 'The scopes: repeat it, or separate them by spaces [default: openid, where the provider speaks OpenID Connect]' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand prove" -l response-type -d 'What is to come back; all but `code` send tokens through the browser, and are for old set-ups' -r -f -a "code\t'A code: the tokens come later, directly'
code id_token\t'A code, and an ID token through the browser'
code token\t'A code, and an access token through the browser'
code id_token token\t'A code, and both tokens through the browser'
id_token\t'An ID token through the browser, and nothing else'
id_token token\t'Both tokens through the browser'
token\t'An access token through the browser, and nothing else'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand prove" -l resource -d 'Where the access token is to be used (RFC 8707): a URI; can be repeated' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand prove" -l authorization-details -d 'What is to be done, in detail (RFC 9396): a list of JSON objects, or @FILE with one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand prove" -l claims -d 'Claims asked for one by one (OpenID Connect Core 5.5): a JSON object, or @FILE with one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand prove" -l acr-values -d 'How the user is to be authenticated: classes between spaces, the best first' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand prove" -l max-age -d 'How old the login may be, in seconds; then the ID token has to tell when it was' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand prove" -l prompt -d 'What the server is to ask the user: `none`, or some of `login`, `consent` and `select_account` between spaces' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand prove" -l login-hint -d 'Who is probably going to log in' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand prove" -l id-token-hint -d 'An ID token of the one who is to log in' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand prove" -l ui-locales -d 'The languages of the pages, between spaces, the best first' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand prove" -l display -d 'How the pages are to be shown: page, popup, touch or wap' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand prove" -l audience -d 'The API that the access token is for, at servers that do not know --resource' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand prove" -l param -d 'Any other parameter of the authorization request; can be repeated' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand prove" -l agent -d 'Who signs in [default of login: a person in a browser; of check: forms where a user is named, else nobody]' -r -f -a "browser\t'A person, in a browser'
forms\t'This program: it reads the forms and fills them in'
webdriver\t'A browser that is driven, for pages that need JavaScript'
command\t'A program of yours, given the URL'
none\t'Nobody'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand prove" -l username -d 'The user that an agent signs in as' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand prove" -l password-file -d 'Read the user\'s password from this file (`-`: standard input); or `OAUTH_FLOW_PASSWORD`' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand prove" -l password -d 'The password, for files of settings alone' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand prove" -l totp-secret-file -d 'Read what makes one-time codes from this file (RFC 6238; base32 or an otpauth URI); or `OAUTH_FLOW_TOTP_SECRET`' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand prove" -l totp-secret -d 'What makes one-time codes, for files of settings alone' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand prove" -l agent-command -d 'A program that signs in, with its words; no shell runs' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand prove" -l webdriver -d 'Where a `WebDriver` listens [default: a chromedriver that is started for the run]' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand prove" -l hint -d 'What is where on an unusual page: username, password, totp, submit or consent=CSS, or host=HOST; can be repeated' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand prove" -l screenshot -d 'Where a driven browser puts a picture of the page at which it could not go on' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand prove" -l as -d 'A robot signs in at the practice provider, as alice or bob' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand prove" -l max-logins -d 'So often somebody may have to sign in' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand prove" -l deadline -d 'It may take so many seconds; what is known by then is kept [default: 600]' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand prove" -l issuer -d 'The issuer to compare with, where the endpoints are given' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand prove" -l issuer-template -d 'What the metadata of many tenants may name as issuer instead, with `{tenantid}` for the tenant; the ID token names it in tid' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand prove" -l domain -d 'The domain at a known provider that gives each customer one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand prove" -l tenant -d 'The tenant, realm or user pool at a known provider' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand prove" -l authorization-endpoint -d 'The authorization endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand prove" -l token-endpoint -d 'The token endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand prove" -l userinfo-endpoint -d 'The userinfo endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand prove" -l jwks-uri -d 'The key set, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand prove" -l par-endpoint -d 'Where the request is pushed to, instead of the discovered endpoint' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand prove" -l clock-skew -d 'How far clocks may differ, in seconds' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand prove" -l introspection-endpoint -d 'The introspection endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand prove" -l revocation-endpoint -d 'The revocation endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand prove" -l end-session-endpoint -d 'The endpoint that ends a session, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand prove" -l device-authorization-endpoint -d 'The device authorization endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand prove" -l registration-endpoint -d 'The registration endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand prove" -l ca-cert -d 'Trust the authorities of this PEM file as well' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand prove" -l cert -d 'The client\'s certificate for mutual TLS, in a PEM file; its private key in the same file, or by --key' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand prove" -l resolve -d 'Reach this server at this address, and without a proxy: repeat it, or separate them by spaces' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand prove" -l proxy -d 'Reach https servers beyond this machine through this proxy: http, https, socks5 or socks5h [default: the one of the environment]' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand prove" -l connect-timeout -d 'How long a connection may take, in seconds' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand prove" -l max-time -d 'How long one request may take in all, in seconds' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand prove" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand prove" -l client-secret-stdin -d 'Read the client secret from standard input'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand prove" -l public -d 'A public client: it has no secret'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand prove" -l dpop -d 'Bind the tokens to a key made for this run, so that a stolen one is worth nothing (RFC 9449)'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand prove" -l no-dpop-jkt -d 'Leave the code unbound: no `dpop_jkt` in the request'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand prove" -l par -d 'Hand the request to the server directly first (RFC 9126) [default: where the metadata requires it]'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand prove" -l no-par -d 'Never do so, whatever the metadata requires'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand prove" -l request-object -d 'Sign the request (RFC 9101): with --key, else with the client secret'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand prove" -l strict -d 'Refuse also what is only odd: an answer without `iss`, or with one that nobody promised (RFC 9207 2.4)'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand prove" -l insecure-tls -d 'Take any certificate of a server: whoever stands between can read and change everything'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand prove" -l allow-http -d 'Speak plain http beyond this machine: everything can be read on the way'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand prove" -l no-proxy -d 'Use no proxy, whatever the environment says'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand prove" -l verbose -d 'Tell every message as well'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand prove" -l json -d 'Print the measurement as JSON on standard output'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand prove" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand device" -l scope -d 'The scopes: repeat it, or separate them by spaces' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand device" -l client-id -d 'The app\'s user name at the provider' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand device" -l client-secret -d 'The app\'s password; better by file, standard input or environment, since arguments are seen by every process' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand device" -l client-secret-file -d 'Read the client secret from this file' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand device" -l auth-method -d 'How the client proves itself at the token endpoint [default: chosen from the metadata]' -r -f -a "none\t'Not at all: a public client'
client_secret_basic\t'HTTP Basic'
client_secret_post\t'In the form body'
client_secret_jwt\t'A JWT with an HMAC by the secret, which itself stays at home'
private_key_jwt\t'A JWT signed with the client\'s private key'
tls_client_auth\t'A certificate whose subject the server knows'
self_signed_tls_client_auth\t'A certificate that the server knows itself'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand device" -l basic-encoding -d 'How id and secret are written into the Basic header' -r -f -a "form\t'Form-encoded, as RFC 6749 2.3.1 wants it'
raw\t'As they are, for servers that do not decode'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand device" -l key -d 'The client\'s private key (PEM or JWK): it signs assertions and request objects, and belongs to --cert' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand device" -l key-alg -d 'The algorithm that it signs with [default: what the key says, or the usual one of its kind]' -r -f -a "RS256\t''
RS384\t''
RS512\t''
PS256\t''
PS384\t''
PS512\t''
ES256\t''
ES384\t''
EdDSA\t''"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand device" -l assertion-audience -d 'Whom an assertion names as its audience; newer rules want the issuer, older servers their token endpoint' -r -f -a "issuer\t'The issuer, so that no other server can take it for its own'
token-endpoint\t'The token endpoint, as many servers still want it'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand device" -l dpop-key -d 'Bind them to this private key (PEM or JWK) instead' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand device" -l dpop-alg -d 'The algorithm of the proofs [default: ES256, or what the key says]' -r -f -a "RS256\t''
RS384\t''
RS512\t''
PS256\t''
PS384\t''
PS512\t''
ES256\t''
ES384\t''
EdDSA\t''"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand device" -l set -d 'Change a message just before it is sent: a parameter, or STEP.header.NAME=VALUE; can be repeated' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand device" -l unset -d 'Leave something out of a message: a parameter, or STEP.header.NAME; can be repeated' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand device" -l then -d 'Use the tokens afterwards, in this order: repeat it, or separate the words by commas' -r -f -a "refresh\t'Trade the refresh token for new tokens'
userinfo\t'Fetch the claims of the user'
introspect\t'Ask the server what a token is worth'
call\t'Use the access token at a resource'
revoke\t'Have a token declared dead, and see that it is'
logout\t'End the session at the provider, in the browser'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand device" -l call -d 'The resource of `--then call` [default: the userinfo endpoint]' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand device" -l token -d 'The token of `--then introspect` [default: `access_token`] and `--then revoke` [default: `refresh_token`, if there is one]' -r -f -a "access_token\t'The access token'
refresh_token\t'The refresh token'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand device" -l issuer -d 'The issuer to compare with, where the endpoints are given' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand device" -l issuer-template -d 'What the metadata of many tenants may name as issuer instead, with `{tenantid}` for the tenant; the ID token names it in tid' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand device" -l domain -d 'The domain at a known provider that gives each customer one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand device" -l tenant -d 'The tenant, realm or user pool at a known provider' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand device" -l authorization-endpoint -d 'The authorization endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand device" -l token-endpoint -d 'The token endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand device" -l userinfo-endpoint -d 'The userinfo endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand device" -l jwks-uri -d 'The key set, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand device" -l par-endpoint -d 'Where the request is pushed to, instead of the discovered endpoint' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand device" -l clock-skew -d 'How far clocks may differ, in seconds' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand device" -l introspection-endpoint -d 'The introspection endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand device" -l revocation-endpoint -d 'The revocation endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand device" -l end-session-endpoint -d 'The endpoint that ends a session, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand device" -l device-authorization-endpoint -d 'The device authorization endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand device" -l registration-endpoint -d 'The registration endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand device" -l ca-cert -d 'Trust the authorities of this PEM file as well' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand device" -l cert -d 'The client\'s certificate for mutual TLS, in a PEM file; its private key in the same file, or by --key' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand device" -l resolve -d 'Reach this server at this address, and without a proxy: repeat it, or separate them by spaces' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand device" -l proxy -d 'Reach https servers beyond this machine through this proxy: http, https, socks5 or socks5h [default: the one of the environment]' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand device" -l connect-timeout -d 'How long a connection may take, in seconds' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand device" -l max-time -d 'How long one request may take in all, in seconds' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand device" -l print -d 'Print one value on standard output' -r -f -a "access_token\t'The access token'
id_token\t'The ID token'
refresh_token\t'The refresh token'
code\t'The authorization code'
code_verifier\t'The code verifier'
header\t'`Authorization: Bearer …`, for curl -H'
claims\t'The claims of the ID token, as JSON'
answer\t'The content of the last answer: of a resource, of introspection, of a registration'
client_id\t'The id of the client, where one was registered'
client_secret\t'Its secret'
registration_access_token\t'The token that changes or deletes its registration'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand device" -l trace -d 'Save the record of the run to this file, masked unless --reveal is given; also of a run that failed' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand device" -l har -d 'Save the messages of the run as HAR 1.2, for the tools that read what browsers capture; masked unless --reveal is given; also of a run that failed' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand device" -l report -d 'Save a report of the run for people, always masked: .html is one page with a diagram of who sent what, .md is Markdown, .mmd is a Mermaid diagram, .json and .txt are what --json and the story tell; also of a run that failed' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand device" -l as -d 'Let a robot type the code at the practice provider, as alice or bob' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand device" -l timeout -d 'How long the user is awaited, in seconds' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand device" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand device" -l client-secret-stdin -d 'Read the client secret from standard input'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand device" -l public -d 'A public client: it has no secret'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand device" -l dpop -d 'Bind the tokens to a key made for this run, so that a stolen one is worth nothing (RFC 9449)'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand device" -l no-dpop-jkt -d 'Leave the code unbound: no `dpop_jkt` in the request'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand device" -l insecure-tls -d 'Take any certificate of a server: whoever stands between can read and change everything'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand device" -l allow-http -d 'Speak plain http beyond this machine: everything can be read on the way'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand device" -l no-proxy -d 'Use no proxy, whatever the environment says'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand device" -l run -d 'Do not stop at each message'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand device" -l no-lessons -d 'Leave out the sentences that explain each step'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand device" -l json -d 'Print the whole run as one JSON document on standard output'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand device" -l reveal -d 'Mask nothing, not even the client secret'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand device" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand client-credentials" -l scope -d 'The scopes: repeat it, or separate them by spaces' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand client-credentials" -l client-id -d 'The app\'s user name at the provider' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand client-credentials" -l client-secret -d 'The app\'s password; better by file, standard input or environment, since arguments are seen by every process' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand client-credentials" -l client-secret-file -d 'Read the client secret from this file' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand client-credentials" -l auth-method -d 'How the client proves itself at the token endpoint [default: chosen from the metadata]' -r -f -a "none\t'Not at all: a public client'
client_secret_basic\t'HTTP Basic'
client_secret_post\t'In the form body'
client_secret_jwt\t'A JWT with an HMAC by the secret, which itself stays at home'
private_key_jwt\t'A JWT signed with the client\'s private key'
tls_client_auth\t'A certificate whose subject the server knows'
self_signed_tls_client_auth\t'A certificate that the server knows itself'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand client-credentials" -l basic-encoding -d 'How id and secret are written into the Basic header' -r -f -a "form\t'Form-encoded, as RFC 6749 2.3.1 wants it'
raw\t'As they are, for servers that do not decode'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand client-credentials" -l key -d 'The client\'s private key (PEM or JWK): it signs assertions and request objects, and belongs to --cert' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand client-credentials" -l key-alg -d 'The algorithm that it signs with [default: what the key says, or the usual one of its kind]' -r -f -a "RS256\t''
RS384\t''
RS512\t''
PS256\t''
PS384\t''
PS512\t''
ES256\t''
ES384\t''
EdDSA\t''"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand client-credentials" -l assertion-audience -d 'Whom an assertion names as its audience; newer rules want the issuer, older servers their token endpoint' -r -f -a "issuer\t'The issuer, so that no other server can take it for its own'
token-endpoint\t'The token endpoint, as many servers still want it'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand client-credentials" -l dpop-key -d 'Bind them to this private key (PEM or JWK) instead' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand client-credentials" -l dpop-alg -d 'The algorithm of the proofs [default: ES256, or what the key says]' -r -f -a "RS256\t''
RS384\t''
RS512\t''
PS256\t''
PS384\t''
PS512\t''
ES256\t''
ES384\t''
EdDSA\t''"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand client-credentials" -l set -d 'Change a message just before it is sent: a parameter, or STEP.header.NAME=VALUE; can be repeated' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand client-credentials" -l unset -d 'Leave something out of a message: a parameter, or STEP.header.NAME; can be repeated' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand client-credentials" -l then -d 'Use the tokens afterwards, in this order: repeat it, or separate the words by commas' -r -f -a "refresh\t'Trade the refresh token for new tokens'
userinfo\t'Fetch the claims of the user'
introspect\t'Ask the server what a token is worth'
call\t'Use the access token at a resource'
revoke\t'Have a token declared dead, and see that it is'
logout\t'End the session at the provider, in the browser'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand client-credentials" -l call -d 'The resource of `--then call` [default: the userinfo endpoint]' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand client-credentials" -l token -d 'The token of `--then introspect` [default: `access_token`] and `--then revoke` [default: `refresh_token`, if there is one]' -r -f -a "access_token\t'The access token'
refresh_token\t'The refresh token'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand client-credentials" -l issuer -d 'The issuer to compare with, where the endpoints are given' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand client-credentials" -l issuer-template -d 'What the metadata of many tenants may name as issuer instead, with `{tenantid}` for the tenant; the ID token names it in tid' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand client-credentials" -l domain -d 'The domain at a known provider that gives each customer one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand client-credentials" -l tenant -d 'The tenant, realm or user pool at a known provider' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand client-credentials" -l authorization-endpoint -d 'The authorization endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand client-credentials" -l token-endpoint -d 'The token endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand client-credentials" -l userinfo-endpoint -d 'The userinfo endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand client-credentials" -l jwks-uri -d 'The key set, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand client-credentials" -l par-endpoint -d 'Where the request is pushed to, instead of the discovered endpoint' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand client-credentials" -l clock-skew -d 'How far clocks may differ, in seconds' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand client-credentials" -l introspection-endpoint -d 'The introspection endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand client-credentials" -l revocation-endpoint -d 'The revocation endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand client-credentials" -l end-session-endpoint -d 'The endpoint that ends a session, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand client-credentials" -l device-authorization-endpoint -d 'The device authorization endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand client-credentials" -l registration-endpoint -d 'The registration endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand client-credentials" -l ca-cert -d 'Trust the authorities of this PEM file as well' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand client-credentials" -l cert -d 'The client\'s certificate for mutual TLS, in a PEM file; its private key in the same file, or by --key' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand client-credentials" -l resolve -d 'Reach this server at this address, and without a proxy: repeat it, or separate them by spaces' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand client-credentials" -l proxy -d 'Reach https servers beyond this machine through this proxy: http, https, socks5 or socks5h [default: the one of the environment]' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand client-credentials" -l connect-timeout -d 'How long a connection may take, in seconds' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand client-credentials" -l max-time -d 'How long one request may take in all, in seconds' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand client-credentials" -l print -d 'Print one value on standard output' -r -f -a "access_token\t'The access token'
id_token\t'The ID token'
refresh_token\t'The refresh token'
code\t'The authorization code'
code_verifier\t'The code verifier'
header\t'`Authorization: Bearer …`, for curl -H'
claims\t'The claims of the ID token, as JSON'
answer\t'The content of the last answer: of a resource, of introspection, of a registration'
client_id\t'The id of the client, where one was registered'
client_secret\t'Its secret'
registration_access_token\t'The token that changes or deletes its registration'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand client-credentials" -l trace -d 'Save the record of the run to this file, masked unless --reveal is given; also of a run that failed' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand client-credentials" -l har -d 'Save the messages of the run as HAR 1.2, for the tools that read what browsers capture; masked unless --reveal is given; also of a run that failed' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand client-credentials" -l report -d 'Save a report of the run for people, always masked: .html is one page with a diagram of who sent what, .md is Markdown, .mmd is a Mermaid diagram, .json and .txt are what --json and the story tell; also of a run that failed' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand client-credentials" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand client-credentials" -l client-secret-stdin -d 'Read the client secret from standard input'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand client-credentials" -l public -d 'A public client: it has no secret'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand client-credentials" -l dpop -d 'Bind the tokens to a key made for this run, so that a stolen one is worth nothing (RFC 9449)'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand client-credentials" -l no-dpop-jkt -d 'Leave the code unbound: no `dpop_jkt` in the request'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand client-credentials" -l insecure-tls -d 'Take any certificate of a server: whoever stands between can read and change everything'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand client-credentials" -l allow-http -d 'Speak plain http beyond this machine: everything can be read on the way'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand client-credentials" -l no-proxy -d 'Use no proxy, whatever the environment says'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand client-credentials" -l run -d 'Do not stop at each message'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand client-credentials" -l no-lessons -d 'Leave out the sentences that explain each step'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand client-credentials" -l json -d 'Print the whole run as one JSON document on standard output'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand client-credentials" -l reveal -d 'Mask nothing, not even the client secret'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand client-credentials" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand exchange" -l scope -d 'The scopes: repeat it, or separate them by spaces' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand exchange" -l client-id -d 'The app\'s user name at the provider' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand exchange" -l client-secret -d 'The app\'s password; better by file, standard input or environment, since arguments are seen by every process' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand exchange" -l client-secret-file -d 'Read the client secret from this file' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand exchange" -l auth-method -d 'How the client proves itself at the token endpoint [default: chosen from the metadata]' -r -f -a "none\t'Not at all: a public client'
client_secret_basic\t'HTTP Basic'
client_secret_post\t'In the form body'
client_secret_jwt\t'A JWT with an HMAC by the secret, which itself stays at home'
private_key_jwt\t'A JWT signed with the client\'s private key'
tls_client_auth\t'A certificate whose subject the server knows'
self_signed_tls_client_auth\t'A certificate that the server knows itself'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand exchange" -l basic-encoding -d 'How id and secret are written into the Basic header' -r -f -a "form\t'Form-encoded, as RFC 6749 2.3.1 wants it'
raw\t'As they are, for servers that do not decode'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand exchange" -l key -d 'The client\'s private key (PEM or JWK): it signs assertions and request objects, and belongs to --cert' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand exchange" -l key-alg -d 'The algorithm that it signs with [default: what the key says, or the usual one of its kind]' -r -f -a "RS256\t''
RS384\t''
RS512\t''
PS256\t''
PS384\t''
PS512\t''
ES256\t''
ES384\t''
EdDSA\t''"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand exchange" -l assertion-audience -d 'Whom an assertion names as its audience; newer rules want the issuer, older servers their token endpoint' -r -f -a "issuer\t'The issuer, so that no other server can take it for its own'
token-endpoint\t'The token endpoint, as many servers still want it'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand exchange" -l dpop-key -d 'Bind them to this private key (PEM or JWK) instead' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand exchange" -l dpop-alg -d 'The algorithm of the proofs [default: ES256, or what the key says]' -r -f -a "RS256\t''
RS384\t''
RS512\t''
PS256\t''
PS384\t''
PS512\t''
ES256\t''
ES384\t''
EdDSA\t''"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand exchange" -l set -d 'Change a message just before it is sent: a parameter, or STEP.header.NAME=VALUE; can be repeated' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand exchange" -l unset -d 'Leave something out of a message: a parameter, or STEP.header.NAME; can be repeated' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand exchange" -l then -d 'Use the tokens afterwards, in this order: repeat it, or separate the words by commas' -r -f -a "refresh\t'Trade the refresh token for new tokens'
userinfo\t'Fetch the claims of the user'
introspect\t'Ask the server what a token is worth'
call\t'Use the access token at a resource'
revoke\t'Have a token declared dead, and see that it is'
logout\t'End the session at the provider, in the browser'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand exchange" -l call -d 'The resource of `--then call` [default: the userinfo endpoint]' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand exchange" -l token -d 'The token of `--then introspect` [default: `access_token`] and `--then revoke` [default: `refresh_token`, if there is one]' -r -f -a "access_token\t'The access token'
refresh_token\t'The refresh token'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand exchange" -l issuer -d 'The issuer to compare with, where the endpoints are given' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand exchange" -l issuer-template -d 'What the metadata of many tenants may name as issuer instead, with `{tenantid}` for the tenant; the ID token names it in tid' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand exchange" -l domain -d 'The domain at a known provider that gives each customer one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand exchange" -l tenant -d 'The tenant, realm or user pool at a known provider' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand exchange" -l authorization-endpoint -d 'The authorization endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand exchange" -l token-endpoint -d 'The token endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand exchange" -l userinfo-endpoint -d 'The userinfo endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand exchange" -l jwks-uri -d 'The key set, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand exchange" -l par-endpoint -d 'Where the request is pushed to, instead of the discovered endpoint' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand exchange" -l clock-skew -d 'How far clocks may differ, in seconds' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand exchange" -l introspection-endpoint -d 'The introspection endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand exchange" -l revocation-endpoint -d 'The revocation endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand exchange" -l end-session-endpoint -d 'The endpoint that ends a session, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand exchange" -l device-authorization-endpoint -d 'The device authorization endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand exchange" -l registration-endpoint -d 'The registration endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand exchange" -l ca-cert -d 'Trust the authorities of this PEM file as well' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand exchange" -l cert -d 'The client\'s certificate for mutual TLS, in a PEM file; its private key in the same file, or by --key' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand exchange" -l resolve -d 'Reach this server at this address, and without a proxy: repeat it, or separate them by spaces' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand exchange" -l proxy -d 'Reach https servers beyond this machine through this proxy: http, https, socks5 or socks5h [default: the one of the environment]' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand exchange" -l connect-timeout -d 'How long a connection may take, in seconds' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand exchange" -l max-time -d 'How long one request may take in all, in seconds' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand exchange" -l print -d 'Print one value on standard output' -r -f -a "access_token\t'The access token'
id_token\t'The ID token'
refresh_token\t'The refresh token'
code\t'The authorization code'
code_verifier\t'The code verifier'
header\t'`Authorization: Bearer …`, for curl -H'
claims\t'The claims of the ID token, as JSON'
answer\t'The content of the last answer: of a resource, of introspection, of a registration'
client_id\t'The id of the client, where one was registered'
client_secret\t'Its secret'
registration_access_token\t'The token that changes or deletes its registration'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand exchange" -l trace -d 'Save the record of the run to this file, masked unless --reveal is given; also of a run that failed' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand exchange" -l har -d 'Save the messages of the run as HAR 1.2, for the tools that read what browsers capture; masked unless --reveal is given; also of a run that failed' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand exchange" -l report -d 'Save a report of the run for people, always masked: .html is one page with a diagram of who sent what, .md is Markdown, .mmd is a Mermaid diagram, .json and .txt are what --json and the story tell; also of a run that failed' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand exchange" -l subject-token-file -d 'Read the token that is traded from this file (`-`: standard input); or `OAUTH_FLOW_SUBJECT_TOKEN`' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand exchange" -l subject-token-type -d 'What kind of token it is: a URI, or the end of one [default: `access_token`]' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand exchange" -l actor-token-file -d 'Read the token of the party that acts from this file (`-`: standard input); or `OAUTH_FLOW_ACTOR_TOKEN`' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand exchange" -l actor-token-type -d 'What kind of token that is [default: `access_token`]' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand exchange" -l requested-token-type -d 'What kind of token is wanted [default: the server decides]' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand exchange" -l audience -d 'Whom the new token is for, by name; can be repeated' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand exchange" -l resource -d 'Whom the new token is for, by address; can be repeated' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand exchange" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand exchange" -l client-secret-stdin -d 'Read the client secret from standard input'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand exchange" -l public -d 'A public client: it has no secret'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand exchange" -l dpop -d 'Bind the tokens to a key made for this run, so that a stolen one is worth nothing (RFC 9449)'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand exchange" -l no-dpop-jkt -d 'Leave the code unbound: no `dpop_jkt` in the request'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand exchange" -l insecure-tls -d 'Take any certificate of a server: whoever stands between can read and change everything'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand exchange" -l allow-http -d 'Speak plain http beyond this machine: everything can be read on the way'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand exchange" -l no-proxy -d 'Use no proxy, whatever the environment says'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand exchange" -l run -d 'Do not stop at each message'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand exchange" -l no-lessons -d 'Leave out the sentences that explain each step'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand exchange" -l json -d 'Print the whole run as one JSON document on standard output'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand exchange" -l reveal -d 'Mask nothing, not even the client secret'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand exchange" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand jwt-bearer" -l scope -d 'The scopes: repeat it, or separate them by spaces' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand jwt-bearer" -l client-id -d 'The app\'s user name at the provider' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand jwt-bearer" -l client-secret -d 'The app\'s password; better by file, standard input or environment, since arguments are seen by every process' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand jwt-bearer" -l client-secret-file -d 'Read the client secret from this file' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand jwt-bearer" -l auth-method -d 'How the client proves itself at the token endpoint [default: chosen from the metadata]' -r -f -a "none\t'Not at all: a public client'
client_secret_basic\t'HTTP Basic'
client_secret_post\t'In the form body'
client_secret_jwt\t'A JWT with an HMAC by the secret, which itself stays at home'
private_key_jwt\t'A JWT signed with the client\'s private key'
tls_client_auth\t'A certificate whose subject the server knows'
self_signed_tls_client_auth\t'A certificate that the server knows itself'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand jwt-bearer" -l basic-encoding -d 'How id and secret are written into the Basic header' -r -f -a "form\t'Form-encoded, as RFC 6749 2.3.1 wants it'
raw\t'As they are, for servers that do not decode'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand jwt-bearer" -l key -d 'The client\'s private key (PEM or JWK): it signs assertions and request objects, and belongs to --cert' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand jwt-bearer" -l key-alg -d 'The algorithm that it signs with [default: what the key says, or the usual one of its kind]' -r -f -a "RS256\t''
RS384\t''
RS512\t''
PS256\t''
PS384\t''
PS512\t''
ES256\t''
ES384\t''
EdDSA\t''"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand jwt-bearer" -l assertion-audience -d 'Whom an assertion names as its audience; newer rules want the issuer, older servers their token endpoint' -r -f -a "issuer\t'The issuer, so that no other server can take it for its own'
token-endpoint\t'The token endpoint, as many servers still want it'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand jwt-bearer" -l dpop-key -d 'Bind them to this private key (PEM or JWK) instead' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand jwt-bearer" -l dpop-alg -d 'The algorithm of the proofs [default: ES256, or what the key says]' -r -f -a "RS256\t''
RS384\t''
RS512\t''
PS256\t''
PS384\t''
PS512\t''
ES256\t''
ES384\t''
EdDSA\t''"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand jwt-bearer" -l set -d 'Change a message just before it is sent: a parameter, or STEP.header.NAME=VALUE; can be repeated' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand jwt-bearer" -l unset -d 'Leave something out of a message: a parameter, or STEP.header.NAME; can be repeated' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand jwt-bearer" -l then -d 'Use the tokens afterwards, in this order: repeat it, or separate the words by commas' -r -f -a "refresh\t'Trade the refresh token for new tokens'
userinfo\t'Fetch the claims of the user'
introspect\t'Ask the server what a token is worth'
call\t'Use the access token at a resource'
revoke\t'Have a token declared dead, and see that it is'
logout\t'End the session at the provider, in the browser'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand jwt-bearer" -l call -d 'The resource of `--then call` [default: the userinfo endpoint]' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand jwt-bearer" -l token -d 'The token of `--then introspect` [default: `access_token`] and `--then revoke` [default: `refresh_token`, if there is one]' -r -f -a "access_token\t'The access token'
refresh_token\t'The refresh token'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand jwt-bearer" -l issuer -d 'The issuer to compare with, where the endpoints are given' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand jwt-bearer" -l issuer-template -d 'What the metadata of many tenants may name as issuer instead, with `{tenantid}` for the tenant; the ID token names it in tid' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand jwt-bearer" -l domain -d 'The domain at a known provider that gives each customer one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand jwt-bearer" -l tenant -d 'The tenant, realm or user pool at a known provider' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand jwt-bearer" -l authorization-endpoint -d 'The authorization endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand jwt-bearer" -l token-endpoint -d 'The token endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand jwt-bearer" -l userinfo-endpoint -d 'The userinfo endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand jwt-bearer" -l jwks-uri -d 'The key set, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand jwt-bearer" -l par-endpoint -d 'Where the request is pushed to, instead of the discovered endpoint' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand jwt-bearer" -l clock-skew -d 'How far clocks may differ, in seconds' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand jwt-bearer" -l introspection-endpoint -d 'The introspection endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand jwt-bearer" -l revocation-endpoint -d 'The revocation endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand jwt-bearer" -l end-session-endpoint -d 'The endpoint that ends a session, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand jwt-bearer" -l device-authorization-endpoint -d 'The device authorization endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand jwt-bearer" -l registration-endpoint -d 'The registration endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand jwt-bearer" -l ca-cert -d 'Trust the authorities of this PEM file as well' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand jwt-bearer" -l cert -d 'The client\'s certificate for mutual TLS, in a PEM file; its private key in the same file, or by --key' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand jwt-bearer" -l resolve -d 'Reach this server at this address, and without a proxy: repeat it, or separate them by spaces' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand jwt-bearer" -l proxy -d 'Reach https servers beyond this machine through this proxy: http, https, socks5 or socks5h [default: the one of the environment]' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand jwt-bearer" -l connect-timeout -d 'How long a connection may take, in seconds' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand jwt-bearer" -l max-time -d 'How long one request may take in all, in seconds' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand jwt-bearer" -l print -d 'Print one value on standard output' -r -f -a "access_token\t'The access token'
id_token\t'The ID token'
refresh_token\t'The refresh token'
code\t'The authorization code'
code_verifier\t'The code verifier'
header\t'`Authorization: Bearer …`, for curl -H'
claims\t'The claims of the ID token, as JSON'
answer\t'The content of the last answer: of a resource, of introspection, of a registration'
client_id\t'The id of the client, where one was registered'
client_secret\t'Its secret'
registration_access_token\t'The token that changes or deletes its registration'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand jwt-bearer" -l trace -d 'Save the record of the run to this file, masked unless --reveal is given; also of a run that failed' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand jwt-bearer" -l har -d 'Save the messages of the run as HAR 1.2, for the tools that read what browsers capture; masked unless --reveal is given; also of a run that failed' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand jwt-bearer" -l report -d 'Save a report of the run for people, always masked: .html is one page with a diagram of who sent what, .md is Markdown, .mmd is a Mermaid diagram, .json and .txt are what --json and the story tell; also of a run that failed' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand jwt-bearer" -l assertion-file -d 'Read the assertion from this file (`-`: standard input); or `OAUTH_FLOW_ASSERTION` [default: made with --key]' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand jwt-bearer" -l subject -d 'Whom an assertion that is made here speaks for [default: the client itself]' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand jwt-bearer" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand jwt-bearer" -l client-secret-stdin -d 'Read the client secret from standard input'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand jwt-bearer" -l public -d 'A public client: it has no secret'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand jwt-bearer" -l dpop -d 'Bind the tokens to a key made for this run, so that a stolen one is worth nothing (RFC 9449)'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand jwt-bearer" -l no-dpop-jkt -d 'Leave the code unbound: no `dpop_jkt` in the request'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand jwt-bearer" -l insecure-tls -d 'Take any certificate of a server: whoever stands between can read and change everything'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand jwt-bearer" -l allow-http -d 'Speak plain http beyond this machine: everything can be read on the way'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand jwt-bearer" -l no-proxy -d 'Use no proxy, whatever the environment says'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand jwt-bearer" -l run -d 'Do not stop at each message'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand jwt-bearer" -l no-lessons -d 'Leave out the sentences that explain each step'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand jwt-bearer" -l json -d 'Print the whole run as one JSON document on standard output'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand jwt-bearer" -l reveal -d 'Mask nothing, not even the client secret'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand jwt-bearer" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand password" -l scope -d 'The scopes: repeat it, or separate them by spaces' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand password" -l client-id -d 'The app\'s user name at the provider' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand password" -l client-secret -d 'The app\'s password; better by file, standard input or environment, since arguments are seen by every process' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand password" -l client-secret-file -d 'Read the client secret from this file' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand password" -l auth-method -d 'How the client proves itself at the token endpoint [default: chosen from the metadata]' -r -f -a "none\t'Not at all: a public client'
client_secret_basic\t'HTTP Basic'
client_secret_post\t'In the form body'
client_secret_jwt\t'A JWT with an HMAC by the secret, which itself stays at home'
private_key_jwt\t'A JWT signed with the client\'s private key'
tls_client_auth\t'A certificate whose subject the server knows'
self_signed_tls_client_auth\t'A certificate that the server knows itself'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand password" -l basic-encoding -d 'How id and secret are written into the Basic header' -r -f -a "form\t'Form-encoded, as RFC 6749 2.3.1 wants it'
raw\t'As they are, for servers that do not decode'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand password" -l key -d 'The client\'s private key (PEM or JWK): it signs assertions and request objects, and belongs to --cert' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand password" -l key-alg -d 'The algorithm that it signs with [default: what the key says, or the usual one of its kind]' -r -f -a "RS256\t''
RS384\t''
RS512\t''
PS256\t''
PS384\t''
PS512\t''
ES256\t''
ES384\t''
EdDSA\t''"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand password" -l assertion-audience -d 'Whom an assertion names as its audience; newer rules want the issuer, older servers their token endpoint' -r -f -a "issuer\t'The issuer, so that no other server can take it for its own'
token-endpoint\t'The token endpoint, as many servers still want it'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand password" -l dpop-key -d 'Bind them to this private key (PEM or JWK) instead' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand password" -l dpop-alg -d 'The algorithm of the proofs [default: ES256, or what the key says]' -r -f -a "RS256\t''
RS384\t''
RS512\t''
PS256\t''
PS384\t''
PS512\t''
ES256\t''
ES384\t''
EdDSA\t''"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand password" -l set -d 'Change a message just before it is sent: a parameter, or STEP.header.NAME=VALUE; can be repeated' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand password" -l unset -d 'Leave something out of a message: a parameter, or STEP.header.NAME; can be repeated' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand password" -l then -d 'Use the tokens afterwards, in this order: repeat it, or separate the words by commas' -r -f -a "refresh\t'Trade the refresh token for new tokens'
userinfo\t'Fetch the claims of the user'
introspect\t'Ask the server what a token is worth'
call\t'Use the access token at a resource'
revoke\t'Have a token declared dead, and see that it is'
logout\t'End the session at the provider, in the browser'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand password" -l call -d 'The resource of `--then call` [default: the userinfo endpoint]' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand password" -l token -d 'The token of `--then introspect` [default: `access_token`] and `--then revoke` [default: `refresh_token`, if there is one]' -r -f -a "access_token\t'The access token'
refresh_token\t'The refresh token'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand password" -l issuer -d 'The issuer to compare with, where the endpoints are given' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand password" -l issuer-template -d 'What the metadata of many tenants may name as issuer instead, with `{tenantid}` for the tenant; the ID token names it in tid' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand password" -l domain -d 'The domain at a known provider that gives each customer one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand password" -l tenant -d 'The tenant, realm or user pool at a known provider' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand password" -l authorization-endpoint -d 'The authorization endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand password" -l token-endpoint -d 'The token endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand password" -l userinfo-endpoint -d 'The userinfo endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand password" -l jwks-uri -d 'The key set, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand password" -l par-endpoint -d 'Where the request is pushed to, instead of the discovered endpoint' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand password" -l clock-skew -d 'How far clocks may differ, in seconds' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand password" -l introspection-endpoint -d 'The introspection endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand password" -l revocation-endpoint -d 'The revocation endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand password" -l end-session-endpoint -d 'The endpoint that ends a session, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand password" -l device-authorization-endpoint -d 'The device authorization endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand password" -l registration-endpoint -d 'The registration endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand password" -l ca-cert -d 'Trust the authorities of this PEM file as well' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand password" -l cert -d 'The client\'s certificate for mutual TLS, in a PEM file; its private key in the same file, or by --key' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand password" -l resolve -d 'Reach this server at this address, and without a proxy: repeat it, or separate them by spaces' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand password" -l proxy -d 'Reach https servers beyond this machine through this proxy: http, https, socks5 or socks5h [default: the one of the environment]' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand password" -l connect-timeout -d 'How long a connection may take, in seconds' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand password" -l max-time -d 'How long one request may take in all, in seconds' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand password" -l print -d 'Print one value on standard output' -r -f -a "access_token\t'The access token'
id_token\t'The ID token'
refresh_token\t'The refresh token'
code\t'The authorization code'
code_verifier\t'The code verifier'
header\t'`Authorization: Bearer …`, for curl -H'
claims\t'The claims of the ID token, as JSON'
answer\t'The content of the last answer: of a resource, of introspection, of a registration'
client_id\t'The id of the client, where one was registered'
client_secret\t'Its secret'
registration_access_token\t'The token that changes or deletes its registration'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand password" -l trace -d 'Save the record of the run to this file, masked unless --reveal is given; also of a run that failed' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand password" -l har -d 'Save the messages of the run as HAR 1.2, for the tools that read what browsers capture; masked unless --reveal is given; also of a run that failed' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand password" -l report -d 'Save a report of the run for people, always masked: .html is one page with a diagram of who sent what, .md is Markdown, .mmd is a Mermaid diagram, .json and .txt are what --json and the story tell; also of a run that failed' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand password" -l username -d 'The user [default at the practice provider: alice]' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand password" -l password-file -d 'Read the password from this file (`-`: standard input); or `OAUTH_FLOW_PASSWORD`, or typed when asked for' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand password" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand password" -l client-secret-stdin -d 'Read the client secret from standard input'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand password" -l public -d 'A public client: it has no secret'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand password" -l dpop -d 'Bind the tokens to a key made for this run, so that a stolen one is worth nothing (RFC 9449)'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand password" -l no-dpop-jkt -d 'Leave the code unbound: no `dpop_jkt` in the request'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand password" -l insecure-tls -d 'Take any certificate of a server: whoever stands between can read and change everything'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand password" -l allow-http -d 'Speak plain http beyond this machine: everything can be read on the way'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand password" -l no-proxy -d 'Use no proxy, whatever the environment says'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand password" -l run -d 'Do not stop at each message'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand password" -l no-lessons -d 'Leave out the sentences that explain each step'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand password" -l json -d 'Print the whole run as one JSON document on standard output'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand password" -l reveal -d 'Mask nothing, not even the client secret'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand password" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand refresh" -l from -d 'Take provider, client and tokens from this record: one that was saved with --trace and --reveal' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand refresh" -l access-token-file -d 'Read the access token from this file (`-`: standard input); or `OAUTH_FLOW_ACCESS_TOKEN`' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand refresh" -l refresh-token-file -d 'Read the refresh token from this file (`-`: standard input); or `OAUTH_FLOW_REFRESH_TOKEN`' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand refresh" -l id-token-file -d 'Read the ID token from this file (`-`: standard input); or `OAUTH_FLOW_ID_TOKEN`' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand refresh" -l token-type -d 'How the access token is presented: Bearer or DPoP [default: Bearer]' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand refresh" -l client-id -d 'The app\'s user name at the provider' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand refresh" -l client-secret -d 'The app\'s password; better by file, standard input or environment, since arguments are seen by every process' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand refresh" -l client-secret-file -d 'Read the client secret from this file' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand refresh" -l auth-method -d 'How the client proves itself at the token endpoint [default: chosen from the metadata]' -r -f -a "none\t'Not at all: a public client'
client_secret_basic\t'HTTP Basic'
client_secret_post\t'In the form body'
client_secret_jwt\t'A JWT with an HMAC by the secret, which itself stays at home'
private_key_jwt\t'A JWT signed with the client\'s private key'
tls_client_auth\t'A certificate whose subject the server knows'
self_signed_tls_client_auth\t'A certificate that the server knows itself'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand refresh" -l basic-encoding -d 'How id and secret are written into the Basic header' -r -f -a "form\t'Form-encoded, as RFC 6749 2.3.1 wants it'
raw\t'As they are, for servers that do not decode'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand refresh" -l key -d 'The client\'s private key (PEM or JWK): it signs assertions and request objects, and belongs to --cert' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand refresh" -l key-alg -d 'The algorithm that it signs with [default: what the key says, or the usual one of its kind]' -r -f -a "RS256\t''
RS384\t''
RS512\t''
PS256\t''
PS384\t''
PS512\t''
ES256\t''
ES384\t''
EdDSA\t''"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand refresh" -l assertion-audience -d 'Whom an assertion names as its audience; newer rules want the issuer, older servers their token endpoint' -r -f -a "issuer\t'The issuer, so that no other server can take it for its own'
token-endpoint\t'The token endpoint, as many servers still want it'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand refresh" -l dpop-key -d 'Bind them to this private key (PEM or JWK) instead' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand refresh" -l dpop-alg -d 'The algorithm of the proofs [default: ES256, or what the key says]' -r -f -a "RS256\t''
RS384\t''
RS512\t''
PS256\t''
PS384\t''
PS512\t''
ES256\t''
ES384\t''
EdDSA\t''"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand refresh" -l set -d 'Change a message just before it is sent: a parameter, or STEP.header.NAME=VALUE; can be repeated' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand refresh" -l unset -d 'Leave something out of a message: a parameter, or STEP.header.NAME; can be repeated' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand refresh" -l issuer -d 'The issuer to compare with, where the endpoints are given' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand refresh" -l issuer-template -d 'What the metadata of many tenants may name as issuer instead, with `{tenantid}` for the tenant; the ID token names it in tid' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand refresh" -l domain -d 'The domain at a known provider that gives each customer one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand refresh" -l tenant -d 'The tenant, realm or user pool at a known provider' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand refresh" -l authorization-endpoint -d 'The authorization endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand refresh" -l token-endpoint -d 'The token endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand refresh" -l userinfo-endpoint -d 'The userinfo endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand refresh" -l jwks-uri -d 'The key set, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand refresh" -l par-endpoint -d 'Where the request is pushed to, instead of the discovered endpoint' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand refresh" -l clock-skew -d 'How far clocks may differ, in seconds' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand refresh" -l introspection-endpoint -d 'The introspection endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand refresh" -l revocation-endpoint -d 'The revocation endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand refresh" -l end-session-endpoint -d 'The endpoint that ends a session, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand refresh" -l device-authorization-endpoint -d 'The device authorization endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand refresh" -l registration-endpoint -d 'The registration endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand refresh" -l ca-cert -d 'Trust the authorities of this PEM file as well' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand refresh" -l cert -d 'The client\'s certificate for mutual TLS, in a PEM file; its private key in the same file, or by --key' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand refresh" -l resolve -d 'Reach this server at this address, and without a proxy: repeat it, or separate them by spaces' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand refresh" -l proxy -d 'Reach https servers beyond this machine through this proxy: http, https, socks5 or socks5h [default: the one of the environment]' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand refresh" -l connect-timeout -d 'How long a connection may take, in seconds' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand refresh" -l max-time -d 'How long one request may take in all, in seconds' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand refresh" -l print -d 'Print one value on standard output' -r -f -a "access_token\t'The access token'
id_token\t'The ID token'
refresh_token\t'The refresh token'
code\t'The authorization code'
code_verifier\t'The code verifier'
header\t'`Authorization: Bearer …`, for curl -H'
claims\t'The claims of the ID token, as JSON'
answer\t'The content of the last answer: of a resource, of introspection, of a registration'
client_id\t'The id of the client, where one was registered'
client_secret\t'Its secret'
registration_access_token\t'The token that changes or deletes its registration'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand refresh" -l trace -d 'Save the record of the run to this file, masked unless --reveal is given; also of a run that failed' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand refresh" -l har -d 'Save the messages of the run as HAR 1.2, for the tools that read what browsers capture; masked unless --reveal is given; also of a run that failed' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand refresh" -l report -d 'Save a report of the run for people, always masked: .html is one page with a diagram of who sent what, .md is Markdown, .mmd is a Mermaid diagram, .json and .txt are what --json and the story tell; also of a run that failed' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand refresh" -l scope -d 'Ask for less than was granted: repeat it, or separate the scopes by spaces' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand refresh" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand refresh" -l client-secret-stdin -d 'Read the client secret from standard input'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand refresh" -l public -d 'A public client: it has no secret'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand refresh" -l dpop -d 'Bind the tokens to a key made for this run, so that a stolen one is worth nothing (RFC 9449)'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand refresh" -l no-dpop-jkt -d 'Leave the code unbound: no `dpop_jkt` in the request'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand refresh" -l insecure-tls -d 'Take any certificate of a server: whoever stands between can read and change everything'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand refresh" -l allow-http -d 'Speak plain http beyond this machine: everything can be read on the way'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand refresh" -l no-proxy -d 'Use no proxy, whatever the environment says'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand refresh" -l run -d 'Do not stop at each message'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand refresh" -l no-lessons -d 'Leave out the sentences that explain each step'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand refresh" -l json -d 'Print the whole run as one JSON document on standard output'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand refresh" -l reveal -d 'Mask nothing, not even the client secret'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand refresh" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand userinfo" -l from -d 'Take provider, client and tokens from this record: one that was saved with --trace and --reveal' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand userinfo" -l access-token-file -d 'Read the access token from this file (`-`: standard input); or `OAUTH_FLOW_ACCESS_TOKEN`' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand userinfo" -l refresh-token-file -d 'Read the refresh token from this file (`-`: standard input); or `OAUTH_FLOW_REFRESH_TOKEN`' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand userinfo" -l id-token-file -d 'Read the ID token from this file (`-`: standard input); or `OAUTH_FLOW_ID_TOKEN`' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand userinfo" -l token-type -d 'How the access token is presented: Bearer or DPoP [default: Bearer]' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand userinfo" -l client-id -d 'The app\'s user name at the provider' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand userinfo" -l client-secret -d 'The app\'s password; better by file, standard input or environment, since arguments are seen by every process' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand userinfo" -l client-secret-file -d 'Read the client secret from this file' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand userinfo" -l auth-method -d 'How the client proves itself at the token endpoint [default: chosen from the metadata]' -r -f -a "none\t'Not at all: a public client'
client_secret_basic\t'HTTP Basic'
client_secret_post\t'In the form body'
client_secret_jwt\t'A JWT with an HMAC by the secret, which itself stays at home'
private_key_jwt\t'A JWT signed with the client\'s private key'
tls_client_auth\t'A certificate whose subject the server knows'
self_signed_tls_client_auth\t'A certificate that the server knows itself'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand userinfo" -l basic-encoding -d 'How id and secret are written into the Basic header' -r -f -a "form\t'Form-encoded, as RFC 6749 2.3.1 wants it'
raw\t'As they are, for servers that do not decode'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand userinfo" -l key -d 'The client\'s private key (PEM or JWK): it signs assertions and request objects, and belongs to --cert' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand userinfo" -l key-alg -d 'The algorithm that it signs with [default: what the key says, or the usual one of its kind]' -r -f -a "RS256\t''
RS384\t''
RS512\t''
PS256\t''
PS384\t''
PS512\t''
ES256\t''
ES384\t''
EdDSA\t''"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand userinfo" -l assertion-audience -d 'Whom an assertion names as its audience; newer rules want the issuer, older servers their token endpoint' -r -f -a "issuer\t'The issuer, so that no other server can take it for its own'
token-endpoint\t'The token endpoint, as many servers still want it'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand userinfo" -l dpop-key -d 'Bind them to this private key (PEM or JWK) instead' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand userinfo" -l dpop-alg -d 'The algorithm of the proofs [default: ES256, or what the key says]' -r -f -a "RS256\t''
RS384\t''
RS512\t''
PS256\t''
PS384\t''
PS512\t''
ES256\t''
ES384\t''
EdDSA\t''"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand userinfo" -l set -d 'Change a message just before it is sent: a parameter, or STEP.header.NAME=VALUE; can be repeated' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand userinfo" -l unset -d 'Leave something out of a message: a parameter, or STEP.header.NAME; can be repeated' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand userinfo" -l issuer -d 'The issuer to compare with, where the endpoints are given' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand userinfo" -l issuer-template -d 'What the metadata of many tenants may name as issuer instead, with `{tenantid}` for the tenant; the ID token names it in tid' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand userinfo" -l domain -d 'The domain at a known provider that gives each customer one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand userinfo" -l tenant -d 'The tenant, realm or user pool at a known provider' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand userinfo" -l authorization-endpoint -d 'The authorization endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand userinfo" -l token-endpoint -d 'The token endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand userinfo" -l userinfo-endpoint -d 'The userinfo endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand userinfo" -l jwks-uri -d 'The key set, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand userinfo" -l par-endpoint -d 'Where the request is pushed to, instead of the discovered endpoint' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand userinfo" -l clock-skew -d 'How far clocks may differ, in seconds' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand userinfo" -l introspection-endpoint -d 'The introspection endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand userinfo" -l revocation-endpoint -d 'The revocation endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand userinfo" -l end-session-endpoint -d 'The endpoint that ends a session, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand userinfo" -l device-authorization-endpoint -d 'The device authorization endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand userinfo" -l registration-endpoint -d 'The registration endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand userinfo" -l ca-cert -d 'Trust the authorities of this PEM file as well' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand userinfo" -l cert -d 'The client\'s certificate for mutual TLS, in a PEM file; its private key in the same file, or by --key' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand userinfo" -l resolve -d 'Reach this server at this address, and without a proxy: repeat it, or separate them by spaces' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand userinfo" -l proxy -d 'Reach https servers beyond this machine through this proxy: http, https, socks5 or socks5h [default: the one of the environment]' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand userinfo" -l connect-timeout -d 'How long a connection may take, in seconds' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand userinfo" -l max-time -d 'How long one request may take in all, in seconds' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand userinfo" -l print -d 'Print one value on standard output' -r -f -a "access_token\t'The access token'
id_token\t'The ID token'
refresh_token\t'The refresh token'
code\t'The authorization code'
code_verifier\t'The code verifier'
header\t'`Authorization: Bearer …`, for curl -H'
claims\t'The claims of the ID token, as JSON'
answer\t'The content of the last answer: of a resource, of introspection, of a registration'
client_id\t'The id of the client, where one was registered'
client_secret\t'Its secret'
registration_access_token\t'The token that changes or deletes its registration'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand userinfo" -l trace -d 'Save the record of the run to this file, masked unless --reveal is given; also of a run that failed' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand userinfo" -l har -d 'Save the messages of the run as HAR 1.2, for the tools that read what browsers capture; masked unless --reveal is given; also of a run that failed' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand userinfo" -l report -d 'Save a report of the run for people, always masked: .html is one page with a diagram of who sent what, .md is Markdown, .mmd is a Mermaid diagram, .json and .txt are what --json and the story tell; also of a run that failed' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand userinfo" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand userinfo" -l client-secret-stdin -d 'Read the client secret from standard input'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand userinfo" -l public -d 'A public client: it has no secret'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand userinfo" -l dpop -d 'Bind the tokens to a key made for this run, so that a stolen one is worth nothing (RFC 9449)'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand userinfo" -l no-dpop-jkt -d 'Leave the code unbound: no `dpop_jkt` in the request'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand userinfo" -l insecure-tls -d 'Take any certificate of a server: whoever stands between can read and change everything'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand userinfo" -l allow-http -d 'Speak plain http beyond this machine: everything can be read on the way'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand userinfo" -l no-proxy -d 'Use no proxy, whatever the environment says'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand userinfo" -l run -d 'Do not stop at each message'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand userinfo" -l no-lessons -d 'Leave out the sentences that explain each step'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand userinfo" -l json -d 'Print the whole run as one JSON document on standard output'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand userinfo" -l reveal -d 'Mask nothing, not even the client secret'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand userinfo" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand introspect" -l from -d 'Take provider, client and tokens from this record: one that was saved with --trace and --reveal' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand introspect" -l access-token-file -d 'Read the access token from this file (`-`: standard input); or `OAUTH_FLOW_ACCESS_TOKEN`' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand introspect" -l refresh-token-file -d 'Read the refresh token from this file (`-`: standard input); or `OAUTH_FLOW_REFRESH_TOKEN`' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand introspect" -l id-token-file -d 'Read the ID token from this file (`-`: standard input); or `OAUTH_FLOW_ID_TOKEN`' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand introspect" -l token-type -d 'How the access token is presented: Bearer or DPoP [default: Bearer]' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand introspect" -l client-id -d 'The app\'s user name at the provider' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand introspect" -l client-secret -d 'The app\'s password; better by file, standard input or environment, since arguments are seen by every process' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand introspect" -l client-secret-file -d 'Read the client secret from this file' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand introspect" -l auth-method -d 'How the client proves itself at the token endpoint [default: chosen from the metadata]' -r -f -a "none\t'Not at all: a public client'
client_secret_basic\t'HTTP Basic'
client_secret_post\t'In the form body'
client_secret_jwt\t'A JWT with an HMAC by the secret, which itself stays at home'
private_key_jwt\t'A JWT signed with the client\'s private key'
tls_client_auth\t'A certificate whose subject the server knows'
self_signed_tls_client_auth\t'A certificate that the server knows itself'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand introspect" -l basic-encoding -d 'How id and secret are written into the Basic header' -r -f -a "form\t'Form-encoded, as RFC 6749 2.3.1 wants it'
raw\t'As they are, for servers that do not decode'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand introspect" -l key -d 'The client\'s private key (PEM or JWK): it signs assertions and request objects, and belongs to --cert' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand introspect" -l key-alg -d 'The algorithm that it signs with [default: what the key says, or the usual one of its kind]' -r -f -a "RS256\t''
RS384\t''
RS512\t''
PS256\t''
PS384\t''
PS512\t''
ES256\t''
ES384\t''
EdDSA\t''"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand introspect" -l assertion-audience -d 'Whom an assertion names as its audience; newer rules want the issuer, older servers their token endpoint' -r -f -a "issuer\t'The issuer, so that no other server can take it for its own'
token-endpoint\t'The token endpoint, as many servers still want it'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand introspect" -l dpop-key -d 'Bind them to this private key (PEM or JWK) instead' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand introspect" -l dpop-alg -d 'The algorithm of the proofs [default: ES256, or what the key says]' -r -f -a "RS256\t''
RS384\t''
RS512\t''
PS256\t''
PS384\t''
PS512\t''
ES256\t''
ES384\t''
EdDSA\t''"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand introspect" -l set -d 'Change a message just before it is sent: a parameter, or STEP.header.NAME=VALUE; can be repeated' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand introspect" -l unset -d 'Leave something out of a message: a parameter, or STEP.header.NAME; can be repeated' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand introspect" -l issuer -d 'The issuer to compare with, where the endpoints are given' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand introspect" -l issuer-template -d 'What the metadata of many tenants may name as issuer instead, with `{tenantid}` for the tenant; the ID token names it in tid' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand introspect" -l domain -d 'The domain at a known provider that gives each customer one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand introspect" -l tenant -d 'The tenant, realm or user pool at a known provider' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand introspect" -l authorization-endpoint -d 'The authorization endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand introspect" -l token-endpoint -d 'The token endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand introspect" -l userinfo-endpoint -d 'The userinfo endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand introspect" -l jwks-uri -d 'The key set, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand introspect" -l par-endpoint -d 'Where the request is pushed to, instead of the discovered endpoint' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand introspect" -l clock-skew -d 'How far clocks may differ, in seconds' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand introspect" -l introspection-endpoint -d 'The introspection endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand introspect" -l revocation-endpoint -d 'The revocation endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand introspect" -l end-session-endpoint -d 'The endpoint that ends a session, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand introspect" -l device-authorization-endpoint -d 'The device authorization endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand introspect" -l registration-endpoint -d 'The registration endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand introspect" -l ca-cert -d 'Trust the authorities of this PEM file as well' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand introspect" -l cert -d 'The client\'s certificate for mutual TLS, in a PEM file; its private key in the same file, or by --key' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand introspect" -l resolve -d 'Reach this server at this address, and without a proxy: repeat it, or separate them by spaces' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand introspect" -l proxy -d 'Reach https servers beyond this machine through this proxy: http, https, socks5 or socks5h [default: the one of the environment]' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand introspect" -l connect-timeout -d 'How long a connection may take, in seconds' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand introspect" -l max-time -d 'How long one request may take in all, in seconds' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand introspect" -l print -d 'Print one value on standard output' -r -f -a "access_token\t'The access token'
id_token\t'The ID token'
refresh_token\t'The refresh token'
code\t'The authorization code'
code_verifier\t'The code verifier'
header\t'`Authorization: Bearer …`, for curl -H'
claims\t'The claims of the ID token, as JSON'
answer\t'The content of the last answer: of a resource, of introspection, of a registration'
client_id\t'The id of the client, where one was registered'
client_secret\t'Its secret'
registration_access_token\t'The token that changes or deletes its registration'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand introspect" -l trace -d 'Save the record of the run to this file, masked unless --reveal is given; also of a run that failed' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand introspect" -l har -d 'Save the messages of the run as HAR 1.2, for the tools that read what browsers capture; masked unless --reveal is given; also of a run that failed' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand introspect" -l report -d 'Save a report of the run for people, always masked: .html is one page with a diagram of who sent what, .md is Markdown, .mmd is a Mermaid diagram, .json and .txt are what --json and the story tell; also of a run that failed' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand introspect" -l token -d 'Which token is meant [default: the access token]' -r -f -a "access_token\t'The access token'
refresh_token\t'The refresh token'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand introspect" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand introspect" -l client-secret-stdin -d 'Read the client secret from standard input'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand introspect" -l public -d 'A public client: it has no secret'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand introspect" -l dpop -d 'Bind the tokens to a key made for this run, so that a stolen one is worth nothing (RFC 9449)'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand introspect" -l no-dpop-jkt -d 'Leave the code unbound: no `dpop_jkt` in the request'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand introspect" -l insecure-tls -d 'Take any certificate of a server: whoever stands between can read and change everything'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand introspect" -l allow-http -d 'Speak plain http beyond this machine: everything can be read on the way'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand introspect" -l no-proxy -d 'Use no proxy, whatever the environment says'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand introspect" -l run -d 'Do not stop at each message'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand introspect" -l no-lessons -d 'Leave out the sentences that explain each step'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand introspect" -l json -d 'Print the whole run as one JSON document on standard output'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand introspect" -l reveal -d 'Mask nothing, not even the client secret'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand introspect" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand call" -s X -l method -d 'The method' -r -f -a "GET\t''
HEAD\t''
POST\t''
PUT\t''
PATCH\t''
DELETE\t''"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand call" -l from -d 'Take the tokens from this record: one that was saved with --trace and --reveal' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand call" -l access-token-file -d 'Read the access token from this file (`-`: standard input); or `OAUTH_FLOW_ACCESS_TOKEN`' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand call" -l refresh-token-file -d 'Read the refresh token from this file (`-`: standard input); or `OAUTH_FLOW_REFRESH_TOKEN`' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand call" -l id-token-file -d 'Read the ID token from this file (`-`: standard input); or `OAUTH_FLOW_ID_TOKEN`' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand call" -l token-type -d 'How the access token is presented: Bearer or DPoP [default: Bearer]' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand call" -l key -d 'The client\'s private key (PEM or JWK): it signs assertions and request objects, and belongs to --cert' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand call" -l key-alg -d 'The algorithm that it signs with [default: what the key says, or the usual one of its kind]' -r -f -a "RS256\t''
RS384\t''
RS512\t''
PS256\t''
PS384\t''
PS512\t''
ES256\t''
ES384\t''
EdDSA\t''"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand call" -l assertion-audience -d 'Whom an assertion names as its audience; newer rules want the issuer, older servers their token endpoint' -r -f -a "issuer\t'The issuer, so that no other server can take it for its own'
token-endpoint\t'The token endpoint, as many servers still want it'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand call" -l dpop-key -d 'Bind them to this private key (PEM or JWK) instead' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand call" -l dpop-alg -d 'The algorithm of the proofs [default: ES256, or what the key says]' -r -f -a "RS256\t''
RS384\t''
RS512\t''
PS256\t''
PS384\t''
PS512\t''
ES256\t''
ES384\t''
EdDSA\t''"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand call" -l set -d 'Change a message just before it is sent: a parameter, or STEP.header.NAME=VALUE; can be repeated' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand call" -l unset -d 'Leave something out of a message: a parameter, or STEP.header.NAME; can be repeated' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand call" -l ca-cert -d 'Trust the authorities of this PEM file as well' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand call" -l cert -d 'The client\'s certificate for mutual TLS, in a PEM file; its private key in the same file, or by --key' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand call" -l resolve -d 'Reach this server at this address, and without a proxy: repeat it, or separate them by spaces' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand call" -l proxy -d 'Reach https servers beyond this machine through this proxy: http, https, socks5 or socks5h [default: the one of the environment]' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand call" -l connect-timeout -d 'How long a connection may take, in seconds' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand call" -l max-time -d 'How long one request may take in all, in seconds' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand call" -l print -d 'Print one value on standard output' -r -f -a "access_token\t'The access token'
id_token\t'The ID token'
refresh_token\t'The refresh token'
code\t'The authorization code'
code_verifier\t'The code verifier'
header\t'`Authorization: Bearer …`, for curl -H'
claims\t'The claims of the ID token, as JSON'
answer\t'The content of the last answer: of a resource, of introspection, of a registration'
client_id\t'The id of the client, where one was registered'
client_secret\t'Its secret'
registration_access_token\t'The token that changes or deletes its registration'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand call" -l trace -d 'Save the record of the run to this file, masked unless --reveal is given; also of a run that failed' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand call" -l har -d 'Save the messages of the run as HAR 1.2, for the tools that read what browsers capture; masked unless --reveal is given; also of a run that failed' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand call" -l report -d 'Save a report of the run for people, always masked: .html is one page with a diagram of who sent what, .md is Markdown, .mmd is a Mermaid diagram, .json and .txt are what --json and the story tell; also of a run that failed' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand call" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand call" -l dpop -d 'Bind the tokens to a key made for this run, so that a stolen one is worth nothing (RFC 9449)'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand call" -l no-dpop-jkt -d 'Leave the code unbound: no `dpop_jkt` in the request'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand call" -l insecure-tls -d 'Take any certificate of a server: whoever stands between can read and change everything'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand call" -l allow-http -d 'Speak plain http beyond this machine: everything can be read on the way'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand call" -l no-proxy -d 'Use no proxy, whatever the environment says'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand call" -l run -d 'Do not stop at each message'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand call" -l no-lessons -d 'Leave out the sentences that explain each step'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand call" -l json -d 'Print the whole run as one JSON document on standard output'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand call" -l reveal -d 'Mask nothing, not even the client secret'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand call" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand revoke" -l from -d 'Take provider, client and tokens from this record: one that was saved with --trace and --reveal' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand revoke" -l access-token-file -d 'Read the access token from this file (`-`: standard input); or `OAUTH_FLOW_ACCESS_TOKEN`' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand revoke" -l refresh-token-file -d 'Read the refresh token from this file (`-`: standard input); or `OAUTH_FLOW_REFRESH_TOKEN`' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand revoke" -l id-token-file -d 'Read the ID token from this file (`-`: standard input); or `OAUTH_FLOW_ID_TOKEN`' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand revoke" -l token-type -d 'How the access token is presented: Bearer or DPoP [default: Bearer]' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand revoke" -l client-id -d 'The app\'s user name at the provider' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand revoke" -l client-secret -d 'The app\'s password; better by file, standard input or environment, since arguments are seen by every process' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand revoke" -l client-secret-file -d 'Read the client secret from this file' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand revoke" -l auth-method -d 'How the client proves itself at the token endpoint [default: chosen from the metadata]' -r -f -a "none\t'Not at all: a public client'
client_secret_basic\t'HTTP Basic'
client_secret_post\t'In the form body'
client_secret_jwt\t'A JWT with an HMAC by the secret, which itself stays at home'
private_key_jwt\t'A JWT signed with the client\'s private key'
tls_client_auth\t'A certificate whose subject the server knows'
self_signed_tls_client_auth\t'A certificate that the server knows itself'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand revoke" -l basic-encoding -d 'How id and secret are written into the Basic header' -r -f -a "form\t'Form-encoded, as RFC 6749 2.3.1 wants it'
raw\t'As they are, for servers that do not decode'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand revoke" -l key -d 'The client\'s private key (PEM or JWK): it signs assertions and request objects, and belongs to --cert' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand revoke" -l key-alg -d 'The algorithm that it signs with [default: what the key says, or the usual one of its kind]' -r -f -a "RS256\t''
RS384\t''
RS512\t''
PS256\t''
PS384\t''
PS512\t''
ES256\t''
ES384\t''
EdDSA\t''"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand revoke" -l assertion-audience -d 'Whom an assertion names as its audience; newer rules want the issuer, older servers their token endpoint' -r -f -a "issuer\t'The issuer, so that no other server can take it for its own'
token-endpoint\t'The token endpoint, as many servers still want it'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand revoke" -l dpop-key -d 'Bind them to this private key (PEM or JWK) instead' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand revoke" -l dpop-alg -d 'The algorithm of the proofs [default: ES256, or what the key says]' -r -f -a "RS256\t''
RS384\t''
RS512\t''
PS256\t''
PS384\t''
PS512\t''
ES256\t''
ES384\t''
EdDSA\t''"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand revoke" -l set -d 'Change a message just before it is sent: a parameter, or STEP.header.NAME=VALUE; can be repeated' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand revoke" -l unset -d 'Leave something out of a message: a parameter, or STEP.header.NAME; can be repeated' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand revoke" -l issuer -d 'The issuer to compare with, where the endpoints are given' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand revoke" -l issuer-template -d 'What the metadata of many tenants may name as issuer instead, with `{tenantid}` for the tenant; the ID token names it in tid' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand revoke" -l domain -d 'The domain at a known provider that gives each customer one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand revoke" -l tenant -d 'The tenant, realm or user pool at a known provider' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand revoke" -l authorization-endpoint -d 'The authorization endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand revoke" -l token-endpoint -d 'The token endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand revoke" -l userinfo-endpoint -d 'The userinfo endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand revoke" -l jwks-uri -d 'The key set, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand revoke" -l par-endpoint -d 'Where the request is pushed to, instead of the discovered endpoint' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand revoke" -l clock-skew -d 'How far clocks may differ, in seconds' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand revoke" -l introspection-endpoint -d 'The introspection endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand revoke" -l revocation-endpoint -d 'The revocation endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand revoke" -l end-session-endpoint -d 'The endpoint that ends a session, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand revoke" -l device-authorization-endpoint -d 'The device authorization endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand revoke" -l registration-endpoint -d 'The registration endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand revoke" -l ca-cert -d 'Trust the authorities of this PEM file as well' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand revoke" -l cert -d 'The client\'s certificate for mutual TLS, in a PEM file; its private key in the same file, or by --key' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand revoke" -l resolve -d 'Reach this server at this address, and without a proxy: repeat it, or separate them by spaces' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand revoke" -l proxy -d 'Reach https servers beyond this machine through this proxy: http, https, socks5 or socks5h [default: the one of the environment]' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand revoke" -l connect-timeout -d 'How long a connection may take, in seconds' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand revoke" -l max-time -d 'How long one request may take in all, in seconds' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand revoke" -l print -d 'Print one value on standard output' -r -f -a "access_token\t'The access token'
id_token\t'The ID token'
refresh_token\t'The refresh token'
code\t'The authorization code'
code_verifier\t'The code verifier'
header\t'`Authorization: Bearer …`, for curl -H'
claims\t'The claims of the ID token, as JSON'
answer\t'The content of the last answer: of a resource, of introspection, of a registration'
client_id\t'The id of the client, where one was registered'
client_secret\t'Its secret'
registration_access_token\t'The token that changes or deletes its registration'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand revoke" -l trace -d 'Save the record of the run to this file, masked unless --reveal is given; also of a run that failed' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand revoke" -l har -d 'Save the messages of the run as HAR 1.2, for the tools that read what browsers capture; masked unless --reveal is given; also of a run that failed' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand revoke" -l report -d 'Save a report of the run for people, always masked: .html is one page with a diagram of who sent what, .md is Markdown, .mmd is a Mermaid diagram, .json and .txt are what --json and the story tell; also of a run that failed' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand revoke" -l token -d 'Which token is meant [default: the refresh token, if there is one]' -r -f -a "access_token\t'The access token'
refresh_token\t'The refresh token'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand revoke" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand revoke" -l client-secret-stdin -d 'Read the client secret from standard input'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand revoke" -l public -d 'A public client: it has no secret'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand revoke" -l dpop -d 'Bind the tokens to a key made for this run, so that a stolen one is worth nothing (RFC 9449)'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand revoke" -l no-dpop-jkt -d 'Leave the code unbound: no `dpop_jkt` in the request'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand revoke" -l insecure-tls -d 'Take any certificate of a server: whoever stands between can read and change everything'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand revoke" -l allow-http -d 'Speak plain http beyond this machine: everything can be read on the way'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand revoke" -l no-proxy -d 'Use no proxy, whatever the environment says'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand revoke" -l run -d 'Do not stop at each message'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand revoke" -l no-lessons -d 'Leave out the sentences that explain each step'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand revoke" -l json -d 'Print the whole run as one JSON document on standard output'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand revoke" -l reveal -d 'Mask nothing, not even the client secret'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand revoke" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand logout" -l from -d 'Take provider, client and tokens from this record: one that was saved with --trace and --reveal' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand logout" -l access-token-file -d 'Read the access token from this file (`-`: standard input); or `OAUTH_FLOW_ACCESS_TOKEN`' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand logout" -l refresh-token-file -d 'Read the refresh token from this file (`-`: standard input); or `OAUTH_FLOW_REFRESH_TOKEN`' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand logout" -l id-token-file -d 'Read the ID token from this file (`-`: standard input); or `OAUTH_FLOW_ID_TOKEN`' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand logout" -l token-type -d 'How the access token is presented: Bearer or DPoP [default: Bearer]' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand logout" -l client-id -d 'The app\'s user name at the provider' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand logout" -l client-secret -d 'The app\'s password; better by file, standard input or environment, since arguments are seen by every process' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand logout" -l client-secret-file -d 'Read the client secret from this file' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand logout" -l auth-method -d 'How the client proves itself at the token endpoint [default: chosen from the metadata]' -r -f -a "none\t'Not at all: a public client'
client_secret_basic\t'HTTP Basic'
client_secret_post\t'In the form body'
client_secret_jwt\t'A JWT with an HMAC by the secret, which itself stays at home'
private_key_jwt\t'A JWT signed with the client\'s private key'
tls_client_auth\t'A certificate whose subject the server knows'
self_signed_tls_client_auth\t'A certificate that the server knows itself'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand logout" -l basic-encoding -d 'How id and secret are written into the Basic header' -r -f -a "form\t'Form-encoded, as RFC 6749 2.3.1 wants it'
raw\t'As they are, for servers that do not decode'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand logout" -l key -d 'The client\'s private key (PEM or JWK): it signs assertions and request objects, and belongs to --cert' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand logout" -l key-alg -d 'The algorithm that it signs with [default: what the key says, or the usual one of its kind]' -r -f -a "RS256\t''
RS384\t''
RS512\t''
PS256\t''
PS384\t''
PS512\t''
ES256\t''
ES384\t''
EdDSA\t''"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand logout" -l assertion-audience -d 'Whom an assertion names as its audience; newer rules want the issuer, older servers their token endpoint' -r -f -a "issuer\t'The issuer, so that no other server can take it for its own'
token-endpoint\t'The token endpoint, as many servers still want it'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand logout" -l dpop-key -d 'Bind them to this private key (PEM or JWK) instead' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand logout" -l dpop-alg -d 'The algorithm of the proofs [default: ES256, or what the key says]' -r -f -a "RS256\t''
RS384\t''
RS512\t''
PS256\t''
PS384\t''
PS512\t''
ES256\t''
ES384\t''
EdDSA\t''"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand logout" -l set -d 'Change a message just before it is sent: a parameter, or STEP.header.NAME=VALUE; can be repeated' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand logout" -l unset -d 'Leave something out of a message: a parameter, or STEP.header.NAME; can be repeated' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand logout" -l issuer -d 'The issuer to compare with, where the endpoints are given' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand logout" -l issuer-template -d 'What the metadata of many tenants may name as issuer instead, with `{tenantid}` for the tenant; the ID token names it in tid' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand logout" -l domain -d 'The domain at a known provider that gives each customer one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand logout" -l tenant -d 'The tenant, realm or user pool at a known provider' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand logout" -l authorization-endpoint -d 'The authorization endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand logout" -l token-endpoint -d 'The token endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand logout" -l userinfo-endpoint -d 'The userinfo endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand logout" -l jwks-uri -d 'The key set, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand logout" -l par-endpoint -d 'Where the request is pushed to, instead of the discovered endpoint' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand logout" -l clock-skew -d 'How far clocks may differ, in seconds' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand logout" -l introspection-endpoint -d 'The introspection endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand logout" -l revocation-endpoint -d 'The revocation endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand logout" -l end-session-endpoint -d 'The endpoint that ends a session, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand logout" -l device-authorization-endpoint -d 'The device authorization endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand logout" -l registration-endpoint -d 'The registration endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand logout" -l ca-cert -d 'Trust the authorities of this PEM file as well' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand logout" -l cert -d 'The client\'s certificate for mutual TLS, in a PEM file; its private key in the same file, or by --key' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand logout" -l resolve -d 'Reach this server at this address, and without a proxy: repeat it, or separate them by spaces' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand logout" -l proxy -d 'Reach https servers beyond this machine through this proxy: http, https, socks5 or socks5h [default: the one of the environment]' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand logout" -l connect-timeout -d 'How long a connection may take, in seconds' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand logout" -l max-time -d 'How long one request may take in all, in seconds' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand logout" -l print -d 'Print one value on standard output' -r -f -a "access_token\t'The access token'
id_token\t'The ID token'
refresh_token\t'The refresh token'
code\t'The authorization code'
code_verifier\t'The code verifier'
header\t'`Authorization: Bearer …`, for curl -H'
claims\t'The claims of the ID token, as JSON'
answer\t'The content of the last answer: of a resource, of introspection, of a registration'
client_id\t'The id of the client, where one was registered'
client_secret\t'Its secret'
registration_access_token\t'The token that changes or deletes its registration'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand logout" -l trace -d 'Save the record of the run to this file, masked unless --reveal is given; also of a run that failed' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand logout" -l har -d 'Save the messages of the run as HAR 1.2, for the tools that read what browsers capture; masked unless --reveal is given; also of a run that failed' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand logout" -l report -d 'Save a report of the run for people, always masked: .html is one page with a diagram of who sent what, .md is Markdown, .mmd is a Mermaid diagram, .json and .txt are what --json and the story tell; also of a run that failed' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand logout" -l post-logout-redirect-uri -d 'Where the browser is to come back: a loopback address that is registered for it [default: that of the login]' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand logout" -l browser -d 'Open the URL with this command; it replaces `%s` or is appended; no shell runs' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand logout" -l as -d 'Let a robot sign in at the practice provider, as alice or bob' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand logout" -l timeout -d 'How long the answer is awaited, in seconds' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand logout" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand logout" -l client-secret-stdin -d 'Read the client secret from standard input'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand logout" -l public -d 'A public client: it has no secret'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand logout" -l dpop -d 'Bind the tokens to a key made for this run, so that a stolen one is worth nothing (RFC 9449)'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand logout" -l no-dpop-jkt -d 'Leave the code unbound: no `dpop_jkt` in the request'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand logout" -l insecure-tls -d 'Take any certificate of a server: whoever stands between can read and change everything'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand logout" -l allow-http -d 'Speak plain http beyond this machine: everything can be read on the way'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand logout" -l no-proxy -d 'Use no proxy, whatever the environment says'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand logout" -l run -d 'Do not stop at each message'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand logout" -l no-lessons -d 'Leave out the sentences that explain each step'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand logout" -l json -d 'Print the whole run as one JSON document on standard output'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand logout" -l reveal -d 'Mask nothing, not even the client secret'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand logout" -l no-browser -d 'Open no browser: somebody opens the URL that is shown'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand logout" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand register" -l auth-method -d 'How the client will prove itself [default: `client_secret_basic`]' -r -f -a "none\t'Not at all: a public client'
client_secret_basic\t'HTTP Basic'
client_secret_post\t'In the form body'
client_secret_jwt\t'A JWT with an HMAC by the secret, which itself stays at home'
private_key_jwt\t'A JWT signed with the client\'s private key'
tls_client_auth\t'A certificate whose subject the server knows'
self_signed_tls_client_auth\t'A certificate that the server knows itself'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand register" -l scope -d 'The scopes that it will ask for: repeat it, or separate them by spaces' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand register" -l client-name -d 'The name of the client that people see [default: oauth-flow]' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand register" -l initial-access-token-file -d 'Read the token that allows to register from this file (`-`: standard input); or `OAUTH_FLOW_INITIAL_ACCESS_TOKEN`' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand register" -l redirect-uri -d 'Where the answer is to go; sent as it is written here [default: http://127.0.0.1:PORT/callback]' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand register" -l port -d 'The port of the listener [default: a free one]' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand register" -l callback-cert -d 'The certificate of an https listener, in a PEM file [default: one made for this run]' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand register" -l callback-key -d 'Its private key, in a PEM file [default: in the file of --callback-cert]' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand register" -l set -d 'Change a message just before it is sent: a parameter, or STEP.header.NAME=VALUE; can be repeated' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand register" -l unset -d 'Leave something out of a message: a parameter, or STEP.header.NAME; can be repeated' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand register" -l issuer -d 'The issuer to compare with, where the endpoints are given' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand register" -l issuer-template -d 'What the metadata of many tenants may name as issuer instead, with `{tenantid}` for the tenant; the ID token names it in tid' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand register" -l domain -d 'The domain at a known provider that gives each customer one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand register" -l tenant -d 'The tenant, realm or user pool at a known provider' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand register" -l authorization-endpoint -d 'The authorization endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand register" -l token-endpoint -d 'The token endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand register" -l userinfo-endpoint -d 'The userinfo endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand register" -l jwks-uri -d 'The key set, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand register" -l par-endpoint -d 'Where the request is pushed to, instead of the discovered endpoint' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand register" -l clock-skew -d 'How far clocks may differ, in seconds' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand register" -l introspection-endpoint -d 'The introspection endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand register" -l revocation-endpoint -d 'The revocation endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand register" -l end-session-endpoint -d 'The endpoint that ends a session, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand register" -l device-authorization-endpoint -d 'The device authorization endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand register" -l registration-endpoint -d 'The registration endpoint, instead of the discovered one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand register" -l ca-cert -d 'Trust the authorities of this PEM file as well' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand register" -l cert -d 'The client\'s certificate for mutual TLS, in a PEM file; its private key in the same file, or by --key' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand register" -l resolve -d 'Reach this server at this address, and without a proxy: repeat it, or separate them by spaces' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand register" -l proxy -d 'Reach https servers beyond this machine through this proxy: http, https, socks5 or socks5h [default: the one of the environment]' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand register" -l connect-timeout -d 'How long a connection may take, in seconds' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand register" -l max-time -d 'How long one request may take in all, in seconds' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand register" -l print -d 'Print one value on standard output' -r -f -a "access_token\t'The access token'
id_token\t'The ID token'
refresh_token\t'The refresh token'
code\t'The authorization code'
code_verifier\t'The code verifier'
header\t'`Authorization: Bearer …`, for curl -H'
claims\t'The claims of the ID token, as JSON'
answer\t'The content of the last answer: of a resource, of introspection, of a registration'
client_id\t'The id of the client, where one was registered'
client_secret\t'Its secret'
registration_access_token\t'The token that changes or deletes its registration'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand register" -l trace -d 'Save the record of the run to this file, masked unless --reveal is given; also of a run that failed' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand register" -l har -d 'Save the messages of the run as HAR 1.2, for the tools that read what browsers capture; masked unless --reveal is given; also of a run that failed' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand register" -l report -d 'Save a report of the run for people, always masked: .html is one page with a diagram of who sent what, .md is Markdown, .mmd is a Mermaid diagram, .json and .txt are what --json and the story tell; also of a run that failed' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand register" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand register" -l delete -d 'Delete it again at once, to see both'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand register" -l insecure-tls -d 'Take any certificate of a server: whoever stands between can read and change everything'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand register" -l allow-http -d 'Speak plain http beyond this machine: everything can be read on the way'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand register" -l no-proxy -d 'Use no proxy, whatever the environment says'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand register" -l run -d 'Do not stop at each message'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand register" -l no-lessons -d 'Leave out the sentences that explain each step'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand register" -l json -d 'Print the whole run as one JSON document on standard output'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand register" -l reveal -d 'Mask nothing, not even the client secret'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand register" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand unregister" -l from -d 'The record of the registration: one that was saved with --trace and --reveal' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand unregister" -l registration-client-uri -d 'Where the registration is managed' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand unregister" -l registration-access-token-file -d 'Read the token that manages it from this file (`-`: standard input); or `OAUTH_FLOW_REGISTRATION_ACCESS_TOKEN`' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand unregister" -l set -d 'Change a message just before it is sent: a parameter, or STEP.header.NAME=VALUE; can be repeated' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand unregister" -l unset -d 'Leave something out of a message: a parameter, or STEP.header.NAME; can be repeated' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand unregister" -l ca-cert -d 'Trust the authorities of this PEM file as well' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand unregister" -l cert -d 'The client\'s certificate for mutual TLS, in a PEM file; its private key in the same file, or by --key' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand unregister" -l resolve -d 'Reach this server at this address, and without a proxy: repeat it, or separate them by spaces' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand unregister" -l proxy -d 'Reach https servers beyond this machine through this proxy: http, https, socks5 or socks5h [default: the one of the environment]' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand unregister" -l connect-timeout -d 'How long a connection may take, in seconds' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand unregister" -l max-time -d 'How long one request may take in all, in seconds' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand unregister" -l print -d 'Print one value on standard output' -r -f -a "access_token\t'The access token'
id_token\t'The ID token'
refresh_token\t'The refresh token'
code\t'The authorization code'
code_verifier\t'The code verifier'
header\t'`Authorization: Bearer …`, for curl -H'
claims\t'The claims of the ID token, as JSON'
answer\t'The content of the last answer: of a resource, of introspection, of a registration'
client_id\t'The id of the client, where one was registered'
client_secret\t'Its secret'
registration_access_token\t'The token that changes or deletes its registration'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand unregister" -l trace -d 'Save the record of the run to this file, masked unless --reveal is given; also of a run that failed' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand unregister" -l har -d 'Save the messages of the run as HAR 1.2, for the tools that read what browsers capture; masked unless --reveal is given; also of a run that failed' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand unregister" -l report -d 'Save a report of the run for people, always masked: .html is one page with a diagram of who sent what, .md is Markdown, .mmd is a Mermaid diagram, .json and .txt are what --json and the story tell; also of a run that failed' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand unregister" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand unregister" -l insecure-tls -d 'Take any certificate of a server: whoever stands between can read and change everything'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand unregister" -l allow-http -d 'Speak plain http beyond this machine: everything can be read on the way'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand unregister" -l no-proxy -d 'Use no proxy, whatever the environment says'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand unregister" -l run -d 'Do not stop at each message'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand unregister" -l no-lessons -d 'Leave out the sentences that explain each step'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand unregister" -l json -d 'Print the whole run as one JSON document on standard output'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand unregister" -l reveal -d 'Mask nothing, not even the client secret'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand unregister" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand serve" -l port -d 'The port [default: a free one]' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand serve" -l listen -d 'The address; anything but a loopback address can be reached by others' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand serve" -l client-id -d 'One client more, by its id' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand serve" -l client-secret -d 'Its secret; without secret, keys and certificate it is public' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand serve" -l client-jwks -d 'Its public keys, as a JWK Set or one JWK: for `private_key_jwt`, and for certificates by `x5c` or `x5t#S256`' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand serve" -l client-tls-subject -d 'The subject of its certificate, such as `CN=app,O=Example` (RFC 8705 2.1.2)' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand serve" -l client-ca -d 'Whose certificates prove a client by its name, as PEM (RFC 8705 2.1)' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand serve" -l redirect-uri -d 'Where its answers may go; can be repeated' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand serve" -l tls-ca-out -d 'Write the authority of that certificate to this PEM file, for `login --ca-cert FILE`' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand serve" -l tls-cert -d 'Speak https with this certificate, in a PEM file' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand serve" -l tls-key -d 'Its private key, in a PEM file [default: in the file of --tls-cert]' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand serve" -l pkce -d 'Whether `code_challenge` is looked at (RFC 7636)' -r -f -a "optional\t''
required\t''
off\t''"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand serve" -l pkce-methods -d 'Which transformations a challenge may use (RFC 7636 4.2)' -r -f -a "s256-and-plain\t''
s256\t''"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand serve" -l redirect -d 'How a redirect URI is compared with the registered ones (RFC 9700 2.1)' -r -f -a "exact\t''
prefix\t''"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand serve" -l loopback-port -d 'Whether the port of a loopback redirect URI counts (RFC 8252 7.3)' -r -f -a "any\t''
registered\t''"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand serve" -l codes -d 'How often a code can be redeemed (RFC 6749 4.1.2)' -r -f -a "one-time\t''
one-attempt\t''
reusable\t''"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand serve" -l code-lifetime -d 'How long a code can be redeemed, in seconds' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand serve" -l consent -d 'When the consent page is shown' -r -f -a "first\t''
always\t''
never\t''"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand serve" -l iss -d 'Whether the answer names its issuer (RFC 9207)' -r -f -a "on\t''
off\t''"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand serve" -l token-auth -d 'How a client may prove itself at the token endpoint (RFC 6749 2.3)' -r -f -a "any\t''
basic-or-post\t''
basic\t''
post\t''
client-secret-jwt\t''
private-key-jwt\t''
certificate\t''"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand serve" -l refresh -d 'What happens to a refresh token that was used (RFC 9700 4.14.2)' -r -f -a "rotate\t''
plain\t''"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand serve" -l par -d 'Whether a client may, or must, push its request before (RFC 9126)' -r -f -a "optional\t''
required\t''
off\t''"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand serve" -l request-uri-lifetime -d 'How long the name of a pushed request is good, in seconds' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand serve" -l request-objects -d 'Which request objects are taken (RFC 9101)' -r -f -a "signed\t''
required\t''
unsigned-too\t''
off\t''"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand serve" -l jarm -d 'Whether answers are signed where a client asks for it (JARM)' -r -f -a "on\t''
off\t''"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand serve" -l response-types -d 'Which response types there are; all means with the implicit grant (RFC 9700 2.1.2)' -r -f -a "code\t''
hybrid\t''
all\t''"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand serve" -l claims-parameter -d 'Whether claims can be asked for one by one (OpenID Connect Core 5.5)' -r -f -a "on\t''
off\t''"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand serve" -l resource-indicators -d 'Whether a client can say where its access token is to be used (RFC 8707)' -r -f -a "on\t''
off\t''"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand serve" -l authorization-details -d 'Whether a client can say in detail what it wants to do (RFC 9396)' -r -f -a "on\t''
off\t''"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand serve" -l access-tokens -d 'What access tokens look like (RFC 9068)' -r -f -a "opaque\t''
jwt\t''"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand serve" -l dpop -d 'Whether tokens can, or must, be bound to a key (RFC 9449)' -r -f -a "optional\t''
required\t''
off\t''"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand serve" -l dpop-nonce -d 'Whether a DPoP proof has to hold a nonce of this server (RFC 9449 8)' -r -f -a "off\t''
required\t''"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand serve" -l assertion-audience -d 'Whom a client assertion has to be made out to (RFC 7523 3)' -r -f -a "either\t''
issuer\t''
token-endpoint\t''"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand serve" -l on -d 'Switch an endpoint or a grant on; can be repeated. Off is password alone, which must not be used (RFC 9700 2.4)' -r -f -a "introspection\t''
revocation\t''
logout\t''
registration\t''
device\t''
client-credentials\t''
token-exchange\t''
jwt-bearer\t''
password\t''"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand serve" -l off -d 'Switch an endpoint or a grant off; can be repeated' -r -f -a "introspection\t''
revocation\t''
logout\t''
registration\t''
device\t''
client-credentials\t''
token-exchange\t''
jwt-bearer\t''
password\t''"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand serve" -l device-lifetime -d 'How long the user of a device has, in seconds (RFC 8628 3.2)' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand serve" -l device-interval -d 'How long a device waits between two questions, in seconds (RFC 8628 3.2)' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand serve" -l fault -d 'Break one requirement; can be repeated' -r -f -a "metadata-issuer-slash\t''
metadata-content-type\t''
metadata-without-subject-types\t''
metadata-without-pkce\t''
metadata-alg-none\t''
metadata-documents-disagree\t''
metadata-list-is-string\t''
metadata-without-rs256\t''
metadata-alg-without-key\t''
metadata-endpoint-http\t''
metadata-auth-methods\t''
jwks-private-member\t''
jwks-weak-key\t''
jwks-unlabelled\t''
jwks-empty\t''
unknown-client-redirected\t''
redirect-unchecked\t''
redirect-prefix\t''
redirect-default\t''
loopback-by-name\t''
unknown-parameter-refused\t''
response-type-default\t''
unknown-scope-granted\t''
challenge-missing\t''
challenge-plain\t''
challenge-unchecked\t''
authorize-by-get-alone\t''
prompt-none-asks\t''
duplicate-request-parameters\t''
prompt-none-shows-page\t''
max-age-ignored\t''
silent-public-client\t''
page-framed\t''
login-redirect-307\t''
push-status-200\t''
push-request-uri-missing\t''
push-expires-in-missing\t''
push-expires-in-string\t''
request-uri-guessable\t''
push-without-auth\t''
push-unchecked\t''
push-not-enforced\t''
request-uri-for-any-client\t''
request-uri-reusable\t''
request-uri-never-expires\t''
request-uri-unknown-ignored\t''
request-object-unverified\t''
request-object-unsigned\t''
request-object-claims-unchecked\t''
resource-unchecked\t''
details-unchecked\t''
implicit-allowed\t''
outer-parameters-win\t''
jwks-kid-twice\t''
code-missing\t''
response-parameter-twice\t''
state-missing\t''
state-altered\t''
iss-missing\t''
iss-wrong\t''
code-in-fragment\t''
token-in-front-channel\t''
fragment-in-query\t''
jarm-unsigned\t''
jarm-other-key\t''
jarm-iss-wrong\t''
jarm-aud-wrong\t''
jarm-expired\t''
jarm-exp-missing\t''
state-decoded-twice\t''
error-without-state\t''
form-post-redirected\t''
code-guessable\t''
ignore-secret\t''
secret-may-be-missing\t''
auth-without-challenge\t''
auth-conflict\t''
auth-in-query\t''
basic-not-decoded\t''
assertion-unverified\t''
assertion-audience-unchecked\t''
assertion-replay\t''
ignore-verifier\t''
verifier-may-be-missing\t''
verifier-equals-challenge\t''
verifier-without-challenge\t''
verifier-any-length\t''
verifier-alphabet\t''
code-replay\t''
code-race\t''
replay-keeps-tokens\t''
invalid-replay-revokes\t''
code-never-expires\t''
code-for-any-client\t''
redirect-uri-unbound\t''
redirect-uri-may-be-missing\t''
unknown-code-fails\t''
grant-type-unchecked\t''
token-by-get\t''
duplicate-token-parameters\t''
error-with-status-200\t''
error-as-html\t''
token-stored\t''
token-content-type\t''
token-form-encoded\t''
access-token-missing\t''
token-type-missing\t''
token-type-wrong\t''
expires-in-string\t''
expires-in-negative\t''
refresh-token-null\t''
scope-wider\t''
details-missing\t''
details-wider\t''
error-stored\t''
access-token-guessable\t''
id-token-missing\t''
id-token-alg-none\t''
id-token-hs256\t''
id-token-other-key\t''
id-token-signature-broken\t''
id-token-unknown-kid\t''
id-token-crit\t''
id-token-iss-wrong\t''
id-token-aud-wrong\t''
id-token-aud-extra\t''
id-token-azp-wrong\t''
id-token-expired\t''
id-token-exp-milliseconds\t''
id-token-exp-string\t''
id-token-iat-future\t''
id-token-iat-old\t''
id-token-nbf-future\t''
id-token-sub-missing\t''
id-token-sub-twice\t''
nonce-missing\t''
nonce-wrong\t''
at-hash-wrong\t''
at-hash-missing\t''
c-hash-wrong\t''
c-hash-missing\t''
auth-time-missing\t''
auth-time-old\t''
acr-missing\t''
acr-other\t''
sub-per-login\t''
userinfo-content-type\t''
userinfo-sub-other\t''
userinfo-sub-missing\t''
userinfo-open\t''
userinfo-any-token\t''
userinfo-query-token\t''
scheme-case-sensitive\t''
userinfo-id-token\t''
audience-unchecked\t''
refresh-broken\t''
refresh-by-access-token\t''
refresh-without-auth\t''
refresh-for-any-client\t''
refresh-widens\t''
refresh-not-rotated\t''
refresh-token-missing\t''
refresh-scope-wider\t''
refresh-id-token-other\t''
refresh-reuse-harmless\t''
dpop-token-type\t''
dpop-nonce-never-good\t''
dpop-nonce-spends-code\t''
dpop-proof-unchecked\t''
dpop-proof-replay\t''
dpop-ath-unchecked\t''
dpop-downgrade\t''
dpop-jkt-ignored\t''
dpop-refresh-unbound\t''
certificate-unbound\t''
introspection-word\t''
introspection-all-dead\t''
introspection-open\t''
introspection-all-alive\t''
revocation-idle\t''
revocation-open\t''
revocation-foreign\t''
logout-state-missing\t''
logout-redirect-unchecked\t''
logout-keeps-session\t''
registration-secret-endless\t''
registration-unguarded\t''
device-expires-in-missing\t''
device-code-replay\t''
device-code-for-any-client\t''
client-credentials-refresh\t''
client-credentials-open\t''
exchange-type-missing\t''
exchange-widens\t''
jwt-bearer-unverified\t''"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand serve" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand serve" -l json -d 'Print issuer, clients and users as one line of JSON on standard output when it is ready'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand serve" -l tls -d 'Speak https, with a certificate made for this run; clients may show one of their own (RFC 8705)'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand serve" -l list-faults -d 'List the faults, each with what sees it (an ordinary login, one that uses an extension, a probe) and the requirement that it breaks'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand serve" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand show" -l login -d 'Which login of a HAR, from 1 [default: the last]' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand show" -l as -d 'How to tell it' -r -f -a "text\t'The story, as `login` tells it'
json\t'The document of `login --json`'
har\t'HAR 1.2, for the tools that read what browsers capture'
curl\t'A shell script that repeats the calls of the back channel, with placeholders for secrets'
diagram\t'A sequence diagram for a terminal: who sent what to whom, and where secret and verifier travel'
mermaid\t'The same diagram as text for Mermaid'
markdown\t'The whole run as a Markdown document'
html\t'The whole run as one HTML page that needs nothing else'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand show" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand show" -l reveal -d 'Mask nothing that the record holds'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand diff" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand diff" -l json -d 'Write one JSON document'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand diff" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand decode" -l issuer -d 'Check signatures with the keys of this issuer, by its metadata; it also has to be the `iss`' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand decode" -l jwks -d 'Check signatures with this key set, a file or a URL' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand decode" -l secret-file -d 'Check signatures (HS256 and the like) with the secret in this file' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand decode" -l clock-skew -d 'How far clocks may differ, in seconds' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand decode" -l ca-cert -d 'Trust the authorities of this PEM file as well' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand decode" -l cert -d 'The client\'s certificate for mutual TLS, in a PEM file; its private key in the same file, or by --key' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand decode" -l resolve -d 'Reach this server at this address, and without a proxy: repeat it, or separate them by spaces' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand decode" -l proxy -d 'Reach https servers beyond this machine through this proxy: http, https, socks5 or socks5h [default: the one of the environment]' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand decode" -l connect-timeout -d 'How long a connection may take, in seconds' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand decode" -l max-time -d 'How long one request may take in all, in seconds' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand decode" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand decode" -l json -d 'Write one JSON document'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand decode" -l insecure-tls -d 'Take any certificate of a server: whoever stands between can read and change everything'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand decode" -l allow-http -d 'Speak plain http beyond this machine: everything can be read on the way'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand decode" -l no-proxy -d 'Use no proxy, whatever the environment says'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand decode" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand discover" -l trace -d 'Save the record of the messages to this file' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand discover" -l ca-cert -d 'Trust the authorities of this PEM file as well' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand discover" -l cert -d 'The client\'s certificate for mutual TLS, in a PEM file; its private key in the same file, or by --key' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand discover" -l resolve -d 'Reach this server at this address, and without a proxy: repeat it, or separate them by spaces' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand discover" -l proxy -d 'Reach https servers beyond this machine through this proxy: http, https, socks5 or socks5h [default: the one of the environment]' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand discover" -l connect-timeout -d 'How long a connection may take, in seconds' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand discover" -l max-time -d 'How long one request may take in all, in seconds' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand discover" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand discover" -l json -d 'Write one JSON document'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand discover" -l insecure-tls -d 'Take any certificate of a server: whoever stands between can read and change everything'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand discover" -l allow-http -d 'Speak plain http beyond this machine: everything can be read on the way'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand discover" -l no-proxy -d 'Use no proxy, whatever the environment says'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand discover" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand lab; and not __fish_seen_subcommand_from list run cell matrix help" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand lab; and not __fish_seen_subcommand_from list run cell matrix help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand lab; and not __fish_seen_subcommand_from list run cell matrix help" -f -a "list" -d 'List the attacks, each with what the attacker has, and the defences'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand lab; and not __fish_seen_subcommand_from list run cell matrix help" -f -a "run" -d 'Play one attack, and see who ends up with what'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand lab; and not __fish_seen_subcommand_from list run cell matrix help" -f -a "cell" -d 'Tell the story behind one cell of the matrix'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand lab; and not __fish_seen_subcommand_from list run cell matrix help" -f -a "matrix" -d 'Play every attack against every defence by itself, or against combinations'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand lab; and not __fish_seen_subcommand_from list run cell matrix help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand lab; and __fish_seen_subcommand_from list" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand lab; and __fish_seen_subcommand_from list" -l json -d 'Print it as JSON'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand lab; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand lab; and __fish_seen_subcommand_from run" -l with -d 'What is switched on: names with a comma between them, or `all`' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand lab; and __fish_seen_subcommand_from run" -l without -d 'What is left out of it, as in `--with all --without s256`' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand lab; and __fish_seen_subcommand_from run" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand lab; and __fish_seen_subcommand_from run" -l full -d 'Tell every message, each with everything that is in it; a page as it reads'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand lab; and __fish_seen_subcommand_from run" -l run -d 'Do not stop between the moves'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand lab; and __fish_seen_subcommand_from run" -l json -d 'Print what it came to as JSON'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand lab; and __fish_seen_subcommand_from run" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand lab; and __fish_seen_subcommand_from cell" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand lab; and __fish_seen_subcommand_from cell" -l full -d 'Tell every message, each with everything that is in it; a page as it reads'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand lab; and __fish_seen_subcommand_from cell" -l run -d 'Do not stop between the moves'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand lab; and __fish_seen_subcommand_from cell" -l json -d 'Print what it came to as JSON'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand lab; and __fish_seen_subcommand_from cell" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand lab; and __fish_seen_subcommand_from matrix" -l combine -d 'Combinations instead of single defences; can be repeated. Without a value those that teach the most' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand lab; and __fish_seen_subcommand_from matrix" -l html -d 'Save the table with the story of every cell as one HTML page that needs nothing else; `-` is standard output' -r -F
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand lab; and __fish_seen_subcommand_from matrix" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand lab; and __fish_seen_subcommand_from matrix" -l json -d 'Print the cells as JSON: an array of objects with `scenario`, `defence`, `outcome` and `message`'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand lab; and __fish_seen_subcommand_from matrix" -l markdown -d 'Print the table in Markdown'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand lab; and __fish_seen_subcommand_from matrix" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand lab; and __fish_seen_subcommand_from help" -f -a "list" -d 'List the attacks, each with what the attacker has, and the defences'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand lab; and __fish_seen_subcommand_from help" -f -a "run" -d 'Play one attack, and see who ends up with what'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand lab; and __fish_seen_subcommand_from help" -f -a "cell" -d 'Tell the story behind one cell of the matrix'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand lab; and __fish_seen_subcommand_from help" -f -a "matrix" -d 'Play every attack against every defence by itself, or against combinations'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand lab; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand config; and not __fish_seen_subcommand_from show init list path help" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand config; and not __fish_seen_subcommand_from show init list path help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand config; and not __fish_seen_subcommand_from show init list path help" -f -a "show" -d 'Tell each setting of a login, and where it comes from'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand config; and not __fish_seen_subcommand_from show init list path help" -f -a "init" -d 'Write a profile into a file of settings'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand config; and not __fish_seen_subcommand_from show init list path help" -f -a "list" -d 'List the names that login takes: profiles of the files, and the providers that are known'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand config; and not __fish_seen_subcommand_from show init list path help" -f -a "path" -d 'Tell which files of settings are read'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand config; and not __fish_seen_subcommand_from show init list path help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand config; and __fish_seen_subcommand_from show" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand config; and __fish_seen_subcommand_from show" -l json -d 'Print it as JSON'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand config; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand config; and __fish_seen_subcommand_from init" -l name -d 'The name of the profile, for `oauth-flow login NAME`' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand config; and __fish_seen_subcommand_from init" -l issuer -d 'The issuer, character by character as the provider writes it' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand config; and __fish_seen_subcommand_from init" -l like -d 'A known provider to begin with (see `oauth-flow config list`)' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand config; and __fish_seen_subcommand_from init" -l domain -d 'The domain at a known provider that gives each customer one' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand config; and __fish_seen_subcommand_from init" -l tenant -d 'The tenant, realm or user pool at a known provider' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand config; and __fish_seen_subcommand_from init" -l client-id -d 'The app\'s user name at the provider' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand config; and __fish_seen_subcommand_from init" -l secret-env -d 'The variable in which the client secret is kept' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand config; and __fish_seen_subcommand_from init" -l secret-file -d 'The file in which the client secret is kept' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand config; and __fish_seen_subcommand_from init" -l redirect-uri -d 'The redirect URI that is registered [default: a free port of 127.0.0.1]' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand config; and __fish_seen_subcommand_from init" -l scope -d 'The scopes, separated by spaces' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand config; and __fish_seen_subcommand_from init" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand config; and __fish_seen_subcommand_from init" -l public -d 'A public client: it has no secret'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand config; and __fish_seen_subcommand_from init" -l user -d 'Write into the user\'s own file, and not into oauth-flow.toml of this folder'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand config; and __fish_seen_subcommand_from init" -l force -d 'Replace a profile of this name, and write it even where the issuer does not answer as it should'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand config; and __fish_seen_subcommand_from init" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand config; and __fish_seen_subcommand_from list" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand config; and __fish_seen_subcommand_from list" -l json -d 'Print it as JSON'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand config; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand config; and __fish_seen_subcommand_from path" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand config; and __fish_seen_subcommand_from path" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "show" -d 'Tell each setting of a login, and where it comes from'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "init" -d 'Write a profile into a file of settings'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "list" -d 'List the names that login takes: profiles of the files, and the providers that are known'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "path" -d 'Tell which files of settings are read'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand explain" -l login -d 'Which login of a HAR, from 1 [default: the last]' -r
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand explain" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand explain" -l list -d 'List every word that is known'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand explain" -l json -d 'Print it as JSON'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand explain" -l reveal -d 'Mask nothing that the record holds'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand explain" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand learn" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand learn" -l transcript -d 'Print the whole course, or the chapter, as a handout, every outcome played meanwhile'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand learn" -l list -d 'List the chapters, and how far you are'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand learn" -l reset -d 'Forget how far you are'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand learn" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand completions" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand completions" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand help; and not __fish_seen_subcommand_from login check prove device client-credentials exchange jwt-bearer password refresh userinfo introspect call revoke logout register unregister serve show diff decode discover lab config explain learn completions help" -f -a "login" -d 'Log in, step by step, and see every message'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand help; and not __fish_seen_subcommand_from login check prove device client-credentials exchange jwt-bearer password refresh userinfo introspect call revoke logout register unregister serve show diff decode discover lab config explain learn completions help" -f -a "check" -d 'Smoke-test a provider: does it log people in, keep its promises, and refuse what it must refuse?'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand help; and not __fish_seen_subcommand_from login check prove device client-credentials exchange jwt-bearer password refresh userinfo introspect call revoke logout register unregister serve show diff decode discover lab config explain learn completions help" -f -a "prove" -d 'Measure which of client secret and code verifier a provider really demands'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand help; and not __fish_seen_subcommand_from login check prove device client-credentials exchange jwt-bearer password refresh userinfo introspect call revoke logout register unregister serve show diff decode discover lab config explain learn completions help" -f -a "device" -d 'Log in on a machine without a browser: a code is typed on another device (RFC 8628)'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand help; and not __fish_seen_subcommand_from login check prove device client-credentials exchange jwt-bearer password refresh userinfo introspect call revoke logout register unregister serve show diff decode discover lab config explain learn completions help" -f -a "client-credentials" -d 'Ask for a token for the client itself (RFC 6749 4.4)'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand help; and not __fish_seen_subcommand_from login check prove device client-credentials exchange jwt-bearer password refresh userinfo introspect call revoke logout register unregister serve show diff decode discover lab config explain learn completions help" -f -a "exchange" -d 'Trade one token for another (RFC 8693)'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand help; and not __fish_seen_subcommand_from login check prove device client-credentials exchange jwt-bearer password refresh userinfo introspect call revoke logout register unregister serve show diff decode discover lab config explain learn completions help" -f -a "jwt-bearer" -d 'Ask for a token with a signed word (RFC 7523 2.1)'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand help; and not __fish_seen_subcommand_from login check prove device client-credentials exchange jwt-bearer password refresh userinfo introspect call revoke logout register unregister serve show diff decode discover lab config explain learn completions help" -f -a "password" -d 'Ask for tokens with a user\'s password: deprecated, to see why (RFC 9700 2.4)'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand help; and not __fish_seen_subcommand_from login check prove device client-credentials exchange jwt-bearer password refresh userinfo introspect call revoke logout register unregister serve show diff decode discover lab config explain learn completions help" -f -a "refresh" -d 'Trade a refresh token for new tokens (RFC 6749 6)'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand help; and not __fish_seen_subcommand_from login check prove device client-credentials exchange jwt-bearer password refresh userinfo introspect call revoke logout register unregister serve show diff decode discover lab config explain learn completions help" -f -a "userinfo" -d 'Fetch the claims of the user with an access token (OpenID Connect Core 5.3)'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand help; and not __fish_seen_subcommand_from login check prove device client-credentials exchange jwt-bearer password refresh userinfo introspect call revoke logout register unregister serve show diff decode discover lab config explain learn completions help" -f -a "introspect" -d 'Ask the server what a token is worth (RFC 7662)'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand help; and not __fish_seen_subcommand_from login check prove device client-credentials exchange jwt-bearer password refresh userinfo introspect call revoke logout register unregister serve show diff decode discover lab config explain learn completions help" -f -a "call" -d 'Use an access token at any resource (RFC 6750)'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand help; and not __fish_seen_subcommand_from login check prove device client-credentials exchange jwt-bearer password refresh userinfo introspect call revoke logout register unregister serve show diff decode discover lab config explain learn completions help" -f -a "revoke" -d 'Have a token declared dead, and see that it is (RFC 7009)'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand help; and not __fish_seen_subcommand_from login check prove device client-credentials exchange jwt-bearer password refresh userinfo introspect call revoke logout register unregister serve show diff decode discover lab config explain learn completions help" -f -a "logout" -d 'End the session at the provider, in the browser (OpenID Connect RP-Initiated Logout 1.0)'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand help; and not __fish_seen_subcommand_from login check prove device client-credentials exchange jwt-bearer password refresh userinfo introspect call revoke logout register unregister serve show diff decode discover lab config explain learn completions help" -f -a "register" -d 'Register a client for a loopback redirect (RFC 7591)'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand help; and not __fish_seen_subcommand_from login check prove device client-credentials exchange jwt-bearer password refresh userinfo introspect call revoke logout register unregister serve show diff decode discover lab config explain learn completions help" -f -a "unregister" -d 'Delete a client that was registered (RFC 7592)'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand help; and not __fish_seen_subcommand_from login check prove device client-credentials exchange jwt-bearer password refresh userinfo introspect call revoke logout register unregister serve show diff decode discover lab config explain learn completions help" -f -a "serve" -d 'Run the practice provider: an authorization server to learn, test and break'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand help; and not __fish_seen_subcommand_from login check prove device client-credentials exchange jwt-bearer password refresh userinfo introspect call revoke logout register unregister serve show diff decode discover lab config explain learn completions help" -f -a "show" -d 'Tell a saved run again, judged by today\'s rules'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand help; and not __fish_seen_subcommand_from login check prove device client-credentials exchange jwt-bearer password refresh userinfo introspect call revoke logout register unregister serve show diff decode discover lab config explain learn completions help" -f -a "diff" -d 'Two runs side by side, message by message, with only what differs'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand help; and not __fish_seen_subcommand_from login check prove device client-credentials exchange jwt-bearer password refresh userinfo introspect call revoke logout register unregister serve show diff decode discover lab config explain learn completions help" -f -a "decode" -d 'Take a token apart: what it is, what each claim is for, and what is wrong with it'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand help; and not __fish_seen_subcommand_from login check prove device client-credentials exchange jwt-bearer password refresh userinfo introspect call revoke logout register unregister serve show diff decode discover lab config explain learn completions help" -f -a "discover" -d 'Look at a provider without logging in: its metadata, its keys, and what is wrong with them'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand help; and not __fish_seen_subcommand_from login check prove device client-credentials exchange jwt-bearer password refresh userinfo introspect call revoke logout register unregister serve show diff decode discover lab config explain learn completions help" -f -a "lab" -d 'Play attacks, and see what secret, verifier and the other defences are each for'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand help; and not __fish_seen_subcommand_from login check prove device client-credentials exchange jwt-bearer password refresh userinfo introspect call revoke logout register unregister serve show diff decode discover lab config explain learn completions help" -f -a "config" -d 'Settings: what they are, where they come from, and a file to begin with'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand help; and not __fish_seen_subcommand_from login check prove device client-credentials exchange jwt-bearer password refresh userinfo introspect call revoke logout register unregister serve show diff decode discover lab config explain learn completions help" -f -a "explain" -d 'Tell what a word means, or why a saved run failed and what to do'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand help; and not __fish_seen_subcommand_from login check prove device client-credentials exchange jwt-bearer password refresh userinfo introspect call revoke logout register unregister serve show diff decode discover lab config explain learn completions help" -f -a "learn" -d 'Learn what secret and verifier are for: attacks that you predict and then watch'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand help; and not __fish_seen_subcommand_from login check prove device client-credentials exchange jwt-bearer password refresh userinfo introspect call revoke logout register unregister serve show diff decode discover lab config explain learn completions help" -f -a "completions" -d 'Print the completions for a shell'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand help; and not __fish_seen_subcommand_from login check prove device client-credentials exchange jwt-bearer password refresh userinfo introspect call revoke logout register unregister serve show diff decode discover lab config explain learn completions help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand help; and __fish_seen_subcommand_from check" -f -a "merge" -d 'Join the JSON reports of several runs, and give them out as one'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand help; and __fish_seen_subcommand_from lab" -f -a "list" -d 'List the attacks, each with what the attacker has, and the defences'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand help; and __fish_seen_subcommand_from lab" -f -a "run" -d 'Play one attack, and see who ends up with what'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand help; and __fish_seen_subcommand_from lab" -f -a "cell" -d 'Tell the story behind one cell of the matrix'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand help; and __fish_seen_subcommand_from lab" -f -a "matrix" -d 'Play every attack against every defence by itself, or against combinations'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand help; and __fish_seen_subcommand_from config" -f -a "show" -d 'Tell each setting of a login, and where it comes from'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand help; and __fish_seen_subcommand_from config" -f -a "init" -d 'Write a profile into a file of settings'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand help; and __fish_seen_subcommand_from config" -f -a "list" -d 'List the names that login takes: profiles of the files, and the providers that are known'
complete -c oauth-flow -n "__fish_oauth_flow_using_subcommand help; and __fish_seen_subcommand_from config" -f -a "path" -d 'Tell which files of settings are read'
