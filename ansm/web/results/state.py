"""Decides what the results page knows: the view of one diagnostic, established again at each load."""

from __future__ import annotations

import asyncio

import reflex as rx

from ansm.errors import AnsmError, UnknownLink
from ansm.web.results_view import ResultsView, results_view
from ansm.web.site import application

LONGEST_TOKEN = 128
NO_LINK = (
    "Il manque votre lien personnel. Ouvrez-le de nouveau en entier, avec tout ce qui suit le signe #, "
    "ou commencez un nouveau diagnostic."
)


class Results(rx.State):
    """The results on the screen. The secret is lent by the browser at each visit, which keeps it for its own tab."""

    link: str = rx.SessionStorage("", name="ansm-lien")
    loading: bool = True
    title: str = ""
    problem: str = ""
    shown: tuple[ResultsView, ...] = ()

    @rx.event
    async def load(self) -> None:
        """Show the results of the answers as they are now. Runs again at each reconnection."""
        try:
            view = await asyncio.to_thread(read, self._token())
        except AnsmError as error:
            self.title, self.problem, self.shown, self.loading = "", str(error), (), False
            return
        self.problem, self.loading = "", False
        if self.shown != (view,):
            self.title, self.shown = view.opening.title, (view,)

    def _token(self) -> str:
        # The address holds it only where the browser refuses to remember anything.
        token = self.link or self.router.url.fragment
        if not token or len(token) > LONGEST_TOKEN:
            raise UnknownLink(NO_LINK)
        return token


def read(token: str) -> ResultsView:
    """The page of the diagnostic behind a link, in a thread of its own. Raises UnknownLink or StorageUnavailable."""
    return results_view(application().diagnose(token), moved=application().file(token).moved)
