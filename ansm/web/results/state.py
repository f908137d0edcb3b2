"""Decides what the results page knows: the view of one diagnostic, established again at each load."""

from __future__ import annotations

import asyncio

import reflex as rx

from ansm.errors import AnsmError, UnknownLink
from ansm.web.filling import LONGEST_TOKEN, NO_LINK
from ansm.web.results_view import ResultsView, results_view
from ansm.web.site import application


class Results(rx.State):
    """The results on the screen. The secret is read from the address at each event, never kept."""

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
        token = self.router.url.fragment
        if not token or len(token) > LONGEST_TOKEN:
            raise UnknownLink(NO_LINK)
        return token


def read(token: str) -> ResultsView:
    """The page of the diagnostic behind a link, in a thread of its own. Raises UnknownLink or StorageUnavailable."""
    return results_view(application().diagnose(token), moved=application().file(token).moved)
