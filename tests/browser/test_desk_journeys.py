"""The desk from end to end: an action followed up, a document given and taken back, needs shared, a team."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Page, expect

from ansm.domain.people import Role
from ansm.web import routes
from tests.application.finished import finished
from tests.browser.conftest import Server
from tests.browser.desks import PHONE, beside, follow, roles_heard, signed_in, someone
from tests.browser.visitor import accessibility_faults

LA_BUISSE, NOYAREY = "38061", "38281"
WEAK = {"SIT_01": "non", "IDN_02": "non", "SEC_01": "non", "TER_02": "non", "GES_05": "non"}
FIRST_RENDERING_MS = 60_000


def note(page: Page, state: str, service: str = "") -> None:
    """Say where the first action stands, and wait until it is noted."""
    action = page.locator(".suivi-action").first
    action.locator("summary", has_text="Noter où elle en est").click()
    action.get_by_label("Où en est-elle").select_option(label=state)
    action.get_by_label("Qui s’en charge").fill("la secrétaire de mairie")
    if service:
        action.get_by_label("Service mis en place").select_option(label=service)
    action.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("status").first).to_contain_text("L’étape est notée.")
    expect(page.locator(".suivi-action").first.locator(".fr-badge")).to_have_text(state.lower())


def test_an_advisor_notes_an_action_decided_then_done_with_a_service_and_the_town_sees_it(
    browser: Browser, page: Page, server: Server
) -> None:
    """On the advisor's side: the history says so, on both screens."""
    with beside(server) as application:
        lea = someone(application, "Agence du suivi", "Léa")
        file = follow(application, lea, LA_BUISSE, **WEAK)
        with signed_in(browser, server, application, lea) as desk:
            desk.goto(server.address + routes.case(file.uid))
            desk.get_by_role("link", name="Suivi des actions").click()
            first = desk.locator(".suivi-action").first
            label = first.get_by_role("heading").inner_text()
            service = first.locator("select[name=service] optgroup option").first.text_content() or ""
            first.locator("summary", has_text="Noter où elle en est").click()
            first.get_by_label("Où en est-elle").select_option(label="Décidée")
            first.get_by_label("Depuis quel jour").fill("2999-01-01")
            first.get_by_role("button", name="Enregistrer").click()
            expect(first.get_by_role("alert")).to_contain_text("n’est pas encore passée")
            expect(first.get_by_role("alert")).to_be_in_viewport()  # the page comes back at its form, not at its top
            desk.goto(server.address + routes.case(file.uid, "suivi"))
            note(desk, "Décidée")
            note(desk, "Faite", service)
            expect(desk.locator(".suivi-totaux")).to_contain_text("1\u00a0faite")
            expect(desk.get_by_text(f"Services mis en place\u00a0: {service}.")).to_be_visible()
            assert accessibility_faults(desk) == []

    page.goto(f"{server.address}{routes.FOLLOW_UP}#{file.token}")
    seen = page.locator(".suivi-action").first
    expect(seen.get_by_role("heading")).to_have_text(label)
    expect(seen.locator(".fr-badge")).to_have_text("faite")
    expect(seen).to_contain_text(service)
    seen.locator(".suivi-historique summary").click()
    expect(seen.locator(".suivi-historique").get_by_role("listitem")).to_have_count(2)
    expect(seen.locator(".suivi-historique").get_by_role("listitem").first).to_contain_text("par un conseiller")


def test_an_advisor_gives_a_document_which_is_downloaded_until_it_is_taken_back(
    browser: Browser, page: Page, server: Server
) -> None:
    """The town sees who gave it; once it is taken back, an open page gives nothing more."""
    with beside(server) as application:
        lea = someone(application, "Agence du partage", "Léa")
        file = follow(application, lea, LA_BUISSE, **WEAK)
        with signed_in(browser, server, application, lea) as desk:
            desk.goto(server.address + routes.case(file.uid, "partage"))
            desk.get_by_label("Pour qui ?").fill("la sous-préfecture")
            desk.get_by_role("button", name="Créer le lien").click()
            link = desk.get_by_label("Lien à donner")
            expect(link).to_have_value(re.compile(rf"^{server.address}/agents/#[\w-]+$"))

            page.goto(link.input_value())
            expect(page.get_by_text("Agence du partage")).to_be_visible()
            with page.expect_download(timeout=FIRST_RENDERING_MS) as download:
                page.get_by_role("button", name="Télécharger").click()
            assert download.value.suggested_filename.endswith("version-publiable.pdf")

            desk.goto(server.address + routes.case(file.uid, "partage"))
            expect(desk.get_by_text("1\u00a0téléchargement")).to_be_visible()
            expect(desk.get_by_label("Lien à donner")).to_have_count(0)
            desk.get_by_role("button", name="Retirer ce lien : La sous-préfecture").click()
            expect(desk.get_by_text("1\u00a0lien qui n’ouvre plus rien")).to_be_visible()
            assert accessibility_faults(desk) == []

    page.get_by_role("button", name="Télécharger").click()
    expect(page.get_by_text("Ce lien a été retiré le")).to_be_visible()
    page.goto(f"{server.address}{routes.SHARING}#{file.token}")
    page.get_by_text("1\u00a0lien qui n’ouvre plus rien").click()
    expect(page.get_by_text("fait par Agence du partage")).to_be_visible()


