"""Claims are anchored in snapshots: the database refuses to change or remove one."""

from django.db import migrations

TABLES = ["sources_snapshot"]

PROTECT = """
CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION claimdesk_refuse_change();
CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION claimdesk_refuse_change();
"""
UNPROTECT = "DROP TRIGGER {table}_no_change ON {table}; DROP TRIGGER {table}_no_truncate ON {table};"


class Migration(migrations.Migration):
    dependencies = [("sources", "0001_initial"), ("core", "0002_protect_record")]

    operations = [
        *[migrations.RunSQL(PROTECT.format(table=table), UNPROTECT.format(table=table)) for table in TABLES],
    ]
