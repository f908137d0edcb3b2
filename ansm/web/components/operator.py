"""Decides how whoever runs this installation is named, and how a person writes to them; plain words when unset."""

from __future__ import annotations

import re

import reflex as rx

from ansm.settings import Settings

NO_OPERATOR = "l’organisme qui met ce service en ligne"
UNNAMED = "L’organisme qui met ce service en ligne n’a pas encore indiqué son nom."
NO_CONTACT = (
    "L’organisme qui met ce service en ligne n’a pas encore indiqué d’adresse de contact. "
    "Adressez-vous à la personne qui vous a donné le lien de ce site."
)
E_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def operator_name(settings: Settings) -> str:
    """The operator where a name is expected, at the head of a sentence."""
    return settings.operator or NO_OPERATOR


def operator_in_words(settings: Settings) -> str:
    """The operator inside a sentence: a bare name would need an article that nobody knows."""
    return f"{NO_OPERATOR} ({settings.operator})" if settings.operator else NO_OPERATOR


def contact(way: str) -> rx.Component:
    """The contact as it was set: an address one can click when it is one."""
    if E_MAIL.fullmatch(way):
        return rx.el.a(way, href=f"mailto:{way}")
    if way.startswith("https://"):
        return rx.el.a(way, href=way, rel="noopener noreferrer external")
    return rx.fragment(way)


def how_to_reach(settings: Settings) -> rx.Component:
    """A paragraph: to whom one writes, and how."""
    if not settings.operator_contact:
        return rx.el.p(NO_CONTACT)
    whom = settings.operator or "Contact"
    return rx.el.p(rx.el.strong(f"{whom} : "), contact(settings.operator_contact))
