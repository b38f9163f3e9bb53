"""Look at a page as axe-core does, on a laptop and on a phone."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

LAPTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
AXE = Axe()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
OPTIONS = {"runOnly": TAGS, "resultTypes": ["violations"]}
VIOLATIONS = """async (options) => (await axe.run(options)).violations
    .flatMap(({id, nodes}) => nodes.map(({target}) => `${id}: ${target}`))"""
TOO_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


class Look:
    """Collect what is wrong with the pages that a test comes across."""

    def __init__(self, page: Page):
        self.page = page
        self.faults = {}

    def at(self, path: str) -> None:
        """Open a page that must be there, and look at it."""
        response = self.page.goto(path)
        assert response.status == 200, f"{path} answers {response.status}"
        self(path)

    def __call__(self, name: str) -> None:
        """Look at the page as it is now."""
        page = self.page
        page.evaluate(AXE.axe_script)
        found = [*self._frame(), *self._at(LAPTOP), *self._at(PHONE)]
        page.set_viewport_size(LAPTOP)
        if found:
            self.faults[name] = found

    def _frame(self) -> list[str]:
        """Return what lacks around the content of every page."""
        page = self.page
        found = {
            "not one h1": page.locator("h1").count() != 1,
            "not in Dutch": page.locator("html").get_attribute("lang") != "nl",
            "no title": not page.title().endswith(" · Schoolveilig online"),
        }
        return [fault for fault, is_there in found.items() if is_there]

    def _at(self, size: dict) -> list[str]:
        self.page.set_viewport_size(size)
        found = [f"{fault} ({size['width']})" for fault in self.page.evaluate(VIOLATIONS, OPTIONS)]
        if (pixels := self.page.evaluate(TOO_WIDE)) > 0:
            found.append(f"{pixels} pixels too wide ({size['width']})")
        return found
