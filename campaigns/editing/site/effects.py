"""What a change of campaign does, in sentences, before it is stored."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns.catalogue.site_texts import CAMPAIGN, FRENCH, HOME, campaign_said, said
from campaigns.editing.confirming import Preview
from campaigns.editing.site.text_fields import LABELS
from campaigns.editing.translations.overview import others
from campaigns.models import Campaign, Desk
from campaigns.services.offer import DURING, PERMANENT, phase_on
from julien.core.moments import say_day

PHASES = {
    "before": gettext_lazy("elle est annoncée"),
    "during": gettext_lazy("elle est en cours"),
    "after": gettext_lazy("elle est finie, le service continue"),
    "permanent": gettext_lazy("le service est ouvert toute l'année"),
}


def effects_of(campaign, *, today):
    """Sentences: what the site says today then, under which number, and what overlaps."""
    others_now = list(Campaign.objects.exclude(pk=campaign.pk))
    stored = [Campaign.objects.get(pk=campaign.pk)] if campaign.pk else []
    before = today_of([*others_now, *stored], today)
    after = today_of([*others_now, campaign], today)
    yield _("Aujourd'hui, le site dit : %(said)s.") % {"said": after[0]}
    if before[0] != after[0]:
        yield _("Jusqu'ici il disait : %(said)s.") % {"said": before[0]}
    if before[1] != after[1]:
        yield _("Le numéro montré pour les SMS passe de %(was)s à %(is)s.") % {
            "was": before[1] or _("aucun"),
            "is": after[1] or _("aucun"),
        }
    if campaign.starts_on == campaign.ends_on == today:
        yield _(
            "Elle a commencé aujourd'hui et finit à minuit. Pour l'arrêter avant, changez son "
            "premier jour."
        )
    yield from overlaps(campaign, others_now)
    yield _("Aucune demande n'est refusée à cause des dates. Les promesses déjà faites restent.")


def today_of(campaigns, today):
    """(what the site says of the campaigns today, the number for SMS)."""
    phase, about = phase_on(today, sorted(campaigns, key=lambda one: (one.starts_on, one.pk or 0)))
    desk = Desk.objects.first()
    running = about if phase in (DURING, PERMANENT) else None
    number = (running and running.sms_number) or (desk.sms_number if desk else "")
    named = f"« {about.name} », {PHASES[phase]}" if about else PHASES[phase]
    return named, number


def overlaps(campaign, campaigns):
    """One sentence for each campaign that runs on some of the same days."""
    for other in campaigns:
        starts_last = max(campaign, other, key=lambda one: (one.starts_on, one.pk or 0))
        ends = [one.ends_on for one in (campaign, other) if one.ends_on]
        if not ends or min(ends) >= starts_last.starts_on:
            yield _(
                "« %(other)s » court aussi %(day)s. Ces jours-là compte celle qui a commencé en "
                "dernier : « %(wins)s »."
            ) % {
                "other": other.name,
                "day": shared_days(starts_last, ends),
                "wins": starts_last.name,
            }


def shared_days(starts_last, ends):
    first = say_day(starts_last.starts_on, year=True)
    if not ends:
        return _("dès le %(first)s, sans fin") % {"first": first}
    return _("du %(first)s au %(last)s") % {"first": first, "last": say_day(min(ends), year=True)}


def campaign_previews(campaign):
    """Each text of the campaign as it will be read, in each language."""
    for code in CAMPAIGN:
        if code == DURING and not campaign.ends_on:
            continue  # it never stands there: the service is open all year
        words = [(language, campaign_said(campaign, code, language)) for language in languages()]
        yield Preview(str(LABELS[code]), [(one, told) for one, told in words if told.text])


def home_previews(texts, days):
    for code in HOME:
        words = [(language, said(texts, code, language, days=days)) for language in languages()]
        yield Preview(str(LABELS[code]), words)


def languages():
    return [FRENCH, *others()]
