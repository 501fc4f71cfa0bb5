"""Makes the pictures of docs/reports.md from reports over a warehouse.

    pip install -r requirements.txt
    python gallery.py ALMANAC WAREHOUSE ../../../../docs/images [--browser /usr/bin/chromium]

ALMANAC is the program, WAREHOUSE that of `almanac demo`. Small on purpose: 900 pixels wide.
"""

import argparse
import pathlib
import subprocess
import tempfile

from playwright.sync_api import sync_playwright

COOKBOOK = pathlib.Path(__file__).resolve().parents[3] / "cookbook"
ARGUMENTS = ["--no-sandbox", "--disable-gpu"]
BROKEN = "SELECT project, sum(duraton_s) AS seconds\nFROM runs\nGROUP BY project\n"


def render(options, folder, report, *more):
    command = [options.almanac, "--warehouse", options.warehouse, "report", "run", report, "--period", "latest",
               "--output", str(folder), *more]
    return pathlib.Path(subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip())


def broken(options, folder):
    """A report whose first query misspells a column."""
    reports = folder / "reports"
    subprocess.run([options.almanac, "report", "new", "mine", "--output", str(reports)], check=True,
                   capture_output=True)
    (reports / "mine/sql/days.sql").write_text(BROKEN)
    return render(options, folder, "mine", "--templates", str(reports))


def picture(browser, report, selector, target):
    page = browser.new_context(viewport={"width": 900, "height": 900}).new_page()
    page.goto(report.as_uri())
    page.wait_for_selector("html[data-charts]", state="attached", timeout=120_000)
    page.add_style_tag(content=".contents { display: none }")
    # Where the files of this run stood is nobody's business.
    page.evaluate("document.querySelectorAll('.failure code').forEach(place =>"
                  " { place.textContent = place.textContent.replace(/^.*\\/reports\\//, 'reports/') })")
    page.locator(selector).first.screenshot(path=target)
    page.close()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("almanac")
    parser.add_argument("warehouse")
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--browser", default="/usr/bin/chromium")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        folder = pathlib.Path(temporary)
        cookbook = ("--templates", str(COOKBOOK))
        browser = playwright.chromium.launch(executable_path=options.browser, args=ARGUMENTS)
        for report, selector, name, more in (
                ("weekly", "#activity", "report-activity.png", ()),
                ("one-param", "#points", "report-one-param.png", cookbook),
                ("curves", "#curves", "report-curves.png", cookbook)):
            picture(browser, render(options, folder, report, *more), selector, options.folder / name)
            print(name)
        picture(browser, broken(options, folder), "#runs", options.folder / "report-error.png")
        print("report-error.png")
        browser.close()


if __name__ == "__main__":
    main()
