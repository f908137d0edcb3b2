"""Decides what can be searched: every territory under each of its names, the best known first."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field

from ansm.domain.territory import Kind
from ansm.territories.index import Pairs, PrefixList, WordIndex
from ansm.territories.tables import AliasRow, CommuneRow, EpciRow
from ansm.territories.text import ARTICLES, without_leading_articles, words_of

# How clerks write the legal form, beside the short form already in the name (« CC », « CA », « CU »).
_LONG_FORMS = {
    "CC": ("communaute de communes", "comcom"),
    "CA": ("communaute d agglomeration", "agglo"),
    "CU": ("communaute urbaine", ""),
    "METRO": ("metropole", ""),
    "MET69": ("metropole", ""),
}
_FORM_WORDS = frozenset({"cc", "ca", "cu", "metropole"})


@dataclass(slots=True)
class Catalogue:
    """Names numbered by rank: current communes and EPCI by population, then former names, then historic parts.

    `code[n]` is the territory that the n-th name leads to, `via[n]` the former name it was found by, `key[n]` its
    words with a space before each, `place[n]` the words that tell homonyms apart. An EPCI ranks just after its most
    populous member, so that métropoles do not hide communes.
    """

    code: list[str] = field(default_factory=list)
    via: list[str | None] = field(default_factory=list)
    key: list[str] = field(default_factory=list)
    place: list[str] = field(default_factory=list)
    department_words: frozenset[str] = frozenset()
    first_former: int = 0
    first_historic: int = 0
    names: PrefixList = field(default_factory=PrefixList)
    short_names: PrefixList = field(default_factory=PrefixList)
    compact: PrefixList = field(default_factory=PrefixList)
    words: WordIndex = field(default_factory=lambda: WordIndex({}))
    postcodes: PrefixList = field(default_factory=PrefixList)
    insee_codes: PrefixList = field(default_factory=PrefixList)
    former_codes: PrefixList = field(default_factory=PrefixList)
    sirens: PrefixList = field(default_factory=PrefixList)


def build(
    commune_lines: dict[str, str], epci_lines: dict[str, str], aliases: list[AliasRow], departments: dict[str, str]
) -> Catalogue:
    """The catalogue of these CSV lines, keyed by code; `departments` gives the name of each département.

    Lines are read twice, first to rank them and then in that order, so that never more than one is held parsed.
    """
    builder = _Builder({code: " " + " ".join(words_of(name)) for code, name in departments.items()})
    current, historic = _ranked(commune_lines, epci_lines)
    rank = {code: place for place, code in enumerate(current)}
    every = commune_lines | epci_lines
    for columns in csv.reader(every[code] for code in current):
        if columns[0] in epci_lines:
            builder.add_epci(EpciRow._make(columns))
        else:
            builder.add_commune(CommuneRow._make(columns))
    builder.out.first_former = len(builder.out.code)
    for owner, name in sorted((rank[alias.code], alias.alias) for alias in aliases if alias.sort == "nom"):
        builder.add_former_name(owner, name)
    builder.out.first_historic = len(builder.out.code)
    for columns in csv.reader(every[code] for code in historic):
        builder.add_commune(CommuneRow._make(columns))
    for alias in aliases:
        if alias.sort == "code":
            builder.former_codes.add(alias.alias, rank[alias.code])
    return builder.finish()


def _ranked(commune_lines: dict[str, str], epci_lines: dict[str, str]) -> tuple[list[str], list[str]]:
    """The codes of current communes and EPCI, then those of their parts, each by decreasing population."""
    population: dict[str, int] = {}
    current: list[tuple[int, int, str]] = []
    parts: list[tuple[int, str]] = []
    for row in map(CommuneRow._make, csv.reader(commune_lines.values())):
        population[row.code] = int(row.municipal or 0)
        if row.kind == Kind.COMMUNE:
            current.append((-population[row.code], 0, row.code))
        else:
            parts.append((-population[row.code], row.code))
    for epci in map(EpciRow._make, csv.reader(epci_lines.values())):
        current.append((-population[epci.members[:5]], 1, epci.code))
    return [code for _, _, code in sorted(current)], [code for _, code in sorted(parts)]


class _Builder:
    """Collects the pairs while names are numbered; thrown away once the sorted lists exist."""

    def __init__(self, departments: dict[str, str]) -> None:
        self.out = Catalogue(department_words=frozenset(" ".join(departments.values()).split()))
        self.former_codes = Pairs()
        self._departments = departments
        self._names = Pairs()
        self._short_names = Pairs()
        self._postcodes = Pairs()
        self._codes = Pairs()
        self._sirens = Pairs()
        self._bearers: dict[str, list[int]] = {}

    def add_commune(self, row: CommuneRow) -> None:
        words = words_of(row.name)
        code = row.code.lower()
        place = f"{self._departments[row.department]} {row.department.lower()} {code} {row.postcodes}"
        number = self._add(row.code, None, words, place)
        self._add_short_name(words, number)
        self._codes.add(code, number)
        if row.siren:
            self._sirens.add(row.siren, number)
        if row.postcodes:
            for postcode in row.postcodes.split(" "):
                self._postcodes.add(postcode, number)

    def add_epci(self, row: EpciRow) -> None:
        words = words_of(row.name)
        long_form, nickname = _LONG_FORMS[row.form]
        bare = words[1:] if words[0] in _FORM_WORDS and len(words) > 1 else words
        place = f"{self._departments[row.department]} {row.department.lower()}"
        number = self._add(row.code, None, words, place)
        self.out.key[number] += f" {long_form} {nickname}".rstrip()
        self._bear([*long_form.split(), *nickname.split()], number)
        self._names.add(f"{long_form} {' '.join(bare)}", number)
        self._short_names.add(" ".join(bare), number)
        self._add_short_name(bare, number)
        self._sirens.add(row.code, number)

    def add_former_name(self, owner: int, name: str) -> None:
        words = words_of(name)
        self._add_short_name(words, self._add(self.out.code[owner], name, words, self.out.place[owner]))

    def _add(self, code: str, via: str | None, words: list[str], place: str) -> int:
        number = len(self.out.code)
        joined = " ".join(words)
        self.out.code.append(code)
        self.out.via.append(via)
        self.out.key.append(" " + joined)
        self.out.place.append(place)
        self._names.add(joined, number)
        self._bear(words, number)
        return number

    def _add_short_name(self, words: list[str], number: int) -> None:
        short = without_leading_articles(words)
        if len(short) < len(words):
            self._short_names.add(" ".join(short), number)

    def _bear(self, words: list[str], number: int) -> None:
        bearers = self._bearers
        for word in words:
            if word in bearers:
                bearers[word].append(number)
            elif word not in ARTICLES:
                bearers[word] = [number]

    def finish(self) -> Catalogue:
        out = self.out
        out.names = PrefixList(self._names)
        out.short_names = PrefixList(self._short_names)
        for pairs in (self._names, self._short_names):
            pairs.texts = [text.replace(" ", "") for text in pairs.texts]
        out.compact = PrefixList(self._names, self._short_names)
        out.words = WordIndex(self._bearers)
        out.postcodes = PrefixList(self._postcodes)
        out.insee_codes = PrefixList(self._codes)
        out.former_codes = PrefixList(self.former_codes)
        out.sirens = PrefixList(self._sirens)
        return out
