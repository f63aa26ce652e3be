"""Claims that are learned: candidates, both levels, thresholds, weights and their digest, and a miniature trained end to end."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

import pipeline
from pipeline import extractor, training
from pipeline.assembling.rows import paper_rows
from pipeline.cli import app
from pipeline.learning import claims, weights
from pipeline.learning.candidates import Arms, figures, pairs
from pipeline.learning.claims import Reader
from pipeline.learning.classifier import trained
from pipeline.learning.scenes import Scene
from pipeline.learning.signals import signals
from pipeline.learning.stated import Lesson, Stated
from pipeline.learning.veil import veiled
from pipeline.learning.verdicts import Platt, platt, verdicts
from pipeline.reading import read, read_text
from pipeline.records import Claim, Extraction
from pipeline.scoring.brat import dumps
from pipeline.scoring.rows import from_rows
from pipeline.training import Order, TrainingError
from pipeline.versions import Prefer, faults

ROOT = Path(__file__).resolve().parents[1]
RECIPE = extractor.MODELS / "hybrid" / "config.cfg"
SMALL = ("first", "second", "third")
DRUGS = ("伊马替尼", "维奈克拉", "伊布替尼", "吉瑞替尼", "奥希替尼", "芦可替尼")
GENES = ("ABL1", "BCL-2", "BTK", "FLT3", "EGFR", "JAK2")
CHANGES = ("T315I突变", "G101V突变", "C481S突变", "F691L突变", "C797S突变", "TP53突变")


def scene(text: str, claims: bool = True) -> Scene:
    """The first body section of a text as the learned stages see it."""
    found: tuple[Extraction, ...] = pipeline.load("rules").extract(read_text(text))
    one = next(e for e in found if e.section.kind in ("body", "table"))
    return Scene(one.section, one.sentences, one.mentions, one.claims if claims else ())


def _text(number: int) -> str:
    """A small paper: every drug with a target, a figure and a change, and pairs that are no claim."""
    lines = []
    for place, (drug, gene, change) in enumerate(zip(DRUGS, GENES, CHANGES, strict=True)):
        other = DRUGS[(place + number) % len(DRUGS)]
        lines.append(f"{drug}抑制{gene}。{other}与{gene}的表达均被测定。")
        lines.append(f"{drug}组的ORR为{40 + 3 * place + number}%,{other}组的中位PFS为{10 + place}个月。")
        lines.append(f"{change}对{drug}耐药。")
    return "# 综述\n\n## 结果\n\n" + "\n\n".join(lines) + "\n"


@pytest.fixture(scope="session")
def corpora(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A gold set of three small papers: what the rules say of them, with every sixth claim struck out."""
    root = tmp_path_factory.mktemp("mini") / "corpora"
    gold = root / "bilingual" / "gold"
    gold.mkdir(parents=True)
    for number, name in enumerate(SMALL, start=1):
        path = root / "bilingual" / f"{name}.md"
        path.write_text(_text(number), encoding="utf-8")
        document = read(path)
        rows = paper_rows(document, pipeline.load("rules").extract(document), "rules")
        said = from_rows(rows, document.raw, path.name, document.sha256)
        kept = tuple(one for place, one in enumerate(said.statements) if place % 6)
        (gold / f"{name}.ann").write_text(dumps(replace(said, statements=kept)), encoding="utf-8")
    splits = {"documents": {f"{name}.md": "train" for name in SMALL}}
    (root / "splits.json").write_text(json.dumps(splits), encoding="utf-8")
    return root


