"""Mentions that are given: where they stand, what they bring along, and a run that rests on them alone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pandas as pd
import pytest
from click.testing import Result
from typer.testing import CliRunner

import pipeline
from pipeline import lexicon
from pipeline.cli import app
from pipeline.offsets import MappedText
from pipeline.reading import read_text
from pipeline.recognising.given import Given, GivenMention, put_in
from pipeline.records import Endpoint, EntityType, Measure, Mention, Section
from pipeline.scoring import brat
from pipeline.scoring.annotation import Annotation, Mark
from pipeline.scoring.texts import digest

# --- one section --------------------------------------------------------------------------------------------------


def section_of(text: str | MappedText) -> Section:
    return Section(0, "body", (), "zh", text if isinstance(text, MappedText) else MappedText.of(text))


def marked(text: str, words: str, kind: EntityType, name: str) -> GivenMention:
    start = text.index(words)
    return GivenMention(start, start + len(words), kind, name)


def recognised(text: str, words: str, kind: EntityType, name: str, **more: str | Measure | Endpoint) -> Mention:
    start = text.index(words)
    concept = lexicon.load().concept(kind, name)
    return Mention(start, start + len(words), kind, words, concept, source="terms", **more)  # type: ignore[arg-type]


def placed(
    text: str, *marks: GivenMention, known: Iterable[Mention] = (), whole: tuple[tuple[int, int], ...] = ()
) -> tuple[Mention, ...]:
    return put_in(tuple(known), section_of(text), Given(marks, whole), lexicon.load())


def test_a_mark_becomes_a_mention_with_the_lexicons_concept() -> None:
    text = "本例先用维奈克拉。"
    (found,) = placed(text, marked(text, "维奈克拉", "DRUG", "venetoclax"))
    assert (found.start, found.end, found.text, found.type, found.source) == (4, 8, "维奈克拉", "DRUG", "given")
    assert found.concept == lexicon.load().concept("DRUG", "venetoclax")
    assert found.concept is not None and found.concept.concept_id == "chebi:133021" and found.score == 1.0


def test_a_name_that_the_lexicon_does_not_hold_gets_a_local_id() -> None:
    text = "Zorvaxinib was stopped."
    (found,) = placed(text, marked(text, "Zorvaxinib", "DRUG", "zorvaxinib"))
    assert found.concept is not None
    assert (found.name, found.concept.concept_id) == ("zorvaxinib", "local:drug.zorvaxinib")


def test_a_mark_without_a_name_is_named_as_recognised_or_by_its_words() -> None:
    text = "先用维奈克拉，后用Zorvaxinib。"
    marks = (marked(text, "维奈克拉", "DRUG", ""), marked(text, "Zorvaxinib", "DRUG", ""))
    found = placed(text, *marks, known=[recognised(text, "维奈克拉", "DRUG", "venetoclax")])
    assert [(m.name, m.source) for m in found] == [("venetoclax", "given"), ("Zorvaxinib", "given")]


def test_raw_offsets_become_offsets_of_the_section() -> None:
    raw = "# 甲\n\n先用维奈\n克拉[3]，后用伊布替尼。"
    start = raw.index("先")
    text = MappedText.of(raw, start).sub(r"\n|\[3\]", "")
    marks = (marked(raw, "维奈\n克拉", "DRUG", "venetoclax"), marked(raw, "伊布替尼", "DRUG", "ibrutinib"))
    found = put_in((), section_of(text), Given(marks), lexicon.load())
    assert [(m.text, m.start) for m in found] == [("维奈克拉", 2), ("伊布替尼", 9)]
    assert [text.raw_span(m.start, m.end) for m in found] == [(mark.start, mark.end) for mark in marks]


def test_marks_before_behind_and_in_what_was_cut_out_are_left_out() -> None:
    raw = "维奈克拉。|伊布替尼[见BTK]。|FLT3突变。"
    text = MappedText.of(raw, raw.index("伊"), raw.rindex("|")).sub(r"\[.*\]", "")
    marks = (
        marked(raw, "维奈克拉", "DRUG", "venetoclax"),
        marked(raw, "伊布替尼", "DRUG", "ibrutinib"),
        marked(raw, "BTK", "GENE", "BTK"),
        marked(raw, "FLT3", "GENE", "FLT3"),
        GivenMention(len(raw) + 5, len(raw) + 9, "DRUG", "imatinib"),
    )
    assert [m.name for m in put_in((), section_of(text), Given(marks), lexicon.load())] == ["ibrutinib"]


def test_a_mark_over_the_sections_edge_keeps_what_lies_inside() -> None:
    raw = "前文 伊布替尼联合利妥昔单抗 后文"
    mark = marked(raw, "伊布替尼联合利妥昔单抗", "REGIMEN", "ibrutinib + rituximab")
    inside = MappedText.of(raw, raw.index("联合"), raw.index(" 后文"))
    (found,) = put_in((), section_of(inside), Given((mark,)), lexicon.load())
    assert (found.start, found.text) == (0, "联合利妥昔单抗")


def test_a_section_without_text_has_no_mentions() -> None:
    assert placed("", GivenMention(0, 4, "DRUG", "venetoclax")) == ()


@pytest.mark.parametrize(
    ("words", "value", "unit", "kind"),
    [
        ("36.7%", "36.7", "%", "percent"),
        ("14.2个月", "14.2", "mo", "duration"),
        ("8.5 months", "8.5", "mo", "duration"),
        ("13/16例", "13", "", "count"),
    ],
)
def test_a_figure_is_parsed_from_its_words(words: str, value: str, unit: str, kind: str) -> None:
    text = f"结果为{words}，如前所述。"
    (found,) = placed(text, marked(text, words, "VALUE", words))
    assert isinstance(found.detail, Measure) and found.concept is None and found.text == words
    assert (found.detail.value, found.detail.unit, found.detail.kind) == (value, unit, kind)


def test_a_figure_is_parsed_with_the_words_around_it() -> None:
    text = "死亡风险下降(HR=0.62,95%CI 0.45-0.83)。"
    (found,) = placed(text, marked(text, "0.62", "VALUE", "0.62"))
    assert isinstance(found.detail, Measure)
    assert (found.detail.statistic, found.detail.value) == ("hazard_ratio", "0.62")
    assert (found.detail.ci_low, found.detail.ci_high) == ("0.45", "0.83")


def test_a_figure_takes_the_recognised_parse_first() -> None:
    text = "结果为36.7%。"
    parse = Measure("percent", "36.7", "%", ci_low="30", ci_high="41")
    (found,) = placed(
        text, marked(text, "36.7%", "VALUE", "36.7%"), known=[recognised(text, "36.7%", "VALUE", "", detail=parse)]
    )
    assert found.detail == parse and found.source == "given"


def test_words_that_are_no_figure_are_left_out() -> None:
    text = "结果为良好。"
    assert placed(text, marked(text, "良好", "VALUE", "good")) == ()


def test_an_endpoint_is_read_from_its_words() -> None:
    text = "甲组的3年OS率更高，中位PFS更长，某指标不变。"
    words = (("3年OS率", "OS"), ("中位PFS", "PFS"), ("某指标", "ORR"))
    found = placed(text, *(marked(text, form, "METRIC", name) for form, name in words))
    assert [m.name for m in found] == ["OS", "PFS", "ORR"]
    assert [m.detail for m in found] == [Endpoint("OS", "rate", "3 y"), Endpoint("PFS", "median"), Endpoint("ORR")]


def test_an_endpoint_takes_landmark_and_statistic_of_the_recognised_one_and_the_given_code() -> None:
    text = "甲组的3年OS率更高。"
    known = recognised(text, "3年OS率", "METRIC", "OS", detail=Endpoint("OS", "rate", "3 y"))
    (found,) = placed(text, marked(text, "OS", "METRIC", "EFS"), known=[known])
    assert (found.text, found.detail) == ("OS", Endpoint("EFS", "rate", "3 y"))


@pytest.mark.parametrize(
    ("name", "gene"),
    [("FLT3 internal tandem duplication", "FLT3"), ("BCR::ABL1", "BCR;ABL1"), ("del(17p)", ""), ("+8", "")],
)
def test_genes_of_an_alteration_are_those_of_its_name(name: str, gene: str) -> None:
    text = "本例有该异常。"
    (found,) = placed(text, marked(text, "该异常", "ALTERATION", name))
    assert found.gene == gene


def test_genes_of_an_alteration_are_the_recognised_ones_where_the_name_is_the_same() -> None:
    text = "本例有该异常。"
    known = [recognised(text, "该异常", "ALTERATION", "del(17p)", gene="TP53")]
    assert [m.gene for m in placed(text, marked(text, "该异常", "ALTERATION", "del(17p)"), known=known)] == ["TP53"]
    assert [m.gene for m in placed(text, marked(text, "该异常", "ALTERATION", "NPM1 loss"), known=known)] == ["NPM1"]


def test_a_mark_replaces_what_was_recognised_on_its_words_and_the_rest_stays() -> None:
    text = "维奈克拉与伊布替尼抑制BTK。"
    known = [
        recognised(text, "维奈克拉", "DRUG", "imatinib"),
        recognised(text, "伊布替尼", "GENE", "BTK"),
        recognised(text, "BTK", "GENE", "BTK"),
    ]
    marks = (marked(text, "维奈", "DRUG", "venetoclax"), marked(text, "伊布替尼", "DRUG", "ibrutinib"))
    found = placed(text, *marks, known=known)
    # the longer mention of the same type and the other type on the same span go, what has no mark stays
    assert [(m.text, m.type, m.name, m.source) for m in found] == [
        ("维奈", "DRUG", "venetoclax", "given"),
        ("伊布替尼", "DRUG", "ibrutinib", "given"),
        ("BTK", "GENE", "BTK", "terms"),
    ]


def test_where_every_mention_is_marked_nothing_else_stays() -> None:
    text = "维奈克拉抑制BCL-2。伊布替尼抑制BTK。"
    words = (("维奈克拉", "DRUG", "venetoclax"), ("BCL-2", "GENE", "BCL2"), ("BTK", "GENE", "BTK"))
    known = [recognised(text, form, kind, name) for form, kind, name in words]  # type: ignore[arg-type]
    mark = marked(text, "伊布替尼", "DRUG", "ibrutinib")
    found = placed(text, mark, known=known, whole=((0, text.index("。") + 1),))
    assert [m.name for m in found] == ["ibrutinib", "BTK"]
    assert [m.name for m in placed(text, mark, known=known, whole=((0, len(text)),))] == ["ibrutinib"]


def test_a_list_form_stays_several_mentions_and_a_container_keeps_its_parts() -> None:
    text = "IDH1/2突变者用BCL-2抑制剂。"
    marks = (
        marked(text, "IDH1/2突变", "ALTERATION", "IDH1 mutation"),
        marked(text, "IDH1/2突变", "ALTERATION", "IDH2 mutation"),
        marked(text, "BCL-2抑制剂", "DRUG_CLASS", "BCL-2 inhibitor"),
        marked(text, "BCL-2", "GENE", "BCL2"),
    )
    found = placed(text, *marks)
    assert [m.name for m in found] == ["IDH1 mutation", "IDH2 mutation", "BCL-2 inhibitor"]
    assert [(p.name, p.source) for p in found[2].parts] == [("BCL2", "given")]


def test_the_extractor_without_given_mentions_is_as_ever() -> None:
    document = read_text("## 机制\n\n维奈克拉抑制BCL-2。")
    extractor = pipeline.load("rules")
    assert extractor.extract(document, given=None) == extractor.extract(document)
    assert extractor.extract(document, given=Given(())) == extractor.extract(document)


# --- a run --------------------------------------------------------------------------------------------------------

PAPER = (
    "# 三药随访记录\n\n## 机制\n\n维奈克拉抑制BCL-2。\n\n伊布替尼抑制BTK。\n\n"
    "Zorvaxinib inhibits FLT3 in the clinic.\n\n"
    "## 疗效\n\n在该研究中，维奈克拉的ORR为61.5%，中位PFS为14.2个月。\n"
)
MARKS = (
    ("维奈克拉", 0, "DRUG", "venetoclax"),
    ("BCL-2", 0, "GENE", "BCL2"),
    ("BTK", 0, "GENE", "BTK"),
    ("Zorvaxinib", 0, "DRUG", "zorvaxinib"),
    ("FLT3", 0, "GENE", "FLT3"),
    ("维奈克拉", 1, "DRUG", "venetoclax"),
    ("ORR", 0, "METRIC", "ORR"),
    ("61.5%", 0, "VALUE", "61.5%"),
)  # ibrutinib and the median PFS are left out


def standoff(scope: str, text: str = PAPER) -> str:
    lexical = lexicon.load()
    marks = []
    for words, nth, kind, name in MARKS:
        start = [found.start() for found in re.finditer(re.escape(words), PAPER)][nth]
        known = "" if kind == "VALUE" else lexical.concept(kind, name).concept_id  # type: ignore[arg-type]
        marks.append(Mark(start, start + len(words), kind, words, name, known))
    return brat.dumps(Annotation("a.md", digest(text.encode()), tuple(sorted(marks)), (), scope))


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "a.md").write_text(PAPER, encoding="utf-8", newline="")
    (tmp_path / "papers" / "a.ann").write_text(standoff("all"), encoding="utf-8")
    return tmp_path


def run(*arguments: str, mentions: str | None = "papers") -> Result:
    given = ["--mentions", mentions] if mentions else []
    return CliRunner().invoke(app, ["run", "papers", "--out", "out", "--no-server", *given, *arguments])


def table(name: str) -> pd.DataFrame:
    return pd.read_csv(Path("out", f"{name}.csv"), keep_default_na=False, dtype=str)


def targets() -> set[tuple[str, str]]:
    claims = table("drug_target")
    return set(zip(claims["subject"], claims["object"], strict=True))


def figures() -> set[tuple[str, ...]]:
    claims = table("trial_metric")
    return {tuple(row) for row in claims[["arm", "metric", "statistic", "value", "unit"]].itertuples(index=False)}


@pytest.mark.usefixtures("place")
def test_without_the_option_an_annotation_beside_the_text_is_nothing() -> None:
    assert run(mentions=None).exit_code == 0
    assert targets() == {("venetoclax", "BCL2"), ("ibrutinib", "BTK")}
    assert figures() == {("venetoclax", "ORR", "rate", "61.5", "%"), ("venetoclax", "PFS", "median", "14.2", "mo")}


@pytest.mark.usefixtures("place")
def test_claims_rest_on_the_given_mentions_alone() -> None:
    done = run()
    assert done.exit_code == 0, done.output
    assert targets() == {("venetoclax", "BCL2"), ("zorvaxinib", "FLT3")}
    assert figures() == {("venetoclax", "ORR", "rate", "61.5", "%")}
    found = table("mentions")
    assert [PAPER[int(row["start"]) : int(row["end"])] for _, row in found.iterrows()] == [words for words, *_ in MARKS]
    assert list(found["type"]) == [kind for *_, kind, _ in MARKS]
    assert list(found["name"]) == [name for *_, name in MARKS]
    assert "local:drug.zorvaxinib" in set(table("drug_target")["subject_id"])
    assert list(table("documents")["warnings"]) == [""]


def test_outside_the_scope_what_was_recognised_stays(place: Path) -> None:
    (place / "papers" / "a.ann").write_text(standoff("claims"), encoding="utf-8")
    assert run().exit_code == 0
    assert targets() == {("venetoclax", "BCL2"), ("ibrutinib", "BTK"), ("zorvaxinib", "FLT3")}
    first = PAPER.index("维奈克拉"), PAPER.index("BTK。") + 4
    (place / "papers" / "a.ann").write_text(standoff("-".join(map(str, first))), encoding="utf-8")
    assert run().exit_code == 0
    assert targets() == {("venetoclax", "BCL2"), ("zorvaxinib", "FLT3")}
    assert ("venetoclax", "PFS", "median", "14.2", "mo") in figures()


def test_the_manifest_names_the_folder_of_mentions(place: Path) -> None:
    run()
    assert '"mentions": "papers"' in (place / "out" / "run.json").read_text(encoding="utf-8")


def test_an_annotation_of_another_text_fails_its_file(place: Path) -> None:
    (place / "papers" / "a.ann").write_text(standoff("all", PAPER + "另一版。"), encoding="utf-8")
    done = run()
    assert done.exit_code == 1 and "Traceback" not in done.output
    assert done.stderr.splitlines() == [
        "a.md: the annotation is of another text (a.ann). Give the annotation of this file"
    ]
    assert list(table("documents")["status"]) == ["failed"] and targets() == set()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"T1\tDRUG eins zwei\tx\n", "line 1: "),
        (b"what is this\n", "it does not begin with T, N, R, E, A or #"),
        (b"T1\tDRUG 0 1\t\xff\n", "utf-8"),
        (b"T1\tDRUG 0 1\tx\n#1\tscope T1\t12-\n", "invalid literal"),
    ],
)
def test_an_annotation_that_cannot_be_read_fails_its_file(place: Path, content: bytes, told: str) -> None:
    (place / "papers" / "a.ann").write_bytes(content)
    done = run()
    assert done.exit_code == 1 and "Traceback" not in done.output and "unexpected" not in done.output
    (line,) = done.stderr.splitlines()
    assert line.startswith("a.md: the annotation cannot be read: ") and line.endswith("(a.ann)") and told in line


def test_a_paper_without_an_annotation_is_read_as_ever_and_says_so(place: Path) -> None:
    (place / "papers" / "b.md").write_text("# 另一篇\n\n伊布替尼抑制BTK。\n", encoding="utf-8")
    assert run().exit_code == 0
    assert targets() == {("venetoclax", "BCL2"), ("zorvaxinib", "FLT3"), ("ibrutinib", "BTK")}
    rows = table("documents").set_index("path")
    assert rows.loc["a.md", "warnings"] == ""
    assert rows.loc["b.md", "warnings"] == "no annotation b.ann, mentions are as recognised"


@pytest.mark.parametrize("folder", ["nowhere", "empty"])
def test_a_folder_without_any_annotation_is_wrong_usage(place: Path, folder: str) -> None:
    (place / "empty").mkdir()
    done = run(mentions=folder)
    assert done.exit_code == 2 and "Traceback" not in done.output
    assert done.stderr.startswith(f"litmine: {folder} holds no .ann file with the name of a paper; name a folder")
    assert not Path("out").exists()
