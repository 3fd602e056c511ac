// What the provider offers beside a login, and its pages for it: plain forms, no script.

const page = (title, body) => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${title}</title></head>
<body><main><h1>${title}</h1>
${body}
</main></body></html>`;

const withButtons = (form, buttons) => form.replace('</form>', `${buttons}</form>`);

const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code';

/** Features, clients and pages for the device grant, client credentials, introspection, registration and logout. */
export function uses(client, secret, callbacks) {
  const more = (grant_types, rest = {}) => ({ grant_types, post_logout_redirect_uris: callbacks, ...rest });
  return {
    clients: [
      client('uses', 'client_secret_basic', secret, more(['authorization_code', 'refresh_token'])),
      client('device', 'none', undefined, more(['authorization_code', 'refresh_token', deviceGrant])),
      client('service', 'client_secret_post', secret, { grant_types: ['client_credentials'], redirect_uris: [], response_types: [] }),
    ],
    features: {
      clientCredentials: { enabled: true },
      introspection: { enabled: true, allowedPolicy: (_ctx, asking, token) => asking.clientId === token.clientId },
      registration: { enabled: true, initialAccessToken: false },
      registrationManagement: { enabled: true, rotateRegistrationAccessToken: false },
      deviceFlow: {
        enabled: true,
        userCodeInputSource: (ctx, form) => { ctx.body = page('Connect a device', withButtons(form, '<button type="submit">Continue</button>')); },
        userCodeConfirmSource: (ctx, form) => {
          ctx.body = page('Is this your device?', withButtons(form, '<button type="submit">Continue</button>'));
        },
        successSource: (ctx) => { ctx.body = page('Done', '<p>Go back to your device.</p>'); },
      },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => {
          ctx.body = page('Sign out?', withButtons(form, '<button type="submit" name="logout" value="yes">Yes</button>'));
        },
        postLogoutSuccessSource: (ctx) => { ctx.body = page('Signed out', '<p>Goodbye.</p>'); },
      },
    },
    // A native client may be made by anybody here, and with its exact address.
    clientDefaults: { id_token_signed_response_alg: 'RS256' },
  };
}
