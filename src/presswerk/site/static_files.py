from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    """Hashed names for ever-cacheable files; what was not collected is served by its plain name.

    Wagtail and its plugins name a few files that they do not ship, and a developer's checkout is
    never collected: neither may break a page.
    """

    manifest_strict = False

    def hashed_name(self, name: str, content: Any = None, filename: str | None = None) -> str:
        try:
            return super().hashed_name(name, content, filename)
        except ValueError:
            return name
