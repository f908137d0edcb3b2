"""The finishing touches, seen by the lint: without them it complains, with them it does not."""

from __future__ import annotations

import weasyprint

from ansm.report import compose
from ansm.report.finish import finisher, link_names
from ansm.report.html import to_html
from ansm.report.press import BASE, COMMON_STYLE, HERE, Press
from tests.report.builders import CONTEXT, diagnostic
from tests.report.structure import faults


def as_weasyprint_leaves_it() -> bytes:
    """The PDF before any finishing."""
    press = Press()
    document = compose(diagnostic(), CONTEXT)
    page = weasyprint.HTML(string=to_html(document), base_url=BASE, url_fetcher=press.fetcher)
    styles = [
        weasyprint.CSS(string=(HERE / name).read_text(encoding="utf-8"), base_url=BASE, url_fetcher=press.fetcher)
        for name in (COMMON_STYLE, *document.styles)
    ]
    written: bytes = page.write_pdf(stylesheets=styles, pdf_variant="pdf/ua-1")
    return written


def test_the_lint_sees_what_weasyprint_leaves_undone() -> None:
    found = " ".join(faults(as_weasyprint_leaves_it()))
    for complaint in (
        "a link is announced as « https://",
        "a header cell does not say what it rules",
        "page 1: marked text belongs to no element of the structure",
        "page 1: the footer is not an artefact",
    ):
        assert complaint in found


def test_a_link_is_named_by_its_title_then_by_its_text() -> None:
    page = weasyprint.HTML(
        string='<a href="https://a.fr" title="Site de la mairie">a.fr</a><a href="#plan">Le <b>plan</b></a><a>rien</a>'
    )
    assert link_names(page.etree_element) == {"https://a.fr": "Site de la mairie", "plan": "Le plan"}
    assert callable(finisher(page.etree_element))
