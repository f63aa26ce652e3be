"""Whole sentences with the mentions that they hold: marks of the types that a sentence is about, all of them.

`⟦words⟧{TYPE}`; marks may stand in one another. Of a type that a sentence marks, nothing else may be found.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import pytest

from pipeline import extractor, reading
from pipeline.assembling.rows import paper_rows

RESPONSES = [
    "NPM1-mutated AML is ⟦exquisitely sensitive⟧{RESPONSE} to menin inhibitors.",
    "KRAS G12D ⟦abrogated the response⟧{RESPONSE} to cetuximab.",
    "Ponatinib was ⟦active⟧{RESPONSE} against T315I, whereas bosutinib ⟦failed⟧{RESPONSE}.",
    "Venetoclax ⟦failure⟧{RESPONSE} after azacitidine was ascribed to immune escape.",
    "Co-occurring STK11 and KEAP1 mutations predicted ⟦lack of benefit⟧{RESPONSE} from immunotherapy.",
    "KIT exon 11 deletions ⟦fare better⟧{RESPONSE} on imatinib than exon 9 mutations.",
    "Clones with EZH2 loss ⟦escape⟧{RESPONSE} enasidenib.",
    "普纳替尼可⟦克服⟧{RESPONSE}T315I突变，但对复合突变⟦疗效有限⟧{RESPONSE}。",
    "共价BTK抑制剂⟦失败⟧{RESPONSE}后可换药，G101V⟦不影响⟧{RESPONSE}BTK抑制剂的作用。",
    "ASXL1 mutation was associated with ⟦inferior⟧{RESPONSE} OS and ⟦shorter⟧{RESPONSE} median PFS.",
    "携带TP53突变的患者⟦缓解期短⟧{RESPONSE}，DFS⟦较差⟧{RESPONSE}。",
]
CLASSES = [
    "Complete responses came after ⟦CAR T-cell therapy⟧{DRUG_CLASS}.",
    "⟦FcRH5×CD3 bispecifics⟧{DRUG_CLASS}, ⟦degraders⟧{DRUG_CLASS} and a ⟦CD19×CD3 engager⟧{DRUG_CLASS} were given.",
    "⟦Anti-CD47 therapy⟧{DRUG_CLASS} with ⟦magrolimab⟧{DRUG} was halted.",
    "It was displaced by ⟦inhibitors of Bruton tyrosine kinase⟧{DRUG_CLASS}.",
    "T790M对⟦二代药物⟧{DRUG_CLASS}耐药，C797S leaves ⟦first-generation inhibitors⟧{DRUG_CLASS} active.",
    "⟦GPRC5D- and FcRH5-directed bispecifics⟧{DRUG_CLASS} remain options.",
    "可泮利塞（⟦PI3Kα/δ抑制剂⟧{DRUG_CLASS}）用于滤泡性淋巴瘤。",
]
REGIMENS = [
    "⟦Dabrafenib/trametinib⟧{REGIMEN} is approved for it.",
    "⟦Lenalidomide + bortezomib + dexamethasone⟧{REGIMEN} (⟦VRd⟧{REGIMEN}) was given.",
    "⟦Acalabrutinib, venetoclax and obinutuzumab⟧{REGIMEN} (⟦AVO⟧{REGIMEN}) was given.",
    "⟦泽布替尼联合奥妥珠单抗⟧{REGIMEN}（⟦ZO⟧{REGIMEN}）的ORR为69%。",
    "⟦Osimertinib plus ⟦pemetrexed–carboplatin⟧{REGIMEN}⟧{REGIMEN} was given.",
    "⟦阿扎胞苷+维奈克拉+艾伏尼布⟧{REGIMEN}耐受良好。",
]
ALTERATIONS = [
    "⟦Homozygous deletion of CDKN2A⟧{ALTERATION} and ⟦biallelic GPRC5D loss⟧{ALTERATION} were common.",
    "检出⟦MEN1突变⟧{ALTERATION}⟦M327I/V⟧{ALTERATION}，⟦FLT3 D835⟧{ALTERATION}阳性。",
    "失去⟦FLT3-ITD⟧{ALTERATION}者见⟦BCL2基因突变⟧{ALTERATION}。",
]
ALTERATIONS += [
    "⟦Loss of CD38 expression⟧{ALTERATION} was rare; ⟦FLT3 tyrosine kinase domain (TKD) mutations⟧{ALTERATION} were not.",
    "检出⟦激酶区突变⟧{ALTERATION}与⟦IKZF1 4~7号外显子缺失⟧{ALTERATION}。",
]
PATHWAYS = [
    "⟦PI3K/AKT⟧{PATHWAY}、⟦JAK/STAT⟧{PATHWAY}和⟦MAPK信号通路⟧{PATHWAY}均被激活。",
    "It dampens the ⟦NF-κB⟧{PATHWAY} and ⟦Wnt signaling pathways⟧{PATHWAY}.",
    "FLT3-ITD、⟦RAS通路⟧{PATHWAY}与BCL-2有关。",
]
RESPONSES += [
    "ASXL1突变者⟦预后均不佳⟧{RESPONSE}，NPM1突变者⟦预后往往良好⟧{RESPONSE}，预后差异不明显。",
    "TP53 mutations carried an ⟦adverse clinical prognosis⟧{RESPONSE}.",
]
REGIMENS += [
    "⟦Pola-(B)R⟧{REGIMEN}方案中10例用⟦Pola-BR⟧{REGIMEN}，11例用⟦Pola-R⟧{REGIMEN}；另有Dara-SC制剂。",
    "⟦RCHOP⟧{REGIMEN}组与⟦GCHOP⟧{REGIMEN}组。",
    "在⟦⟦FLAG-IDA⟧{REGIMEN}方案（氟达拉滨+阿糖胞苷+伊达比星）的基础上加用维奈克拉⟧{REGIMEN}。",
]
AGENTS = [
    "结果 ⟦阿帕替尼⟧{DRUG}组优于⟦替吉奥⟧{DRUG}组。",
    "⟦CART-BCMA⟧{DRUG}输注后，⟦CAR-T-CD19⟧{DRUG}次之。",
    "In APL, ⟦arsenic⟧{DRUG} follows ⟦ATRA⟧{DRUG}.",
]
ENDPOINTS = [
    "⟦疾病控制率（disease control rate，DCR）⟧{METRIC}和⟦客观缓解率（ORR）⟧{METRIC}分别为80%和30%。",
    "⟦Complete remission⟧{METRIC} (⟦CR⟧{METRIC}) was frequent (⟦CR⟧{METRIC} in 5).",
    "⟦time to next anti-lymphoma therapy⟧{METRIC}与⟦中位疗效维持时间⟧{METRIC}。",
]
FIGURES = [
    "Median overall survival was ⟦18.9⟧{VALUE}, ⟦11.3⟧{VALUE}, and ⟦1.8 months⟧{VALUE}.",
    "⟦HR=0.37⟧{VALUE}，⟦95%CI（0.27，0.51）⟧{VALUE}。",
]
DISEASES = [
    "metastatic ⟦breast cancer⟧{DISEASE} and ⟦metastatic castration-resistant prostate cancer⟧{DISEASE} differ.",
    "⟦Ph阴性B-ALL⟧{DISEASE}与⟦Ph+白血病⟧{DISEASE}，高危⟦MDS⟧{DISEASE}除外。",
    "⟦Diffuse large B-cell lymphoma, not otherwise specified⟧{DISEASE}, is common; lower-risk ⟦MDS⟧{DISEASE} is not.",
]
SENTENCES = [*RESPONSES, *CLASSES, *REGIMENS, *ALTERATIONS, *DISEASES, *PATHWAYS, *AGENTS, *ENDPOINTS, *FIGURES]


@lru_cache(maxsize=1)
def _rules() -> extractor.Extractor:
    return extractor.load("rules")


def _unmarked(marked: str) -> tuple[str, list[tuple[int, int, str]]]:
    plain, opened, spans = "", [], []
    for part in re.split(r"(⟦|⟧\{[A-Z_]+\})", marked):
        if part == "⟦":
            opened.append(len(plain))
        elif part.startswith("⟧"):
            spans.append((opened.pop(), len(plain), part[2:-1]))
        else:
            plain += part
    return plain, spans


@pytest.mark.parametrize("marked", SENTENCES)
def test_a_sentence_has_the_mentions_that_it_marks(marked: str, tmp_path: Path) -> None:
    plain, spans = _unmarked(marked)
    (file := tmp_path / "sentence.md").write_text(plain, encoding="utf-8")
    paper = reading.read(file, tmp_path)
    at = paper.raw.find(plain)
    rows = paper_rows(paper, _rules().extract(paper), _rules().label)["mentions"]
    types = {kind for _, _, kind in spans}
    found = {(row["start"] - at, row["end"] - at, row["type"]) for row in rows if row["type"] in types}
    assert found == set(spans)
