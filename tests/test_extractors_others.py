"""Extractors that packages register: run, scored and compared like ours; operating points; a language model that is asked."""

from __future__ import annotations

import contextlib
import csv
import hashlib
import json
import logging
import threading
import time
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import pytest
import spacy
from click.testing import Result
from example_extractor import Verbs, create
from spacy.language import Language
from spacy.tokens import Doc
from test_scoring_score import corpora
from typer.testing import CliRunner

import pipeline
from pipeline import extractor, versions
from pipeline.cli import app
from pipeline.reading import read_text
from pipeline.records import Candidate, Extraction
from pipeline.scoring.papers import NEEDED
from pipeline.settings import Settings
from pipeline.versions import GROUP, BrokenExtractorError, ExtractorError, NoOperatingPointsError

ROOT = Path(__file__).resolve().parents[1]
OURS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["entry-points"][GROUP]


def litmine(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def rows(out: Path, table: str) -> list[dict[str, str]]:
    with (out / f"{table}.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.chdir(tmp_path)
    yield
    extractor._registered.cache_clear()  # what was registered here is gone


@pytest.fixture
def register(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Lets a package appear on the path that registers things, as an installation would leave it."""

    def do(package: str = "example-extractors", **values: str) -> None:
        place = tmp_path / "site" / package
        info = place / f"{package.replace('-', '_')}-1.0.dist-info"
        info.mkdir(parents=True)
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n")
        lines = "\n".join(f"{name} = {value}" for name, value in values.items())
        (info / "entry_points.txt").write_text(f"[{GROUP}]\n{lines}\n")
        monkeypatch.syspath_prepend(place)

    return do


@pytest.fixture
def verbs(register: Callable[..., None]) -> None:
    register(verbs="example_extractor:create")


# --- a version of another package -----------------------------------------------------------------------------------


@pytest.mark.usefixtures("verbs")
def test_it_is_listed_and_loaded_like_ours() -> None:
    assert {"rules", "verbs"} <= set(extractor.available())
    loaded = pipeline.load("verbs")
    (claim,) = loaded(read_text("## 机制\n\n硼替佐米抑制蛋白酶体。来那度胺降解IKZF1。"))
    assert (claim.subject.name, claim.predicate, claim.object and claim.object.name) == (
        "bortezomib", "inhibits", "proteasome",
    )  # fmt: skip
    assert (loaded.label, loaded.stages, loaded.prefer, claim.section) == ("verbs 1.0", [], None, 0)


@pytest.mark.usefixtures("verbs")
def test_it_is_run_scored_and_compared_by_the_same_commands(tmp_path: Path) -> None:
    gold = corpora(tmp_path)
    for out, options in (("rules", []), ("sure", []), ("more", ["--prefer", "recall"])):
        name = "rules" if out == "rules" else "verbs"
        done = litmine("run", gold.parent, "--out", out, "--extractor", name, "--no-server", *options)
        assert done.exit_code == 0, done.output
    told = json.loads(Path("more", "run.json").read_text(encoding="utf-8"))
    assert told["extractor"] == {"name": "verbs", "version": "1.0"} and told["arguments"]["prefer"] == "recall"
    assert told["digests"]["model"] == "inhibits 抑制 降解"
    assert {row["extractor"] for row in rows(Path("more"), "drug_target")} == {"verbs 1.0"}
    assert [row["text"] for row in rows(Path("sure"), "mentions")] == ["硼替佐米", "蛋白酶体"]
    assert "prefer" not in json.loads(Path("sure", "run.json").read_text(encoding="utf-8"))["arguments"]

    for out, right in (("sure", 1), ("more", 2)):
        assert litmine("score", out, "--gold", gold).exit_code == 0
        score = json.loads(Path(out, "score.json").read_text(encoding="utf-8"))
        assert (score["headline"]["right"], score["extractor"]) == (right, "verbs 1.0")
    better = litmine("compare", "sure", "more", "--gold", gold, "--md")
    assert better.exit_code == 0 and "verbs 1.0" in better.output
    assert litmine("compare", "more", "sure", "--gold", gold).exit_code == 4
    assert litmine("compare", "rules", "more", "--gold", gold).exit_code in (0, 4)


def test_a_script_needs_one_table_to_be_scored(tmp_path: Path) -> None:
    gold = corpora(tmp_path)
    raw = (gold.parent / "a.txt").read_bytes()
    row = dict.fromkeys(NEEDED["drug_target"], "") | {
        "doc_id": hashlib.sha256(raw).hexdigest()[:16], "subject": "bortezomib", "subject_type": "DRUG",
        "predicate": "inhibits", "object": "proteasome", "object_type": "GENE", "polarity": "affirmed",
        "certainty": "asserted", "setting": "unstated", "confidence": "1",
    }  # fmt: skip
    for end, words in (("subject", "硼替佐米"), ("object", "蛋白酶体")):
        start = raw.decode().index(words)
        row |= {f"{end}_start": str(start), f"{end}_end": str(start + len(words))}
    Path("mine").mkdir()
    with Path("mine", "drug_target.csv").open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, list(row))
        writer.writeheader()
        writer.writerow(row)
    done = litmine("score", "mine", "--gold", gold)
    assert done.exit_code == 0, done.output
    assert json.loads(Path("mine", "score.json").read_text(encoding="utf-8"))["headline"]["right"] == 1


@pytest.mark.usefixtures("verbs")
def test_it_is_explained(tmp_path: Path) -> None:
    done = litmine("explain", "硼替佐米抑制蛋白酶体。", "--extractor", "verbs", "--lang", "en")
    assert done.exit_code == 0 and "verb 抑制" in done.output and "bortezomib" in done.output
    doc = next(iter(pipeline.load("verbs").docs(read_text("硼替佐米抑制蛋白酶体。"))))
    assert {span.label_ for span in doc.spans["mentions"]} == {"DRUG", "GENE"}


@pytest.mark.usefixtures("verbs")
def test_given_mentions_are_refused_before_any_work(tmp_path: Path) -> None:
    gold = corpora(tmp_path)
    done = litmine("run", gold.parent, "--out", "out", "--extractor", "verbs", "--mentions", gold, "--no-server")
    assert done.exit_code == 2 and "leave out --mentions" in done.stderr and not Path("out").exists()


def test_a_folder_of_models_comes_before_a_package(register: Callable[..., None]) -> None:
    register(rules="example_extractor:create")
    assert extractor.available().count("rules") == 1 and pipeline.load("rules").stages[:1] == ["sentences"]


def test_the_same_name_twice_is_refused(register: Callable[..., None]) -> None:
    register("one-package", twice="example_extractor:create")
    register("same-again", twice="example_extractor:create")
    assert pipeline.load("twice").name == "verbs"
    extractor._registered.cache_clear()
    register("other-package", twice="example_extractor:Verbs")
    with pytest.raises(BrokenExtractorError, match=r"more than once.*(one-package|same-again).*remove all but one"):
        pipeline.load("twice")


# --- broken ones ----------------------------------------------------------------------------------------------------


class Bare:
    name, version, digest = "bare", "1", "0"


class Unnamed(Bare):
    name = None  # type: ignore[assignment]

    def extract(self, document: object) -> tuple[Extraction, ...]:
        return ()


def failing() -> object:
    raise ZeroDivisionError("in\nthe factory")


@pytest.mark.parametrize(
    ("target", "told"),
    [
        (Bare, "has no method extract"),
        (Unnamed(), "has no text as name"),
        (failing, "cannot be made .ZeroDivisionError: in the factory"),
        (Verbs, "cannot be made .TypeError"),
        (7, "has no text as name, version, digest"),
    ],
)
def test_what_is_no_version_is_told(target: object, told: str) -> None:
    with pytest.raises(BrokenExtractorError, match=f"'mine' .my_package:it. {told}.*; mend or remove the package"):
        versions.made(EntryPoint("mine", "my_package:it", GROUP), target)


def test_one_that_cannot_be_imported_is_one_line(tmp_path: Path, register: Callable[..., None]) -> None:
    register(absent="no_such_package:create")
    (tmp_path / "a.md").write_text("硼替佐米抑制蛋白酶体。", encoding="utf-8")
    done = litmine("run", "a.md", "--out", "out", "--extractor", "absent", "--no-server")
    assert done.exit_code == 3 and done.stderr.count("\n") == 1
    assert "'absent' (no_such_package:create of example-extractors) cannot be imported" in done.stderr
    assert "mend or remove the package" in done.stderr


def moved(found: Extraction) -> object:
    (claim,) = found.claims
    return replace(found, claims=(replace(claim, subject=replace(claim.subject, start=1, end=5)),))


def elsewhere(found: Extraction) -> object:
    return replace(found, claims=tuple(replace(claim, sentence=99) for claim in found.claims))


def loose(found: Extraction) -> object:
    return replace(found, claims=tuple(replace(claim, predicate="likes") for claim in found.claims))


def stops(found: Extraction) -> object:
    raise KeyError("a word")


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        (moved, "gave a claim with '硼替佐米', which does not stand from 1 to 5 of its section"),
        (elsewhere, "gave a claim of sentence 99, which its section does not have"),
        (loose, "gave what the tables do not hold: table drug_target: column predicate"),
        (stops, "stopped with KeyError: 'a word'"),
        (lambda found: "硼替佐米", "gave a str in the place of an Extraction"),
    ],
)
def test_a_faulty_result_fails_its_paper_alone(
    harm: Callable[[Extraction], object],
    told: str,
    tmp_path: Path,
    register: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
    forked: None,
) -> None:
    class Harmed(Verbs):
        def extract(self, document: Any) -> Iterator[Any]:
            for found in super().extract(document):
                yield harm(found) if found.claims and "a.md" in document.path else found

    monkeypatch.setattr("example_extractor.Verbs", Harmed)
    register(verbs="example_extractor:create")
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text(f"硼替佐米抑制蛋白酶体（{name}）。", encoding="utf-8")
    done = litmine("run", "a.md", "b.md", "--out", "out", "--extractor", "verbs", "--no-server")
    assert done.exit_code == 1 and "Traceback" not in done.output
    assert done.stderr.startswith("a.md: ") and done.stderr.count("\n") == 1 and told in done.stderr
    assert "extractor 'verbs'" in done.stderr and [row["status"] for row in rows(Path("out"), "documents")] == [
        "failed", "ok",
    ]  # fmt: skip
    assert litmine("run", "a.md", "--out", "two", "--extractor", "verbs", "--no-server", "--debug").exception


# --- operating points -----------------------------------------------------------------------------------------------


@Language.factory("litmine_test_points", default_config={"prefer": ""})
def create_points(nlp: Language, name: str, prefer: str) -> Callable[[Doc], Doc]:
    def stage(doc: Doc) -> Doc:
        doc.user_data["prefer"] = prefer
        return doc

    return stage


@pytest.fixture
def points(tmp_path: Path) -> Path:
    """A folder with the version `points`, whose one stage has a key `prefer`."""
    place = tmp_path / "models" / "points"
    place.mkdir(parents=True)
    config = spacy.util.load_config(extractor.MODELS / "rules" / "config.cfg")
    config["nlp"]["pipeline"] = ["points"]
    config["components"] = {"points": {"factory": "litmine_test_points"}}
    config.to_disk(place / "config.cfg")
    (place / "meta.json").write_text('{"name": "points", "version": "1"}')
    return place.parent


@pytest.mark.parametrize("prefer", [None, "precision", "recall"])
def test_stages_read_the_preference_from_their_config(points: Path, prefer: versions.Prefer | None) -> None:
    loaded = extractor.load("points", points, prefer=prefer)
    (doc,) = loaded.docs(read_text("维奈克拉抑制BCL-2。"))
    assert (doc.user_data["prefer"], loaded.prefer) == (prefer or "", prefer)


@Language.factory("counting_tokens")
def create_counting(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    def stage(doc: Doc) -> Doc:
        doc._.candidates = (Candidate("drug_target", 0, (), 0.0, " ".join(t.text for t in doc), 0, 0),)
        return doc

    return stage


def test_a_stage_of_another_package_finds_tokens(points: Path) -> None:
    config = (points / "points" / "config.cfg").read_text(encoding="utf-8")
    (points / "points" / "config.cfg").write_text(config.replace("litmine_test_points", "counting_tokens"))
    (found,) = extractor.load("points", points).extract(read_text("维奈克拉抑制BCL-2。"))
    assert found.candidates[0].reason == "维奈克拉 抑制 BCL-2 。"


def test_rules_have_no_operating_points(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.md").write_text("硼替佐米抑制蛋白酶体。", encoding="utf-8")
    done = litmine("run", "a.md", "--out", "out", "--extractor", "rules", "--prefer", "recall", "--no-server")
    assert done.exit_code == 2 and done.stderr.count("\n") == 1 and not Path("out").exists()
    assert "extractor 'rules' has no operating points" in done.stderr and "leave out --prefer" in done.stderr
    monkeypatch.setenv("LITMINE_PREFER", "precision")
    assert litmine("run", "a.md", "--out", "out", "--extractor", "rules", "--no-server").exit_code == 2
    assert litmine("explain", "硼替佐米抑制蛋白酶体。", "--extractor", "rules").exit_code == 2
    monkeypatch.setenv("LITMINE_PREFER", "speed")
    assert "'prefer'" in litmine("run", "a.md", "--out", "out", "--no-server").stderr


def test_a_version_without_them_refuses_and_a_factory_with_them_is_told() -> None:
    entry = EntryPoint("mine", "my_package:it", GROUP)
    with pytest.raises(NoOperatingPointsError, match="'mine'"):
        versions.made(entry, create(), "recall")
    with pytest.raises(NoOperatingPointsError, match="'mine'"):
        versions.made(entry, lambda: create(), "recall")
    assert versions.made(entry, create, "recall").digest == "inhibits 抑制 降解"


# --- a language model -----------------------------------------------------------------------------------------------

PAPER = (
    "# 甲类白血病治疗进展\n\n## 1 机制\n\n维奈克拉抑制BCL-2[1]。TP53突变可能介导维奈克拉耐药。\n\n"
    "## 2 疗效\n\nVIALE-A研究中,维奈克拉联合阿扎胞苷的CR率为36.7%。\n\n## 参考文献\n\n[1] Doe J. On it[J]. J, 2021, 3: 4-9.\n"
)
KEY, MODEL = "sk-very-secret", "some-model-7b"
Reply = tuple[int, bytes]


def said(content: object) -> Reply:
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    return 200, json.dumps({"choices": [{"message": {"role": "assistant", "content": text}}]}).encode()


class Stub:
    """A service on loopback: `reply` answers the text of a section; what was asked stands in `asked`."""

    def __init__(self) -> None:
        self.reply: Callable[[str], Reply] = lambda text: said({})
        self.asked: list[tuple[str, dict[str, str], dict[str, Any]]] = []

    def handle(self, path: str, headers: dict[str, str], body: dict[str, Any]) -> Reply:
        self.asked.append((path, headers, body))
        return self.reply(body["messages"][-1]["content"].partition("Section:\n")[2])


@pytest.fixture
def stub(monkeypatch: pytest.MonkeyPatch, register: Callable[..., None], tmp_path: Path) -> Iterator[Stub]:
    found = Stub()
    monkeypatch.setattr("pipeline.isolation._may_fork", lambda: True)  # the service's thread holds nothing

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            status, content = found.handle(self.path, dict(self.headers), body)
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            with contextlib.suppress(OSError):  # the client has gone
                self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    register(**OURS)
    (tmp_path / "a.md").write_text(PAPER, encoding="utf-8")
    monkeypatch.setenv("LITMINE_LLM_URL", f"http://127.0.0.1:{server.server_port}/v1/")
    monkeypatch.setenv("LITMINE_LLM_MODEL", MODEL)
    monkeypatch.setenv("LITMINE_LLM_KEY", KEY)
    monkeypatch.setattr("pipeline.llm.service._PAUSE", 0.0)
    yield found
    server.shutdown()
    server.server_close()


def by_section(**answers: object) -> Callable[[str], Reply]:
    """Answers by a word of the section's heading; nothing for the others."""
    return lambda text: said(next((answer for word, answer in answers.items() if text.startswith(word)), {}))


def run_llm(*options: str) -> Result:
    return litmine("run", "a.md", "--out", "out", "--extractor", "llm", "--no-server", *options)


RIGHT = {
    "机制": {
        "drug_target": [{"drug": "维奈克拉", "target": "bcl－２", "predicate": "inhibits"}],
        "mutation_response": [{"alteration": "TP53突变", "therapy": "维奈克拉", "predicate": "resistance"}],
    },
    "疗效": {
        "trial_metric": [
            {"metric": "CR率", "value": "36.7%", "arm": "维奈克拉联合阿扎胞苷", "trial": "VIALE-A", "role": "single"}
        ]
    },
}


def test_right_strings_become_claims_that_we_locate_link_and_qualify(stub: Stub) -> None:
    stub.reply = by_section(**RIGHT)
    done = run_llm()
    assert done.exit_code == 0, done.output
    (target,), (response,), (figure,) = (
        rows(Path("out"), table) for table in ("drug_target", "mutation_response", "trial_metric")
    )
    raw = Path("a.md").read_text(encoding="utf-8")
    assert (target["subject_id"], target["object_id"], target["mechanism"]) == ("chebi:133021", "hgnc:990", "llm")
    assert raw[int(target["object_start"]) : int(target["object_end"])] == "BCL-2" and target["citations"] == "[1]"
    assert (response["subject"], response["object"], response["certainty"]) == (
        "TP53 mutation", "venetoclax", "hedged",
    )  # fmt: skip
    wanted = {
        "trial": "VIALE-A", "arm": "azacitidine + venetoclax", "metric": "CR", "statistic": "rate", "value": "36.7",
        "unit": "%", "role": "single",
    }  # fmt: skip
    assert {key: figure[key] for key in wanted} == wanted and rows(Path("out"), "candidates") == []
    assert {row["text"] for row in rows(Path("out"), "mentions")} >= {"维奈克拉", "TP53突变", "36.7%"}


def test_one_section_is_asked_at_a_time(stub: Stub) -> None:
    assert run_llm().exit_code == 0
    assert {path for path, _, _ in stub.asked} == {"/v1/chat/completions"}
    texts = [body["messages"][-1]["content"] for _, _, body in stub.asked]
    assert sum("维奈克拉抑制BCL-2" in text for text in texts) == sum("36.7%" in text for text in texts) == 1
    assert not any("抑制BCL-2" in text and "36.7%" in text for text in texts)
    assert {headers["Authorization"] for _, headers, _ in stub.asked} == {f"Bearer {KEY}"}
    assert {body["model"] for _, _, body in stub.asked} == {MODEL}


def test_what_is_not_in_the_text_is_dropped_and_counted(stub: Stub) -> None:
    invented = {
        "drug_target": [
            {"drug": "伊布替尼", "target": "BTK", "predicate": "inhibits", "start": 5, "id": "hgnc:990"},
            {"drug": "维奈克拉", "target": "MCL-1", "predicate": "inhibits"},
            {"drug": "维奈克拉", "target": "耐药", "predicate": "inhibits"},
            {"drug": "维奈克拉", "target": "BCL-2", "predicate": "likes"},
            "维奈克拉",
        ],
        "mutation_response": [{"alteration": "TP53突变", "therapy": None, "predicate": "resistance"}],
        "trial_metric": {"metric": "CR率", "value": "99%"},
        "diagnosis": ["AML"],
    }
    stub.reply = by_section(机制=invented)
    assert run_llm().exit_code == 0
    out = Path("out")
    assert [row for table in ("drug_target", "mutation_response", "trial_metric") for row in rows(out, table)] == []
    reasons = sorted(row["reason"] for row in rows(out, "candidates"))
    assert reasons == sorted(
        [
            "not in the text: 伊布替尼; BTK",
            "not in the text: MCL-1",
            "'耐药' names no GENE or PATHWAY that is known",
            "not in the form asked for",
            "not in the form asked for",
            "resistance without a therapy",
            "not in the text: CR率; 99%",
        ]
    )
    assert {row["confidence"] for row in rows(out, "candidates")} == {"0.0"}


def test_a_claim_said_twice_counts_as_often_as_the_text_says_it(stub: Stub) -> None:
    stub.reply = by_section(机制={"drug_target": RIGHT["机制"]["drug_target"] * 3})
    assert run_llm().exit_code == 0
    assert len(rows(Path("out"), "drug_target")) == 1 and rows(Path("out"), "candidates") == []


def test_strings_far_apart_make_no_claim(stub: Stub, tmp_path: Path) -> None:
    text = "# 题目在此\n\n## 1 机制\n\n维奈克拉有效。该药抑制BCL-2。\n\n另一句话。又一句话。MCL-1也受关注。\n"
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    items = [{"drug": "维奈克拉", "target": name, "predicate": "inhibits"} for name in ("BCL-2", "MCL-1")]
    stub.reply = by_section(机制={"drug_target": items})
    assert run_llm().exit_code == 0
    (claim,), (dropped,) = rows(Path("out"), "drug_target"), rows(Path("out"), "candidates")
    assert claim["object"] == "BCL2" and "该药" in claim["evidence"]
    assert dropped["reason"] == "its strings stand in sentences far apart" and dropped["names"] == "维奈克拉;MCL-1"


def test_an_answer_in_a_fence_is_read(stub: Stub) -> None:
    fenced = f"当然！\n```json\n{json.dumps(RIGHT['机制'], ensure_ascii=False)}\n```"
    stub.reply = by_section(机制=fenced)
    assert run_llm().exit_code == 0 and len(rows(Path("out"), "drug_target")) == 1


@pytest.mark.parametrize(
    ("reply", "told", "times"),
    [
        (said('{"drug_target": [{"drug": "维'), "cannot be read (no JSON object), asked 2 times", 2),
        (said('{"drug_target": [}'), "cannot be read (broken JSON), asked 2 times", 2),
        (said("[" * 20000 + "{}"), "", 0),
        (said("我不能回答。"), "cannot be read (no JSON object), asked 2 times", 2),
        ((200, b"<html>no service</html>"), "what answers at LITMINE_LLM_URL is no OpenAI-compatible service", 1),
        ((200, b'{"choices": []}'), "no OpenAI-compatible service", 1),
        ((500, b"inner error"), "the language model answers with HTTP 500, asked 2 times", 2),
        ((429, b""), "answers with HTTP 429, asked 2 times", 2),
        ((401, b"wrong key sk-very-secret"), "refuses with HTTP 401; check", 1),
        ((302, b""), "refuses with HTTP 302", 1),
    ],
)
def test_a_failing_service_fails_the_paper_in_one_line(stub: Stub, reply: Reply, told: str, times: int) -> None:
    stub.reply = lambda text: reply
    done = run_llm()
    assert "Traceback" not in done.output and KEY not in done.output
    if not told:  # what stands before the object does not matter
        assert done.exit_code == 0
        return
    assert done.exit_code == 1 and done.stderr.count("\n") == 1, done.output
    assert done.stderr.startswith("a.md: ") and told in done.stderr
    assert len(stub.asked) == times and rows(Path("out"), "documents")[0]["status"] == "failed"


def test_one_failure_is_mended_by_the_second_try(stub: Stub) -> None:
    replies = iter([(503, b""), said("no"), *[said({})] * 9])
    stub.reply = lambda text: next(replies)
    assert run_llm().exit_code == 0


def test_the_papers_after_a_failed_one_go_on(stub: Stub, tmp_path: Path) -> None:
    (tmp_path / "b.md").write_text("## 机制\n\n伊布替尼抑制BTK。\n", encoding="utf-8")
    stub.reply = lambda text: (500, b"") if "维奈克拉" in text else said({})
    done = litmine("run", "a.md", "b.md", "--out", "out", "--extractor", "llm", "--no-server")
    assert done.exit_code == 1 and [row["status"] for row in rows(Path("out"), "documents")] == ["failed", "ok"]


@pytest.mark.parametrize("is_dripping", [False, True])
def test_a_slow_service_fails_the_paper(stub: Stub, is_dripping: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LITMINE_LLM_TIMEOUT", "0.3")

    def slow(text: str) -> Reply:
        time.sleep(1.0)
        return said({})

    stub.reply = slow
    if is_dripping:  # parts come in time, the whole does not
        moments = iter(range(0, 1000, 10))
        monkeypatch.setattr("pipeline.llm.service.time.monotonic", lambda: next(moments))
        stub.reply = lambda text: said({})
    done = run_llm()
    assert done.exit_code == 1 and done.stderr.count("\n") == 1
    assert "gave no answer within 0.3 s (LITMINE_LLM_TIMEOUT), asked 2 times" in done.stderr


def test_an_endless_answer_is_cut(stub: Stub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.llm.service._LARGEST_ANSWER", 100)
    stub.reply = lambda text: said("{" * 1000)
    done = run_llm()
    assert done.exit_code == 1 and "answer is longer than" in done.stderr


def test_nobody_there_fails_the_paper(stub: Stub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LITMINE_LLM_URL", "http://127.0.0.1:9/v1")
    done = run_llm()
    assert done.exit_code == 1 and done.stderr.count("\n") == 1 and "cannot be reached (ConnectError)" in done.stderr


def test_address_model_and_key_are_written_nowhere(stub: Stub, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    stub.reply = by_section(**RIGHT)
    good = run_llm()
    stub.reply = lambda text: (500, KEY.encode())
    bad = litmine("run", "a.md", "--out", "bad", "--extractor", "llm", "--no-server")
    told = good.output + bad.output + caplog.text + repr(pipeline.load("llm")) + repr(Settings())
    written = [path.read_bytes() for folder in ("out", "bad") for path in Path(folder).rglob("*") if path.is_file()]
    assert good.exit_code == 0 and bad.exit_code == 1 and len(written) > 20
    for secret in (KEY, "127.0.0.1", MODEL):
        assert not any(secret.encode() in content for content in written), secret
    assert KEY not in told and "127.0.0.1" not in caplog.text + good.output + bad.output


def test_another_model_has_another_digest(stub: Stub, monkeypatch: pytest.MonkeyPatch) -> None:
    one = pipeline.load("llm").digest
    extractor._registered.cache_clear()
    monkeypatch.setenv("LITMINE_LLM_MODEL", "other")
    assert pipeline.load("llm").digest != one


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("URL", "", "extractor 'llm' asks a language model: set LITMINE_LLM_URL to the address"),
        ("MODEL", "", "set LITMINE_LLM_MODEL"),
        ("URL", "127.0.0.1:8000", "LITMINE_LLM_URL has to be"),
        ("URL", "file:///etc/passwd", "LITMINE_LLM_URL has to be"),
        ("URL", "http://user:word@127.0.0.1/v1", "without user"),
        ("URL", "http://models.example.org/v1", "has to begin with https://"),
        ("KEY", "密钥", "LITMINE_LLM_KEY has characters"),
        ("TIMEOUT", "0", "llm_timeout"),
    ],
)
def test_it_does_not_start_without_a_usable_address(
    stub: Stub, monkeypatch: pytest.MonkeyPatch, name: str, value: str, told: str
) -> None:
    monkeypatch.setenv(f"LITMINE_LLM_{name}", value)
    done = run_llm()
    assert done.exit_code == 2 and done.stderr.count("\n") == 1 and told in done.stderr, done.output
    assert stub.asked == [] and not Path("out").exists() and "word@" not in done.stderr


def test_it_has_no_operating_points(stub: Stub) -> None:
    assert "no operating points" in run_llm("--prefer", "recall").stderr


def test_it_is_registered_and_off_by_default(register: Callable[..., None]) -> None:
    register(**OURS)
    assert OURS["llm"] == "pipeline.llm:create" and "llm" in extractor.available()
    assert Settings.model_fields["extractor"].default != "llm" and Settings.model_fields["llm_url"].default == ""


def test_a_broken_service_is_an_error_for_python_too(stub: Stub) -> None:
    stub.reply = lambda text: (500, b"")
    with pytest.raises(ExtractorError, match="HTTP 500"):
        pipeline.load("llm")(read_text(PAPER))
