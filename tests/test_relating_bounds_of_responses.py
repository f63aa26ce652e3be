"""Where the readings of negated, narrowed, ended and compared responses end, and that long sentences are read quickly."""

from __future__ import annotations

import re
import time

import pytest

from pipeline.relating import negations, remedies
from tests.relating_claims import claims, told

LONG = {
    "words": "inhibits downstream signalling and colony formation in primary bone marrow samples of treated patients ",
    "names": "targets ABC and DEF and GHI and JKL and MNO and PQR and STU and VWX and YZA ",
    "names in Chinese": "抑制A12B和C34D和E56F和G78H和J90K和L12M和N34P",
}
"""Pieces of which long sentences are made that no pattern matches to their end."""


@pytest.mark.parametrize("piece", LONG)
def test_long_sentences_are_read_quickly(piece: str) -> None:
    text = (LONG[piece] * 60)[:2000]
    patterns = [v for module in (remedies, negations) for v in vars(module).values() if isinstance(v, re.Pattern)]
    begun = time.perf_counter()
    for pattern in patterns:
        pattern.search(text)
        pattern.fullmatch(text)
    assert time.perf_counter() - begun < 4


CASES = {
    "another that is not there narrows nothing": (
        "NRAS阴性的KRAS G12C阳性患者对索托拉西布敏感。",
        "KRAS p.Gly12Cys sensitivity sotorasib; NRAS wild-type sensitivity sotorasib",
    ),
    "another told beside it": (
        "ASXL1突变的IDH1突变患者对艾伏尼布敏感。",
        "ASXL1 mutation sensitivity ivosidenib; IDH1 mutation sensitivity ivosidenib",
    ),
    "a response until a change, of those who responded": (
        "KIT exon 11-mutated tumours responded to imatinib until V654A emerged.",
        "KIT exon 11 mutation sensitivity imatinib; KIT p.Val654Ala resistance imatinib",
    ),
    "another subject behind a negated one": (
        "No patient died and all those with KRAS G12C responded to sotorasib.", "KRAS p.Gly12Cys sensitivity sotorasib",
    ),
    "no fewer": (
        "No fewer than nine patients with FLT3-ITD responded to quizartinib.", "FLT3-ITD sensitivity quizartinib",
    ),
    "no remission after a switch, in Chinese": ("F317L患者换用尼洛替尼后没有获得CCyR。", ""),
    "few remissions after a switch, in Chinese": ("F317L患者改用尼洛替尼后少数获得MCyR。", ""),
    "what came up before a switch, right behind the word, in Chinese": (
        "尼洛替尼治疗中出现T315I者改用普纳替尼后获得缓解。",
        "ABL1 p.Thr315Ile resistance nilotinib; ABL1 p.Thr315Ile sensitivity ponatinib",
    ),
    "set against what is disputed": (
        "The role of TET2 is disputed, with some studies finding no effect, whereas RUNX1 mutation confers poor prognosis.",
        "RUNX1 mutation worse_prognosis none",
    ),
    "set against what is disputed, in Chinese": (
        "TET2突变的预后意义尚存争议,部分研究显示预后差,而NPM1突变者预后良好。", "NPM1 mutation better_prognosis none",
    ),
    "one view goes on behind a turn": (
        "ASXL1突变的意义尚无定论,有研究认为其可导致地西他滨耐药,但ASXL1突变者预后差。", "",
    ),
    "an outcome that neither improves": (
        "Neither midostaurin nor gilteritinib improved outcomes in patients with RUNX1 mutations.", "",
    ),
    "an outcome that no trial shows to be improved": (
        "No trial has shown that midostaurin improves outcomes in patients with RUNX1 mutations.", "",
    ),
    "a rare change, in Chinese": ("罕见G12D突变可致索托拉西布耐药。", "KRAS p.Gly12Asp resistance sotorasib"),
    "absent in some, yet resistant": (
        "KIT D816V was rarely observed in children and was resistant to imatinib.", "KIT p.Asp816Val resistance imatinib",
    ),
    "findings of those left out": ("Patients with RUNX1 mutations were excluded. All patients responded to imatinib.", ""),
    "findings of some": ("A subset of patients had RUNX1 mutations. All patients responded to imatinib.", ""),
    "a finding that is none": ("Patients with KIT D816V were enrolled. Patients responded to avapritinib.", ""),
    "a splice change": ("The AR-V7 splice variant confers resistance to abiraterone.", "AR-V7 resistance abiraterone"),
    "a splice change of another": ("BRAF V600E splice variants confer resistance to vemurafenib.", ""),
    "apart from one, others also": (
        "Apart from imatinib, other TKIs such as nilotinib are also ineffective against T315I.",
        "ABL1 p.Thr315Ile resistance nilotinib",
    ),
    "changes of other genes": ("IDH2 co-occurring mutations confer resistance to enasidenib.", ""),
    "never lost": (
        "KIT D816V cells never lost sensitivity to midostaurin.", "KIT p.Asp816Val sensitivity midostaurin",
    ),
    "a former response that need not have ended": (
        "Two patients with acquired KRAS G12C had initially responded to sotorasib.", "KRAS p.Gly12Cys sensitivity sotorasib",
    ),
    "two outcomes of two drugs": (
        "KRAS and NRAS mutations confer sensitivity and resistance to sotorasib and cetuximab, respectively.", "",
    ),
    "what is cleared, in Chinese": ("NPM1突变清除率与生存相关,KIT突变清除者预后好。", ""),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_a_reading_ends_where_its_words_end(case: str) -> None:
    text, expected = CASES[case]
    found = [told(claim) for claim in claims(text, "mutation_response")]
    assert sorted(found) == sorted(filter(None, expected.split("; ")))


HEDGED = {
    "most likely": ("NRAS mutation most likely confers resistance to cetuximab.", "hedged"),
    "the most likely mechanism": ("The most likely mechanism is that T315I confers resistance to imatinib.", "hedged"),
    "more likely to": ("Patients with NRAS mutations were more likely to respond to trametinib.", "asserted"),
}


@pytest.mark.parametrize("case", HEDGED)
def test_what_is_likely_is_hedged_unless_it_tells_how_often(case: str) -> None:
    text, expected = HEDGED[case]
    assert [claim.qualifiers.certainty for claim in claims(text, "mutation_response")] == [expected]


DISEASES = {
    "with, behind what it turned into": (
        "Patients with MDS progressing to AML with RUNX1 mutations had a poor prognosis.", "acute myeloid leukemia",
    ),
    "of altered patients, in Chinese": (
        "MPN转化为AML的RUNX1突变患者预后差。", "acute myeloid leukemia",
    ),
    "that had progressed": (
        "Patients with MDS that had progressed to AML with RUNX1 mutations had a poor prognosis.", "acute myeloid leukemia",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", DISEASES)
def test_what_a_disease_has_turned_into_is_spoken_of(case: str) -> None:
    text, expected = DISEASES[case]
    assert [claim.fields.get("disease") for claim in claims(text, "mutation_response")] == [expected]
