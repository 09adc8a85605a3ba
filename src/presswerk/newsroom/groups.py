"""The roles of a newsroom as groups with their permissions.

The groups are made by a migration in the paper's language and belong to the newspaper from then on: an
administrator may rename them and change what they may do. ``establish_groups`` adds what is missing and takes
nothing away, so a later migration that brings new permissions calls it again. A section's own editors are no
role of this list: Wagtail gives a group permissions on the section's page, see docs/explanation/security.md.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings

GetModel = Callable[[str, str], Any]

ACCESS = ("wagtailadmin.admin.access_admin",)


def _may(model: str, *actions: str) -> tuple[str, ...]:
    """The permissions "app.model.action_model" for each action on "app.model"."""
    return tuple(f"{model}.{action}_{model.partition('.')[2]}" for action in actions)


_READ_LISTS = (*_may("newsroom.authorprofile", "view"), *_may("newsroom.topic", "view"))
_KEEP_LISTS = (
    *_may("newsroom.authorprofile", "add", "change"),
    *_may("newsroom.topic", "add", "change"),
    "simple_translation.simpletranslation.submit_translation",
)
_LEAD_PAPER = (
    *_may("newsroom.authorprofile", "delete"),
    *_may("newsroom.topic", "delete"),
    *_may("newsroom.menu", "add", "change", "delete"),
    *_may("newsroom.sitesettings", "change"),
    *_may("syndication.syndicationsettings", "change"),
    *_may("accessibility.accessibilitysettings", "change"),
    *_may("wagtailcore.workflow", "add", "change", "delete"),
    *_may("wagtailcore.task", "add", "change", "delete"),
    *_may("wagtailcore.groupapprovaltask", "add", "change", "delete"),
    *_may("wagtailredirects.redirect", "add", "change", "delete"),
)
_KEEP_THE_LAW = (
    *_may("comments_law.commentsettings", "change"),
    *_may("comments_law.ground", "add", "change", "delete", "view"),
    *_may("comments_law.houserules", "add", "change", "delete", "view"),
    "comments_law.rightsrequest.handle_rights",
)
_ADMINISTER = (
    *_may("accounts.user", "add", "change", "delete"),
    *_may("auth.group", "add", "change", "delete"),
    *_may("wagtailcore.site", "add", "change", "delete"),
    *_may("wagtailcore.locale", "add", "change", "delete"),
    "jobs.timedjob.manage_jobs",
)
_MODERATE = ("comments.comment.moderate",)
_SET_DEBATE_RULES = ("comments.comment.set_rules", *_may("moderation.desksettings", "change"))
_OWN_FILES = (*_may("wagtailimages.image", "add", "choose"), *_may("wagtaildocs.document", "add", "choose"))
_ALL_FILES = (*_OWN_FILES, *_may("wagtailimages.image", "change"), *_may("wagtaildocs.document", "change"))
_COLLECTIONS = _may("wagtailcore.collection", "add", "change", "delete")


@dataclass(frozen=True)
class Role:
    """A role: its group's name by language, and what it may do with pages, with files and else."""

    names: dict[str, str]
    general: tuple[str, ...] = ACCESS
    pages: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    approves: bool = field(default=False)


