"""Django's settings, made from `presswerk.conf`. Operators change `conf`, never this file."""

from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from presswerk import conf
from presswerk.site.bucket.address import media_folder, media_storage
from presswerk.site.databases import database
from presswerk.site.logging_setup import logging_config
from presswerk.site.passed_on import passed_on
from presswerk.site.security.defaults import security_settings
from presswerk.site.theming import theme_of

config = conf.current()
_SOURCE = Path(__file__).resolve().parent.parent

DEBUG = config.debug
SECRET_KEY = conf.secret_key(config)
BASE_URL = config.base_url
ADMIN_PATH = config.admin_path
_base = urlsplit(config.base_url)
ALLOWED_HOSTS = [_base.hostname or "localhost", "127.0.0.1", "localhost", "[::1]", *config.allowed_hosts]
DATA_DIR = config.data
_theme = theme_of(config)
SPAM_SERVICE_MOUNT = config.spam_service_mount

INSTALLED_APPS = [
    "presswerk.site.apps.SiteConfig",
    "presswerk.demo.apps.DemoConfig",
    "presswerk.transfer.apps.TransferConfig",
    "presswerk.comments.law.apps.LawConfig",
    "presswerk.comments.moderation.apps.ModerationConfig",
    "presswerk.comments.apps.CommentsConfig",
    "presswerk.syndication.apps.SyndicationConfig",
    "presswerk.accessibility.apps.AccessibilityConfig",
    "presswerk.newsroom.apps.NewsroomConfig",
    "presswerk.theme.apps.ThemeConfig",
    "presswerk.accounts.apps.AccountsConfig",
    "presswerk.bake.apps.BakeConfig",
    "presswerk.jobs.apps.JobsConfig",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.simple_translation",
    "wagtail.contrib.table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.locales",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
]
if config.database_url.startswith("postgres"):
    INSTALLED_APPS.append("django.contrib.postgres")

MIDDLEWARE = [
    "presswerk.site.security.trusted_proxies.TrustedProxiesMiddleware",
    "presswerk.bake.middleware.BakeMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "presswerk.site.security.headers.ContentSecurityPolicyMiddleware",
    "presswerk.site.security.headers.SecurityHeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "presswerk.newsroom.editions.EditionMiddleware",
    "presswerk.syndication.tdm.TdmReservationMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "presswerk.site.security.staff_area.StaffAreaMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "presswerk.site.editor_writes.EditorWritesMiddleware",
]

