"""How French is written, the same on screen, on paper and in files: dates, numbers, lists, sentences, quotations."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

NBSP = "\u00a0"
THIN = "\u202f"
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet",
    "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
STOPS = tuple(".!?…")


def day(value: date) -> str:
    """« 1er janvier 2026 »."""
    return f"{'1er' if value.day == 1 else value.day}{NBSP}{MONTHS[value.month - 1]} {value.year}"


def number(value: int) -> str:
    """« 12 345 », grouped by thousands."""
    return f"{value:,}".replace(",", THIN)


def count(value: int, singular: str, plural: str | None = None) -> str:
    """« 1 question », « 2 questions » ; zero is singular in French."""
    return f"{number(value)}{NBSP}{singular if value < 2 else plural or singular + 's'}"


def joined(parts: Sequence[str], last: str = "et") -> str:
    """« a, b et c »."""
    return "".join(parts) if len(parts) < 2 else f"{', '.join(parts[:-1])} {last} {parts[-1]}"


def quoted(text: str) -> str:
    """« Oui »."""
    return f"«{NBSP}{text}{NBSP}»"


def sentence(text: str) -> str:
    """The text with a capital and a final stop; nothing stays nothing."""
    text = text.strip()
    return ended(text[0].upper() + text[1:]) if text else ""


def ended(text: str) -> str:
    """The text with a final stop, unless it is empty or has one, be it the one of a quotation at its end."""
    text = text.strip()
    if not text or text[-1] in STOPS:
        return text
    closed = text.endswith("»") and text[:-1].rstrip(" \u00a0\u202f")[-1:] in STOPS
    return text if closed else text + "."


def lowered(text: str) -> str:
    """The text with a small first letter, unless its first word is an acronym."""
    first = text.split(" ", 1)[0]
    return text if not first or (len(first) > 1 and first.isupper()) else text[0].lower() + text[1:]