def test_nine_communes_agree_their_epci_reads_floors_and_one_takes_its_word_back(
    browser: Browser, page: Page, server: Server
) -> None:
    """The ninth agrees on its own page; its EPCI reads nothing before, a floor and no name after."""
    with beside(server) as application:
        epci = application.standpoint(LA_BUISSE).epci
        assert epci is not None
        eva = someone(application, "Pays Voironnais", "Éva", epci=epci.code)
        *others, last = (finished(application, code) for code in epci.members[:9])
        for token in others:
            application.pooling.share(token, ["epci"])
        application.pooling.publish()
        with signed_in(browser, server, application, eva, PHONE) as desk:
            desk.goto(server.address + routes.GROUP)
            expect(desk.get_by_text("Rien à lire pour l’instant")).to_be_visible()
            assert accessibility_faults(desk) == []

            page.goto(f"{server.address}{routes.SHARING}#{last}")
            box = page.get_by_role("checkbox", name=re.compile("Avec les autres communes"))
            expect(box).not_to_be_checked()
            page.locator("label", has_text="Avec les autres communes").click()
            page.get_by_role("button", name="Enregistrer ce choix").click()
            expect(page.get_by_text("D’accord depuis le")).to_be_visible()
            application.pooling.publish()

            desk.reload()
            expect(desk.get_by_role("heading", name="Au moins 5\u00a0communes ont ce besoin")).to_be_visible()
            for code in epci.members[:9]:
                name = application.standpoint(code).territory.name
                assert not re.search(rf"\b{name}\b", desk.get_by_role("main").inner_text()), name
            assert accessibility_faults(desk) == []
            assert desk.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]

            page.locator("label", has_text="Avec les autres communes").click()
            page.get_by_role("button", name="Enregistrer ce choix").click()
            expect(page.get_by_text("D’accord depuis le")).to_have_count(0)
            application.pooling.publish()
            desk.reload()  # as it was read: the withdrawal alone would tell who it was
            expect(desk.get_by_role("heading", name="Au moins 5\u00a0communes ont ce besoin")).to_be_visible()


def test_a_manager_on_a_phone_finds_the_files_of_someone_shares_them_out_and_closes_an_access(
    browser: Browser, server: Server
) -> None:
    """Back from a file, the list is as it was filtered, at that file; a table in blocks is still heard as a table."""
    with beside(server) as application:
        manon = someone(application, "Agence du mobile", "Manon", Role.MANAGER)
        lea, ali = (someone(application, "Agence du mobile", name) for name in ("Léa", "Ali"))
        for member, code in ((lea, NOYAREY), (ali, LA_BUISSE)):
            follow(application, member, code)
        with (
            signed_in(browser, server, application, manon, PHONE) as phone,
            signed_in(browser, server, application, lea) as hers,
        ):
            hers.goto(server.address + routes.DESK)
            expect(hers.get_by_role("rowheader")).to_have_count(1)

            phone.goto(server.address + routes.DESK)
            heard = roles_heard(phone)
            assert (heard["table"], heard["row"], heard["columnheader"]) == (1, 3, 6), heard
            assert (heard["rowheader"], heard["cell"]) == (2, 10), heard
            assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
            phone.get_by_text("Filtrer et trier").click()
            phone.get_by_label("En charge").select_option(label="Léa")
            phone.get_by_role("button", name="Filtrer", exact=True).click()
            expect(phone.get_by_role("rowheader")).to_have_count(1)
            assert accessibility_faults(phone) == []

            phone.get_by_role("rowheader").get_by_role("link").click()
            phone.get_by_label("Ajouter une personne").select_option(label="Ali")
            phone.get_by_role("button", name="Ajouter").click()
            expect(phone.get_by_role("status").first).to_contain_text("Cette personne est maintenant en charge")
            phone.get_by_role("link", name="Notes", exact=True).click()
            phone.get_by_role("link", name="Tous vos dossiers").click()
            expect(phone).to_have_url(re.compile(r"charge=\d+.*#dossier-\w+$"))
            expect(phone.get_by_role("rowheader")).to_be_in_viewport()
            expect(phone.get_by_role("row", name=re.compile("Noyarey"))).to_contain_text("Ali et Léa")

            phone.get_by_role("link", name="Mon équipe").click()
            closing = phone.get_by_role("row", name=re.compile("Léa"))
            expect(closing.get_by_role("button")).to_have_count(0)
            closing.locator("summary").click()
            assert accessibility_faults(phone) == []
            closing.get_by_role("button", name="Oui, fermer l’accès").click()
            expect(phone.get_by_role("row", name=re.compile("Léa"))).to_contain_text("Accès fermé")

            hers.reload()
            expect(hers.get_by_role("heading", level=1)).to_have_text("Espace des conseillers")
