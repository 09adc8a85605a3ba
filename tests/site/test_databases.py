"""The database's address becomes Django's settings."""

import pytest

from presswerk.site.databases import database

ADDRESS = "postgresql://paper:secret@db.example:5433/bote"


@pytest.mark.parametrize(
    ("query", "threshold"), [("", 1), ("?prepare_threshold=none", None), ("?prepare_threshold=5", 5)]
)
def test_statements_may_be_kept_by_postgresql_unless_the_address_says_no(tmp_path, query, threshold):
    assert database(ADDRESS + query, tmp_path)["OPTIONS"] == {"prepare_threshold": threshold}


def test_other_options_of_the_address_are_passed_on(tmp_path):
    found = database(f"{ADDRESS}?sslmode=verify-full", tmp_path)
    assert found["OPTIONS"]["sslmode"] == "verify-full"
    assert (found["HOST"], found["PORT"], found["NAME"], found["USER"]) == (
        "db.example",
        "5433",
        "bote",
        "paper",
    )


def test_without_an_address_it_is_a_file_in_the_data_folder(tmp_path):
    assert database("", tmp_path)["NAME"] == str(tmp_path / "presswerk.sqlite3")
