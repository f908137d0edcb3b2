"""A Document becomes PDF/UA-1 bytes, in this process: WeasyPrint, closed to the network and to the disk."""

from __future__ import annotations

import threading
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from ansm.errors import ReportUnavailable
from ansm.report.finish import finisher
from ansm.report.fonts import FOLDER, font_files
from ansm.report.html import Printable, to_html

if TYPE_CHECKING:
    from weasyprint.text.fonts import FontConfiguration  # type: ignore[import-untyped]  # it has no stubs

BASE = "report:///"
STYLE_SHEETS = tuple(Path(__file__).parent / name for name in ("report.css", "blank.css"))
NO_PANGO = (
    "Le PDF ne peut pas être préparé : la bibliothèque Pango manque sur ce serveur. Vos réponses sont enregistrées. "
    "Demandez à la personne qui gère ce site d’installer libpangoft2-1.0-0 et libharfbuzz-subset0."
)
_lock = threading.Lock()


def render(document: Printable) -> bytes:
    """The PDF of this document; identical input gives identical bytes.

    Raises ReportUnavailable, in French, when Pango or a font is missing. Takes about a second: never in an event
    loop. Two threads take turns, since they would only slow each other down.
    """
    with _lock:
        return _press().print(to_html(document))


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
            import weasyprint  # type: ignore[import-untyped]  # it has no stubs
            from weasyprint.text.fonts import FontConfiguration
        except OSError as error:
            raise ReportUnavailable(NO_PANGO) from error
        self._weasyprint = weasyprint
        self._fonts: FontConfiguration = FontConfiguration()
        self.fetcher = _closed_fetcher()
        self._style = weasyprint.CSS(
            string="\n".join(path.read_text(encoding="utf-8") for path in STYLE_SHEETS),
            base_url=BASE,
            font_config=self._fonts,
            url_fetcher=self.fetcher,
        )

    def print(self, html: str) -> bytes:
        """The PDF of a page."""
        page = self._weasyprint.HTML(string=html, base_url=BASE, url_fetcher=self.fetcher)
        laid_out = page.render(
            stylesheets=[self._style], font_config=self._fonts, pdf_variant="pdf/ua-1", presentational_hints=False
        )
        written: bytes = laid_out.write_pdf(pdf_variant="pdf/ua-1", finisher=finisher(page.etree_element))
        return written


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
