"""Two people on one file: nothing is overwritten by someone who had not seen it."""

from __future__ import annotations

import threading

import pytest

from ansm.storage import Receipt, Storage
from tests.storage.examples import TOKEN, found, give, new_file

QUESTION = "SEC-01"


@pytest.fixture
def storage(storage: Storage) -> Storage:
    """The same, with one file behind TOKEN, without any answer."""
    storage.create(new_file())
    return storage


def send(storage: Storage, name: str, *values: str, base: int | None = 0, question: str = QUESTION) -> Receipt:
    """An answer from the device before the dash, which has seen the rows of the question up to `base`."""
    return storage.record(TOKEN, give(question, *values, client_id=name), base)


def current(storage: Storage) -> tuple[str, ...]:
    return found(storage).answers.chosen(QUESTION)


def waiting(storage: Storage) -> list[tuple[str, ...]]:
    return [each.values for each in storage.journal(TOKEN).conflicts]


def test_the_second_of_two_devices_that_answer_otherwise_is_kept_and_set_aside(storage: Storage) -> None:
    mayor, clerk = send(storage, "mayor1-1", "non"), send(storage, "clerk1-1", "oui")
    assert (mayor.set_aside, clerk.set_aside) == (False, True)
    assert current(storage) == ("non",)
    assert waiting(storage) == [("oui",)]
    assert [each.values for each in storage.history(TOKEN)] == [("non",), ("oui",)]


def test_a_device_that_saw_the_other_answer_replaces_it(storage: Storage) -> None:
    first = send(storage, "mayor1-1", "non")
    second = send(storage, "clerk1-1", "oui", base=first.number)
    assert not second.set_aside
    assert current(storage) == ("oui",)
    assert [each.replaces for each in storage.history(TOKEN)] == [None, first.number]


def test_the_same_device_never_disagrees_with_itself(storage: Storage) -> None:
    """It sends in the order of the clicks, and has not been told yet of what it sent before."""
    for count, value in enumerate(("non", "oui", "manuel")):
        assert not send(storage, f"mayor1-{count}", value).set_aside
    assert current(storage) == ("manuel",)


def test_a_message_that_comes_after_a_later_one_of_its_device_changes_nothing(storage: Storage) -> None:
    """Sent by a page as it closed, or by another tab, and late on its way: its author has answered otherwise since."""
    later = send(storage, "mayor1-2", "oui")
    late = send(storage, "mayor1-1", "non")
    assert late == later
    assert send(storage, "mayor1-1", "non") == later
    assert current(storage) == ("oui",)
    assert [each.values for each in storage.history(TOKEN)] == [("oui",)]


def test_names_are_ordered_as_numbers_and_question_by_question(storage: Storage) -> None:
    send(storage, "mayor1-zz", "non")
    send(storage, "mayor1-a", "oui", question="SEC-02")
    send(storage, "mayor1-100", "oui")
    assert current(storage) == ("oui",)
    assert found(storage).answers.chosen("SEC-02") == ("oui",)


def test_a_clock_set_back_makes_no_answer_late(storage: Storage) -> None:
    """Whoever has seen the later row answers after it, whatever the name says."""
    first = send(storage, "mayor1-zz", "non")
    send(storage, "mayor1-a", "oui", base=first.number)
    assert current(storage) == ("oui",)


def test_a_late_message_follows_the_later_one_aside(storage: Storage) -> None:
    """Its author is asked to choose once, between their last word and the other's."""
    send(storage, "clerk1-1", "manuel")
    later = send(storage, "mayor1-2", "oui")
    assert later.set_aside
    assert send(storage, "mayor1-1", "non") == later
    assert waiting(storage) == [("oui",)]


def test_the_same_value_from_two_devices_is_no_conflict(storage: Storage) -> None:
    send(storage, "mayor1-1", "non")
    assert not send(storage, "clerk1-1", "non").set_aside
    assert waiting(storage) == []


