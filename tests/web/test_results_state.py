"""The results' State: what any client may call and read, and that results follow the answers."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

import pytest
from reflex.state import State

from ansm.application import Application
from ansm.application.exchange import SentAnswer
from ansm.web import routes
from ansm.web.results.state import Results
from tests.asynchronous import run
from tests.web.served.advisors import desk

Visit = Callable[[type[State], str], State]

# Anyone can call these. Adding one is a decision: its hostile calls go below.
HANDLERS = {"load", "consider", "suppose", "restore"}
# These leave the server. The secret is not among them.
VISIBLE = {"link", "loading", "title", "problem", "shown", "about", "trial", "trial_problem"}
LA_BUISSE = "38061"
PAGE = "/diagnostic/resultats/"
FORGED = "A" * 43
LARGEST_VIEW = 256 * 1024


def test_the_state_offers_its_written_handlers_and_no_other() -> None:
    """`setvar` is Reflex's own, and reaches no attribute."""
    assert set(Results.event_handlers) - {"setvar"} == HANDLERS
    made = Results(_reflex_internal_init=True)
    for name in VISIBLE:
        with pytest.raises(AttributeError):
            Results.event_handlers["setvar"].fn(made, name, "x")


def test_the_state_sends_its_written_variables_and_no_other() -> None:
    """What the browser gets is exactly `State().dict()`."""
    own = Results(_reflex_internal_init=True).dict()[Results.get_full_name()]
    assert {name.removesuffix("_rx_state_") for name in own} == VISIBLE


@pytest.mark.parametrize("fragment", ["", FORGED, "a", "x" * 5000, "%00", "é" * 43, "'; DROP TABLE", "../../etc"])
def test_a_forged_link_shows_nothing_and_says_what_to_do(visit: Visit, fragment: str) -> None:
    """Also when the page showed a diagnostic before."""
    state = visit(Results, f"{PAGE}#{fragment}")
    state.title, state.shown = "Un autre", ("autre",)
    run(state.load())
    assert (state.title, state.shown, state.loading) == ("", (), False)
    assert state.problem.endswith(".")


def test_the_handler_takes_no_argument_from_a_client(visit: Visit, installation: Application) -> None:
    """A token sent as an argument is refused: only the address opens a file."""
    token = installation.open(LA_BUISSE)
    state = visit(Results, PAGE)
    with pytest.raises(TypeError):
        run(state.load(token))
    assert state.shown == ()


def test_results_follow_the_answers(visit: Visit, installation: Application) -> None:
    """An answer changed, the page loaded again: what it says changes; changed back, it says the same again."""
    token = installation.open(LA_BUISSE)
    installation.answer(token, "SEC-01", "non")
    state = visit(Results, f"{PAGE}#{token}")
    run(state.load())
    before = state.shown
    assert [flag.label for flag in before[0].opening.flags] == ["Pas de copie de secours utilisable"]
    installation.answer(token, "SEC-01", "auto")
    run(state.load())
    assert state.shown != before
    assert state.shown[0].opening.flags == ()
    installation.answer(token, "SEC-01", "non")
    run(state.load())
    assert state.shown == before


def test_the_page_names_its_territory_and_never_sends_the_secret(visit: Visit, installation: Application) -> None:
    """Neither the secret nor anything stored of it is in what the browser receives."""
    token = installation.open(LA_BUISSE)
    state = visit(Results, f"{PAGE}#{token}")
    run(state.load())
    assert state.title.endswith("La Buisse")
    assert token not in repr(state.shown) + state.title + state.problem


def test_an_advisor_is_led_to_their_desk_and_the_town_to_its_own_pages(visit: Visit, installation: Application) -> None:
    """Sharing, asking and deleting are refused behind an advisor's link: nothing leads there."""
    advised = desk(installation, "résultats")
    link = installation.advisor_links.make(advised.lea, advised.uid)
    places = []
    for secret in (link.token, advised.token):
        state = visit(Results, f"{PAGE}#{secret}")
        run(state.load())
        places.append(state.shown[0].desk)
    assert places == [f"{routes.CASES}{advised.uid}", ""]


def test_two_answers_to_choose_between_are_shown_until_someone_chooses(visit: Visit, installation: Application) -> None:
    """Two devices answered without seeing each other; the next answer, which has seen both, settles it."""
    token = installation.open(LA_BUISSE)
    for device, value in (("aaaaaa-1", "non"), ("bbbbbb-1", "auto")):
        sent = SentAnswer(device, "SEC-01", (value,), 0, None)
        delivery = installation.exchange.receive(token, 0, [sent], lambda _file, _device: None)
    state = visit(Results, f"{PAGE}#{token}")
    run(state.load())
    assert [link.address for link in state.shown[0].opening.conflicts] == ["/diagnostic/?question=SEC-01"]
    chosen = SentAnswer("aaaaaa-2", "SEC-01", ("auto",), delivery.changes.cursor, None)
    installation.exchange.receive(token, 0, [chosen], lambda _file, _device: None)
    run(state.load())
    assert state.shown[0].opening.conflicts == ()


def test_another_answer_is_tried_without_being_saved(visit: Visit, installation: Application) -> None:
    """Opened on a need, tried, given up, closed: the file never changes, and neither do the results shown."""
    token = installation.open(LA_BUISSE)
    installation.answer(token, "SEC-01", "non")
    before = installation.file(token).answers
    state = visit(Results, f"{PAGE}#{token}")
    run(state.load())
    shown = state.shown
    run(state.consider("besoin:sauvegarde"))
    assert "SEC-01" in {one.id for one in state.trial}
    run(state.suppose("SEC-01", "auto"))
    (tried,) = [one for one in state.trial if one.tried]
    assert tried.id == "SEC-01"
    assert [option.value for option in tried.options if option.checked] == ["auto"]
    assert any("Pas de copie de secours" in line.text for line in tried.told.lines)
    run(state.restore())
    (back,) = [one for one in state.trial if one.tried]
    assert [option.value for option in back.options if option.checked] == ["non"]
    assert back.address == ""
    run(state.consider("besoin:sauvegarde"))
    assert (state.about, state.trial) == ("", ())
    assert installation.file(token).answers == before
    assert state.shown == shown


