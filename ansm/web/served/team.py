"""Decides how a manager looks after their team: who is in it, who is invited, who is let in no more."""

from __future__ import annotations

from dataclasses import dataclass, replace

from starlette.responses import Response

from ansm.application import StoredPerson
from ansm.domain import say
from ansm.domain.people import Role
from ansm.errors import InvalidRequest, MailUnavailable, TooMany
from ansm.web import routes
from ansm.web.apart import LETTERS
from ansm.web.served.account import ROLE_WORDS
from ansm.web.served.desk import Visit, done, page, see, shown
from ansm.web.served.signing import PAGES, status_of
from ansm.web.site import application

PART = "Mon équipe"
MANAGERS = frozenset({Role.MANAGER})
INVITE, DISMISS = f"{routes.TEAM}/inviter", f"{routes.TEAM}/fermer"
CHOICES = tuple((role.value, ROLE_WORDS[role]) for role in (Role.ADVISOR, Role.MANAGER))
SAID = {
    "invitation": "L’invitation est partie par courriel. Son lien vaut 20 minutes\u00a0; ensuite, la personne en "
    "demande un autre avec son adresse, sur la page de connexion.",
    "ajout": "La personne est ajoutée. Ce site n’envoie pas de courriel\u00a0: dites-lui de se connecter depuis la "
    "page de connexion, ou demandez un lien pour elle à la personne qui administre ce site.",
    "fermeture": "L’accès de cette personne est fermé, et toutes ses sessions sont terminées.",
}
NOT_SENT = (
    "La personne est ajoutée à l’équipe, mais son invitation n’a pas pu partir. Elle peut demander un lien elle-même, "
    "avec son adresse, sur la page de connexion."
)
WRONG_ROLE = "Ce rôle n’existe pas. Choisissez-en un dans la liste, puis recommencez."


@dataclass(frozen=True, slots=True)
class ColleagueView:
    """One person of the team. `erased_on` is the day their account goes, empty unless they are let in no more."""

    number: int
    address: str
    name: str
    role: str
    seen: str
    erased_on: str
    self: bool


@dataclass(frozen=True, slots=True)
class TeamView:
    """The team, and what was typed to invite someone when it is refused."""

    organisation: str
    team: tuple[ColleagueView, ...]
    roles: tuple[tuple[str, str], ...]
    invite: str
    dismiss: str
    address: str = ""
    name: str = ""
    role: str = Role.ADVISOR.value
    error: str = ""


def show(visit: Visit) -> Response:
    """The team."""
    return page("equipe.html", visit.frame(PART, PART, SAID.get(visit.field("fait"), "")), _view(visit))


def invite(visit: Visit) -> Response:
    """Invite someone; what was typed stays when it is refused."""
    address, name, role = visit.field("adresse", 300), visit.field("nom", 300), visit.field("role")
    try:
        if role not in dict(CHOICES):
            raise InvalidRequest(WRONG_ROLE)
        member = application().team.welcome(visit.member, address, Role(role), name)
        if not application().entering.by_mail:
            return see(f"{routes.TEAM}?fait=ajout")
        application().entering.invite(member, PAGES)
    except MailUnavailable:
        return _again(visit, replace(_view(visit), error=NOT_SENT), 503)
    except (InvalidRequest, TooMany) as error:
        return _again(
            visit, replace(_view(visit), address=address, name=name, role=role, error=str(error)), status_of(error)
        )
    return see(f"{routes.TEAM}?fait=invitation")


def dismiss(visit: Visit) -> Response:
    """Let someone in no more."""
    number = visit.field("personne")
    try:
        if not (number.isascii() and number.isdigit() and len(number) < 19):
            raise InvalidRequest("Cette personne n’est pas dans votre équipe. Revenez à la liste de votre équipe.")
        application().team.dismiss(visit.member, int(number))
    except InvalidRequest as error:
        return _again(visit, replace(_view(visit), error=str(error)), 400)
    return see(f"{routes.TEAM}?fait=fermeture")


def _again(visit: Visit, view: TeamView, status: int) -> Response:
    return page("equipe.html", visit.frame(PART, PART), view, status)


def _view(visit: Visit) -> TeamView:
    team = tuple(_colleague(each, visit) for each in application().team.of(visit.member))
    return TeamView(visit.member.organisation.name, team, CHOICES, INVITE, DISMISS)


def _colleague(person: StoredPerson, visit: Visit) -> ColleagueView:
    seen = say.day(person.last_sign_in) if person.last_sign_in else "jamais"
    member, closed_at = person.member, person.disabled_at
    return ColleagueView(
        number=member.number,
        address=member.address,
        name=member.name,
        role=ROLE_WORDS[member.role],
        seen=seen,
        erased_on=say.day(application().keeping.account_erased_on(closed_at)) if closed_at else "",
        self=member.number == visit.member.number,
    )


ROUTES = (
    shown(routes.TEAM, MANAGERS, show),
    done(INVITE, MANAGERS, invite, apart=LETTERS),
    done(DISMISS, MANAGERS, dismiss),
)
