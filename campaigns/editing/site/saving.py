"""Storing a campaign and the words of the home page, with who and when for each state."""

from datetime import timedelta

from django.db import transaction

from campaigns.editing.confirming import claim
from campaigns.models import Campaign, HomeTexts, SiteVersion

KEPT = ("name", "starts_on", "ends_on", "sms_number", "promise_days", "objective")


def content_of(campaign):
    """A campaign as its form writes it."""
    fields = {name: getattr(campaign, name) for name in KEPT}
    days = {name: day and day.isoformat() for name, day in fields.items() if name.endswith("_on")}
    return fields | days | {"texts": campaign.texts}


@transaction.atomic
def save_campaign(*, campaign, revision, by, at):
    """Store a new or changed campaign. Raises MovedMeanwhile when somebody else was faster."""
    if campaign.pk:
        claim(campaign, revision)
        keep_first(campaign, content_of(Campaign.objects.get(pk=campaign.pk)), at=at)
        campaign.save(update_fields=[*KEPT, "texts"])
    else:
        campaign.save()
    SiteVersion.objects.create(campaign=campaign, at=at, by=by, content=content_of(campaign))


@transaction.atomic
def save_home(*, texts, revision, by, at):
    """Store the words of the home page. Raises MovedMeanwhile when somebody else was faster."""
    row, _is_new = HomeTexts.objects.get_or_create(pk=1)
    claim(row, revision)
    keep_first(None, {"texts": row.texts}, at=at)
    HomeTexts.objects.filter(pk=1).update(texts=texts)
    SiteVersion.objects.create(campaign=None, at=at, by=by, content={"texts": texts})


def keep_first(campaign, content, *, at):
    """What stood there before anybody changed it can be taken up again too."""
    if not SiteVersion.objects.filter(campaign=campaign).exists():
        SiteVersion.objects.create(campaign=campaign, at=at, by=None, content=content)


def begun(campaign, today):
    """The campaign as it would be, begun today."""
    campaign.starts_on = today
    return campaign


def ended(campaign, today):
    """The campaign as it would be, over now; one that began today lasts until midnight."""
    campaign.ends_on = max(campaign.starts_on, today - timedelta(days=1))
    return campaign


def may_begin(campaign, today):
    return campaign.starts_on > today


def may_end(campaign, today):
    """Whether ended() would change its last day."""
    last = max(campaign.starts_on, today - timedelta(days=1))
    return campaign.starts_on <= today and (campaign.ends_on is None or campaign.ends_on > last)
