// The pages on which a person signs in and consents: plain forms, no script.

const page = (title, body) => `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title></head>
<body><main><h1>${title}</h1>
${body}
</main></body>
</html>`;

const escape = (text) => String(text).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

const login = (uid, complaint) => page('Sign in', `${complaint ? `<p role="alert">${escape(complaint)}</p>` : ''}
<form method="post" action="/interaction/${uid}/login">
  <p><label>User name <input name="login" autocomplete="username" required></label></p>
  <p><label>Password <input type="password" name="password" autocomplete="current-password" required></label></p>
  <p><button type="submit">Sign in</button></p>
</form>
<form method="post" action="/interaction/${uid}/abort"><p><button type="submit">Cancel</button></p></form>`);

const consent = (uid, clientId, details) => page('Allow access?', `<p><b>${escape(clientId)}</b> asks for:</p>
<ul>${[...(details.missingOIDCScope ?? []), ...(details.missingOIDCClaims ?? [])].map((name) => `<li>${escape(name)}</li>`).join('')}</ul>
<form method="post" action="/interaction/${uid}/confirm"><p><button type="submit">Allow</button></p></form>
<form method="post" action="/interaction/${uid}/abort"><p><button type="submit">Deny</button></p></form>`);

/** A request listener for everything under `/interaction/`. */
export function interactions(provider, users) {
  const show = (response, status, html) => response
    .writeHead(status, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', 'content-security-policy': "frame-ancestors 'none'", 'referrer-policy': 'no-referrer' })
    .end(html);

  const finish = (request, response, result, mergeWithLastSubmission) => (
    provider.interactionFinished(request, response, result, { mergeWithLastSubmission })
  );

  const actions = {
    async login(request, response, { uid }) {
      const given = await form(request);
      const user = users.find(({ sub, password }) => sub === given.get('login') && password === given.get('password'));
      if (!user) return show(response, 200, login(uid, 'This user name and password do not belong together.'));
      return finish(request, response, { login: { accountId: user.sub, acr: 'urn:example:password' } }, false);
    },

    async confirm(request, response, { grantId, session, params, prompt: { details } }) {
      const grant = (grantId && await provider.Grant.find(grantId))
        || new provider.Grant({ accountId: session.accountId, clientId: params.client_id });
      if (details.missingOIDCScope) grant.addOIDCScope(details.missingOIDCScope.join(' '));
      if (details.missingOIDCClaims) grant.addOIDCClaims(details.missingOIDCClaims);
      for (const [resource, scopes] of Object.entries(details.missingResourceScopes ?? {})) {
        grant.addResourceScope(resource, scopes.join(' '));
      }
      for (const detail of details.rar ?? []) grant.addRar(detail);
      return finish(request, response, { consent: { grantId: await grant.save() } }, true);
    },

    abort(request, response) {
      const error_description = 'the person said "no" – and <meant> it';
      return finish(request, response, { error: 'access_denied', error_description }, false);
    },
  };

  return async (request, response) => {
    try {
      const [, , , action] = request.url.split('/');
      const details = await provider.interactionDetails(request, response);
      if (request.method === 'POST' && Object.hasOwn(actions, action)) {
        return await actions[action](request, response, details);
      }
      if (request.method === 'GET' && action === undefined) {
        const { uid, prompt, params } = details;
        return show(response, 200, prompt.name === 'login' ? login(uid) : consent(uid, params.client_id, prompt.details));
      }
      return show(response, 404, page('Not found', '<p>There is no such page.</p>'));
    } catch (error) {
      return show(response, error.statusCode ?? 500, page('Not possible', `<p>${escape(error.message)}</p>`));
    }
  };
}

async function form(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return new URLSearchParams(Buffer.concat(chunks).toString());
}
