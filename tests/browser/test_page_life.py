"""The page of a diagnostic is left, comes back, sleeps, loses its link: its reader finds their place and answers."""

from __future__ import annotations

import re
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import Server
from tests.browser.visitor import (
    choose,
    go_to,
    kept_offline,
    secret_of,
    start,
    stored,
    tick,
    ticked,
    wait_until_saved,
    waiting,
)

CONTENT = Path(__file__).parents[2] / "questions"
SLOWEST_CLICK_MS = 100
SLOWER = 6


@pytest.fixture
def elsewhere(browser: Browser) -> Iterator[BrowserContext]:
    """Another device."""
    context = browser.new_context(locale="fr-FR", timezone_id="Europe/Paris")
    yield context
    context.close()


def test_left_for_another_page_of_the_site_and_taken_up_by_back(page: Page, fragile_server: Server) -> None:
    """On the screen it showed; what had not left by then leaves."""
    start(page, fragile_server.address)
    go_to(page, "Site internet")
    fragile_server.stop(signal.SIGKILL)
    choose(page, "SIT-01", "oui")
    page.get_by_role("banner").get_by_role("link", name="Accompagnement Numérique Sur-Mesure").click()
    expect(page.get_by_role("heading", name="Reprendre un diagnostic")).to_be_visible()
    expect(page.get_by_text("1 réponse en attente d’envoi")).to_be_visible()
    fragile_server.start()
    page.go_back()
    expect(page.locator("#SIT-01-oui")).to_be_checked()
    wait_until_saved(page)
    assert stored(fragile_server) == [("SIT-01", ["oui"])]


def test_an_answer_given_just_before_leaving_for_another_page_arrives(page: Page, server: Server) -> None:
    """The page goes, the message goes on."""
    start(page, server.address)
    choose(page, "PRO-02", "50+")
    page.get_by_role("banner").get_by_role("link", name="Accompagnement Numérique Sur-Mesure").click()
    expect(page.get_by_role("heading", name="Reprendre un diagnostic")).to_be_visible()
    page.wait_for_timeout(1000)
    assert waiting(page) == []
    assert stored(server)[-1] == ("PRO-02", ["50+"])


def test_a_reload_stays_on_the_screen(page: Page, server: Server) -> None:
    """And the link opened anew leads to where the file was left."""
    link = start(page, server.address)
    tick(page, "PRO-01", "elu")
    go_to(page, "Sécurité et copies de secours")
    page.reload()
    expect(page.locator("#etape")).to_contain_text("Sécurité et copies de secours")
    page.goto("about:blank")
    page.goto(link)
    expect(page.locator("#etape")).to_contain_text("Votre collectivité")


def test_a_link_taken_back_is_said_at_once_to_who_has_it_open(
    page: Page, elsewhere: BrowserContext, fragile_server: Server
) -> None:
    """No reload, no click. A button pressed twice makes one link."""
    start(page, fragile_server.address)
    colleague = handed_over(page, elsewhere)
    tick(colleague, "SEC-01", "auto")
    expect(page.get_by_role("button", name="Retirer")).to_have_count(1)
    page.get_by_role("button", name="Retirer").click()
    expect(colleague.get_by_text("Ce lien a été retiré")).to_be_visible()


def test_what_waits_when_a_link_ends_is_listed(page: Page, elsewhere: BrowserContext, fragile_server: Server) -> None:
    """Kept here, to be passed on by its author; not asked again without end."""
    start(page, fragile_server.address)
    colleague = handed_over(page, elsewhere)
    elsewhere.set_offline(True)
    choose(colleague, "SEC-01", "auto")
    page.get_by_role("button", name="Retirer").click()
    expect(page.get_by_text("il n’ouvre plus rien")).to_be_visible()
    asked: list[str] = []
    colleague.on("request", lambda request: asked.append(request.url))
    elsewhere.set_offline(False)
    kept = colleague.get_by_role("region", name="1 réponse n’a pas été transmise")
    expect(kept.get_by_role("listitem")).to_have_count(1)
    expect(kept.get_by_role("listitem")).to_contain_text("?")
    assert waiting(colleague) == ["SEC-01"]
    colleague.wait_for_timeout(2000)
    assert len(asked) < 8
    assert stored(fragile_server) == []


