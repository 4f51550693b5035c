"""Which language an SMS is written in, as a pure function.

A handful of words that people use to ask for a call, and that no other language here has. Most
hits win. Spanish, Albanian and Turkish are here although we do not write them: who calls knows,
and nobody is answered in the language beside theirs. Without a hit, or when two languages are
level, nothing is said: the request keeps its language, and a new one is French, as the canton.
"""

from requests_intake.plain import plain

WORDS = {
    "fr": """
        je j ai besoin aide bonjour bonsoir merci svp appeler appelez rappeler rappelez moi vous
        argent loyer factures enfants travail matin midi soir est pas pour avec mon ma mes peux
        lundi mardi mercredi jeudi vendredi samedi dimanche
        annuler annulez annulation arret arreter reprendre informations
        """,
    "de": """
        ich brauche bitte hilfe danke guten gruezi grusse anrufen ruckruf zuruckrufen zurueckrufen
        mich mir nicht und kann konnen koennen geld miete kinder arbeit rechnungen krankenkasse
        keine kein mein meine habe bin ist vormittag mittag nachmittag abend absagen hallo
        montag dienstag mittwoch donnerstag freitag samstag sonntag
        abmelden abbestellen austragen stornieren annullieren auskunft
        uhr gegen zwischen nach morgen fruh gerne liebsten feierabend wer falsche nummer anruf
        betreibung bekommen dankeschon isch guet vilmal wott numme chond alute abig
        """,
    "it": """
        ho bisogno aiuto buongiorno buonasera grazie chiamare chiamatemi chiamarmi richiamare
        richiamatemi richiamarmi potete puo soldi affitto fatture figli lavoro mio mia sono non
        per favore mattina mattino mezzogiorno pomeriggio sera annulla annullare
        lunedi martedi mercoledi giovedi venerdi sabato domenica
        disdire disiscrivimi informazioni informazione
        vorrei riesco cassa malati dopo verso stasera domani chi siete sbagliato messaggi basta
        voglio qualsiasi mattinata
        """,
    "pt": """
        preciso ajuda bom dia boa tarde noite obrigado obrigada ligar ligue liguem telefonar
        podem pode dinheiro renda faturas filhos trabalho meu minha nao tenho sou quero favor
        manha meio anular cancelar
        segunda terca quarta quinta sexta feira
        sim parar sair informacoes informacao ola alguem voce voces
        depois quem fala errado chamada vossa amanha qualquer tardinha obg ele comprimidos
        """,
    "en": """
        i need help please hello hi thanks thank you call me my can could money rent bills
        children work not have am is the and morning noon midday afternoon evening withdraw
        monday tuesday wednesday thursday friday saturday sunday unsubscribe
        mornings around after between before tonight tomorrow late best any wrong number who this
        want anymore he pills afraid thx cheers
        """,
    "es": """
        necesito ayuda hola buenos dias buenas tardes gracias llamar llamenme llamarme llameme
        puede pueden dinero alquiler facturas hijos trabajo tengo estoy soy quiero
        lunes martes miercoles jueves viernes domingo tarde noche
        manana mananas favor despues cualquier cuando quieran llamen llamada quien equivocado
        novio amenaza pastillas las sobre solicitud
        """,
    "sq": """
        pershendetje tungjatjeta miredita ndihme nevoje dua lutem faleminderit telefononi
        thirrni qira femije nuk
        """,
    "tr": "merhaba selam yardim lazim ihtiyac ihtiyacim lutfen tesekkur tesekkurler arayin",
}
# Words that another language has too decide nothing: "merci" in Bern, "aí", "am Abend", "ce sera".
_SHARED = "i j non me a per ai ma mes merci sera am not"
SHARED = frozenset(_SHARED.split())
VOCABULARY = {code: frozenset(words.split()) - SHARED for code, words in WORDS.items()}


def tongue(text):
    """The code of the language, or "" when the words do not tell."""
    said = set(plain(text).split())
    hits = {code: len(said & words) for code, words in VOCABULARY.items()}
    first, second = sorted(hits, key=hits.get, reverse=True)[:2]
    return first if hits[first] > hits[second] else ""
