from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting


@register_setting(icon="comment")
class CommentSettings(BaseSiteSetting):
    """What the publisher decides about comments and the law.

    Articles are those of Regulation (EU) 2022/2065 (Digital Services Act, DSA) unless named otherwise. Which
    duty holds for whom is said in `presswerk.comments.law.duties`.
    """

    authority_email = models.EmailField(
        _("e-mail address for authorities"), blank=True,
        help_text=_("Point of contact for authorities (DSA, article 11). Otherwise the paper's own address."),
    )  # fmt: skip
    authority_languages = models.CharField(
        _("languages for authorities"), max_length=200, blank=True, default="Deutsch, English",
        help_text=_("At least one official language of your country (DSA, article 11(3))."),
    )  # fmt: skip
    reader_email = models.EmailField(
        _("e-mail address for readers"), blank=True,
        help_text=_("Point of contact for readers (DSA, article 12). Otherwise the paper's own address."),
    )  # fmt: skip
    reader_phone = models.CharField(
        _("telephone for readers"), max_length=60, blank=True,
        help_text=_("Readers must be able to choose a way that is not answered by machines alone (DSA, "
            "article 12(1))."),
    )  # fmt: skip

    is_small = models.BooleanField(
        _("micro or small enterprise"), default=True,
        help_text=_(
            "Fewer than 50 people, and turnover or balance sheet of at most 10 million euro a year "
            "(Recommendation 2003/361/EC, annex, article 2). Articles 15 and 20 do not bind you then "
            "(DSA, articles 15(2) and 19(1))."
        ),
    )  # fmt: skip
    is_ancillary = models.BooleanField(
        _("comments are a minor part of the newspaper"), default=True,
        help_text=_(
            "Then the newspaper is a host and no online platform (DSA, article 3(i) and recital 13), and "
            "article 20 does not bind it. Articles 16 to 18 bind every host."
        ),
    )  # fmt: skip
    takes_reports = models.BooleanField(
        _("take reports of illegal content (article 16)"), default=True,
        help_text=_("Binds hosts of any size."),
    )  # fmt: skip
    states_reasons = models.BooleanField(
        _("tell commenters why (article 17)"), default=True,
        help_text=_("Binds hosts of any size. Advertising in bulk is excepted (article 17(2))."),
    )  # fmt: skip
    marks_threats = models.BooleanField(
        _("mark reports of threats to life (article 18)"), default=True,
        help_text=_("Binds hosts of any size: tell the police without delay of a suspected threat to "
            "life or safety."),
    )  # fmt: skip
    takes_complaints = models.BooleanField(
        _("take complaints against decisions (article 20)"), default=True,
        help_text=_("Binds online platforms that are not micro or small enterprises; good practice for all."),
    )  # fmt: skip
    reports_yearly = models.BooleanField(
        _("publish a report each year (article 15)"), default=False,
        help_text=_("Binds hosts that are not micro or small enterprises."),
    )  # fmt: skip

    report_hours = models.PositiveIntegerField(
        _("hours to decide on a report"), default=48,
        validators=[MinValueValidator(1), MaxValueValidator(720)],
        help_text=_("The law asks for a decision in a timely manner (article 16(6)); the queue's clock "
            "runs by this."),
    )  # fmt: skip
    threat_hours = models.PositiveIntegerField(
        _("hours to look at a threat to life"), default=2,
        validators=[MinValueValidator(1), MaxValueValidator(72)],
    )  # fmt: skip
    complaint_days = models.PositiveIntegerField(
        _("days to decide on a complaint"), default=14,
        validators=[MinValueValidator(1), MaxValueValidator(90)],
    )  # fmt: skip
    threat_steps = models.TextField(
        _("what to do about a threat to life"), blank=True,
        help_text=_("Shown beside such a report: whom to call, who in the newsroom decides."),
    )  # fmt: skip

    dispute_body = models.TextField(
        _("out-of-court dispute settlement"), blank=True,
        help_text=_("A certified body that you name in letters (article 21); for online platforms."),
    )  # fmt: skip
    data_protection_contact = models.TextField(
        _("contact for data protection"), blank=True,
        help_text=_("Also the data protection officer, where there is one (GDPR, article 13(1)(b))."),
    )  # fmt: skip
    supervisory_authority = models.TextField(
        _("data protection authority"), blank=True,
        help_text=_("To which readers may complain (GDPR, articles 13(2)(d) and 77)."),
    )  # fmt: skip
    hosting = models.TextField(
        _("where the data lie"), blank=True,
        help_text=_("Such as: on a rented machine of … in Nuremberg, under a contract of GDPR, article 28."),
    )  # fmt: skip

    panels = [
        MultiFieldPanel(
            [
                FieldPanel("authority_email"), FieldPanel("authority_languages"),
                FieldPanel("reader_email"), FieldPanel("reader_phone"),
            ],
            heading=_("Points of contact"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("is_small"), FieldPanel("is_ancillary"), FieldPanel("takes_reports"),
                FieldPanel("states_reasons"), FieldPanel("marks_threats"), FieldPanel("takes_complaints"),
                FieldPanel("reports_yearly"),
            ],
            heading=_("Duties"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("report_hours"), FieldPanel("threat_hours"), FieldPanel("complaint_days"),
                FieldPanel("threat_steps"), FieldPanel("dispute_body"),
            ],
            heading=_("Decisions"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("data_protection_contact"), FieldPanel("supervisory_authority"),
                FieldPanel("hosting"),
            ],
            heading=_("Data protection"),
        ),
    ]  # fmt: skip

    class Meta:
        verbose_name = _("comments and the law")
        verbose_name_plural = _("comments and the law")

    def __str__(self) -> str:
        return str(self._meta.verbose_name)
