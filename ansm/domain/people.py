"""Who signs in: advisors, those who manage their organisation, and the staff of the ANCT. Mayors have no account."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a person does here. The values are stored and typed on the command line."""

    ADVISOR = "conseiller"
    MANAGER = "responsable"
    ANCT = "anct"


class OrganisationKind(StrEnum):
    """What kind of body a person works for. The values are stored and typed on the command line."""

    OPSN = "opsn"
    EPCI = "epci"
    DEPARTMENT = "departement"
    ANCT = "anct"


@dataclass(frozen=True, slots=True)
class Organisation:
    """A body whose people sign in. `territory` is the code of the EPCI or of the département it is, None for others."""

    number: int
    kind: OrganisationKind
    name: str
    territory: str | None


@dataclass(frozen=True, slots=True)
class Member:
    """A person who may sign in, in their organisation. `address` is their professional e-mail address."""

    number: int
    address: str
    name: str
    role: Role
    organisation: Organisation


@dataclass(frozen=True, slots=True)
class Accompaniment:
    """That an organisation follows a file: the numbers of the advisors in charge, within that organisation."""

    file_uid: str
    organisation: int
    advisors: frozenset[int]


def may_follow(member: Member, accompaniment: Accompaniment) -> bool:
    """Whether a person may see a file and work on it: an advisor in charge of it, or who manages their organisation.

    The staff of the ANCT sees no file: only what a territory sent, and what is counted without naming any.
    """
    if member.role is Role.ANCT or member.organisation.number != accompaniment.organisation:
        return False
    return member.role is Role.MANAGER or member.number in accompaniment.advisors
