"""Decides how the lower half of the results looks: rules, support, themes."""

from __future__ import annotations

import reflex as rx

from ansm.web import routes
from ansm.web.components.results.links import outward
from ansm.web.components.unseen import of_what
from ansm.web.results.rules import RuleGroup, Rules, RuleView
from ansm.web.results.support import Support, SupportView
from ansm.web.results.themes import ThemeBar, Themes
from ansm.web.verdict_view import VerdictView


def rules_block(rules: Rules) -> rx.Component:
    """What to settle at once; the other groups unfold."""
    return rx.fragment(
        rx.el.p(rules.summary),
        rx.foreach(rules.to_settle, lambda group: rx.el.div(_group_title(group), _rule_list(group))),
        rx.foreach(rules.others, _folded_group),
        rx.el.p(rules.disclaimer, class_name="res-before"),
    )


def _group_title(group: RuleGroup) -> rx.Component:
    return rx.fragment(
        rx.el.h3(group.title, " : ", group.size, class_name="fr-h5 fr-mb-1w"),
        rx.el.p(group.introduction, class_name="fr-mb-1w"),
    )


def _folded_group(group: RuleGroup) -> rx.Component:
    return rx.el.div(
        _group_title(group),
        rx.el.details(
            rx.el.summary("Voir la liste", of_what(group.title)), _rule_list(group), class_name="res-details"
        ),
        class_name="fr-mb-3w",
    )


def _rule_list(group: RuleGroup) -> rx.Component:
    return rx.el.ul(rx.foreach(group.rules, lambda one: _rule(one, group)), class_name="fr-raw-list res-rules")


def _rule(rule: RuleView, group: RuleGroup) -> rx.Component:
    return rx.el.li(
        rx.el.p(
            rx.el.strong(rule.label),
            " ",
            rx.el.span(group.title, class_name="fr-badge fr-badge--sm fr-badge--no-icon"),
            class_name="fr-mb-1v",
        ),
        rx.el.p(rule.rule, class_name="fr-mb-1v"),
        rx.el.p(rule.proof, " ", rule.checked, class_name="fr-text--sm res-quiet fr-mb-0"),
    )


def support_block(support: Support) -> rx.Component:
    """Other forms of support, then the eligibility reminder."""
    return rx.fragment(
        rx.el.ul(rx.foreach(support.offers, _offer), class_name="fr-raw-list res-offers"),
        rx.foreach(support.others, _folded_offer),
        rx.el.h3("L’accompagnement gratuit de l’ANCT : rappel", class_name="fr-h5 fr-mt-4w"),
        rx.cond(
            support.moved != "",
            rx.el.div(
                rx.el.p(support.moved),
                rx.el.p(
                    rx.el.a("Voir le résultat d’aujourd’hui", href=support.territory_address, class_name="fr-link")
                ),
                class_name="fr-alert fr-alert--info fr-mb-3w",
            ),
        ),
        rx.el.div(rx.foreach(support.verdicts, _verdict), class_name="res-verdicts"),
        rx.el.p(support.confirms),
        rx.el.p(
            "Vous n’êtes ni une commune ni une intercommunalité ? ",
            rx.el.a("Voir ce qui est proposé aux partenaires", href=routes.PARTNERS, class_name="fr-link"),
        ),
    )


def _offer(offer: SupportView) -> rx.Component:
    return rx.el.li(rx.el.h3(offer.title, class_name="fr-h6 fr-mb-1w"), _offer_text(offer))


def _folded_offer(offer: SupportView) -> rx.Component:
    return rx.el.details(rx.el.summary(offer.title), _offer_text(offer), class_name="res-details")


def _offer_text(offer: SupportView) -> rx.Component:
    return rx.fragment(
        rx.el.p(offer.text, class_name="fr-mb-1w"),
        rx.foreach(offer.links, lambda link: outward(link.label, link.address)),
        rx.el.p(offer.source, class_name="fr-text--sm res-quiet fr-mb-1w"),
    )


def _verdict(view: VerdictView) -> rx.Component:
    return rx.el.div(
        rx.el.p(view.heading, class_name="res-quiet fr-mb-1v"),
        rx.el.p(rx.el.strong(view.name), class_name="fr-mb-1v"),
        rx.el.p(view.answer, class_name="fr-mb-1w"),
        rx.foreach(view.reasons, lambda reason: rx.el.p(reason, class_name="fr-mb-1w")),
        rx.cond(
            view.figure != "",
            rx.el.details(
                rx.el.summary("Le chiffre, la règle et leurs sources", of_what(view.name)),
                rx.el.p(view.figure),
                rx.cond(view.figure_source != "", rx.el.p(view.figure_source, class_name="fr-text--sm res-quiet")),
                rx.cond(view.rule != "", rx.el.p(view.rule)),
                rx.cond(view.rule_source != "", rx.el.p(view.rule_source, class_name="fr-text--sm res-quiet")),
                class_name="res-details",
            ),
        ),
        class_name="res-verdict",
    )


def themes_block(themes: Themes) -> rx.Component:
    """One bar a theme, each said in words, then the same in a table."""
    return rx.fragment(
        rx.el.details(
            rx.el.summary("Voir le graphique"),
            rx.el.p(themes.legend),
            rx.el.ul(rx.foreach(themes.bars, _bar), class_name="fr-raw-list res-chart"),
            class_name="res-details",
        ),
        rx.el.details(
            rx.el.summary("Les mêmes chiffres, en tableau"),
            rx.el.table(
                rx.el.caption("Ce qui reste à faire, par thème"),
                rx.el.thead(
                    rx.el.tr(
                        rx.el.th("Thème", scope="col"),
                        rx.el.th("Reste à faire", scope="col"),
                        rx.el.th("Réponses sûres", scope="col"),
                    )
                ),
                rx.el.tbody(
                    rx.foreach(
                        themes.bars,
                        lambda bar: rx.el.tr(
                            rx.el.th(bar.label, scope="row"), rx.el.td(bar.gap), rx.el.td(bar.reliability)
                        ),
                    )
                ),
                class_name="res-table",
            ),
            class_name="res-details",
        ),
    )


def _bar(bar: ThemeBar) -> rx.Component:
    return rx.el.li(
        rx.el.span(bar.label, class_name="res-chart__label"),
        rx.el.svg(
            rx.el.svg.rect(width="100", height="10", class_name="res-chart__track"),
            rx.el.svg.rect(width=bar.width, height="10", class_name="res-chart__bar"),
            view_box="0 0 100 10",
            aria_hidden=True,
            # Reflex turns an attribute it does not know into an inline style, which the policy of our pages refuses.
            custom_attrs={"preserveAspectRatio": "none", "focusable": "false"},
            class_name="res-chart__drawing",
        ),
        rx.el.span(bar.text),
    )