AUTH_USER_MODEL = "accounts.User"
ROOT_URLCONF = "presswerk.site.urls"
WSGI_APPLICATION = "presswerk.site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": _theme.template_folders,
        "OPTIONS": {
            "loaders": [
                (
                    "presswerk.site.quick_templates.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

# Database --------------------------------------------------------------------------------
DATABASES = {"default": database(config.database_url, config.data)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Wagtail keeps site root paths in the cache for an hour; a cache of one process would show
# others' old ones. So: shared, or none.
if config.redis_url:
    CACHES = {"default": {"BACKEND": "presswerk.site.shared_cache.SharedCache", "LOCATION": config.redis_url}}
else:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
# Wagtail's cache of stored sizes would outlive a restore: a size that it remembers is not made again.
CACHES["renditions"] = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}

TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend",
        "QUEUES": ["default", "urgent", "slow"],
    }
}

# Language and time -----------------------------------------------------------------------
_NAMES = {
    "de": _("German"), "en": _("English"), "fr": _("French"), "nl": _("Dutch"), "da": _("Danish"),
    "it": _("Italian"), "es": _("Spanish"), "pl": _("Polish"), "tr": _("Turkish"), "ar": _("Arabic"),
}  # fmt: skip
_codes = list(dict.fromkeys([config.language, *config.languages]))
LANGUAGE_CODE = config.language
LANGUAGES = [(code, _NAMES.get(code, code)) for code in _codes]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = [("de", _("German")), ("en", _("English"))]
WAGTAIL_I18N_ENABLED = True
USE_I18N = True
USE_TZ = True
TIME_ZONE = config.time_zone
FORMAT_MODULE_PATH = ["presswerk.site.formats"]
LOCALE_PATHS = [str(_SOURCE / "site" / "locale")]

# Files -----------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = config.data / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = media_folder(config)
MEDIA_IN_BUCKET = bool(config.media_url)
MEDIA_CACHE_BYTES = config.media_cache_megabytes * 1024 * 1024
STORAGES = {
    "default": media_storage(config),
    "staticfiles": {"BACKEND": "presswerk.site.static_files.HashedStaticFiles"},
}
STATICFILES_FINDERS = [
    "presswerk.theme.finder.ThemeFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
THEME = config.theme
THEME_GROUNDS = _theme.grounds
THEME_PRELOAD = _theme.preload
THEME_STATE = _theme.state
SHEETS_FOLDER = config.data / "sheets"
FILE_UPLOAD_PERMISSIONS = 0o644
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
# A long article with many blocks posts several thousand fields.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
WHITENOISE_MAX_AGE = 300
# A checkout that was never collected is served from the packages themselves.
WHITENOISE_USE_FINDERS = not (config.data / "static" / "staticfiles.json").exists()
WHITENOISE_KEEP_ONLY_HASHED_FILES = False

# Bake ------------------------------------------------------------------------------------
BAKE_FOLDER = config.data / "bake"
BAKE_MEGABYTES = config.bake_megabytes
FRONT_PLAN = config.data / "front.json"
# An unnamed read while a page renders is an error where somebody sees it, and costs the bake elsewhere.
BAKE_STRICT = config.debug
# Never baked; the front passes them on, except files, which it answers itself.
BAKE_PASSED_ON = passed_on(config)
BAKE_PASSED = (*BAKE_PASSED_ON, "/media/", "/static/")

# Mail ------------------------------------------------------------------------------------
EMAIL_BACKEND = "presswerk.jobs.mail_backend.OutboxBackend"
DEFAULT_FROM_EMAIL = config.mail_from

# Wagtail ---------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = "Presswerk"
WAGTAILADMIN_BASE_URL = config.base_url
WAGTAIL_APPEND_SLASH = True
if config.language.split("-")[0] == "de":
    WAGTAIL_DATE_FORMAT = "%d.%m.%Y"
    WAGTAIL_DATETIME_FORMAT = "%d.%m.%Y %H:%M"
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAILREDIRECTS_AUTO_CREATE = False
WAGTAILIMAGES_IMAGE_MODEL = "newsroom.Image"
WAGTAILDOCS_DOCUMENT_MODEL = "newsroom.Document"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = config.upload_max_megabytes * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = config.upload_max_megapixels * 1_000_000
# A picture differs from the original about as it does as WebP at 60 (docs/reference/design.md, Pictures).
WAGTAILIMAGES_AVIF_QUALITY = 46
WAGTAILDOCS_EXTENSIONS = [
    "csv", "docx", "m4a", "mp3", "mp4", "odt", "ods", "oga", "ogg", "pdf", "pptx", "txt", "vtt",
    "webm", "xlsx",
]  # fmt: skip
WAGTAILIMAGES_IMAGE_FORM_BASE = "presswerk.newsroom.uploads.forms.PictureForm"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "presswerk.newsroom.uploads.forms.DocumentForm"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILEMBEDS_FINDERS: list[dict] = []
# The pages' Content-Security-Policy names the same ones (site.security.defaults).
EMBED_HOSTS = [host.lower() for host in config.embed_hosts]
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILSEARCH_BACKENDS = {
    "default": {
        "BACKEND": "presswerk.newsroom.search_index",
        "SEARCH_CONFIG": "german" if config.language == "de" else "english",
    }
}
SILENCED_SYSTEM_CHECKS: list[str] = []

LOGGING_CONFIG = None
logging_config(config)

globals().update(security_settings(config))
# Named for the type checker, which does not see what the line above brings.
ACCOUNT_PATH: str
EDITOR_PATH: str
INVITATION_LIFETIME: timedelta
SECOND_FACTOR_GRACE: timedelta
SECOND_FACTOR_GROUPS: list[str]
SECURE_CSP: dict[str, list[str]]
SECURE_CSP_EDITOR: dict[str, list[str]]
STAFF_MARKER_COOKIE_NAME: str
STAFF_PATHS: list[str]
TRUSTED_PROXIES: list[str]
