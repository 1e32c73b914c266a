"""Which addresses are public; no way round to the others is."""

import ipaddress
import socket

import pytest

from app.articles.addresses import is_public, public_addresses, resolve
from app.errors import ArticleUnreadableError

INWARD = (
    "0.0.0.0 0.1.2.3 10.0.0.1 100.64.0.1 100.127.255.254 127.0.0.1 127.1.2.3 169.254.169.254 172.16.0.1 172.31.255.255 "
    "192.0.0.1 192.0.0.9 192.0.2.1 192.88.99.1 192.168.0.1 198.18.0.1 198.51.100.1 203.0.113.1 224.0.0.1 239.1.1.1 "
    "240.0.0.1 255.255.255.255 "
    ":: ::1 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:8.8.8.8 ::ffff:0:127.0.0.1 64:ff9b::7f00:1 64:ff9b::808:808 "
    "64:ff9b:1::1 100::1 2001::1 2001:0:4136:e378:8000:63bf:3fff:fdd2 2001:2::1 2001:10::1 2001:20::1 2001:db8::1 "
    "2002:7f00:1::1 2002:808:808::1 3fff::1 4000::1 5f00::1 fc00::1 fd12:3456::1 fe80::1 fe80::1%1 fec0::1 ff02::1 "
    "2a00:1450::5efe:7f00:1 2a00:1450::200:5efe:10.0.0.1"
).split()
PUBLIC = "1.1.1.1 8.8.8.8 93.184.216.34 172.15.0.1 172.32.0.1 2606:4700:4700::1111 2a00:1450:4001::200e".split()


@pytest.mark.parametrize("address", INWARD)
def test_an_address_that_leads_inward_is_not_public(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", PUBLIC)
def test_an_address_of_the_internet_is_public(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.allow_hosts(["127.0.0.1"])  # the system itself reads the numbers; nothing is connected to
@pytest.mark.parametrize("host", ["2130706433", "0x7f000001", "0177.0.0.1", "0x7f.1", "127.1", "0", "017700000001"])
def test_a_number_in_disguise_is_the_address_that_it_means(host: str) -> None:
    with pytest.raises(ArticleUnreadableError, match="is not on the public internet"):
        public_addresses(resolve(host, 80), f"http://{host}/")


def test_one_inward_address_among_public_ones_is_enough_to_refuse_a_host() -> None:
    assert public_addresses(PUBLIC, "http://name/") == PUBLIC
    for address in INWARD:
        with pytest.raises(ArticleUnreadableError, match="is not on the public internet") as refused:
            public_addresses([*PUBLIC, address], "http://name/")
        assert address not in str(refused.value).replace("http://name/", "").split()


def test_a_host_without_any_address_is_refused() -> None:
    with pytest.raises(ArticleUnreadableError):
        public_addresses([], "http://name/")


def test_each_address_of_a_host_is_given_once_in_the_systems_order(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80)) for address in ("1.1.1.1", "8.8.8.8", "1.1.1.1")
    ]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    assert resolve("name", 80) == ["1.1.1.1", "8.8.8.8"]
