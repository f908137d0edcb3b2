"""Decides how the one optional question is asked: native choices, sent by a small script, without anyone's name."""

from __future__ import annotations

import reflex as rx

from ansm.domain.satisfaction import CHOICES, QUESTION

GROUP = "avis-choix"


def satisfaction_script() -> rx.Component:
    """What sends the choice: loaded with the page, so that it is there before the question shows."""
    return rx.el.script(src="/satisfaction.js", custom_attrs={"async": True})


def satisfaction_block() -> rx.Component:
    """The question, then the thanks that take its place."""
    return rx.el.div(
        rx.el.form(
            rx.el.fieldset(
                rx.el.legend(QUESTION, class_name="fr-fieldset__legend res-asked"),
                rx.el.p(
                    "Facultatif. Votre réponse est seulement ajoutée à un compteur\u00a0: "
                    "rien ne la relie à vous ni à votre collectivité.",
                    class_name="res-quiet fr-text--sm",
                ),
                *(_choice(value, label) for value, label in CHOICES),
                rx.el.button("Donner mon avis", type="submit", class_name="fr-btn fr-btn--secondary fr-mt-1w"),
                class_name="res-satisfaction",
            ),
            custom_attrs={"data-avis": "oui"},
        ),
        # Always there, so that what is written in it is announced.
        rx.el.p(role="status", class_name="fr-mb-0", custom_attrs={"data-avis-dit": "oui"}),
    )


def _choice(value: str, label: str) -> rx.Component:
    return rx.el.div(
        rx.el.input(type="radio", id=f"{GROUP}-{value}", name=GROUP, value=value, required=True),
        rx.el.label(label, html_for=f"{GROUP}-{value}", class_name="fr-label"),
        class_name="fr-radio-group",
    )
