#!/usr/bin/env python3
"""Uses the HTML report as a reader does: filters, searches, follows a chain, in a light and in a dark browser.

usage: check_html.py REPORT FOUND.jsonl FOLDER

FOUND.jsonl holds the same findings. Screenshots go to FOLDER.
"""
import json
import pathlib
import re
import sys

from browser import Browser

report, found, folder = map(pathlib.Path, sys.argv[1:])
findings = [json.loads(line) for line in found.read_text().splitlines()]
opened = [finding for finding in findings if not finding["suppressed"]]

BACKSPACE, HOME = "\ue003", "\ue011"
SHOWN = "return [...document.querySelectorAll('article')].filter(card => card.checkVisibility()).map(card => card.querySelector('h2').textContent)"

# What is written on what: the colour of each text with its first background that is not transparent.
TEXTS = """
  const visible = [...document.querySelectorAll('body, h1, h2, td, th, a, code, summary, span, option, input, label, select, b')]
    .filter(element => element.checkVisibility() && element.textContent.trim());
  const search = document.querySelector('input[type=search]');
  return [[search, '::placeholder'], ...visible.map(element => [element, null])].map(([element, part]) => {
    let behind = element;
    while (getComputedStyle(behind).backgroundColor === 'rgba(0, 0, 0, 0)' && behind.parentElement) behind = behind.parentElement;
    return [element.tagName + '.' + element.className, getComputedStyle(element, part).color, getComputedStyle(behind).backgroundColor];
  });"""


def luminance(colour):
    channels = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def expect(browser, wanted, what):
    shown = browser.run(SHOWN)
    assert shown == [finding["message"] for finding in wanted], (what, shown)
    counted = browser.run("return document.getElementById('shown').textContent")
    assert counted == f"{len(wanted)} finding{'' if len(wanted) == 1 else 's'}", (what, counted)
    print(f"{what}: {len(wanted)} shown")


def check_filters(browser):
    expect(browser, opened, "at first")
    rule = "async-blocking-call"
    browser.find(f"a[data-rule='{rule}']").click()
    expect(browser, [finding for finding in opened if finding["rule"] == rule], "by a click in the summary")
    browser.find("select[name=rule]").type(HOME)
    expect(browser, opened, "every check")
    high = browser.run("return [...document.querySelectorAll('article[data-severity=high][data-open=yes] h2')].map(title => title.textContent)")
    severity = browser.find("select[name=severity]")
    severity.type("high")
    expect(browser, [finding for finding in opened if finding["message"] in high], "by severity")
    assert 0 < len(high) < len(opened)
    severity.type(HOME)
    search = browser.find("input[type=search]")
    search.type("NAP helper")
    expect(browser, [finding for finding in opened if finding["function"]["name"] == "nap"], "by two words")
    search.type(" nothing has this")
    expect(browser, [], "by words that no finding has")
    search.type(BACKSPACE * len("NAP helper nothing has this"))
    expect(browser, opened, "without words")
    browser.find("input[name=closed]").click()
    expect(browser, findings, "with what is suppressed")
    browser.find("input[name=closed]").click()


def check_chain(browser):
    last = ".path li:last-child details"
    is_visible = f"return document.querySelector('{last} pre').checkVisibility()"
    assert not browser.run(is_visible), "a step shows its source before it is clicked"
    browser.find(last + " summary").click()
    assert browser.run(is_visible), "a clicked step shows no source"
    hit = browser.run(f"return document.querySelector('{last} .hit').textContent")
    assert "sleep_for" in hit, hit
    print("a step of the chain opens at:", hit.strip())


def check_timeline(browser):
    cards = browser.run("return [...document.querySelectorAll('article')].map(card => [card.dataset.rule, card.querySelectorAll('.timeline').length])")
    for rule, count in cards:
        assert count == (rule in ("async-await-in-loop", "async-sequential-await")), (rule, count)
    assert any(count for _, count in cards)
    starts = browser.run("""return [...document.querySelector('.timeline').querySelectorAll('div')].map(
      row => [...row.children].map(bar => Math.round(bar.getBoundingClientRect().left)))""")
    now, together = starts
    assert len(now) == 3 and now[0] < now[1] < now[2], now
    assert len(together) == 3 and len(set(together)) == 1, together
    print("timelines: one after another, then together")


def check_scheme(browser, scheme):
    browser.prefer(scheme)
    browser.run("window.scrollTo(0, 0)")
    texts = browser.run(TEXTS)
    for name, colour, behind in texts:
        assert contrast(colour, behind) >= 4.5, f"{scheme}: {name} is hard to read: {colour} on {behind}"
    browser.screenshot(folder / f"{scheme}.png")
    worst = min(contrast(colour, behind) for _, colour, behind in texts)
    print(f"{scheme}: {len(texts)} texts, contrast from {worst:.1f}")
    return luminance(browser.run("return getComputedStyle(document.body).backgroundColor"))


with Browser() as browser:
    browser.open(report)
    check_filters(browser)
    check_chain(browser)
    check_timeline(browser)
    light, dark = check_scheme(browser, "light"), check_scheme(browser, "dark")
    assert light > 0.8 and dark < 0.1, (light, dark)
    assert (folder / "light.png").read_bytes() != (folder / "dark.png").read_bytes()
    browser.resize(500, 800)
    wide = browser.run("return document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide == 0, f"a narrow window has to be scrolled by {wide} pixels"
    assert browser.run("return performance.getEntriesByType('resource').length") == 0, "the page loads something"
    assert not browser.complaints(), browser.complaints()
print("read in a browser")
