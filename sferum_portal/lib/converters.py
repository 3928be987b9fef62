"""Numbers in addresses: no longer than what a row can have."""

from django.urls import register_converter
from django.urls.converters import IntConverter


class NumberConverter(IntConverter):
    """``<number:pk>``: at most 18 digits. Django's own ``int`` takes any, and a database that is
    asked for a number longer than its columns breaks the page instead of finding nothing.
    """

    regex = "[0-9]{1,18}"


def register():
    register_converter(NumberConverter, "number")
