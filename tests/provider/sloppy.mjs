// A server that forgives nearly everything, and breaks what it is told to break, so that its faults can be found.
// Same manners as server.mjs: one line on stdout when it listens, and the end when stdin ends.
// BREAK holds JSON: `claims` of its tokens, members of its token `answer` and of `userinfo`; null leaves one out.

console.log = console.info = console.error;
const { OAuth2Server } = await import('oauth2-mock-server');

const broken = JSON.parse(process.env.BREAK ?? '{}');
const change = (target, changes = {}) => {
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) delete target[name];
    else target[name] = value;
  }
};

const server = new OAuth2Server();
await server.issuer.keys.generate('RS256');
await server.start(0, '127.0.0.1');
// The library calls itself `localhost`; its address is what it listens on.
server.issuer.url = `http://127.0.0.1:${server.address().port}`;
server.service.on('beforeTokenSigning', (token) => change(token.payload, broken.claims));
server.service.on('beforeResponse', (response) => {
  change(response.body, broken.answer);
  response.statusCode = broken.status ?? response.statusCode;
});
server.service.on('beforeUserinfo', (response) => change(response.body, broken.userinfo));

process.stdout.write(`${JSON.stringify({ issuer: server.issuer.url, clients: [], users: [] })}\n`);
process.stdin.resume().once('close', () => process.exit(0));
