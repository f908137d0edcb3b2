"""The use cases on stored files, with a real SQLite database, the real content and the real territories."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path
from shutil import copytree

import pytest

from ansm.content import shipped_folder
from ansm.domain.eligibility import Verdict
from ansm.errors import InvalidAnswer, UnknownLink, UnknownTerritory
from ansm.settings import Settings
from tests.application.examples import LA_BUISSE, Start

PART_OF_COMMUNE = "01015"


def test_a_file_is_opened_with_its_verdict_and_resumed_by_its_link_alone(start: Start) -> None:
    token = start().open(LA_BUISSE)
    file = start().file(token)
    assert (file.territory.code, file.eligibility.verdict) == (LA_BUISSE, Verdict.TO_CONFIRM)
    assert file.route is not None
    assert (file.answers.items, file.last_question, file.moved, file.outdated) == ((), None, False, False)


def test_the_day_and_the_hour_are_those_of_france(start: Start) -> None:
    """Half past eleven in the evening, universal time, is already the next day in a town hall."""
    application = start()
    token = application.open(LA_BUISSE)
    assert application.file(token).opened_on == date(2026, 11, 23)
    saved = application.answer(token, "SEC-01", "non")
    assert (saved.at.hour, saved.at.minute) == (0, 30)


def test_links_are_long_random_and_never_stored(start: Start, tmp_path: Path) -> None:
    application = start()
    tokens = {application.open(LA_BUISSE) for _ in range(5)}
    assert len(tokens) == 5
    assert all(re.fullmatch(r"[\w-]{43}", token) for token in tokens)
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert all(token.encode() not in kept for token in tokens)


@pytest.mark.parametrize("forged", ["", "x", "A" * 43, "é" * 43, "A" * 1_000_000, "../" * 14 + "a"])
def test_a_forged_link_opens_nothing(start: Start, forged: str) -> None:
    application = start()
    for call in (application.file, application.diagnose):
        with pytest.raises(UnknownLink, match=r"aucun diagnostic"):
            call(forged)
    with pytest.raises(UnknownLink, match=r"aucun diagnostic"):
        application.answer(forged, "SEC-01", "non")


def test_another_answer_is_tried_on_a_file_without_being_stored(start: Start) -> None:
    """The need leaves its place, and the file does not change; what does not fit is refused as an answer would be."""
    application = start()
    token = application.open(LA_BUISSE)
    application.answer(token, "SEC-01", "non")
    before = application.file(token)
    found = application.what_if(token, "SEC-01", "auto")
    assert [each.id for each in found.lifted] == ["copie-absente"]
    assert "sauvegarde" in {move.need.id for move in found.moves}
    assert application.file(token).answers == before.answers
    with pytest.raises(InvalidAnswer):
        application.what_if(token, "SEC-01", "inconnue")
    with pytest.raises(InvalidAnswer):
        application.what_if(token, "INCONNUE", "oui")
    with pytest.raises(UnknownLink):
        application.what_if("A" * 43, "SEC-01", "auto")


def test_an_answer_is_there_for_another_device_and_can_be_changed_then_erased(start: Start) -> None:
    application = start()
    token = application.open(LA_BUISSE)
    for raw in ("non", "manuel"):
        application.answer(token, "SEC-01", raw)
    assert start().file(token).answers.chosen("SEC-01") == ("manuel",)
    assert start().file(token).last_question == "SEC-01"
    application.answer(token, "SEC-01", None)
    assert start().file(token).answers.items == ()


def test_a_refused_answer_loses_nothing_already_saved(start: Start) -> None:
    application = start()
    token = application.open(LA_BUISSE)
    application.answer(token, "SEC-01", "non")
    for question, raw in (("SEC-01", "peut-être"), ("SEC-01", 3), ("XXX-99", "oui"), ("PRO-03", ["aucun", "ecole"])):
        with pytest.raises(InvalidAnswer):
            application.answer(token, question, raw)
    assert application.file(token).answers.chosen("SEC-01") == ("non",)


def test_the_same_message_sent_twice_is_one_answer_with_its_first_time(start: Start) -> None:
    token = start().open(LA_BUISSE)
    first = start().answer(token, "SEC-01", "non", "message-1")
    later = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
    assert start(at=later).answer(token, "SEC-01", "non", "message-1").at == first.at


def test_the_role_answers_the_first_question(start: Start) -> None:
    application = start()
    assert application.file(application.open(LA_BUISSE, "agent")).answers.chosen("PRO-01") == ("agent",)
    with pytest.raises(InvalidAnswer):
        application.open(LA_BUISSE, "roi")


def test_no_verdict_closes_the_door(start: Start) -> None:
    application = start()
    for code in (PART_OF_COMMUNE, "55039", "75101", "98412", "69123"):
        assert application.diagnose(application.open(code)).results
    with pytest.raises(UnknownTerritory):
        application.open("99999")


def test_what_is_stored_gives_the_same_diagnostic_as_what_was_typed(start: Start) -> None:
    application = start()
    token = application.open(LA_BUISSE, "elu")
    typed: list[tuple[str, object]] = [
        ("SEC-01", "non"),
        ("PRO-03", ["salle", "ecole"]),
        ("PIL-04", ["temps", "securite"]),
    ]
    for question, raw in typed:
        application.answer(token, question, raw)
    direct = application.expertise.diagnose(LA_BUISSE, date(2026, 11, 23), "elu", typed)
    stored = start().diagnose(token)
    assert stored.results == direct.results
    assert stored.recommendations == direct.recommendations
    assert stored.eligibility == direct.eligibility


def test_a_diagnostic_stays_under_the_content_it_was_opened_with(start: Start, tmp_path: Path) -> None:
    """Tomorrow's editors halve the effort of a need: yesterday's file does not move, and says that it is older."""
    before = start()
    token = before.open(LA_BUISSE)
    before.answer(token, "SEC-01", "non")
    folder = Path(copytree(shipped_folder(), tmp_path / "questions"))
    needs = folder / "besoins.toml"
    needs.write_text(needs.read_text("utf-8").replace('effort = "2"', 'effort = "30"'), "utf-8")
    after = start(folder)
    assert after.handbook.version != before.handbook.version
    assert after.file(token).outdated
    assert not before.file(token).outdated
    assert after.diagnose(token).handbook.version == before.handbook.version
    assert after.diagnose(token).results == before.diagnose(token).results
    fresh = after.open(LA_BUISSE)
    after.answer(fresh, "SEC-01", "non")
    assert after.diagnose(fresh).results != before.diagnose(token).results


def test_a_verdict_that_the_figures_no_longer_give_is_kept_and_signalled(start: Start, tmp_path: Path) -> None:
    """Here the rule moves rather than the population: the file keeps the verdict of the day it was opened."""
    token = start().open("62489")
    opened = start().file(token)
    folder = Path(copytree(shipped_folder(), tmp_path / "questions"))
    rules = folder / "eligibilite.toml"
    rules.write_text(rules.read_text("utf-8").replace("seuil = 3500", "seuil = 3480"), "utf-8")
    reopened = start(folder).file(token)
    assert reopened.eligibility == opened.eligibility
    assert reopened.moved
    assert not opened.moved


def test_searching_needs_no_file(start: Start) -> None:
    assert start().search("la buisse")[0].code == LA_BUISSE


def test_settings_are_those_given(start: Start) -> None:
    settings: Settings = start().settings
    assert settings.timezone.key == "Europe/Paris"
