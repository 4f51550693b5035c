"""What each address may be: kept, indexed, framed, told to others. One table, for every page.

An address that is not in the table is private: kept by no cache, in no index, in no frame.
"""

from dataclasses import dataclass

from csp.constants import HEADER
from csp.middleware import CSPMiddleware, PolicyParts
from csp.utils import build_policy

NO_STORE = "no-store"
REVALIDATE = "no-cache"  # kept, but asked about each time: the ETag answers


@dataclass(frozen=True)
class Policy:
    cache: str = NO_STORE
    indexed: bool = False
    framed: bool = False  # the view also opens frame-ancestors of its CSP
    referrer: str = "same-origin"  # stricter would make browsers hide the Origin of our own forms


PRIVATE = Policy()
CATALOGUE = Policy(cache=REVALIDATE, indexed=True)
# Its address is the key to it; its forms need no Origin, for they ask for no cookie.
SECRET_LINK = Policy(referrer="no-referrer")

POLICIES = {
    "catalogue:home": CATALOGUE,
    "catalogue:aid_list": CATALOGUE,  # a search is confided by its view
    "catalogue:aid": CATALOGUE,
    "catalogue:check": Policy(indexed=True),  # what was answered stays in no cache
    "catalogue:embed": CATALOGUE,
    "catalogue:embed_search": Policy(cache=REVALIDATE, framed=True),
    "catalogue:accessibility": CATALOGUE,
    "catalogue:privacy": CATALOGUE,
    "catalogue:safe_browsing": CATALOGUE,
    "catalogue:words": CATALOGUE,
    "catalogue:figures": Policy(cache="public, max-age=600", indexed=True),
    "site:root": CATALOGUE,
    "site:partner_link": Policy(cache=REVALIDATE),
    "site:aids_json": Policy(cache="public, max-age=300", indexed=True),
    "site:year_file": Policy(cache="public, max-age=3600", indexed=True),
    "site:robots": CATALOGUE,
    "site:sitemap": CATALOGUE,
    "site:security": CATALOGUE,
    "intake:ask": Policy(indexed=True),
    "intake:status": SECRET_LINK,
    "intake:wishes": SECRET_LINK,
    "intake:withdraw": SECRET_LINK,
    "intake:satisfaction": SECRET_LINK,
    "meetings:cancel": SECRET_LINK,
    "meetings:other_time": SECRET_LINK,
    "meetings:file": SECRET_LINK,
    "intake:research": SECRET_LINK,
    "news:question": SECRET_LINK,
    "news:tell": SECRET_LINK,
    "recap:read": SECRET_LINK,
}
# Nothing here needs the device.
PERMISSIONS = "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()"


def policy_of(match):
    """The Policy of a resolved address; the strictest for one that leads nowhere."""
    return POLICIES.get(match.view_name, PRIVATE) if match else PRIVATE


class PolicyMiddleware:
    """Put the headers of the table on every answer. A view may be stricter, never more open."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        policy = policy_of(request.resolver_match)
        gone_wrong = response.status_code >= 400
        confided = NO_STORE in response.headers.get("Cache-Control", "")
        response.headers["Cache-Control"] = NO_STORE if gone_wrong or confided else policy.cache
        if not policy.indexed or gone_wrong:
            response.headers["X-Robots-Tag"] = "noindex"
        response.headers["Referrer-Policy"] = policy.referrer
        response.headers["Permissions-Policy"] = PERMISSIONS
        if policy.framed:
            del response.headers["X-Frame-Options"]
        else:
            response.headers["X-Frame-Options"] = "DENY"
        return response


class ContentPolicyMiddleware(CSPMiddleware):
    """The Content-Security-Policy of settings, put together once for all answers whose view
    changes nothing of it."""

    def __init__(self, get_response):
        super().__init__(get_response)
        self.usual = build_policy()

    def process_response(self, request, response):
        if self.get_policy_parts(request=request, response=response) != PolicyParts():
            return super().process_response(request, response)
        response.headers.setdefault(HEADER, self.usual)
        return response
