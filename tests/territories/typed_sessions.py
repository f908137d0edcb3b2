"""Decides what visitors are supposed to type: seeded names, clean or with one typing mistake, and what they expect."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass

from ansm.domain.territory import Kind, Territory
from ansm.territories.text import words_of

OPENINGS = ("mairie de", "commune de", "ville de", "village de", "la commune de")
LONG_WORD = 5
ALPHABET = "abcdefghijklmnopqrstuvwxyz"
FIRST = 8


@dataclass(frozen=True, slots=True)
class Session:
    """A text typed key by key by someone who wants this territory."""

    text: str
    code: str

    def keystrokes(self) -> list[str]:
        """What the box holds after each key."""
        return [self.text[:length] for length in range(1, len(self.text) + 1)]


def sessions(everything: list[Territory], count: int, seed: int, *, typo: bool) -> list[Session]:
    """`count` sessions, three communes for one EPCI; a name borne by more than eight is typed with its département."""
    chance = random.Random(seed)  # noqa: S311 - a reproducible sample, nothing secret
    namesakes = Counter(" ".join(words_of(one.name)) for one in everything)
    communes = [one for one in everything if one.kind is Kind.COMMUNE]
    epci = [one for one in everything if one.kind is Kind.EPCI]
    wanted = chance.sample(communes, count * 3 // 4) + chance.sample(epci, count - count * 3 // 4)
    typed: list[Session] = []
    for territory in wanted:
        name = with_one_typo(territory.name, chance) if typo else territory.name
        common = namesakes[" ".join(words_of(territory.name))] > FIRST
        typed.append(Session(f"{name} {territory.department}" if common else name, territory.code))
    return typed


def after_an_opening(clean: list[Session]) -> list[Session]:
    """The same sessions typed « mairie de … », « ville de … »."""
    return [Session(f"{OPENINGS[place % len(OPENINGS)]} {one.text}", one.code) for place, one in enumerate(clean)]


def with_two_typos(clean: list[Session], seed: int) -> list[Session]:
    """The sessions of two words, both long, with one typing mistake in each."""
    chance = random.Random(seed)  # noqa: S311 - a reproducible sample, nothing secret
    pairs = [(one.text.replace("-", " ").split(" "), one.code) for one in clean]
    return [
        Session(" ".join(with_one_typo(word, chance) for word in words), code)
        for words, code in pairs
        if len(words) == 2 and min(map(len, words)) >= LONG_WORD and not words[1].isdigit()
    ]


def with_one_typo(name: str, chance: random.Random) -> str:
    """The name with one letter missing, doubled or added, wrong, or swapped with the next one."""
    places = [place for place, letter in enumerate(name) if letter.isalpha()]
    place = chance.choice(places)
    match chance.randrange(4):
        case 0 if len(places) > 2:
            return name[:place] + name[place + 1 :]
        case 1:
            return name[:place] + chance.choice(ALPHABET) + name[place:]
        case 2 if place + 1 < len(name) and name[place + 1].isalpha():
            return name[:place] + name[place + 1] + name[place] + name[place + 2 :]
        case _:
            return name[:place] + chance.choice(ALPHABET) + name[place + 1 :]
