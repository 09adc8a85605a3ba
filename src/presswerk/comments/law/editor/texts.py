"""House rules and legal grounds, as the publisher edits them."""

from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from presswerk.comments.law.models import Ground, HouseRules


class InForceStays(ModelPermissionPolicy):
    """A version that has been in force can be seen by all who may change rules, and deleted by nobody."""

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Model) -> bool:
        if action == "delete" and isinstance(instance, HouseRules) and instance.is_in_force:
            return False
        return super().user_has_permission_for_instance(user, action, instance)


class HouseRulesViewSet(ModelViewSet):
    """Versions of the house rules."""

    model = HouseRules
    name = "house_rules"
    icon = "list-ol"
    menu_label = _("House rules")
    add_to_admin_menu = False
    copy_view_enabled = True
    inspect_view_enabled = True
    list_display = ["language", "valid_from", "changes"]
    list_filter = ["language"]
    panels = [
        FieldRowPanel([FieldPanel("language"), FieldPanel("valid_from")]),
        FieldPanel("text"), FieldPanel("changes"),
    ]  # fmt: skip


class GroundViewSet(ModelViewSet):
    """Grounds of letters."""

    model = Ground
    name = "legal_grounds"
    icon = "clipboard-list"
    menu_label = _("Legal grounds")
    add_to_admin_menu = False
    copy_view_enabled = False
    list_display = ["code", "kind", "title_de", "title_en", "can_be_reported"]
    list_filter = ["kind", "can_be_reported"]
    panels = [
        FieldRowPanel([FieldPanel("code"), FieldPanel("kind"), FieldPanel("sort_order")]),
        MultiFieldPanel([FieldPanel("title_de"), FieldPanel("text_de")], heading=_("German")),
        MultiFieldPanel([FieldPanel("title_en"), FieldPanel("text_en")], heading=_("English")),
        MultiFieldPanel(
            [FieldPanel("can_be_reported"), FieldPanel("without_name"), FieldPanel("may_threaten_life")],
            heading=_("In the form for reports"),
        ),
    ]
