"""What a reviewer makes of a copy, by splitting or merging it, is kept from others as the copy is."""

from django.db import migrations

REPLACE = """
CREATE OR REPLACE FUNCTION claimdesk_unseen_known_claims(reader bigint) RETURNS SETOF bigint LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN QUERY {body};
END
$$;
"""
BEFORE = """
    SELECT l.claim_id FROM verification_caseclaim l WHERE l.case_id IN (SELECT claimdesk_unseen_known_cases(reader))
"""
AFTER = """
    WITH RECURSIVE unseen(id) AS (
        SELECT l.claim_id FROM verification_caseclaim l WHERE l.case_id IN (SELECT claimdesk_unseen_known_cases(reader))
        UNION
        SELECT made.id FROM unseen
            JOIN claims_claim_derived_from d ON d.to_claim_id = unseen.id
            JOIN claims_claim made ON made.id = d.from_claim_id AND made.copy_of_id IS NOT NULL
    )
    SELECT unseen.id FROM unseen
"""


class Migration(migrations.Migration):
    dependencies = [("verification", "0018_known_cases"), ("claims", "0006_copy_claims")]

    operations = [migrations.RunSQL(REPLACE.format(body=AFTER), REPLACE.format(body=BEFORE))]
