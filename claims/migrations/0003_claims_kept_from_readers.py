"""Claims are kept with their article, or with a source that their chain names."""

from django.db import migrations

#: What is kept from a reader, by id. ``core/concealing.py`` says why the database has this.
RESTRICTED_CLAIMS = """
CREATE FUNCTION claimdesk_restricted_claims(reader bigint) RETURNS SETOF bigint LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN QUERY
        SELECT c.id FROM claims_claim c WHERE c.article_id IN (SELECT claimdesk_restricted_articles(reader))
        UNION ALL
        SELECT l.claim_id FROM claims_attribution l JOIN claims_attributionsource s ON s.attribution_id = l.id
            WHERE s.source_id IN (SELECT claimdesk_restricted_sources(reader));
END
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0002_protect_revisions"), ("sources", "0003_restrict_sources_and_articles")]

    operations = [migrations.RunSQL(RESTRICTED_CLAIMS, "DROP FUNCTION claimdesk_restricted_claims(bigint);")]
