"""Whose rules are edited: the whole paper's, a section's, an article's; and what they take from above."""

from dataclasses import dataclass, fields
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from presswerk.accounts.models import User
from presswerk.comments.actions import auditing
from presswerk.comments.models import Debate, DebateRules
from presswerk.comments.rules import DEFAULTS
from presswerk.newsroom.models import ArticlePage, SectionPage
from presswerk.newsroom.queries import sections

ATTACK_REACHES = timedelta(days=30)
"""Attack mode by hand, for more than one article, is set for those published within this time."""


@dataclass(frozen=True)
class Scope:
    """One place for which rules can be set."""

    section: SectionPage | None = None
    article: ArticlePage | None = None

    @property
    def name(self) -> str:
        """For the moderator."""
        if self.article is not None:
            return self.article.title
        return self.section.title if self.section is not None else _("The whole paper")

    @property
    def kind(self) -> str:
        """paper, section, article."""
        return "article" if self.article else "section" if self.section else "paper"

    @property
    def key(self) -> int:
        """Of the page; 0 for the paper."""
        page = self.article or self.section
        return page.pk if page else 0

    def rules(self) -> DebateRules:
        """Its own rules, new and empty if it has none."""
        found = DebateRules.objects.filter(section=self.section, article=self.article).first()
        return found or DebateRules(section=self.section, article=self.article)

    def inherited(self) -> dict[str, tuple[Any, str]]:
        """For each field what it takes from above, and from where."""
        above = self._above()
        rows = {
            row.section_id: row
            for row in DebateRules.objects.filter(
                Q(section__in=[step.pk for step in above]) | Q(section=None), article=None
            )
        }
        found: dict[str, tuple[Any, str]] = {}
        for field in fields(DEFAULTS):
            found[field.name] = (getattr(DEFAULTS, field.name), _("as usual"))
            if self.kind != "paper" and None in rows:
                _take(found, field.name, rows[None], _("The whole paper"))
            for section in above:
                if section.pk in rows:
                    _take(found, field.name, rows[section.pk], section.title)
        return found

    def _above(self) -> list[sections.Step]:
        if self.article is not None:
            return list(sections.path_to(self.article.section)) if self.article.section else []
        return list(sections.path_to(self.section))[:-1] if self.section is not None else []

    def debates(self) -> list[int]:
        """Articles that attack mode by hand is set for."""
        if self.article is not None:
            return [self.article.pk]
        since = timezone.now() - ATTACK_REACHES
        found = ArticlePage.objects.filter(live=True, published_at__gte=since)
        if self.section is not None:
            found = found.filter(path__startswith=self.section.path)
        return list(found.values_list("pk", flat=True))


def _take(found: dict[str, tuple[Any, str]], name: str, row: DebateRules, of: str) -> None:
    value = getattr(row, name, None)
    if value not in (None, ""):
        found[name] = (value, of)


def save_rules(scope: Scope, rules: DebateRules, changed: list[str], by: User) -> None:
    """Store them; a row that says nothing any more goes. Pages are purged by the table's own triggers."""
    with transaction.atomic():
        is_empty = all(
            getattr(rules, field.name, None) in (None, "")
            for field in fields(DEFAULTS)
            if field.name not in {"published_at", "comments"}
        )
        if is_empty and rules.pk:
            rules.delete()
        elif not is_empty:
            rules.save()
        values = {name: str(getattr(rules, name)) for name in changed}
        auditing.write("set_rules", scope.kind, scope.key, by=by, values=values)


def set_attack_mode(scope: Scope, hours: int, by: User) -> int:
    """Ask for a proof of work for some hours, or no longer (0); in how many debates."""
    until = timezone.now() + timedelta(hours=hours) if hours else None
    with transaction.atomic():
        articles = scope.debates()
        if until is not None:
            Debate.objects.bulk_create((Debate(article_id=pk) for pk in articles), ignore_conflicts=True)
        Debate.objects.filter(article_id__in=articles).update(attack_until=until)
        auditing.write("attack_mode", scope.kind, scope.key, by=by, hours=hours, debates=len(articles))
    return len(articles)
