"""What the jobs of julien/schedule.py do, in words, and when each last did it."""

from django.utils.translation import gettext_lazy as _

from julien.retention.heartbeats import jobs

SAID = {
    "requests_intake.send_waiting_messages": _("Envoyer les SMS qui attendent"),
    "requests_intake.take_in_waiting_sms": _("Reprendre les SMS reçus sans service défini"),
    "staff.send_letters": _("Envoyer les courriels à l'équipe"),
    "staff.close_idle_accounts": _("Avertir et fermer les comptes inutilisés"),
    "staff.clear_sessions": _("Effacer les connexions terminées"),
    "callbacks.fill_queue": _("Remplir la file, rendre ce qui n'est plus tenu"),
    "campaigns.publish_due": _("Publier les textes prévus pour maintenant"),
    "callbacks.tell_new_dates": _("Annoncer une nouvelle date avant un retard"),
    "callbacks.remind_of_meetings": _("Rappeler les rendez-vous la veille"),
    "callbacks.ask_news": _("Demander des nouvelles, des semaines après"),
    "callbacks.write_desk_mail": _("Écrire aux responsables : journée, alarmes"),
    "audit.seal": _("Sceller le journal des accès"),
    "campaigns.count_load": _("Compter la charge de la veille"),
    "campaigns.publish_years": _("Publier les chiffres d'une année"),
    "requests_intake.erase_expired": _("Effacer ce qui a fait son temps"),
    "campaigns.remind": _("Rappeler les textes à relire"),
    "campaigns.check_links": _("Vérifier les liens des aides"),
    "retention.back_up": _("Faire la copie de sécurité"),
    "retention.drill": _("Essayer la copie de sécurité"),
    "callbacks.check_states": _("Chercher ce qui est impossible"),
}


def jobs_in_words(now):
    """[(what it does, heartbeats.Job)], those that are late first."""
    told = [(SAID[job.task], job) for job in jobs(now)]
    return sorted(told, key=lambda line: not line[1].is_late)
