"""Decides the tables around a diagnostic: who follows it, what is shared, followed, asked and counted."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, Date, ForeignKey, Integer, Table, Text, UniqueConstraint, false

from ansm.storage import tables_of_people  # noqa: F401 - registers the tables that these refer to
from ansm.storage.columns import about_file, number, secret
from ansm.storage.tables import NUMBER, Moment, metadata

# --- the advisors' side of a file

# An organisation that follows a file, until it stops or the town stops it.
accompaniment = Table(
    "accompaniment",
    metadata,
    number(),
    about_file(),
    Column("organisation_id", NUMBER, ForeignKey("organisation.id"), nullable=False, index=True),
    Column("since", Moment, nullable=False),
    Column("ended_at", Moment, nullable=True),
    # Whether the organisation opened the file itself, before a visit.
    Column("opened_here", Boolean, nullable=False, server_default=false()),
    Column("next_step", Text, nullable=False, server_default=""),
    Column("next_step_on", Date, nullable=True),
    UniqueConstraint("diagnostic_id", "organisation_id"),
)

accompanying_person = Table(
    "accompanying_person",
    metadata,
    Column("accompaniment_id", NUMBER, ForeignKey("accompaniment.id"), primary_key=True),
    Column("person_id", NUMBER, ForeignKey("person.id"), primary_key=True, index=True),
)

# What opens the questionnaire for an advisor, on one device, for a time.
advisor_link = Table(
    "advisor_link",
    metadata,
    number(),
    *secret(),
    Column("accompaniment_id", NUMBER, ForeignKey("accompaniment.id"), nullable=False, index=True),
    Column("person_id", NUMBER, ForeignKey("person.id"), nullable=False, index=True),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("revoked_at", Moment, nullable=True),
)

note = Table(
    "note",
    metadata,
    number(),
    Column("accompaniment_id", NUMBER, ForeignKey("accompaniment.id"), nullable=False, index=True),
    Column("person_id", NUMBER, ForeignKey("person.id"), nullable=True, index=True),
    # The identifier of a theme; empty for the whole file.
    Column("theme", Text, nullable=False, server_default=""),
    Column("text", Text, nullable=False),
    Column("written_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=True),
)

# --- what the town shares

# A personal link that takes the place of the one before it. It is prepared first, and put in use by whoever holds it:
# until then it opens nothing, and the one before does.
personal_link = Table(
    "personal_link",
    metadata,
    number(),
    *secret(),
    about_file(),
    Column("prepared_at", Moment, nullable=False),
    # The last moment at which it may be put in use.
    Column("expires_at", Moment, nullable=False),
    Column("in_use_since", Moment, nullable=True),
    # Another one took its place, or it was given up.
    Column("ended_at", Moment, nullable=True),
)

# A link that gives one report, and nothing else.
report_link = Table(
    "report_link",
    metadata,
    number(),
    *secret(),
    about_file(),
    Column("kind", Text, nullable=False),
    Column("edition", Text, nullable=False),
    # Whom it is for, in the words of who made it; may be empty.
    Column("label", Text, nullable=False, server_default=""),
    # The answers it shows (their rows may be numbered anew), the day printed on it; both empty when always up to date.
    Column("answers", JSON(none_as_null=True), nullable=True),
    Column("printed_on", Date, nullable=True),
    # The organisation that made it, empty when the town did.
    Column("organisation_id", NUMBER, ForeignKey("organisation.id"), nullable=True, index=True),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("revoked_at", Moment, nullable=True),
    Column("downloads", Integer, nullable=False, server_default="0"),
)

# The town agrees that its needs are counted with those of its neighbours, until it withdraws.
agreement = Table(
    "agreement",
    metadata,
    number(),
    about_file(),
    Column("audience", Text, nullable=False),
    Column("granted_at", Moment, nullable=False),
    Column("withdrawn_at", Moment, nullable=True),
)

# Territories read together, once: all that is published of groups is a sum of these (ansm/domain/anonymity.py).
publication = Table(
    "publication",
    metadata,
    number(),
    Column("audience", Text, nullable=False),
    Column("group_code", Text, nullable=False),
    Column("figures", JSON, nullable=False),
    # Which territories it counts and what each brought, by digests that tell nothing else.
    Column("members", JSON, nullable=False),
    Column("published_at", Moment, nullable=False),
    # The day a departure was first noticed, then the moment another row took its place.
    Column("leaving_since", Date, nullable=True),
    Column("closed_at", Moment, nullable=True),
)

# --- what becomes of it

# One step of an action: rows are only ever added.
action_step = Table(
    "action_step",
    metadata,
    number(),
    about_file(),
    Column("need", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("happened_on", Date, nullable=True),
    Column("who", Text, nullable=False, server_default=""),
    Column("service", Text, nullable=True),
    Column("side", Text, nullable=True),
    Column("recorded_at", Moment, nullable=False),
)

# Someone asked to be reminded, at this address: empty once the last letter has left or the reminder was stopped.
reminder = Table(
    "reminder",
    metadata,
    number(),
    about_file(),
    Column("address", Text, nullable=False),
    Column("counted_from", Date, nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("stopped_at", Moment, nullable=True),
)

# A letter of it, written down before it leaves: one that is not known to have failed counts as sent, and never leaves
# again. Its link opens the follow-up of the file, and stops the reminders.
reminder_letter = Table(
    "reminder_letter",
    metadata,
    number(),
    *secret(),
    Column("reminder_id", NUMBER, ForeignKey("reminder.id"), nullable=False, index=True),
    Column("step", Integer, nullable=False),
    Column("attempts", Integer, nullable=False, server_default="1"),
    # The last attempt, and whether the mail server refused the letter then.
    Column("sent_at", Moment, nullable=False),
    Column("failed_at", Moment, nullable=True),
    Column("expires_at", Moment, nullable=False),
    UniqueConstraint("reminder_id", "step"),
)

support_request = Table(
    "support_request",
    metadata,
    number(),
    about_file(),
    Column("asked_at", Moment, nullable=False),
    # What was shown before, then sent; empty once withdrawn.
    Column("sent", JSON(none_as_null=True), nullable=True),
    # Who to answer; empty once withdrawn.
    Column("contact", JSON(none_as_null=True), nullable=True),
    Column("state", Text, nullable=False),
    Column("state_at", Moment, nullable=False),
    Column("kept_until", Date, nullable=False),
)

support_step = Table(
    "support_step",
    metadata,
    number(),
    Column("request_id", NUMBER, ForeignKey("support_request.id"), nullable=False, index=True),
    Column("state", Text, nullable=False),
    Column("comment", Text, nullable=False, server_default=""),
    Column("person_id", NUMBER, ForeignKey("person.id"), nullable=True),
    Column("at", Moment, nullable=False),
)

# --- counts and duties

# The product's own journal: how many times something happened on a day. Nothing ties a count to a file.
tally = Table(
    "tally",
    metadata,
    Column("day", Date, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("subject", Text, primary_key=True),
    Column("department", Text, primary_key=True),
    Column("count", Integer, nullable=False),
)

# What one of the processes does once a day for all of them.
duty = Table(
    "duty",
    metadata,
    Column("name", Text, primary_key=True),
    Column("done_on", Date, nullable=False),
)
