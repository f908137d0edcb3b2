"""Decides how the draft « fiche produit » looks: a text to edit in place, to copy, or to take as a file."""

from __future__ import annotations

import reflex as rx

from ansm.web import routes
from ansm.web.posted import FIELD
from ansm.web.results.brief import LONGEST_DRAFT, Brief
from ansm.web.results.brief_file import TEXT

DRAFT = "brouillon"


def brief_block(brief: Brief) -> rx.Component:
    """The draft. What is changed in it stays in the page, until the person takes it along."""
    return rx.fragment(
        rx.el.p(brief.introduction),
        rx.cond(brief.others != "", rx.el.p(brief.others)),
        rx.el.details(
            rx.el.summary("Voir et corriger le brouillon"),
            _form(brief),
            class_name="res-details",
        ),
    )


def _form(brief: Brief) -> rx.Component:
    """Native: the script writes the secret in the body, as for the document."""
    return rx.el.form(
        rx.el.input(type="hidden", name=FIELD, default_value=""),
        rx.el.label(
            "Brouillon de la fiche produit ",
            rx.el.span(
                "Corrigez-le ici. Vos changements restent dans cette page : copiez le texte ou prenez le fichier "
                "avant de la quitter.",
                class_name="fr-hint-text",
            ),
            html_for=DRAFT,
            class_name="fr-label",
        ),
        rx.el.textarea(
            id=DRAFT,
            name=TEXT,
            default_value=brief.text,
            rows=16,
            max_length=LONGEST_DRAFT,
            required=True,
            class_name="fr-input res-draft",
        ),
        rx.el.div(
            rx.el.button("Copier le texte", type="button", class_name="fr-btn", custom_attrs={"data-copie": DRAFT}),
            rx.el.button("Télécharger en fichier texte (.txt)", type="submit", class_name="fr-btn fr-btn--secondary"),
            class_name="res-ways",
        ),
        rx.el.p(id=f"{DRAFT}-copie", role="status", class_name="fr-mb-0"),
        rx.el.p(
            "Le fichier est fabriqué à partir de ce texte, qui n’est gardé nulle part.",
            class_name="res-quiet fr-text--sm",
        ),
        action=routes.BRIEF,
        method="post",
    )
