"""The audit log in Dutch: what each action code says somebody did, and what they did it to.

A code belongs to one kind, by which people filter. Whoever adds a code gives it words here: a test
looks for every one that is recorded.
"""

SOMEBODY = "iemand"
A_COMMAND = "een opdracht op de server"
INCIDENTS, MEMBERS, LOGINS, ROUNDS, PLANS, KEEPING, LOG = (
    "meldingen",
    "leden",
    "aanmelden",
    "ronden",
    "plan",
    "bewaren",
    "logboek",
)
KINDS = {
    INCIDENTS: "meldingen",
    MEMBERS: "leden",
    LOGINS: "aanmelden",
    ROUNDS: "ronden en kaarten",
    PLANS: "acties en plan",
    KEEPING: "bewaartermijnen en sleutels",
    LOG: "het logboek zelf",
}

WORDS = {
    INCIDENTS: {
        "incident.logged": "noteerde een melding",
        "incident.read": "las een melding",
        "incident.names_shown": "bekeek de namen bij een melding",
        "incident.noted": "voegde iets toe aan een melding",
        "incident.corrected": "verbeterde iets in een melding",
        "incident.person_added": "voegde een betrokkene toe aan een melding",
        "incident.named": "noteerde een naam bij een melding",
        "incident.step_set": "werkte een stap van een melding bij",
        "incident.sheet_saved": "werkte het blad van een melding bij",
        "incident.changed": "wijzigde een melding",
        "incident.reminded": "stuurde een herinnering over een melding",
        "incident.closed": "sloot een melding af",
        "incident.reopened": "opende een melding opnieuw",
        "incident.listed_export": "exporteerde de lijst met meldingen",
        "incident.printed": "maakte een afdruk van een melding",
        "incident.exported": "exporteerde een melding",
        "access.invited": "gaf een collega toegang tot een melding",
        "access.extended": "paste de einddatum van een toegang tot een melding aan",
        "access.withdrawn": "trok de toegang tot een melding in",
        "access.break_glass": "opende een melding met de noodtoegang",
        "access.break_glass_ended": "sloot de noodtoegang tot een melding",
        "access.excluded": "hield iemand buiten een melding",
        "access.included": "liet iemand weer toe bij een melding",
        "handover.asked": "vroeg een collega om een melding over te nemen",
        "handover.accepted": "nam een melding over",
        "request.opened": "startte een vraag om inzage",
        "request.read": "las een vraag om inzage",
        "request.searched": "zocht een naam voor een vraag om inzage",
        "request.drafted": "maakte een antwoord op een vraag om inzage",
        "request.submitted": "legde het antwoord op een vraag om inzage voor aan een tweede persoon",
        "request.sent_back": "stuurde het antwoord op een vraag om inzage terug",
        "request.approved": "keurde het antwoord op een vraag om inzage goed",
        "request.pdf": "maakte de PDF van een antwoord op een vraag om inzage",
        "request.answered": "sloot een beantwoorde vraag om inzage af",
        "request.refused": "weigerde een vraag om inzage",
        "statistics.exported": "exporteerde de cijfers over meldingen",
        "lesson.released": "deelde een les uit een melding",
        "lesson.answered": "beantwoordde een les uit een melding",
        "object.refused": "vroeg iets op zonder er toegang toe te hebben",
    },
    MEMBERS: {
        "school.created": "maakte de school aan",
        "invitation.sent": "verstuurde een uitnodiging",
        "invitation.resent": "verstuurde een uitnodiging opnieuw",
        "invitation.withdrawn": "trok een uitnodiging in",
        "member.joined": "werd lid",
        "member.mails_chosen": "koos welke mails over acties er komen",
        "member.roles_changed": "wijzigde de rollen van een lid",
        "member.left": "vertrok uit de school",
        "member.ended": "beëindigde een lidmaatschap",
        "members.exported": "exporteerde de ledenlijst",
    },
    LOGINS: {
        "member.logged_in": "meldde zich aan",
        "member.logged_out": "meldde zich af",
        "member.login_failed": "gaf een fout wachtwoord of een foute code",
        "member.second_factor_added": "stelde een tweede stap in",
        "member.second_factor_removed": "haalde een tweede stap weg",
        "member.recovery_codes_made": "maakte nieuwe herstelcodes",
    },
    ROUNDS: {
        "round.opened": "opende een ronde",
        "round.themes_changed": "wijzigde de thema’s van een ronde",
        "round.closed": "sloot een ronde af",
        "votes.revealed": "toonde de stemmen bij een kaart",
        "scores.exported": "exporteerde de scores van een ronde",
        "evidence.added": "voegde een bewijs toe",
        "evidence.removed": "haalde een bewijs weg",
        "evidence.restored": "zette een bewijs terug",
    },
    PLANS: {
        "action.added": "maakte een actie",
        "action.changed": "wijzigde een actie",
        "action.handed_over": "gaf een actie door aan een collega",
        "action.finished": "zette een actie op klaar",
        "action.evaluated": "schreef een terugblik bij een actie",
        "action.reopened": "opende een actie opnieuw",
        "actions.exported": "exporteerde de acties",
        "actions.calendar": "exporteerde de open acties voor een agenda",
        "plan.proposed": "legde een versie van het beleidsplan voor",
        "plan.adopted": "stelde een versie van het beleidsplan vast",
        "plan.withdrawn": "trok een versie van het beleidsplan in",
        "plan.pdf": "haalde het beleidsplan op als PDF",
        "plan.word": "haalde het beleidsplan op als Word-bestand",
        "plan.cards": "haalde kaarten op om af te drukken",
        "plan.first_steps": "haalde een blad voor de eerste 30 minuten op",
        "plan.composed": "paste de teksten van het beleidsplan aan",
        "plan.remarks_chosen": "koos welke opmerkingen in het beleidsplan komen",
        "plan.logo_changed": "zette een logo in het beleidsplan",
        "plan.logo_removed": "haalde het logo uit het beleidsplan",
        "plan.person_added": "zette iemand bij wie wat doet",
        "plan.person_changed": "wijzigde iets bij wie wat doet",
        "plan.person_removed": "haalde iemand weg bij wie wat doet",
    },
    KEEPING: {
        "retention.changed": "wijzigde een bewaartermijn",
        "retention.held": "hield het wissen van een melding tegen",
        "retention.released": "liet het wissen van een melding weer toe",
        "incident.names_forgotten": "wiste de namen bij een melding",
        "incident.story_forgotten": "wiste het verhaal van een melding",
        "tally.forgotten": "wiste een regel uit de telling",
        "request.forgotten": "wiste een vraag om inzage",
        "forget.ran": "keek na welke meldingen vergeten moesten worden",
        "key.added": "voegde een sleutel toe",
        "key.rotated": "verving een sleutel",
        "key.dropped": "vernietigde een oude sleutel",
    },
    LOG: {"log.exported": "exporteerde het logboek"},
}
_ALL_WORDS = {code: words for codes in WORDS.values() for code, words in codes.items()}
ABOUT_MEMBERS = [*WORDS[MEMBERS], *WORDS[LOGINS]]  # what whoever manages the members may follow
BY_NOBODY_KNOWN = {"member.login_failed"}  # not by a command, and not surely by the member
# Looking, asking, taking away, and what somebody sets for themselves: the school's work stays as it was.
CHANGE_NOTHING = frozenset(WORDS[LOGINS]) | {
    "member.mails_chosen",
    "members.exported",
    "incident.read",
    "incident.names_shown",
    "incident.listed_export",
    "incident.printed",
    "incident.exported",
    "incident.reminded",
    "request.read",
    "request.searched",
    "request.pdf",
    "statistics.exported",
    "object.refused",
    "scores.exported",
    "actions.exported",
    "actions.calendar",
    "plan.pdf",
    "plan.word",
    "plan.cards",
    "plan.first_steps",
    "log.exported",
}

