"""Paper: a Diagnostic becomes a Document of French sentences, then an accessible PDF.

`compose`, `compose_sheet` (two pages for a council meeting) and `blank` (the questionnaire to fill in by hand) are
pure. `render` makes the PDF here and now; `ReportPool` makes it in other processes, `PrintShop` once for everyone.
"""

from ansm.report.blank import Audience, FormPath, blank
from ansm.report.blank_form import BlankForm
from ansm.report.compose import compose
from ansm.report.document import Document, PrintContext
from ansm.report.pool import ReportPool
from ansm.report.press import render
from ansm.report.print_shop import PrintShop
from ansm.report.sheet import compose_sheet
from ansm.report.sheet_page import Sheet

__all__ = [
    "Audience",
    "BlankForm",
    "Document",
    "FormPath",
    "PrintContext",
    "PrintShop",
    "ReportPool",
    "Sheet",
    "blank",
    "compose",
    "compose_sheet",
    "render",
]
