"""The pages the browser walks. Each new page of the product gets its line here.

    Route("/fr/accessibilite/")        a page for everybody
    Route("/pilotage/", Role.ANALYST)  opened by someone with that role
    Route(a_call, Role.CALLER)         a function of scenes.py: it makes rows and says the address

test_every_page_is_walked compares this list with the addresses of the product.
"""

from collections.abc import Callable
from dataclasses import dataclass

from julien.core.roles import Role
from tests.browser import (
    scenes,
    scenes_desk,
    scenes_editing,
    scenes_figures,
    scenes_keeping,
    scenes_meetings,
    scenes_news,
    scenes_places,
    scenes_recap,
    scenes_registers,
)
from tests.make.staff import make_staff


@dataclass(frozen=True)
class Route:
    """One page: where it is, and who opens it (None: a stranger)."""

    address: str | Callable
    role: Role | None = None
    status: int = 200

    def __str__(self):
        return self.address if isinstance(self.address, str) else self.address.__name__

    def ready(self):
        """Make what the page needs; returns its address and the member who opens it."""
        by = make_staff(self.role) if self.role else None
        return (self.address if isinstance(self.address, str) else self.address(by)), by


PUBLIC = [
    Route(scenes.home),
    Route(scenes.catalogue),
    Route(scenes.search_with_results),
    Route(scenes.search_without_result),
    Route(scenes.one_aid),
    Route(scenes.one_aid_in_arabic),
    Route(scenes.self_check),
    Route(scenes.list_to_choose),
    Route(scenes.chosen_list),
    Route("/fr/integrer/?s=ABC"),
    Route("/fr/integrer/recherche/"),
    Route(scenes.request_form),
    Route("/fr/rappel/", status=503),  # no desk is set up
    Route(scenes.status_of_a_request),
    Route(scenes.status_of_a_closed_request),
    Route(scenes_meetings.status_with_a_meeting),
    Route(scenes_meetings.status_without_the_meeting),
    *map(Route, scenes_news.PUBLIC),
    Route(scenes_recap.recap_by_link),
    Route(scenes_places.request_form_with_places_taken),
    Route(scenes_places.request_form_with_every_place_taken),
    Route(scenes_places.status_of_who_came_too_late),
    Route(scenes.public_figures),
    Route("/fr/accessibilite/"),
    Route("/fr/confidentialite/"),
    Route(scenes_registers.hard_words),
    Route("/fr/securite-navigation/"),
    Route("/fr/cette-page-n-existe-pas/", status=404),
]
# What residents see, shown to the team.
GUIDES = [
    Route("/styleguide/public/", Role.CALLER),
    Route("/styleguide/public/aide/", Role.CALLER),
]
STAFF = [
    Route("/styleguide/", Role.CALLER),
    Route("/equipe/connexion/"),
    Route("/equipe/connexion/mot-de-passe-oublie/"),
    Route(scenes.invitation),
    Route(scenes.new_password),
    Route(scenes.handed_over, Role.PARTNER),
    Route(scenes.handed_over_one, Role.PARTNER),
    Route(scenes.own_account, Role.CALLER),
    Route(scenes.recovery_codes, Role.CALLER),
    Route("/equipe/compte/confirmer/", Role.CALLER),
    Route("/equipe/compte/mot-de-passe/", Role.CALLER),
    Route("/equipe/compte/application/", Role.CALLER),
    Route(scenes.the_accounts, Role.ADMIN),
    Route(scenes.an_account, Role.ADMIN),
    Route("/equipe/comptes/inviter/", Role.ADMIN),
    Route(scenes.queue, Role.CALLER),
    Route(scenes.empty_queue, Role.CALLER),
    Route(scenes_desk.filtered_queue, Role.CALLER),
    Route(scenes_desk.saved_views, Role.SUPERVISOR),
    Route(scenes_desk.teams, Role.SUPERVISOR),
    Route(scenes_desk.partner_accounts, Role.SUPERVISOR),
    Route(scenes_desk.invite_partner, Role.ADMIN),
    Route(scenes.the_day, Role.SUPERVISOR),
    Route(scenes.sms_to_see, Role.CALLER),
    Route(scenes.absences, Role.SUPERVISOR),
    Route(scenes_keeping.periods, Role.SUPERVISOR),
    Route(scenes_keeping.installation, Role.ADMIN),
    Route(scenes_keeping.keeping, Role.SUPERVISOR),
    Route(scenes_keeping.keeping_held, Role.SUPERVISOR),
    Route(scenes_keeping.erased, Role.CALLER),
    Route(scenes_keeping.rights, Role.SUPERVISOR),
    Route(scenes_keeping.rights_to_correct, Role.SUPERVISOR),
    Route(scenes_keeping.rights_register, Role.SUPERVISOR),
    Route(scenes_keeping.use_ended, Role.CALLER, status=403),
    Route(scenes.lateness, Role.SUPERVISOR),
    Route(scenes.opening_hours, Role.SUPERVISOR),
    Route(scenes_places.opening_hours_with_places, Role.SUPERVISOR),
    Route(scenes_places.day_with_few_places, Role.SUPERVISOR),
    Route(scenes_places.queue_with_places, Role.CALLER),
    Route("/equipe/listes/", Role.ADMIN),
    Route("/equipe/listes/motifs/", Role.ADMIN),
    Route(scenes_registers.call_needs, Role.ADMIN),
    Route(scenes_registers.call_need, Role.ADMIN),
    Route(scenes_registers.own_questions, Role.ADMIN),
    Route(scenes_registers.own_question, Role.ADMIN),
    Route("/equipe/recherche/", Role.CALLER),
    Route(scenes.new_request, Role.CALLER),
    Route(scenes.call_free, Role.CALLER),
    Route(scenes.call_taken, Role.CALLER),
    Route(scenes.why_see_everything, Role.SUPERVISOR),
    Route(scenes.sms_texts, Role.SUPERVISOR),
    Route(scenes_registers.sms_text, Role.ADMIN),
    Route("/equipe/textes-sms/", Role.SUPERVISOR, status=503),  # no desk is set up
    Route(scenes.interview, Role.CALLER),
    Route(scenes.interview_signed, Role.CALLER),
    Route(scenes.recap, Role.CALLER),
    Route(scenes.amend, Role.CALLER),
    Route("/equipe/suites/", Role.CALLER),
    Route(scenes_meetings.the_list, Role.SUPERVISOR),
    Route("/equipe/rendez-vous/", Role.CALLER),
    Route(scenes_meetings.to_fix, Role.CALLER),
    Route(scenes_meetings.fixed, Role.CALLER),
    Route(scenes_news.to_call, Role.CALLER),
    Route(scenes_news.on_the_phone, Role.CALLER),
    Route(scenes_meetings.places, Role.SUPERVISOR),
    Route(scenes_meetings.one_place, Role.SUPERVISOR),
    Route(scenes.figures_home, Role.ANALYST),
    Route(scenes.figures_of_a_campaign, Role.ANALYST),
    Route(scenes_keeping.exports, Role.SUPERVISOR),
    Route(scenes_figures.delays, Role.ANALYST),
    Route(scenes_figures.crossings, Role.ANALYST),
    Route(scenes_figures.work, Role.ANALYST),
    Route(scenes_figures.load_of_the_service, Role.SUPERVISOR),
    Route(scenes_figures.crossing_refused, Role.ANALYST, status=422),
    Route(scenes.figures_compared, Role.ANALYST),
    Route(scenes.partners, Role.SUPERVISOR),
    Route(scenes.partner, Role.SUPERVISOR),
    Route("/pilotage/", Role.CALLER, status=403),
    Route(scenes.editing, Role.EDITOR),
    Route(scenes_registers.amounts, Role.EDITOR),
    Route(scenes_registers.one_amount, Role.EDITOR),
    Route("/redaction/montants/nouveau/", Role.EDITOR),
    Route(scenes_editing.aid_of_editors, Role.EDITOR),
    Route(scenes_editing.aid_compared, Role.EDITOR),
    Route(scenes_editing.writing_a_draft, Role.EDITOR),
    Route(scenes_editing.draft_to_read, Role.EDITOR),
    Route(scenes_editing.withdrawing, Role.EDITOR),
    Route(scenes_registers.links, Role.EDITOR),
    Route(scenes_registers.situations, Role.EDITOR),
    Route(scenes_registers.one_situation, Role.EDITOR),
    Route("/redaction/situations/nouvelle/", Role.EDITOR),
    Route(scenes_registers.check_questions, Role.EDITOR),
    Route(scenes_registers.check_question, Role.EDITOR),
    Route("/redaction/questions/nouvelle/", Role.EDITOR),
    Route(scenes_registers.synonyms, Role.EDITOR),
    Route(scenes_registers.one_synonym, Role.EDITOR),
    Route("/redaction/synonymes/nouveau/", Role.EDITOR),
    Route("/redaction/domaines/", Role.EDITOR),
    Route(scenes_registers.home_texts, Role.EDITOR),
    Route(scenes_registers.campaigns, Role.EDITOR),
    Route(scenes_registers.one_campaign, Role.EDITOR),
    Route("/redaction/campagnes/nouvelle/", Role.EDITOR),
    Route(scenes_registers.glossary, Role.EDITOR),
    Route(scenes_registers.one_term, Role.EDITOR),
    Route("/redaction/glossaire/nouveau/", Role.EDITOR),
    Route(scenes_registers.providers, Role.EDITOR),
    Route(scenes_registers.one_provider, Role.EDITOR),
    Route("/redaction/organismes/nouveau/", Role.EDITOR),
    Route(scenes_registers.translations, Role.EDITOR),
    Route(scenes_registers.translations_of_a_language, Role.EDITOR),
    Route(scenes_registers.translating, Role.EDITOR),
    Route(scenes_editing.a_rule, Role.EDITOR),
]
# Django's own pages: its focus and its skip link are not ours.
ADMIN = [
    Route("/admin/", Role.ADMIN),
    Route("/admin/staff/user/", Role.ADMIN),
    Route("/admin/staff/user/add/", Role.ADMIN),
]
OURS = PUBLIC + GUIDES + STAFF
ALL = OURS + ADMIN
