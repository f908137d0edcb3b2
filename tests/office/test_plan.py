from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date
from fractions import Fraction

import pytest

from ansm.domain import action_words
from ansm.domain.bands import Band
from ansm.domain.diagnostic import Diagnostic
from ansm.domain.publication import publishable
from ansm.office import plan_csv, plan_ods
from ansm.office.context import notice
from ansm.office.plan_sheet import NOTES, SHEET
from ansm.office.rows import COLUMNS, FOLLOWED, NO_ACTION, STATES, harmless
from tests.office.examples import CONTEXT, PROFILES, WORDS, with_word
from tests.office.reading import OFFICE, TABLE, cells, everything, part, plain, raw, shown
from tests.two_sides import visited

CONFIG = "{urn:oasis:names:tc:opendocument:xmlns:config:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
FORMULA = tuple("=+-@＝＋－＠")


def read(data: bytes) -> list[list[str]]:
    """The rows of a .csv, as Python's own reader gives them."""
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";", strict=True))


def planned(diagnostic: Diagnostic) -> list[str]:
    return [
        plain(each.need.action) for band in (Band.FIRST, Band.NEXT, Band.LATER) for each in diagnostic.in_band(band)
    ]


@pytest.mark.parametrize("profile", PROFILES)
def test_each_action_has_one_row_in_the_order_of_the_plan(profile: str) -> None:
    found = PROFILES[profile]()
    expected = planned(found) or [plain(NO_ACTION)]
    sheet = cells(plan_ods(found, CONTEXT), SHEET)[1:]
    assert [plain(shown(row[1])) for row in sheet] == expected
    assert [plain(row[1]) for row in read(plan_csv(found, CONTEXT))[1:]] == expected


@pytest.mark.parametrize("profile", PROFILES)
def test_both_files_hold_the_same_cells_under_the_same_titles(profile: str) -> None:
    found = PROFILES[profile]()
    sheet = [[shown(cell) for cell in row] for row in cells(plan_ods(found, CONTEXT), SHEET)]
    assert sheet == [row[:-1] for row in read(plan_csv(found, CONTEXT))]
    assert tuple(sheet[0]) == COLUMNS


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("make", [plan_ods, plan_csv])
def test_the_same_diagnostic_gives_the_same_bytes(profile: str, make: object) -> None:
    assert callable(make)
    assert make(PROFILES[profile](), CONTEXT) == make(PROFILES[profile](), CONTEXT)


def test_a_row_says_all_that_a_town_hall_must_know_of_an_action() -> None:
    found = PROFILES["rich"]()
    result = found.in_band(Band.FIRST)[0]
    row = dict(zip(COLUMNS, map(plain, read(plan_csv(found, CONTEXT))[1]), strict=False))
    assert row["Groupe"] == "À faire d’abord"
    assert row["Qui"] == plain(result.need.who)
    assert row["État"] == STATES[0]
    assert row["Fait le"] == row["Commentaire"] == ""
    assert row["C’est fait quand…"].lower().rstrip(".") == plain(result.need.done_when).lower().rstrip(".")
    assert row["Pourquoi"] == plain(result.why)
    assert row["Quand"] == action_words.WHEN[result.need.when]
    assert row["Temps à prévoir"] == plain(action_words.effort(result.need.effort))
    assert row["Coût et aides"].startswith(plain(result.need.cost))
    assert row["Contact"].startswith(plain(result.need.operator))


def test_services_are_named_with_their_cost_and_where_to_write() -> None:
    found = PROFILES["rich"]()
    rows = {plain(row[1]): row for row in read(plan_csv(found, CONTEXT))}
    for recommendation in found.recommendations:
        row = rows[plain(found.handbook.need(recommendation.need).action)]
        aids, contact = plain(row[COLUMNS.index("Coût et aides")]), plain(row[COLUMNS.index("Contact")])
        assert ("à regarder" in aids) is recommendation.covered
        for proposal in recommendation.proposals[:2]:
            assert plain(proposal.service.name) in aids
            assert (proposal.service.contact or proposal.service.url) in contact


