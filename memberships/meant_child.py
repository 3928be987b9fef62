"""Which child a parent's request means: the one answer for acceptance, restrictions and lists."""

from django.db.models import Case, Exists, F, OuterRef, When
from django.db.models.functions import Coalesce

from memberships.models import JoinRequest, Membership
from memberships.roles import Role


def child_meant():
    """An expression over join requests: the child's user, none while nobody is named.

    Whoever was chosen, while they learn here; then whoever stands for the child of the roster that
    matches, whatever the parent typed. Similar is too little: that child may be another one.
    """
    learners = Membership.objects.current().filter(role=Role.LEARNER)
    learns = learners.filter(organization=OuterRef("organization"), user=OuterRef("child"))
    of_roster = Case(
        When(entry__child__isnull=False, then=F("entry__child__user")), default=F("entry__user")
    )
    return Case(
        When(Exists(learns), then=F("child")),
        When(pile=JoinRequest.Pile.MATCHED, then=Coalesce(of_roster, F("child"))),
        default=F("child"),
    )


def children_meant(join_requests):
    """``{request's number: the child's user}`` of the parents' requests among them; one query."""
    wishes = [row.pk for row in join_requests if row.role == Role.PARENT]
    if not wishes:
        return {}
    rows = JoinRequest.objects.filter(pk__in=wishes).order_by()
    return dict(rows.values_list("pk", child_meant()))
