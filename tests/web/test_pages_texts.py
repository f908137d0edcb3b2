"""Every page one reads: one title, headings in order, French typography, and nothing said that is not so."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from itertools import pairwise

import pytest
import reflex as rx
from reflex_components_core.base.bare import Bare

from ansm.storage.tables import metadata
from ansm.web.page_list import PAGES
from ansm.web.pages.accessibility import accessibility
from ansm.web.pages.calculation import calculation
from ansm.web.pages.help import help_page
from ansm.web.pages.legal import legal
from ansm.web.pages.personal_data import STORED, personal_data
from ansm.web.pages.site_map import site_map
from tests.web.reading_pages import anchors, headings, links, parts, words

TEXT_PAGES = (accessibility, calculation, help_page, legal, personal_data, site_map)
ADDRESSES = {page.address for page in PAGES}
# What each column is told as, on the page about personal data; the others hold no more than a number of row.
TOLD = {
    "values": "Vos réponses",
    "question": "Vos réponses",
    "answered_at": "Vos réponses",
    "role": "Le rôle déclaré",
    "territory_code": "La collectivité",
    "territory": "La collectivité",
    "eligibility": "La collectivité",
    "route": "La collectivité",
    "opened_on": "La collectivité",
    "created_at": "La collectivité",
    "content_version": "Des versions",
    "territories_version": "Des versions",
    "application_version": "Des versions",
    "client_id": "Une marque d’appareil",
    "replaces": "Vos réponses",
    "set_aside": "Vos réponses",
    "theme": "Les liens à confier",
    "respondent": "Les liens à confier",
    "expires_at": "Les liens à confier",
    "revoked_at": "Les liens à confier",
    "handover_id": "Les liens à confier",
    "entrusted_to": "Les liens à confier",
    "uid": "Un nom public",
    "origin": "Le diagnostic précédent",
    "code": "Les documents remis",
    "edition": "Les documents remis",
    "kind": "Les documents remis",
    "territory_name": "Les documents remis",
    "printed_on": "Les documents remis",
    "sha256": "Les documents remis",
    "issued_at": "Les documents remis",
}
NOT_PERSONAL = {"id", "diagnostic_id", "token_hash"}


@pytest.fixture(params=TEXT_PAGES, ids=lambda page: page.__name__)
def page(request: pytest.FixtureRequest) -> rx.Component:
    """Each page in turn."""
    build: Callable[[], rx.Component] = request.param
    return build()


def test_one_title_and_headings_in_order(page: rx.Component) -> None:
    """Never a level skipped on the way down."""
    levels = [level for level, _ in headings(page)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_no_heading_nor_link_is_empty(page: rx.Component) -> None:
    """Each says something on its own."""
    assert all(name for _, name in headings(page))
    assert all(links(page))


def test_a_link_of_ours_leads_to_a_page_or_a_place_that_exists(page: rx.Component) -> None:
    """Inside the page, or in the list of pages."""
    for address in links(page).values():
        if address.startswith("#"):
            assert address[1:] in anchors(page)
        elif address.startswith("/"):
            assert address.partition("#")[0] in ADDRESSES
        else:
            assert address.startswith(("https://", "mailto:"))


def test_an_outward_link_says_that_it_opens_apart(page: rx.Component) -> None:
    """Before it is followed."""
    for label, address in links(page).items():
        if address.startswith("https://"):
            assert label.endswith("(nouvelle fenêtre)")


def test_french_typography_holds(page: rx.Component) -> None:
    """No ordinary space where a line must not break, no straight apostrophe."""
    for part in parts(page):
        if isinstance(part, Bare):
            text = json.loads(str(part.contents))
            assert not re.search(r" [:;?!»](\s|$)|« (?=\S)|\w'\w", text), text


def test_no_word_of_marking_is_said(page: rx.Component) -> None:
    """Nothing is graded and nobody is compared."""
    assert not re.search(r"\b(score|notation|mauvais élève|référentiel d’évaluation)\b", words(page), re.IGNORECASE)


def test_every_column_of_the_database_is_told_to_the_people_it_may_concern() -> None:
    """Adding one without saying so fails here: add it to the page, then above."""
    kept = {
        column.name for name, table in metadata.tables.items() if name != "content_version" for column in table.columns
    }
    assert kept - NOT_PERSONAL - set(TOLD) == set()
    assert set(TOLD.values()) <= {term for term, _ in STORED}
    assert all(term in words(personal_data()) for term, _ in STORED)
