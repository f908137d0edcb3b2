"""Decides how a diagnostic is filled in: what each event of its page does, and what it may know."""

from __future__ import annotations

import asyncio
import contextlib

import reflex as rx

from ansm.application import File, Saved
from ansm.errors import AnsmError, InvalidAnswer, InvalidRequest, UnknownLink, UserError
from ansm.web import faults, french, outbox
from ansm.web.filling_view import Screen, ScreenLink, changes, disagreements, links, screen
from ansm.web.site import application
from ansm.web.steps import step_of, step_to_resume

LONGEST_STEP = 64
LONGEST_TOKEN = 128
NO_LINK = (
    "Il manque la fin de votre lien personnel, après le signe #. "
    "Copiez-le en entier, ou commencez un nouveau diagnostic."
)
STILL_WAITING = (
    "Cette réponse n’est pas encore enregistrée : elle est gardée ici et partira d’elle-même. "
    "Si cela dure, gardez votre lien et prévenez la personne qui gère ce site."
)


class Filling(rx.State):
    """One diagnostic on one screen. The secret is read from the address at each event, never kept."""

    ready: bool = False
    problem: str = ""
    territory: str = ""
    screen: Screen = Screen()
    short_path: rx.Field[list[ScreenLink]] = rx.field(default_factory=list)
    long_path: rx.Field[list[ScreenLink]] = rx.field(default_factory=list)
    disagreements: rx.Field[list[str]] = rx.field(default_factory=list)
    changes: rx.Field[list[str]] = rx.field(default_factory=list)
    saved: str = ""
    settled: str = ""
    refused: str = ""
    refusal: str = ""
    loads: int = 0
    resume_at: str = ""

    @rx.event()
    async def load(self) -> None:
        """Open the file behind the personal link, where it was left. Runs again at each reconnection."""
        self.problem, self.resume_at = "", ""
        try:
            file = await asyncio.to_thread(application().file, self._token())
        except AnsmError as error:
            self.problem, self.ready = str(error), False
            return
        self._resume(file)
        self._show(file, self.screen.id)
        self.ready, self.loads = True, self.loads + 1

    @rx.event()
    async def answer(self, message: str) -> None:
        """Save one answer; let the browser forget it only once it is durable, or refused for good."""
        try:
            sent = outbox.read(message)
        except InvalidRequest as error:
            self._update(refused="", refusal=str(error))
            return
        try:
            saved = await asyncio.to_thread(save, self._token(), sent)
        except (InvalidAnswer, InvalidRequest) as error:
            await self._refuse(sent, error)
        except AnsmError as error:
            self._keep_waiting(sent, error)
        else:
            self._update(
                settled=outbox.settle(self.settled, sent.identifier),
                refused="",
                refusal="",
                saved=f"Enregistré à {french.time_of_day(saved.at)}",
            )
            self._show(saved.file, self.screen.id)

    @rx.event()
    async def go(self, step: str) -> None:
        """Show another screen of the same file."""
        try:
            file = await asyncio.to_thread(application().file, self._token())
        except AnsmError as error:
            self.problem, self.ready = str(error), False
            return
        self._show(file, step[:LONGEST_STEP] if isinstance(step, str) else "")

    def _token(self) -> str:
        token = self.router.url.fragment
        if not token or len(token) > LONGEST_TOKEN:
            raise UnknownLink(NO_LINK)
        return token

    def _resume(self, file: File) -> None:
        """At the question that the address names, else where the file was left, else where this screen is."""
        named = self.router.url.query_parameters.get("question", "")
        if step := step_of(file.journey, named):
            self.screen, self.resume_at = screen(file, step.id), named
        elif not self.ready:
            step = step_to_resume(file.journey, file.last_question)
            self.screen = screen(file, step.id)
            if file.last_question is not None and step.unanswered:
                self.resume_at = step.unanswered[0].id

    async def _refuse(self, sent: outbox.SentAnswer, error: UserError) -> None:
        """The answer will never fit: the browser forgets it, says why, and shows again what is stored."""
        self._update(
            settled=outbox.settle(self.settled, sent.identifier, refused=True),
            refused=sent.identifier,
            refusal=str(error),
        )
        with contextlib.suppress(AnsmError):
            self._show(await asyncio.to_thread(application().file, self._token()), self.screen.id)

    def _keep_waiting(self, sent: outbox.SentAnswer, error: AnsmError) -> None:
        """The answer is not at fault: it stays in the browser's outbox, which sends it again by itself."""
        if not isinstance(error, UserError):
            faults.tell_the_operator(error)
        self._update(refused=sent.identifier, refusal=str(error) if isinstance(error, UserError) else STILL_WAITING)

    def _show(self, file: File, step: str) -> None:
        shown = screen(file, step)
        self._update(
            territory=french.proper(file.territory.name),
            screen=shown,
            short_path=links(file, shown.id, essential=True),
            long_path=links(file, shown.id, essential=False),
            disagreements=disagreements(file),
            changes=changes(file),
        )

    def _update(self, **values: object) -> None:
        """Change only what differs: each change of an attribute is sent to the browser."""
        for name, value in values.items():
            if getattr(self, name) != value:
                setattr(self, name, value)


def save(token: str, sent: outbox.SentAnswer) -> Saved:
    """Save an answer, in a thread of its own."""
    return application().answer(token, sent.question, list(sent.values), sent.identifier)
