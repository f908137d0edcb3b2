"""Decides how technical words are explained: a line that opens on the meaning, by keyboard, touch or mouse.

Native `details` and nothing else: nothing appears on hover, nothing needs a script. A questionnaire page carries
dozens of them, hence the few tags.
"""

from __future__ import annotations

from collections.abc import Iterable

import reflex as rx

from ansm.domain.glossary import Term
from ansm.web import french
from ansm.web.components.sources import sourced


def tips(terms: Iterable[Term]) -> rx.Component:
    """A compact row, one line a term; nothing at all when there is no term."""
    lines = [rx.el.details(rx.el.summary(_asked(term)), term.definition) for term in terms]
    return rx.el.div(*lines, class_name="ansm-tips") if lines else rx.fragment()


def lexicon(terms: Iterable[Term]) -> rx.Component:
    """The same words as a list to read, with where each fact comes from."""
    parts = ((rx.el.dt(term.name), rx.el.dd(term.definition, *_origin(term))) for term in terms)
    return rx.el.dl(*(part for pair in parts for part in pair), class_name="ansm-lexicon")


def _asked(term: Term) -> str:
    return f"Que veut dire «{french.HARD}{term.name}{french.HARD}»{french.NARROW}?"


def _origin(term: Term) -> tuple[rx.Component, ...]:
    return (sourced(term.source, term.verified_on),) if term.verified_on else ()
