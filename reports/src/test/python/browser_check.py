"""Opens a rendered report in Chromium and fails if a reader would be let down.

Checks: no console error, no violation of the page's own policy, no request beyond the file itself,
every chart drawn, tables that sort, filter and save, charts that zoom, nothing serious from axe-core,
and the tables open where scripts do not run. At each size, and as print on A4 and letter: nothing beyond
the edge, no chart on another, no label cut off, no chart too large for one sheet. These facts hold with
any fonts; pictures would have to be made on the machine that compares them. Saves screenshots to look at.

    pip install -r requirements.txt
    python browser_check.py REPORT.html OUTPUT_FOLDER [--browser /usr/bin/chromium]
        [--views desktop,phone] [--within SECONDS]

--within: how soon the charts in sight must be drawn on a processor slowed down four times.
"""

import argparse
import pathlib
import sys

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
SERIOUS = ("serious", "critical")
VIEWS = {
    "desktop": dict(viewport={"width": 1280, "height": 900}),
    "laptop": dict(viewport={"width": 1024, "height": 700}),
    "dark": dict(viewport={"width": 1280, "height": 900}, color_scheme="dark"),
    "phone": dict(viewport={"width": 390, "height": 844}, device_scale_factor=2, is_mobile=True),
}


# Printable width and height in CSS pixels (96 an inch): the style sheet's margins are 14 mm at the sides, 16 mm above.
SHEETS = {"A4": (688, 1001), "Letter": (710, 935)}
LAYOUT = """() => {
  const faults = [];
  // Charts of a panel that is not chosen keep their place, unseen.
  const plots = [...document.querySelectorAll('.plot')]
    .filter(p => p.offsetParent && getComputedStyle(p).visibility !== 'hidden');
  const boxes = plots.map(p => p.getBoundingClientRect());
  boxes.forEach((box, i) => boxes.slice(i + 1).forEach((other, j) => {
    if (box.left < other.right - 1 && other.left < box.right - 1 && box.top < other.bottom - 1 && other.top < box.bottom - 1)
      faults.push(plots[i].id + ' lies on ' + plots[i + 1 + j].id);
  }));
  plots.forEach((plot, i) => {
    const cut = [...plot.querySelectorAll('svg text')].filter(text => {
      const at = text.getBoundingClientRect();
      return at.left < boxes[i].left - 3 || at.right > boxes[i].right + 3
        || at.top < boxes[i].top - 3 || at.bottom > boxes[i].bottom + 3;
    });
    if (cut.length) faults.push(plot.id + ' cuts off ' + cut.slice(0, 3).map(text => text.textContent));
  });
  return faults;
}"""
PRINTED = """([width, height]) => [...document.querySelectorAll('figure.chart')].flatMap(figure => {
  const box = figure.querySelector('.plot').getBoundingClientRect();
  const whole = getComputedStyle(figure).breakInside.startsWith('avoid');
  const faults = [];
  if (!whole) faults.push('may be cut');
  if (box.right > width + 1) faults.push('ends at ' + Math.round(box.right) + ' of ' + width);
  if (box.height > height) faults.push('is ' + Math.round(box.height) + ' high');
  return faults.map(fault => figure.querySelector('.plot').id + ' ' + fault);
})"""
# Seconds until the charts in sight, and all charts, are drawn.
DRAWN = """(() => {
  window.drawnAfter = {};
  new MutationObserver(() => {
    for (const name of ['data-in-sight', 'data-charts'])
      if (document.documentElement.hasAttribute(name) && !(name in window.drawnAfter))
        window.drawnAfter[name] = performance.now() / 1000;
  }).observe(document, {attributes: true, subtree: true, attributeFilter: ['data-in-sight', 'data-charts']});
})()"""
SLOWER = 4


def watch(page, address, faults):
    page.on("console", lambda m: faults.append(f"console {m.type}: {m.text}")
            if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: faults.append(f"page error: {error}"))
    page.on("request", lambda r: faults.append(f"request: {r.url}") if r.url != address else None)


def open_page(browser, address, view, faults):
    page = browser.new_context(**view).new_page()
    watch(page, address, faults)
    page.goto(address)
    page.wait_for_selector("html[data-charts]", state="attached", timeout=180_000)
    state = page.get_attribute("html", "data-charts")
    if state != "finished":
        faults.append(f"charts: {state}")
    return page


def check_charts(page, faults):
    plots = page.locator(".plot")
    for index in range(plots.count()):
        plot = plots.nth(index)
        if plot.locator("svg path").count() < 3:
            faults.append(f"chart {plot.get_attribute('id')} is blank")
        # An axis that cannot be laid out piles all labels up in one corner.
        spread = plot.evaluate(
            "box => { const xs = [...box.querySelectorAll('svg text')].map(t =>"
            " t.getBoundingClientRect().x); return (Math.max(...xs) - Math.min(...xs)) / box.clientWidth }")
        if not spread > 0.4:
            faults.append(f"chart {plot.get_attribute('id')} has its labels within {spread:.0%} of its width")
        if not plot.get_attribute("aria-label"):
            faults.append(f"chart {plot.get_attribute('id')} has no description")
    return plots.count()


def check_axe(page, name, faults):
    for violation in Axe().run(page).response["violations"]:
        if violation["impact"] in SERIOUS:
            nodes = [node["html"][:160] for node in violation["nodes"][:3]]
            faults.append(f"axe {name}: {violation['id']} ({len(violation['nodes'])}): {nodes}")


