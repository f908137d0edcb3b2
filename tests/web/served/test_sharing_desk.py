"""An organisation gives a report of a file it follows: its own links only, and the town sees and closes them."""

from __future__ import annotations

import html
import re

import httpx
import pytest
from sqlalchemy import insert, select

from ansm.application import Application, ReportWish
from ansm.domain.people import Member, OrganisationKind, Role
from ansm.storage.engine import open_engine, writing
from ansm.storage.tables import diagnostic
from ansm.storage.tables_around import accompaniment, accompanying_person
from tests.web.exchange_client import Browser as Exchange
from tests.web.served.people import Browser, member, organisation, signed_in, site

GIVE = {"document": "synthese", "edition": "interne", "contenu": "a-jour", "pour": "le DGS", "jours": "10"}


@pytest.fixture
def advisor(installation: Application) -> Member:
    """Someone of an agency."""
    agency = organisation(installation, OrganisationKind.OPSN, "OPSN de l’Isère")
    return member(installation, agency, Role.ADVISOR, "lea@exemple.fr")


@pytest.fixture
def token(installation: Application) -> str:
    """The personal link of a new file."""
    return installation.open("38061")


@pytest.fixture
def uid(installation: Application, token: str, advisor: Member) -> str:
    """The public name of that file, which the advisor follows."""
    name = installation.file(token).uid
    follow(installation, name, advisor)
    return name


def follow(installation: Application, uid: str, someone: Member) -> None:
    """Make the organisation of this person follow a file, and the person be in charge."""
    engine = open_engine(installation.settings.database_url, 5)
    with writing(engine) as connection:
        file = connection.scalar(select(diagnostic.c.id).where(diagnostic.c.uid == uid))
        row = insert(accompaniment).values(
            diagnostic_id=file, organisation_id=someone.organisation.number, since=installation._clock()
        )
        tie = connection.execute(row.returning(accompaniment.c.id)).scalar_one()
        connection.execute(insert(accompanying_person).values(accompaniment_id=tie, person_id=someone.number))
    engine.dispose()


def address(uid: str) -> str:
    """The page of the desk."""
    return f"/conseillers/dossiers/{uid}/partage"


def words(answer: httpx.Response) -> str:
    """What is read, with ordinary spaces."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.text)).split())


def secret_in(answer: httpx.Response) -> str:
    """The link that a page shows."""
    found = re.search(r'value="/agents/#([\w-]{43})"', answer.text)
    assert found is not None, words(answer)
    return found[1]


def test_an_advisor_in_charge_gives_a_report_and_reads_its_link_once(
    installation: Application, advisor: Member, uid: str
) -> None:
    browser = signed_in(installation, advisor)
    assert "La Buisse" in words(browser.get(address(uid)))
    made = browser.post(address(uid), **GIVE)
    secret = secret_in(made)
    assert made.headers["cache-control"] == "no-store"
    again = browser.get(address(uid))
    assert secret not in again.text
    assert "Le DGS" in words(again)
    shown = installation.shared_reports.look(secret, "x")
    assert (shown.given_by, shown.offer.kind, shown.frozen) == ("OPSN de l’Isère", "synthese", False)


def test_the_town_sees_who_follows_and_what_was_given_and_closes_it_all(
    installation: Application, advisor: Member, token: str, uid: str
) -> None:
    browser, town = signed_in(installation, advisor), Exchange(site())
    secret = secret_in(browser.post(address(uid), **GIVE))
    assert "fait par OPSN de l’Isère" in html.unescape(town.post("piece/liens-rapport", lien=token).text)
    told = town.post("piece/qui-suit", lien=token).json()["html"]
    assert "OPSN de l’Isère" in html.unescape(told)
    (number,) = re.findall(r'name="numero" value="(\d+)"', told)
    stopped = town.post("piece/qui-suit-arreter", lien=token, numero=number)
    assert "ne suit plus" in stopped.json()["dit"]
    assert town.post("piece/rapport-recu", lien=secret).status_code == 410
    assert browser.get(address(uid)).status_code == 404
    assert browser.post(address(uid), **GIVE).status_code == 404


def test_what_is_refused_leaves_the_form_as_it_was_typed(installation: Application, advisor: Member, uid: str) -> None:
    answer = signed_in(installation, advisor).post(address(uid), **GIVE | {"jours": "900", "pour": "le <DGS>"})
    assert answer.status_code == 400
    assert "de 1 à 365 jours" in words(answer)
    assert 'value="le &lt;DGS&gt;"' in answer.text
    assert re.search(r'value="synthese" checked', answer.text)
    assert 'value="900"' in answer.text


def test_an_organisation_neither_sees_nor_closes_the_links_of_the_town_or_of_another(
    installation: Application, advisor: Member, token: str, uid: str
) -> None:
    town = installation.report_links.give(token, ReportWish("rapport", "interne", frozen=True, label="la DDT", days=9))
    other = organisation(installation, OrganisationKind.OPSN, "Autre OPSN")
    neighbour = member(installation, other, Role.MANAGER, "chef@exemple.fr")
    follow(installation, uid, neighbour)
    browser = signed_in(installation, advisor)
    assert "La DDT" not in words(browser.get(address(uid)))
    assert browser.post(f"{address(uid)}/retirer", numero=str(town.number)).status_code == 400
    secret = secret_in(signed_in(installation, neighbour).post(address(uid), **GIVE))
    mine = [each.number for each in installation.report_links.all(token)]
    for number in mine:
        assert browser.post(f"{address(uid)}/retirer", numero=str(number)).status_code == 400
    assert installation.shared_reports.look(secret, "x")
    assert installation.shared_reports.look(town.token, "x")


def test_its_own_link_is_taken_back(installation: Application, advisor: Member, uid: str) -> None:
    browser = signed_in(installation, advisor)
    secret = secret_in(browser.post(address(uid), **GIVE))
    (number,) = re.findall(r'name="numero" value="(\d+)"', browser.get(address(uid)).text)
    answer = browser.post(f"{address(uid)}/retirer", numero=number)
    assert (answer.status_code, answer.headers["location"]) == (303, f"{address(uid)}?fait=retire")
    assert "Le lien est retiré" in words(browser.get(answer.headers["location"]))
    assert Exchange(site()).post("piece/rapport-recu", lien=secret).status_code == 410


@pytest.mark.parametrize("role", [Role.ADVISOR, Role.MANAGER, Role.ANCT])
def test_somebody_else_s_file_is_closed_and_nothing_is_made(
    installation: Application, token: str, uid: str, role: Role
) -> None:
    kind = OrganisationKind.ANCT if role is Role.ANCT else OrganisationKind.OPSN
    elsewhere = organisation(installation, kind, f"Ailleurs {role}")
    browser = signed_in(installation, member(installation, elsewhere, role, f"{role}@ailleurs.fr"))
    for name in (uid, "0" * 32, "x"):
        assert browser.get(address(name)).status_code == 404
        assert browser.post(address(name), **GIVE).status_code == 404
        assert browser.post(f"{address(name)}/retirer", numero="1").status_code == 404
    assert installation.report_links.all(token) == ()


def test_nobody_signed_in_is_sent_to_sign_in_and_a_form_without_its_token_does_nothing(
    installation: Application, advisor: Member, token: str, uid: str
) -> None:
    stranger = Browser(site())
    assert stranger.get(address(uid)).status_code == 303
    assert stranger.post(address(uid), **GIVE).status_code == 303
    assert signed_in(installation, advisor).post(address(uid), **GIVE, jeton="x" * 43).status_code == 400
    assert installation.report_links.all(token) == ()
