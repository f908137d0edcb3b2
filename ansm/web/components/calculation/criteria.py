"""Decides how the criteria look: a bar for the weight, said in words too, then a worked example in a table."""

from __future__ import annotations

import reflex as rx

from ansm.web.calculation.criteria import CriterionView, Worked, WorkedLine


def criteria_list(criteria: tuple[CriterionView, ...]) -> rx.Component:
    """One block a criterion."""
    return rx.el.div(*(_criterion(each) for each in criteria), class_name="calc-criteria")


def _criterion(view: CriterionView) -> rx.Component:
    example = (rx.el.p(rx.el.strong("Par exemple : "), view.example, class_name="pages-quiet"),) if view.example else ()
    return rx.el.section(
        rx.el.h3(view.name, class_name="fr-h6 fr-mb-1v"),
        rx.el.p(rx.el.strong(view.weight), f", soit {view.share} %", class_name="fr-mb-1v"),
        _bar(view.share),
        rx.el.p(view.meaning, class_name="fr-mb-1w"),
        rx.el.p(view.value, class_name="fr-mb-1w"),
        *example,
        class_name="calc-criterion",
    )


def _bar(share: int) -> rx.Component:
    return rx.el.svg(
        rx.el.svg.rect(width="100", height="10", class_name="calc-bar__track"),
        rx.el.svg.rect(width=str(share), height="10", class_name="calc-bar__part"),
        view_box="0 0 100 10",
        aria_hidden=True,
        # Reflex turns an attribute it does not know into an inline style, which the policy of our pages refuses.
        custom_attrs={"preserveAspectRatio": "none", "focusable": "false"},
        class_name="calc-bar",
    )


def worked_table(example: Worked) -> rx.Component:
    """The priority of one need, criterion by criterion."""
    return rx.el.table(
        rx.el.caption(example.situation),
        rx.el.thead(
            rx.el.tr(*(rx.el.th(name, scope="col") for name in ("Critère", "Valeur", "Poids", "Apporte"))),
        ),
        rx.el.tbody(
            *(_line(line) for line in example.lines),
            rx.el.tr(
                rx.el.th("Priorité", scope="row", col_span=3),
                rx.el.td(rx.el.strong(example.total)),
                class_name="calc-table__total",
            ),
        ),
        class_name="calc-table",
    )


def _line(line: WorkedLine) -> rx.Component:
    return rx.el.tr(
        rx.el.th(line.name, scope="row"), rx.el.td(line.value), rx.el.td(line.weight), rx.el.td(line.brings)
    )
