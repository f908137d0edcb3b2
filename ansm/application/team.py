"""Decides who is invited, by whom, and who is let in no more."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from ansm.application.typed_address import SOMEONE, typed_address
from ansm.domain.mail_address import usable_address
from ansm.domain.people import Member, Organisation, OrganisationKind, Role
from ansm.domain.territory import Kind
from ansm.errors import Forbidden, InvalidRequest, UnknownTerritory
from ansm.expertise import Expertise
from ansm.settings import Settings
from ansm.storage import NewPerson, Storage, StoredPerson

LONGEST_NAME = 120
LOCAL, ANCT = "Organisation locale", "Agence nationale de la cohésion des territoires"
ELSEWHERE = "Cette adresse est déjà celle d’une personne d’une autre organisation. Utilisez une autre adresse."
WRONG_BODY = (
    "Le rôle «\u00a0anct\u00a0» va avec une organisation de type «\u00a0anct\u00a0», et elle n’en a pas d’autre. "
    "Choisissez un autre rôle, ou une autre organisation."
)
LAST_MANAGER = "Vous êtes la seule personne responsable de votre organisation. Invitez d’abord une autre responsable."
NOT_IN_TEAM = "Cette personne n’est pas dans votre équipe. Revenez à la liste de votre équipe."
NOT_A_MANAGER = "Seule une personne responsable de l’organisation peut gérer son équipe."


class Team:
    """Those who may sign in. What the installation's operator does has no limit; a manager stays in their own body."""

    def __init__(
        self, settings: Settings, storage: Storage, expertise: Expertise, clock: Callable[[], datetime]
    ) -> None:
        self._settings = settings
        self._people = storage.people
        self._expertise = expertise
        self._clock = clock

    # --- the operator of the installation

    def organisations(self) -> tuple[Organisation, ...]:
        """Every organisation, in the order in which they were added."""
        return self._people.organisations()

    def add_organisation(self, kind: OrganisationKind, name: str, territory: str | None) -> Organisation:
        """A new organisation. Raises InvalidRequest, or UnknownTerritory for a code that is nobody's."""
        name = _name(name, required=True)
        if any(each.name.casefold() == name.casefold() for each in self.organisations()):
            raise InvalidRequest(f"Une organisation s’appelle déjà «\u00a0{name}\u00a0». Choisissez un autre nom.")
        self._check_territory(kind, territory)
        added = self._people.add_organisation(kind, name, territory, self._clock())
        if added is None:  # another command has just added it
            raise InvalidRequest(f"Une organisation s’appelle déjà «\u00a0{name}\u00a0». Choisissez un autre nom.")
        return added

    def organisation_for(self, name: str | None, role: Role) -> Organisation:
        """The organisation of that name; with none, the only one that suits the role, made if there is none at all.

        Raises InvalidRequest when none has that name, or when several would do.
        """
        there = self.organisations()
        names = ", ".join(f"«\u00a0{each.name}\u00a0»" for each in there)
        if name is not None:
            found = [each for each in there if each.name.casefold() == name.strip().casefold()]
            if not found:
                known = f"Organisations connues\u00a0: {names}. " if names else ""
                raise InvalidRequest(
                    f"Aucune organisation ne s’appelle «\u00a0{name}\u00a0». {known}"
                    "Pour l’ajouter\u00a0: ansm organisation add, suivi de son nom."
                )
            return found[0]
        suitable = [each for each in there if (each.kind is OrganisationKind.ANCT) == (role is Role.ANCT)]
        if len(suitable) > 1:
            raise InvalidRequest(
                f"Il y a plusieurs organisations\u00a0: {names}. Choisissez-en une avec --organisation."
            )
        if suitable:
            return suitable[0]
        if role is Role.ANCT:
            return self.add_organisation(OrganisationKind.ANCT, ANCT, None)
        return self.add_organisation(OrganisationKind.OPSN, self._settings.operator or LOCAL, None)

    def invite_into(self, name: str | None, address: str, role: Role | None, person_name: str) -> Member:
        """Invite someone in the organisation of that name, or in the one that suits.

        Without a name, someone who is known stays in theirs. Raises InvalidRequest; nothing is added then.
        """
        _usable(address)
        known = self.person(address) if name is None else None
        suiting = known.member.organisation if known else self.organisation_for(name, role or Role.ADVISOR)
        return self.invite(address, suiting, role, person_name)

    def invite(self, address: str, organisation: Organisation, role: Role | None, name: str = "") -> Member:
        """Let someone sign in; done again, it changes their name or role, and lets them in again.

        Without a role, a new person is an advisor, or of the ANCT in its organisation. Raises InvalidRequest.
        """
        to, name = _usable(address), _name(name)
        of_anct = organisation.kind is OrganisationKind.ANCT
        if role is not None and (role is Role.ANCT) != of_anct:
            raise InvalidRequest(WRONG_BODY)
        usual = Role.ANCT if of_anct else Role.ADVISOR
        added = self._people.add(NewPerson(to, name, organisation.number, role or usual), self._clock())
        if added is not None:
            return added.member
        found = self._people.at(to)
        if found is not None and found.member.organisation.number != organisation.number:
            raise InvalidRequest(ELSEWHERE)
        if found is None or not self._invited_again(found.member, name, role):
            return self.invite(address, organisation, role, name)  # erased at this very moment: they are new
        return self._read(found.member.number).member

    def everyone(self) -> tuple[StoredPerson, ...]:
        """Everybody who was ever invited, in the order of their addresses."""
        return self._people.of()

    def person(self, address: str) -> StoredPerson | None:
        """Who has this address."""
        return self._people.at((usable_address(address) or "").lower())

    def shut_out(self, member: Member) -> None:
        """Let someone in no more; their sessions end at once, their name and address go later, with a purge."""
        self._people.disable(member.number, self._clock())

    def erase(self, member: Member) -> None:
        """Erase someone's account at once; what they wrote stays with the files it is about, under no name."""
        self._people.erase(member.number)

    # --- a manager, in their own organisation

    def of(self, manager: Member) -> tuple[StoredPerson, ...]:
        """The people of their organisation, in the order of their addresses. Raises Forbidden."""
        _require_manager(manager)
        return self._people.of(manager.organisation.number)

    def welcome(self, manager: Member, address: str, role: Role, name: str) -> Member:
        """Invite someone in one's own organisation. Raises Forbidden or InvalidRequest."""
        _require_manager(manager)
        found = self.person(address)
        if found is not None and found.member.number == manager.number:
            raise InvalidRequest("C’est votre propre adresse\u00a0: vous êtes déjà de l’équipe.")
        return self.invite(address, manager.organisation, role, name)

    def dismiss(self, manager: Member, number: int) -> None:
        """Let someone of one's own organisation in no more. Raises Forbidden or InvalidRequest."""
        _require_manager(manager)
        found = self._people.numbered(number)
        if found is None or found.member.organisation.number != manager.organisation.number:
            raise InvalidRequest(NOT_IN_TEAM)
        last = Role.MANAGER if found.member.role is Role.MANAGER else None
        if not self._people.disable(number, self._clock(), unless_last=last):
            raise InvalidRequest(LAST_MANAGER)

    # --- inside

    def _invited_again(self, member: Member, name: str, role: Role | None) -> bool:
        return self._people.change(member.number, self._clock(), name=name or member.name, role=role or member.role)

    def _read(self, number: int) -> StoredPerson:
        found = self._people.numbered(number)
        if found is None:  # erased between two lines, by whoever administers the database
            raise InvalidRequest(NOT_IN_TEAM)
        return found

    def _check_territory(self, kind: OrganisationKind, territory: str | None) -> None:
        if kind is OrganisationKind.EPCI:
            if territory is None:
                raise InvalidRequest("Une intercommunalité a un code\u00a0: donnez son SIREN avec --territory.")
            if self._expertise.territories.get(territory).kind is not Kind.EPCI:
                raise UnknownTerritory(f"«\u00a0{territory}\u00a0» n’est pas le SIREN d’une intercommunalité.")
        elif kind is OrganisationKind.DEPARTMENT:
            if territory is None or self._expertise.territories.department_name(territory) is None:
                raise InvalidRequest("Un département a un code\u00a0: donnez-le avec --territory, par exemple 38.")
        elif territory is not None:
            raise InvalidRequest("Seules une intercommunalité et un département ont un code de territoire.")


def _usable(address: str) -> str:
    """The address in its one spelling. Raises InvalidRequest."""
    return typed_address(address, SOMEONE).lower()


def _name(text: str, *, required: bool = False) -> str:
    """A name on one line. Raises InvalidRequest."""
    name = " ".join(text.split())
    if len(name) > LONGEST_NAME or not name.isprintable() or (required and not name):
        raise InvalidRequest(f"Ce nom ne convient pas. Écrivez-le sur une ligne, en {LONGEST_NAME} caractères au plus.")
    return name


def _require_manager(member: Member) -> None:
    if member.role is not Role.MANAGER:
        raise Forbidden(NOT_A_MANAGER)