THINGS = {
    "schools.membership": "lid",
    "schools.invitation": "uitnodiging",
    "schools.school": "school",
    "schools.user": "account",
    "assessments.round": "ronde",
    "assessments.reveal": "stemming",
    "assessments.evidence": "bewijs",
    "plans.action": "actie",
    "plans.plan": "beleidsplan",
    "plans.file": "bestand",
    "plans.version": "versie van het beleidsplan",
    "plans.composition": "teksten van het plan",
    "plans.logo": "logo",
    "plans.responsibility": "wie doet wat",
    "incidents.incident": "melding",
    "incidents.entry": "notitie",
    "incidents.person": "betrokkene",
    "incidents.access": "toegang",
    "incidents.exclusion": "uitsluiting",
    "incidents.lesson": "les",
    "incidents.tally": "telling",
    "incidents.retentionterms": "bewaartermijnen",
    "incidents.accessrequest": "vraag om inzage",
    "incidents.schoolkey": "sleutel van de school",
    "incidents.casekey": "sleutel van een melding",
}


def what(action: str) -> str:
    """Return the words of a code; one that has none yet stands for itself."""
    return _ALL_WORDS.get(action, action)


def who(name: str | None, action: str) -> str:
    """Return the name of who did it, or what did it when that was no member."""
    return name or (SOMEBODY if action in BY_NOBODY_KNOWN else A_COMMAND)


def on_what(target: str) -> str:
    """Return the kind of row and the start of its id, which tells rows apart: "lid 3f2a91c0"."""
    label, _, pk = target.partition(":")
    return f"{THINGS.get(label, label)} {pk[:8]}"
