"""Cards to cut out, and on a page of their own the PINs for whoever gives them out."""

from django.template.loader import render_to_string
from django.utils import timezone

from sferum_portal.lib.pdf import render_pdf
from sferum_portal.lib.qr import qr_svg


def cards_pdf(*, unit, issued, address_of):
    """A4: eight cards a page, then a page with the PINs; ``address_of(token)`` is absolute.

    Card and PIN must not lie together, so the last page goes to the leader alone.
    """
    rows = [
        {
            "child": each.card.user,
            "address": address_of(each.token),
            "qr": qr_svg(address_of(each.token), label="Код для входа", quiet_zone=2),
            "pin": each.pin,
        }
        for each in issued
    ]
    context = {
        "organization": unit.organization,
        "unit": unit,
        "unit_label": unit.organization.profile.units[unit.kind].label,
        "cards": rows,
        "printed_on": timezone.localdate(),
    }
    return render_pdf(render_to_string("pdf/signin_cards.html", context))
