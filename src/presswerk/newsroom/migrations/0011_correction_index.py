"""Corrections newest first, for their feed."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('newsroom', '0010_live_blogs'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='correction',
            index=models.Index(models.OrderBy(models.F('corrected_at'), descending=True), name='newsroom_correction_newest'),
        ),
    ]
