from django.db import models
from django.utils.translation import gettext_lazy as _


class ShownPicture(models.Model):
    """A page whose stored state shows a picture: as its lead, or in a block of its body.

    Kept by `newsroom.actions.showing` in the transaction in which the page is saved. Whether the page is
    public is not said here but asked along with the row, so that whatever takes a page from readers takes
    its pictures with it. Drafts are revisions, which stand nowhere here.
    """

    # Wagtail's index of references is brought up to date by a job, and follows the pages themselves.
    wagtail_reference_index_ignore = True

    # No index of its own: the constraint's begins with it.
    picture = models.ForeignKey("newsroom.Image", on_delete=models.CASCADE, related_name="+", db_index=False)
    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("shown picture")
        verbose_name_plural = _("shown pictures")
        constraints = [models.UniqueConstraint(fields=["picture", "page"], name="newsroom_shown_once")]

    def __str__(self) -> str:
        return f"{self.page_id}: {self.picture_id}"
