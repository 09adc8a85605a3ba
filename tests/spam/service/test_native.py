"""The native JSON API, over HTTP."""

import json

import pytest

from presswerk.spam.service import openapi
from tests.spam.service.serving import Response, Service, desk, new_key, serving


def ask(service: Service, act: str, body: object, key: str = "", **headers: str) -> Response:
    """A call of the native API."""
    text = body if isinstance(body, str | bytes) else json.dumps(body)
    if key:
        headers["Authorization"] = f"Bearer {key}"
    headers.setdefault("Content_Type", "application/json")
    return service.call(f"/v1/{act}", text, **headers)


def test_a_check_gives_probability_decision_and_reasons(service, key):
    answer = ask(service, "check", {"text": "our casino", "author_name": "Eva", "ip": "203.0.113.9"}, key)
    assert answer.status == 200
    assert answer.headers["content-type"] == "application/json"
    told = json.loads(answer.body)
    assert (told["spam"], told["probability"], told["decision"]) == (True, 0.9, "hold")
    assert told["reasons"] == [{"code": "word", "params": {"count": 1}, "share": 1.0}]
    assert len(told["id"]) == 32


def test_a_decision_is_learned_by_text(service, key):
    body = {"text": "a rare phrase of mine"}
    assert json.loads(ask(service, "check", body, key).body)["spam"] is False
    answer = ask(service, "learn", {**body, "label": "spam", "reporter": "anna"}, key)
    assert json.loads(answer.body)["label"] == "spam"
    assert json.loads(ask(service, "check", body, key).body)["spam"] is True


def test_both_protocols_name_a_text_alike(service, key):
    native = json.loads(
        ask(service, "check", {"text": "Hi", "author_name": "Eva", "author_email": "e@x.example"}, key).body
    )
    akismet = service.call(
        "/1.1/comment-check",
        {
            "api_key": key,
            "comment_content": "Hi",
            "comment_author": "Eva",
            "comment_author_email": "e@x.example",
        },
    )
    assert akismet.headers["x-akismet-guid"].replace("-", "") == native["id"]


def test_a_decision_is_forgotten(service, key):
    body = {"text": "forget me"}
    number = json.loads(ask(service, "learn", {**body, "label": "spam"}, key).body)["id"]
    assert json.loads(ask(service, "forget", {"id": number}, key).body) == {"decisions": 1}
    assert json.loads(ask(service, "check", body, key).body)["spam"] is False


def test_all_of_an_author_is_forgotten(tmp_path):
    with serving(tmp_path / "spam", real=1) as service:
        key = new_key(service.folder)
        for number in range(3):
            body = {"text": f"Text {number}", "author_email": "Eva@mail.example", "label": "spam"}
            ask(service, "learn", body, key)
        ask(service, "learn", {"text": "Another's", "author_email": "ali@mail.example", "label": "ham"}, key)
        answer = ask(service, "forget", {"author_email": "eva@mail.example "}, key)
        assert json.loads(answer.body) == {"decisions": 3}
        again = ask(service, "forget", {"author_email": "eva@mail.example"}, key)
        assert json.loads(again.body) == {"decisions": 0}


def test_reasons_come_in_words(service, key):
    told = json.loads(ask(service, "explain", {"text": "our casino", "reply_language": "de"}, key).body)
    assert [reason["words"] for reason in told["reasons"]]


def test_without_kept_texts_a_number_explains_nothing(service, key):
    number = json.loads(ask(service, "check", {"text": "our casino"}, key).body)["id"]
    for act, more in (("explain", {}), ("learn", {"label": "spam"})):
        answer = ask(service, act, {"id": number, **more}, key)
        assert (answer.status, json.loads(answer.body)["error"]) == (404, "not_kept")


def test_an_administrator_is_never_spam(service, key):
    told = json.loads(ask(service, "check", {"text": "blatant", "user_role": "administrator"}, key).body)
    assert (told["spam"], told["decision"], told["probability"]) == (False, "publish", 0.0)


