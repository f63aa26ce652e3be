"""Alterations in tagged sentences of both languages: `⟦surface⟧{name}`, several names of one span joined by `; `."""

from __future__ import annotations

import re
import time
from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import lexicon
from pipeline.recognising import alterations, overlaps
from pipeline.recognising.findings import concept_of
from pipeline.recognising.terms import TermFinder
from pipeline.records import Mention

_TAG = re.compile(r"⟦([^⟧]*)⟧\{([^}]*)\}")

PROTEIN_CHANGES = [
    "多见TP53、NOTCH1和BIRC3，⟦ATM⟧{ATM mutation}或⟦SF3B1突变⟧{SF3B1 mutation}者少见。",
    "⟦TP53⟧{TP53 mutation}, ⟦NPM1⟧{NPM1 mutation}, or ⟦IDH2 mutations⟧{IDH2 mutation} were found.",
    "耐药患者检出⟦BTK L528W⟧{BTK p.Leu528Trp}。",
    "⟦EZH2 p.Tyr641Asn⟧{EZH2 p.Tyr641Asn}对药物更敏感。",
    "在⟦BRAFV600E⟧{BRAF p.Val600Glu}细胞中无效。",
    "⟦SF3B1 K700E突变⟧{SF3B1 p.Lys700Glu}多见。",
    "该⟦KIT D816V/Y/H突变⟧{KIT p.Asp816Val; KIT p.Asp816Tyr; KIT p.Asp816His}少见。",
    "⟦MEN1 Met327Ile/Val⟧{MEN1 p.Met327Ile; MEN1 p.Met327Val}使药物失效。",
    "⟦NRAS Q61R⟧{NRAS p.Gln61Arg}、⟦G60E⟧{NRAS p.Gly60Glu}均激活通路。",
    "⟦PIM1蛋白的第120位丝氨酸突变为苏氨酸⟧{PIM1 p.Ser120Thr}后失去亲和力。",
    "⟦ROS1中2032位甘氨酸→精氨酸⟧{ROS1 p.Gly2032Arg}引起耐药。",
    "A ⟦glycine-to-arginine substitution at position 1202⟧{ALK p.Gly1202Arg} in ALK was found.",
    "The ⟦CRBN p.W386* variant⟧{CRBN p.Trp386Ter} abolished binding.",
    "⟦WT1 p.R380fs⟧{WT1 p.Arg380fs} was detected.",
    "含⟦KIT D816V复合突变⟧{KIT p.Asp816Val compound mutation}者少见。",
    "⟦KIT p.W557_K558del⟧{KIT p.Trp557_Lys558del}见于初诊。",
    "the ⟦N642H mutation⟧{STAT5B p.Asn642His} of a kinase",
    "⟦NT5C2 c.1100G>A⟧{NT5C2 c.1100G>A}为激活性变化。",
    "⟦ROS1 D2033N⟧{ROS1 p.Asp2033Asn}耐药,⟦S1986Y⟧{ROS1 p.Ser1986Tyr}则对二者均耐药。",
    "⟦RET V804L⟧{RET p.Val804Leu} was resistant, but ⟦Y806H⟧{RET p.Tyr806His} abolished binding.",
    "menin抑制剂与KMT2A有关,⟦T349K突变⟧{MEN1 p.Thr349Lys}降低结合。",
    "PLZF与PML不同,⟦PML B2区的A220V⟧{PML p.Ala220Val}少见。",
    "MAP2K1(⟦F53L⟧{MAP2K1 p.Phe53Leu}、⟦P124S⟧{MAP2K1 p.Pro124Ser})突变激活通路。",
    "在⟦BCR::ABL1融合⟧{BCR::ABL1}激酶中,⟦F317L突变⟧{ABL1 p.Phe317Leu}降低敏感性。",
]
DOMAINS = [
    "⟦FLT3-ITD突变⟧{FLT3-ITD}的患者复发早。",
    "⟦FLT3/ITD⟧{FLT3-ITD}与⟦NPM1突变⟧{NPM1 mutation}并存。",
    "⟦FLT3 internal tandem duplication⟧{FLT3-ITD} was retained.",
    "合并⟦RET 11号外显子缺失⟧{RET exon 11 deletion}者预后差。",
    "⟦KIT exon 13 mutations⟧{KIT exon 13 mutation} respond.",
]
SPECIMENS = [
    "⟦NRAS⟧{NRAS mutation}、⟦PTPN11⟧{PTPN11 mutation}等受体激酶通路突变者耐药。",
    "⟦SRSF2⟧{SRSF2 mutation}等⟦剪接因子突变⟧{splicing factor mutation}多见。",
    "出现⟦RAS通路突变⟧{RAS pathway mutation}(36%),以⟦NRAS⟧{NRAS mutation}最多,其次为⟦KRAS⟧{KRAS mutation}。",
    "⟦RAS pathway lesions⟧{RAS pathway mutation} (⟦NRAS⟧{NRAS mutation}, ⟦KRAS⟧{KRAS mutation}) were frequent.",
    "⟦Splicing factor mutations⟧{splicing factor mutation} such as ⟦SRSF2⟧{SRSF2 mutation} matter.",
    "⟦NRAS⟧{NRAS mutation} and other ⟦RAS pathway mutations⟧{RAS pathway mutation} recur.",
    "对⟦KIT 17号外显子多数突变⟧{KIT exon 17 mutation}有效。",
    "多见⟦KIT继发突变⟧{KIT mutation}。",
]
CHROMOSOMES = [
    "伴⟦del(20q)⟧{del(20q)}或⟦t(6;9)(p23;q34)⟧{t(6;9)}者。",
    "⟦i(17q)⟧{i(17q)} and ⟦inv(3)⟧{inv(3)} were adverse.",
    "治疗前共12例,血红蛋白-7 g/L。",
    "升高+8例。",
]
FUSIONS = [
    "⟦TPM3::NTRK1阳性⟧{TPM3::NTRK1}的肿瘤缩小。",
    "⟦ETV6-NTRK3融合⟧{ETV6::NTRK3}少见。",
    "⟦DEK-NUP214⟧{DEK::NUP214}白血病侵袭性强。",
    "⟦PCM1-JAK2 fusion⟧{PCM1::JAK2} responded to ruxolitinib.",
    "CXCL12-CXCR4轴介导归巢,PD-1/PD-L1结合受阻。",
    "⟦NUP98重排⟧{NUP98 rearrangement}者对menin抑制剂敏感。",
    "⟦ALK-rearranged⟧{ALK rearrangement} tumours",
]
STATES = [
    "⟦SETD2突变⟧{SETD2 mutation}降低应答。",
    "携带⟦SMC3⟧{SMC3 mutation}、⟦RAD21⟧{RAD21 mutation}和⟦STAG2突变⟧{STAG2 mutation}的患者。",
    "⟦IDH1/2突变⟧{IDH1 mutation; IDH2 mutation}提示获益。",
    "RAS家族(⟦NRAS⟧{NRAS mutation}/⟦KRAS⟧{KRAS mutation})突变导致逃逸。",
    "⟦mutations in ZRSR2⟧{ZRSR2 mutation}",
    "⟦BAX缺失⟧{BAX loss}介导耐药。",
    "⟦RAD51C回复突变⟧{RAD51C reversion mutation}恢复修复。",
    "⟦BRCA2 reversion mutations⟧{BRCA2 reversion mutation} restore repair.",
    "⟦BRAF剪接变异⟧{BRAF splice variant}与⟦AR splice variants⟧{AR splice variant}。",
    "⟦CD22外显子2~4的移码或错义突变⟧{CD22 mutation}使抗原丢失。",
    "⟦CD22双等位基因缺失或胞外域突变⟧{CD22 loss; CD22 mutation}少见。",
    "⟦loss of BAK1⟧{BAK1 loss} or ⟦PMAIP1⟧{PMAIP1 loss} blunted killing.",
    "⟦BAX的失活或突变⟧{BAX inactivation; BAX mutation}均可见。",
    "⟦BIM敲除⟧{BCL2L11 silencing}后细胞存活。",
    "⟦knockdown of DHODH⟧{DHODH silencing} restored sensitivity.",
    "⟦CDKN1C启动子高甲基化介导的沉默⟧{CDKN1C silencing}常见。",
    "⟦BCL-XL高表达⟧{BCL2L1 overexpression}与耐药相关。",
    "⟦BFL-1的代偿性上调⟧{BCL2A1 overexpression}。",
    "⟦high ABCB1 expression⟧{ABCB1 overexpression} predicted failure.",
    "⟦NOXA表达降低⟧{PMAIP1 underexpression}。",
    "⟦upregulation of AXL⟧{AXL overexpression} and ⟦FGF2⟧{FGF2 overexpression}",
    "⟦CCND2扩增⟧{CCND2 amplification}少见。",
    "⟦CXCR4野生型⟧{CXCR4 wild-type}者。",
    "⟦wild-type STAG2⟧{STAG2 wild-type}",
    "CD20阳性、CD5阴性的细胞。",
    "⟦CD19阴性⟧{CD19 loss}的细胞与⟦GPRC5D-negative⟧{GPRC5D loss} clones。",
    "⟦MET蛋白不表达⟧{MET underexpression}者,⟦MYC持续表达⟧{MYC expression}。",
    "高危突变(⟦ASXL1⟧{ASXL1 mutation}、⟦EZH2⟧{EZH2 mutation})",
    "high-risk mutations (⟦ASXL1⟧{ASXL1 mutation}, ⟦SRSF2⟧{SRSF2 mutation})",
    "sequenced genes (ASXL1, SRSF2)",
    "⟦LMO2表达⟧{LMO2 expression}可预测疗效。",
    "⟦XPO1 overexpression⟧{XPO1 overexpression} was common.",
    "⟦不携带SRSF2突变⟧{SRSF2 wild-type}的患者。",
    "⟦DDX41-mutated⟧{DDX41 mutation} disease",
    "BCL-2依赖的细胞被抑制剂清除,抑制MCL-1有效。",
    "MAPK通路激活与NF-κB通路活化并存。",
    "ATM突变率为12%。",
]
LOOKALIKES = [
    "K562、U937、T47D、HL-60、MV4-11和H929细胞。",
    "S63845与A1155463均为工具化合物。",
    "H3K27me3沉积于启动子,T2A连接两个开放阅读框。",
    "CD38和CD20为表面抗原,分级为G3。",
    "住院号A1234B的病例。",
]
CASES = [*PROTEIN_CHANGES, *DOMAINS, *SPECIMENS, *CHROMOSOMES, *FUSIONS, *STATES, *LOOKALIKES]


