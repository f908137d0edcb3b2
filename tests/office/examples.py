"""What the office files are made from in these tests: the profiles of the report, hostile words, and the template."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

from ansm.content import shipped_folder
from ansm.domain.answers import Answer, Answers
from ansm.domain.diagnostic import Diagnostic, establish
from ansm.domain.eligibility import Eligibility, Verdict, decide
from ansm.domain.territory import Kind, Territory
from ansm.office import OfficeContext, Template, read_resolution
from tests.report import builders, profiles

PRINTED_ON = date(2026, 12, 1)
CONTEXT = OfficeContext(PRINTED_ON)
LONGEST = "Saint-Remy-en-Bouzemont-Saint-Genest-et-Isson"
WORDS = {  # what could break a file, or the reader of it
    "html": "<script>alert('x')</script> & <b>gras</b> ]]> <!-- -->",
    "scripts": "한국어 日本語 العربية עברית Ελληνικά ไทย हिन्दी 𝔘𝔫𝔦",
    "emoji": "👩‍👩‍👧‍👦 🏳️‍🌈 🇫🇷 e\u0301 \u202eà l’envers\u202c",
    "control": "un\x00deux\x08trois\x1b[31m\u2028quatre\ufffecinq\ud800six",
    "formula": '=HYPERLINK("http://exemple.invalid";"cliquez")',
    "plus": "+33 1 02 03 04 05",
    "minus": "-2+3+cmd|' /C calc'!A0",
    "at": "@SUM(1+1)*cmd|'x'!A0",
    "wide": "＝1+1",
    "tab": "\t=1+1",
    "space": " \u00a0=1+1",
    "lines": 'trois ; colonnes "entre guillemets"\r\nBEGIN:VEVENT\r\nSUMMARY:glissé',
    "brackets": "[nom] [si commune] [inconnu] ]]",
    "long": "mot" * 700,
}


@cache
def template() -> Template:
    """The délibération shipped."""
    return read_resolution(shipped_folder())


def epci() -> Territory:
    """A communauté de communes."""
    return builders.territory(
        code="200029999", name="CC Rives de l’Ain", kind=Kind.EPCI, siren="200029999", legal_form="CC", epci=None
    )


def of_epci() -> Diagnostic:
    """A communauté de communes that answered everything badly."""
    return builders.diagnostic(place=epci())


PROFILES = {"rich": profiles.rich, "tiny": profiles.tiny, "empty": profiles.empty, "epci": of_epci}


def judged(verdict: Verdict) -> Diagnostic:
    """The rich profile under another verdict."""
    found = profiles.rich()
    return replace(found, eligibility=Eligibility(verdict, found.eligibility.reasons))


def with_word(word: str) -> Diagnostic:
    """A diagnostic whose every text is this word: the name of the place, and all that its actions say."""
    place = builders.territory(name=word, department_name=word)
    services = (builders.service("service", word, tuple(each[0] for each in builders.SUBJECTS), contact=word),)
    book = builders.handbook(services)
    needs = tuple(
        replace(
            each,
            label=word,
            action=word,
            who=word,
            cost=word,
            done_when=word,
            operator=word,
            how=word,
            effort=each.effort,
        )
        for each in book.needs
    )
    return builders.diagnostic(book=replace(book, needs=needs), place=place)


def posting(how: str, decided: str | None) -> Diagnostic:
    """A commune that publishes its acts in this way, and has or has not voted for it."""
    place = builders.territory()
    given = [Answer("GES-01", (how,))] + ([Answer("GES-02", (decided,))] if decided else [])
    book = profiles.book()
    verdict = decide(place, book.rules, builders.OPENED_ON)
    return establish(place, Answers(tuple(given)), book, verdict, None, builders.OPENED_ON)
