"""When something is counted: once, when it happens, never at the expense of whoever it happens to."""

from __future__ import annotations

import logging
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from ansm.application import Application
from ansm.domain.bands import Band
from ansm.domain.counting import Counted, Tick
from ansm.domain.durations import BUCKETS
from ansm.errors import InvalidRequest, StorageUnavailable, UnknownLink
from ansm.storage import Storage
from tests.application.examples import EVENING, LA_BUISSE, Start, days_later, deliver, every_link, sent

IN_ISERE = "38"


def journal(application: Application, tmp_path: Path) -> dict[tuple[str, str, str], int]:
    """What was counted in the month, by kind, subject and département; the days of France are left out."""
    application.statistics.settle()
    storage = Storage.open(f"sqlite:///{tmp_path / 'base.sqlite3'}")
    found = {}
    for each in storage.tallies.all():
        tick: Tick = each.tick
        if tick.subject or tick.department:
            found[tick.kind, tick.subject, tick.department] = each.count
    storage.close()
    return found


def answered(application: Application, token: str, *, all_but: int = 0) -> None:
    """Answer every essential question but so many, as where everything is left to do."""
    while len(left := application.file(token).journey.unanswered(essential_only=True)) > all_but:
        worst = max(left[0].options, key=lambda option: -1 if option.index is None else option.index)
        application.answer(token, left[0].id, worst.value)


def test_opening_counts_its_departement(start: Start, tmp_path: Path) -> None:
    application = start()
    application.open(LA_BUISSE)
    application.open(LA_BUISSE)
    assert journal(application, tmp_path) == {("ouvert", "", IN_ISERE): 2}


def test_results_read_with_an_essential_question_left_finish_nothing(start: Start, tmp_path: Path) -> None:
    application = start()
    token = application.open(LA_BUISSE)
    answered(application, token, all_but=1)
    application.diagnose(token)
    assert ("termine", "", IN_ISERE) not in journal(application, tmp_path)


def test_a_diagnostic_is_finished_when_its_results_are_first_read(start: Start, tmp_path: Path) -> None:
    """With its needs to act on first, the services open to all that were recommended, and the time it took."""
    now = [EVENING]
    application = start(at=lambda: now[0])
    token = application.open(LA_BUISSE)
    answered(application, token)
    assert "termine" not in {kind for kind, _, _ in journal(application, tmp_path)}
    now[0] = EVENING + timedelta(minutes=40)
    first = {each.need.id for each in application.diagnose(token).in_band(Band.FIRST)}
    found = journal(application, tmp_path)
    assert found["termine", "", IN_ISERE] == 1
    assert found["duree", BUCKETS[2].id, ""] == 1
    assert {subject for kind, subject, _ in found if kind == "besoin"} == first
    assert first


def test_reading_it_again_counts_nothing(start: Start, tmp_path: Path) -> None:
    application = start()
    token = application.open(LA_BUISSE)
    answered(application, token)
    application.diagnose(token)
    before = journal(application, tmp_path)
    application.answer(token, "SEC-01", "non")
    application.diagnose(token)
    application.statistics.results_read(application.file(token))
    assert journal(application, tmp_path) == before


def test_the_file_tells_that_it_is_finished(start: Start) -> None:
    application = start()
    token = application.open(LA_BUISSE)
    answered(application, token)
    assert not application.file(token).finished
    application.diagnose(token)
    application.statistics.settle()
    assert application.file(token).finished


def test_a_copy_of_a_file_is_counted_neither_opened_nor_finished(start: Start, tmp_path: Path) -> None:
    application = start()
    token = application.open(LA_BUISSE)
    answered(application, token)
    copy = application.travel.start(application.travel.export(token).data).token
    application.diagnose(copy)
    assert journal(application, tmp_path) == {("ouvert", "", IN_ISERE): 1}


def test_a_new_diagnostic_from_a_former_one_is_counted(start: Start, tmp_path: Path) -> None:
    application = start()
    token = application.open(LA_BUISSE)
    application.travel.start(application.travel.export(token).data, anew=True)
    assert journal(application, tmp_path) == {("ouvert", "", IN_ISERE): 2}


def test_a_theme_read_by_whoever_it_is_entrusted_to_finishes_nothing(start: Start, tmp_path: Path) -> None:
    application = start()
    token = application.open(LA_BUISSE)
    answered(application, token)
    theme = application.handovers.hand_over(token, "securite", "agent", 7).token
    application.statistics.results_read(application.exchange.dossier(theme).file)
    assert "termine" not in {kind for kind, _, _ in journal(application, tmp_path)}


