"""How a theme stands as a whole: the mean gap of its needs, and how much of them is known."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from ansm.domain.handbook import Handbook
from ansm.domain.needs import Assessment
from ansm.domain.rounding import half_up


@dataclass(frozen=True, slots=True)
class ThemeResult:
    """A theme's mean gap over its applicable needs, 0–100; None when nothing applies."""

    theme: str
    label: str
    gap: int | None
    reliability: int | None


def theme_results(handbook: Handbook, assessments: tuple[Assessment, ...]) -> tuple[ThemeResult, ...]:
    """Every theme, in the order of the questionnaire."""
    found = []
    for theme in handbook.questionnaire.themes:
        own = [
            assessment
            for need, assessment in zip(handbook.needs, assessments, strict=True)
            if need.theme == theme.id and assessment.gap is not None
        ]
        gaps = [each.gap for each in own if each.gap is not None]
        gap = half_up(Fraction(sum(gaps), len(gaps))) if gaps else None
        applicable = sum(each.applicable for each in own)
        reliability = half_up(Fraction(100 * sum(each.known for each in own), applicable)) if applicable else None
        found.append(ThemeResult(theme.id, theme.label, gap, reliability))
    return tuple(found)
