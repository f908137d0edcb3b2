"""The states a visitor may find the questionnaire in, each reached as a person would: nothing is drawn by hand.

A situation leaves its page in that state. `SITUATIONS` is the list that looks at them all go through.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, expect

from tests.browser.paper import open_entry, press
from tests.browser.visitor import choose, go_to, kept_offline, start, tick, wait_until_saved

Situation = Callable[[Page, str], None]


@contextmanager
def another_device(page: Page, link: str) -> Iterator[Page]:
    """The same file in another browser, its first question shown."""
    assert page.context.browser is not None
    context = page.context.browser.new_context(locale="fr-FR", timezone_id="Europe/Paris")
    try:
        other = context.new_page()
        other.goto(link)
        expect(other.locator(".ansm-question").first).to_be_visible()
        yield other
    finally:
        context.close()


def answered(page: Page, address: str) -> None:
    """One choice, several, a reason and a word explained, an answer said saved."""
    start(page, address)
    tick(page, "PRO-01", "elu")
    tick(page, "PRO-03", "ecole", "cantine")
    unfold(page, "#questions details")


def ordered(page: Page, address: str) -> None:
    """The question whose order counts, one box too many refused."""
    start(page, address)
    go_to(page, "Organisation, moyens et priorités")
    tick(page, "PIL-04", "temps", "securite", "habitants")
    choose(page, "PIL-04", "enfance")
    expect(page.locator("#PIL-04-message")).to_contain_text("3 réponses au plus")


def offline(page: Page, address: str) -> None:
    """Without network, nothing waiting yet."""
    start(page, address)
    tick(page, "PRO-01", "elu")
    kept_offline(page)
    page.context.set_offline(True)
    expect(page.locator("#enregistrement")).to_contain_text("Hors connexion")


def waiting(page: Page, address: str) -> None:
    """Without network, two answers that wait."""
    offline(page, address)
    choose(page, "PRO-02", "2-5")
    choose(page, "PRO-05", "agent")
    expect(page.locator("#enregistrement")).to_contain_text("2 réponses en attente")


def disputed(page: Page, address: str) -> None:
    """Two people answered differently without seeing each other."""
    link = start(page, address)
    tick(page, "PRO-01", "elu")
    with another_device(page, link) as clerk:
        page.context.set_offline(True)
        choose(page, "PRO-02", "0-1")
        tick(clerk, "PRO-02", "21-49")
        page.context.set_offline(False)
        expect(page.get_by_role("group", name="Deux réponses différentes ont été données")).to_be_visible()
        wait_until_saved(page)


def contradicted(page: Page, address: str) -> None:
    """Two answers that cannot both be true."""
    start(page, address)
    go_to(page, "Site internet et information des habitants")
    tick(page, "SIT-01", "non")
    go_to(page, "Gestion interne et actes")
    tick(page, "GES-01", "site")
    expect(page.get_by_text("Deux réponses se contredisent")).to_be_visible()


def history(page: Page, address: str) -> None:
    """The dialog of an answer that was changed."""
    start(page, address)
    tick(page, "PRO-02", "2-5", "50+")
    page.locator("#PRO-02").get_by_role("button", name="Historique").click()
    expect(page.get_by_role("dialog").get_by_role("listitem")).to_have_count(2)


def handing_over(page: Page, address: str) -> str:
    """The form that hands a theme over, its link just made: gives that link."""
    start(page, address)
    page.get_by_text("Confier un thème à un collègue").click()
    page.get_by_label("Thème", exact=True).select_option("securite")
    page.get_by_role("button", name="Créer le lien").click()
    return page.get_by_label("Lien du thème « Sécurité et copies de secours »").input_value()


def handed_over(page: Page, address: str) -> None:
    """The theme as the colleague opens it, then the link taken back."""
    handing_over(page, address)
    expect(page.get_by_text("Liens déjà confiés")).to_be_visible()


def colleague(page: Page, address: str) -> None:
    """The theme that a hand-over link opens."""
    page.goto(address + "/aide/")  # elsewhere first: a link opened on the page it leads to would be a change of « # »
    link = _link_of_another(page, address)
    page.goto(link)
    expect(page.get_by_text("On vous confie ce thème")).to_be_visible()


def thanks(page: Page, address: str) -> None:
    """The end of a theme that was handed over."""
    colleague(page, address)
    tick(page, "SEC-01", "auto")
    page.get_by_role("button", name="Terminer").click()
    expect(page.get_by_text("Vos réponses sont transmises")).to_be_visible()


def ended(page: Page, address: str) -> None:
    """A hand-over link that opens nothing any more."""
    page.goto(address + "/aide/")
    link = _link_of_another(page, address, taken_back=True)
    page.goto(link)
    expect(page.get_by_text("Nous ne pouvons pas ouvrir ce diagnostic")).to_be_visible()


def _link_of_another(page: Page, address: str, *, taken_back: bool = False) -> str:
    assert page.context.browser is not None
    context = page.context.browser.new_context(locale="fr-FR")
    try:
        owner = context.new_page()
        link = handing_over(owner, address)
        if taken_back:
            owner.get_by_role("button", name="Retirer le lien du thème").click()
            expect(owner.get_by_text("il n’ouvre plus rien")).to_be_visible()
        return link
    finally:
        context.close()


def link_kept(page: Page, address: str) -> None:
    """The personal link: copied, drawn as a QR code, its mail explained."""
    start(page, address)
    page.get_by_role("button", name="Copier le lien").click()
    page.get_by_text("Ouvrir sur un téléphone").click()
    expect(page.get_by_role("img", name="Code QR de votre lien personnel")).to_be_visible()
    page.get_by_text("Envoyer par courriel").click()


def pause(page: Page, address: str) -> None:
    """The end of the short path, with the link not yet kept."""
    start(page, address)
    tick(page, "PRO-01", "elu")
    go_to(page, "Organisation, moyens et priorités")
    page.get_by_role("button", name="Terminer l’essentiel").click()
    expect(page.get_by_role("heading", level=2, name="questions essentielles")).to_be_focused()


def last_look(page: Page, address: str) -> None:
    """The list of the answers, one of them being changed in place."""
    start(page, address)
    tick(page, "PRO-02", "nsp")
    page.get_by_role("navigation", name="Les thèmes").get_by_role("button", name="Vérifier mes réponses").click()
    line = page.get_by_role("listitem").filter(has_text="Combien de personnes travaillent")
    line.get_by_role("button", name="Modifier la question").click()
    expect(page.locator("#PRO-02 input").first).to_be_focused()


def typing_in(page: Page, address: str) -> None:
    """A paper being typed: boxes ticked by their codes, one too many refused, an unknown one asked for."""
    open_entry(page, address)
    press(page, "1", "2", "/", *"pil4", "Enter", "4", "1", "7", "2", "/", *"zzz9", "Enter")
    expect(page.locator("#saisie-dit")).to_contain_text("3 réponses au plus")
    expect(page.locator("#saisie-aller-dit")).to_contain_text("Aucune question ne s’appelle")
    expect(page.get_by_role("button", name="Revoir PIL-04")).to_be_visible()


def typed_in(page: Page, address: str) -> None:
    """The end of the paper, with questions left empty and two answers that cannot both be true."""
    open_entry(page, address)
    press(page, "/", *"sit1", "Enter", "2", "/", *"ges1", "Enter", "1", "/", *"pil10", "Enter", "1")
    expect(page.locator("#saisie-question")).to_contain_text("Fin du questionnaire")
    expect(page.get_by_text("Deux réponses se contredisent")).to_be_visible()


def storage_refused(page: Page, address: str) -> None:
    """A browser whose owner refused every site's data."""
    page.add_init_script(
        "for (const name of ['localStorage', 'sessionStorage']) Object.defineProperty(window, name,"
        " { configurable: true, get() { throw new DOMException('refused', 'SecurityError'); } });"
    )
    start(page, address)
    expect(page.get_by_role("alert")).to_contain_text("ne peut pas garder vos réponses")


