"""The Akismet addresses, called over HTTP as old and new clients do."""

import json
from urllib.parse import quote_plus

import pytest

from tests.spam.service.serving import desk, new_key

SPAM = {"comment_content": "play in our casino", "user_ip": "203.0.113.9", "blog": "https://blog.example"}
HAM = {"comment_content": "I have read this twice", "user_ip": "203.0.113.9", "blog": "https://blog.example"}
CALLS = ["comment-check", "submit-spam", "submit-ham"]
ENDPOINTS = [*CALLS, "verify-key", "get-subscription", "get-stats", "deactivate", "key-sites", "usage-limit"]


def test_spam_is_true_and_ham_is_false(service, key):
    spam = service.call("/1.1/comment-check", {"api_key": key, **SPAM})
    ham = service.call("/1.1/comment-check", {"api_key": key, **HAM})
    assert (spam.body, ham.body) == ("true", "false")
    for answer in (spam, ham):
        assert answer.status == 200
        assert answer.headers["content-type"] == "text/plain; charset=utf-8"
        assert "x-akismet-pro-tip" not in answer.headers
        assert "x-akismet-debug-help" not in answer.headers
        assert "x-akismet-alert-code" not in answer.headers


def test_blatant_spam_is_to_be_discarded(service, key):
    answer = service.call("/1.1/comment-check", {"api_key": key, **SPAM, "comment_content": "blatant"})
    assert answer.body == "true"
    assert answer.headers["x-akismet-pro-tip"] == "discard"


def test_the_same_text_has_the_same_guid(service, key):
    one, two, other = (
        service.call("/1.1/comment-check", {"api_key": key, **fields}).headers["x-akismet-guid"]
        for fields in (SPAM, SPAM, HAM)
    )
    assert one == two != other
    assert len(one) == 36


@pytest.mark.parametrize(
    "fields",
    [
        {"comment_author": "viagra-test-123"},
        {"comment_author": "Eva", "comment_author_email": "akismet-guaranteed-spam@example.com"},
        {"comment_content": "a fine text", "comment_author": "viagra-test-123", "is_test": "1"},
    ],
)
def test_the_documented_test_values_are_spam(service, key, fields):
    assert service.call("/1.1/comment-check", {"api_key": key, **fields}).body == "true"


@pytest.mark.parametrize("role", ["administrator", "editor,administrator", "Administrator"])
def test_an_administrator_is_never_spam(service, key, role):
    for fields in (SPAM, {"comment_author": "viagra-test-123"}, {"comment_content": "blatant"}):
        answer = service.call("/1.1/comment-check", {"api_key": key, **fields, "user_role": role})
        assert answer.body == "false"


def test_a_filled_hidden_field_is_evidence(service, key):
    fields = {"api_key": key, **HAM, "honeypot_field_name": "trap"}
    assert service.call("/1.1/comment-check", {**fields, "trap": "x"}).body == "true"
    assert service.call("/1.1/comment-check", {**fields, "trap": ""}).body == "false"


@pytest.mark.parametrize("version", ["1.1", "1.2"])
def test_a_key_is_verified(service, key, version):
    address = f"/{version}/verify-key"
    assert service.call(address, {"key": key, "blog": "https://blog.example"}).body == "valid"
    assert service.call(address, {"key": "0123456789ab", "blog": "https://blog.example"}).body == "invalid"
    assert service.call(address, {"key": key.upper(), "api_key": "an old one"}).body == "valid"


def test_the_key_may_be_a_sub_domain(service, key):
    answer = service.call("/1.1/comment-check", SPAM, Host=f"{key}.rest.akismet.com")
    assert answer.body == "true"
    assert service.call("/1.1/comment-check", SPAM, Host="0123456789ab.rest.akismet.com").body == "invalid"


def test_a_client_may_take_the_service_for_a_proxy(service, key):
    answer = service.call(f"http://{key}.rest.akismet.com/1.1/comment-check", SPAM, Host="x")
    assert answer.body == "true"


def test_what_a_moderator_says_is_learned_at_once_by_every_process(service, key):
    fields = {"api_key": key, **HAM, "comment_content": "buy my pillows"}
    assert service.call("/1.1/comment-check", fields).body == "false"
    thanks = service.call("/1.1/submit-spam", {**fields, "reporter": "anna"})
    assert thanks.body == "Thanks for making the web a better place."
    assert {service.call("/1.1/comment-check", fields).body for _ in range(20)} == {"true"}
    assert service.call("/1.1/submit-ham", fields).body == thanks.body
    assert {service.call("/1.1/comment-check", fields).body for _ in range(20)} == {"false"}


