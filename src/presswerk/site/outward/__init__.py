"""The public site as static files in a folder, kept current from the purge log.

folder/sites/HOST/…        what a web server or a bucket shows, each text with its .gz and .br beside it
folder/redirects.nginx     addresses that lead elsewhere or are gone, as maps of nginx
folder/redirects.caddy     the same for Caddy
folder/nginx-maps.conf     to be included in nginx's http block
folder/nginx-site.conf     to be included in its server block
folder/Caddyfile           a whole site for Caddy
folder/index.sqlite3       which file depends on what, and how far the purge log was followed
"""

from presswerk.site.outward.follower import Follower, NotOurFolder

__all__ = ["Follower", "NotOurFolder"]
