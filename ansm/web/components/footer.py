"""Decides the bottom of every page: what this service is, who runs it, and the pages the law asks for."""

from __future__ import annotations

import reflex as rx

from ansm.settings import Brand, Settings
from ansm.web import page_list
from ansm.web.audit.conformity import conformity
from ansm.web.audit.reading import shipped_audit
from ansm.web.brand import PROGRAMME
from ansm.web.components.columns import container
from ansm.web.components.operator import contact

FOOTER = "pied-de-page"
# The links that the State asks of its own services.
STATE_SITES = ("info.gouv.fr", "service-public.gouv.fr", "legifrance.gouv.fr", "data.gouv.fr")
PROMISES = (
    "Aucun compte pour les mairies, aucun traceur, aucun appel à un autre site. "
    "Logiciel libre, hébergeable par la collectivité ou son opérateur."
)
SOURCES = (
    "Populations : Insee, par « découpage administratif » (Etalab). "
    "Composants d’interface : Système de Design de l’État, Licence Ouverte 2.0."
)


def footer(settings: Settings) -> rx.Component:
    """The footer, with the operator named at build."""
    return rx.el.footer(
        container(_body(settings), _bottom()),
        role="contentinfo",
        id=FOOTER,
        tab_index=-1,
        class_name="fr-footer",
    )


def accessibility_mention() -> str:
    """« Accessibilité : partiellement conforme », the mention the law asks for, from the audit file."""
    return f"Accessibilité : {conformity(shipped_audit()).state.value}"


def _body(settings: Settings) -> rx.Component:
    state = settings.brand is Brand.STATE
    emblem = (rx.el.div(_emblem(), class_name="fr-footer__brand"),) if state else ()
    sites = (_state_sites(),) if state else ()
    return rx.el.div(
        *emblem,
        rx.el.div(
            rx.el.p(what_it_is(state=state), class_name="fr-footer__content-desc"),
            _operator(settings),
            rx.el.p(PROMISES, class_name="fr-footer__content-desc fr-mt-1w"),
            *sites,
            class_name="pages-footer__content",
        ),
        class_name="pages-footer__body",
    )


def what_it_is(*, state: bool) -> str:
    """What the service is, and whose it is not when it is not the State's."""
    purpose = "Ce service aide les communes et les intercommunalités à faire le point sur leur numérique"
    if state:
        return f"{purpose}. Il fait partie du programme {PROGRAMME} de l’Incubateur des Territoires."
    return (
        f"{purpose}, dans l’esprit du programme {PROGRAMME} de l’Incubateur des Territoires. "
        "Il n’engage pas l’Agence nationale de la cohésion des territoires (ANCT), "
        "qui décide seule de ses accompagnements."
    )


def _emblem() -> rx.Component:
    return rx.el.p("République", rx.el.br(), "Française", class_name="fr-logo")


def _operator(settings: Settings) -> rx.Component:
    if not settings.operator and not settings.operator_contact:
        return rx.fragment()
    who = f"Service proposé par {settings.operator}." if settings.operator else ""
    ways = (" Contact : ", contact(settings.operator_contact)) if settings.operator_contact else ()
    return rx.el.p(who, *ways, class_name="fr-footer__content-desc fr-mt-1w")


def _state_sites() -> rx.Component:
    return rx.el.ul(
        *(
            rx.el.li(
                rx.el.a(
                    site,
                    href=f"https://{site}",
                    target="_blank",
                    rel="noopener noreferrer external",
                    title=f"{site} (nouvelle fenêtre)",
                    class_name="fr-footer__content-link",
                ),
            )
            for site in STATE_SITES
        ),
        class_name="fr-footer__content-list",
    )


def bottom_links() -> tuple[tuple[str, str], ...]:
    """The pages every page leads to: their name and their address."""
    return (
        (page_list.SITE_MAP.name, page_list.SITE_MAP.address),
        (accessibility_mention(), page_list.ACCESSIBILITY.address),
        (page_list.LEGAL.name, page_list.LEGAL.address),
        (page_list.PERSONAL_DATA.name, page_list.PERSONAL_DATA.address),
        (page_list.CALCULATION.name, page_list.CALCULATION.address),
        (page_list.HELP.name, page_list.HELP.address),
        (page_list.PARTNERS.name, page_list.PARTNERS.address),
        (page_list.STATISTICS.name, page_list.STATISTICS.address),
        (page_list.ADVISORS.name, page_list.ADVISORS.address),
    )


def _bottom() -> rx.Component:
    return rx.el.div(
        rx.el.nav(
            rx.el.ul(
                *(
                    rx.el.li(
                        rx.el.a(
                            name, href=address, target=page_list.target(address), class_name="fr-footer__bottom-link"
                        ),
                        class_name="fr-footer__bottom-item",
                    )
                    for name, address in bottom_links()
                ),
                class_name="fr-footer__bottom-list",
            ),
            aria_label="Pages du site",
        ),
        rx.el.div(rx.el.p(SOURCES), class_name="fr-footer__bottom-copy"),
        class_name="fr-footer__bottom",
    )
