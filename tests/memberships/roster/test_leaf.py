"""The package stands on its own: nothing of the portal but the lib, no models."""

import ast
from pathlib import Path

import memberships.roster

FOLDER = Path(memberships.roster.__file__).parent
ALLOWED = ("memberships.roster", "sferum_portal.lib")
PORTAL = ("accounts", "chats", "invitations", "memberships", "organizations", "regulations")


def imported():
    for path in FOLDER.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom):
                yield path.name, node.module
            elif isinstance(node, ast.Import):
                yield from ((path.name, alias.name) for alias in node.names)


def test_only_the_lib_of_the_portal_is_imported():
    found = list(imported())
    assert len(found) > 50
    ours = [each for each in found if each[1].startswith((*PORTAL, "sferum_portal"))]
    assert not [each for each in ours if not each[1].startswith(ALLOWED)]
    assert not [each for each in found if each[1].startswith("django.db")]
