"""Decides the results page: the order of its parts, from one minute's reading to the documents to take away."""

from __future__ import annotations

import reflex as rx

from ansm.web import routes
from ansm.web.components.layout import container, shell
from ansm.web.components.results.actions import action_list
from ansm.web.components.results.brief import brief_block
from ansm.web.components.results.checks import checks_block
from ansm.web.components.results.documents import documents_block
from ansm.web.components.results.minute import minute_block
from ansm.web.components.results.next_steps import advisor_steps_block, next_steps_block
from ansm.web.components.results.opening import aside_block, opening_block, part, waiting_notices
from ansm.web.components.results.rest import rules_block, support_block, themes_block
from ansm.web.components.results.satisfaction import satisfaction_block, satisfaction_script
from ansm.web.components.results.since import since_block
from ansm.web.components.results.trial import trial_by_theme
from ansm.web.components.unseen import of_what
from ansm.web.results.actions import BandView
from ansm.web.results.brief import Brief
from ansm.web.results.state import Results
from ansm.web.results_view import ResultsView, Strength

READY = "Vos résultats sont prêts."


def results() -> rx.Component:
    """The page."""
    return shell(
        container(
            rx.el.h1(
                rx.cond(Results.title != "", Results.title, "Résultats de votre diagnostic"),
                class_name="fr-mb-1w",
                custom_attrs={"data-attente": rx.cond(Results.loading, "oui", "non")},
            ),
            rx.el.div(rx.cond(Results.problem != "", _problem()), aria_live="polite"),
            *waiting_notices(),
            # Always there, so that its change is announced: first the wait, then its end.
            rx.el.p(
                rx.cond(Results.loading, "Préparation de vos résultats…", rx.cond(Results.shown, READY, "")),
                role="status",
                class_name=rx.cond(Results.loading, "res-loading", "fr-sr-only"),
            ),
            rx.cond(Results.loading, rx.el.span(id="resultats-attente", hidden=True)),
            rx.foreach(Results.shown, _page),
            satisfaction_script(),
            class_name="fr-pt-5w fr-pb-9w",
        )
    )


def _problem() -> rx.Component:
    return rx.el.div(
        rx.el.h2("Nous ne pouvons pas afficher ces résultats", class_name="fr-alert__title fr-h6"),
        rx.el.p(Results.problem),
        rx.el.p(rx.el.a("Aller à l’accueil", href=routes.HOME, class_name="fr-link")),
        class_name="fr-alert fr-alert--warning",
    )


def _page(view: ResultsView) -> rx.Component:
    return rx.el.div(
        rx.el.p(view.opening.identity, class_name="res-quiet fr-mb-3w"),
        rx.el.div(
            rx.el.div(opening_block(view), part("une-minute", minute_block(view)), class_name="res-opening"),
            aside_block(view),
            rx.el.div(
                _first(view),
                rx.cond(view.strengths, part("va-bien", _strengths(view))),
                rx.cond(view.following, part("suite", rx.foreach(view.following, _band))),
                rx.foreach(view.since, lambda since: part("depuis", since_block(since))),
                part("preciser", checks_block(view.checks)),
                part("et-si", trial_by_theme(view.to_try)),
                part("regle", rules_block(view.rules)),
                part("aide", support_block(view.support)),
                rx.foreach(view.brief, _brief),
                part("themes", themes_block(view.themes)),
                part("document", documents_block()),
                part("maintenant", rx.cond(view.desk != "", advisor_steps_block(view.desk), next_steps_block())),
                part("avis", satisfaction_block()),
                class_name="res-body",
            ),
            class_name="res-page",
        ),
    )


def _first(view: ResultsView) -> rx.Component:
    return rx.cond(
        view.first.actions,
        part(
            "d-abord",
            rx.el.p(
                rx.cond(view.opening.provisional != "", rx.el.strong("Résultat provisoire. ")),
                view.first.size,
                ". ",
                view.first.introduction,
            ),
            action_list(view.first, 3),
        ),
    )


def _strengths(view: ResultsView) -> rx.Component:
    return rx.fragment(
        rx.el.ul(rx.foreach(view.strengths, _strength), class_name="fr-raw-list res-strengths"),
        rx.cond(
            view.other_strengths,
            rx.el.details(
                rx.el.summary(view.other_strengths_label),
                rx.el.ul(rx.foreach(view.other_strengths, _strength), class_name="fr-raw-list res-strengths"),
                class_name="res-details fr-mt-2w",
            ),
        ),
    )


def _strength(strength: Strength) -> rx.Component:
    return rx.el.li(rx.el.p(rx.el.strong(strength.label)), rx.el.p(strength.text), class_name="res-strength")


def _band(band: BandView) -> rx.Component:
    return rx.el.div(
        rx.el.h3(band.title, " : ", band.size, class_name="fr-h5 fr-mb-1w"),
        rx.el.p(band.introduction),
        rx.el.details(
            rx.el.summary("Voir les actions", of_what(band.title)),
            action_list(band, 4),
            class_name="res-details",
        ),
        class_name="fr-mb-3w",
    )


def _brief(brief: Brief) -> rx.Component:
    return part("fiche", brief_block(brief))
