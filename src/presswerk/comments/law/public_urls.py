"""Public pages of the law, baked: below /comments/, and below /<language>/comments/ for other editions."""

from django.conf import settings
from django.urls import path, register_converter
from django.urls.converters import StringConverter

from presswerk.comments.law.views import public


class EditionConverter(StringConverter):
    """The code of an edition's language."""

    regex = "|".join(code for code, _name in settings.LANGUAGES)


register_converter(EditionConverter, "edition")

_PAGES = (
    ("rules/", public.house_rules, "house_rules"),
    ("data/", public.notice, "comment_notice"),
    ("contact/", public.contact, "contact_points"),
    ("reports/<int:year>/", public.yearly_report, "dsa_report"),
)

urlpatterns = [
    *(path(f"comments/{end}", view, name=name) for end, view, name in _PAGES),
    *(path(f"<edition:language>/comments/{end}", view, name=name) for end, view, name in _PAGES),
]
