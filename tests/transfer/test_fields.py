"""What a line may hold, and what is said about one that holds something else."""

from datetime import UTC, datetime

import pytest

from presswerk.transfer.incoming import Refused
from presswerk.transfer.jsonl.fields import check
from presswerk.transfer.jsonl.moments import moment

from .conftest import line


def test_a_moment_without_zone_is_the_papers_and_a_day_is_its_midnight():
    assert moment("2024-07-01T08:30:00") == datetime(2024, 7, 1, 6, 30, tzinfo=UTC)
    assert moment("2024-01-01") == datetime(2023, 12, 31, 23, tzinfo=UTC)


def test_a_moment_with_zone_is_taken_at_its_word():
    assert moment("2024-07-01T08:30:00Z") == moment("2024-07-01T10:30:00+02:00")


@pytest.mark.parametrize(
    "text", ["", "yesterday", "2024-13-01", "31.12.2024", "2024-02-30", "0001-01-01", "9999-12-31"]
)
def test_what_is_no_moment_is_refused_in_a_sentence(text):
    with pytest.raises(ValueError, match=r"is no date|The year"):
        moment(text)


@pytest.mark.parametrize("name", ["headline", "section", "published", "body", "body_format"])
def test_each_needed_field_is_missed_by_its_name(name):
    with pytest.raises(Refused, match=f"The field “{name}” is missing."):
        check({key: value for key, value in line().items() if key != name})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("headline", "   "),
        ("headline", 5),
        ("section", []),
        ("published", "soon"),
        ("published", 20240101),
        ("body_format", "rtf"),
        ("number", 0),
        ("number", 10**30),
        ("number", "7"),
        ("kind", "poem"),
        ("label", "secret"),
        ("comments_open", "yes"),
        ("authors", [{"role": "text"}]),
        ("authors", [7]),
        ("topics", [""]),
        ("corrections", [{"text": "x"}]),
        ("picture", {"alt": "no file"}),
        ("body", "x" * 1_000_001),
        ("topics", ["t"] * 101),
    ],
)
def test_a_field_with_a_wrong_value_is_refused_by_its_name(name, value):
    with pytest.raises(Refused, match=f"The field “{name}"):
        check(line(**{name: value}))


def test_null_is_as_good_as_left_out():
    assert check(line(kicker=None, authors=None, updated=None)).authors == []


def test_names_may_be_given_alone_as_objects_or_as_one():
    people = check(line(authors=["Anna", {"name": "Ben", "role": "Fotos"}])).authors
    assert [(person.name, person.role) for person in people] == [("Anna", ""), ("Ben", "Fotos")]
    assert check(line(authors="Anna")).authors[0].name == "Anna"


def test_a_section_may_be_a_path_or_a_list():
    assert check(line(section=["Politik", "Inland"])).section == "Politik/Inland"


def test_many_faults_are_counted_and_three_are_told():
    with pytest.raises(Refused, match="2 more faults follow"):
        check({"id": "1"})
