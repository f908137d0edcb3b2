"""The two-page summary: exactly two pages whatever is answered, few words, and nothing withheld in the public one."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from dataclasses import replace
from functools import cache

import page
import pymupdf
import pytest
from hypothesis import given, settings

from ansm.domain.answers import Answers
from ansm.domain.bands import Band
from ansm.domain.diagnostic import Diagnostic, establish
from ansm.domain.eligibility import decide
from ansm.domain.publication import Edition
from ansm.domain.territory import Kind, Territory
from ansm.report import compose_sheet, render
from ansm.report.code import code_of
from ansm.report.sheet_page import FIRST_HEIGHT, SECOND_HEIGHT, Sheet, first_height, second_height
from tests.domain.real import Given, as_answers, book, diagnosed, extreme, places
from tests.domain.real import profiles as answers_to_the_real_questionnaire
from tests.report import profiles
from tests.report.builders import CONTEXT, OPENED_ON, territory
from tests.report.secrets_of import everything_in, found_in, secrets_of
from tests.report.structure import faults

POINT = 25.4 / 72  # millimetres
LONGEST_COMMUNE = "Saint-Remy-en-Bouzemont-Saint-Genest-et-Isson"
LONGEST_EPCI = "CA de la Presqu'île de Guérande Atlantique (Cap Atlantique)"


def named(name: str, kind: Kind = Kind.COMMUNE, given: Given | None = None) -> Diagnostic:
    """The worst answers of a territory with that name, or the answers given."""
    place = territory(name=name, kind=kind, epci=None)
    answers = as_answers(extreme(worst=True) if given is None else given)
    return establish(place, answers, book(), decide(place, book().rules, OPENED_ON), None, OPENED_ON)


REAL: dict[str, Callable[[], Diagnostic]] = {
    "rich": profiles.rich,
    "tiny": profiles.tiny,
    "empty": profiles.empty,
    "all is well": lambda: named("La Buisse", given=extreme(worst=False)),
    "long name": lambda: named(LONGEST_COMMUNE),
    "intercommunal body": lambda: named(LONGEST_EPCI, Kind.EPCI),
    **{f"at random {seed}": lambda seed=seed: profiles.at_random(seed) for seed in range(6)},
}


@cache
def printed(name: str, edition: Edition) -> bytes:
    """The PDF of one profile, with a code as it is printed on the site."""
    return render(replace(compose_sheet(REAL[name](), CONTEXT, edition), code="7K3M-QX2P-9D4T"))


def texts(pdf: bytes) -> list[str]:
    with pymupdf.open(stream=pdf, filetype="pdf") as opened:
        return [" ".join(sheet.get_text().split()) for sheet in opened]


@pytest.mark.parametrize("edition", Edition)
@pytest.mark.parametrize("name", REAL)
def test_it_has_two_pages_the_first_ends_where_the_second_begins(name: str, edition: Edition) -> None:
    first, second = texts(printed(name, edition))
    assert "Où nous en sommes" in first
    assert "Ce qui va bien" in first
    assert "décider" in second
    assert "Un seul contact pour commencer" in second
    assert "7K3M-QX2P-9D4T" in second


@pytest.mark.parametrize("edition", Edition)
@pytest.mark.parametrize("name", ["rich", "empty", "intercommunal body"])
def test_it_is_accessible_and_an_archive(name: str, edition: Edition) -> None:
    for profile in ("ua1", "3a"):
        report = page.validate_pdf_bytes(printed(name, edition), profile=profile)
        assert [str(failure) for failure in report.failures] == []
    assert faults(printed(name, edition)) == []


@pytest.mark.parametrize("edition", Edition)
@pytest.mark.parametrize("name", REAL)
def test_nothing_is_printed_outside_the_margins(name: str, edition: Edition) -> None:
    with pymupdf.open(stream=printed(name, edition), filetype="pdf") as opened:
        for sheet in opened:
            assert (round(sheet.rect.width * POINT), round(sheet.rect.height * POINT)) == (297, 210)
            for left, _, right, *_ in sheet.get_text("words"):
                assert left * POINT >= 16 - 0.5
                assert right * POINT <= 297 - 16 + 0.5


@pytest.mark.parametrize("edition", Edition)
@pytest.mark.parametrize("name", REAL)
def test_the_estimated_heights_are_on_the_safe_side(name: str, edition: Edition) -> None:
    sheet = compose_sheet(REAL[name](), CONTEXT, edition)
    with pymupdf.open(stream=printed(name, edition), filetype="pdf") as opened:
        for laid_out, top, estimate, allowed in zip(
            opened,
            (12, 17),
            (first_height(sheet), second_height(sheet)),
            (FIRST_HEIGHT, SECOND_HEIGHT),
            strict=True,
        ):
            body = [word[3] * POINT for word in laid_out.get_text("words") if word[3] * POINT < 196]
            assert max(body) - top <= estimate + 1
            assert estimate <= allowed


@given(places, answers_to_the_real_questionnaire())
def test_what_it_holds_always_fits_by_its_own_estimate(place: Territory, answers: Given) -> None:
    for edition in Edition:
        sheet = compose_sheet(diagnosed(place, answers), CONTEXT, edition)
        assert first_height(sheet) <= FIRST_HEIGHT
        assert second_height(sheet) <= SECOND_HEIGHT


@settings(max_examples=8)
@given(places, answers_to_the_real_questionnaire())
def test_two_pages_whatever_is_answered(place: Territory, answers: Given) -> None:
    for edition in Edition:
        assert len(texts(render(compose_sheet(diagnosed(place, answers), CONTEXT, edition)))) == 2


def test_longer_texts_of_the_editors_leave_fewer_lines_never_a_third_page() -> None:
    wordy = replace(
        book(), needs=tuple(replace(each, action=2 * f"{each.action} ", who=2 * each.who) for each in book().needs)
    )
    place = territory()
    verdict = decide(place, wordy.rules, OPENED_ON)
    result = establish(place, as_answers(extreme(worst=True)), wordy, verdict, None, OPENED_ON)
    sheet = compose_sheet(result, CONTEXT)
    assert sheet.decisions is not None
    assert 1 <= len(sheet.decisions.rows) <= 4
    assert len(texts(render(sheet))) == 2


def test_page_one_counts_without_a_mark_and_without_a_zero() -> None:
    figures = compose_sheet(profiles.at_random(3), CONTEXT).figures
    assert [each.label for each in figures] == [
        "sujets vont bien",
        "sujets demandent une action",
        "sujets à vérifier ou à compléter",
    ]
    assert all(each.number != "0" for name in REAL for each in compose_sheet(REAL[name](), CONTEXT).figures)


def test_page_two_proposes_the_first_actions_with_who_when_and_how_long() -> None:
    result = profiles.rich()
    sheet = compose_sheet(result, CONTEXT)
    assert sheet.decidable
    assert sheet.decisions is not None
    first = result.in_band(Band.FIRST)
    assert [row.label for row in sheet.decisions.rows] == [each.need.action for each in first][
        : len(sheet.decisions.rows)
    ]
    assert sheet.decisions.headers == ("Action", "Qui", "Quand", "Temps à prévoir")
    assert sheet.decisions.rows[0].cells == (first[0].need.who, "Dans la semaine", "Une demi-journée")
    assert "oui" in texts(printed("rich", Edition.INTERNAL))[1]


def test_what_does_not_fit_is_counted() -> None:
    result = profiles.rich()
    sheet = compose_sheet(result, CONTEXT)
    assert sheet.decisions is not None
    acting = sum(1 for each in result.results if each.band in (Band.FIRST, Band.NEXT, Band.LATER))
    assert (
        sheet.decisions_note
        == f"Et {acting - len(sheet.decisions.rows)}\u00a0autres actions dans le diagnostic complet."
    )
    assert sheet.watch_note.startswith("Et ")


def test_without_any_answer_it_says_what_the_diagnostic_looks_at_and_what_to_answer_first() -> None:
    sheet = compose_sheet(profiles.empty(), CONTEXT)
    assert sheet.themes == ()
    assert "Sécurité et copies de secours" in sheet.topics
    assert not sheet.decidable
    first, second = texts(printed("empty", Edition.INTERNAL))
    assert "Ce que le diagnostic examine" in first
    assert "Avant de décider" in second


def test_when_all_is_well_there_is_nothing_to_decide_but_habits_to_keep_and_the_next_meeting() -> None:
    sheet = compose_sheet(REAL["all is well"](), CONTEXT)
    assert sheet.decisions is None
    assert "Vos ordinateurs sont récents et reçoivent encore leurs corrections." in sheet.keep
    assert "De bonnes habitudes à garder" in texts(printed("all is well", Edition.INTERNAL))[1]
    assert "Prochains rendez-vous" in texts(printed("all is well", Edition.INTERNAL))[1]


@pytest.mark.parametrize("name", ["rich", "tiny", "empty", "at random 3"])
def test_the_public_one_names_nothing_withheld(name: str) -> None:
    pdf = printed(name, Edition.PUBLISHABLE)
    assert found_in(everything_in(pdf), secrets_of(book())) == []
    for sheet in texts(pdf):
        assert "Version publiable : les mesures de sécurité sont communiquées séparément" in sheet
        assert "Mesures de sécurité : communiquées séparément." in sheet


def test_the_file_names_spell_the_programme_out_and_say_the_edition() -> None:
    names = [compose_sheet(profiles.empty(), CONTEXT, edition).file_name for edition in Edition]
    assert names == [
        "Accompagnement-Numerique-Sur-Mesure_synthese_la-buisse_2026-11-22_version-interne.pdf",
        "Accompagnement-Numerique-Sur-Mesure_synthese_la-buisse_2026-11-22_version-publiable.pdf",
    ]


def test_the_same_diagnostic_gives_the_same_bytes() -> None:
    assert render(compose_sheet(profiles.tiny(), CONTEXT)) == render(compose_sheet(profiles.tiny(), CONTEXT))
    assert isinstance(compose_sheet(named("Y", given={}), CONTEXT), Sheet)
    assert named("Y", given={}).journey.answers == Answers()


def test_it_crosses_to_another_process_and_has_a_code_of_its_own() -> None:
    internal, public = (compose_sheet(profiles.rich(), CONTEXT, edition) for edition in Edition)
    assert pickle.loads(pickle.dumps(internal)) == internal  # noqa: S301  # our own value, pickled one line above
    assert code_of(internal) != code_of(public)
    assert code_of(public) == code_of(replace(public, code="7K3M-QX2P-9D4T"))
