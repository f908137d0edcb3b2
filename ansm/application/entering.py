"""Decides how a link that signs in is asked for, how it leaves, and how often; whether an account exists is not told.

Whoever asks gets their answer before the account is looked for: it is the same, and as quick, in every case.
"""

from __future__ import annotations

import hashlib
import logging
import secrets
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta

from ansm import mail
from ansm.application.access import hash_of, new_token
from ansm.application.identity import Identity
from ansm.application.pace import Pace, in_minutes
from ansm.application.typed_address import SOMEONE, typed_address
from ansm.domain.people import Member
from ansm.errors import AnsmError, MailUnavailable, SignedOut, TooMany
from ansm.settings import PROGRAMME, Settings
from ansm.storage import Storage

logger = logging.getLogger(__name__)
LINK_LASTS = timedelta(minutes=20)
# Counted for as long as a link lasts: whoever is refused has one that is still good in their mailbox, however much
# somebody else asked for them.
AN_ADDRESS = 3
EVERYONE, AN_HOUR = 500, timedelta(hours=1)
WRONG_LINKS, A_WHILE = 100, timedelta(minutes=10)
MOST_WAITING = 100  # addresses to look for, and as many letters to send
NO_SERVER = (
    "Ce site n’envoie pas de courriel. Demandez un lien de connexion à la personne qui administre ce site\u00a0: "
    "elle l’obtient avec la commande ansm advisor invite, suivie de votre adresse."
)
TOO_OFTEN = (
    "Plusieurs liens ont déjà été demandés pour cette adresse. Regardez aussi dans les courriers indésirables. "
    "Vous pourrez recommencer dans {minutes}."
)
TOO_BUSY = "Beaucoup de liens ont été demandés à ce site. Réessayez dans {minutes}."
TOO_MANY_WRONG = (
    "Trop de liens périmés ou incomplets ont été essayés. Réessayez dans {minutes}, avec le lien du dernier courriel."
)
OVER = (
    "Ce lien de connexion a déjà servi, ou ses 20 minutes sont passées. Demandez-en un autre\u00a0: il suffit de "
    "donner votre adresse électronique."
)
# One paragraph an item; a mail reader folds them as it likes.
GREETING = "Bonjour,"
ASKED = "Voici le lien pour vous connecter à l’espace des conseillers du service «\u00a0{programme}\u00a0»\u00a0:"
INVITED = (
    "{organisation} vous ouvre l’espace des conseillers du service «\u00a0{programme}\u00a0». "
    "Voici le lien pour vous y connecter\u00a0:"
)
THEN = (
    "{link}",
    "Ce lien sert une seule fois, pendant 20 minutes. Ouvrez-le sur l’appareil où vous allez travailler, puis "
    "appuyez sur «\u00a0Me connecter\u00a0». Ne le transférez à personne.",
    "Le lien ne marche plus\u00a0? Demandez-en un autre, avec cette même adresse, sur la page {page}",
    "Vous n’attendiez pas ce message\u00a0? Vous pouvez le supprimer\u00a0: sans lui, personne ne se connecte "
    "à votre place.",
)


@dataclass(frozen=True, slots=True)
class EntryPages:
    """The addresses of the site that a letter names: where a link leads, and where another is asked for."""

    enter: str
    ask: str


