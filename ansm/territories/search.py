"""Decides which territories answer a typed text, and in which order.

For words: the same name, the name without its article, a former name, the beginning of a name, all words in any
order (a postcode or a département may help), then the spelling without spaces, and only when nothing matched well,
one typing mistake. Within a step, the most populous first, historic parts last. For digits: postcode, INSEE code,
SIREN.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ansm.territories.catalogue import Catalogue
from ansm.territories.text import ARTICLES, SAINTS, plain_words

# Bounds that keep hostile text cheap; no French name comes near them.
_LONGEST_TEXT = 120
_MOST_WORDS = 12
_LONGEST_KEY = 60
_MOST_RANKED = 300
_MOST_BEARERS = 2500
_MOST_DOUBTFUL = 3

# Measured by bench/search_bench.py: the smallest that find 99 % of names typed with one mistake.
_SHORTEST_TYPO = 3
_SHORTEST_LOOKALIKE = 3
_LOOKALIKES = 3

_NUMBER = re.compile(r"\d+|2[ab]\d*", re.ASCII)

Match = tuple[str, str | None]


def search(catalogue: Catalogue, text: str, limit: int) -> list[Match]:
    """The codes that answer, best first, each with the former name, former code or postcode it was found by.

    Never raises, whatever the text: control characters, emoji and the end of a very long text are ignored.
    """
    typed = text[:_LONGEST_TEXT]
    words = plain_words(typed)[:_MOST_WORDS]
    if not words or limit < 1:
        return []
    number = "".join(words)
    if _NUMBER.fullmatch(number):
        found = _by_number(catalogue, number, limit)
        if found:
            return found
    return _by_name(catalogue, words, limit, still_typing=typed[-1:].isalnum())


def _by_number(catalogue: Catalogue, number: str, limit: int) -> list[Match]:
    """Postcode first, but the owner of that very INSEE code always keeps a place; then longer numbers as SIREN."""
    if len(number) > 5:
        siren = number[:9] if len(number) == 14 else number
        return [(catalogue.code[one], None) for one in catalogue.sirens.starting_with(siren, limit)]
    owners: list[Match] = [(catalogue.code[one], None) for one in catalogue.insee_codes.exact(number)]
    room = max(1, limit - len(owners)) if len(number) == 5 else limit
    postcodes: list[Match] = [
        (catalogue.code[one], _postcode(catalogue.place[one], number))
        for one in catalogue.postcodes.starting_with(number, limit * 2)
    ]
    codes: list[Match] = [(catalogue.code[one], None) for one in catalogue.insee_codes.starting_with(number, limit)]
    found = _once([*_once(postcodes, room), *owners, *postcodes, *codes], limit)
    return found or _once(
        ((catalogue.code[one], f"ancien code {number}") for one in catalogue.former_codes.starting_with(number, limit)),
        limit,
    )


def _postcode(place: str, number: str) -> str:
    """A postcode of this place that starts with the number: postcodes are the last of the place words."""
    start = place.rindex(" " + number)
    return place[start + 1 : start + 6]


def _by_name(catalogue: Catalogue, words: list[str], limit: int, *, still_typing: bool) -> list[Match]:
    readings = _readings(words, still_typing=still_typing)
    exact = _exact(catalogue, readings[-1])
    found = list(dict.fromkeys([*exact, *_beginning(catalogue, readings, limit)]))
    if len(found) < limit:
        found = list(dict.fromkeys([*found, *_all_words(catalogue, readings[0])]))
    if len(found) < limit:
        compact = ["".join(reading)[:_LONGEST_KEY] for reading in readings]
        found = _extended(found, (one for key in compact for one in catalogue.compact.starting_with(key, limit)))
    ordered = sorted(found, key=lambda one: one >= catalogue.first_historic)
    if len(found) < limit and not exact and len("".join(words)) >= _SHORTEST_TYPO:
        ordered = _extended(ordered, _with_one_typo(catalogue, readings[0], limit))
    elif len("".join(words)) >= _SHORTEST_LOOKALIKE:
        ordered = _with_lookalikes(catalogue, readings[0], ordered, len(exact), limit)
    return _once(((catalogue.code[one], catalogue.via[one]) for one in ordered), limit)


def _readings(words: list[str], *, still_typing: bool) -> list[list[str]]:
    """The text with « st » read as « saint »; and as typed while the last word may still become « Strasbourg »."""
    read = [SAINTS.get(word, word) for word in words]
    if still_typing and words[-1] in SAINTS:
        return [read, [*read[:-1], words[-1]]]
    return [read]


def _exact(catalogue: Catalogue, words: list[str]) -> list[int]:
    """Current names first, then names without their article, then former names, then historic parts."""
    key = " ".join(words)
    named, short = catalogue.names.exact(key), catalogue.short_names.exact(key)
    current = [one for one in [*named, *short] if one < catalogue.first_former]
    return [*current, *sorted(one for one in [*named, *short] if one >= catalogue.first_former)]


def _beginning(catalogue: Catalogue, readings: list[list[str]], limit: int) -> list[int]:
    keys = [" ".join(reading) for reading in readings]
    lists = (catalogue.names, catalogue.short_names)
    return sorted({one for key in keys for names in lists for one in names.starting_with(key, limit)})


def _all_words(catalogue: Catalogue, words: list[str]) -> list[int]:
    """The names that bear every word, in any order; a word they do not bear may be their département or postcode.

    Names that need no such help come first, then those with no word left over, then those with the articles too, then
    the most populous.
    """
    useful = [word for word in words if word not in ARTICLES] or words
    candidates = _bearers_of_the_rarest(catalogue, useful)
    starts = [" " + word for word in useful]
    articles = [f" {word} " for word in words if word in ARTICLES]
    ranked: list[tuple[bool, bool, bool, int]] = []
    for one in sorted(candidates):
        key = catalogue.key[one]
        helped = False
        for start in starts:
            if start not in key:
                if start not in catalogue.place[one]:
                    break
                helped = True
        else:
            left_over = _significant(key) > sum(start in key for start in starts)
            without_article = any(article not in key for article in articles)
            ranked.append((helped, left_over, without_article, one))
            if len(ranked) == _MOST_RANKED:
                break
    return [one for *_, one in sorted(ranked)]


def _bearers_of_the_rarest(catalogue: Catalogue, words: list[str]) -> set[int]:
    """The names worth checking: those with the rarest word, or the rarest that is not a département's."""
    counted = sorted((catalogue.words.count(word), word) for word in words if not word.isdigit())
    borne = [(count, word) for count, word in counted if count]
    named = [(count, word) for count, word in borne if word not in catalogue.department_words]
    seeds = {word for count, word in [*borne[:1], *named[:1]] if count < _MOST_BEARERS} or {
        word for _, word in borne[:1]
    }
    return {one for word in seeds for one in catalogue.words.bearers(word)}


