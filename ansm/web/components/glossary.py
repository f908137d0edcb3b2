"""Decides how technical words are listed with their meaning. Under each question, `assets/wizard` shows its own."""

from __future__ import annotations

from collections.abc import Iterable

import reflex as rx

from ansm.domain.glossary import Term
from ansm.web.components.sources import sourced


def lexicon(terms: Iterable[Term]) -> rx.Component:
    """The same words as a list to read, with where each fact comes from."""
    parts = ((rx.el.dt(term.name), rx.el.dd(term.definition, *_origin(term))) for term in terms)
    return rx.el.dl(*(part for pair in parts for part in pair), class_name="ansm-lexicon")


def _origin(term: Term) -> tuple[rx.Component, ...]:
    return (sourced(term.source, term.verified_on),) if term.verified_on else ()
