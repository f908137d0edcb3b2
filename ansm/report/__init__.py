"""Paper: a Diagnostic becomes a Document of French sentences, then an accessible PDF.

`compose` is pure, and so is `blank`, which makes the questionnaire to fill in by hand. `render` makes the PDF here and
now; `ReportPool` makes it in other processes.
"""

from ansm.report.blank import Audience, FormPath, blank
from ansm.report.blank_form import BlankForm
from ansm.report.compose import compose
from ansm.report.document import Document, PrintContext
from ansm.report.pool import ReportPool
from ansm.report.press import render

__all__ = ["Audience", "BlankForm", "Document", "FormPath", "PrintContext", "ReportPool", "blank", "compose", "render"]
