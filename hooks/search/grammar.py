"""Grammar: all that the search knows of single languages. Of any other it knows nothing, and searches by words as they are written.

The browser knows the same (overrides/assets/javascripts/search/words.js), but for the words that tell nothing: the index brings those.
"""

from __future__ import annotations

STEMMED = frozenset("ca da de en es fi fr hu it nl no pl pt ro ru sv tr".split())
"""The stemmers, which Python has from PyStemmer and the browser as stem/<code>.js: both made by Snowball 3.1.1 (`make stemmers`)."""
SAME = {"nb": "no", "nn": "no"}
"""Languages that share a stemmer with another, and all else that is known of it."""

AS = {"de": ("[ßẞ]", "ss"), "fr": ("[œŒ]", "oe"), "tr": ("I", "ı")}
"""Letters that are read as others: by a regular expression, the same for the browser, and what stands for them."""
OWN = {
    "da": "å",
    "fi": "åäö",
    "hu": "áéíóöőúüű",
    "no": "å",
    "pl": "ąćęńóśźż",
    "ro": "ăâîșțşţ",
    "ru": "й",
    "sv": "åäö",
    "tr": "çğöşü",
}
"""Letters that are no others with marks: readers type them, and without them words of another meaning would be the same."""
MARKED = {
    "ca": {"cio": "ció"},
    "fr": {"ee": "ée", "ees": "ées", "erent": "èrent", "ite": "ité", "ites": "ités"},
    "pt": {"cao": "ção", "coes": "ção", "ao": "ão", "oes": "ão"},
}
"""Endings that a stemmer knows by marks alone, which readers leave out: of every word that ends so, what stands there for the stemmer."""

_POSSESSIVE = "['’]s$"
_ENDING = "(?<=..)['’].*$"


def _elided(words: str, more: str = _POSSESSIVE) -> str:
    return f"^(?:{words.replace(' ', '|')})['’]|{more}"


CUT = {
    "": _POSSESSIVE,
    "ca": _elided("d l m n s t", "['’](?:ls?|m|ns?|s|t)$"),
    "fr": _elided("c d j l m n s t qu jusqu lorsqu puisqu quoiqu"),
    "it": _elided("c d l m n s t v gl un all coll dall dell nell pell sull quell quest anch com cos dov"),
    "pl": _ENDING,
    "tr": _ENDING,
}
"""What is no part of a word that has an apostrophe: by itself an English 's. Regular expressions, the same for the browser."""

