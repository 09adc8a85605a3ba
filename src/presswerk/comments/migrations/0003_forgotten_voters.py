"""A vote may outlive the hash of who cast it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("comments", "0002_desk_indexes")]

    operations = [
        migrations.AlterField("vote", "voter", models.CharField(max_length=64, null=True)),
        migrations.AddIndex(
            "vote",
            models.Index(
                fields=["at"], condition=models.Q(voter__isnull=False), name="comments_votes_of_somebody"
            ),
        ),
    ]