ROLES = {
    # Wagtail lets whoever may add pages change and submit the own ones.
    "author": Role(
        {"de": "Autorinnen und Autoren", "en": "Authors"}, (*ACCESS, *_READ_LISTS), ("add",), _OWN_FILES
    ),
    "editor": Role(
        {"de": "Redaktion", "en": "Editors"},
        (*ACCESS, *_READ_LISTS, *_KEEP_LISTS, *_MODERATE),
        ("add", "change", "publish", "lock"),
        _ALL_FILES,
        approves=True,
    ),
    "chief_editor": Role(
        {"de": "Chefredaktion", "en": "Chief editors"},
        (*ACCESS, *_READ_LISTS, *_KEEP_LISTS, *_LEAD_PAPER, *_MODERATE, *_SET_DEBATE_RULES, *_KEEP_THE_LAW),
        ("add", "change", "publish", "lock", "unlock", "bulk_delete"),
        (*_ALL_FILES, *_COLLECTIONS),
        approves=True,
    ),
    "moderator": Role({"de": "Moderation", "en": "Moderators"}, (*ACCESS, *_MODERATE)),
    "administrator": Role(
        {"de": "Administration", "en": "Administrators"},
        (
            *ACCESS,
            *_READ_LISTS,
            *_KEEP_LISTS,
            *_LEAD_PAPER,
            *_MODERATE,
            *_SET_DEBATE_RULES,
            *_KEEP_THE_LAW,
            *_ADMINISTER,
        ),
        ("add", "change", "publish", "lock", "unlock", "bulk_delete"),
        (*_ALL_FILES, *_COLLECTIONS),
        approves=True,
    ),
}
APPROVAL = {"de": "Freigabe durch die Redaktion", "en": "Approval by the editors"}


def group_name(role: str, language: str | None = None) -> str:
    """The name under which the role's group was made. Raises KeyError for a role that there is not."""
    return _in_language(ROLES[role].names, language)


def establish_groups(get_model: GetModel, language: str | None = None) -> None:
    """Make the groups and the approval workflow that are missing, and give them what they lack.

    ``get_model`` is that of a migration's ``apps`` or of Django's. MUST be called within a transaction.
    """
    permission_of = _Permissions(get_model)
    root_page = get_model("wagtailcore", "Page").objects.get(depth=1)
    root_collection = get_model("wagtailcore", "Collection").objects.get(depth=1)
    approvers = []
    for key, role in ROLES.items():
        name = group_name(key, language)
        group, _created = get_model("auth", "Group").objects.get_or_create(name=name)
        group.permissions.add(*(permission_of(path) for path in role.general))
        for action in role.pages:
            get_model("wagtailcore", "GroupPagePermission").objects.get_or_create(
                group=group, page=root_page, permission=permission_of(f"wagtailcore.page.{action}_page")
            )
        for path in role.files:
            get_model("wagtailcore", "GroupCollectionPermission").objects.get_or_create(
                group=group, collection=root_collection, permission=permission_of(path)
            )
        if role.approves:
            approvers.append(group)
    _establish_approval(get_model, root_page, approvers, _in_language(APPROVAL, language))


class _Permissions:
    """Finds a permission, or makes it: Django itself makes a new model's only after all migrations."""

    def __init__(self, get_model: GetModel) -> None:
        self.types = get_model("contenttypes", "ContentType").objects
        self.permissions = get_model("auth", "Permission").objects

    def __call__(self, path: str) -> Any:
        app_label, model, codename = path.split(".")
        content_type, _created = self.types.get_or_create(app_label=app_label, model=model)
        permission, _created = self.permissions.get_or_create(
            content_type=content_type,
            codename=codename,
            defaults={"name": f"Can {codename.replace('_', ' ')}"},
        )
        return permission


def _establish_approval(get_model: GetModel, root_page: Any, approvers: list[Any], name: str) -> None:
    """What authors submit goes to the editors: one step, for all pages that have no workflow of their own."""
    if get_model("wagtailcore", "WorkflowPage").objects.filter(page=root_page).exists():
        return
    task_type, _created = get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="wagtailcore", model="groupapprovaltask"
    )
    task = get_model("wagtailcore", "GroupApprovalTask").objects.create(name=name, content_type=task_type)
    task.groups.set(approvers)
    workflow = get_model("wagtailcore", "Workflow").objects.create(name=name)
    get_model("wagtailcore", "WorkflowTask").objects.create(workflow=workflow, task=task, sort_order=0)
    get_model("wagtailcore", "WorkflowPage").objects.create(workflow=workflow, page=root_page)


def _in_language(names: dict[str, str], language: str | None) -> str:
    code = (language or settings.LANGUAGE_CODE).partition("-")[0]
    return names.get(code, names["en"])
