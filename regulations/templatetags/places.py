"""The way to a version's page, for pages about it."""

from django import template

from regulations.places import address_of, way_to

register = template.Library()


@register.inclusion_tag("components/breadcrumbs.html")
def version_crumbs(version, label):
    """Breadcrumbs of a page about a version; ``label`` names the page itself."""
    return {"crumbs": way_to(version), "label": label}


@register.simple_tag
def version_url(version):
    """The address of the version's own page."""
    return address_of(version)
