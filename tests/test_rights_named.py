"""Every right that the code names exists, is ruled once and is asked somewhere."""

import ast
import re

import pytest
from django.contrib.auth.models import Permission

from memberships import grants
from memberships.chat_rights import CHAT_PERMISSIONS
from memberships.permissions import RULES
from tests.test_architecture import APPS, CODE, ROOT, files, trees

RIGHT = re.compile(rf"({'|'.join(APPS)})\.[a-z]+_[a-z_]+")


@pytest.mark.django_db
def test_every_right_that_is_named_exists():
    existing = {
        f"{app}.{codename}"
        for app, codename in Permission.objects.values_list("content_type__app_label", "codename")
    }
    named = set(RULES) | CHAT_PERMISSIONS | grants.GRANTABLE
    for tree in trees(files(*CODE)).values():
        named |= {
            node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and RIGHT.fullmatch(node.value)
        }
    assert named <= existing, named - existing


def test_no_right_is_ruled_twice_and_each_is_asked_somewhere():
    assert not set(RULES) & CHAT_PERMISSIONS
    code = {path: path.read_text() for path in files(*CODE)}
    policy = ROOT / "memberships/permissions.py"
    unasked = [
        right
        for right in RULES
        if not any(f'"{right}"' in text for path, text in code.items() if path != policy)
    ]
    assert unasked == []
