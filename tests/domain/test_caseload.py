"""Where a followed file stands, which of them are found and in which order, and how late a step is said to be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ansm.domain import caseload_words
from ansm.domain.caseload import Case, InCharge, Order, Progress, Sought, Stage, departments, due, folded, found, people
from ansm.domain.eligibility import Verdict

TODAY = date(2026, 11, 26)
LEA, MANON = InCharge(1, "Léa"), InCharge(2, "Manon")
NOTHING, SOME, ALL = Progress(False, 34, 0), Progress(True, 34, 12), Progress(True, 34, 34)


def case(name: str = "La Buisse", **told: object) -> Case:
    whole = Case(
        uid=folded(name),
        name=name,
        code="38061",
        department="38",
        department_name="Isère",
        population=3500,
        verdict=Verdict.ELIGIBLE,
        opened_on=date(2026, 10, 1),
        progress=SOME,
        redone=False,
        acting=False,
        last_activity=date(2026, 11, 20),
        next_step="",
        next_step_on=None,
        in_charge=(LEA,),
        disagreements=0,
    )
    return replace(whole, **told)  # type: ignore[arg-type]  # fields of a case, by name


def names(cases: tuple[Case, ...]) -> list[str]:
    return [each.name for each in cases]


@pytest.mark.parametrize(
    ("told", "stage"),
    [
        ({"progress": NOTHING}, Stage.TO_PREPARE),
        ({"progress": SOME}, Stage.UNDER_WAY),
        ({"progress": SOME, "redone": True}, Stage.UNDER_WAY),
        ({"progress": SOME, "acting": True}, Stage.UNDER_WAY),
        ({"progress": ALL}, Stage.ESSENTIAL_DONE),
        ({"progress": ALL, "acting": True}, Stage.ACTING),
        ({"progress": ALL, "redone": True, "acting": True}, Stage.REDONE),
        ({"progress": Progress(True, 0, 0)}, Stage.UNDER_WAY),
    ],
)
def test_a_file_is_in_the_furthest_state_that_it_has_reached(told: dict[str, object], stage: Stage) -> None:
    """What can be asked of nobody is not taken for something finished."""
    assert case(**told).stage is stage
    assert caseload_words.STAGES[stage]


@pytest.mark.parametrize("typed", ["ÉTIENNE", "st etienne", "Saint-Étienne", "  crossey ", "383", "etien cross"])
def test_a_file_is_found_by_its_name_or_code_whatever_the_accents_and_capitals(typed: str) -> None:
    cases = (case("Saint-Étienne-de-Crossey", code="38383"), case("La Buisse"))
    assert names(found(cases, Sought(text=typed), TODAY)) == ["Saint-Étienne-de-Crossey"]


@pytest.mark.parametrize("typed", ["zzz", "61", "buisse zzz"])
def test_every_word_typed_must_be_there_and_a_code_is_typed_from_its_beginning(typed: str) -> None:
    assert found((case(),), Sought(text=typed), TODAY) == ()


def test_signs_alone_ask_for_nothing() -> None:
    assert len(found((case(),), Sought(text="’-\u0301 \x00"), TODAY)) == 1


def test_filters_add_up() -> None:
    mine = case("A", next_step_on=date(2026, 11, 25))
    theirs = case("B", in_charge=(MANON,), next_step_on=date(2026, 11, 25))
    elsewhere = case("C", department="69", department_name="Rhône", disagreements=2)
    cases = (mine, theirs, elsewhere)
    assert names(found(cases, Sought(person=1), TODAY)) == ["A", "C"]
    assert names(found(cases, Sought(overdue=True), TODAY)) == ["A", "B"]
    assert names(found(cases, Sought(person=1, overdue=True), TODAY)) == ["A"]
    assert names(found(cases, Sought(disputed=True), TODAY)) == ["C"]
    assert names(found(cases, Sought(department="69"), TODAY)) == ["C"]
    assert names(found(cases, Sought(stage=Stage.ESSENTIAL_DONE), TODAY)) == []
    assert departments(cases) == (("38", "Isère"), ("69", "Rhône"))
    assert people(cases) == (LEA, MANON), "each once, by name"


def test_a_step_is_overdue_from_the_day_after() -> None:
    assert not case(next_step_on=TODAY).overdue(TODAY)
    assert case(next_step_on=date(2026, 11, 25)).overdue(TODAY)
    assert not case().overdue(TODAY)


def test_each_order_puts_the_same_names_in_the_same_places() -> None:
    cases = (
        case("Écully", last_activity=date(2026, 11, 1)),
        case("Eybens", last_activity=date(2026, 11, 20), next_step_on=date(2026, 12, 1)),
        case("Autrans", last_activity=date(2026, 11, 1), next_step_on=date(2026, 12, 24)),
    )
    assert names(found(cases, Sought(), TODAY)) == ["Autrans", "Écully", "Eybens"]
    assert names(found(cases, Sought(order=Order.ACTIVITY), TODAY)) == ["Eybens", "Autrans", "Écully"]
    assert names(found(cases, Sought(order=Order.NEXT_STEP), TODAY)) == ["Eybens", "Autrans", "Écully"]
    assert found(cases[::-1], Sought(), TODAY) == found(cases, Sought(), TODAY)


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (date(2026, 11, 23), "en retard de 3\u00a0jours"),
        (date(2026, 11, 25), "en retard de 1\u00a0jour"),
        (TODAY, "aujourd’hui"),
        (date(2026, 11, 27), "demain"),
        (date(2026, 12, 3), "dans 7\u00a0jours"),
        (date(2026, 12, 4), ""),
    ],
)
def test_how_far_a_day_is_is_said_in_words(on: date, said: str) -> None:
    assert due(on, TODAY) == said
    told = caseload_words.step_day(case(next_step_on=on), TODAY)
    assert told.endswith(f"({said})" if said else "2026")


def test_counts_and_shares_are_said_in_words() -> None:
    assert caseload_words.count(1, 1) == "1\u00a0dossier"
    assert caseload_words.count(0, 12) == "0\u00a0dossier sur 12"
    assert caseload_words.share(SOME) == "12 sur 34"
    assert caseload_words.share(Progress(True, 0, 0)) == "inconnue"
    assert caseload_words.inhabitants(case(population=None)) == "non publiée"
    assert caseload_words.in_charge(case(in_charge=(LEA, MANON))) == "Léa et Manon"
    assert caseload_words.step_day(case(), TODAY) == ""
