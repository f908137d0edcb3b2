"""Paper: a Diagnostic becomes a Document of French sentences, then an accessible PDF.

`compose` is pure. `render` makes the PDF here and now; `ReportPool` makes it in other processes, `PrintShop` once for
everyone.
"""

from ansm.report.compose import compose
from ansm.report.document import Document, PrintContext
from ansm.report.pool import ReportPool
from ansm.report.press import render
from ansm.report.print_shop import PrintShop

__all__ = ["Document", "PrintContext", "PrintShop", "ReportPool", "compose", "render"]