class Entering:
    """The links that sign in. Its limits are counted in memory, under no one's name."""

    def __init__(self, settings: Settings, storage: Storage, identity: Identity, clock: Callable[[], datetime]) -> None:
        self._settings = settings
        self._storage = storage
        self._identity = identity
        self._clock = clock
        # An address is counted under a digest that only this process can make.
        self._key = secrets.token_bytes(32)
        self._everyone, self._addresses = Pace(EVERYONE, AN_HOUR), Pace(AN_ADDRESS, LINK_LASTS)
        self._wrong = Pace(WRONG_LINKS, A_WHILE)
        self._lock = threading.Lock()
        self._sought = self._leaving = 0
        # Apart: an address sought behind a letter that is slow to leave would tell that somebody has that letter's.
        self._clerk, self._postman = (ThreadPoolExecutor(1, f"ansm-entry-{name}") for name in ("clerk", "postman"))

    @property
    def by_mail(self) -> bool:
        """Whether a link can leave by e-mail."""
        return self._settings.mail is not None

    def close(self) -> None:
        """Let the last letters go."""
        self._clerk.shutdown()
        self._postman.shutdown()

    def ask(self, address: str, pages: EntryPages) -> None:
        """Send a link to this address if someone has it; nothing tells whether that is so.

        Raises MailUnavailable when this site sends no letter, InvalidRequest for an address that is none, TooMany.
        """
        if self._settings.mail is None:
            raise MailUnavailable(NO_SERVER, configured=False)
        to = typed_address(address, SOMEONE)
        with self._lock:
            if self._sought >= MOST_WAITING:
                raise TooMany(TOO_BUSY.format(minutes=in_minutes(60)), 60)
            self._count(to.lower())
            self._sought += 1
        self._clerk.submit(self._send_if_known, to.lower(), pages).add_done_callback(self._found)

    def invite(self, member: Member, pages: EntryPages) -> None:
        """Send their first link to someone.

        Raises MailUnavailable, InvalidRequest when the mail server refuses the address, TooMany.
        """
        with self._lock:
            self._count(member.address)
            self._everyone.take(b"", self._clock())
        self._send(member, INVITED.format(organisation=member.organisation.name, programme=PROGRAMME), pages)

    def link(self, member: Member, page: str) -> str:
        """The address of that page with a secret after it, which signs this person in once."""
        token, now = new_token(), self._clock()
        self._storage.sessions.offer(member.number, hash_of(token), now, now + LINK_LASTS)
        return f"{page}#{token}"

    def enter(self, token: str) -> str:
        """The secret of the session that this link opens.

        Raises SignedOut when it is unknown, used or over, and TooMany when such links are tried again and again. A
        link that is still good always opens: nobody can be kept out by another's mistakes.
        """
        try:
            return self._identity.sign_in(token)
        except SignedOut:
            now = self._clock()
            with self._lock:
                if seconds := self._wrong.wait(b"", now):
                    raise TooMany(TOO_MANY_WRONG.format(minutes=in_minutes(seconds)), seconds) from None
                self._wrong.take(b"", now)
            raise SignedOut(OVER) from None

    def _count(self, to: str) -> None:
        """Count one more demand for this address, whether somebody has it or not. Raises TooMany.

        Only letters that leave count for everyone: addresses made up one after the other keep nobody out.
        """
        now = self._clock()
        name = hashlib.blake2b(to.encode(), key=self._key).digest()
        for pace, whose, sentence in ((self._everyone, b"", TOO_BUSY), (self._addresses, name, TOO_OFTEN)):
            if seconds := pace.wait(whose, now):
                raise TooMany(sentence.format(minutes=in_minutes(seconds)), seconds)
        self._addresses.take(name, now)

    def _send_if_known(self, address: str, pages: EntryPages) -> None:
        found = self._storage.people.at(address)
        if found is None or found.disabled_at is not None:
            return
        now = self._clock()
        with self._lock:
            if self._leaving >= MOST_WAITING or self._everyone.wait(b"", now):
                logger.error("a sign-in link could not be sent: too many letters are leaving")
                return
            self._everyone.take(b"", now)
            self._leaving += 1
        opening = ASKED.format(programme=PROGRAMME)
        self._postman.submit(self._send, found.member, opening, pages).add_done_callback(self._sent)

    def _found(self, search: Future[None]) -> None:
        with self._lock:
            self._sought -= 1
        _tell_of(search)

    def _sent(self, letter: Future[None]) -> None:
        with self._lock:
            self._leaving -= 1
        _tell_of(letter)

    def _send(self, member: Member, opening: str, pages: EntryPages) -> None:
        server = self._settings.mail
        if server is None:
            raise MailUnavailable(NO_SERVER, configured=False)
        site = self._settings.public_url
        link = self.link(member, f"{site}{pages.enter}")
        signature = " – ".join(part for part in (self._settings.operator, self._settings.operator_contact) if part)
        paragraphs = [GREETING, opening, *(each.format(link=link, page=f"{site}{pages.ask}") for each in THEN)]
        letter = mail.Letter(
            to=member.address,
            subject=f"{PROGRAMME}\u00a0: votre lien de connexion",
            body="\n\n".join([*paragraphs, signature] if signature else paragraphs) + "\n",
            sent_at=self._clock(),
        )
        mail.send(server, letter)


def _tell_of(work: Future[None]) -> None:
    """Log why it failed, under no one's name."""
    error = work.exception()
    if isinstance(error, AnsmError):
        logger.error("a sign-in link could not be sent: %s", error)
    elif error is not None:
        logger.error("a sign-in link could not be sent: %s", type(error).__name__)
