"""Words that may mean a person is in danger. They put a request first and close nothing.

A wrong alarm costs little: a short SMS with the emergency numbers and a call sooner. So the
list is generous, but leaves out what people write about bills ("urgent", "menacé d'expulsion",
"frappé à toutes les portes"). A phrase is written in plain lower case, without accents.
"""

from requests_intake.plain import plain

# The phrases of one language, with a semicolon after each but the last.
PHRASES = {
    "fr": """
        suicide; suicider; suicidaire; me tuer; va te tuer; va nous tuer; veut me tuer; envie de
        mourir; veux mourir; voudrais mourir; plus envie de vivre; plus vivre; en finir; mettre
        fin a mes jours; finir mes jours; me faire du mal; me frappe; nous frappe; frappe les
        enfants; frappe mon; frappe ma; m a frappe; m a frappee; me bat; bat les enfants; me
        tape; battue; des coups; violence; violences; est violent; est violente; viol; violee;
        me menace; menace de mort; menaces de mort; peur de lui; peur de mon mari; peur de ma
        femme; peur pour ma vie; en danger; danger de mort; overdose; trop de medicaments;
        respire plus; plus respirer; pas a respirer; saigne beaucoup; infarctus; inconscient;
        inconsciente
        """,
    "de": """
        selbstmord; suizid; umbringen; mich toten; mich toeten; will sterben; mochte sterben;
        moechte sterben; sterben will; nicht mehr leben; nicht mehr weiterleben; lebensmude;
        lebensmuede; mir etwas antun; mir was antun; schlagt mich; schlaegt mich; mich schlagt;
        mich schlaegt; mich geschlagen; schlagt uns; schlaegt uns; uns schlagt; schlagt die
        kinder; schlaegt die kinder; schlaht mi; bedroht mich; mich bedroht; bedroht uns;
        gewalt; gewalttatig; vergewaltigt; vergewaltigung; angst vor ihm; angst vor meinem mann;
        angst um mein leben; in gefahr; lebensgefahr; uberdosis; zu viele tabletten; nicht mehr
        atmen; bekomme keine luft; bewusstlos; herzinfarkt
        """,
    "it": """
        suicidio; suicidarmi; uccidermi; ammazzarmi; voglio morire; vorrei morire; voglia di
        morire; farla finita; piu voglia di vivere; non ho voglia di vivere; non voglio piu
        vivere; piu vivere; togliermi la vita; farmi del male; mi picchia; ci picchia; mi ha
        picchiata; mi ha picchiato; picchia i bambini; mi minaccia; ci minaccia; minaccia di
        morte; violenza; violento; violenta; violentata; stuprata; paura di lui; paura di mio
        marito; paura per la mia vita; in pericolo; pericolo di vita; overdose; troppe medicine;
        non respira; non riesco a respirare; infarto; incosciente
        """,
    "en": """
        suicide; suicidal; kill myself; killing myself; want to die; wanna die; wish i was dead;
        end my life; end it all; hurt myself; he hit me; hits me; hits us; hits the children;
        beats me; beats us; beating me; threatens me; threatens us; threatens to kill; violence;
        violent; raped; afraid of him; scared of him; afraid of my husband; scared of my
        husband; domestic abuse; in danger; overdose; too many pills; can t breathe; cannot
        breathe; heart attack; unconscious
        """,
    "pt": """
        suicidio; suicidar; me matar; matar me; quero morrer; queria morrer; vontade de morrer;
        nao quero viver; sem vontade de viver; nao tenho vontade de viver; acabar com a minha
        vida; acabar com a vida; magoar me; me bate; bate me; bateu me; me bateu; bate nos; bate
        nas criancas; bate nos filhos; me ameaca; ameaca me; ameaca matar; violencia; violento;
        violada; medo dele; medo do meu marido; em perigo; perigo de vida; overdose; comprimidos
        a mais; nao consigo respirar; enfarte; inconsciente
        """,
    "es": """
        suicidio; suicidarme; matarme; me quiere matar; quiero morir; ganas de morir; sin ganas
        de vivir; no tengo ganas de vivir; no quiero vivir; quitarme la vida; hacerme dano; me
        pega; nos pega; me ha pegado; me pego; me golpea; pega a los ninos; me amenaza; nos
        amenaza; violencia; violento; violada; miedo de el; miedo a mi marido; miedo de mi
        marido; en peligro; peligro de muerte; sobredosis; no puedo respirar; infarto;
        inconsciente
        """,
    "sq": """
        dua te vdes; vetevrasje; vetevras; me rreh; na rreh; me kercenon; dhune; ne rrezik
        """,
    "tr": """
        intihar; olmek istiyorum; kendimi oldurmek; kendimi oldurecegim; beni dovuyor; bizi
        dovuyor; beni tehdit; siddet; tehlikede
        """,
}
ALL = frozenset(
    " ".join(phrase.split()) for phrases in PHRASES.values() for phrase in phrases.split(";")
)


def may_mean_danger(text):
    """True when the text holds one of the phrases, as whole words, in any of the languages.

    People write in several languages at once, so all lists are read whatever the language.
    """
    padded = f" {plain(text)} "
    return any(f" {phrase} " in padded for phrase in ALL)
