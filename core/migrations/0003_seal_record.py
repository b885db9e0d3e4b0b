"""The record is sealed: entries get sequence and hash, once; payloads are kept as they are hashed, and can be redacted, once."""

import json
from typing import Any

from django.db import migrations, models

import core.models

# What 0002 made; its refusal of DELETE and TRUNCATE stays.
NO_CHANGE = """
CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION claimdesk_refuse_change();
"""
NO_DELETE = """
CREATE TRIGGER {table}_no_change BEFORE DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION claimdesk_refuse_change();
"""
DROP = "DROP TRIGGER {table}_no_change ON {table};"

ENTRY, PAYLOAD = "core_recordentry", "core_recordpayload"

SEAL_ONCE = """
CREATE FUNCTION claimdesk_seal_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.sequence IS NULL AND NEW.sequence IS NOT NULL THEN
        OLD.sequence := NEW.sequence;
        OLD.hash := NEW.hash;
        IF NEW IS NOT DISTINCT FROM OLD THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER core_recordentry_seal_once BEFORE UPDATE ON core_recordentry
    FOR EACH ROW EXECUTE FUNCTION claimdesk_seal_once();
"""
NO_SEAL_ONCE = "DROP TRIGGER core_recordentry_seal_once ON core_recordentry; DROP FUNCTION claimdesk_seal_once();"

REDACT_ONCE = """
CREATE FUNCTION claimdesk_redact_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.body IS NOT NULL AND NEW.body IS NULL AND NEW.salt IS NULL AND NEW.entry_id = OLD.entry_id AND EXISTS (
        SELECT FROM core_recordentry
        WHERE object_type = 'core.recordentry' AND object_id = OLD.entry_id AND action = 'core.recordentry.redact'
    ) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER core_recordpayload_redact_once BEFORE UPDATE ON core_recordpayload
    FOR EACH ROW EXECUTE FUNCTION claimdesk_redact_once();
"""
NO_REDACT_ONCE = "DROP TRIGGER core_recordpayload_redact_once ON core_recordpayload; DROP FUNCTION claimdesk_redact_once();"


def keep_as_hashed(apps: Any, editor: Any) -> None:
    """The digests were made over this text."""
    payloads = apps.get_model("core", "RecordPayload").objects.using(editor.connection.alias)
    for payload in payloads.iterator(chunk_size=1000):
        content = {"after": payload.after, "before": payload.before, "reason": payload.reason}
        body = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        payloads.filter(pk=payload.pk).update(body=body)


def take_apart(apps: Any, editor: Any) -> None:
    """What was redacted comes back empty."""
    payloads = apps.get_model("core", "RecordPayload").objects.using(editor.connection.alias)
    for payload in payloads.exclude(body=None).iterator(chunk_size=1000):
        payloads.filter(pk=payload.pk).update(**json.loads(payload.body))


class Migration(migrations.Migration):
    dependencies = [("core", "0002_protect_record")]

    operations = [
        *[migrations.RunSQL(DROP.format(table=table), NO_CHANGE.format(table=table)) for table in (ENTRY, PAYLOAD)],
        migrations.AddField(
            "recordentry",
            "sequence",
            models.BigIntegerField(
                editable=False,
                help_text="Its place in the sealed record; empty: not sealed yet.",
                null=True,
                unique=True,
                verbose_name="sequence",
            ),
        ),
        migrations.AddField(
            "recordentry",
            "hash",
            models.CharField(
                default="",
                editable=False,
                help_text="SHA-256 of this entry and the hash of the one before it.",
                max_length=64,
                verbose_name="hash",
            ),
        ),
        migrations.AddIndex(
            "recordentry",
            models.Index(condition=models.Q(("sequence", None)), fields=["id"], name="recordentry_unsealed"),
        ),
        migrations.AddConstraint(
            "recordentry",
            models.CheckConstraint(
                condition=models.Q(hash="", sequence=None) | models.Q(hash__regex="^[0-9a-f]{64}$", sequence__gte=1),
                name="recordentry_sealed_whole",
            ),
        ),
        migrations.AddField(
            "recordpayload",
            "body",
            models.TextField(
                editable=False,
                help_text="JSON of what was, what is and why, as its digest was made over it.",
                null=True,
                verbose_name="body",
            ),
        ),
        migrations.AlterField(
            "recordpayload",
            "salt",
            models.CharField(default=core.models.new_salt, editable=False, max_length=32, null=True),
        ),
        migrations.RunPython(keep_as_hashed, take_apart),
        migrations.RemoveField("recordpayload", "before"),
        migrations.RemoveField("recordpayload", "after"),
        migrations.RemoveField("recordpayload", "reason"),
        migrations.AddConstraint(
            "recordpayload",
            models.CheckConstraint(
                condition=models.Q(salt=None, body=None) | models.Q(salt__isnull=False, body__isnull=False),
                name="recordpayload_whole_or_erased",
            ),
        ),
        *[migrations.RunSQL(NO_DELETE.format(table=table), DROP.format(table=table)) for table in (ENTRY, PAYLOAD)],
        migrations.RunSQL(SEAL_ONCE, NO_SEAL_ONCE),
        migrations.RunSQL(REDACT_ONCE, NO_REDACT_ONCE),
    ]
