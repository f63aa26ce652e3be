"""Every page in both languages: fit for everybody (axe), narrow and enlarged screens, and texts that would do harm.

Where `SCREENSHOTS` names a folder, the pages of the demo corpus are pictured there (`docs/` holds some of them).
"""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import httpx
import pytest
from jinja2 import Environment, PackageLoader
from reviewing_browser import chromium, key_of, log_in, needs_chromium, opened, press, served, stored  # noqa: F401 (a fixture)
from reviewing_runs import DOC, Row, Run, figure, sentence, target
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.reviewing import language, pages
from pipeline.reviewing.exporting import FORMATS
from pipeline.reviewing.records import ERRORS, KINDS, RELATIONS, STATUSES, Decision, Filters
from pipeline.reviewing.store import Store

HARM = [
    "<script>alert(1)</script>", "<img src=http://x.invalid/a.png onerror=alert(2)>", "'\"><svg onload=alert(3)>",
    "javascript:alert(4)", "{{ 7*7 }}{% raw %}", "=cmd()|' /C calc'!A0", "\u202e反\u2066向\u200b", "&lt;b&gt;",
    "</textarea></title><script>alert(5)</script>", "%(n)s {0}",
]  # fmt: skip
PICTURES = os.environ.get("SCREENSHOTS", "")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The demo corpus under review: some claims decided, by one or by two; a rerun that says something else."""
    folder = tmp_path_factory.mktemp("demo")
    done = CliRunner().invoke(app, ["run", "corpora/demo", "--out", str(folder / "run"), "--no-server"])
    assert done.exit_code == 0, done.output
    with stored(folder / "run", folder / "review.sqlite") as store:
        for name, role in (("李敏", "curator"), ("王芳", "curator"), ("赵宁", "adjudicator")):
            store.write_account(name, role, f"password of {name}")  # type: ignore[arg-type]
        claims = store.page(Filters(), None, 12).claims
        choices = [Decision("accept"), Decision("reject", "wrong_link", comment="应为另一种药"), Decision("flag")]
        for number, one in enumerate(claims[1:10]):
            store.decide(one.key, "local", choices[number % 3], one.version)
        store.set_mode("double")
        for number, one in enumerate(store.page(Filters(relation="drug_target"), None, 9).claims):
            store.decide(one.key, "李敏", choices[0], one.version)
            store.decide(one.key, "王芳", choices[number % 3 == 0], store.claim(one.key, "王芳").version)
        store.set_mode("single")
        rerun(folder / "run", claims[1].key, claims[4].key)
        store.import_run(folder / "run")
        yield store


def rerun(run: Path, changed: str, vanished: str) -> None:
    """Makes the tables of a run say something else of one claim, and nothing of another."""
    for table in ("drug_target", "mutation_response", "trial_metric"):
        (run / f"{table}.parquet").unlink()
        with (run / f"{table}.csv").open(encoding="utf-8", newline="") as handle:
            rows = [row for row in csv.DictReader(handle) if row["claim_id"] != vanished]
        for row in rows:
            if row["claim_id"] == changed:
                row |= {"certainty": "hedged", "evidence": row["evidence"].replace("突变", "突变型", 1)}
        with (run / f"{table}.csv").open("w", encoding="utf-8", newline="") as handle:
            writer = csv.DictWriter(handle, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)


def addresses(store: Store) -> dict[str, str]:
    """Every page by a name for its picture."""
    shown = {one: store.page(Filters(relation=one), None).claims[0] for one in RELATIONS}
    stated = store.claim(shown["drug_target"].key)
    grouped = next(one for one in store.page(Filters(), None).claims if one.group_size > 1)
    rows = [one.key for one in store.page(Filters(relation="trial_metric"), None, 200).claims]
    told = next(key for key in rows if store.claim(key).table)
    return {
        "claim": f"/claims/{shown['mutation_response'].key}",
        "figure": f"/claims/{told}",
        "edit": f"/claims/{shown['drug_target'].key}/edit",
        "group": f"/claims/{grouped.key}/group",
        "list": "/list?status=",
        "stale": "/stale",
        "vanished": "/vanished",
        "conflicts": "/conflicts",
        "adjudication": "/adjudication",
        "agreement": "/agreement",
        "progress": "/progress",
        "exports": "/exports",
        "document": f"/documents/{stated.doc_id}?at={stated.sentence.start}&claim={stated.key}#here",
        "error": "/nothing",
        "empty": "/queue?text=nothing",
    }


def pictured(page: Any, name: str, spoken: str) -> None:
    if PICTURES:
        page.screenshot(path=str(Path(PICTURES) / f"review-{name}-{spoken}.png"))


@needs_chromium
def test_pages_are_fit_for_everybody(chromium: Any, demo: Store) -> None:  # noqa: F811
    found = []
    with served(demo) as base, served(demo, accounts=True) as shared:
        for spoken in ("zh", "en"):
            found += barriers_alone(opened(chromium, base, spoken), addresses(demo), spoken)
            found += barriers_together(opened(chromium, shared, spoken), demo.adjudication().claims[0].key, spoken)
        for width, height in ((640, 400), (360, 740)):  # a screen of 1280 by 800 at 200 %, a telephone
            narrow(opened(chromium, base, width=width, height=height), addresses(demo), demo)
    assert found == []


def barriers_alone(page: Any, places: dict[str, str], spoken: str) -> list[Any]:
    """What axe finds on the pages of one person."""
    found = []
    for name, address in places.items():
        page.goto(address)
        pictured(page, name, spoken)
        found += serious(page, name)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
    page.goto(places["claim"])
    for key, name in (("x", "reject"), ("?", "help")):
        page.keyboard.press(key)
        pictured(page, name, spoken)
        found += serious(page, name)
        page.keyboard.press("Escape")
    page.click(".narrow summary")
    page.wait_for_selector(".fill form")
    assert page.complaints == []
    return [*found, *serious(page, "filters")]


def barriers_together(page: Any, key: str, spoken: str) -> list[Any]:
    """What axe finds on the pages of a team."""
    page.goto("/login")
    pictured(page, "login", spoken)
    found = serious(page, "login")
    log_in(page, "赵宁")
    page.goto(f"/claims/{key}?status=adjudication")
    pictured(page, "settle", spoken)
    assert page.complaints == []
    return [*found, *serious(page, "settle")]


def narrow(page: Any, places: dict[str, str], store: Store) -> None:
    """No page is wider than its window, and a claim is decided there, too."""
    for name, address in places.items():
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        if page.viewport_size["width"] < 400 and name in ("claim", "figure"):
            pictured(page, f"{name}-narrow", "zh")
    page.goto(places["claim"])
    key = key_of(page)
    press(page, "a")
    assert store.claim(key).status == "accepted"
    press(page, "Backspace")


def serious(page: Any, name: str) -> list[tuple[str, str, str]]:
    from axe_playwright_python.sync_playwright import Axe

    told = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [(name, v["id"], v["nodes"][0]["html"][:200]) for v in told if v["impact"] in ("serious", "critical")]


def hostile(harm: str) -> Run:
    """A run with the same harm in every field that a paper or a vocabulary fills."""
    run = Run()
    text = f"维奈克拉抑制BCL-2{harm}，缓解率为82%。"
    fields: Row = {"comparison_id": "c1", "citations": "[1]", "dois": harm, "section": harm}
    run.sentences = [sentence(text, section=f"1 {harm}", kind="table", start=100 * n) for n in range(3)]
    names = {"subject": f"drug{harm}", "object": f"gene{harm}", "mechanism": harm, "citations": "[1]", "dois": harm}
    run.drug_target = [target(start=100 * n, evidence=text, **names) for n in range(3)]
    run.trial_metric = [
        figure(f"{n}{harm}", f"arm{harm}", evidence=text, trial=harm, metric=harm, timepoint=harm, subgroup=harm, n=harm,
               unit=harm, comparison_id=fields["comparison_id"], citations="[1]")
        for n in range(2)
    ]  # fmt: skip
    run.mentions = [
        {"mention_id": f"m{n}", "doc_id": row["doc_id"], "sentence_id": row["sentence_id"], "start": row["start"],
         "end": str(int(row["start"]) + 4), "text": "维奈克拉", "type": "DRUG", "concept_id": f"x:{n}", "name": harm}
        for n, row in enumerate(run.sentences)
    ]  # fmt: skip
    run.concepts = [
        {"concept_id": f"x:{n}", "type": "DRUG", "name": f"{harm}{n}", "name_zh": f"药{harm}"} for n in range(3)
    ]
    run.citations = [
        {"doc_id": run.drug_target[0]["doc_id"], "marker": "[1]", "number": "1", "title": harm, "authors": harm,
         "journal": harm, "year": "2020", "doi": harm, "raw": harm, "start": "0", "end": "1"}
    ]  # fmt: skip
    run.documents = [
        {"doc_id": run.drug_target[0]["doc_id"], "path": f"{harm}.txt", "title_zh": harm, "title_en": harm,
         "doi": harm, "status": "ok", "language": "zh", "sha256": "0" * 64}
    ]  # fmt: skip
    return run


@needs_chromium
def test_harmful_texts_do_nothing(chromium: Any, tmp_path: Path) -> None:  # noqa: F811
    harm = " ".join(HARM)
    with stored(hostile(harm).write(tmp_path / "run"), tmp_path / "review.sqlite") as store, served(store) as base:
        page = opened(chromium, base)
        one, two = (store.page(Filters(relation=name), None).claims[0].key for name in ("drug_target", "trial_metric"))
        for address in (
            f"/claims/{one}", f"/claims/{two}", f"/claims/{one}/edit", f"/claims/{two}/edit", f"/claims/{one}/group",
            "/list?status=", "/filters", "/conflicts", f"/concepts?text={harm[1:7]}&name=subject",
            f"/documents/{store.claim(one).doc_id}", f"/list?text={'%3Cscript%3Ealert(6)%3C/script%3E'}",
        ):  # fmt: skip
            page.goto(address)
            assert page.locator("main script, main img, main svg, main [onerror], main [onload]").count() == 0, address
            assert "\u202e" not in page.inner_text("body") and "49" not in page.title()
        page.goto(f"/claims/{one}")
        page.fill("#comment", harm)
        page.keyboard.press("Escape")
        press(page, "f")
        page.goto(f"/claims/{one}")
        page.click(".history summary")
        assert "<script>alert(1)</script>" in page.inner_text(".history")
        page.goto(f"/claims/{one}/edit")
        page.focus("#seek-subject")
        page.keyboard.type("x.invalid")
        page.wait_for_selector("#hits-subject li")
        page.keyboard.press("Enter")
        press(page, "Control+Enter")
        page.goto("/list?status=")
        assert page.complaints == []


class Elements(HTMLParser):
    """The elements of a page with their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_a_hundred_harmful_texts_stay_texts(tmp_path: Path) -> None:
    around = ("{}", '"{}', "'{}", "\x07{}", " {}", "＝{}", "]]>{}", "{}\u202e", "--{}", "\u200b{}")
    texts = [form.format(harm) if "{}" in form else form for harm in HARM for form in around]
    run = Run()
    for number, harm in enumerate(texts):
        one = hostile(harm)
        claim, stated = one.drug_target[0], one.sentences[0]
        stated["start"], stated["end"] = str(1000 * number), str(1000 * number + len(stated["text"]))
        stated["sentence_id"] = claim["sentence_id"] = f"s{number}"
        claim["claim_id"] = f"c{number}"
        run.sentences.append(stated)
        run.drug_target.append(claim)
        run.citations += one.citations
        run.documents = one.documents
    places = [f"/claims/c{number}" for number in range(100)]
    places += [f"{place}/edit" for place in places[::10]] + ["/list?status=", f"/documents/{DOC}"]
    with (
        stored(run.write(tmp_path / "run"), tmp_path / "review.sqlite") as store,
        served(store) as base,
        httpx.Client(base_url=base, timeout=30) as client,
    ):
        for place in places:
            answer = client.get(place)
            assert answer.status_code == 200, place
            only_our_own(Elements(answer.text).found)


