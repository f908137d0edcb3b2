"""Decides how the top of the results looks: what must be settled first, how sure the rest is, the way around."""

from __future__ import annotations

import reflex as rx

from ansm.web.components.results.documents import main_document
from ansm.web.components.results.links import question_back, to_answers
from ansm.web.results.asking import QuestionLink
from ansm.web.results.opening import Disagreement
from ansm.web.results_view import TITLES, Part, ResultsView


def opening_block(view: ResultsView) -> rx.Component:
    """What is said before any detail."""
    opening = view.opening
    return rx.fragment(
        rx.cond(opening.conflicts, _conflicts(opening.conflicts)),
        rx.foreach(opening.disagreements, _disagreement),
        rx.cond(opening.provisional != "", _provisional(view)),
        rx.el.p(
            "Ces résultats viennent de vos réponses, et d’elles seules. Ce n’est ni une note, ni un classement.",
            class_name="fr-text--lead fr-mb-1w",
        ),
        rx.el.p(opening.known, class_name="res-quiet"),
    )


def waiting_notices() -> tuple[rx.Component, ...]:
    """What the script shows when the connection is missing, or when answers of this device have not left yet."""
    return (
        rx.el.div(
            rx.el.h2("Vos résultats demandent la connexion", class_name="fr-alert__title fr-h6"),
            rx.el.p(
                "Vos réponses sont gardées sur cet appareil. Les résultats et le document reviennent avec la connexion."
            ),
            rx.el.button(
                "Réessayer",
                type="button",
                class_name="fr-btn fr-btn--secondary",
                custom_attrs={"data-reessayer": "oui"},
            ),
            id="hors-ligne",
            hidden=True,
            role="alert",
            class_name="fr-alert fr-alert--warning fr-mb-3w",
        ),
        rx.el.div(
            rx.el.p("Des réponses de cet appareil attendent encore la connexion : ces résultats ne les comptent pas."),
            id="reponses-en-attente",
            hidden=True,
            role="status",
            class_name="fr-alert fr-alert--warning fr-alert--sm fr-mb-3w",
        ),
    )


def aside_block(view: ResultsView) -> rx.Component:
    """The document and the way around the page."""
    return rx.el.div(
        rx.el.div(
            main_document(), to_answers("Modifier mes réponses", "fr-btn fr-btn--secondary"), class_name="res-ways"
        ),
        rx.el.nav(
            rx.el.p("Dans cette page", id="sommaire", class_name="res-nav__title"),
            rx.el.ol(
                rx.foreach(view.parts, _way),
                class_name="fr-raw-list",
            ),
            aria_labelledby="sommaire",
            class_name="res-nav",
        ),
        class_name="res-aside",
    )


def _way(part: Part) -> rx.Component:
    return rx.el.li(rx.el.a(part.title, href=part.target, class_name="fr-link"))


def part(name: str, *content: rx.Component) -> rx.Component:
    """A section with its title, which the links of the page summary reach."""
    return rx.el.section(
        rx.el.h2(TITLES[name], id=name, tab_index=-1, class_name="fr-h3"),
        *content,
        aria_labelledby=name,
        class_name="res-part",
    )


def _provisional(view: ResultsView) -> rx.Component:
    opening = view.opening
    return rx.el.div(
        rx.el.p(rx.el.strong("Résultat provisoire"), class_name="fr-alert__title"),
        rx.el.p(opening.provisional),
        rx.el.p(
            rx.cond(
                opening.provisional_link != "",
                to_answers(opening.provisional_link, "fr-link"),
                rx.el.a("Voir par quel thème continuer", href="#affiner", class_name="fr-link"),
            )
        ),
        class_name="fr-alert fr-alert--warning fr-mb-3w",
    )


def _conflicts(questions: tuple[QuestionLink, ...]) -> rx.Component:
    return rx.el.div(
        rx.el.p(rx.el.strong("À départager : deux réponses différentes ont été données"), class_name="fr-alert__title"),
        rx.el.p("En attendant votre choix, ces résultats comptent la réponse retenue jusqu’ici."),
        rx.el.ul(rx.foreach(questions, lambda link: rx.el.li(question_back(link)))),
        class_name="fr-alert fr-alert--warning fr-mb-3w",
    )


def _disagreement(one: Disagreement) -> rx.Component:
    return rx.el.div(
        rx.el.p(rx.el.strong("À régler d’abord : deux réponses ne vont pas ensemble"), class_name="fr-alert__title"),
        rx.el.p(one.message),
        rx.el.ul(rx.foreach(one.questions, lambda link: rx.el.li(question_back(link)))),
        class_name="fr-alert fr-alert--warning fr-mb-3w",
    )
