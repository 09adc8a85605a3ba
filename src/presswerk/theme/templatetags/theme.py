"""What templates ask the theme for."""

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def preload_fonts() -> SafeString:
    """The links that load the theme's first fonts along with the style sheet that names them."""
    return format_html_join(
        "\n",
        '<link rel="preload" href="{}" as="font" type="font/woff2" crossorigin>',
        ((static(name),) for name in settings.THEME_PRELOAD),
    )
