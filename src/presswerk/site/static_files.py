from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    """Hashed names for ever-cacheable files; what was not collected is served by its plain name.

    Wagtail and its plugins name a few files that they do not ship, and a developer's checkout is
    never collected: neither may break a page.
    """

    manifest_strict = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._addresses: dict[str, str] = {}

    def url(self, name: str, force: bool = False) -> str:
        """The file's address. Found once for each file of the manifest, which is itself read but once."""
        if name not in self.hashed_files or force:
            return super().url(name, force)
        hashed = self.hashed_files[name]
        known = self._addresses.get(hashed)
        if known is None:
            known = self._addresses[hashed] = super().url(name)
        return known

    def hashed_name(self, name: str, content: Any = None, filename: str | None = None) -> str:
        try:
            return super().hashed_name(name, content, filename)
        except ValueError:
            return name
