"""Decides how it is said to whom a request for support goes, for how long, and who is to be answered."""

from __future__ import annotations

from ansm.application import Prepared
from ansm.domain.support import Request
from ansm.settings import Brand, Settings


def recipient(settings: Settings, *, read_here: bool) -> tuple[str, ...]:
    """To whom a request goes, said as it is on this installation."""
    decides = "L’ANCT décide seule\u00a0: l’envoi ne vaut pas acceptation, et nous ne connaissons pas le délai."
    if settings.brand is Brand.STATE:
        told: tuple[str, ...] = (
            "À l’Agence nationale de la cohésion des territoires (ANCT)\u00a0: seuls ses agents qui ont un compte sur "
            "ce site lisent la demande.",
        )
    else:
        operator = settings.operator or "la personne qui gère ce site"
        told = (
            "Aux agents de l’Agence nationale de la cohésion des territoires (ANCT) qui ont un compte sur ce site. "
            f"Ce site n’est pas celui de l’État\u00a0: la demande y est gardée, par {operator}, et n’est envoyée nulle "
            "part ailleurs.",
        )
    if not read_here:
        told = (
            *told,
            "Aujourd’hui, aucun agent de l’ANCT n’a de compte ici\u00a0: la demande serait gardée, mais personne ne la "
            "lirait. Écrivez plutôt à l’ANCT vous-même, par son site ou par la préfecture.",
        )
    if settings.requests_address:
        told = (
            *told,
            "Un courriel prévient qu’une demande est arrivée. Il ne dit ni laquelle, ni ce qu’elle contient.",
        )
    return (*told, decides)


def kept(months: int) -> str:
    """For how long, in words."""
    return (
        f"{months} mois après la dernière étape de la demande, puis tout est effacé. Vous pouvez la retirer à tout "
        "moment\u00a0: son contenu et vos coordonnées sont alors effacés tout de suite."
    )


def contact_lines(request: Request | Prepared) -> tuple[str, ...]:
    """Who to answer, one line a thing that was given."""
    contact = request.contact
    if contact is None:
        return ()
    named = (
        ("Fonction", contact.function),
        ("Adresse électronique", contact.address),
        ("Téléphone", contact.telephone),
        ("Nom", contact.name),
    )
    return tuple(f"{label}\u00a0: {value}" for label, value in named if value)
