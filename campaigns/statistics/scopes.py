"""What a report is about: one campaign, or what came in outside of any."""

from datetime import date
from zoneinfo import ZoneInfo

from django.conf import settings

from campaigns.models import Campaign
from campaigns.statistics.measures import Scope

OUTSIDE = "hors-campagne"
SERVICE = "service"  # in the address of what is about no campaign alone
ZONE = ZoneInfo(settings.TIME_ZONE)


class UnknownCampaign(Exception):
    """No campaign has that slug. `known` are those that exist."""

    def __init__(self, slug, known):
        super().__init__(slug)
        self.slug = slug
        self.known = known


def scope_of(slug, *, at):
    """The Scope named by a slug: a campaign's days, or (OUTSIDE) this year without campaign.

    Raises UnknownCampaign with the slugs that exist.
    """
    today = at.astimezone(ZONE).date()
    if slug == OUTSIDE:
        return Scope(campaign=None, first=date(today.year, 1, 1), last=today, at=at)
    campaign = Campaign.objects.filter(slug=slug).first()
    if campaign is None:
        raise UnknownCampaign(slug, [*Campaign.objects.values_list("slug", flat=True), OUTSIDE])
    return scope_of_campaign(campaign, at=at)


def scope_of_campaign(campaign, *, at):
    """From its first day to its last; to today when it has no end."""
    today = max(at.astimezone(ZONE).date(), campaign.starts_on)
    return Scope(campaign=campaign, first=campaign.starts_on, last=campaign.ends_on or today, at=at)


def campaigns_running_first(*, at):
    """Every campaign: those under way, then the others, latest first. One query."""
    today = at.astimezone(ZONE).date()
    campaigns = list(Campaign.objects.order_by("-starts_on", "-pk"))
    return sorted(campaigns, key=lambda campaign: not campaign.runs_on(today))


def published_campaigns(*, at):
    """What the public page speaks of: the campaign under way and the last one that ended."""
    today = at.astimezone(ZONE).date()
    campaigns = campaigns_running_first(at=at)
    running = [one for one in campaigns if one.runs_on(today)]
    over = [one for one in campaigns if one.ends_on and one.ends_on < today]
    return running[:1] + over[:1]
