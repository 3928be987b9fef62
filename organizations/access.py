"""Loaders that know the tenant: a stranger learns nothing (404), a member is told (403)."""

from django.shortcuts import get_object_or_404

from organizations.models import Organization, Unit, UnitSubject
from sferum_portal.lib.access import require


def organization_for(user, slug, perm="organizations.view_organization"):
    organization = get_object_or_404(Organization.objects.visible_to(user), slug=slug)
    require(user, perm, organization)
    return organization


def unit_for(user, slug, pk, perm="organizations.view_unit"):
    """A unit of the organization, current or past."""
    organization = organization_for(user, slug)
    unit = get_object_or_404(
        Unit.objects.select_related("school_year"), organization=organization, pk=pk
    )
    unit.organization = organization
    require(user, perm, unit)
    return unit


def place_for(user, slug, scope, pk):
    """What a chat is created for: the organization itself, a unit, or a subject in a unit."""
    organization = organization_for(user, slug)
    if scope == "organization":
        return get_object_or_404(Organization.objects.filter(pk=organization.pk), pk=pk)
    if scope == "unit":
        units = Unit.objects.select_related("school_year")
        place = get_object_or_404(units, organization=organization, pk=pk)
    else:
        place = get_object_or_404(
            UnitSubject.objects.select_related("unit__school_year", "subject"),
            organization=organization,
            pk=pk,
        )
        place.unit.organization = organization
    place.organization = organization
    return place
