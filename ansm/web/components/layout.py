"""Decides what surrounds every page: skip link, header, main, footer."""

from __future__ import annotations

import reflex as rx

from ansm.web import routes

PROGRAMME = "Accompagnement Numérique Sur-Mesure"
TAGLINE = "Diagnostic numérique de votre commune ou intercommunalité"
MAIN = "contenu"


def title(page: str) -> str:
    """The title of a page, the programme spelled out: its initials alone are the medicines agency's."""
    return f"{page} – {PROGRAMME}"


def shell(*content: rx.Component) -> rx.Component:
    """A whole page around its content, which brings the one `h1`."""
    return rx.fragment(
        _skip_link(),
        _header(),
        rx.el.main(*content, id=MAIN, tab_index=-1),
        _footer(),
    )


def container(*content: rx.Component, class_name: str = "") -> rx.Component:
    """The page's width, with its margins."""
    return rx.el.div(*content, class_name=f"fr-container {class_name}".strip())


def reading_column(*content: rx.Component) -> rx.Component:
    """A column narrow enough to read, in the page's width."""
    return rx.el.div(
        rx.el.div(*content, class_name="fr-col-12 fr-col-lg-9"),
        class_name="fr-grid-row",
    )


def _skip_link() -> rx.Component:
    return rx.el.div(
        rx.el.nav(
            rx.el.ul(
                rx.el.li(rx.el.a("Aller au contenu", href=f"#{MAIN}", class_name="fr-link")),
                class_name="fr-skiplinks__list",
            ),
            class_name="fr-container",
            aria_label="Accès rapide",
        ),
        class_name="fr-skiplinks",
    )


def _header() -> rx.Component:
    service = rx.el.div(
        rx.el.a(
            rx.el.p(PROGRAMME, class_name="fr-header__service-title"),
            href=routes.HOME,
            title=f"Accueil – {PROGRAMME}",
        ),
        rx.el.p(TAGLINE, class_name="fr-header__service-tagline"),
        class_name="fr-header__service",
    )
    brand = rx.el.div(service, class_name="fr-header__brand fr-enlarge-link")
    row = rx.el.div(brand, class_name="fr-header__body-row")
    return rx.el.header(
        rx.el.div(container(row), class_name="fr-header__body"),
        role="banner",
        class_name="fr-header",
    )


def _footer() -> rx.Component:
    mentions = (
        "Aucun compte, aucun traceur, aucun appel à un autre site.",
        "Logiciel libre, hébergeable par la collectivité ou son opérateur.",
        "Accessibilité : audit à venir.",
    )
    return rx.el.footer(
        container(
            rx.el.div(
                rx.el.p(
                    "Ce service aide les communes et les intercommunalités à faire le point sur leur numérique, "
                    f"dans l’esprit du programme {PROGRAMME} de l’Incubateur des Territoires. "
                    "Il n’engage pas l’Agence nationale de la cohésion des territoires (ANCT), "
                    "qui décide seule de ses accompagnements.",
                    class_name="fr-footer__content-desc",
                ),
                class_name="ansm-footer__body",
            ),
            rx.el.div(
                rx.el.ul(
                    *(
                        rx.el.li(
                            rx.el.span(text, class_name="ansm-footer__mention"), class_name="fr-footer__bottom-item"
                        )
                        for text in mentions
                    ),
                    class_name="fr-footer__bottom-list",
                ),
                rx.el.div(
                    rx.el.p(
                        "Populations : Insee, par « découpage administratif » (Etalab). "
                        "Composants d’interface : Système de Design de l’État, Licence Ouverte 2.0."
                    ),
                    class_name="fr-footer__bottom-copy",
                ),
                class_name="fr-footer__bottom",
            ),
        ),
        role="contentinfo",
        class_name="fr-footer",
    )
