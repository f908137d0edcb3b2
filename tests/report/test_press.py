"""What the PDF is: what it says when read, that everyone can read it, and that nothing hostile gets through."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from dataclasses import replace
from functools import cache
from pathlib import Path

import page
import pikepdf
import pymupdf
import pytest

from ansm.domain.answers import Answers
from ansm.errors import ReportUnavailable
from ansm.report import compose, render
from ansm.report.editions import INTERNAL_NOTICE as NOTICE
from ansm.report.fonts import font_files, printable_characters
from ansm.report.html import HERE, to_html
from ansm.report.press import BASE, Press
from tests.report import builders
from tests.report.builders import CONTEXT, all_answers, diagnostic, handbook
from tests.report.structure import faults, link_names, outline

PROFILES = {
    "all-answered-badly": lambda: diagnostic(),
    "nothing-answered": lambda: diagnostic(Answers()),
    "all-well": lambda: diagnostic(all_answers("oui", handbook())),
    "nothing-known": lambda: diagnostic(all_answers("nsp", handbook())),
}
HOSTILE = (
    "<img src=http://exemple.invalid/espion.png>",
    "<script>alert(1)</script>",
    "</title><style>@page{size:a0}</style>",
    '"><a href="javascript:alert(1)">ici</a>',
    "{{ document.territory }}{% raw %}",
    "url(file:///etc/passwd)",
)


@cache
def printed(profile: str) -> bytes:
    """The PDF of one profile, printed once for all tests."""
    return render(compose(PROFILES[profile](), CONTEXT))


def texts(pdf: bytes) -> list[str]:
    """The text of each page, on one line, with ordinary spaces."""
    with pymupdf.open(stream=pdf, filetype="pdf") as opened:
        return [" ".join(sheet.get_text().split()) for sheet in opened]


@pytest.mark.parametrize("standard", ["ua1", "3a"])
@pytest.mark.parametrize("profile", PROFILES)
def test_no_rule_of_either_standard_fails(profile: str, standard: str) -> None:
    report = page.validate_pdf_bytes(printed(profile), profile=standard)
    assert [str(failure) for failure in report.failures] == []


@pytest.mark.parametrize("profile", PROFILES)
def test_the_structure_is_sound(profile: str) -> None:
    assert faults(printed(profile)) == []


@pytest.mark.parametrize("profile", PROFILES)
def test_the_summary_holds_on_page_one(profile: str) -> None:
    sheets = texts(printed(profile))
    assert "Un seul contact pour commencer" in sheets[0]
    assert sheets[1].find("Ce qui va bien") in range(80)


@pytest.mark.parametrize("profile", PROFILES)
def test_it_weighs_less_than_300_kilobytes(profile: str) -> None:
    assert len(printed(profile)) <= 300_000


def test_it_says_what_the_diagnostic_says() -> None:
    said = " ".join(texts(printed("all-answered-badly")))
    for words in (
        "Accompagnement Numérique Sur-Mesure",
        "La Buisse",
        "qui a répondu : un élu",
        "À faire d’abord",
        "Annoncer une adresse pour les demandes",
        "besoin très fort, place solide",
        "un essai a réussi et sa date est notée.",
        "Ce que dit la règle",
        "RGPD, art. 37",
        "Aucun service du catalogue ne répond à ce besoin.",
        "Sans outil numérique :",
        "exemple.gouv.fr/messages",
        "Seule l’ANCT peut confirmer l’éligibilité.",
        "Toutes les réponses",
    ):
        assert words in said


def test_each_page_says_that_it_is_internal_and_which_page_it_is() -> None:
    sheets = texts(printed("all-answered-badly"))
    for number, sheet in enumerate(sheets, start=1):
        assert NOTICE in sheet
        assert f"page {number} sur {len(sheets)}" in sheet


def test_the_running_header_names_the_territory_and_spells_the_programme_out() -> None:
    for sheet in texts(printed("all-answered-badly"))[1:]:
        assert "La Buisse — Isère (38)" in sheet
        assert "Accompagnement Numérique Sur-Mesure" in sheet


def test_the_bookmarks_follow_the_sections() -> None:
    bookmarks = outline(printed("all-answered-badly"))
    assert [each.title for each in bookmarks if each.depth == 0] == ["Diagnostic numérique, version interne La Buisse"]
    assert [each.title for each in bookmarks if each.depth == 1] == [
        "Synthèse pour le conseil",
        "Ce qui va bien",
        "Plan d’action",
        "Ce que dit la règle",
        "Services proposés et autres solutions",
        "Autres accompagnements",
        "Les thèmes en un coup d’œil",
        "Comment ce résultat est obtenu",
        "Toutes les réponses",
    ]


def test_links_are_announced_in_words() -> None:
    names = link_names(printed("all-answered-badly"))
    assert names["https://exemple.gouv.fr/messages"] == "Site de Messages\u00a0: exemple.gouv.fr/messages"


def test_the_metadata_name_the_document_and_hold_no_clock() -> None:
    with pikepdf.open(io.BytesIO(printed("all-answered-badly"))) as pdf:
        assert str(pdf.docinfo["/Title"]) == "Diagnostic numérique, version interne\u00a0: La Buisse, Isère\u00a0(38)"
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20261122")
        assert "/ModDate" not in pdf.docinfo
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"


def test_the_same_document_gives_the_same_bytes() -> None:
    assert render(compose(diagnostic(), CONTEXT)) == printed("all-answered-badly")


def test_another_process_with_another_hash_seed_gives_the_same_bytes() -> None:
    script = (
        "import sys, hashlib\n"
        f"sys.path[:0] = {[str(HERE.parent.parent)]!r}\n"
        "from tests.report.builders import CONTEXT, diagnostic\n"
        "from ansm.report import compose, render\n"
        "sys.stdout.buffer.write(render(compose(diagnostic(), CONTEXT)))\n"
    )
    other = subprocess.run(  # noqa: S603  # our own interpreter and the script above
        [sys.executable, "-c", script],
        check=True,
        capture_output=True,
        env={**os.environ, "PYTHONHASHSEED": "4711"},
    )
    assert other.stdout == printed("all-answered-badly")


def test_nothing_hostile_becomes_a_tag_a_link_or_a_download(caplog: pytest.LogCaptureFixture) -> None:
    services = tuple(
        builders.service(f"s{rank}", text, ("sauvegarde",), url=f"javascript:{rank}", warning=text)
        for rank, text in enumerate(HOSTILE)
    )
    place = builders.territory(name=HOSTILE[2], department_name=HOSTILE[0])
    document = compose(diagnostic(book=handbook(services), place=place), CONTEXT)
    html = to_html(document)
    assert "<script" not in html
    assert "<img" not in html
    assert "href" not in html.replace('href="https://anct.gouv.fr/"', "").replace("&#34;", "").replace("a href=", "")
    pdf = render(document)
    assert "<img src=http://exemple.invalid/espion.png>" in " ".join(texts(pdf))
    assert set(link_names(pdf)) == {"https://anct.gouv.fr/"}
    assert faults(pdf) == []
    assert not [record for record in caplog.records if record.name.startswith("weasyprint") and record.levelno > 20]


@pytest.mark.parametrize(
    "address", ["http://exemple.invalid/a.ttf", "file:///etc/passwd", "data:text/plain,x", f"{BASE}fonts/../words.py"]
)
def test_the_renderer_loads_nothing_but_its_own_fonts(address: str) -> None:
    with pytest.raises(ValueError, match="nothing but its own fonts"):
        Press().fetcher.fetch(address)
    assert Press().fetcher.fetch(f"{BASE}fonts/{font_files()[0].name}").read()[:4] == b"\x00\x01\x00\x00"


def test_a_text_of_any_length_and_script_is_printed_without_a_hole() -> None:
    strange = "x" * 400 + " 漢字 \u202e العربية 🥚 ☐ ● \x07"
    book = handbook((builders.service("long", strange, ("sauvegarde",), summary=strange, cost_detail=strange),))
    pdf = render(compose(diagnostic(book=book), CONTEXT))
    assert page.validate_pdf_bytes(pdf, profile="ua1").failures == []
    assert faults(pdf) == []


def test_every_character_of_the_templates_has_a_glyph() -> None:
    written = "".join(path.read_text(encoding="utf-8") for path in sorted((HERE / "templates").glob("*.html")))
    assert {character for character in written if ord(character) not in printable_characters()} <= {"\n"}


def test_the_templates_are_written_with_the_spaces_of_french_printing() -> None:
    """What is not a value of the document is not typeset: it must be written so."""
    for path in sorted((HERE / "templates").glob("*.html")):
        written = re.sub(r"{[{%#].*?[}%#]}|<[^>]*>", "\0", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert re.findall(r".{12} [:;?!»]|« .{12}", written) == [], path.name


def test_a_missing_font_is_told_in_french_and_not_replaced(tmp_path: Path) -> None:
    with pytest.raises(ReportUnavailable, match=r"police de caractères «\xa0IBMPlexSans-Regular\.ttf\xa0» manque"):
        font_files(tmp_path)


def test_without_pango_the_reader_learns_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The loader's own failure is provoked: WeasyPrint raises OSError where Pango is not installed."""

    class NoPango:
        def find_spec(self, name: str, *_: object) -> None:
            if name == "weasyprint":
                raise OSError("cannot load library 'libpango-1.0-0'")

    for name in [each for each in sys.modules if each.split(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [NoPango(), *sys.meta_path])
    with pytest.raises(ReportUnavailable, match="bibliothèque Pango manque"):
        Press()


def test_page_one_holds_with_the_longest_texts() -> None:
    """Labels at the length of the longest sentences an editor may write, every list full."""
    long_action = "Mettre en place une copie automatique des fichiers, vérifiée chaque trimestre et gardée à part"
    book = handbook()
    needs = tuple(
        replace(
            need,
            action=long_action,
            who="Le secrétariat, avec le prestataire informatique ou l’opérateur public du département",
            cost="De l’achat d’un disque à un abonnement mensuel ; demandez un devis pour votre volume de fichiers",
        )
        for need in book.needs
    )
    flags = tuple(
        replace(book.flags[0], id=f"f{rank}", label="Des mots de passe partagés ou visibles de tous dans l’accueil")
        for rank in range(6)
    )
    rules = tuple(
        builders.obligation(f"r{rank}", "Recevoir les dossiers d’urbanisme par voie électronique", "rgpd", ("DON-01",))
        for rank in range(9)
    )
    place = builders.territory(name="Saint-Remy-en-Bouzemont-Saint-Genest-et-Isson", department_name="Marne")
    document = compose(
        diagnostic(book=replace(book, needs=needs, flags=flags, obligations=rules), place=place), CONTEXT
    )
    sheets = texts(render(document))
    assert "Un seul contact pour commencer" in sheets[0]
    assert "Ce qui va bien" in sheets[1]
