"""An exclusion from commenting is stated too, with its end."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("comments_law", "0003_roles")]

    operations = [
        migrations.AddField("statement", "until", models.DateTimeField(blank=True, null=True, verbose_name="until")),
        migrations.AlterField(
            "statement",
            "restriction",
            models.CharField(
                choices=[
                    ("refused", "Not published"),
                    ("removed", "Removed"),
                    ("hidden", "Taken down until it has been looked at"),
                    ("banned", "Author excluded from commenting"),
                ],
                max_length=10,
                verbose_name="what was done",
            ),
        ),
    ]
