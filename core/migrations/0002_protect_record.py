"""The record is append-only: the database itself refuses UPDATE, DELETE and TRUNCATE on it."""

from django.db import migrations

FUNCTION = """
CREATE FUNCTION claimdesk_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'integrity_constraint_violation';
END $$
"""

TABLES = ["core_recordentry", "core_recordpayload"]

PROTECT = """
CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION claimdesk_refuse_change();
CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION claimdesk_refuse_change();
"""
UNPROTECT = "DROP TRIGGER {table}_no_change ON {table}; DROP TRIGGER {table}_no_truncate ON {table};"


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]

    operations = [
        migrations.RunSQL(FUNCTION, "DROP FUNCTION claimdesk_refuse_change()"),
        *[migrations.RunSQL(PROTECT.format(table=table), UNPROTECT.format(table=table)) for table in TABLES],
    ]