def test_a_test_teaches_and_counts_nothing(service, key):
    fields = {"api_key": key, **HAM, "is_test": "true"}
    assert service.call("/1.1/submit-spam", fields).body.startswith("Thanks")
    assert service.call("/1.1/comment-check", fields).body == "false"
    assert json.loads(service.call("/1.1/get-stats", {"api_key": key}).body)["ham"] == 0


def test_statistics_tell_what_was_answered_and_corrected(service, key):
    for fields in (SPAM, SPAM, HAM, HAM, HAM):
        service.call("/1.1/comment-check", {"api_key": key, **fields})
    service.call("/1.1/submit-spam", {"api_key": key, **HAM})
    answer = service.call("/1.1/get-stats", {"key": key, "api_key": key, "from": "6-months"})
    stats = json.loads(answer.body)
    assert (stats["spam"], stats["ham"], stats["missed_spam"], stats["false_positives"]) == (2, 3, 1, 0)
    assert stats["accuracy"] == "80.0"
    [(month, of_month)] = stats["breakdown"].items()
    assert of_month == {
        "spam": 2, "ham": 3, "missed_spam": 1, "false_positives": 0, "da": f"{month}-01",
    }  # fmt: skip


def test_the_sites_of_a_key_are_listed(service, key):
    for blog, times in (("https://one.example/", 2), ("http://two.example:8080/blog", 1), ("", 1)):
        for _ in range(times):
            service.call("/1.1/comment-check", {"api_key": key, **SPAM, "blog": blog})
    answer = service.call(f"/1.2/key-sites?api_key={key}", method="GET")
    listed = json.loads(answer.body)
    month = next(iter(listed))
    assert [(row["site"], row["api_calls"]) for row in listed[month]] == [
        ("one.example", "2"), ("blog.example", "1"), ("two.example:8080", "1"),
    ]  # fmt: skip
    assert (listed["limit"], listed["offset"], listed["total"]) == (500, 0, 3)
    page = service.call("/1.2/key-sites", {"api_key": key, "format": "csv", "filter": "two", "limit": "1"})
    assert page.body.splitlines()[1:] == [
        "Site,Total API Calls,Spam,Ham,Missed Spam,False Positives,Is Revoked",
        "two.example:8080,1,1,0,0,0,false",
    ]


def test_usage_is_told(service):
    key = new_key(service.folder, calls_per_month=200)
    service.call("/1.1/comment-check", {"api_key": key, **SPAM})
    answer = service.call("/1.2/usage-limit", {"api_key": key})
    assert json.loads(answer.body) == {
        "limit": 200, "usage": 1, "percentage": "0.50", "throttled": False,
    }  # fmt: skip


def test_the_subscription_is_active(service, key):
    told = json.loads(service.call("/1.1/get-subscription", {"key": key, "api_key": key}).body)
    assert (told["status"], told["limit_reached"], told["next_billing_date"]) == ("active", False, False)


def test_deactivating_and_the_connection_test_have_their_words(service, key):
    assert service.call("/1.1/deactivate", {"key": key, "api_key": key}).body == "deactivated"
    assert service.call("/1.1/comment-check", {"api_key": key, **SPAM}).body == "true"
    assert service.call("/1.1/test", method="GET").body == "connected"


@pytest.mark.parametrize("endpoint", ENDPOINTS)
@pytest.mark.parametrize("sent", ["", "0123456789ab", "short", "0123456789ab' OR 1=1 --", "ß" * 12])
def test_without_a_key_the_answer_is_invalid_with_a_reason(service, endpoint, sent):
    answer = service.call(f"/1.1/{endpoint}", {"api_key": sent, **SPAM} if sent else SPAM)
    assert (answer.status, answer.body) == (200, "invalid")
    assert answer.headers["content-type"].startswith("text/plain")
    assert answer.headers["x-akismet-debug-help"]


def test_a_revoked_key_is_invalid_and_the_admin_is_told_why(service, key):
    one = desk(service.folder)
    one.keys.revoke(one.keys.find(key).id)
    answer = service.call("/1.1/comment-check", {"api_key": key, **SPAM})
    assert answer.body == "invalid"
    assert answer.headers["x-akismet-alert-code"] == "10006"
    assert "revoked" in answer.headers["x-akismet-alert-msg"]
    assert service.call("/1.1/verify-key", {"key": key}).body == "invalid"


