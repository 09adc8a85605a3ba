"""What templates ask the theme for."""

from django import template
from django.template import Context
from django.templatetags.static import static
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from presswerk.theme import in_page
from presswerk.theme.fonts.faces import preloaded

register = template.Library()


@register.simple_tag(takes_context=True)
def preload_fonts(context: Context) -> SafeString:
    """The links that load the first fonts of the paper, or of its look, along with its sheet."""
    return format_html_join(
        "\n",
        '<link rel="preload" href="{}" as="font" type="font/woff2" crossorigin>',
        ((static(name),) for name in preloaded(getattr(context.get("paper"), "font_pair", ""))),
    )


@register.simple_tag
def first_script() -> SafeString:
    """The script before the first paint, character for character as the content policy knows it."""
    return mark_safe(f"<script>{in_page.FIRST_SCRIPT}</script>")


@register.simple_tag
def next_click() -> SafeString:
    """What a browser may fetch before the next click."""
    return mark_safe(f'<script type="speculationrules">{in_page.NEXT_CLICK}</script>')
