"""What a restriction between a parent and a child shuts out (ADR 14).

Who asks "whose parent is this?" asks `FamilyLink.objects.free()` or a `Standing`; here is what goes
beyond one link.
"""

from django.db.models import Exists, OuterRef, Q

from memberships.matching import Claim, Entry, Verdict, match
from memberships.meant_child import child_meant, children_meant
from memberships.models import FamilyLink
from memberships.roles import Role


def is_restricted_pair(organization, parent, child):
    """Whether a restriction parts the two, be the link present or past."""
    return _restricted(organization, parent=parent, child=child).exists()


def without_shut_out(rows, organization):
    """Memberships without the parents all of whose present links here are restricted.

    Their role rests on a child of whom they shall learn nothing, so it opens no chat.
    """
    links = FamilyLink.objects.current().filter(organization=organization)
    shut_out = links.restricted().exclude(parent__in=links.free().values("parent"))
    return rows.exclude(role=Role.PARENT, user__in=shut_out.values("parent"))


def restriction_on(join_request):
    """The restricted link that a parent's request runs against; None where there is none."""
    return restrictions_on([join_request]).get(join_request.pk)


def restrictions_on(join_requests):
    """``{request's number: restricted link}``; two queries, one where nobody is restricted.

    Also for another account of a like name (`is_like`): an account is made in a minute.
    """
    wishes = [row for row in join_requests if row.role == Role.PARENT]
    restricted = restricted_links_of(wishes)
    if not restricted:
        return {}
    children = children_meant(wishes)
    return {
        row.pk: link
        for row in wishes
        for link in restricted
        if parts(link, row, children.get(row.pk))
    }


def restricted_links_of(wishes):
    """The restricted links that parents' requests may run against; one query, none for none."""
    if not wishes:
        return []
    return list(
        FamilyLink.objects.restricted()
        .filter(organization__in={row.organization_id for row in wishes})
        .filter(child__in=set(children_meant(wishes).values()) - {None})
        .select_related("parent")
    )


def parts(link, join_request, child_id):
    """Whether the restricted link parts the applicant and this child."""
    applicant = join_request.applicant
    return (link.organization_id, link.child_id) == (join_request.organization_id, child_id) and (
        link.parent_id == applicant.pk or is_like(link.parent, applicant)
    )


def is_like(first, second):
    """Whether the names may be one person's, read as those of a roster are: Latin look-alikes,
    words in other fields, short forms, a patronymic that lacks.
    """
    claim, entry = (
        {name: getattr(user, name) for name in ("surname", "given_name", "patronymic")}
        for user in (first, second)
    )
    found = match(Claim(role=Role.STAFF, **claim), [Entry(pk=0, role=Role.STAFF, **entry)])
    return found.verdict != Verdict.NONE


def without_restricted(join_requests):
    """Those requests (a queryset) whose child no restriction concerns: for accepting many at once.

    Whoever else asks for such a child, be it the other parent, is looked at alone.
    """
    against = _restricted(OuterRef("organization")).filter(child=OuterRef("meant"))
    rows = join_requests.alias(meant=child_meant())
    return rows.exclude(Q(role=Role.PARENT) & Q(Exists(against)))


def _restricted(organization, **pair):
    return FamilyLink.objects.restricted().filter(organization=organization, **pair)