def test_back_online_with_nothing_to_send_the_page_says_so_and_opens_the_results(
    page: Page, context: BrowserContext, server: Server
) -> None:
    """Without waiting for the next news."""
    start(page, server.address)
    tick(page, "PRO-01", "elu")
    context.set_offline(True)
    expect(page.locator("#enregistrement")).to_contain_text("Hors connexion")
    page.wait_for_timeout(6000)
    context.set_offline(False)
    expect(page.locator("#enregistrement")).not_to_contain_text("Hors connexion", timeout=5000)
    page.get_by_role("link", name="Voir mes résultats").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("La Buisse")


def test_own_answers_are_never_said_to_come_from_another_device(page: Page, server: Server) -> None:
    """The wait for news ends after 25 s, and tells again what this page gave meanwhile."""
    start(page, server.address)
    tick(page, "PRO-02", "2-5")
    page.wait_for_timeout(27_000)
    expect(page.locator("#PRO-02-message")).to_have_text("")


def test_a_choice_between_two_answers_shows_without_network_and_keeps_the_reading_position(
    page: Page, context: BrowserContext, elsewhere: BrowserContext, server: Server
) -> None:
    """The question keeps the focus that its button had."""
    link = start(page, server.address)
    kept_offline(page)
    clerk = elsewhere.new_page()
    clerk.goto(link)
    expect(clerk.locator("#PRO-02")).to_be_visible()
    context.set_offline(True)
    choose(page, "PRO-02", "0-1")
    tick(clerk, "PRO-02", "21-49")
    context.set_offline(False)
    expect(page.get_by_text("Deux réponses différentes")).to_be_visible()
    context.set_offline(True)
    page.get_by_role("button", name="Garder « 0 ou 1 »").click()
    expect(page.get_by_text("Deux réponses différentes")).to_have_count(0)
    expect(page.locator("#PRO-02-0-1")).to_be_checked()
    expect(page.locator("#PRO-02-0-1")).to_be_focused()


def test_answers_changed_while_another_person_answers_the_same_overwrite_nobody(
    page: Page, elsewhere: BrowserContext, fragile_server: Server
) -> None:
    """The news arrived while an answer waited, hidden by it: the next click does not speak for it."""
    link = start(page, fragile_server.address)
    clerk = elsewhere.new_page()
    clerk.goto(link)
    expect(clerk.locator("#PRO-03")).to_be_visible()
    page.route("**/echange/reponses", lambda route: route.fulfill(status=502, body="<html>"))
    choose(page, "PRO-03", "ecole")
    tick(clerk, "PRO-03", "eau")
    page.wait_for_timeout(1500)
    assert ticked(page, "PRO-03") == ["ecole"]
    choose(page, "PRO-03", "salle")
    page.unroute("**/echange/reponses")
    for device in (page, clerk):
        expect(device.get_by_text("Deux réponses différentes")).to_be_visible()
        assert ticked(device, "PRO-03") == ["eau"]


def test_the_last_look_keeps_the_reading_position(page: Page, server: Server) -> None:
    """An answered question leaves the list of those without answer, and its button with it."""
    start(page, server.address)
    page.get_by_role("navigation", name="Les thèmes").get_by_role("button", name="Vérifier mes réponses").click()
    page.get_by_text("Sans réponse", exact=True).click()
    line = page.get_by_role("listitem").filter(has_text="Qui remplit ce questionnaire")
    line.get_by_role("button", name="Répondre").click()
    choose(page, "PRO-01", "elu")
    line.get_by_role("button", name="Refermer").click()
    expect(line).to_have_count(0)
    expect(page.get_by_label("Sans réponse")).to_be_focused()


