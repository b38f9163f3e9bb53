"""What an answer says of an incident in words: until when it is kept, and who on school could read it."""

from incidents.models import Access, Incident
from incidents.words import day


def kept_line(incident: Incident) -> str:
    if not incident.is_closed or incident.is_held:
        return "Wordt nog bewaard. Pas na het afsluiten loopt de termijn, en dan verdwijnen eerst de namen."
    names, story = day(incident.names_until), day(incident.story_until)
    return f"De namen blijven tot en met {names}, het verhaal tot en met {story}."


def readers_line(incident: Incident) -> str:
    """Return who could read it, as roles: the answer names no colleague."""
    kinds = [access.kind for access in incident.accesses.all()]
    invited, emergencies = kinds.count(Access.Kind.INVITED), kinds.count(Access.Kind.BREAK_GLASS)
    readers = "De aanspreekpunten van de school"
    if invited:
        readers += f", en {invited} keer een uitgenodigde medewerker"
    if emergencies:
        readers += f", en {emergencies} keer de directie met de noodtoegang"
    return f"{readers}."
