"""Diagnostics that are finished, as a town finishes one: every essential question answered, the results read."""

from __future__ import annotations

from ansm.application import Application


def finished(application: Application, code: str, *, best: bool = False) -> str:
    """The link of a finished file of that territory, where everything is left to do, or where all goes well."""
    token = application.open(code)
    answer_all(application, token, best=best)
    return token


def answer_all(application: Application, token: str, *, best: bool = False) -> None:
    """Answer what is left of the essential questions, then read the results."""
    file = application.file(token)
    while left := file.journey.unanswered(essential_only=True):
        ranked = sorted(left[0].options, key=lambda option: -1 if option.index is None else option.index)
        scored = [option for option in ranked if option.index is not None] or ranked
        file = application.answer(token, left[0].id, (scored[0] if best else scored[-1]).value).file
    application.statistics.results_read(file)
    application.statistics.settle()
