"""The client's address behind proxies, and what a client makes up."""

import ipaddress

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from presswerk.site.security.trusted_proxies import (
    TrustedProxiesMiddleware,
    client_address,
    forwarded_scheme,
    networks,
    parse_address,
)

TRUSTED = networks(["10.0.0.0/8", "2001:db8:feed::/48"])
CLIENT = "203.0.113.7"


@pytest.fixture
def seen(settings):
    """Send a request through the middleware; what a view then sees."""

    def send(trusted=("10.0.0.0/8",), **meta):
        settings.TRUSTED_PROXIES = list(trusted)
        requests = []

        def view(request):
            requests.append(request)
            return HttpResponse()

        TrustedProxiesMiddleware(view)(RequestFactory().get("/", **meta))
        return requests[0]

    return send


def test_without_a_proxy_the_peer_is_the_client():
    assert client_address(CLIENT, "", TRUSTED) == CLIENT


def test_what_an_untrusted_peer_says_about_others_is_not_believed():
    assert client_address(CLIENT, "198.51.100.1", TRUSTED) == CLIENT


def test_behind_one_proxy_the_last_entry_is_the_client():
    assert client_address("10.0.0.1", CLIENT, TRUSTED) == CLIENT


def test_entries_that_the_client_made_up_stand_left_of_the_real_one_and_are_ignored():
    assert client_address("10.0.0.1", f"198.51.100.1, 10.9.9.9, {CLIENT}", TRUSTED) == CLIENT


def test_a_chain_of_proxies_is_walked_to_its_end():
    assert client_address("10.0.0.1", f"{CLIENT}, 10.0.0.3, 10.0.0.2", TRUSTED) == CLIENT


def test_a_client_inside_the_trusted_network_is_the_leftmost_hop():
    assert client_address("10.0.0.1", "10.1.2.3", TRUSTED) == "10.1.2.3"


def test_an_entry_that_is_no_address_ends_the_walk_at_the_last_hop_known():
    assert client_address("10.0.0.1", f"{CLIENT}, unknown, 10.0.0.2", TRUSTED) == "10.0.0.2"


def test_a_unix_socket_is_trusted_because_its_file_says_who_may_connect():
    assert client_address("", CLIENT, TRUSTED) == CLIENT
    assert client_address("", f"{CLIENT}, 10.0.0.2", TRUSTED) == CLIENT
    assert client_address("", "", TRUSTED) == ""


def test_a_peer_that_is_no_address_is_not_trusted():
    assert client_address("nonsense", CLIENT, TRUSTED) == ""


def test_ipv6_with_brackets_port_and_zone():
    assert client_address("2001:db8:feed::1", "[2001:db8::7]:4711", TRUSTED) == "2001:db8::7"
    assert client_address("fe80::1%eth0", "", TRUSTED) == "fe80::1"


def test_an_ipv4_client_on_a_dual_stack_socket_has_one_spelling_only():
    assert client_address("::ffff:10.0.0.1", "::ffff:203.0.113.7", TRUSTED) == CLIENT


def test_the_nearest_proxy_says_the_scheme():
    assert forwarded_scheme("https") == "https"
    assert forwarded_scheme("https, http") == "http"
    assert forwarded_scheme("javascript") == ""


def test_a_request_is_secure_only_on_a_trusted_proxys_word(seen, settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert seen(REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_PROTO="https").is_secure()
    assert not seen(REMOTE_ADDR=CLIENT, HTTP_X_FORWARDED_PROTO="https").is_secure()


def test_a_client_cannot_choose_the_host_port_or_address_that_views_see(seen):
    request = seen(
        REMOTE_ADDR=CLIENT,
        HTTP_X_FORWARDED_FOR="198.51.100.1",
        HTTP_X_FORWARDED_HOST="evil.example",
        HTTP_X_FORWARDED_PORT="1",
        HTTP_X_REAL_IP="198.51.100.1",
        HTTP_FORWARDED="for=198.51.100.1",
    )
    assert request.client_address == request.META["REMOTE_ADDR"] == CLIENT
    assert not [name for name in request.META if "FORWARDED" in name or name == "HTTP_X_REAL_IP"]


def test_views_see_the_client_and_not_the_proxy(seen):
    request = seen(REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=CLIENT)
    assert request.client_address == request.META["REMOTE_ADDR"] == CLIENT


@given(st.text(max_size=60), st.text(max_size=200))
def test_any_text_gives_an_address_or_nothing(peer, forwarded_for):
    address = client_address(peer, forwarded_for, TRUSTED)
    assert address == "" or str(ipaddress.ip_address(address)) == address


@given(st.text(max_size=60), st.lists(st.ip_addresses().map(str), max_size=5))
def test_whatever_a_client_sends_its_address_is_the_one_its_proxy_saw(made_up, more):
    header = ", ".join([made_up, *more, CLIENT])
    assert client_address("10.0.0.1", header, TRUSTED) == CLIENT


@given(st.ip_addresses())
def test_every_address_is_read_back(address):
    expected = getattr(address, "ipv4_mapped", None) or address
    assert parse_address(str(address)) == expected
