// A second door, over TLS, for clients that are known by the certificate that they show (RFC 8705). It opens only where
// MUTUAL_TLS names a folder with door.pem, door.key, client.pem (self-signed) and known.pem (of a known subject).

import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import { join } from 'node:path';

const shown = (ctx) => ctx.socket.getPeerCertificate?.(true);

export const mutualTls = async (client) => {
  const folder = process.env.MUTUAL_TLS;
  if (!folder) return { clients: [], features: {}, methods: [], discovery: {}, answer: () => {} };
  const read = (name) => readFile(join(folder, name));
  const server = createServer({
    cert: await read('door.pem'), key: await read('door.key'), requestCert: true, rejectUnauthorized: false,
  });
  await new Promise((ready, failed) => {
    server.once('error', failed);
    server.listen(0, '127.0.0.1', ready);
  });
  const own = new X509Certificate(await read('client.pem'));
  const known = new X509Certificate(await read('known.pem'));
  const jwk = { ...own.publicKey.export({ format: 'jwk' }), x5c: [own.raw.toString('base64')], use: 'sig', kid: 'certificate' };
  const bound = { tls_client_certificate_bound_access_tokens: true };
  const door = `https://127.0.0.1:${server.address().port}`;
  return {
    clients: [
      client('self-signed', 'self_signed_tls_client_auth', undefined, { jwks: { keys: [jwk] }, ...bound }),
      client('by-subject', 'tls_client_auth', undefined, { tls_client_auth_subject_dn: 'CN=known-client', ...bound }),
    ],
    methods: ['tls_client_auth', 'self_signed_tls_client_auth'],
    features: {
      mTLS: {
        enabled: true,
        certificateBoundAccessTokens: true,
        selfSignedTlsClientAuth: true,
        tlsClientAuth: true,
        getCertificate: (ctx) => {
          const { raw } = shown(ctx) ?? {};
          return raw && new X509Certificate(raw).toString();
        },
        // The authority of a test: this very certificate, and no other.
        certificateAuthorized: (ctx) => shown(ctx)?.fingerprint256 === known.fingerprint256,
        certificateSubjectMatches: (ctx, property, expected) => (
          property === 'tls_client_auth_subject_dn' && expected === `CN=${shown(ctx)?.subject?.CN}`
        ),
      },
    },
    discovery: {
      mtls_endpoint_aliases: { token_endpoint: `${door}/token`, userinfo_endpoint: `${door}/me` },
    },
    answer: (handler) => server.on('request', handler),
  };
};
