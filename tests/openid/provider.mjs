// A real OpenID provider for the tests: `node provider.mjs CONFIGURATION`, a JSON file read again at each sign-in.
// {"redirect": "…", "leave": "…", "accounts": {"<subject>": {"email": "…", "email_verified": true, …}}}
// Whoever types the subject of an account signs in as that account; the password is not looked at.
import { generateKeyPairSync, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import Provider from "oidc-provider";

const read = () => JSON.parse(readFileSync(process.argv[2], "utf8"));
const { redirect, leave, proconnect } = read();
// What ProConnect does otherwise: the secret in the body, elliptic curves, details signed, nothing said of the address.
const algorithm = proconnect ? "ES256" : "RS256";
const likeProconnect = {
  token_endpoint_auth_method: "client_secret_post",
  id_token_signed_response_alg: "ES256",
  userinfo_signed_response_alg: "ES256",
};

const client = (client_id, more) => ({
  client_id,
  client_secret: "un secret de plus de trente-deux octets",
  redirect_uris: [redirect],
  post_logout_redirect_uris: [leave],
  ...more,
});

const newKey = () => {
  const { privateKey } = proconnect
    ? generateKeyPairSync("ec", { namedCurve: "P-256" })
    : generateKeyPairSync("rsa", { modulusLength: 2048 });
  return { ...privateKey.export({ format: "jwk" }), kid: randomUUID(), alg: algorithm, use: "sig" };
};

const server = createServer();
const serve = () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: proconnect
      ? [client("ansm", likeProconnect)]
      : [
          client("ansm"),
          client("ansm-signe", { userinfo_signed_response_alg: "RS256" }),
          client("ansm-symetrique", { id_token_signed_response_alg: "HS256" }),
        ],
    clientAuthMethods: ["client_secret_post", "private_key_jwt", ...(proconnect ? [] : ["client_secret_basic"])],
    jwks: { keys: [newKey()] },
    cookies: { keys: [randomUUID()] },
    // Those of ProConnect.
    scopes: ["openid", "given_name", "usual_name", "email"],
    claims: { openid: ["sub"], given_name: ["given_name"], usual_name: ["usual_name"], email: proconnect ? ["email"] : ["email", "email_verified"] },
    acrValues: ["eidas1", "eidas2"],
    enabledJWA: { idTokenSigningAlgValues: [algorithm, "HS256"] },
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
// No more can come once whoever started this has gone, even killed: then it goes too.
process.stdin.on("end", () => process.exit(0));
