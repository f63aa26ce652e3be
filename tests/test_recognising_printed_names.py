"""Names as papers print them: hyphens in part, suffixes, prefixes, karyotypes in full; and what only looks like one."""

from __future__ import annotations

import pytest

from pipeline import extractor
from pipeline.reading import read_text

NAMED = {
    "Patients with mantle-cell lymphoma or non-small-cell lung cancer.": {
        "DISEASE:mantle cell lymphoma",
        "DISEASE:non-small cell lung cancer",
    },
    "Levels of interleukin-1β and transforming growth factor-β1 rose.": {"GENE:IL1B", "GENE:TGFB1"},
    "JAK1/2-mutant cells grew faster.": {"ALTERATION:JAK1 mutation", "ALTERATION:JAK2 mutation"},
    "Tumours were RET-altered or TP53-disrupted.": {"ALTERATION:RET alteration", "ALTERATION:TP53 alteration"},
    "PTEN altered the growth of cells.": {"GENE:PTEN"},
    "BAX-/- cells survived.": {"ALTERATION:BAX loss"},
    "mIDH1 AML与mutFLT3 AML": {
        "ALTERATION:IDH1 mutation",
        "ALTERATION:FLT3 mutation",
        "DISEASE:acute myeloid leukemia",
    },
    "检出ERBB2 p.Tyr772_Ala775dup及CEBPA p.Lys313dup。": {
        "ALTERATION:ERBB2 p.Tyr772_Ala775dup",
        "ALTERATION:CEBPA p.Lys313dup",
    },
    "核型为46,XY,-7,+13[12]。": {"ALTERATION:-7", "ALTERATION:+13"},
    "BRAF非V600E突变": {"GENE:BRAF"},
    "NOTCH1高表达、低表达BAX": {"ALTERATION:NOTCH1 overexpression", "ALTERATION:BAX underexpression"},
    "KIT罕见突变与TP53纯合突变": {"ALTERATION:KIT mutation", "ALTERATION:TP53 mutation"},
    "M5型AML": {"DISEASE:acute monocytic leukemia"},
    "细胞发生铁死亡,HL-60细胞存活率下降。": set(),
    "无激素生存期与疫苗应答率": {"METRIC:steroid-free survival", "METRIC:seroresponse"},
    "CAR-T细胞的缓解率": {"DRUG_CLASS:car-t cell therapy", "METRIC:ORR"},
    "非TP53突变患者": {"ALTERATION:TP53 mutation"},
    "MRD持续阴性": {"METRIC:MRD-neg"},
    "JAK2 V617F突变(c.1849G>T)": {"ALTERATION:JAK2 p.Val617Phe", "ALTERATION:JAK2 c.1849G>T"},
}


@pytest.mark.parametrize("text", NAMED)
def test_names(text: str) -> None:
    (paper,) = extractor.load("rules").extract(read_text(text, "named.md", "md"))
    assert {f"{m.type}:{m.name}" for m in paper.mentions} == NAMED[text]
