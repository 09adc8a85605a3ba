"""Networks that are still kept are found without reading all senders."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("comments", "0004_crowded_debates")]

    operations = [
        migrations.AddIndex(
            "sender",
            models.Index(fields=["network"], condition=~models.Q(network=""), name="comments_sender_network"),
        )
    ]
