"""How numbers, dates and verdicts read."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from ansm.application import Application
from ansm.domain import say
from ansm.domain.eligibility import Reason, Verdict
from ansm.domain.verdict_words import ANSWERS, NO_EPCI
from ansm.report.eligibility_words import eligibility_lines
from ansm.report.typography import typeset
from ansm.web import french
from ansm.web.verdict_view import BADGES, no_epci_view, verdict_view


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (say.number(1234567), "1 234 567"),
        (french.proper("L'Île-d'Yeu"), "L’Île-d’Yeu"),
        (french.inhabitants(1), "1 habitant"),
        (french.inhabitants(3499), "3 499 habitants"),
        (say.day(date(2026, 1, 1)), "1er janvier 2026"),
        (say.day(date(2026, 8, 22)), "22 août 2026"),
        (french.time_of_day(datetime(2026, 1, 1, 9, 5)), "9 h 05"),
        (french.minutes(0), "moins d’une minute"),
        (french.minutes(0.3), "environ une minute"),
        (french.minutes(11.2), "environ 12 minutes"),
        (say.count(0, "question", "questions"), "0 question"),
        (say.count(2, "question", "questions"), "2 questions"),
    ],
)
def test_french_typography(shown: str, expected: str) -> None:
    """Compared with ordinary spaces; that they do not break is the next test."""
    assert shown.replace("\u00a0", " ").replace("\u202f", " ") == expected


def test_a_number_and_its_unit_are_never_torn_apart() -> None:
    """No ordinary space inside."""
    assert " " not in french.inhabitants(12345)
    assert " " not in french.time_of_day(datetime(2026, 1, 1, 9, 5))


def test_each_verdict_has_its_badge_and_its_answer() -> None:
    """A new verdict cannot be forgotten here."""
    assert set(BADGES) == set(ANSWERS) == set(Verdict)


@pytest.mark.parametrize(
    ("code", "verdict", "reason"),
    [
        ("38061", Verdict.TO_CONFIRM, Reason.EXACTLY),
        ("38382", Verdict.NOT_ELIGIBLE, Reason.ABOVE),
        ("29083", Verdict.ELIGIBLE, Reason.BELOW),
        ("13201", Verdict.OUT_OF_SCOPE, Reason.DISTRICT),
        ("55139", Verdict.OUT_OF_SCOPE, Reason.NO_INHABITANT),
        ("97502", Verdict.TO_CONFIRM, Reason.OVERSEAS),
    ],
)
def test_a_verdict_reads_as_whole_sentences(
    installation: Application, code: str, verdict: Verdict, reason: Reason
) -> None:
    """The name, the reason, and the body to select instead when there is one."""
    place = installation.standpoint(code)
    assert place.eligibility.verdict is verdict
    assert reason in place.eligibility.reasons
    view = verdict_view(place.territory, place.eligibility)
    assert place.territory.name in view.answer
    assert all(sentence.endswith(".") for sentence in (view.answer, *view.reasons))
    assert bool(view.select_name) == (place.eligibility.select_instead is not None)


@pytest.mark.parametrize(
    "code", ["38061", "38382", "29083", "13201", "55139", "97502", "97411", "98735", "98412", "85113"]
)
def test_screen_and_paper_say_a_verdict_with_the_same_words(installation: Application, code: str) -> None:
    """Answer, reasons, and the second route or that there is none; ordinary spaces and apostrophes apart."""

    def plain(text: str) -> str:
        return " ".join(typeset(text).replace("\u202f", " ").replace("\u00a0", " ").split())

    place = installation.standpoint(code)
    view = verdict_view(place.territory, place.eligibility)
    lines = eligibility_lines(place.territory, place.eligibility, place.route)
    assert plain(lines[0]) == plain(" ".join((view.answer, *view.reasons)))
    alone = no_epci_view(place.territory)
    assert (plain(alone.answer) in [plain(line) for line in lines]) if alone else (NO_EPCI not in lines)
    if place.territory.epci is not None and place.epci is not None and place.route is not None:
        other = verdict_view(place.epci, place.route)
        assert plain(" ".join((other.answer, *other.reasons))) in plain(lines[1])


@pytest.mark.parametrize("code", ["38061", "97502", "97411", "98735"])
def test_a_doubt_gives_no_false_hope(installation: Application, code: str) -> None:
    """Each reason ends with who decides; « éligible » and « sans doute » are not said."""
    place = installation.standpoint(code)
    view = verdict_view(place.territory, place.eligibility)
    assert all(reason.endswith("l’ANCT doit trancher.") for reason in view.reasons)
    assert "ligible" not in f"{view.badge} {view.answer}"
    assert "sans doute" not in view.answer


def test_a_territory_without_a_body_to_select_is_not_told_to_choose_one(installation: Application) -> None:
    """The Kerguelen islands have neither council nor grouping."""
    place = installation.standpoint("98412")
    view = verdict_view(place.territory, place.eligibility)
    assert (view.select_name, view.badge) == ("", "Pas de demande en son nom")
