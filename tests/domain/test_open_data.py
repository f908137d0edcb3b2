"""The open data: what is published, row by row, and what waits, said of everything alike."""

from __future__ import annotations

from datetime import date

import pytest

from ansm.domain.counting import Counted, Tally, Tick
from ansm.domain.open_data import FIELDS, Row, plain, rows
from ansm.domain.public_figures import published
from tests.domain.real import book

JANUARY, FEBRUARY, MARCH = (date(2027, month, 1) for month in (1, 2, 3))
PLACES = ("26", "38")


def of_isere(*counts: tuple[date, int]) -> tuple[Tally, ...]:
    """So many diagnostics opened in Isère, by month."""
    placed = tuple(Tally(Tick(month, Counted.OPENED, "", "38"), count) for month, count in counts)
    return (*placed, *(Tally(Tick(month.replace(day=9), Counted.OPENED, "", ""), count) for month, count in counts))


def told(tallies: tuple[Tally, ...], today: date, indicator: str = "ouvert") -> list[tuple[str, ...]]:
    """The rows of an indicator, as they are written."""
    return [row.cells for row in rows(published(tallies, today), book(), PLACES) if row.indicator == indicator]


def test_before_a_month_is_over_there_is_no_row() -> None:
    assert rows(published(of_isere((JANUARY, 50)), date(2027, 1, 31)), book(), PLACES) == ()


def test_a_published_figure_has_its_period_and_what_came_since_waits() -> None:
    assert told(of_isere((JANUARY, 7), (FEBRUARY, 2)), MARCH) == [
        ("ouvert", "", "", "26", "2027-01", "2027-02", "", "oui"),
        ("ouvert", "", "", "38", "2027-01", "2027-01", "5", "non"),
        ("ouvert", "", "", "38", "2027-02", "2027-02", "", "oui"),
    ]


def test_the_country_has_its_total_since_the_beginning() -> None:
    assert told(of_isere((JANUARY, 3), (FEBRUARY, 6)), MARCH, "ouvert-france") == [
        ("ouvert-france", "", "", "", "2027-01", "2027-01", "", "oui"),
        ("ouvert-france", "", "", "", "2027-01", "2027-02", "5", "non"),
    ]


def test_what_was_never_counted_waits_like_what_was_counted_four_times() -> None:
    """Otherwise its row would tell that there is something."""
    none, four = (told(of_isere((JANUARY, 9)) + extra, FEBRUARY) for extra in ((), four_of_drome()))
    assert none == four


def four_of_drome() -> tuple[Tally, ...]:
    """Four of Drôme, which the total of the country leaves aside here."""
    return (Tally(Tick(JANUARY, Counted.OPENED, "", "26"), 4),)


def test_every_known_subject_has_its_row_with_its_name() -> None:
    """Needs, services, durations, answers to the question."""
    found = {
        (row.indicator, row.subject): row.label for row in rows(published(of_isere((JANUARY, 9)), MARCH), book(), ())
    }
    assert all(found["besoin", need.id] == need.label for need in book().needs)
    assert all(found["deploye", one.id] == one.name for one in book().services)
    assert found["duree", "1-3-h"] == "d’une à trois heures"
    assert found["satisfaction", "4"] == "Oui, très utile"


def test_a_subject_that_the_questionnaire_no_longer_knows_keeps_its_row() -> None:
    counted = (Tally(Tick(JANUARY, Counted.NEED, "ancien-besoin", ""), 6),)
    assert ("besoin", "ancien-besoin", "", "", "2027-01", "2027-01", "5", "non") in told(counted, MARCH, "besoin")


def test_rows_of_a_past_month_never_change() -> None:
    """A file downloaded each month begins as the one before, but for what waited."""
    before = rows(published(of_isere((JANUARY, 7)), FEBRUARY), book(), PLACES)
    after = rows(published(of_isere((JANUARY, 7), (FEBRUARY, 9)), MARCH), book(), PLACES)
    assert {row for row in before if row.value is not None} <= set(after)


@pytest.mark.parametrize("text", ["=1+1", "+33", "-2", "@a", "\tx", "\rx"])
def test_no_cell_is_a_formula(text: str) -> None:
    row = Row("besoin", text, text, "", JANUARY, JANUARY, -6)
    assert row.cells[1:3] == (f"'{text}", f"'{text}")
    assert row.cells[6] == "-6"
    assert plain("") == ""


def test_a_row_has_a_cell_for_each_column() -> None:
    assert len(FIELDS) == len(Row("ouvert", "", "", "38", JANUARY, JANUARY, 5).cells)