@pytest.fixture(scope="session")
def miniature(corpora: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folders of both versions, trained from the small gold set."""
    folder = tmp_path_factory.mktemp("models")
    for name in ("hybrid", "learned"):
        training.train(Order(extractor.MODELS / name / "config.cfg", folder / name, corpora, corpora / "none"))
    return folder


class TestCandidates:
    def test_every_agent_meets_every_target_of_its_sentence(self) -> None:
        found = pairs(scene("## 机制\n\n维奈克拉与伊布替尼分别抑制BCL-2和BTK。"), "drug_target")
        told = {(pair.subject.name, pair.object.name if pair.object else "") for pair in found}
        assert told == {(drug, gene) for drug in ("venetoclax", "ibrutinib") for gene in ("BCL2", "BTK")}

    def test_a_claim_of_the_rules_stands_with_its_pair(self) -> None:
        found = pairs(scene("## 机制\n\n维奈克拉抑制BCL-2。"), "drug_target")
        assert [[claim.predicate for claim in pair.claims] for pair in found] == [["inhibits"]]

    def test_the_sentence_before_names_the_agent(self) -> None:
        found = list(pairs(scene("## 机制\n\n伊布替尼已获批准。它抑制BTK。"), "drug_target"))
        assert [(pair.subject.name, pair.source) for pair in found] == [("ibrutinib", "before")]

    def test_an_alteration_may_have_no_therapy(self) -> None:
        found = list(pairs(scene("## 预后\n\nTP53突变患者预后不良。"), "mutation_response"))
        assert ("TP53 mutation", None, "none") in {(p.subject.name, p.object, p.source) for p in found}

    def test_arms_stand_in_the_sentence_before_it_or_nowhere(self) -> None:
        here = scene("## 结果\n\n患者接受维奈克拉治疗。对照组和阿扎胞苷组的ORR分别为20%和30%。")
        found = {arm.name: arm.sources for arm in Arms(here).of(here.sentences[-1])}
        assert found["azacitidine"] == ("own",) and found["control"] == ("own",)
        assert found["venetoclax"] == ("before 0",) and "" in found

    def test_figures_that_the_rules_pass_over_meet_every_endpoint(self) -> None:
        here = scene("## 结果\n\n维奈克拉组ORR为60%,CR率为30%。", claims=False)
        told = {(figure.metric.text, figure.value.text) for figure in figures(here)}
        assert {("ORR", "60%"), ("CR率", "60%"), ("ORR", "30%"), ("CR率", "30%")} == told


class TestClassifier:
    def test_weights_stay_the_same_through_json(self) -> None:
        model = trained([{"a"}, {"b"}, {"a", "c"}, {"b", "c"}] * 5, ["x", "y", "x", "z"] * 5, least=1)
        again = type(model).from_plain(json.loads(json.dumps(model.plain())))
        assert again.of({"a", "c"}) == model.of({"a", "c"}) and sum(model.of({"b"}).values()) == pytest.approx(1)

    def test_training_twice_gives_the_same_weights(self) -> None:
        told = [{"a", "b"}, {"b", "c"}, {"c"}] * 9, ["x", "", "x"] * 9
        assert trained(*told).plain() == trained(*told).plain()

    def test_calibration_brings_the_mean_to_the_share_that_is_right(self) -> None:
        chances, right = [0.6, 0.7, 0.8, 0.9] * 50, [False, True, True, True] * 50
        mended = platt(chances, right)
        assert sum(map(mended.of, chances)) / len(chances) == pytest.approx(0.75, abs=0.02)

    def test_calibration_never_turns_the_order_around(self) -> None:
        assert platt([0.9, 0.9, 0.1, 0.1], [False, False, True, True]).slope == 0.0

    def test_nothing_to_tell_apart_leaves_chances_as_they_are(self) -> None:
        assert platt([0.4, 0.6], [True, True]) == Platt(1.0, 0.0)


class TestLesson:
    def test_gold_of_another_sentence_makes_no_pair_stated(self) -> None:
        here = scene("## 机制\n\n维奈克拉抑制BCL-2。维奈克拉与BCL-2。")
        bounds = [{s.index: here.section.text.raw_span(s.start, s.end) for s in here.sentences}]
        first = next(s for s in here.sentences if s.paragraph >= 0)
        told = Stated("drug_target", ("venetoclax", "bcl2"), "inhibits", "affirmed", bounds[0][first.index][0] + 1)
        lesson = Lesson("a", [here], [told], bounds)
        assert [lesson.predicate(0, pair) for pair in pairs(here, "drug_target")] == ["inhibits", ""]

    def test_the_group_of_the_predicate_and_polarity_decide(self) -> None:
        here = scene("## 机制\n\n维奈克拉抑制BCL-2。")
        (claim,) = here.claims
        for predicate, polarity, right in (("binds", "affirmed", True), ("activates", "affirmed", False)):
            lesson = Lesson("a", [], [Stated("drug_target", ("venetoclax", "bcl2"), predicate, polarity, 0)], [])
            assert lesson.is_right(claim) is right


class TestVeil:
    def test_about_a_share_is_hidden_and_always_the_same(self) -> None:
        here = scene((ROOT / "corpora" / "bilingual" / "myeloma_news.md").read_text(encoding="utf-8"))
        left = veiled(here).claims
        assert 0.4 < len(left) / len(here.claims) < 0.9 and set(map(repr, left)) < set(map(repr, here.claims))
        assert veiled(here).claims == left

    def test_a_figure_is_hidden_with_all_its_arms(self) -> None:
        here = scene((ROOT / "corpora" / "bilingual" / "myeloma_news.md").read_text(encoding="utf-8"))
        kept, gone = ({_figure(c) for c in some if c.relation == "trial_metric"} for some in _parted_by_veil(here))
        assert kept and gone and not kept & gone


def _parted_by_veil(here: Scene) -> tuple[list[Claim], list[Claim]]:
    left = veiled(here, 0.5).claims
    return list(left), [claim for claim in here.claims if claim not in left]


def _figure(claim: Claim) -> tuple[object, ...]:
    return claim.sentence, claim.subject.start, claim.object.start if claim.object else None


class TestSignals:
    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("伊布替尼抑制BTK", [("抑制", "inhibits")]),
            ("Ibrutinib Inhibits BTK", [("Inhibits", "inhibits")]),
            ("disinhibits", []),
            ("并无敏感性", [("无", "not"), ("敏感性", "response")]),
        ],
    )
    def test_cue_words_say_what_they_may_mean(self, text: str, told: list[tuple[str, str]]) -> None:
        assert [(text[one.start : one.end], one.name) for one in signals(text)] == told


class TestShipped:
    @pytest.mark.parametrize("name", ["learned", "hybrid"])
    @pytest.mark.parametrize("prefer", [None, "precision", "recall"])
    def test_what_it_gives_holds(self, name: str, prefer: Prefer | None) -> None:
        document = read(ROOT / "corpora" / "bilingual" / "myeloma_news.md")
        found = extractor.load(name, prefer=prefer).extract(document)
        assert list(faults(found)) == [] and any(one.claims for one in found)

    @pytest.mark.parametrize("name", ["learned", "hybrid"])
    def test_operating_points_give_more_or_less(self, name: str) -> None:
        document = read(ROOT / "corpora" / "bilingual" / "myeloma_news.md")
        few, some, many = (
            len(extractor.load(name, prefer=prefer)(document)) for prefer in ("precision", None, "recall")
        )
        assert few <= some <= many and few < many

    def test_a_therapy_of_the_title_stands_where_the_alteration_does(self) -> None:
        text = "# 伊马替尼耐药\n\n## 机制\n\nT315I突变导致耐药。\n"
        found = extractor.load("learned", prefer="recall").extract(read_text(text))
        claims = [c for one in found for c in one.claims if c.relation == "mutation_response" and c.object]
        assert list(faults(found)) == [] and all(c.object.start < c.object.end for c in claims if c.object)

    def test_the_operating_point_is_asked_for_by_flag(self, tmp_path: Path) -> None:
        (tmp_path / "a.md").write_text("## 机制\n\n维奈克拉抑制BCL-2。\n", encoding="utf-8")
        out = tmp_path / "out"
        asked = ["run", str(tmp_path / "a.md"), "--out", str(out), "--extractor", "hybrid", "--no-server"]
        done = CliRunner().invoke(app, [*asked, "--prefer", "recall"])
        assert done.exit_code == 0, done.output
        assert json.loads((out / "run.json").read_text(encoding="utf-8"))["arguments"]["prefer"] == "recall"

    @pytest.mark.parametrize("name", ["rules", "learned", "hybrid"])
    def test_the_card_tells_what_a_reader_asks(self, name: str) -> None:
        card = (extractor.MODELS / name / "README.md").read_text(encoding="utf-8")
        headings = {line[3:] for line in card.splitlines() if line.startswith("## ")}
        assert {"Data", "Intended use", "Figures", "Failure modes", "Speed"} <= headings
        assert "**both**, 8 texts" in card


class TestMiniature:
    def test_both_versions_make_claims_of_their_own(self, miniature: Path) -> None:
        text = "## 结果\n\n伊马替尼抑制BCR::ABL1。尼洛替尼组的MMR率为44%。T315I突变对伊马替尼耐药。"
        for name in ("hybrid", "learned"):
            found = extractor.load(name, miniature)(read_text(text))
            assert found and all(0 <= claim.confidence <= 1 for claim in found)
        assert {claim.mechanism for claim in found} == {"learned"}

    def test_a_learned_figure_has_the_fields_of_the_rules_ones(self, miniature: Path) -> None:
        text = "## 结果\n\n尼洛替尼组的MMR率为44%,12个月OS率为97%。"
        ours = extractor.load("learned", miniature)(read_text(text))
        rules = pipeline.load("rules")(read_text(text))
        assert ours and {frozenset(c.fields) for c in ours} == {frozenset(c.fields) for c in rules}
        told = {(c.fields["arm"], c.fields["metric"], c.fields["value"], c.fields["unit"]) for c in ours}
        assert told <= {(c.fields["arm"], c.fields["metric"], c.fields["value"], c.fields["unit"]) for c in rules}

    def test_two_trainings_give_the_same_weights(self, miniature: Path, corpora: Path, tmp_path: Path) -> None:
        training.train(Order(RECIPE, tmp_path / "hybrid", corpora, corpora / "none"))
        assert (tmp_path / "hybrid" / claims.FILE).read_bytes() == (miniature / "hybrid" / claims.FILE).read_bytes()

    def test_meta_tells_of_what_it_was_trained(self, miniature: Path) -> None:
        meta = json.loads((miniature / "hybrid" / "meta.json").read_text(encoding="utf-8"))
        assert meta["name"] == "hybrid" and set(meta["weights"]) == {claims.FILE}
        told = meta["training"]
        assert len(told["texts"]) == len(SMALL) and told["figures"]["hybrid all F1"] > 0
        assert {"seed", "revision", "ended", "seconds", "lexicon", "cues"} <= set(told)

    def test_other_weights_than_those_measured_are_refused(self, miniature: Path, tmp_path: Path) -> None:
        folder = tmp_path / "hybrid"
        folder.mkdir()
        for name in ("meta.json", claims.FILE):
            (folder / name).write_bytes((miniature / "hybrid" / name).read_bytes())
        config = (miniature / "hybrid" / "config.cfg").read_text(encoding="utf-8")
        (folder / "config.cfg").write_text(config.replace(str(miniature / "hybrid"), str(folder)), encoding="utf-8")
        with (folder / claims.FILE).open("ab") as handle:
            handle.write(b" ")
        with pytest.raises(weights.WeightsError, match="make train"):
            extractor.load("hybrid", tmp_path)

    def test_thresholds_part_claims_from_candidates(self, miniature: Path) -> None:
        reader = claims.loads((miniature / "hybrid" / claims.FILE).read_bytes())
        here = scene("## 结果\n\n伊马替尼抑制BCR::ABL1。尼洛替尼组的MMR率为44%。")
        everything, nothing = (_at(reader, bar).hybrid(here, "balanced") for bar in (0.0, 1.0))
        assert len(everything[0]) >= len(here.claims) and not everything[1]
        assert not nothing[0] and {c.reason for c in nothing[1]} >= {"rule verb: probability below the threshold"}

    def test_rules_have_no_say_in_what_is_learned_alone(self, miniature: Path) -> None:
        reader = claims.loads((miniature / "hybrid" / claims.FILE).read_bytes())
        text = "## 结果\n\n伊马替尼抑制BCR::ABL1。尼洛替尼组的MMR率为44%。"
        assert reader.learned(scene(text), "balanced") == reader.learned(scene(text, False), "balanced")

    def test_every_claim_of_the_rules_is_judged_once(self, miniature: Path) -> None:
        reader = claims.loads((miniature / "hybrid" / claims.FILE).read_bytes())
        here = scene((ROOT / "corpora" / "bilingual" / "myeloma_news.md").read_text(encoding="utf-8"))
        judged = [one.claim for one in verdicts(here, reader.models) if one.kind == "rules"]
        assert sorted(map(repr, judged)) == sorted(map(repr, here.claims))


def _at(reader: Reader, bar: float) -> Reader:
    return replace(reader, bars={prefer: dict.fromkeys(bars, bar) for prefer, bars in reader.bars.items()})


class TestCommand:
    def test_train_writes_a_version_that_runs(self, corpora: Path, tmp_path: Path) -> None:
        out = tmp_path / "models" / "mine"
        asked = ["train", str(RECIPE), "--out", str(out), "--corpora", str(corpora), "--no-server"]
        done = CliRunner().invoke(app, [*asked, "--without", "third.md"])
        assert done.exit_code == 0, done.output
        assert "trained from 2 texts" in done.output
        meta = json.loads((out / "meta.json").read_text(encoding="utf-8"))
        assert set(meta["training"]["texts"]) == {"first.md", "second.md"}
        assert extractor.load("mine", out.parent).label == f"mine {meta['version']}"

    def test_no_test_text_is_learned_from(self, corpora: Path, tmp_path: Path) -> None:
        root = tmp_path / "corpora"
        shutil.copytree(corpora, root)
        splits = {"documents": {f"{name}.md": "test" for name in SMALL}}
        (root / "splits.json").write_text(json.dumps(splits), encoding="utf-8")
        with pytest.raises(TrainingError, match="0 annotated texts"):
            training.train(Order(RECIPE, tmp_path / "out", root, root))

    @pytest.mark.parametrize("recipe", ["nowhere/config.cfg", str(extractor.MODELS / "rules" / "config.cfg")])
    def test_what_cannot_be_trained_is_told_in_one_line(self, recipe: str, tmp_path: Path) -> None:
        done = CliRunner().invoke(app, ["train", recipe, "--out", str(tmp_path / "out"), "--no-server"])
        assert done.exit_code == 2 and "models/hybrid/config.cfg" in done.output and "Traceback" not in done.output
        assert not (tmp_path / "out").exists()
