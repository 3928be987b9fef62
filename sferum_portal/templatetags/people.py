"""What pages of the lower apps show of roles, which they cannot know themselves."""

from django import template

from memberships.models import Membership

register = template.Library()


@register.simple_tag
def own_roles(user):
    """The person's present roles in all organizations, with what confirmed them."""
    return (
        Membership.objects.current()
        .filter(user=user)
        .select_related("organization", "unit")
        .order_by("organization__short_name", "pk")
    )
