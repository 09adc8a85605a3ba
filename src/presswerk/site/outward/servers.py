"""What nginx and Caddy have to be told once to show the folder as the newspaper shows itself."""

from pathlib import Path

from presswerk.bake.front.plan import ASKED_FILE_CACHE_CONTROL
from presswerk.site.outward.files import Files
from presswerk.site.security.csp import FILE_POLICY

_MAPS = """\
# Written by presswerk bake. For nginx's http block: include {folder}/nginx-maps.conf;
map_hash_bucket_size 512;
include {folder}/redirects.nginx;
map $arg_before $presswerk_page {{
    default "";
    "~^[0-9]+$" "before-$arg_before.html";
}}
map $uri $presswerk_file_lifetime {{
    default "{file_lifetime}";
    "~^/static/" "max-age=604800";
}}
map $host $presswerk_site {{
    default "{default}";
{hosts}}}
"""

_SITE = """\
# Written by presswerk bake. For nginx's server block: include {folder}/nginx-site.conf;
root {folder}/sites/$presswerk_site;
index index.html index.xml index.json;
gzip_static on;
charset utf-8;
charset_types text/xml text/plain text/css application/xml application/feed+json;
error_page 404 410 /404.html;
if ($presswerk_gone) {{ return 410; }}
if ($presswerk_permanent) {{ return 301 $presswerk_permanent; }}
if ($presswerk_temporary) {{ return 302 $presswerk_temporary; }}
# A list's further page is a file of its own; one that was not written is not found.
if ($presswerk_page) {{ rewrite "^(.*)/$" "$1/$presswerk_page" last; }}
{headers}\
location ~ /feed/index\\.xml$ {{
    types {{ application/xml xml; }}
{headers}    add_header X-Robots-Tag "noindex, follow";
}}
location ~ /(?:feed|corrections)\\.(?:rss|atom|json)$ {{
    types {{ application/xml rss atom; application/feed+json json; }}
{headers}    add_header X-Robots-Tag "noindex, follow";
}}
location = /site.webmanifest {{
    types {{ application/manifest+json webmanifest; }}
{headers}}}
location ~ ^/sitemap[^/]*\\.xml$ {{
    types {{ application/xml xml; }}
{headers}    add_header X-Robots-Tag noindex;
}}
location ~ ^/(?:static|media)/ {{
    add_header X-Content-Type-Options nosniff;
    add_header Cross-Origin-Resource-Policy cross-origin;
    add_header Content-Security-Policy "{file_policy}";
    add_header Cache-Control $presswerk_file_lifetime;
}}
"""

_CADDY = """\
# Written by presswerk bake. Import it: import {folder}/Caddyfile
{hosts} {{
	root * {folder}/sites/{site}
	import {folder}/redirects.caddy
	@further {{
		path */
		query before=*
	}}
	rewrite @further {{path}}before-{{query.before}}.html
{headers}	header /feed/* Content-Type "application/xml; charset=utf-8"
	header /media/* Cache-Control "{file_lifetime}"
	header */feed/ Content-Type "application/xml; charset=utf-8"
	header *.rss Content-Type "application/xml; charset=utf-8"
	header *.atom Content-Type "application/xml; charset=utf-8"
	header */feed.json Content-Type "application/feed+json; charset=utf-8"
	header /corrections.json Content-Type "application/feed+json; charset=utf-8"
	header /site.webmanifest Content-Type "application/manifest+json"
	file_server {{
		precompressed br gzip
		index index.html index.xml index.json
	}}
	handle_errors {{
		rewrite * /404.html
		file_server
	}}
}}
"""


def write_server_files(folder: Path, hosts: list[str], headers: list[tuple[str, str]]) -> None:
    """Write nginx-maps.conf, nginx-site.conf and Caddyfile. ``headers`` are a page's."""
    place, files = folder.absolute(), Files(folder)
    default = hosts[0] if hosts else "localhost"
    maps = _MAPS.format(
        folder=place,
        default=default,
        file_lifetime=ASKED_FILE_CACHE_CONTROL,
        hosts="".join(f'    "{host}" "{host}";\n' for host in hosts),
    )
    files.write("nginx-maps.conf", maps.encode())
    said = "".join(f"add_header {name} {_quoted(value)};\n" for name, value in headers)
    site = _SITE.format(folder=place, headers=said, file_policy=FILE_POLICY)
    files.write("nginx-site.conf", site.encode())
    lines = "".join(f"\theader {name} {_quoted(value)}\n" for name, value in headers)
    blocks = [
        _CADDY.format(
            folder=place, hosts=host, site=host, headers=lines, file_lifetime=ASKED_FILE_CACHE_CONTROL
        )
        for host in hosts
    ]
    files.write("Caddyfile", "\n".join(blocks).encode())


def _quoted(value: str) -> str:
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
