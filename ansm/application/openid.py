"""Decides who enters through an OpenID provider: only people already invited, and always the same account of theirs."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from ansm.application.access import TOKEN_LENGTH, hash_of, new_token
from ansm.application.identity import Identity
from ansm.application.team import LONGEST_NAME
from ansm.domain.people import Member
from ansm.errors import Forbidden, IdentityUnavailable, SignedOut
from ansm.openid import Claimed, Provider
from ansm.settings import Settings
from ansm.storage import OpenIdAttempt, Storage

ATTEMPT_LASTS = timedelta(minutes=10)
NO_PROVIDER = "Ce site ne propose pas cette façon de se connecter. Demandez un lien de connexion par courriel."
OVER = (
    "Cette connexion a déjà servi, a été commencée dans un autre navigateur, ou ses 10 minutes sont passées. "
    "Recommencez depuis cette page."
)
STOPPED = "La connexion a été interrompue avant la fin. Recommencez, ou demandez un lien de connexion par courriel."
NOT_INVITED = (
    "Votre identité est confirmée, mais personne ne vous a encore invité ici avec cette adresse électronique. "
    "Demandez une invitation à la personne responsable de votre organisation, ou à celle qui administre ce site."
)
UNVERIFIED = (
    "Le service qui confirme votre identité ne garantit pas votre adresse électronique. Faites-la vérifier auprès de "
    "lui, ou demandez un lien de connexion par courriel."
)
OTHER_ACCOUNT = (
    "La personne invitée à cette adresse se connecte déjà avec un autre compte. Si votre compte a changé, demandez à "
    "la personne responsable de votre organisation de fermer votre accès, puis de vous inviter de nouveau."
)


@dataclass(frozen=True, slots=True)
class Departure:
    """Where to send someone, and the secret that their browser must show when they come back."""

    address: str
    binding: str


@dataclass(frozen=True, slots=True)
class Return:
    """What someone comes back with: the provider's `code` and `state`, and the secret their browser kept."""

    code: str
    state: str
    binding: str


class OpenId:
    """The use cases of a sign-in through a provider. How often one begins has no limit: it would keep others out."""

    def __init__(self, settings: Settings, storage: Storage, identity: Identity, clock: Callable[[], datetime]) -> None:
        self._site = settings.public_url
        self._provider = Provider(settings.openid) if settings.openid else None
        self._log = storage.openid
        self._people = storage.people
        self._identity = identity
        self._clock = clock

    def depart(self, back: str) -> Departure:
        """Begin: the person will come back to that page of the site. Raises IdentityUnavailable."""
        provider, now = self._required(), self._clock()
        binding, attempt = new_token(), OpenIdAttempt(new_token(), new_token())
        state = _state(binding)
        address = provider.entrance(f"{self._site}{back}", state, attempt.nonce, attempt.verifier)
        self._log.begin(hash_of(state), attempt, now, now + ATTEMPT_LASTS)
        return Departure(address, binding)

    def arrive(self, returned: Return, back: str) -> str:
        """The secret of the session of whoever comes back.

        Raises SignedOut when the attempt is unknown, used, over or another browser's; IdentityUnavailable; Forbidden.
        """
        provider = self._required()
        shown = returned.binding if len(returned.binding) == TOKEN_LENGTH and returned.binding.isascii() else ""
        if not shown or not hmac.compare_digest(_state(shown).encode(), returned.state.encode()):
            raise SignedOut(OVER)
        now = self._clock()
        attempt = self._log.take(hash_of(returned.state), now)
        if attempt is None:
            raise SignedOut(OVER)
        if not returned.code:
            raise SignedOut(STOPPED)
        claimed = provider.recognise(
            returned.code, f"{self._site}{back}", attempt.nonce, attempt.verifier, int(now.timestamp())
        )
        return self._identity.open_for(self._member(claimed), claimed.id_token)

    def farewell(self, id_token: str, back: str) -> str | None:
        """The address where the provider ends its own session too, None when it has none or does not answer."""
        try:
            return self._required().exit(id_token, f"{self._site}{back}", new_token())
        except IdentityUnavailable:
            return None

    def _member(self, claimed: Claimed) -> Member:
        """The person invited. Once they came, their account counts, and no longer the address it says."""
        found = self._log.known(claimed.issuer, claimed.subject)
        if found is None:
            if not claimed.verified:
                raise Forbidden(UNVERIFIED)
            found = self._people.at(claimed.address) if claimed.address else None
            if found is None or found.disabled_at is not None:
                raise Forbidden(NOT_INVITED)
            if not self._log.bind(found.member.number, claimed.issuer, claimed.subject, _shown_name(claimed.name)):
                raise Forbidden(OTHER_ACCOUNT)
        if found.disabled_at is not None:
            raise Forbidden(NOT_INVITED)
        return found.member

    def _required(self) -> Provider:
        if self._provider is None:
            raise IdentityUnavailable(NO_PROVIDER)
        return self._provider


def _shown_name(name: str) -> str:
    """The name as colleagues may read it; empty when it is not one line of a usual length."""
    text = " ".join(name.split())
    return text if text.isprintable() and len(text) <= LONGEST_NAME else ""


def _state(binding: str) -> str:
    """What the provider gives back: the browser's secret cannot be found from it."""
    digest = hmac.new(binding.encode(), b"openid", hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")
