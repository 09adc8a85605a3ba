"""A section may lead its band on the front by large numbers. Choices are no matter of the database."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('newsroom', '0013_footnotes'),
    ]

    operations = [
        migrations.AlterField(
            model_name='sectionpage',
            name='band',
            field=models.CharField(choices=[('pictures', 'Led by pictures'), ('text', 'Led by text'), ('list', 'List'), ('opinion', 'Opinion'), ('numbers', 'Led by large numbers')], default='text', max_length=10, verbose_name='band on the front page'),
        ),
    ]
