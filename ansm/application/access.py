"""Decides what a link opens: a whole file, one theme of it for a time, or nothing. Tokens are made and hashed here."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from ansm.application.files import Library
from ansm.domain.handbook import Handbook
from ansm.domain.sides import Side
from ansm.errors import ExpiredLink, LimitedLink, ReplacedLink, UnknownLink
from ansm.storage import LetterLink, LinkState, Storage, StoredHandover

TOKEN_BYTES = 32
UID_BYTES = 16
TOKEN_LENGTH = 43  # TOKEN_BYTES in unpadded base 64
UNKNOWN = "Ce lien ne mène à aucun diagnostic. Vérifiez qu’il est complet, ou commencez un nouveau diagnostic."
LIMITED = (
    "Ce lien ouvre un seul thème du diagnostic. Pour voir le reste, demandez le lien personnel à la personne "
    "qui vous a confié ce thème."
)
EXPIRED = (
    "La date limite de ce lien est passée. Les réponses déjà enregistrées sont conservées. "
    "Pour continuer, demandez un nouveau lien à la personne qui vous l’a confié."
)
REVOKED = (
    "Ce lien a été retiré par la personne qui vous l’a confié. Les réponses déjà enregistrées sont conservées. "
    "Pour continuer, demandez-lui un nouveau lien."
)
FOLLOW_UP_ONLY = (
    "Ce lien, reçu dans un rappel, ouvre seulement le suivi des actions. Pour voir le reste, ouvrez le lien personnel "
    "du diagnostic."
)
LETTER_TOO_OLD = (
    "Ce lien, reçu dans un rappel, n’est plus valable : il date de plus de trois mois. Pour voir le suivi des "
    "actions, ouvrez le lien personnel du diagnostic, ou celui d’un rappel plus récent."
)
REMINDER_STOPPED = (
    "Ces rappels ont été arrêtés : leurs liens ne s’ouvrent plus. Pour voir le suivi des actions, ouvrez le lien "
    "personnel du diagnostic."
)
RESERVED = (
    "Ceci est réservé à la mairie, avec son lien personnel. Votre lien de conseiller ouvre le questionnaire, "
    "les résultats et les documents."
)
ADVISOR_CLOSED = (
    "Ce lien de conseiller n’ouvre plus ce diagnostic : sa date limite est passée, ou vous ne suivez plus ce dossier. "
    "Les réponses déjà enregistrées sont conservées. Connectez-vous à l’espace des conseillers pour le rouvrir."
)
REPLACED = (
    "Le lien personnel de ce diagnostic a été changé\u00a0: celui-ci n’ouvre plus rien. Ouvrez le nouveau, ou "
    "demandez-le à la mairie. Les réponses déjà enregistrées sont conservées."
)
NOT_YET = (
    "Ce nouveau lien n’est pas encore en service\u00a0: le changement n’a pas été terminé. L’ancien lien fonctionne "
    "toujours\u00a0: ouvrez-le, puis terminez le changement sur sa page «\u00a0Partage\u00a0»."
)
NEVER = (
    "Ce lien avait été préparé, mais il n’a jamais été mis en service. Ouvrez le lien personnel qui sert "
    "aujourd’hui, ou demandez-le à la mairie."
)


@dataclass(frozen=True, slots=True)
class Access:
    """What a link opens now. `handover` is None for the links that open the whole file.

    `file` is the name of the file in storage; `readable` the questions whose answers may be seen, None for all.
    `advisor` is the number of the person whose link it is, None for the town's; `until` the end of an advisor's link.
    """

    file: bytes
    handbook: Handbook
    handover: StoredHandover | None
    advisor: int | None = None
    until: datetime | None = None

    @property
    def side(self) -> Side | None:
        """Whose answers come through the link."""
        return None if self.advisor is None else Side.ADVISOR

    @property
    def readable(self) -> frozenset[str] | None:
        """Those of the theme, and those that decide which of them apply."""
        if self.handover is None:
            return None
        return self.handbook.questionnaire.seen_from.get(self.handover.theme, frozenset())

    def may_answer(self, question: str) -> bool:
        """Whether this question may be answered through the link: read alone does not suffice."""
        if self.handover is None:
            return True
        asked = self.handbook.questionnaire.question(question)
        return asked is not None and asked.theme == self.handover.theme


@dataclass(frozen=True, slots=True)
class FollowUpAccess:
    """The follow-up of a file, and nothing else of it. `reminder` is the number of the one whose letter opened it."""

    access: Access
    reminder: int | None


class Doors:
    """Checks every link, at every call."""

    def __init__(self, storage: Storage, library: Library, clock: Callable[[], datetime]) -> None:
        self._storage = storage
        self._library = library
        self._clock = clock

    def any(self, token: str) -> Access:
        """What the link opens. Raises UnknownLink or ExpiredLink, as ReplacedLink for one that the town changed."""
        link = self._storage.link(hash_of(token)) if len(token) == TOKEN_LENGTH and token.isascii() else None
        if link is None:
            raise UnknownLink(UNKNOWN) if self._letter(token) is None else LimitedLink(FOLLOW_UP_ONLY)
        if link.state is not LinkState.OPEN:
            raise _closed(link.state)
        if link.handover is not None and not link.handover.open_at(self._clock()):
            raise ExpiredLink(EXPIRED if link.handover.revoked_at is None else REVOKED)
        if link.advisor is not None and not link.advisor.open_at(self._clock()):
            raise ExpiredLink(ADVISOR_CLOSED)
        handbook, advisor = self._library.handbook(link.content_version), link.advisor
        if advisor is not None:
            return Access(link.file, handbook, None, advisor.person, advisor.expires_at)
        return Access(link.file, handbook, link.handover)

    def work(self, token: str) -> Access:
        """The whole file, to work on it: for the town or for an advisor who follows it.

        Raises UnknownLink, ExpiredLink, or LimitedLink for a link « à confier ».
        """
        access = self.any(token)
        if access.handover is not None:
            raise LimitedLink(LIMITED)
        return access

    def whole(self, token: str) -> Access:
        """The whole file, for what is the town's own business: what it shares, asks for, sends or erases.

        Raises UnknownLink, ExpiredLink, or LimitedLink for a link « à confier » and for an advisor's.
        """
        access = self.work(token)
        if access.advisor is not None:
            raise LimitedLink(RESERVED)
        return access

    def follow_up(self, token: str) -> FollowUpAccess:
        """The follow-up of a file, by its personal link or by that of a reminder. Raises what `whole` raises."""
        letter = self._letter(token)
        if letter is None:
            return FollowUpAccess(self.whole(token), None)
        if letter.stopped or letter.expires_at <= self._clock():
            raise ExpiredLink(REMINDER_STOPPED if letter.stopped else LETTER_TOO_OLD)
        return FollowUpAccess(
            Access(letter.file, self._library.handbook(letter.content_version), None), letter.reminder
        )

    def _letter(self, token: str) -> LetterLink | None:
        known = len(token) == TOKEN_LENGTH and token.isascii()
        return self._storage.reminders.opened_by(hash_of(token)) if known else None


def _closed(state: LinkState) -> UnknownLink:
    """Why a personal link opens its file no longer, or not yet."""
    match state:
        case LinkState.REPLACED:
            return ReplacedLink(REPLACED)
        case LinkState.PREPARED:
            return UnknownLink(NOT_YET)
        case _:
            return UnknownLink(NEVER)


def new_token() -> str:
    """A secret that nobody can guess."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def new_uid() -> str:
    """A public name for a file: it opens nothing, and no two installations draw the same."""
    return secrets.token_hex(UID_BYTES)


def hash_of(token: str) -> bytes:
    """What is stored of a token: enough to recognise it, useless to whoever reads the database."""
    return hashlib.sha256(token.encode()).digest()
