"""The portfolio as a spreadsheet: the columns of the screen, real dates and numbers, no formula."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ansm.domain.caseload import Case, InCharge, Progress
from ansm.domain.eligibility import Verdict
from ansm.office import OfficeContext, portfolio_ods
from ansm.office.portfolio_sheet import COLUMNS, NOTES, SHEET
from tests.office.reading import OFFICE, cells, everything, plain, shown

CONTEXT = OfficeContext(date(2026, 11, 26))
CASE = Case(
    uid="0" * 32,
    name="La Buisse",
    code="38061",
    department="38",
    department_name="Isère",
    population=3500,
    verdict=Verdict.TO_CONFIRM,
    opened_on=date(2026, 10, 1),
    progress=Progress(True, 34, 12),
    redone=False,
    acting=False,
    last_activity=date(2026, 11, 20),
    next_step="Présenter le plan",
    next_step_on=date(2026, 12, 1),
    in_charge=(InCharge(1, "Léa"), InCharge(2, "Ali")),
    disagreements=2,
)
UNKNOWN = replace(CASE, population=None, next_step="", next_step_on=None, in_charge=(), disagreements=0)


def test_each_file_is_a_row_under_the_titles() -> None:
    rows = cells(portfolio_ods((CASE, UNKNOWN), "2 dossiers.", CONTEXT), SHEET)
    assert [shown(cell) for cell in rows[0]] == [name for name, _ in COLUMNS]
    assert [plain(shown(cell)) for cell in rows[1]] == [
        *("La Buisse", "38061", "Isère (38)", "3500", "À confirmer par l’ANCT", "En cours", "12 sur 34"),
        *("20/11/2026", "Présenter le plan", "01/12/2026", "Léa et Ali", "2"),
    ]
    assert [plain(shown(cell)) for cell in rows[2]][3] == "non publiée", "a figure that nobody published is not zero"
    assert len(rows) == 3


def test_dates_and_numbers_are_real_ones() -> None:
    row = cells(portfolio_ods((CASE,), "1 dossier.", CONTEXT), SHEET)[1]
    kinds = {name: cell.get(f"{OFFICE}value-type") for (name, _), cell in zip(COLUMNS, row, strict=True)}
    assert {name for name, kind in kinds.items() if kind == "date"} == {"Dernière activité", "Pour le"}
    assert {name for name, kind in kinds.items() if kind == "float"} == {"Population", "À départager"}


def test_a_text_is_never_a_formula_nor_a_tag() -> None:
    hostile = replace(CASE, name='=HYPERLINK("http://exemple.fr")', next_step="<b>&amp;\x00\x0b</b> ]]>")
    data = portfolio_ods((hostile,), "1 dossier.", CONTEXT)
    row = [shown(cell) for cell in cells(data, SHEET)[1]]
    assert row[0].startswith("'=HYPERLINK")
    assert row[8] == "<b>&amp; </b> ]]>"


def test_the_second_sheet_says_what_it_is_and_to_keep_it() -> None:
    data = portfolio_ods((CASE,), "OPSN de l’Isère : 1 dossier sur 40.", CONTEXT)
    told = plain(" ".join(shown(cell) for row in cells(data, NOTES) for cell in row))
    assert "OPSN de l’Isère : 1 dossier sur 40. Tableau établi le 26 novembre 2026." in told
    assert "gardez-le dans votre organisation" in told
    assert "gardez-le dans votre organisation" in plain(everything(data))


def test_the_same_lines_give_the_same_bytes() -> None:
    assert portfolio_ods((CASE, UNKNOWN), "x", CONTEXT) == portfolio_ods((CASE, UNKNOWN), "x", CONTEXT)
    assert portfolio_ods((), "0 dossier.", CONTEXT) != portfolio_ods((CASE,), "0 dossier.", CONTEXT)
