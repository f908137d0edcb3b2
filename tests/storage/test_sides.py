"""The town's answers and its advisor's in one file, on both databases: kept apart, and only ever added."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from ansm.domain.sides import Side
from ansm.storage import Receipt, Storage
from tests.storage.examples import CONTENT, TOKEN, found, give, link_to, new_file

QUESTION = "SEC-01"
ADVISOR = Side.ADVISOR


@pytest.fixture
def storage(storage: Storage) -> Storage:
    """The same, with one file behind TOKEN, without any answer."""
    storage.create(new_file())
    return storage


def town(storage: Storage, name: str, *values: str, base: int | None = 0) -> Receipt:
    return storage.record(TOKEN, give(QUESTION, *values, client_id=name), base)


def advisor(storage: Storage, name: str, *values: str, base: int | None = 0, chosen: bool = False) -> Receipt:
    given = replace(give(QUESTION, *values, client_id=name, role="conseiller"), side=ADVISOR, chosen=chosen)
    return storage.record(TOKEN, given, base)


def current(storage: Storage) -> tuple[str, ...]:
    return found(storage).answers.chosen(QUESTION)


def waiting(storage: Storage) -> list[tuple[tuple[str, ...], Side | None]]:
    return [(each.values, each.side) for each in storage.journal(TOKEN).conflicts]


def test_the_side_of_an_answer_is_told_wherever_it_is_read(storage: Storage) -> None:
    first = advisor(storage, "visit1-1", "non")
    town(storage, "mayor1-1", "oui", base=first.number)
    for rows in (storage.history(TOKEN), storage.changes(TOKEN, 0), storage.travelling(TOKEN)):
        assert [(row.values, row.role, row.side) for row in rows] == [
            (("non",), "conseiller", ADVISOR),
            (("oui",), None, None),
        ]


def test_an_advisor_who_saw_the_answer_of_the_town_does_not_replace_it(storage: Storage) -> None:
    first = town(storage, "mayor1-1", "oui")
    second = advisor(storage, "visit1-1", "non", base=first.number)
    assert second.set_aside
    assert (current(storage), waiting(storage)) == (("oui",), [(("non",), ADVISOR)])
    assert advisor(storage, "visit1-1", "non", base=first.number) == second


def test_what_came_through_a_link_to_one_theme_is_the_town_s(storage: Storage) -> None:
    number = storage.hand_over(TOKEN, link_to("securite", "handed"), 5)
    entrusted = give(QUESTION, "oui", client_id="clerk1-1", role="conseiller", handover=number)
    seen = storage.record(TOKEN, entrusted, 0).number
    assert advisor(storage, "visit1-1", "non", base=seen).set_aside


def test_the_town_that_had_not_seen_it_counts_at_once_and_the_advisor_s_answer_waits_as_it_was(
    storage: Storage,
) -> None:
    first = advisor(storage, "visit1-1", "non")
    assert not town(storage, "mayor1-1", "oui").set_aside
    assert (current(storage), waiting(storage)) == (("oui",), [(("non",), ADVISOR)])
    (again,) = storage.journal(TOKEN).conflicts
    assert (again.replaces, again.role, again.answered_at) == (first.number, "conseiller", first.answered_at)
    assert len(storage.history(TOKEN)) == 3
    town(storage, "mayor1-1", "oui")
    assert len(storage.history(TOKEN)) == 3


def test_what_waits_goes_on_waiting_whenever_the_town_answers_without_having_seen_it(storage: Storage) -> None:
    advisor(storage, "visit1-1", "non")
    seen = town(storage, "mayor1-1", "oui").number
    town(storage, "mayor1-2", "manuel", base=seen)
    assert (current(storage), waiting(storage)) == (("manuel",), [(("non",), ADVISOR)])
    # The last word of the device that had said it takes its place, even where it was written again.
    advisor(storage, "visit1-2", "auto", base=seen)
    assert waiting(storage) == [(("auto",), ADVISOR)]
    advisor(storage, "visit1-3", base=seen)
    assert (current(storage), waiting(storage)) == (("manuel",), [])


def test_one_of_two_advisors_takes_the_place_of_nobody_else(storage: Storage) -> None:
    advisor(storage, "visit1-1", "non")
    advisor(storage, "office-1", "auto")
    town(storage, "mayor1-1", "oui")
    assert waiting(storage) == [(("non",), ADVISOR), (("auto",), ADVISOR)]
    advisor(storage, "visit1-2", "manuel")
    assert waiting(storage) == [(("auto",), ADVISOR), (("manuel",), ADVISOR)]


def test_choosing_settles_it_on_either_side(storage: Storage) -> None:
    town(storage, "mayor1-1", "oui")
    seen = advisor(storage, "visit1-1", "non").number
    chosen = advisor(storage, "visit1-2", "non", base=seen, chosen=True)
    assert (chosen.set_aside, current(storage), waiting(storage)) == (False, ("non",), [])
    town(storage, "mayor1-2", "oui", base=chosen.number)
    assert (current(storage), waiting(storage)) == (("oui",), [])


def test_agreeing_with_the_town_does_not_open_what_it_said_to_change(storage: Storage) -> None:
    seen = town(storage, "mayor1-1", "oui").number
    seen = advisor(storage, "visit1-1", "oui", base=seen).number
    assert advisor(storage, "visit1-2", "non", base=seen).set_aside
    assert current(storage) == ("oui",)


@pytest.fixture
def laptop(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Storage], Storage]:
    """Another installation that starts from the history of this one."""

    def make(other: Storage) -> Storage:
        copy = Storage.open(f"sqlite:///{tmp_path_factory.mktemp('laptop') / 'base.sqlite3'}")
        copy.keep_content(CONTENT, b"archive")
        copy.create(new_file(), other.travelling(TOKEN))
        return copy

    return make


def test_two_installations_put_together_agree_about_sides(
    storage: Storage, laptop: Callable[[Storage], Storage]
) -> None:
    """One heard the advisor first, the other the town: both end up with the town's answer and the same choice."""
    other = laptop(storage)
    advisor(storage, "visit1-1", "non")
    town(other, "mayor1-1", "oui")
    for here, there in ((storage, other), (other, storage), (storage, other)):
        here.merge(TOKEN, there.travelling(TOKEN))
    for each in (storage, other):
        assert (current(each), waiting(each)) == (("oui",), [(("non",), ADVISOR)])
    other.close()


def test_what_was_written_again_travels_once(storage: Storage, laptop: Callable[[Storage], Storage]) -> None:
    advisor(storage, "visit1-1", "non")
    town(storage, "mayor1-1", "oui")
    other = laptop(storage)
    assert other.travelling(TOKEN) == storage.travelling(TOKEN)
    assert other.merge(TOKEN, storage.travelling(TOKEN)).added == 0
    assert advisor(other, "visit1-2", "auto", base=3).set_aside
    assert waiting(other) == [(("auto",), ADVISOR)]
    other.close()
