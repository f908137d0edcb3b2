"""An advisor does again the diagnostic of a territory they follow: told what it takes over, shown the new link once."""

from __future__ import annotations

import re

import pytest

from ansm.application import Application
from ansm.domain.people import Member, OrganisationKind, Role
from ansm.web import routes
from tests.web.served.people import member, organisation, signed_in

LA_BUISSE = "38061"
LINK = re.compile(r"/diagnostic/#([\w-]{43})")


@pytest.fixture
def lea(installation: Application) -> Member:
    """An advisor."""
    agency = organisation(installation, OrganisationKind.OPSN, "Agence qui refait")
    return member(installation, agency, Role.ADVISOR, "lea.refait@exemple.fr", "Léa")


@pytest.fixture
def other(installation: Application) -> Member:
    """An advisor of another organisation."""
    agency = organisation(installation, OrganisationKind.OPSN, "Agence voisine")
    return member(installation, agency, Role.ADVISOR, "ali.voisin@exemple.fr", "Ali")


@pytest.fixture
def address(installation: Application, lea: Member) -> str:
    """The page of a file that Léa follows."""
    token = installation.open(LA_BUISSE, "elu")
    return routes.case(installation.taking_on.take(lea, token), "refaire")


def test_the_page_tells_what_is_taken_over_and_makes_nothing(
    installation: Application, lea: Member, address: str
) -> None:
    before = len(installation.desk.portfolio(lea))
    page = signed_in(installation, lea).get(address)
    assert page.status_code == 200
    assert page.text.count("<h1") == 1
    assert "1\u00a0réponse d’alors y sera montrée" in page.text
    assert len(installation.desk.portfolio(lea)) == before


def test_the_new_link_is_shown_once_and_the_new_file_is_followed(
    installation: Application, lea: Member, address: str
) -> None:
    before = len(installation.desk.portfolio(lea))
    page = signed_in(installation, lea).post(address)
    assert page.status_code == 200
    found = LINK.search(page.text)
    assert found is not None
    assert installation.file(found[1]).suggested.chosen("PRO-01") == ("elu",)
    assert len(installation.desk.portfolio(lea)) == before + 1
    assert page.headers["cache-control"] == "no-store"


def test_neither_another_organisation_nor_a_form_without_its_token_does_it(
    installation: Application, lea: Member, other: Member, address: str
) -> None:
    stranger = signed_in(installation, other)
    for answer in (stranger.get(address), stranger.post(address)):
        assert answer.status_code == 404
        assert "La Buisse" not in answer.text
    assert signed_in(installation, lea).post(address, jeton="faux").status_code == 400
