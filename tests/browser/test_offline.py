"""A dead network cannot hurt: the whole questionnaire works without it, and nothing is lost nor stored twice."""

from __future__ import annotations

import random
import re
import signal
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect

from tests.browser.conftest import FLAGS, PATIENCE_MS, Server, chromium_path
from tests.browser.visitor import choose, go_to, kept_offline, start, stored, tick, wait_until_saved, waiting

TWENTY = (
    ("profil", "Votre collectivité", (("PRO-01", "elu"), ("PRO-02", "2-5"), ("PRO-05", "prestataire"))),
    ("connexion", "Connexion et matériel", (("CON-01", "nsp"), ("CON-04", "certains"))),
    ("identite", "Adresse électronique", (("IDN-01", "public"), ("IDN-02", "non"), ("IDN-05", "oui"))),
    ("site", "Site internet", (("SIT-01", "oui"), ("SIT-04", "nsp"))),
    ("securite", "Sécurité et copies", (("SEC-01", "manuel"), ("SEC-06", "nsp"), ("SEC-07", "non"), ("SEC-09", "non"))),
    ("donnees", "Données personnelles", (("DON-01", "oui"),)),
    (
        "demarches",
        "Accueil et démarches",
        (("DEM-02", "oui"), ("DEM-05", "papier"), ("DEM-07", "oui"), ("DEM-08", "non")),
    ),
    ("gestion", "Gestion interne", (("GES-01", "affichage"),)),
)


def test_twenty_answers_without_network_survive_reload_and_restart_and_are_stored_once(
    playwright: Playwright, tmp_path: Path, fragile_server: Server
) -> None:
    """Network off, twenty answers over eight themes, reload, browser closed and opened again, network on."""
    profile = tmp_path / "profil"
    context = real_browser(playwright, profile)
    page = context.new_page()
    link = start(page, fragile_server.address)
    kept_offline(page)
    context.set_offline(True)
    # The driver's own cut lets through what a page sends as it goes: nobody is there to receive it either.
    fragile_server.stop(signal.SIGKILL)
    given = []
    for _, theme, answers in TWENTY:
        go_to(page, theme)
        for question, value in answers:
            choose(page, question, value)
            expect(page.locator(f"#{question}-{value}")).to_be_checked()
            given.append((question, [value]))
    assert len(given) == 20
    expect(page.locator("#enregistrement")).to_contain_text("Hors connexion")
    expect(page.locator("#enregistrement")).to_contain_text("20 réponses en attente d’envoi")

    # The last look and a reload work without the network too.
    page.get_by_role("navigation", name="Les thèmes").get_by_role("button", name="Vérifier mes réponses").click()
    expect(page.get_by_role("heading", name="Vérifiez vos réponses")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="affichage")).to_contain_text("Modifier")
    page.reload()
    expect(page.locator("#enregistrement")).to_contain_text("20 réponses en attente d’envoi")
    page.get_by_role("link", name="Voir mes résultats").first.click()
    expect(page.get_by_text("Vos résultats demandent la connexion").first).to_be_visible()
    context.close()
    assert stored(fragile_server) == []
    fragile_server.start()
    context = real_browser(playwright, profile)
    page = context.new_page()
    page.goto(link)
    wait_until_saved(page)
    assert waiting(page) == []
    context.close()
    assert stored(fragile_server) == given


def test_no_acknowledged_answer_is_lost_when_the_server_is_killed_fifty_times(
    page: Page, fragile_server: Server
) -> None:
    """Killed without warning at random moments while somebody goes on answering; what was said saved is there."""
    draw = random.Random(26)  # noqa: S311 — moments for a test, not secrets
    start(page, fragile_server.address)
    questions = {
        "PRO-01": ("elu", "agent", "ensemble", "conseiller"),
        "PRO-02": ("0-1", "2-5", "6-20", "21-49"),
        "PRO-05": ("opsn", "prestataire", "agent", "personne"),
    }
    said: dict[str, str] = {}
    acknowledged: list[dict[str, str]] = []
    for _ in range(50):
        for _ in range(draw.randint(1, 4)):
            question = draw.choice(list(questions))
            value = draw.choice([value for value in questions[question] if value != said.get(question)])
            choose(page, question, value)
            said[question] = value
            page.wait_for_timeout(draw.choice((0, 0, 5, 20)))
            if page.locator("#enregistrement").get_attribute("data-en-attente") == "0":
                acknowledged.append(dict(said))
        fragile_server.stop(signal.SIGKILL)
        if acknowledged:
            # Every answer that the page had let go of is in the database of the dead server.
            kept = current(fragile_server)
            last = acknowledged[-1]
            assert {question for question in last if question not in kept} == set()
            history = stored(fragile_server)
            assert all((question, [value]) in history for question, value in last.items())
        fragile_server.start()
    wait_until_saved(page)
    assert current(fragile_server) == {question: [value] for question, value in said.items()}
    assert len(acknowledged) > 20


