"""The results as a visitor reads them: what the diagnostic says, by keyboard, on a small screen, down to the PDF."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pymupdf
import pytest
from playwright.sync_api import Browser, Page, expect

from ansm.application import Application
from ansm.settings import read_settings
from ansm.web.results_view import ResultsView, results_view
from tests.browser.conftest import PATIENCE_MS, Server
from tests.browser.visitor import accessibility_faults, go_to, start, tick

GOLDEN = Path(__file__).parent.parent / "golden" / "journeys"
BUSY = "la-buisse-seuil-exact"
PROFILES = (BUSY, "lapugnoy-tout-va-bien", "ile-d-yeu-vide", "severac-ne-sait-pas", "beaumont-sans-habitant")
FIRST_RENDERING_MS = 60_000


@pytest.fixture(scope="module")
def installation(server: Server) -> Iterator[Application]:
    """The use cases on the server's own database."""
    running = Application.start(read_settings({"ANSM_DATABASE_URL": f"sqlite:///{server.folder / 'ansm.sqlite3'}"}))
    yield running
    running.close()


def open_golden(installation: Application, journey: str) -> tuple[str, ResultsView]:
    """A file with the answers of a golden journey: its secret, and what its page must say."""
    request = json.loads((GOLDEN / f"{journey}.json").read_text(encoding="utf-8"))["request"]
    token = installation.open(request["territory"], request.get("role"))
    for question, answer in request.get("answers", {}).items():
        installation.answer(token, question, answer)
    return token, results_view(installation.diagnose(token), moved=installation.file(token).moved)


def read_results(page: Page, server: Server, token: str) -> None:
    """Open the page and wait for what it says."""
    page.goto(f"{server.address}/diagnostic/resultats/#{token}")
    expect(page.get_by_role("heading", level=2, name="En une minute")).to_be_visible(timeout=PATIENCE_MS)


def unfold(page: Page) -> None:
    """Open every native details."""
    page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")


def words(text: str) -> str:
    """The text with all its spaces made ordinary and single."""
    return re.sub(r"\s+", " ", text).strip()


@pytest.mark.parametrize("journey", PROFILES)
def test_the_page_says_what_the_diagnostic_says(
    page: Page, server: Server, installation: Application, journey: str
) -> None:
    """Flags, actions, reasons, points, services, strengths, checks, rules, support, themes: all of it, unfolded."""
    token, view = open_golden(installation, journey)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    read_results(page, server, token)
    unfold(page)
    shown = words(page.locator("main").inner_text())
    opening = view.opening
    expected = [opening.title, opening.known, opening.provisional, opening.message]
    expected += [view.minute.well, view.minute.waiting, view.minute.sure, *(one.why for one in view.minute.steps)]
    expected += [flag.explanation for flag in opening.flags]
    expected += [*opening.unmet, *(one.text for one in (*view.strengths, *view.other_strengths))]
    expected += [one.text for one in (*view.support.offers, *view.support.others)]
    for band in (view.first, *view.following):
        for one in band.actions:
            expected += [one.action, one.why, one.today, one.how, one.done_when, *one.before]
            expected += [fact.text for fact in one.facts]
            expected += [one.help.without_digital, one.help.operator, one.help.none]
            expected += [service.why for service in (*one.help.services, *one.help.others)]
            expected += [one.reasons.tipping, one.reasons.interval, one.reasons.robustness, one.reasons.total]
            expected += [line.question for line in one.reasons.trace]
    for person in view.checks.verify:
        expected += [person.title]
        expected += [each for one in person.questions for each in (one.question.text, one.whom, one.how)]
    for theme in (*view.checks.refine.first, *view.checks.refine.others):
        expected += [theme.label, theme.size, *(link.text for link in theme.questions)]
    expected += [rule.proof for group in (*view.rules.to_settle, *view.rules.others) for rule in group.rules]
    expected += [verdict.answer for verdict in view.support.verdicts]
    expected += [each for bar in view.themes.bars for each in (bar.label, bar.text, bar.gap)]
    assert [text for text in expected if words(text) not in shown] == []
    assert complaints == []


