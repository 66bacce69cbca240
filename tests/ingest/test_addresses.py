"""Which addresses are called, and which never."""

from __future__ import annotations

import socket

import pytest

from dateline.errors import FetchFailed, FetchRefused
from dateline.ingest.addresses import checked_addresses, networks, why_not_public

URL = "http://news.example/"


@pytest.mark.parametrize(
    "address",
    ["8.8.8.8", "1.1.1.1", "151.101.1.164", "172.15.255.255", "172.32.0.1", "100.63.255.255",
     "2606:4700:4700::1111", "2a00:1450:4001::1", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8",
     "2002:808:808::1"],
)  # fmt: skip
def test_public_addresses(address: str) -> None:
    assert why_not_public(address) is None


@pytest.mark.parametrize(
    ("address", "what"),
    [
        ("0.0.0.0", "reserved"),
        ("10.1.2.3", "private"),
        ("100.64.0.1", "a provider's shared"),
        ("127.0.0.1", "loopback"),
        ("127.8.9.1", "loopback"),
        ("168.63.129.16", "a cloud's internal"),
        ("169.254.169.254", "link-local"),
        ("172.16.0.1", "private"),
        ("172.31.255.255", "private"),
        ("192.0.0.170", "reserved"),
        ("192.168.1.1", "private"),
        ("198.19.0.1", "private"),
        ("203.0.113.9", "documentation"),
        ("224.0.0.1", "multicast"),
        ("255.255.255.255", "reserved"),
        ("::", "unspecified"),
        ("::1", "loopback"),
        ("fe80::1", "link-local"),
        ("fe80::1%eth0", "link-local"),
        ("fd00:ec2::254", "private"),
        ("fec0::1", "private"),
        ("ff02::1", "multicast"),
        ("2001:db8::1", "documentation"),
        ("2001:10::1", "reserved"),
        ("100::1", "reserved"),
        ("4000::1", "reserved"),
        ("::ffff:127.0.0.1", "loopback"),
        ("::ffff:10.0.0.1", "private"),
        ("::127.0.0.1", "loopback"),
        ("::ffff:0:169.254.169.254", "link-local"),
        ("64:ff9b::192.168.0.1", "private"),
        ("64:ff9b:1::8.8.8.8", "reserved"),
        ("2002:7f00:1::1", "loopback"),
        ("2002:c0a8:1::1", "private"),
        # Teredo: the server's address stands as it is, the client's with every bit turned round.
        ("2001:0:a00:1::f7f7:f7f7", "private"),
        ("2001:0:808:808::80ff:fffe", "loopback"),
        ("nonsense", "unreadable"),
    ],
)
def test_addresses_that_are_not_public(address: str, what: str) -> None:
    assert why_not_public(address) == what


def test_one_bad_answer_spoils_the_name() -> None:
    with pytest.raises(FetchRefused) as caught:
        checked_addresses("news.example", 80, URL, lambda host, port: ("8.8.8.8", "10.0.0.1"))
    assert str(caught.value) == f"{URL}: news.example has the private address 10.0.0.1"


def test_what_tests_may_allow() -> None:
    allowed = networks(["127.0.0.0/8", "::1"])
    for address in ("127.0.0.9", "::1"):
        found = checked_addresses(
            "a.example", 8080, URL, lambda host, port, a=address: (a,), allowed
        )
        assert found == (address,)
    with pytest.raises(FetchRefused):
        checked_addresses("a.example", 80, URL, lambda host, port: ("10.0.0.1",), allowed)


@pytest.mark.parametrize("port", [22, 25, 110, 587, 993])
def test_ports_of_other_services(port: int) -> None:
    with pytest.raises(FetchRefused, match=f"port {port} is not one of web servers"):
        checked_addresses("a.example", port, URL, lambda host, port: ("8.8.8.8",))


def test_names_without_address() -> None:
    def no_answer(host: str, port: int) -> tuple[str, ...]:
        raise socket.gaierror("no such name")

    for resolver in (no_answer, lambda host, port: ()):
        with pytest.raises(FetchFailed) as caught:
            checked_addresses("a.example", 80, URL, resolver)
        assert str(caught.value) == f"{URL}: no address found for a.example"
        assert caught.value.transient