def only_our_own(found: list[tuple[str, dict[str, str | None]]]) -> None:
    """Nothing in a page runs, draws or leads away but what the page brings itself."""
    allowed = {("script", "/static/htmx.min.js"), ("script", "/static/review.js")}
    assert {(tag, held["src"]) for tag, held in found if "src" in held} == allowed
    assert sum(tag == "script" for tag, _ in found) == 2
    assert not [tag for tag, _ in found if tag in ("img", "svg", "iframe", "object", "style", "base")]
    assert not [name for _, held in found for name in held if name.startswith("on") or name == "style"]
    links = [held["href"] or "" for tag, held in found if tag == "a"]
    assert not [link for link in links if not link.startswith(("/", "#", "https://doi.org/"))]


def test_every_word_is_translated() -> None:
    chinese = language.translated("zh")
    templates = Environment(loader=PackageLoader("pipeline.reviewing"), extensions=["jinja2.ext.i18n"])
    missing = []
    for name in templates.list_templates():
        assert templates.loader
        source = templates.loader.get_source(templates, name)[0]
        for _, _, told in templates.extract_translations(source):  # type: ignore[attr-defined]
            words = tuple(filter(None, told)) if isinstance(told, tuple) else (told,)
            shown = chinese.ngettext(*words, 1) if len(words) == 2 else chinese.gettext(words[0])
            missing += [words[0]] if shown == words[0] else []
    assert missing == []


