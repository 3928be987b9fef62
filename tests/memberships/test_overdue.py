"""What waits too long, and what whoever decides sees of it."""

from datetime import timedelta

from django.contrib import admin
from django.urls import reverse
from django.utils import timezone

from memberships import services
from memberships.models import JoinRequest
from sferum_portal import admin_waiting
from tests import factories as make
from tests.facts import today
from tests.memberships.test_deciding import asked


def test_what_waits_longer_than_allowed_is_overdue(cast):
    fresh, late, put_off = (asked(cast, "staff") for _ in range(3))
    for row, days in ((fresh, 3), (late, 4), (put_off, 9)):
        row.created_at = timezone.now() - timedelta(days=days)
        row.save()
    services.defer_join_request(join_request=put_off, by=cast.administrator, until=today(1))
    theirs = make.JoinRequestFactory(organization=cast.theirs)
    theirs.created_at = timezone.now() - timedelta(days=9)
    theirs.save()
    assert list(JoinRequest.objects.overdue([cast.ours])) == [late]
    cast.ours.decision_days = 5
    assert set(JoinRequest.objects.overdue([cast.ours, cast.theirs])) == {theirs}
    assert not JoinRequest.objects.overdue([]).exists()


def test_the_head_sees_what_is_overdue(cast, client):
    late, fresh = asked(cast, "staff"), asked(cast, "staff")
    late.created_at = timezone.now() - timedelta(days=5)
    late.save()
    client.force_login(cast.head)
    home = client.get(reverse("organization_home", args=[cast.ours.slug])).content.decode()
    assert "заявка просрочена" in home
    queue = reverse("admin:memberships_joinrequest_changelist") + "?status=overdue"
    assert queue in home
    listed = client.get(queue).content.decode()
    assert late.applicant.full_name in listed
    assert f"join-request-{fresh.pk}" not in listed


def test_the_own_request_is_counted_nowhere_for_whoever_decides(cast, client):
    """Start page, tab and the admin count by the rule of the list; the head only watches."""
    asked(cast, "staff", applicant=cast.administrator)
    client.force_login(cast.administrator)
    home = client.get(reverse("organization_home", args=[cast.ours.slug]))
    assert home.context["waiting"]["count"] == 0
    assert "<b>1</b>" not in home.content.decode()
    request = client.get(reverse("admin:index")).wsgi_request
    assert admin_waiting.counts(request, admin.site)["memberships_joinrequest"] == 0
    client.force_login(cast.head)
    home = client.get(reverse("organization_home", args=[cast.ours.slug]))
    assert home.context["waiting"]["count"] == 1
    request = client.get(reverse("admin:index")).wsgi_request
    assert admin_waiting.counts(request, admin.site)["memberships_joinrequest"] == 1
