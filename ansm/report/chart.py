"""The themes at a glance: one bar a theme, beside the bar of an earlier diagnostic when the two can be compared."""

from __future__ import annotations

from dataclasses import dataclass

from ansm.domain import say
from ansm.domain.diagnostic import Diagnostic
from ansm.report import words
from ansm.report.sections import ThemeBar


@dataclass(frozen=True, slots=True)
class Chart:
    """The bars, the chart in words, and what is said of the earlier diagnostic: its day, and how to read the two."""

    bars: tuple[ThemeBar, ...]
    text: str
    before_day: str = ""
    before_note: str = ""


def chart(diagnostic: Diagnostic, before: Diagnostic | None = None) -> Chart:
    """A bar for each theme that concerns this territory, in order; none when too little is known of all.

    Two diagnostics are compared only when they are of one territory and asked the same questions.
    """
    if before is not None and before.territory.code != diagnostic.territory.code:
        before = None
    same = before is not None and before.handbook.version == diagnostic.handbook.version
    earlier = _gaps(before) if before is not None and same else {}
    gaps = _gaps(diagnostic)
    bars = tuple(
        ThemeBar(
            label=each.label,
            gap=gaps.get(each.theme),
            reliability=f"{each.reliability or 0} %",
            before=earlier.get(each.theme),
        )
        for each in diagnostic.themes
        if each.gap is not None
    )
    if all(bar.gap is None for bar in bars):
        return Chart((), "")
    if before is None:
        return Chart(bars, _text(bars))
    then, now = say.day(before.opened_on), say.day(diagnostic.opened_on)
    if not same:
        note = (
            f"Le questionnaire a changé depuis votre diagnostic du {then} : les écarts des deux diagnostics ne se "
            "comparent pas, et celui-là n’est donc pas montré ici."
        )
        return Chart(bars, _text(bars), before_note=note)
    if not any(bar.before is not None for bar in bars):
        note = f"Votre diagnostic du {then} avait trop peu de réponses sûres pour être comparé à celui-ci."
        return Chart(bars, _text(bars), before_note=note)
    note = (
        f"Barre pleine : diagnostic ouvert le {now}. Barre vide, juste en dessous : diagnostic ouvert le {then}. "
        "Une barre pleine plus courte que la barre vide montre un progrès."
    )
    return Chart(bars, _text(bars, then), words.short_day(before.opened_on), note)


def _gaps(diagnostic: Diagnostic) -> dict[str, int | None]:
    """The mean gap of each theme, None where too few answers are sure."""
    minimum = diagnostic.handbook.weighting.reliability
    return {each.theme: each.gap if (each.reliability or 0) >= minimum else None for each in diagnostic.themes}


def _text(bars: tuple[ThemeBar, ...], then: str = "") -> str:
    """The chart in words, for whoever cannot see it."""
    said = say.joined([_bar(bar) for bar in bars if bar.gap is not None])
    day = f" ; entre parenthèses, l’écart du {then}" if then else ""
    return f"Écart moyen par thème, de 0 (rien à faire) à 100{day} : {said}."


def _bar(bar: ThemeBar) -> str:
    return f"{bar.label} {bar.gap}" + (f" ({bar.before})" if bar.before is not None else "")
