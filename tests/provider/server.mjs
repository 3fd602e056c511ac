// A certified OpenID provider on a free loopback port, for the integration tests.
// Prints one line of JSON (issuer, clients, users) on stdout when it listens, and ends when stdin does.

import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';

import { interactions } from './interactions.mjs';
import { uses } from './uses.mjs';
import { mutualTls } from './mutual-tls.mjs';

// stdout carries that one line and nothing else.
console.log = console.info = console.error;
const { Provider, errors } = await import('oidc-provider');

const users = [
  {
    sub: 'alice', password: 'looking-glass', name: 'Alice Liddell', preferred_username: 'alice',
    email: 'alice@example.com', email_verified: true,
  },
  {
    sub: 'bob', password: 'hookah & caterpillar', name: 'Bob Słowik', preferred_username: 'bob',
    email: 'bob@example.com', email_verified: false,
  },
];

// Every character that means something in a form, in Basic's user-id or in a URL (RFC 6749 2.3.1 and appendix B).
const awkwardSecret = 'a+b%2Bc:d/e f&g=h?i~j"k<l>m#n-0123456789';
const plainSecret = 'a-secret-of-plain-letters-and-digits-0123456789';

// Loopback redirects of native applications match with any port (RFC 8252 7.3).
const callbacks = ['http://127.0.0.1/callback', 'http://[::1]/callback', 'http://localhost/callback'];

const client = (client_id, token_endpoint_auth_method, client_secret, more = {}) => ({
  client_id,
  token_endpoint_auth_method,
  ...(client_secret && { client_secret }),
  application_type: 'native',
  redirect_uris: callbacks,
  response_types: ['code'],
  grant_types: ['authorization_code', 'refresh_token'],
  ...more,
});

const overTls = await mutualTls(client);
const beside = uses(client, plainSecret, callbacks);

// Clients that sign: their private keys are told along, for the tests to hold.
const clientKeys = Object.fromEntries([
  ['RS256', 'rsa', { modulusLength: 2048 }],
  ['PS256', 'rsa', { modulusLength: 2048 }],
  ['PS384', 'rsa', { modulusLength: 2048 }],
  ['ES256', 'ec', { namedCurve: 'P-256' }],
  ['ES384', 'ec', { namedCurve: 'P-384' }],
  ['EdDSA', 'ed25519', undefined],
].map(([alg, type, options]) => [alg, {
  ...generateKeyPairSync(type, options).privateKey.export({ format: 'jwk' }), alg, use: 'sig', kid: `client-${alg.toLowerCase()}`,
}]));
const publicKey = ({ d, p, q, dp, dq, qi, ...rest }) => rest;

const clients = [
  ...overTls.clients,
  ...beside.clients,
  client('secret-jwt', 'client_secret_jwt', plainSecret, { token_endpoint_auth_signing_alg: 'HS256' }),
  ...Object.entries(clientKeys).map(([alg, key]) => client(`key-${alg.toLowerCase()}`, 'private_key_jwt', undefined, {
    jwks: { keys: [publicKey(key)] }, token_endpoint_auth_signing_alg: alg,
  })),
  client('bound', 'none', undefined, { dpop_bound_access_tokens: true }),
  // It asks in every way: pushed, signed, for an answer that is signed or brings tokens.
  client('asking', 'client_secret_basic', plainSecret, {
    response_types: ['code', 'code id_token', 'code token', 'code id_token token', 'id_token', 'id_token token'],
    grant_types: ['authorization_code', 'refresh_token', 'implicit'],
    jwks: { keys: [publicKey(clientKeys.ES256)] },
    authorization_details_types: ['payment_initiation'],
  }),
  client('pushing', 'client_secret_post', plainSecret, { require_pushed_authorization_requests: true }),
  client('public', 'none'),
  // The same with nothing but the address of RFC 8252 7.3.
  client('native', 'none', undefined, { redirect_uris: callbacks.slice(0, 1) }),
  client('basic', 'client_secret_basic', awkwardSecret),
  client('post', 'client_secret_post', awkwardSecret),
  client('plain-basic', 'client_secret_basic', plainSecret),
  ...['ES256', 'PS256', 'EdDSA', 'HS256'].map((alg) => client(
    alg.toLowerCase(), 'client_secret_basic', plainSecret, { id_token_signed_response_alg: alg },
  )),
];

// The one resource that a token can be asked for (RFC 8707).
const api = 'https://api.example.com/';

const signingKey = (alg, type, options) => ({
  ...generateKeyPairSync(type, options).privateKey.export({ format: 'jwk' }),
  use: 'sig',
  alg,
  kid: `${alg.toLowerCase()}-1`,
});

