"""Drug–target claims on invented sentences, one construction each, in both languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.lexicon import Entry, Lexicon
from pipeline.records import Concept, Context
from pipeline.relating import drug_target
from tests.relating_marks import section_of, unmark


def _drug(name: str, *targets: str) -> Entry:
    return Entry(Concept(f"local:{name}", "DRUG", name), (), (), {}, {"target": targets})


LEXICON = Lexicon((_drug("zanubrutinib", "BTK"), _drug("rituximab", "MS4A1"), _drug("venetoclax", "BCL2")), "test")
BTKI = "[DRUG_CLASS:btk inhibitor|[GENE:BTK|BTK]抑制剂]"
BTK_EN = "[DRUG_CLASS:btk inhibitor|[GENE:BTK|BTK] inhibitor]"
ZANU = "[DRUG:zanubrutinib|泽布替尼]"
ACALA = "[DRUG:acalabrutinib|阿可替尼]"
RITUX = "[DRUG:rituximab|利妥昔单抗]"
VEN = "[DRUG:venetoclax|维奈克拉]"
OSI = "[DRUG:osimertinib|奥希替尼]"
BTK, EGFR, MCL, BAX = "[GENE:BTK|BTK]", "[GENE:EGFR|EGFR]", "[GENE:MCL1|MCL-1]", "[GENE:BAX|BAX]"

APPOSITIONS = [
    ("class then drug", f"{BTKI}{ZANU}已在国内上市。", "zanubrutinib inhibits BTK"),
    ("drug then bracket", f"{ZANU}({BTKI})和{VEN}口服给药。", "zanubrutinib inhibits BTK"),
    ("class then bracket", f"{BTKI}({ZANU}、{ACALA})耐受性好。",
     "zanubrutinib inhibits BTK; acalabrutinib inhibits BTK"),
    ("copula", f"{ZANU}是一种高选择性口服{BTKI}。", "zanubrutinib inhibits BTK"),
    ("represented", f"以{ZANU}为代表的新一代{BTKI}。", "zanubrutinib inhibits BTK"),
    ("such as", f"{BTKI}如{ZANU}和{ACALA}。", "zanubrutinib inhibits BTK; acalabrutinib inhibits BTK"),
    ("list before", f"{ZANU}、{ACALA}等{BTKI}陆续获批。", "zanubrutinib inhibits BTK; acalabrutinib inhibits BTK"),
    ("fronted", f"As a covalent {BTK_EN}, [DRUG:zanubrutinib|zanubrutinib] binds tightly.",
     "zanubrutinib inhibits BTK"),
    ("english class first", f"The {BTK_EN} [DRUG:zanubrutinib|zanubrutinib] was given.", "zanubrutinib inhibits BTK"),
    ("english comma", f"[DRUG:zanubrutinib|Zanubrutinib], an oral {BTK_EN}, was given.", "zanubrutinib inhibits BTK"),
    ("both", f"[DRUG:zanubrutinib|Zanubrutinib] and [DRUG:acalabrutinib|acalabrutinib], both {BTK_EN}s, differ.",
     "zanubrutinib inhibits BTK; acalabrutinib inhibits BTK"),
    ("antibody", f"[DRUG_CLASS:anti-cd20 antibody|抗[GENE:MS4A1|CD20]单抗]{RITUX}静脉滴注。",
     "rituximab targets MS4A1"),
    ("class not recognised", f"{ZANU}是{BTK}选择性抑制剂。", "zanubrutinib inhibits BTK"),
    ("its inhibitor", f"{MCL}是重要靶点,其抑制剂([DRUG:azd5991|AZD5991])已进入临床。", "azd5991 inhibits MCL1"),
    ("pronoun", f"{ZANU}口服吸收好。该药是新一代{BTKI}。", "zanubrutinib inhibits BTK"),
]  # fmt: skip

VERBS = [
    ("inhibits", f"{OSI}可不可逆地抑制{EGFR}。", "osimertinib inhibits EGFR"),
    ("list of targets", "[DRUG:dasatinib|达沙替尼]抑制[GENE:ABL1|ABL1]、[GENE:SRC|SRC]和[GENE:KIT|KIT]。",
     "dasatinib inhibits ABL1; dasatinib inhibits SRC; dasatinib inhibits KIT"),
    ("passive", f"{BTK}被{ZANU}抑制后信号中断。", "zanubrutinib inhibits BTK"),
    ("english passive", f"{BTK} is potently inhibited by [DRUG:zanubrutinib|zanubrutinib].",
     "zanubrutinib inhibits BTK"),
    ("toward", f"{ZANU}对{BTK}的选择性更高。", "zanubrutinib targets BTK"),
    ("toward inhibits", f"{ZANU}对{EGFR}的抑制作用较弱。", "zanubrutinib inhibits EGFR"),
    ("with … binds", "[DRUG:daratumumab|达雷妥尤单抗]与[GENE:CD38|CD38]结合后发挥作用。", "daratumumab binds CD38"),
    ("shared subject", f"{VEN}结合[GENE:BCL2|BCL-2]并激活{BAX}。", "venetoclax binds BCL2; venetoclax activates BAX"),
    ("through", f"{VEN}通过竞争性结合[GENE:BCL2|BCL-2]发挥作用。", "venetoclax binds BCL2"),
    ("lowered expression", f"[DRUG:selinexor|塞利尼索]可降低{MCL}的表达。", "selinexor downregulates MCL1"),
    ("english expression", f"[DRUG:selinexor|Selinexor] reduces the expression of {MCL}.",
     "selinexor downregulates MCL1"),
    ("degradation", "[DRUG:lenalidomide|来那度胺]促进[GENE:IKZF1|IKZF1]降解。", "lenalidomide degrades IKZF1"),
    ("english degradation", "[DRUG:lenalidomide|Lenalidomide] induces degradation of [GENE:IKZF1|IKZF1].",
     "lenalidomide degrades IKZF1"),
    ("restored expression", "[DRUG:azacitidine|阿扎胞苷]恢复[GENE:CDKN2A|CDKN2A]的表达。",
     "azacitidine upregulates CDKN2A"),
    ("relief", f"{VEN}可解除[GENE:BCL2|BCL-2]对{BAX}的抑制。", "venetoclax activates BAX"),
    ("later clause", f"{OSI}口服后迅速入脑,可有效抑制{EGFR}。", "osimertinib inhibits EGFR"),
    ("relative", "靶向[GENE:CD19|CD19]的[DRUG:blinatumomab|贝林妥欧单抗]已获批。", "blinatumomab targets CD19"),
    ("which", f"[DRUG:osimertinib|Osimertinib], which inhibits {EGFR}, was approved.", "osimertinib inhibits EGFR"),
    ("nominal", f"Inhibition of {EGFR} by [DRUG:osimertinib|osimertinib] was durable.", "osimertinib inhibits EGFR"),
    ("pronoun object", f"{OSI}结合{EGFR}并抑制其激酶活性。", "osimertinib binds EGFR; osimertinib inhibits EGFR"),
    ("mutant target", f"{OSI}靶向[ALTERATION:EGFR p.Thr790Met|[GENE:EGFR|EGFR] T790M]。", "osimertinib targets EGFR"),
    ("evident split", f"{RITUX}联合{VEN}可同时抑制[GENE:MS4A1|CD20]和[GENE:BCL2|BCL-2]。",
     "rituximab inhibits MS4A1; venetoclax inhibits BCL2"),
    ("joint effect", f"{RITUX}联合{VEN}下调{MCL}。", "rituximab + venetoclax downregulates MCL1"),
    ("respectively", f"{ZANU}和{OSI}分别抑制{BTK}和{EGFR}。", "zanubrutinib inhibits BTK; osimertinib inhibits EGFR"),
    ("spared target", f"{ZANU}不影响{EGFR}。", "zanubrutinib inhibits EGFR"),
    ("bracketed list", f"{VEN}可与抗凋亡蛋白([GENE:BCL2|BCL-2]、{MCL})结合。",
     "venetoclax binds BCL2; venetoclax binds MCL1"),
    ("affinity of two", f"点突变使{BTK}与{ZANU}的亲和力下降。", "zanubrutinib binds BTK"),
]  # fmt: skip

NOTHING = [
    ("class alone", f"{BTKI}疗效确切。"),
    ("gene on gene", f"[GENE:BCL2|BCL-2]结合{BAX}并抑制其活化。"),
    ("cells act", f"{VEN}治疗后,白血病细胞上调{MCL}。"),
    ("cells act, english", f"Leukemia cells treated with [DRUG:venetoclax|venetoclax] upregulate {MCL}."),
    ("alteration acts", "[ALTERATION:KRAS mutation|[GENE:KRAS|KRAS]突变]激活[PATHWAY:MAPK signaling|MAPK通路]。"),
    ("drug beside class", f"患者接受{VEN}联合{BTKI}治疗。"),
    ("list of therapies", f"{BTK_EN}s, [DRUG:venetoclax|venetoclax] and steroids were allowed."),
    ("resistance", f"{ZANU}耐药细胞高表达{MCL}。"),
    ("unknown subject", f"{ZANU}安全性好,而某新型分子可抑制{EGFR}。"),
    ("cells as object", f"{OSI}抑制{EGFR}阳性细胞增殖。"),
]


def claims(marked: str) -> list[str]:
    section, sentences, mentions = section_of(marked)
    found, _ = drug_target.find(section, sentences, mentions, Context(), LEXICON)
    return [f"{c.subject.name} {c.predicate} {c.object.name}" for c in found if c.object]


@pytest.mark.parametrize(
    ("marked", "expected"), [case[1:] for case in APPOSITIONS], ids=[case[0] for case in APPOSITIONS]
)
def test_membership_in_a_class_states_its_target(marked: str, expected: str) -> None:
    assert set(expected.split("; ")) <= set(claims(marked))


@pytest.mark.parametrize(("marked", "expected"), [case[1:] for case in VERBS], ids=[case[0] for case in VERBS])
def test_agent_of_a_verb_acts_on_its_object(marked: str, expected: str) -> None:
    assert sorted(claims(marked)) == sorted(expected.split("; "))


@pytest.mark.parametrize("marked", [case[1] for case in NOTHING], ids=[case[0] for case in NOTHING])
def test_no_claim_where_the_drug_is_not_the_agent(marked: str) -> None:
    assert claims(marked) == []


def test_cue_and_object_stand_where_the_text_says_so() -> None:
    marked = f"{BTKI}{ZANU}能下调{MCL}。"
    text, _ = unmark(marked)
    section, sentences, mentions = section_of(marked)
    found, _ = drug_target.find(section, sentences, mentions, Context(), LEXICON)
    told = {
        (c.predicate, text[c.cue.start : c.cue.end], text[c.object.start : c.object.end])
        for c in found
        if c.cue and c.object
    }
    assert told == {("inhibits", "抑制剂", "BTK"), ("downregulates", "下调", "MCL-1")}


def test_a_pair_turned_down_is_a_candidate_with_its_reason() -> None:
    section, sentences, mentions = section_of(f"{VEN}耐药与[GENE:BCL2|BCL-2]结合{BAX}的能力有关。")
    found, turned_down = drug_target.find(section, sentences, mentions, Context(), LEXICON)
    assert not found
    assert turned_down
    assert turned_down[0].reason


PIECES = st.sampled_from(
    [
        ZANU,
        BTKI,
        BTK,
        EGFR,
        "抑制",
        "靶向",
        "的",
        "对",
        "(",
        ")",
        "、",
        ",",
        "。",
        "和",
        "是一种",
        "其",
        "被",
        "细胞",
        "可",
    ]
)


@given(st.lists(PIECES, max_size=14))
def test_any_text_yields_claims_inside_it(pieces: list[str]) -> None:
    section, sentences, mentions = section_of("".join(pieces))
    found, _ = drug_target.find(section, sentences, mentions, Context(), LEXICON)
    size = len(section.text.text)
    for claim in found:
        assert claim.object is not None
        assert claim.cue is None or 0 <= claim.cue.start <= claim.cue.end <= size
        assert 0.0 < claim.confidence <= 1.0
        assert claim.subject.type in ("DRUG", "DRUG_CLASS", "REGIMEN")
