"""An agency, its people and a file, for the tests of what surrounds a file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from ansm.domain.people import Member, Organisation, OrganisationKind, Role
from ansm.storage import NewPerson, Storage
from tests.storage.examples import TOKEN, new_file

MORNING = datetime(2026, 11, 23, 9, tzinfo=UTC)
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
UID = new_file().uid


@dataclass(frozen=True)
class Agency:
    """An organisation with a manager and two advisors."""

    body: Organisation
    manon: Member
    lea: Member
    ali: Member

    def follows(self, storage: Storage, file: bytes = TOKEN, *, opened_here: bool = False) -> int:
        """Léa follows the file for the agency from that morning; gives the number of the accompaniment."""
        return storage.caseload.follow(file, self.body.number, self.lea.number, MORNING, opened_here=opened_here)


def agency(storage: Storage, name: str = "OPSN de l’Isère") -> Agency:
    """An agency of that name."""
    body = storage.people.add_organisation(OrganisationKind.OPSN, name, None, MORNING)
    assert body is not None

    def add(first_name: str, role: Role) -> Member:
        new = NewPerson(f"{first_name}.{body.number}@exemple.fr".lower(), first_name, body.number, role)
        added = storage.people.add(new, MORNING)
        assert added is not None
        return added.member

    return Agency(body, add("Manon", Role.MANAGER), add("Lea", Role.ADVISOR), add("Ali", Role.ADVISOR))