@lru_cache(maxsize=1)
def _finder() -> TermFinder:
    return TermFinder(lexicon.load())


def _found(text: str) -> list[Mention]:
    return alterations.find(text, _finder().find(text), lexicon.load())


def _settled(text: str) -> list[Mention]:
    terms = _finder().find(text)
    every = overlaps.settle([*terms, *alterations.find(text, terms, lexicon.load())])
    return [mention for mention in every if mention.type == "ALTERATION"]


def _untagged(tagged: str) -> tuple[str, set[tuple[str, str]]]:
    wanted = {(m.group(1), name) for m in _TAG.finditer(tagged) for name in m.group(2).split("; ")}
    return _TAG.sub(r"\1", tagged), wanted


def _canonical(name: str) -> str:
    return concept_of(name, lexicon.load()).name


@pytest.mark.parametrize("tagged", CASES)
def test_tagged_sentence(tagged: str) -> None:
    text, wanted = _untagged(tagged)
    assert {(m.text, m.name) for m in _settled(text)} == {(surface, _canonical(name)) for surface, name in wanted}


def test_most_cases_are_tagged() -> None:
    untagged = [case for case in CASES if "⟦" not in case]
    assert len(untagged) < len(CASES) / 4


def test_second_form_in_brackets_is_a_mention_of_the_same_concept() -> None:
    found = [(m.text, m.name) for m in _settled("EZH2 Ala677Gly(A677G)突变")]
    assert found == [("EZH2 Ala677Gly", "EZH2 p.Ala677Gly"), ("A677G", "EZH2 p.Ala677Gly")]