def test_answers_given_while_the_server_is_dead_leave_by_themselves(
    page: Page, context: BrowserContext, fragile_server: Server
) -> None:
    """The page says how many wait; one closed before they left sends them at its next visit."""
    link = start(page, fragile_server.address)
    tick(page, "PRO-01", "elu")
    fragile_server.stop(signal.SIGKILL)
    choose(page, "PRO-02", "2-5")
    expect(page.locator("#enregistrement")).to_contain_text("Hors connexion")
    expect(page.locator("#enregistrement")).to_contain_text("1 réponse en attente")
    fragile_server.start()
    wait_until_saved(page)
    fragile_server.stop(signal.SIGKILL)
    choose(page, "PRO-05", "agent")
    page.close(run_before_unload=False)
    fragile_server.start()
    again = context.new_page()
    again.goto(link)
    wait_until_saved(again)
    assert stored(fragile_server) == [("PRO-01", ["elu"]), ("PRO-02", ["2-5"]), ("PRO-05", ["agent"])]


def test_conditional_questions_follow_without_network(page: Page, context: BrowserContext, server: Server) -> None:
    """Shown, hidden, and given back with their answer."""
    start(page, server.address)
    kept_offline(page)
    context.set_offline(True)
    go_to(page, "Accueil et démarches")
    choose(page, "DEM-07", "oui")
    choose(page, "DEM-08", "non")
    choose(page, "DEM-07", "non")
    expect(page.locator("#DEM-08")).to_have_count(0)
    choose(page, "DEM-07", "nsp")
    expect(page.locator("#DEM-08-non")).to_be_checked()


def test_a_full_storage_is_said_and_the_answers_still_leave(page: Page, server: Server) -> None:
    """The page then keeps them in memory only, and says not to close it."""
    start(page, server.address)
    page.evaluate(
        "() => { for (let size = 1 << 20; size >= 1; size >>= 1)"
        " { try { for (let i = 0; ; i++) localStorage.setItem(`plein-${size}-${i}`, 'x'.repeat(size)); } catch {} } }"
    )
    tick(page, "PRO-02", "2-5")
    expect(page.get_by_role("alert")).to_contain_text("ne peut pas garder vos réponses")
    expect(page.get_by_role("alert")).to_contain_text("Ne fermez pas cette page")


def test_a_forbidden_storage_is_said_and_the_questionnaire_works(browser: Browser, server: Server) -> None:
    """As in a browser whose owner refused every site's data."""
    context = browser.new_context(locale="fr-FR")
    context.add_init_script(
        "for (const name of ['localStorage', 'sessionStorage']) Object.defineProperty(window, name,"
        " { configurable: true, get() { throw new DOMException('refused', 'SecurityError'); } });"
    )
    page = context.new_page()
    link = start(page, server.address)
    expect(page.get_by_role("alert")).to_contain_text("ne peut pas garder vos réponses")
    tick(page, "PRO-02", "2-5")
    page.goto("about:blank")
    page.goto(link)
    expect(page.locator("#PRO-02-2-5")).to_be_checked()
    context.close()


def test_the_results_say_that_they_need_the_connection(page: Page, context: BrowserContext, server: Server) -> None:
    """Opened without network, the page explains and comes back by itself with one button."""
    start(page, server.address)
    tick(page, "PRO-01", "elu")
    kept_offline(page)
    context.set_offline(True)
    page.goto(server.address + "/diagnostic/resultats/")
    expect(page.get_by_role("heading", name="Vos résultats demandent la connexion")).to_be_visible()
    context.set_offline(False)
    page.get_by_role("button", name="Réessayer").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("La Buisse")


def test_a_page_that_is_not_kept_here_says_so_without_network(
    page: Page, context: BrowserContext, server: Server
) -> None:
    """Rather than the browser's own error page."""
    start(page, server.address)
    kept_offline(page)
    context.set_offline(True)
    page.goto(server.address + "/comprendre-le-calcul/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Cette page demande la connexion")
    page.get_by_role("link", name="Reprendre le questionnaire").click()
    expect(page.locator("#PRO-01")).to_be_visible()


def test_a_first_visit_without_network_is_told_why_nothing_opens(browser: Browser, server: Server) -> None:
    """The page came, the file did not; it opens by itself when the network is back."""
    context = browser.new_context(locale="fr-FR")
    page = context.new_page()
    link = start(page, server.address)
    elsewhere = browser.new_context(locale="fr-FR")
    other = elsewhere.new_page()
    other.route("**/echange/**", lambda route: route.abort())
    other.goto(link)
    expect(other.get_by_text("Il faut une connexion pour ouvrir ce diagnostic une première fois")).to_be_visible()
    other.unroute("**/echange/**")
    expect(other.locator("#PRO-01")).to_be_visible()
    expect(other).to_have_url(re.compile(r"/diagnostic/$"))
    elsewhere.close()
    context.close()


def current(server: Server) -> dict[str, list[str]]:
    """The last answer stored to each question."""
    return dict(stored(server))


def real_browser(playwright: Playwright, profile: Path) -> BrowserContext:
    """A browser with a profile on disk, which can be closed and opened again."""
    context = playwright.chromium.launch_persistent_context(
        profile, executable_path=chromium_path(), args=FLAGS, locale="fr-FR", viewport={"width": 1280, "height": 900}
    )
    context.set_default_timeout(PATIENCE_MS)
    return context
