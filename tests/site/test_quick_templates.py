"""The short ways through a template say what Django says, for every kind of value and of failure."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.template import Context, Engine, Template
from django.template.loader import get_template
from django.utils import translation
from django.utils.safestring import mark_safe
from hypothesis import given
from hypothesis import strategies as st

from presswerk.site.quick_templates import Loader, quicken

ENGINE = Engine(libraries={"i18n": "django.templatetags.i18n", "l10n": "django.templatetags.l10n"})


class Thing:
    """An object as templates meet them."""

    name = "<Thing>"

    def __repr__(self) -> str:
        return "a thing"

    def method(self) -> str:
        return "called & back"

    def with_argument(self, what: str) -> str:
        return what

    def delete(self) -> str:
        raise AssertionError("A template must not call this.")

    delete.alters_data = True  # type: ignore[attr-defined]

    @property
    def broken(self) -> str:
        raise AttributeError("inside")

    @property
    def wrong(self) -> str:
        raise ValueError("inside")


class Uncalled:
    """As Django's choices: given to templates as it is."""

    do_not_call_in_templates = True
    label = "a class"


class Silent(Exception):
    silent_variable_failure = True


def fails_silently() -> str:
    raise Silent


class Keyed:
    """Answers to keys that are no attributes."""

    own = "attribute"

    def __repr__(self) -> str:
        return "a keyed thing"

    def __getitem__(self, key: Any) -> str:
        if key in {"key", 0}:
            return f"item {key}"
        raise KeyError(key)


VALUES: dict[str, Any] = {
    "text": "<b> & 'c'", "safe": mark_safe("<i>x</i>"), "number": 1234567, "yes": True, "nothing": None,
    "decimal": Decimal("1234.5"), "float": 0.25, "moment": datetime(2026, 11, 26, 1, 2),
    "list": ["first", "<second>"], "dict": {"key": "value", "items": "an item", "n": {"m": 1}, "1": "one"},
    "thing": Thing(), "kind": Thing, "uncalled": Uncalled, "keyed": Keyed(), "silent": fails_silently,
    "function": lambda: "from a function", "many": [1, 2, 3],
    "nested": SimpleNamespace(a=SimpleNamespace(b=["x", {"c": "deep"}])),
    "empty": "", "lazy": translation.gettext_lazy("Name"),
}  # fmt: skip
NAMES = [
    *VALUES, "missing", "missing.more", "dict.key", "dict.items", "dict.n.m", "dict.1", "dict.none", "list.0",
    "list.1", "list.9", "list.count", "thing.name", "thing.method", "thing.with_argument", "thing.delete",
    "thing.none", "thing.method.upper", "kind.name", "uncalled.label", "keyed.key", "keyed.own", "keyed.none",
    "keyed.0", "nested.a.b.1.c", "nested.a.b.0.upper", "nested.a.x", "text.upper", "forloop.counter",
    "True", "None",
    "template", "dicts", "autoescape", "thing.broken", "thing.wrong", "3", "-1.5", "'<literal>'", "_('Name')",
]  # fmt: skip
FORMS = [
    "{{ %s }}", "{%% if %s %%}yes{%% else %%}no{%% endif %%}", "{{ %s|default:'<none>' }}", "{{ %s|upper }}",
    "{%% if %s == text %%}same{%% endif %%}",
    "{%% for x in %s %%}{{ x }}{{ forloop.counter }},{%% empty %%}-{%% endfor %%}",
    "{%% with y=%s %%}{{ y }}{%% endwith %%}", "{%% autoescape off %%}{{ %s }}{%% endautoescape %%}",
    "{{ %s|length }}", "{{ %s|safe }}", "{{ text|default:%s }}", "{{ %s|date:'Y' }}",
    "{{ %s|default_if_none:text }}",
]  # fmt: skip


def outcome(source: str, quick: bool, **settings: Any) -> str:
    """What it renders to, or how it fails."""
    template = Template(source, engine=ENGINE)
    if quick:
        quicken(template.nodelist)
    try:
        # Twice: the first rendering may keep something for the second.
        first, second = (template.render(Context(dict(VALUES), **settings)) for _ in range(2))
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    assert first == second
    return first


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("autoescape", [True, False])
def test_every_value_in_every_form_is_as_django_says_it(form: str, autoescape: bool) -> None:
    for name in NAMES:
        source = form % name
        given = {"autoescape": autoescape}
        assert outcome(source, True, **given) == outcome(source, False, **given), source


@given(
    st.lists(
        st.sampled_from(["text", "key", "items", "0", "method", "a", "b", "n", "upper", "name"]), max_size=3
    ),
    st.sampled_from(sorted(VALUES)),
    st.sampled_from(FORMS),
)
def test_made_up_ways_into_values_are_as_django_says_them(steps: list[str], first: str, form: str) -> None:
    source = form % ".".join([first, *steps])
    assert outcome(source, True) == outcome(source, False)


TRANSLATIONS = [
    "{% translate 'Name' %}", "{% translate '100 %' %}", "{% translate '<b>' noop %}", "{% translate text %}",
    "{% translate 'Name' as n %}{{ n }}!", "{% translate 'May' context 'alt. month' %}",
    "{% translate 'Name'|upper %}",
    "{% language 'en' %}{% translate 'Yes' %}{% endlanguage %}{% translate 'Yes' %}",
    "{% autoescape off %}{% translate \"It's\" %}{% endautoescape %}",
]  # fmt: skip


@pytest.fixture(params=["de", "en", None])
def language(request: pytest.FixtureRequest) -> Iterator[str | None]:
    with translation.override(request.param):
        yield request.param


@pytest.mark.parametrize("source", TRANSLATIONS)
def test_translations_are_those_of_the_active_language(source: str, language: str | None) -> None:
    loaded = "{% load i18n %}" + source
    assert outcome(loaded, True) == outcome(loaded, False)


def test_one_compiled_template_follows_the_language() -> None:
    template = Template("{% load i18n %}{% translate 'Yes' %}", engine=ENGINE)
    quicken(template.nodelist)
    said = []
    for code in ("de", "en", "de"):
        with translation.override(code):
            said.append(template.render(Context()))
    assert said == ["Ja", "Yes", "Ja"]


def test_string_if_invalid_stands_for_what_is_missing() -> None:
    engine = Engine(string_if_invalid="(no %s)")
    for source in (
        "{{ missing }}",
        "{{ dict.none.more }}",
        "{{ missing|upper }}",
        "{% if missing %}a{% endif %}",
    ):
        plain, quick = Template(source, engine=engine), Template(source, engine=engine)
        quicken(quick.nodelist)
        assert quick.render(Context(VALUES)) == plain.render(Context(VALUES)), source


def test_the_newspapers_own_templates_come_by_this_loader() -> None:
    template = get_template("comments/comment.html").template  # type: ignore[attr-defined]
    assert isinstance(template.engine.template_loaders[0], Loader)
    assert {
        type(node).__module__
        for node in template.nodelist.get_nodes_by_type(object)
        if hasattr(node, "filter_expression")
    } == {"presswerk.site.quick_templates"}
