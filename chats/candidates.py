"""Whom a creator may choose where the members are chosen."""

from django.contrib.auth import get_user_model
from django.db.models import Q

from chats.audiences import Audience, memberships_in
from memberships.chat_rights import scope_of
from memberships.standing import Standing
from organizations.models import Unit


def candidate_groups(kind, place, by):
    """The groups of people to choose from, as audiences: ``[(code, unit, None)]``.

    Managers choose among the staff; teachers among colleagues and those whom they teach or lead,
    with the parents. A channel is for whole groups: of the organization, or of its unit.
    """
    organization = place.organization
    if kind == "management_other":
        return [(Audience.STAFF, None, None)]
    standing = Standing(by, organization)
    if kind == "other_channel" and scope_of(place) == "organization":
        units = Unit.objects.filter(organization=organization).current().exclude(kind=Unit.STAFF)
        whole = [Audience.EVERYBODY, Audience.STAFF, Audience.TEACHING_STAFF]
        whole += [Audience.PARENT_ACTIVISTS]
        groups = [(code, None, None) for code in whole]
    elif scope_of(place) == "unit":
        units = [place] if kind == "other_channel" or place.pk in _own(standing) else []
        groups = [] if kind == "other_channel" else [(Audience.STAFF, None, None)]
    else:
        units = Unit.objects.filter(pk__in=_own(standing)).current()
        groups = [(Audience.STAFF, None, None)]
    codes = [Audience.UNIT_PARENTS]
    if "learner_accounts" in organization.profile.features:
        codes.insert(0, Audience.UNIT_LEARNERS)
    if kind == "other_channel" and scope_of(place) == "unit":
        codes.append(Audience.UNIT_TEACHERS)
    of_units = [(code, unit, None) for unit in units for code in codes]
    # What was started from a unit's card is mostly about that unit's people.
    return of_units + groups if scope_of(place) == "unit" else groups + of_units


def candidate_audiences(kind, place, by):
    """The groups that may be chosen whole, as triples of ids; only channels take them."""
    if kind != "other_channel":
        return []
    groups = candidate_groups(kind, place, by)
    return [(str(code), unit.pk if unit else None, None) for code, unit, _ in groups]


def candidates(kind, place, by):
    """The persons who may be chosen by name, without ``by``; nobody for a channel."""
    users = Q(pk__in=[])
    if kind != "other_channel":
        for group in candidate_groups(kind, place, by):
            users |= Q(pk__in=people_of_group(place.organization, group).values("pk"))
    return get_user_model().objects.filter(users, is_active=True).exclude(pk=by.pk)


def people_of_group(organization, group):
    code, unit, _ = group
    rows = memberships_in(organization, code, unit.pk if unit else None)
    return (
        get_user_model()
        .objects.filter(pk__in=rows.values("user"), is_active=True)
        .order_by("search_name", "pk")
    )


def group_label(organization, group):
    """«Родители 5А», «Все сотрудники»: a group in the words of the organization."""
    code, unit, _ = group
    words = organization.words
    labels = {
        Audience.HEAD: "{Head}",
        Audience.DEPUTIES: "{Deputy.pl_nom}",
        Audience.LEARNER_ACTIVISTS: "Актив {learner_formal.pl_gen}",
        Audience.UNIT_LEARNERS: "{Learner.pl_nom}",
        Audience.UNIT_PARENTS: "{Parent.pl_nom}",
        Audience.UNIT_LEADERS: "{Leader.pl_nom}",
        Audience.UNIT_TEACHERS: "Педагоги",
        Audience.SUBJECT_TEACHERS: "{Subject}: педагоги",
    }
    label = words.format(labels.get(code, Audience(code).label))
    in_name = code in (Audience.UNIT_LEARNERS, Audience.UNIT_PARENTS, Audience.UNIT_TEACHERS)
    return f"{label} {unit.name}" if unit and in_name else label


def _own(standing):
    return standing.led_units | standing.taught_units


def audience_preview(organization, audiences, units, limit=300):
    """The exact people before a chat is created: ``[{label, people, count}]`` per audience.

    ``units`` maps ids to units, for the labels; at most ``limit`` names are read per audience.
    """
    groups = []
    for code, unit_id, unit_subject_id in audiences:
        rows = memberships_in(organization, code, unit_id, unit_subject_id)
        users = (
            get_user_model()
            .objects.filter(pk__in=rows.values("user"), is_active=True)
            .order_by("search_name", "pk")
        )
        number = users.count()
        label = group_label(organization, (Audience(code), units.get(unit_id), None))
        people = [user.full_name for user in users[:limit]]
        if number > limit:
            people.append(f"и ещё {number - limit}")
        groups.append({"label": f"{label}: {number}", "people": people, "count": number})
    return groups
