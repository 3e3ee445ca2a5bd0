#!/usr/bin/env python3
"""The page of `graph --format html` in headless Chromium: search, filters, keyboard, and that every text fits its box.

usage: page.py PROGRAM SOURCE_DIR
"""

import os
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import browser  # noqa: E402

PROGRAM, SOURCE = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
SHOWN = """[...document.querySelectorAll(".node:not(.hidden):not(.dim)")]
    .filter((node) => node.getClientRects().length > 0).map((node) => node.querySelector("title").textContent)"""
# Texts that are not within the rectangle of their box, by the browser's own measure.
CUT = """[...document.querySelectorAll("[data-box] > text")].filter((text) => {
    const inner = text.getBBox(), outer = text.parentElement.querySelector("rect").getBBox();
    return inner.x < outer.x || inner.x + inner.width > outer.x + outer.width ||
           inner.y < outer.y - 1 || inner.y + inner.height > outer.y + outer.height + 1;
}).map((text) => text.textContent)"""


def page(folder, example, *options):
    catalog, output = f"{folder}/{example}.db", f"{folder}/page.html"
    if not os.path.exists(catalog):
        subprocess.run([PROGRAM, "--quiet", "--catalog", catalog, "import", f"{SOURCE}/environments/{example}"],
                       check=True, stdout=subprocess.DEVNULL)
    subprocess.run([PROGRAM, "--quiet", "--catalog", catalog, "graph", *options, "--output", output], check=True)
    return output


class Page(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.browser = browser.Browser(browser.find()[0])
        cls.addClassCleanup(cls.folder.cleanup)
        cls.addClassCleanup(cls.browser.__exit__)

    def open(self, *options, example="ai-platform"):
        self.browser.open(page(self.folder.name, example, *options))

    def shown(self):
        return self.browser.run(SHOWN)

    def field(self, name, value):
        self.browser.run(f'document.getElementById("{name}").focus()')
        self.browser.type(value)

    def choose(self, tenant):
        self.browser.run(f"""(() => {{
            const field = document.getElementById("tenant");
            field.value = "{tenant}";
            field.dispatchEvent(new Event("input", {{bubbles: true}}));
        }})()""")

    def test_a_page_loads_nothing_and_breaks_no_rule_of_its_own(self):
        self.open("--environment", "staging")
        requests = [event["params"]["request"]["url"] for event in self.browser.events
                    if event.get("method") == "Network.requestWillBeSent"]
        self.assertEqual([url[:8] for url in requests], ["file:///"])
        self.assertEqual([event for event in self.browser.events if event.get("method") == "Log.entryAdded"], [])
        self.assertIn("boxes", self.browser.run('document.getElementById("count").value'))

    def test_no_other_script_runs(self):
        self.open("--environment", "staging")
        self.browser.run("""(() => {
            const script = document.createElement("script");
            script.textContent = "document.title = 'changed'";
            document.body.append(script);
        })()""")
        self.assertEqual(self.browser.run("document.title"), "Environment staging")

    def test_typing_in_the_search_dims_what_is_not_meant(self):
        self.open("--environment", "staging")
        everything = self.shown()
        self.browser.press("/", 191, "/")
        self.assertEqual(self.browser.run("document.activeElement.id"), "search")
        self.browser.type("TRIAL-1")
        self.assertEqual(self.shown(), ["Tenant trial-1"])
        self.assertEqual(self.browser.run('document.getElementById("count").value'), f"1 of {len(everything)} boxes")
        self.browser.press("Escape", 27)
        self.assertEqual(self.shown(), everything)

    def test_a_search_finds_by_all_words_and_in_details(self):
        self.open("--environment", "staging", "--tenant", "tenant-2")
        self.browser.press("/", 191, "/")
        self.browser.type("m7i.large 0–2")
        self.assertEqual(self.shown(), ["EC2 pool EC2 pool workers"])

    def test_the_tenant_filter_hides_the_others(self):
        self.open("--environment", "staging")
        self.choose("tenant-2")
        self.assertEqual([title for title in self.shown() if title.startswith("Tenant ")], ["Tenant tenant-2"])
        self.assertIn("NAT gateway NAT gateway", self.shown())
        self.browser.run('document.getElementById("clear").click()')
        self.assertEqual(len([title for title in self.shown() if title.startswith("Tenant ")]), 5)

    def test_the_cost_filter_hides_what_costs_less(self):
        self.open("--environment", "staging")
        cents = self.browser.run("""Object.fromEntries([...document.querySelectorAll(".tenant_summary")]
            .map((box) => [box.querySelector("title").textContent, Number(box.dataset.cents)]))""")
        self.assertEqual(len(cents), 5)
        middle = sorted(cents.values())[2]
        self.field("cost", str(middle / 100))
        dear = {title for title, amount in cents.items() if amount >= middle}
        self.assertEqual({title for title in self.shown() if title.startswith("Tenant ")}, dear)
        self.assertLess(len(dear), 5)
        self.assertIn("NAT gateway NAT gateway", self.shown())

    def test_without_prices_there_is_no_cost_filter(self):
        path = page(self.folder.name, "ai-platform", "--environment", "staging")
        with open(path, encoding="utf-8") as file:
            text = file.read()
        import re
        with open(path, "w", encoding="utf-8") as file:
            file.write(re.sub(r' data-cents="\d+"', "", text))
        self.browser.open(path)
        self.assertTrue(self.browser.run('document.getElementById("cost").disabled'))
        self.choose("tenant-2")
        self.assertIn("Tenant tenant-2", self.shown())

    def test_a_box_is_chosen_with_the_keyboard_and_shows_its_neighbours(self):
        self.open("--environment", "staging", "--tenant", "tenant-2")
        self.browser.run('document.querySelector(".file_system").focus()')
        self.browser.press("Enter", 13, "\r")
        self.assertEqual(sorted(self.shown()), ["File system EFS file system", "Service agents"])
        self.assertEqual(self.browser.run('document.querySelector(".file_system").getAttribute("aria-pressed")'), "true")
        self.browser.press("Enter", 13, "\r")
        self.assertGreater(len(self.shown()), 10)

    def test_every_text_fits_its_box(self):
        for example, options in [("ai-platform", ["--environment", "staging"]), ("ai-platform", ["--tenant", "tenant-3"]),
                                 ("omc", ["--environment", "production"]), ("omc", ["--runners"])]:
            with self.subTest(example=example, options=options):
                self.open(*options, example=example)
                self.assertEqual(self.browser.run(CUT), [])


if __name__ == "__main__":
    if browser.find()[0] is None:
        print(f"skipped: {browser.find()[1]}")
        sys.exit(77)
    unittest.main(argv=sys.argv[:1], verbosity=2)
