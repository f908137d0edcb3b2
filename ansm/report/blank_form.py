"""The blank questionnaire as a value: all that is printed on it, and nothing that changes from day to day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ansm.report.pieces import Attachment, Link


@dataclass(frozen=True, slots=True)
class BlankOption:
    """A box to tick. `code` is what is typed on the fast entry screen when it is ticked."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class BlankQuestion:
    """A question with everything needed to answer it away from a screen. `columns` is how its boxes are laid out.

    `ranked` boxes are wide enough to write 1, 2 or 3 in them.
    """

    id: str
    text: str
    condition: str
    hint: str
    options: tuple[BlankOption, ...]
    why: str
    who: str
    columns: int
    ranked: bool


@dataclass(frozen=True, slots=True)
class BlankTheme:
    """The questions of a theme. `measure` says how many, and how long they take."""

    label: str
    introduction: str
    measure: str
    questions: tuple[BlankQuestion, ...]


@dataclass(frozen=True, slots=True)
class BlankForm:
    """The whole form, as the press prints it. `printed_on` is the day of the content, never today."""

    template: ClassVar[str] = "blank.html"
    styles: ClassVar[tuple[str, ...]] = ("blank.css",)

    file_name: str
    title: str
    heading: str
    description: str
    printed_on: str
    programme: str
    header: str
    notice: str
    lead: str
    instructions: tuple[str, ...]
    to_fill: tuple[str, ...]
    themes: tuple[BlankTheme, ...]
    typing: tuple[str, ...]
    version: str
    brand: str = ""
    code: str = ""  # it says nothing that one could want to check
    check_at: Link | None = None
    attachments: tuple[Attachment, ...] = ()
