"""What the printed report says, section by section, and what is known of it besides the diagnostic.

A Document is all that the renderer receives: frozen, small, and picklable, so that it crosses to another process.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from ansm.domain.publication import Edition
from ansm.report.pieces import UNSAID_WHEN_EMPTY, Attachment, Item, Link
from ansm.report.sections import (
    AnswerGroup,
    Band,
    Checks,
    Method,
    NeedServices,
    Omissions,
    RuleGroup,
    Settling,
    Since,
    Summary,
    Support,
    ThemeBar,
)


@dataclass(frozen=True, slots=True)
class PrintContext:
    """What the report must say that the diagnostic does not know. `brand` is who publishes the tool, if anyone.

    `public_address` is where this site answers, « https://ansm.exemple.fr », without a final slash; empty on a laptop.
    """

    application_version: str
    territories_version: str
    territories_attribution: str
    printed_on: date
    brand: str = ""
    public_address: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """The whole report, in the order it is printed. `printed_on` is an ISO date, for the file's metadata.

    `kind` is printed above the territory's name: what the document is, in which edition. `code` is what the reader may
    type at `check_at` to know whether the document comes from there; empty, none is printed. `before_day` is the day of
    the earlier diagnostic whose bars are shown; `before_note` says how to read them, or why there is none;
    `since` what changed from then; `settling` what waits between the town and its advisor.
    """

    template: ClassVar[str] = "report.html"
    styles: ClassVar[tuple[str, ...]] = ("report.css",)

    file_name: str
    title: str
    description: str
    territory: str
    identity: str
    printed_on: str
    programme: str
    brand: str
    header: str
    notice: str
    summary: Summary
    strengths: tuple[Item, ...]
    strengths_note: str
    attention: tuple[Item, ...]
    plan: tuple[Band, ...]
    plan_note: str
    checks: Checks
    rules: tuple[RuleGroup, ...]
    rules_note: str
    services: tuple[NeedServices, ...]
    services_note: str
    support: tuple[Support, ...]
    themes: tuple[ThemeBar, ...]
    chart_text: str
    method: Method
    answers: tuple[AnswerGroup, ...]
    answers_note: str
    edition: Edition = Edition.INTERNAL
    kind: str = "Diagnostic numérique"
    omissions: Omissions = field(default=Omissions())
    before_day: str = ""
    before_note: str = ""
    since: Since | None = None
    settling: Settling | None = field(default=None, metadata=UNSAID_WHEN_EMPTY)
    code: str = ""
    check_at: Link | None = None
    attachments: tuple[Attachment, ...] = ()
