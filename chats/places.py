"""What a chat belongs to: an organization, a unit, or a subject in a unit."""

from memberships.chat_rights import scope_of


def place_fields(place):
    """The place as columns of a chat: organization, unit, unit_subject."""
    scope = scope_of(place)
    return {
        "organization": place.organization,
        "unit": {"unit": place, "unit_subject": getattr(place, "unit", None)}.get(scope),
        "unit_subject": place if scope == "unit_subject" else None,
    }


def title_of(kind, place):
    """«Родители 5А»: the title that the organization's kind gives to a standard chat."""
    fields = place_fields(place)
    names = {"organization_name": fields["organization"].short_name}
    if fields["unit"]:
        names["unit_name"] = fields["unit"].name
    if fields["unit_subject"]:
        names["subject_name"] = fields["unit_subject"].subject.name
    return fields["organization"].profile.chats[kind].title_for(**names)


def audiences_for(kind, place):
    """The audiences of a standard chat there: ``[(code, unit_id, unit_subject_id)]``."""
    fields = place_fields(place)
    unit, row = fields["unit"], fields["unit_subject"]
    return [
        (code, unit.pk if unit else None, row.pk if row else None)
        for code in fields["organization"].profile.chats[kind].audience
    ]
