"""What is told of a group: lots of nine at least, floors by fives, and the same again until enough has changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

import pytest

from ansm.domain.anonymity import Agreed, Contribution, Floor, Lot, Pool, published, settled

DAY = date(2026, 11, 26)
LATER = DAY + timedelta(days=1)


def town(name: str, *needed: str, epci: str | None = "G", anct: bool = False, version: int = 0) -> Agreed:
    """A town that agreed on the first day."""
    return Agreed(Contribution(name, f"{name}/{version}"), epci, anct, DAY, frozenset(needed), frozenset())


def towns(count: int, *needed: str, start: int = 0, anct: bool = False, version: int = 0) -> list[Agreed]:
    """So many of them."""
    return [town(f"t{start + n:02}", *needed, anct=anct, version=version) for n in range(count)]


def _in_state(name: str, state: str) -> Agreed:
    """A town that needs a site, cannot tell, or neither."""
    site = frozenset({"site"})
    needed, unknown = site if state == "needed" else frozenset[str](), site if state == "unknown" else frozenset[str]()
    return Agreed(Contribution(name, f"{name}/0"), "G", anct=False, since=DAY, needed=needed, unknown=unknown)


def told(lots: Iterable[Lot], group: str | None = "G", on: date = DAY) -> tuple[int, dict[str, int]]:
    """How many are counted, and what is told of each need."""
    found = published(lots, group, on)
    return found.counted, {each.need: each.at_least for each in found.needs if each.at_least}


@pytest.mark.parametrize("count", range(9))
def test_of_fewer_than_nine_nothing_is_told(count: int) -> None:
    """Five would do for a number of members; but of eight, no count could be told that hides four either way."""
    assert settled((), towns(count, "site"), DAY) == ()


def test_nine_are_counted_and_told_by_a_floor() -> None:
    """Six of nine need a site: « au moins 5 », as for seven, eight and nine of them."""
    for needing in range(5, 10):
        lots = settled((), [*towns(needing, "site"), *towns(9 - needing, start=needing)], DAY)
        assert told(lots) == (9, {"site": 5})


def test_fewer_than_five_are_not_told() -> None:
    for needing in range(5):
        lots = settled((), [*towns(needing, "site"), *towns(12 - needing, start=needing)], DAY)
        assert told(lots) == (12, {})


@pytest.mark.parametrize("size", range(9, 31))
def test_of_each_count_at_least_five_values_remain_possible(size: int) -> None:
    """Whoever reads the floors of a lot and knows the rule cannot tell how many have the need, do not know, or neither.

    Every way a lot of that size can be is tried: those that are told the same must differ enough.
    """
    same: dict[tuple[Floor, ...], list[tuple[int, int, int]]] = defaultdict(list)
    for needed in range(size + 1):
        for unknown in range(size + 1 - needed):
            states = ["needed"] * needed + ["unknown"] * unknown + [""] * (size - needed - unknown)
            (lot,) = settled((), [_in_state(f"t{n:02}", state) for n, state in enumerate(states)], DAY)
            same[lot.floors].append((needed, unknown, size - needed - unknown))
    for possible in same.values():
        for count in zip(*possible, strict=True):
            assert len(set(count)) >= 5


def test_those_who_come_later_wait_until_they_are_nine() -> None:
    """Until then the same figures are shown, to the last one."""
    first = settled((), towns(9, "site"), DAY)
    for more in range(9):
        assert settled(first, [*towns(9, "site"), *towns(more, "site", start=9)], LATER) == first
    after = settled(first, [*towns(9, "site"), *towns(9, "site", start=9)], LATER)
    assert told(after, on=LATER) == (18, {"site": 10})


def test_a_withdrawal_shows_when_the_next_lot_is_sealed() -> None:
    """One leaves: the figures stay, until nine more come; then those who stay are counted with them, not read again."""
    first = settled((), towns(10, "site"), DAY)
    left = settled(first, towns(9, "site"), LATER)
    assert told(left, on=LATER) == told(first)
    after = settled(left, [*towns(9, "site"), *towns(9, "site", start=20)], LATER)
    assert told(after, on=LATER) == (18, {"site": 5})
    # Four of the five that were told may be left, and five are told of the new ones: nine, said « au moins 5 ».
    assert [lot.floors for lot in after if not lot.closed] == [(Floor("site", 9, 0),)]


def test_a_withdrawal_that_waited_a_season_hides_the_whole_lot() -> None:
    first = settled((), towns(10, "site"), DAY)
    left = settled(first, towns(9, "site"), DAY)
    assert told(left, on=DAY + timedelta(days=89)) == (10, {"site": 5})
    assert told(left, on=DAY + timedelta(days=90)) == (0, {})


def test_who_agrees_again_before_that_is_still_counted() -> None:
    first = settled((), towns(10, "site"), DAY)
    assert settled(settled(first, towns(9, "site"), DAY), towns(10, "site"), LATER) == first


def test_a_diagnostic_done_again_waits_for_eight_others() -> None:
    """Its new figures are read with a lot, never alone; the same figures are not a change."""
    first = settled((), towns(10, "site"), DAY)
    again = [*towns(9, "site"), *towns(1, start=9, version=1)]
    assert told(settled(first, again, LATER), on=LATER) == told(first)
    after = settled(first, [*again, *towns(8, start=10)], LATER)
    assert told(after, on=LATER) == (18, {})  # nine who stay, four of whom need it at least; nine new, none told


def test_almost_the_same_territories_are_not_read_again() -> None:
    """Nine did it again, one of whom is another: the difference would tell two of them."""
    first = settled((), towns(9, "site"), DAY)
    almost = [*towns(8, "site", version=1), *towns(1, "site", start=9)]
    assert told(settled(first, almost, LATER), on=LATER) == told(first)
    assert told(settled(first, towns(9, version=1), LATER), on=LATER) == (9, {})


def test_the_anct_counts_whole_lots_of_those_who_agreed_to_both() -> None:
    """The national count minus that of an EPCI is a sum of lots again."""
    both = settled((), towns(9, "site", anct=True), DAY)
    assert told(both) == told(both, None) == (9, {"site": 5})
    assert [lot.pool for lot in both] == [Pool("G", anct=True)]


def test_where_too_few_agreed_to_both_their_epci_comes_first() -> None:
    lots = settled((), [*towns(4, "site", anct=True), *towns(6, "site", start=4)], DAY)
    assert told(lots) == (10, {"site": 5})
    assert told(lots, None) == (0, {})


def test_after_a_season_the_anct_counts_those_whose_epci_gathered_too_few() -> None:
    scattered = [town(f"t{n}", "site", epci=f"G{n}", anct=True) for n in range(9)]
    assert settled((), scattered, DAY) == ()
    assert told(settled((), scattered, DAY + timedelta(days=90)), None) == (9, {"site": 5})


def test_a_town_that_changes_epci_is_counted_once() -> None:
    """It stays with the former one until that lot is replaced or hidden; the new one waits for it."""
    first = settled((), towns(9, "site"), DAY)
    moved = Agreed(Contribution("t00", "t00/1"), "H", anct=False, since=DAY, needed=frozenset(), unknown=frozenset())
    others = [town(f"h{n}", epci="H") for n in range(8)]
    now = [*towns(9, "site")[1:], moved, *others]
    assert told(settled(first, now, LATER), "H", LATER) == (0, {})
    season = DAY + timedelta(days=91)
    assert told(settled(settled(first, now, DAY), now, season), "H", season) == (9, {})
