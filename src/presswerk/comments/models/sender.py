from django.db import models
from django.utils.translation import gettext_lazy as _

from presswerk.comments.models.comment import Comment


class Sender(models.Model):
    """What is stored of the person behind a comment and never shown: apart, so that it can go by itself.

    Retention empties `network` and `address_hash`, later `email`; the keyed hash of the e-mail stays with the
    comment (`Comment.author_hash`) for as long as the comment does.
    """

    comment = models.OneToOneField(Comment, primary_key=True, on_delete=models.CASCADE, related_name="sender")
    email = models.EmailField(_("e-mail address"), blank=True)
    network = models.CharField(_("network address"), max_length=45, blank=True)
    """IPv4 /24 or IPv6 /48, never the whole address."""
    address_hash = models.CharField(max_length=64, blank=True)
    """Keyed hash of the network."""
    wants_replies = models.BooleanField(_("wants to hear of replies"), default=False)
    confirmed_at = models.DateTimeField(_("e-mail confirmed"), null=True, blank=True)
    seconds_to_fill = models.FloatField(null=True)
    signed_proof = models.BooleanField(null=True)
    """Whether a proof of work was asked for and done; None when none was asked for."""

    class Meta:
        verbose_name = _("sender")
        verbose_name_plural = _("senders")
        indexes = [
            models.Index(fields=["email"], condition=~models.Q(email=""), name="comments_sender_email"),
            models.Index(
                fields=["address_hash"], condition=~models.Q(address_hash=""), name="comments_sender_address"
            ),
            # Of a few days only, for retention, which looks each hour for what is left.
            models.Index(fields=["network"], condition=~models.Q(network=""), name="comments_sender_network"),
        ]

    def __str__(self) -> str:
        return f"sender of {self.comment_id}"
