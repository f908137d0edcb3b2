"""Decides how the rules look: obligations in three folded lists, then the rules of the programme."""

from __future__ import annotations

import reflex as rx

from ansm.domain import say
from ansm.web.calculation.law import LawGroup, LawView, RuleLine
from ansm.web.components.article import folded


def obligations(groups: tuple[LawGroup, ...]) -> rx.Component:
    """The obligations, by what the calculation does with them."""
    return rx.fragment(
        *(
            folded(
                f"{group.title} : {say.count(len(group.laws), 'règle', 'règles')}",
                rx.el.p(group.introduction),
                rx.el.ul(*(_law(law) for law in group.laws), class_name="fr-raw-list calc-laws"),
            )
            for group in groups
        )
    )


def _law(law: LawView) -> rx.Component:
    return rx.el.li(
        rx.el.p(rx.el.strong(law.label), class_name="fr-mb-1v"),
        rx.el.p(law.rule, " ", law.audience, class_name="fr-mb-1v"),
        rx.el.p(law.proof, " ", law.checked, class_name="pages-quiet"),
    )


def programme(rules: tuple[RuleLine, ...]) -> rx.Component:
    """The dated rules of eligibility."""
    return rx.el.ul(
        *(
            rx.el.li(
                rx.el.p(rx.el.strong(rule.rule), class_name="fr-mb-1v"), rx.el.p(rule.source, class_name="pages-quiet")
            )
            for rule in rules
        )
    )
