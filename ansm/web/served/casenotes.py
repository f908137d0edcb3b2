"""The notes on a followed file, by theme: written, changed and erased by their author, read by who follows it."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.responses import Response

from ansm.application import Notebook
from ansm.domain import say
from ansm.errors import InvalidRequest
from ansm.web import routes
from ansm.web.served import desk
from ansm.web.served.case_frame import NOTES, PART, CaseHead, head
from ansm.web.served.desk import Visit, see
from ansm.web.served.rendering import page
from ansm.web.site import application

LONGEST_TYPED = 20_000  # what a form may bring: the sentence about its length is the use case's
GONE_AUTHOR = "Une personne qui n’est plus dans votre organisation"
DONE = {
    "ajoutee": "La note est enregistrée.",
    "changee": "La note est changée.",
    "effacee": "La note est effacée.",
}


@dataclass(frozen=True, slots=True)
class Note:
    """One note, ready to be read. `form` is empty when it is not the reader's own."""

    number: int
    text: str
    theme: str
    who: str
    when: str
    form: str


@dataclass(frozen=True, slots=True)
class ThemeNotes:
    """The notes about one theme."""

    label: str
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class NotesView:
    """The page. `typed` and `chosen` are what the form above holds: what was refused stays in it."""

    head: CaseHead
    groups: tuple[ThemeNotes, ...]
    themes: tuple[tuple[str, str], ...]
    typed: str
    chosen: str
    changed: int
    error: str
    here: str


def show(visit: Visit) -> Response:
    """The page of the notes."""
    return _page(visit, "", "", 0, "", 200, DONE.get(visit.field("fait"), ""))


def add(visit: Visit) -> Response:
    """A new note."""
    uid, theme, text = visit.path["uid"], visit.field("theme"), visit.field("texte", LONGEST_TYPED)
    try:
        application().notes.add(visit.member, uid, theme, text)
    except InvalidRequest as error:
        return _page(visit, text, theme, 0, str(error), 400)
    return see(f"{routes.case(uid, 'notes')}?fait=ajoutee")


def change(visit: Visit) -> Response:
    """One's own note, written otherwise."""
    uid, number = visit.path["uid"], visit.path["number"]
    theme, text = visit.field("theme"), visit.field("texte", LONGEST_TYPED)
    try:
        application().notes.change(visit.member, uid, number, theme, text)
    except InvalidRequest as error:
        return _page(visit, text, theme, int(number), str(error), 400)
    return see(f"{routes.case(uid, 'notes')}?fait=changee")


def remove(visit: Visit) -> Response:
    """One's own note, erased."""
    uid = visit.path["uid"]
    application().notes.remove(visit.member, uid, visit.path["number"])
    return see(f"{routes.case(uid, 'notes')}?fait=effacee")


def _page(visit: Visit, typed: str, chosen: str, changed: int, error: str, status: int, notice: str = "") -> Response:
    uid = visit.path["uid"]
    case = application().desk.case(visit.member, uid).case
    book = application().notes.read(visit.member, uid)
    view = NotesView(
        head=head(case, NOTES),
        groups=_groups(visit, book),
        themes=tuple((each.id, each.label) for each in book.themes),
        typed=typed,
        chosen=chosen,
        changed=changed,
        error=error,
        here=routes.case(uid, "notes"),
    )
    return page("case_notes.html", visit.frame(f"Notes sur {case.name}", PART, notice), view, status)


def _groups(visit: Visit, book: Notebook) -> tuple[ThemeNotes, ...]:
    """In the order of the questionnaire; a theme that it has no more comes last."""
    known = [each.id for each in book.themes]
    former = sorted({note.theme for note in book.notes} - set(known))
    found = []
    for theme in (*known, *former):
        notes = tuple(_note(visit, book, place) for place, note in enumerate(book.notes) if note.theme == theme)
        if notes:
            found.append(ThemeNotes(book.label(theme), notes))
    return tuple(found)


def _note(visit: Visit, book: Notebook, place: int) -> Note:
    note = book.notes[place]
    zone = application().settings.timezone
    when = f"le {say.day(note.written_at.astimezone(zone).date())}"
    if note.changed_at is not None:
        when += f", changée le {say.day(note.changed_at.astimezone(zone).date())}"
    own = note.author_number == visit.member.number
    form = routes.case(visit.path["uid"], f"notes/{note.number}") if own else ""
    return Note(note.number, note.text, note.theme, note.author or GONE_AUTHOR, when, form)


ROUTES = (
    desk.shown(routes.case("{uid}", "notes"), desk.FOLLOWERS, show),
    desk.done(routes.case("{uid}", "notes"), desk.FOLLOWERS, add),
    desk.done(routes.case("{uid}", "notes/{number:int}"), desk.FOLLOWERS, change),
    desk.done(routes.case("{uid}", "notes/{number:int}/effacer"), desk.FOLLOWERS, remove),
)
