"""The key that signs what the newspaper hands out."""

import os
import secrets
import tempfile
from pathlib import Path

from presswerk.conf._config import Config
from presswerk.conf._errors import ConfigError

SHORTEST_KEY = 32


def secret_key_path(config: Config) -> Path:
    """The file that holds the key."""
    return config.data / "secret.key"


def secret_key(config: Config) -> str:
    """The secret key, made at the first call (file mode 0600).

    Two processes that start at once get the same key: a complete file is linked into place, and the second
    link fails. Raises ConfigError when the file cannot be read or written, or holds no usable key.
    """
    path = secret_key_path(config)
    try:
        if not path.exists():
            _create(path)
        key = path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not text"
        raise ConfigError(
            f"The secret key {path} cannot be read or made: {reason}. "
            "Give the user that runs Presswerk the right to read and write the data folder."
        ) from error
    if len(key) < SHORTEST_KEY:
        raise ConfigError(
            f"The secret key {path} is too short ({len(key)} characters). Restore it from a backup, "
            "or delete the file: a new key is made, and everyone has to log in again."
        )
    return key


def _create(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(prefix=".secret-", dir=path.parent)  # mkstemp makes mode 0600
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(64) + "\n")
            file.flush()
            os.fsync(file.fileno())
        os.link(temporary, path)
    except FileExistsError:
        return
    finally:
        os.unlink(temporary)
