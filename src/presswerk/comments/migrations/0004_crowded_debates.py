"""Debates in which one comment comes after the other."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("comments", "0003_forgotten_voters")]

    operations = [migrations.AddField("debate", "crowded_until", models.DateTimeField(null=True))]
