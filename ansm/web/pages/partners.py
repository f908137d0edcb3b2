"""Decides the page for those who would build a service with others: partners that are no commune, and EPCI.

Its boxes are a pocket list: they live in the page, nothing is sent or kept, and what follows from them is written
beside each one, so that no script is needed.
"""

from __future__ import annotations

import reflex as rx

from ansm.domain.partners import Audience, Fact, Partners, Phase, Prerequisite
from ansm.web import french, routes
from ansm.web.components.glossary import lexicon
from ansm.web.components.layout import container, reading_column, shell
from ansm.web.components.sources import sourced
from ansm.web.site import handbook

HEADING = f"Partenaires{french.HARD}: construire un service à plusieurs"


def partners() -> rx.Component:
    """The page, from the editors' content."""
    written = handbook().partners
    return shell(
        container(
            reading_column(
                rx.el.h1(HEADING),
                *(_sections(written) if written else (_nothing_written(),)),
            ),
            class_name="fr-py-6w",
        )
    )


def _nothing_written() -> rx.Component:
    return rx.fragment(
        rx.el.p("Le contenu de ce site ne dit rien pour les partenaires.", class_name="fr-text--lead"),
        rx.el.p(rx.el.a("Revenir à l’accueil", href=routes.HOME, class_name="fr-btn")),
    )


def _sections(written: Partners) -> tuple[rx.Component, ...]:
    return (
        rx.el.p(written.introduction, class_name="fr-text--lead"),
        rx.el.p(rx.el.a("Faire le diagnostic d’une collectivité", href=routes.HOME, class_name="fr-btn")),
        _section("Qui êtes-vous ?", *(_audience(each) for each in written.audiences)),
        _section("D’abord, étudier le problème", _facts(written.investigation)),
        _section("Êtes-vous prêts à construire ?", *_readiness(written)),
        _section("Les étapes", rx.el.ol(*(_phase(each) for each in written.phases))),
        _section("Le temps et l’argent", _facts(written.means)),
        _section("Ce que nous ne savons pas", rx.el.ul(*(rx.el.li(each) for each in written.unknown))),
        _section("À qui vous adresser", rx.el.p(written.contact), *_links(written)),
        *_words(written),
    )


def _section(heading: str, *content: rx.Component) -> rx.Component:
    return rx.el.section(rx.el.h2(heading, class_name="fr-h4"), *content, class_name="fr-mt-6w")


def _audience(each: Audience) -> rx.Component:
    return rx.fragment(rx.el.h3(each.label, class_name="fr-h6 fr-mb-1w"), rx.el.p(each.text))


def _facts(facts: tuple[Fact, ...]) -> rx.Component:
    pairs = ((rx.el.dt(each.label), rx.el.dd(each.text, sourced(each.source, each.verified_on))) for each in facts)
    return rx.el.dl(*(part for pair in pairs for part in pair), class_name="ansm-lexicon")


def _readiness(written: Partners) -> tuple[rx.Component, ...]:
    return (
        rx.el.p(
            "Cochez ce qui est déjà vrai. Rien n’est envoyé ni gardé : c’est un aide-mémoire pour vous, "
            "effacé dès que vous quittez la page."
        ),
        rx.el.fieldset(
            rx.el.legend(
                f"Les {len(written.prerequisites)} conditions d’une startup de territoire",
                class_name="fr-fieldset__legend",
            ),
            *(_box(each) for each in written.prerequisites),
            class_name="fr-fieldset",
        ),
        rx.el.h3("Tout est coché ?", class_name="fr-h6 fr-mb-1w"),
        rx.el.p(written.all_met),
        rx.el.h3("Il manque un point ?", class_name="fr-h6 fr-mb-1w"),
        rx.el.p(written.one_missing),
        rx.el.details(
            rx.el.summary("D’où viennent ces conditions ?"),
            rx.el.ul(
                *(
                    rx.el.li(each.label, rx.el.br(), sourced(each.source, each.verified_on))
                    for each in written.prerequisites
                )
            ),
            class_name="ansm-details",
        ),
    )


def _box(each: Prerequisite) -> rx.Component:
    """A native box. What to do meanwhile stands outside the label: it describes the box, it does not name it."""
    box, missing = f"condition-{each.id}", f"condition-{each.id}-sinon"
    return rx.el.div(
        rx.el.div(
            rx.el.input(type="checkbox", id=box, name=box, custom_attrs={"aria-describedby": missing}),
            rx.el.label(
                each.label,
                " ",
                rx.el.span(each.meaning, class_name="fr-hint-text"),
                html_for=box,
                class_name="fr-label",
            ),
            class_name="fr-checkbox-group",
        ),
        rx.el.p(rx.el.strong("Si ce n’est pas le cas : "), each.otherwise, id=missing, class_name="ansm-otherwise"),
        class_name="fr-fieldset__element",
    )


def _phase(each: Phase) -> rx.Component:
    return rx.el.li(
        rx.el.strong(each.label),
        f" – {each.duration}",
        rx.el.br(),
        each.text,
        sourced(each.source, each.verified_on),
    )


def _links(written: Partners) -> tuple[rx.Component, ...]:
    if not written.links:
        return ()
    return (
        rx.el.ul(
            *(rx.el.li(rx.el.a(link.label, href=link.url, rel="noreferrer")) for link in written.links),
        ),
    )


def _words(written: Partners) -> tuple[rx.Component, ...]:
    found = handbook().glossary.found_in(*written.texts)
    return (_section("Les mots de cette page", lexicon(found)),) if found else ()
