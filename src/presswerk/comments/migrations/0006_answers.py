"""The index of answers holds answers only, so that SQLite does not take it for what answers nothing."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("comments", "0005_networks_kept")]

    operations = [
        migrations.AlterField(
            "comment",
            "parent",
            models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="replies",
                to="comments.comment",
                verbose_name="answers",
            ),
        ),
        migrations.AddIndex(
            "comment",
            models.Index(
                fields=["parent"], condition=models.Q(parent__isnull=False), name="comments_answers"
            ),
        ),
    ]
