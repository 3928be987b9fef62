"""Rules of the house that no single test of behaviour sees (docs: design, style)."""

import ast
import importlib
import inspect
import re
from collections import Counter
from pathlib import Path

from django.apps import apps
from django.contrib import admin

from organizations.models import Organization
from sferum_portal.lib.history import TrackedQuerySet

ROOT = Path(__file__).parent.parent
APPS = ("accounts", "organizations", "memberships", "invitations", "chats", "regulations")
CODE = (*APPS, "sferum_portal")
LONGEST = 300
CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)


def files(*folders, ending=".py"):
    return [
        path
        for folder in folders
        for path in sorted((ROOT / folder).rglob(f"*{ending}"))
        if "migrations" not in path.parts
    ]


def name_of(path):
    return path.relative_to(ROOT).as_posix()


def trees(paths):
    return {name_of(path): ast.parse(path.read_text()) for path in paths}


def own_models():
    return [
        model
        for app in APPS
        for model in apps.get_app_config(app).get_models()
        if not hasattr(model, "history_object")
    ]


def tenant_models():
    return [
        model
        for model in own_models()
        if any(
            field.many_to_one and field.related_model is Organization
            for field in model._meta.get_fields()
            if field.concrete
        )
    ]


# --- Files ----------------------------------------------------------------------------------------


def test_no_file_is_longer_than_one_reads_at_once():
    lengths = {name_of(path): len(path.read_text().splitlines()) for path in files(*CODE, "tests")}
    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}


# --- Who writes -----------------------------------------------------------------------------------

#: What a view may ask of a manager: scoping querysets, and reads that belong to one page alone.
READS_IN_VIEWS = {
    "sferum_portal/views.py": {"Organization.objects.visible_to"},
    "chats/views/creation.py": {"Chat.objects.filter"},
}
#: Django's form of a password writes by itself.
WRITES_IN_VIEWS = {"accounts/views.py": {"form.save"}}
WRITES = "save create bulk_create bulk_update get_or_create update_or_create delete".split()


def calls(tree):
    return {
        ast.unparse(node.func)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }


def views():
    return [
        path
        for path in files(*CODE)
        if path.name in ("views.py", "public_views.py") or path.parent.name == "views"
    ]


def test_views_read_through_loaders_and_never_write():
    found = trees(views())
    assert len(found) >= 7
    for name, tree in found.items():
        reads = {call for call in calls(tree) if re.search(r"\.objects\.\w+$", call)}
        writes = {call for call in calls(tree) if call.rpartition(".")[2] in WRITES}
        assert reads == READS_IN_VIEWS.get(name, set()), name
        assert writes == WRITES_IN_VIEWS.get(name, set()), name


def test_the_admin_writes_through_services_alone():
    paths = [path for path in files(*CODE) if path.name == "admin.py" or "admin" in path.parts]
    assert len(paths) > 10
    for name, tree in trees(paths).items():
        writes = {call for call in calls(tree) if call.rpartition(".")[2] in WRITES}
        assert not writes, name


def test_only_one_module_gives_and_takes_exceptions():
    importing = {
        name
        for name, tree in trees(files(*CODE)).items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "guardian.shortcuts"
    }
    assert importing == {"memberships/grants.py"}
    forbidden = re.compile(r"import guardian\b|guardian import shortcuts|UserObjectPermission\.obj")
    assert not [name_of(path) for path in files(*CODE) if forbidden.search(path.read_text())]


def services():
    """``{«module.verb»: function}``: all verbs of the portal."""
    modules = [
        name_of(path).removesuffix(".py").replace("/", ".")
        for path in files(*APPS)
        if path.name == "services.py" or path.parent.name == "services"
    ]
    found = {}
    for module_name in [*modules, "memberships.grants", "regulations.law"]:
        module = importlib.import_module(module_name)
        for name, value in vars(module).items():
            own = getattr(value, "__module__", "") == module.__name__
            if own and inspect.isfunction(value) and not name.startswith("_"):
                found[f"{module_name}.{name}"] = value
    return found


