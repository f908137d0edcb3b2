"""A diagnostic that comes as a file: our PDF or the exchange file, on the home page or inside an open diagnostic."""

from __future__ import annotations

import base64
import json
import re

from playwright.sync_api import Browser, BrowserContext, FilePayload, Page, expect

from tests.browser.conftest import Server
from tests.browser.visitor import accessibility_faults, choose, secret_of, start, tick, wait_until_saved

WANTED = "Reprendre à partir d’un fichier"
ADDED = "Ajouter un fichier reçu d’un conseiller"
DROP = """([selector, name, type, text]) => {
  const carried = new DataTransfer();
  carried.items.add(new File([Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))], name, { type }));
  const place = document.querySelector(selector);
  for (const kind of ["dragover", "drop"]) {
    place.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: carried }));
  }
}"""


def made(page: Page, server: Server, link: str, document: str, edition: str = "interne") -> FilePayload:
    """A document of the diagnostic behind this link, as its reader would download it."""
    form = {"lien": secret_of(link), "document": document, "edition": edition}
    answer = page.request.post(f"{server.address}/documents", form=form)
    assert answer.ok, answer.text()
    pdf = document != "echange"
    name, kind = ("rapport.pdf", "application/pdf") if pdf else ("La Buisse.ansm.json", "application/json")
    return {"name": name, "mimeType": kind, "buffer": answer.body()}


def bring(page: Page, address: str, file: FilePayload) -> None:
    """Choose this file on the home page."""
    page.goto(address)
    page.get_by_text(WANTED).click()
    page.locator("#fichier-apporte").set_input_files(files=[file])


def answered(page: Page) -> str:
    """The personal link that the page shows."""
    return page.get_by_label("Votre lien personnel").input_value()


def filled(context: BrowserContext, server: Server) -> tuple[Page, str]:
    """A page with a diagnostic of three answers, and its link."""
    page = context.new_page()
    link = start(page, server.address)
    tick(page, "PRO-01", "agent")
    tick(page, "PRO-02", "2-5")
    tick(page, "PRO-05", "prestataire")
    return page, link


def test_our_pdf_dropped_on_the_home_page_of_another_device_starts_a_prefilled_diagnostic(
    context: BrowserContext, browser: Browser, server: Server
) -> None:
    """It says what the file holds before anything is made; the new file has a link of its own."""
    page, link = filled(context, server)
    report = made(page, server, link, "rapport")
    elsewhere = browser.new_context(locale="fr-FR", timezone_id="Europe/Paris")
    other = elsewhere.new_page()
    fetched: list[str] = []
    other.on("request", lambda request: fetched.append(request.url))
    other.goto(server.address)
    expect(other.get_by_text(WANTED)).to_be_visible()
    assert not any("/Brought-" in url for url in fetched)  # its scripts weigh on nobody else
    other.get_by_text(WANTED).click()
    expect(other.locator("#fichier-apporte")).to_be_visible()
    assert any("/Brought-" in url for url in fetched)
    drop(other, ".ansm-drop", report)
    heading = other.get_by_role("heading", name=re.compile("La Buisse, diagnostic du"))
    expect(heading).to_be_focused()
    expect(other.get_by_text("Document en version interne")).to_be_visible()
    expect(other.get_by_role("listitem").filter(has_text=re.compile(r"^3\sréponses$"))).to_be_visible()
    expect(other.get_by_role("button", name="Ajouter ces réponses")).to_have_count(0)
    other.get_by_role("button", name="Commencer un nouveau diagnostic à partir de celui-ci").click()
    then = other.locator("#PRO-02-alors")
    expect(then).to_contain_text("vous aviez répondu")
    expect(other.locator("#PRO-02-2-5")).not_to_be_checked()
    then.get_by_role("button", name="C’est toujours vrai").click()
    expect(other.locator("#PRO-02-2-5")).to_be_checked()
    expect(other.locator("#PRO-05-prestataire")).not_to_be_checked()
    assert secret_of(answered(other)) != secret_of(link)
    elsewhere.close()