@pytest.mark.parametrize(
    ("text", "genes"),
    [("TPM3::NTRK1阳性", "TPM3;NTRK1"), ("SETD2突变", "SETD2"), ("BTK E513G", "BTK")],
)
def test_gene_names_what_is_changed(text: str, genes: str) -> None:
    assert [m.gene for m in _found(text)] == [genes]


@pytest.mark.parametrize("text", ["该药可上调NOXA表达", "selinexor downregulates MYC"])
def test_verb_with_a_drug_is_left_to_relations(text: str) -> None:
    found = _found(text)
    assert [(m.score, m.reason) for m in found] == [(0.4, "verb form")]


def test_verb_of_cells_counts_more() -> None:
    assert [m.score for m in _found("耐药细胞通过上调BCL-XL存活")] == [0.75]


@pytest.mark.parametrize("text", ["被转录因子YY1上调", "TNF可下调内皮细胞中的配体", "抑制MCL-1表达增强维奈克拉疗效"])
def test_object_or_agent_of_a_change_is_no_state(text: str) -> None:
    assert all(m.score < 0.5 for m in _found(text))


def test_gene_far_before_is_less_certain_than_one_at_hand() -> None:
    near, far = _found("CSF1R p.Gly747Ala"), _found("CSF1R是受体。本例检出p.Gly747Ala")
    assert near[0].name == far[-1].name == "CSF1R p.Gly747Ala"
    assert far[-1].score < near[0].score


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "TP53",
                "FLT3-ITD",
                "突变",
                "、",
                "(",
                ")",
                "和",
                "G101V",
                "上调",
                " ",
                "del(17p)",
                "/",
                "BCL-2",
                ",",
                "-7",
            ]
        )
    )
)
def test_spans_are_true_to_the_text(parts: list[str]) -> None:
    text = "".join(parts)
    for mention in _found(text):
        assert mention.text == text[mention.start : mention.end] != ""
        assert mention.type == "ALTERATION" and mention.source == "alterations" and mention.concept is not None


