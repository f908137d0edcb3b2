"""Notes are kept beside a file on both databases: their author alone changes them, and they outlive nobody's access."""

from __future__ import annotations

import pytest

from ansm.storage import Storage
from tests.storage.caseload_examples import MORNING, NOON, Agency, agency
from tests.storage.examples import TOKEN, new_file

TEXT = "La secrétaire préfère le matin.\nRappeler « Zoé » 🙂 ; 100 % d’accord"


@pytest.fixture
def isere(storage: Storage) -> Agency:
    storage.create(new_file())
    return agency(storage)


def test_notes_come_back_as_they_were_written_the_last_one_first(storage: Storage, isere: Agency) -> None:
    number = isere.follows(storage)
    assert storage.casenotes.add(number, isere.lea.number, "securite", TEXT, MORNING)
    assert storage.casenotes.add(number, isere.ali.number, "", "Une autre", NOON)
    last, first = storage.casenotes.of(number)
    assert (first.theme, first.text, first.author, first.author_number) == (
        "securite",
        TEXT,
        "Lea",
        isere.lea.number,
    )
    assert (first.written_at, first.changed_at, first.organisation) == (MORNING, None, isere.body.name)
    assert (last.author, last.theme) == ("Ali", "")


def test_only_its_author_changes_or_erases_a_note(storage: Storage, isere: Agency) -> None:
    number = isere.follows(storage)
    storage.casenotes.add(number, isere.lea.number, "", TEXT, MORNING)
    note = storage.casenotes.of(number)[0].number
    assert not storage.casenotes.change(number, isere.ali.number, note, "", "Autre", NOON)
    assert not storage.casenotes.remove(number, isere.ali.number, note)
    assert not storage.casenotes.change(number + 1, isere.lea.number, note, "", "Autre", NOON)
    assert storage.casenotes.of(number)[0].text == TEXT
    assert storage.casenotes.change(number, isere.lea.number, note, "securite", "Autre", NOON)
    changed = storage.casenotes.of(number)[0]
    assert (changed.theme, changed.text, changed.written_at, changed.changed_at) == ("securite", "Autre", MORNING, NOON)
    assert storage.casenotes.remove(number, isere.lea.number, note)
    assert not storage.casenotes.remove(number, isere.lea.number, note)
    assert storage.casenotes.of(number) == ()


def test_nothing_is_noted_about_a_file_that_is_followed_no_more(storage: Storage, isere: Agency) -> None:
    number = isere.follows(storage)
    storage.caseload.leave(number, NOON)
    assert not storage.casenotes.add(number, isere.lea.number, "", TEXT, NOON)
    assert storage.casenotes.of(number) == ()


def test_every_note_on_a_file_is_told_to_who_may_ask(storage: Storage, isere: Agency) -> None:
    """Whoever wrote it, and even once its organisation follows the file no more."""
    rhone = agency(storage, "OPSN du Rhône")
    for body in (isere, rhone):
        number = body.follows(storage)
        storage.casenotes.add(number, body.lea.number, "", f"Note de {body.body.name}", MORNING)
        storage.caseload.leave(number, NOON)
    assert [note.organisation for note in storage.casenotes.of_file(TOKEN)] == [rhone.body.name, isere.body.name]
