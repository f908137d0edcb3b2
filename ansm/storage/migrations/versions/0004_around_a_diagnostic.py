"""Decides what surrounds a diagnostic: people, sessions, who follows it, what is shared, followed, asked, counted."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add the tables, and what they need of a file and of an answer."""
    op.create_table(
        "duty",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("done_on", sa.Date, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_duty")),
    )
    op.create_table(
        "openid_attempt",
        sa.Column("id", NUMBER, sa.Identity(), nullable=False),
        sa.Column("state_hash", sa.LargeBinary, nullable=False),
        sa.Column("nonce", sa.Text, nullable=False),
        sa.Column("verifier", sa.Text, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.CheckConstraint("length(state_hash) = 32", name=op.f("ck_openid_attempt_state_hash_is_sha256")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_openid_attempt")),
        sa.UniqueConstraint("state_hash", name=op.f("uq_openid_attempt_state_hash")),
    )
    op.create_table(
        "organisation",
        sa.Column("id", NUMBER, sa.Identity(), nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("territory_code", sa.Text, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("kind", "name", name=op.f("uq_organisation_kind_name")),
    )
    op.create_table(
        "publication",
        sa.Column("id", NUMBER, sa.Identity(), nullable=False),
        sa.Column("audience", sa.Text, nullable=False),
        sa.Column("group_code", sa.Text, nullable=False),
        sa.Column("figures", sa.JSON, nullable=False),
        sa.Column("members", sa.JSON, nullable=False),
        sa.Column("published_at", MOMENT, nullable=False),
        sa.Column("leaving_since", sa.Date, nullable=True),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publication")),
    )
    op.create_table(
        "tally",
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("department", sa.Text, nullable=False),
        sa.Column("count", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("day", "kind", "subject", "department", name=op.f("pk_tally")),
    )
    op.create_table(
        "person",
        sa.Column("id", NUMBER, sa.Identity(), nullable=False),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("name", sa.Text, server_default="", nullable=False),
        sa.Column("organisation_id", NUMBER, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("disabled_at", MOMENT, nullable=True),
        sa.Column("last_sign_in", sa.Date, nullable=True),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_person_organisation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("address", name=op.f("uq_person_address")),
    )
    op.create_index("ix_person_organisation_id", "person", ["organisation_id"], unique=False)
    op.create_table(
        "accompaniment",
        sa.Column("id", NUMBER, sa.Identity(), nullable=False),
        sa.Column("diagnostic_id", NUMBER, nullable=False),
        sa.Column("organisation_id", NUMBER, nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("opened_here", sa.Boolean, server_default=sa.false(), nullable=False),
        sa.Column("next_step", sa.Text, server_default="", nullable=False),
        sa.Column("next_step_on", sa.Date, nullable=True),
        sa.ForeignKeyConstraint(["diagnostic_id"], ["diagnostic.id"], name=op.f("fk_accompaniment_diagnostic_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_accompaniment_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accompaniment")),
        sa.UniqueConstraint(
            "diagnostic_id", "organisation_id", name=op.f("uq_accompaniment_diagnostic_id_organisation_id")
        ),
    )
    op.create_index("ix_accompaniment_diagnostic_id", "accompaniment", ["diagnostic_id"], unique=False)
    op.create_index("ix_accompaniment_organisation_id", "accompaniment", ["organisation_id"], unique=False)
    op.create_table(
        "action_step",
        sa.Column("id", NUMBER, sa.Identity(), nullable=False),
        sa.Column("diagnostic_id", NUMBER, nullable=False),
        sa.Column("need", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("happened_on", sa.Date, nullable=True),
        sa.Column("who", sa.Text, server_default="", nullable=False),
        sa.Column("service", sa.Text, nullable=True),
        sa.Column("side", sa.Text, nullable=True),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["diagnostic_id"], ["diagnostic.id"], name=op.f("fk_action_step_diagnostic_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_step")),
    )
    op.create_index("ix_action_step_diagnostic_id", "action_step", ["diagnostic_id"], unique=False)
    op.create_table(
        "agreement",
        sa.Column("id", NUMBER, sa.Identity(), nullable=False),
        sa.Column("diagnostic_id", NUMBER, nullable=False),
        sa.Column("audience", sa.Text, nullable=False),
        sa.Column("granted_at", MOMENT, nullable=False),
        sa.Column("withdrawn_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["diagnostic_id"], ["diagnostic.id"], name=op.f("fk_agreement_diagnostic_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement")),
    )
    op.create_index("ix_agreement_diagnostic_id", "agreement", ["diagnostic_id"], unique=False)
    op.create_table(
        "entry_link",
        sa.Column("id", NUMBER, sa.Identity(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary, nullable=False),
        sa.Column("person_id", NUMBER, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT, nullable=True),
        sa.CheckConstraint("length(token_hash) = 32", name=op.f("ck_entry_link_token_hash_is_sha256")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_entry_link_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry_link")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_entry_link_token_hash")),
    )
    op.create_index("ix_entry_link_person_id", "entry_link", ["person_id"], unique=False)
    op.create_table(
        "openid_account",
        sa.Column("id", NUMBER, sa.Identity(), nullable=False),
        sa.Column("person_id", NUMBER, nullable=False),
        sa.Column("issuer", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_openid_account_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_openid_account")),
        sa.UniqueConstraint("issuer", "subject", name=op.f("uq_openid_account_issuer_subject")),
    )
    op.create_index("ix_openid_account_person_id", "openid_account", ["person_id"], unique=False)
    op.create_table(
        "reminder",
        sa.Column("id", NUMBER, sa.Identity(), nullable=False),
        sa.Column("diagnostic_id", NUMBER, nullable=False),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("counted_from", sa.Date, nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("stopped_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["diagnostic_id"], ["diagnostic.id"], name=op.f("fk_reminder_diagnostic_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder")),
    )
    op.create_index("ix_reminder_diagnostic_id", "reminder", ["diagnostic_id"], unique=False)
    op.create_table(
        "report_link",
        sa.Column("id", NUMBER, sa.Identity(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary, nullable=False),
        sa.Column("diagnostic_id", NUMBER, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("edition", sa.Text, nullable=False),
        sa.Column("label", sa.Text, server_default="", nullable=False),
        sa.Column("answers", sa.JSON, nullable=True),
        sa.Column("printed_on", sa.Date, nullable=True),
        sa.Column("organisation_id", NUMBER, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("revoked_at", MOMENT, nullable=True),
        sa.Column("downloads", sa.Integer, server_default="0", nullable=False),
        sa.CheckConstraint("length(token_hash) = 32", name=op.f("ck_report_link_token_hash_is_sha256")),
        sa.ForeignKeyConstraint(["diagnostic_id"], ["diagnostic.id"], name=op.f("fk_report_link_diagnostic_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_report_link_organisation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_link")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_report_link_token_hash")),
    )
    op.create_index("ix_report_link_diagnostic_id", "report_link", ["diagnostic_id"], unique=False)
    op.create_index("ix_report_link_organisation_id", "report_link", ["organisation_id"], unique=False)
    op.create_table(
        "session",
        sa.Column("id", NUMBER, sa.Identity(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary, nullable=False),
        sa.Column("current_hash", sa.LargeBinary, nullable=False),
        sa.Column("former_hash", sa.LargeBinary, nullable=True),
        sa.Column("person_id", NUMBER, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("renewed_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("revoked_at", MOMENT, nullable=True),
        sa.Column("id_token", sa.Text, nullable=True),
        sa.CheckConstraint("length(token_hash) = 32", name=op.f("ck_session_token_hash_is_sha256")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_session_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_session_token_hash")),
    )
    op.create_index("ix_session_person_id", "session", ["person_id"], unique=False)
    op.create_table(
        "support_request",
        sa.Column("id", NUMBER, sa.Identity(), nullable=False),
        sa.Column("diagnostic_id", NUMBER, nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("sent", sa.JSON, nullable=True),
        sa.Column("contact", sa.JSON, nullable=True),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("state_at", MOMENT, nullable=False),
        sa.Column("kept_until", sa.Date, nullable=False),
        sa.ForeignKeyConstraint(["diagnostic_id"], ["diagnostic.id"], name=op.f("fk_support_request_diagnostic_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support_request")),
    )
    op.create_index("ix_support_request_diagnostic_id", "support_request", ["diagnostic_id"], unique=False)
    op.create_table(
        "accompanying_person",
        sa.Column("accompaniment_id", NUMBER, nullable=False),
        sa.Column("person_id", NUMBER, nullable=False),
        sa.ForeignKeyConstraint(
            ["accompaniment_id"], ["accompaniment.id"], name=op.f("fk_accompanying_person_accompaniment_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_accompanying_person_person_id")),
        sa.PrimaryKeyConstraint("accompaniment_id", "person_id", name=op.f("pk_accompanying_person")),
    )
    op.create_index("ix_accompanying_person_person_id", "accompanying_person", ["person_id"], unique=False)
    op.create_table(
        "advisor_link",
        sa.Column("id", NUMBER, sa.Identity(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary, nullable=False),
        sa.Column("accompaniment_id", NUMBER, nullable=False),
        sa.Column("person_id", NUMBER, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("revoked_at", MOMENT, nullable=True),
        sa.CheckConstraint("length(token_hash) = 32", name=op.f("ck_advisor_link_token_hash_is_sha256")),
        sa.ForeignKeyConstraint(
            ["accompaniment_id"], ["accompaniment.id"], name=op.f("fk_advisor_link_accompaniment_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_advisor_link_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_advisor_link")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_advisor_link_token_hash")),
    )
    op.create_index("ix_advisor_link_accompaniment_id", "advisor_link", ["accompaniment_id"], unique=False)
    op.create_index("ix_advisor_link_person_id", "advisor_link", ["person_id"], unique=False)
    op.create_table(
        "note",
        sa.Column("id", NUMBER, sa.Identity(), nullable=False),
        sa.Column("accompaniment_id", NUMBER, nullable=False),
        sa.Column("person_id", NUMBER, nullable=True),
        sa.Column("theme", sa.Text, server_default="", nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("written_at", MOMENT, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["accompaniment_id"], ["accompaniment.id"], name=op.f("fk_note_accompaniment_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_note_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note")),
    )
    op.create_index("ix_note_accompaniment_id", "note", ["accompaniment_id"], unique=False)
    op.create_index("ix_note_person_id", "note", ["person_id"], unique=False)
    op.create_table(
        "reminder_letter",
        sa.Column("id", NUMBER, sa.Identity(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary, nullable=False),
        sa.Column("reminder_id", NUMBER, nullable=False),
        sa.Column("step", sa.Integer, nullable=False),
        sa.Column("attempts", sa.Integer, server_default="1", nullable=False),
        sa.Column("sent_at", MOMENT, nullable=False),
        sa.Column("failed_at", MOMENT, nullable=True),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.CheckConstraint("length(token_hash) = 32", name=op.f("ck_reminder_letter_token_hash_is_sha256")),
        sa.ForeignKeyConstraint(["reminder_id"], ["reminder.id"], name=op.f("fk_reminder_letter_reminder_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder_letter")),
        sa.UniqueConstraint("reminder_id", "step", name=op.f("uq_reminder_letter_reminder_id_step")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_reminder_letter_token_hash")),
    )
    op.create_index("ix_reminder_letter_reminder_id", "reminder_letter", ["reminder_id"], unique=False)
    op.create_table(
        "support_step",
        sa.Column("id", NUMBER, sa.Identity(), nullable=False),
        sa.Column("request_id", NUMBER, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("comment", sa.Text, server_default="", nullable=False),
        sa.Column("person_id", NUMBER, nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_support_step_person_id")),
        sa.ForeignKeyConstraint(["request_id"], ["support_request.id"], name=op.f("fk_support_step_request_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support_step")),
    )
    op.create_index("ix_support_step_request_id", "support_step", ["request_id"], unique=False)
    op.add_column("answer", sa.Column("side", sa.Text, nullable=True))
    op.add_column("diagnostic", sa.Column("finished_at", MOMENT, nullable=True))
    for name in ("counted", "satisfaction_given"):
        op.add_column("diagnostic", sa.Column(name, sa.Boolean, nullable=False, server_default=sa.false()))


def downgrade() -> None:
    """Remove them; the answers stay."""
    op.drop_column("answer", "side")
    for name in ("finished_at", "counted", "satisfaction_given"):
        op.drop_column("diagnostic", name)
    for name in (
        "support_step",
        "reminder_letter",
        "note",
        "advisor_link",
        "accompanying_person",
        "support_request",
        "session",
        "report_link",
        "reminder",
        "openid_account",
        "entry_link",
        "agreement",
        "action_step",
        "accompaniment",
        "person",
        "tally",
        "publication",
        "organisation",
        "openid_attempt",
        "duty",
    ):
        op.drop_table(name)
