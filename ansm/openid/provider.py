"""Decides the conversation with one provider: where to send people, and who came back with a code."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from authlib.common.errors import AuthlibBaseError
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from ansm.errors import Forbidden, IdentityUnavailable
from ansm.openid.line import UNAVAILABLE, Line, json_object
from ansm.openid.tokens import NOT_BELIEVED, Seal
from ansm.settings import THIS_MACHINE, OpenIdProvider

PATIENCE = 8.0  # seconds for each request
REMEMBERED = 3600.0  # seconds
DISCOVERY = "/.well-known/openid-configuration"
SCOPE = "openid given_name usual_name email"
SIGNED = "application/jwt"
BY_BASIC, BY_POST = "client_secret_basic", "client_secret_post"
LONGEST = 500
LOW_LEVEL = (
    "Le niveau de sécurité de votre connexion n’est pas celui que ce site demande. Recommencez avec une connexion "
    "plus forte, par exemple avec un second facteur."
)


@dataclass(frozen=True, slots=True)
class Claimed:
    """Who the provider says came. `subject` names them for ever at this issuer; `address` may change.

    `verified` tells whether the provider answers for the address. `id_token` is what it asks for at the end.
    """

    issuer: str
    subject: str
    address: str
    verified: bool
    name: str
    id_token: str


@dataclass(frozen=True, slots=True)
class _Described:
    """What the provider publishes of itself. `leave` is empty when it has no way out."""

    authorize: str
    token: str
    userinfo: str
    keys: str
    leave: str
    by_post: bool


class Provider:
    """One provider; safe to call from several threads. Every method may raise IdentityUnavailable."""

    def __init__(self, settings: OpenIdProvider, patience: float = PATIENCE) -> None:
        self._settings = settings
        self._patience = patience
        self._lock = threading.Lock()
        self._described: tuple[float, _Described] | None = None
        self._keys: KeySet | None = None
        self._seal = Seal(settings.issuer, settings.client_id, self._published_keys)

    def entrance(self, back: str, state: str, nonce: str, verifier: str) -> str:
        """The address where someone says who they are; they come back to `back`."""
        described = self._description()
        with self._line() as line:
            levels = {"acr_values": " ".join(self._settings.levels)} if self._settings.levels else {}
            address, _ = line.create_authorization_url(
                described.authorize,
                state=state,
                code_verifier=verifier,
                redirect_uri=back,
                scope=SCOPE,
                nonce=nonce,
                **levels,
            )
        return str(address)

    def recognise(self, code: str, back: str, nonce: str, verifier: str, now: int) -> Claimed:
        """Who came back with this code. Raises Forbidden when the level of assurance is not one of those required."""
        described = self._description()
        way = BY_POST if described.by_post else BY_BASIC
        with self._line(token_endpoint_auth_method=way) as line:
            try:
                token = line.fetch_token(
                    described.token,
                    grant_type="authorization_code",
                    code=code,
                    redirect_uri=back,
                    code_verifier=verifier,
                )
            except (AuthlibBaseError, ValueError):
                raise IdentityUnavailable(NOT_BELIEVED) from None
            id_token, access_token = _text(token, "id_token", 16_384), _text(token, "access_token", 16_384)
            if not id_token or not access_token:
                raise IdentityUnavailable(NOT_BELIEVED)
            claims = self._seal.id_token(id_token, nonce, access_token, now)
            if self._settings.levels and claims.get("acr") not in self._settings.levels:
                raise Forbidden(LOW_LEVEL)
            details = self._details(line, described, access_token, now)
        subject = _text(claims, "sub")
        if not subject or _text(details, "sub") != subject:
            raise IdentityUnavailable(NOT_BELIEVED)
        return Claimed(
            issuer=self._settings.issuer,
            subject=subject,
            address=_address_of(details),
            # ProConnect says nothing of it.
            verified=details.get("email_verified", self._settings.vouches) is True,
            name=" ".join(part for part in (_text(details, "given_name"), _text(details, "usual_name")) if part),
            id_token=id_token,
        )

    def exit(self, id_token: str, back: str, state: str) -> str | None:
        """The address where the provider ends its own session, None when it has none."""
        leave = self._description().leave
        if not leave:
            return None
        asked = urlencode({"id_token_hint": id_token, "post_logout_redirect_uri": back, "state": state})
        return f"{leave}{'&' if urlsplit(leave).query else '?'}{asked}"

    # --- inside

    def _line(self, **options: str) -> Line:
        return Line(self._settings.client_id, self._settings.client_secret, self._patience, **options)

    def _details(self, line: Line, described: _Described, access_token: str, now: int) -> Mapping[str, object]:
        bearer = {"authorization": f"Bearer {access_token}"}
        response = line.request("GET", described.userinfo, headers=bearer, withhold_token=True)
        if response.headers["content-type"].partition(";")[0].strip().lower() == SIGNED:
            if response.status_code != 200:
                raise IdentityUnavailable(UNAVAILABLE)
            return self._seal.details(response.text, now)
        return json_object(response)

    def _description(self) -> _Described:
        with self._lock:
            if self._described is not None and time.monotonic() < self._described[0]:
                return self._described[1]
        with self._line() as line:
            address = f"{self._settings.issuer.rstrip('/')}{DISCOVERY}"
            found = json_object(line.request("GET", address, withhold_token=True))
        if found.get("issuer") != self._settings.issuer:
            raise IdentityUnavailable(UNAVAILABLE)
        ways = found.get("token_endpoint_auth_methods_supported")
        described = _Described(
            authorize=_address(found, "authorization_endpoint"),
            token=_address(found, "token_endpoint"),
            userinfo=_address(found, "userinfo_endpoint"),
            keys=_address(found, "jwks_uri"),
            leave=_address(found, "end_session_endpoint") if "end_session_endpoint" in found else "",
            by_post=isinstance(ways, list) and BY_BASIC not in ways and BY_POST in ways,
        )
        with self._lock:
            self._described = (time.monotonic() + REMEMBERED, described)
        return described

    def _published_keys(self, anew: bool) -> KeySet:
        with self._lock:
            if self._keys is not None and not anew:
                return self._keys
        with self._line() as line:
            found = json_object(line.request("GET", self._description().keys, withhold_token=True))
        try:
            keys = KeySet.import_key_set({"keys": _for_signatures(found)})
        except JoseError:
            raise IdentityUnavailable(UNAVAILABLE) from None
        with self._lock:
            self._keys = keys
        return keys


def _for_signatures(found: Mapping[str, object]) -> list[dict[str, str | list[str]]]:
    """The keys of a set that may have signed: a symmetric one is nobody's own."""
    keys = found.get("keys")
    each = keys if isinstance(keys, list) else []
    return [key for key in each if isinstance(key, dict) and key.get("kty") != "oct" and key.get("use") != "enc"]


def _text(found: Mapping[str, object], name: str, longest: int = LONGEST) -> str:
    value = found.get(name)
    return value if isinstance(value, str) and len(value) <= longest else ""


def _address_of(details: Mapping[str, object]) -> str:
    """Their address in small letters; empty when it has signs that become ours that way, as the kelvin's does."""
    address = _text(details, "email")
    return address.lower() if address.isascii() else ""


def _address(found: Mapping[str, object], name: str) -> str:
    """An address that the provider names: what goes there is secret."""
    address = _text(found, name, 2_000)
    parts = urlsplit(address)
    if parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in THIS_MACHINE):
        return address
    raise IdentityUnavailable(UNAVAILABLE)
