"""Counting needs together: those who agreed, once their diagnostic is finished, for those who may read."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

import ansm.territories
from ansm.application import Application
from ansm.application.access import Doors
from ansm.application.files import Library
from ansm.application.pooling import Pooling
from ansm.domain.people import Member, OrganisationKind, Role
from ansm.errors import ExpiredLink, Forbidden, InvalidRequest, LimitedLink, UnknownLink
from ansm.storage import Storage
from ansm.territories import Territories, tables
from tests.application.examples import EVENING, LA_BUISSE, Start, every_link
from tests.application.finished import answer_all, finished

VOIRONNAIS = "243800984"
DAY = timedelta(days=1)


@pytest.fixture
def now() -> list[datetime]:
    """The moment of the installation, which a test moves."""
    return [EVENING]


@pytest.fixture
def application(start: Start, now: list[datetime]) -> Application:
    return start(at=lambda: now[0])


def group(application: Application) -> Member:
    """Someone who works for the EPCI of La Buisse."""
    body = application.team.add_organisation(OrganisationKind.EPCI, "Pays Voironnais", voironnais(application))
    return application.team.invite("numerique@paysvoironnais.example", body, Role.ADVISOR)


def voironnais(application: Application) -> str:
    epci = application.standpoint(LA_BUISSE).epci
    assert epci is not None
    return epci.code


def communes(application: Application, count: int) -> tuple[str, ...]:
    """So many communes of that EPCI."""
    epci = application.standpoint(LA_BUISSE).epci
    assert epci is not None
    return epci.members[:count]


def staff(application: Application) -> Member:
    body = application.team.organisation_for(None, Role.ANCT)
    return application.team.invite("agent@anct.example", body, Role.ANCT)


def test_nothing_is_ticked_in_advance_and_each_box_is_taken_back_alone(
    application: Application, now: list[datetime]
) -> None:
    token = application.open(LA_BUISSE)
    nothing = application.pooling.sharing(token)
    assert (nothing.epci_since, nothing.anct_since) == (None, None)
    assert nothing.epci is not None
    both = application.pooling.share(token, ["epci", "anct"])
    now[0] += timedelta(days=2)
    kept = application.pooling.share(token, ["anct"])
    assert both.epci_since is not None
    assert (kept.epci_since, kept.anct_since) == (None, both.anct_since)


def test_an_epci_has_no_epci_to_be_counted_in(application: Application) -> None:
    token = application.open(voironnais(application))
    assert application.pooling.sharing(token).epci is None
    with pytest.raises(InvalidRequest, match="n’a pas d’intercommunalité"):
        application.pooling.share(token, ["epci"])
    with pytest.raises(InvalidRequest, match="illisible"):
        application.pooling.share(token, ["voisins"])


def test_only_the_personal_link_agrees(start: Start) -> None:
    links, application = every_link(start), start(at=EVENING + timedelta(days=2))
    for link, error in (
        (links.theme, LimitedLink),
        (links.expired, ExpiredLink),
        (links.revoked, ExpiredLink),
        (links.forged, UnknownLink),
    ):
        with pytest.raises(error):
            application.pooling.sharing(link)
        with pytest.raises(error):
            application.pooling.share(link, ["anct"])


def test_nine_communes_that_agreed_are_counted_for_both(application: Application) -> None:
    """All need the same: « au moins 5 », and the services that could be shared."""
    tokens = [finished(application, code) for code in communes(application, 9)]
    for token in tokens:
        application.pooling.share(token, ["epci", "anct"])
    reader, agent = group(application), staff(application)
    assert application.pooling.of_group(reader).counted == 0  # not before the publication of the day
    assert application.pooling.publish() == 1
    shared = application.pooling.of_group(reader)
    assert (shared.counted, shared.members) == (9, len(communes(application, 99)))
    told = [each for each in shared.needs if each.at_least]
    assert told
    assert {each.at_least for each in told} == {5}
    assert any(each.services for each in told)
    across = application.pooling.without_service(agent)
    assert across.counted == 9
    assert not [each for each in across.needs if each.services]
    assert b"Besoin;" in application.pooling.without_service_csv(agent).data


def test_who_did_not_agree_or_did_not_finish_is_not_counted(application: Application) -> None:
    codes = communes(application, 10)
    for code in codes[:8]:
        application.pooling.share(finished(application, code), ["epci"])
    finished(application, codes[8])
    application.pooling.share(application.open(codes[9]), ["epci"])
    assert application.pooling.publish() == 0
    assert application.pooling.of_group(group(application)).needs == ()


def test_two_files_of_a_commune_count_once_and_the_newest_speaks(application: Application, now: list[datetime]) -> None:
    """Anyone may start a diagnostic of any town: one that agreed to nothing takes nobody's place."""
    codes = communes(application, 9)
    for code in codes:
        application.pooling.share(finished(application, code), ["epci"])
    now[0] += timedelta(days=1)
    stranger = finished(application, codes[0], best=True)
    application.pooling.publish()
    reader = group(application)
    assert application.pooling.of_group(reader).counted == 9
    application.pooling.share(stranger, ["epci"])
    application.pooling.share(stranger, [])
    application.pooling.publish()
    now[0] += timedelta(days=90)
    assert application.pooling.of_group(reader).counted == 0


