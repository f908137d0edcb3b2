"""`ansm advisor` and `ansm organisation`: who may sign in to the advisors' space, and whom they work for."""

from __future__ import annotations

import argparse
import sys
from contextlib import closing

from ansm.application import Application, EntryPages
from ansm.commands.adding import Commands
from ansm.domain import say
from ansm.domain.people import Member, OrganisationKind, Role
from ansm.errors import InvalidRequest
from ansm.settings import read_settings
from ansm.web import routes

HERE = "http://127.0.0.1:8000"  # where `ansm serve` listens unless told otherwise
PAGES = EntryPages(routes.ENTER, routes.SIGN_IN)
ROLES = tuple(role.value for role in Role)
KINDS = tuple(kind.value for kind in OrganisationKind)


def add(commands: Commands) -> None:
    """Say what both commands take."""
    advisor = commands.add_parser("advisor", help="invite les conseillers, en dresse la liste, leur ferme l’accès")
    actions = advisor.add_subparsers(required=True, metavar="ACTION")
    invite = actions.add_parser("invite", help="ouvre l’espace des conseillers à une personne, et lui donne un lien")
    invite.add_argument("address", metavar="ADRESSE", help="adresse électronique professionnelle")
    invite.add_argument(
        "--organisation", metavar="NOM", help="son organisation (par défaut\u00a0: la seule qui existe)"
    )
    invite.add_argument("--role", choices=ROLES, help="son rôle (par défaut\u00a0: conseiller)")
    invite.add_argument("--name", metavar="NOM", default="", help="son nom, tel que ses collègues le liront")
    invite.add_argument("--print", action="store_true", help="affiche le lien au lieu de l’envoyer")
    invite.set_defaults(run=_invite)
    actions.add_parser("list", help="liste les personnes invitées").set_defaults(run=_list)
    disable = actions.add_parser("disable", help="ferme l’accès d’une personne et toutes ses sessions")
    disable.add_argument("address", metavar="ADRESSE")
    disable.set_defaults(run=_disable)
    erase = actions.add_parser("erase", help="efface tout de suite le compte d’une personne, avec son nom")
    erase.add_argument("address", metavar="ADRESSE")
    erase.set_defaults(run=_erase)

    organisation = commands.add_parser("organisation", help="ajoute une organisation, ou en dresse la liste")
    actions = organisation.add_subparsers(required=True, metavar="ACTION")
    new = actions.add_parser("add", help="ajoute une organisation")
    new.add_argument("name", metavar="NOM")
    new.add_argument(
        "--kind", choices=KINDS, default=OrganisationKind.OPSN.value, help="sorte (par défaut\u00a0: opsn)"
    )
    new.add_argument(
        "--territory", metavar="CODE", help="SIREN de l’intercommunalité, ou code du département (pour ces deux sortes)"
    )
    new.set_defaults(run=_add_organisation)
    actions.add_parser("list", help="liste les organisations").set_defaults(run=_list_organisations)


def _invite(options: argparse.Namespace) -> int:
    role = None if options.role is None else Role(options.role)
    with closing(Application.start(read_settings())) as application:
        member = application.team.invite_into(options.organisation, options.address, role, options.name)
        if application.entering.by_mail and not options.print:
            application.entering.invite(member, PAGES)
            _print(f"Lien de connexion envoyé à {_described(member)}.")
        else:
            address = application.settings.public_url or HERE
            link = application.entering.link(member, f"{address}{routes.ENTER}")
            _print(
                f"{_described(member)}.",
                "Lien de connexion, pour cette personne seule, une fois, pendant 20 minutes\u00a0:",
                link,
            )
    return 0


def _list(_options: argparse.Namespace) -> int:
    with closing(Application.start(read_settings())) as application:
        people = application.team.everyone()
    if not people:
        _print("Personne n’est invité. Pour inviter quelqu’un\u00a0: ansm advisor invite, suivi de son adresse.")
    for each in people:
        seen = f"dernière connexion le {say.day(each.last_sign_in)}" if each.last_sign_in else "jamais connecté"
        state = "accès fermé" if each.disabled_at else seen
        _print("\t".join((each.member.address, each.member.role, each.member.organisation.name, state)))
    return 0


def _disable(options: argparse.Namespace) -> int:
    with closing(Application.start(read_settings())) as application:
        member = _known(application, options.address)
        application.team.shut_out(member)
        months = application.keeping.rules.closed
    _print(
        f"Accès fermé\u00a0: {member.address}. Ses sessions sont terminées.",
        f"Son nom et son adresse seront effacés dans {months} mois. Pour lui rouvrir l’accès avant, invitez de nouveau "
        "la même adresse\u00a0; pour les effacer dès maintenant\u00a0: ansm advisor erase.",
    )
    return 0


def _erase(options: argparse.Namespace) -> int:
    with closing(Application.start(read_settings())) as application:
        member = _known(application, options.address)
        application.team.erase(member)
    _print(f"Compte effacé\u00a0: {member.address}. Ses notes restent dans les dossiers, sans son nom.")
    return 0


def _known(application: Application, address: str) -> Member:
    found = application.team.person(address)
    if found is None:
        raise InvalidRequest("Personne n’a cette adresse. Pour voir les personnes invitées\u00a0: ansm advisor list.")
    return found.member


def _add_organisation(options: argparse.Namespace) -> int:
    with closing(Application.start(read_settings())) as application:
        added = application.team.add_organisation(OrganisationKind(options.kind), options.name, options.territory)
    _print(f"Organisation ajoutée\u00a0: {added.name} ({added.kind}).")
    return 0


def _list_organisations(_options: argparse.Namespace) -> int:
    with closing(Application.start(read_settings())) as application:
        organisations = application.team.organisations()
    if not organisations:
        _print("Aucune organisation. Pour en ajouter une\u00a0: ansm organisation add, suivi de son nom.")
    for each in organisations:
        _print("\t".join((each.name, each.kind, each.territory or "")).rstrip())
    return 0


def _described(member: Member) -> str:
    return f"{member.address} ({member.role}, {member.organisation.name})"


def _print(*lines: str) -> None:
    sys.stdout.write("".join(f"{line}\n" for line in lines))
