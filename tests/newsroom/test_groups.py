"""The roles of a newsroom: who may do what."""

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction
from wagtail.models import GroupPagePermission, Page, Workflow
from wagtail.permissions import policy_registry

from presswerk.newsroom.groups import ROLES, establish_groups, group_name
from tests import world

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def member():
    """Make a person with a role."""

    def make(role):
        person = get_user_model().objects.create_user(f"{role}@bote.example")
        person.groups.add(Group.objects.get(name=group_name(role)))
        return person

    return make


@pytest.fixture
def front():
    """A live page with one below it, neither made by any of the people here."""
    root = Page.objects.get(depth=1)
    front = root.add_child(instance=Page(title="Startseite", slug="startseite"))
    front.add_child(instance=Page(title="Politik", slug="politik"))
    return Page.objects.get(pk=front.pk)


def may(person, page, *names):
    tester = page.permissions_for_user(person)
    return {name: bool(getattr(tester, f"can_{name}")()) for name in names}


def test_a_german_paper_has_german_groups_and_none_of_wagtails():
    assert set(Group.objects.values_list("name", flat=True)) == {
        "Administration", "Autorinnen und Autoren", "Chefredaktion", "Moderation", "Redaktion"
    }  # fmt: skip


def test_an_english_paper_has_english_ones_and_so_has_any_that_speaks_neither():
    assert group_name("chief_editor", "en-gb") == "Chief editors"
    assert group_name("chief_editor", "fr") == "Chief editors"
    assert group_name("chief_editor", "de-at") == "Chefredaktion"


def test_all_roles_open_the_editor(member):
    for role in ROLES:
        assert member(role).has_perm("wagtailadmin.access_admin"), role


def test_authors_change_their_own_and_submit_it_and_publish_nothing(member, front):
    author = member("author")
    own = front.add_child(instance=Page(title="Mein Text", slug="mein", owner=author, live=False))
    assert may(author, own, "edit", "submit_for_moderation", "publish", "delete") == {
        "edit": True, "submit_for_moderation": True, "publish": False, "delete": True
    }  # fmt: skip
    assert may(author, front.get_first_child(), "edit", "publish", "delete", "lock") == {
        "edit": False, "publish": False, "delete": False, "lock": False
    }  # fmt: skip


def test_authors_cannot_delete_what_is_public_even_when_it_is_theirs(member, front):
    author = member("author")
    own = front.add_child(instance=Page(title="Mein Text", slug="mein", owner=author, live=True))
    assert may(author, own, "edit", "unpublish", "delete") == {
        "edit": True, "unpublish": False, "delete": False
    }  # fmt: skip


def test_editors_change_and_publish_everything_and_delete_no_whole_branch(member, front):
    editor = member("editor")
    assert may(editor, front, "edit", "publish", "unpublish", "lock", "delete") == {
        "edit": True, "publish": True, "unpublish": True, "lock": True, "delete": False
    }  # fmt: skip
    assert may(editor, front.get_first_child(), "delete") == {"delete": True}


def test_chief_editors_delete_branches_and_lead_the_paper(member, front):
    chief = member("chief_editor")
    assert may(chief, front, "edit", "publish", "unlock", "delete") == {
        "edit": True, "publish": True, "unlock": True, "delete": True
    }  # fmt: skip
    for permission in ("newsroom.change_sitesettings", "newsroom.add_menu", "wagtailcore.change_workflow"):
        assert chief.has_perm(permission), permission
        assert not member_of_staff_below(chief, permission), permission


def member_of_staff_below(chief, permission):
    """Whether authors or editors have a permission that is the chief editor's."""
    names = [group_name("author"), group_name("editor"), group_name("moderator")]
    codename = permission.partition(".")[2]
    return Group.objects.filter(name__in=names, permissions__codename=codename).exists()


def test_moderators_open_the_editor_and_touch_no_page_or_picture(member, front):
    moderator = member("moderator")
    assert not any(may(moderator, front, "edit", "publish", "delete", "add_subpage").values())
    images = policy_registry.get_by_type(apps.get_model("newsroom", "Image"))
    assert not images.user_has_any_permission(moderator, ["add", "change", "delete"])