def check_width(page, name, faults):
    inner, scroll = page.evaluate("[innerWidth, document.documentElement.scrollWidth]")
    if scroll > inner:
        wide = page.evaluate(
            "[...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right >"
            " innerWidth + 1 && !e.closest('.scroll, .contents, pre')).slice(0, 5)"
            ".map(e => e.tagName + '.' + e.className)")
        faults.append(f"{name}: page is {scroll} wide on a screen of {inner}: {wide}")


def check_layout(page, name, faults):
    faults.extend(f"{name}: {fault}" for fault in page.evaluate(LAYOUT)[:10])


def check_print(page, folder, faults):
    """Looks at the page as it is printed, and prints it."""
    for sheet, (width, height) in SHEETS.items():
        page.emulate_media(media="print")
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
        page.wait_for_timeout(200)
        faults.extend(f"{sheet}: {fault}" for fault in page.evaluate(PRINTED, [width, height])[:10])
        check_layout(page, sheet, faults)
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > 1.05 * width:  # browsers shrink a page by a little to fit
            faults.append(f"{sheet}: page is {wide} wide on a sheet of {width}")
        page.screenshot(path=folder / f"print-{sheet}.png", full_page=True)
        page.evaluate("window.dispatchEvent(new Event('afterprint'))")
        page.emulate_media(media="screen")
        page.set_viewport_size(VIEWS["desktop"]["viewport"])
        page.pdf(path=folder / f"print-{sheet}.pdf", format=sheet, print_background=True)


def check_speed(browser, address, within, faults):
    """Opens the page on a slow processor; the better of two tries counts, as other processes may interfere."""
    tries = []
    for _ in range(2):
        page = browser.new_context(**VIEWS["laptop"]).new_page()
        page.add_init_script(DRAWN)
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        page.goto(address, wait_until="commit", timeout=120_000)
        seconds = {}
        while "data-charts" not in seconds:
            page.wait_for_timeout(500)
            seconds = page.evaluate("window.drawnAfter || {}")
        tries.append((seconds["data-in-sight"], seconds["data-charts"]))
        page.context.close()
    in_sight, everything = min(tries)
    if in_sight > within:
        faults.append(f"charts in sight are drawn after {in_sight:.1f} s, {SLOWER} times slowed down, not {within:g}")
    print(f"{SLOWER} times slowed down: charts in sight after {in_sight:.1f} s, all after {everything:.1f} s")


def check_tools(page, faults):
    """Sorts, filters, saves, zooms and switches to logs wherever the page lets a reader do so."""
    heads = page.locator("main th > button.sort")
    if heads.count():
        heads.first.click()
        if not heads.first.locator("xpath=..").get_attribute("aria-sort"):
            faults.append("a table cannot be sorted")
    filters = page.locator("main .tools input[type=search]")
    if filters.count():
        filters.first.fill("no such words anywhere")
        if not page.locator("main .tools [role=status]").first.text_content().startswith("0 of "):
            faults.append("a table cannot be filtered")
        filters.first.fill("")
    saves = page.locator("main .tools.of-table > button:visible")
    if saves.count():
        with page.expect_download(timeout=30_000) as saved:
            saves.first.click()
        if not saved.value.suggested_filename.endswith(".csv"):
            faults.append(f"a table is saved as {saved.value.suggested_filename}")
    charts = page.locator("figure.chart", has=page.locator(".tools button", has_text="Zoom"))
    if charts.count():
        chart = charts.first
        chart.scroll_into_view_if_needed()
        before = plot_of(chart).inner_html()
        plot_of(chart).focus()
        page.keyboard.press("+")
        page.wait_for_timeout(300)
        if plot_of(chart).inner_html() == before:
            faults.append("a chart cannot be zoomed by keys")
        page.keyboard.press("0")
        logs = chart.locator(".tools button", has_text="Log")
        if logs.count():
            logs.click(force=True)
            page.wait_for_timeout(300)
            if plot_of(chart).locator("svg path").count() < 3:
                faults.append("a chart is blank on a logarithmic axis")
            logs.click(force=True)
    queries = page.locator("a.query")
    if queries.count():
        queries.first.click(force=True)
        if not page.locator("details.queries[open]").count():
            faults.append("the query of a chart does not open")


def plot_of(chart):
    return chart.locator(".plot")


def check_without_script(browser, address, folder, faults):
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(address)
    closed = page.locator("details.data:not([open])").count()
    if closed:
        faults.append(f"without script {closed} tables are closed")
    page.screenshot(path=folder / "no-script.png", full_page=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("report", type=pathlib.Path)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--browser", default="/usr/bin/chromium")
    parser.add_argument("--views", default=",".join(VIEWS))
    parser.add_argument("--within", type=float)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    address = options.report.resolve().as_uri()
    faults = []
    charts = 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=options.browser, args=ARGUMENTS)
        if options.within:
            check_speed(browser, address, options.within, faults)
        for name in options.views.split(","):
            page = open_page(browser, address, VIEWS[name], faults)
            charts = check_charts(page, faults)
            check_width(page, name, faults)
            check_layout(page, name, faults)
            page.screenshot(path=options.folder / f"{name}.png", full_page=True)
            check_axe(page, name, faults)
            if name == "desktop":
                check_print(page, options.folder, faults)
                check_tools(page, faults)
                check_axe(page, "after use", faults)
            page.context.close()
        check_without_script(browser, address, options.folder, faults)
        browser.close()
    for fault in faults:
        print(f"FAULT {fault}")
    print(f"{charts} charts, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
