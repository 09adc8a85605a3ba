"""Whether readers may have the file of a picture: exactly as long as something public shows the picture."""

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Length, Substr
from wagtail.models import Page, PageViewRestriction

from presswerk import bake
from presswerk.newsroom.models import AuthorProfile, EmbedStill, Rendition, ShownPicture, SiteSettings
from presswerk.newsroom.prepared import prepared


@bake.named_query
def is_public(name: str) -> bool:
    """Whether readers may have the stored size of this name, as `pictures/<digits>-640x360.webp`. One query.

    A picture is shown by a page that is live and under no restriction; by an author's profile, whose page is
    there as long as the profile is; by the paper's settings; and as the still of an embed, which is another
    site's own public picture.
    """
    found = _of_file(name)
    if not found:
        return False
    picture, page, is_shown_elsewhere = found[0]
    # One page that shows it is enough; when that is taken back, this is asked again and finds another one.
    bake.depends_on(f"picture:{picture}", f"shown:{picture}")
    if not is_shown_elsewhere and page is not None:
        bake.depends_on(f"page:{page}", "privacy")
    return bool(is_shown_elsewhere or page is not None)


@prepared
def _of_file(name: str) -> QuerySet:
    # The path by a subquery and not by a join: without statistics SQLite would walk all pages for it.
    restricted = Page.objects.filter(pk=OuterRef("page")).order_by().values("path")
    above = (
        PageViewRestriction.objects.annotate(at=Subquery(restricted[:1]))
        .filter(at=Substr(OuterRef("page__path"), Value(1), Length("at")))
        .order_by()
    )
    shown = ShownPicture.objects.filter(~Exists(above), picture=OuterRef("image"), page__live=True).order_by()
    elsewhere = (
        Exists(AuthorProfile.objects.filter(portrait=OuterRef("image")))
        | Exists(SiteSettings.objects.filter(Q(logo=OuterRef("image")) | Q(logo_dark=OuterRef("image"))))
        | Exists(EmbedStill.objects.filter(picture=OuterRef("image")))
    )
    return (
        Rendition.objects.filter(file=name)
        .order_by()
        .annotate(shown_by=Subquery(shown.values("page")[:1]))
        .annotate(elsewhere=elsewhere)
        .values_list("image", "shown_by", "elsewhere")
    )
