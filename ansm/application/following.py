"""Decides which files a signed-in person opens: those their organisation follows, and that they are in charge of."""

from __future__ import annotations

from dataclasses import dataclass

from ansm.application.access import Access
from ansm.application.files import Library
from ansm.domain.people import Member, may_follow
from ansm.errors import UnknownLink
from ansm.storage import UID, Storage

NOT_YOURS = "Ce dossier n’existe pas, ou vous ne le suivez pas. Revenez à vos dossiers."


@dataclass(frozen=True, slots=True)
class Followed:
    """A file opened by someone who follows it. `number` is that of the accompaniment in storage."""

    number: int
    uid: str
    access: Access


class Following:
    """Checks every file that a signed-in person asks for, at every call."""

    def __init__(self, storage: Storage, library: Library) -> None:
        self._storage = storage
        self._library = library

    def open(self, member: Member, uid: str) -> Followed:
        """The file of that public name. Raises UnknownLink, the same for a file that does not exist."""
        found = self._storage.caseload.followed(uid, member.organisation.number) if UID.fullmatch(uid) else None
        if found is None or not may_follow(member, found.accompaniment):
            raise UnknownLink(NOT_YOURS)
        return Followed(found.number, uid, Access(found.file, self._library.handbook(found.content_version), None))
