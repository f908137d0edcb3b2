"""What a territory is: its figures by notion, and a missing one that is never a zero."""

from __future__ import annotations

import pytest

from ansm.domain.territory import Notion
from tests.builders import commune, population


def test_a_figure_is_found_by_what_it_counts() -> None:
    place = commune(3_499, total=3_580)
    assert place.population(Notion.MUNICIPAL) == population(3_499)
    assert place.population(Notion.TOTAL) == population(3_580, Notion.TOTAL, 2022)


def test_a_notion_nobody_published_is_none() -> None:
    assert commune(800).population(Notion.TOTAL) is None


@pytest.mark.parametrize("value", [None, 0, 1, 3_500])
def test_inhabitants_are_the_municipal_figure_or_none_never_zero_for_unknown(value: int | None) -> None:
    assert commune(value).inhabitants == value
