"""The use cases: search, open a file, answer, hand over, diagnose, report. The only room with the clock and tokens."""

from ansm.application.blank_forms import BlankPaper
from ansm.application.exchange import Changes, Delivery, Dossier, Exchange, SentAnswer, Settlement
from ansm.application.files import File, Report, Saved
from ansm.application.handovers import DEFAULT_DAYS, Handover, Handovers, HandoverState
from ansm.application.installation import Application, utc_now
from ansm.report import Audience, FormPath
from ansm.storage import RecordedAnswer

__all__ = [
    "DEFAULT_DAYS",
    "Application",
    "Audience",
    "BlankPaper",
    "Changes",
    "Delivery",
    "Dossier",
    "Exchange",
    "File",
    "FormPath",
    "Handover",
    "HandoverState",
    "Handovers",
    "RecordedAnswer",
    "Report",
    "Saved",
    "SentAnswer",
    "Settlement",
    "utc_now",
]
