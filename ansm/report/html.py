"""A paper set in HTML: Jinja2 with automatic escaping, every printed text typeset and checked for glyphs."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from ansm.report.fonts import printable_characters
from ansm.report.printable import Printable
from ansm.report.typography import typeset, without_missing

HERE = Path(__file__).parent


def to_html(document: Printable) -> str:
    """The page that WeasyPrint lays out. Raises ReportUnavailable when a font file is missing."""
    return _environment().get_template(document.template).render(document=document)


def _finalize(value: object) -> object:
    """Applied by Jinja to each printed expression, before escaping; what macros return is already set."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return without_missing(typeset(value), printable_characters())
    return value


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
    )
