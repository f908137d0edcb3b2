"""Decides whether what a provider signed is believed: its key, its algorithm, whom it is for, and when."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry

from ansm.errors import IdentityUnavailable

# Those that only the provider can make: « none » has no key, and with HS256 whoever knows our secret signs.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "Ed25519", "EdDSA")
LEEWAY = 60  # seconds between two clocks
NOT_BELIEVED = (
    "La réponse du service qui confirme votre identité n’est pas celle attendue\u00a0: personne n’a été connecté. "
    "Recommencez depuis la page de connexion."
)
Keys = Callable[[bool], KeySet]


class Seal:
    """The signature of one provider. `keys` gives what it publishes, asked for anew when told so."""

    def __init__(self, issuer: str, client_id: str, keys: Keys) -> None:
        self._issuer = issuer
        self._client_id = client_id
        self._keys = keys

    def id_token(self, text: str, nonce: str, access_token: str, now: int) -> Mapping[str, object]:
        """What the token says of who signed in. Raises IdentityUnavailable."""
        opened = self._opened(text)
        options = {
            "iss": {"essential": True, "value": self._issuer},
            "aud": {"essential": True, "value": self._client_id},
            "sub": {"essential": True},
            "nonce": {"essential": True, "value": nonce},
        }
        expected = {"nonce": nonce, "client_id": self._client_id, "access_token": access_token}
        claims = CodeIDToken(opened.claims, opened.header, options, expected)
        try:
            claims.validate(now=now, leeway=LEEWAY)
        except JoseError:
            raise IdentityUnavailable(NOT_BELIEVED) from None
        return opened.claims

    def details(self, text: str, now: int) -> Mapping[str, object]:
        """What a signed answer says besides. Raises IdentityUnavailable."""
        opened = self._opened(text)
        registry = jwt.JWTClaimsRegistry(
            now,
            LEEWAY,
            iss={"essential": True, "value": self._issuer},
            aud={"essential": True, "value": self._client_id},
        )
        try:
            registry.validate(opened.claims)
        except JoseError:
            raise IdentityUnavailable(NOT_BELIEVED) from None
        return opened.claims

    def _opened(self, text: str) -> jwt.Token:
        registry = JWSRegistry(algorithms=list(ALGORITHMS), strict_check_header=False)
        try:
            try:
                return jwt.decode(text, self._keys(False), registry=registry)
            except InvalidKeyIdError:
                # The provider changed its keys since they were read: once more, and no further.
                return jwt.decode(text, self._keys(True), registry=registry)
        except (JoseError, ValueError, TypeError):
            raise IdentityUnavailable(NOT_BELIEVED) from None
