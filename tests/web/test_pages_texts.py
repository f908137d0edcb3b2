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
from ansm.web import routes
from ansm.web.kept_words import STORED
from ansm.web.page_list import PAGES
from ansm.web.pages.accessibility import accessibility
from ansm.web.pages.calculation import calculation
from ansm.web.pages.help import help_page
from ansm.web.pages.legal import legal
from ansm.web.pages.personal_data import personal_data
from ansm.web.pages.site_map import site_map
from tests.web.reading_pages import anchors, headings, links, parts, words

TEXT_PAGES = (accessibility, calculation, help_page, legal, personal_data, site_map)
ADDRESSES = {page.address for page in PAGES}
# What each column is told as, on the page about personal data; the others hold no more than a number of row.
TOLD = {
    "diagnostic": {
        "La collectivité": "territory_code territory eligibility route opened_on created_at finished_at",
        "Des versions": "content_version territories_version application_version",
        "Un nom public": "uid",
        "Le diagnostic précédent": "origin",
        "Si le dossier a été compté": "counted satisfaction_given",
    },
    "handover": {"Les liens à confier": "theme respondent created_at expires_at revoked_at"},
    "answer": {
        "Vos réponses": "question values answered_at replaces set_aside side",
        "Le rôle déclaré": "role",
        "Une marque d’appareil": "client_id",
        "Les liens à confier": "handover_id entrusted_to",
    },
    "issued": {
        "Les documents remis": "code edition kind territory_code territory_name printed_on sha256 issued_at",
    },
    "organisation": {"Le compte": "kind name territory_code created_at"},
    "person": {"Le compte": "address name organisation_id role created_at disabled_at last_sign_in"},
    "openid_account": {"Le fournisseur d’identité": "person_id issuer subject"},
    "openid_attempt": {"Le fournisseur d’identité": "state_hash nonce verifier created_at expires_at"},
    "entry_link": {"Les connexions": "person_id created_at expires_at used_at"},
    "session": {
        "Les connexions": "current_hash former_hash person_id created_at renewed_at expires_at revoked_at",
        "Le fournisseur d’identité": "id_token",
    },
    "accompaniment": {
        "Qui suit le dossier": "organisation_id since ended_at opened_here next_step next_step_on",
    },
    "accompanying_person": {"Qui suit le dossier": "accompaniment_id person_id"},
    "personal_link": {"Les changements de lien personnel": "prepared_at expires_at in_use_since ended_at"},
    "advisor_link": {"Qui suit le dossier": "accompaniment_id person_id created_at expires_at revoked_at"},
    "note": {"Les notes des conseillers": "accompaniment_id person_id theme text written_at changed_at"},
    "report_link": {
        "Les liens vers un rapport": "kind edition label answers printed_on organisation_id created_at expires_at "
        "revoked_at downloads",
    },
    "agreement": {"Votre accord pour être compté": "audience granted_at withdrawn_at"},
    "publication": {
        "Les besoins comptés ensemble": "audience group_code figures members published_at leaving_since closed_at",
    },
    "action_step": {"Le suivi des actions": "need state happened_on who service side recorded_at"},
    "reminder": {"Les rappels": "address counted_from asked_at stopped_at"},
    "reminder_letter": {"Les rappels": "reminder_id step attempts sent_at failed_at expires_at"},
    "support_request": {"La demande d’accompagnement": "asked_at sent contact state state_at kept_until"},
    "support_step": {"La demande d’accompagnement": "request_id state comment person_id at"},
    "tally": {"Les statistiques": "day kind subject department count"},
}
NOT_PERSONAL = {"id", "diagnostic_id", "token_hash"}
# The questionnaires themselves, and the day on which the server did its daily work.
ABOUT_NOBODY = {"content_version", "duty"}


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
            assert address.partition("#")[0].partition("?")[0] in {*ADDRESSES, routes.BLANK}
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
        name: {column.name for column in table.columns} - NOT_PERSONAL
        for name, table in metadata.tables.items()
        if name not in ABOUT_NOBODY
    }
    told = {name: set(" ".join(terms.values()).split()) for name, terms in TOLD.items()}
    assert told == kept


def test_what_is_kept_is_told_on_the_page_and_nothing_else_is() -> None:
    """Each name that stands above has its line, and each line stands for something that is stored."""
    assert {term for terms in TOLD.values() for term in terms} == {term for term, _ in STORED}
    assert all(term in words(personal_data()) for term, _ in STORED)


def test_how_long_things_are_kept_is_what_this_installation_was_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """The page reads the settings that the purge obeys."""
    kept = {"UNFINISHED": 7, "FINISHED": 41, "REQUESTS": 19, "JOURNAL": 53, "ACCOUNTS": 23, "CLOSED": 3}
    for name, months in kept.items():
        monkeypatch.setenv(f"ANSM_KEEP_{name}", str(months))
    assert all(f"{months} mois" in words(personal_data()) for months in kept.values())
