"""Decides what the results page knows: the view of one diagnostic, and the other answer being tried on it."""

from __future__ import annotations

import asyncio

import reflex as rx

from ansm.domain.answers import Answer
from ansm.domain.journey import Journey
from ansm.domain.questionnaire import Question
from ansm.errors import AnsmError, InvalidAnswer, UnknownLink
from ansm.web import routes
from ansm.web.results.since import since
from ansm.web.results.trial import Attempt, TrialQuestion, questions_about, toggled, too_many, trial_question
from ansm.web.results_view import ResultsView, results_view
from ansm.web.site import application

LONGEST_TOKEN = 128
LONGEST_NAME = 64
NO_LINK = (
    "Il manque votre lien personnel. Ouvrez-le de nouveau en entier, avec tout ce qui suit le signe #, "
    "ou commencez un nouveau diagnostic."
)
NOT_ASKED = "Cette question ne vous est pas posée. Choisissez-en une autre."


class Results(rx.State):
    """The results on the screen. The secret is lent by the browser at each visit, which keeps it for its own tab.

    `about` names what « Et si… ? » is open on, and `trial` holds its questions; no answer is ever saved from here.
    """

    link: str = rx.SessionStorage("", name="ansm-lien")
    loading: bool = True
    title: str = ""
    problem: str = ""
    shown: tuple[ResultsView, ...] = ()
    about: str = ""
    trial: tuple[TrialQuestion, ...] = ()
    trial_problem: str = ""
    _tried: Answer | None = None

    @rx.event
    async def load(self) -> None:
        """Show the results of the answers as they are now. Runs again at each reconnection."""
        self._close()
        try:
            view = await asyncio.to_thread(read, self._token())
        except AnsmError as error:
            self.title, self.problem, self.shown, self.loading = "", str(error), (), False
            return
        self.problem, self.loading = "", False
        if self.shown != (view,):
            self.title, self.shown = view.opening.title, (view,)

    @rx.event()
    async def consider(self, about: str) -> None:
        """Open « Et si… ? » on a need or a theme, or close it when it is open there."""
        wanted = about if isinstance(about, str) and about != self.about else ""
        self._close()
        if wanted:
            await self._try(wanted[:LONGEST_NAME], None)

    @rx.event()
    async def suppose(self, question: str, value: str) -> None:
        """Tell what this option, ticked or unticked, would move."""
        if isinstance(question, str) and isinstance(value, str):
            await self._try(self.about, (question[:LONGEST_NAME], value[:LONGEST_NAME]))

    @rx.event()
    async def restore(self) -> None:
        """Come back to the real answers, « Et si… ? » staying open."""
        await self._try(self.about, None)

    async def _try(self, about: str, wanted: tuple[str, str] | None) -> None:
        try:
            trial, tried = await asyncio.to_thread(attempt, self._token(), about, self._tried, wanted)
        except AnsmError as error:
            self.about, self.trial_problem = about, str(error)
            return
        self.about, self.trial, self.trial_problem, self._tried = about if trial else "", trial, "", tried

    def _close(self) -> None:
        self.about, self.trial, self.trial_problem, self._tried = "", (), "", None

    def _token(self) -> str:
        # The address holds it only where the browser refuses to remember anything.
        token = self.link or self.router.url.fragment
        if not token or len(token) > LONGEST_TOKEN:
            raise UnknownLink(NO_LINK)
        return token


def read(token: str) -> ResultsView:
    """The page of the diagnostic behind a link, in a thread of its own. Raises UnknownLink or StorageUnavailable."""
    running = application()
    dossier = running.exchange.dossier(token)
    running.documents.warm()
    diagnostic = running.diagnose(token)
    return results_view(
        diagnostic,
        moved=dossier.file.moved,
        refinement=running.refinement(token),
        conflicts=tuple(dict.fromkeys(row.question for row in dossier.conflicts)),
        since=since(diagnostic, dossier.file, running.again.former(dossier.file)),
        desk=f"{routes.CASES}{dossier.file.uid}" if dossier.advised_until is not None else "",
    )


def attempt(
    token: str, about: str, tried: Answer | None, wanted: tuple[str, str] | None
) -> tuple[tuple[TrialQuestion, ...], Answer | None]:
    """The questions of « Et si… ? » with the effect of ticking `wanted`, and the answer now tried.

    Without `wanted`, the last question tried says that one is back to the real answers. In a thread of its own.
    Raises UnknownLink, InvalidAnswer or StorageUnavailable.
    """
    file = application().file(token)
    asked = questions_about(about, file.handbook, file.journey)
    made = _back(tried, file.journey) if wanted is None else _made(token, asked, file.journey, tried, *wanted)
    return tuple(trial_question(each, file.journey, made) for each in asked), made.answer if made else None


def _back(tried: Answer | None, journey: Journey) -> Attempt | None:
    return Attempt(Answer(tried.question, journey.chosen(tried.question)), None) if tried else None


def _made(
    token: str, asked: tuple[Question, ...], journey: Journey, tried: Answer | None, name: str, value: str
) -> Attempt:
    question = next((each for each in asked if each.id == name), None)
    if question is None:
        raise InvalidAnswer(NOT_ASKED)
    chosen = tried.values if tried and tried.question == name else journey.chosen(name)
    values = toggled(question, chosen, value)
    if refusal := too_many(question, values):
        return Attempt(Answer(name, chosen), None, refusal)
    found = application().what_if(token, name, list(values))
    return Attempt(found.answer, found)
