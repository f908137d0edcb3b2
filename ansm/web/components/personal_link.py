"""Decides how the personal link is shown: what it is for, and one button to copy it."""

from __future__ import annotations

import reflex as rx


def personal_link() -> rx.Component:
    """The box. The script writes the address in the field: the server never sends the secret back."""
    return rx.el.section(
        rx.el.h2("Gardez ce lien", id="lien-titre", class_name="fr-h6 fr-mb-1w"),
        rx.el.p(
            "Il rouvre ce diagnostic là où vous l’avez laissé, sur n’importe quel appareil. "
            "Qui a ce lien peut lire et changer les réponses : ne le publiez pas.",
            id="lien-aide",
            class_name="fr-text--sm fr-mb-2w",
        ),
        rx.el.label("Votre lien personnel", html_for="lien-personnel", class_name="fr-label"),
        rx.el.input(
            id="lien-personnel",
            type="text",
            read_only=True,
            class_name="fr-input",
            custom_attrs={"aria-describedby": "lien-aide"},
        ),
        rx.el.button(
            "Copier le lien",
            type="button",
            class_name="fr-btn fr-btn--secondary fr-btn--sm fr-mt-1w",
            custom_attrs={"data-copie": "lien-personnel"},
        ),
        rx.el.p(id="lien-personnel-copie", role="status", class_name="fr-text--sm fr-mb-0"),
        aria_labelledby="lien-titre",
        class_name="ansm-box",
    )
