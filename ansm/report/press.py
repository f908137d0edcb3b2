"""A paper becomes the bytes of a PDF that is PDF/UA-1 and PDF/A-3a at once: WeasyPrint, closed to network and disk."""

from __future__ import annotations

import threading
from datetime import UTC
from functools import cache
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from ansm.errors import ReportUnavailable
from ansm.report.faster import fewer_collections, quicken, quicker_html
from ansm.report.finish import finisher
from ansm.report.fonts import FOLDER, font_files
from ansm.report.html import to_html
from ansm.report.lines import keep_spaces
from ansm.report.pieces import Attachment
from ansm.report.printable import Printable
from ansm.report.typography import typeset

if TYPE_CHECKING:
    from weasyprint.text.fonts import FontConfiguration  # type: ignore[import-untyped]  # it has no stubs

BASE = "report:///"
HERE = Path(__file__).parent
COMMON_STYLE = "page.css"
VARIANT = "pdf/a-3a"  # the finisher adds what makes it PDF/UA-1 as well
# A carriage return before « endstream » reads as part of the line end: a strict reader then finds the length wrong. The
# finisher sees to every stream but the two written after it, so the file is written again, which a hundredth need.
AMBIGUOUS = b"\r\nendstream"
ATTEMPTS = 9
INTENT = "--screen-and-print"  # WeasyPrint’s own « srgb » opens its file for each document and leaves it open
NO_PANGO = (
    "Le PDF ne peut pas être préparé : la bibliothèque Pango manque sur ce serveur. Vos réponses sont enregistrées. "
    "Demandez à la personne qui gère ce site d’installer libpangoft2-1.0-0 et libharfbuzz-subset0."
)
_lock = threading.Lock()


def render(document: Printable) -> bytes:
    """The PDF of this paper; identical input gives identical bytes.

    Raises ReportUnavailable, in French, when Pango or a font is missing. Takes about a second: never in an event
    loop. Two threads take turns, since they would only slow each other down.
    """
    with _lock, fewer_collections():
        return _press().print(document)


def warm_up() -> None:
    """Load the libraries, the fonts and the style sheet, so that the first document does not wait for them."""
    with _lock:
        _press()


@cache
def _press() -> Press:
    return Press()


class Press:
    """The libraries, fonts and style sheet that stay loaded from one document to the next in a process."""

    def __init__(self) -> None:
        font_files()
        try:
            # here and not above: loading it fails without Pango, and takes a third of a second
            import pydyf  # type: ignore[import-untyped]  # it has no stubs
            import weasyprint  # type: ignore[import-untyped]  # it has no stubs
            from weasyprint.text.fonts import FontConfiguration
        except OSError as error:
            raise ReportUnavailable(NO_PANGO) from error
        quicken(pydyf)
        self._weasyprint = weasyprint
        self._html = quicker_html(weasyprint)
        self._fonts: FontConfiguration = FontConfiguration()
        self.fetcher = _closed_fetcher()
        self._colours = _Colours()
        self._styles: dict[str, object] = {}
        self._style(COMMON_STYLE)

    def print(self, document: Printable) -> bytes:
        """The PDF of a paper."""
        page = self._html(string=to_html(document), base_url=BASE, url_fetcher=self.fetcher)
        laid_out = page.render(
            stylesheets=[self._style(name) for name in (COMMON_STYLE, *document.styles)],
            font_config=self._fonts,
            color_profiles={INTENT: self._colours},
            pdf_variant=VARIANT,
            output_intent=INTENT,
            presentational_hints=False,
        )
        keep_spaces(laid_out.pages)
        for attempt in range(ATTEMPTS):
            written: bytes = laid_out.write_pdf(
                pdf_variant=VARIANT,
                output_intent=INTENT,
                attachments=[self._attached(each) for each in sorted(document.attachments, key=lambda each: each.name)],
                finisher=finisher(page.etree_element, document.attachments, padding=attempt),
            )
            if AMBIGUOUS not in written:
                break
        return written

    def _style(self, name: str) -> object:
        """A style sheet of this folder, read once: its faces join the fonts that every paper shares."""
        if name not in self._styles:
            self._styles[name] = self._weasyprint.CSS(
                string=(HERE / name).read_text(encoding="utf-8"),
                base_url=BASE,
                font_config=self._fonts,
                url_fetcher=self.fetcher,
            )
        return self._styles[name]

    def _attached(self, attachment: Attachment) -> object:
        """The moment is told in universal time, and read so when it names no zone: nothing depends on the place."""
        moment = attachment.moment
        moment = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
        return self._weasyprint.Attachment(
            file_obj=BytesIO(attachment.data),
            name=attachment.name,
            description=typeset(attachment.description),
            created=moment,
            modified=moment,
            relationship="Data",
            url_fetcher=self.fetcher,
        )


class _Colours:
    """The sRGB profile that comes with WeasyPrint, as it wants one: an archive must say what its colours mean.

    Its bytes are those of the file: WeasyPrint’s own class has them written again by a library, not always alike.
    """

    name = "sRGB"
    components = (["r"], ["g"], ["b"])
    pdf_reference: bytes | None = None

    def __init__(self) -> None:
        self.content = (files("weasyprint.pdf") / "sRGB2014.icc").read_bytes()


def _closed_fetcher() -> object:
    """A fetcher that knows the package's own fonts by name, and refuses every other address."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # type: ignore[import-untyped]  # as above

    allowed = {f"{BASE}fonts/{path.name}": path for path in font_files(FOLDER)}

    class ClosedFetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no type stubs
        def fetch(self, url: str, headers: object = None) -> object:  # noqa: ARG002  # WeasyPrint’s own signature
            path = allowed.get(url)
            if path is None:
                raise ValueError("a printed report loads nothing but its own fonts")
            return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": "font/ttf"})

    return ClosedFetcher()
