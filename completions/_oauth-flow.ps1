
using namespace System.Management.Automation
using namespace System.Management.Automation.Language

Register-ArgumentCompleter -Native -CommandName 'oauth-flow' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $commandElements = $commandAst.CommandElements
    $command = @(
        'oauth-flow'
        for ($i = 1; $i -lt $commandElements.Count; $i++) {
            $element = $commandElements[$i]
            if ($element -isnot [StringConstantExpressionAst] -or
                $element.StringConstantType -ne [StringConstantType]::BareWord -or
                $element.Value.StartsWith('-') -or
                $element.Value -eq $wordToComplete) {
                break
        }
        $element.Value
    }) -join ';'

    $completions = @(switch ($command) {
        'oauth-flow' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('login', 'login', [CompletionResultType]::ParameterValue, 'Log in, step by step, and see every message')
            [CompletionResult]::new('serve', 'serve', [CompletionResultType]::ParameterValue, 'Run the practice provider: an authorization server to learn, test and break')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Tell a saved run again, judged by today''s rules')
            [CompletionResult]::new('decode', 'decode', [CompletionResultType]::ParameterValue, 'Take a token apart: what it is, what each claim is for, and what is wrong with it')
            [CompletionResult]::new('discover', 'discover', [CompletionResultType]::ParameterValue, 'Look at a provider without logging in: its metadata, its keys, and what is wrong with them')
            [CompletionResult]::new('config', 'config', [CompletionResultType]::ParameterValue, 'Settings: what they are, where they come from, and a file to begin with')
            [CompletionResult]::new('explain', 'explain', [CompletionResultType]::ParameterValue, 'Tell what a word means, or why a saved run failed and what to do')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print the completions for a shell')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'oauth-flow;login' {
            [CompletionResult]::new('--client-id', '--client-id', [CompletionResultType]::ParameterName, 'The app''s user name at the provider')
            [CompletionResult]::new('--client-secret', '--client-secret', [CompletionResultType]::ParameterName, 'The app''s password; better by file, standard input or environment, since arguments are seen by every process')
            [CompletionResult]::new('--client-secret-file', '--client-secret-file', [CompletionResultType]::ParameterName, 'Read the client secret from this file')
            [CompletionResult]::new('--auth-method', '--auth-method', [CompletionResultType]::ParameterName, 'How the client proves itself at the token endpoint [default: chosen from the metadata]')
            [CompletionResult]::new('--basic-encoding', '--basic-encoding', [CompletionResultType]::ParameterName, 'How id and secret are written into the Basic header')
            [CompletionResult]::new('--redirect-uri', '--redirect-uri', [CompletionResultType]::ParameterName, 'Where the answer is to go; sent as it is written here [default: http://127.0.0.1:PORT/callback]')
            [CompletionResult]::new('--port', '--port', [CompletionResultType]::ParameterName, 'The port of the listener [default: a free one]')
            [CompletionResult]::new('--callback-cert', '--callback-cert', [CompletionResultType]::ParameterName, 'The certificate of an https listener, in a PEM file [default: one made for this run]')
            [CompletionResult]::new('--callback-key', '--callback-key', [CompletionResultType]::ParameterName, 'Its private key, in a PEM file [default: in the file of --callback-cert]')
            [CompletionResult]::new('--key', '--key', [CompletionResultType]::ParameterName, 'The client''s private key (PEM or JWK): it signs assertions and request objects, and belongs to --cert')
            [CompletionResult]::new('--key-alg', '--key-alg', [CompletionResultType]::ParameterName, 'The algorithm that it signs with [default: what the key says, or the usual one of its kind]')
            [CompletionResult]::new('--assertion-audience', '--assertion-audience', [CompletionResultType]::ParameterName, 'Whom an assertion names as its audience; newer rules want the issuer, older servers their token endpoint')
            [CompletionResult]::new('--dpop-key', '--dpop-key', [CompletionResultType]::ParameterName, 'Bind them to this private key (PEM or JWK) instead')
            [CompletionResult]::new('--dpop-alg', '--dpop-alg', [CompletionResultType]::ParameterName, 'The algorithm of the proofs [default: ES256, or what the key says]')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The scopes: repeat it, or separate them by spaces [default: openid, where the provider speaks OpenID Connect]')
            [CompletionResult]::new('--response-mode', '--response-mode', [CompletionResultType]::ParameterName, 'How the answer is to come back')
            [CompletionResult]::new('--pkce', '--pkce', [CompletionResultType]::ParameterName, 'Proof Key for Code Exchange')
            [CompletionResult]::new('--set', '--set', [CompletionResultType]::ParameterName, 'Change a message just before it is sent: a parameter, or STEP.header.NAME=VALUE; can be repeated')
            [CompletionResult]::new('--unset', '--unset', [CompletionResultType]::ParameterName, 'Leave something out of a message: a parameter, or STEP.header.NAME; can be repeated')
            [CompletionResult]::new('--response-type', '--response-type', [CompletionResultType]::ParameterName, 'What is to come back; all but `code` send tokens through the browser, and are for old set-ups')
            [CompletionResult]::new('--resource', '--resource', [CompletionResultType]::ParameterName, 'Where the access token is to be used (RFC 8707): a URI; can be repeated')
            [CompletionResult]::new('--authorization-details', '--authorization-details', [CompletionResultType]::ParameterName, 'What is to be done, in detail (RFC 9396): a list of JSON objects, or @FILE with one')
            [CompletionResult]::new('--claims', '--claims', [CompletionResultType]::ParameterName, 'Claims asked for one by one (OpenID Connect Core 5.5): a JSON object, or @FILE with one')
            [CompletionResult]::new('--acr-values', '--acr-values', [CompletionResultType]::ParameterName, 'How the user is to be authenticated: classes between spaces, the best first')
            [CompletionResult]::new('--max-age', '--max-age', [CompletionResultType]::ParameterName, 'How old the login may be, in seconds; then the ID token has to tell when it was')
            [CompletionResult]::new('--prompt', '--prompt', [CompletionResultType]::ParameterName, 'What the server is to ask the user: `none`, or some of `login`, `consent` and `select_account` between spaces')
            [CompletionResult]::new('--login-hint', '--login-hint', [CompletionResultType]::ParameterName, 'Who is probably going to log in')
            [CompletionResult]::new('--id-token-hint', '--id-token-hint', [CompletionResultType]::ParameterName, 'An ID token of the one who is to log in')
            [CompletionResult]::new('--ui-locales', '--ui-locales', [CompletionResultType]::ParameterName, 'The languages of the pages, between spaces, the best first')
            [CompletionResult]::new('--display', '--display', [CompletionResultType]::ParameterName, 'How the pages are to be shown: page, popup, touch or wap')
            [CompletionResult]::new('--audience', '--audience', [CompletionResultType]::ParameterName, 'The API that the access token is for, at servers that do not know --resource')
            [CompletionResult]::new('--param', '--param', [CompletionResultType]::ParameterName, 'Any other parameter of the authorization request; can be repeated')
            [CompletionResult]::new('--issuer', '--issuer', [CompletionResultType]::ParameterName, 'The issuer to compare with, where the endpoints are given')
            [CompletionResult]::new('--issuer-template', '--issuer-template', [CompletionResultType]::ParameterName, 'What the metadata of many tenants may name as issuer instead, with `{tenantid}` for the tenant; the ID token names it in tid')
            [CompletionResult]::new('--domain', '--domain', [CompletionResultType]::ParameterName, 'The domain at a known provider that gives each customer one')
            [CompletionResult]::new('--tenant', '--tenant', [CompletionResultType]::ParameterName, 'The tenant, realm or user pool at a known provider')
            [CompletionResult]::new('--authorization-endpoint', '--authorization-endpoint', [CompletionResultType]::ParameterName, 'The authorization endpoint, instead of the discovered one')
            [CompletionResult]::new('--token-endpoint', '--token-endpoint', [CompletionResultType]::ParameterName, 'The token endpoint, instead of the discovered one')
            [CompletionResult]::new('--userinfo-endpoint', '--userinfo-endpoint', [CompletionResultType]::ParameterName, 'The userinfo endpoint, instead of the discovered one')
            [CompletionResult]::new('--jwks-uri', '--jwks-uri', [CompletionResultType]::ParameterName, 'The key set, instead of the discovered one')
            [CompletionResult]::new('--par-endpoint', '--par-endpoint', [CompletionResultType]::ParameterName, 'Where the request is pushed to, instead of the discovered endpoint')
            [CompletionResult]::new('--clock-skew', '--clock-skew', [CompletionResultType]::ParameterName, 'How far clocks may differ, in seconds')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'Trust the authorities of this PEM file as well')
            [CompletionResult]::new('--cert', '--cert', [CompletionResultType]::ParameterName, 'The client''s certificate for mutual TLS, in a PEM file; its private key in the same file, or by --key')
            [CompletionResult]::new('--resolve', '--resolve', [CompletionResultType]::ParameterName, 'Reach this server at this address, and without a proxy: repeat it, or separate them by spaces')
            [CompletionResult]::new('--proxy', '--proxy', [CompletionResultType]::ParameterName, 'Reach https servers beyond this machine through this proxy: http, https, socks5 or socks5h [default: the one of the environment]')
            [CompletionResult]::new('--connect-timeout', '--connect-timeout', [CompletionResultType]::ParameterName, 'How long a connection may take, in seconds')
            [CompletionResult]::new('--max-time', '--max-time', [CompletionResultType]::ParameterName, 'How long one request may take in all, in seconds')
            [CompletionResult]::new('--browser', '--browser', [CompletionResultType]::ParameterName, 'Open the URL with this command; it replaces `%s` or is appended; no shell runs')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Let a robot sign in at the practice provider, as alice or bob')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long the answer is awaited, in seconds')
            [CompletionResult]::new('--print', '--print', [CompletionResultType]::ParameterName, 'Print one value on standard output')
            [CompletionResult]::new('--trace', '--trace', [CompletionResultType]::ParameterName, 'Save the record of the run to this file, masked unless --reveal is given; also of a run that failed')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--client-secret-stdin', '--client-secret-stdin', [CompletionResultType]::ParameterName, 'Read the client secret from standard input')
            [CompletionResult]::new('--public', '--public', [CompletionResultType]::ParameterName, 'A public client: it has no secret')
            [CompletionResult]::new('--dpop', '--dpop', [CompletionResultType]::ParameterName, 'Bind the tokens to a key made for this run, so that a stolen one is worth nothing (RFC 9449)')
            [CompletionResult]::new('--no-dpop-jkt', '--no-dpop-jkt', [CompletionResultType]::ParameterName, 'Leave the code unbound: no `dpop_jkt` in the request')
            [CompletionResult]::new('--no-state', '--no-state', [CompletionResultType]::ParameterName, 'Send no state: weakens the login, to see what the provider does')
            [CompletionResult]::new('--no-nonce', '--no-nonce', [CompletionResultType]::ParameterName, 'Send no nonce: weakens the login, to see what the provider does')
            [CompletionResult]::new('--par', '--par', [CompletionResultType]::ParameterName, 'Hand the request to the server directly first (RFC 9126) [default: where the metadata requires it]')
            [CompletionResult]::new('--no-par', '--no-par', [CompletionResultType]::ParameterName, 'Never do so, whatever the metadata requires')
            [CompletionResult]::new('--request-object', '--request-object', [CompletionResultType]::ParameterName, 'Sign the request (RFC 9101): with --key, else with the client secret')
            [CompletionResult]::new('--strict', '--strict', [CompletionResultType]::ParameterName, 'Refuse also what is only odd: an answer without `iss`, or with one that nobody promised (RFC 9207 2.4)')
            [CompletionResult]::new('--insecure-tls', '--insecure-tls', [CompletionResultType]::ParameterName, 'Take any certificate of a server: whoever stands between can read and change everything')
            [CompletionResult]::new('--allow-http', '--allow-http', [CompletionResultType]::ParameterName, 'Speak plain http beyond this machine: everything can be read on the way')
            [CompletionResult]::new('--no-proxy', '--no-proxy', [CompletionResultType]::ParameterName, 'Use no proxy, whatever the environment says')
            [CompletionResult]::new('--no-browser', '--no-browser', [CompletionResultType]::ParameterName, 'Open no browser: somebody opens the URL that is shown')
            [CompletionResult]::new('--run', '--run', [CompletionResultType]::ParameterName, 'Do not stop at each message')
            [CompletionResult]::new('--no-lessons', '--no-lessons', [CompletionResultType]::ParameterName, 'Leave out the sentences that explain each step')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the whole run as one JSON document on standard output')
            [CompletionResult]::new('--reveal', '--reveal', [CompletionResultType]::ParameterName, 'Mask nothing, not even the client secret')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'oauth-flow;serve' {
            [CompletionResult]::new('--port', '--port', [CompletionResultType]::ParameterName, 'The port [default: a free one]')
            [CompletionResult]::new('--listen', '--listen', [CompletionResultType]::ParameterName, 'The address; anything but a loopback address can be reached by others')
            [CompletionResult]::new('--client-id', '--client-id', [CompletionResultType]::ParameterName, 'One client more, by its id')
            [CompletionResult]::new('--client-secret', '--client-secret', [CompletionResultType]::ParameterName, 'Its secret; without secret, keys and certificate it is public')
            [CompletionResult]::new('--client-jwks', '--client-jwks', [CompletionResultType]::ParameterName, 'Its public keys, as a JWK Set or one JWK: for `private_key_jwt`, and for certificates by `x5c` or `x5t#S256`')
            [CompletionResult]::new('--client-tls-subject', '--client-tls-subject', [CompletionResultType]::ParameterName, 'The subject of its certificate, such as `CN=app,O=Example` (RFC 8705 2.1.2)')
            [CompletionResult]::new('--client-ca', '--client-ca', [CompletionResultType]::ParameterName, 'Whose certificates prove a client by its name, as PEM (RFC 8705 2.1)')
            [CompletionResult]::new('--redirect-uri', '--redirect-uri', [CompletionResultType]::ParameterName, 'Where its answers may go; can be repeated')
            [CompletionResult]::new('--tls-ca-out', '--tls-ca-out', [CompletionResultType]::ParameterName, 'Write the authority of that certificate to this PEM file, for `login --ca-cert FILE`')
            [CompletionResult]::new('--tls-cert', '--tls-cert', [CompletionResultType]::ParameterName, 'Speak https with this certificate, in a PEM file')
            [CompletionResult]::new('--tls-key', '--tls-key', [CompletionResultType]::ParameterName, 'Its private key, in a PEM file [default: in the file of --tls-cert]')
            [CompletionResult]::new('--pkce', '--pkce', [CompletionResultType]::ParameterName, 'Whether `code_challenge` is looked at (RFC 7636)')
            [CompletionResult]::new('--pkce-methods', '--pkce-methods', [CompletionResultType]::ParameterName, 'Which transformations a challenge may use (RFC 7636 4.2)')
            [CompletionResult]::new('--redirect', '--redirect', [CompletionResultType]::ParameterName, 'How a redirect URI is compared with the registered ones (RFC 9700 2.1)')
            [CompletionResult]::new('--loopback-port', '--loopback-port', [CompletionResultType]::ParameterName, 'Whether the port of a loopback redirect URI counts (RFC 8252 7.3)')
            [CompletionResult]::new('--codes', '--codes', [CompletionResultType]::ParameterName, 'How often a code can be redeemed (RFC 6749 4.1.2)')
            [CompletionResult]::new('--code-lifetime', '--code-lifetime', [CompletionResultType]::ParameterName, 'How long a code can be redeemed, in seconds')
            [CompletionResult]::new('--consent', '--consent', [CompletionResultType]::ParameterName, 'When the consent page is shown')
            [CompletionResult]::new('--iss', '--iss', [CompletionResultType]::ParameterName, 'Whether the answer names its issuer (RFC 9207)')
            [CompletionResult]::new('--token-auth', '--token-auth', [CompletionResultType]::ParameterName, 'How a client may prove itself at the token endpoint (RFC 6749 2.3)')
            [CompletionResult]::new('--refresh', '--refresh', [CompletionResultType]::ParameterName, 'What happens to a refresh token that was used (RFC 9700 4.14.2)')
            [CompletionResult]::new('--par', '--par', [CompletionResultType]::ParameterName, 'Whether a client may, or must, push its request before (RFC 9126)')
            [CompletionResult]::new('--request-uri-lifetime', '--request-uri-lifetime', [CompletionResultType]::ParameterName, 'How long the name of a pushed request is good, in seconds')
            [CompletionResult]::new('--request-objects', '--request-objects', [CompletionResultType]::ParameterName, 'Which request objects are taken (RFC 9101)')
            [CompletionResult]::new('--jarm', '--jarm', [CompletionResultType]::ParameterName, 'Whether answers are signed where a client asks for it (JARM)')
            [CompletionResult]::new('--response-types', '--response-types', [CompletionResultType]::ParameterName, 'Which response types there are; all means with the implicit grant (RFC 9700 2.1.2)')
            [CompletionResult]::new('--claims-parameter', '--claims-parameter', [CompletionResultType]::ParameterName, 'Whether claims can be asked for one by one (OpenID Connect Core 5.5)')
            [CompletionResult]::new('--resource-indicators', '--resource-indicators', [CompletionResultType]::ParameterName, 'Whether a client can say where its access token is to be used (RFC 8707)')
            [CompletionResult]::new('--authorization-details', '--authorization-details', [CompletionResultType]::ParameterName, 'Whether a client can say in detail what it wants to do (RFC 9396)')
            [CompletionResult]::new('--access-tokens', '--access-tokens', [CompletionResultType]::ParameterName, 'What access tokens look like (RFC 9068)')
            [CompletionResult]::new('--dpop', '--dpop', [CompletionResultType]::ParameterName, 'Whether tokens can, or must, be bound to a key (RFC 9449)')
            [CompletionResult]::new('--dpop-nonce', '--dpop-nonce', [CompletionResultType]::ParameterName, 'Whether a DPoP proof has to hold a nonce of this server (RFC 9449 8)')
            [CompletionResult]::new('--assertion-audience', '--assertion-audience', [CompletionResultType]::ParameterName, 'Whom a client assertion has to be made out to (RFC 7523 3)')
            [CompletionResult]::new('--on', '--on', [CompletionResultType]::ParameterName, 'Switch an endpoint or a grant on; can be repeated. Off is password alone, which must not be used (RFC 9700 2.4)')
            [CompletionResult]::new('--off', '--off', [CompletionResultType]::ParameterName, 'Switch an endpoint or a grant off; can be repeated')
            [CompletionResult]::new('--device-lifetime', '--device-lifetime', [CompletionResultType]::ParameterName, 'How long the user of a device has, in seconds (RFC 8628 3.2)')
            [CompletionResult]::new('--device-interval', '--device-interval', [CompletionResultType]::ParameterName, 'How long a device waits between two questions, in seconds (RFC 8628 3.2)')
            [CompletionResult]::new('--fault', '--fault', [CompletionResultType]::ParameterName, 'Break one requirement; can be repeated')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print issuer, clients and users as one line of JSON on standard output when it is ready')
            [CompletionResult]::new('--tls', '--tls', [CompletionResultType]::ParameterName, 'Speak https, with a certificate made for this run; clients may show one of their own (RFC 8705)')
            [CompletionResult]::new('--list-faults', '--list-faults', [CompletionResultType]::ParameterName, 'List the faults, each with what sees it (an ordinary login, one that uses an extension, a probe) and the requirement that it breaks')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'oauth-flow;show' {
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'How to tell it')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--reveal', '--reveal', [CompletionResultType]::ParameterName, 'Mask nothing that the record holds')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'oauth-flow;decode' {
            [CompletionResult]::new('--issuer', '--issuer', [CompletionResultType]::ParameterName, 'Check signatures with the keys of this issuer, by its metadata; it also has to be the `iss`')
            [CompletionResult]::new('--jwks', '--jwks', [CompletionResultType]::ParameterName, 'Check signatures with this key set, a file or a URL')
            [CompletionResult]::new('--secret-file', '--secret-file', [CompletionResultType]::ParameterName, 'Check signatures (HS256 and the like) with the secret in this file')
            [CompletionResult]::new('--clock-skew', '--clock-skew', [CompletionResultType]::ParameterName, 'How far clocks may differ, in seconds')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'Trust the authorities of this PEM file as well')
            [CompletionResult]::new('--cert', '--cert', [CompletionResultType]::ParameterName, 'The client''s certificate for mutual TLS, in a PEM file; its private key in the same file, or by --key')
            [CompletionResult]::new('--resolve', '--resolve', [CompletionResultType]::ParameterName, 'Reach this server at this address, and without a proxy: repeat it, or separate them by spaces')
            [CompletionResult]::new('--proxy', '--proxy', [CompletionResultType]::ParameterName, 'Reach https servers beyond this machine through this proxy: http, https, socks5 or socks5h [default: the one of the environment]')
            [CompletionResult]::new('--connect-timeout', '--connect-timeout', [CompletionResultType]::ParameterName, 'How long a connection may take, in seconds')
            [CompletionResult]::new('--max-time', '--max-time', [CompletionResultType]::ParameterName, 'How long one request may take in all, in seconds')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Write one JSON document')
            [CompletionResult]::new('--insecure-tls', '--insecure-tls', [CompletionResultType]::ParameterName, 'Take any certificate of a server: whoever stands between can read and change everything')
            [CompletionResult]::new('--allow-http', '--allow-http', [CompletionResultType]::ParameterName, 'Speak plain http beyond this machine: everything can be read on the way')
            [CompletionResult]::new('--no-proxy', '--no-proxy', [CompletionResultType]::ParameterName, 'Use no proxy, whatever the environment says')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'oauth-flow;discover' {
            [CompletionResult]::new('--trace', '--trace', [CompletionResultType]::ParameterName, 'Save the record of the messages to this file')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'Trust the authorities of this PEM file as well')
            [CompletionResult]::new('--cert', '--cert', [CompletionResultType]::ParameterName, 'The client''s certificate for mutual TLS, in a PEM file; its private key in the same file, or by --key')
            [CompletionResult]::new('--resolve', '--resolve', [CompletionResultType]::ParameterName, 'Reach this server at this address, and without a proxy: repeat it, or separate them by spaces')
            [CompletionResult]::new('--proxy', '--proxy', [CompletionResultType]::ParameterName, 'Reach https servers beyond this machine through this proxy: http, https, socks5 or socks5h [default: the one of the environment]')
            [CompletionResult]::new('--connect-timeout', '--connect-timeout', [CompletionResultType]::ParameterName, 'How long a connection may take, in seconds')
            [CompletionResult]::new('--max-time', '--max-time', [CompletionResultType]::ParameterName, 'How long one request may take in all, in seconds')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Write one JSON document')
            [CompletionResult]::new('--insecure-tls', '--insecure-tls', [CompletionResultType]::ParameterName, 'Take any certificate of a server: whoever stands between can read and change everything')
            [CompletionResult]::new('--allow-http', '--allow-http', [CompletionResultType]::ParameterName, 'Speak plain http beyond this machine: everything can be read on the way')
            [CompletionResult]::new('--no-proxy', '--no-proxy', [CompletionResultType]::ParameterName, 'Use no proxy, whatever the environment says')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'oauth-flow;config' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Tell each setting of a login, and where it comes from')
            [CompletionResult]::new('init', 'init', [CompletionResultType]::ParameterValue, 'Write a profile into a file of settings')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the names that login takes: profiles of the files, and the providers that are known')
            [CompletionResult]::new('path', 'path', [CompletionResultType]::ParameterValue, 'path')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'oauth-flow;config;show' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print it as JSON')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'oauth-flow;config;init' {
            [CompletionResult]::new('--name', '--name', [CompletionResultType]::ParameterName, 'The name of the profile, for `oauth-flow login NAME`')
            [CompletionResult]::new('--issuer', '--issuer', [CompletionResultType]::ParameterName, 'The issuer, character by character as the provider writes it')
            [CompletionResult]::new('--like', '--like', [CompletionResultType]::ParameterName, 'A known provider to begin with (see `oauth-flow config list`)')
            [CompletionResult]::new('--domain', '--domain', [CompletionResultType]::ParameterName, 'The domain at a known provider that gives each customer one')
            [CompletionResult]::new('--tenant', '--tenant', [CompletionResultType]::ParameterName, 'The tenant, realm or user pool at a known provider')
            [CompletionResult]::new('--client-id', '--client-id', [CompletionResultType]::ParameterName, 'The app''s user name at the provider')
            [CompletionResult]::new('--secret-env', '--secret-env', [CompletionResultType]::ParameterName, 'The variable in which the client secret is kept')
            [CompletionResult]::new('--secret-file', '--secret-file', [CompletionResultType]::ParameterName, 'The file in which the client secret is kept')
            [CompletionResult]::new('--redirect-uri', '--redirect-uri', [CompletionResultType]::ParameterName, 'The redirect URI that is registered [default: a free port of 127.0.0.1]')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The scopes, separated by spaces')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--public', '--public', [CompletionResultType]::ParameterName, 'A public client: it has no secret')
            [CompletionResult]::new('--user', '--user', [CompletionResultType]::ParameterName, 'Write into the user''s own file, and not into oauth-flow.toml of this folder')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Replace a profile of this name, and write it even where the issuer does not answer as it should')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'oauth-flow;config;list' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print it as JSON')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'oauth-flow;config;path' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'oauth-flow;config;help' {
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Tell each setting of a login, and where it comes from')
            [CompletionResult]::new('init', 'init', [CompletionResultType]::ParameterValue, 'Write a profile into a file of settings')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the names that login takes: profiles of the files, and the providers that are known')
            [CompletionResult]::new('path', 'path', [CompletionResultType]::ParameterValue, 'path')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'oauth-flow;config;help;show' {
            break
        }
        'oauth-flow;config;help;init' {
            break
        }
        'oauth-flow;config;help;list' {
            break
        }
        'oauth-flow;config;help;path' {
            break
        }
        'oauth-flow;config;help;help' {
            break
        }
        'oauth-flow;explain' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--list', '--list', [CompletionResultType]::ParameterName, 'List every word that is known')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print it as JSON')
            [CompletionResult]::new('--reveal', '--reveal', [CompletionResultType]::ParameterName, 'Mask nothing that the record holds')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'oauth-flow;completions' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'oauth-flow;help' {
            [CompletionResult]::new('login', 'login', [CompletionResultType]::ParameterValue, 'Log in, step by step, and see every message')
            [CompletionResult]::new('serve', 'serve', [CompletionResultType]::ParameterValue, 'Run the practice provider: an authorization server to learn, test and break')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Tell a saved run again, judged by today''s rules')
            [CompletionResult]::new('decode', 'decode', [CompletionResultType]::ParameterValue, 'Take a token apart: what it is, what each claim is for, and what is wrong with it')
            [CompletionResult]::new('discover', 'discover', [CompletionResultType]::ParameterValue, 'Look at a provider without logging in: its metadata, its keys, and what is wrong with them')
            [CompletionResult]::new('config', 'config', [CompletionResultType]::ParameterValue, 'Settings: what they are, where they come from, and a file to begin with')
            [CompletionResult]::new('explain', 'explain', [CompletionResultType]::ParameterValue, 'Tell what a word means, or why a saved run failed and what to do')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print the completions for a shell')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'oauth-flow;help;login' {
            break
        }
        'oauth-flow;help;serve' {
            break
        }
        'oauth-flow;help;show' {
            break
        }
        'oauth-flow;help;decode' {
            break
        }
        'oauth-flow;help;discover' {
            break
        }
        'oauth-flow;help;config' {
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Tell each setting of a login, and where it comes from')
            [CompletionResult]::new('init', 'init', [CompletionResultType]::ParameterValue, 'Write a profile into a file of settings')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the names that login takes: profiles of the files, and the providers that are known')
            [CompletionResult]::new('path', 'path', [CompletionResultType]::ParameterValue, 'path')
            break
        }
        'oauth-flow;help;config;show' {
            break
        }
        'oauth-flow;help;config;init' {
            break
        }
        'oauth-flow;help;config;list' {
            break
        }
        'oauth-flow;help;config;path' {
            break
        }
        'oauth-flow;help;explain' {
            break
        }
        'oauth-flow;help;completions' {
            break
        }
        'oauth-flow;help;help' {
            break
        }
    })

    $completions.Where{ $_.CompletionText -like "$wordToComplete*" } |
        Sort-Object -Property ListItemText
}
