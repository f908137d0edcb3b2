"""The lint itself: each of its checks is seen to complain of a PDF broken for it, and of nothing on a sound one."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from itertools import pairwise

import pikepdf
import pytest

from ansm.report import compose, render
from ansm.report.pieces import Row
from tests.report import builders
from tests.report.builders import CONTEXT, diagnostic, handbook
from tests.report.structure import faults, spoken

Break = Callable[[pikepdf.Pdf], None]


@cache
def sound() -> bytes:
    """A report with links, lists, tables and a chart."""
    linked = builders.service("s1", "Messages", ("sauvegarde",), url="https://exemple.gouv.fr/messages")
    return render(compose(diagnostic(book=handbook((linked,))), CONTEXT))


def elements(pdf: pikepdf.Pdf, kind: str) -> list[pikepdf.Dictionary]:
    """The elements of the structure of one kind, in the order of the file."""
    return [
        each
        for each in pdf.objects
        if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/StructElem" and each.get("/S") == f"/{kind}"
    ]


def links(pdf: pikepdf.Pdf) -> list[pikepdf.Dictionary]:
    return [each for page in pdf.pages for each in page.get("/Annots", []) if each.Subtype == "/Link"]


def rename(kind: str, other: str) -> Break:
    def broken(pdf: pikepdf.Pdf) -> None:
        elements(pdf, kind)[0].S = pikepdf.Name(f"/{other}")

    return broken


def forget(kind: str, key: str) -> Break:
    def broken(pdf: pikepdf.Pdf) -> None:
        del next(each for each in elements(pdf, kind) if key in each)[key]

    return broken


def emptied(kind: str) -> Break:
    def broken(pdf: pikepdf.Pdf) -> None:
        elements(pdf, kind)[0].K = pikepdf.Array()

    return broken


def without_last_cell(pdf: pikepdf.Pdf) -> None:
    row = elements(pdf, "TR")[-1]
    row.K = pikepdf.Array(list(row.K)[:-1])


def retold(pdf: pikepdf.Pdf) -> None:
    part = elements(pdf, "Part")[0]
    part.K.append(part.K[0])


def upside_down(pdf: pikepdf.Pdf) -> None:
    document = elements(pdf, "Document")[0]
    document.K = pikepdf.Array(list(reversed(list(document.K))))


def untagged(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[0]
    page.Contents = pdf.make_stream(b"BT (perdu) Tj ET 0 0 9 9 re f\n" + page.Contents.read_bytes())


def tagged_margin(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        page.Contents = pdf.make_stream(page.Contents.read_bytes().replace(b"/Pagination", b"/Layout"))


def orphaned(pdf: pikepdf.Pdf) -> None:
    pdf.Root.StructTreeRoot.ParentTree.Nums[1] = pikepdf.Array([None] * 400)


def alone_at_the_foot(kind: str) -> Break:
    """What is of another kind goes to the next page."""

    def broken(pdf: pikepdf.Pdf) -> None:
        kept = {each.objgen for each in pdf.objects if _holds(each, kind)}
        first = next(each.Pg.objgen for each in elements(pdf, kind) if each.Pg.objgen != pdf.pages[0].objgen)
        following = next(after for before, after in pairwise(pdf.pages) if before.objgen == first)
        for each in pdf.objects:
            if not isinstance(each, pikepdf.Dictionary) or each.get("/Type") != "/StructElem" or "/Pg" not in each:
                continue
            if each.objgen not in kept and each.Pg.objgen == first:
                each.Pg = following.obj

    return broken


def _holds(element: pikepdf.Object, kind: str) -> bool:
    """Whether it is of this kind, or stands in something that is."""
    while isinstance(element, pikepdf.Dictionary) and element.get("/Type") == "/StructElem":
        if f"/{kind}" == element.S:
            return True
        element = element.P
    return False


def change(key: str, value: object, *path: str) -> Break:
    def broken(pdf: pikepdf.Pdf) -> None:
        held: pikepdf.Object = pdf.Root
        for name in path:
            held = held[name]
        held[key] = value

    return broken


def other_title(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Title"] = "Autre chose"


def no_title(pdf: pikepdf.Pdf) -> None:
    del pdf.docinfo["/Title"]


def no_outline(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root.clear()


def renamed_bookmark(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root[0].children[0].title = "Autre chose"


def other_tabs(pdf: pikepdf.Pdf) -> None:
    pdf.pages[2].Tabs = pikepdf.Name.R


def bare_link(pdf: pikepdf.Pdf) -> None:
    links(pdf)[0].Contents = "https://exemple.gouv.fr/messages"


def loose_link(pdf: pikepdf.Pdf) -> None:
    del links(pdf)[0]["/StructParent"]


def lost_link(pdf: pikepdf.Pdf) -> None:
    elements(pdf, "Link")[0].K = pikepdf.Array()


def unscoped(pdf: pikepdf.Pdf) -> None:
    del elements(pdf, "TH")[0].A["/Scope"]


def figure_nowhere(pdf: pikepdf.Pdf) -> None:
    del elements(pdf, "Figure")[0].A["/BBox"]


def headless(pdf: pikepdf.Pdf) -> None:
    for cell in elements(pdf, "TH"):
        cell.S = pikepdf.Name.TD


BROKEN: dict[str, tuple[Break, str]] = {
    "language": (change("/Lang", "en"), "the document does not say that it is in French"),
    "tagged": (change("/Marked", False, "/MarkInfo"), "the document is not marked as tagged"),
    "title-shown": (
        change("/DisplayDocTitle", False, "/ViewerPreferences"),
        "readers would show the file name instead of the title",
    ),
    "title": (no_title, "the document has no title"),
    "two-titles": (other_title, "the two titles of the document differ"),
    "tabs": (other_tabs, "page 3: the tab order does not follow the structure"),
    "no-main-title": (rename("H1", "P"), "0 main titles instead of one"),
    "two-main-titles": (rename("H3", "H1"), "2 main titles instead of one"),
    "late-main-title": (rename("H1", "H2"), "the first heading is not the main title"),
    "jump": (rename("H2", "H3"), "a heading of level 3 follows one of level 1"),
    "empty-heading": (emptied("H2"), "a heading says nothing"),
    "no-bookmark": (no_outline, "the document has no bookmarks"),
    "other-bookmark": (renamed_bookmark, "the bookmarks are not the headings"),
    "figure-alternative": (forget("Figure", "/Alt"), "a figure has no text alternative"),
    "figure-place": (figure_nowhere, "a figure does not say where it stands"),
    "figure-content": (emptied("Figure"), "a figure shows nothing"),
    "irregular-table": (without_last_cell, "a table has rows of [1, 2] cells"),
    "no-header-row": (rename("THead", "TBody"), "a table has no header row"),
    "stray-row": (rename("TBody", "Div"), "a row stands in a Div"),
    "empty-cell": (emptied("TD"), "a cell says nothing"),
    "scope": (unscoped, "a header cell does not say what it rules"),
    "no-header-cell": (headless, "a row has no header cell"),
    "odd-list": (rename("LI", "P"), "a list holds something else than items"),
    "stray-item": (rename("L", "Div"), "an item stands outside a list"),
    "no-body": (rename("LBody", "P"), "an item is not a label and a body"),
    "empty-item": (emptied("LBody"), "an item says nothing"),
    "link-name": (bare_link, "a link is announced as « https://exemple.gouv.fr/messages »"),
    "loose-link": (loose_link, "is not in the structure"),
    "lost-link": (lost_link, "is not in the structure"),
    "bare-text": (untagged, "page 1: text is neither tagged nor an artefact"),
    "bare-ink": (untagged, "page 1: a drawing is neither tagged nor an artefact"),
    "footer": (tagged_margin, "page 1: the footer is not an artefact"),
    "orphan": (orphaned, "page 1: marked text belongs to no element of the structure"),
    "order": (upside_down, "the reading order goes back to an earlier page"),
    "heading-at-foot": (alone_at_the_foot("H2"), "a heading ends the page"),
    "header-at-foot": (alone_at_the_foot("THead"), "the header of a table ends the page"),
    "twice": (retold, "a text is said twice"),
}


def test_a_sound_report_has_no_fault() -> None:
    assert faults(sound()) == []


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_broken_is_seen(name: str) -> None:
    destroy, complaint = BROKEN[name]
    with pikepdf.open(io.BytesIO(sound())) as pdf:
        destroy(pdf)
        written = io.BytesIO()
        pdf.save(written)
    assert [fault for fault in faults(written.getvalue()) if complaint in fault]


def test_a_dash_in_a_cell_is_a_sign_instead_of_a_word() -> None:
    document = compose(diagnostic(book=handbook()), CONTEXT)
    answers = document.answers[0]
    odd = replace(answers, rows=(Row("Question", ("—",)), *answers.rows))
    assert faults(render(replace(document, answers=(odd,)))) == ["a cell says a sign instead of a word"]


def test_words_stay_apart_where_a_line_ends() -> None:
    """The reading order is that of the page, and no word is joined to the next."""
    said = spoken(sound())
    for expected in (
        "Diagnostic numérique, version interne La Buisse Commune, Isère (38)",
        "Écart moyen par thème, de 0 (rien à faire) à 100",
        "Comment ce résultat est obtenu Chaque réponse se lit sur une échelle",
    ):
        assert expected in said