@pytest.mark.parametrize("role", sorted(ROLES))
def test_the_editor_offers_articles_to_those_who_work_on_them(member, client, politik, role):
    world.make_article(politik, "Die Brücke")
    client.force_login(member(role))
    page = client.get("/admin/").content.decode()
    works_on_articles = role != "moderator"
    assert ('"/admin/articles/"' in page) is works_on_articles
    assert ('id="desk-my-drafts"' in page) is works_on_articles
    assert client.get("/admin/articles/").status_code == (200 if works_on_articles else 302)


def test_only_administrators_see_to_accounts_groups_and_jobs(member):
    for permission in (
        "accounts.change_user",
        "auth.change_group",
        "jobs.manage_jobs",
        "wagtailcore.change_site",
    ):
        holders = [role for role in ROLES if member_has(role, permission)]
        assert holders == ["administrator"], permission


def member_has(role: str, permission: str) -> bool:
    app_label, codename = permission.split(".")
    return (
        Group.objects.get(name=group_name(role))
        .permissions.filter(content_type__app_label=app_label, codename=codename)
        .exists()
    )


def test_pictures_are_added_by_authors_and_changed_by_editors(member):
    images = policy_registry.get_by_type(apps.get_model("newsroom", "Image"))
    author, editor = member("author"), member("editor")
    theirs = apps.get_model("newsroom", "Image")(title="Bild", uploaded_by_user=editor)
    assert images.user_has_permission(author, "add")
    assert images.user_has_permission(author, "choose")
    assert not images.user_has_permission_for_instance(author, "change", theirs)
    assert images.user_has_permission_for_instance(editor, "change", theirs)
    assert images.user_has_permission_for_instance(member("chief_editor"), "change", theirs)


def test_what_authors_submit_goes_to_whoever_may_publish():
    workflow = Workflow.objects.get()
    assert workflow.name == "Freigabe durch die Redaktion"
    task = workflow.tasks.get().specific
    assert {group.name for group in task.groups.all()} == {"Redaktion", "Chefredaktion", "Administration"}
    assert Page.objects.get(depth=1).get_workflow() == workflow


def test_establishing_twice_changes_nothing_and_takes_back_nothing_that_was_added():
    group = Group.objects.get(name=group_name("moderator"))
    group.permissions.add(*Group.objects.get(name=group_name("author")).permissions.all())
    before = (Group.objects.count(), GroupPagePermission.objects.count(), Workflow.objects.count())
    permissions = group.permissions.count()
    with transaction.atomic():
        establish_groups(apps.get_model)
    assert (Group.objects.count(), GroupPagePermission.objects.count(), Workflow.objects.count()) == before
    assert group.permissions.count() == permissions


def test_every_permission_of_a_role_is_one_that_there_is():
    """A slip in a name would make a permission that nothing asks for."""
    from django.contrib.auth.models import Permission

    for permission in Permission.objects.filter(group__isnull=False).distinct():
        model = permission.content_type.model_class()
        if permission.codename == "access_admin":
            continue
        assert model is not None, permission
        actions = {f"{action}_{model._meta.model_name}" for action in model._meta.default_permissions}
        named = {codename for codename, _name in model._meta.permissions} | {
            f"choose_{model._meta.model_name}"
        }
        assert permission.codename in actions | named | page_actions(model), permission


def page_actions(model):
    return (
        {f"{action}_page" for action in ("publish", "lock", "unlock", "bulk_delete")}
        if model is Page
        else set()
    )


def test_a_section_of_its_own_editors_is_wagtails_page_permissions(member, front):
    section = front.get_first_child()
    politics = Group.objects.create(name="Politikredaktion")
    permissions = {
        row.permission for row in GroupPagePermission.objects.filter(group__name=group_name("editor"))
    }
    for permission in permissions:
        GroupPagePermission.objects.create(group=politics, page=section, permission=permission)
    anna = member("moderator")
    anna.groups.add(politics)
    anna = get_user_model().objects.get(pk=anna.pk)
    assert may(anna, section, "edit", "publish") == {"edit": True, "publish": True}
    assert may(anna, front, "edit", "publish") == {"edit": False, "publish": False}
