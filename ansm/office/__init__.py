"""Files for the office: the délibération (.odt), the action plan (.ods, .csv) and the deadlines (.ics).

Each takes a Diagnostic of the edition wanted and an OfficeContext, and gives the same bytes for the same input;
so does the portfolio of an advisor, from its lines.
"""

from ansm.office.context import OfficeContext
from ansm.office.deadlines import calendar
from ansm.office.plain_csv import plain_csv
from ansm.office.plan_csv import plan_csv
from ansm.office.plan_sheet import plan_ods
from ansm.office.portfolio_sheet import portfolio_ods
from ansm.office.request_rows import request_columns, request_rows
from ansm.office.request_sheet import request_ods
from ansm.office.resolution import read_resolution, resolution, resolution_faults
from ansm.office.template import Template

__all__ = [
    "OfficeContext",
    "Template",
    "calendar",
    "plain_csv",
    "plan_csv",
    "plan_ods",
    "portfolio_ods",
    "read_resolution",
    "request_columns",
    "request_ods",
    "request_rows",
    "resolution",
    "resolution_faults",
]