def test_figures_stay_until_the_next_publication_then_the_withdrawal_shows(
    application: Application, now: list[datetime]
) -> None:
    codes = communes(application, 20)
    tokens = [finished(application, code) for code in codes[:9]]
    for token in tokens:
        application.pooling.share(token, ["epci"])
    application.pooling.publish()
    reader = group(application)
    first = application.pooling.of_group(reader)
    application.pooling.share(tokens[0], [])
    now[0] += timedelta(days=1)
    application.pooling.publish()
    assert application.pooling.of_group(reader) == first
    for code in codes[9:18]:
        application.pooling.share(finished(application, code), ["epci"])
    application.pooling.publish()
    assert application.pooling.of_group(reader).counted == 17


def test_an_answer_changed_is_not_read_alone(application: Application, now: list[datetime]) -> None:
    """The day after, the figures are the same to the last one."""
    tokens = [finished(application, code) for code in communes(application, 9)]
    for token in tokens:
        application.pooling.share(token, ["epci"])
    application.pooling.publish()
    reader = group(application)
    first = application.pooling.of_group(reader)
    answered = application.file(tokens[0]).answers.items
    for answer in answered:
        application.answer(tokens[0], answer.question, [])
    answer_all(application, tokens[0], best=True)
    now[0] += timedelta(days=1)
    application.pooling.publish()
    assert application.pooling.of_group(reader) == first


def moved(application: Application, storage: Storage, code: str, epci: str, clock: Callable[[], datetime]) -> Pooling:
    """The same installation once the reference data says that this commune is in another EPCI."""
    folder = Path(ansm.territories.__file__).parent / "data"
    names = (tables.COMMUNES, tables.EPCI, tables.ALIASES, tables.DEPARTMENTS)
    lines = {name: gzip.decompress((folder / name).read_bytes()).decode().splitlines()[1:] for name in names}
    lines[tables.COMMUNES] = [
        each.replace(f",{VOIRONNAIS},", f",{epci},") if each.startswith(f"{code},") else each
        for each in lines[tables.COMMUNES]
    ]
    places = Territories(application.expertise.territories.manifest, lines)
    library = Library(storage, application.handbook)
    doors = Doors(storage, library, clock)
    return Pooling(storage, doors, library, places, clock, application.settings.timezone)


def test_an_agreement_for_one_epci_is_none_for_the_one_that_the_commune_joins(
    application: Application, now: list[datetime]
) -> None:
    """Other people would read: they were not named to whoever agreed."""
    tokens = [finished(application, code) for code in communes(application, 9)]
    for token in tokens:
        application.pooling.share(token, ["epci", "anct"])
    code = communes(application, 1)[0]
    storage = Storage.open(application.settings.database_url)
    later = moved(application, storage, code, "200040715", lambda: now[0])
    now[0] += timedelta(days=30)
    asked = later.sharing(tokens[0])
    assert asked.epci is not None
    assert (asked.epci.code, asked.epci_since, asked.anct_since) == ("200040715", None, EVENING.date() + DAY)
    assert later.publish() == 0, "eight are left in the former one"
    again = later.share(tokens[0], ["epci", "anct"])
    assert (again.epci_since, again.anct_since) == (asked.anct_since + 30 * DAY, asked.anct_since)
    assert application.pooling.sharing(tokens[0]).epci_since is None
    storage.close()


def test_each_reads_their_own_page_only(application: Application) -> None:
    """An EPCI reads its own group; an operator none; the ANCT the needs without a service."""
    reader, agent = group(application), staff(application)
    agency = application.team.add_organisation(OrganisationKind.OPSN, "OPSN de l’Isère", None)
    operator = application.team.invite("lea@exemple.fr", agency, Role.MANAGER)
    for member in (agent, operator):
        with pytest.raises(Forbidden):
            application.pooling.of_group(member)
    for member in (reader, operator):
        with pytest.raises(Forbidden):
            application.pooling.without_service(member)
        with pytest.raises(Forbidden):
            application.pooling.without_service_csv(member)
