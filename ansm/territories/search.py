"""Decides which territories answer a typed text, and in which order.

For words: the same name, the name without its article, a former name, the beginning of a name, all words in any
order (a postcode or a département may help), then the spelling without spaces, and only when nothing matched well,
one typing mistake, then one in each of two words. Within a step, the most populous first, historic parts last. For
digits: postcode, INSEE code, SIREN. « Lyon 3 » is first the arrondissement; « mairie de … » is first a name that
starts so, then the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ansm.territories.all_words import all_words
from ansm.territories.catalogue import Catalogue
from ansm.territories.text import SAINTS, arrondissement_named, place_after_opening, plain_words

# Bounds that keep hostile text cheap; no French name comes near them.
_LONGEST_TEXT = 120
_MOST_WORDS = 12
_LONGEST_KEY = 60
_MOST_DOUBTFUL = 3

# Measured by bench/search_bench.py: the smallest that find 99 % of names typed with one mistake.
_SHORTEST_TYPO = 3
_SHORTEST_LOOKALIKE = 3
_LOOKALIKES = 3
_SHORTEST_OF_TWO_TYPOS = 4
_MOST_CORRECTIONS = 3
_MOST_CORRECTIONS_OF_TWO = 8

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
    still_typing = typed[-1:].isalnum()
    place = place_after_opening(words)
    found = _after_opening(catalogue, words, place, limit, still_typing=still_typing) if place else []
    return found or _by_number_or_name(catalogue, words, limit, still_typing=still_typing)


def _after_opening(
    catalogue: Catalogue, words: list[str], place: list[str], limit: int, *, still_typing: bool
) -> list[Match]:
    """« ville d’Avray » is a name, « ville de Lyon » is not: nothing when the text is a whole name or the rest none.

    Names that start with the text come first, names one edit away from it keep some last places.
    """
    readings = _readings(words, still_typing=still_typing)
    if _exact(catalogue, readings[-1]):
        return []
    rest = _by_number_or_name(catalogue, place, limit, still_typing=still_typing)
    if not rest:
        return []
    begun = _matches(catalogue, _beginning(catalogue, readings, limit))
    near = catalogue.compact.whole_near("".join(readings[0])[:_LONGEST_KEY])
    lookalikes = _matches(
        catalogue, [one for one in near if one < catalogue.first_former][: min(_LOOKALIKES, limit - 1)]
    )
    return _once([*_once([*begun, *rest], limit - len(lookalikes)), *lookalikes, *rest], limit)


def _by_number_or_name(catalogue: Catalogue, words: list[str], limit: int, *, still_typing: bool) -> list[Match]:
    number = "".join(words)
    found = _by_number(catalogue, number, limit) if _NUMBER.fullmatch(number) else []
    return found or _by_name(catalogue, words, limit, still_typing=still_typing)


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
        found = list(dict.fromkeys([*found, *all_words(catalogue, readings[0])]))
    if len(found) < limit:
        compact = ["".join(reading)[:_LONGEST_KEY] for reading in readings]
        found = _extended(found, (one for key in compact for one in catalogue.compact.starting_with(key, limit)))
    ordered = sorted(found, key=lambda one: one >= catalogue.first_historic)
    if len(found) < limit and not exact and len("".join(words)) >= _SHORTEST_TYPO:
        ordered = _extended(ordered, _with_typos(catalogue, readings[0], limit, two=not found))
    elif len("".join(words)) >= _SHORTEST_LOOKALIKE:
        ordered = _with_lookalikes(catalogue, readings[0], ordered, len(exact), limit)
    arrondissement = catalogue.names.exact(arrondissement_named(words))
    return _once(_matches(catalogue, [*arrondissement, *ordered]), limit)


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


def _with_typos(catalogue: Catalogue, words: list[str], limit: int, *, two: bool) -> list[int]:
    """One letter too many, missing, wrong or swapped: in the whole text, else in one word while the others fit.

    When `two`, else in each of two words.
    """
    near = catalogue.compact.near("".join(words)[:_LONGEST_KEY], limit)
    if near or len(words) < 2:
        return near
    corrections: dict[int, list[str]] = {}
    for place in _doubtful(catalogue, words)[:_MOST_DOUBTFUL]:
        corrections[place] = catalogue.words.near(words[place], _MOST_CORRECTIONS_OF_TWO)
        for corrected in corrections[place][:_MOST_CORRECTIONS]:
            near = _extended(near, all_words(catalogue, [*words[:place], corrected, *words[place + 1 :]])[:limit])
        if near:
            return near
    return _with_two_typos(catalogue, words, corrections, limit) if two else []


def _with_two_typos(catalogue: Catalogue, words: list[str], corrections: dict[int, list[str]], limit: int) -> list[int]:
    """One mistake in each of the two rarest words: « Veuray voroise » for « Veurey-Voroize »."""
    places = [place for place in corrections if len(words[place]) >= _SHORTEST_OF_TWO_TYPOS][:2]
    if len(places) < 2:
        return []
    first, second = ([(word, catalogue.words.bearers(word)) for word in corrections[place]] for place in places)
    found: list[int] = []
    for one, bearers in first:
        for other, others in second:
            both = bearers & others
            if both:
                corrected = dict(zip(places, (one, other), strict=True))
                read = [corrected.get(place, word) for place, word in enumerate(words)]
                found = _extended(found, all_words(catalogue, read, both)[:limit])
    return found


def _doubtful(catalogue: Catalogue, words: list[str]) -> list[int]:
    """Where a mistake may be: the places of the long enough words, the rarest word first."""
    places = [place for place, word in enumerate(words) if len(word) >= _SHORTEST_TYPO and not word.isdigit()]
    return sorted(places, key=lambda place: catalogue.words.count(words[place]))


def _matches(catalogue: Catalogue, found: Iterable[int]) -> list[Match]:
    return [(catalogue.code[one], catalogue.via[one]) for one in found]


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
