"""Which network addresses an article may be fetched from: the public ones, and no way round to the others.

A service that fetches what it is told to stands inside its network; whoever tells it must not get to see what stands
there too. So names are resolved here, every address that a name has is judged, and the judged address itself is what
is connected to: a name that resolves otherwise the next moment gains nothing.
"""

import ipaddress
import socket
from collections.abc import Callable, Sequence

from app.errors import ArticleUnreadableError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], Sequence[str]]
"""From a host and a port to its addresses, in the order in which to try them. Raises ``OSError``."""

_UNICAST = ipaddress.ip_network("2000::/3")  # all that IANA has given out; NAT64, mapped and site-local lie outside
# Beyond what the registries call not global: ways into other networks (6to4 and its relays, Teredo), protocol
# assignments, and documentation.
_WAYS_ROUND = tuple(
    map(
        ipaddress.ip_network,
        ("192.0.0.0/24", "192.88.99.0/24", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"),
    )
)


def is_public(address: Address) -> bool:
    """Tell whether an address is one host's on the public internet."""
    if isinstance(address, ipaddress.IPv6Address) and (address not in _UNICAST or _holds_ipv4(address)):
        return False
    special = address.is_multicast or address.is_reserved or address.is_private or address.is_link_local
    return address.is_global and not special and not any(address in network for network in _WAYS_ROUND)


def resolve(host: str, port: int) -> list[str]:
    """Ask the system for the addresses of a host, as connecting would."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[4][0]) for address in found))


def public_addresses(found: Sequence[str], url: str) -> list[str]:
    """Return the addresses that a host was resolved to, if every one is public.

    Raises ``ArticleUnreadableError`` otherwise; it names no address, for it may be shown to whoever asks.
    """
    parsed = [ipaddress.ip_address(address) for address in found]
    if not parsed or not all(map(is_public, parsed)):
        raise ArticleUnreadableError(
            url, "its host is not on the public internet", "Give the address of a public page, or the text itself"
        )
    return [str(address) for address in parsed]


def _holds_ipv4(address: ipaddress.IPv6Address) -> bool:
    """Tell whether it is an address of ISATAP, whose last half is an IPv4 one."""
    return (int(address) >> 32) & 0xFFFF_FFFF in {0x0000_5EFE, 0x0200_5EFE}
