"""Advisors at work, for the tests of their pages: an organisation of the test's own, browsers, a file already open."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from ansm.application import Application
from ansm.domain.people import Member, OrganisationKind, Role
from tests.web.served.people import Browser, member, organisation, signed_in

LA_BUISSE, GRENOBLE = "38061", "38185"


@dataclass(frozen=True)
class Desk:
    """A manager, an advisor in charge of the file `uid`, a colleague who is not, and somebody elsewhere."""

    installation: Application
    manon: Member
    lea: Member
    ali: Member
    stranger: Member
    uid: str
    token: str

    def browser(self, someone: Member) -> Browser:
        """A browser in which they are signed in."""
        return signed_in(self.installation, someone)


def desk(installation: Application, name: str) -> Desk:
    """Those of an organisation of that name, and a file of La Buisse."""
    body = organisation(installation, OrganisationKind.OPSN, f"Agence {name}")
    other = organisation(installation, OrganisationKind.OPSN, f"Voisins {name}")

    def add(first_name: str, role: Role) -> Member:
        return member(installation, body, role, f"{first_name}.{body.number}@exemple.fr".lower(), first_name)

    lea = add("Lea", Role.ADVISOR)
    started = installation.taking_on.start(lea, LA_BUISSE)
    stranger = member(installation, other, Role.MANAGER, f"sam.{other.number}@exemple.fr", "Sam")
    return Desk(
        installation, add("Manon", Role.MANAGER), lea, add("Ali", Role.ADVISOR), stranger, started.uid, started.token
    )


def told(page: str) -> str:
    """What the main part of a page says, without its tags, with ordinary spaces."""
    main = page.partition("<main")[2].partition("</main>")[0]
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", f"<main{main}")).split())
