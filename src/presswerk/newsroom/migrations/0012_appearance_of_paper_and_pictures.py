"""The paper's ground and signal colours and its pair of fonts; the tint of each picture."""

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

import presswerk.theme.fonts.pairs


class Migration(migrations.Migration):

    dependencies = [
        ('newsroom', '0011_correction_index'),
    ]

    operations = [
        migrations.AddField(
            model_name='image',
            name='tint',
            field=models.SmallIntegerField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='sitesettings',
            name='font_pair',
            field=models.CharField(blank=True, choices=presswerk.theme.fonts.pairs.choices, help_text='They are served by this newspaper itself; nothing is asked of other hosts.', max_length=20, verbose_name='fonts'),
        ),
        migrations.AddField(
            model_name='sitesettings',
            name='ground_colour',
            field=models.CharField(blank=True, help_text='Such as #fff7ec: the page behind the text, and tinted the boxes and lines on it. On dark ground its hue remains as a tint. Empty, it is that of the look.', max_length=7, validators=[django.core.validators.RegexValidator('^#[0-9a-fA-F]{6}$', 'Write a colour as # and six hexadecimal digits, like #0b5394.')], verbose_name='ground colour'),
        ),
        migrations.AddField(
            model_name='sitesettings',
            name='signal_colour',
            field=models.CharField(blank=True, help_text='Such as #ffd43b: behind labels like “Opinion” or “Advertisement”. Empty, it is that of the look.', max_length=7, validators=[django.core.validators.RegexValidator('^#[0-9a-fA-F]{6}$', 'Write a colour as # and six hexadecimal digits, like #0b5394.')], verbose_name='signal colour'),
        ),
        migrations.AlterField(
            model_name='sitesettings',
            name='accent_colour',
            field=models.CharField(default='#a3241e', help_text='For links under the pointer, marks and the line below the open section. Kept as you write it, and lightened or darkened by itself where it would be hard to read: see below.', max_length=7, validators=[django.core.validators.RegexValidator('^#[0-9a-fA-F]{6}$', 'Write a colour as # and six hexadecimal digits, like #0b5394.')], verbose_name='accent colour'),
        ),
        migrations.AlterField(
            model_name='sitesettings',
            name='logo',
            field=models.ForeignKey(blank=True, help_text='Best as a PNG or WebP that one can see through, at least 800 pixels wide.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='newsroom.image', verbose_name='logo'),
        ),
        migrations.AlterField(
            model_name='sitesettings',
            name='logo_dark',
            field=models.ForeignKey(blank=True, help_text='Shown to readers whose device is set to dark. Without one they see the other.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='newsroom.image', verbose_name='logo on dark ground'),
        ),
    ]
