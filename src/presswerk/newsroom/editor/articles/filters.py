"""By what the newsroom looks for articles.

There is no filter by the person who edited: it would read the whole log of all changes.
"""

from datetime import date, datetime, time, timedelta
from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.timezone import get_default_timezone
from django.utils.translation import gettext_lazy as _
from django_filters.constants import EMPTY_VALUES
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.models import Locale, Page

from presswerk.newsroom.editor.articles import status
from presswerk.newsroom.editor.articles.narrowing import narrow
from presswerk.newsroom.editor.picker import Picker
from presswerk.newsroom.editor.sections.tree import indented_sections
from presswerk.newsroom.models import ArticlePage, AuthorProfile, Credit, SectionPage, Topic


class ArticleFilterSet(WagtailFilterSet):
    """The filters of the list of articles. Each narrows it by an index."""

    whose = django_filters.ChoiceFilter(
        label=_("Whose"),
        choices=[("mine", _("My own"))],
        method="keep_mine",
        widget=forms.RadioSelect,
        empty_label=_("All"),
    )
    status = django_filters.ChoiceFilter(
        label=_("Status"),
        choices=status.CHOICES,
        method="keep_in_status",
        widget=forms.RadioSelect,
        empty_label=_("All"),
    )
    section = django_filters.MultipleChoiceFilter(
        label=_("Section"),
        choices=[],
        method="keep_in_sections",
        widget=forms.CheckboxSelectMultiple,
        help_text=_("With the sections below it."),
    )
    author = django_filters.ModelMultipleChoiceFilter(
        label=_("Author"),
        queryset=AuthorProfile.objects.all(),
        method="keep_by_authors",
        widget=Picker("authors"),
    )
    topic = django_filters.ModelMultipleChoiceFilter(
        label=_("Topic"),
        queryset=Topic.objects.all(),
        method="keep_on_topics",
        widget=Picker("topics"),
    )
    published = django_filters.DateFromToRangeFilter(
        label=_("Published"), method="keep_published", widget=DateRangePickerWidget
    )
    kind = django_filters.MultipleChoiceFilter(
        label=_("Kind"),
        choices=ArticlePage.Kind.choices,
        method="keep_of_kinds",
        widget=forms.CheckboxSelectMultiple,
    )
    label = django_filters.MultipleChoiceFilter(
        label=_("Label"),
        choices=[choice for choice in ArticlePage.Label.choices if choice[0]],
        method="keep_labelled",
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = ArticlePage
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["section"].extra["choices"] = indented_sections()

    def _add_locale_filter(self) -> None:
        """A filter by language where there are several, as quick as the others."""
        choices = [(locale.pk, locale.get_display_name()) for locale in Locale.objects.all()]
        if len(choices) > 1:
            self.filters["language"] = django_filters.ChoiceFilter(
                label=_("Language"),
                choices=choices,
                method="keep_in_language",
                widget=forms.RadioSelect,
                empty_label=_("All"),
            )
            self.filters["language"].parent = self

    def keep_mine(self, articles: QuerySet, _name: str, wanted: str) -> QuerySet:
        """Those that the person began or that bear their name."""
        if not wanted:
            return articles
        signed = Credit.objects.filter(author__user=self.request.user).values("article_id")
        return narrow(articles, Page.objects.filter(Q(owner=self.request.user) | Q(pk__in=signed)))

    def keep_in_status(self, articles: QuerySet, _name: str, wanted: str) -> QuerySet:
        """Those in a state."""
        return narrow(articles, *status.rows_with(wanted)) if wanted else articles

    def keep_in_sections(self, articles: QuerySet, _name: str, wanted: list[str]) -> QuerySet:
        """Those whose home is one of the sections or below it."""
        if not wanted:
            return articles
        rows = list(SectionPage.objects.values_list("pk", "path"))
        tops = tuple(path for pk, path in rows if str(pk) in wanted)
        ids = [pk for pk, path in rows if path.startswith(tops)]
        return narrow(articles, ArticlePage.objects.filter(section_id__in=ids))

    def keep_by_authors(self, articles: QuerySet, _name: str, wanted: QuerySet) -> QuerySet:
        """Those with any of the authors in their byline."""
        return self._narrow(articles, Credit.objects.filter(author__in=list(wanted)), "article_id", wanted)

    def keep_on_topics(self, articles: QuerySet, _name: str, wanted: QuerySet) -> QuerySet:
        """Those with any of the topics."""
        rows = ArticlePage.topics.through.objects.filter(topic__in=list(wanted))
        return self._narrow(articles, rows, "articlepage_id", wanted)

    def keep_published(self, articles: QuerySet, _name: str, span: slice | None) -> QuerySet:
        """Those published on the days from the first to the last, both included."""
        if not span:
            return articles
        rows = ArticlePage.objects.filter(published_at__isnull=False)
        if span.start:
            rows = rows.filter(published_at__gte=_midnight(span.start))
        if span.stop:
            rows = rows.filter(published_at__lt=_midnight(span.stop + timedelta(days=1)))
        return narrow(articles, rows)

    def keep_of_kinds(self, articles: QuerySet, _name: str, wanted: list[str]) -> QuerySet:
        """Those of any of the kinds."""
        return self._narrow(articles, ArticlePage.objects.filter(kind__in=wanted), "pk", wanted)

    def keep_labelled(self, articles: QuerySet, _name: str, wanted: list[str]) -> QuerySet:
        """Those with any of the labels."""
        return self._narrow(articles, ArticlePage.objects.filter(label__in=wanted), "pk", wanted)

    def keep_in_language(self, articles: QuerySet, _name: str, wanted: str) -> QuerySet:
        """Those of the edition in a language."""
        return self._narrow(articles, Page.objects.filter(locale_id=wanted), "pk", wanted)

    def _narrow(self, articles: QuerySet, rows: QuerySet, article: str, wanted: Any) -> QuerySet:
        return articles if wanted in EMPTY_VALUES or not wanted else narrow(articles, rows, article)


def _midnight(moment: date) -> datetime:
    """The beginning of a day in the paper's time zone."""
    day = moment.date() if isinstance(moment, datetime) else moment
    return datetime.combine(day, time.min, tzinfo=get_default_timezone())
