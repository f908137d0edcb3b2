"""Decides the legal notice: who runs this installation, under which licence, with which sources."""

from __future__ import annotations

import reflex as rx

from ansm.settings import Brand, Settings, read_settings
from ansm.web import page_list
from ansm.web.brand import PROGRAMME
from ansm.web.components.article import Written, bullets, long_article, outward
from ansm.web.components.operator import UNNAMED, how_to_reach

LICENCE = "https://www.gnu.org/licenses/agpl-3.0.html"
OPEN_LICENCE = "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"
MISSING = {
    "Adresse de l’éditeur": "l’adresse postale de l’éditeur",
    "Responsable de la publication": "le nom du responsable de la publication",
    "Hébergeur": "le nom de l’hébergeur",
}
ASK = "Demandez-le au contact ci-dessus."
PARTS = (
    ("editeur", "Qui propose ce service"),
    ("anct", "Le lien avec l’ANCT"),
    ("licence", "Un logiciel libre"),
    ("sources", "Les sources"),
)


def legal() -> rx.Component:
    """The page."""
    settings = read_settings()
    return long_article(
        page_list.LEGAL,
        "Qui propose ce service, qui en est responsable, et d’où viennent les informations qu’il donne.",
        PARTS,
        (_editor(settings), _agency(settings), _licence(), (_sources(),)),
    )


def _agency(settings: Settings) -> Written:
    link = "fait partie du" if settings.brand is Brand.STATE else "suit l’esprit du"
    return (
        rx.el.p(
            f"Ce service {link} programme {PROGRAMME} de l’Incubateur des Territoires, à l’Agence nationale de la "
            "cohésion des territoires (ANCT). Un résultat affiché ici ne vaut pas accord : l’ANCT décide seule de ses "
            "accompagnements."
        ),
        rx.el.p(
            "Ce que dit la loi est résumé pour être compris. Ce n’est pas un conseil juridique : en cas de doute, "
            "demandez à la préfecture ou à votre centre de gestion."
        ),
    )


def _licence() -> Written:
    return (
        rx.el.p(
            "Le logiciel est publié sous licence AGPL, version 3 ou suivante. Chaque collectivité, chaque opérateur "
            "peut l’installer chez soi, l’étudier et le modifier, à condition de partager ce qu’il modifie."
        ),
        rx.el.p(outward("Lire la licence AGPL, en anglais", LICENCE)),
    )


def _editor(settings: Settings) -> Written:
    """What article 1-1 of the law of 21 June 2004 (LCEN) wants said; what is not set is said to be missing."""
    said = (
        ("Éditeur", settings.operator),
        ("Adresse de l’éditeur", settings.operator_address),
        ("Responsable de la publication", settings.publication_director),
        ("Hébergeur", settings.hosting),
    )
    lines = [rx.el.p(rx.el.strong(f"{name}\u00a0: "), value, ".") for name, value in said if value]
    unknown = [MISSING[name] for name, value in said[1:] if not value]
    return (
        *(lines if settings.operator else (rx.el.p(UNNAMED), *lines)),
        how_to_reach(settings),
        *((rx.el.p(f"Pas encore indiqué sur ce site\u00a0: {', '.join(unknown)}. {ASK}"),) if unknown else ()),
    )


def _sources() -> rx.Component:
    return bullets(
        "Populations, communes et intercommunalités : Insee et Direction générale des collectivités locales, réunis "
        "par Etalab dans le jeu « découpage administratif ».",
        "Services proposés : leurs fiches publiques. Chacune porte la date à laquelle elle a été relue.",
        "Règles de droit : les textes et les sites publics nommés à côté de chaque règle.",
        rx.fragment(
            "Composants d’interface : Système de Design de l’État, ",
            outward("Licence Ouverte 2.0", OPEN_LICENCE),
            ".",
        ),
        "Fond de carte des statistiques\u00a0: Victor Cazanave (svg-maps), d’après MapSVG, simplifié, "
        "licence CC BY 4.0.",
        "Caractères des documents imprimés : IBM Plex, licence SIL Open Font.",
    )