def test_a_diagnostic_taken_along_and_answered_elsewhere_comes_back_without_duplicates(
    context: BrowserContext, browser: Browser, server: Server
) -> None:
    """An advisor's copy: new answers are added, the same ones are known, a different one waits for a choice."""
    page, link = filled(context, server)
    carried = made(page, server, link, "echange")
    elsewhere = browser.new_context(locale="fr-FR", timezone_id="Europe/Paris")
    advisor = elsewhere.new_page()
    bring(advisor, server.address, carried)
    advisor.get_by_role("button", name="Reprendre ce diagnostic ici").click()
    expect(advisor.locator("#PRO-02-2-5")).to_be_checked()
    tick(advisor, "PRO-02", "6-20")
    go = advisor.get_by_role("navigation", name="Les thèmes").get_by_role("button", name="Site internet").first
    go.click()
    tick(advisor, "SIT-01", "oui")
    returned = made(advisor, server, answered(advisor), "echange")
    elsewhere.close()
    choose(page, "PRO-02", "21-49")
    wait_until_saved(page)

    page.get_by_text(ADDED).click()
    page.locator("#fichier-ajoute").set_input_files(files=[returned])
    page.get_by_role("button", name="Ajouter ces réponses").click()
    expect(page.get_by_role("heading", name=re.compile("réponses? ajoutées?"))).to_be_focused()
    page.get_by_role("navigation", name="Les thèmes").get_by_role("button", name="Site internet").first.click()
    expect(page.locator("#SIT-01-oui")).to_be_checked()

    page.locator("#fichier-ajoute").set_input_files(files=[returned])
    page.get_by_role("button", name="Ajouter ces réponses").click()
    expect(page.get_by_role("heading", name="Rien de nouveau dans ce fichier")).to_be_focused()


def test_the_home_page_recognises_a_diagnostic_that_this_device_has(context: BrowserContext, server: Server) -> None:
    """Then its answers may go there, and the link leads to it."""
    page, link = filled(context, server)
    report = made(page, server, link, "rapport")
    bring(page, server.address, report)
    page.get_by_role("button", name="Ajouter ces réponses au diagnostic de cet appareil").click()
    expect(page.get_by_role("heading", name="Rien de nouveau dans ce fichier")).to_be_focused()
    page.get_by_role("link", name="Ouvrir le diagnostic").click()
    expect(page.locator("#PRO-02-2-5")).to_be_checked()
    assert secret_of(answered(page)) == secret_of(link)


def test_a_file_that_cannot_be_read_is_told_in_its_place_and_the_rest_of_the_page_stays(
    context: BrowserContext, server: Server
) -> None:
    """Another kind, empty, damaged, not ours; the search keeps what was typed, and a good file is still taken."""
    page, link = filled(context, server)
    carried = made(page, server, link, "echange")
    page.goto(server.address)
    page.get_by_role("combobox").press_sequentially("la buis")
    # The list lies over what follows it, whenever it comes: once the field is left, it comes no more.
    page.keyboard.press("Tab")
    page.get_by_text(WANTED).click()
    damaged = carried["buffer"].replace(b"2-5", b"6-20")
    newer = json.loads(carried["buffer"]) | {"format_version": 99}
    bad: tuple[tuple[FilePayload, str], ...] = (
        ({"name": "photo.png", "mimeType": "image/png", "buffer": b"PNG"}, "n’est pas de ceux"),
        ({"name": "vide.pdf", "mimeType": "application/pdf", "buffer": b""}, "est vide"),
        ({"name": "lettre.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7\nune lettre"}, "Ce PDF"),
        ({**carried, "buffer": damaged}, "Ce fichier"),
        ({**carried, "buffer": json.dumps(newer).encode()}, "Ce fichier"),
        ({**carried, "buffer": b" " * 10_000_001}, "trop gros"),
    )
    for file, sentence in bad:
        page.locator("#fichier-apporte").set_input_files(files=[file])
        fault = page.locator("#fichier-apporte-faute")
        expect(fault).to_contain_text(sentence)
        expect(page.locator("#fichier-apporte")).to_be_focused()
        expect(page.get_by_role("button", name="Commencer un nouveau diagnostic à partir de celui-ci")).to_have_count(0)
    expect(page.get_by_role("combobox")).to_have_value("la buis")
    page.locator("#fichier-apporte").set_input_files(files=[carried])
    expect(page.get_by_role("button", name="Commencer un nouveau diagnostic à partir de celui-ci")).to_be_visible()
    page.get_by_role("button", name="Laisser ce fichier").click()
    expect(page.get_by_role("button", name="Commencer un nouveau diagnostic à partir de celui-ci")).to_have_count(0)