@pytest.fixture(params=["light", "dark"])
def inspected(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A page that axe may enter, on a small screen, in both schemes."""
    context = browser.new_context(
        locale="fr-FR", color_scheme=request.param, viewport={"width": 320, "height": 640}, bypass_csp=True
    )
    context.set_default_timeout(PATIENCE_MS)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("journey", PROFILES)
def test_the_page_has_no_fault_nor_scrolls_sideways(
    inspected: Page, server: Server, installation: Application, journey: str
) -> None:
    """Folded and unfolded: one title, headings without a gap, named tables, nothing for axe, nothing past 320 px."""
    token, _ = open_golden(installation, journey)
    read_results(inspected, server, token)
    assert inspected.evaluate("document.documentElement.scrollWidth") <= 320
    unfold(inspected)
    assert accessibility_faults(inspected) == []
    assert inspected.evaluate("document.documentElement.scrollWidth") <= 320
    assert inspected.locator("h1").count() == 1
    levels = inspected.locator("h1, h2, h3, h4, h5").evaluate_all("all => all.map((one) => Number(one.tagName[1]))")
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    for table in inspected.locator("table").all():
        assert table.locator("caption").count() == 1
        assert table.locator("th:not([scope])").count() == 0


def test_a_try_in_progress_and_the_notices_have_no_fault_either(
    inspected: Page, server: Server, installation: Application
) -> None:
    """Under an action, by theme, and with what the script shows when the connection is missing."""
    token, _ = open_golden(installation, BUSY)
    read_results(inspected, server, token)
    for notice in ("#hors-ligne", "#reponses-en-attente"):
        expect(inspected.locator(notice)).to_be_hidden()
        inspected.locator(notice).evaluate("one => (one.hidden = false)")
        expect(inspected.locator(notice)).to_be_visible()
    inspected.get_by_role("button", name="Et si nous répondions autrement").first.click()
    inspected.locator("#essai-SEC-01-auto + label").click()
    expect(inspected.get_by_text("Vos premières actions changeraient.")).to_be_visible()
    assert accessibility_faults(inspected) == []
    inspected.get_by_label("Thème de la question").select_option(label="Organisation, moyens et priorités")
    expect(inspected.locator("summary", has_text="Quelles sont les priorités")).to_be_visible()
    unfold(inspected)
    inspected.locator("#essai-PIL-05-jour + label").click()
    expect(inspected.get_by_role("button", name="Revenir à mes vraies réponses")).to_be_visible()
    assert accessibility_faults(inspected) == []
    assert inspected.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_keyboard_reaches_the_parts_the_details_and_the_document(
    page: Page, server: Server, installation: Application
) -> None:
    """Tab and Enter alone, and the secret never comes back to the address."""
    token, view = open_golden(installation, BUSY)
    read_results(page, server, token)
    tab_to(page, "Télécharger le diagnostic (PDF)")
    tab_to(page, "À faire d’abord")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=2, name="À faire d’abord")).to_be_focused()
    tab_to(page, "Comment faire, et qui peut aider")
    beside = page.get_by_text(view.first.actions[0].help.without_digital)
    expect(beside).to_be_hidden()
    page.keyboard.press("Enter")
    expect(beside).to_be_visible()
    tab_to(page, "Pourquoi cette place")
    page.keyboard.press("Enter")
    expect(page.get_by_role("table", name="Les six critères, et les points que chacun apporte")).to_be_visible()
    assert page.url == f"{server.address}/diagnostic/resultats/"


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the control of that name has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent").startswith(name):
            return
    raise AssertionError(f"{name} is never reached")


def test_the_document_says_the_first_actions_of_the_page(
    page: Page, server: Server, installation: Application, tmp_path: Path
) -> None:
    """The same diagnostic on paper, under a name that spells the programme out."""
    token, view = open_golden(installation, BUSY)
    read_results(page, server, token)
    with page.expect_download(timeout=FIRST_RENDERING_MS) as download:
        page.get_by_role("button", name="Télécharger").first.click()
    assert download.value.suggested_filename.startswith("Accompagnement-Numerique-Sur-Mesure_")
    file = tmp_path / "diagnostic.pdf"
    download.value.save_as(file)
    with pymupdf.open(file) as document:
        printed = words(" ".join(sheet.get_text() for sheet in document)).replace("\u00ad", "")
    for one in view.first.actions:
        assert words(one.action) in printed
    assert token not in printed


def test_an_answer_changed_from_the_results_changes_them(page: Page, server: Server) -> None:
    """From the list « À vérifier » to the very question, and back: the doubt is gone."""
    start(page, server.address)
    go_to(page, "Sécurité et copies de secours")
    tick(page, "SEC-01", "nsp")
    page.get_by_role("link", name="Voir mes résultats").first.click()
    person = page.get_by_role("link", name=re.compile("^À demander à .+ : 1 question$"))
    expect(person).to_be_visible(timeout=PATIENCE_MS)
    person.click()  # the place it leads to unfolds
    question = page.get_by_role("link", name=re.compile("^Vos fichiers importants sont-ils copiés"))
    question.click()
    expect(page.locator("#SEC-01")).to_be_visible(timeout=PATIENCE_MS)
    tick(page, "SEC-01", "non")
    page.get_by_role("link", name="Voir mes résultats").first.click()
    expect(page.get_by_text("Pas de copie de secours utilisable").first).to_be_visible(timeout=PATIENCE_MS)
    expect(question).to_have_count(0)


@pytest.mark.parametrize("end", ["", "#abc", "#" + "A" * 43])
def test_a_link_that_opens_nothing_is_explained(page: Page, server: Server, end: str) -> None:
    """No empty page, no endless wait, and the way home."""
    page.goto(f"{server.address}/diagnostic/resultats/{end}")
    refusal = page.get_by_role("heading", level=2, name="Nous ne pouvons pas afficher ces résultats")
    expect(refusal).to_be_visible(timeout=PATIENCE_MS)
    expect(page.get_by_text("Préparation de vos résultats")).to_have_count(0)
    expect(page.get_by_role("link", name="Aller à l’accueil")).to_be_visible()
