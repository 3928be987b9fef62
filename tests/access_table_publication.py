"""The part of `tests/access_table.py` about the route, publication, acknowledgement and exports."""

from tests import factories as make


def slug(world):
    return [world.cast.ours.slug]


def other_unit(world):
    """Neither parent nor learner has to do with it."""
    return [world.cast.ours.slug, world.cast.other_unit.pk]


def version(world):
    """Approved, signed and published; see `tests.test_access.world`."""
    return [world.cast.ours.slug, world.approved.pk]


def paper_mark(world):
    """In the sheet of a unit that none of the columns leads."""
    mark = make.make_paper_mark(world.approved, world.cast.other_unit)
    return [world.cast.ours.slug, mark.pk]


def export(world):
    return [world.cast.ours.slug, make.make_export(world.cast.ours).pk]


def export_kind(world):
    return [world.cast.ours.slug, "archive"]


def public_slug(world):
    return [world.cast.ours.slug]


def public_code(world):
    return [world.cast.ours.slug, world.approved.verify_code]


PORTAL = {
    "regulations:version_route": (version, "404 405", "200 405", "200 405", "200 405", "302 302"),
    "regulations:publish": (version, "404 404", "403 403", "403 403", "403 403", "302 302"),
    "regulations:unpublish": (version, "404 404", "403 403", "403 403", "403 403", "302 302"),
    "regulations:bundle": (version, "404 405", "403 405", "403 405", "403 405", "302 302"),
    "regulations:bundle_with_signature": (
        *(version, "404 405", "403 405", "403 405", "403 405", "302 302"),
    ),
    "regulations:acknowledgement": (slug, "404 405", "200 405", "200 405", "200 405", "302 302"),
    # Without the number of a version nothing is ticked.
    "regulations:acknowledge": (slug, "405 404", "405 302", "405 302", "405 302", "302 302"),
    "regulations:acknowledgement_units": (
        *(slug, "404 405", "403 405", "403 405", "403 405", "302 302"),
    ),
    "regulations:acknowledgement_rules": (
        *(slug, "404 404", "403 403", "403 403", "403 403", "302 302"),
    ),
    "regulations:acknowledgement_unit": (
        *(other_unit, "404 405", "403 405", "403 405", "403 405", "302 302"),
    ),
    "regulations:acknowledgement_paper": (
        *(other_unit, "405 404", "405 403", "405 403", "405 403", "302 302"),
    ),
    "regulations:acknowledgement_take_back": (
        *(paper_mark, "404 404", "403 403", "403 403", "403 403", "302 302"),
    ),
    "regulations:acknowledgement_sheet": (
        *(other_unit, "404 405", "403 405", "403 405", "403 405", "302 302"),
    ),
    "regulations:export_list": (slug, "404 405", "403 405", "403 405", "403 405", "302 302"),
    "regulations:export_start": (
        *(export_kind, "405 404", "405 403", "405 403", "405 403", "302 302"),
    ),
    "regulations:export_file": (export, "404 405", "403 405", "403 405", "403 405", "302 302"),
    "regulations:public_list": (
        *(public_slug, "200 405", "200 405", "200 405", "200 405", "200 405"),
    ),
    "regulations:public_text": (
        *(public_code, "200 405", "200 405", "200 405", "200 405", "200 405"),
    ),
    "regulations:public_pdf": (
        *(public_code, "200 405", "200 405", "200 405", "200 405", "200 405"),
    ),
    "regulations:public_bundle": (
        *(public_code, "200 405", "200 405", "200 405", "200 405", "200 405"),
    ),
}

#: For anybody; see `tests.access_table.PUBLIC`.
PUBLIC = {
    "regulations:public_list",
    "regulations:public_text",
    "regulations:public_pdf",
    "regulations:public_bundle",
}