def test_what_must_come_before_an_action_is_quoted() -> None:
    found = PROFILES["rich"]()
    rows = {plain(row[1]): row for row in read(plan_csv(found, CONTEXT))}
    mail = found.handbook.need("messagerie-pro")
    before = plain(rows[plain(mail.action)][COLUMNS.index("À régler avant")])
    assert before == f"« {plain(found.handbook.need('nom-domaine').label)} »."


def test_deadlines_are_real_dates_counted_from_the_day_of_the_diagnostic() -> None:
    found = PROFILES["rich"]()
    due = {"semaine": date(2026, 11, 29), "trimestre": date(2027, 2, 22), "semestre": date(2027, 5, 22)}
    first = found.in_band(Band.FIRST)
    rows = cells(plan_ods(found, CONTEXT), SHEET)[1:]
    for result, row in zip(first, rows, strict=False):
        assert row[3].get(f"{OFFICE}value-type") == "date"
        assert row[3].get(f"{OFFICE}date-value") == due[result.need.when].isoformat()
        assert shown(row[3]) == due[result.need.when].strftime("%d/%m/%Y")
    assert all(row[3].get(f"{OFFICE}value-type") is None for row in rows[len(first) :]), "nothing else is due yet"


def test_the_csv_opens_in_french_excel() -> None:
    data = plan_csv(PROFILES["rich"](), CONTEXT)
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.endswith(b"\r\n")
    assert data.count(b"\n") == data.count(b"\r\n") == len(read(data))
    assert all(len(row) == len(COLUMNS) + 1 for row in read(data))


@pytest.mark.parametrize("edition", [lambda found: found, publishable])
def test_each_file_says_who_may_read_it(edition: Callable[[Diagnostic], Diagnostic]) -> None:
    found = edition(PROFILES["tiny"]())
    assert {row[-1] for row in read(plan_csv(found, CONTEXT))} == {"Version", notice(found)}
    data = plan_ods(found, CONTEXT)
    assert everything(data).count(notice(found)) == 2, "at the foot of each page, and in the second sheet"


def test_titles_stay_in_view_and_on_each_page_and_rows_can_be_filtered() -> None:
    found = PROFILES["rich"]()
    data = plan_ods(found, CONTEXT)
    rows = len(planned(found)) + 1
    content = part(data)
    header = next(content.iter(f"{TABLE}table-header-rows"))
    assert len(list(header.iter(f"{TABLE}table-cell"))) == len(COLUMNS)
    filtered = next(content.iter(f"{TABLE}database-range"))
    assert filtered.get(f"{TABLE}target-range-address") == f"{SHEET}.A1:{SHEET}.N{rows}"
    assert filtered.get(f"{TABLE}display-filter-buttons") == "true"
    printed = next(content.iter(f"{TABLE}table")).get(f"{TABLE}print-ranges")
    assert printed == f"{SHEET}.A1:{SHEET}.{'ABCDEFGHIJ'[FOLLOWED - 1]}{rows}"
    frozen = {each.get(f"{CONFIG}name"): each.text for each in part(data, "settings.xml").iter(f"{CONFIG}config-item")}
    assert (frozen["HorizontalSplitMode"], frozen["HorizontalSplitPosition"]) == ("2", "2")
    assert (frozen["VerticalSplitMode"], frozen["VerticalSplitPosition"]) == ("2", "1")
    assert b"xmlns:ooo=" in raw(data, "settings.xml").split(b"<office:settings")[0], "else LibreOffice reads none of it"


def test_a_state_is_chosen_in_a_list_and_a_date_is_a_date() -> None:
    content = part(plan_ods(PROFILES["rich"](), CONTEXT))
    rules = {each.get(f"{TABLE}name"): each for each in content.iter(f"{TABLE}content-validation")}
    listed = ";".join(f'"{state}"' for state in STATES)
    assert rules["etat"].get(f"{TABLE}condition") == f"of:cell-content-is-in-list({listed})"
    for row in cells(plan_ods(PROFILES["rich"](), CONTEXT), SHEET)[1:]:
        named = [cell.get(f"{TABLE}content-validation-name") for cell in row]
        assert named[3:6] == ["jour", "etat", "jour"]


