"""Accounts: one address, one person, in whatever spelling."""

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from presswerk.accounts.models import User
from presswerk.accounts.user import normalize_email

pytestmark = pytest.mark.both_databases


def test_an_account_is_found_by_its_address_in_any_spelling(anna):
    assert User.objects.get_by_natural_key(" Anna@BOTE.example ") == anna


def test_two_accounts_cannot_share_an_address_that_differs_by_case_only(anna):
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("ANNA@bote.example")


def test_not_even_rows_written_past_the_model_can_share_an_address(anna):
    ben = User.objects.create_user("ben@bote.example")
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=ben.pk).update(email="Anna@Bote.example")


def test_a_form_says_that_the_address_is_taken(anna):
    with pytest.raises(ValidationError, match="email"):
        User(email="Anna@bote.example", password="x").full_clean()


@pytest.mark.parametrize("nothing", ["", "  "])
@pytest.mark.django_db
def test_an_account_needs_an_address(nothing):
    with pytest.raises(ValueError, match="needs an e-mail address"):
        User.objects.create_user(nothing)


def test_an_account_without_a_password_cannot_be_opened_with_an_empty_one(log_in, db):
    User.objects.create_user("ben@bote.example")
    assert log_in("ben@bote.example", "").status_code == 200
    assert not User.objects.get(email="ben@bote.example").has_usable_password()


def test_a_person_is_shown_by_name_and_else_by_address(anna):
    assert str(anna) == "Anna Adler"
    assert str(User(email="ben@bote.example")) == "ben@bote.example"


def test_an_address_that_was_changed_opens_nothing_any_more(anna, log_in):
    anna.email = "Anna.Adler@bote.example"
    anna.save()
    assert log_in("anna@bote.example").status_code == 200, "the form is shown again"
    assert log_in("anna.adler@bote.example").status_code == 302
    assert list(EmailAddress.objects.values_list("email", flat=True)) == ["anna.adler@bote.example"]


def test_the_log_in_itself_does_not_write_the_address_anew(anna, log_in, django_assert_max_num_queries):
    anna.last_login = None
    with django_assert_max_num_queries(1):
        anna.save(update_fields=["last_login"])


@given(st.emails())
def test_an_address_has_one_spelling(email):
    once = normalize_email(email)
    assert normalize_email(once) == once == normalize_email(f" {email.upper().lower()} ")
