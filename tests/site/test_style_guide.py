"""The style guide shows itself to those who make the paper, and is neither kept nor indexed. 4 s."""

import pytest

pytestmark = pytest.mark.django_db


def test_a_reader_finds_nothing(paper, reader):
    assert reader.get("/_stil/").status_code == 404


@pytest.mark.parametrize("path", ["/_stil/", "/_stil/article/", "/_stil/list/"])
def test_an_editor_sees_it_and_nobody_keeps_or_indexes_it(paper, client, admin_user, path):
    client.force_login(admin_user)
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    page = answer.content.decode()
    assert 'name="robots" content="noindex, nofollow"' in page
    assert "style=" not in page


def test_in_development_everybody_sees_it(paper, reader, settings):
    settings.DEBUG = True
    assert reader.get("/_stil/front/").status_code == 200
    assert reader.get("/_stil/nothing/").status_code == 404