def test_answers_are_not_counted(start: Start, tmp_path: Path) -> None:
    application = start()
    token = application.open(LA_BUISSE)
    before = journal(application, tmp_path)
    deliver(application, token, sent("a-1", "SEC-01", "non"))
    assert journal(application, tmp_path) == before


def test_a_document_given_is_counted_with_its_edition(start: Start, tmp_path: Path) -> None:
    application = start()
    application.documents.make(application.open(LA_BUISSE), "plan-csv", "publiable")
    assert journal(application, tmp_path)["telechargement", "plan-csv/publiable", ""] == 1


def test_what_cannot_be_counted_is_dropped_and_logged_by_kind_only(
    start: Start, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    application = start()

    def refused(_ticks: object) -> None:
        raise StorageUnavailable("La base est fermée.")

    monkeypatch.setattr(application.statistics._tallies, "add", refused)
    with caplog.at_level(logging.WARNING):
        application.statistics.count("deploye", "service-secret")
        application.statistics.settle()
    assert "deploye" in caplog.text
    assert "secret" not in caplog.text


def test_an_unknown_kind_is_dropped(start: Start, tmp_path: Path) -> None:
    application = start()
    application.statistics.count("inconnu")
    assert journal(application, tmp_path) == {}


def test_what_was_counted_before_closing_is_kept(start: Start, tmp_path: Path) -> None:
    application = start()
    application.statistics.count("deploye", "service")
    application.statistics.close()
    application.statistics.count("deploye", "trop-tard")
    storage = Storage.open(f"sqlite:///{tmp_path / 'base.sqlite3'}")
    assert {each.tick.subject for each in storage.tallies.all()} == {"service"}
    storage.close()


def test_the_day_is_that_of_the_place(start: Start, tmp_path: Path) -> None:
    """On the evening of 30 November in Greenwich, it is December in France."""
    application = start(at=lambda: days_later(8))
    application.statistics.count("besoin", "X")
    application.statistics.settle()
    storage = Storage.open(f"sqlite:///{tmp_path / 'base.sqlite3'}")
    assert [each.tick.day.month for each in storage.tallies.all()] == [12]
    storage.close()


def test_an_opinion_is_counted_once_for_each_file(start: Start, tmp_path: Path) -> None:
    application = start()
    token, other = application.open(LA_BUISSE), application.open(LA_BUISSE)
    assert [application.statistics.satisfied(each, "4") for each in (token, token, other)] == [True, False, True]
    assert journal(application, tmp_path)["satisfaction", "4", ""] == 2


def test_an_opinion_that_is_not_proposed_is_refused_and_may_be_given_again(start: Start) -> None:
    application = start()
    token = application.open(LA_BUISSE)
    with pytest.raises(InvalidRequest):
        application.statistics.satisfied(token, "5")
    assert application.statistics.satisfied(token, "1")


def test_a_link_to_one_theme_gives_no_opinion(start: Start) -> None:
    application = start()
    links = every_link(start)
    for link in (links.theme, links.expired, links.revoked, links.forged):
        with pytest.raises(UnknownLink):
            application.statistics.satisfied(link, "4")


def test_public_figures_are_decided_once_a_day(start: Start) -> None:
    now = [EVENING]
    application = start(at=lambda: now[0])
    for _ in range(5):
        application.open(LA_BUISSE)
    assert application.statistics.figures().national(Counted.OPENED) == 0
    now[0] = EVENING + timedelta(hours=1)
    assert application.statistics.figures().national(Counted.OPENED) == 0
    now[0] = EVENING + timedelta(days=1)
    assert application.statistics.figures().national(Counted.OPENED) == 5


def test_a_month_is_published_once_what_was_being_counted_at_its_last_minute_is_in(start: Start) -> None:
    """Published at midnight, a month would gain what is counted a moment later: the difference would be one file."""
    now = [datetime(2026, 11, 30, 23, 0, tzinfo=UTC) - timedelta(seconds=1)]  # in France, the last second of November
    application = start(at=lambda: now[0])
    for _ in range(5):
        application.open(LA_BUISSE)
    now[0] += timedelta(minutes=14)
    early = application.statistics.figures()
    assert (early.until, early.releases) == (None, ())
    now[0] += timedelta(minutes=2)
    later = application.statistics.figures()
    assert (later.until, later.total(Counted.OPENED, department="38")) == (date(2026, 11, 30), 5)
