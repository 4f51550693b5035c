"""Where the link check may go: the public internet, and never our own network.

Editors type addresses, and other sites send us on to any address they like. A host is looked up
once, each of its addresses is judged, and the connection goes to the one that was judged: a name
that answers otherwise a moment later leads nowhere else.
"""

import ipaddress
import socket
from urllib.parse import urlsplit

PORTS = {"http": 80, "https": 443}
# Networks that carry an IPv4 address inside an IPv6 one: what is inside is not judged by Python.
CARRIERS = [ipaddress.ip_network(net) for net in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16")]


class Inside(Exception):
    """The address leads into a private network, or to a port that is not the web's."""


def is_public(address, port):
    """Whether an IP address (text) and a port are of the public web."""
    ip = ipaddress.ip_address(address)
    if ip.version == 6 and ip.ipv4_mapped:
        ip = ip.ipv4_mapped
    carried = ip.version == 6 and any(ip in network for network in CARRIERS)
    return ip.is_global and not ip.is_multicast and not carried and port in PORTS.values()


def place_of(parts, *, may_reach):
    """(family, (ip, port, …)) to connect to for a split address.

    Raises Inside when any address of the host is not allowed, OSError when it has none.
    """
    port = parts.port or PORTS[parts.scheme]
    found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    if not all(may_reach(place[0].partition("%")[0], port) for *_rest, place in found):
        raise Inside
    family, _type, _protocol, _name, place = found[0]
    return family, place


def is_web_address(address):
    """Whether it is an address of the web without a password in it."""
    try:
        parts = urlsplit(address)
        return (
            parts.scheme in PORTS
            and bool(parts.hostname)
            and parts.username is None
            and (parts.port is None or parts.port > 0)
            and address.isprintable()
            and " " not in address
        )
    except ValueError:
        return False