#: Not verbs: parts of verbs, which ask no right, and answers to questions.
PARTS = {
    "chats.services.chats.choose",
    "chats.services.chats.insert_chat",
    "memberships.services.rows.unit_for_role",
    "memberships.services.rows.insert_membership",
    "memberships.services.rows.insert_family_link",
    "memberships.services.rows.insert_once",
    "memberships.services.rows.finish",
    "memberships.services.rows.close",
    "memberships.services.entries.release_entry",
    "memberships.services.matching.roster_of",
    "memberships.services.entries.acceptance_reason",
    "memberships.services.matching.place_is_taken",
    "memberships.services.matching.match_with_roster",
    "memberships.services.matching.match_again",
    "memberships.services.requests.lock_pending",
    "memberships.services.requests.still_pending",
    "memberships.services.requests.lock_many",
    "memberships.services.requests.require_undecided",
    "memberships.services.acceptance.accept",
    "memberships.services.acceptance.accept_one",
    "memberships.services.acceptance_plan.link_of_pair",
    "memberships.services.acceptance_plan.moved_link",
    "memberships.services.letter_quota.code_was_typed",
    "memberships.services.letter_quota.letters_from",
    "memberships.services.letter_quota.may_send_code",
    "memberships.services.letter_quota.may_send_receipt",
    "memberships.services.undoing.take_back",
    "memberships.services.refusals.add_default_reasons",
    "memberships.services.requests.decided",
    "memberships.services.codes.needs_parent",
    "memberships.services.codes.find_by_code",
    "memberships.services.codes.give_code",
    "memberships.services.codes.write_to_parent",
    "memberships.services.codes.set_parent_code",
    "memberships.services.applicants.roles_to_apply_for",
    "memberships.services.applicants.tries_of",
    "memberships.services.applicants.why_not_again",
    "memberships.services.rows.end_parent_without_children",
    "memberships.grants.obj_has_permission",
    "memberships.services.holding.hold_again",
    "memberships.services.holding.require_not_held",
    "invitations.services.links.annul",
    "invitations.services.links.find_invitation",
    "invitations.services.links.require_awaited",
    "invitations.services.links.require_open",
    "invitations.services.personal.roles_of",
    "invitations.services.personal.unit_of",
    "invitations.services.quarantine.came_through",
    "invitations.services.quarantine.require_may_lift",
    "regulations.services.common.replace_former",
    "regulations.services.common.locked_draft",
    "regulations.services.drafts.open_draft",
    "regulations.services.common.numbered_act",
    "regulations.services.common.require_order_after_all",
    "regulations.services.common.require_right_beginning",
}
#: Who acts has another name: it is the applicant.
ACTORS = {
    "memberships.services.requests.request_to_join": "applicant",
    "invitations.services.links.redeem": "user",
}


def test_every_verb_takes_named_arguments_and_who_does_it():
    found = services()
    assert set(found) >= PARTS | set(ACTORS)
    for name, verb in found.items():
        if name in PARTS:
            continue
        parameters = inspect.signature(verb).parameters
        positional = [
            each.name
            for each in parameters.values()
            if each.kind not in (each.KEYWORD_ONLY, each.VAR_KEYWORD)
        ]
        assert not positional, name
        assert ACTORS.get(name, "by") in parameters, name


def test_parts_of_verbs_are_used_by_verbs_alone():
    using = {
        name
        for name, tree in trees(files(*CODE)).items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "memberships.services.rows"
    }
    assert using
    assert all(name.startswith("memberships/services/") for name in using)


# --- Models ---------------------------------------------------------------------------------------

#: Guardian's manager writes them; `memberships.grants`, the only caller, writes one row at a time.
BY_GUARDIAN = {"OrganizationGrant", "UnitGrant", "UnitSubjectGrant"}


def test_every_tenant_row_has_its_organization_and_its_history():
    models = tenant_models()
    assert len(models) >= 20
    for model in models:
        assert not model._meta.get_field("organization").null, model
        assert model.history.model.__name__ == f"Historical{model.__name__}"
        if model.__name__ not in BY_GUARDIAN:
            assert issubclass(model._default_manager._queryset_class, TrackedQuerySet), model


def test_every_own_model_has_a_history_and_all_but_three_a_tenant():
    assert all(hasattr(model, "history") for model in own_models())
    free = {model.__name__ for model in own_models()} - {
        model.__name__ for model in tenant_models()
    }
    # The tenant itself, people, who may belong to several, and the law.
    assert free == {"Organization", "User", "LegalBasis"}


def test_every_constraint_has_a_name_of_its_own():
    names = Counter(
        constraint.name for model in own_models() for constraint in model._meta.constraints
    )
    assert len(names) > 40
    assert not [name for name, number in names.items() if number > 1]
    # A sentence, not a code.
    assert not [name for name in names if name.count("_") < 2]


def test_every_model_has_a_russian_name_and_so_has_what_the_admin_shows():
    for model in own_models():
        for name in (model._meta.verbose_name, model._meta.verbose_name_plural):
            assert CYRILLIC.search(str(name)), model
    shown = set(admin.site._registry) & set(own_models())
    assert len(shown) >= 15
    nameless = [
        f"{model.__name__}.{field.name}"
        for model in shown
        for field in model._meta.concrete_fields
        if field.editable
        and not field.primary_key
        and not CYRILLIC.search(str(field.verbose_name))
        and model.__name__ not in BY_GUARDIAN
    ]
    assert nameless == []