def test_beyond_a_months_texts_the_admin_is_told_and_teaching_goes_on(service):
    key = new_key(service.folder, calls_per_month=2)
    bodies = [service.call("/1.1/comment-check", {"api_key": key, **SPAM}).body for _ in range(3)]
    assert bodies == ["true", "true", "invalid"]
    answer = service.call("/1.1/comment-check", {"api_key": key, **SPAM})
    assert answer.headers["x-akismet-alert-code"] == "10501"
    assert answer.headers["x-akismet-alert-usage-limit"] == "2"
    assert service.call("/1.1/submit-spam", {"api_key": key, **SPAM}).body.startswith("Thanks")
    assert json.loads(service.call("/1.2/usage-limit", {"api_key": key}).body)["throttled"] is True


@pytest.mark.parametrize(
    "path", ["/1.1/comment-check/", "//1.1/comment-check", "/1.1//comment-check//", "/1.2/comment-check"]
)
def test_odd_slashes_lead_to_the_same_endpoint(service, key, path):
    assert service.call(path, {"api_key": key, **SPAM}).body == "true"


@pytest.mark.parametrize("path", ["/1.1/", "/1.1", "/1.1/verify-wpcom-key", "/1.1/token", "/1.1/a%00b"])
def test_an_endpoint_that_is_not_there_is_invalid(service, key, path):
    answer = service.call(path, {"api_key": key})
    assert (answer.status, answer.body) == (200, "invalid")


@pytest.mark.parametrize("endpoint", CALLS)
def test_texts_in_an_address_are_refused(service, key, endpoint):
    answer = service.call(f"/1.1/{endpoint}?api_key={key}&comment_content=casino", method="GET")
    assert answer.body == "invalid"
    assert "POST" in answer.headers["x-akismet-debug-help"]


def test_missing_fields_are_told_and_the_rest_is_judged(service, key):
    answer = service.call("/1.1/comment-check", {"api_key": key, "comment_content": "casino"})
    assert answer.body == "true"
    assert answer.headers["x-akismet-debug-help"] == 'Empty "blog" value Empty "user_ip" value'
    nothing = service.call("/1.1/comment-check", {"api_key": key, "blog": "https://blog.example"})
    assert (nothing.body, nothing.headers["x-akismet-debug-help"]) == (
        "invalid",
        'Empty "comment_content" value',
    )


@pytest.mark.parametrize(
    ("charset", "in_header"),
    [
        ("ISO-8859-1", False),
        ("windows-1252", True),
        ("iso-8859-15", False),
        ("utf-8", False),
        ("x-unknown", True),
    ],
)
def test_other_charsets_are_read(service, key, charset, in_header):
    taught = "Übergrößen für schöne Füße"
    fields = {"api_key": key, **HAM, "comment_content": taught}
    service.call("/1.1/submit-spam", fields)
    encoding = "utf-8" if charset == "x-unknown" else charset
    body = f"api_key={key}&user_ip=203.0.113.9&comment_content={quote_plus(taught, encoding=encoding)}"
    if in_header:
        answer = service.call(
            "/1.1/comment-check", body, Content_Type=f"application/x-www-form-urlencoded; charset={charset}"
        )
    else:
        answer = service.call("/1.1/comment-check", f"{body}&blog_charset={charset}")
    assert answer.body == "true"


@pytest.mark.parametrize("kind", ["", "text/plain", "application/octet-stream"])
def test_a_form_is_read_whatever_it_calls_itself(service, key, kind):
    answer = service.call("/1.1/comment-check", f"api_key={key}&comment_content=casino", Content_Type=kind)
    assert answer.body == "true"


def test_a_multipart_form_is_read(service, key):
    parts = "".join(
        f'--XyZ\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in {"api_key": key, **SPAM}.items()
    )
    answer = service.call(
        "/1.1/comment-check", f"{parts}--XyZ--\r\n", Content_Type='multipart/form-data; boundary="XyZ"'
    )
    assert answer.body == "true"


@pytest.mark.parametrize(
    "body", [b"", b"&&&=&=", b"\xff\xfe\x00", b"%", b"%zz=%zz&api_key", b"a=" + b"[" * 100_000]
)
def test_bytes_that_are_no_form_are_invalid(service, body):
    answer = service.call("/1.1/comment-check", body)
    assert (answer.status, answer.body) == (200, "invalid")
