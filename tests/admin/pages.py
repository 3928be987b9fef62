"""Addresses of the admin, and what an answer of a verb must be."""

import re

from django.urls import reverse


def url(page, *args):
    return reverse(f"admin:{page}", args=args)


def done(answer):
    """The verb was performed: its page leads on."""
    refusal = re.search(r'role="alert">(.*?)</div>', answer.content.decode(), re.DOTALL)
    assert answer.status_code == 302, refusal and refusal[1]