const server = createServer();
await new Promise((ready, failed) => {
  server.once('error', failed);
  server.listen(0, '127.0.0.1', ready);
});
const issuer = `http://127.0.0.1:${server.address().port}`;

const provider = new Provider(issuer, {
  clients,
  jwks: {
    keys: [
      signingKey('RS256', 'rsa', { modulusLength: 2048 }),
      signingKey('PS256', 'rsa', { modulusLength: 2048 }),
      signingKey('ES256', 'ec', { namedCurve: 'P-256' }),
      signingKey('EdDSA', 'ed25519'),
    ],
  },
  enabledJWA: {
    clientAuthSigningAlgValues: ['HS256', 'RS256', 'PS256', 'PS384', 'ES256', 'ES384', 'EdDSA'],
    dPoPSigningAlgValues: ['ES256', 'ES384', 'PS256', 'RS256', 'EdDSA'],
    idTokenSigningAlgValues: ['RS256', 'PS256', 'ES256', 'EdDSA', 'HS256'],
  },
  clientAuthMethods: ['none', 'client_secret_basic', 'client_secret_post', 'client_secret_jwt', 'private_key_jwt', ...overTls.methods],
  discovery: overTls.discovery,
  cookies: { keys: [randomBytes(32).toString('hex')] },
  acrValues: ['urn:example:password'],
  responseTypes: ['code', 'code id_token', 'code token', 'code id_token token', 'id_token', 'id_token token', 'none'],
  claims: { acr: null, auth_time: null, openid: ['sub'], profile: ['name', 'preferred_username'], email: ['email', 'email_verified'] },
  conformIdTokenClaims: true,
  features: {
    devInteractions: { enabled: false },
    ...overTls.features,
    ...beside.features,
    revocation: { enabled: true },
    claimsParameter: { enabled: true },
    jwtResponseModes: { enabled: true },
    pushedAuthorizationRequests: { enabled: true },
    requestObjects: { enabled: true },
    resourceIndicators: {
      enabled: true,
      getResourceServerInfo: (_ctx, resource) => {
        if (resource !== api) throw new errors.InvalidTarget();
        return { scope: 'read write', audience: api, accessTokenFormat: 'opaque' };
      },
    },
    richAuthorizationRequests: {
      enabled: true,
      types: { payment_initiation: { validate: () => undefined } },
      authorizationDetailsForGrantSource: (ctx) => ctx.oidc.grant.rar,
      authorizationDetailsForAccessToken: (_ctx, _token, source) => source.rar,
      authorizationDetailsForIntrospection: (_ctx, token) => token.rar,
    },
    // A nonce is wanted in every proof, so that every run shows how one is asked for (RFC 9449 8 and 9).
    dPoP: { enabled: true, nonceSecret: randomBytes(32), requireNonce: () => true },
  },
  interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
  pkce: { required: (_ctx, { tokenEndpointAuthMethod }) => tokenEndpointAuthMethod === 'none' },
  findAccount: (_ctx, sub) => {
    const user = users.find((candidate) => candidate.sub === sub);
    if (!user) return undefined;
    const { password, ...claims } = user;
    return { accountId: sub, claims: () => claims };
  },
  ttl: { AccessToken: 600, AuthorizationCode: 60, Grant: 3600, IdToken: 600, Interaction: 600, RefreshToken: 3600, Session: 3600 },
});
provider.on('server_error', (_ctx, error) => console.error(error));

const answer = provider.callback();
overTls.answer(answer);
const interact = interactions(provider, users);
server.on('request', (request, response) => {
  // Browsers ask for it by themselves, and complain on the console where there is none.
  if (request.url === '/favicon.ico') return response.writeHead(204).end();
  return request.url.startsWith('/interaction/') ? interact(request, response) : answer(request, response);
});

const told = clients.map(({ client_id, client_secret = null, token_endpoint_auth_method, id_token_signed_response_alg = 'RS256' }) => (
  {
    client_id, client_secret, token_endpoint_auth_method, id_token_signed_response_alg,
    private_key: Object.values(clientKeys).find(({ alg }) => client_id === `key-${alg.toLowerCase()}`)
      ?? (client_id === 'asking' ? clientKeys.ES256 : null),
  }
));
process.stdout.write(`${JSON.stringify({
  issuer, clients: told, users: users.map(({ sub, password }) => ({ name: sub, password })),
})}\n`);

process.stdin.resume().once('close', () => process.exit(0));
