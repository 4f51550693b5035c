"""The aids someone chose, from the addresses of their pages."""

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from campaigns.catalogue.pages import AidCard, Contact, cards_of, contact_of
from campaigns.models import Aid, FormerAddress


@dataclass(frozen=True)
class ChosenAid:
    """One line of the list: what it is, and whom to ask."""

    card: AidCard
    contact: Contact


@dataclass(frozen=True)
class Choice:
    """The aids of an address, in its order."""

    chosen: list[ChosenAid]

    @property
    def slugs(self):
        return [aid.card.slug for aid in self.chosen]

    @property
    def query(self):
        return urlencode([("a", slug) for slug in self.slugs])

    @property
    def address(self):
        """The same list for anybody who has this address."""
        return f"{settings.PUBLIC_BASE_URL}{reverse('catalogue:chosen')}?{self.query}"

    @property
    def words(self):
        titles = "\n".join(f"- {aid.card.title}" for aid in self.chosen)
        return _("Aides à demander :") + f"\n{titles}\n{self.address}"

    @property
    def sms_address(self):
        """Opens the reader's own messages, with no number in it: they choose who receives it."""
        return f"sms:?&body={quote(self.words)}"

    @property
    def mail_address(self):
        return f"mailto:?subject={quote(_('Aides à demander'))}&body={quote(self.words)}"


def chosen_aids(slugs, language):
    """The published aids of these addresses, each once, also by a former address. Unknown ones
    are left out."""
    wanted = list(dict.fromkeys(slug.replace("\x00", "") for slug in slugs))
    published = Aid.objects.published().for_list()
    aids = {aid.slug: aid for aid in published.filter(slug__in=wanted)}
    if unknown := [slug for slug in wanted if slug not in aids]:
        former = FormerAddress.objects.filter(slug__in=unknown, aid__in=published)
        aids |= {was.slug: was.aid for was in former.select_related("aid__provider")}
    known = list(dict.fromkeys(aids[slug] for slug in wanted if slug in aids))
    chosen = [
        ChosenAid(card, contact_of(aid.provider))
        for aid, card in zip(known, cards_of(known, language), strict=True)
    ]
    return Choice(chosen)
