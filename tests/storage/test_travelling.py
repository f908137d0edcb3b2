"""A file between two installations: its history goes over whole, and comes back without duplicates."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from ansm.domain.answers import Answer, Answers
from ansm.domain.history import HistoryRow, questions_of
from ansm.domain.origin import Origin
from ansm.domain.publication import Edition
from ansm.domain.questionnaire import Respondent
from ansm.errors import InvalidRequest, UnknownLink
from ansm.storage import IssuedDocument, MergedRows, Storage
from tests.storage.examples import CONTENT, TOKEN, found, give, link_to, new_file

QUESTIONS = ("SEC-01", "SEC-02")
VALUES = ("oui", "non", "manuel")


@pytest.fixture
def here(url: str) -> Iterator[Storage]:
    """An installation with one file behind TOKEN, answered in every way."""
    with closing(Storage.open(url)) as storage:
        storage.keep_content(CONTENT, b"archive")
        storage.create(new_file())
        number = storage.hand_over(TOKEN, link_to("securite", "handed"), 5)
        storage.record(TOKEN, give("SEC-01", "non", role="elu"))
        storage.record(TOKEN, give("SEC-02", "oui", minute=1, client_id="mayor1-1"), 0)
        storage.record(TOKEN, give("SEC-02", "non", minute=2, client_id="clerk1-1", role="agent", handover=number), 0)
        storage.record(TOKEN, give("SEC-01", "non", role="elu"))
        storage.record(TOKEN, give("PIL-04", "temps", "argent", minute=3, client_id="mayor1-2"), 0)
        storage.record(TOKEN, give("PIL-04", minute=4, client_id="mayor1-3"), 0)
        yield storage


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[Callable[[], Storage]]:
    """Makes other installations, on SQLite."""
    made: list[Storage] = []

    def make() -> Storage:
        storage = Storage.open(f"sqlite:///{tmp_path / f'laptop-{len(made)}.sqlite3'}")
        storage.keep_content(CONTENT, b"archive")
        made.append(storage)
        return storage

    yield make
    for storage in made:
        storage.close()


def state(storage: Storage) -> tuple[object, ...]:
    """All that two installations must agree about."""
    journal = storage.journal(TOKEN)
    return (
        found(storage).answers,
        {(row.question, row.values) for row in journal.conflicts},
        {replace(row, set_aside=False) for row in storage.travelling(TOKEN)},
    )


def test_a_history_put_on_another_installation_is_told_there_in_the_same_words(
    here: Storage, laptop: Callable[[], Storage]
) -> None:
    there, history = laptop(), here.travelling(TOKEN)
    there.create(new_file(), history)
    assert there.travelling(TOKEN) == history
    assert state(there) == state(here)
    assert found(there).last_question == found(here).last_question
    assert [row.entrusted_to for row in there.history(TOKEN, "SEC-02")] == [None, Respondent.STAFF]


def test_rows_without_a_name_get_one_that_does_not_change_and_identical_ones_stay_apart(here: Storage) -> None:
    names = [row.name for row in here.travelling(TOKEN)]
    assert len(set(names)) == len(names) == 6
    assert names == [row.name for row in here.travelling(TOKEN)]
    assert [name.startswith("ansm:") for name in names] == [True, False, False, True, False, False]


def test_a_history_brought_twice_adds_nothing(here: Storage) -> None:
    before = here.history(TOKEN)
    assert here.merge(TOKEN, here.travelling(TOKEN)) == MergedRows(0, ("SEC-02",))
    assert here.history(TOKEN) == before


def test_answers_given_apart_come_together_on_both_sides(here: Storage, laptop: Callable[[], Storage]) -> None:
    there = laptop()
    there.create(new_file(), here.travelling(TOKEN))
    here.record(TOKEN, give("SEC-01", "oui", minute=20, client_id="mayor1-4"))
    there.record(TOKEN, give("SEC-01", "manuel", minute=15, client_id="adviser-1"))
    there.record(TOKEN, give("PIL-04", "temps", minute=16, client_id="adviser-2"))
    last = here.journal(TOKEN).last
    assert here.merge(TOKEN, there.travelling(TOKEN)) == MergedRows(2, ("SEC-01", "SEC-02"))
    assert there.merge(TOKEN, here.travelling(TOKEN)).added == 1
    assert state(there) == state(here)
    assert found(here).answers.chosen("SEC-01") == ("manuel",)  # the first given counts until somebody chooses
    assert found(here).answers.chosen("PIL-04") == ("temps",)
    # A page that was open here learns of all of it, its own answer that now waits included.
    news = [(row.question, row.values, row.set_aside) for row in here.changes(TOKEN, last)]
    assert ("SEC-01", ("oui",), True) in news
    assert ("SEC-01", ("manuel",), False) in news


def test_a_page_that_had_seen_the_answer_that_stood_does_not_overwrite_the_one_brought_since(
    here: Storage, laptop: Callable[[], Storage]
) -> None:
    there = laptop()
    there.create(new_file(), here.travelling(TOKEN))
    seen = here.record(TOKEN, give("SEC-01", "oui", minute=20, client_id="mayor1-4")).number
    there.record(TOKEN, give("SEC-01", "manuel", minute=15, client_id="adviser-1"))
    here.merge(TOKEN, there.travelling(TOKEN))
    late = here.record(TOKEN, give("SEC-01", "nsp", minute=30, client_id="mayor1-5"), seen)
    assert late.set_aside
    assert found(here).answers.chosen("SEC-01") == ("manuel",)


def test_a_file_that_tells_an_answer_otherwise_changes_nothing(here: Storage) -> None:
    history = here.travelling(TOKEN)
    forged = (replace(history[0], values=("oui",)), *history[1:])
    moved = (replace(history[0], question="PIL-01"),)
    before = here.history(TOKEN)
    for rows in (forged, moved, (*history, replace(history[0], name="\u0000"))):
        with pytest.raises(InvalidRequest):
            here.merge(TOKEN, rows)
    assert here.history(TOKEN) == before


def test_a_history_goes_to_an_existing_file_only(here: Storage) -> None:
    with pytest.raises(UnknownLink):
        here.merge(b"x" * 32, here.travelling(TOKEN))
    with pytest.raises(UnknownLink):
        here.travelling(b"x" * 32)


def test_a_public_name_belongs_to_one_file_and_opens_nothing(storage: Storage) -> None:
    record = new_file()
    assert not storage.knows(record.uid)
    storage.create(record)
    assert storage.knows(record.uid)
    with pytest.raises(ValueError, match="is in use"):
        storage.create(replace(new_file("other"), uid=record.uid))
    with pytest.raises(ValueError, match="hexadecimal"):
        replace(record, uid="A" * 32)


def test_the_former_diagnostic_that_a_file_starts_from_is_read_back(storage: Storage) -> None:
    answers = Answers((Answer("SEC-01", ("non",)), Answer("PIL-04", ("temps", "argent"))))
    origin = Origin(date(2025, 3, 1), "0.9-fedcba9876543210", answers)
    storage.create(replace(new_file(), origin=origin))
    storage.create(new_file("other"))
    assert found(storage).origin == origin
    assert found(storage).uid == new_file().uid
    other = storage.find(new_file("other").token_hash)
    assert other is not None
    assert other.origin is None


def test_a_document_is_known_under_its_code_however_often_it_is_given(storage: Storage) -> None:
    day = datetime(2026, 11, 23, 9, tzinfo=UTC)
    one = IssuedDocument(
        "AB12CD34EF56", Edition.PUBLISHABLE, "report", "38061", "La Buisse", date(2026, 11, 23), b"a" * 32, day
    )
    other = replace(one, edition=Edition.INTERNAL, sha256=b"b" * 32)
    for document in (one, other, replace(one, issued_at=day.replace(hour=12))):
        storage.issue(document)
    assert storage.issued("AB12CD34EF56") == (one, other)
    assert storage.issued("AB12CD34EF5X") == ()


# --- two installations that answer and exchange as they like

answered = st.tuples(st.booleans(), st.sampled_from(QUESTIONS), st.sampled_from(VALUES), st.booleans())
merges = st.tuples(st.booleans())
lives = st.lists(st.one_of(answered, merges), max_size=12)


@settings(
    max_examples=12,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # each example writes to a disk: a smaller one takes long
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(lives)
def test_whatever_was_answered_apart_both_end_up_alike(
    laptop: Callable[[], Storage], life: list[tuple[bool, str, str, bool] | tuple[bool]]
) -> None:
    both = [laptop(), laptop()]
    for storage in both:
        storage.create(new_file())
    for minute, step in enumerate(life):
        here, there = both if step[0] else both[::-1]
        if len(step) == 1:
            here.merge(TOKEN, there.travelling(TOKEN))
        else:
            _, question, value, seen = step
            device = "mayor1" if step[0] else "clerk1"
            base = here.journal(TOKEN).last if seen else 0
            here.record(TOKEN, give(question, value, minute=minute, client_id=f"{device}-{minute}"), base)
    one, other = both
    one.merge(TOKEN, other.travelling(TOKEN))
    other.merge(TOKEN, one.travelling(TOKEN))
    assert state(one) == state(other)
    for storage in both:
        before = storage.history(TOKEN)
        storage.merge(TOKEN, both[0].travelling(TOKEN))
        storage.merge(TOKEN, both[1].travelling(TOKEN))
        assert storage.history(TOKEN) == before
    again = laptop()
    again.create(new_file(), one.travelling(TOKEN))
    assert again.travelling(TOKEN) == one.travelling(TOKEN)
    assert {question: len(rows) for question, rows in questions_of(again.travelling(TOKEN)).items()} == {
        question: len(rows) for question, rows in questions_of(one.travelling(TOKEN)).items()
    }
    assert all(isinstance(row, HistoryRow) for row in again.travelling(TOKEN))
