"""Links of a page, and the walk along them through the portal."""

import re
from collections import Counter
from html import unescape
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve

LINK = re.compile(r'<a\s[^>]*href="([^"]+)"')
#: Of pages that differ only in the row that they show, two say what all do.
MOST_OF_A_PAGE = 2


def links_of(answer):
    """Addresses of the portal's own pages, without what sorts, filters and fills in."""
    links = (urlsplit(unescape(link)) for link in LINK.findall(answer.content.decode()))
    return [link.path for link in links if link.path.startswith("/") and not link.netloc]


def walk(client, starts, *, outside="/admin/"):
    """``{address: (name of the page, answer)}`` of these and all pages to which links lead.

    An address that leads on answers with the page to which it leads.
    """
    found, seen, visits = {}, set(), Counter()
    ahead = list(starts)
    while ahead:
        address = ahead.pop(0)
        if address in seen or address.startswith(outside):
            continue
        seen.add(address)
        page, words = page_of(address)
        visits[page, words] += 1
        if page is None or visits[page, words] > MOST_OF_A_PAGE:
            continue
        answer = client.get(address, follow=True)
        if answer.headers["Content-Type"].startswith("text/html"):
            found[address] = page_of(answer.request["PATH_INFO"])[0], answer
            ahead += links_of(answer)
    return found


def page_of(address):
    """The page's name, and what else tells it from others: words, not the numbers of rows."""
    try:
        match = resolve(address)
    except Resolver404:
        return None, ()
    words = [str(value) for value in match.kwargs.values()]
    return match.view_name, tuple(word for word in words if not word.isdigit())