@pytest.mark.parametrize(
    "text", ["(" * 20000, "TP53、" * 4000, "上调" * 10000, "p." * 10000, "A1" * 10000, "-7/" * 8000]
)
def test_hostile_repetition_takes_no_time(text: str) -> None:
    start = time.process_time()
    assert len(_found(text)) <= len(text)
    assert time.process_time() - start < 5


@pytest.mark.parametrize("text", ["SETD2\n突变", "SETD2\t缺失", "上调\nAXL"])
def test_rows_and_cells_are_not_joined(text: str) -> None:
    assert _found(text) == []


def test_a_change_named_once_keeps_its_gene() -> None:
    found = _found("CSF1R p.Gly747Ala见于初诊。后来Gly747Ala克隆扩大。")
    assert [m.name for m in found] == ["CSF1R p.Gly747Ala", "CSF1R p.Gly747Ala"]


def test_partner_unknown_to_the_lexicon_makes_a_fusion() -> None:
    assert [(m.text, m.name) for m in _found("the QQZ7X-NTRK2 fusion responded")] == [
        ("QQZ7X-NTRK2 fusion", "QQZ7X::NTRK2")
    ]


def test_a_gene_that_the_paper_defines_is_altered_in_a_list() -> None:
    text = "BTK或PLCG2突变者"
    terms = _finder().find(text)
    gene = next(term for term in terms if term.text == "BTK")
    defined = Mention(0, 3, "GENE", "BTK", gene.concept, 1.0, "the paper defines BTK", "glossary")
    every = overlaps.settle([defined, *terms, *alterations.find(text, terms, lexicon.load())])
    assert [m.name for m in every if m.start == 0] == ["BTK mutation"]
