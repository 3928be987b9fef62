"""The demo is fresh on any day of the year, and the same in shape."""

from datetime import datetime

import pytest
from django.utils import timezone

from chats.models import Chat, Message
from memberships.models import JoinRequest
from organizations.models import Organization, Unit
from regulations.models import DocumentVersion
from sferum_portal.demo_data.dates import Calendar, at, day_after, tomorrow_after
from sferum_portal.demo_data.seed import operator, seed_organization

# The first minutes of a school year, and the holidays before one.
DAYS = ["2026-09-01 00:05", "2026-08-15 12:00"]


def moment(text):
    return timezone.make_aware(datetime.fromisoformat(text))


@pytest.mark.parametrize("text", DAYS)
def test_it_has_the_same_shape_on_every_day(db, text):
    now = moment(text)
    with at(now):
        seed_organization("kindergarten", by=operator(), calendar=Calendar(), password_hash="!")
        organization = Organization.objects.get()
        assert Unit.objects.current().filter(organization=organization).count() == 9
        assert organization.platform_on(timezone.localdate()).name == "MAX"
        assert JoinRequest.objects.pending().count() == 10
        assert JoinRequest.objects.pending().filter(child=None, role="parent").count() == 2
        assert DocumentVersion.objects.in_force().get().order_date <= timezone.localdate()
        assert all(chat.people().exists() for chat in Chat.objects.all())
        assert Message.objects.filter(created_at__gte=now).count() == 0


def test_the_services_live_in_the_present_again_afterwards():
    def fail_in_the_past():
        with at(moment("2020-02-02 02:02")):
            raise ValueError(timezone.localdate().year)

    with pytest.raises(ValueError, match="2020"):
        fail_in_the_past()
    assert timezone.localdate().year > 2020


@pytest.mark.parametrize(
    ("day", "tomorrow", "fourth"),
    [
        ("2026-11-19", "завтра", "25 ноября"),  # Thursday
        ("2026-11-20", "в понедельник", "26 ноября"),  # Friday
        ("2026-11-21", "в понедельник", "26 ноября"),  # Saturday
        ("2026-11-22", "завтра", "26 ноября"),  # Sunday
    ],
)
def test_days_are_named_as_people_do(day, tomorrow, fourth):
    day = datetime.fromisoformat(day).date()
    assert tomorrow_after(day) == tomorrow
    assert day_after(day, 4) == fourth
