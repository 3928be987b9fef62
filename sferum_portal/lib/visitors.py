"""From which address a request came, as far as that can be believed.

Limits on tries and the lock of the sign-in count by it (`AXES_CLIENT_IP_CALLABLE`).
"""

from ipaddress import IPv6Address, ip_address

from django.conf import settings

# A provider gives a household a whole network of this size: addresses within it are one visitor.
IPV6_NETWORK_BITS = 64


def address_of(request):
    """The visitor's address; of IPv6 the beginning of its network (/64).

    Each of the `PROXY_COUNT` proxies of our own appends whom it has seen to X-Forwarded-For: what
    stands so many places from the right is true, what stands before it anybody may have written.
    """
    nearest = _plain(request.META.get("REMOTE_ADDR", ""))
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    count = settings.PROXY_COUNT
    if not count or len(forwarded) < count:
        return nearest
    return _plain(forwarded[-count].strip()) or nearest


def _plain(text):
    try:
        address = ip_address(text)
    except ValueError:
        return None
    if not isinstance(address, IPv6Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(IPv6Address(int(address) >> IPV6_NETWORK_BITS << IPV6_NETWORK_BITS))
