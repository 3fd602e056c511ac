
use builtin;
use str;

set edit:completion:arg-completer[oauth-flow] = {|@words|
    fn spaces {|n|
        builtin:repeat $n ' ' | str:join ''
    }
    fn cand {|text desc|
        edit:complex-candidate $text &display=$text' '(spaces (- 14 (wcswidth $text)))$desc
    }
    var command = 'oauth-flow'
    for word $words[1..-1] {
        if (str:has-prefix $word '-') {
            break
        }
        set command = $command';'$word
    }
    var completions = [
        &'oauth-flow'= {
            cand --color 'When to use colours'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand login 'Log in, step by step, and see every message'
            cand serve 'Run the practice provider: an authorization server to learn, test and break'
            cand show 'Tell a saved run again, judged by today''s rules'
            cand decode 'Take a token apart: what it is, what each claim is for, and what is wrong with it'
            cand discover 'Look at a provider without logging in: its metadata, its keys, and what is wrong with them'
            cand config 'Settings: what they are, where they come from, and a file to begin with'
            cand explain 'Tell what a word means, or why a saved run failed and what to do'
            cand completions 'Print the completions for a shell'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'oauth-flow;login'= {
            cand --client-id 'The app''s user name at the provider'
            cand --client-secret 'The app''s password; better by file, standard input or environment, since arguments are seen by every process'
            cand --client-secret-file 'Read the client secret from this file'
            cand --auth-method 'How the client proves itself at the token endpoint [default: chosen from the metadata]'
            cand --basic-encoding 'How id and secret are written into the Basic header'
            cand --redirect-uri 'Where the answer is to go; sent as it is written here [default: http://127.0.0.1:PORT/callback]'
            cand --port 'The port of the listener [default: a free one]'
            cand --callback-cert 'The certificate of an https listener, in a PEM file [default: one made for this run]'
            cand --callback-key 'Its private key, in a PEM file [default: in the file of --callback-cert]'
            cand --key 'The client''s private key (PEM or JWK): it signs assertions and request objects, and belongs to --cert'
            cand --key-alg 'The algorithm that it signs with [default: what the key says, or the usual one of its kind]'
            cand --assertion-audience 'Whom an assertion names as its audience; newer rules want the issuer, older servers their token endpoint'
            cand --dpop-key 'Bind them to this private key (PEM or JWK) instead'
            cand --dpop-alg 'The algorithm of the proofs [default: ES256, or what the key says]'
            cand --scope 'The scopes: repeat it, or separate them by spaces [default: openid, where the provider speaks OpenID Connect]'
            cand --response-mode 'How the answer is to come back'
            cand --pkce 'Proof Key for Code Exchange'
            cand --set 'Change a message just before it is sent: a parameter, or STEP.header.NAME=VALUE; can be repeated'
            cand --unset 'Leave something out of a message: a parameter, or STEP.header.NAME; can be repeated'
            cand --response-type 'What is to come back; all but `code` send tokens through the browser, and are for old set-ups'
            cand --resource 'Where the access token is to be used (RFC 8707): a URI; can be repeated'
            cand --authorization-details 'What is to be done, in detail (RFC 9396): a list of JSON objects, or @FILE with one'
            cand --claims 'Claims asked for one by one (OpenID Connect Core 5.5): a JSON object, or @FILE with one'
            cand --acr-values 'How the user is to be authenticated: classes between spaces, the best first'
            cand --max-age 'How old the login may be, in seconds; then the ID token has to tell when it was'
            cand --prompt 'What the server is to ask the user: `none`, or some of `login`, `consent` and `select_account` between spaces'
            cand --login-hint 'Who is probably going to log in'
            cand --id-token-hint 'An ID token of the one who is to log in'
            cand --ui-locales 'The languages of the pages, between spaces, the best first'
            cand --display 'How the pages are to be shown: page, popup, touch or wap'
            cand --audience 'The API that the access token is for, at servers that do not know --resource'
            cand --param 'Any other parameter of the authorization request; can be repeated'
            cand --issuer 'The issuer to compare with, where the endpoints are given'
            cand --issuer-template 'What the metadata of many tenants may name as issuer instead, with `{tenantid}` for the tenant; the ID token names it in tid'
            cand --domain 'The domain at a known provider that gives each customer one'
            cand --tenant 'The tenant, realm or user pool at a known provider'
            cand --authorization-endpoint 'The authorization endpoint, instead of the discovered one'
            cand --token-endpoint 'The token endpoint, instead of the discovered one'
            cand --userinfo-endpoint 'The userinfo endpoint, instead of the discovered one'
            cand --jwks-uri 'The key set, instead of the discovered one'
            cand --par-endpoint 'Where the request is pushed to, instead of the discovered endpoint'
            cand --clock-skew 'How far clocks may differ, in seconds'
            cand --ca-cert 'Trust the authorities of this PEM file as well'
            cand --cert 'The client''s certificate for mutual TLS, in a PEM file; its private key in the same file, or by --key'
            cand --resolve 'Reach this server at this address, and without a proxy: repeat it, or separate them by spaces'
            cand --proxy 'Reach https servers beyond this machine through this proxy: http, https, socks5 or socks5h [default: the one of the environment]'
            cand --connect-timeout 'How long a connection may take, in seconds'
            cand --max-time 'How long one request may take in all, in seconds'
            cand --browser 'Open the URL with this command; it replaces `%s` or is appended; no shell runs'
            cand --as 'Let a robot sign in at the practice provider, as alice or bob'
            cand --timeout 'How long the answer is awaited, in seconds'
            cand --print 'Print one value on standard output'
            cand --trace 'Save the record of the run to this file, masked unless --reveal is given; also of a run that failed'
            cand --color 'When to use colours'
            cand --client-secret-stdin 'Read the client secret from standard input'
            cand --public 'A public client: it has no secret'
            cand --dpop 'Bind the tokens to a key made for this run, so that a stolen one is worth nothing (RFC 9449)'
            cand --no-dpop-jkt 'Leave the code unbound: no `dpop_jkt` in the request'
            cand --no-state 'Send no state: weakens the login, to see what the provider does'
            cand --no-nonce 'Send no nonce: weakens the login, to see what the provider does'
            cand --par 'Hand the request to the server directly first (RFC 9126) [default: where the metadata requires it]'
            cand --no-par 'Never do so, whatever the metadata requires'
            cand --request-object 'Sign the request (RFC 9101): with --key, else with the client secret'
            cand --strict 'Refuse also what is only odd: an answer without `iss`, or with one that nobody promised (RFC 9207 2.4)'
            cand --insecure-tls 'Take any certificate of a server: whoever stands between can read and change everything'
            cand --allow-http 'Speak plain http beyond this machine: everything can be read on the way'
            cand --no-proxy 'Use no proxy, whatever the environment says'
            cand --no-browser 'Open no browser: somebody opens the URL that is shown'
            cand --run 'Do not stop at each message'
            cand --no-lessons 'Leave out the sentences that explain each step'
            cand --json 'Print the whole run as one JSON document on standard output'
            cand --reveal 'Mask nothing, not even the client secret'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'oauth-flow;serve'= {
            cand --port 'The port [default: a free one]'
            cand --listen 'The address; anything but a loopback address can be reached by others'
            cand --client-id 'One client more, by its id'
            cand --client-secret 'Its secret; without secret, keys and certificate it is public'
            cand --client-jwks 'Its public keys, as a JWK Set or one JWK: for `private_key_jwt`, and for certificates by `x5c` or `x5t#S256`'
            cand --client-tls-subject 'The subject of its certificate, such as `CN=app,O=Example` (RFC 8705 2.1.2)'
            cand --client-ca 'Whose certificates prove a client by its name, as PEM (RFC 8705 2.1)'
            cand --redirect-uri 'Where its answers may go; can be repeated'
            cand --tls-ca-out 'Write the authority of that certificate to this PEM file, for `login --ca-cert FILE`'
            cand --tls-cert 'Speak https with this certificate, in a PEM file'
            cand --tls-key 'Its private key, in a PEM file [default: in the file of --tls-cert]'
            cand --pkce 'Whether `code_challenge` is looked at (RFC 7636)'
            cand --pkce-methods 'Which transformations a challenge may use (RFC 7636 4.2)'
            cand --redirect 'How a redirect URI is compared with the registered ones (RFC 9700 2.1)'
            cand --loopback-port 'Whether the port of a loopback redirect URI counts (RFC 8252 7.3)'
            cand --codes 'How often a code can be redeemed (RFC 6749 4.1.2)'
            cand --code-lifetime 'How long a code can be redeemed, in seconds'
            cand --consent 'When the consent page is shown'
            cand --iss 'Whether the answer names its issuer (RFC 9207)'
            cand --token-auth 'How a client may prove itself at the token endpoint (RFC 6749 2.3)'
            cand --refresh 'What happens to a refresh token that was used (RFC 9700 4.14.2)'
            cand --par 'Whether a client may, or must, push its request before (RFC 9126)'
            cand --request-uri-lifetime 'How long the name of a pushed request is good, in seconds'
            cand --request-objects 'Which request objects are taken (RFC 9101)'
            cand --jarm 'Whether answers are signed where a client asks for it (JARM)'
            cand --response-types 'Which response types there are; all means with the implicit grant (RFC 9700 2.1.2)'
            cand --claims-parameter 'Whether claims can be asked for one by one (OpenID Connect Core 5.5)'
            cand --resource-indicators 'Whether a client can say where its access token is to be used (RFC 8707)'
            cand --authorization-details 'Whether a client can say in detail what it wants to do (RFC 9396)'
            cand --access-tokens 'What access tokens look like (RFC 9068)'
            cand --dpop 'Whether tokens can, or must, be bound to a key (RFC 9449)'
            cand --dpop-nonce 'Whether a DPoP proof has to hold a nonce of this server (RFC 9449 8)'
            cand --assertion-audience 'Whom a client assertion has to be made out to (RFC 7523 3)'
            cand --on 'Switch an endpoint or a grant on; can be repeated. Off is password alone, which must not be used (RFC 9700 2.4)'
            cand --off 'Switch an endpoint or a grant off; can be repeated'
            cand --device-lifetime 'How long the user of a device has, in seconds (RFC 8628 3.2)'
            cand --device-interval 'How long a device waits between two questions, in seconds (RFC 8628 3.2)'
            cand --fault 'Break one requirement; can be repeated'
            cand --color 'When to use colours'
            cand --json 'Print issuer, clients and users as one line of JSON on standard output when it is ready'
            cand --tls 'Speak https, with a certificate made for this run; clients may show one of their own (RFC 8705)'
            cand --list-faults 'List the faults, each with what sees it (an ordinary login, one that uses an extension, a probe) and the requirement that it breaks'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'oauth-flow;show'= {
            cand --as 'How to tell it'
            cand --color 'When to use colours'
            cand --reveal 'Mask nothing that the record holds'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'oauth-flow;decode'= {
            cand --issuer 'Check signatures with the keys of this issuer, by its metadata; it also has to be the `iss`'
            cand --jwks 'Check signatures with this key set, a file or a URL'
            cand --secret-file 'Check signatures (HS256 and the like) with the secret in this file'
            cand --clock-skew 'How far clocks may differ, in seconds'
            cand --ca-cert 'Trust the authorities of this PEM file as well'
            cand --cert 'The client''s certificate for mutual TLS, in a PEM file; its private key in the same file, or by --key'
            cand --resolve 'Reach this server at this address, and without a proxy: repeat it, or separate them by spaces'
            cand --proxy 'Reach https servers beyond this machine through this proxy: http, https, socks5 or socks5h [default: the one of the environment]'
            cand --connect-timeout 'How long a connection may take, in seconds'
            cand --max-time 'How long one request may take in all, in seconds'
            cand --color 'When to use colours'
            cand --json 'Write one JSON document'
            cand --insecure-tls 'Take any certificate of a server: whoever stands between can read and change everything'
            cand --allow-http 'Speak plain http beyond this machine: everything can be read on the way'
            cand --no-proxy 'Use no proxy, whatever the environment says'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'oauth-flow;discover'= {
            cand --trace 'Save the record of the messages to this file'
            cand --ca-cert 'Trust the authorities of this PEM file as well'
            cand --cert 'The client''s certificate for mutual TLS, in a PEM file; its private key in the same file, or by --key'
            cand --resolve 'Reach this server at this address, and without a proxy: repeat it, or separate them by spaces'
            cand --proxy 'Reach https servers beyond this machine through this proxy: http, https, socks5 or socks5h [default: the one of the environment]'
            cand --connect-timeout 'How long a connection may take, in seconds'
            cand --max-time 'How long one request may take in all, in seconds'
            cand --color 'When to use colours'
            cand --json 'Write one JSON document'
            cand --insecure-tls 'Take any certificate of a server: whoever stands between can read and change everything'
            cand --allow-http 'Speak plain http beyond this machine: everything can be read on the way'
            cand --no-proxy 'Use no proxy, whatever the environment says'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'oauth-flow;config'= {
            cand --color 'When to use colours'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand show 'Tell each setting of a login, and where it comes from'
            cand init 'Write a profile into a file of settings'
            cand list 'List the names that login takes: profiles of the files, and the providers that are known'
            cand path 'path'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'oauth-flow;config;show'= {
            cand --color 'When to use colours'
            cand --json 'Print it as JSON'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'oauth-flow;config;init'= {
            cand --name 'The name of the profile, for `oauth-flow login NAME`'
            cand --issuer 'The issuer, character by character as the provider writes it'
            cand --like 'A known provider to begin with (see `oauth-flow config list`)'
            cand --domain 'The domain at a known provider that gives each customer one'
            cand --tenant 'The tenant, realm or user pool at a known provider'
            cand --client-id 'The app''s user name at the provider'
            cand --secret-env 'The variable in which the client secret is kept'
            cand --secret-file 'The file in which the client secret is kept'
            cand --redirect-uri 'The redirect URI that is registered [default: a free port of 127.0.0.1]'
            cand --scope 'The scopes, separated by spaces'
            cand --color 'When to use colours'
            cand --public 'A public client: it has no secret'
            cand --user 'Write into the user''s own file, and not into oauth-flow.toml of this folder'
            cand --force 'Replace a profile of this name, and write it even where the issuer does not answer as it should'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'oauth-flow;config;list'= {
            cand --color 'When to use colours'
            cand --json 'Print it as JSON'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'oauth-flow;config;path'= {
            cand --color 'When to use colours'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'oauth-flow;config;help'= {
            cand show 'Tell each setting of a login, and where it comes from'
            cand init 'Write a profile into a file of settings'
            cand list 'List the names that login takes: profiles of the files, and the providers that are known'
            cand path 'path'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'oauth-flow;config;help;show'= {
        }
        &'oauth-flow;config;help;init'= {
        }
        &'oauth-flow;config;help;list'= {
        }
        &'oauth-flow;config;help;path'= {
        }
        &'oauth-flow;config;help;help'= {
        }
        &'oauth-flow;explain'= {
            cand --color 'When to use colours'
            cand --list 'List every word that is known'
            cand --json 'Print it as JSON'
            cand --reveal 'Mask nothing that the record holds'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'oauth-flow;completions'= {
            cand --color 'When to use colours'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'oauth-flow;help'= {
            cand login 'Log in, step by step, and see every message'
            cand serve 'Run the practice provider: an authorization server to learn, test and break'
            cand show 'Tell a saved run again, judged by today''s rules'
            cand decode 'Take a token apart: what it is, what each claim is for, and what is wrong with it'
            cand discover 'Look at a provider without logging in: its metadata, its keys, and what is wrong with them'
            cand config 'Settings: what they are, where they come from, and a file to begin with'
            cand explain 'Tell what a word means, or why a saved run failed and what to do'
            cand completions 'Print the completions for a shell'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'oauth-flow;help;login'= {
        }
        &'oauth-flow;help;serve'= {
        }
        &'oauth-flow;help;show'= {
        }
        &'oauth-flow;help;decode'= {
        }
        &'oauth-flow;help;discover'= {
        }
        &'oauth-flow;help;config'= {
            cand show 'Tell each setting of a login, and where it comes from'
            cand init 'Write a profile into a file of settings'
            cand list 'List the names that login takes: profiles of the files, and the providers that are known'
            cand path 'path'
        }
        &'oauth-flow;help;config;show'= {
        }
        &'oauth-flow;help;config;init'= {
        }
        &'oauth-flow;help;config;list'= {
        }
        &'oauth-flow;help;config;path'= {
        }
        &'oauth-flow;help;explain'= {
        }
        &'oauth-flow;help;completions'= {
        }
        &'oauth-flow;help;help'= {
        }
    ]
    $completions[$command]
}