def test_every_value_has_a_word_in_both_languages() -> None:
    kinds = {
        "relation": RELATIONS, "status": STATUSES, "error": ERRORS, "decision": (*KINDS, "undo", "adjudicate", "carry"),
        "predicate": [p for told in pages.PREDICATES.values() for p in told], "statistic": pages.STATISTICS,
        "arm": pages.ARM_ROLES, "unit": [unit for unit in pages.UNITS if unit and unit != "%"], "format": FORMATS,
        "format.note": FORMATS, **pages.QUALIFIERS,
    }  # fmt: skip
    for kind, values in kinds.items():
        for value in values:
            chinese, english = (language.word(spoken, kind, value) for spoken in ("zh", "en"))  # type: ignore[arg-type]
            assert re.search("[\u4e00-\u9fff]", chinese) or value in FORMATS, (kind, value)
            assert "_" not in english, (kind, value)


def test_the_page_loads_nothing_from_elsewhere() -> None:
    for file in (*pages.STATIC.glob("*.css"), pages.STATIC / "review.js"):
        text = file.read_text(encoding="utf-8")
        assert "http" not in text and "url(" not in text and "@import" not in text
    script = (pages.STATIC / "review.js").read_text(encoding="utf-8")
    forbidden = ("innerHTML", "outerHTML", "insertAdjacent", "document.write", "eval(", "new Function", "fetch(")
    assert [word for word in forbidden if word in script] == []
