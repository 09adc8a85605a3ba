"""The OpenAPI 3.1 document of the native API, made from the types that check it."""

from functools import cache
from typing import Any

from pydantic.json_schema import models_json_schema

from presswerk.spam.service import native_bodies as bodies

_ACTS: dict[str, tuple[str, tuple[type, ...], type, tuple[str, ...]]] = {
    "check": (
        "Judge a text. It counts for the key's statistics and limits.",
        (bodies.Text,), bodies.Judged, (),
    ),
    "learn": (
        "Teach what a person decided. When the answer comes, the decision is on the disk.",
        (bodies.LearnText, bodies.LearnKnown), bodies.Learned, ("404",),
    ),
    "explain": (
        "Judge a text and tell why in words. It counts for the limits and not for the statistics.",
        (bodies.ExplainText, bodies.ExplainKnown), bodies.Explained, ("404",),
    ),
    "forget": (
        "Erase a text, or all texts of an author: what is kept of them and what was learned from them.",
        (bodies.Known, bodies.Author), bodies.Forgotten, (),
    ),
}  # fmt: skip
_PROBLEMS = {
    "400": "The body is not JSON.",
    "401": "No key, an unknown one, or a revoked one.",
    "404": "No text of this number is kept.",
    "413": "The body is too large.",
    "415": "The body is not said to be JSON.",
    "422": "Fields are missing or wrong.",
    "429": "More calls than the key may make.",
}
_ALWAYS = ("400", "401", "413", "415", "422", "429")
_REF = "#/components/schemas/{model}"


@cache
def document() -> dict[str, Any]:
    """The document. Its addresses stand below the service's own, wherever that is mounted."""
    models: list[type] = [bodies.Problem]
    for _, accepted, given, _ in _ACTS.values():
        models += [*accepted, given]
    _, schemas = models_json_schema([(model, "validation") for model in models], ref_template=_REF)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Presswerk spam service",
            "version": "1",
            "summary": "Judges texts, learns from decisions, says why.",
        },
        "servers": [{"url": ".."}],
        "security": [{"key": []}],
        "paths": {f"/v1/{act}": {"post": _operation(act)} for act in _ACTS},
        "components": {
            "schemas": schemas["$defs"],
            "securitySchemes": {
                "key": {"type": "http", "scheme": "bearer", "description": "From `presswerk spam key add`."}
            },
        },
    }


def _operation(act: str) -> dict[str, Any]:
    summary, accepted, given, problems = _ACTS[act]
    refs = [_ref(model) for model in accepted]
    return {
        "operationId": act,
        "summary": summary,
        "requestBody": {"required": True, "content": _json({"oneOf": refs} if len(refs) > 1 else refs[0])},
        "responses": {
            "200": {"description": "Done.", "content": _json(_ref(given))},
            **{
                status: {"description": _PROBLEMS[status], "content": _json(_ref(bodies.Problem))}
                for status in sorted({*_ALWAYS, *problems})
            },
        },
    }


def _ref(model: type) -> dict[str, str]:
    return {"$ref": _REF.format(model=model.__name__)}


def _json(schema: dict[str, Any]) -> dict[str, Any]:
    return {"application/json": {"schema": schema}}
