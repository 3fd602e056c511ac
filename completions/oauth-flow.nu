module completions {

  def "nu-complete oauth-flow color" [] {
    [ "auto" "always" "never" ]
  }

  # See an OAuth 2 login happen, message by message
  export extern oauth-flow [
    --color: string@"nu-complete oauth-flow color" # When to use colours
    --help(-h)                # Print help (see more with '--help')
    --version(-V)             # Print version
  ]

  def "nu-complete oauth-flow login auth_method" [] {
    [ "none" "client_secret_basic" "client_secret_post" "client_secret_jwt" "private_key_jwt" "tls_client_auth" "self_signed_tls_client_auth" ]
  }

  def "nu-complete oauth-flow login basic_encoding" [] {
    [ "form" "raw" ]
  }

  def "nu-complete oauth-flow login key_alg" [] {
    [ "RS256" "RS384" "RS512" "PS256" "PS384" "PS512" "ES256" "ES384" "EdDSA" ]
  }

  def "nu-complete oauth-flow login assertion_audience" [] {
    [ "issuer" "token-endpoint" ]
  }

  def "nu-complete oauth-flow login dpop_alg" [] {
    [ "RS256" "RS384" "RS512" "PS256" "PS384" "PS512" "ES256" "ES384" "EdDSA" ]
  }

  def "nu-complete oauth-flow login response_mode" [] {
    [ "query" "fragment" "form_post" "jwt" "query.jwt" "fragment.jwt" "form_post.jwt" ]
  }

  def "nu-complete oauth-flow login pkce" [] {
    [ "S256" "plain" "none" ]
  }

  def "nu-complete oauth-flow login response_type" [] {
    [ "code" "\"code id_token\"" "\"code token\"" "\"code id_token token\"" "id_token" "\"id_token token\"" "token" ]
  }

  def "nu-complete oauth-flow login then" [] {
    [ "refresh" "userinfo" "introspect" "call" "revoke" "logout" ]
  }

  def "nu-complete oauth-flow login token" [] {
    [ "access_token" "refresh_token" ]
  }

  def "nu-complete oauth-flow login agent" [] {
    [ "browser" "forms" "webdriver" "command" "none" ]
  }

  def "nu-complete oauth-flow login print" [] {
    [ "access_token" "id_token" "refresh_token" "code" "code_verifier" "header" "claims" "answer" "client_id" "client_secret" "registration_access_token" ]
  }

  def "nu-complete oauth-flow login color" [] {
    [ "auto" "always" "never" ]
  }

  # Log in, step by step, and see every message
  export extern "oauth-flow login" [
    --client-id: string       # The app's user name at the provider
    --client-secret: string   # The app's password; better by file, standard input or environment, since arguments are seen by every process
    --client-secret-file: path # Read the client secret from this file
    --client-secret-stdin     # Read the client secret from standard input
    --public                  # A public client: it has no secret
    --auth-method: string@"nu-complete oauth-flow login auth_method" # How the client proves itself at the token endpoint [default: chosen from the metadata]
    --basic-encoding: string@"nu-complete oauth-flow login basic_encoding" # How id and secret are written into the Basic header
    --key: path               # The client's private key (PEM or JWK): it signs assertions and request objects, and belongs to --cert
    --key-alg: string@"nu-complete oauth-flow login key_alg" # The algorithm that it signs with [default: what the key says, or the usual one of its kind]
    --assertion-audience: string@"nu-complete oauth-flow login assertion_audience" # Whom an assertion names as its audience; newer rules want the issuer, older servers their token endpoint
    --dpop                    # Bind the tokens to a key made for this run, so that a stolen one is worth nothing (RFC 9449)
    --dpop-key: path          # Bind them to this private key (PEM or JWK) instead
    --dpop-alg: string@"nu-complete oauth-flow login dpop_alg" # The algorithm of the proofs [default: ES256, or what the key says]
    --no-dpop-jkt             # Leave the code unbound: no `dpop_jkt` in the request
    --redirect-uri: string    # Where the answer is to go; sent as it is written here [default: http://127.0.0.1:PORT/callback]
    --port: string            # The port of the listener [default: a free one]
    --callback-cert: path     # The certificate of an https listener, in a PEM file [default: one made for this run]
    --callback-key: path      # Its private key, in a PEM file [default: in the file of --callback-cert]
    --scope: string           # The scopes: repeat it, or separate them by spaces [default: openid, where the provider speaks OpenID Connect]
    --response-mode: string@"nu-complete oauth-flow login response_mode" # How the answer is to come back
    --pkce: string@"nu-complete oauth-flow login pkce" # Proof Key for Code Exchange
    --no-state                # Send no state: weakens the login, to see what the provider does
    --no-nonce                # Send no nonce: weakens the login, to see what the provider does
    --set: string             # Change a message just before it is sent: a parameter, or STEP.header.NAME=VALUE; can be repeated
    --unset: string           # Leave something out of a message: a parameter, or STEP.header.NAME; can be repeated
    --par                     # Hand the request to the server directly first (RFC 9126) [default: where the metadata requires it]
    --no-par                  # Never do so, whatever the metadata requires
    --request-object          # Sign the request (RFC 9101): with --key, else with the client secret
    --response-type: string@"nu-complete oauth-flow login response_type" # What is to come back; all but `code` send tokens through the browser, and are for old set-ups
    --resource: string        # Where the access token is to be used (RFC 8707): a URI; can be repeated
    --authorization-details: string # What is to be done, in detail (RFC 9396): a list of JSON objects, or @FILE with one
    --claims: string          # Claims asked for one by one (OpenID Connect Core 5.5): a JSON object, or @FILE with one
    --acr-values: string      # How the user is to be authenticated: classes between spaces, the best first
    --max-age: string         # How old the login may be, in seconds; then the ID token has to tell when it was
    --prompt: string          # What the server is to ask the user: `none`, or some of `login`, `consent` and `select_account` between spaces
    --login-hint: string      # Who is probably going to log in
    --id-token-hint: string   # An ID token of the one who is to log in
    --ui-locales: string      # The languages of the pages, between spaces, the best first
    --display: string         # How the pages are to be shown: page, popup, touch or wap
    --audience: string        # The API that the access token is for, at servers that do not know --resource
    --param: string           # Any other parameter of the authorization request; can be repeated
    --strict                  # Refuse also what is only odd: an answer without `iss`, or with one that nobody promised (RFC 9207 2.4)
    --then: string@"nu-complete oauth-flow login then" # Use the tokens afterwards, in this order: repeat it, or separate the words by commas
    --call: string            # The resource of `--then call` [default: the userinfo endpoint]
    --token: string@"nu-complete oauth-flow login token" # The token of `--then introspect` [default: `access_token`] and `--then revoke` [default: `refresh_token`, if there is one]
    --prove                   # Measure after a login that worked which of secret and verifier the provider really demands, and say so in the last panel; sends wrong credentials on purpose, see `oauth-flow prove`
    --register                # Register a client first, and delete it afterwards (RFC 7591, RFC 7592)
    --keep-registration       # Leave the registered client alive
    --client-name: string     # The name of the client that people see [default: oauth-flow]
    --initial-access-token-file: path # Read the token that allows to register from this file (`-`: standard input); or `OAUTH_FLOW_INITIAL_ACCESS_TOKEN`
    --issuer: string          # The issuer to compare with, where the endpoints are given
    --issuer-template: string # What the metadata of many tenants may name as issuer instead, with `{tenantid}` for the tenant; the ID token names it in tid
    --domain: string          # The domain at a known provider that gives each customer one
    --tenant: string          # The tenant, realm or user pool at a known provider
    --authorization-endpoint: string # The authorization endpoint, instead of the discovered one
    --token-endpoint: string  # The token endpoint, instead of the discovered one
    --userinfo-endpoint: string # The userinfo endpoint, instead of the discovered one
    --jwks-uri: string        # The key set, instead of the discovered one
    --par-endpoint: string    # Where the request is pushed to, instead of the discovered endpoint
    --clock-skew: string      # How far clocks may differ, in seconds
    --introspection-endpoint: string # The introspection endpoint, instead of the discovered one
    --revocation-endpoint: string # The revocation endpoint, instead of the discovered one
    --end-session-endpoint: string # The endpoint that ends a session, instead of the discovered one
    --device-authorization-endpoint: string # The device authorization endpoint, instead of the discovered one
    --registration-endpoint: string # The registration endpoint, instead of the discovered one
    --ca-cert: path           # Trust the authorities of this PEM file as well
    --cert: path              # The client's certificate for mutual TLS, in a PEM file; its private key in the same file, or by --key
    --insecure-tls            # Take any certificate of a server: whoever stands between can read and change everything
    --allow-http              # Speak plain http beyond this machine: everything can be read on the way
    --resolve: string         # Reach this server at this address, and without a proxy: repeat it, or separate them by spaces
    --proxy: string           # Reach https servers beyond this machine through this proxy: http, https, socks5 or socks5h [default: the one of the environment]
    --no-proxy                # Use no proxy, whatever the environment says
    --connect-timeout: string # How long a connection may take, in seconds
    --max-time: string        # How long one request may take in all, in seconds
    --agent: string@"nu-complete oauth-flow login agent" # Who signs in [default of login: a person in a browser; of check: forms where a user is named, else nobody]
    --username: string        # The user that an agent signs in as
    --password-file: path     # Read the user's password from this file (`-`: standard input); or `OAUTH_FLOW_PASSWORD`
    --password: string        # The password, for files of settings alone
    --totp-secret-file: path  # Read what makes one-time codes from this file (RFC 6238; base32 or an otpauth URI); or `OAUTH_FLOW_TOTP_SECRET`
    --totp-secret: string     # What makes one-time codes, for files of settings alone
    --agent-command: string   # A program that signs in, with its words; no shell runs
    --webdriver: string       # Where a `WebDriver` listens [default: a chromedriver that is started for the run]
    --hint: string            # What is where on an unusual page: username, password, totp, submit or consent=CSS, or host=HOST; can be repeated
    --screenshot: path        # Where a driven browser puts a picture of the page at which it could not go on
    --browser: string         # Open the URL with this command; it replaces `%s` or is appended; no shell runs
    --no-browser              # Open no browser: somebody opens the URL that is shown
    --as: string              # Let a robot sign in at the practice provider, as alice or bob
    --timeout: string         # How long the answer is awaited, in seconds
    --run                     # Do not stop at each message
    --no-lessons              # Leave out the sentences that explain each step
    --json                    # Print the whole run as one JSON document on standard output
    --print: string@"nu-complete oauth-flow login print" # Print one value on standard output
    --trace: path             # Save the record of the run to this file, masked unless --reveal is given; also of a run that failed
    --har: path               # Save the messages of the run as HAR 1.2, for the tools that read what browsers capture; masked unless --reveal is given; also of a run that failed
    --report: path            # Save a report of the run for people, always masked: .html is one page with a diagram of who sent what, .md is Markdown, .mmd is a Mermaid diagram, .json and .txt are what --json and the story tell; also of a run that failed
    --reveal                  # Mask nothing, not even the client secret
    --color: string@"nu-complete oauth-flow login color" # When to use colours
    --help(-h)                # Print help (see more with '--help')
    provider?: string         # The provider: its issuer, character by character as the provider writes it, or the name of a profile (see `oauth-flow config list`)
  ]

  def "nu-complete oauth-flow check suite" [] {
    [ "smoke" "full" "slow" ]
  }

  def "nu-complete oauth-flow check profile" [] {
    [ "rfc6749" "bcp" "oauth21" "oidc" "fapi2" ]
  }

  def "nu-complete oauth-flow check auth_method" [] {
    [ "none" "client_secret_basic" "client_secret_post" "client_secret_jwt" "private_key_jwt" "tls_client_auth" "self_signed_tls_client_auth" ]
  }

  def "nu-complete oauth-flow check basic_encoding" [] {
    [ "form" "raw" ]
  }

  def "nu-complete oauth-flow check key_alg" [] {
    [ "RS256" "RS384" "RS512" "PS256" "PS384" "PS512" "ES256" "ES384" "EdDSA" ]
  }

  def "nu-complete oauth-flow check assertion_audience" [] {
    [ "issuer" "token-endpoint" ]
  }

  def "nu-complete oauth-flow check dpop_alg" [] {
    [ "RS256" "RS384" "RS512" "PS256" "PS384" "PS512" "ES256" "ES384" "EdDSA" ]
  }

  def "nu-complete oauth-flow check response_type" [] {
    [ "code" "\"code id_token\"" "\"code token\"" "\"code id_token token\"" "id_token" "\"id_token token\"" "token" ]
  }

  def "nu-complete oauth-flow check agent" [] {
    [ "browser" "forms" "webdriver" "command" "none" ]
  }

  def "nu-complete oauth-flow check color" [] {
    [ "auto" "always" "never" ]
  }

  # Smoke-test a provider: does it log people in, keep its promises, and refuse what it must refuse?
  export extern "oauth-flow check" [
    --suite: string@"nu-complete oauth-flow check suite" # How much is looked at
    --profile: string@"nu-complete oauth-flow check profile" # Whose demands count
    --only: string            # These checks only, by id or with stars: repeat it, or separate them by commas
    --skip: string            # Not these checks, by id or with stars: repeat it, or separate them by commas
    --max-logins: string      # So often somebody may have to sign in
    --list                    # List the checks that are wanted, and send nothing
    --intrusive               # Put real secrets also where they land in logs
    --all                     # Check every profile of the project's oauth-flow.toml, or of your own where there is no project
    --jobs: string            # So many are checked at the same time
    --deadline: string        # Each may take so many seconds; what is known by then is kept [default: 600, and 3600 with --suite slow]
    --partition: string       # Check this part of them only: 2/5, or 5 where the CI engine says which part this is; sorted by name, each fifth is in the same part [default with --all: as the CI engine says]
    --watch: string           # Check again and again, begun every so often (30s, 5m, 1h), until it is interrupted; what changes is told
    --repeat: string          # Check so many times; checks that do not come out the same each time are named
    --metrics: string         # Tell counts and latencies at this loopback address, as Prometheus reads them: 127.0.0.1:9464, for example
    --client-id: string       # The app's user name at the provider
    --client-secret: string   # The app's password; better by file, standard input or environment, since arguments are seen by every process
    --client-secret-file: path # Read the client secret from this file
    --client-secret-stdin     # Read the client secret from standard input
    --public                  # A public client: it has no secret
    --auth-method: string@"nu-complete oauth-flow check auth_method" # How the client proves itself at the token endpoint [default: chosen from the metadata]
    --basic-encoding: string@"nu-complete oauth-flow check basic_encoding" # How id and secret are written into the Basic header
    --second-client-id: string # A second client, to see that it is not given what belongs to the first
    --second-client-secret: string # Its secret; better by file or environment, since arguments are seen by every process
    --second-client-secret-file: path # Read its secret from this file
    --second-redirect-uri: string # Its redirect URI [default: the one of the first]
    --native-client-id: string # A public client with a loopback redirect URI, as programs on a desktop are
    --native-redirect-uri: string # Its redirect URI [default: `http://127.0.0.1:8400/callback`]
    --resource-url: string    # An API that takes the access tokens [default: userinfo]
    --key: path               # The client's private key (PEM or JWK): it signs assertions and request objects, and belongs to --cert
    --key-alg: string@"nu-complete oauth-flow check key_alg" # The algorithm that it signs with [default: what the key says, or the usual one of its kind]
    --assertion-audience: string@"nu-complete oauth-flow check assertion_audience" # Whom an assertion names as its audience; newer rules want the issuer, older servers their token endpoint
    --dpop                    # Bind the tokens to a key made for this run, so that a stolen one is worth nothing (RFC 9449)
    --dpop-key: path          # Bind them to this private key (PEM or JWK) instead
    --dpop-alg: string@"nu-complete oauth-flow check dpop_alg" # The algorithm of the proofs [default: ES256, or what the key says]
    --no-dpop-jkt             # Leave the code unbound: no `dpop_jkt` in the request
    --redirect-uri: string    # Where the answers are to go; registered at the provider exactly like this [default: `http://127.0.0.1:8400/callback`]
    --scope: string           # The scopes: repeat it, or separate them by spaces [default: openid, where the provider speaks OpenID Connect]
    --par                     # Hand the request to the server directly first (RFC 9126) [default: where the metadata requires it]
    --no-par                  # Never do so, whatever the metadata requires
    --request-object          # Sign the request (RFC 9101): with --key, else with the client secret
    --response-type: string@"nu-complete oauth-flow check response_type" # What is to come back; all but `code` send tokens through the browser, and are for old set-ups
    --resource: string        # Where the access token is to be used (RFC 8707): a URI; can be repeated
    --authorization-details: string # What is to be done, in detail (RFC 9396): a list of JSON objects, or @FILE with one
    --claims: string          # Claims asked for one by one (OpenID Connect Core 5.5): a JSON object, or @FILE with one
    --acr-values: string      # How the user is to be authenticated: classes between spaces, the best first
    --max-age: string         # How old the login may be, in seconds; then the ID token has to tell when it was
    --prompt: string          # What the server is to ask the user: `none`, or some of `login`, `consent` and `select_account` between spaces
    --login-hint: string      # Who is probably going to log in
    --id-token-hint: string   # An ID token of the one who is to log in
    --ui-locales: string      # The languages of the pages, between spaces, the best first
    --display: string         # How the pages are to be shown: page, popup, touch or wap
    --audience: string        # The API that the access token is for, at servers that do not know --resource
    --param: string           # Any other parameter of the authorization request; can be repeated
    --agent: string@"nu-complete oauth-flow check agent" # Who signs in [default of login: a person in a browser; of check: forms where a user is named, else nobody]
    --username: string        # The user that an agent signs in as
    --password-file: path     # Read the user's password from this file (`-`: standard input); or `OAUTH_FLOW_PASSWORD`
    --password: string        # The password, for files of settings alone
    --totp-secret-file: path  # Read what makes one-time codes from this file (RFC 6238; base32 or an otpauth URI); or `OAUTH_FLOW_TOTP_SECRET`
    --totp-secret: string     # What makes one-time codes, for files of settings alone
    --agent-command: string   # A program that signs in, with its words; no shell runs
    --webdriver: string       # Where a `WebDriver` listens [default: a chromedriver that is started for the run]
    --hint: string            # What is where on an unusual page: username, password, totp, submit or consent=CSS, or host=HOST; can be repeated
    --screenshot: path        # Where a driven browser puts a picture of the page at which it could not go on
    --as: string              # A robot signs in at the practice provider, as alice or bob
    --issuer: string          # The issuer to compare with, where the endpoints are given
    --issuer-template: string # What the metadata of many tenants may name as issuer instead, with `{tenantid}` for the tenant; the ID token names it in tid
    --domain: string          # The domain at a known provider that gives each customer one
    --tenant: string          # The tenant, realm or user pool at a known provider
    --authorization-endpoint: string # The authorization endpoint, instead of the discovered one
    --token-endpoint: string  # The token endpoint, instead of the discovered one
    --userinfo-endpoint: string # The userinfo endpoint, instead of the discovered one
    --jwks-uri: string        # The key set, instead of the discovered one
    --par-endpoint: string    # Where the request is pushed to, instead of the discovered endpoint
    --clock-skew: string      # How far clocks may differ, in seconds
    --introspection-endpoint: string # The introspection endpoint, instead of the discovered one
    --revocation-endpoint: string # The revocation endpoint, instead of the discovered one
    --end-session-endpoint: string # The endpoint that ends a session, instead of the discovered one
    --device-authorization-endpoint: string # The device authorization endpoint, instead of the discovered one
    --registration-endpoint: string # The registration endpoint, instead of the discovered one
    --ca-cert: path           # Trust the authorities of this PEM file as well
    --cert: path              # The client's certificate for mutual TLS, in a PEM file; its private key in the same file, or by --key
    --insecure-tls            # Take any certificate of a server: whoever stands between can read and change everything
    --allow-http              # Speak plain http beyond this machine: everything can be read on the way
    --resolve: string         # Reach this server at this address, and without a proxy: repeat it, or separate them by spaces
    --proxy: string           # Reach https servers beyond this machine through this proxy: http, https, socks5 or socks5h [default: the one of the environment]
    --no-proxy                # Use no proxy, whatever the environment says
    --connect-timeout: string # How long a connection may take, in seconds
    --max-time: string        # How long one request may take in all, in seconds
    --verbose                 # Tell everything: every check, and every message of it
    --json                    # Print the report as JSON on standard output
    --report: path            # Save the report as JSON: for `--baseline`, and for programs; `-` is standard output
    --junit: path             # Save the report as `JUnit` XML; `-` is standard output
    --sarif: path             # Save the report as SARIF 2.1.0; `-` is standard output
    --markdown: path          # Save the report as Markdown; `-` is standard output
    --html: path              # Save the report as one HTML page that needs nothing else; `-` is standard output
    --no-github               # Tell GitHub nothing, also where `GITHUB_ACTIONS` is set: no annotations, no summary of the job
    --baseline: path          # Count only what is not in this earlier report, saved by `--report` or `--json`
    --strict                  # Count warnings as well, and what stayed inconclusive
    --color: string@"nu-complete oauth-flow check color" # When to use colours
    --help(-h)                # Print help (see more with '--help')
    ...provider: string       # The provider: its issuer, character by character as the provider writes it, or the name of a profile; or several
  ]

  def "nu-complete oauth-flow check merge color" [] {
    [ "auto" "always" "never" ]
  }

  # Join the JSON reports of several runs, and give them out as one
  export extern "oauth-flow check merge" [
    --strict                  # Count warnings as well, and what stayed inconclusive
    --verbose                 # Tell everything: every check, and every message of it
    --json                    # Print the report as JSON on standard output
    --report: path            # Save the report as JSON: for `--baseline`, and for programs; `-` is standard output
    --junit: path             # Save the report as `JUnit` XML; `-` is standard output
    --sarif: path             # Save the report as SARIF 2.1.0; `-` is standard output
    --markdown: path          # Save the report as Markdown; `-` is standard output
    --html: path              # Save the report as one HTML page that needs nothing else; `-` is standard output
    --no-github               # Tell GitHub nothing, also where `GITHUB_ACTIONS` is set: no annotations, no summary of the job
    --baseline: path          # Count only what is not in this earlier report, saved by `--report` or `--json`
    --color: string@"nu-complete oauth-flow check merge color" # When to use colours
    --help(-h)                # Print help (see more with '--help')
    ...files: path            # The reports, as --json writes them
  ]

  def "nu-complete oauth-flow prove auth_method" [] {
    [ "none" "client_secret_basic" "client_secret_post" "client_secret_jwt" "private_key_jwt" "tls_client_auth" "self_signed_tls_client_auth" ]
  }

  def "nu-complete oauth-flow prove basic_encoding" [] {
    [ "form" "raw" ]
  }

  def "nu-complete oauth-flow prove key_alg" [] {
    [ "RS256" "RS384" "RS512" "PS256" "PS384" "PS512" "ES256" "ES384" "EdDSA" ]
  }

  def "nu-complete oauth-flow prove assertion_audience" [] {
    [ "issuer" "token-endpoint" ]
  }

  def "nu-complete oauth-flow prove dpop_alg" [] {
    [ "RS256" "RS384" "RS512" "PS256" "PS384" "PS512" "ES256" "ES384" "EdDSA" ]
  }

  def "nu-complete oauth-flow prove response_type" [] {
    [ "code" "\"code id_token\"" "\"code token\"" "\"code id_token token\"" "id_token" "\"id_token token\"" "token" ]
  }

  def "nu-complete oauth-flow prove agent" [] {
    [ "browser" "forms" "webdriver" "command" "none" ]
  }

  def "nu-complete oauth-flow prove color" [] {
    [ "auto" "always" "never" ]
  }

  # Measure which of client secret and code verifier a provider really demands
  export extern "oauth-flow prove" [
    --client-id: string       # The app's user name at the provider
    --client-secret: string   # The app's password; better by file, standard input or environment, since arguments are seen by every process
    --client-secret-file: path # Read the client secret from this file
    --client-secret-stdin     # Read the client secret from standard input
    --public                  # A public client: it has no secret
    --auth-method: string@"nu-complete oauth-flow prove auth_method" # How the client proves itself at the token endpoint [default: chosen from the metadata]
    --basic-encoding: string@"nu-complete oauth-flow prove basic_encoding" # How id and secret are written into the Basic header
    --key: path               # The client's private key (PEM or JWK): it signs assertions and request objects, and belongs to --cert
    --key-alg: string@"nu-complete oauth-flow prove key_alg" # The algorithm that it signs with [default: what the key says, or the usual one of its kind]
    --assertion-audience: string@"nu-complete oauth-flow prove assertion_audience" # Whom an assertion names as its audience; newer rules want the issuer, older servers their token endpoint
    --dpop                    # Bind the tokens to a key made for this run, so that a stolen one is worth nothing (RFC 9449)
    --dpop-key: path          # Bind them to this private key (PEM or JWK) instead
    --dpop-alg: string@"nu-complete oauth-flow prove dpop_alg" # The algorithm of the proofs [default: ES256, or what the key says]
    --no-dpop-jkt             # Leave the code unbound: no `dpop_jkt` in the request
    --redirect-uri: string    # Where the answers are to go; registered at the provider exactly like this [default: `http://127.0.0.1:8400/callback`]
    --scope: string           # The scopes: repeat it, or separate them by spaces [default: openid, where the provider speaks OpenID Connect]
    --par                     # Hand the request to the server directly first (RFC 9126) [default: where the metadata requires it]
    --no-par                  # Never do so, whatever the metadata requires
    --request-object          # Sign the request (RFC 9101): with --key, else with the client secret
    --response-type: string@"nu-complete oauth-flow prove response_type" # What is to come back; all but `code` send tokens through the browser, and are for old set-ups
    --resource: string        # Where the access token is to be used (RFC 8707): a URI; can be repeated
    --authorization-details: string # What is to be done, in detail (RFC 9396): a list of JSON objects, or @FILE with one
    --claims: string          # Claims asked for one by one (OpenID Connect Core 5.5): a JSON object, or @FILE with one
    --acr-values: string      # How the user is to be authenticated: classes between spaces, the best first
    --max-age: string         # How old the login may be, in seconds; then the ID token has to tell when it was
    --prompt: string          # What the server is to ask the user: `none`, or some of `login`, `consent` and `select_account` between spaces
    --login-hint: string      # Who is probably going to log in
    --id-token-hint: string   # An ID token of the one who is to log in
    --ui-locales: string      # The languages of the pages, between spaces, the best first
    --display: string         # How the pages are to be shown: page, popup, touch or wap
    --audience: string        # The API that the access token is for, at servers that do not know --resource
    --param: string           # Any other parameter of the authorization request; can be repeated
    --strict                  # Refuse also what is only odd: an answer without `iss`, or with one that nobody promised (RFC 9207 2.4)
    --agent: string@"nu-complete oauth-flow prove agent" # Who signs in [default of login: a person in a browser; of check: forms where a user is named, else nobody]
    --username: string        # The user that an agent signs in as
    --password-file: path     # Read the user's password from this file (`-`: standard input); or `OAUTH_FLOW_PASSWORD`
    --password: string        # The password, for files of settings alone
    --totp-secret-file: path  # Read what makes one-time codes from this file (RFC 6238; base32 or an otpauth URI); or `OAUTH_FLOW_TOTP_SECRET`
    --totp-secret: string     # What makes one-time codes, for files of settings alone
    --agent-command: string   # A program that signs in, with its words; no shell runs
    --webdriver: string       # Where a `WebDriver` listens [default: a chromedriver that is started for the run]
    --hint: string            # What is where on an unusual page: username, password, totp, submit or consent=CSS, or host=HOST; can be repeated
    --screenshot: path        # Where a driven browser puts a picture of the page at which it could not go on
    --as: string              # A robot signs in at the practice provider, as alice or bob
    --max-logins: string      # So often somebody may have to sign in
    --deadline: string        # It may take so many seconds; what is known by then is kept [default: 600]
    --issuer: string          # The issuer to compare with, where the endpoints are given
    --issuer-template: string # What the metadata of many tenants may name as issuer instead, with `{tenantid}` for the tenant; the ID token names it in tid
    --domain: string          # The domain at a known provider that gives each customer one
    --tenant: string          # The tenant, realm or user pool at a known provider
    --authorization-endpoint: string # The authorization endpoint, instead of the discovered one
    --token-endpoint: string  # The token endpoint, instead of the discovered one
    --userinfo-endpoint: string # The userinfo endpoint, instead of the discovered one
    --jwks-uri: string        # The key set, instead of the discovered one
    --par-endpoint: string    # Where the request is pushed to, instead of the discovered endpoint
    --clock-skew: string      # How far clocks may differ, in seconds
    --introspection-endpoint: string # The introspection endpoint, instead of the discovered one
    --revocation-endpoint: string # The revocation endpoint, instead of the discovered one
    --end-session-endpoint: string # The endpoint that ends a session, instead of the discovered one
    --device-authorization-endpoint: string # The device authorization endpoint, instead of the discovered one
    --registration-endpoint: string # The registration endpoint, instead of the discovered one
    --ca-cert: path           # Trust the authorities of this PEM file as well
    --cert: path              # The client's certificate for mutual TLS, in a PEM file; its private key in the same file, or by --key
    --insecure-tls            # Take any certificate of a server: whoever stands between can read and change everything
    --allow-http              # Speak plain http beyond this machine: everything can be read on the way
    --resolve: string         # Reach this server at this address, and without a proxy: repeat it, or separate them by spaces
    --proxy: string           # Reach https servers beyond this machine through this proxy: http, https, socks5 or socks5h [default: the one of the environment]
    --no-proxy                # Use no proxy, whatever the environment says
    --connect-timeout: string # How long a connection may take, in seconds
    --max-time: string        # How long one request may take in all, in seconds
    --verbose                 # Tell every message as well
    --json                    # Print the measurement as JSON on standard output
    --color: string@"nu-complete oauth-flow prove color" # When to use colours
    --help(-h)                # Print help (see more with '--help')
    provider?: string         # The provider: its issuer, character by character as the provider writes it, or the name of a profile
  ]

  def "nu-complete oauth-flow device auth_method" [] {
    [ "none" "client_secret_basic" "client_secret_post" "client_secret_jwt" "private_key_jwt" "tls_client_auth" "self_signed_tls_client_auth" ]
  }

  def "nu-complete oauth-flow device basic_encoding" [] {
    [ "form" "raw" ]
  }

  def "nu-complete oauth-flow device key_alg" [] {
    [ "RS256" "RS384" "RS512" "PS256" "PS384" "PS512" "ES256" "ES384" "EdDSA" ]
  }

  def "nu-complete oauth-flow device assertion_audience" [] {
    [ "issuer" "token-endpoint" ]
  }

  def "nu-complete oauth-flow device dpop_alg" [] {
    [ "RS256" "RS384" "RS512" "PS256" "PS384" "PS512" "ES256" "ES384" "EdDSA" ]
  }

  def "nu-complete oauth-flow device then" [] {
    [ "refresh" "userinfo" "introspect" "call" "revoke" "logout" ]
  }

  def "nu-complete oauth-flow device token" [] {
    [ "access_token" "refresh_token" ]
  }

  def "nu-complete oauth-flow device print" [] {
    [ "access_token" "id_token" "refresh_token" "code" "code_verifier" "header" "claims" "answer" "client_id" "client_secret" "registration_access_token" ]
  }

  def "nu-complete oauth-flow device color" [] {
    [ "auto" "always" "never" ]
  }

  # Log in on a machine without a browser: a code is typed on another device (RFC 8628)
  export extern "oauth-flow device" [
    --scope: string           # The scopes: repeat it, or separate them by spaces
    --client-id: string       # The app's user name at the provider
    --client-secret: string   # The app's password; better by file, standard input or environment, since arguments are seen by every process
    --client-secret-file: path # Read the client secret from this file
    --client-secret-stdin     # Read the client secret from standard input
    --public                  # A public client: it has no secret
    --auth-method: string@"nu-complete oauth-flow device auth_method" # How the client proves itself at the token endpoint [default: chosen from the metadata]
    --basic-encoding: string@"nu-complete oauth-flow device basic_encoding" # How id and secret are written into the Basic header
    --key: path               # The client's private key (PEM or JWK): it signs assertions and request objects, and belongs to --cert
    --key-alg: string@"nu-complete oauth-flow device key_alg" # The algorithm that it signs with [default: what the key says, or the usual one of its kind]
    --assertion-audience: string@"nu-complete oauth-flow device assertion_audience" # Whom an assertion names as its audience; newer rules want the issuer, older servers their token endpoint
    --dpop                    # Bind the tokens to a key made for this run, so that a stolen one is worth nothing (RFC 9449)
    --dpop-key: path          # Bind them to this private key (PEM or JWK) instead
    --dpop-alg: string@"nu-complete oauth-flow device dpop_alg" # The algorithm of the proofs [default: ES256, or what the key says]
    --no-dpop-jkt             # Leave the code unbound: no `dpop_jkt` in the request
    --set: string             # Change a message just before it is sent: a parameter, or STEP.header.NAME=VALUE; can be repeated
    --unset: string           # Leave something out of a message: a parameter, or STEP.header.NAME; can be repeated
    --then: string@"nu-complete oauth-flow device then" # Use the tokens afterwards, in this order: repeat it, or separate the words by commas
    --call: string            # The resource of `--then call` [default: the userinfo endpoint]
    --token: string@"nu-complete oauth-flow device token" # The token of `--then introspect` [default: `access_token`] and `--then revoke` [default: `refresh_token`, if there is one]
    --issuer: string          # The issuer to compare with, where the endpoints are given
    --issuer-template: string # What the metadata of many tenants may name as issuer instead, with `{tenantid}` for the tenant; the ID token names it in tid
    --domain: string          # The domain at a known provider that gives each customer one
    --tenant: string          # The tenant, realm or user pool at a known provider
    --authorization-endpoint: string # The authorization endpoint, instead of the discovered one
    --token-endpoint: string  # The token endpoint, instead of the discovered one
    --userinfo-endpoint: string # The userinfo endpoint, instead of the discovered one
    --jwks-uri: string        # The key set, instead of the discovered one
    --par-endpoint: string    # Where the request is pushed to, instead of the discovered endpoint
    --clock-skew: string      # How far clocks may differ, in seconds
    --introspection-endpoint: string # The introspection endpoint, instead of the discovered one
    --revocation-endpoint: string # The revocation endpoint, instead of the discovered one
    --end-session-endpoint: string # The endpoint that ends a session, instead of the discovered one
    --device-authorization-endpoint: string # The device authorization endpoint, instead of the discovered one
    --registration-endpoint: string # The registration endpoint, instead of the discovered one
    --ca-cert: path           # Trust the authorities of this PEM file as well
    --cert: path              # The client's certificate for mutual TLS, in a PEM file; its private key in the same file, or by --key
    --insecure-tls            # Take any certificate of a server: whoever stands between can read and change everything
    --allow-http              # Speak plain http beyond this machine: everything can be read on the way
    --resolve: string         # Reach this server at this address, and without a proxy: repeat it, or separate them by spaces
    --proxy: string           # Reach https servers beyond this machine through this proxy: http, https, socks5 or socks5h [default: the one of the environment]
    --no-proxy                # Use no proxy, whatever the environment says
    --connect-timeout: string # How long a connection may take, in seconds
    --max-time: string        # How long one request may take in all, in seconds
    --run                     # Do not stop at each message
    --no-lessons              # Leave out the sentences that explain each step
    --json                    # Print the whole run as one JSON document on standard output
    --print: string@"nu-complete oauth-flow device print" # Print one value on standard output
    --trace: path             # Save the record of the run to this file, masked unless --reveal is given; also of a run that failed
    --har: path               # Save the messages of the run as HAR 1.2, for the tools that read what browsers capture; masked unless --reveal is given; also of a run that failed
    --report: path            # Save a report of the run for people, always masked: .html is one page with a diagram of who sent what, .md is Markdown, .mmd is a Mermaid diagram, .json and .txt are what --json and the story tell; also of a run that failed
    --reveal                  # Mask nothing, not even the client secret
    --as: string              # Let a robot type the code at the practice provider, as alice or bob
    --timeout: string         # How long the user is awaited, in seconds
    --color: string@"nu-complete oauth-flow device color" # When to use colours
    --help(-h)                # Print help (see more with '--help')
    provider?: string         # The provider's issuer [default: the practice provider inside]
  ]

  def "nu-complete oauth-flow client-credentials auth_method" [] {
    [ "none" "client_secret_basic" "client_secret_post" "client_secret_jwt" "private_key_jwt" "tls_client_auth" "self_signed_tls_client_auth" ]
  }

  def "nu-complete oauth-flow client-credentials basic_encoding" [] {
    [ "form" "raw" ]
  }

  def "nu-complete oauth-flow client-credentials key_alg" [] {
    [ "RS256" "RS384" "RS512" "PS256" "PS384" "PS512" "ES256" "ES384" "EdDSA" ]
  }

  def "nu-complete oauth-flow client-credentials assertion_audience" [] {
    [ "issuer" "token-endpoint" ]
  }

  def "nu-complete oauth-flow client-credentials dpop_alg" [] {
    [ "RS256" "RS384" "RS512" "PS256" "PS384" "PS512" "ES256" "ES384" "EdDSA" ]
  }

  def "nu-complete oauth-flow client-credentials then" [] {
    [ "refresh" "userinfo" "introspect" "call" "revoke" "logout" ]
  }

  def "nu-complete oauth-flow client-credentials token" [] {
    [ "access_token" "refresh_token" ]
  }

  def "nu-complete oauth-flow client-credentials print" [] {
    [ "access_token" "id_token" "refresh_token" "code" "code_verifier" "header" "claims" "answer" "client_id" "client_secret" "registration_access_token" ]
  }

  def "nu-complete oauth-flow client-credentials color" [] {
    [ "auto" "always" "never" ]
  }

  # Ask for a token for the client itself (RFC 6749 4.4)
  export extern "oauth-flow client-credentials" [
    --scope: string           # The scopes: repeat it, or separate them by spaces
    --client-id: string       # The app's user name at the provider
    --client-secret: string   # The app's password; better by file, standard input or environment, since arguments are seen by every process
    --client-secret-file: path # Read the client secret from this file
    --client-secret-stdin     # Read the client secret from standard input
    --public                  # A public client: it has no secret
    --auth-method: string@"nu-complete oauth-flow client-credentials auth_method" # How the client proves itself at the token endpoint [default: chosen from the metadata]
    --basic-encoding: string@"nu-complete oauth-flow client-credentials basic_encoding" # How id and secret are written into the Basic header
    --key: path               # The client's private key (PEM or JWK): it signs assertions and request objects, and belongs to --cert
    --key-alg: string@"nu-complete oauth-flow client-credentials key_alg" # The algorithm that it signs with [default: what the key says, or the usual one of its kind]
    --assertion-audience: string@"nu-complete oauth-flow client-credentials assertion_audience" # Whom an assertion names as its audience; newer rules want the issuer, older servers their token endpoint
    --dpop                    # Bind the tokens to a key made for this run, so that a stolen one is worth nothing (RFC 9449)
    --dpop-key: path          # Bind them to this private key (PEM or JWK) instead
    --dpop-alg: string@"nu-complete oauth-flow client-credentials dpop_alg" # The algorithm of the proofs [default: ES256, or what the key says]
    --no-dpop-jkt             # Leave the code unbound: no `dpop_jkt` in the request
    --set: string             # Change a message just before it is sent: a parameter, or STEP.header.NAME=VALUE; can be repeated
    --unset: string           # Leave something out of a message: a parameter, or STEP.header.NAME; can be repeated
    --then: string@"nu-complete oauth-flow client-credentials then" # Use the tokens afterwards, in this order: repeat it, or separate the words by commas
    --call: string            # The resource of `--then call` [default: the userinfo endpoint]
    --token: string@"nu-complete oauth-flow client-credentials token" # The token of `--then introspect` [default: `access_token`] and `--then revoke` [default: `refresh_token`, if there is one]
    --issuer: string          # The issuer to compare with, where the endpoints are given
    --issuer-template: string # What the metadata of many tenants may name as issuer instead, with `{tenantid}` for the tenant; the ID token names it in tid
    --domain: string          # The domain at a known provider that gives each customer one
    --tenant: string          # The tenant, realm or user pool at a known provider
    --authorization-endpoint: string # The authorization endpoint, instead of the discovered one
    --token-endpoint: string  # The token endpoint, instead of the discovered one
    --userinfo-endpoint: string # The userinfo endpoint, instead of the discovered one
    --jwks-uri: string        # The key set, instead of the discovered one
    --par-endpoint: string    # Where the request is pushed to, instead of the discovered endpoint
    --clock-skew: string      # How far clocks may differ, in seconds
    --introspection-endpoint: string # The introspection endpoint, instead of the discovered one
    --revocation-endpoint: string # The revocation endpoint, instead of the discovered one
    --end-session-endpoint: string # The endpoint that ends a session, instead of the discovered one
    --device-authorization-endpoint: string # The device authorization endpoint, instead of the discovered one
    --registration-endpoint: string # The registration endpoint, instead of the discovered one
    --ca-cert: path           # Trust the authorities of this PEM file as well
    --cert: path              # The client's certificate for mutual TLS, in a PEM file; its private key in the same file, or by --key
    --insecure-tls            # Take any certificate of a server: whoever stands between can read and change everything
    --allow-http              # Speak plain http beyond this machine: everything can be read on the way
    --resolve: string         # Reach this server at this address, and without a proxy: repeat it, or separate them by spaces
    --proxy: string           # Reach https servers beyond this machine through this proxy: http, https, socks5 or socks5h [default: the one of the environment]
    --no-proxy                # Use no proxy, whatever the environment says
    --connect-timeout: string # How long a connection may take, in seconds
    --max-time: string        # How long one request may take in all, in seconds
    --run                     # Do not stop at each message
    --no-lessons              # Leave out the sentences that explain each step
    --json                    # Print the whole run as one JSON document on standard output
    --print: string@"nu-complete oauth-flow client-credentials print" # Print one value on standard output
    --trace: path             # Save the record of the run to this file, masked unless --reveal is given; also of a run that failed
    --har: path               # Save the messages of the run as HAR 1.2, for the tools that read what browsers capture; masked unless --reveal is given; also of a run that failed
    --report: path            # Save a report of the run for people, always masked: .html is one page with a diagram of who sent what, .md is Markdown, .mmd is a Mermaid diagram, .json and .txt are what --json and the story tell; also of a run that failed
    --reveal                  # Mask nothing, not even the client secret
    --color: string@"nu-complete oauth-flow client-credentials color" # When to use colours
    --help(-h)                # Print help (see more with '--help')
    provider?: string         # The provider's issuer [default: the practice provider inside]
  ]

  def "nu-complete oauth-flow exchange auth_method" [] {
    [ "none" "client_secret_basic" "client_secret_post" "client_secret_jwt" "private_key_jwt" "tls_client_auth" "self_signed_tls_client_auth" ]
  }

  def "nu-complete oauth-flow exchange basic_encoding" [] {
    [ "form" "raw" ]
  }

  def "nu-complete oauth-flow exchange key_alg" [] {
    [ "RS256" "RS384" "RS512" "PS256" "PS384" "PS512" "ES256" "ES384" "EdDSA" ]
  }

  def "nu-complete oauth-flow exchange assertion_audience" [] {
    [ "issuer" "token-endpoint" ]
  }

  def "nu-complete oauth-flow exchange dpop_alg" [] {
    [ "RS256" "RS384" "RS512" "PS256" "PS384" "PS512" "ES256" "ES384" "EdDSA" ]
  }

  def "nu-complete oauth-flow exchange then" [] {
    [ "refresh" "userinfo" "introspect" "call" "revoke" "logout" ]
  }

  def "nu-complete oauth-flow exchange token" [] {
    [ "access_token" "refresh_token" ]
  }

  def "nu-complete oauth-flow exchange print" [] {
    [ "access_token" "id_token" "refresh_token" "code" "code_verifier" "header" "claims" "answer" "client_id" "client_secret" "registration_access_token" ]
  }

  def "nu-complete oauth-flow exchange color" [] {
    [ "auto" "always" "never" ]
  }

  # Trade one token for another (RFC 8693)
  export extern "oauth-flow exchange" [
    --scope: string           # The scopes: repeat it, or separate them by spaces
    --client-id: string       # The app's user name at the provider
    --client-secret: string   # The app's password; better by file, standard input or environment, since arguments are seen by every process
    --client-secret-file: path # Read the client secret from this file
    --client-secret-stdin     # Read the client secret from standard input
    --public                  # A public client: it has no secret
    --auth-method: string@"nu-complete oauth-flow exchange auth_method" # How the client proves itself at the token endpoint [default: chosen from the metadata]
    --basic-encoding: string@"nu-complete oauth-flow exchange basic_encoding" # How id and secret are written into the Basic header
    --key: path               # The client's private key (PEM or JWK): it signs assertions and request objects, and belongs to --cert
    --key-alg: string@"nu-complete oauth-flow exchange key_alg" # The algorithm that it signs with [default: what the key says, or the usual one of its kind]
    --assertion-audience: string@"nu-complete oauth-flow exchange assertion_audience" # Whom an assertion names as its audience; newer rules want the issuer, older servers their token endpoint
    --dpop                    # Bind the tokens to a key made for this run, so that a stolen one is worth nothing (RFC 9449)
    --dpop-key: path          # Bind them to this private key (PEM or JWK) instead
    --dpop-alg: string@"nu-complete oauth-flow exchange dpop_alg" # The algorithm of the proofs [default: ES256, or what the key says]
    --no-dpop-jkt             # Leave the code unbound: no `dpop_jkt` in the request
    --set: string             # Change a message just before it is sent: a parameter, or STEP.header.NAME=VALUE; can be repeated
    --unset: string           # Leave something out of a message: a parameter, or STEP.header.NAME; can be repeated
    --then: string@"nu-complete oauth-flow exchange then" # Use the tokens afterwards, in this order: repeat it, or separate the words by commas
    --call: string            # The resource of `--then call` [default: the userinfo endpoint]
    --token: string@"nu-complete oauth-flow exchange token" # The token of `--then introspect` [default: `access_token`] and `--then revoke` [default: `refresh_token`, if there is one]
    --issuer: string          # The issuer to compare with, where the endpoints are given
    --issuer-template: string # What the metadata of many tenants may name as issuer instead, with `{tenantid}` for the tenant; the ID token names it in tid
    --domain: string          # The domain at a known provider that gives each customer one
    --tenant: string          # The tenant, realm or user pool at a known provider
    --authorization-endpoint: string # The authorization endpoint, instead of the discovered one
    --token-endpoint: string  # The token endpoint, instead of the discovered one
    --userinfo-endpoint: string # The userinfo endpoint, instead of the discovered one
    --jwks-uri: string        # The key set, instead of the discovered one
    --par-endpoint: string    # Where the request is pushed to, instead of the discovered endpoint
    --clock-skew: string      # How far clocks may differ, in seconds
    --introspection-endpoint: string # The introspection endpoint, instead of the discovered one
    --revocation-endpoint: string # The revocation endpoint, instead of the discovered one
    --end-session-endpoint: string # The endpoint that ends a session, instead of the discovered one
    --device-authorization-endpoint: string # The device authorization endpoint, instead of the discovered one
    --registration-endpoint: string # The registration endpoint, instead of the discovered one
    --ca-cert: path           # Trust the authorities of this PEM file as well
    --cert: path              # The client's certificate for mutual TLS, in a PEM file; its private key in the same file, or by --key
    --insecure-tls            # Take any certificate of a server: whoever stands between can read and change everything
    --allow-http              # Speak plain http beyond this machine: everything can be read on the way
    --resolve: string         # Reach this server at this address, and without a proxy: repeat it, or separate them by spaces
    --proxy: string           # Reach https servers beyond this machine through this proxy: http, https, socks5 or socks5h [default: the one of the environment]
    --no-proxy                # Use no proxy, whatever the environment says
    --connect-timeout: string # How long a connection may take, in seconds
    --max-time: string        # How long one request may take in all, in seconds
    --run                     # Do not stop at each message
    --no-lessons              # Leave out the sentences that explain each step
    --json                    # Print the whole run as one JSON document on standard output
    --print: string@"nu-complete oauth-flow exchange print" # Print one value on standard output
    --trace: path             # Save the record of the run to this file, masked unless --reveal is given; also of a run that failed
    --har: path               # Save the messages of the run as HAR 1.2, for the tools that read what browsers capture; masked unless --reveal is given; also of a run that failed
    --report: path            # Save a report of the run for people, always masked: .html is one page with a diagram of who sent what, .md is Markdown, .mmd is a Mermaid diagram, .json and .txt are what --json and the story tell; also of a run that failed
    --reveal                  # Mask nothing, not even the client secret
    --subject-token-file: path # Read the token that is traded from this file (`-`: standard input); or `OAUTH_FLOW_SUBJECT_TOKEN`
    --subject-token-type: string # What kind of token it is: a URI, or the end of one [default: `access_token`]
    --actor-token-file: path  # Read the token of the party that acts from this file (`-`: standard input); or `OAUTH_FLOW_ACTOR_TOKEN`
    --actor-token-type: string # What kind of token that is [default: `access_token`]
    --requested-token-type: string # What kind of token is wanted [default: the server decides]
    --audience: string        # Whom the new token is for, by name; can be repeated
    --resource: string        # Whom the new token is for, by address; can be repeated
    --color: string@"nu-complete oauth-flow exchange color" # When to use colours
    --help(-h)                # Print help (see more with '--help')
    provider?: string         # The provider's issuer [default: the practice provider inside]
  ]

  def "nu-complete oauth-flow jwt-bearer auth_method" [] {
    [ "none" "client_secret_basic" "client_secret_post" "client_secret_jwt" "private_key_jwt" "tls_client_auth" "self_signed_tls_client_auth" ]
  }

  def "nu-complete oauth-flow jwt-bearer basic_encoding" [] {
    [ "form" "raw" ]
  }

  def "nu-complete oauth-flow jwt-bearer key_alg" [] {
    [ "RS256" "RS384" "RS512" "PS256" "PS384" "PS512" "ES256" "ES384" "EdDSA" ]
  }

  def "nu-complete oauth-flow jwt-bearer assertion_audience" [] {
    [ "issuer" "token-endpoint" ]
  }

  def "nu-complete oauth-flow jwt-bearer dpop_alg" [] {
    [ "RS256" "RS384" "RS512" "PS256" "PS384" "PS512" "ES256" "ES384" "EdDSA" ]
  }

  def "nu-complete oauth-flow jwt-bearer then" [] {
    [ "refresh" "userinfo" "introspect" "call" "revoke" "logout" ]
  }

  def "nu-complete oauth-flow jwt-bearer token" [] {
    [ "access_token" "refresh_token" ]
  }

  def "nu-complete oauth-flow jwt-bearer print" [] {
    [ "access_token" "id_token" "refresh_token" "code" "code_verifier" "header" "claims" "answer" "client_id" "client_secret" "registration_access_token" ]
  }

  def "nu-complete oauth-flow jwt-bearer color" [] {
    [ "auto" "always" "never" ]
  }

  # Ask for a token with a signed word (RFC 7523 2.1)
  export extern "oauth-flow jwt-bearer" [
    --scope: string           # The scopes: repeat it, or separate them by spaces
    --client-id: string       # The app's user name at the provider
    --client-secret: string   # The app's password; better by file, standard input or environment, since arguments are seen by every process
    --client-secret-file: path # Read the client secret from this file
    --client-secret-stdin     # Read the client secret from standard input
    --public                  # A public client: it has no secret
    --auth-method: string@"nu-complete oauth-flow jwt-bearer auth_method" # How the client proves itself at the token endpoint [default: chosen from the metadata]
    --basic-encoding: string@"nu-complete oauth-flow jwt-bearer basic_encoding" # How id and secret are written into the Basic header
    --key: path               # The client's private key (PEM or JWK): it signs assertions and request objects, and belongs to --cert
    --key-alg: string@"nu-complete oauth-flow jwt-bearer key_alg" # The algorithm that it signs with [default: what the key says, or the usual one of its kind]
    --assertion-audience: string@"nu-complete oauth-flow jwt-bearer assertion_audience" # Whom an assertion names as its audience; newer rules want the issuer, older servers their token endpoint
    --dpop                    # Bind the tokens to a key made for this run, so that a stolen one is worth nothing (RFC 9449)
    --dpop-key: path          # Bind them to this private key (PEM or JWK) instead
    --dpop-alg: string@"nu-complete oauth-flow jwt-bearer dpop_alg" # The algorithm of the proofs [default: ES256, or what the key says]
    --no-dpop-jkt             # Leave the code unbound: no `dpop_jkt` in the request
    --set: string             # Change a message just before it is sent: a parameter, or STEP.header.NAME=VALUE; can be repeated
    --unset: string           # Leave something out of a message: a parameter, or STEP.header.NAME; can be repeated
    --then: string@"nu-complete oauth-flow jwt-bearer then" # Use the tokens afterwards, in this order: repeat it, or separate the words by commas
    --call: string            # The resource of `--then call` [default: the userinfo endpoint]
    --token: string@"nu-complete oauth-flow jwt-bearer token" # The token of `--then introspect` [default: `access_token`] and `--then revoke` [default: `refresh_token`, if there is one]
    --issuer: string          # The issuer to compare with, where the endpoints are given
    --issuer-template: string # What the metadata of many tenants may name as issuer instead, with `{tenantid}` for the tenant; the ID token names it in tid
    --domain: string          # The domain at a known provider that gives each customer one
    --tenant: string          # The tenant, realm or user pool at a known provider
    --authorization-endpoint: string # The authorization endpoint, instead of the discovered one
    --token-endpoint: string  # The token endpoint, instead of the discovered one
    --userinfo-endpoint: string # The userinfo endpoint, instead of the discovered one
    --jwks-uri: string        # The key set, instead of the discovered one
    --par-endpoint: string    # Where the request is pushed to, instead of the discovered endpoint
    --clock-skew: string      # How far clocks may differ, in seconds
    --introspection-endpoint: string # The introspection endpoint, instead of the discovered one
    --revocation-endpoint: string # The revocation endpoint, instead of the discovered one
    --end-session-endpoint: string # The endpoint that ends a session, instead of the discovered one
    --device-authorization-endpoint: string # The device authorization endpoint, instead of the discovered one
    --registration-endpoint: string # The registration endpoint, instead of the discovered one
    --ca-cert: path           # Trust the authorities of this PEM file as well
    --cert: path              # The client's certificate for mutual TLS, in a PEM file; its private key in the same file, or by --key
    --insecure-tls            # Take any certificate of a server: whoever stands between can read and change everything
    --allow-http              # Speak plain http beyond this machine: everything can be read on the way
    --resolve: string         # Reach this server at this address, and without a proxy: repeat it, or separate them by spaces
    --proxy: string           # Reach https servers beyond this machine through this proxy: http, https, socks5 or socks5h [default: the one of the environment]
    --no-proxy                # Use no proxy, whatever the environment says
    --connect-timeout: string # How long a connection may take, in seconds
    --max-time: string        # How long one request may take in all, in seconds
    --run                     # Do not stop at each message
    --no-lessons              # Leave out the sentences that explain each step
    --json                    # Print the whole run as one JSON document on standard output
    --print: string@"nu-complete oauth-flow jwt-bearer print" # Print one value on standard output
    --trace: path             # Save the record of the run to this file, masked unless --reveal is given; also of a run that failed
    --har: path               # Save the messages of the run as HAR 1.2, for the tools that read what browsers capture; masked unless --reveal is given; also of a run that failed
    --report: path            # Save a report of the run for people, always masked: .html is one page with a diagram of who sent what, .md is Markdown, .mmd is a Mermaid diagram, .json and .txt are what --json and the story tell; also of a run that failed
    --reveal                  # Mask nothing, not even the client secret
    --assertion-file: path    # Read the assertion from this file (`-`: standard input); or `OAUTH_FLOW_ASSERTION` [default: made with --key]
    --subject: string         # Whom an assertion that is made here speaks for [default: the client itself]
    --color: string@"nu-complete oauth-flow jwt-bearer color" # When to use colours
    --help(-h)                # Print help (see more with '--help')
    provider?: string         # The provider's issuer [default: the practice provider inside]
  ]

  def "nu-complete oauth-flow password auth_method" [] {
    [ "none" "client_secret_basic" "client_secret_post" "client_secret_jwt" "private_key_jwt" "tls_client_auth" "self_signed_tls_client_auth" ]
  }

  def "nu-complete oauth-flow password basic_encoding" [] {
    [ "form" "raw" ]
  }

  def "nu-complete oauth-flow password key_alg" [] {
    [ "RS256" "RS384" "RS512" "PS256" "PS384" "PS512" "ES256" "ES384" "EdDSA" ]
  }

  def "nu-complete oauth-flow password assertion_audience" [] {
    [ "issuer" "token-endpoint" ]
  }

  def "nu-complete oauth-flow password dpop_alg" [] {
    [ "RS256" "RS384" "RS512" "PS256" "PS384" "PS512" "ES256" "ES384" "EdDSA" ]
  }

  def "nu-complete oauth-flow password then" [] {
    [ "refresh" "userinfo" "introspect" "call" "revoke" "logout" ]
  }

  def "nu-complete oauth-flow password token" [] {
    [ "access_token" "refresh_token" ]
  }

  def "nu-complete oauth-flow password print" [] {
    [ "access_token" "id_token" "refresh_token" "code" "code_verifier" "header" "claims" "answer" "client_id" "client_secret" "registration_access_token" ]
  }

  def "nu-complete oauth-flow password color" [] {
    [ "auto" "always" "never" ]
  }

  # Ask for tokens with a user's password: deprecated, to see why (RFC 9700 2.4)
  export extern "oauth-flow password" [
    --scope: string           # The scopes: repeat it, or separate them by spaces
    --client-id: string       # The app's user name at the provider
    --client-secret: string   # The app's password; better by file, standard input or environment, since arguments are seen by every process
    --client-secret-file: path # Read the client secret from this file
    --client-secret-stdin     # Read the client secret from standard input
    --public                  # A public client: it has no secret
    --auth-method: string@"nu-complete oauth-flow password auth_method" # How the client proves itself at the token endpoint [default: chosen from the metadata]
    --basic-encoding: string@"nu-complete oauth-flow password basic_encoding" # How id and secret are written into the Basic header
    --key: path               # The client's private key (PEM or JWK): it signs assertions and request objects, and belongs to --cert
    --key-alg: string@"nu-complete oauth-flow password key_alg" # The algorithm that it signs with [default: what the key says, or the usual one of its kind]
    --assertion-audience: string@"nu-complete oauth-flow password assertion_audience" # Whom an assertion names as its audience; newer rules want the issuer, older servers their token endpoint
    --dpop                    # Bind the tokens to a key made for this run, so that a stolen one is worth nothing (RFC 9449)
    --dpop-key: path          # Bind them to this private key (PEM or JWK) instead
    --dpop-alg: string@"nu-complete oauth-flow password dpop_alg" # The algorithm of the proofs [default: ES256, or what the key says]
    --no-dpop-jkt             # Leave the code unbound: no `dpop_jkt` in the request
    --set: string             # Change a message just before it is sent: a parameter, or STEP.header.NAME=VALUE; can be repeated
    --unset: string           # Leave something out of a message: a parameter, or STEP.header.NAME; can be repeated
    --then: string@"nu-complete oauth-flow password then" # Use the tokens afterwards, in this order: repeat it, or separate the words by commas
    --call: string            # The resource of `--then call` [default: the userinfo endpoint]
    --token: string@"nu-complete oauth-flow password token" # The token of `--then introspect` [default: `access_token`] and `--then revoke` [default: `refresh_token`, if there is one]
    --issuer: string          # The issuer to compare with, where the endpoints are given
    --issuer-template: string # What the metadata of many tenants may name as issuer instead, with `{tenantid}` for the tenant; the ID token names it in tid
    --domain: string          # The domain at a known provider that gives each customer one
    --tenant: string          # The tenant, realm or user pool at a known provider
    --authorization-endpoint: string # The authorization endpoint, instead of the discovered one
    --token-endpoint: string  # The token endpoint, instead of the discovered one
    --userinfo-endpoint: string # The userinfo endpoint, instead of the discovered one
    --jwks-uri: string        # The key set, instead of the discovered one
    --par-endpoint: string    # Where the request is pushed to, instead of the discovered endpoint
    --clock-skew: string      # How far clocks may differ, in seconds
    --introspection-endpoint: string # The introspection endpoint, instead of the discovered one
    --revocation-endpoint: string # The revocation endpoint, instead of the discovered one
    --end-session-endpoint: string # The endpoint that ends a session, instead of the discovered one
    --device-authorization-endpoint: string # The device authorization endpoint, instead of the discovered one
    --registration-endpoint: string # The registration endpoint, instead of the discovered one
    --ca-cert: path           # Trust the authorities of this PEM file as well
    --cert: path              # The client's certificate for mutual TLS, in a PEM file; its private key in the same file, or by --key
    --insecure-tls            # Take any certificate of a server: whoever stands between can read and change everything
    --allow-http              # Speak plain http beyond this machine: everything can be read on the way
    --resolve: string         # Reach this server at this address, and without a proxy: repeat it, or separate them by spaces
    --proxy: string           # Reach https servers beyond this machine through this proxy: http, https, socks5 or socks5h [default: the one of the environment]
    --no-proxy                # Use no proxy, whatever the environment says
    --connect-timeout: string # How long a connection may take, in seconds
    --max-time: string        # How long one request may take in all, in seconds
    --run                     # Do not stop at each message
    --no-lessons              # Leave out the sentences that explain each step
    --json                    # Print the whole run as one JSON document on standard output
    --print: string@"nu-complete oauth-flow password print" # Print one value on standard output
    --trace: path             # Save the record of the run to this file, masked unless --reveal is given; also of a run that failed
    --har: path               # Save the messages of the run as HAR 1.2, for the tools that read what browsers capture; masked unless --reveal is given; also of a run that failed
    --report: path            # Save a report of the run for people, always masked: .html is one page with a diagram of who sent what, .md is Markdown, .mmd is a Mermaid diagram, .json and .txt are what --json and the story tell; also of a run that failed
    --reveal                  # Mask nothing, not even the client secret
    --username: string        # The user [default at the practice provider: alice]
    --password-file: path     # Read the password from this file (`-`: standard input); or `OAUTH_FLOW_PASSWORD`, or typed when asked for
    --color: string@"nu-complete oauth-flow password color" # When to use colours
    --help(-h)                # Print help (see more with '--help')
    provider?: string         # The provider's issuer [default: the practice provider inside]
  ]

  def "nu-complete oauth-flow refresh auth_method" [] {
    [ "none" "client_secret_basic" "client_secret_post" "client_secret_jwt" "private_key_jwt" "tls_client_auth" "self_signed_tls_client_auth" ]
  }

  def "nu-complete oauth-flow refresh basic_encoding" [] {
    [ "form" "raw" ]
  }

  def "nu-complete oauth-flow refresh key_alg" [] {
    [ "RS256" "RS384" "RS512" "PS256" "PS384" "PS512" "ES256" "ES384" "EdDSA" ]
  }

  def "nu-complete oauth-flow refresh assertion_audience" [] {
    [ "issuer" "token-endpoint" ]
  }

  def "nu-complete oauth-flow refresh dpop_alg" [] {
    [ "RS256" "RS384" "RS512" "PS256" "PS384" "PS512" "ES256" "ES384" "EdDSA" ]
  }

  def "nu-complete oauth-flow refresh print" [] {
    [ "access_token" "id_token" "refresh_token" "code" "code_verifier" "header" "claims" "answer" "client_id" "client_secret" "registration_access_token" ]
  }

  def "nu-complete oauth-flow refresh color" [] {
    [ "auto" "always" "never" ]
  }

  # Trade a refresh token for new tokens (RFC 6749 6)
  export extern "oauth-flow refresh" [
    --from: path              # Take provider, client and tokens from this record: one that was saved with --trace and --reveal
    --access-token-file: path # Read the access token from this file (`-`: standard input); or `OAUTH_FLOW_ACCESS_TOKEN`
    --refresh-token-file: path # Read the refresh token from this file (`-`: standard input); or `OAUTH_FLOW_REFRESH_TOKEN`
    --id-token-file: path     # Read the ID token from this file (`-`: standard input); or `OAUTH_FLOW_ID_TOKEN`
    --token-type: string      # How the access token is presented: Bearer or DPoP [default: Bearer]
    --client-id: string       # The app's user name at the provider
    --client-secret: string   # The app's password; better by file, standard input or environment, since arguments are seen by every process
    --client-secret-file: path # Read the client secret from this file
    --client-secret-stdin     # Read the client secret from standard input
    --public                  # A public client: it has no secret
    --auth-method: string@"nu-complete oauth-flow refresh auth_method" # How the client proves itself at the token endpoint [default: chosen from the metadata]
    --basic-encoding: string@"nu-complete oauth-flow refresh basic_encoding" # How id and secret are written into the Basic header
    --key: path               # The client's private key (PEM or JWK): it signs assertions and request objects, and belongs to --cert
    --key-alg: string@"nu-complete oauth-flow refresh key_alg" # The algorithm that it signs with [default: what the key says, or the usual one of its kind]
    --assertion-audience: string@"nu-complete oauth-flow refresh assertion_audience" # Whom an assertion names as its audience; newer rules want the issuer, older servers their token endpoint
    --dpop                    # Bind the tokens to a key made for this run, so that a stolen one is worth nothing (RFC 9449)
    --dpop-key: path          # Bind them to this private key (PEM or JWK) instead
    --dpop-alg: string@"nu-complete oauth-flow refresh dpop_alg" # The algorithm of the proofs [default: ES256, or what the key says]
    --no-dpop-jkt             # Leave the code unbound: no `dpop_jkt` in the request
    --set: string             # Change a message just before it is sent: a parameter, or STEP.header.NAME=VALUE; can be repeated
    --unset: string           # Leave something out of a message: a parameter, or STEP.header.NAME; can be repeated
    --issuer: string          # The issuer to compare with, where the endpoints are given
    --issuer-template: string # What the metadata of many tenants may name as issuer instead, with `{tenantid}` for the tenant; the ID token names it in tid
    --domain: string          # The domain at a known provider that gives each customer one
    --tenant: string          # The tenant, realm or user pool at a known provider
    --authorization-endpoint: string # The authorization endpoint, instead of the discovered one
    --token-endpoint: string  # The token endpoint, instead of the discovered one
    --userinfo-endpoint: string # The userinfo endpoint, instead of the discovered one
    --jwks-uri: string        # The key set, instead of the discovered one
    --par-endpoint: string    # Where the request is pushed to, instead of the discovered endpoint
    --clock-skew: string      # How far clocks may differ, in seconds
    --introspection-endpoint: string # The introspection endpoint, instead of the discovered one
    --revocation-endpoint: string # The revocation endpoint, instead of the discovered one
    --end-session-endpoint: string # The endpoint that ends a session, instead of the discovered one
    --device-authorization-endpoint: string # The device authorization endpoint, instead of the discovered one
    --registration-endpoint: string # The registration endpoint, instead of the discovered one
    --ca-cert: path           # Trust the authorities of this PEM file as well
    --cert: path              # The client's certificate for mutual TLS, in a PEM file; its private key in the same file, or by --key
    --insecure-tls            # Take any certificate of a server: whoever stands between can read and change everything
    --allow-http              # Speak plain http beyond this machine: everything can be read on the way
    --resolve: string         # Reach this server at this address, and without a proxy: repeat it, or separate them by spaces
    --proxy: string           # Reach https servers beyond this machine through this proxy: http, https, socks5 or socks5h [default: the one of the environment]
    --no-proxy                # Use no proxy, whatever the environment says
    --connect-timeout: string # How long a connection may take, in seconds
    --max-time: string        # How long one request may take in all, in seconds
    --run                     # Do not stop at each message
    --no-lessons              # Leave out the sentences that explain each step
    --json                    # Print the whole run as one JSON document on standard output
    --print: string@"nu-complete oauth-flow refresh print" # Print one value on standard output
    --trace: path             # Save the record of the run to this file, masked unless --reveal is given; also of a run that failed
    --har: path               # Save the messages of the run as HAR 1.2, for the tools that read what browsers capture; masked unless --reveal is given; also of a run that failed
    --report: path            # Save a report of the run for people, always masked: .html is one page with a diagram of who sent what, .md is Markdown, .mmd is a Mermaid diagram, .json and .txt are what --json and the story tell; also of a run that failed
    --reveal                  # Mask nothing, not even the client secret
    --scope: string           # Ask for less than was granted: repeat it, or separate the scopes by spaces
    --color: string@"nu-complete oauth-flow refresh color" # When to use colours
    --help(-h)                # Print help (see more with '--help')
    provider?: string         # The provider's issuer [default: that of --from, or the practice provider inside]
  ]

  def "nu-complete oauth-flow userinfo auth_method" [] {
    [ "none" "client_secret_basic" "client_secret_post" "client_secret_jwt" "private_key_jwt" "tls_client_auth" "self_signed_tls_client_auth" ]
  }

  def "nu-complete oauth-flow userinfo basic_encoding" [] {
    [ "form" "raw" ]
  }

  def "nu-complete oauth-flow userinfo key_alg" [] {
    [ "RS256" "RS384" "RS512" "PS256" "PS384" "PS512" "ES256" "ES384" "EdDSA" ]
  }

  def "nu-complete oauth-flow userinfo assertion_audience" [] {
    [ "issuer" "token-endpoint" ]
  }

  def "nu-complete oauth-flow userinfo dpop_alg" [] {
    [ "RS256" "RS384" "RS512" "PS256" "PS384" "PS512" "ES256" "ES384" "EdDSA" ]
  }

  def "nu-complete oauth-flow userinfo print" [] {
    [ "access_token" "id_token" "refresh_token" "code" "code_verifier" "header" "claims" "answer" "client_id" "client_secret" "registration_access_token" ]
  }

  def "nu-complete oauth-flow userinfo color" [] {
    [ "auto" "always" "never" ]
  }

  # Fetch the claims of the user with an access token (OpenID Connect Core 5.3)
  export extern "oauth-flow userinfo" [
    --from: path              # Take provider, client and tokens from this record: one that was saved with --trace and --reveal
    --access-token-file: path # Read the access token from this file (`-`: standard input); or `OAUTH_FLOW_ACCESS_TOKEN`
    --refresh-token-file: path # Read the refresh token from this file (`-`: standard input); or `OAUTH_FLOW_REFRESH_TOKEN`
    --id-token-file: path     # Read the ID token from this file (`-`: standard input); or `OAUTH_FLOW_ID_TOKEN`
    --token-type: string      # How the access token is presented: Bearer or DPoP [default: Bearer]
    --client-id: string       # The app's user name at the provider
    --client-secret: string   # The app's password; better by file, standard input or environment, since arguments are seen by every process
    --client-secret-file: path # Read the client secret from this file
    --client-secret-stdin     # Read the client secret from standard input
    --public                  # A public client: it has no secret
    --auth-method: string@"nu-complete oauth-flow userinfo auth_method" # How the client proves itself at the token endpoint [default: chosen from the metadata]
    --basic-encoding: string@"nu-complete oauth-flow userinfo basic_encoding" # How id and secret are written into the Basic header
    --key: path               # The client's private key (PEM or JWK): it signs assertions and request objects, and belongs to --cert
    --key-alg: string@"nu-complete oauth-flow userinfo key_alg" # The algorithm that it signs with [default: what the key says, or the usual one of its kind]
    --assertion-audience: string@"nu-complete oauth-flow userinfo assertion_audience" # Whom an assertion names as its audience; newer rules want the issuer, older servers their token endpoint
    --dpop                    # Bind the tokens to a key made for this run, so that a stolen one is worth nothing (RFC 9449)
    --dpop-key: path          # Bind them to this private key (PEM or JWK) instead
    --dpop-alg: string@"nu-complete oauth-flow userinfo dpop_alg" # The algorithm of the proofs [default: ES256, or what the key says]
    --no-dpop-jkt             # Leave the code unbound: no `dpop_jkt` in the request
    --set: string             # Change a message just before it is sent: a parameter, or STEP.header.NAME=VALUE; can be repeated
    --unset: string           # Leave something out of a message: a parameter, or STEP.header.NAME; can be repeated
    --issuer: string          # The issuer to compare with, where the endpoints are given
    --issuer-template: string # What the metadata of many tenants may name as issuer instead, with `{tenantid}` for the tenant; the ID token names it in tid
    --domain: string          # The domain at a known provider that gives each customer one
    --tenant: string          # The tenant, realm or user pool at a known provider
    --authorization-endpoint: string # The authorization endpoint, instead of the discovered one
    --token-endpoint: string  # The token endpoint, instead of the discovered one
    --userinfo-endpoint: string # The userinfo endpoint, instead of the discovered one
    --jwks-uri: string        # The key set, instead of the discovered one
    --par-endpoint: string    # Where the request is pushed to, instead of the discovered endpoint
    --clock-skew: string      # How far clocks may differ, in seconds
    --introspection-endpoint: string # The introspection endpoint, instead of the discovered one
    --revocation-endpoint: string # The revocation endpoint, instead of the discovered one
    --end-session-endpoint: string # The endpoint that ends a session, instead of the discovered one
    --device-authorization-endpoint: string # The device authorization endpoint, instead of the discovered one
    --registration-endpoint: string # The registration endpoint, instead of the discovered one
    --ca-cert: path           # Trust the authorities of this PEM file as well
    --cert: path              # The client's certificate for mutual TLS, in a PEM file; its private key in the same file, or by --key
    --insecure-tls            # Take any certificate of a server: whoever stands between can read and change everything
    --allow-http              # Speak plain http beyond this machine: everything can be read on the way
    --resolve: string         # Reach this server at this address, and without a proxy: repeat it, or separate them by spaces
    --proxy: string           # Reach https servers beyond this machine through this proxy: http, https, socks5 or socks5h [default: the one of the environment]
    --no-proxy                # Use no proxy, whatever the environment says
    --connect-timeout: string # How long a connection may take, in seconds
    --max-time: string        # How long one request may take in all, in seconds
    --run                     # Do not stop at each message
    --no-lessons              # Leave out the sentences that explain each step
    --json                    # Print the whole run as one JSON document on standard output
    --print: string@"nu-complete oauth-flow userinfo print" # Print one value on standard output
    --trace: path             # Save the record of the run to this file, masked unless --reveal is given; also of a run that failed
    --har: path               # Save the messages of the run as HAR 1.2, for the tools that read what browsers capture; masked unless --reveal is given; also of a run that failed
    --report: path            # Save a report of the run for people, always masked: .html is one page with a diagram of who sent what, .md is Markdown, .mmd is a Mermaid diagram, .json and .txt are what --json and the story tell; also of a run that failed
    --reveal                  # Mask nothing, not even the client secret
    --color: string@"nu-complete oauth-flow userinfo color" # When to use colours
    --help(-h)                # Print help (see more with '--help')
    provider?: string         # The provider's issuer [default: that of --from, or the practice provider inside]
  ]

  def "nu-complete oauth-flow introspect auth_method" [] {
    [ "none" "client_secret_basic" "client_secret_post" "client_secret_jwt" "private_key_jwt" "tls_client_auth" "self_signed_tls_client_auth" ]
  }

  def "nu-complete oauth-flow introspect basic_encoding" [] {
    [ "form" "raw" ]
  }

  def "nu-complete oauth-flow introspect key_alg" [] {
    [ "RS256" "RS384" "RS512" "PS256" "PS384" "PS512" "ES256" "ES384" "EdDSA" ]
  }

  def "nu-complete oauth-flow introspect assertion_audience" [] {
    [ "issuer" "token-endpoint" ]
  }

  def "nu-complete oauth-flow introspect dpop_alg" [] {
    [ "RS256" "RS384" "RS512" "PS256" "PS384" "PS512" "ES256" "ES384" "EdDSA" ]
  }

  def "nu-complete oauth-flow introspect print" [] {
    [ "access_token" "id_token" "refresh_token" "code" "code_verifier" "header" "claims" "answer" "client_id" "client_secret" "registration_access_token" ]
  }

  def "nu-complete oauth-flow introspect token" [] {
    [ "access_token" "refresh_token" ]
  }

  def "nu-complete oauth-flow introspect color" [] {
    [ "auto" "always" "never" ]
  }

  # Ask the server what a token is worth (RFC 7662)
  export extern "oauth-flow introspect" [
    --from: path              # Take provider, client and tokens from this record: one that was saved with --trace and --reveal
    --access-token-file: path # Read the access token from this file (`-`: standard input); or `OAUTH_FLOW_ACCESS_TOKEN`
    --refresh-token-file: path # Read the refresh token from this file (`-`: standard input); or `OAUTH_FLOW_REFRESH_TOKEN`
    --id-token-file: path     # Read the ID token from this file (`-`: standard input); or `OAUTH_FLOW_ID_TOKEN`
    --token-type: string      # How the access token is presented: Bearer or DPoP [default: Bearer]
    --client-id: string       # The app's user name at the provider
    --client-secret: string   # The app's password; better by file, standard input or environment, since arguments are seen by every process
    --client-secret-file: path # Read the client secret from this file
    --client-secret-stdin     # Read the client secret from standard input
    --public                  # A public client: it has no secret
    --auth-method: string@"nu-complete oauth-flow introspect auth_method" # How the client proves itself at the token endpoint [default: chosen from the metadata]
    --basic-encoding: string@"nu-complete oauth-flow introspect basic_encoding" # How id and secret are written into the Basic header
    --key: path               # The client's private key (PEM or JWK): it signs assertions and request objects, and belongs to --cert
    --key-alg: string@"nu-complete oauth-flow introspect key_alg" # The algorithm that it signs with [default: what the key says, or the usual one of its kind]
    --assertion-audience: string@"nu-complete oauth-flow introspect assertion_audience" # Whom an assertion names as its audience; newer rules want the issuer, older servers their token endpoint
    --dpop                    # Bind the tokens to a key made for this run, so that a stolen one is worth nothing (RFC 9449)
    --dpop-key: path          # Bind them to this private key (PEM or JWK) instead
    --dpop-alg: string@"nu-complete oauth-flow introspect dpop_alg" # The algorithm of the proofs [default: ES256, or what the key says]
    --no-dpop-jkt             # Leave the code unbound: no `dpop_jkt` in the request
    --set: string             # Change a message just before it is sent: a parameter, or STEP.header.NAME=VALUE; can be repeated
    --unset: string           # Leave something out of a message: a parameter, or STEP.header.NAME; can be repeated
    --issuer: string          # The issuer to compare with, where the endpoints are given
    --issuer-template: string # What the metadata of many tenants may name as issuer instead, with `{tenantid}` for the tenant; the ID token names it in tid
    --domain: string          # The domain at a known provider that gives each customer one
    --tenant: string          # The tenant, realm or user pool at a known provider
    --authorization-endpoint: string # The authorization endpoint, instead of the discovered one
    --token-endpoint: string  # The token endpoint, instead of the discovered one
    --userinfo-endpoint: string # The userinfo endpoint, instead of the discovered one
    --jwks-uri: string        # The key set, instead of the discovered one
    --par-endpoint: string    # Where the request is pushed to, instead of the discovered endpoint
    --clock-skew: string      # How far clocks may differ, in seconds
    --introspection-endpoint: string # The introspection endpoint, instead of the discovered one
    --revocation-endpoint: string # The revocation endpoint, instead of the discovered one
    --end-session-endpoint: string # The endpoint that ends a session, instead of the discovered one
    --device-authorization-endpoint: string # The device authorization endpoint, instead of the discovered one
    --registration-endpoint: string # The registration endpoint, instead of the discovered one
    --ca-cert: path           # Trust the authorities of this PEM file as well
    --cert: path              # The client's certificate for mutual TLS, in a PEM file; its private key in the same file, or by --key
    --insecure-tls            # Take any certificate of a server: whoever stands between can read and change everything
    --allow-http              # Speak plain http beyond this machine: everything can be read on the way
    --resolve: string         # Reach this server at this address, and without a proxy: repeat it, or separate them by spaces
    --proxy: string           # Reach https servers beyond this machine through this proxy: http, https, socks5 or socks5h [default: the one of the environment]
    --no-proxy                # Use no proxy, whatever the environment says
    --connect-timeout: string # How long a connection may take, in seconds
    --max-time: string        # How long one request may take in all, in seconds
    --run                     # Do not stop at each message
    --no-lessons              # Leave out the sentences that explain each step
    --json                    # Print the whole run as one JSON document on standard output
    --print: string@"nu-complete oauth-flow introspect print" # Print one value on standard output
    --trace: path             # Save the record of the run to this file, masked unless --reveal is given; also of a run that failed
    --har: path               # Save the messages of the run as HAR 1.2, for the tools that read what browsers capture; masked unless --reveal is given; also of a run that failed
    --report: path            # Save a report of the run for people, always masked: .html is one page with a diagram of who sent what, .md is Markdown, .mmd is a Mermaid diagram, .json and .txt are what --json and the story tell; also of a run that failed
    --reveal                  # Mask nothing, not even the client secret
    --token: string@"nu-complete oauth-flow introspect token" # Which token is meant [default: the access token]
    --color: string@"nu-complete oauth-flow introspect color" # When to use colours
    --help(-h)                # Print help (see more with '--help')
    provider?: string         # The provider's issuer [default: that of --from, or the practice provider inside]
  ]

  def "nu-complete oauth-flow call method" [] {
    [ "GET" "HEAD" "POST" "PUT" "PATCH" "DELETE" ]
  }

  def "nu-complete oauth-flow call key_alg" [] {
    [ "RS256" "RS384" "RS512" "PS256" "PS384" "PS512" "ES256" "ES384" "EdDSA" ]
  }

  def "nu-complete oauth-flow call assertion_audience" [] {
    [ "issuer" "token-endpoint" ]
  }

  def "nu-complete oauth-flow call dpop_alg" [] {
    [ "RS256" "RS384" "RS512" "PS256" "PS384" "PS512" "ES256" "ES384" "EdDSA" ]
  }

  def "nu-complete oauth-flow call print" [] {
    [ "access_token" "id_token" "refresh_token" "code" "code_verifier" "header" "claims" "answer" "client_id" "client_secret" "registration_access_token" ]
  }

  def "nu-complete oauth-flow call color" [] {
    [ "auto" "always" "never" ]
  }

  # Use an access token at any resource (RFC 6750)
  export extern "oauth-flow call" [
    --method(-X): string@"nu-complete oauth-flow call method" # The method
    --from: path              # Take the tokens from this record: one that was saved with --trace and --reveal
    --access-token-file: path # Read the access token from this file (`-`: standard input); or `OAUTH_FLOW_ACCESS_TOKEN`
    --refresh-token-file: path # Read the refresh token from this file (`-`: standard input); or `OAUTH_FLOW_REFRESH_TOKEN`
    --id-token-file: path     # Read the ID token from this file (`-`: standard input); or `OAUTH_FLOW_ID_TOKEN`
    --token-type: string      # How the access token is presented: Bearer or DPoP [default: Bearer]
    --key: path               # The client's private key (PEM or JWK): it signs assertions and request objects, and belongs to --cert
    --key-alg: string@"nu-complete oauth-flow call key_alg" # The algorithm that it signs with [default: what the key says, or the usual one of its kind]
    --assertion-audience: string@"nu-complete oauth-flow call assertion_audience" # Whom an assertion names as its audience; newer rules want the issuer, older servers their token endpoint
    --dpop                    # Bind the tokens to a key made for this run, so that a stolen one is worth nothing (RFC 9449)
    --dpop-key: path          # Bind them to this private key (PEM or JWK) instead
    --dpop-alg: string@"nu-complete oauth-flow call dpop_alg" # The algorithm of the proofs [default: ES256, or what the key says]
    --no-dpop-jkt             # Leave the code unbound: no `dpop_jkt` in the request
    --set: string             # Change a message just before it is sent: a parameter, or STEP.header.NAME=VALUE; can be repeated
    --unset: string           # Leave something out of a message: a parameter, or STEP.header.NAME; can be repeated
    --ca-cert: path           # Trust the authorities of this PEM file as well
    --cert: path              # The client's certificate for mutual TLS, in a PEM file; its private key in the same file, or by --key
    --insecure-tls            # Take any certificate of a server: whoever stands between can read and change everything
    --allow-http              # Speak plain http beyond this machine: everything can be read on the way
    --resolve: string         # Reach this server at this address, and without a proxy: repeat it, or separate them by spaces
    --proxy: string           # Reach https servers beyond this machine through this proxy: http, https, socks5 or socks5h [default: the one of the environment]
    --no-proxy                # Use no proxy, whatever the environment says
    --connect-timeout: string # How long a connection may take, in seconds
    --max-time: string        # How long one request may take in all, in seconds
    --run                     # Do not stop at each message
    --no-lessons              # Leave out the sentences that explain each step
    --json                    # Print the whole run as one JSON document on standard output
    --print: string@"nu-complete oauth-flow call print" # Print one value on standard output
    --trace: path             # Save the record of the run to this file, masked unless --reveal is given; also of a run that failed
    --har: path               # Save the messages of the run as HAR 1.2, for the tools that read what browsers capture; masked unless --reveal is given; also of a run that failed
    --report: path            # Save a report of the run for people, always masked: .html is one page with a diagram of who sent what, .md is Markdown, .mmd is a Mermaid diagram, .json and .txt are what --json and the story tell; also of a run that failed
    --reveal                  # Mask nothing, not even the client secret
    --color: string@"nu-complete oauth-flow call color" # When to use colours
    --help(-h)                # Print help (see more with '--help')
    url?: string              # The resource
  ]

  def "nu-complete oauth-flow revoke auth_method" [] {
    [ "none" "client_secret_basic" "client_secret_post" "client_secret_jwt" "private_key_jwt" "tls_client_auth" "self_signed_tls_client_auth" ]
  }

  def "nu-complete oauth-flow revoke basic_encoding" [] {
    [ "form" "raw" ]
  }

  def "nu-complete oauth-flow revoke key_alg" [] {
    [ "RS256" "RS384" "RS512" "PS256" "PS384" "PS512" "ES256" "ES384" "EdDSA" ]
  }

  def "nu-complete oauth-flow revoke assertion_audience" [] {
    [ "issuer" "token-endpoint" ]
  }

  def "nu-complete oauth-flow revoke dpop_alg" [] {
    [ "RS256" "RS384" "RS512" "PS256" "PS384" "PS512" "ES256" "ES384" "EdDSA" ]
  }

  def "nu-complete oauth-flow revoke print" [] {
    [ "access_token" "id_token" "refresh_token" "code" "code_verifier" "header" "claims" "answer" "client_id" "client_secret" "registration_access_token" ]
  }

  def "nu-complete oauth-flow revoke token" [] {
    [ "access_token" "refresh_token" ]
  }

  def "nu-complete oauth-flow revoke color" [] {
    [ "auto" "always" "never" ]
  }

  # Have a token declared dead, and see that it is (RFC 7009)
  export extern "oauth-flow revoke" [
    --from: path              # Take provider, client and tokens from this record: one that was saved with --trace and --reveal
    --access-token-file: path # Read the access token from this file (`-`: standard input); or `OAUTH_FLOW_ACCESS_TOKEN`
    --refresh-token-file: path # Read the refresh token from this file (`-`: standard input); or `OAUTH_FLOW_REFRESH_TOKEN`
    --id-token-file: path     # Read the ID token from this file (`-`: standard input); or `OAUTH_FLOW_ID_TOKEN`
    --token-type: string      # How the access token is presented: Bearer or DPoP [default: Bearer]
    --client-id: string       # The app's user name at the provider
    --client-secret: string   # The app's password; better by file, standard input or environment, since arguments are seen by every process
    --client-secret-file: path # Read the client secret from this file
    --client-secret-stdin     # Read the client secret from standard input
    --public                  # A public client: it has no secret
    --auth-method: string@"nu-complete oauth-flow revoke auth_method" # How the client proves itself at the token endpoint [default: chosen from the metadata]
    --basic-encoding: string@"nu-complete oauth-flow revoke basic_encoding" # How id and secret are written into the Basic header
    --key: path               # The client's private key (PEM or JWK): it signs assertions and request objects, and belongs to --cert
    --key-alg: string@"nu-complete oauth-flow revoke key_alg" # The algorithm that it signs with [default: what the key says, or the usual one of its kind]
    --assertion-audience: string@"nu-complete oauth-flow revoke assertion_audience" # Whom an assertion names as its audience; newer rules want the issuer, older servers their token endpoint
    --dpop                    # Bind the tokens to a key made for this run, so that a stolen one is worth nothing (RFC 9449)
    --dpop-key: path          # Bind them to this private key (PEM or JWK) instead
    --dpop-alg: string@"nu-complete oauth-flow revoke dpop_alg" # The algorithm of the proofs [default: ES256, or what the key says]
    --no-dpop-jkt             # Leave the code unbound: no `dpop_jkt` in the request
    --set: string             # Change a message just before it is sent: a parameter, or STEP.header.NAME=VALUE; can be repeated
    --unset: string           # Leave something out of a message: a parameter, or STEP.header.NAME; can be repeated
    --issuer: string          # The issuer to compare with, where the endpoints are given
    --issuer-template: string # What the metadata of many tenants may name as issuer instead, with `{tenantid}` for the tenant; the ID token names it in tid
    --domain: string          # The domain at a known provider that gives each customer one
    --tenant: string          # The tenant, realm or user pool at a known provider
    --authorization-endpoint: string # The authorization endpoint, instead of the discovered one
    --token-endpoint: string  # The token endpoint, instead of the discovered one
    --userinfo-endpoint: string # The userinfo endpoint, instead of the discovered one
    --jwks-uri: string        # The key set, instead of the discovered one
    --par-endpoint: string    # Where the request is pushed to, instead of the discovered endpoint
    --clock-skew: string      # How far clocks may differ, in seconds
    --introspection-endpoint: string # The introspection endpoint, instead of the discovered one
    --revocation-endpoint: string # The revocation endpoint, instead of the discovered one
    --end-session-endpoint: string # The endpoint that ends a session, instead of the discovered one
    --device-authorization-endpoint: string # The device authorization endpoint, instead of the discovered one
    --registration-endpoint: string # The registration endpoint, instead of the discovered one
    --ca-cert: path           # Trust the authorities of this PEM file as well
    --cert: path              # The client's certificate for mutual TLS, in a PEM file; its private key in the same file, or by --key
    --insecure-tls            # Take any certificate of a server: whoever stands between can read and change everything
    --allow-http              # Speak plain http beyond this machine: everything can be read on the way
    --resolve: string         # Reach this server at this address, and without a proxy: repeat it, or separate them by spaces
    --proxy: string           # Reach https servers beyond this machine through this proxy: http, https, socks5 or socks5h [default: the one of the environment]
    --no-proxy                # Use no proxy, whatever the environment says
    --connect-timeout: string # How long a connection may take, in seconds
    --max-time: string        # How long one request may take in all, in seconds
    --run                     # Do not stop at each message
    --no-lessons              # Leave out the sentences that explain each step
    --json                    # Print the whole run as one JSON document on standard output
    --print: string@"nu-complete oauth-flow revoke print" # Print one value on standard output
    --trace: path             # Save the record of the run to this file, masked unless --reveal is given; also of a run that failed
    --har: path               # Save the messages of the run as HAR 1.2, for the tools that read what browsers capture; masked unless --reveal is given; also of a run that failed
    --report: path            # Save a report of the run for people, always masked: .html is one page with a diagram of who sent what, .md is Markdown, .mmd is a Mermaid diagram, .json and .txt are what --json and the story tell; also of a run that failed
    --reveal                  # Mask nothing, not even the client secret
    --token: string@"nu-complete oauth-flow revoke token" # Which token is meant [default: the refresh token, if there is one]
    --color: string@"nu-complete oauth-flow revoke color" # When to use colours
    --help(-h)                # Print help (see more with '--help')
    provider?: string         # The provider's issuer [default: that of --from, or the practice provider inside]
  ]

  def "nu-complete oauth-flow logout auth_method" [] {
    [ "none" "client_secret_basic" "client_secret_post" "client_secret_jwt" "private_key_jwt" "tls_client_auth" "self_signed_tls_client_auth" ]
  }

  def "nu-complete oauth-flow logout basic_encoding" [] {
    [ "form" "raw" ]
  }

  def "nu-complete oauth-flow logout key_alg" [] {
    [ "RS256" "RS384" "RS512" "PS256" "PS384" "PS512" "ES256" "ES384" "EdDSA" ]
  }

  def "nu-complete oauth-flow logout assertion_audience" [] {
    [ "issuer" "token-endpoint" ]
  }

  def "nu-complete oauth-flow logout dpop_alg" [] {
    [ "RS256" "RS384" "RS512" "PS256" "PS384" "PS512" "ES256" "ES384" "EdDSA" ]
  }

  def "nu-complete oauth-flow logout print" [] {
    [ "access_token" "id_token" "refresh_token" "code" "code_verifier" "header" "claims" "answer" "client_id" "client_secret" "registration_access_token" ]
  }

  def "nu-complete oauth-flow logout color" [] {
    [ "auto" "always" "never" ]
  }

  # End the session at the provider, in the browser (OpenID Connect RP-Initiated Logout 1.0)
  export extern "oauth-flow logout" [
    --from: path              # Take provider, client and tokens from this record: one that was saved with --trace and --reveal
    --access-token-file: path # Read the access token from this file (`-`: standard input); or `OAUTH_FLOW_ACCESS_TOKEN`
    --refresh-token-file: path # Read the refresh token from this file (`-`: standard input); or `OAUTH_FLOW_REFRESH_TOKEN`
    --id-token-file: path     # Read the ID token from this file (`-`: standard input); or `OAUTH_FLOW_ID_TOKEN`
    --token-type: string      # How the access token is presented: Bearer or DPoP [default: Bearer]
    --client-id: string       # The app's user name at the provider
    --client-secret: string   # The app's password; better by file, standard input or environment, since arguments are seen by every process
    --client-secret-file: path # Read the client secret from this file
    --client-secret-stdin     # Read the client secret from standard input
    --public                  # A public client: it has no secret
    --auth-method: string@"nu-complete oauth-flow logout auth_method" # How the client proves itself at the token endpoint [default: chosen from the metadata]
    --basic-encoding: string@"nu-complete oauth-flow logout basic_encoding" # How id and secret are written into the Basic header
    --key: path               # The client's private key (PEM or JWK): it signs assertions and request objects, and belongs to --cert
    --key-alg: string@"nu-complete oauth-flow logout key_alg" # The algorithm that it signs with [default: what the key says, or the usual one of its kind]
    --assertion-audience: string@"nu-complete oauth-flow logout assertion_audience" # Whom an assertion names as its audience; newer rules want the issuer, older servers their token endpoint
    --dpop                    # Bind the tokens to a key made for this run, so that a stolen one is worth nothing (RFC 9449)
    --dpop-key: path          # Bind them to this private key (PEM or JWK) instead
    --dpop-alg: string@"nu-complete oauth-flow logout dpop_alg" # The algorithm of the proofs [default: ES256, or what the key says]
    --no-dpop-jkt             # Leave the code unbound: no `dpop_jkt` in the request
    --set: string             # Change a message just before it is sent: a parameter, or STEP.header.NAME=VALUE; can be repeated
    --unset: string           # Leave something out of a message: a parameter, or STEP.header.NAME; can be repeated
    --issuer: string          # The issuer to compare with, where the endpoints are given
    --issuer-template: string # What the metadata of many tenants may name as issuer instead, with `{tenantid}` for the tenant; the ID token names it in tid
    --domain: string          # The domain at a known provider that gives each customer one
    --tenant: string          # The tenant, realm or user pool at a known provider
    --authorization-endpoint: string # The authorization endpoint, instead of the discovered one
    --token-endpoint: string  # The token endpoint, instead of the discovered one
    --userinfo-endpoint: string # The userinfo endpoint, instead of the discovered one
    --jwks-uri: string        # The key set, instead of the discovered one
    --par-endpoint: string    # Where the request is pushed to, instead of the discovered endpoint
    --clock-skew: string      # How far clocks may differ, in seconds
    --introspection-endpoint: string # The introspection endpoint, instead of the discovered one
    --revocation-endpoint: string # The revocation endpoint, instead of the discovered one
    --end-session-endpoint: string # The endpoint that ends a session, instead of the discovered one
    --device-authorization-endpoint: string # The device authorization endpoint, instead of the discovered one
    --registration-endpoint: string # The registration endpoint, instead of the discovered one
    --ca-cert: path           # Trust the authorities of this PEM file as well
    --cert: path              # The client's certificate for mutual TLS, in a PEM file; its private key in the same file, or by --key
    --insecure-tls            # Take any certificate of a server: whoever stands between can read and change everything
    --allow-http              # Speak plain http beyond this machine: everything can be read on the way
    --resolve: string         # Reach this server at this address, and without a proxy: repeat it, or separate them by spaces
    --proxy: string           # Reach https servers beyond this machine through this proxy: http, https, socks5 or socks5h [default: the one of the environment]
    --no-proxy                # Use no proxy, whatever the environment says
    --connect-timeout: string # How long a connection may take, in seconds
    --max-time: string        # How long one request may take in all, in seconds
    --run                     # Do not stop at each message
    --no-lessons              # Leave out the sentences that explain each step
    --json                    # Print the whole run as one JSON document on standard output
    --print: string@"nu-complete oauth-flow logout print" # Print one value on standard output
    --trace: path             # Save the record of the run to this file, masked unless --reveal is given; also of a run that failed
    --har: path               # Save the messages of the run as HAR 1.2, for the tools that read what browsers capture; masked unless --reveal is given; also of a run that failed
    --report: path            # Save a report of the run for people, always masked: .html is one page with a diagram of who sent what, .md is Markdown, .mmd is a Mermaid diagram, .json and .txt are what --json and the story tell; also of a run that failed
    --reveal                  # Mask nothing, not even the client secret
    --post-logout-redirect-uri: string # Where the browser is to come back: a loopback address that is registered for it [default: that of the login]
    --browser: string         # Open the URL with this command; it replaces `%s` or is appended; no shell runs
    --no-browser              # Open no browser: somebody opens the URL that is shown
    --as: string              # Let a robot sign in at the practice provider, as alice or bob
    --timeout: string         # How long the answer is awaited, in seconds
    --color: string@"nu-complete oauth-flow logout color" # When to use colours
    --help(-h)                # Print help (see more with '--help')
    provider?: string         # The provider's issuer [default: that of --from, or the practice provider inside]
  ]

  def "nu-complete oauth-flow register auth_method" [] {
    [ "none" "client_secret_basic" "client_secret_post" "client_secret_jwt" "private_key_jwt" "tls_client_auth" "self_signed_tls_client_auth" ]
  }

  def "nu-complete oauth-flow register print" [] {
    [ "access_token" "id_token" "refresh_token" "code" "code_verifier" "header" "claims" "answer" "client_id" "client_secret" "registration_access_token" ]
  }

  def "nu-complete oauth-flow register color" [] {
    [ "auto" "always" "never" ]
  }

  # Register a client for a loopback redirect (RFC 7591)
  export extern "oauth-flow register" [
    --auth-method: string@"nu-complete oauth-flow register auth_method" # How the client will prove itself [default: `client_secret_basic`]
    --scope: string           # The scopes that it will ask for: repeat it, or separate them by spaces
    --client-name: string     # The name of the client that people see [default: oauth-flow]
    --initial-access-token-file: path # Read the token that allows to register from this file (`-`: standard input); or `OAUTH_FLOW_INITIAL_ACCESS_TOKEN`
    --delete                  # Delete it again at once, to see both
    --redirect-uri: string    # Where the answer is to go; sent as it is written here [default: http://127.0.0.1:PORT/callback]
    --port: string            # The port of the listener [default: a free one]
    --callback-cert: path     # The certificate of an https listener, in a PEM file [default: one made for this run]
    --callback-key: path      # Its private key, in a PEM file [default: in the file of --callback-cert]
    --set: string             # Change a message just before it is sent: a parameter, or STEP.header.NAME=VALUE; can be repeated
    --unset: string           # Leave something out of a message: a parameter, or STEP.header.NAME; can be repeated
    --issuer: string          # The issuer to compare with, where the endpoints are given
    --issuer-template: string # What the metadata of many tenants may name as issuer instead, with `{tenantid}` for the tenant; the ID token names it in tid
    --domain: string          # The domain at a known provider that gives each customer one
    --tenant: string          # The tenant, realm or user pool at a known provider
    --authorization-endpoint: string # The authorization endpoint, instead of the discovered one
    --token-endpoint: string  # The token endpoint, instead of the discovered one
    --userinfo-endpoint: string # The userinfo endpoint, instead of the discovered one
    --jwks-uri: string        # The key set, instead of the discovered one
    --par-endpoint: string    # Where the request is pushed to, instead of the discovered endpoint
    --clock-skew: string      # How far clocks may differ, in seconds
    --introspection-endpoint: string # The introspection endpoint, instead of the discovered one
    --revocation-endpoint: string # The revocation endpoint, instead of the discovered one
    --end-session-endpoint: string # The endpoint that ends a session, instead of the discovered one
    --device-authorization-endpoint: string # The device authorization endpoint, instead of the discovered one
    --registration-endpoint: string # The registration endpoint, instead of the discovered one
    --ca-cert: path           # Trust the authorities of this PEM file as well
    --cert: path              # The client's certificate for mutual TLS, in a PEM file; its private key in the same file, or by --key
    --insecure-tls            # Take any certificate of a server: whoever stands between can read and change everything
    --allow-http              # Speak plain http beyond this machine: everything can be read on the way
    --resolve: string         # Reach this server at this address, and without a proxy: repeat it, or separate them by spaces
    --proxy: string           # Reach https servers beyond this machine through this proxy: http, https, socks5 or socks5h [default: the one of the environment]
    --no-proxy                # Use no proxy, whatever the environment says
    --connect-timeout: string # How long a connection may take, in seconds
    --max-time: string        # How long one request may take in all, in seconds
    --run                     # Do not stop at each message
    --no-lessons              # Leave out the sentences that explain each step
    --json                    # Print the whole run as one JSON document on standard output
    --print: string@"nu-complete oauth-flow register print" # Print one value on standard output
    --trace: path             # Save the record of the run to this file, masked unless --reveal is given; also of a run that failed
    --har: path               # Save the messages of the run as HAR 1.2, for the tools that read what browsers capture; masked unless --reveal is given; also of a run that failed
    --report: path            # Save a report of the run for people, always masked: .html is one page with a diagram of who sent what, .md is Markdown, .mmd is a Mermaid diagram, .json and .txt are what --json and the story tell; also of a run that failed
    --reveal                  # Mask nothing, not even the client secret
    --color: string@"nu-complete oauth-flow register color" # When to use colours
    --help(-h)                # Print help (see more with '--help')
    provider?: string         # The provider's issuer [default: the practice provider inside]
  ]

  def "nu-complete oauth-flow unregister print" [] {
    [ "access_token" "id_token" "refresh_token" "code" "code_verifier" "header" "claims" "answer" "client_id" "client_secret" "registration_access_token" ]
  }

  def "nu-complete oauth-flow unregister color" [] {
    [ "auto" "always" "never" ]
  }

  # Delete a client that was registered (RFC 7592)
  export extern "oauth-flow unregister" [
    --from: path              # The record of the registration: one that was saved with --trace and --reveal
    --registration-client-uri: string # Where the registration is managed
    --registration-access-token-file: path # Read the token that manages it from this file (`-`: standard input); or `OAUTH_FLOW_REGISTRATION_ACCESS_TOKEN`
    --set: string             # Change a message just before it is sent: a parameter, or STEP.header.NAME=VALUE; can be repeated
    --unset: string           # Leave something out of a message: a parameter, or STEP.header.NAME; can be repeated
    --ca-cert: path           # Trust the authorities of this PEM file as well
    --cert: path              # The client's certificate for mutual TLS, in a PEM file; its private key in the same file, or by --key
    --insecure-tls            # Take any certificate of a server: whoever stands between can read and change everything
    --allow-http              # Speak plain http beyond this machine: everything can be read on the way
    --resolve: string         # Reach this server at this address, and without a proxy: repeat it, or separate them by spaces
    --proxy: string           # Reach https servers beyond this machine through this proxy: http, https, socks5 or socks5h [default: the one of the environment]
    --no-proxy                # Use no proxy, whatever the environment says
    --connect-timeout: string # How long a connection may take, in seconds
    --max-time: string        # How long one request may take in all, in seconds
    --run                     # Do not stop at each message
    --no-lessons              # Leave out the sentences that explain each step
    --json                    # Print the whole run as one JSON document on standard output
    --print: string@"nu-complete oauth-flow unregister print" # Print one value on standard output
    --trace: path             # Save the record of the run to this file, masked unless --reveal is given; also of a run that failed
    --har: path               # Save the messages of the run as HAR 1.2, for the tools that read what browsers capture; masked unless --reveal is given; also of a run that failed
    --report: path            # Save a report of the run for people, always masked: .html is one page with a diagram of who sent what, .md is Markdown, .mmd is a Mermaid diagram, .json and .txt are what --json and the story tell; also of a run that failed
    --reveal                  # Mask nothing, not even the client secret
    --color: string@"nu-complete oauth-flow unregister color" # When to use colours
    --help(-h)                # Print help (see more with '--help')
  ]

  def "nu-complete oauth-flow serve pkce" [] {
    [ "optional" "required" "off" ]
  }

  def "nu-complete oauth-flow serve pkce_methods" [] {
    [ "s256-and-plain" "s256" ]
  }

  def "nu-complete oauth-flow serve redirect" [] {
    [ "exact" "prefix" ]
  }

  def "nu-complete oauth-flow serve loopback_port" [] {
    [ "any" "registered" ]
  }

  def "nu-complete oauth-flow serve codes" [] {
    [ "one-time" "one-attempt" "reusable" ]
  }

  def "nu-complete oauth-flow serve consent" [] {
    [ "first" "always" "never" ]
  }

  def "nu-complete oauth-flow serve iss" [] {
    [ "on" "off" ]
  }

  def "nu-complete oauth-flow serve token_auth" [] {
    [ "any" "basic-or-post" "basic" "post" "client-secret-jwt" "private-key-jwt" "certificate" ]
  }

  def "nu-complete oauth-flow serve refresh" [] {
    [ "rotate" "plain" ]
  }

  def "nu-complete oauth-flow serve par" [] {
    [ "optional" "required" "off" ]
  }

  def "nu-complete oauth-flow serve request_objects" [] {
    [ "signed" "required" "unsigned-too" "off" ]
  }

  def "nu-complete oauth-flow serve jarm" [] {
    [ "on" "off" ]
  }

  def "nu-complete oauth-flow serve response_types" [] {
    [ "code" "hybrid" "all" ]
  }

  def "nu-complete oauth-flow serve claims_parameter" [] {
    [ "on" "off" ]
  }

  def "nu-complete oauth-flow serve resource_indicators" [] {
    [ "on" "off" ]
  }

  def "nu-complete oauth-flow serve authorization_details" [] {
    [ "on" "off" ]
  }

  def "nu-complete oauth-flow serve access_tokens" [] {
    [ "opaque" "jwt" ]
  }

  def "nu-complete oauth-flow serve dpop" [] {
    [ "optional" "required" "off" ]
  }

  def "nu-complete oauth-flow serve dpop_nonce" [] {
    [ "off" "required" ]
  }

  def "nu-complete oauth-flow serve assertion_audience" [] {
    [ "either" "issuer" "token-endpoint" ]
  }

  def "nu-complete oauth-flow serve on" [] {
    [ "introspection" "revocation" "logout" "registration" "device" "client-credentials" "token-exchange" "jwt-bearer" "password" ]
  }

  def "nu-complete oauth-flow serve off" [] {
    [ "introspection" "revocation" "logout" "registration" "device" "client-credentials" "token-exchange" "jwt-bearer" "password" ]
  }

  def "nu-complete oauth-flow serve fault" [] {
    [ "metadata-issuer-slash" "metadata-content-type" "metadata-without-subject-types" "metadata-without-pkce" "metadata-alg-none" "metadata-documents-disagree" "metadata-list-is-string" "metadata-without-rs256" "metadata-alg-without-key" "metadata-endpoint-http" "metadata-auth-methods" "jwks-private-member" "jwks-weak-key" "jwks-unlabelled" "jwks-empty" "unknown-client-redirected" "redirect-unchecked" "redirect-prefix" "redirect-default" "loopback-by-name" "unknown-parameter-refused" "response-type-default" "unknown-scope-granted" "challenge-missing" "challenge-plain" "challenge-unchecked" "authorize-by-get-alone" "prompt-none-asks" "duplicate-request-parameters" "prompt-none-shows-page" "max-age-ignored" "silent-public-client" "page-framed" "login-redirect-307" "push-status-200" "push-request-uri-missing" "push-expires-in-missing" "push-expires-in-string" "request-uri-guessable" "push-without-auth" "push-unchecked" "push-not-enforced" "request-uri-for-any-client" "request-uri-reusable" "request-uri-never-expires" "request-uri-unknown-ignored" "request-object-unverified" "request-object-unsigned" "request-object-claims-unchecked" "resource-unchecked" "details-unchecked" "implicit-allowed" "outer-parameters-win" "jwks-kid-twice" "code-missing" "response-parameter-twice" "state-missing" "state-altered" "iss-missing" "iss-wrong" "code-in-fragment" "token-in-front-channel" "fragment-in-query" "jarm-unsigned" "jarm-other-key" "jarm-iss-wrong" "jarm-aud-wrong" "jarm-expired" "jarm-exp-missing" "state-decoded-twice" "error-without-state" "form-post-redirected" "code-guessable" "ignore-secret" "secret-may-be-missing" "auth-without-challenge" "auth-conflict" "auth-in-query" "basic-not-decoded" "assertion-unverified" "assertion-audience-unchecked" "assertion-replay" "ignore-verifier" "verifier-may-be-missing" "verifier-equals-challenge" "verifier-without-challenge" "verifier-any-length" "verifier-alphabet" "code-replay" "code-race" "replay-keeps-tokens" "invalid-replay-revokes" "code-never-expires" "code-for-any-client" "redirect-uri-unbound" "redirect-uri-may-be-missing" "unknown-code-fails" "grant-type-unchecked" "token-by-get" "duplicate-token-parameters" "error-with-status-200" "error-as-html" "token-stored" "token-content-type" "token-form-encoded" "access-token-missing" "token-type-missing" "token-type-wrong" "expires-in-string" "expires-in-negative" "refresh-token-null" "scope-wider" "details-missing" "details-wider" "error-stored" "access-token-guessable" "id-token-missing" "id-token-alg-none" "id-token-hs256" "id-token-other-key" "id-token-signature-broken" "id-token-unknown-kid" "id-token-crit" "id-token-iss-wrong" "id-token-aud-wrong" "id-token-aud-extra" "id-token-azp-wrong" "id-token-expired" "id-token-exp-milliseconds" "id-token-exp-string" "id-token-iat-future" "id-token-iat-old" "id-token-nbf-future" "id-token-sub-missing" "id-token-sub-twice" "nonce-missing" "nonce-wrong" "at-hash-wrong" "at-hash-missing" "c-hash-wrong" "c-hash-missing" "auth-time-missing" "auth-time-old" "acr-missing" "acr-other" "sub-per-login" "userinfo-content-type" "userinfo-sub-other" "userinfo-sub-missing" "userinfo-open" "userinfo-any-token" "userinfo-query-token" "scheme-case-sensitive" "userinfo-id-token" "audience-unchecked" "refresh-broken" "refresh-by-access-token" "refresh-without-auth" "refresh-for-any-client" "refresh-widens" "refresh-not-rotated" "refresh-token-missing" "refresh-scope-wider" "refresh-id-token-other" "refresh-reuse-harmless" "dpop-token-type" "dpop-nonce-never-good" "dpop-nonce-spends-code" "dpop-proof-unchecked" "dpop-proof-replay" "dpop-ath-unchecked" "dpop-downgrade" "dpop-jkt-ignored" "dpop-refresh-unbound" "certificate-unbound" "introspection-word" "introspection-all-dead" "introspection-open" "introspection-all-alive" "revocation-idle" "revocation-open" "revocation-foreign" "logout-state-missing" "logout-redirect-unchecked" "logout-keeps-session" "registration-secret-endless" "registration-unguarded" "device-expires-in-missing" "device-code-replay" "device-code-for-any-client" "client-credentials-refresh" "client-credentials-open" "exchange-type-missing" "exchange-widens" "jwt-bearer-unverified" ]
  }

  def "nu-complete oauth-flow serve color" [] {
    [ "auto" "always" "never" ]
  }

  # Run the practice provider: an authorization server to learn, test and break
  export extern "oauth-flow serve" [
    --port: string            # The port [default: a free one]
    --listen: string          # The address; anything but a loopback address can be reached by others
    --json                    # Print issuer, clients and users as one line of JSON on standard output when it is ready
    --client-id: string       # One client more, by its id
    --client-secret: string   # Its secret; without secret, keys and certificate it is public
    --client-jwks: path       # Its public keys, as a JWK Set or one JWK: for `private_key_jwt`, and for certificates by `x5c` or `x5t#S256`
    --client-tls-subject: string # The subject of its certificate, such as `CN=app,O=Example` (RFC 8705 2.1.2)
    --client-ca: path         # Whose certificates prove a client by its name, as PEM (RFC 8705 2.1)
    --redirect-uri: string    # Where its answers may go; can be repeated
    --tls                     # Speak https, with a certificate made for this run; clients may show one of their own (RFC 8705)
    --tls-ca-out: path        # Write the authority of that certificate to this PEM file, for `login --ca-cert FILE`
    --tls-cert: path          # Speak https with this certificate, in a PEM file
    --tls-key: path           # Its private key, in a PEM file [default: in the file of --tls-cert]
    --pkce: string@"nu-complete oauth-flow serve pkce" # Whether `code_challenge` is looked at (RFC 7636)
    --pkce-methods: string@"nu-complete oauth-flow serve pkce_methods" # Which transformations a challenge may use (RFC 7636 4.2)
    --redirect: string@"nu-complete oauth-flow serve redirect" # How a redirect URI is compared with the registered ones (RFC 9700 2.1)
    --loopback-port: string@"nu-complete oauth-flow serve loopback_port" # Whether the port of a loopback redirect URI counts (RFC 8252 7.3)
    --codes: string@"nu-complete oauth-flow serve codes" # How often a code can be redeemed (RFC 6749 4.1.2)
    --code-lifetime: string   # How long a code can be redeemed, in seconds
    --consent: string@"nu-complete oauth-flow serve consent" # When the consent page is shown
    --iss: string@"nu-complete oauth-flow serve iss" # Whether the answer names its issuer (RFC 9207)
    --token-auth: string@"nu-complete oauth-flow serve token_auth" # How a client may prove itself at the token endpoint (RFC 6749 2.3)
    --refresh: string@"nu-complete oauth-flow serve refresh" # What happens to a refresh token that was used (RFC 9700 4.14.2)
    --par: string@"nu-complete oauth-flow serve par" # Whether a client may, or must, push its request before (RFC 9126)
    --request-uri-lifetime: string # How long the name of a pushed request is good, in seconds
    --request-objects: string@"nu-complete oauth-flow serve request_objects" # Which request objects are taken (RFC 9101)
    --jarm: string@"nu-complete oauth-flow serve jarm" # Whether answers are signed where a client asks for it (JARM)
    --response-types: string@"nu-complete oauth-flow serve response_types" # Which response types there are; all means with the implicit grant (RFC 9700 2.1.2)
    --claims-parameter: string@"nu-complete oauth-flow serve claims_parameter" # Whether claims can be asked for one by one (OpenID Connect Core 5.5)
    --resource-indicators: string@"nu-complete oauth-flow serve resource_indicators" # Whether a client can say where its access token is to be used (RFC 8707)
    --authorization-details: string@"nu-complete oauth-flow serve authorization_details" # Whether a client can say in detail what it wants to do (RFC 9396)
    --access-tokens: string@"nu-complete oauth-flow serve access_tokens" # What access tokens look like (RFC 9068)
    --dpop: string@"nu-complete oauth-flow serve dpop" # Whether tokens can, or must, be bound to a key (RFC 9449)
    --dpop-nonce: string@"nu-complete oauth-flow serve dpop_nonce" # Whether a DPoP proof has to hold a nonce of this server (RFC 9449 8)
    --assertion-audience: string@"nu-complete oauth-flow serve assertion_audience" # Whom a client assertion has to be made out to (RFC 7523 3)
    --on: string@"nu-complete oauth-flow serve on" # Switch an endpoint or a grant on; can be repeated. Off is password alone, which must not be used (RFC 9700 2.4)
    --off: string@"nu-complete oauth-flow serve off" # Switch an endpoint or a grant off; can be repeated
    --device-lifetime: string # How long the user of a device has, in seconds (RFC 8628 3.2)
    --device-interval: string # How long a device waits between two questions, in seconds (RFC 8628 3.2)
    --fault: string@"nu-complete oauth-flow serve fault" # Break one requirement; can be repeated
    --list-faults             # List the faults, each with what sees it (an ordinary login, one that uses an extension, a probe) and the requirement that it breaks
    --color: string@"nu-complete oauth-flow serve color" # When to use colours
    --help(-h)                # Print help (see more with '--help')
  ]

  def "nu-complete oauth-flow show form" [] {
    [ "text" "json" "har" "curl" "diagram" "mermaid" "markdown" "html" ]
  }

  def "nu-complete oauth-flow show color" [] {
    [ "auto" "always" "never" ]
  }

  # Tell a saved run again, judged by today's rules
  export extern "oauth-flow show" [
    --login: string           # Which login of a HAR, from 1 [default: the last]
    --as: string@"nu-complete oauth-flow show form" # How to tell it
    --reveal                  # Mask nothing that the record holds
    --color: string@"nu-complete oauth-flow show color" # When to use colours
    --help(-h)                # Print help (see more with '--help')
    file: path                # A file that `login --trace FILE` saved, or a HAR
  ]

  def "nu-complete oauth-flow diff color" [] {
    [ "auto" "always" "never" ]
  }

  # Two runs side by side, message by message, with only what differs
  export extern "oauth-flow diff" [
    --json                    # Write one JSON document
    --color: string@"nu-complete oauth-flow diff color" # When to use colours
    --help(-h)                # Print help (see more with '--help')
    a: path                   # The first record
    b: path                   # The second record
  ]

  def "nu-complete oauth-flow decode color" [] {
    [ "auto" "always" "never" ]
  }

  # Take a token apart: what it is, what each claim is for, and what is wrong with it
  export extern "oauth-flow decode" [
    --issuer: string          # Check signatures with the keys of this issuer, by its metadata; it also has to be the `iss`
    --jwks: string            # Check signatures with this key set, a file or a URL
    --secret-file: path       # Check signatures (HS256 and the like) with the secret in this file
    --clock-skew: string      # How far clocks may differ, in seconds
    --json                    # Write one JSON document
    --ca-cert: path           # Trust the authorities of this PEM file as well
    --cert: path              # The client's certificate for mutual TLS, in a PEM file; its private key in the same file, or by --key
    --insecure-tls            # Take any certificate of a server: whoever stands between can read and change everything
    --allow-http              # Speak plain http beyond this machine: everything can be read on the way
    --resolve: string         # Reach this server at this address, and without a proxy: repeat it, or separate them by spaces
    --proxy: string           # Reach https servers beyond this machine through this proxy: http, https, socks5 or socks5h [default: the one of the environment]
    --no-proxy                # Use no proxy, whatever the environment says
    --connect-timeout: string # How long a connection may take, in seconds
    --max-time: string        # How long one request may take in all, in seconds
    --color: string@"nu-complete oauth-flow decode color" # When to use colours
    --help(-h)                # Print help (see more with '--help')
    token?: string            # The token; `-` or nothing reads standard input
  ]

  def "nu-complete oauth-flow discover color" [] {
    [ "auto" "always" "never" ]
  }

  # Look at a provider without logging in: its metadata, its keys, and what is wrong with them
  export extern "oauth-flow discover" [
    --json                    # Write one JSON document
    --trace: path             # Save the record of the messages to this file
    --ca-cert: path           # Trust the authorities of this PEM file as well
    --cert: path              # The client's certificate for mutual TLS, in a PEM file; its private key in the same file, or by --key
    --insecure-tls            # Take any certificate of a server: whoever stands between can read and change everything
    --allow-http              # Speak plain http beyond this machine: everything can be read on the way
    --resolve: string         # Reach this server at this address, and without a proxy: repeat it, or separate them by spaces
    --proxy: string           # Reach https servers beyond this machine through this proxy: http, https, socks5 or socks5h [default: the one of the environment]
    --no-proxy                # Use no proxy, whatever the environment says
    --connect-timeout: string # How long a connection may take, in seconds
    --max-time: string        # How long one request may take in all, in seconds
    --color: string@"nu-complete oauth-flow discover color" # When to use colours
    --help(-h)                # Print help (see more with '--help')
    issuer: string            # The provider's issuer, character by character as the provider writes it
  ]

  def "nu-complete oauth-flow lab color" [] {
    [ "auto" "always" "never" ]
  }

  # Play attacks, and see what secret, verifier and the other defences are each for
  export extern "oauth-flow lab" [
    --color: string@"nu-complete oauth-flow lab color" # When to use colours
    --help(-h)                # Print help (see more with '--help')
  ]

  def "nu-complete oauth-flow lab list color" [] {
    [ "auto" "always" "never" ]
  }

  # List the attacks, each with what the attacker has, and the defences
  export extern "oauth-flow lab list" [
    --json                    # Print it as JSON
    --color: string@"nu-complete oauth-flow lab list color" # When to use colours
    --help(-h)                # Print help (see more with '--help')
  ]

  def "nu-complete oauth-flow lab run color" [] {
    [ "auto" "always" "never" ]
  }

  # Play one attack, and see who ends up with what
  export extern "oauth-flow lab run" [
    --with: string            # What is switched on: names with a comma between them, or `all`
    --without: string         # What is left out of it, as in `--with all --without s256`
    --full                    # Tell every message, each with everything that is in it; a page as it reads
    --run                     # Do not stop between the moves
    --json                    # Print what it came to as JSON
    --color: string@"nu-complete oauth-flow lab run color" # When to use colours
    --help(-h)                # Print help (see more with '--help')
    scenario: string          # The attack, such as L05 (see `oauth-flow lab list`)
  ]

  def "nu-complete oauth-flow lab cell color" [] {
    [ "auto" "always" "never" ]
  }

  # Tell the story behind one cell of the matrix
  export extern "oauth-flow lab cell" [
    --full                    # Tell every message, each with everything that is in it; a page as it reads
    --run                     # Do not stop between the moves
    --json                    # Print what it came to as JSON
    --color: string@"nu-complete oauth-flow lab cell color" # When to use colours
    --help(-h)                # Print help (see more with '--help')
    scenario: string          # The attack, such as L07
    defences: string          # What is switched on: a name, or several with a plus between them
  ]

  def "nu-complete oauth-flow lab matrix color" [] {
    [ "auto" "always" "never" ]
  }

  # Play every attack against every defence by itself, or against combinations
  export extern "oauth-flow lab matrix" [
    --combine: string         # Combinations instead of single defences; can be repeated. Without a value those that teach the most
    --json                    # Print the cells as JSON: an array of objects with `scenario`, `defence`, `outcome` and `message`
    --markdown                # Print the table in Markdown
    --html: path              # Save the table with the story of every cell as one HTML page that needs nothing else; `-` is standard output
    --color: string@"nu-complete oauth-flow lab matrix color" # When to use colours
    --help(-h)                # Print help (see more with '--help')
  ]

  # Print this message or the help of the given subcommand(s)
  export extern "oauth-flow lab help" [
  ]

  # List the attacks, each with what the attacker has, and the defences
  export extern "oauth-flow lab help list" [
  ]

  # Play one attack, and see who ends up with what
  export extern "oauth-flow lab help run" [
  ]

  # Tell the story behind one cell of the matrix
  export extern "oauth-flow lab help cell" [
  ]

  # Play every attack against every defence by itself, or against combinations
  export extern "oauth-flow lab help matrix" [
  ]

  # Print this message or the help of the given subcommand(s)
  export extern "oauth-flow lab help help" [
  ]

  def "nu-complete oauth-flow config color" [] {
    [ "auto" "always" "never" ]
  }

  # Settings: what they are, where they come from, and a file to begin with
  export extern "oauth-flow config" [
    --color: string@"nu-complete oauth-flow config color" # When to use colours
    --help(-h)                # Print help (see more with '--help')
  ]

  def "nu-complete oauth-flow config show color" [] {
    [ "auto" "always" "never" ]
  }

  # Tell each setting of a login, and where it comes from
  export extern "oauth-flow config show" [
    --json                    # Print it as JSON
    --color: string@"nu-complete oauth-flow config show color" # When to use colours
    --help(-h)                # Print help (see more with '--help')
    name?: string             # A profile of oauth-flow.toml, a known provider, or an issuer
  ]

  def "nu-complete oauth-flow config init color" [] {
    [ "auto" "always" "never" ]
  }

  # Write a profile into a file of settings
  export extern "oauth-flow config init" [
    --name: string            # The name of the profile, for `oauth-flow login NAME`
    --issuer: string          # The issuer, character by character as the provider writes it
    --like: string            # A known provider to begin with (see `oauth-flow config list`)
    --domain: string          # The domain at a known provider that gives each customer one
    --tenant: string          # The tenant, realm or user pool at a known provider
    --client-id: string       # The app's user name at the provider
    --secret-env: string      # The variable in which the client secret is kept
    --secret-file: string     # The file in which the client secret is kept
    --public                  # A public client: it has no secret
    --redirect-uri: string    # The redirect URI that is registered [default: a free port of 127.0.0.1]
    --scope: string           # The scopes, separated by spaces
    --user                    # Write into the user's own file, and not into oauth-flow.toml of this folder
    --force                   # Replace a profile of this name, and write it even where the issuer does not answer as it should
    --color: string@"nu-complete oauth-flow config init color" # When to use colours
    --help(-h)                # Print help (see more with '--help')
  ]

  def "nu-complete oauth-flow config list color" [] {
    [ "auto" "always" "never" ]
  }

  # List the names that login takes: profiles of the files, and the providers that are known
  export extern "oauth-flow config list" [
    --json                    # Print it as JSON
    --color: string@"nu-complete oauth-flow config list color" # When to use colours
    --help(-h)                # Print help (see more with '--help')
  ]

  def "nu-complete oauth-flow config path color" [] {
    [ "auto" "always" "never" ]
  }

  # Tell which files of settings are read
  export extern "oauth-flow config path" [
    --color: string@"nu-complete oauth-flow config path color" # When to use colours
    --help(-h)                # Print help (see more with '--help')
  ]

  # Print this message or the help of the given subcommand(s)
  export extern "oauth-flow config help" [
  ]

  # Tell each setting of a login, and where it comes from
  export extern "oauth-flow config help show" [
  ]

  # Write a profile into a file of settings
  export extern "oauth-flow config help init" [
  ]

  # List the names that login takes: profiles of the files, and the providers that are known
  export extern "oauth-flow config help list" [
  ]

  # Tell which files of settings are read
  export extern "oauth-flow config help path" [
  ]

  # Print this message or the help of the given subcommand(s)
  export extern "oauth-flow config help help" [
  ]

  def "nu-complete oauth-flow explain color" [] {
    [ "auto" "always" "never" ]
  }

  # Tell what a word means, or why a saved run failed and what to do
  export extern "oauth-flow explain" [
    --login: string           # Which login of a HAR, from 1 [default: the last]
    --list                    # List every word that is known
    --json                    # Print it as JSON
    --reveal                  # Mask nothing that the record holds
    --color: string@"nu-complete oauth-flow explain color" # When to use colours
    --help(-h)                # Print help (see more with '--help')
    ...what: string           # The word, or the file of a record
  ]

  def "nu-complete oauth-flow learn color" [] {
    [ "auto" "always" "never" ]
  }

  # Learn what secret and verifier are for: attacks that you predict and then watch
  export extern "oauth-flow learn" [
    --transcript              # Print the whole course, or the chapter, as a handout, every outcome played meanwhile
    --list                    # List the chapters, and how far you are
    --reset                   # Forget how far you are
    --color: string@"nu-complete oauth-flow learn color" # When to use colours
    --help(-h)                # Print help (see more with '--help')
    chapter?: string          # A chapter, by its number or its name (see --list)
  ]

  def "nu-complete oauth-flow completions shell" [] {
    [ "bash" "zsh" "fish" "powershell" "elvish" "nushell" ]
  }

  def "nu-complete oauth-flow completions color" [] {
    [ "auto" "always" "never" ]
  }

  # Print the completions for a shell
  export extern "oauth-flow completions" [
    --color: string@"nu-complete oauth-flow completions color" # When to use colours
    --help(-h)                # Print help (see more with '--help')
    shell: string@"nu-complete oauth-flow completions shell" # The shell
  ]

  # Print this message or the help of the given subcommand(s)
  export extern "oauth-flow help" [
  ]

  # Log in, step by step, and see every message
  export extern "oauth-flow help login" [
  ]

  # Smoke-test a provider: does it log people in, keep its promises, and refuse what it must refuse?
  export extern "oauth-flow help check" [
  ]

  # Join the JSON reports of several runs, and give them out as one
  export extern "oauth-flow help check merge" [
  ]

  # Measure which of client secret and code verifier a provider really demands
  export extern "oauth-flow help prove" [
  ]

  # Log in on a machine without a browser: a code is typed on another device (RFC 8628)
  export extern "oauth-flow help device" [
  ]

  # Ask for a token for the client itself (RFC 6749 4.4)
  export extern "oauth-flow help client-credentials" [
  ]

  # Trade one token for another (RFC 8693)
  export extern "oauth-flow help exchange" [
  ]

  # Ask for a token with a signed word (RFC 7523 2.1)
  export extern "oauth-flow help jwt-bearer" [
  ]

  # Ask for tokens with a user's password: deprecated, to see why (RFC 9700 2.4)
  export extern "oauth-flow help password" [
  ]

  # Trade a refresh token for new tokens (RFC 6749 6)
  export extern "oauth-flow help refresh" [
  ]

  # Fetch the claims of the user with an access token (OpenID Connect Core 5.3)
  export extern "oauth-flow help userinfo" [
  ]

  # Ask the server what a token is worth (RFC 7662)
  export extern "oauth-flow help introspect" [
  ]

  # Use an access token at any resource (RFC 6750)
  export extern "oauth-flow help call" [
  ]

  # Have a token declared dead, and see that it is (RFC 7009)
  export extern "oauth-flow help revoke" [
  ]

  # End the session at the provider, in the browser (OpenID Connect RP-Initiated Logout 1.0)
  export extern "oauth-flow help logout" [
  ]

  # Register a client for a loopback redirect (RFC 7591)
  export extern "oauth-flow help register" [
  ]

  # Delete a client that was registered (RFC 7592)
  export extern "oauth-flow help unregister" [
  ]

  # Run the practice provider: an authorization server to learn, test and break
  export extern "oauth-flow help serve" [
  ]

  # Tell a saved run again, judged by today's rules
  export extern "oauth-flow help show" [
  ]

  # Two runs side by side, message by message, with only what differs
  export extern "oauth-flow help diff" [
  ]

  # Take a token apart: what it is, what each claim is for, and what is wrong with it
  export extern "oauth-flow help decode" [
  ]

  # Look at a provider without logging in: its metadata, its keys, and what is wrong with them
  export extern "oauth-flow help discover" [
  ]

  # Play attacks, and see what secret, verifier and the other defences are each for
  export extern "oauth-flow help lab" [
  ]

  # List the attacks, each with what the attacker has, and the defences
  export extern "oauth-flow help lab list" [
  ]

  # Play one attack, and see who ends up with what
  export extern "oauth-flow help lab run" [
  ]

  # Tell the story behind one cell of the matrix
  export extern "oauth-flow help lab cell" [
  ]

  # Play every attack against every defence by itself, or against combinations
  export extern "oauth-flow help lab matrix" [
  ]

  # Settings: what they are, where they come from, and a file to begin with
  export extern "oauth-flow help config" [
  ]

  # Tell each setting of a login, and where it comes from
  export extern "oauth-flow help config show" [
  ]

  # Write a profile into a file of settings
  export extern "oauth-flow help config init" [
  ]

  # List the names that login takes: profiles of the files, and the providers that are known
  export extern "oauth-flow help config list" [
  ]

  # Tell which files of settings are read
  export extern "oauth-flow help config path" [
  ]

  # Tell what a word means, or why a saved run failed and what to do
  export extern "oauth-flow help explain" [
  ]

  # Learn what secret and verifier are for: attacks that you predict and then watch
  export extern "oauth-flow help learn" [
  ]

  # Print the completions for a shell
  export extern "oauth-flow help completions" [
  ]

  # Print this message or the help of the given subcommand(s)
  export extern "oauth-flow help help" [
  ]

}

export use completions *
