"""Decides how an action looks: the card in plain sight, help and reasons in native details."""

from __future__ import annotations

import reflex as rx

from ansm.web.components.results.links import outward
from ansm.web.components.results.reasons import reasons_block
from ansm.web.components.results.trial import trial_disclosure
from ansm.web.components.unseen import of_what
from ansm.web.results.actions import ActionView, BandView, Fact
from ansm.web.results.services import ServiceView

HEADINGS = {3: (rx.el.h3, rx.el.h4), 4: (rx.el.h4, rx.el.h5)}


def action_list(band: BandView, level: int) -> rx.Component:
    """The cards of a band, their titles at that level."""
    return rx.el.ul(
        rx.foreach(band.actions, lambda one: rx.el.li(action_card(one, level))),
        class_name="fr-raw-list res-actions",
    )


def action_card(action: ActionView, level: int) -> rx.Component:
    """One action."""
    title, _ = HEADINGS[level]
    return rx.el.article(
        title(action.action, id=action.anchor, tab_index=-1, class_name="fr-h6 fr-mb-1v"),
        rx.el.p(rx.el.span("Besoin : "), action.need, class_name="res-quiet fr-mb-1w"),
        rx.el.ul(rx.foreach(action.marks, _mark), class_name="fr-raw-list res-marks"),
        rx.el.p(rx.el.strong("Pourquoi ? "), action.why),
        rx.cond(
            action.reasons.tipping != "",
            rx.el.p(rx.el.strong("Ce qui changerait sa place : "), action.reasons.tipping),
        ),
        rx.foreach(action.before, lambda text: rx.el.p(text, class_name="res-before")),
        rx.el.dl(rx.foreach(action.facts, _fact), class_name="res-facts"),
        _help(action, level),
        rx.el.details(
            rx.el.summary("Pourquoi cette place", of_what(action.need)),
            rx.el.p(action.today),
            reasons_block(action.reasons, action.explained, action.need),
            class_name="res-details",
        ),
        trial_disclosure(action.about, action.need),
        class_name="res-action",
    )


def _mark(text: str) -> rx.Component:
    return rx.el.li(rx.el.span(text, class_name="fr-badge fr-badge--sm fr-badge--no-icon"))


def _fact(fact: Fact) -> rx.Component:
    return rx.el.div(rx.el.dt(fact.label), rx.el.dd(fact.text))


def _help(action: ActionView, level: int) -> rx.Component:
    help_ = action.help
    return rx.el.details(
        rx.el.summary(
            "Comment faire, et qui peut aider",
            of_what(action.need),
            " ",
            rx.el.span(help_.names, class_name="res-summary__more"),
        ),
        rx.el.p(action.how),
        rx.el.p(rx.el.strong("C’est fait quand : "), action.done_when),
        rx.cond(help_.none != "", rx.el.p(rx.el.strong(help_.none))),
        rx.foreach(help_.services, lambda one: _service(one, level)),
        rx.cond(
            help_.others,
            rx.el.details(
                rx.el.summary(help_.others_label),
                rx.foreach(help_.others, lambda one: _service(one, level)),
                class_name="res-details res-details--inner",
            ),
        ),
        rx.el.div(
            rx.el.div(
                rx.el.p(rx.el.strong("Sans outil numérique"), class_name="fr-mb-1v"),
                rx.el.p(help_.without_digital, class_name="fr-mb-0"),
            ),
            rx.el.div(
                rx.el.p(rx.el.strong("Avec votre opérateur public local"), class_name="fr-mb-1v"),
                rx.el.p(help_.operator, class_name="fr-mb-0"),
            ),
            class_name="res-beside",
        ),
        class_name="res-details",
    )


def _service(service: ServiceView, level: int) -> rx.Component:
    _, title = HEADINGS[level]
    return rx.el.div(
        title(service.name, class_name="res-service__name"),
        rx.el.p(service.why, class_name="fr-mb-1w"),
        rx.el.ul(
            rx.el.li(rx.el.strong(service.status, " : "), service.status_detail),
            rx.el.li(rx.el.strong("Coût : "), service.cost),
            rx.cond(service.first != "", rx.el.li(service.first)),
            rx.cond(service.warning != "", rx.el.li(rx.el.strong("À savoir : "), service.warning)),
            rx.el.li(service.owner, " ", service.maturity),
            rx.el.li(service.sheet, "."),
            class_name="res-service__facts",
        ),
        rx.cond(
            service.requirements,
            rx.el.details(
                rx.el.summary("Conditions pour l’utiliser", of_what(service.name)),
                rx.el.ul(rx.foreach(service.requirements, lambda text: rx.el.li(text))),
                class_name="res-details res-details--inner",
            ),
        ),
        rx.cond(service.address != "", outward(service.link, service.address)),
        class_name="res-service",
    )
