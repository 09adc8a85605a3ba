"""Parts of libraries that load at the start and are never used here: 40 MB in each process that has Django.

Wagtail's apps register their REST interface (version 3) whether it has an address or not, and with it a
second web framework; the newspaper's own interfaces do without. Other libraries look for optional companions
by importing them and go on where there are none: for what these would do, see each line. Whoever gives one of
them work takes its line out of here; a test says what is loaded after the start.
"""

import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType

# Wagtail's apps only hand routers to it.
NEVER_SERVED = (
    "wagtail.api.v3",
    "wagtail.contrib.redirects.api",
    "wagtail.documents.api.v3",
    "wagtail.images.api.v3",
    "wagtail.locales.api.v3",
    "wagtail.snippets.api.v3",
)
# What is missing, for whom: everybody else gets it.
NOT_FOR = {
    ("pillow_heif", "willow.plugins.pillow"),  # HEIC, which no upload may be; AVIF is Pillow's own
    ("bs4.builder._lxml", "bs4.builder"),  # Wagtail parses by html.parser only
    ("charset_normalizer", "bs4.dammit"),  # guesses of codings; what is parsed here is text already
    ("jinja2", "django.test.utils"),  # which Wagtail loads for one class
    ("requests", "rest_framework.compat"),  # a client for tests
    ("uritemplate", "rest_framework.compat"),  # OpenAPI
    ("yaml", "rest_framework.compat"),  # the same
    ("pygments", "rest_framework.compat"),  # colours of a browsable interface
    ("django.contrib.postgres", "rest_framework.compat"),  # serialisers for arrays
    ("rich", "structlog.dev"),  # tracebacks with all local variables, in a terminal
    ("rich", "structlog.tracebacks"),
}
_NAMES = {name for name, _importer in NOT_FOR}


def leave_out() -> None:
    """From now on. MUST be called before Django's apps are loaded; does nothing a second time."""
    if not any(isinstance(finder, _Finder) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Finder())


class _Finder(MetaPathFinder):
    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname.startswith(NEVER_SERVED) and any(
            fullname == name or fullname.startswith(f"{name}.") for name in NEVER_SERVED
        ):
            return ModuleSpec(fullname, _Empty(), is_package=True)
        if fullname in _NAMES and (fullname, importer := _importer()) in NOT_FOR:
            raise ImportError(f"{fullname} is left out for {importer}", name=fullname)
        return None


class _Empty(Loader):
    """Makes a module in which every name is something that takes whatever is done to it."""

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _EmptyModule(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """There is nothing in it."""


class _EmptyModule(ModuleType):
    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):
            raise AttributeError(name)
        return _Nothing()


class _Nothing:
    """``api.add_router("/images/", router)`` and ``register_content_types()`` come to nothing."""

    def __getattr__(self, name: str) -> "_Nothing":
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __call__(self, *_arguments: object, **_named: object) -> "_Nothing":
        return self


def _importer() -> str:
    """The name of the module whose import statement is at work."""
    frame = sys._getframe(2)
    while frame.f_back is not None and frame.f_globals.get("__name__", "").startswith("importlib"):
        frame = frame.f_back
    return str(frame.f_globals.get("__name__", ""))
