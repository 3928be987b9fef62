"""QR codes as inline SVG, for pages and for printed documents alike."""

import segno
from django.utils.safestring import mark_safe


def qr_svg(content, *, label, quiet_zone=4):
    """SVG of the class ``qr``, without a size of its own: the stylesheet gives it one.

    ``label`` is what a screen reader says. A smaller ``quiet_zone`` (in modules) is for places
    that stay white around the code anyway.
    """
    code = segno.make_qr(content, error="m")
    svg = code.svg_inline(omitsize=True, border=quiet_zone, title=label, svgclass="qr")
    # Without the role some screen readers read an inline SVG as a group of nothing.
    svg = svg.replace("<svg ", '<svg role="img" ', 1)
    return mark_safe(svg)  # noqa: S308 — segno escapes the label
