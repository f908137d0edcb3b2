"""What is published of what was counted: never enough to tell a count of one to four."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ansm.domain.counting import Counted, Tally, Tick, ticks
from ansm.domain.public_figures import AtLeast, Figures, Release, Series, month_end, published

JANUARY, FEBRUARY, MARCH, APRIL = (date(2027, month, 1) for month in (1, 2, 3, 4))
ISERE = Series(Counted.OPENED, "", "38")


@dataclass(frozen=True)
class Opening:
    """One diagnostic opened on a day in a département."""

    day: date
    department: str


def journal(openings: Iterable[Opening]) -> tuple[Tally, ...]:
    """What the product keeps of these openings."""
    counted = Counter(tick for each in openings for tick in ticks(Counted.OPENED, "", each.department, each.day))
    return tuple(Tally(tick, count) for tick, count in sorted(counted.items()))


def opened(month: date, count: int, department: str = "38") -> tuple[Opening, ...]:
    """So many openings on the fifteenth of a month."""
    return (Opening(month.replace(day=15), department),) * count


def of_subject(kind: Counted, subject: str, *counts: tuple[date, int]) -> tuple[Tally, ...]:
    """What was counted of a subject, by month."""
    return tuple(Tally(Tick(month, kind, subject, ""), count) for month, count in counts)


# --- what is read


def test_five_of_a_finished_month_are_published() -> None:
    figures = published(journal(opened(JANUARY, 5)), FEBRUARY)
    assert figures.releases == (Release(ISERE, JANUARY, JANUARY, 5),)
    assert figures.total(Counted.OPENED, department="38") == 5
    assert figures.until == date(2027, 1, 31)


def test_nothing_of_a_month_that_goes_on_is_told_of_a_place() -> None:
    figures = published(journal(opened(JANUARY, 50)), JANUARY.replace(day=31))
    assert (figures.releases, figures.until) == ((), None)
    assert figures.national(Counted.OPENED) == 50


def test_fewer_than_five_wait_for_those_that_come_later() -> None:
    openings = (*opened(JANUARY, 3), *opened(FEBRUARY, 1), *opened(MARCH, 2))
    assert published(journal(openings), MARCH).total(Counted.OPENED, department="38") == 0
    assert published(journal(openings), APRIL).releases == (Release(ISERE, JANUARY, MARCH, 5),)


def test_what_comes_after_a_publication_waits_for_five_more() -> None:
    openings = (*opened(JANUARY, 7), *opened(FEBRUARY, 2), *opened(MARCH, 1))
    assert [each.count for each in published(journal(openings), MARCH).releases] == [5]
    assert [each.count for each in published(journal(openings), APRIL).releases] == [5, 5]


def test_nobody_can_tell_a_place_with_four_from_a_place_with_none() -> None:
    nothing, four = (published(journal(opened(JANUARY, 5, "26") + opened(JANUARY, n)), APRIL) for n in (0, 4))
    assert nothing == four


def test_the_national_figure_is_true_to_four_and_never_above() -> None:
    openings = (*opened(JANUARY, 7), *opened(JANUARY, 4, "26"), *opened(JANUARY, 2, "73"))
    assert published(journal(openings), FEBRUARY).latest[0] == AtLeast(Counted.OPENED, date(2027, 1, 31), 10)


def test_today_is_for_tomorrow() -> None:
    openings = opened(JANUARY, 9)
    assert published(journal(openings), JANUARY.replace(day=15)).national(Counted.OPENED) == 0
    assert published(journal(openings), JANUARY.replace(day=16)).national(Counted.OPENED) == 5


def test_before_anything_is_counted_nothing_is_published() -> None:
    assert published((), JANUARY) == Figures(
        None,
        None,
        date(2026, 12, 31),
        (),
        (),
        tuple(AtLeast(k, date(2026, 12, 31), 0) for k in (Counted.OPENED, Counted.FINISHED)),
    )


def test_subjects_come_most_frequent_first_then_by_name() -> None:
    counts = tuple(
        of_subject(Counted.NEED, name, (JANUARY, n)) for name, n in (("b", 6), ("a", 6), ("c", 11), ("d", 4))
    )
    figures = published(tuple(tally for each in counts for tally in each), FEBRUARY)
    assert figures.subjects(Counted.NEED) == (("c", 10), ("a", 5), ("b", 5))


def test_a_service_that_is_given_up_is_taken_back_by_five_at_least() -> None:
    deployed = of_subject(Counted.DEPLOYED, "s", (JANUARY, 12))
    taken = of_subject(Counted.NO_LONGER_DEPLOYED, "s", (FEBRUARY, 4), (MARCH, 3))
    assert published((*deployed, *taken), MARCH).subjects(Counted.DEPLOYED) == (("s", 10),)
    assert published((*deployed, *taken), APRIL).subjects(Counted.DEPLOYED) == (("s", 5),)


def test_downloads_are_not_published() -> None:
    assert published(of_subject(Counted.DOWNLOAD, "rapport/interne", (JANUARY, 90)), APRIL).releases == ()


def test_a_kind_of_another_version_of_the_program_is_left_out() -> None:
    assert published((Tally(Tick(JANUARY, "inconnu", "x", ""), 9),), APRIL).releases == ()


# --- what is published stays published

places = st.sampled_from(("38", "26", "2A", "974"))
days = st.integers(0, 119).map(lambda n: JANUARY + timedelta(days=n))
journals = st.lists(st.builds(Opening, days, places), max_size=30).map(tuple)
END = date(2027, 5, 1)


@given(journals, days)
def test_what_was_published_once_is_never_changed(openings: tuple[Opening, ...], on: date) -> None:
    """Each publication is the beginning of the next ones: their differences are what they add, five at least."""
    then, later = published(journal(openings), on), published(journal(openings), END)
    assert set(then.releases) <= set(later.releases)
    assert set(then.months) <= set(later.months) or then.since is None
    assert all(each.count >= 5 and each.count % 5 == 0 for each in (*later.releases, *later.months) if each.count)


@given(journals, days)
def test_what_is_published_is_true_to_four(openings: tuple[Opening, ...], on: date) -> None:
    figures = published(journal(openings), on)
    before = [each for each in openings if each.day < on]
    assert 0 <= len(before) - figures.national(Counted.OPENED) <= 4
    for place in ("38", "26"):
        finished = [each for each in before if each.department == place and month_end(each.day) < on]
        assert 0 <= len(finished) - figures.total(Counted.OPENED, department=place) <= 4


@given(journals)
def test_the_national_figure_never_goes_down(openings: tuple[Opening, ...]) -> None:
    counts = [figures.national(Counted.OPENED) for figures in every_day(openings)]
    assert counts == sorted(counts)


def test_the_end_of_a_month_moves_no_national_figure() -> None:
    """Six of Isère are published, four of Drôme wait: « at least ten », then « at least six », would tell the four."""
    openings = opened(JANUARY, 6) + opened(JANUARY, 4, "26")
    before, after = published(journal(openings), JANUARY.replace(day=31)), published(journal(openings), FEBRUARY)
    assert after.releases == (Release(ISERE, JANUARY, JANUARY, 5),)
    assert before.national(Counted.OPENED) == after.national(Counted.OPENED) == 10


# --- who tries to find out what was not published

Cell = tuple[date, str]


def every_day(openings: tuple[Opening, ...]) -> Iterator[Figures]:
    """All the publications of a journal, one a day."""
    kept = journal(openings)
    return (published(kept, JANUARY + timedelta(days=n)) for n in range(1, (END - JANUARY).days + 1))


def all_published(openings: tuple[Opening, ...], days: Iterable[date] = ()) -> tuple[object, ...]:
    """Everything that was ever published: the last publication holds the former ones, but for what changed daily."""
    kept = journal(openings)
    last = published(kept, END)
    return (last.releases, last.months, tuple(published(kept, day).latest for day in days))


def cells(openings: Iterable[Opening]) -> Counter[Cell]:
    """How many were opened in a département in a month."""
    return Counter((each.day.replace(day=1), each.department) for each in openings)


@pytest.mark.parametrize("months", [(JANUARY, FEBRUARY)])
def test_whoever_knows_the_rule_and_tries_every_journal_finds_no_count_of_one_to_four(months: tuple[date, ...]) -> None:
    """In a country of two départements: all the journals there may be, and those that publish exactly the same."""
    names = tuple(product(months, ("38", "26")))
    seen: dict[tuple[object, ...], list[Counter[Cell]]] = defaultdict(list)
    for counts in product(range(10), repeat=len(names)):
        openings = tuple(Opening(*name) for name, n in zip(names, counts, strict=True) for _ in range(n))
        seen[all_published(openings)].append(cells(openings))
    # Up to five a month: whatever may be in place of four and five is then among those tried.
    small = [alike for alike in seen.values() if any(max(each.values(), default=0) <= 5 for each in alike)]
    for alike, name in product(small, names):
        possible = {each[name] for each in alike}
        assert len(possible) > 1 or not possible & {1, 2, 3, 4}, (name, possible, alike[0])


def others(openings: tuple[Opening, ...], cell: Cell) -> Iterator[tuple[Opening, ...]]:
    """Journals that differ a little from this one, and say something else of a cell."""
    month, place = cell
    inside = [n for n, each in enumerate(openings) if (each.day.replace(day=1), each.department) == cell]
    mine = inside[0]
    elsewhere = replace(openings[mine], department="01")  # where nobody ever opened one
    yield changed(openings, {mine: elsewhere})
    days = sorted({each.day for each in openings})
    away = [day for day in days if day.replace(day=1) != month]
    for day in away:
        moved = changed(openings, {mine: replace(openings[mine], day=day)})
        yield moved
        yield (*moved, elsewhere)
        for n, each in enumerate(openings):
            if each.day == day and each.department != place:
                yield changed(moved, {n: replace(each, day=openings[mine].day)})
                yield changed(moved, {n: replace(each, day=openings[mine].day, department="01")})
    for n, each in enumerate(openings):
        if each.department == place and n not in inside:
            for day in sorted({other.day for other in openings if other.day.replace(day=1) == month}):
                moved = changed(openings, {n: replace(each, day=day)})
                yield moved
                yield (*moved, replace(each, department="01"))
                for m, other in enumerate(moved):
                    if other.day == day and other.department != place:
                        yield changed(moved, {m: replace(other, day=each.day)})
                        yield changed(moved, {m: replace(other, day=each.day, department="01")})


def changed(openings: tuple[Opening, ...], moved: dict[int, Opening]) -> tuple[Opening, ...]:
    """The journal with some of its openings elsewhere."""
    return tuple(moved.get(n, each) for n, each in enumerate(openings))


def publish_the_same(one: tuple[Opening, ...], other: tuple[Opening, ...], days: Iterable[date]) -> bool:
    """Whether nobody could tell one journal from the other, who reads everything every day."""
    return all_published(one) == all_published(other) and all_published(one, days) == all_published(other, days)


@settings(max_examples=40, deadline=None)
@given(journals)
def test_another_journal_publishes_the_same_every_day_whatever_the_small_count(openings: tuple[Opening, ...]) -> None:
    """In a country of a hundred départements, four of them busy: each count of one to four could be another one."""
    days = sorted({each.day + timedelta(days=1) for each in openings})
    for cell, count in cells(openings).items():
        if count < 5:
            alike = (each for each in others(openings, cell) if cells(each)[cell] != count)
            assert any(publish_the_same(openings, each, days) for each in alike), (cell, count)


# --- what is finished was opened

Life = tuple[int, int, int, int]  # of one département: opened in January, in February; finished in January, in February


def lives(most: int) -> Iterator[Life]:
    """Every life there may be: nothing is finished before it is opened."""
    for one, two, early, late in product(range(most), repeat=4):
        if early <= one and early + late <= one + two:
            yield one, two, early, late


def of_life(life: Life, elsewhere: int) -> tuple[Tally, ...]:
    """What the product keeps of it, and of so many opened and finished in January in places that publish nothing."""
    kept: Counter[Tick] = Counter()
    for count, month, kind in zip(
        life, (JANUARY, FEBRUARY) * 2, (Counted.OPENED,) * 2 + (Counted.FINISHED,) * 2, strict=True
    ):
        for tick in ticks(kind, "", "38", month.replace(day=20)):
            kept[tick] += count
    for number, kind in product(range(elsewhere), (Counted.OPENED, Counted.FINISHED)):
        kept.update(ticks(kind, "", f"{number:02}", JANUARY.replace(day=10)))
    return tuple(Tally(tick, count) for tick, count in sorted(kept.items()) if count)


def told_of(life: Life, elsewhere: int) -> tuple[object, ...]:
    """All that is ever published of it, day after day."""
    kept, days = of_life(life, elsewhere), (JANUARY, FEBRUARY)
    evenings = tuple(published(kept, month.replace(day=21)).latest for month in days)
    last = published(kept, MARCH)
    return last.releases, last.months, evenings


def test_what_is_finished_never_tells_how_many_were_opened_beyond_what_is_published() -> None:
    """Five opened, then four; four finished, then five: « nine finished » would tell that the four were four."""
    figures = published(of_life((5, 4, 4, 5), 0), MARCH)
    assert figures.total(Counted.OPENED, department="38") == 5
    assert figures.total(Counted.FINISHED, department="38") == 5
    assert figures.national(Counted.FINISHED) <= figures.national(Counted.OPENED)


@pytest.mark.parametrize("elsewhere", [0, 3])
def test_whoever_compares_what_was_finished_with_what_was_opened_finds_no_count_of_one_to_four(elsewhere: int) -> None:
    """All the lives of a département, and those that publish exactly the same."""
    seen: dict[tuple[object, ...], list[Life]] = defaultdict(list)
    for life in lives(11):
        seen[told_of(life, elsewhere)].append(life)
    for alike in seen.values():
        if max(map(max, alike)) > 6:  # the others that publish the same may be beyond those tried
            continue
        for counts in zip(*alike, strict=True):
            assert len(set(counts)) > 1 or counts[0] not in {1, 2, 3, 4}, alike


@given(st.lists(st.tuples(days, st.integers(0, 60), places), max_size=40), days)
def test_of_what_is_published_finished_is_never_more_than_opened(files: list[tuple[date, int, str]], on: date) -> None:
    """Of each département and of the country; and it stays true, never goes down, never changes."""
    kept: Counter[Tick] = Counter()
    for day, after, place in files:
        kept.update(ticks(Counted.OPENED, "", place, day))
        kept.update(ticks(Counted.FINISHED, "", place, day + timedelta(days=after)))
    tallies = tuple(Tally(tick, count) for tick, count in sorted(kept.items()))
    then, later = published(tallies, on), published(tallies, END)
    assert set(then.releases) <= set(later.releases)
    assert then.national(Counted.FINISHED) <= later.national(Counted.FINISHED)
    for figures in (then, later):
        assert figures.national(Counted.FINISHED) <= figures.national(Counted.OPENED)
        ended = sum(day + timedelta(days=after) <= figures.yesterday for day, after, _ in files)
        assert 0 <= ended - figures.national(Counted.FINISHED) <= 4
        for place in ("38", "26", "2A", "974"):
            told = [figures.total(kind, department=place) for kind in (Counted.FINISHED, Counted.OPENED)]
            assert told[0] <= told[1]
