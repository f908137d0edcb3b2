"""What the press prints: any frozen value that names its template and its styles, and tells what every paper tells."""

from __future__ import annotations

from typing import ClassVar, Protocol

from ansm.report.pieces import Attachment, Link


class Printable(Protocol):
    """A paper. It crosses to another process, so it is picklable; `code` and `check_at` may be empty.

    `template` is a file of `templates/` that extends page.html. `styles` are style sheets of this folder, put after
    page.css, which holds the faces, the page, headings, lists and tables.
    """

    template: ClassVar[str]
    styles: ClassVar[tuple[str, ...]]

    @property
    def title(self) -> str:
        """What a reader shows in its title bar."""

    @property
    def description(self) -> str:
        """One sentence for the file’s metadata."""

    @property
    def programme(self) -> str:
        """The programme, spelled out."""

    @property
    def brand(self) -> str:
        """Who publishes the tool, or nothing."""

    @property
    def printed_on(self) -> str:
        """An ISO date, for the file’s metadata."""

    @property
    def header(self) -> str:
        """What stands at the top of each page after the first."""

    @property
    def notice(self) -> str:
        """What stands at the foot of each page: who may read this paper."""

    @property
    def code(self) -> str:
        """What the reader may type on the site to know whether the paper comes from there."""

    @property
    def check_at(self) -> Link | None:
        """Where that code is checked, when this site has a public address."""

    @property
    def attachments(self) -> tuple[Attachment, ...]:
        """The files carried inside the PDF."""
