"""What browsers are told about pages, screens and previews."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from presswerk import conf
from presswerk.site.security.csp import CSP, build_policy, editor_policy, preview_policy, reader_policy
from presswerk.site.security.defaults import security_settings
from presswerk.site.security.headers import ContentSecurityPolicyMiddleware, SecurityHeadersMiddleware
from presswerk.theme import in_page

# What stands in the page is known by its hash: one script, and rules for the next click.
OWN_SCRIPTS = ["'self'", *in_page.SOURCES]


def answer(path="/politik/", dummy=False, **headers):
    """A page's headers after both middlewares."""

    def view(request):
        return HttpResponse("text", headers=headers)

    request = RequestFactory().get(path)
    if dummy:
        setattr(request, "is_dummy", True)  # noqa: B010
    return ContentSecurityPolicyMiddleware(SecurityHeadersMiddleware(view))(request).headers


def directives(policy):
    return {part.split()[0]: part.split()[1:] for part in policy.split("; ")}


def test_readers_pages_run_and_show_nothing_that_is_written_into_them():
    policy = directives(answer()[CSP.HEADER])
    assert policy["default-src"] == policy["style-src"] == ["'self'"]
    assert policy["script-src"] == OWN_SCRIPTS
    assert policy["object-src"] == policy["base-uri"] == policy["frame-ancestors"] == ["'none'"]
    assert policy["form-action"] == ["'self'"]
    assert "unsafe" not in answer()[CSP.HEADER]


def test_only_the_embeds_that_a_click_may_load_can_be_framed():
    assert directives(build_policy(reader_policy(["https://video.example"])))["frame-src"] == [
        "https://video.example"
    ]
    assert directives(build_policy(reader_policy()))["frame-src"] == ["'none'"]


def test_pictures_stored_elsewhere_are_allowed_by_name():
    policy = directives(build_policy(reader_policy([], ["https://bilder.example"], in_page.SOURCES)))
    assert policy["img-src"] == ["'self'", "https://bilder.example", "data:"]
    assert policy["media-src"] == ["'self'", "https://bilder.example"]
    assert policy["script-src"] == OWN_SCRIPTS


def test_the_editor_may_write_scripts_into_its_screens_but_call_no_other_host():
    policy = directives(answer("/admin/pages/1/edit/")[CSP.HEADER])
    assert "'unsafe-inline'" in policy["script-src"]
    assert policy["default-src"] == ["'self'"]
    assert not [source for source in policy["script-src"] if "://" in source]
    assert policy["object-src"] == ["'none'"]


def test_the_account_pages_are_as_strict_as_readers_pages():
    assert answer("/account/login/")[CSP.HEADER] == answer("/politik/")[CSP.HEADER]
    assert answer("/account/login/")["X-Frame-Options"] == "DENY"


def test_a_preview_may_stand_in_the_editors_frame_and_is_as_strict_on_scripts():
    headers = answer(dummy=True)
    policy = directives(headers[CSP.HEADER])
    assert policy["frame-ancestors"] == ["'self'"]
    assert policy["script-src"] == OWN_SCRIPTS
    assert headers["X-Frame-Options"] == "SAMEORIGIN"


def test_the_preview_differs_in_who_may_frame_it_only():
    readers = reader_policy(["https://video.example"])
    preview = preview_policy(readers)
    assert {name for name in readers if readers[name] != preview[name]} == {"frame-ancestors"}


def test_a_policy_of_the_views_own_stays():
    assert answer(**{CSP.HEADER: "default-src 'none'"})[CSP.HEADER] == "default-src 'none'"


def test_nobody_frames_a_readers_page():
    assert answer()["X-Frame-Options"] == "DENY"


def test_features_that_no_newspaper_needs_are_off():
    policy = answer()["Permissions-Policy"]
    assert "camera=()" in policy
    assert "geolocation=()" in policy
    assert "fullscreen" not in policy


@pytest.mark.parametrize(
    ("path", "content_type", "expected"),
    [
        ("/politik/", "text/html; charset=utf-8", "same-origin"),
        ("/media/bild.jpg", "image/jpeg", "cross-origin"),
        ("/feed/", "application/xml", "cross-origin"),
        ("/admin/bild.jpg", "image/jpeg", "same-origin"),
    ],
)
def test_pictures_may_be_shown_by_feed_readers_and_pages_may_not(path, content_type, expected):
    headers = answer(path, **{"Content-Type": content_type})
    assert headers["Cross-Origin-Resource-Policy"] == expected


def test_behind_tls_cookies_are_tied_to_the_host_and_browsers_stay_with_tls(tmp_path):
    config = conf.load(environ={"PRESSWERK_BASE_URL": "https://zeitung.example"}, data_dir=tmp_path)
    made = security_settings(config)
    for name in ("SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "STAFF_MARKER_COOKIE_NAME"):
        assert made[name].startswith("__Host-")
    assert made["SESSION_COOKIE_SECURE"]
    assert made["CSRF_COOKIE_SECURE"]
    assert made["SESSION_COOKIE_HTTPONLY"]
    assert made["SECURE_HSTS_SECONDS"] >= 31_536_000
    assert made["CSRF_TRUSTED_ORIGINS"] == ["https://zeitung.example"]
    assert "webauthn" in made["MFA_SUPPORTED_TYPES"]


def test_without_tls_no_cookie_is_lost_and_nothing_is_promised(tmp_path):
    made = security_settings(conf.load(environ={}, data_dir=tmp_path))
    assert not made["SESSION_COOKIE_SECURE"]
    assert not made["SESSION_COOKIE_NAME"].startswith("__Host-")
    assert made["SECURE_HSTS_SECONDS"] == 0
    assert "webauthn" not in made["MFA_SUPPORTED_TYPES"], "browsers refuse passkeys on a bare address"


def test_the_editors_path_can_be_moved(tmp_path):
    made = security_settings(conf.load(environ={"PRESSWERK_ADMIN_PATH": "redaktion"}, data_dir=tmp_path))
    assert made["EDITOR_PATH"] == "/redaktion/"
    assert made["STAFF_PATHS"] == ["/redaktion/", "/account/", "/_stil/"]


def test_hosts_come_after_the_newspaper_itself_in_the_editors_policy():
    policy = editor_policy(["https://video.example"], ["https://bilder.example"])
    assert policy["frame-src"] == ["'self'", "https://video.example"]
    assert "https://bilder.example" in policy["img-src"]


@pytest.mark.django_db
def test_a_real_answer_carries_the_whole_list(client):
    headers = client.get("/account/login/").headers
    for name in (
        "Content-Security-Policy", "Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy",
        "Permissions-Policy", "Referrer-Policy", "X-Content-Type-Options", "X-Frame-Options",
        "X-Permitted-Cross-Domain-Policies",
    ):  # fmt: skip
        assert name in headers, name
    assert "Strict-Transport-Security" not in headers
    assert "Server" not in headers
    assert "X-Powered-By" not in headers
