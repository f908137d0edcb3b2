"""Decides how each document is made: composed then printed by other processes, or written here in a moment."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from ansm import content
from ansm.application.carrying import carrying, of_edition
from ansm.application.files import File, Library, diagnostic_of, former_diagnostic
from ansm.application.offers import Kind
from ansm.application.travel import Travel
from ansm.domain.diagnostic import Diagnostic
from ansm.domain.follow_up import Step
from ansm.domain.publication import Edition
from ansm.errors import ContentError, ReportUnavailable
from ansm.report import Document, PrintContext, Sheet, compose, compose_sheet
from ansm.report.code import code_of

if TYPE_CHECKING:
    from ansm.office import OfficeContext, Template

logger = logging.getLogger(__name__)
WRONG_TEMPLATE = (
    "Le modèle de délibération de ce site a une erreur. Prévenez la personne qui gère ce site\u00a0: la commande "
    "«\u00a0ansm check\u00a0» dit laquelle."
)
Writer = Callable[[Diagnostic, "OfficeContext"], bytes]
# What was noted of the actions of a file opened on that day, and the day that its steps are counted from.
Followed = Callable[[bytes, date], tuple[tuple[Step, ...], date]]


class Papers:
    """What is printed: the report with its answers attached, and the two pages, each with the code of this site."""

    def __init__(self, library: Library, travel: Travel, context: Callable[[date], PrintContext]) -> None:
        self._library = library
        self._travel = travel
        self.context = context

    def report(self, file: File, edition: Edition, on: date) -> Document:
        """The whole diagnostic, beside the former one when there is one."""
        diagnostic = of_edition(diagnostic_of(file), edition)
        document = compose(diagnostic, self.context(on), edition, former_diagnostic(file, self._library))
        data = self._travel.attachment(diagnostic, edition, file.uid)
        whole = carrying(document, data, edition, on)
        return replace(whole, code=code_of(whole))

    def summary(self, file: File, edition: Edition, on: date) -> Sheet:
        """The two pages."""
        sheet = compose_sheet(of_edition(diagnostic_of(file), edition), self.context(on), edition)
        return replace(sheet, code=code_of(sheet))


class Office:
    """The files for LibreOffice and calendars. Their libraries are loaded when the first one is wanted."""

    def __init__(self, content_folder: Path | None, followed: Followed) -> None:
        self._followed = followed
        self._folders = (content_folder or content.shipped_folder(), content.shipped_folder())

    def write(self, kind: Kind, diagnostic: Diagnostic, context: PrintContext, file: bytes) -> bytes:
        """The bytes of a document of that kind. Raises ReportUnavailable when the délibération's template is wrong."""
        from ansm.office import OfficeContext

        noted, steps_from = self._followed(file, diagnostic.opened_on)
        try:
            return self._writers[kind](diagnostic, OfficeContext(context.printed_on, noted, steps_from))
        except ContentError as error:
            logger.error("the template of the délibération is refused: %s", error)
            raise ReportUnavailable(WRONG_TEMPLATE) from error

    @cached_property
    def _writers(self) -> dict[Kind, Writer]:
        from ansm.office import calendar, plan_csv, plan_ods, resolution

        return {
            Kind.RESOLUTION: lambda diagnostic, context: resolution(diagnostic, context, self._template),
            Kind.PLAN_ODS: plan_ods,
            Kind.PLAN_CSV: plan_csv,
            Kind.DEADLINES: calendar,
        }

    @cached_property
    def _template(self) -> Template:
        from ansm.office import read_resolution

        return read_resolution(*self._folders)


@dataclass(frozen=True, slots=True)
class Makers:
    """Who makes each kind of document."""

    papers: Papers
    office: Office
    travel: Travel
