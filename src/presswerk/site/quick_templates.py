"""Templates whose commonest parts are resolved on a short way: the same language, the same words.

Half of the time in which a page is rendered goes into `{{ article.headline }}`, `{% if article.kicker %}` and
`{% translate "Comments" %}`. At every rendering Django asks of each what could be known after the first:
whether the first name is found in the context or is an attribute of it, whether a text has to be looked up in
the catalogue. The loader here gives the compiled nodes classes of our own that take the short way where it is
right for certain, and Django's own everywhere else: a value that is missing, an index, a method with
arguments, anything that fails. `tests/site/test_quick_templates.py` renders both ways and compares.
"""

from collections.abc import Iterator
from html import escape
from typing import Any

from django.conf import settings
from django.template import Node, Template, VariableDoesNotExist
from django.template.base import FilterExpression, NodeList, Variable, VariableNode, render_value_in_context
from django.template.context import BaseContext
from django.template.loaders import cached
from django.template.smartif import TokenBase
from django.templatetags.i18n import TranslateNode
from django.utils.safestring import SafeData, SafeString, mark_safe
from django.utils.timezone import template_localtime  # type: ignore[attr-defined]
from django.utils.translation import get_language

from presswerk.site.dedented_templates import dedent, is_ours

_MISSING = object()
_NO_SUCH_ITEM = (TypeError, AttributeError, KeyError, ValueError, IndexError)


class Loader(cached.Loader):
    """Django's loader that keeps compiled templates, with the short ways in them."""

    def get_template(self, template_name: str, skip: Any = None) -> Template:
        """As Django's. Raises TemplateDoesNotExist."""
        is_known = self.cache_key(template_name, skip) in self.get_template_cache
        template: Template = super().get_template(template_name, skip)
        if not is_known:
            if is_ours(template.origin.name):
                dedent(_parts(template.nodelist, set()))
            quicken(template.nodelist)
        return template


def quicken(nodes: NodeList) -> None:
    """Give every part of a compiled template the class that takes the short way."""
    for part in _parts(nodes, set()):
        if type(part) is Variable:
            part.__class__ = _QuickVariable
        elif type(part) is FilterExpression:
            part.__class__ = _QuickExpression
        elif type(part) is VariableNode:
            part.__class__ = _QuickVariableNode
        elif type(part) is TranslateNode and _is_constant(part):
            part.__class__ = _QuickTranslateNode
            vars(part)["texts"] = {}


def _parts(thing: Any, seen: set[int]) -> Iterator[Any]:
    """All nodes, expressions and variables below it, each once."""
    if id(thing) in seen:
        return
    if isinstance(thing, Node | FilterExpression | Variable | TokenBase):
        seen.add(id(thing))
        yield thing
        if isinstance(thing, Variable):
            return
        if isinstance(thing, FilterExpression):
            below: Any = [
                thing.var,
                [argument for _function, given in thing.filters for _, argument in given],
            ]
        else:
            below = list(vars(thing).values())
    elif isinstance(thing, dict):
        below = list(thing.values())
    elif isinstance(thing, list | tuple):
        below = thing
    else:
        return
    for one in below:
        yield from _parts(one, seen)


def _is_constant(node: Any) -> bool:
    """Whether `{% translate %}` says the same each time, but for the language."""
    expression, context = node.filter_expression, node.message_context
    return (
        not node.asvar
        and not expression.filters
        and expression.var.lookups is None
        and (context is None or not (context.is_var or context.filters))
    )


class _QuickVariable(Variable):
    __slots__ = ()

    def resolve(self, context: Any) -> Any:
        if self.lookups is None or self.translate or not isinstance(context, BaseContext):
            return super().resolve(context)
        first, *rest = self.lookups
        for values in reversed(context.dicts):  # type: ignore[attr-defined]
            if first in values:
                current = values[first]
                break
        else:
            raise VariableDoesNotExist("Failed lookup for key [%s] in %r", (first, context))  # type: ignore[arg-type]
        if callable(current):
            current = _called(current)
        for bit in rest:
            if current is _MISSING:
                break
            current = _called(found) if callable(found := _member(current, bit)) else found
        return current if current is not _MISSING else super().resolve(context)  # type: ignore[arg-type]


def _member(owner: Any, bit: str) -> Any:
    """The item or the attribute; _MISSING where Django has more to try or to say."""
    kind = type(owner)
    if hasattr(kind, "__getitem__"):
        if kind is dict:
            if bit in owner:
                return owner[bit]
        else:
            try:
                return owner[bit]
            except _NO_SUCH_ITEM:
                pass
    return getattr(owner, bit, _MISSING)


def _called(value: Any) -> Any:
    if getattr(value, "do_not_call_in_templates", False):
        return value
    if getattr(value, "alters_data", False):
        return _MISSING
    try:
        return value()
    except Exception:
        return _MISSING  # Django calls it again and says what is to be said


class _QuickExpression(FilterExpression):
    __slots__ = ()

    def resolve(self, context: Any, ignore_failures: bool = False) -> Any:
        value: Any = self.var
        if isinstance(value, Variable):
            try:
                value = value.resolve(context)
            except VariableDoesNotExist:
                if not ignore_failures:
                    return super().resolve(context)
                value = None
        for function, given in self.filters:
            more = [one.resolve(context) if is_variable else SafeString(one) for is_variable, one in given]
            if getattr(function, "expects_localtime", False):
                value = template_localtime(value, context.use_tz)
            if getattr(function, "needs_autoescape", False):
                new = function(value, *more, autoescape=context.autoescape)
            else:
                new = function(value, *more)
            is_safe = getattr(function, "is_safe", False) and isinstance(value, SafeData)
            value = mark_safe(new) if is_safe else new
        return value


class _QuickVariableNode(VariableNode):
    def render(self, context: Any) -> str:
        try:
            value = self.filter_expression.resolve(context)
        except UnicodeDecodeError:
            return ""
        kind = type(value)
        if kind is str:
            return SafeString(escape(value)) if context.autoescape else value
        if kind is SafeString or (kind is int and not settings.USE_THOUSAND_SEPARATOR):
            return str(value)
        return render_value_in_context(value, context)


class _QuickTranslateNode(TranslateNode):
    texts: dict[tuple[str | None, bool], str]

    def render(self, context: Any) -> str:
        key = get_language(), context.autoescape
        text = self.texts.get(key)
        if text is None:
            text = self.texts[key] = str(super().render(context))
        return text
