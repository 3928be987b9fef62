"""Requests with their private codes, for the tests of those who follow and repeat them."""

from django.test import Client
from django.urls import reverse

from memberships import services
from memberships.roles import Role
from tests import factories as make

POST = {"post": "библиотекарь"}


def ask(cast, **fields):
    """A request with its code, as it comes."""
    return services.request_to_join(
        **{
            "organization": cast.ours,
            "applicant": make.PersonFactory(given_name="Ольга", surname="Новикова"),
            "role": Role.STAFF,
            "unit": make.staff_unit(cast.ours),
            "post": "вахтёр",
        }
        | fields
    )


def reject(cast, request, **fields):
    return services.reject_join_request(
        join_request=request, by=cast.administrator, **({"reason": "Нет в списках."} | fields)
    )


def page_of(code, name="status"):
    return reverse(f"memberships:code_{name}", args=[code])


def seen(code):
    return Client().get(page_of(code)).content.decode()
