"""Decides how a town asks for the programme's support: shown first, sent with its consent, withdrawn when it likes."""

from __future__ import annotations

import hashlib
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ansm import mail
from ansm.application.access import Access, Doors
from ansm.application.files import File, diagnostic_of
from ansm.application.pace import Pace
from ansm.application.typed_address import typed_address
from ansm.domain.eligibility import Eligibility
from ansm.domain.orientation import Orientation
from ansm.domain.people import Role
from ansm.domain.retention import months_after
from ansm.domain.support import OPEN, Contact, Request, Sent, may_ask, what_is_sent
from ansm.domain.territory import Territory
from ansm.errors import AnsmError, InvalidRequest, TooMany
from ansm.settings import PROGRAMME, Settings
from ansm.storage import Storage

logger = logging.getLogger(__name__)
LONGEST_FUNCTION, LONGEST_TELEPHONE, LONGEST_NAME, LONGEST_MESSAGE = 100, 30, 100, 2000
FEWEST_DIGITS = 6
RECONTACT = "PIL-10"  # « Qui peut vous recontacter ? », to which no answer is ever taken for a consent
A_FILE, EVERYONE, AN_HOUR = 5, 100, timedelta(hours=1)
SHORT_PATIENCE = 3.0  # seconds that a request may wait for the letter that announces it

CLOSED_DOOR = (
    "La demande d’accompagnement n’est pas ouverte à cette collectivité. La page dit pourquoi, et vers qui aller."
)
UNDER_WAY = "Une demande est déjà en cours pour ce diagnostic. Retirez-la d’abord si vous voulez en faire une autre."
NOTHING_TO_WITHDRAW = "Cette demande est déjà retirée. Rechargez la page."
NO_CONSENT = "Rien n’est parti\u00a0: pour envoyer la demande, cochez d’abord la case de votre accord."
NO_FUNCTION = "Indiquez votre fonction, par exemple «\u00a0secrétariat de mairie\u00a0»."
NO_TELEPHONE = "Ce numéro de téléphone ne semble pas complet. Corrigez-le, ou laissez la case vide."
TOO_LONG = "{what} dépasse {longest} caractères. Raccourcissez, puis recommencez."
TOO_OFTEN = "Plusieurs demandes viennent déjà d’être envoyées d’ici. Réessayez dans une heure."
LETTER = (
    "Bonjour,",
    "Une collectivité vient d’envoyer une demande d’accompagnement avec le service «\u00a0{programme}\u00a0».",
    "Ce message ne dit rien de la demande. Pour la lire, connectez-vous\u00a0:",
    "{page}",
)


@dataclass(frozen=True, slots=True)
class Draft:
    """What a town typed. `whole` joins all that may be published of the diagnostic, else the priorities alone."""

    function: str
    address: str
    telephone: str
    name: str
    message: str
    whole: bool


@dataclass(frozen=True, slots=True)
class Prepared:
    """Word for word what would be sent. `seal` tells it from what it would be with other answers."""

    draft: Draft
    sent: Sent
    contact: Contact
    kept_months: int
    read_here: bool
    seal: str


@dataclass(frozen=True, slots=True)
class Situation:
    """Where a file stands: whether it may ask, what it asked, and what else is open to it.

    `recontact` is what was answered to « Qui peut vous recontacter ? », for the page to say that it is no request;
    `read_here` tells that somebody of the ANCT has an account on this installation.
    """

    territory: Territory
    opened_on: date
    eligibility: Eligibility
    open: bool
    requests: tuple[Request, ...]
    orientations: tuple[Orientation, ...]
    recontact: tuple[str, ...]
    kept_months: int
    read_here: bool

    @property
    def under_way(self) -> Request | None:
        """The request that is not over yet."""
        return next((each for each in self.requests if each.state in OPEN), None)


