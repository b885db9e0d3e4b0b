from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("claims", "0006_copy_claims")]

    operations = [
        migrations.RemoveIndex(model_name="claim", name="claim_worth_checking"),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(
                fields=["id"],
                condition=models.Q(state="active", check_worthiness__gte=0.5, copy_of=None),
                name="claim_worth_checking",
            ),
        ),
    ]
