"""Words that say nothing about an aid, in the mouths of people who ask for one.

Folded as the search compares words: small letters, no accents (campaigns/catalogue/words.py).
"""

FRENCH = """
    a afin aie ainsi alors apres arrive as assez au aucun aucune aussi autre autres aux avais
    avait avant avec avez avoir avons beaucoup besoin bien bonjour c ca canton car ce ceci cela
    celle celui ces cet cette ceux chaque cherche chez ci comme comment d dans de depuis des
    deux dois doit donc dont du elle elles en encore entre est et etait etant ete etes etre eu
    eux faire fais fait faut font il ils j je jura jurassien jurassienne jusqu jusque l la le
    les leur leurs lors lui m ma mais me meme merci mes mieux moi moins mon n ne ni nos notre
    nous obtenir on ont ou par parce pas pendant peu peut peux plus pour pourquoi pouvez puis
    puisque qu quand que quel quelle quelles quelqu quelque quels qui quoi s sa sans se sera ses
    si sinon son sont sous suis sur svp t ta tant te tes toi ton tous tout toute toutes tres
    trop trouver tu un une va vais veut veux voici voila vont vos votre voudrais vous vraiment y
"""
GERMAN = """
    aber alle allein als am an auch auf aus bei beim bekomme bekommen bin bis bitte brauche da
    damit danke dann das dass dem den der des die dies diese diesem diesen dieser dieses doch du
    durch ein eine einem einen einer eines er es etwas euch fur gegen gibt habe haben hallo hat
    hier ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im in ist ja kann kanton kein keine keinen
    konnen mehr mein meine meinem meinen meiner mich mir mit muss mussen nach nicht noch nun nur
    oder ohne schon sehr sein seine seit sich sie sind so sollen suche uber um und uns unser
    unsere unter viel vom von vor war was weil welche wenn wer werden wie will wir wird wo zu
    zum zur
"""
ITALIAN = """
    ad al alla alle anche ancora avere bisogno buongiorno cantone cerco che chi ci ciascuno
    come con cosa cui da dal dalla dei del della delle devo di dove e ed era fare fra gli grazie
    ha hai hanno ho i il in io la le lei lo loro ma mi mia mie miei mio molto nel nella no non o
    ogni per piu poco posso puo quale quando quanto quello questa questo sei senza si sia siamo
    sono sta su sua sue suo suoi tra troppo trovare tutti tutto un una uno vi voglio
"""
PORTUGUESE = """
    ao aos as ate bom cantao canton com como da das de dela dele depois dia do dos e ela ele
    eles em entao era essa esse esta estao estou eu fazer foi ha isso isto ja la lhe mais mas me
    mesmo meu meus minha minhas muito na nao nas nem no nos o obrigada obrigado ola os ou para
    pela pelo pode podem por porque posso preciso procuro qual quando que quem quero se sem ser
    seu seus so sou sua suas tambem te tem tenho ter todo todos tu um uma voce
"""
ENGLISH = """
    about after all also am an and any are as at be because been but by can cannot could d did
    do does don for from get had has have he hello help her here him his how i if in is it its
    just ll m more much my need no not of on or our please s she so some t thank thanks that the
    their them there they this to too up very want was we were what when where which who why
    will with would you your
"""
LITTLE_WORDS = {
    language: frozenset(words.split())
    for language, words in {
        "fr": FRENCH,
        "de": GERMAN,
        "it": ITALIAN,
        "pt": PORTUGUESE,
        "en": ENGLISH,
    }.items()
}
