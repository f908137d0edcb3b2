"""What may be told of a group without telling anything of one of its members: lots, sealed once, and floors.

A town that agrees waits until enough others agree. They are then read together, once, and become a lot. Whatever is
published, for anyone and at any time, is a sum over whole lots. Four rules follow, and one guarantee.

1. A lot has at least nine contributions that were never in a lot before (a contribution: a territory with the figures
   of its newest finished diagnostic; a diagnostic done again with the same figures is the same contribution).
2. Of a count only a floor is told, such that at least five values were possible: never fewer than five, never how many
   are missing, never « all ». Nine is the smallest lot of which such a floor tells something.
3. Nothing is read twice. When a member leaves (withdrawal, new figures, other EPCI), its lot is shown as it was until
   the next lot of the same kind is sealed, which takes in those who stay, with floors lowered by as many as left. A lot
   with a departure is hidden after `LONGEST_WAIT` at the latest.
4. The territories of a lot are those of each former lot, or differ by at least five.

The guarantee: take any combination of everything ever published, sums and differences included, across audiences
and dates. Look at its latest lot with a coefficient that is not zero: its nine new contributions are in no other lot of
the combination, so they all remain in it. No combination speaks of fewer than nine contributions.

Every choice here depends on who agrees and on whether their figures are those already counted, never on what these
say of a need: a refusal to tell does not tell either. What it bounds is what publications tell; somebody who knows by
other ways what all the others of a lot answered may learn the last one from a floor (decision 12, limits).

Method: partitioned databases, where statistics are sums over atoms that change in batches (Chin and Özsoyoğlu,
« Security in partitioned dynamic statistical databases », IEEE COMPSAC, 1979; Denning, « Cryptography and Data
Security », 1982, ch. 6); rounding to a base, and the risks of nested and successive tables (Hundepool et al.,
« Statistical Disclosure Control », 2012, ch. 5); choices that do not depend on the data (Kenthapadi, Mishra and
Nissim, « Simulatable auditing », 2005); groups where all have the same value (Machanavajjhala et al.,
« ℓ-diversity », 2006).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

LEAST = 5  # values that remain possible of each count, and territories by which two lots differ
SMALLEST_LOT = 2 * LEAST - 1
LONGEST_WAIT = timedelta(days=90)


@dataclass(frozen=True, slots=True, order=True)
class Contribution:
    """A territory with its figures, as two digests: the first of the territory alone, the second of both."""

    territory: str
    figures: str


@dataclass(frozen=True, slots=True)
class Agreed:
    """What a territory agrees to have counted, now.

    `epci` is the group it agreed to be counted in, None when it did not; `since` is the day of its last agreement.
    `needed` are its needs of the first two bands, `unknown` those it cannot tell yet.
    """

    contribution: Contribution
    epci: str | None
    anct: bool
    since: date
    needed: frozenset[str]
    unknown: frozenset[str]


@dataclass(frozen=True, slots=True, order=True)
class Floor:
    """At least so many of a lot have this need, at least so many others cannot tell."""

    need: str
    needed: int
    unknown: int


@dataclass(frozen=True, slots=True)
class Pool:
    """For whom a lot is counted: an EPCI, the ANCT, or both."""

    epci: str | None
    anct: bool

    def admits(self, agreed: Agreed) -> bool:
        """Whether the territory agreed to all of it."""
        return (self.epci is None or agreed.epci == self.epci) and (agreed.anct or not self.anct)


@dataclass(frozen=True, slots=True)
class Lot:
    """Contributions read together. `number` is None until it is kept; a closed one is never shown again."""

    pool: Pool
    members: frozenset[Contribution]
    floors: tuple[Floor, ...]
    sealed_on: date
    leaving_since: date | None = None
    closed: bool = False
    number: int | None = None

    @property
    def territories(self) -> frozenset[str]:
        """Who is in it."""
        return frozenset(each.territory for each in self.members)

    def shown(self, on: date) -> bool:
        """Whether it is counted in what is published that day."""
        waiting = self.leaving_since is not None and on - self.leaving_since >= LONGEST_WAIT
        return not self.closed and not waiting


@dataclass(frozen=True, slots=True)
class SharedNeed:
    """A need and how many have it, at least; 0 when nothing may be told."""

    need: str
    at_least: int
    unknown_at_least: int


@dataclass(frozen=True, slots=True)
class Published:
    """What is told of a group: how many are counted, and the needs by floors, the most shared first."""

    counted: int
    needs: tuple[SharedNeed, ...]
    last_change: date | None


def settled(lots: Iterable[Lot], agreed: Iterable[Agreed], on: date) -> tuple[Lot, ...]:
    """The lots after those who agree now were looked at: departures noticed, lots sealed where enough are waiting.

    `agreed` holds one item a territory. Done again the same day, it changes nothing.
    """
    found = tuple(sorted(agreed, key=lambda each: each.contribution))
    after = tuple(_noticed(lot, found, on) for lot in lots)
    for pool, candidates in _pools(found, on):
        after = _sealed(after, pool, candidates, found, on)
    return after


def published(lots: Iterable[Lot], group: str | None, on: date) -> Published:
    """What that EPCI may read that day, or the ANCT when no group is named."""
    counted = [
        lot for lot in lots if lot.shown(on) and (lot.pool.epci == group if group is not None else lot.pool.anct)
    ]
    needed: dict[str, int] = {}
    unknown: dict[str, int] = {}
    for lot in counted:
        for floor in lot.floors:
            needed[floor.need] = needed.get(floor.need, 0) + floor.needed
            unknown[floor.need] = unknown.get(floor.need, 0) + floor.unknown
    told = [SharedNeed(name, _rounded(needed[name]), _rounded(unknown[name])) for name in needed]
    told.sort(key=lambda each: (-each.at_least, -each.unknown_at_least, each.need))
    last = max((lot.sealed_on for lot in counted), default=None)
    return Published(sum(len(lot.members) for lot in counted), tuple(told), last)


def floor_of(count: int, top: int) -> int:
    """The least that a count between 0 and `top` may be told to be: at least `LEAST` values share each floor."""
    floors = max(1, (top + 1) // LEAST)
    return LEAST * min(count // LEAST, floors - 1)


def _rounded(floor: int) -> int:
    """After a departure a floor is no multiple any more: how many left is not told either."""
    return floor - floor % LEAST


def _noticed(lot: Lot, agreed: tuple[Agreed, ...], on: date) -> Lot:
    """The lot with the day of its first departure, none when they all are there."""
    if lot.closed or lot.members <= _present(lot.pool, agreed):
        return replace(lot, leaving_since=None)
    return replace(lot, leaving_since=lot.leaving_since or on)


def _present(pool: Pool, agreed: tuple[Agreed, ...]) -> frozenset[Contribution]:
    return frozenset(each.contribution for each in agreed if pool.admits(each))


def _pools(agreed: tuple[Agreed, ...], on: date) -> list[tuple[Pool, tuple[Agreed, ...]]]:
    """The pools in the order in which they are filled, each with those who may go in.

    Who agreed to both is first counted for both; where too few did, for their EPCI, which cannot do without them; and
    for the ANCT alone when their EPCI did not gather enough in time.
    """
    found: list[tuple[Pool, tuple[Agreed, ...]]] = []
    for group in sorted({each.epci for each in agreed if each.epci is not None}):
        of_group = tuple(each for each in agreed if each.epci == group)
        found.append((Pool(group, anct=True), tuple(each for each in of_group if each.anct)))
        found.append((Pool(group, anct=False), of_group))
    alone = tuple(each for each in agreed if each.anct and (each.epci is None or on - each.since >= LONGEST_WAIT))
    found.append((Pool(None, anct=True), alone))
    return found


def _sealed(
    lots: tuple[Lot, ...], pool: Pool, candidates: tuple[Agreed, ...], agreed: tuple[Agreed, ...], on: date
) -> tuple[Lot, ...]:
    """The lots with one more of that pool, when enough who were never counted are waiting for it."""
    counted = {member for lot in lots for member in lot.members}
    # A territory is counted once: while another lot still shows what it was, what it became waits.
    elsewhere = {name for lot in lots if lot.pool != pool and lot.shown(on) for name in lot.territories}
    fresh = [
        each for each in candidates if each.contribution not in counted and each.contribution.territory not in elsewhere
    ]
    if len(fresh) < SMALLEST_LOT:
        return lots
    present = _present(pool, agreed)
    taken = tuple(lot for lot in lots if lot.pool == pool and not lot.closed and lot.leaving_since is not None)
    staying = frozenset(member for lot in taken for member in lot.members & present)
    floors = _sum([_read(fresh), *(_lowered(lot, len(lot.members - present)) for lot in taken)])
    lot = Lot(pool, staying | {each.contribution for each in fresh}, floors, on)
    if any(0 < len(lot.territories ^ former.territories) < LEAST for former in lots):
        return lots
    return (*(replace(each, closed=True, leaving_since=None) if each in taken else each for each in lots), lot)


def _read(fresh: list[Agreed]) -> tuple[Floor, ...]:
    """The one reading of a lot. Room is left for those who have the need in what is told of those who cannot tell."""
    size = len(fresh)
    found = []
    for need in sorted({name for each in fresh for name in each.needed | each.unknown}):
        needed = floor_of(sum(need in each.needed for each in fresh), size)
        unknown = floor_of(sum(need in each.unknown for each in fresh), size - needed)
        if needed or unknown:
            found.append(Floor(need, needed, unknown))
    return tuple(found)


def _lowered(lot: Lot, left: int) -> tuple[Floor, ...]:
    """What remains true whoever left: nobody is read again."""
    return tuple(Floor(each.need, max(0, each.needed - left), max(0, each.unknown - left)) for each in lot.floors)


def _sum(readings: Iterable[tuple[Floor, ...]]) -> tuple[Floor, ...]:
    found: dict[str, Floor] = {}
    for floor in (each for reading in readings for each in reading):
        former = found.get(floor.need, Floor(floor.need, 0, 0))
        found[floor.need] = Floor(floor.need, former.needed + floor.needed, former.unknown + floor.unknown)
    return tuple(floor for _, floor in sorted(found.items()) if floor.needed or floor.unknown)
