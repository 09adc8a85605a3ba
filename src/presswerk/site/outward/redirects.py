"""Addresses that lead elsewhere, in the words of the web servers and as files."""

import re
from collections.abc import Iterable
from html import escape
from urllib.parse import unquote

from presswerk.site.outward.index import Entry

GONE = 410


def nginx_redirects(entries: Iterable[Entry]) -> str:
    """Maps for nginx's http block (ngx_http_map_module). nginx reads them when it starts or reloads."""
    entries = list(entries)
    parts = ["# Written by presswerk bake. Included by nginx-maps.conf."]
    for name, status in (("permanent", 301), ("temporary", 302)):
        found = [entry for entry in entries if entry.status == status]
        by_path = [
            f"{_nginx(unquote(e.address.path))} {_nginx(e.target)};" for e in found if not e.address.query
        ]
        by_uri = [
            f"{_nginx(f'{e.address.path}?{e.address.query}')} {_nginx(e.target)};"
            for e in found
            if e.address.query
        ]
        parts.append(_map("$uri", f"$presswerk_{name}_path", by_path))
        parts.append(_map("$request_uri", f"$presswerk_{name}", by_uri, f"$presswerk_{name}_path"))
    gone = [f"{_nginx(unquote(entry.address.path))} 1;" for entry in entries if entry.status == GONE]
    parts.append(_map("$uri", "$presswerk_gone", gone))
    return "\n".join(parts) + "\n"


def _map(source: str, name: str, lines: list[str], default: str = '""') -> str:
    return "\n".join(
        [f"map {source} {name} {{", f"    default {default};", *(f"    {line}" for line in lines), "}"]
    )


def _nginx(text: str) -> str:
    """A quoted word. A dollar sign would be a variable, and nginx cannot quote it: \\x24 matches none.

    A leading tilde would be a regular expression, so it is escaped (ngx_http_map_module).
    """
    quoted = text.replace("\\", "\\\\").replace('"', '\\"').replace("$", "%24")
    return f'"\\{quoted}"' if quoted.startswith("~") else f'"{quoted}"'


def caddy_redirects(entries: Iterable[Entry]) -> str:
    """Directives for a site of Caddy, one matcher a line; those with a query stand first."""
    lines = ["# Written by presswerk bake. Imported by the Caddyfile."]
    ordered = sorted(entries, key=lambda entry: not entry.address.query)
    for number, entry in enumerate(ordered):
        path = _caddy(re.sub(r"([*{}])", r"\\\1", unquote(entry.address.path)))
        if entry.address.query:
            pairs = " ".join(_caddy(pair) for pair in entry.address.query.split("&"))
            lines += [f"@r{number} {{", f"\tpath {path}", f"\tquery {pairs}", "}"]
        else:
            lines.append(f"@r{number} path {path}")
        if entry.status == GONE:
            lines.append(f"error @r{number} {GONE}")
        else:
            lines.append(f"redir @r{number} {_caddy(entry.target)} {entry.status}")
    return "\n".join(lines) + "\n"


def _caddy(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "") + '"'


def stub(target: str) -> bytes:
    """A page that leads on at once, for where nothing answers with a redirect."""
    address = escape(target)
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><meta name="robots" content="noindex">'
        f'<meta http-equiv="refresh" content="0; url={address}"><link rel="canonical" href="{address}">'
        f'<title>{address}</title></head><body><a href="{address}">{address}</a></body></html>\n'
    ).encode()
