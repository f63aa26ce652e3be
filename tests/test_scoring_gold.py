"""The gold set's machinery: places, names, brat, lint, tables, agreement, adjudication, and the set that ships."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from pipeline import lexicon
from pipeline.assembling import columns
from pipeline.cli import app
from pipeline.records import ENTITY_TYPES
from pipeline.scoring import adjudication, agreement, brat, datasheet, gold, lint, rows, texts, vocabulary, workbench
from pipeline.scoring.annotation import WORDS, Annotation, Mark, Statement, collected
from pipeline.scoring.compiling import compiled_from
from pipeline.scoring.naming import Names
from pipeline.scoring.passages import sentence_at

ROOT = Path(__file__).resolve().parents[1]
REVIEWS = ROOT.parent / "shared" / "reviews"
NAMES = Names(lexicon.load())

TEXT = (
    "# 慢病随访\n\n伊布替尼是一种BTK抑制剂[1]。它对C481S突变者无效，"
    "试验组与对照组的2年OS率分别为81.5%±3.2%和60%（P=0.02）[2]。\n\n"
    "在另一项开放标签的前瞻性研究中，与单药相比，联合组把缓解\n\n率提高了。BTK C481S mutation predicts poor outcome."
)
CLAIMS = [
    {
        "rel": "drug_target", "at": "伊布替尼是一种BTK抑制剂", "predicate": "inhibits", "citations": ["[1]"],
        "subject": {"text": "伊布替尼", "type": "DRUG", "name": "Ibrutinib"},
        "object": {"text": "BTK", "type": "GENE", "name": "BTK"},
    },
    {
        "rel": "mutation_response", "at": "它对C481S突变者无效", "predicate": "resistance", "setting": "clinical",
        "subject": {"text": "C481S突变", "type": "ALTERATION", "name": "BTK p.Cys481Ser"},
        "object": {"text": "伊布替尼", "type": "DRUG", "name": "ibrutinib"}, "object_at": "伊布替尼是一种BTK",
        "disease": "CLL",
    },
    {
        "rel": "trial_metric", "at": "试验组与对照组的2年", "trial": "[2]", "arm": "ibrutinib", "role": "experimental",
        "metric": "OS", "metric_text": "2年OS率", "statistic": "rate", "value": "81.5±3.2", "value_text": "81.5%±3.2%",
        "unit": "%", "timepoint": "2 y", "subgroup": "初治CLL患者", "citations": ["[2]"],
    },
    {
        "rel": "trial_metric", "at": "联合组把缓解", "arm": "rituximab + Ibrutinib", "role": "single", "metric": "ORR",
        "metric_text": "缓解率", "statistic": "direction", "value": "improved", "value_text": "提高",
    },
    {
        "rel": "mutation_response", "at": "BTK C481S mutation", "predicate": "worse_prognosis", "certainty": "hedged",
        "subject": {"text": "C481S mutation", "type": "ALTERATION", "name": "BTK p.Cys481Ser"},
        "object": {"text": "", "type": "", "name": "none"},
    },
]  # fmt: skip


def lines(items: list[dict[str, object]]) -> list[str]:
    return [json.dumps(item, ensure_ascii=False) for item in items]


@pytest.fixture
def annotation() -> Annotation:
    made, problems = compiled_from(lines(CLAIMS), TEXT, "a.md", texts.digest(TEXT.encode()), NAMES)
    assert problems == []
    return made


# --- places and names ---------------------------------------------------------------------------------------------


def test_every_mark_is_a_slice_of_the_text(annotation: Annotation) -> None:
    assert len(annotation.statements) == len(CLAIMS)
    for mark in [*annotation.mentions, *(m for s in annotation.statements for m in s.marks)]:
        assert TEXT[mark.start : mark.end] == mark.text


def test_a_mark_over_a_page_break_is_found_without_it(annotation: Annotation) -> None:
    (orr,) = (m for m in annotation.mentions if m.name == "ORR")
    assert orr.text == "缓解\n\n率"


def test_names_become_the_lexicons(annotation: Annotation) -> None:
    drug, _ = annotation.statements[0].marks
    assert drug.name == "ibrutinib" and not drug.concept_id.startswith("local:")
    (response,) = (s for s in annotation.statements if s.predicate == "resistance")
    assert response.fields["disease"] == "chronic lymphocytic leukemia"
    (direction,) = (s for s in annotation.statements if s.predicate == "direction")
    assert direction.fields["arm"] == "ibrutinib + rituximab"


def test_a_subgroup_loses_the_word_for_people(annotation: Annotation) -> None:
    assert {s.fields["subgroup"] for s in annotation.of("trial_metric")} == {"初治CLL", ""}


@pytest.mark.parametrize(
    ("kind", "name", "words", "expected"),
    [
        ("DRUG", "omacetaxine mepesuccinate", "", "homoharringtonine"),
        ("DRUG", "nothing known", "高三尖杉酯碱", "homoharringtonine"),
        ("DRUG", "nothing known", "无名药", "nothing known"),
        ("ALTERATION", "Bcl-2 overexpression", "", "BCL2 overexpression"),
        ("METRIC", "ORR", "", "ORR"),
        ("REGIMEN", "Venetoclax + azacitidine", "", "azacitidine + venetoclax"),
    ],
)
def test_canonical_names(kind: str, name: str, words: str, expected: str) -> None:
    assert NAMES.canonical(kind, name, words) == expected


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"at": "不在文中的话"}, "does not hold"),
        ({"subject": {"text": "泽布替尼", "type": "DRUG", "name": "zanubrutinib"}}, "does not stand near"),
        ({"at": None}, "does not hold"),
    ],
)
def test_what_cannot_be_placed_is_reported(change: dict[str, object], told: str) -> None:
    made, problems = compiled_from(lines([CLAIMS[0] | change]), TEXT, "a.md", "", NAMES)
    assert made.statements == ()
    assert [p.severe for p in problems] == [True] and told in problems[0].message


def test_a_missing_key_and_broken_json_are_reported() -> None:
    made, problems = compiled_from(['{"rel": "drug_target"}', "{"], TEXT, "a.md", "", NAMES)
    assert made.statements == () and [p.line for p in problems] == [1, 2]


def test_a_snippet_that_stands_twice_is_doubted() -> None:
    _, problems = compiled_from(lines([CLAIMS[0] | {"at": "BTK"}]), TEXT, "a.md", "", NAMES)
    assert [p.severe for p in problems] == [False] and "2 times" in problems[0].message


def test_equal_figures_go_to_the_metric_before_them() -> None:
    text = "甲组CR率为40%，乙组ORR为40%。"
    row = {"rel": "trial_metric", "at": "甲组CR率为", "role": "single", "statistic": "rate", "value": "40", "unit": "%"}
    both = [row | {"metric": "CR", "metric_text": "CR率", "value_text": "40%"}]
    both += [row | {"metric": "ORR", "metric_text": "ORR", "value_text": "40%"}]
    made, _ = compiled_from(lines(both), text, "a.md", "", NAMES)
    assert sorted(s.object.start for s in made.statements if s.object) == [text.index("40%"), text.rindex("40%")]


MARKED = "⟦伊布替尼⟧{DRUG|ibrutinib}是一种⟦⟦BTK⟧{GENE|BTK}抑制剂⟧{DRUG_CLASS|btk inhibitor}[1]。"


def sentence_line(text: str, **more: object) -> dict[str, object]:
    start = TEXT.index("伊布替尼是一种BTK抑制剂[1]。")
    return {"span": [start, start + len("伊布替尼是一种BTK抑制剂[1]。")], "marked": text, **more}


def test_a_marked_sentence_gives_its_mentions_and_the_scope() -> None:
    made, problems = compiled_from(lines([sentence_line(MARKED)]), TEXT, "a.md", "", NAMES)
    assert problems == []
    assert [(m.type, TEXT[m.start : m.end]) for m in made.mentions] == [
        ("DRUG", "伊布替尼"), ("DRUG_CLASS", "BTK抑制剂"), ("GENE", "BTK"),
    ]  # fmt: skip
    start, end = map(int, made.scope.split("-"))
    assert TEXT[start:end] == "伊布替尼是一种BTK抑制剂[1]。"


def test_a_sentence_without_mentions_is_in_the_scope_and_one_that_is_out_is_not() -> None:
    plain = "伊布替尼是一种BTK抑制剂[1]。"
    assert compiled_from(lines([sentence_line(plain)]), TEXT, "a.md", "", NAMES)[0].scope != "claims"
    assert compiled_from(lines([sentence_line(plain, out=True)]), TEXT, "a.md", "", NAMES)[0].scope == "claims"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("伊布替尼是一种⟦BTK⟧{GENE|BTK}抑制药[1]。", "is not what stands at"),
        ("⟦伊布替尼是一种BTK抑制剂[1]。", "not closed"),
        ("⟦伊布替尼⟧是一种BTK抑制剂[1]。", "not whole"),
    ],
)
def test_a_marked_sentence_that_is_not_the_texts_own_is_reported(text: str, told: str) -> None:
    made, problems = compiled_from(lines([sentence_line(text)]), TEXT, "a.md", "", NAMES)
    assert made.mentions == () and [told in p.message for p in problems] == [True]


@pytest.mark.parametrize(
    ("text", "inside", "expected"),
    [
        ("前一句。这一句话因为分页而被切成\n\n了两半，仍是一句。后一句。", "两半", "这一句话因为分页而被切成\n\n了两半，仍是一句。"),
        ("| 药物 | CR |\n| 甲 | 50% |\n", "50%", "| 甲 | 50% |"),
        ("It rose to 4.5 vs. 3.1 months. Next.", "3.1", "It rose to 4.5 vs. 3.1 months."),
        ("## 2.1 标题\n\n正文一句。", "标题", "## 2.1 标题"),
    ],
)  # fmt: skip
def test_sentences(text: str, inside: str, expected: str) -> None:
    start, end = sentence_at(text, text.index(inside))
    # a short line ends a sentence, a long open one does not
    assert text[start:end] == expected or text[start:end] in expected


# --- brat ---------------------------------------------------------------------------------------------------------


def test_brat_gives_back_what_it_was_given(annotation: Annotation) -> None:
    again = brat.loads(brat.dumps(annotation))
    assert brat.dumps(again) == brat.dumps(annotation)
    assert [replace(s, subject=None, object=None) for s in again.statements] == [
        replace(s, subject=None, object=None) for s in annotation.statements
    ]
    assert [(m.start, m.end, m.type, m.name, m.concept_id) for m in again.mentions] == [
        (m.start, m.end, m.type, m.name, m.concept_id) for m in annotation.mentions
    ]


def test_brat_lines_are_of_the_format(annotation: Annotation) -> None:
    text = brat.dumps(annotation)
    assert {line[0] for line in text.splitlines()} == set("TNREA#")
    assert all(line.count("\t") in (1, 2) for line in text.splitlines())
    assert "缓解  率" in text and "\r" not in text
    known = {line.split("\t")[0] for line in text.splitlines()}
    assert len(known) == len(text.splitlines())


WORD = st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=6)
MARKS = st.lists(
    st.builds(
        lambda start, words, kind, name: Mark(start, start + len(words), kind, words, name, f"local:{kind}"),
        st.integers(0, 999), WORD, st.sampled_from([t for t in ENTITY_TYPES if t != "VALUE"]), WORD,
    ),
    max_size=8,
)  # fmt: skip


@given(MARKS)
@settings(max_examples=40)
def test_any_marks_survive_brat(marks: list[Mark]) -> None:
    made = Annotation("文.txt", "0" * 64, collected(marks, ()), (), "all")
    again = brat.loads(brat.dumps(made))
    assert again == made


@pytest.mark.parametrize(
    "line",
    ["T1\tDRUG 0 2;4 6\tab cd", "X1\tDRUG 0 2\tab", "R1\tinhibits Arg1:T1 Arg2:T9", "T1\tDRUG a b\tab", "free text"],
)
def test_lines_that_cannot_be_read_are_named(line: str) -> None:
    with pytest.raises(brat.FormatError, match="line 1"):
        brat.loads(line + "\n")


@pytest.mark.parametrize("half", ["reviews", "bilingual"])
def test_the_configuration_that_ships_is_current(half: str) -> None:
    path = ROOT / "corpora" / half / "annotation.conf"
    assert path.read_text(encoding="utf-8") == brat.configuration()


# --- lint ---------------------------------------------------------------------------------------------------------


def kinds(annotation: Annotation, text: str = TEXT) -> list[str]:
    return sorted({finding.kind for finding in lint.faults(annotation, text, lexicon.load())})


def test_a_good_annotation_has_no_faults(annotation: Annotation) -> None:
    assert kinds(annotation) == []


def test_another_text_is_seen(annotation: Annotation) -> None:
    assert "offset" in kinds(annotation, "x" + TEXT)
    assert "offset" in kinds(annotation, TEXT[:20])


@pytest.mark.parametrize(
    ("relation", "change"),
    [
        ("trial_metric", {"value": "81.5%"}),
        ("trial_metric", {"value": "about 80"}),
        ("trial_metric", {"role": "winner"}),
        ("trial_metric", {"unit": "percent"}),
        ("trial_metric", {"timepoint": "two years"}),
        ("trial_metric", {"ci_low": "low"}),
        ("trial_metric", {"metric": ""}),
        ("trial_metric", {"statistic": "median"}),
    ],
)
def test_fields_out_of_the_schema_are_faults(annotation: Annotation, relation: str, change: dict[str, str]) -> None:
    one = next(s for s in annotation.statements if s.relation == relation and s.predicate == "rate")
    wrong = replace(one, fields={**one.fields, **change})
    assert kinds(replace(annotation, statements=(wrong,))) == ["schema"]


@pytest.mark.parametrize(
    "change",
    [
        {"predicate": "loves"}, {"polarity": "maybe"}, {"certainty": "sure"}, {"setting": "hospital"},
        {"citations": ("3",)}, {"object": None}, {"subject": None},
    ],
)  # fmt: skip
def test_claims_out_of_the_schema_are_faults(annotation: Annotation, change: dict[str, object]) -> None:
    wrong = replace(annotation.statements[0], **change)  # type: ignore[arg-type]
    assert kinds(replace(annotation, statements=(wrong,))) == ["schema"]


def test_overlaps_are_faults_except_in_containers() -> None:
    text = "BCL-2抑制剂维奈克拉"
    whole = Mark(
        0, 8, "DRUG_CLASS", "BCL-2抑制剂", "bcl-2 inhibitor", NAMES.concept_id("DRUG_CLASS", "bcl-2 inhibitor")
    )
    gene = Mark(0, 5, "GENE", "BCL-2", "BCL2", "hgnc:990")
    across = Mark(7, 10, "DRUG", "剂维奈", "x", "local:drug.x")
    assert kinds(Annotation("a", "", (whole, gene), ()), text) == []
    assert kinds(Annotation("a", "", (whole, gene, across), ()), text) == ["overlap"]
    assert kinds(Annotation("a", "", (gene, replace(gene, type="PATHWAY", concept_id="local:x")), ()), text) == [
        "overlap"
    ]


def test_a_wrong_concept_is_a_fault_and_an_unknown_name_is_listed() -> None:
    text = "BCL-2与新药"
    wrong = Annotation("a", "", (Mark(0, 5, "GENE", "BCL-2", "BCL2", "hgnc:1"),), ())
    assert kinds(wrong, text) == ["concept"]
    unknown = Annotation("a", "", (Mark(6, 8, "DRUG", "新药", "zzz-1", "local:drug.zzz-1"),), ())
    assert kinds(unknown, text) == [] and lint.unknown_names(unknown, lexicon.load()) == [("DRUG", "zzz-1")]


def test_the_same_claim_twice_is_a_fault(annotation: Annotation) -> None:
    twice = replace(annotation, statements=(annotation.statements[0],) * 2)
    assert kinds(twice) == ["double"]


# --- tables -------------------------------------------------------------------------------------------------------


def test_the_scorer_knows_the_contract_that_the_tables_are_written_by() -> None:
    for table, known in vocabulary.COLUMNS.items():
        assert tuple(columns.COLUMNS[table])[: len(known)] == known, "columns are only ever added at the end"


def test_tables_give_back_the_annotation(annotation: Annotation, tmp_path: Path) -> None:
    rows.write_tables(tmp_path, [rows.to_rows(annotation, TEXT)])
    again = rows.from_rows(rows.read_tables(tmp_path), TEXT, annotation.document, annotation.sha256)
    for tier in ("pair", "triple", "full"):
        tally = agreement.claims(annotation, again, tier)
        assert tally.f1 == 1.0 and tally.ours == len(CLAIMS)
    assert agreement.mentions(replace(annotation, scope="all"), again, "strict").f1 == 1.0
    assert len(agreement.matched(annotation, again, "full")) == len(CLAIMS)


def test_rows_quote_their_sentence(annotation: Annotation) -> None:
    row = rows.to_rows(annotation, TEXT)["drug_target"][0]
    assert row["evidence"] == "伊布替尼是一种BTK抑制剂[1]。" and row["subject"] == "ibrutinib"
    assert list(row) == list(vocabulary.COLUMNS["drug_target"])


def test_a_folder_without_claims_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        rows.read_tables(tmp_path)


# --- agreement ----------------------------------------------------------------------------------------------------

DRUG, GENE = Mark(0, 4, "DRUG", "维奈克拉", "venetoclax"), Mark(6, 11, "GENE", "BCL-2", "BCL2")
CLAIM = Statement("drug_target", "inhibits", DRUG, GENE, 0)


def of(*statements: Statement, marks: tuple[Mark, ...] = (), scope: str = "claims") -> Annotation:
    return Annotation("a.txt", "", collected(marks, statements), statements, scope)


def test_tiers_forgive_what_they_should() -> None:
    other = replace(CLAIM, predicate="binds", certainty="hedged")
    assert [agreement.claims(of(CLAIM), of(other), tier).f1 for tier in ("pair", "triple", "full")] == [1, 1, 0]
    negated = replace(CLAIM, polarity="negated")
    assert [agreement.claims(of(CLAIM), of(negated), tier).f1 for tier in ("pair", "triple")] == [1, 0]
    raised = replace(CLAIM, predicate="upregulates")
    assert agreement.claims(of(CLAIM), of(raised), "triple").f1 == 0


def test_figures_are_the_same_by_metric_statistic_value_and_arm() -> None:
    fields = {"metric": "OS", "statistic": "rate", "value": "60", "arm": "x", "unit": "%"}
    one = Statement("trial_metric", "rate", None, GENE, 0, fields)
    other = replace(one, fields={**fields, "arm": "y"})
    assert [agreement.claims(of(one), of(other), tier).f1 for tier in ("pair", "triple", "full")] == [1, 0, 0]


def test_partial_mentions_earn_half() -> None:
    one, other = of(marks=(DRUG, GENE), scope="all"), of(marks=(DRUG, replace(GENE, end=9)), scope="all")
    assert agreement.mentions(one, other, "strict").f1 == 0.5
    assert agreement.mentions(one, other, "partial").f1 == 0.75
    assert agreement.mentions(one, other, "strict", "GENE").f1 == 0.0


def test_only_sentences_that_both_marked_count() -> None:
    one, other = of(marks=(DRUG, GENE), scope="all"), of(marks=(DRUG,), scope="0-5")
    assert agreement.mentions(one, other, "strict") == agreement.Tally(1, 1, 1)


def test_qualifiers_are_compared_on_claims_of_both() -> None:
    found = agreement.paired([of(CLAIM)], [of(replace(CLAIM, setting="clinical", citations=("[1]",)))])
    assert found.qualifier("setting", "drug_target")[:2] == (1, 0.0)
    assert found.qualifier("certainty")[1:] == (1.0, 1.0)


def test_annotations_of_other_texts_are_not_compared() -> None:
    with pytest.raises(agreement.AgreementError, match="share no document"):
        agreement.paired([of(CLAIM)], [replace(of(CLAIM), document="b.txt")])
    with pytest.raises(agreement.AgreementError, match="SHA-256"):
        agreement.paired([of(CLAIM)], [replace(of(CLAIM), sha256="1")])


SPANS = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 6), st.sampled_from(["DRUG", "GENE"])), max_size=12)


def marked(spans: list[tuple[int, int, str]]) -> Annotation:
    return of(marks=tuple(Mark(s, s + n, k, "x" * n, "x") for s, n, k in spans), scope="all")


@given(SPANS, SPANS, st.randoms(use_true_random=False))
@settings(max_examples=60)
def test_matching_knows_no_order_and_no_side(
    one: list[tuple[int, int, str]], other: list[tuple[int, int, str]], chance: random.Random
) -> None:
    for scheme in ("strict", "partial"):
        first = agreement.mentions(marked(one), marked(other), scheme)
        shuffled = list(one)
        chance.shuffle(shuffled)
        assert agreement.mentions(marked(shuffled), marked(other), scheme) == first
        assert agreement.mentions(marked(other), marked(one), scheme).f1 == pytest.approx(first.f1)
        assert 0 <= first.f1 <= 1
    assert agreement.mentions(marked(one), marked(one), "partial").f1 == 1.0


def test_tables_are_written_as_markdown() -> None:
    told = agreement.markdown(agreement.tables(agreement.paired([of(CLAIM)], [of(CLAIM)])))
    assert "| `drug_target` | 1 | 1 | 1.00 | 1.00 | 1.00 |" in told


# --- adjudication -------------------------------------------------------------------------------------------------


def test_what_both_say_is_taken_and_the_rest_waits() -> None:
    extra = replace(CLAIM, object=replace(GENE, start=20, end=25, name="MCL1"), place=20)
    done = adjudication.built(of(CLAIM), of(CLAIM, extra), {})
    assert [s.origin for s in done.annotation.statements] == ["both"]
    assert [item.sides for item in done.undecided] == ["B"]


@pytest.mark.parametrize(("take", "count"), [("B", 2), ("none", 1)])
def test_a_decision_takes_or_drops(take: str, count: int) -> None:
    extra = replace(CLAIM, object=replace(GENE, start=20, end=25, name="MCL1"), place=20)
    (item,) = (d for d in adjudication.differences(of(CLAIM), of(CLAIM, extra)) if d.kind == "only")
    decisions = adjudication.decisions_from([json.dumps({"id": item.id, "take": take})])
    done = adjudication.built(of(CLAIM), of(CLAIM, extra), decisions)
    assert len(done.annotation.statements) == count and done.undecided == () and done.idle == ()


def test_a_decision_can_change_what_it_takes() -> None:
    other = replace(CLAIM, predicate="binds")
    (item,) = adjudication.differences(of(CLAIM), of(other))
    assert (item.kind, item.fields) == ("differs", ("predicate",))
    change = {"predicate": "targets", "object": "BCL2 family", "object_span": [6, 13], "citations": ["[2]"]}
    decisions = adjudication.decisions_from([json.dumps({"id": item.id, "take": "A", "set": change})])
    (made,) = adjudication.built(of(CLAIM), of(other), decisions).annotation.statements
    assert made.object == replace(GENE, end=13, name="BCL2 family")
    assert (made.predicate, made.citations, made.origin) == ("targets", ("[2]",), "A*")


def test_the_longer_mark_of_a_claim_of_both_is_taken() -> None:
    longer = replace(CLAIM, object=replace(GENE, end=13, text="BCL-2蛋白"))
    done = adjudication.built(of(CLAIM), of(longer), {})
    assert [m.end for m in done.annotation.mentions] == [4, 13] and done.undecided == ()


def test_decisions_that_meet_nothing_and_bad_ones_are_told() -> None:
    done = adjudication.built(of(CLAIM), of(CLAIM), adjudication.decisions_from(['{"id": "0", "take": "A"}']))
    assert done.idle == ("0",)
    with pytest.raises(ValueError, match="take"):
        adjudication.decisions_from(['{"id": "0", "take": "C"}'])


def test_mentions_of_one_only_need_a_decision() -> None:
    one, other = of(marks=(DRUG, GENE), scope="all"), of(marks=(DRUG,), scope="all")
    ((side, mark),) = adjudication.mention_differences(one, other)
    assert (side, mark) == ("A", GENE)
    waiting = adjudication.built(one, other, {})
    assert waiting.annotation.mentions == (DRUG,) and len(waiting.open_mentions) == 1
    kept = adjudication.built(one, other, {}, mention_decisions={adjudication.mention_id(GENE): "A"})
    assert kept.annotation.mentions == (DRUG, GENE)


def test_a_mention_that_the_two_name_differently_takes_the_side_decided() -> None:
    other_name = replace(GENE, name="BCL2 family")
    one, other = of(marks=(GENE,), scope="all"), of(marks=(other_name,), scope="all")
    assert agreement.paired([one], [other]).named("GENE") == 0.0
    made = adjudication.built(one, other, {}, mention_decisions={adjudication.mention_id(GENE): "B"})
    assert made.annotation.mentions == (other_name,) and made.open_mentions == ()
    (told,) = adjudication.listed_mentions(one, other, "维奈克拉抑制BCL-2")
    assert {"A", "B"} <= told.keys()


def test_claims_with_one_span_and_two_names_have_two_ids() -> None:
    second = replace(CLAIM, object=replace(GENE, name="BCL2L1"))
    found = adjudication.differences(of(CLAIM, second), of(CLAIM, second))
    assert len({item.id for item in found}) == 2 == len(found)


# --- files --------------------------------------------------------------------------------------------------------


def test_a_missing_text_and_a_changed_one_name_file_and_digest(tmp_path: Path) -> None:
    digest = texts.digest("原文".encode())
    with pytest.raises(texts.TextMissingError, match=rf"a\.txt.*{digest}"):
        texts.load("a.txt", digest, [tmp_path])
    (tmp_path / "a.txt").write_text("改过的文", encoding="utf-8")
    with pytest.raises(texts.TextChangedError, match=rf"a\.txt.*{texts.digest('改过的文'.encode())}.*{digest}"):
        texts.load("a.txt", digest, [tmp_path])


def test_a_text_is_read_as_delivered(tmp_path: Path) -> None:
    raw = "\ufeff行一\r\n行二"
    (tmp_path / "a.txt").write_bytes(raw.encode("utf-8"))
    assert texts.load("a.txt", "", [tmp_path]) == raw


@pytest.fixture
def corpora(tmp_path: Path) -> Path:
    """A gold set of one text, annotated by both, through the commands."""
    root = tmp_path / "corpora"
    (root / "bilingual").mkdir(parents=True)
    (root / "bilingual" / "a.md").write_text(TEXT, encoding="utf-8")
    (root / "splits.json").write_text('{"documents": {"a.md": "train"}}', encoding="utf-8")
    for side, claims in (("annotator_a", CLAIMS), ("annotator_b", CLAIMS[:-1])):
        (tmp_path / side).mkdir()
        (tmp_path / side / "a.jsonl").write_text("\n".join(lines(claims)), encoding="utf-8")
        source, out = tmp_path / side / "a.jsonl", root / "bilingual" / side
        done = run("gold", "compile", source, "--texts", root / "bilingual", "--out", out)
        assert "mentions" in done
    return root


def run(*words: object, code: int = 0) -> str:
    done = CliRunner().invoke(app, [str(word) for word in words])
    assert done.exit_code == code, done.output
    return done.output


def test_the_commands_make_gold(corpora: Path, tmp_path: Path) -> None:
    where = ("--half", "bilingual", "--corpora", corpora)
    (told,) = map(json.loads, run("gold", "differences", "a", *where).splitlines())
    assert told["kind"] == "only" and "A" in told and "predicts poor outcome" in told["sentence"]
    assert "worse_prognosis" in run("gold", "differences", "a", *where, "--md")
    decisions = tmp_path / "decisions.jsonl"
    decisions.write_text("", encoding="utf-8")
    assert "no decision" in run("gold", "adjudicate", "a", "--decisions", decisions, *where, code=1)
    decisions.write_text(json.dumps({"id": told["id"], "take": "A", "why": "stated"}), encoding="utf-8")
    assert f"{len(CLAIMS)} claims" in run("gold", "adjudicate", "a", "--decisions", decisions, *where)
    assert "0 faults" in run("gold", "check", "--corpora", corpora)
    drawn = run("gold", "sample", "--size", "3", "--corpora", corpora)
    assert len(drawn.splitlines()) == 3 and drawn == run("gold", "sample", "--size", "3", "--corpora", corpora)
    run("gold", "export", tmp_path / "brat", *where)
    assert {p.name for p in (tmp_path / "brat").iterdir()} == {"a.txt", "a.ann", "annotation.conf"}
    run("gold", "export", tmp_path / "tables", "--tables", *where)
    assert len(rows.read_tables(tmp_path / "tables")["trial_metric"]) == 2


def test_agree_compares_folders(corpora: Path) -> None:
    sides = (corpora / "bilingual" / "annotator_a", corpora / "bilingual" / "annotator_b")
    assert "| `mutation_response` | 2 | 1 | 0.67 | 0.67 | 0.67 |" in run("agree", *sides, "--md")
    assert "mutation_response" in run("agree", *sides)
    assert "holds no .ann file" in run("agree", corpora, sides[1], code=2)


def test_check_names_a_changed_text(corpora: Path) -> None:
    (corpora / "bilingual" / "a.md").write_text("另一篇", encoding="utf-8")
    told = run("gold", "check", "--corpora", corpora, code=2)
    assert "a.md" in told and texts.digest(TEXT.encode()) in told


def test_a_claim_that_neither_made_can_be_added(corpora: Path) -> None:
    half = gold.load(corpora, corpora).half("bilingual")
    built = workbench.build(half, "a.md", (), lines(CLAIMS[-1:]))
    assert [s.origin for s in built.annotation.statements].count("new") == 1


def test_refresh_brings_names_to_the_lexicon(corpora: Path) -> None:
    path = corpora / "bilingual" / "annotator_a" / "a.ann"
    good = path.read_bytes()
    path.write_bytes(good.replace(b"\tibrutinib", b"\tImbruvica"))
    assert path.read_bytes() != good
    assert "1 files changed" in run("gold", "refresh", "--corpora", corpora)
    assert path.read_bytes() == good
    assert "0 files changed" in run("gold", "refresh", "--corpora", corpora)


def test_a_decision_survives_a_renamed_concept() -> None:
    before = adjudication.differences(of(CLAIM), of())
    renamed = replace(CLAIM, object=replace(GENE, name="BCL2 gene"))
    assert [d.id for d in adjudication.differences(of(renamed), of())] == [d.id for d in before]


def test_a_fault_in_gold_fails_the_check(corpora: Path) -> None:
    half = gold.load(corpora, corpora).half("bilingual")
    (found,) = half.annotations("annotator_b")
    wrong = replace(found.statements[0], polarity="perhaps")
    workbench.write(half.folder("gold") / "a.ann", replace(found, statements=(wrong,)))
    assert "polarity is 'perhaps'" in run("gold", "check", "--corpora", corpora, code=1)


# --- the set that ships -------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def shipped() -> gold.GoldSet:
    return gold.load(ROOT / "corpora", REVIEWS)


def test_the_datasheet_tells_the_figures_of_the_files(shipped: gold.GoldSet) -> None:
    page = (ROOT / "corpora" / "README.md").read_text(encoding="utf-8")
    assert datasheet.written(page, datasheet.parts(shipped)) == page, "run `litmine gold check --write`"


def test_the_shipped_files_hold(shipped: gold.GoldSet) -> None:
    if not REVIEWS.is_dir():
        pytest.skip("the texts of the reviews are not here")
    assert gold.report(shipped).faults == ()


def test_the_adjudicated_reviews_are_what_the_decisions_make(shipped: gold.GoldSet, tmp_path: Path) -> None:
    if not REVIEWS.is_dir():
        pytest.skip("the texts of the reviews are not here")
    half = shipped.half("reviews")
    (tmp_path / "gold").mkdir()
    for side in ("annotator_a", "annotator_b"):
        (tmp_path / side).symlink_to(half.root / side)
    for found in half.annotations("gold"):
        decisions = half.root.parent / "decisions" / "reviews" / f"{found.document[:3]}.jsonl"
        made = workbench.build_from(replace(half, root=tmp_path), found.document, decisions, None)
        assert (made.undecided, made.idle) == ((), ())
        assert brat.dumps(made.annotation) == brat.dumps(found), found.document


def test_every_text_has_a_split(shipped: gold.GoldSet) -> None:
    assert set(shipped.splits.values()) <= set(gold.SPLITS)
    assert sorted(shipped.splits.values()).count("test") == 4
    assert {p.name for p in shipped.half("bilingual").documents()} <= set(shipped.splits)


def test_the_reviews_half_holds_no_sentence(shipped: gold.GoldSet) -> None:
    """Marks and short fields only: the texts are not ours to pass on."""
    longest = 60
    for side in gold.SIDES:
        for annotation in shipped.half("reviews").annotations(side):
            assert annotation.sha256 and annotation.document
            for told in [m.text for m in annotation.mentions] + [
                v for s in annotation.statements for v in s.fields.values()
            ]:
                assert len(told) <= longest, (side, annotation.document, told)
            assert all(m.text for s in annotation.statements for m in s.marks if m.type == WORDS)
