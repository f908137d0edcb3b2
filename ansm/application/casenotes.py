"""Decides what an advisor may note about a file, by theme: kept apart from answers, read by no document."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from ansm.application.following import NOT_YOURS, Followed, Following
from ansm.application.texts import lines
from ansm.domain import say
from ansm.domain.people import Member
from ansm.errors import InvalidRequest, UnknownLink
from ansm.storage import Storage, StoredNote

LONGEST_NOTE = 4000
EMPTY = "Cette note est vide. Écrivez-la, puis enregistrez."
TOO_LONG = (
    f"Cette note dépasse {say.number(LONGEST_NOTE)} caractères\u00a0: elle n’est pas enregistrée. Coupez-la en deux."
)
NO_THEME = "Ce thème n’existe pas dans le questionnaire de ce dossier. Choisissez-en un dans la liste."
NOT_YOUR_NOTE = "Cette note n’existe plus, ou elle est d’une autre personne\u00a0: seul son auteur la change."


@dataclass(frozen=True, slots=True)
class Theme:
    """What a note may be about: a theme of the questionnaire, or the whole file under an empty identifier."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Notebook:
    """The notes of an organisation on a file, the last written first, and what they may be about."""

    notes: tuple[StoredNote, ...]
    themes: tuple[Theme, ...]

    def label(self, theme: str) -> str:
        """What a theme is called; a theme of a former questionnaire keeps its identifier."""
        return next((each.label for each in self.themes if each.id == theme), theme)


class Notes:
    """The use cases of notes; each checks that the file is followed. Everyone who follows it reads them all."""

    def __init__(self, storage: Storage, following: Following, clock: Callable[[], datetime]) -> None:
        self._storage = storage
        self._following = following
        self._clock = clock

    def read(self, member: Member, uid: str) -> Notebook:
        """The notes on a file. Raises UnknownLink."""
        followed = self._following.open(member, uid)
        return Notebook(self._storage.casenotes.of(followed.number), _themes(followed))

    def add(self, member: Member, uid: str, theme: str, text: str) -> None:
        """Write a note. Raises UnknownLink or InvalidRequest: nothing is kept then."""
        followed = self._following.open(member, uid)
        kept = _text(text)
        _check(followed, theme)
        if not self._storage.casenotes.add(followed.number, member.number, theme, kept, self._clock()):
            raise UnknownLink(NOT_YOURS)

    def change(self, member: Member, uid: str, number: str, theme: str, text: str) -> None:
        """Write one's own note otherwise. Raises UnknownLink or InvalidRequest."""
        followed = self._following.open(member, uid)
        kept = _text(text)
        _check(followed, theme)
        which, at = _number(number), self._clock()
        if not self._storage.casenotes.change(followed.number, member.number, which, theme, kept, at):
            raise InvalidRequest(NOT_YOUR_NOTE)

    def remove(self, member: Member, uid: str, number: str) -> None:
        """Erase one's own note for good. Raises UnknownLink or InvalidRequest."""
        followed = self._following.open(member, uid)
        if not self._storage.casenotes.remove(followed.number, member.number, _number(number)):
            raise InvalidRequest(NOT_YOUR_NOTE)


def _themes(followed: Followed) -> tuple[Theme, ...]:
    asked = followed.access.handbook.questionnaire.themes
    return (Theme("", "Tout le dossier"), *(Theme(each.id, each.label) for each in asked))


def _check(followed: Followed, theme: str) -> None:
    if all(theme != each.id for each in _themes(followed)):
        raise InvalidRequest(NO_THEME)


def _text(raw: str) -> str:
    text = lines(raw)
    if not text:
        raise InvalidRequest(EMPTY)
    if len(text) > LONGEST_NOTE:
        raise InvalidRequest(TOO_LONG)
    return text


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0
