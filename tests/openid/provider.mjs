// A real OpenID provider for the tests: `node provider.mjs CONFIGURATION`, a JSON file read again at each sign-in.
// {"redirect": "…", "leave": "…", "accounts": {"<subject>": {"email": "…", "email_verified": true, …}}}
// Whoever types the subject of an account signs in as that account; the password is not looked at.
import { generateKeyPairSync, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import Provider from "oidc-provider";

const read = () => JSON.parse(readFileSync(process.argv[2], "utf8"));
const { redirect, leave } = read();

const client = (client_id, more) => ({
  client_id,
  client_secret: "un secret de plus de trente-deux octets",
  redirect_uris: [redirect],
  post_logout_redirect_uris: [leave],
  ...more,
});

const newKey = () => {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return { ...privateKey.export({ format: "jwk" }), kid: randomUUID(), alg: "RS256", use: "sig" };
};

const server = createServer();
const serve = () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [
      client("ansm"),
      client("ansm-signe", { userinfo_signed_response_alg: "RS256" }),
      client("ansm-symetrique", { id_token_signed_response_alg: "HS256" }),
    ],
    jwks: { keys: [newKey()] },
    cookies: { keys: [randomUUID()] },
    // Those of ProConnect.
    scopes: ["openid", "given_name", "usual_name", "email"],
    claims: { openid: ["sub"], given_name: ["given_name"], usual_name: ["usual_name"], email: ["email", "email_verified"] },
    acrValues: ["eidas1", "eidas2"],
    enabledJWA: { idTokenSigningAlgValues: ["RS256", "HS256"] },
    pkce: { required: () => true },
    features: { jwtUserinfo: { enabled: true } },
    findAccount: (_context, subject) => {
      const account = read().accounts[subject];
      return account && { accountId: subject, claims: () => ({ sub: subject, ...account }) };
    },
  });
  server.removeAllListeners("request");
  server.on("request", provider.callback());
  console.log(issuer);
};
server.listen(0, "127.0.0.1", serve);
// Each line is an order to begin again: same address, other keys.
process.stdin.on("data", serve);
