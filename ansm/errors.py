"""Every error the project raises on purpose.

    AnsmError
    ├── UserError                 what a person typed or sent; its text is a French sentence for that person
    │   ├── UnknownTerritory      no commune or EPCI has this code
    │   ├── InvalidAnswer         the answer does not fit its question
    │   ├── InvalidRequest        a file or an event that is malformed, too large or of the wrong type
    │   ├── UnknownLink           no diagnostic behind this personal link
    │   │   ├── ExpiredLink       a link « à confier » whose last day is over, or that was revoked
    │   │   │   └── ReplacedLink  a personal link that the town has changed for another one
    │   │   └── LimitedLink       a link « à confier », where only the personal link opens
    │   ├── SignedOut             nobody is signed in, or the session is over
    │   ├── Forbidden             whoever is signed in may not see or do this
    │   └── TooMany               a limit that protects everyone is reached; says when to try again
    ├── ContentError              the editors' files are refused; carries every fault found
    ├── TerritoryDataError        the shipped or imported reference data is malformed, too small or older
    ├── StorageUnavailable        the database is locked, read-only, full or unreachable
    ├── MailUnavailable           the link cannot be sent by e-mail: no server is set, or it does not take the letter
    ├── IdentityUnavailable       the OpenID provider does not answer, or not as the standard says
    ├── ReportUnavailable         the PDF cannot be made now (missing font or Pango, worker lost, time limit)
    └── SettingsError             the environment does not describe a runnable program

`cli` turns a UserError, ContentError or TerritoryDataError into exit code 1; `web` shows the French
sentence and keeps what was already saved. StorageUnavailable, MailUnavailable and ReportUnavailable also carry
a French sentence, because the person in front of the screen must know what to do.
"""

from __future__ import annotations

from dataclasses import dataclass


class AnsmError(Exception):
    """Root of the tree; nobody raises it directly."""


class UserError(AnsmError):
    """A person's input is wrong. `str(error)` is a French sentence that says what to do. Caught by cli and web."""


class UnknownTerritory(UserError):
    """No territory has this code. Caught by cli and web."""


class InvalidAnswer(UserError):
    """The answer does not fit its question; nothing is stored. Caught by cli and web."""


class InvalidRequest(UserError):
    """A file or an event is malformed, too large or of the wrong type. Caught by cli and web."""


class UnknownLink(UserError):
    """No diagnostic answers to this personal link. Caught by web."""


class ExpiredLink(UnknownLink):
    """The link « à confier » is over: its last day has passed, or it was revoked. Caught by web."""


class ReplacedLink(ExpiredLink):
    """The personal link of a file, until the town changed it for another one. Caught by web."""


class LimitedLink(UnknownLink):
    """A link « à confier » opens its theme only, and what was asked needs the personal link. Caught by web."""


class SignedOut(UserError):
    """Nobody is signed in, or the session is over: the sign-in page is shown. Caught by web."""


class Forbidden(UserError):
    """Whoever is signed in may not see or do this; told like what does not exist. Caught by web."""


class TooMany(UserError):
    """A limit that protects everyone is reached. Caught by web.

    Trying again makes sense after `seconds`; None when something must be done first.
    """

    def __init__(self, sentence: str, seconds: int | None = None) -> None:
        self.seconds = seconds
        super().__init__(sentence)


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One mistake in the editors' files: where it is, what is wrong and what was allowed (French)."""

    file: str
    key: str
    problem: str
    allowed: str

    def __str__(self) -> str:
        where = f"{self.file}\u00a0: {self.key}" if self.key else self.file
        return f"{where}\u00a0: {self.problem}" + (f" — attendu\u00a0: {self.allowed}" if self.allowed else "")


class ContentError(AnsmError):
    """The content tree is refused. Carries every fault found, sorted. Caught by cli and at start."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        self.faults = tuple(sorted(faults))
        super().__init__("\n".join(str(fault) for fault in self.faults))


class TerritoryDataError(AnsmError):
    """Reference data is malformed, too small or older than what is shipped. Caught by cli."""


class StorageUnavailable(AnsmError):
    """The database cannot be used now. `str(error)` is a French sentence. Caught by web and cli."""


class MailUnavailable(AnsmError):
    """The letter cannot be sent now; `configured` tells whether a server is set at all. Caught by web.

    `perhaps_taken` tells that the server fell silent while it was being given: it may have taken it.
    """

    def __init__(self, sentence: str, *, configured: bool = True, perhaps_taken: bool = False) -> None:
        self.configured = configured
        self.perhaps_taken = perhaps_taken
        super().__init__(sentence)


class IdentityUnavailable(AnsmError):
    """The OpenID provider cannot vouch for anybody now. `str(error)` is a French sentence. Caught by web."""


class ReportUnavailable(AnsmError):
    """The PDF cannot be made now. `str(error)` is a French sentence. Caught by web and cli."""


class SettingsError(AnsmError):
    """The environment is wrong: names the variable and what was allowed. Caught by cli."""