def test_ticks_add_up_on_one_question_and_start_again_on_another(visit: Visit, installation: Application) -> None:
    """Boxes are tried together, in order; one too many is refused and leaves the tries as they were."""
    state = visit(Results, f"{PAGE}#{installation.open(LA_BUISSE)}")
    run(state.consider("theme:pilotage"))
    for value in ("temps", "securite", "habitants", "social"):
        run(state.suppose("PIL-04", value))
    (tried,) = [one for one in state.trial if one.tried]
    ranks = {option.value: option.rank[-1] for option in tried.options if option.checked}
    assert ranks == {"temps": "1", "securite": "2", "habitants": "3"}
    assert tried.told.headline.startswith("3 réponses au plus")
    run(state.suppose("PIL-05", "jour"))
    (tried,) = [one for one in state.trial if one.tried]
    assert tried.id == "PIL-05"
    assert not any(option.checked for one in state.trial if one.id == "PIL-04" for option in one.options)


def test_a_try_ends_when_the_results_are_loaded_again(visit: Visit, installation: Application) -> None:
    """The answers may have changed meanwhile."""
    state = visit(Results, f"{PAGE}#{installation.open(LA_BUISSE)}")
    run(state.consider("theme:securite"))
    run(state.suppose("SEC-01", "non"))
    run(state.load())
    assert (state.about, state.trial, state.trial_problem) == ("", (), "")


@pytest.mark.parametrize("about", ["besoin:x", "theme:", "SEC-01", "", "é" * 9000, None, 3, ["theme:securite"]])
def test_whatever_a_client_asks_to_consider_opens_nothing_it_should_not(
    visit: Visit, installation: Application, about: object
) -> None:
    """Only a need or a theme of the file's own content opens."""
    state = visit(Results, f"{PAGE}#{installation.open(LA_BUISSE)}")
    run(state.consider(about))
    assert (state.about, state.trial, state.trial_problem) == ("", (), "")


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("SEC-01", "inconnue"),
        ("SEC-01", "x" * 9000),
        ("PIL-05", "jour"),
        ("INCONNUE", "oui"),
        ("", ""),
        ("' OR 1=1", "non"),
    ],
)
def test_a_forged_try_is_refused_in_a_sentence(
    visit: Visit, installation: Application, question: str, value: str
) -> None:
    """Another question, another option, one of another theme: nothing is tried, and the page says why."""
    state = visit(Results, f"{PAGE}#{installation.open(LA_BUISSE)}")
    run(state.consider("theme:securite"))
    run(state.suppose(question, value))
    assert state.trial_problem.endswith((".", "»."))
    assert len(state.trial_problem) < 500
    assert not any(one.tried for one in state.trial)


@pytest.mark.parametrize(("question", "value"), [(None, None), (1, "non"), (["SEC-01"], "non"), ("SEC-01", {"a": 1})])
def test_a_try_of_the_wrong_type_does_nothing(
    visit: Visit, installation: Application, question: object, value: object
) -> None:
    """No error, no trace."""
    state = visit(Results, f"{PAGE}#{installation.open(LA_BUISSE)}")
    run(state.consider("theme:securite"))
    before = state.trial
    run(state.suppose(question, value))
    assert (state.trial, state.trial_problem) == (before, "")


@pytest.mark.parametrize("fragment", ["", FORGED, "x" * 5000])
def test_nothing_is_tried_behind_a_forged_link(visit: Visit, fragment: str) -> None:
    """Each handler checks access itself."""
    state = visit(Results, f"{PAGE}#{fragment}")
    for call in (state.consider("theme:securite"), state.suppose("SEC-01", "non"), state.restore()):
        run(call)
        assert state.trial == ()
    assert state.trial_problem.endswith(".")


def test_a_whole_view_stays_light(visit: Visit, installation: Application) -> None:
    """The largest profile crosses the socket in one message of a bounded size, before compression."""
    token = installation.open(LA_BUISSE)
    for _ in range(3):
        for question in installation.file(token).journey.unanswered():
            worst = max((o for o in question.options if not o.dont_know), key=lambda o: o.index or 0)
            installation.answer(token, question.id, [worst.value])
    state = visit(Results, f"{PAGE}#{token}")
    run(state.load())
    assert state.shown[0].first.actions
    assert len(json.dumps(repr(state.shown))) < LARGEST_VIEW


def test_a_database_that_cannot_be_read_is_said_in_a_sentence_until_it_can_again(
    visit: Visit, installation: Application
) -> None:
    """The page stays, nothing is invented; once the table is back, so are the results."""
    state = visit(Results, f"{PAGE}#{installation.open(LA_BUISSE)}")
    with unreadable(installation.settings.database_url.removeprefix("sqlite:///")):
        run(state.load())
        assert "Réessayez" in state.problem
        assert state.shown == ()
    run(state.load())
    assert state.problem == ""
    assert state.shown != ()


@contextmanager
def unreadable(path: str) -> Iterator[None]:
    """Take the answers away from the program, then give them back."""
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("ALTER TABLE answer RENAME TO elsewhere")
        yield
        database.execute("ALTER TABLE elsewhere RENAME TO answer")
