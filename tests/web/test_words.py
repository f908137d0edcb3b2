"""How numbers, dates and verdicts read."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from ansm.application import Application
from ansm.domain.eligibility import Reason, Verdict
from ansm.web import french
from ansm.web.verdict_view import ANSWERS, BADGES, verdict_view


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (french.number(1234567), "1 234 567"),
        (french.proper("L'Île-d'Yeu"), "L’Île-d’Yeu"),
        (french.inhabitants(1), "1 habitant"),
        (french.inhabitants(3499), "3 499 habitants"),
        (french.day(date(2026, 1, 1)), "1er janvier 2026"),
        (french.day(date(2026, 8, 22)), "22 août 2026"),
        (french.time_of_day(datetime(2026, 1, 1, 9, 5)), "9 h 05"),
        (french.minutes(0), "moins d’une minute"),
        (french.minutes(0.3), "environ une minute"),
        (french.minutes(11.2), "environ 12 minutes"),
        (french.count(0, "question", "questions"), "0 question"),
        (french.count(2, "question", "questions"), "2 questions"),
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
