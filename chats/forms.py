"""Choosing people without scripts: group after group, with the choice carried along."""

from django.contrib.auth import get_user_model

from chats.candidates import (
    candidate_groups,
    candidates,
    group_label,
    people_of_group,
)
from sferum_portal.lib.text import search_form

#: More people than a page of checkboxes should hold; the search narrows them.
MOST_SHOWN = 150


class Picker:
    """The state of the page on which members are chosen.

    One form carries title, chosen people and groups; the button «Показать» (``show``) changes the
    group on view and keeps the rest, the button «Создать» (``create``) submits.
    """

    def __init__(self, request, *, kind, place, titled=True):
        self.kind, self.place, self.titled = kind, place, titled
        self.by = request.user
        self.organization = place.organization
        self.data = request.POST if request.method == "POST" else request.GET
        self.is_submitted = request.method == "POST" and "create" in self.data
        self.error = ""
        self.takes_groups = kind == "other_channel"
        self.title = self._text("title", 300)
        self.search = self._text("q", 100)
        groups = candidate_groups(kind, place, self.by)
        self.groups = [
            {
                "key": self._key(group),
                "label": group_label(self.organization, group),
                "group": group,
            }
            for group in groups
        ]
        keys = [row["key"] for row in self.groups]
        wanted = self.data.get("group", "")
        self.group = wanted if wanted in keys else (keys[0] if keys else "")
        self.chosen_groups = [key for key in self.data.getlist("audience") if key in keys]
        self.people = list(self._chosen())

    def _text(self, name, limit):
        return " ".join(self.data.get(name, "").replace("\x00", "").split())[:limit]

    @staticmethod
    def _key(group):
        code, unit, _ = group
        return f"{code}-{unit.pk}" if unit else str(code)

    def _chosen(self):
        """Those ticked so far who may be chosen; foreign ids are refused by the service."""
        ids = {int(pk) for pk in self.data.getlist("people") if pk.isdecimal() and len(pk) < 19}
        return get_user_model().objects.filter(pk__in=ids).order_by("search_name", "pk")

    @property
    def audiences(self):
        chosen = {row["key"]: row["group"] for row in self.groups}
        groups = [chosen[key] for key in self.chosen_groups]
        return [(str(code), unit.pk if unit else None, None) for code, unit, _ in groups]

    @property
    def shown(self):
        """The people of the group on view that the search leaves, and whether there are more."""
        group = next((row["group"] for row in self.groups if row["key"] == self.group), None)
        if group is None or self.takes_groups:
            return [], False
        users = people_of_group(self.organization, group).exclude(pk=self.by.pk)
        if search_form(self.search):
            users = users.search(self.search)
        rows = list(users[: MOST_SHOWN + 1])
        return rows[:MOST_SHOWN], len(rows) > MOST_SHOWN

    @property
    def page(self):
        """What the template needs: ``rows`` with ticks, ``more``, ``elsewhere`` (hidden ticks)."""
        rows, more = self.shown
        ticked = {user.pk for user in self.people}
        shown = {user.pk for user in rows}
        allowed = candidates(self.kind, self.place, self.by)
        elsewhere = [user for user in self.people if user.pk not in shown]
        visible = set(
            allowed.filter(pk__in=[user.pk for user in elsewhere]).values_list("pk", flat=True)
        )
        return {
            "rows": [{"person": user, "ticked": user.pk in ticked} for user in rows],
            "more": more,
            "elsewhere": [user for user in elsewhere if user.pk in visible],
        }
