"""Decides when the personal link may leave by e-mail, and what the letter says. The address is kept nowhere."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from ansm import mail
from ansm.application.access import Access, Doors
from ansm.application.files import File
from ansm.application.posting import Posting, Refusals
from ansm.settings import PROGRAMME, Settings

REFUSALS = Refusals(
    no_server="Ce site n’envoie pas de courriel. Copiez votre lien personnel et collez-le dans un message que vous "
    "vous envoyez.",
    not_taken=mail.UNAVAILABLE,
    too_often="Plusieurs messages viennent déjà de partir. Regardez aussi dans les courriers indésirables, "
    "ou copiez votre lien personnel. Vous pourrez recommencer dans {minutes}.",
    too_busy="Ce site a déjà envoyé beaucoup de messages. Copiez votre lien personnel, ou réessayez dans {minutes}.",
)
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
    """The use case behind « recevoir le lien par courriel »."""

    def __init__(
        self, settings: Settings, doors: Doors, clock: Callable[[], datetime], read: Callable[[Access], File]
    ) -> None:
        self._public_url = settings.public_url
        self._doors = doors
        self._read = read
        self._posting = Posting(settings, clock, REFUSALS)

    @property
    def available(self) -> bool:
        """Whether a mail server is set."""
        return self._posting.available

    def send_link(self, token: str, address: str, page: str) -> None:
        """Send the personal link, which opens that page of the site; when this returns, the mail server has it.

        Raises UnknownLink, ExpiredLink or LimitedLink; MailUnavailable; InvalidRequest for an address that is none;
        TooMany.
        """
        access = self._doors.whole(token)
        to = self._posting.address(address)
        territory = self._read(access).territory.name.replace("'", "’")
        link = f"{self._public_url}{page}#{token}"
        paragraphs = tuple(each.format(territory=territory, programme=PROGRAMME, link=link) for each in LETTER)
        self._posting.send(access.file, to, f"{PROGRAMME}\u00a0: votre lien personnel ({territory})", paragraphs)