def _significant(key: str) -> int:
    return sum(word not in ARTICLES for word in key.split())


def _with_lookalikes(catalogue: Catalogue, words: list[str], found: list[int], exact: int, limit: int) -> list[int]:
    """A short name with a typo is often the beginning of others: keep some last places for names one edit away.

    The first `exact` names found are the text itself: they give up no place.
    """
    first = list(dict.fromkeys(catalogue.code[one] for one in found))[:limit]
    room = max(min(_LOOKALIKES, limit - exact), limit - len(first))
    sure = set(first[: limit - room])
    near = catalogue.compact.whole_near("".join(words)[:_LONGEST_KEY])
    lookalikes = [one for one in near if one < catalogue.first_former and catalogue.code[one] not in sure][:room]
    shown = set(first[: limit - len(lookalikes)])
    kept = [one for one in found if catalogue.code[one] in shown]
    return sorted([*kept, *lookalikes], key=lambda one: one >= catalogue.first_historic)


def _with_one_typo(catalogue: Catalogue, words: list[str], limit: int) -> list[int]:
    """One letter too many, missing, wrong or swapped: in the whole text, else in one word while the others fit."""
    near = catalogue.compact.near("".join(words)[:_LONGEST_KEY], limit)
    if near or len(words) < 2:
        return near
    doubtful = [place for place, word in enumerate(words) if len(word) >= _SHORTEST_TYPO and not word.isdigit()]
    doubtful.sort(key=lambda place: catalogue.words.count(words[place]))
    for place in doubtful[:_MOST_DOUBTFUL]:
        for corrected in catalogue.words.near(words[place], 3):
            near = _extended(near, _all_words(catalogue, [*words[:place], corrected, *words[place + 1 :]])[:limit])
        if near:
            break
    return near


def _extended(found: list[int], more: Iterable[int]) -> list[int]:
    return list(dict.fromkeys([*found, *more]))


def _once(matches: Iterable[Match], limit: int) -> list[Match]:
    """The first `limit` matches, each territory once, under the first way it was found."""
    kept: dict[str, str | None] = {}
    for code, via in matches:
        if code not in kept:
            if len(kept) == limit:
                break
            kept[code] = via
    return list(kept.items())
