"""Decides which pages visitors are told of: their address, their name, and the line that presents them.

The site map, the footer and the titles are made from this list, and a test holds it against the pages that exist.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ansm.web import routes


class Group(StrEnum):
    """The parts of the site map, in its order."""

    DIAGNOSTIC = "Faire le diagnostic"
    UNDERSTAND = "Comprendre et se faire aider"
    ADVISE = "Accompagner des collectivités"
    ABOUT = "À propos de ce service"


@dataclass(frozen=True, slots=True)
class PageEntry:
    """One page. `personal` is said of a page that only a link opens, the personal one or `opened_by`.

    The map presents it without a link. `served` is said of a public page that the server writes: the framework's
    router does not know it.
    """

    address: str
    name: str
    line: str
    group: Group
    personal: bool = False
    opened_by: str = "votre lien personnel"
    served: bool = False


HOME = PageEntry(
    routes.HOME, "Accueil", "Ce qu’est le diagnostic, et la recherche de votre collectivité.", Group.DIAGNOSTIC
)
TERRITORY = PageEntry(
    routes.TERRITORY,
    "Votre collectivité",
    "Si l’accompagnement gratuit vous est ouvert, et le départ du diagnostic.",
    Group.DIAGNOSTIC,
)
DIAGNOSTIC = PageEntry(
    routes.DIAGNOSTIC, "Votre diagnostic", "Les questions, thème par thème.", Group.DIAGNOSTIC, personal=True
)
RESULTS = PageEntry(
    routes.RESULTS,
    "Vos résultats",
    "Vos priorités, leurs raisons, et le document à télécharger.",
    Group.DIAGNOSTIC,
    personal=True,
)
FOLLOW_UP = PageEntry(
    routes.FOLLOW_UP, "Suivi des actions", "Ce qui est décidé, en cours ou fait.", Group.DIAGNOSTIC, personal=True
)
SHARING = PageEntry(
    routes.SHARING,
    "Partage du diagnostic",
    "Donner un document à quelqu’un, et voir qui suit le diagnostic.",
    Group.DIAGNOSTIC,
    personal=True,
)
SUPPORT = PageEntry(
    routes.SUPPORT,
    "Demande d’accompagnement",
    "Demander l’accompagnement gratuit, en voyant d’abord ce qui est envoyé.",
    Group.DIAGNOSTIC,
    personal=True,
)
AGAIN = PageEntry(
    routes.AGAIN,
    "Refaire le diagnostic",
    "Repartir des réponses d’avant, et voir ce qui a changé.",
    Group.DIAGNOSTIC,
    personal=True,
)
OWN_DATA = PageEntry(
    routes.OWN_DATA,
    "Vos données",
    "Emporter ou effacer tout ce qui est gardé d’un diagnostic.",
    Group.DIAGNOSTIC,
    personal=True,
)
AGENTS = PageEntry(
    routes.AGENTS,
    "Un document vous a été donné",
    "Lire et télécharger le document qu’une collectivité vous a donné.",
    Group.UNDERSTAND,
    personal=True,
    opened_by="le lien que vous avez reçu",
)
CALCULATION = PageEntry(
    routes.CALCULATION,
    "Comprendre le calcul",
    "Comment vos réponses deviennent des priorités : critères, questions, services, sources.",
    Group.UNDERSTAND,
)
HELP = PageEntry(
    routes.HELP, "Aide", "Répondre, reprendre, imprimer, travailler sans réseau, retrouver un lien.", Group.UNDERSTAND
)
VERIFY = PageEntry(
    routes.VERIFY,
    "Ce document est-il d’origine ?",
    "Vérifier un diagnostic reçu, par le code imprimé sur ses pages ou par son fichier.",
    Group.UNDERSTAND,
)
PARTNERS = PageEntry(
    routes.PARTNERS,
    "Partenaires",
    "Pour qui n’est ni une commune ni une intercommunalité, ou veut construire un service à plusieurs.",
    Group.UNDERSTAND,
)
STATISTICS = PageEntry(
    routes.STATISTICS,
    "Statistiques",
    "Combien de diagnostics, où, et ce qui en ressort ; les données ouvertes.",
    Group.ABOUT,
    served=True,
)
ADVISORS = PageEntry(
    routes.SIGN_IN,
    "Espace des conseillers",
    "Pour les organismes qui accompagnent des communes\u00a0: se connecter et suivre leurs dossiers.",
    Group.ADVISE,
    served=True,
)
ACCESSIBILITY = PageEntry(
    routes.ACCESSIBILITY,
    "Déclaration d’accessibilité",
    "Ce qui a été vérifié, ce qui ne l’est pas, et à qui signaler un problème.",
    Group.ABOUT,
)
PERSONAL_DATA = PageEntry(
    routes.PERSONAL_DATA,
    "Données personnelles",
    "Ce qui est enregistré, où, et comment l’effacer.",
    Group.ABOUT,
)
LEGAL = PageEntry(
    routes.LEGAL, "Mentions légales", "Qui propose ce service, sous quelle licence, avec quelles sources.", Group.ABOUT
)
SITE_MAP = PageEntry(routes.SITE_MAP, "Plan du site", "Toutes les pages, sur une seule.", Group.ABOUT)

PAGES = (
    HOME,
    TERRITORY,
    DIAGNOSTIC,
    RESULTS,
    FOLLOW_UP,
    SHARING,
    SUPPORT,
    AGAIN,
    OWN_DATA,
    CALCULATION,
    HELP,
    VERIFY,
    AGENTS,
    PARTNERS,
    STATISTICS,
    ADVISORS,
    ACCESSIBILITY,
    PERSONAL_DATA,
    LEGAL,
    SITE_MAP,
)


def target(address: str) -> str:
    """Where a link to that address opens: one that names the whole window is left to the browser by the router."""
    return "_top" if any(page.served and page.address == address for page in PAGES) else "_self"


def of_group(group: Group) -> tuple[PageEntry, ...]:
    """The pages of one part of the site map."""
    return tuple(page for page in PAGES if page.group is group)
