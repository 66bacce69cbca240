"""Which addresses Dateline connects to: public ones only, each of them checked before the call.

A page's address comes from a feed, a redirect or a name server, so anybody can write it. Without
this check a link could make Dateline read what only the machine it runs on may reach: a router,
a database, a cloud's own service for passwords.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Collection, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from ..errors import FetchFailed, FetchRefused

Resolver = Callable[[str, int], Sequence[str]]
"""From a host name and a port to every address that it has; raises `OSError` for none."""
Network = IPv4Network | IPv6Network

_NOT_PUBLIC_4 = tuple(
    (IPv4Network(block), what)
    for block, what in (
        ("0.0.0.0/8", "reserved"),
        ("10.0.0.0/8", "private"),
        ("100.64.0.0/10", "a provider's shared"),
        ("127.0.0.0/8", "loopback"),
        ("168.63.129.16/32", "a cloud's internal"),
        ("169.254.0.0/16", "link-local"),
        ("172.16.0.0/12", "private"),
        ("192.0.0.0/24", "reserved"),
        ("192.0.2.0/24", "documentation"),
        ("192.88.99.0/24", "reserved"),
        ("192.168.0.0/16", "private"),
        ("198.18.0.0/15", "private"),
        ("198.51.100.0/24", "documentation"),
        ("203.0.113.0/24", "documentation"),
        ("224.0.0.0/4", "multicast"),
        ("240.0.0.0/4", "reserved"),
    )
)
_NOT_PUBLIC_6 = tuple(
    (IPv6Network(block), what)
    for block, what in (
        ("::/128", "unspecified"),
        ("::1/128", "loopback"),
        ("fc00::/7", "private"),
        ("fe80::/10", "link-local"),
        ("fec0::/10", "private"),
        ("ff00::/8", "multicast"),
        ("2001:db8::/32", "documentation"),
        ("3fff::/20", "documentation"),
        ("2001::/23", "reserved"),
    )
)
_PUBLIC_6 = IPv6Network("2000::/3")
_TEREDO = IPv6Network("2001::/32")
_SIX_TO_FOUR = IPv6Network("2002::/16")
# An IPv4 address in the last 32 bits: compatible, mapped, translated, and by NAT64.
_IPV4_LAST = tuple(
    IPv6Network(block) for block in ("::/96", "::ffff:0:0/96", "::ffff:0:0:0/96", "64:ff9b::/96")
)
_NOT_A_WEB_PORT = 1024
_WEB_PORTS = (80, 443)


def system_resolver(host: str, port: int) -> Sequence[str]:
    """Every address the system's resolver gives for ``host``, in its order."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    return tuple(dict.fromkeys(str(answer[4][0]) for answer in found))


def why_not_public(address: str) -> str | None:
    """What kind of address this is if it is none of the public internet; None if it is."""
    try:
        return _why_not(ip_address(address.partition("%")[0]))
    except ValueError:
        return "unreadable"


def networks(allow: Collection[str]) -> tuple[Network, ...]:
    """The networks of addresses ("127.0.0.1") and blocks ("127.0.0.0/8")."""
    return tuple(ip_network(one) for one in allow)


def checked_addresses(
    host: str, port: int, url: str, resolver: Resolver, allow: Collection[Network] = ()
) -> tuple[str, ...]:
    """Every address of ``host``, all of them public or in ``allow``.

    One address that is not spoils the name: nobody who means well answers with both.

    Raises:
        FetchRefused: an address that is not public, or a port that no web server has.
        FetchFailed: no address.
    """
    if port < _NOT_A_WEB_PORT and port not in _WEB_PORTS:
        raise FetchRefused(f"{url}: port {port} is not one of web servers")
    try:
        found = tuple(resolver(host, port))
    except (OSError, UnicodeError):
        found = ()
    if not found:
        raise FetchFailed(f"{url}: no address found for {host}", transient=True)
    for address in found:
        reason = why_not_public(address)
        if reason is not None and not _is_allowed(address, allow):
            raise FetchRefused(f"{url}: {host} has the {reason} address {address}")
    return found


def _is_allowed(address: str, allow: Collection[Network]) -> bool:
    try:
        where = ip_address(address)
    except ValueError:
        return False
    return any(where.version == network.version and where in network for network in allow)


def _why_not(address: IPv4Address | IPv6Address) -> str | None:
    if isinstance(address, IPv4Address):
        return next((what for block, what in _NOT_PUBLIC_4 if address in block), None)
    held = _held_ipv4(address)
    if held:
        return next((what for one in held if (what := _why_not(one))), None)
    for block, what in _NOT_PUBLIC_6:
        if address in block:
            return what
    return None if address in _PUBLIC_6 else "reserved"


def _held_ipv4(address: IPv6Address) -> tuple[IPv4Address, ...]:
    """The IPv4 addresses that an IPv6 address leads to."""
    number = int(address)
    if address in _TEREDO:
        return IPv4Address(number >> 64 & 0xFFFFFFFF), IPv4Address(~number & 0xFFFFFFFF)
    if address in _SIX_TO_FOUR:
        return (IPv4Address(number >> 80 & 0xFFFFFFFF),)
    if number > 1 and any(address in block for block in _IPV4_LAST):
        return (IPv4Address(number & 0xFFFFFFFF),)
    return ()
