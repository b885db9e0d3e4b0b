"""Nothing that a verdict rests on is rewritten in place: the database refuses it."""

from django.db import migrations

TABLES = [
    "verification_casetransition",
    "verification_review",
    "verification_evidencestance",
    "verification_verdict",
    "verification_verdict_reviews",
]

PROTECT = """
CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION claimdesk_refuse_change();
CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION claimdesk_refuse_change();
"""
UNPROTECT = "DROP TRIGGER {table}_no_change ON {table}; DROP TRIGGER {table}_no_truncate ON {table};"


class Migration(migrations.Migration):
    dependencies = [("verification", "0001_initial"), ("core", "0002_protect_record")]

    operations = [
        *[migrations.RunSQL(PROTECT.format(table=table), UNPROTECT.format(table=table)) for table in TABLES],
    ]
