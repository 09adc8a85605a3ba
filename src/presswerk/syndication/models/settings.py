from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from presswerk.syndication.crawlers import CRAWLERS
from presswerk.syndication.lines import lines_of, validate_addresses, validate_contact
from presswerk.syndication.settings_form import SyndicationForm


def _page(verbose_name: Any, help_text: Any) -> models.ForeignKey:
    return models.ForeignKey(
        "newsroom.PlainPage",
        verbose_name=verbose_name,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=help_text,
    )


@register_setting(icon="search")
class SyndicationSettings(BaseSiteSetting):
    """What the publisher decides about feeds, search engines, crawlers, and contacts for programs."""

    class FeedText(models.TextChoices):
        LEAD = "lead", _("Picture and lead")
        FULL = "full", _("The whole article")

    feed_text = models.CharField(
        _("feeds hold"),
        max_length=8,
        choices=FeedText,
        default=FeedText.LEAD,
        help_text=_(
            "Readers of feeds like the whole article, and so do those who copy the paper. Corrections have a "
            "feed of their own, and stand there whole in either case."
        ),
    )
    hubs = models.TextField(
        _("WebSub hubs"),
        blank=True,
        validators=[validate_addresses],
        help_text=_(
            "Who is told at once what was published and passes it on to feed readers; one address a line. "
            "A hub is a service of somebody else and learns what is published when. Empty: nobody is told."
        ),
    )

    principles_page = _page(
        _("editorial principles"), _("How the newsroom works. Search engines and readers' tools point to it.")
    )
    corrections_page = _page(_("corrections policy"), _("How the newsroom deals with its mistakes."))
    ownership_page = _page(_("ownership and funding"), _("Whose paper it is, and who pays for it."))
    masthead_page = _page(_("masthead"), _("Who makes the paper: the imprint or a page of its own."))
    profiles = models.TextField(
        _("the paper's own profiles"),
        blank=True,
        validators=[validate_addresses],
        help_text=_("Where the paper is to be found elsewhere, such as Mastodon; one address a line."),
    )

    refused_crawlers = models.JSONField(
        _("refused for training"),
        default=list,
        blank=True,
        help_text=_(
            "Asked in robots.txt not to read the paper. They collect texts to train language models and the "
            "like; search is not affected. Whoever keeps to no rules does not keep to these either."
        ),
    )
    tdm_reserved = models.BooleanField(
        _("reserve text and data mining"),
        default=False,
        help_text=_(
            "Declares the reservation of § 44b (3) UrhG and article 4 (3) of Directive (EU) 2019/790 so that "
            "machines read it: with the headers and the file of the TDM reservation protocol."
        ),
    )
    tdm_policy = models.URLField(
        _("licences for text and data mining"),
        max_length=500,
        blank=True,
        help_text=_("Where it says on which terms you give licences. Only with the reservation."),
    )
    has_ai_txt = models.BooleanField(
        _("file ai.txt"),
        default=False,
        help_text=_(
            "Says the same once more in a file that some collectors of training data look for. It follows "
            "the reservation above: reserved, all is refused; else all is allowed."
        ),
    )

    has_trust_txt = models.BooleanField(
        _("file trust.txt"),
        default=False,
        help_text=_(
            "Tells machines to whom the paper belongs and which profiles are its own (journallist.net)."
        ),
    )
    belongs_to = models.TextField(
        _("member of"),
        blank=True,
        validators=[validate_addresses],
        help_text=_(
            "Sites of associations and press councils to which the paper belongs; one address a line."
        ),
    )
    controls = models.TextField(
        _("also published by us"),
        blank=True,
        validators=[validate_addresses],
        help_text=_("Sites that the publisher controls as well; one address a line."),
    )
    controlled_by = models.URLField(
        _("controlled by"), max_length=500, blank=True, help_text=_("The site of the publisher's owner.")
    )

    security_contact = models.CharField(
        _("contact for security reports"),
        max_length=300,
        blank=True,
        validators=[validate_contact],
        help_text=_(
            "An e-mail address, or that of a form. With it the paper has a security.txt (RFC 9116), whose "
            "date of expiry moves on by itself as long as a contact stands here. Empty: no such file."
        ),
    )
    security_policy = models.URLField(
        _("how security reports are dealt with"),
        max_length=500,
        blank=True,
        help_text=_("May be left empty."),
    )

    base_form_class = SyndicationForm
    panels = [
        MultiFieldPanel([FieldPanel("feed_text"), FieldPanel("hubs")], heading=_("Feeds")),
        MultiFieldPanel(
            [
                FieldPanel("principles_page"),
                FieldPanel("corrections_page"),
                FieldPanel("ownership_page"),
                FieldPanel("masthead_page"),
                FieldPanel("profiles"),
            ],
            heading=_("Who we are"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("refused_crawlers"),
                FieldPanel("tdm_reserved"),
                FieldPanel("tdm_policy"),
                FieldPanel("has_ai_txt"),
            ],
            heading=_("Training of machines"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("has_trust_txt"),
                FieldPanel("belongs_to"),
                FieldPanel("controls"),
                FieldPanel("controlled_by"),
            ],
            heading=_("Trust"),
        ),
        MultiFieldPanel(
            [FieldPanel("security_contact"), FieldPanel("security_policy")], heading=_("Security")
        ),
    ]

    class Meta:
        verbose_name = _("being found")
        verbose_name_plural = _("being found")

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    @property
    def hub_addresses(self) -> list[str]:
        """The hubs that are told of publications."""
        return lines_of(self.hubs)

    @property
    def reservation(self) -> list[tuple[str, str]]:
        """Names and values of the TDM reservation protocol, for headers and `<meta>`; [] without one."""
        if not self.tdm_reserved:
            return []
        found = [("tdm-reservation", "1")]
        return [*found, ("tdm-policy", self.tdm_policy)] if self.tdm_policy else found

    @property
    def refused(self) -> list[str]:
        """The names of refused crawlers that this version knows, in the order of its list."""
        return [crawler.name for crawler in CRAWLERS if crawler.name in self.refused_crawlers]
