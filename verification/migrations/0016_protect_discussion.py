"""What people said stays as they said it; and what they say beside reviews that are to be independent is theirs alone."""

from django.db import migrations

PROTECT = """
CREATE TRIGGER verification_commentrevision_no_change BEFORE UPDATE OR DELETE ON verification_commentrevision
    FOR EACH ROW EXECUTE FUNCTION claimdesk_refuse_change();
CREATE TRIGGER verification_commentrevision_no_truncate BEFORE TRUNCATE ON verification_commentrevision
    FOR EACH STATEMENT EXECUTE FUNCTION claimdesk_refuse_change();
"""
UNPROTECT = """
DROP TRIGGER verification_commentrevision_no_change ON verification_commentrevision;
DROP TRIGGER verification_commentrevision_no_truncate ON verification_commentrevision;
"""
#: What is kept from a reader, by id. ``core/concealing.py`` says why the database has it.
CONCEAL = """
CREATE FUNCTION claimdesk_unseen_comments(reader bigint) RETURNS SETOF bigint LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN QUERY
        SELECT k.id FROM verification_comment k JOIN verification_assignment a ON a.id = k.written_for_id
            WHERE a.reviewer_id <> reader
        UNION ALL
        SELECT k.id FROM verification_comment k WHERE k.case_id IN (SELECT claimdesk_restricted_cases(reader));
END
$$;
"""
REVEAL = "DROP FUNCTION claimdesk_unseen_comments(bigint);"


class Migration(migrations.Migration):
    dependencies = [("verification", "0015_discussion"), ("core", "0002_protect_record")]

    operations = [migrations.RunSQL(PROTECT, UNPROTECT), migrations.RunSQL(CONCEAL, REVEAL)]
