"""« Ce document est-il d’origine ? »: by its code however typed, or by its file, which never leaves the device."""

from __future__ import annotations

import re

import pymupdf
import pytest
from playwright.sync_api import Browser, Page, Request, expect

from tests.browser.conftest import Server
from tests.browser.test_brought import drop
from tests.browser.visitor import accessibility_faults, secret_of, start

CODE = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b")
ADDRESS = "/verifier/"


@pytest.fixture(scope="module")
def document(browser: Browser, server: Server) -> bytes:
    """The publishable report of a new file, as it was given."""
    context = browser.new_context(locale="fr-FR")
    page = context.new_page()
    form = {"lien": secret_of(start(page, server.address)), "document": "rapport", "edition": "publiable"}
    answer = page.request.post(f"{server.address}/documents", form=form)
    assert answer.ok
    given = answer.body()
    context.close()
    return given


@pytest.fixture(scope="module")
def code(document: bytes) -> str:
    """As a reader sees it on the paper."""
    with pymupdf.open(stream=document) as opened:
        found = CODE.search(opened[0].get_text())
    assert found
    return found[0]


def test_the_code_on_the_paper_is_recognised_however_it_is_typed(page: Page, server: Server, code: str) -> None:
    """Small letters, spaces, O for zero, I for one: what it was printed for is told, and what to compare."""
    page.goto(server.address + ADDRESS)
    typed = code.lower().replace("-", "  ").replace("0", "o").replace("1", "i")
    page.get_by_label("Code du document").fill(f" {typed} ")
    page.get_by_label("Code du document").press("Enter")
    heading = page.get_by_role("heading", name="Ce site a émis ce document")
    expect(heading).to_be_focused()
    answer = page.get_by_role("region", name="Ce site a émis ce document")
    expect(answer).to_contain_text(code)
    expect(answer).to_contain_text("Le diagnostic à publier, pour La Buisse, version publiable, daté du")


def test_the_very_file_is_recognised_without_leaving_the_device(page: Page, server: Server, document: bytes) -> None:
    """What is sent is shorter than a sentence."""
    sent: list[Request] = []
    page.on("request", lambda request: sent.append(request) if request.method == "POST" else None)
    page.goto(server.address + ADDRESS)
    expect(page.locator("#document")).to_be_visible()
    file = {"name": "diagnostic.pdf", "mimeType": "application/pdf", "buffer": document}
    drop(page, ".ansm-drop", file)  # type: ignore[arg-type]
    expect(page.get_by_role("heading", name="Ce fichier est exactement celui que ce site a émis")).to_be_focused()
    assert [len(request.post_data or "") < 200 for request in sent] == [True]


def test_a_file_changed_since_is_told_from_the_one_that_was_given(page: Page, server: Server, document: bytes) -> None:
    """Signed, annotated or forged: one byte is enough."""
    page.goto(server.address + ADDRESS)
    changed = [{"name": "diagnostic.pdf", "mimeType": "application/pdf", "buffer": document + b"\n"}]
    page.locator("#document").set_input_files(files=changed)  # type: ignore[arg-type]
    expect(page.get_by_role("heading", name="n’est pas exactement celui que nous avons émis")).to_be_focused()


def test_an_unknown_code_and_what_is_no_code_are_told_apart(page: Page, server: Server) -> None:
    page.goto(server.address + ADDRESS)
    field = page.get_by_label("Code du document")
    field.fill("0000-0000-0000")
    page.get_by_role("button", name="Vérifier").click()
    expect(page.get_by_role("heading", name="Nous ne connaissons pas ce code")).to_be_focused()
    expect(page.get_by_text("un signe a été mal recopié")).to_be_visible()
    field.fill("7K3M")
    page.get_by_role("button", name="Vérifier").click()
    expect(page.locator("#code-faute")).to_contain_text("douze lettres ou chiffres")
    expect(field).to_be_focused()
    expect(page.get_by_role("heading", name="Nous ne connaissons pas")).to_have_count(0)


@pytest.mark.parametrize(
    ("content", "sentence"), [(b"une lettre", "n’est pas un PDF"), (b"%PDF-1.7 autre", "ne porte aucun de nos codes")]
)
def test_a_file_that_is_none_of_ours_is_said_so(page: Page, server: Server, content: bytes, sentence: str) -> None:
    page.goto(server.address + ADDRESS)
    page.locator("#document").set_input_files(
        files=[{"name": "x.pdf", "mimeType": "application/pdf", "buffer": content}]
    )
    expect(page.locator("#document-faute")).to_contain_text(sentence)
    expect(page.locator("#document")).to_be_focused()


def test_the_page_is_accessible_and_fits_a_narrow_screen(browser: Browser, server: Server, code: str) -> None:
    context = browser.new_context(locale="fr-FR", bypass_csp=True, viewport={"width": 320, "height": 700})
    page = context.new_page()
    page.goto(server.address + ADDRESS)
    field = page.get_by_label("Code du document")
    expect(field).to_be_visible()
    assert accessibility_faults(page) == []
    field.fill("?")
    field.press("Enter")
    expect(page.locator("#code-faute")).to_be_visible()
    assert accessibility_faults(page) == []
    field.fill(code)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Ce site a émis ce document")).to_be_focused()
    assert accessibility_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    context.close()
