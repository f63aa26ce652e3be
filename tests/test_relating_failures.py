"""What is found in those whose treatment failed, on invented sentences in both languages."""

from __future__ import annotations

from functools import cache

import pytest

from pipeline.lexicon import Lexicon, load
from pipeline.records import Context
from pipeline.relating import mutation_response
from tests.relating_marks import section_of

IBRU, PIRTO = "[DRUG:ibrutinib|伊布替尼]", "[DRUG:pirtobrutinib|吡托布替尼]"
IBRU_EN, PIRTO_EN = "[DRUG:ibrutinib|ibrutinib]", "[DRUG:pirtobrutinib|pirtobrutinib]"
BTK = "[ALTERATION:BTK mutation|[GENE:BTK|BTK]突变]"
BTK_EN = "[ALTERATION:BTK mutation|[GENE:BTK|BTK] mutations]"
C481S = "[ALTERATION:BTK p.Cys481Ser|[GENE:BTK|C481S]]"
T474I = "[ALTERATION:BTK p.Thr474Ile|[GENE:BTK|T474I]]"
TP53 = "[ALTERATION:TP53 mutation|[GENE:TP53|TP53]突变]"
R132H = "[ALTERATION:IDH1 p.Arg132His|[GENE:IDH1|IDH1] R132H]"
GILT, AZA = "[DRUG:gilteritinib|吉瑞替尼]", "[DRUG:azacitidine|阿扎胞苷]"
LISTED = "BTK mutation resistance ibrutinib; BTK p.Cys481Ser resistance ibrutinib; BTK p.Thr474Ile resistance ibrutinib"

CASES = [
    ("list behind the finding", f"{IBRU}治疗后复发的9例患者中,全部检出{BTK},涉及{C481S}及{T474I}。", LISTED),
    ("list behind a colon", f"{IBRU}进展者中7例携带{BTK}:{C481S} 5例,{T474I} 2例。", LISTED),
    (
        "english list",
        f"In samples taken at progression on {IBRU_EN}, {BTK_EN} were detected, namely {C481S} and {T474I}.",
        LISTED,
    ),
    ("the latter, mostly", f"{IBRU}已获批。50例进展患者中,{BTK}占八成,后者以{C481S}、{T474I}为常见。", LISTED),
    ("rare ones too", f"{IBRU}进展者中{BTK}占八成,{TP53}偶见。",
     "BTK mutation resistance ibrutinib; TP53 mutation resistance ibrutinib"),
    ("domain without its gene", "[DRUG:gilteritinib|吉瑞替尼]治疗后复发者中检出激酶区突变,包括[ALTERATION:FLT3 "
     "p.Phe691Leu|[GENE:FLT3|F691L]]。",
     "FLT3-TKD resistance gilteritinib; FLT3 p.Phe691Leu resistance gilteritinib"),
    ("drug of a later clause", f"{IBRU}可选;{C481S}见于进展后标本,但{TP53}也致{PIRTO}耐药。",
     "BTK p.Cys481Ser resistance ibrutinib; TP53 mutation resistance pirtobrutinib"),
    ("ranked among the resistant", f"{IBRU}耐药者中{C481S}最常见,其次为{T474I}。",
     "BTK p.Cys481Ser resistance ibrutinib; BTK p.Thr474Ile resistance ibrutinib"),
    ("english ranked", f"Among those who progressed on {IBRU_EN}, {C481S} was the commonest; {T474I} came second.",
     "BTK p.Cys481Ser resistance ibrutinib; BTK p.Thr474Ile resistance ibrutinib"),
    ("example in a bracket", f"{BTK}(如{C481S})多见于{IBRU}进展标本。",
     "BTK mutation resistance ibrutinib; BTK p.Cys481Ser resistance ibrutinib"),
    ("drug named before", f"{PIRTO}缓解率较高,但30例进展者中21例新获{BTK}。", "BTK mutation resistance pirtobrutinib"),
    ("english drug named before", f"{PIRTO_EN} was approved. Of 30 patients who progressed, 21 carried {T474I}.",
     "BTK p.Thr474Ile resistance pirtobrutinib"),
    ("given together, with doses", f"予{GILT}120 mg/d,加{AZA}75 mg/m2;5个月后疾病进展,复查新出现{TP53}。",
     "TP53 mutation resistance azacitidine + gilteritinib"),
    ("carriers are failures", f"{C481S}者则系{IBRU}失败。", "BTK p.Cys481Ser resistance ibrutinib"),
    ("came up during", f"3例{C481S}均为{IBRU}治疗中出现。", "BTK p.Cys481Ser resistance ibrutinib"),
    ("english carriers are failures", f"Both {C481S} cases arose on {IBRU_EN}; the {T474I} patient was a "
     f"{PIRTO_EN} failure.",
     "BTK p.Cys481Ser resistance ibrutinib; BTK p.Thr474Ile resistance pirtobrutinib"),
    ("found in those given it", f"{PIRTO}已获批。在接受该药的患者中鉴定出{T474I}。",
     "BTK p.Thr474Ile resistance pirtobrutinib"),
    ("english found in those given it", f"The authors identified {T474I} in patients receiving {PIRTO_EN}.",
     "BTK p.Thr474Ile resistance pirtobrutinib"),
    ("what the drug is given for", f"[DRUG:ivosidenib|艾伏尼布]已获批。在接受该药的患者中检出{R132H}。", ""),
    ("no target of the drug", f"{PIRTO}已获批。在接受该药的患者中检出{TP53}。", ""),
    ("found before", f"{IBRU}已获批。基线时进展患者中检出{BTK}。", ""),
    ("drugs compared", f"{IBRU}与{GILT}均已获批;进展者检出{TP53}。", ""),
    ("free of progression", f"{IBRU_EN} prolonged progression-free survival in patients who carried {BTK_EN}.", ""),
]  # fmt: skip


@cache
def lexicon() -> Lexicon:
    return load()


@pytest.mark.parametrize(("marked", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_what_failing_treatment_selects(marked: str, expected: str) -> None:
    section, sentences, mentions = section_of(marked)
    found, _ = mutation_response.find(section, sentences, mentions, Context(), lexicon())
    told = [f"{c.subject.name} {c.predicate} {c.object.name if c.object else 'none'}" for c in found]
    assert sorted(told) == sorted(expected.split("; ") if expected else [])
