"""On which address the web server listens, and what readers type."""

import os

from presswerk import conf


def choose_address(host: str | None, port: int | None) -> tuple[str, int]:
    """Host and port from the command line, else from the settings.

    Where the operator has named no public address (``base_url``), it follows: a newspaper tried on port 8080
    must not lead its readers to 8000. It is put into the environment, for this process and those it starts.
    """
    config = conf.current()
    host = host or config.listen_host
    port = port or config.listen_port
    if config.origin("base_url") == "default":
        os.environ["PRESSWERK_BASE_URL"] = local_address(host, port)
        conf.current.cache_clear()
    return host, port


def local_address(host: str, port: int) -> str:
    """The address to type into a browser of this machine."""
    if host in {"0.0.0.0", "::", ""}:
        host = "127.0.0.1"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
