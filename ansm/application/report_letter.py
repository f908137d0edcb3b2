"""Decides what the letter that gives a report says: what its link opens, until when, and that it can be taken back."""

from __future__ import annotations

from datetime import date

from ansm.application.offers import Offer
from ansm.application.posting import Refusals
from ansm.domain import say
from ansm.domain.publication import Edition
from ansm.domain.territory import Territory
from ansm.settings import PROGRAMME

REFUSALS = Refusals(
    no_server="Ce site n’envoie pas de courriel. Laissez l’adresse vide, puis copiez le lien dans un message "
    "que vous envoyez vous-même.",
    not_taken="Le message n’a pas pu partir, et aucun lien n’a été créé. Réessayez dans quelques minutes, ou laissez "
    "l’adresse vide et envoyez le lien vous-même.",
    too_often="Plusieurs messages viennent déjà de partir\u00a0: aucun lien n’a été créé. Laissez l’adresse vide et "
    "envoyez le lien vous-même, ou recommencez dans {minutes}.",
    too_busy="Ce site a déjà envoyé beaucoup de messages\u00a0: aucun lien n’a été créé. Laissez l’adresse vide et "
    "envoyez le lien vous-même, ou recommencez dans {minutes}.",
)
# What each document may be used for, in the letter and on the page of whoever receives it.
USES = {
    Edition.INTERNAL: "C’est la version interne. Elle cite des points faibles, dont ceux de la sécurité\u00a0: "
    "ne la publiez pas, et ne la transmettez qu’aux personnes qui en ont besoin pour leur travail.",
    Edition.PUBLISHABLE: "C’est la version publiable. Elle ne dit rien de ce qui touche à la sécurité\u00a0: elle peut "
    "être montrée à tout le monde, et jointe à une délibération.",
}


def letter(
    territory: Territory, wanted: Offer, link: str, last_day: date, organisation: str | None
) -> tuple[str, tuple[str, ...]]:
    """The subject and the paragraphs. `organisation` gives the report, the town itself when it is None."""
    place = territory.name.replace("'", "’")
    programme = say.quoted(PROGRAMME)
    who = f"{organisation}, qui accompagne cette collectivité" if organisation else "la collectivité elle-même"
    return (
        f"{PROGRAMME}\u00a0: un document du diagnostic numérique ({place})",
        (
            "Bonjour,",
            f"Voici un lien vers un document du diagnostic numérique de la collectivité {say.quoted(place)}, fait avec "
            f"le service {programme}. Il vous est donné par {who}\u00a0:",
            link,
            f"Le document\u00a0: {say.lowered(wanted.title)}, en {wanted.format.words}.",
            USES[wanted.edition],
            f"Ce lien ouvre ce document et rien d’autre. Il fonctionne jusqu’au {say.day(last_day)} compris, et peut "
            "être retiré avant par qui vous l’a donné. Toute personne qui a ce lien peut télécharger le document.",
            "Vous n’attendiez rien\u00a0? Quelqu’un s’est sans doute trompé d’adresse\u00a0: supprimez ce message. "
            "Votre adresse n’a pas été conservée.",
        ),
    )