def test_every_style_named_by_a_cell_or_a_column_exists() -> None:
    data = plan_ods(PROFILES["rich"](), CONTEXT)
    known = {
        each.get(f"{STYLE}name")
        for name in ("content.xml", "styles.xml")
        for each in part(data, name).iter(f"{STYLE}style")
    }
    used = {
        value
        for each in part(data).iter()
        for key, value in each.attrib.items()
        if key in (f"{TABLE}style-name", f"{TABLE}default-cell-style-name", f"{STYLE}apply-style-name")
    }
    assert used <= known


def test_the_second_sheet_explains_the_first() -> None:
    said = plain(" ".join(shown(row[0]) for row in cells(plan_ods(PROFILES["rich"](), CONTEXT), NOTES)))
    assert "Plan d’action numérique : La Buisse" in said
    assert "Diagnostic établi le 22 novembre 2026" in said
    assert "22 février 2027, puis au conseil le 22 mai 2027" in said
    assert all(state in said for state in STATES)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("=1+1", "'=1+1"),
        ("+33", "'+33"),
        ("-2", "'-2"),
        ("@x", "'@x"),
        ("\t=1", "'=1"),
        ("\u200b=1", "'=1"),
        ("\ufeff\u00a0 =1", "'=1"),
        ("'=1", "'=1"),
        ("1=1", "1=1"),
        ("", ""),
    ],
)
def test_nothing_is_taken_for_a_formula(typed: str, kept: str) -> None:
    assert harmless(typed) == kept


@pytest.mark.parametrize("word", WORDS.values(), ids=WORDS)
def test_no_word_however_strange_becomes_a_formula_a_line_or_a_column(word: str) -> None:
    found = with_word(word)
    rows = read(plan_csv(found, CONTEXT))
    assert len(rows) == len(planned(found)) + 1
    assert {len(row) for row in rows} == {len(COLUMNS) + 1}
    sheet = cells(plan_ods(found, CONTEXT), SHEET)
    assert [[shown(cell) for cell in row] for row in sheet] == [row[:-1] for row in rows]
    texts = [cell for row in rows for cell in row]
    assert not [text for text in texts if text.lstrip("\u00a0 \u202f").startswith(FORMULA)]
    assert not [text for text in texts if any(ord(sign) < 32 for sign in text)]
    assert all(cell.get(f"{TABLE}formula") is None for row in sheet for cell in row)


def test_efforts_of_the_content_all_have_words() -> None:
    efforts = {each.effort for each in PROFILES["rich"]().handbook.needs}
    assert all(action_words.effort(each) for each in efforts | {Fraction(1, 4)})


def visit() -> Diagnostic:
    """A commune whose advisor filled in a public answer and two that are not, and proposes another to each kind."""
    return visited(
        PROFILES["rich"](), filled=("TER-02", "SEC-06", "SEC-07"), proposed={"TER-01": ("oui",), "SEC-01": ("auto",)}
    )


def notes(data: bytes) -> str:
    return plain(" ".join(shown(line[0]) for line in cells(data, NOTES)))


def test_the_sheet_says_where_the_answers_come_from_and_the_rows_which_rest_on_what_is_not_settled() -> None:
    told = notes(plan_ods(visit(), CONTEXT))
    assert "3 du conseiller qui vous accompagne" in told
    assert "Il reste 2 questions à départager." in told
    for data in (plan_csv(visit(), CONTEXT), plan_csv(publishable(visit()), CONTEXT)):
        why = {line[1]: plain(line[COLUMNS.index("Pourquoi")]) for line in read(data)[1:]}
        waiting = [action for action, reason in why.items() if reason.endswith("reste à départager.")]
        assert waiting


def test_the_publishable_plan_counts_nothing_that_is_withheld() -> None:
    told = notes(plan_ods(publishable(visit()), CONTEXT))
    assert "1 du conseiller qui vous accompagne" in told
    assert "Il reste 1 question à départager." in told


@pytest.mark.parametrize("profile", PROFILES)
def test_without_an_advisor_the_files_are_what_they_were(profile: str) -> None:
    found = PROFILES[profile]()
    for make in (plan_ods, plan_csv):
        assert make(visited(found), CONTEXT) == make(found, CONTEXT)
    assert "conseiller qui vous accompagne" not in notes(plan_ods(found, CONTEXT))
