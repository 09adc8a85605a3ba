"""Django's settings for the reference; the folder of its data comes from REFERENCE_DATA."""

import os
import sys
from pathlib import Path

from presswerk.site.databases import database
from presswerk.site.security.csp import editor_policy, reader_policy

DATA = Path(os.environ["REFERENCE_DATA"])
HERE = Path(__file__).resolve().parent

DEBUG = False
SECRET_KEY = "only for measuring"
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = "reference_wagtail.urls"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "reference_wagtail.apps.StockConfig",
    "wagtail.contrib.redirects",
    "wagtail.contrib.table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "presswerk.site.security.trusted_proxies.TrustedProxiesMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "presswerk.site.security.headers.ContentSecurityPolicyMiddleware",
    "presswerk.site.security.headers.SecurityHeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]
# Read by the middleware that both sides share.
TRUSTED_PROXIES: list[str] = []
STAFF_PATHS = ["/admin/"]
EDITOR_PATH = "/admin/"
SECURE_CSP = reader_policy()
SECURE_CSP_EDITOR = editor_policy()

# Without DEBUG, Django wraps the loaders into the cached one.
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

# The newspaper's own settings of SQLite.
DATABASES = {"default": database(f"sqlite:///{DATA / 'reference.sqlite3'}", DATA)}

# Made when the reference is filled.
MIGRATION_MODULES = {"stock": "stock_migrations"}
sys.path.append(str(DATA))

LANGUAGE_CODE = "de"
USE_TZ = True
TIME_ZONE = "Europe/Berlin"
STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA / "media"

WAGTAIL_SITE_NAME = "Reference"
WAGTAILADMIN_BASE_URL = "http://127.0.0.1"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database", "AUTO_UPDATE": False}}
# "image": `{% image %}`, one size a picture. "picture": `{% picture %}` with as many as the newspaper shows.
WAGTAIL_PICTURES = os.environ.get("WAGTAIL_PICTURES", "image")