STOP = {
    "ca": (
        "a al als amb aquest aquesta aquests aquestes aixo allo com de del dels des dins el ella ells els em en entre era es et fa fins ha "
        "han hem hi ho i jo la les li lo mes meu molt na ni no nosaltres o on pel pels per pero perque que qui quan se sense ser seu seva "
        "seus seves si sobre son sota soc tan tu un una unes uns us va van vosaltres"
    ),
    "da": (
        "af alle at blev blive bliver da de dem den denne der deres det dette dig din disse dog du efter eller en end er et for fra ham "
        "han hans har havde hende her hos hun hvad hvis hvor i ikke ind jeg jer kan man med meget men mig min mit ned nogle nu når og "
        "også om op os over på sig sin skal skulle som så til ud under var ved vi vil ville være vores"
    ),
    "de": (
        "aber als am an auch auf aus bei bin bis da damit das dass dem den denn der des die dies diese dieser dieses du durch ein eine "
        "einem einen einer eines er es fur hat haben ich ihm ihn ihr ihre im in ist ja kann man mein mit nach nicht noch nur oder ob "
        "sein seine sich sie sind so uber um und unter vom von vor war was wenn werden wie wir wird wo zu zum zur"
    ),
    "en": (
        "a an and are as at be been but by can could did do does for from had has have how i if in into is it its me my no not of "
        "on or our should so that the their them then there these they this to us was we what were when where which who why will "
        "with would you your"
    ),
    "es": (
        "a al aqui asi como con cual cuando de del desde donde e el ella ellas ellos en entre era eran es esa ese eso esta estan este "
        "esto estos estas esos esas fue ha han hasta hay la las le les lo los mas me mi muy ni no nos nosotros o para pero por porque "
        "que quien se sea ser si sin sobre son su sus tambien te tu tus un una uno unos unas y ya yo"
    ),
    "fi": (
        "ei eivät ennen että en et emme he hän häntä hänen ja jo joka jonka jos jotka jossa jota kanssa koska kuin kun me meidän mikä mitä "
        "minä minun minulla missä mukaan mutta myös ne niin niiden niitä nyt näin nämä olen oli olisi olivat olla on ollut ovat se sen "
        "siellä sitä siinä sinä sinun tai tämä tämän tätä te vai vaan vain voi voidaan"
    ),
    "fr": (
        "a ai au aux avec avons avez c ce ces cet cette comme d dans de des donc du elle elles en es est et etait etre eu il ils j je l "
        "la le les leur leurs lui m ma mais me mes mon n ne nos notre nous on ont ou par pas pour qu que qui sa sans se ses si son sont "
        "suis sur ta te tes toi ton tu un une vos votre vous y"
    ),
    "hu": (
        "a az azt ahogy akkor aki akik ami amely amelyek arra azok azonban be csak de e ebben egy el én és ez ezek ezen ezt ezért fel "
        "ha hanem hogy hogyan is itt ki le lehet lesz mert meg még mi mint minden mit mivel most nagyon ne nekem nem ő ők olyan ott pedig "
        "s sem te ti úgy van vagy vagyok vannak volt voltak"
    ),
    "it": (
        "a ad ai al alla alle anche che chi ci come con cui da dai dal dalla dalle de degli dei del della delle di e ed era gli ha hai "
        "hanno ho i il in io la le li lo loro lui ma mi ne nei nel nella nelle no noi non o per perche piu quando quello questa queste "
        "questi questo se sei si sia sono su sua sul sulla ti tra tu un una uno"
    ),
    "nl": (
        "aan al als bij dan dat de deze die dit door dus een en er haar had heb hebben heeft hem het hij hoe hun ik in is je jij jullie "
        "kan maar me met mij mijn naar niet nog nu of om omdat onder ons ook op over te tegen tot u uit uw van veel voor waar waren was "
        "wat we wel werd wie wij wordt ze zich zij zijn zo zou"
    ),
    "no": (
        "alle at av bare ble bli blir da de deg dei dem den denne der dere deres det dette din disse du eg eit ein eller en enn er et "
        "etter for fra frå før ha hadde han hans har hennes her hun hva hvis hvor i ikke ikkje ja jeg kan man med meg men min mitt mot "
        "når noen nå og også om opp oss over på seg sin skal skulle slik som så til ut ved vi vil ville vår være"
    ),
    "pl": (
        "a ale bo by być był była było były ci co czy dla do gdy gdzie go i ich im ja jak jako jego jej jest jestem już kto która które "
        "który których lub ma mi mnie może my na nad nam nas nie niż o od on ona one oni oraz po pod przed przez przy są się ta tak "
        "także tam te tego tej ten to tu ty tylko tym u w we wy z za ze że"
    ),
    "pt": (
        "a ao aos as com como da das de dela dele do dos e ela elas ele eles em entre era essa esse esta estao este estes estas eu foi "
        "ha isso isto ja lhe mais mas me mesmo meu minha muito na nas nao nem no nos num numa o os ou para pela pelas pelo pelos por "
        "porque quando que quem sao se seja sem ser seu seus so sua suas tambem te tem um uma voce voces"
    ),
    "ro": (
        "a această aceste acest acesta ai al ale am are as asta astfel ați au ca că care ce cel cei când cu cum da dacă dar de decât "
        "din după ea ei el ele era este eu fi fie fost i iar îi în între își îl la le lor lui mai mea meu mi ne nici nu noi o pe pentru "
        "prin sa să sau se și şi sunt su te un una unde unei unui va vă voi"
    ),
    "ru": (
        "а без бы был была были было быть в вам вас вот все вы где да для до его ее если есть еще же за и из или им их к как когда "
        "которая которые который кто ли мне мы на над нам нас не него нее ни них но ну о об он она они оно от по под при с со так там "
        "то того тоже тот ты у уже чем что чтобы эта эти это этот я"
    ),
    "sv": (
        "alla att av blev bli blir da de dem den denna deras dess dessa det detta dig din du där efter eller en er ett från för ha hade "
        "han hans har hennes hon hur här i icke inte ja jag kan man med men mig min mitt mot mycket ni nu när någon något några och om "
        "oss på sig sin ska skall skulle som så till under upp ut utan var vad vara vi vid vilken än är"
    ),
    "tr": (
        "acaba ama ancak bana bazı ben beni benim bir biri biz bize bizi bizim bu buna bunda bundan bunlar bunu bunun çok çünkü da daha de "
        "değil diye en gibi hem hep her için ile ise kadar ki kim mi mı mu mü ne neden nasıl nerede o olan olarak oldu olur ona onlar onu "
        "onun sen seni siz size şey şu tüm ve veya ya yani"
    ),
}
"""By language, words that stand nearly everywhere and tell nothing: they are found in titles, headings and tags only."""