def test_choosing_closes_the_conflict_whichever_value_is_chosen(storage: Storage) -> None:
    send(storage, "mayor1-1", "non")
    aside = send(storage, "clerk1-1", "oui")
    chosen = send(storage, "mayor1-2", "non", base=aside.number)
    assert not chosen.set_aside
    assert (current(storage), waiting(storage)) == (("non",), [])


def test_the_device_set_aside_may_choose_too_once_it_has_seen_the_other_answer(storage: Storage) -> None:
    send(storage, "mayor1-1", "non")
    aside = send(storage, "clerk1-1", "oui")
    send(storage, "clerk1-2", "oui", base=aside.number)
    assert (current(storage), waiting(storage)) == (("oui",), [])


def test_three_devices_that_disagree_are_all_shown(storage: Storage) -> None:
    for device, value in (("mayor1", "non"), ("clerk1", "oui"), ("helper", "manuel")):
        send(storage, f"{device}-1", value)
    assert current(storage) == ("non",)
    assert waiting(storage) == [("oui",), ("manuel",)]


def test_one_device_set_aside_twice_waits_for_one_choice(storage: Storage) -> None:
    """Boxes ticked one after the other, before the first was told to be set aside: the last word is to be chosen."""
    send(storage, "clerk1-1", "oui")
    first = send(storage, "mayor1-1", "non")
    second = send(storage, "mayor1-2", "manuel")
    assert (first.set_aside, second.set_aside) == (True, True)
    assert waiting(storage) == [("manuel",)]
    assert [each.replaces for each in storage.history(TOKEN)] == [None, None, first.number]
    assert [each.replaces for each in storage.changes(TOKEN, first.number)] == [first.number]


def test_coming_back_to_the_current_answer_ends_the_disagreement_one_made_alone(storage: Storage) -> None:
    """There is nothing left to choose between."""
    send(storage, "clerk1-1", "oui")
    send(storage, "mayor1-1", "non")
    assert not send(storage, "mayor1-2", "oui").set_aside
    assert (current(storage), waiting(storage)) == (("oui",), [])


def test_agreeing_with_the_current_answer_does_not_close_a_conflict_one_has_not_seen(storage: Storage) -> None:
    """Otherwise a third device would take the choice away from the two others without knowing."""
    send(storage, "mayor1-1", "non")
    send(storage, "clerk1-1", "oui")
    assert send(storage, "helper-1", "non").set_aside
    assert waiting(storage) == [("oui",), ("non",)]


def test_two_choices_made_at_once_are_a_new_conflict(storage: Storage) -> None:
    send(storage, "mayor1-1", "non")
    seen = send(storage, "clerk1-1", "oui").number
    assert not send(storage, "mayor1-2", "non", base=seen).set_aside
    assert send(storage, "clerk1-2", "oui", base=seen).set_aside
    assert (current(storage), waiting(storage)) == (("non",), [("oui",)])


def test_erasing_is_an_answer_like_another(storage: Storage) -> None:
    first = send(storage, "mayor1-1", "non")
    assert send(storage, "clerk1-1").set_aside
    assert current(storage) == ("non",)
    send(storage, "mayor1-2", base=first.number + 1)
    assert (current(storage), waiting(storage)) == ((), [])
    assert send(storage, "clerk1-2", "oui", base=first.number + 1).set_aside


def test_answers_to_other_questions_and_in_other_files_never_conflict(storage: Storage) -> None:
    other = new_file("another")
    storage.create(other)
    send(storage, "mayor1-1", "non", question="SEC-02")
    storage.record(other.token_hash, give(QUESTION, "non", client_id="mayor1-1"), 0)
    assert not send(storage, "clerk1-1", "oui").set_aside


def test_an_answer_without_a_name_comes_from_elsewhere(storage: Storage) -> None:
    storage.record(TOKEN, give(QUESTION, "non"))
    assert send(storage, "clerk1-1", "oui").set_aside


