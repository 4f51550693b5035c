from django.urls import path

from julien.staff import tokens
from julien.staff.views import account, acting, door, factor, passkey, password, team

app_name = "staff"
urlpatterns = [
    path("connexion/", door.Login.as_view(), name="login"),
    path("deconnexion/", door.Logout.as_view(), name="logout"),
    path("accueil/", door.home, name="home"),
    path("connexion/second-facteur/", factor.second_factor, name="second_factor"),
    path("connexion/second-facteur/cle/question/", passkey.question, name="key_question"),
    path("connexion/second-facteur/cle/", passkey.answer, name="key_answer"),
    path("connexion/premier-facteur/", factor.set_up, name="factor_set_up"),
    path(
        "connexion/premier-facteur/cle/question/",
        passkey.first_question,
        name="first_key_question",
    ),
    path("connexion/premier-facteur/cle/", passkey.first_answer, name="first_key_answer"),
    path("connexion/mot-de-passe-oublie/", password.forgotten, name="forgotten"),
    path(
        "connexion/mot-de-passe/<str:token>/",
        password.choose,
        {"purpose": tokens.FORGOTTEN},
        name="password_link",
    ),
    path(
        "connexion/invitation/<str:token>/",
        password.choose,
        {"purpose": tokens.INVITATION},
        name="invitation",
    ),
    path("compte/", account.account, name="account"),
    path("compte/confirmer/", account.confirm, name="confirm"),
    path("compte/mot-de-passe/", account.password, name="password"),
    path("compte/application/", account.totp_app, name="totp_app"),
    path("compte/cle/question/", passkey.own_question, name="own_key_question"),
    path("compte/cle/", passkey.own_answer, name="own_key_answer"),
    path("compte/codes-de-secours/", account.recovery_codes, name="recovery_codes"),
    path("compte/facteurs/<int:factor_id>/retirer/", account.factor_remove, name="factor_remove"),
    path("compte/deconnecter-partout/", account.log_out_everywhere, name="log_out_everywhere"),
    path("comptes/", team.team, name="team"),
    path("comptes/inviter/", team.invite, name="invite"),
    path("comptes/<int:account_id>/", team.account, name="team_account"),
    path("comptes/<int:account_id>/inviter/", team.invite_again, name="invite_again"),
    path("comptes/<int:account_id>/ouvrir-la-porte/", team.unlock, name="unlock"),
    path("comptes/<int:account_id>/fermer/", team.close, name="close"),
    path("comptes/<int:account_id>/rouvrir/", team.reopen, name="reopen"),
    path("comptes/<int:account_id>/telephone-perdu/", team.lost_phone, name="lost_phone"),
    path("comptes/telephone-perdu/<int:reset_id>/", team.settle_lost_phone, name="settle_reset"),
    path("comptes/<int:account_id>/agir/", acting.begin, name="acting_begin"),
    path("comptes/revenir/", acting.end, name="acting_end"),
]
