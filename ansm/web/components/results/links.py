"""Decides how one leaves the results: to the answers, to another site."""

from __future__ import annotations

import reflex as rx

from ansm.web import routes
from ansm.web.results.asking import QuestionLink


def personal(label: str, address: str, class_name: str = "fr-link") -> rx.Component:
    """To another page of the same diagnostic: the script adds the secret, which no address of ours may print."""
    return rx.el.a(label, href=address, class_name=class_name, custom_attrs={"data-lien": "oui"})


def to_answers(label: str, class_name: str) -> rx.Component:
    """Back to the questionnaire, where it was left."""
    return personal(label, routes.DIAGNOSTIC, class_name)


def question_back(link: QuestionLink) -> rx.Component:
    """Back to one question."""
    return personal(link.text, link.address)


def outward(label: str, address: str) -> rx.Component:
    """A link to another site: it opens apart, says so, and takes nothing of this page along."""
    return rx.el.p(
        rx.el.a(
            label, href=address, target="_blank", rel="noopener noreferrer external", class_name="fr-link res-outward"
        ),
        class_name="fr-mb-1w",
    )
