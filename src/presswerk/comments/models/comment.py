from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a comment stands. Readers see the text of published ones only."""

    PUBLISHED = "published", _("Published")
    WAITING = "waiting", _("Waiting")
    REJECTED = "rejected", _("Rejected")
    SPAM = "spam", _("Spam")
    WITHDRAWN = "withdrawn", _("Withdrawn by its author")
    ERASED = "erased", _("Erased")


class Comment(models.Model):
    """What one person wrote below an article. The person's e-mail and network lie in `Sender`.

    Its place in the thread is `path`: a segment for each step from the thread's first comment down to this
    one, so that one index gives a whole thread in reading order (materialised path). `thread` is the first
    segment. Beyond `threads.DEEPEST` steps replies stand beside each other.
    """

    article = models.ForeignKey(
        "newsroom.ArticlePage", verbose_name=_("article"), on_delete=models.CASCADE, related_name="comments"
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("answers"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="replies",
        db_index=False,  # below: those that answer something
    )
    thread = models.CharField(max_length=12, editable=False)
    path = models.CharField(max_length=400, editable=False)

    author_name = models.CharField(_("name"), max_length=80)
    author_hash = models.CharField(
        max_length=64, blank=True, editable=False, help_text=_("Keyed hash of the e-mail address.")
    )
    author_url = models.URLField(_("website"), max_length=300, blank=True)
    staff = models.ForeignKey(
        "accounts.User", verbose_name=_("member of staff"), null=True, blank=True, on_delete=models.SET_NULL,
        related_name="+",
    )  # fmt: skip
    by_author = models.BooleanField(
        _("by an author of the article"), default=False, help_text=_("Marked for readers.")
    )
    language = models.CharField(max_length=12, editable=False)

    text = models.TextField(_("text"))
    html = models.TextField(editable=False, help_text=_("Made from the text, cleaned, ready to be shown."))

    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    shows_text = models.BooleanField(default=False, editable=False)
    """Published: the one column whose fall makes a hard purge."""
    is_visible = models.BooleanField(default=False, editable=False)
    """Published, or the place of one that was, kept because replies hang from it."""
    is_pick = models.BooleanField(_("picked by the editors"), default=False)

    submitted_at = models.DateTimeField(_("submitted"), default=timezone.now)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    edited_at = models.DateTimeField(_("edited"), null=True, blank=True)
    edited_by_desk = models.BooleanField(_("edited by the moderators"), default=False)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        "accounts.User", verbose_name=_("decided by"), null=True, blank=True, on_delete=models.SET_NULL,
        related_name="+",
    )  # fmt: skip
    """None for what was decided by rules or the filter alone."""

    held_for = models.JSONField(default=list, editable=False)
    """Why it waits or was refused: [{"code": …, "params": {…}, "share": 0.3}], put into words when shown."""
    spam_probability = models.FloatField(_("probability of spam"), null=True, editable=False)
    insult_probability = models.FloatField(_("probability of an insult"), null=True, editable=False)
    reports = models.PositiveIntegerField(_("reports"), default=0, editable=False)
    """Open ones."""

    helpful = models.PositiveIntegerField(_("helpful votes"), default=0, editable=False)
    unhelpful = models.PositiveIntegerField(_("other votes"), default=0, editable=False)
    score = models.FloatField(default=0.0, editable=False)
    """Lower bound of the Wilson score interval of helpful votes at 95 % (Wilson 1927)."""

    fingerprint = models.CharField(max_length=64, null=True, unique=True, editable=False)  # noqa: DJ001
    """Keyed hash of article, parent, e-mail and text; None when older than a day: sent twice, it is one."""

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        permissions = [
            ("moderate", "Can moderate comments"),
            ("set_rules", "Can change the rules of debates"),
        ]
        indexes = [
            models.Index(
                fields=["article", "thread", "path"],
                condition=models.Q(is_visible=True),
                name="comments_in_reading_order",
            ),
            models.Index(
                fields=["article", "-thread", "path"],
                condition=models.Q(is_visible=True),
                name="comments_newest_threads",
            ),
            models.Index(
                fields=["article", "-score", "-thread"],
                condition=models.Q(is_visible=True, parent=None),
                name="comments_best_threads",
            ),
            models.Index(
                fields=["article", "published_at"],
                condition=models.Q(shows_text=True),
                name="comments_by_time",
            ),
            models.Index(fields=["state", "submitted_at", "id"], name="comments_queue"),
            # All that the desk narrows its queue by, so that a filter that fits few reads the index alone.
            # Each begins with the state, even where it has but one: by that SQLite finds that it may be used.
            models.Index(
                fields=[
                    "state",
                    "submitted_at",
                    "id",
                    "article",
                    "spam_probability",
                    "insult_probability",
                    "reports",
                    "author_hash",
                ],
                condition=models.Q(state="waiting"),
                name="comments_desk",
            ),
            models.Index(
                fields=["state", "submitted_at", "id"],
                condition=models.Q(reports__gt=0),
                name="comments_reported",
            ),
            models.Index(
                fields=["state", "submitted_at", "id"],
                condition=models.Q(decided_by=None, staff=None),
                name="comments_unread",
            ),
            models.Index(fields=["author_hash", "submitted_at"], name="comments_of_author"),
            models.Index(
                fields=["submitted_at"], condition=models.Q(fingerprint__isnull=False), name="comments_fresh"
            ),
            # Not of those that answer nothing: SQLite knows of an index how many rows a value has on the
            # average, takes this one for "answers nothing", and reads every first comment of the newspaper.
            models.Index(
                fields=["parent"], condition=models.Q(parent__isnull=False), name="comments_answers"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.author_name}: {self.text[:60]}"

    @property
    def depth(self) -> int:
        """Steps from the thread's first comment, 0 for that one itself."""
        from presswerk.comments import threads

        return threads.depth(self.path)


class Debate(models.Model):
    """What an article's comments come to. Written with every comment that appears or goes."""

    article = models.OneToOneField(
        "newsroom.ArticlePage", primary_key=True, on_delete=models.CASCADE, related_name="debate"
    )
    comments = models.PositiveIntegerField(default=0)
    """Published ones."""
    last_at = models.DateTimeField(null=True)
    attack_until = models.DateTimeField(null=True)
    """Until then a proof of work is asked for."""
    crowded_until = models.DateTimeField(null=True)
    """Until then a new comment makes its pages stale softly, see `comments.tracked`."""

    class Meta:
        verbose_name = _("debate")
        verbose_name_plural = _("debates")

    def __str__(self) -> str:
        return f"{self.article_id}: {self.comments}"
