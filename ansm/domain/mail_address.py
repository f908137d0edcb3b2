"""What an e-mail address may look like: one that common mail servers take, and that can hold nothing else."""

from __future__ import annotations

import re

LONGEST, LONGEST_NAME = 254, 64
WORD = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
NAME = re.compile(rf"{WORD}(?:\.{WORD})*")
LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
DOMAIN = re.compile(rf"(?:{LABEL}\.)+(?:[A-Za-z]{{2,63}}|xn--[A-Za-z0-9-]{{1,59}})")


def usable_address(text: str) -> str | None:
    """The address as a mail server wants it, in ASCII, or None when it is not one.

    Spaces around are forgotten; accents are fine in the domain, which has a form without them, and nowhere else.
    """
    name, at, domain = text.strip().rpartition("@")
    if not at or len(text) > 2 * LONGEST or len(name) > LONGEST_NAME or not NAME.fullmatch(name):
        return None
    try:
        plain = domain.encode("idna").decode("ascii")
    except UnicodeError:
        return None
    return f"{name}@{plain}" if DOMAIN.fullmatch(plain) and len(name) + len(plain) < LONGEST else None


def mailbox(address: str) -> str:
    """What is the same for the addresses that reach one person: most servers drop what a plus sign begins."""
    name, _, domain = address.lower().rpartition("@")
    return f"{name.partition('+')[0] or name}@{domain}"


def masked(address: str) -> str:
    """The address for those who know it already: « s•••@la-buisse.fr »."""
    name, _, domain = address.rpartition("@")
    return f"{name[:1] if len(name) > 1 else ''}•••@{domain}"
