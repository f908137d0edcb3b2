"""Whose word each answer is, from the questionnaire to the papers of an installation and of the command line."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from ansm.application import Application, ReportWish
from ansm.application.access import hash_of
from ansm.application.side_by_side import by_theme
from ansm.bulk.sources import of_folder
from ansm.cli import main
from ansm.domain.people import Member
from ansm.domain.publication import Edition
from ansm.domain.sides import Side
from ansm.domain.voices import NO_VOICE, GivenBy
from ansm.exchange import diagnostic_json
from ansm.report import Document
from ansm.report.printable import Printable
from tests.application.examples import (
    EVENING,
    LA_BUISSE,
    Start,
    advisor_of,
    database,
    deliver,
    sent,
    unheard,
)
from tests.command_line import Output, told
from tests.storage import advisors

QUESTIONS, VALUES = ("SEC-01", "TER-01"), {"SEC-01": ("auto", "manuel", "non"), "TER-01": ("oui", "presque", "non")}
WHO = "192.0.2.1"


@pytest.fixture
def now() -> list[datetime]:
    """The moment of the installation, which a test moves."""
    return [EVENING]


@pytest.fixture
def application(start: Start, now: list[datetime]) -> Application:
    """One installation."""
    return start(at=lambda: now[0])


@pytest.fixture
def town(application: Application) -> str:
    """The personal link of a file."""
    return application.open(LA_BUISSE)


@pytest.fixture
def advisor(application: Application, town: str) -> Iterator[Member]:
    """An advisor who follows it."""
    with database(application) as engine:
        yield advisor_of(advisors.follow(engine, hash_of(town)))


@pytest.fixture
def visit(application: Application, town: str, advisor: Member) -> str:
    """Their link."""
    return application.advisor_links.make(advisor, application.file(town).uid, 14).token


def composed(application: Application, token: str, edition: Edition = Edition.INTERNAL) -> Document:
    return application.archive.report(hash_of(token), edition)


def test_a_file_that_no_advisor_answered_has_no_voice(application: Application, town: str) -> None:
    deliver(application, town, sent("mayor1-1", "SEC-01", "non"))
    assert application.diagnose(town).voices == NO_VOICE
    assert composed(application, town).settling is None


@pytest.mark.parametrize("seed", range(16))
def test_papers_wait_for_what_the_page_of_both_sides_waits_for(
    application: Application, town: str, visit: str, seed: int
) -> None:
    """Whatever is answered, in whatever order, seen or not, the two readings of one history agree."""
    draw = random.Random(seed)  # noqa: S311  # a test’s dice
    seen = {"mayor1": 0, "clerk1": 0, "visit1": 0}
    for rank in range(14):
        device, question = draw.choice(sorted(seen)), draw.choice(QUESTIONS)
        link = visit if device == "visit1" else town
        if draw.random() < 0.6:
            seen[device] = application.exchange.dossier(link).cursor
        values = () if draw.random() < 0.1 else (draw.choice(VALUES[question]),)
        message = sent(f"{device}-{rank:x}", question, *values, base=seen[device])
        deliver(application, link, replace(message, chosen=draw.random() < 0.2))
        agree(application, town)


def agree(application: Application, town: str) -> None:
    voices = application.diagnose(town).voices
    history = application._storage.history(hash_of(town))
    lines = [line for theme in by_theme(application.handbook, history) for line in theme.lines]
    conflicts = {row.question for row in application.exchange.dossier(town).conflicts}
    for line in lines:
        name, current = line.question.id, line.current
        counted = () if current is None else current.values
        waiting = {(row.values, row.side) for row in line.candidates[1:] if row.values != counted}
        found = voices.of(name)
        if any(side is Side.ADVISOR for _, side in waiting) or (found is not None and found.others):
            assert found is not None
            assert {(each.values, each.side) for each in found.others} == waiting
            assert name in conflicts
        if line.advisor is None:
            assert voices.given_by(name) is GivenBy.TOWN
        elif line.counts(line.advisor) and line.counts(line.town):
            assert voices.given_by(name) is GivenBy.BOTH


def test_an_advisor_who_agrees_makes_another_paper_of_the_same_answers(
    application: Application, town: str, visit: str
) -> None:
    """What is kept ready is known by whose word the answers are, too."""
    deliver(application, town, sent("mayor1-1", "SEC-01", "non"))
    first = paper(application, town)
    assert paper(application, town) == first
    deliver(application, visit, sent("visit1-1", "SEC-01", "non", base=application.exchange.dossier(visit).cursor))
    second = paper(application, town)
    assert application.file(town).answers.chosen("SEC-01") == ("non",)
    assert isinstance(second, Document)
    assert "des deux, qui ont dit la même chose" in second.method.origin
    assert second.code != first.code


def paper(application: Application, token: str) -> Printable:
    begun = application.documents.begin(token, "rapport", "interne")
    application.documents.give_up([begun])
    assert begun.paper is not None
    return begun.paper


def test_a_frozen_link_goes_on_saying_who_had_answered_that_day(
    application: Application, town: str, visit: str, now: list[datetime]
) -> None:
    deliver(application, visit, sent("visit1-1", "SEC-01", "non"))
    wish = ReportWish("rapport", "interne", frozen=True, label="la préfecture", days=30)
    frozen = application.report_links.give(town, wish).token
    live = application.report_links.give(town, replace(wish, frozen=False)).token
    then = shared(application, frozen)
    now[0] += timedelta(days=1)
    deliver(application, town, sent("mayor1-1", "SEC-01", "auto"))
    deliver(application, visit, sent("visit1-2", "TER-01", "non"))
    assert shared(application, frozen) == then
    assert "Toutes les réponses viennent du conseiller" in then.method.origin
    today = shared(application, live)
    assert today.settling is not None
    assert [row.cells for row in today.settling.table.rows] != []


def shared(application: Application, secret: str) -> Document:
    ordered = application.shared_reports.begin(secret, WHO)
    application.documents.give_up([ordered.begun])
    assert isinstance(ordered.begun.paper, Document)
    return ordered.begun.paper


def test_the_command_line_says_of_an_exchange_file_what_the_installation_says(
    application: Application, town: str, visit: str, tmp_path: Path, capsysbinary: Output
) -> None:
    deliver(application, visit, sent("visit1-1", "SEC-01", "non"), sent("visit1-2", "TER-01", "oui"))
    deliver(application, town, sent("mayor1-1", "TER-01", "non"), sent("mayor1-2", "IDN-01", "public"))
    exported = tmp_path / "dossier.ansm.json"
    exported.write_bytes(application.travel.export(town).data)
    assert b'"format_version":2' in exported.read_bytes()
    assert main(["diagnose", str(exported)]) == 0
    ours = diagnostic_json(application.diagnose(town), "t", "a")
    theirs = told(capsysbinary)
    assert theirs["sides"] == ours["sides"]
    assert [need["why"] for need in theirs["needs"]] == [need["why"] for need in ours["needs"]]  # type: ignore[call-overload, index, union-attr]  # JSON
    (source,) = of_folder(tmp_path, application.expertise, Edition.INTERNAL, date(2026, 11, 23))
    printed, stored = source.read(), composed(application, town)
    assert printed.settling == stored.settling
    assert printed.settling is not None
    assert (printed.method.origin, printed.answers) == (stored.method.origin, stored.answers)


def test_taken_up_elsewhere_a_file_says_the_same(application: Application, town: str, visit: str) -> None:
    deliver(application, visit, sent("visit1-1", "SEC-01", "non"))
    deliver(application, town, sent("mayor1-1", "SEC-01", "auto", base=0))
    again = application.travel.start(application.travel.export(town).data).token
    assert application.diagnose(again).voices == application.diagnose(town).voices != NO_VOICE
    application.travel.merge(again, application.travel.export(town).data, unheard)
    assert application.diagnose(again).voices == application.diagnose(town).voices
