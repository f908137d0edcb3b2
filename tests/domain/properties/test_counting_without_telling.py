"""Whatever happens and whoever looks, no difference between two publications isolates fewer than five territories."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ansm.domain.anonymity import Agreed, Contribution, Lot, Published, published, settled
from tests.domain.properties.attacker import Element, Told, isolated

FEWEST = 5
NEEDS = ("sauvegarde", "site", "telephonie")
GROUPS = ("A", "B")
TOWNS = tuple(f"t{number:02}" for number in range(30))
START = date(2026, 1, 5)


@dataclass
class Town:
    """What a town is and agrees to. `version` numbers its figures; the same number, the same figures."""

    group: str | None
    epci: bool = False
    anct: bool = False
    version: int = 0
    since: date = START


@dataclass
class World:
    """Towns that change, the lots of the program, and all that was ever told, by whom it was told to."""

    towns: dict[str, Town]
    values: int  # draws what towns need: two worlds may differ by that alone
    day: date = START
    lots: tuple[Lot, ...] = ()
    told: list[tuple[str | None, Told, Published]] = field(default_factory=list)

    def needs(self, name: str, version: int) -> tuple[frozenset[str], frozenset[str]]:
        """What a town needs and what it cannot tell, for one version of its figures."""
        states = [hash_like(self.values, name, version, need) % 3 for need in NEEDS]
        chosen = tuple(zip(NEEDS, states, strict=True))
        return frozenset(n for n, s in chosen if s == 0), frozenset(n for n, s in chosen if s == 1)

    def agreed(self) -> list[Agreed]:
        """Those who agree to something now."""
        found = []
        for name, town in self.towns.items():
            group = town.group if town.epci else None
            if group is None and not town.anct:
                continue
            needed, unknown = self.needs(name, town.version)
            contribution = Contribution(name, f"{name}/{town.version}")
            found.append(Agreed(contribution, group, town.anct, town.since, needed, unknown))
        return found

    def live(self, days: int) -> None:
        """Let days pass, then publish and let everyone read: the day before, that day."""
        self.day += timedelta(days=days)
        self.read()
        self.lots = settled(self.lots, self.agreed(), self.day)
        self.read()

    def read(self) -> None:
        """Each audience reads what it may."""
        for group in (*GROUPS, None):
            seen = published(self.lots, group, self.day)
            whom = frozenset(
                (member.territory, member.figures)
                for lot in self.lots
                if lot.shown(self.day) and (lot.pool.anct if group is None else lot.pool.epci == group)
                for member in lot.members
            )
            self.told.append((group, whom, seen))


def hash_like(*parts: object) -> int:
    """The same number for the same parts, in every run."""
    return sum((place + 1) * ord(letter) * 31 for place, letter in enumerate("|".join(map(str, parts)))) // 7


towns = st.sampled_from(TOWNS)
crowds = st.lists(towns, min_size=1, max_size=14, unique=True)
events = st.one_of(
    st.tuples(st.just("both"), crowds),
    st.tuples(st.just("epci"), crowds),
    st.tuples(st.just("anct"), crowds),
    st.tuples(st.just("withdraw-epci"), st.lists(towns, min_size=1, max_size=6)),
    st.tuples(st.just("withdraw-anct"), st.lists(towns, min_size=1, max_size=6)),
    st.tuples(st.just("again"), crowds),
    st.tuples(st.just("back"), st.lists(towns, min_size=1, max_size=3)),
    st.tuples(st.just("move"), st.lists(towns, min_size=1, max_size=3)),
    st.tuples(st.just("wait"), st.lists(towns, min_size=1, max_size=1)),
)
histories = st.lists(events, min_size=2, max_size=14)


def happen(world: World, event: tuple[str, list[str]]) -> None:
    """One event, then a day or a season."""
    kind, names = event
    for name in names:
        town = world.towns[name]
        match kind:
            case "both" | "epci" | "anct":
                if not (town.epci or town.anct):
                    town.since = world.day
                town.epci |= kind != "anct"
                town.anct |= kind != "epci"
            case "withdraw-epci":
                town.epci = False
            case "withdraw-anct":
                town.anct = False
            case "again":
                town.version += 1
            case "back":
                town.version = 0
            case "move":
                town.group = {"A": "B", "B": None, None: "A"}[town.group]
    world.live(100 if kind == "wait" else 1)


def lived(history: list[tuple[str, list[str]]], values: int = 0) -> World:
    """The world after these events: towns of two EPCI, and some of none."""
    groups = ("A",) * 14 + ("B",) * 11 + (None,) * 5
    world = World({name: Town(group) for name, group in zip(TOWNS, groups, strict=True)}, values)
    for event in history:
        happen(world, event)
    return world


@given(histories)
def test_no_combination_of_publications_isolates_fewer_than_five(history: list[tuple[str, list[str]]]) -> None:
    """Pairs in time, triples, the whole minus its parts, and the equations solved: never one to four."""
    world = lived(history)
    assert list(isolated((whom for _, whom, _ in world.told), FEWEST)) == []


def test_the_attacker_finds_what_a_careless_publication_tells() -> None:
    """Ten members, then nine of them: the tenth is found. The oracle is able to fail."""
    ten = frozenset((name, "0") for name in TOWNS[:10])
    assert list(isolated([ten, ten - {("t03", "0")}], FEWEST))
    mixed: list[Told] = [frozenset[Element]((name, "0") for name in TOWNS[a:b]) for a, b in ((0, 15), (0, 7), (7, 14))]
    assert frozenset({("t14", "0")}) in set(isolated(mixed, FEWEST))


@given(histories)
def test_the_publication_counts_those_it_says_and_only_who_agreed(history: list[tuple[str, list[str]]]) -> None:
    """The number told is that of the territories counted, each once a lot, each agreed to it at some time."""
    world = lived(history)
    for group, whom, seen in world.told:
        assert seen.counted == len(whom)
        assert seen.counted == 0 or seen.counted >= FEWEST
        for territory, _ in whom:
            assert any(name == territory for name in world.towns)
            if group is not None:
                assert any(kind in ("both", "epci") and territory in names for kind, names in history)
            else:
                assert any(kind in ("both", "anct") and territory in names for kind, names in history)


@given(histories)
def test_what_is_told_is_true_of_those_counted(history: list[tuple[str, list[str]]]) -> None:
    """« Au moins n » : n or more of the territories counted have the need, and never all of them are told to."""
    world = lived(history)
    for _, whom, seen in world.told:
        states = [world.needs(name, int(figures.rpartition("/")[2])) for name, figures in whom]
        for each in seen.needs:
            assert sum(each.need in needed for needed, _ in states) >= each.at_least
            assert sum(each.need in unknown for _, unknown in states) >= each.unknown_at_least
            assert each.at_least % FEWEST == 0
            assert each.unknown_at_least % FEWEST == 0
            assert each.at_least + each.unknown_at_least <= seen.counted - (FEWEST - 1) or not whom


@given(histories, st.integers(1, 1000))
def test_who_is_counted_together_never_depends_on_what_they_answered(
    history: list[tuple[str, list[str]]], values: int
) -> None:
    """Two worlds that differ by the answers alone have the same lots: what is not told tells nothing either."""
    one, other = lived(history), lived(history, values)
    assert [replace(lot, floors=()) for lot in one.lots] == [replace(lot, floors=()) for lot in other.lots]


@given(histories)
def test_publishing_again_the_same_day_changes_nothing(history: list[tuple[str, list[str]]]) -> None:
    world = lived(history)
    assert settled(world.lots, world.agreed(), world.day) == world.lots


@given(histories)
def test_a_withdrawal_is_followed_within_ninety_days(history: list[tuple[str, list[str]]]) -> None:
    """After a season without any event, nobody is counted who does not agree, and no territory twice."""
    world = lived(history)
    world.live(90)
    world.told.clear()
    world.read()
    agreeing = {(each.contribution.territory, each.contribution.figures) for each in world.agreed()}
    for _, whom, _ in world.told:
        assert whom <= agreeing
        assert len({territory for territory, _ in whom}) == len(whom)
