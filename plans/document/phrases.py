"""The fixed sentences of a plan, the same on paper and in Word."""

TITLE = "Beleidsplan online veiligheid"
CONTENTS = "Inhoud"
SIGN = "Voor akkoord, de directie"
SIGN_LINES = ("Naam", "Datum", "Handtekening")

GUIDE = (
    "Dit plan zegt hoe onze school omgaat met wat er online gebeurt: wat er al staat, wat we afspraken en "
    "waar we aan werken. Een werkgroep van de school besprak het kaart per kaart. Wat ze samen besliste, "
    "staat hier.",
    "Elke kaart hoort bij een thema en bij één van drie pijlers. De pijlers volgen een Vlaams raamwerk van "
    "Sensoa en Child Focus:",
)
PILLARS = (
    ("Kwaliteit", "is de basis: onze visie, onze afspraken en wie waarvoor aanspreekbaar is."),
    ("Preventie", "is wat leerlingen leren, en wat we doen voor er iets misloopt."),
    ("Reactie", "is wat we doen als er toch iets gebeurt, en daarna."),
)
SCORING = (
    "Elke vraag op een kaart kreeg een stap van 0 tot 3. De score van een kaart is het gemiddelde van haar "
    "vragen. De score van een thema in een pijler is het gemiddelde van de kaarten die erbij horen. "
    "“n.v.t.” en “weet niet” tellen niet mee. Wat nog geen score heeft, is nog te bespreken."
)
SCALE = "Zo lees je een score"
TARGET = (
    "Voor elk thema koos de school een streefscore. Een kaart die de streefscore haalt, is een sterkte. "
    "Een kaart die eronder blijft, is een werkpunt. De afspraken in dit plan staan er in de woorden van de "
    "werkgroep."
)
REFERENCES = "De code achter een zin, zoals {ref}, zegt bij welke kaart of vraag ze hoort. {where}"
MATRIX = "Score van 0 tot 3, met het woord dat erbij hoort"

NO_STRENGTH = "Nog geen kaart haalt de streefscore."
NO_WORK_POINT = "Geen enkele kaart staat onder de streefscore."
NO_AGREEMENT = "Er is nog geen afspraak opgeschreven."
NO_ACTION = "Er staat geen actie open."
NO_ACTION_YET = "Nog geen actie."
NO_PEOPLE = "Wie wat doet, is nog niet ingevuld."
NO_CHANGES = "Er veranderde niets."
NO_THEMES = "Over de thema’s ligt er nog niets vast."
TO_DISCUSS = "Dit thema is nog te bespreken."

ACTIONS = "Dit zijn de acties die nog open staan, de eerste datum bovenaan."
PEOPLE = "Bij deze mensen kun je terecht."
PLAYBOOK = (
    "Dit doen we, stap voor stap. Bij wat moet van de wet en wat we nooit overslaan, staat dat erbij."
)
CALLED_FIRST = "Deze mensen bellen we eerst:"
CALENDAR = "Op deze dagen kijken we opnieuw naar een stuk van dit plan."
DUTY = "wettelijk verplicht"
GRAVE = "slaan we nooit over"

FIGURES = (
    "Zoveel meldingen noteerden onze aanspreekpunten per schooljaar. Wat er gebeurde en met wie, staat "
    "niet in dit plan."
)
SMALL_NUMBERS = (
    "Zijn het er minder dan vijf, ook als het er geen zijn, dan staat er “0–4”: bij zulke kleine getallen "
    "weet men op een school al snel over wie het gaat. Dan staat er ook geen totaal, want daarmee kan men "
    "het kleine getal uitrekenen."
)
KINDS_HIDDEN = (
    "Deze cijfers kunnen we niet tonen: samen met de cijfers per thema zou men er een klein getal mee "
    "kunnen uitrekenen."
)
LESSONS = "Dit leerden we uit meldingen, per kaart. Wat er gebeurde en met wie, staat er niet bij."

FINGERPRINT = (
    "De vingerafdruk hoort bij de inhoud van deze versie. Verandert er één letter in het plan dat de "
    "school bewaart, dan klopt hij niet meer."
)
CHECK = "Op deze pagina zie je welke versie de school vaststelde:"
