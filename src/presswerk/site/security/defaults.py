"""Django's, allauth's and Wagtail's settings that concern security, made from the operator's."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from presswerk.conf import Config
from presswerk.site.security.csp import editor_policy, reader_policy
from presswerk.theme import in_page

ACCOUNT_PATH = "/account/"
# Of the staff, though it shows no more than components; see presswerk.site.style_guide.
STYLE_GUIDE_PATH = "/_stil/"
ONE_YEAR_SECONDS = 365 * 24 * 3600
SESSION_SECONDS = 14 * 24 * 3600
SHORTEST_PASSWORD = 12


def security_settings(config: Config, media_hosts: tuple[str, ...] = ()) -> dict[str, Any]:
    """The settings by name, to be merged into the settings module.

    ``media_hosts``: origins that serve uploaded files, when it is not the newspaper itself.
    """
    address = urlsplit(config.base_url)
    secure = address.scheme == "https"
    return {
        **_paths(config),
        **_passwords(),
        **_login(config, secure, address.hostname == "localhost"),
        **_cookies(config, secure),
        **_headers(config, secure, media_hosts),
        **_wagtail(),
    }


def _paths(config: Config) -> dict[str, Any]:
    editor = f"/{config.admin_path}/"
    return {
        "TRUSTED_PROXIES": list(config.trusted_proxies),
        "ACCOUNT_PATH": ACCOUNT_PATH,
        "EDITOR_PATH": editor,
        "STAFF_PATHS": [editor, ACCOUNT_PATH, STYLE_GUIDE_PATH],
    }


def _passwords() -> dict[str, Any]:
    validation = "django.contrib.auth.password_validation"
    return {
        "PASSWORD_HASHERS": ["presswerk.accounts.hashers.BoundedArgon2Hasher"],
        "AUTH_PASSWORD_VALIDATORS": [
            {
                "NAME": f"{validation}.UserAttributeSimilarityValidator",
                "OPTIONS": {"user_attributes": ("email", "first_name", "last_name")},
            },
            {"NAME": f"{validation}.MinimumLengthValidator", "OPTIONS": {"min_length": SHORTEST_PASSWORD}},
            {"NAME": f"{validation}.CommonPasswordValidator"},
        ],
    }


def _login(config: Config, secure: bool, on_localhost: bool) -> dict[str, Any]:
    # A passkey belongs to a domain name reached by TLS; browsers refuse anything else but "localhost".
    second_factors = ["totp", "recovery_codes", *(["webauthn"] if secure or on_localhost else [])]
    return {
        "AUTHENTICATION_BACKENDS": ["allauth.account.auth_backends.AuthenticationBackend"],
        "LOGIN_URL": "account_login",
        "LOGIN_REDIRECT_URL": "wagtailadmin_home",
        "ACCOUNT_ADAPTER": "presswerk.accounts.adapter.StaffAccountAdapter",
        "ACCOUNT_LOGIN_METHODS": {"email"},
        "ACCOUNT_SIGNUP_FIELDS": ["email*", "password1*", "password2*"],
        "ACCOUNT_USER_MODEL_USERNAME_FIELD": None,
        # An administrator makes the accounts and knows the addresses.
        "ACCOUNT_EMAIL_VERIFICATION": "none",
        "ACCOUNT_EMAIL_NOTIFICATIONS": True,
        "ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS": False,
        "ACCOUNT_EMAIL_SUBJECT_PREFIX": "",
        "ACCOUNT_LOGOUT_REDIRECT_URL": "account_login",
        "ACCOUNT_DEFAULT_HTTP_PROTOCOL": urlsplit(config.base_url).scheme,
        # Ours count in the database (presswerk.accounts.attempts); allauth's would in the cache.
        "ACCOUNT_RATE_LIMITS": False,
        "ACCOUNT_FORMS": {
            "reset_password": "presswerk.accounts.forms.StaffResetPasswordForm",
            "change_password": "presswerk.accounts.forms.StaffChangePasswordForm",
        },
        "MFA_ADAPTER": "presswerk.accounts.second_factor.StaffMFAAdapter",
        "MFA_SUPPORTED_TYPES": second_factors,
        "MFA_PASSKEY_LOGIN_ENABLED": "webauthn" in second_factors,
        "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN": on_localhost and not secure,
        # One step of 30 s either way: telephones' clocks are not all right.
        "MFA_TOTP_TOLERANCE": 1,
        "MFA_RATE_LIMITS": False,
        "MFA_FORMS": {
            "authenticate": "presswerk.accounts.second_factor.StaffAuthenticateForm",
            "reauthenticate": "presswerk.accounts.second_factor.StaffReauthenticateForm",
            "add_webauthn": "presswerk.accounts.second_factor.StaffAddWebAuthnForm",
            "activate_totp": "presswerk.accounts.second_factor.StaffActivateTOTPForm",
        },
        "SECOND_FACTOR_GROUPS": list(config.second_factor_groups),
        "SECOND_FACTOR_GRACE": config.second_factor_grace,
        "INVITATION_LIFETIME": config.invitation_lifetime,
    }


def _cookies(config: Config, secure: bool) -> dict[str, Any]:
    # Browsers take a cookie named __Host-… only from this very host, by TLS, for all its paths.
    prefix = "__Host-" if secure else ""
    return {
        "SESSION_ENGINE": "django.contrib.sessions.backends.db",
        "SESSION_COOKIE_NAME": f"{prefix}presswerk_session",
        "SESSION_COOKIE_AGE": SESSION_SECONDS,
        "SESSION_COOKIE_SECURE": secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "STAFF_MARKER_COOKIE_NAME": f"{prefix}presswerk_staff",
        "CSRF_COOKIE_NAME": f"{prefix}presswerk_csrf",
        "CSRF_COOKIE_SECURE": secure,
        "CSRF_COOKIE_HTTPONLY": True,
        "CSRF_COOKIE_SAMESITE": "Lax",
        "CSRF_TRUSTED_ORIGINS": [config.base_url.rstrip("/")],
        "CSRF_FAILURE_VIEW": "presswerk.accounts.views.csrf_failure",
        "MESSAGE_STORAGE": "django.contrib.messages.storage.session.SessionStorage",
    }


def _headers(config: Config, secure: bool, media_hosts: tuple[str, ...]) -> dict[str, Any]:
    embeds = list(config.embed_hosts)
    return {
        "SECURE_CSP": reader_policy(embeds, media_hosts, in_page.SOURCES),
        "SECURE_CSP_EDITOR": editor_policy(embeds, media_hosts),
        "SECURE_HSTS_SECONDS": ONE_YEAR_SECONDS if secure else 0,
        # Other hosts of the publisher's domain are not ours to decide about.
        "SECURE_HSTS_INCLUDE_SUBDOMAINS": False,
        "SECURE_CONTENT_TYPE_NOSNIFF": True,
        "SECURE_REFERRER_POLICY": "strict-origin-when-cross-origin",
        "SECURE_CROSS_ORIGIN_OPENER_POLICY": "same-origin",
        # Only a trusted proxy's word gets as far as this (TrustedProxiesMiddleware).
        "SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https"),
        "USE_X_FORWARDED_HOST": False,
    }


def _wagtail() -> dict[str, Any]:
    return {
        # Passwords are changed on the account pages; addresses by an administrator.
        "WAGTAIL_PASSWORD_MANAGEMENT_ENABLED": False,
        "WAGTAIL_PASSWORD_RESET_ENABLED": False,
        "WAGTAIL_EMAIL_MANAGEMENT_ENABLED": False,
        # An account made without a password gets one by "forgotten password", known to nobody else.
        "WAGTAILUSERS_PASSWORD_REQUIRED": False,
        # Shared passwords would need a cookie for readers.
        "WAGTAIL_PRIVATE_PAGE_OPTIONS": {"SHARED_PASSWORD": False},
        "WAGTAILDOCS_PRIVATE_COLLECTION_OPTIONS": {"SHARED_PASSWORD": False},
        # The editor calls no other host either.
        "WAGTAIL_GRAVATAR_PROVIDER_URL": None,
        "WAGTAIL_ENABLE_UPDATE_CHECK": False,
        "WAGTAIL_ENABLE_WHATS_NEW_BANNER": False,
    }
