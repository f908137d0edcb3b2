"""Decides when the personal link may leave by e-mail, and what the letter says. The address is kept nowhere."""

from __future__ import annotations

import hashlib
import secrets
import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from ansm import mail
from ansm.application.access import Access, Doors
from ansm.application.files import File
from ansm.application.pace import Pace, in_minutes
from ansm.domain.mail_address import usable_address
from ansm.errors import InvalidRequest, MailUnavailable, TooMany
from ansm.settings import PROGRAMME, Settings

A_FILE, AN_ADDRESS, EVERYONE = 5, 5, 200
AN_HOUR = timedelta(hours=1)
NO_SERVER = (
    "Ce site n’envoie pas de courriel. Copiez votre lien personnel et collez-le dans un message que vous vous envoyez."
)
NOT_AN_ADDRESS = (
    "Cette adresse électronique ne semble pas complète. Elle ressemble à mairie@exemple.fr\u00a0: "
    "vérifiez-la, puis recommencez."
)
TOO_OFTEN = (
    "Plusieurs messages viennent déjà de partir. Regardez aussi dans les courriers indésirables, "
    "ou copiez votre lien personnel. Vous pourrez recommencer dans {minutes}."
)
TOO_BUSY = "Ce site a déjà envoyé beaucoup de messages. Copiez votre lien personnel, ou réessayez dans {minutes}."
# One paragraph an item; a mail reader folds them as it likes.
LETTER = (
    "Bonjour,",
    "Voici le lien personnel de votre diagnostic numérique ({territory}), commencé avec le service "
    "«\u00a0{programme}\u00a0»\u00a0:",
    "{link}",
    "Avec ce lien, vous retrouvez vos réponses et vos résultats sur n’importe quel appareil, "
    "sans compte ni mot de passe.",
    "Toute personne qui a ce lien peut lire le diagnostic et changer les réponses. Ne le publiez pas, "
    "et ne le donnez qu’à celles qui doivent répondre avec vous.",
    "Gardez ce message\u00a0: si le lien est perdu, personne ne peut le retrouver à votre place.",
    "Vous n’avez rien demandé\u00a0? Quelqu’un s’est sans doute trompé d’adresse\u00a0: supprimez ce message. "
    "Votre adresse n’a pas été conservée.",
)


class Mailing:
    """The use case behind « recevoir le lien par courriel ». Its limits are counted in memory, under no one's name."""

    def __init__(
        self, settings: Settings, doors: Doors, clock: Callable[[], datetime], read: Callable[[Access], File]
    ) -> None:
        self._settings = settings
        self._doors = doors
        self._clock = clock
        self._read = read
        # An address is counted under a digest that only this process can make.
        self._key = secrets.token_bytes(32)
        self._everyone, self._files, self._addresses = (Pace(most, AN_HOUR) for most in (EVERYONE, A_FILE, AN_ADDRESS))
        self._lock = threading.Lock()

    @property
    def available(self) -> bool:
        """Whether a mail server is set."""
        return self._settings.mail is not None

    def send_link(self, token: str, address: str, page: str) -> None:
        """Send the personal link, which opens that page of the site; when this returns, the mail server has it.

        Raises UnknownLink, ExpiredLink or LimitedLink; MailUnavailable; InvalidRequest for an address that is none;
        TooMany.
        """
        access = self._doors.whole(token)
        server = self._settings.mail
        if server is None:
            raise MailUnavailable(NO_SERVER, configured=False)
        to = usable_address(address)
        if to is None:
            raise InvalidRequest(NOT_AN_ADDRESS)
        file = self._read(access)
        now = self._clock()
        counted = self._count(access.file, to, now)
        try:
            mail.send(server, self._letter(to, file, f"{self._settings.public_url}{page}#{token}", now))
        except MailUnavailable:
            self._uncount(counted, now)
            raise

    def _count(self, file: bytes, to: str, now: datetime) -> tuple[tuple[Pace, bytes], ...]:
        digest = hashlib.blake2b(to.lower().encode(), key=self._key).digest()
        counted = ((self._everyone, b""), (self._files, file), (self._addresses, digest))
        with self._lock:
            for pace, name in counted:
                seconds = pace.wait(name, now)
                if seconds:
                    sentence = TOO_BUSY if pace is self._everyone else TOO_OFTEN
                    raise TooMany(sentence.format(minutes=in_minutes(seconds)), seconds)
            for pace, name in counted:
                pace.take(name, now)
        return counted

    def _uncount(self, counted: tuple[tuple[Pace, bytes], ...], taken: datetime) -> None:
        with self._lock:
            for pace, name in counted:
                pace.give_back(name, taken)

    def _letter(self, to: str, file: File, link: str, now: datetime) -> mail.Letter:
        territory = file.territory.name.replace("'", "’")
        signature = " – ".join(part for part in (self._settings.operator, self._settings.operator_contact) if part)
        paragraphs = [each.format(territory=territory, programme=PROGRAMME, link=link) for each in LETTER]
        return mail.Letter(
            to=to,
            subject=f"{PROGRAMME}\u00a0: votre lien personnel ({territory})",
            body="\n\n".join([*paragraphs, signature] if signature else paragraphs) + "\n",
            sent_at=now,
        )