class Support:
    """The town's side of requests; each use case checks the personal link itself."""

    def __init__(
        self,
        settings: Settings,
        storage: Storage,
        doors: Doors,
        read: Callable[[Access], File],
        clock: Callable[[], datetime],
    ) -> None:
        self._settings = settings
        self._storage = storage
        self._doors = doors
        self._read = read
        self._clock = clock
        self._lock = threading.Lock()
        self._files, self._everyone = Pace(A_FILE, AN_HOUR), Pace(EVERYONE, AN_HOUR)

    def situation(self, token: str) -> Situation:
        """Where the file stands. Raises UnknownLink, ExpiredLink or LimitedLink."""
        access = self._doors.whole(token)
        file = self._read(access)
        return Situation(
            territory=file.territory,
            opened_on=file.opened_on,
            eligibility=file.eligibility,
            open=may_ask(file.eligibility),
            requests=self._storage.support_requests.of_file(access.file),
            orientations=diagnostic_of(file).orientation,
            recontact=_recontact(file),
            kept_months=self._settings.retention.requests,
            read_here=self._read_here(),
        )

    def prepare(self, token: str, draft: Draft) -> Prepared:
        """What would be sent; nothing is stored.

        Raises UnknownLink, ExpiredLink or LimitedLink; InvalidRequest when something is missing, or the door is closed.
        """
        return self._prepared(self._doors.whole(token), draft)

    def send(self, token: str, draft: Draft, seal: str, *, consent: bool) -> Prepared | None:
        """Send what was shown under that seal, with the town's consent, and give None.

        When the answers have changed since, nothing is sent and what would be now is given, to be shown first. Raises
        what `prepare` raises, InvalidRequest without consent or when a request is under way, and TooMany.
        """
        access = self._doors.whole(token)
        prepared = self._prepared(access, draft)
        if not consent:
            raise InvalidRequest(NO_CONSENT)
        if prepared.seal != seal:
            return prepared
        now = self._clock()
        self._count(access.file, now)
        kept_until = months_after(self._day(now), prepared.kept_months)
        made = self._storage.support_requests.ask(access.file, prepared.sent, prepared.contact, now, kept_until)
        if made is None:
            raise InvalidRequest(UNDER_WAY)
        self._announce(now)
        return None

    def withdraw(self, token: str, number: int) -> None:
        """Erase a request of this file. Raises what `situation` raises, InvalidRequest when it is erased already."""
        access = self._doors.whole(token)
        now = self._clock()
        kept_until = months_after(self._day(now), self._settings.retention.requests)
        if not self._storage.support_requests.withdraw(access.file, number, now, kept_until):
            raise InvalidRequest(NOTHING_TO_WITHDRAW)

    # --- inside

    def _prepared(self, access: Access, draft: Draft) -> Prepared:
        file = self._read(access)
        if not may_ask(file.eligibility):
            raise InvalidRequest(CLOSED_DOOR)
        contact = _contact(draft)
        message = _short(draft.message, "Votre message", LONGEST_MESSAGE)
        sent = what_is_sent(diagnostic_of(file), message, whole=draft.whole)
        kept_months = self._settings.retention.requests
        seal = hashlib.sha256(repr((sent, contact, kept_months)).encode()).hexdigest()
        return Prepared(draft, sent, contact, kept_months, self._read_here(), seal)

    def _read_here(self) -> bool:
        people = self._storage.people.of()
        return any(each.member.role is Role.ANCT and each.disabled_at is None for each in people)

    def _count(self, file: bytes, now: datetime) -> None:
        counted = ((self._everyone, b""), (self._files, file))
        with self._lock:
            for pace, name in counted:
                seconds = pace.wait(name, now)
                if seconds:
                    raise TooMany(TOO_OFTEN, seconds)
            for pace, name in counted:
                pace.take(name, now)

    def _announce(self, now: datetime) -> None:
        """Tell who asked for it that a request came, and nothing of it. Whether that works or not, it is kept."""
        server, to = self._settings.mail, self._settings.requests_address
        if server is None or not to:
            return
        page = f"{self._settings.public_url}/conseillers/demandes"
        body = "\n\n".join(each.format(programme=PROGRAMME, page=page) for each in LETTER) + "\n"
        letter = mail.Letter(to, f"{PROGRAMME}\u00a0: une nouvelle demande", body, now)
        try:
            mail.send(server, letter, SHORT_PATIENCE)
        except AnsmError as error:
            logger.error("a request for support could not be announced: %s", type(error.__cause__ or error).__name__)

    def _day(self, moment: datetime) -> date:
        return moment.astimezone(self._settings.timezone).date()


def _recontact(file: File) -> tuple[str, ...]:
    """The words of what was answered, none when nothing was."""
    question = file.handbook.questionnaire.question(RECONTACT)
    if question is None:
        return ()
    chosen = file.answers.chosen(RECONTACT)
    return tuple(option.label for option in question.options if option.value in chosen)


def _contact(draft: Draft) -> Contact:
    function = _short(draft.function, "Votre fonction", LONGEST_FUNCTION)
    if not function:
        raise InvalidRequest(NO_FUNCTION)
    address = typed_address(draft.address)
    telephone = _short(draft.telephone, "Votre numéro de téléphone", LONGEST_TELEPHONE)
    if telephone and sum(each.isdigit() for each in telephone) < FEWEST_DIGITS:
        raise InvalidRequest(NO_TELEPHONE)
    return Contact(function, address, telephone, _short(draft.name, "Votre nom", LONGEST_NAME))


def _short(typed: str, what: str, longest: int) -> str:
    """What was typed, without what no one can see but the ends of lines of a message."""
    text = "".join(each for each in typed.replace("\r\n", "\n") if each.isprintable() or each == "\n").strip()
    if len(text) > longest:
        raise InvalidRequest(TOO_LONG.format(what=what, longest=longest))
    return text