def test_devices_are_told_apart_by_their_whole_name_and_case(storage: Storage) -> None:
    send(storage, "mayor1-1", "non")
    assert send(storage, "mayor-1", "oui").set_aside
    assert send(storage, "MAYOR1-1", "manuel").set_aside


def test_without_a_base_the_answer_is_current_whatever_stands(storage: Storage) -> None:
    send(storage, "mayor1-1", "non")
    assert not send(storage, "clerk1-1", "oui", base=None).set_aside
    assert current(storage) == ("oui",)


def test_a_base_from_the_future_hides_nothing(storage: Storage) -> None:
    """Whoever lies about what they saw could as well have looked."""
    send(storage, "mayor1-1", "non")
    assert not send(storage, "clerk1-1", "oui", base=2**53).set_aside
    assert [each.values for each in storage.history(TOKEN)] == [("non",), ("oui",)]


def test_sent_again_an_answer_set_aside_is_still_the_same_row(storage: Storage) -> None:
    send(storage, "mayor1-1", "non")
    first = send(storage, "clerk1-1", "oui")
    assert send(storage, "clerk1-1", "oui", base=2**53) == first
    assert len(storage.history(TOKEN)) == 2


def test_twenty_messages_replayed_twice_are_twenty_rows(storage: Storage) -> None:
    sent = [(f"phone1-{count}", f"Q-{count % 7}", f"v{count}") for count in range(20)]
    receipts = [[send(storage, name, value, question=asked) for name, asked, value in sent] for _ in range(3)]
    assert receipts[0] == receipts[1] == receipts[2]
    assert [each.client_id for each in storage.history(TOKEN)] == [name for name, _, _ in sent]


def test_eight_devices_answering_otherwise_at_the_same_moment_keep_one_current_answer(storage: Storage) -> None:
    barrier, receipts = threading.Barrier(8), []

    def person(number: int) -> None:
        barrier.wait()
        receipts.append(send(storage, f"device{number}-1", f"v{number}"))

    threads = [threading.Thread(target=person, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(each.set_aside for each in receipts) == [False] + [True] * 7
    assert len(waiting(storage)) == 7


def test_changes_are_the_rows_after_a_number_and_only_of_the_questions_asked(storage: Storage) -> None:
    first = send(storage, "mayor1-1", "non")
    send(storage, "mayor1-2", "oui", question="SEC-02")
    send(storage, "clerk1-1", "oui")
    changed = storage.changes(TOKEN, first.number)
    assert [(each.question, each.set_aside, each.device) for each in changed] == [
        ("SEC-02", False, "mayor1"),
        (QUESTION, True, "clerk1"),
    ]
    assert [each.question for each in storage.changes(TOKEN, 0, {"SEC-02"})] == ["SEC-02"]
    assert storage.changes(TOKEN, changed[-1].number) == ()


def test_the_journal_tells_the_current_row_of_each_question_even_erased_and_the_last_number(storage: Storage) -> None:
    send(storage, "mayor1-1", "non")
    send(storage, "mayor1-2", "oui", question="SEC-02")
    erased = send(storage, "mayor1-3", question="SEC-02")
    aside = send(storage, "clerk1-1", "oui")
    journal = storage.journal(TOKEN)
    assert [(each.question, each.values) for each in journal.current] == [(QUESTION, ("non",)), ("SEC-02", ())]
    assert journal.last == aside.number
    alone = storage.journal(TOKEN, {"SEC-02"})
    assert (len(alone.current), alone.conflicts, alone.last) == (1, (), erased.number)


def test_the_history_of_one_question_is_told_alone(storage: Storage) -> None:
    send(storage, "mayor1-1", "non")
    send(storage, "mayor1-2", "oui", question="SEC-02")
    assert [each.question for each in storage.history(TOKEN, QUESTION)] == [QUESTION]
    assert storage.history(TOKEN, "SEC-99") == ()
