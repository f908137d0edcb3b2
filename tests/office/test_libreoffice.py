"""LibreOffice opens each office file and shows what we wrote: the texts, the dates, the list, the titles."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from datetime import date
from itertools import pairwise
from xml.etree import ElementTree

import pymupdf
import pytest

from ansm.office import plan_csv, plan_ods, resolution
from ansm.office.context import notice
from ansm.office.rows import COLUMNS, FOLLOWED, STATES
from tests.office.examples import CONTEXT, LONGEST, PROFILES, WORDS, template, with_word
from tests.office.libreoffice import Office
from tests.office.reading import OFFICE, TABLE, paragraphs, plain, shown, with_part

MADE = {
    **{name: make() for name, make in PROFILES.items()},
    **{f"word-{name}": with_word(word) for name, word in (("name", LONGEST), *WORDS.items())},
}
AS_CSV = "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,false,false,false,1"  # ; " UTF-8, as shown, sheet 1
FROM_CSV = "--infilter=CSV:59,34,76,1,,1036,false,true"  # ; " UTF-8, in French, numbers and dates recognised


@pytest.fixture(scope="module")
def plans() -> dict[str, bytes]:
    return {name: plan_csv(found, CONTEXT) for name, found in MADE.items()}


def rows(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_the_deliberation_reads_in_order_and_whole(office: Office) -> None:
    files = {name: resolution(found, CONTEXT, template()) for name, found in MADE.items()}
    texts = office.converted({f"{name}.odt": data for name, data in files.items()}, "txt:Text (encoded):UTF8", ".txt")
    assert set(texts) == set(files)
    for name, data in files.items():
        read = plain(texts[name].decode("utf-8-sig"))
        places = []
        for text in filter(None, map(plain, paragraphs(data))):
            places.append(read.index(text, places[-1] if places else 0))
        assert all(one <= other for one, other in pairwise(places))


def test_the_deliberation_prints_with_its_title_language_and_structure(office: Office) -> None:
    files = {f"{name}.odt": resolution(make(), CONTEXT, template()) for name, make in PROFILES.items()}
    for name, data in office.converted(
        files, 'pdf:writer_pdf_Export:{"PDFUACompliance":{"type":"boolean","value":"true"}}', ".pdf"
    ).items():
        with pymupdf.open(stream=data) as pdf:
            place = PROFILES[name]().territory.name
            assert plain(pdf.metadata["title"]) == f"Projet de délibération, feuille de route numérique : {place}"
            assert pdf.xref_get_key(pdf.pdf_catalog(), "Lang") == ("string", "fr-FR")
            assert pdf.xref_get_key(pdf.pdf_catalog(), "StructTreeRoot")[0] != "null"
            assert 1 <= len(pdf) <= 4
            assert [title for level, title, _ in pdf.get_toc() if level == 1 or "Décision" in title]


def test_the_plan_shows_the_same_cells_as_the_csv(office: Office, plans: dict[str, bytes]) -> None:
    files = {f"{name}.ods": plan_ods(found, CONTEXT) for name, found in MADE.items()}
    read = {name.removesuffix("-Actions"): data for name, data in office.converted(files, AS_CSV, ".csv").items()}
    assert set(read) == set(plans)
    for name, data in plans.items():
        assert [[plain(cell) for cell in row] for row in rows(read[name])] == [
            [plain(cell) for cell in row[:-1]] for row in rows(data)
        ]


def test_the_csv_becomes_columns_texts_and_dates_and_never_a_formula(office: Office, plans: dict[str, bytes]) -> None:
    read = office.converted({f"{name}.csv": data for name, data in plans.items()}, "fods", ".fods", FROM_CSV)
    for name, data in plans.items():
        found = [
            [cell for cell in row.iter(f"{TABLE}table-cell") for _ in range(_repeated(cell))]
            for row in ElementTree.fromstring(read[name]).iter(f"{TABLE}table-row")  # noqa: S314  # made by LibreOffice
        ]
        written = rows(data)
        assert all(
            any(cell.get(f"{OFFICE}date-value") for cell in cells)
            for cells, texts in zip(found, written, strict=False)
            if "/20" in texts[COLUMNS.index("Échéance")]
        )
        for cells, texts in zip(found, written, strict=False):
            assert not [cell for cell in cells if cell.get(f"{TABLE}formula")]
            assert [_said(cell) for cell in cells[: len(texts)]] == [plain(text) for text in texts]


def test_the_plan_keeps_its_titles_on_each_page_its_filters_and_its_list(office: Office) -> None:
    read = office.converted({"rich.ods": plan_ods(PROFILES["rich"](), CONTEXT)}, "fods", ".fods")["rich"]
    tree = ElementTree.fromstring(read)  # noqa: S314  # made by LibreOffice
    conditions = [each.get(f"{TABLE}condition", "") for each in tree.iter(f"{TABLE}content-validation")]
    assert any(all(f'"{state}"' in condition for state in STATES) for condition in conditions)
    assert any("cell-content-is-date" in condition for condition in conditions)
    assert [each.get(f"{TABLE}display-filter-buttons") for each in tree.iter(f"{TABLE}database-range")] == ["true"]
    assert len(list(next(tree.iter(f"{TABLE}table-header-rows")).iter(f"{TABLE}table-row"))) == 1


def test_paper_takes_the_columns_that_a_town_hall_fills_in(office: Office) -> None:
    read = office.converted({"rich.ods": plan_ods(PROFILES["rich"](), CONTEXT)}, "pdf", ".pdf")["rich"]
    with pymupdf.open(stream=read) as pdf:
        pages = [plain(page.get_text()) for page in pdf]
        assert all(page.rect.width > page.rect.height for page in pdf)
    actions, explained = pages[:-1], pages[-1]
    assert all(plain(notice(PROFILES["rich"]())) in page for page in pages)
    assert all(plain(title) in page for page in actions for title in COLUMNS[:FOLLOWED]), "titles on each page"
    assert not any("Coût et aides" in page for page in actions)
    assert "Une ligne par action" in explained


@pytest.mark.parametrize(
    ("year", "state", "late"), [(2020, "à décider", True), (2020, "faite", False), (2090, "à décider", False)]
)
def test_a_deadline_that_has_passed_stands_out_until_the_action_is_done(
    office: Office, year: int, state: str, late: bool
) -> None:
    found = replace(PROFILES["rich"](), opened_on=date(year, 1, 1))
    sheet = with_part(
        plan_ods(found, CONTEXT), "content.xml", lambda text: text.replace(f">{STATES[0]}<", f">{state}<")
    )
    with pymupdf.open(stream=office.converted({"plan.ods": sheet}, "pdf", ".pdf")["plan"]) as pdf:
        blocks = pdf[0].get_text("dict")["blocks"]
    spans = [span for block in blocks for line in block.get("lines", ()) for span in line["spans"]]
    due = [span for span in spans if re.fullmatch(rf"\d\d/\d\d/{year}", span["text"].strip())]
    assert due
    assert {"Bold" in span["font"] for span in due} == {late}
    assert {span["color"] != 0 for span in due} == {late}


def _repeated(cell: ElementTree.Element) -> int:
    return int(cell.get(f"{TABLE}number-columns-repeated", "1"))


def _said(cell: ElementTree.Element) -> str:
    """What a cell holds; LibreOffice may show a date in the way of the machine."""
    value = cell.get(f"{OFFICE}date-value")
    return date.fromisoformat(value).strftime("%d/%m/%Y") if value else plain(shown(cell))
