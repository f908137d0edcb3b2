"""The frame around every page: whose service it is, how to get help, and the links the law asks for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import reflex as rx

from ansm.settings import Brand, Settings, read_settings
from ansm.web import page_list
from ansm.web.audit.conformity import conformity
from ansm.web.audit.reading import shipped_audit
from ansm.web.brand import STATE_SHEET, built_stylesheets, stylesheets
from ansm.web.components.footer import STATE_SITES
from ansm.web.components.layout import shell
from ansm.web.components.places import to_need
from ansm.web.pages.legal import legal
from ansm.web.pages.personal_data import personal_data
from tests.web.reading_pages import anchors, classes, headings, links, parts, tag, words

ASSETS = Path(__file__).parent.parent.parent / "assets"
EMBLEM = {"fr-logo", "fr-header__logo", "fr-footer__brand"}


@pytest.fixture(params=list(Brand))
def brand(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Brand:
    """Each brand, as the environment of a build says it."""
    monkeypatch.setenv("ANSM_BRAND", request.param.value)
    return Brand(request.param)


def framed() -> rx.Component:
    """A page with nothing in it but its title."""
    return shell(rx.el.h1("Titre"))


def test_the_emblem_of_the_state_shows_under_its_brand_only(brand: Brand) -> None:
    """Words, drawing and links to the State's sites come together or not at all."""
    page = framed()
    under_state = brand is Brand.STATE
    assert (classes(page) & EMBLEM == EMBLEM) is under_state
    assert ("République Française" in words(page)) is under_state
    assert all((site in links(page)) is under_state for site in STATE_SITES)


def test_the_sheet_that_draws_the_emblem_is_loaded_under_its_brand_only(brand: Brand) -> None:
    """The others are the same."""
    sheets = built_stylesheets()
    assert (STATE_SHEET in sheets) is (brand is Brand.STATE)
    assert [sheet for sheet in sheets if sheet != STATE_SHEET] == list(stylesheets(settings()))


def test_the_neutral_sheets_hold_no_emblem() -> None:
    """Neither its classes nor its colours."""
    for name in ("dsfr.css", "ansm.css", "results.css", "pages.css"):
        text = re.sub(r"^/\*!.*?\*/", "", (ASSETS / name).read_text(encoding="utf-8"), flags=re.DOTALL)
        assert not re.search(r"fr-logo|Marianne|#e1000f", text), name
    assert "fr-logo" in (ASSETS / "etat.css").read_text(encoding="utf-8")


def test_every_page_leads_to_help_and_to_the_pages_the_law_asks_for() -> None:
    """From the header and the footer, in either brand."""
    found = links(framed())
    for page in (page_list.SITE_MAP, page_list.LEGAL, page_list.PERSONAL_DATA, page_list.CALCULATION, page_list.HELP):
        assert found[page.name] == page.address
    header = next(part for part in parts(framed()) if tag(part) == "Header")
    assert links(header)["Aide"] == page_list.HELP.address


def test_the_mention_of_accessibility_says_what_the_audit_allows() -> None:
    """The words come from the file, and lead to the declaration."""
    mention = f"Accessibilité : {conformity(shipped_audit()).state.value}"
    assert links(framed())[mention] == page_list.ACCESSIBILITY.address


def test_skip_links_lead_to_places_that_exist() -> None:
    """Content, then footer."""
    page = framed()
    targets = [address for address in links(page).values() if address.startswith("#")]
    assert targets == ["#contenu", "#pied-de-page"]
    assert {target[1:] for target in targets} <= set(anchors(page))


def test_the_frame_brings_no_title_of_its_own() -> None:
    """The page brings the one h1."""
    assert headings(framed()) == [(1, "Titre")]


@pytest.mark.parametrize(
    ("contact", "address"),
    [
        ("contact@exemple.fr", "mailto:contact@exemple.fr"),
        ("https://exemple.fr/contact", "https://exemple.fr/contact"),
        ("04 76 00 00 00", None),
        ("javascript:alert(1)", None),
    ],
)
def test_the_operator_is_named_and_can_be_reached(
    monkeypatch: pytest.MonkeyPatch, contact: str, address: str | None
) -> None:
    """An e-mail or https address is a link; anything else is text."""
    monkeypatch.setenv("ANSM_OPERATOR", "Syndicat numérique")
    monkeypatch.setenv("ANSM_OPERATOR_CONTACT", contact)
    for page in (framed(), legal(), personal_data()):
        assert "Syndicat numérique" in words(page)
        assert contact in words(page)
        assert links(page).get(contact) == address


def test_an_operator_that_said_nothing_is_not_invented(monkeypatch: pytest.MonkeyPatch) -> None:
    """The footer stays silent, the pages say plainly that it is missing."""
    for name in ("ANSM_OPERATOR", "ANSM_OPERATOR_CONTACT"):
        monkeypatch.delenv(name, raising=False)
    assert "Service proposé par" not in words(framed())
    assert "n’a pas encore indiqué son nom" in words(legal())
    assert "n’a pas encore indiqué d’adresse de contact" in words(personal_data())


def test_the_legal_notice_names_what_the_law_asks_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is set is said; what is not is said to be missing, and by nothing else."""
    monkeypatch.setenv("ANSM_OPERATOR", "Syndicat numérique")
    monkeypatch.setenv("ANSM_PUBLICATION_DIRECTOR", "La présidente du syndicat")
    monkeypatch.setenv("ANSM_HOSTING", "Hébergeur, 2 rue du Parc, 38000 Grenoble")
    assert "La présidente du syndicat" in words(legal())
    assert "Hébergeur, 2 rue du Parc, 38000 Grenoble" in words(legal())
    assert "Pas encore indiqué sur ce site : l’adresse postale de l’éditeur." in words(legal())
    monkeypatch.setenv("ANSM_OPERATOR_ADDRESS", "1 place de la Mairie, 38500 La Buisse")
    assert "Pas encore indiqué" not in words(legal())


def test_a_link_to_a_place_asks_for_a_real_page_load() -> None:
    """The router would open the page at its top, with what the place is in still folded."""
    link = to_need("Pourquoi", "sauvegarde")
    assert links(link) == {"Pourquoi": "/comprendre-le-calcul/#besoin-sauvegarde"}
    assert link.custom_attrs == {"reloadDocument": True}


def settings() -> Settings:
    """Those of an installation that says nothing."""
    return read_settings({})
