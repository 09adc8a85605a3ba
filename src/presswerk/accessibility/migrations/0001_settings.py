"""What a publisher enters for the statement on accessibility."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        migrations.CreateModel(
            name='AccessibilitySettings',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('checked_on', models.DateField(blank=True, help_text='When you last compared the statement with the paper. Until then the page says that nobody has checked it. Public bodies look at it once a year.', null=True, verbose_name='checked on')),
                ('basis', models.CharField(choices=[('voluntary', 'None: we make it of our own accord'), ('bfsg', 'Barrierefreiheitsstärkungsgesetz (services to consumers, such as subscriptions)'), ('public', 'Directive (EU) 2016/2102 (public bodies)')], default='voluntary', help_text='Micro-enterprises that offer services are exempt from the BFSG (§ 3 (3)).', max_length=10, verbose_name='legal basis')),
                ('status', models.CharField(choices=[('full', 'Fully accessible'), ('partial', 'Partially accessible'), ('none', 'Not accessible')], default='partial', max_length=10, verbose_name='status')),
                ('method', models.CharField(choices=[('self', 'Our own assessment'), ('external', 'Assessment by a third party')], default='self', max_length=10, verbose_name='how it was assessed')),
                ('assessor', models.CharField(blank=True, max_length=200, verbose_name='assessed by')),
                ('service', models.TextField(blank=True, help_text='What readers find here and how they use it, in plain words (BFSG, annex 3).', verbose_name='the service')),
                ('exceptions', models.TextField(blank=True, help_text='What of this paper is not accessible, why, and what there is in its place; one a line. Those that every newspaper has are in the text already.', verbose_name='further exceptions')),
                ('contact_email', models.EmailField(blank=True, help_text="The paper's own when left empty.", max_length=254, verbose_name='e-mail address for barriers')),
                ('authority', models.CharField(blank=True, help_text='Name and address of who supervises you. For the BFSG that is the Marktüberwachungsstelle der Länder (MLBF) in Magdeburg, which stands there when this is left empty.', max_length=300, verbose_name='supervising authority')),
                ('authority_url', models.URLField(blank=True, verbose_name='its address on the web')),
                ('site', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.CASCADE, to='wagtailcore.site')),
            ],
            options={
                'verbose_name': 'accessibility',
            },
        ),
    ]
