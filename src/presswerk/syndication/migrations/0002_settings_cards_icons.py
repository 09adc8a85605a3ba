"""The publisher's settings of being found, share pictures of articles, and the paper's icons."""

import django.db.models.deletion
from django.db import migrations, models

import presswerk.syndication.lines
import presswerk.syndication.models.cards


class Migration(migrations.Migration):

    dependencies = [
        ('newsroom', '0011_correction_index'),
        ('syndication', '0001_initial'),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        migrations.CreateModel(
            name='ShareCard',
            fields=[
                ('article', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='share_card', serialize=False, to='newsroom.articlepage', verbose_name='article')),
                ('file', models.FileField(db_index=True, upload_to=presswerk.syndication.models.cards._file_name, verbose_name='file')),
                ('facts', models.CharField(help_text='Fingerprint of what of the article is to be seen on it.', max_length=32, verbose_name='facts')),
                ('made_at', models.DateTimeField(auto_now=True, verbose_name='made')),
            ],
            options={
                'verbose_name': 'share picture',
                'verbose_name_plural': 'share pictures',
            },
        ),
        migrations.CreateModel(
            name='SyndicationSettings',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('feed_text', models.CharField(choices=[('lead', 'Picture and lead'), ('full', 'The whole article')], default='lead', help_text='Readers of feeds like the whole article, and so do those who copy the paper. Corrections have a feed of their own, and stand there whole in either case.', max_length=8, verbose_name='feeds hold')),
                ('hubs', models.TextField(blank=True, help_text='Who is told at once what was published and passes it on to feed readers; one address a line. A hub is a service of somebody else and learns what is published when. Empty: nobody is told.', validators=[presswerk.syndication.lines.validate_addresses], verbose_name='WebSub hubs')),
                ('profiles', models.TextField(blank=True, help_text='Where the paper is to be found elsewhere, such as Mastodon; one address a line.', validators=[presswerk.syndication.lines.validate_addresses], verbose_name="the paper's own profiles")),
                ('refused_crawlers', models.JSONField(blank=True, default=list, help_text='Asked in robots.txt not to read the paper. They collect texts to train language models and the like; search is not affected. Whoever keeps to no rules does not keep to these either.', verbose_name='refused for training')),
                ('tdm_reserved', models.BooleanField(default=False, help_text='Declares the reservation of § 44b (3) UrhG and article 4 (3) of Directive (EU) 2019/790 so that machines read it: with the headers and the file of the TDM reservation protocol.', verbose_name='reserve text and data mining')),
                ('tdm_policy', models.URLField(blank=True, help_text='Where it says on which terms you give licences. Only with the reservation.', max_length=500, verbose_name='licences for text and data mining')),
                ('has_ai_txt', models.BooleanField(default=False, help_text='Says the same once more in a file that some collectors of training data look for. It follows the reservation above: reserved, all is refused; else all is allowed.', verbose_name='file ai.txt')),
                ('has_trust_txt', models.BooleanField(default=False, help_text='Tells machines to whom the paper belongs and which profiles are its own (journallist.net).', verbose_name='file trust.txt')),
                ('belongs_to', models.TextField(blank=True, help_text='Sites of associations and press councils to which the paper belongs; one address a line.', validators=[presswerk.syndication.lines.validate_addresses], verbose_name='member of')),
                ('controls', models.TextField(blank=True, help_text='Sites that the publisher controls as well; one address a line.', validators=[presswerk.syndication.lines.validate_addresses], verbose_name='also published by us')),
                ('controlled_by', models.URLField(blank=True, help_text="The site of the publisher's owner.", max_length=500, verbose_name='controlled by')),
                ('security_contact', models.CharField(blank=True, help_text='An e-mail address, or that of a form. With it the paper has a security.txt (RFC 9116), whose date of expiry moves on by itself as long as a contact stands here. Empty: no such file.', max_length=300, validators=[presswerk.syndication.lines.validate_contact], verbose_name='contact for security reports')),
                ('security_policy', models.URLField(blank=True, help_text='May be left empty.', max_length=500, verbose_name='how security reports are dealt with')),
                ('corrections_page', models.ForeignKey(blank=True, help_text='How the newsroom deals with its mistakes.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='newsroom.plainpage', verbose_name='corrections policy')),
                ('masthead_page', models.ForeignKey(blank=True, help_text='Who makes the paper: the imprint or a page of its own.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='newsroom.plainpage', verbose_name='masthead')),
                ('ownership_page', models.ForeignKey(blank=True, help_text='Whose paper it is, and who pays for it.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='newsroom.plainpage', verbose_name='ownership and funding')),
                ('principles_page', models.ForeignKey(blank=True, help_text="How the newsroom works. Search engines and readers' tools point to it.", null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='newsroom.plainpage', verbose_name='editorial principles')),
                ('site', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.CASCADE, to='wagtailcore.site')),
            ],
            options={
                'verbose_name': 'being found',
                'verbose_name_plural': 'being found',
            },
        ),
        migrations.CreateModel(
            name='PaperIcon',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40, verbose_name='name')),
                ('content_type', models.CharField(max_length=40, verbose_name='type')),
                ('content', models.BinaryField(verbose_name='content')),
                ('facts', models.CharField(help_text='Fingerprint of what of the paper is to be seen on it.', max_length=32, verbose_name='facts')),
                ('site', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='paper_icons', to='wagtailcore.site', verbose_name='site')),
            ],
            options={
                'verbose_name': 'icon',
                'verbose_name_plural': 'icons',
                'constraints': [models.UniqueConstraint(fields=('site', 'name'), name='syndication_icon_once')],
            },
        ),
    ]
