"""Decides how a place is justified on the screen: plain sentences, then two small tables."""

from __future__ import annotations

import reflex as rx

from ansm.web.components.places import to_place
from ansm.web.components.unseen import of_what
from ansm.web.results.reasons import CriterionLine, Reasons, TraceLine


def reasons_block(reasons: Reasons, explained: str, need: str) -> rx.Component:
    """The answers, the criteria to the point, the interval; `explained` is where the need's calculation is told."""
    return rx.el.div(
        rx.cond(reasons.robustness != "", rx.el.p(reasons.robustness)),
        rx.cond(reasons.interval != "", rx.el.p(reasons.interval)),
        rx.el.table(
            rx.el.caption("Vos réponses sur ce sujet", of_what(need)),
            rx.el.thead(
                rx.el.tr(
                    rx.el.th("Question", scope="col"),
                    rx.el.th("Votre réponse", scope="col"),
                )
            ),
            rx.el.tbody(rx.foreach(reasons.trace, _trace)),
            class_name="res-table",
        ),
        rx.cond(reasons.criteria, _criteria(reasons, need)),
        rx.el.p(to_place("Comprendre le calcul de ce besoin", explained, "fr-link", of_what(need))),
        class_name="res-reasons",
    )


def _trace(line: TraceLine) -> rx.Component:
    return rx.el.tr(
        rx.el.th(line.question, scope="row"),
        rx.el.td(line.answer, rx.el.span(line.shows, class_name="res-shows")),
    )


def _criteria(reasons: Reasons, need: str) -> rx.Component:
    return rx.fragment(
        rx.el.table(
            rx.el.caption("Les six critères, et les points que chacun apporte", of_what(need)),
            rx.el.thead(
                rx.el.tr(
                    rx.el.th("Critère", scope="col"),
                    rx.el.th("Valeur", scope="col"),
                    rx.el.th("Poids", scope="col"),
                    rx.el.th("Points", scope="col"),
                )
            ),
            rx.el.tbody(rx.foreach(reasons.criteria, _criterion)),
            rx.el.tfoot(
                rx.el.tr(
                    rx.el.th("Priorité", scope="row", col_span=2),
                    rx.el.td(reasons.total_weight),
                    rx.el.td(reasons.total),
                )
            ),
            class_name="res-table res-table--numbers",
        ),
        rx.el.p(
            "Chaque critère vaut de 0 à 100. Points = valeur × poids ÷ ",
            reasons.total_weight,
            ", arrondis au dixième de façon que leur somme soit exactement la priorité.",
            class_name="fr-text--sm res-quiet",
        ),
        rx.cond(reasons.inherited != "", rx.el.p(reasons.inherited)),
    )


def _criterion(line: CriterionLine) -> rx.Component:
    return rx.el.tr(
        rx.el.th(line.label, scope="row"),
        rx.el.td(line.value),
        rx.el.td("× ", line.weight),
        rx.el.td(line.points),
    )
