from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page
from wagtail.search import index

from presswerk.newsroom import addresses
from presswerk.newsroom.blocks import ArticleBody
from presswerk.newsroom.editor.articles.form import ArticleForm
from presswerk.newsroom.editor.picker import Picker, SinglePicker
from presswerk.newsroom.excerpts import cut_at_word
from presswerk.newsroom.models.addressed import Addressed
from presswerk.newsroom.models.numbers import ArticleNumber
from presswerk.newsroom.slugs import slug_from

# What a form validates before the number is drawn; the real slug is set at the first save.
_SLUG_BEFORE_NUMBER = "a0"
_EXCERPT_CHARACTERS = 220


class ArticlePage(Addressed, Page):
    """An article. Its number decides its address for ever; slug and section only dress it."""

    class Kind(models.TextChoices):
        NEWS = "news", _("News")
        REPORT = "report", _("Report")
        REPORTAGE = "reportage", _("Reportage")
        INTERVIEW = "interview", _("Interview")
        OPINION = "opinion", _("Opinion")
        ANALYSIS = "analysis", _("Analysis")
        REVIEW = "review", _("Review")
        PORTRAIT = "portrait", _("Portrait")
        OBITUARY = "obituary", _("Obituary")
        SERVICE = "service", _("Service")
        SHORT = "short", _("Short news")
        LIVE = "live", _("Live blog")

    class Label(models.TextChoices):
        NONE = "", _("None")
        ADVERT = "advert", _("Advertisement")
        PARTNER = "partner", _("Paid partnership")

    number = models.PositiveBigIntegerField(_("number"), unique=True, editable=False)
    readable_slug = models.SlugField(
        _("readable part of the address"),
        max_length=160,
        blank=True,
        db_index=False,
        help_text=_("Made from the headline at the first publication; afterwards it changes by hand only."),
    )
    kicker = models.CharField(
        _("kicker"), max_length=100, blank=True, help_text=_("The line above the headline.")
    )
    short_headline = models.CharField(
        _("short headline"),
        max_length=120,
        blank=True,
        help_text=_("For lists; the headline when left empty."),
    )
    lead = models.TextField(_("lead"), blank=True, help_text=_("What happened, in two or three sentences."))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.NEWS)
    label = models.CharField(
        _("label"),
        max_length=10,
        choices=Label,
        default=Label.NONE,
        blank=True,
        help_text=_("Paid content must be labelled (§ 22 MStV, § 5a UWG)."),
    )
    section = models.ForeignKey(
        "newsroom.SectionPage",
        verbose_name=_("home section"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="home_articles",
    )
    further_sections = ParentalManyToManyField(
        "newsroom.SectionPage",
        verbose_name=_("shown in further sections"),
        blank=True,
        related_name="guest_articles",
    )
    topics = ParentalManyToManyField(
        "newsroom.Topic", verbose_name=_("topics"), blank=True, related_name="articles"
    )
    lead_picture = models.ForeignKey(
        "newsroom.Image",
        verbose_name=_("lead picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    lead_picture_caption = models.CharField(
        _("caption of the lead picture"),
        max_length=500,
        blank=True,
        help_text=_("The picture's own when left empty."),
    )
    body = StreamField(ArticleBody(), verbose_name=_("body"), blank=True)
    published_at = models.DateTimeField(_("published"), null=True, editable=False, db_index=True)
    updated_at = models.DateTimeField(
        _("last substantial update"),
        null=True,
        blank=True,
        help_text=_("Set it when readers should know that there is something new; not for typing errors."),
    )
    canonical_source = models.URLField(
        _("original source"),
        max_length=500,
        blank=True,
        help_text=_("When the text appeared elsewhere first: the address that search engines should prefer."),
    )
    comments_open = models.BooleanField(_("comments open"), default=True)

    base_form_class = ArticleForm
    template = "pages/article.html"
    parent_page_types = ["newsroom.SectionPage"]
    subpage_types: list[str] = []
    exclude_fields_in_copy = ["number", "slug", "published_at", "readable_slug", "section", "listings"]
    # Articles are found by number and date; sorting a section by hand would touch every row.
    admin_default_ordering = "-latest_revision_created_at"

    content_panels = [
        FieldPanel("kicker"),
        FieldPanel("title", classname="headline", widget=AdminAutoHeightTextInput),
        FieldPanel("lead"),
        MultiFieldPanel(
            [FieldPanel("lead_picture", heading=_("Picture")), FieldPanel("lead_picture_caption")],
            heading=_("Lead picture"),
        ),
        InlinePanel("credits", heading=_("Byline"), label=_("Author")),
        FieldPanel("body"),
    ]
    placement_panels = [
        FieldPanel("home_section"),
        FieldPanel("topics", widget=Picker("topics")),
        FieldPanel("kind"),
        FieldPanel("further_sections", widget=CheckboxSelectMultiple, classname="in-columns"),
        FieldPanel("label"),
        FieldPanel("comments_open"),
    ]
    correction_panels = [
        HelpPanel(
            content=_("A correction is shown to readers with its date. Typing errors need none."),
        ),
        FieldPanel("updated_at"),
        InlinePanel("corrections", heading=_("Corrections"), label=_("Correction")),
    ]
    promote_panels = [
        FieldPanel("short_headline"),
        MultiFieldPanel(
            [HelpPanel(template="newsroom/editor/articles/address.html"), FieldPanel("readable_slug")],
            heading=_("Address"),
        ),
        MultiFieldPanel(
            [FieldPanel("seo_title"), FieldPanel("search_description"), FieldPanel("canonical_source")],
            heading=_("Search engines"),
        ),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(content_panels, heading=_("Content")),
            ObjectList(placement_panels, heading=_("Placement")),
            ObjectList(correction_panels, heading=_("Updates and corrections")),
            ObjectList(promote_panels, heading=_("Promote")),
            ObjectList(Page.settings_panels, heading=_("Settings")),
        ]
    )

    search_fields = [
        *Page.search_fields,
        index.SearchField("kicker"),
        index.SearchField("lead", boost=1.5),
        index.SearchField("body"),
        index.AutocompleteField("lead"),
        index.FilterField("published_at"),
        index.FilterField("section"),
        index.FilterField("kind"),
        index.FilterField("number"),
    ]

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        indexes = [
            models.Index("section", models.F("published_at").desc(), name="newsroom_article_in_section"),
            # For the filters of the newsroom's list of articles.
            models.Index(fields=["kind"], name="newsroom_article_kind"),
            models.Index(fields=["label"], name="newsroom_article_label"),
        ]

    # Number, slug and address -------------------------------------------------------------

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        self.slug = self.slug or _SLUG_BEFORE_NUMBER
        super().full_clean(*args, **kwargs)

    def minimal_clean(self) -> None:
        self.slug = self.slug or _SLUG_BEFORE_NUMBER
        super().minimal_clean()

    def clean(self) -> None:
        super().clean()
        if self.updated_at and self.published_at and self.updated_at < self.published_at:
            raise ValidationError(
                {
                    "updated_at": _(
                        "An update cannot be older than the publication. Leave it empty or set it later."
                    )
                }
            )

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """Save, drawing the number before the first time and the readable slug at the first publication."""
        if self._state.adding:
            self._take_number()
        fields = kwargs.get("update_fields")
        if fields is None:
            self._follow_tree()
            if self.live:
                self._settle_publication()
        return super().save(*args, **kwargs)

    def _take_number(self) -> None:
        taken = self.number is None or ArticlePage.objects.filter(number=self.number).exists()
        if taken:
            self.number = ArticleNumber.draw()
        self.slug = f"a{self.number}"

    def _follow_tree(self) -> None:
        parent = self.get_parent()
        specific = parent.specific_class if parent is not None else None
        if specific is ArticlePage._meta.get_field("section").related_model:
            self.section_id = parent.pk

    def _settle_publication(self) -> None:
        if self.published_at is None:
            now = timezone.now()
            # A scheduled article bears the moment its editor chose, not the instant the clock got to it.
            planned = self.go_live_at if self.go_live_at and self.go_live_at <= now else None
            self.published_at = planned or self.first_published_at or now
        if not self.readable_slug:
            self.readable_slug = slug_from(self.title)
        if self.kind == self.Kind.LIVE:
            self._settle_live_updates()
        if self.updated_at and self.updated_at < self.published_at:
            self.updated_at = None

    def _settle_live_updates(self) -> None:
        """The newest entry of a live blog is its last substantial update; nobody has to say so by hand."""
        told = [at for at in self.live_moments if at <= timezone.now()]
        self.updated_at = max([*told, *filter(None, [self.updated_at])], default=None)

    def with_content_json(self, content: dict[str, Any]) -> "ArticlePage":
        """Restore a revision without what belongs to the article as a whole: number, dates, section."""
        restored = super().with_content_json(content)
        restored.number = self.number
        restored.slug = self.slug
        restored.published_at = self.published_at
        restored.section_id = self.section_id
        restored.readable_slug = restored.readable_slug or self.readable_slug
        restored.url_path = self.url_path
        return restored

    def path_in_edition(self) -> str:
        segment = addresses.article_segment(self.readable_slug, self.number or 0)
        home = self.section.path_in_edition() if self.section_id else ""
        return f"{home}{segment}/"

    def get_admin_display_title(self) -> str:
        return self.draft_title or self.title

    # What templates show ------------------------------------------------------------------

    # Set by lists whose teasers bear no byline, so that the template asks for none.
    shows_no_byline = False

    @property
    def headline(self) -> str:
        return self.title

    @property
    def list_headline(self) -> str:
        return self.short_headline or self.title

    @cached_property
    def excerpt(self) -> str:
        """The lead, or the start of the body where that is loaded, cut at a word with an ellipsis."""
        text = self.lead or ("" if self._is_teaser else self.plain_text)
        return cut_at_word(text, _EXCERPT_CHARACTERS)

    @property
    def _is_teaser(self) -> bool:
        """Whether this was loaded for a list, without its body; asking for that would cost a query each."""
        return "body" in self.get_deferred_fields()

    @property
    def byline(self) -> list["Credit"]:
        """Authors in order with their roles; empty in lists that show none."""
        if self.shows_no_byline:
            return []
        return list(self.credits.all())

    @property
    def label_text(self) -> str:
        return self.get_label_display() if self.label else ""

    @property
    def is_substantially_updated(self) -> bool:
        return bool(self.updated_at and self.published_at and self.updated_at > self.published_at)

    @property
    def live_moments(self) -> list[datetime]:
        """When each entry of a live blog happened, in the order of the body."""
        return [
            child.value.moment
            for child in self.body
            if child.block_type == "live_update" and child.value.moment
        ]

    @cached_property
    def plain_text(self) -> str:
        """All words of the body, without markup."""
        from presswerk.newsroom.body import plain_text

        return plain_text(self.body)

    @cached_property
    def words(self) -> int:
        """How many words the body has."""
        from presswerk.newsroom.reading_time import count_words

        return count_words(self.plain_text)

    @cached_property
    def reading_minutes(self) -> int | None:
        """Minutes to read it, computed from what it says now; None in lists, which load no bodies."""
        from presswerk.newsroom.body import reading_minutes

        return None if self._is_teaser else reading_minutes(self)

    @cached_property
    def table_of_contents(self) -> list[dict]:
        """Subheads with anchors; empty on short pieces."""
        from presswerk.newsroom.body import table_of_contents

        return table_of_contents(self)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from presswerk.newsroom.views.articles import article_context

        return article_context(request, self)


class Credit(Orderable):
    """One name in an article's byline."""

    article = ParentalKey(ArticlePage, on_delete=models.CASCADE, related_name="credits")
    author = models.ForeignKey(
        "newsroom.AuthorProfile", verbose_name=_("author"), on_delete=models.PROTECT, related_name="credits"
    )
    role = models.CharField(
        _("role"),
        max_length=80,
        blank=True,
        help_text=_("For example: photographs, from Kyiv. Empty for the text."),
    )

    panels = [FieldRowPanel([FieldPanel("author", widget=SinglePicker("authors")), FieldPanel("role")])]

    class Meta(Orderable.Meta):
        verbose_name = _("credit")
        verbose_name_plural = _("credits")
        indexes = [models.Index(fields=["author", "article"], name="newsroom_credit_of_author")]

    def __str__(self) -> str:
        return f"{self.author} ({self.role})" if self.role else str(self.author)


class Correction(Orderable):
    """What was wrong, said to readers with the time of the correction."""

    article = ParentalKey(ArticlePage, on_delete=models.CASCADE, related_name="corrections")
    corrected_at = models.DateTimeField(_("corrected"), default=timezone.now)
    text = models.TextField(
        _("correction"), help_text=_("What it said before and what is right, in whole sentences.")
    )

    panels = [FieldPanel("corrected_at"), FieldPanel("text")]

    class Meta(Orderable.Meta):
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        # For the feed of all corrections, newest first.
        indexes = [models.Index(models.F("corrected_at").desc(), name="newsroom_correction_newest")]

    def __str__(self) -> str:
        return self.text[:60]
