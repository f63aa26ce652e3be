"""report.html: loads nothing, holds every claim, keeps a paper's text inert, agrees with the tables, opens fast."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import tempfile
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import altair
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from pipeline import marked
from pipeline.assembling import forest, report
from pipeline.assembling.columns import COLUMNS, TABLES, Row
from pipeline.assembling.fragments import Fragment
from pipeline.assembling.lines import csv_lines
from pipeline.assembling.overview import Names, Tally
from pipeline.assembling.stretches import batches
from pipeline.assembling.tables import Gathered, Tables, frames
from pipeline.assembling.words import PAGE, words
from pipeline.assembling.writing import write_run
from pipeline.cli import app
from pipeline.inert import embedded, visible
from pipeline.marked import Mark, Place, Superscript
from pipeline.records import RELATIONS

HOSTILE = "</script><script>alert(1)</script><img src=http://x.invalid/a.png onerror=alert(2)>/*plots*/\u202e\x07&lt;"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")


def row(table: str, **values: Any) -> Row:
    empty = {name: {"text": "", "integer": None, "number": 1.0}[kind] for name, kind in COLUMNS[table].items()}
    assert values.keys() <= empty.keys()
    return empty | values


QUALIFIED = {"polarity": "affirmed", "setting": "clinical", "confidence": 0.8, "mechanism": "verb"}


def generated(claims: int) -> Tables:
    return frames(gathered(claims).arrays())


def gathered(claims: int, doubt: str = "") -> Gathered:
    """A run of so many claims over 40 papers; `doubt` is put wherever a paper's words may stand."""
    rows: dict[str, list[Row]] = {table: [] for table in TABLES}
    for number in range(40):
        rows["documents"].append(
            row("documents", doc_id=f"d{number}", path=f"甲{number}{doubt}.txt", format="txt", encoding="utf-8",
                title_zh=f"第{number}篇{doubt}", title_en=f"Paper {number}", language="zh", n_chars=900, n_sentences=9,
                n_mentions=9, n_claims=claims // 40, status="ok")
        )  # fmt: skip
    rows["documents"].append(row("documents", path="坏.pdf", status="failed", error=f"is scanned{doubt}", n_claims=0))
    for number in range(claims):
        _add(rows, number, doubt)
    for table in set(TABLES) - {"documents", "concepts"}:
        rows[table].sort(key=lambda one: int(str(one["doc_id"])[1:]))
    made = Gathered()
    made.add(rows)
    return made


def _add(rows: dict[str, list[Row]], number: int, doubt: str) -> None:
    drug, gene, doc = f"drug{number % 60}", f"GENE{number % 90}", f"d{number % 40}"
    text = (
        f"研究{number}显示𠮷药{number % 60}抑制{gene}[1]，缓解率为{number % 97}.5%，随访期间未见新的不良事件{doubt}。"
    )
    sentence, start, relation = f"s{number}", 1000 * number, RELATIONS[number % 3]
    at = text.index("𠮷药"), text.index(gene)
    spans = [(start + at[0], start + at[0] + 4), (start + at[1], start + at[1] + len(gene))]
    rows["sentences"].append(
        row("sentences", sentence_id=sentence, doc_id=doc, section=f"1 方法{doubt}", kind="body", language="zh",
            start=start, end=start + len(text), text=text)
    )  # fmt: skip
    for (begin, end), kind, name in zip(spans, ("DRUG", "GENE"), (drug, gene), strict=True):
        rows["mentions"].append(
            row("mentions", mention_id=f"{number}{kind}", doc_id=doc, sentence_id=sentence, start=begin, end=end,
                text=text[begin - start : end - start], type=kind, concept_id=f"x:{name}", name=name)
        )  # fmt: skip
        rows["concepts"].append(row("concepts", concept_id=f"x:{name}", type=kind, name=name, name_zh=f"药{drug}"))
    if number < 40:
        rows["citations"].append(
            row("citations", doc_id=doc, marker="[1]", number=1, title=f"On drugs{doubt}", year=2020,
                doi="10.1000/a(b)<c>", raw="[1] x", start=0, end=5)
        )  # fmt: skip
    shared: dict[str, Any] = QUALIFIED | {
        "claim_id": f"c{number:06d}", "doc_id": doc, "sentence_id": sentence, "evidence": text,
        "certainty": "hedged" if number % 5 == 0 else "asserted", "citations": "[1];[9]", "dois": "10.1000/a(b)<c>",
    }  # fmt: skip
    ends = ("metric", "value") if relation == "trial_metric" else ("subject", "object")
    shared |= {f"{end}_{edge}": spans[i][j] for i, end in enumerate(ends) for j, edge in enumerate(("start", "end"))}
    own: dict[str, dict[str, Any]] = {
        "drug_target": {"subject": drug, "subject_id": f"x:{drug}", "subject_type": "DRUG", "predicate": "inhibits",
                        "object": gene, "object_id": f"x:{gene}", "object_type": "GENE"},
        "mutation_response": {"subject": f"{gene} mutation", "predicate": "resistance", "object": drug,
                              "object_id": f"x:{drug}", "object_type": "DRUG"},
        "trial_metric": {"trial": f"STUDY-{number % 200}{doubt}", "arm": drug, "arm_id": f"x:{drug}",
                         "role": "experimental", "metric": "ORR", "statistic": "rate", "value": f"{number % 97}.5",
                         "unit": "%", "ci_low": f"{number % 97}", "ci_high": f"{number % 97 + 2}", "n": "12"},
    }  # fmt: skip
    rows[relation].append(row(relation, **shared, **own[relation]))


@cache
def page(claims: int = 60, doubt: str = "") -> str:
    manifest = {"extractor": {"name": "rules", "version": "1"}, "end": "2026-01-02T03:04:05+00:00"}
    arrays = gathered(claims, doubt).arrays()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "run"
        made = Fragment(arrays, {table: csv_lines(arrays[table]) for table in TABLES if table != "concepts"})
        write_run(folder, [made], lambda staged, counts: (staged / "run.json").write_text("{}"))
        return report.page(folder, manifest)


def data(text: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', text, re.DOTALL)
    assert found
    content: dict[str, Any] = json.loads(found[1])
    return content


class Elements(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


@pytest.mark.parametrize("doubt", ["", HOSTILE], ids=["plain", "hostile"])
def test_nothing_is_loaded(doubt: str) -> None:
    elements = Elements(page(doubt=doubt)).found
    loads = [
        (tag, a) for tag, a in elements if tag in {"link", "img", "iframe", "object", "embed", "base"} or "src" in a
    ]
    policy = next(a["content"] for _, a in elements if a.get("http-equiv") == "Content-Security-Policy")
    assert loads == [] and str(policy).startswith("default-src 'none';")
    assert sum(tag == "script" for tag, _ in elements) == 3
    assert "@import" not in (PAGE / "page.css").read_text() and "url(" not in (PAGE / "page.css").read_text()


def test_script_puts_text_in_as_text() -> None:
    script = (PAGE / "page.js").read_text(encoding="utf-8")
    forbidden = ("innerHTML", "outerHTML", "insertAdjacent", "document.write", "eval(", "new Function", "fetch(")
    assert [word for word in forbidden if word in script] == []


def test_every_claim_is_there() -> None:
    content, made = data(page()), generated(60)
    wanted = {claim for relation in RELATIONS for claim in made[relation]["claim_id"]}
    assert {claim["id"] for claim in content["claims"]} == wanted and len(content["claims"]) == 60


def test_counts_agree_with_the_tables() -> None:
    content, made = data(page()), generated(60)
    assert content["counts"]["relation"] == {relation: len(made[relation]) for relation in RELATIONS}
    hedged = sum(int((made[relation]["certainty"] == "hedged").sum()) for relation in RELATIONS)
    assert content["counts"]["certainty"]["hedged"] == hedged and content["totals"]["sentences"] == 60
    assert content["counts"]["language"] == {"zh": 60}


def test_a_large_run_is_counted_as_a_whole_and_shown_by_a_sample(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = data(page(600))
    monkeypatch.setattr(report, "_CLAIMS", 100)
    monkeypatch.setattr(report, "_OTHERS", 0)
    content = data(page.__wrapped__(600))
    assert [content[key] for key in ("counts", "totals")] == [whole[key] for key in ("counts", "totals")]
    assert content["totals"] == {
        "sentences": 600,
        "claims": 600,
        "ok": 40,
        "failed": 1,
        "duplicate": 0,
        "concepts": 150,
    }
    matrices = [told["matrices"]["target"] for told in (content, whole)]
    assert matrices[0]["cells"] == matrices[1]["cells"]
    named = [[told["names"][n]["en"] for n in told["matrices"]["target"]["rows"]] for told in (content, whole)]
    assert named[0] == named[1]
    shown = sorted(f"d{number}" for number in range(40))[:7]  # 15 claims each
    assert [one["title_en"] for one in content["documents"]] == sorted(
        (f"Paper {name[1:]}" for name in shown), key=lambda title: int(title[6:])
    )
    assert len(content["claims"]) == 105 and {claim["sentence"] for claim in content["claims"]} == set(range(105))


def test_matrix_counts_claims() -> None:
    found = data(page())["matrices"]["target"]
    assert sum(sum(told.values()) for _, _, told in found["cells"]) <= 20 and found["allRows"] == 20
    assert all(told.keys() == {"inhibits"} for _, _, told in found["cells"])


def test_a_table_is_gone_through_without_holding_what_was_read(tmp_path: Path) -> None:
    held = {}
    for groups in (4, 40):
        rows = pa.table({"text": [f"{number} {hashlib.sha256(b'%d' % number).hexdigest()}" for number in range(5000)]})
        with pq.ParquetWriter(tmp_path / "mentions.parquet", rows.schema) as written:
            for _ in range(groups):
                written.write_table(rows)
        before = pa.total_allocated_bytes()
        held[groups] = max(pa.total_allocated_bytes() - before for _ in batches(tmp_path, "mentions", ["text"], 500))
    assert held[40] < 1.2 * held[4]


def test_connections_of_names_that_are_not_shown_are_counted_and_not_held() -> None:
    sides = {"subject": "甲", "subject_type": "DRUG", "subject_id": "x:1", "object_type": "GENE", "object_id": "x:2"}
    shared = QUALIFIED | sides | {"predicate": "inhibits", "certainty": "asserted", "language": "zh"}
    claims = pa.Table.from_pylist([shared | {"subject": f"药{n}", "object": f"G{n % 7}"} for n in range(2000)])
    names = Names()
    names.add(claims)
    tally = Tally({"drug_target": names})
    before = pa.total_allocated_bytes()
    for place in range(0, 2000, 100):
        tally.add("drug_target", claims.slice(place, 100))
    assert pa.total_allocated_bytes() - before < 20_000
    found = tally.matrix("drug_target")
    assert (found.all_rows, found.all_columns, len(found.rows), len(found.columns)) == (2000, 7, 16, 7)


def test_hostile_text_is_escaped() -> None:
    text = page(doubt=HOSTILE).replace((PAGE / "vega.min.js").read_text(encoding="utf-8"), "")
    assert "alert(1)</script>" not in text and "<img" not in text and "\u202e" not in text and "\x07" not in text
    title = data(text)["documents"][0]["title_zh"]
    assert title == "第0篇" + HOSTILE.replace("\u202e", "\\u202e").replace("\x07", "\\x07")


def test_marks_stand_on_the_mentions_beyond_the_basic_plane() -> None:
    content = data(page())
    parts = content["sentences"][0]["parts"]
    marks = [part for part in parts if isinstance(part, list)]
    assert [mark[3] for mark in marks] == [["𠮷药0抑"[:4]], ["GENE0"]]
    assert content["claims"][0]["ends"] == [0, 1]


def test_references_are_joined_by_document_and_marker() -> None:
    content = data(page())
    first, second = content["claims"][0]["sources"]
    assert content["references"][first]["title"] == "On drugs" and second == "[9]"


def test_both_languages_have_every_word() -> None:
    script = (PAGE / "page.js").read_text(encoding="utf-8")
    assert words("zh").keys() == words("en").keys() and all(words("zh").values()) and all(words("en").values())
    used = set(re.findall(r'word\("([\w. ]+)"', script)) | set(re.findall(r'"(tile\.\w+)"', script))
    assert used and used <= words("zh").keys()


def test_vocabulary_of_the_tables_has_words() -> None:
    from pipeline.assembling.schemas import _VOCABULARY

    kinds = {"kind": "kind", "type": "type", "predicate": "predicate", "statistic": "statistic", "role": "arm",
             "polarity": "polarity", "certainty": "certainty", "setting": "setting", "status": "status",
             "relation": "relation"}  # fmt: skip
    missing = {
        f"{kinds[column]}.{value}"
        for (_, column), values in _VOCABULARY.items()
        if column in kinds
        for value in values
        if f"{kinds[column]}.{value}" not in words("zh")
    }
    assert missing == set()


def test_repeated_figures_are_one_row() -> None:
    figure = {"study": "S", "trial": "S", "arm": "a", "role": "single", "metric": "OS", "statistic": "hazard_ratio",
              "unit": "", "value": "0.5", "ci_low": "0.3", "ci_high": "0.8", "timepoint": "", "subgroup": ""}  # fmt: skip
    (group,) = forest.groups([figure, dict(figure), figure | {"value": "not reached"}])
    assert group["kind"] == "ratio" and group["undrawn"] == 1
    assert [(r["x"], r["low"], r["high"], r["claims"]) for r in group["rows"]] == [(0.5, 0.3, 0.8, 2)]


def test_bundle_and_altair_speak_one_version() -> None:
    version = altair.SCHEMA_VERSION.removeprefix("v")
    assert f'"{version}"' in (PAGE / "vega.min.js").read_text(encoding="utf-8")
    assert f"| {version} |" in (PAGE / "NOTICES.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["vega.min.js", "page.js", "page.css"])
def test_parts_cannot_end_their_element(name: str) -> None:
    text = (PAGE / name).read_text(encoding="utf-8").lower()
    assert "</script" not in text and "</style" not in text and "<!--" not in text


@given(st.text(max_size=40))
def test_embedded_json_is_the_same_json(text: str) -> None:
    told = embedded([visible(text)])
    assert json.loads(told) == [visible(text)] and "<" not in told and "&" not in told
    told.encode("utf-8")


@given(st.text(alphabet="甲a𠮷 ^[]1<sup>/", max_size=30), st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30))))
def test_cut_loses_nothing(text: str, spans: list[tuple[int, int]]) -> None:
    places = [Place(min(span), min(max(span), len(text)), "DRUG", "x") for span in spans]

    def flat(parts: list[marked.Part]) -> str:
        return "".join(
            flat(p.parts) if isinstance(p, Mark) else p.text if isinstance(p, Superscript) else p for p in parts
        )

    shown = flat(marked.cut(text, places))
    assert re.sub(r"</?sup>|\^", "", shown) == re.sub(r"</?sup>|\^", "", text) or "^" in text or "sup" in text


def test_report_command_rebuilds_the_same_page(tmp_path: Path) -> None:
    papers = tmp_path / "papers"
    papers.mkdir()
    (papers / "a.md").write_text("# 甲\n\n## 1 乙\n\n维奈克拉是一种BCL-2抑制剂。\n", encoding="utf-8")
    run = CliRunner().invoke(app, ["run", str(papers), "--out", str(tmp_path / "out"), "--no-server"])
    made = (tmp_path / "out" / "report.html").read_bytes()
    (tmp_path / "out" / "report.html").unlink()
    done = CliRunner().invoke(app, ["report", str(tmp_path / "out")])
    assert run.exit_code == done.exit_code == 0 and "report.html" in run.output and "report.html" in done.output
    assert (tmp_path / "out" / "report.html").read_bytes() == made
    wrong = CliRunner().invoke(app, ["report", str(papers)])
    assert wrong.exit_code == 2 and "run.json is missing" in wrong.stderr


def opened(path: Path, hash: str = "") -> str:
    """The page's elements after its script ran."""
    assert CHROMIUM
    command = [CHROMIUM, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
               f"--user-data-dir={path.parent / 'profile'}", "--dump-dom", f"{path.as_uri()}{hash}"]  # fmt: skip
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout


@needs_chromium
def test_five_thousand_claims_open_fast(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_text(page(5000), encoding="utf-8")
    found = re.search(r'data-ready="(\d+)"', opened(path))
    assert found and int(found[1]) < 2000  # about 0.4 s on an idle machine


@needs_chromium
@pytest.mark.parametrize(("hash", "heading"), [("", "文献挖掘报告"), ("#en", "Literature mining report")])
def test_page_builds_itself_in_both_languages(tmp_path: Path, hash: str, heading: str) -> None:
    path = tmp_path / "report.html"
    path.write_text(page(60, HOSTILE), encoding="utf-8")
    built = opened(path, hash)
    body = built[: built.index('<script type="application/json"')]
    assert f"<h1>{heading}</h1>" in body and body.count('<article class="claim"') == 20 and "undefined" not in body
    assert "<img" not in body and "alert(1)&lt;/script&gt;" in body and "[object" not in body