def test_a_file_dropped_beside_the_frame_does_not_replace_the_page(page: Page, server: Server) -> None:
    page.goto(server.address)
    page.get_by_text(WANTED).click()
    expect(page.locator("#fichier-apporte")).to_be_visible()
    prevented = page.evaluate(
        "() => { const carried = new DataTransfer(); carried.items.add(new File(['x'], 'x.pdf'));"
        " const drop = new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: carried });"
        " document.querySelector('h1').dispatchEvent(drop); return drop.defaultPrevented; }"
    )
    assert prevented
    expect(page.locator("#fichier-apporte-faute")).to_have_count(0)


def test_a_network_cut_while_a_file_leaves_is_said_and_it_can_be_sent_again(
    context: BrowserContext, server: Server
) -> None:
    page, link = filled(context, server)
    carried = made(page, server, link, "echange")
    page.goto(server.address)
    page.get_by_text(WANTED).click()
    page.locator("#fichier-apporte").wait_for()
    page.route("**/importer/**", lambda route: route.abort(), times=1)
    page.locator("#fichier-apporte").set_input_files(files=[carried])
    expect(page.locator("#fichier-apporte-faute")).to_contain_text("demande une connexion")
    page.locator("#fichier-apporte").set_input_files(files=[carried])
    expect(page.get_by_role("button", name="Reprendre ce diagnostic ici")).to_have_count(0)  # this device has it
    expect(page.get_by_role("button", name="Ajouter ces réponses au diagnostic de cet appareil")).to_be_visible()


def test_it_is_accessible_by_keyboard_and_on_a_narrow_screen(browser: Browser, server: Server) -> None:
    """Nothing for axe at each step; reached by Tab alone; nothing wider than 320 pixels."""
    context = browser.new_context(locale="fr-FR", bypass_csp=True, viewport={"width": 320, "height": 700})
    page, link = filled(context, server)
    report = made(page, server, link, "rapport")
    page.goto(server.address)
    page.get_by_role("combobox").focus()
    reached = page.get_by_text(WANTED)
    for _ in range(6):
        page.keyboard.press("Tab")
        if reached.evaluate("(summary) => summary === document.activeElement"):
            break
    expect(reached).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#fichier-apporte")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.locator("#fichier-apporte")).to_be_focused()
    assert accessibility_faults(page) == []
    page.locator("#fichier-apporte").set_input_files(files=[report])
    expect(page.get_by_role("heading", name=re.compile("La Buisse, diagnostic du"))).to_be_focused()
    assert accessibility_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Ajouter ces réponses au diagnostic")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Rien de nouveau")).to_be_focused()
    assert accessibility_faults(page) == []
    context.close()


def drop(page: Page, selector: str, file: FilePayload) -> None:
    """Drop it there, as from a folder of the computer."""
    content = base64.b64encode(file["buffer"]).decode()
    page.evaluate(DROP, [selector, file["name"], file["mimeType"], content])