def several_files(page: Page, address: str) -> None:
    """A device that knows two diagnostics, at the address of none."""
    start(page, address)
    page.evaluate("sessionStorage.clear()")
    start(page, address)
    page.evaluate("sessionStorage.clear()")
    page.goto(address + "/diagnostic/")
    expect(page.get_by_role("heading", level=1, name="Quel diagnostic")).to_be_visible()


def forgetting(page: Page, address: str) -> None:
    """The home page, asked to forget the one diagnostic it lists."""
    start(page, address)
    page.goto(address)
    page.get_by_role("button", name="Oublier sur cet appareil").click()
    expect(page.get_by_role("group", name=re.compile("^Confirmer"))).to_be_visible()


def first_time_offline(page: Page, address: str) -> None:
    """A link opened on this device for the first time, without the server."""
    page.goto(address + "/aide/")
    page.route("**/echange/**", lambda route: route.abort())
    page.goto(f"{address}/diagnostic/#{'a' * 43}")
    expect(page.get_by_text("Il faut une connexion pour ouvrir ce diagnostic")).to_be_visible()


def unfold(page: Page, which: str = "details") -> None:
    """Open every native details."""
    page.evaluate("(which) => document.querySelectorAll(which).forEach((one) => (one.open = true))", which)


SITUATIONS: tuple[Situation, ...] = (
    answered,
    ordered,
    offline,
    waiting,
    disputed,
    contradicted,
    history,
    handed_over,
    colleague,
    thanks,
    ended,
    link_kept,
    pause,
    last_look,
    typing_in,
    typed_in,
    storage_refused,
    several_files,
    forgetting,
    first_time_offline,
)
