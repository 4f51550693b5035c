"""The list of links as editors see it: broken ones first, the most read pages before the others."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import Sum

from campaigns.editing.links.checking import address_in
from campaigns.editing.versions import keep_current
from campaigns.models import Aid, AidDraft, AidPart, AidSource, Link, PageView, Part, Provider

VIEWS_OVER = timedelta(days=30)
ORDER = ["broken", "moved", "doubtful", "failing", "new", "fine"]


@dataclass(frozen=True)
class Line:
    """`pages` are (address of an aid, its title); `views` of them all in VIEWS_OVER."""

    link: Link
    pages: list
    views: int


def lines(*, today):
    """Every link. Six queries whatever their number."""
    used, views = pages_by_address(), views_by_slug(today)
    found = [
        Line(
            link, used[link.address], sum(views.get(slug, 0) for slug, _title in used[link.address])
        )
        for link in Link.objects.all()
    ]
    return sorted(found, key=place)


def place(line):
    ignored = bool(line.link.ignored_because)
    return (ignored, ORDER.index(line.link.state), -line.views, line.link.address)


def pages_by_address():
    """{address: [(slug, title), …]} of the aids whose page shows it."""
    titles = dict(
        AidPart.objects.filter(language="fr", part=Part.TITLE).values_list("aid_id", "text")
    )
    found = defaultdict(list)
    for address, pk, slug in AidSource.objects.values_list("address", "aid_id", "aid__slug"):
        found[address_in(address)].append((slug, titles.get(pk, slug)))
    for url, pk, slug in Aid.objects.values_list("provider__url", "pk", "slug"):
        found[url].append((slug, titles.get(pk, slug)))
    return defaultdict(list, {key: sorted(set(pages)) for key, pages in found.items()})


def views_by_slug(today):
    rows = PageView.objects.filter(day__gte=today - VIEWS_OVER, page__startswith="aid:")
    counts = rows.values("page").annotate(total=Sum("count")).values_list("page", "total")
    return {page.removeprefix("aid:"): total for page, total in counts}


@transaction.atomic
def take_new_address(*, link_id, new, at):
    """Write the address a page has moved to wherever the old one stands, drafts too.

    Twice is as once. Drafts are locked before aids, as publishing does (drafts.lock_draft).
    """
    link = Link.objects.select_for_update(of=("self",)).filter(pk=link_id).first()
    if link is None:
        return
    drafts = list(AidDraft.objects.open().order_by("pk").select_for_update(of=("self",)))
    standing = AidSource.objects.filter(address__startswith=link.address)
    for source in standing.order_by("aid_id", "pk"):
        if address_in(source.address) == link.address:
            keep_current(aid_id=source.aid_id, at=at)
            replace_source(source, link.address, new)
    Provider.objects.filter(url=link.address).update(url=new)
    for draft in drafts:
        sources = [replaced(source, link.address, new) for source in draft.content["sources"]]
        if sources != draft.content["sources"]:
            draft.content["sources"] = list(dict.fromkeys(sources))
            draft.revision += 1
            draft.save(update_fields=["content", "revision"])
    link.delete()
    Link.objects.get_or_create(address=new, defaults={"next_check_at": at})


def replace_source(source, old, new):
    """The source at its new address; gone when the aid names that one already."""
    address = replaced(source.address, old, new)
    if AidSource.objects.filter(aid=source.aid_id, address=address).exists():
        source.delete()
    else:
        source.address = address
        source.save(update_fields=["address"])


def replaced(source, old, new):
    """A source with its address changed and its note kept."""
    return new + source[len(old) :] if address_in(source) == old else source