def test_the_secret_stays_out_of_what_others_may_read(page: Page, context: BrowserContext, server: Server) -> None:
    """Opened in another tab by the middle button or a key: neither the address bar nor the link itself keeps it."""
    secret = secret_of(start(page, server.address))
    tick(page, "PRO-01", "elu")
    link = page.get_by_role("link", name="Voir mes résultats").first
    for how in ({"button": "middle"}, {"modifiers": ["Control"]}):
        with context.expect_page() as opening:
            link.click(**how)  # type: ignore[arg-type]
        other = opening.value
        expect(other.get_by_role("heading", level=1)).to_contain_text("La Buisse")
        assert secret not in other.url
        assert other.evaluate("() => document.referrer") == ""
        assert secret not in other.evaluate("() => JSON.stringify(history.state)")
        other.close()
    page.wait_for_timeout(1200)
    hrefs = page.locator("a[href]").evaluate_all("all => all.map((one) => one.href)")
    assert not any(secret in href for href in hrefs if not href.startswith("mailto:"))
    kept_offline(page)
    assert secret not in page.evaluate(
        "async () => JSON.stringify(await Promise.all((await caches.keys()).map(async (name) =>"
        " (await (await caches.open(name)).keys()).map((request) => request.url))))"
    )
    assert secret not in page.evaluate("() => Object.keys(localStorage).join() + document.cookie")
    # Another link, typed over the address of the open page, leaves the bar too.
    page.evaluate("(other) => { location.hash = other; }", "B" * 43)
    expect(page.get_by_text("Nous ne pouvons pas ouvrir ce diagnostic")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/diagnostic/$"))
    assert secret not in server.errors()


def test_a_file_keeps_the_questionnaire_it_was_opened_with(page: Page, tmp_path: Path, fragile_server: Server) -> None:
    """Editors change questions: those of the file are shown, taken and kept, without network too."""
    former = tmp_path / "questions"
    shutil.copytree(CONTENT, former)
    theme = former / "themes" / "01-profil.toml"
    text = theme.read_text(encoding="utf-8")
    theme.write_text(
        text.replace(
            '{ valeur = "ensemble", libelle',
            '{ valeur = "stagiaire", libelle = "Une ou un stagiaire" },\n  { valeur = "ensemble", libelle',
            1,
        ),
        encoding="utf-8",
    )
    fragile_server.stop()
    fragile_server.start({"ANSM_CONTENT": str(former)})
    start(page, fragile_server.address)
    tick(page, "PRO-01", "stagiaire")
    fragile_server.stop()
    fragile_server.start()
    page.reload()
    expect(page.locator("#PRO-01-stagiaire")).to_be_checked()
    kept_offline(page)
    fragile_server.stop(signal.SIGKILL)
    page.reload()
    expect(page.locator("#PRO-01-stagiaire")).to_be_checked()
    choose(page, "PRO-01", "elu")
    choose(page, "PRO-01", "stagiaire")
    fragile_server.start()
    wait_until_saved(page)
    assert stored(fragile_server)[-1] == ("PRO-01", ["stagiaire"])


@pytest.mark.parametrize(("screen", "question"), [("Vérifier mes réponses", "PRO-01"), ("Sécurité", "SEC-01")])
def test_a_click_shows_at_once_on_a_slow_machine(
    page: Page, context: BrowserContext, server: Server, screen: str, question: str
) -> None:
    """On the longest screens, at six times the work that it takes here, however busy this machine is."""
    start(page, server.address)
    go_to(page, screen)
    if screen.startswith("Vérifier"):
        page.get_by_role("listitem").filter(has_text="Qui remplit").get_by_role("button").click()
    labels = page.locator(f"#{question} .fr-fieldset__element label")
    labels.last.scroll_into_view_if_needed()
    session = context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def worked() -> float:
        measured = {each["name"]: each["value"] for each in session.send("Performance.getMetrics")["metrics"]}
        return float(measured["TaskDuration"]) * 1000

    spent = []
    for place in range(9):
        box = labels.nth(place % 3).bounding_box()
        assert box is not None
        page.wait_for_timeout(700)
        before = worked()
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        spent.append(worked() - before)
    assert sorted(spent)[len(spent) // 2] * SLOWER < SLOWEST_CLICK_MS, spent


def handed_over(page: Page, elsewhere: BrowserContext) -> Page:
    """A colleague's page of the theme of security."""
    page.get_by_text("Confier un thème à un collègue").click()
    page.get_by_label("Thème", exact=True).select_option("securite")
    page.get_by_role("button", name="Créer le lien").dblclick()
    colleague = elsewhere.new_page()
    colleague.goto(page.get_by_label("Lien du thème").input_value())
    expect(colleague.locator("#SEC-01")).to_be_visible()
    return colleague