@pytest.mark.parametrize(
    ("body", "status", "error"),
    [
        ("", 400, "malformed"),
        ("{", 400, "malformed"),
        (b"\xff", 400, "malformed"),
        ("[" * 100_000, 400, "malformed"),
        ("[]", 422, "wrong_fields"),
        ({}, 422, "wrong_fields"),
        ({"text": 1}, 422, "wrong_fields"),
        ({"text": "x", "autor": "Eva"}, 422, "wrong_fields"),
        ({"text": "x", "seconds_to_fill": -1}, 422, "wrong_fields"),
        ({"text": "x", "terms": ["x"] * 1000}, 422, "wrong_fields"),
    ],
)
def test_what_is_wrong_is_said(service, key, body, status, error):
    answer = ask(service, "check", body, key)
    assert (answer.status, json.loads(answer.body)["error"]) == (status, error)
    assert json.loads(answer.body)["message"].endswith(".")


def test_half_a_character_is_judged_all_the_same(service, key):
    assert json.loads(ask(service, "check", '{"text": "casino \\ud83d"}', key).body)["spam"] is True


def test_a_misspelt_field_is_named(service, key):
    answer = ask(service, "learn", {"text": "x", "label": "spam", "autor": "Eva"}, key)
    assert list(json.loads(answer.body)["fields"]) == ["autor"]


@pytest.mark.parametrize("authorization", ["", "Bearer", "Bearer 0123456789ab", "Basic {key}", "{key}"])
def test_a_key_is_needed(service, key, authorization):
    answer = ask(service, "check", {"text": "x"}, Authorization=authorization.format(key=key))
    assert (answer.status, json.loads(answer.body)["error"]) == (401, "unknown_key")
    assert answer.headers["www-authenticate"] == "Bearer"


def test_a_revoked_key_is_refused(service, key):
    one = desk(service.folder)
    one.keys.revoke(one.keys.find(key).id)
    answer = ask(service, "check", {"text": "x"}, key)
    assert (answer.status, json.loads(answer.body)["error"]) == (401, "revoked_key")


def test_limits_are_told_with_429(service):
    key = new_key(service.folder, calls_per_month=1)
    assert ask(service, "check", {"text": "x"}, key).status == 200
    answer = ask(service, "check", {"text": "x"}, key)
    assert (answer.status, json.loads(answer.body)["error"]) == (429, "month_used_up")


def test_method_type_and_address_are_checked(service, key):
    assert ask(service, "check", {"text": "x"}, key, Content_Type="text/plain").status == 415
    assert ask(service, "nothing", {"text": "x"}, key).status == 404
    got = service.call("/v1/check", method="GET")
    assert (got.status, got.headers["allow"]) == (405, "POST")
    assert service.call("/favicon.ico", method="GET").status == 404


def test_the_document_describes_what_is_served(service, key):
    answer = service.call("/v1/openapi.json", method="GET")
    document = json.loads(answer.body)
    assert document == json.loads(json.dumps(openapi.document()))
    assert set(document["paths"]) == {"/v1/check", "/v1/learn", "/v1/explain", "/v1/forget"}
    for path, operations in document["paths"].items():
        answer = ask(service, path.removeprefix("/v1/"), {"wrong": 1}, key)
        assert str(answer.status) in operations["post"]["responses"]


def test_every_reference_of_the_document_leads_somewhere():
    document = openapi.document()
    references = {text for text in json.dumps(document).split('"') if text.startswith("#/")}
    assert references
    for reference in references:
        here = document
        for step in reference.removeprefix("#/").split("/"):
            here = here[step]


def test_the_service_has_a_front_a_health_and_the_plugin_for_wordpress(service):
    assert "Presswerk spam service" in service.call("/", method="GET").body
    assert service.call("/health", method="GET").body == "ok\n"
    plugin = service.call("/wordpress-plugin", method="GET")
    assert plugin.body.startswith("<?php")
    assert "presswerk-spam.php" in plugin.headers["content-disposition"]
