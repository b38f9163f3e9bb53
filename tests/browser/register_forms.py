"""Every form of the register: what a person fills in, and a walk that finds them all on the pages."""

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.urls import resolve
from playwright.sync_api import Locator, Page

from tests.incidents.access_helpers import REASON

# By where it is sent and how its button begins. A value is typed, chosen or ticked; a name may end
# in what stays the same of it. What is not named is left as it is.
FORMS = {
    "incidents:report Bewaar": {
        "theme": "desinformatie", "kind": "klacht", "story": "Een ouder belde.", "persoon-0-role": "melder",
    },
    "incidents:names Toon": {},
    "incidents:note Bewaar": {"text": "Gebeld met de ouders."},
    "incidents:correct Bewaar": {"text": "Het was de groepschat van 4B."},
    "incidents:add_person Voeg": {"role": "getuige", "name": "Mats"},
    "incidents:name Bewaar": {"name": "Fatima Y."},
    "incidents:steps Gedaan": {},
    "incidents:steps Bewaar": {"klas-state": "done"},
    "incidents:phase Ga": {},
    "incidents:images Bewaar": {"platform": "WhatsApp"},
    "incidents:aftercare Bewaar": {"what": "Even polsen."},
    "incidents:evaluation Bewaar": {"went_well": "Snel gebeld."},
    "incidents:leak Bewaar": {"nature": "Een lijst ging naar de verkeerde ouders."},
    "incidents:invite Laat": {"colleague": "Ann Peeters"},
    "incidents:extend Bewaar": {},
    "incidents:withdraw Trek": {},
    "incidents:exclude Sluit": {"party": "Ann Peeters"},
    "incidents:include Laat": {},
    "incidents:accept Neem": {},
    "incidents:ask Verstuur": {"successor": "Lies"},
    "incidents:hold Vergeet": {"reason": "De ouders dienden een klacht in."},
    "incidents:release Laat": {},
    "incidents:close Kijk": {"card": "geen", "followed": "none", "helped": "Een draaiboek."},
    "incidents:close Sluit": {},
    "incidents:reopen Open": {"reason": "Het beeld is terug."},
    "incidents:request_open Bewaar": {"asked_by": "Samira", "checked": "De moeder kwam langs."},
    "incidents:request_search Zoek": {"name": "fatima"},
    "incidents:request_draft Maak": {"persoon": True},
    "incidents:request_draft Bewaar": {"origin": "Van de melder."},
    "incidents:request_close Sluit": {"outcome": "refused", "reason": "De vraag werd ingetrokken."},
    "incidents:request_review Keur": {},
    "incidents:break_glass Open": {"number": None, "reason": REASON},
    "incidents:break_glass_end Sluit": {},
    "incidents:terms Bewaar": {"names_years": "0", "reason": "De inspectie vraagt dit."},
}  # fmt: skip
ANSWERED_WITH_A_PAGE = {"incidents:names Toon", "incidents:close Kijk", "incidents:request_search Zoek"}
OPEN_ALL = "all => all.forEach(one => { one.open = true; })"


@dataclass
class Walk:
    """Sends each form that it comes across once, and keeps what the server thought of it."""

    page: Page
    filled: dict = field(default_factory=lambda: {name: dict(data) for name, data in FORMS.items()})
    sent: dict = field(default_factory=dict)  # form -> (status, Origin, Referer)
    unknown: set = field(default_factory=set)

    def at(self, *paths: str) -> None:
        """Send all there is to send on these pages, and on those that one is led to."""
        for path in paths:
            self.page.goto(path)
            while form := self.next():
                self._send(*form)
                if not self.next():
                    self.page.goto(path)

    def next(self) -> tuple[str, Locator] | None:
        """Return a form of this page that was not sent yet, with its name."""
        self.page.locator("main details").evaluate_all(OPEN_ALL)
        forms = self.page.locator("main form[method=post]").all()
        found = [(name_of(form), form) for form in forms]
        self.unknown |= {name for name, _ in found if name not in self.filled}
        return next((one for one in found if one[0] in self.filled and one[0] not in self.sent), None)

    def _send(self, name: str, form: Locator) -> None:
        for part, value in self.filled[name].items():
            fill_in(form.locator(f"[name$='{part}']:not([type=hidden])"), value)
        with self.page.expect_response(lambda r: r.request.method == "POST") as answer:
            button_of(form).click()
        headers = answer.value.request.all_headers()
        self.sent[name] = answer.value.status, headers.get("origin"), headers.get("referer")


def name_of(form: Locator) -> str:
    route = resolve(urlsplit(form.evaluate("form => form.action")).path).view_name
    return f"{route} {button_of(form).inner_text().split()[0].rstrip(':')}"


def button_of(form: Locator) -> Locator:
    """Return the button that stands out, or else the first one that can be seen."""
    seen = form.locator("button:not([type=button])").filter(has_text=re.compile(r"\S"))
    main = seen.and_(form.page.locator(".btn-primary"))
    return main.first if main.count() else seen.first


def fill_in(fields: Locator, value: str | bool) -> None:
    kind = fields.first.evaluate("field => field.type")
    if kind == "select-one":
        option = fields.first.locator(f"option[value='{value}'], option:has-text('{value}')").first
        fields.first.select_option(value=option.get_attribute("value"))
    elif kind == "radio":
        fields.and_(fields.page.locator(f"[value='{value}']")).check()
    elif kind == "checkbox":
        fields.first.set_checked(value)
    else:
        fields.first.fill(value)
