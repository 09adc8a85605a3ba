"""What the operator may change: declared once, checked at the start, read everywhere.

Each module here without a leading underscore belongs to the package of the same name and lists that
package's settings as ``SETTINGS = (Setting(...), ...)``; nothing else needs to be registered. A value comes
from the environment (``PRESSWERK_<NAME>``), else from ``<data>/presswerk.toml``, else it is the default.
There is no Django in this package, so that ``presswerk version`` and the front can use it too.
"""

from presswerk.conf._config import Config
from presswerk.conf._declared import declared, packages
from presswerk.conf._errors import ConfigError
from presswerk.conf._kinds import Duration
from presswerk.conf._load import current, load
from presswerk.conf._secret import secret_key, secret_key_path
from presswerk.conf._setting import Setting

__all__ = [
    "Config",
    "ConfigError",
    "Duration",
    "Setting",
    "current",
    "declared",
    "load",
    "packages",
    "secret_key",
    "secret_key_path",
]
