"""An agency and its people, invited, for the tests of what surrounds a file."""

from __future__ import annotations

from dataclasses import dataclass

from ansm.application import Application
from ansm.domain.people import Member, OrganisationKind, Role


@dataclass(frozen=True)
class Staff:
    """A manager and two advisors of one organisation."""

    manon: Member
    lea: Member
    ali: Member


def staff(application: Application, name: str = "OPSN de l’Isère") -> Staff:
    """Those of the organisation of that name."""
    body = application.team.add_organisation(OrganisationKind.OPSN, name, None)

    def invite(first_name: str, role: Role) -> Member:
        return application.team.invite(f"{first_name}.{body.number}@exemple.fr".lower(), body, role, first_name)

    return Staff(invite("Manon", Role.MANAGER), invite("Lea", Role.ADVISOR), invite("Ali", Role.ADVISOR))


def anct(application: Application) -> Member:
    """Someone of the ANCT."""
    body = application.team.add_organisation(OrganisationKind.ANCT, "ANCT", None)
    return application.team.invite("camille@anct.exemple.fr", body, Role.ANCT, "Camille")
