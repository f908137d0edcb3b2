"""Decides how the documents are offered: one wanted by most, then the others by what they are wanted for."""

from __future__ import annotations

from itertools import groupby

import reflex as rx

from ansm.application import OFFERS, Group, Kind, Offer
from ansm.domain.publication import Edition
from ansm.web import french, routes
from ansm.web.components.results.links import to_answers
from ansm.web.components.unseen import of_what
from ansm.web.documents_routes import EDITION, KIND
from ansm.web.posted import FIELD

MAIN = (Kind.REPORT, Edition.INTERNAL)
MAIN_LABEL = "Télécharger le diagnostic (PDF)"
VERSIONS = {Edition.INTERNAL: "version interne", Edition.PUBLISHABLE: "version publiable"}


def documents_block() -> rx.Component:
    """Every document. The script beside makes each form wait in words, and prints ahead what is likely wanted."""
    return rx.el.div(
        # Hoisted by React, loaded once, and after the script of every page, which it needs.
        rx.el.script(src="/documents.js", custom_attrs={"async": True}),
        rx.el.p(
            "Deux versions existent. La ",
            rx.el.strong("version interne"),
            " dit tout\u00a0: elle reste entre vous. La ",
            rx.el.strong("version publiable"),
            " ne dit rien de votre sécurité informatique\u00a0: elle peut être jointe à une délibération, et toute "
            "personne peut alors la demander.",
        ),
        *(_group(group, tuple(offers)) for group, offers in groupby(OFFERS, lambda one: one.group)),
        rx.el.p(to_answers("Modifier mes réponses", "fr-btn fr-btn--secondary"), class_name="fr-mt-3w"),
        custom_attrs={"data-documents": "oui"},
    )


def main_document() -> rx.Component:
    """The one most readers take, where the page begins; then the way to the others."""
    main = next(one for one in OFFERS if (one.kind, one.edition) == MAIN)
    return rx.el.div(
        _form(main, MAIN_LABEL),
        rx.el.p(rx.el.a("Voir tous les documents", href="#document", class_name="fr-link")),
        class_name="res-main-document",
        custom_attrs={"data-documents": "oui"},
    )


def _group(group: Group, offers: tuple[Offer, ...]) -> rx.Component:
    rows = [tuple(found) for _, found in groupby(offers, lambda one: one.title)]
    return rx.fragment(
        rx.el.h3(group.value, class_name="fr-h5 fr-mb-1w"),
        rx.el.ul(*(_row(found) for found in rows), class_name="fr-raw-list res-documents"),
    )


def _row(offers: tuple[Offer, ...]) -> rx.Component:
    """One document, in one edition or in both."""
    first = offers[0]
    return rx.el.li(
        rx.el.h4(first.title, class_name="fr-h6 fr-mb-1v"),
        rx.el.p(first.line, class_name="fr-mb-1w"),
        rx.el.p(
            first.format.words if len(offers) > 1 else f"V{VERSIONS[first.edition][1:]} · {first.format.words}",
            *(_size(one, offers) for one in offers),
            class_name="res-quiet fr-text--sm fr-mb-1w",
        ),
        rx.el.div(*(_form(one, _label(one, offers)) for one in offers), class_name="res-ways"),
        class_name="res-document",
    )


def _form(one: Offer, label: str) -> rx.Component:
    """A native form: the script writes the secret in the body, so that no address carries it."""
    main = (one.kind, one.edition) == MAIN
    return rx.el.form(
        rx.el.input(type="hidden", name=FIELD, default_value=""),
        rx.el.input(type="hidden", name=KIND, default_value=one.kind.value),
        rx.el.input(type="hidden", name=EDITION, default_value=one.edition.value),
        rx.el.button(
            label,
            of_what(f"{one.title}, {VERSIONS[one.edition]}") if label != MAIN_LABEL else "",
            type="submit",
            class_name="fr-btn" if main else "fr-btn fr-btn--secondary",
        ),
        rx.el.progress(aria_label="Préparation du document", hidden=True, class_name="res-progress"),
        rx.el.p(role="status", class_name="fr-text--sm fr-mb-0", custom_attrs={"data-preparation": "oui"}),
        rx.el.p(role="alert", class_name="fr-text--sm fr-mb-0 res-refused", custom_attrs={"data-refus": "oui"}),
        action=routes.DOCUMENTS,
        method="post",
        custom_attrs={"data-fichier": _name(one)},
    )


def _size(one: Offer, offers: tuple[Offer, ...]) -> rx.Component:
    """Where the script writes the size of a document that is ready."""
    before = f",{french.HARD}" if len(offers) == 1 else f"{french.HARD}; {VERSIONS[one.edition]}{french.HARD}: "
    return rx.el.span(custom_attrs={"data-taille": _name(one), "data-avant": before})


def _label(one: Offer, offers: tuple[Offer, ...]) -> str:
    """What the button says: which version, when there are two."""
    return "Télécharger" if len(offers) == 1 else f"Télécharger la {VERSIONS[one.edition]}"


def _name(one: Offer) -> str:
    return f"{one.kind}/{one.edition}"
