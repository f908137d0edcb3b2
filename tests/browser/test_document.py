"""From the answers to the results, and to a PDF that says the same."""

from __future__ import annotations

from pathlib import Path

import pymupdf
from playwright.sync_api import Page, expect

from tests.browser.conftest import PATIENCE_MS, Server
from tests.browser.visitor import go_to, secret_of, start, tick

ACTION = "Mettre en place une copie automatique, vérifiée et gardée à part"
FIRST_RENDERING_MS = 60_000


def test_la_buisse_goes_from_its_name_to_a_document_that_says_its_priorities(
    page: Page, server: Server, tmp_path: Path
) -> None:
    """No copy of its files: the action comes first on the screen and on paper, with the answer behind it."""
    link = start(page, server.address)
    tick(page, "PRO-01", "ensemble")
    go_to(page, "Sécurité et copies de secours")
    tick(page, "SEC-01", "non")
    page.get_by_role("link", name="Voir mes résultats").first.click()
    expect(page.get_by_text(ACTION).first).to_be_visible()

    with page.expect_download(timeout=FIRST_RENDERING_MS) as download:
        page.get_by_role("button", name="Télécharger").first.click()
    assert download.value.suggested_filename.startswith("Accompagnement-Numerique-Sur-Mesure_")
    file = tmp_path / "diagnostic.pdf"
    download.value.save_as(file)
    with pymupdf.open(file) as document:
        words = " ".join(" ".join(sheet.get_text() for sheet in document).split())
    assert "La Buisse" in words
    assert ACTION in words.replace("\u00ad", "")
    assert secret_of(link) not in words


def test_the_results_lead_back_to_the_very_question(page: Page, server: Server) -> None:
    """A result is never a dead end."""
    link = start(page, server.address)
    secret = link.partition("#")[2]
    page.goto(f"{server.address}/diagnostic/?question=SEC-06#{secret}")
    expect(page.locator("#SEC-06")).to_be_visible()
    expect(page.locator("#SEC-06 input").first).to_be_focused(timeout=PATIENCE_MS)
    assert page.get_by_label("Votre lien personnel").input_value() == link
