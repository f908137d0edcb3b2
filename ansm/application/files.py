"""Decides how a stored file is read back: under the content it was opened with, with what has changed since."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from ansm import content
from ansm.domain.answers import Answer, Answers, validate
from ansm.domain.diagnostic import Diagnostic, establish
from ansm.domain.eligibility import Eligibility, decide
from ansm.domain.handbook import Handbook
from ansm.domain.journey import Journey
from ansm.domain.origin import Origin
from ansm.domain.taking_over import take_over
from ansm.domain.territory import Territory
from ansm.domain.voices import NO_VOICE, Voices
from ansm.errors import ContentError, InvalidAnswer, UnknownLink
from ansm.storage import Storage


@dataclass(frozen=True)
class File:
    """A diagnostic being filled in, under the content it was opened with.

    `moved` tells that the reference data now gives another verdict than the one frozen at opening, `outdated`
    that the content has changed since; the file keeps both as they were. `uid` is its public name, which opens nothing;
    `origin` the former diagnostic it was started from. Through a link « à confier », the name is not told, and of the
    former diagnostic only the answers of the theme.
    `finished` tells that its end has been counted, `voices` whose word the answers are, where that was looked for.
    """

    territory: Territory
    eligibility: Eligibility
    route: Eligibility | None
    opened_on: date
    handbook: Handbook
    answers: Answers
    last_question: str | None
    moved: bool
    outdated: bool
    uid: str
    origin: Origin | None
    finished: bool = False
    voices: Voices = NO_VOICE

    @cached_property
    def journey(self) -> Journey:
        """What applies and what is left, for these answers."""
        return Journey(self.handbook.questionnaire, self.territory, self.answers)

    @cached_property
    def suggested(self) -> Answers:
        """The former answers that still fit: each counts only once somebody has confirmed it."""
        return take_over(self.handbook.questionnaire, self.origin.answers).answers if self.origin else Answers()


def diagnostic_of(file: File, *, with_tipping: bool = True) -> Diagnostic:
    """The diagnostic of the answers given so far, under the content they were given with."""
    return establish(
        file.territory,
        file.answers,
        file.handbook,
        file.eligibility,
        file.route,
        file.opened_on,
        with_tipping=with_tipping,
        voices=file.voices,
    )


def former_diagnostic(file: File, library: Library) -> Diagnostic | None:
    """The diagnostic this one was started from, under its own content; None when there is none, or it is not known.

    The place is as it was known then, when that was kept.
    """
    origin = file.origin
    handbook = library.known(origin.content_version) if origin is not None else None
    if origin is None or handbook is None:
        return None
    place, verdict = file.territory, file.eligibility
    if origin.territory is not None:
        place, verdict = origin.territory, decide(origin.territory, handbook.rules, origin.opened_on)
    return establish(place, origin.answers, handbook, verdict, file.route, origin.opened_on, with_tipping=False)


@dataclass(frozen=True, slots=True)
class Saved:
    """An answer that is durable, at a local time, and the file as it stands with it."""

    at: datetime
    answer: Answer
    file: File


class Library:
    """The content of every version in use; safe to call from several threads."""

    def __init__(self, storage: Storage, current: Handbook) -> None:
        self.current = current
        self._storage = storage
        self._handbooks = {current.version: current}

    def handbook(self, version: str) -> Handbook:
        """The content of that version: the current one, or the archive kept with the diagnostics."""
        if version not in self._handbooks:
            archive = self._storage.content(version)
            if archive is None:
                raise UnknownLink(
                    "La version du questionnaire de ce diagnostic est introuvable. "
                    "Prévenez la personne qui gère ce site."
                )
            self._handbooks[version] = content.load(content.SourceTree.from_archive(archive))
        return self._handbooks[version]

    def known(self, version: str) -> Handbook | None:
        """The content of a version that somebody names, None when it was never here or can be read no longer."""
        try:
            return self.handbook(version)
        except (UnknownLink, ContentError):
            return None


def answer_to(handbook: Handbook, identifier: str, raw: object) -> Answer:
    """The answer that `raw` gives to the question of that identifier. Raises InvalidAnswer."""
    question = handbook.questionnaire.question(identifier)
    if question is None:
        raise InvalidAnswer(
            f"La question «\u00a0{identifier[:40]}\u00a0» n’existe pas. Rechargez la page et recommencez."
        )
    return validate(question, raw)
