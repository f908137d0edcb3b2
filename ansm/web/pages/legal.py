"""Decides the legal notice: who runs this installation, under which licence, with which sources."""

from __future__ import annotations

import reflex as rx

from ansm.settings import Settings, read_settings
from ansm.web import page_list
from ansm.web.brand import PROGRAMME
from ansm.web.components.article import article, bullets, outward, part
from ansm.web.components.operator import UNNAMED, how_to_reach

LICENCE = "https://www.gnu.org/licenses/agpl-3.0.html"
OPEN_LICENCE = "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"


def legal() -> rx.Component:
    """The page."""
    settings = read_settings()
    return article(
        page_list.LEGAL,
        "Qui propose ce service, qui en est responsable, et d’où viennent les informations qu’il donne.",
        part("editeur", "Qui propose ce service", *_editor(settings)),
        part(
            "anct",
            "Le lien avec l’ANCT",
            rx.el.p(
                f"Ce service suit l’esprit du programme {PROGRAMME} de l’Incubateur des Territoires, à l’Agence "
                "nationale de la cohésion des territoires (ANCT). Un résultat affiché ici n’engage pas l’ANCT : elle "
                "seule décide de ses accompagnements."
            ),
            rx.el.p(
                "Ce que dit la loi est résumé pour être compris. Ce n’est pas un conseil juridique : en cas de doute, "
                "demandez à la préfecture ou à votre centre de gestion."
            ),
        ),
        part(
            "licence",
            "Un logiciel libre",
            rx.el.p(
                "Le logiciel est publié sous licence AGPL, version 3 ou suivante. Chaque collectivité, chaque "
                "opérateur peut l’installer chez soi, l’étudier et le modifier, à condition de partager ce qu’il "
                "modifie."
            ),
            rx.el.p(outward("Lire la licence AGPL, en anglais", LICENCE)),
        ),
        part("sources", "Les sources", _sources()),
    )


def _editor(settings: Settings) -> tuple[rx.Component, ...]:
    named = rx.el.p(rx.el.strong("Éditeur : "), settings.operator, ".") if settings.operator else rx.el.p(UNNAMED)
    return (
        named,
        how_to_reach(settings),
        rx.el.p(
            "Le nom du responsable de la publication, l’adresse postale de l’éditeur et le nom de l’hébergeur se "
            "demandent à ce contact : chaque organisme qui installe ce logiciel a les siens."
        ),
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
        "Caractères des documents imprimés : IBM Plex, licence SIL Open Font.",
    )
