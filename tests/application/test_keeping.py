"""What a file's holder is told of, takes away and erases, and what a purge erases under the rules of the settings."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date

import pytest
from sqlalchemy import LargeBinary

from ansm.application import Application
from ansm.application.own_data_words import LEFT_OUT, SECTIONS
from ansm.domain.people import Role
from ansm.domain.retention import Retention
from ansm.errors import InvalidRequest, LimitedLink, UnknownLink
from ansm.storage.erasing import tables_of_a_file
from tests.application.examples import LA_BUISSE, Start, days_later, deliver, every_link, sent, unheard
from tests.application.people import staff

RULES = Retention(unfinished=1, finished=2, requests=3, journal=4, accounts=5, closed=1)


@pytest.fixture
def application(start: Start) -> Application:
    """One installation."""
    return start(retention=RULES)


def test_every_column_about_a_file_has_a_word_or_is_left_out_on_purpose() -> None:
    for table, _ in tables_of_a_file():
        told = {column.name for column in table.columns if not isinstance(column.type, LargeBinary)} - LEFT_OUT
        assert dict(SECTIONS[table.name].words).keys() == told, table.name
    assert SECTIONS.keys() == {table.name for table, _ in tables_of_a_file()}


def test_what_is_stored_is_told_with_the_day_it_would_be_erased(application: Application) -> None:
    token = application.open(LA_BUISSE, role="elu")
    told = application.keeping.own_data(token)
    assert (told.territory_name, told.opened_on, told.answers) == ("La Buisse", date(2026, 11, 23), 1)
    assert (told.finished, told.months) == (False, 1)
    assert (told.last_activity, told.erased_on) == (date(2026, 11, 23), date(2026, 12, 24))
    assert told.sections == (("Les réponses, dans l’ordre où elles ont été données", 1),)


def test_the_archive_holds_everything_and_opens_the_file_again(application: Application) -> None:
    token = application.open(LA_BUISSE, role="elu")
    deliver(application, token, sent("device1-1", "SEC-01", "non"))
    application.handovers.hand_over(token, "securite", "agent", 14)
    made = application.keeping.export(token)
    assert made == application.keeping.export(token), "the same on the same day"
    with zipfile.ZipFile(io.BytesIO(made.data)) as archive:
        read_me, exchange, everything = (archive.read(name) for name in archive.namelist())
    assert "La Buisse" in read_me.decode()
    started = application.travel.start(exchange)
    assert (started.resumed, started.answers) == (True, 2)
    told = json.loads(everything)
    assert [row["question"] for row in told["Les réponses, dans l’ordre où elles ont été données"]] == [
        "PRO-01",
        "SEC-01",
    ]
    assert [row["thème confié"] for row in told["Les liens à confier"]] == ["securite"]
    assert token not in everything.decode()


def test_erasing_wants_to_be_understood_then_leaves_nothing(application: Application) -> None:
    token, other = application.open(LA_BUISSE), application.open(LA_BUISSE)
    heard: list[bytes] = []
    with pytest.raises(InvalidRequest, match="Rien n’a été effacé"):
        application.keeping.erase(token, understood=False, tell=unheard)
    assert application.file(token).territory.name == "La Buisse"
    assert application.keeping.erase(token, understood=True, tell=lambda file, _: heard.append(file)) == "La Buisse"
    with pytest.raises(UnknownLink):
        application.file(token)
    assert len(heard) == 1, "the other pages open on it are told"
    assert application.file(other).territory.name == "La Buisse"


@pytest.mark.parametrize("link", ["theme", "expired", "revoked", "forged"])
def test_only_the_personal_link_reads_takes_or_erases(start: Start, link: str) -> None:
    links = every_link(start)
    application = start(at=days_later(2))
    token = getattr(links, link)
    refused = LimitedLink if link == "theme" else UnknownLink
    for use in (application.keeping.own_data, application.keeping.export):
        with pytest.raises(refused):
            use(token)
    with pytest.raises(refused):
        application.keeping.erase(token, understood=True, tell=unheard)
    assert application.file(links.whole).territory.name == "La Buisse"


def test_a_purge_follows_the_rules_of_the_settings(start: Start) -> None:
    """The rule counts whole months, where the installation is: the evening of the 22nd is the 23rd in France."""
    token = start(retention=RULES).open(LA_BUISSE)
    on_the_day = start(at=days_later(30), retention=RULES)  # 23 December in France
    assert on_the_day.keeping.purge(dry=False).purged.unfinished == 0
    next_day = start(at=days_later(31), retention=RULES)
    dry = next_day.keeping.purge(dry=True)
    assert (dry.on, dry.dry, dry.rules, dry.purged.unfinished) == (date(2026, 12, 24), True, RULES, 1)
    assert next_day.file(token).territory.name == "La Buisse"
    assert next_day.keeping.purge(dry=False).purged == dry.purged
    with pytest.raises(UnknownLink):
        next_day.file(token)


def test_a_closed_account_goes_a_month_later_and_its_day_is_told_before(start: Start) -> None:
    """Closed in the evening of the 22nd, which is the 23rd in France; invited again in time, it is let in as it was."""
    rules = Retention(closed=1)
    site = start(retention=rules)
    people = staff(site)
    uid = site.taking_on.start(people.lea, LA_BUISSE).uid
    site.notes.add(people.lea, uid, "", "Rappeler la secrétaire.")
    for each in (people.lea, people.ali):
        site.team.dismiss(people.manon, each.number)
    closed = site.team.person(people.lea.address)
    assert closed is not None
    assert closed.disabled_at is not None
    assert site.keeping.account_erased_on(closed.disabled_at) == date(2026, 12, 24)
    on_the_day = start(at=days_later(30), retention=rules)
    assert on_the_day.keeping.purge(dry=False).purged.closed == 0
    assert on_the_day.team.welcome(people.manon, people.ali.address, Role.ADVISOR, "") == people.ali
    next_day = start(at=days_later(31), retention=rules)
    dry = next_day.keeping.purge(dry=True)
    assert (dry.purged.closed, dry.purged.accounts) == (1, 0)
    assert next_day.keeping.purge(dry=False).purged == dry.purged
    assert next_day.team.person(people.lea.address) is None
    case = next_day.desk.case(people.manon, uid).case
    assert case.in_charge == (), "the organisation follows the file, whoever left"
    (note,) = next_day.notes.read(people.manon, uid).notes
    assert (note.text, note.author) == ("Rappeler la secrétaire.", "")
    again = next_day.team.welcome(people.manon, people.lea.address, Role.ADVISOR, "Léa")
    assert again.number != people.lea.number
    next_day.desk.assign(people.manon, uid, str(again.number))
    assert [each.number for each in next_day.desk.case(again, uid).case.in_charge] == [again.number]
