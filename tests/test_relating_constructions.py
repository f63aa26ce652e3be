"""Claims of invented sentences in both languages, one construction each, read by the whole of `rules`."""

from __future__ import annotations

import pytest

from pipeline.relating import target_tables
from tests.relating_claims import claims_of_paragraph, told
from tests.relating_marks import section_of

RESPONSES = [
    ("aside behind a name", "G1202R, rare after crizotinib, was found in 30% of patients relapsing on alectinib.",
     "ALK p.Gly1202Arg resistance alectinib"),
    ("aside, with or without", "L2026M, with or without G2032R, emerges with crizotinib.",
     "ROS1 p.Leu2026Met resistance crizotinib"),
    ("aside, Chinese", "G1202R,虽少见,可见于阿来替尼进展者。",
     "ALK p.Gly1202Arg resistance alectinib"),
    ("present tense of bearing", "Half of the patients who progress on gefitinib harbour EGFR T790M.",
     "EGFR p.Thr790Met resistance gefitinib"),
    ("outgrowth", "Progression on osimertinib was accompanied by loss of T790M and outgrowth of C797S.",
     "EGFR p.Cys797Ser resistance osimertinib"),
    ("clones that bear", "Relapse on enasidenib coincided with expansion of clones bearing IDH2 Q316E.",
     "IDH2 p.Gln316Glu resistance enasidenib"),
    ("auxiliaries before the finding", "Gilteritinib was given for a year, and F691L has now been reported at progression.",
     "FLT3 p.Phe691Leu resistance gilteritinib"),
    ("developing", "The tumour responded to crizotinib but progressed after developing ROS1 G2032R.",
     "ROS1 p.Gly2032Arg resistance crizotinib"),
    ("resistant cells", "MCL-1 overexpression was observed in venetoclax-resistant cells.",
     "MCL1 overexpression resistance venetoclax"),
    ("pairs behind a colon", "Resistance differs: T790M with gefitinib, C797S with osimertinib.",
     "EGFR p.Cys797Ser resistance osimertinib; EGFR p.Thr790Met resistance gefitinib"),
    ("pairs behind a colon, Chinese", "耐药机制已较明确:吉非替尼为T790M,奥希替尼为C797S。",
     "EGFR p.Cys797Ser resistance osimertinib; EGFR p.Thr790Met resistance gefitinib"),
    ("pairs behind a comma", "继发耐药多为靶内突变,F691L见于吉瑞替尼,D835Y则见于奎扎替尼。",
     "FLT3 p.Asp835Tyr resistance quizartinib; FLT3 p.Phe691Leu resistance gilteritinib"),
    ("examples in the next clause", "奎扎替尼耐药突变多位于激酶域,例如D835Y、F691L。",
     "FLT3 p.Asp835Tyr resistance quizartinib; FLT3 p.Phe691Leu resistance quizartinib"),
    ("examples in the next clause, English", "Mutations conferring resistance to imatinib cluster in the P-loop, e.g. Y253H and E255K.",
     "ABL1 p.Glu255Lys resistance imatinib; ABL1 p.Tyr253His resistance imatinib"),
    ("status of genes", "Responses to ibrutinib were seen regardless of TP53 or NOTCH1 status.",
     "NOTCH1 mutation no_effect ibrutinib; TP53 mutation no_effect ibrutinib"),
    ("status of a gene, Chinese", "维奈克拉的疗效与TP53状态无关。",
     "TP53 mutation no_effect venetoclax"),
    ("status of expression", "Responses to pembrolizumab were seen regardless of CD274 status.",
     ""),
    ("killing", "NX-5948 killed C481S-mutant cells.",
     "BTK p.Cys481Ser sensitivity bexobrutideg"),
    ("killing, Chinese", "普纳替尼可清除T315I克隆。",
     "ABL1 p.Thr315Ile sensitivity ponatinib"),
    ("killing denied", "芦可替尼难以清除JAK2 V617F克隆。",
     ""),
    ("advice behind resistance", "T315A、F317L对达沙替尼耐药,宜换用尼洛替尼。",
     "ABL1 p.Phe317Leu resistance dasatinib; ABL1 p.Phe317Leu sensitivity nilotinib; ABL1 p.Thr315Ala resistance dasatinib; ABL1 p.Thr315Ala sensitivity nilotinib"),
    ("caution", "TP53突变者慎用氟达拉滨。",
     "TP53 mutation resistance fludarabine"),
    ("what argues for a drug", "C797S argues against osimertinib and supports the use of brigatinib.",
     "EGFR p.Cys797Ser resistance osimertinib; EGFR p.Cys797Ser sensitivity brigatinib"),
    ("a bare degrader", "C481S argues for a degrader.",
     "BTK p.Cys481Ser sensitivity btk degrader"),
    ("less likely to respond", "Patients with TP53 mutations were less likely to respond to venetoclax.",
     "TP53 mutation resistance venetoclax"),
    ("chance of response", "NPM1 mutations were associated with an improved rate of response to venetoclax.",
     "NPM1 mutation sensitivity venetoclax"),
    ("responses seen", "Responses to avapritinib were seen in patients with KIT D816V.",
     "KIT p.Asp816Val sensitivity avapritinib"),
    ("no responses seen", "No responses were seen in patients with KIT D816V.",
     ""),
    ("activity shown", "Avapritinib showed marked anti-tumour activity against KIT D816V.",
     "KIT p.Asp816Val sensitivity avapritinib"),
    ("activity not shown", "Imatinib showed no activity against KIT D816V.",
     "KIT p.Asp816Val resistance imatinib"),
    ("potency left intact", "The F317L mutation left nilotinib's potency largely intact.",
     "ABL1 p.Phe317Leu sensitivity nilotinib"),
    ("affinity", "The T790M mutation lowers gefitinib affinity tenfold.",
     "EGFR p.Thr790Met resistance gefitinib"),
    ("inhibition as a therapy", "MCL-1 overexpression confers resistance to BCL-2 inhibition.",
     "MCL1 overexpression resistance bcl-2 inhibitor"),
    ("associated with a drug's response", "IDH2 mutations were significantly associated with venetoclax response.",
     "IDH2 mutation sensitivity venetoclax"),
    ("shorter benefit", "ASXL1 mutations were associated with shorter benefit from azacitidine.",
     "ASXL1 mutation resistance azacitidine"),
    ("duration", "TP53 mutations were associated with a shorter duration of response to venetoclax.",
     "TP53 mutation worse_prognosis venetoclax"),
    ("difference is no poor effect", "CALR突变者芦可替尼的疗效差异尚无定论。",
     ""),
    ("the one drug of a paragraph", "Selpercatinib is potent. The response rate was 64%. RET M918T had no bearing on response.",
     "RET p.Met918Thr no_effect selpercatinib"),
    ("a target passed by", "Patients who progress on ibrutinib acquire BTK C481S; PLCG2 R665W bypasses BTK.",
     "BTK p.Cys481Ser resistance ibrutinib; PLCG2 p.Arg665Trp resistance ibrutinib"),
    ("another way out", "BCL2 G101V confers resistance to venetoclax; BCL2 D103Y behaves similarly, and MCL1 amplification provides another way out.",
     "BCL2 p.Asp103Tyr resistance venetoclax; BCL2 p.Gly101Val resistance venetoclax; MCL1 amplification resistance venetoclax"),
    ("kinds of change in a bracket", "CRBN异常(突变、拷贝数丢失)见于来那度胺耐药者。",
     "CRBN loss resistance lenalidomide; CRBN mutation resistance lenalidomide"),
    ("kinds of change in a bracket, English", "CRBN alterations (mutation or copy loss) were found in patients refractory to lenalidomide.",
     "CRBN loss resistance lenalidomide; CRBN mutation resistance lenalidomide"),
    ("only suitable", "依维替尼仅适用于FLT3野生型患者。",
     "FLT3 wild-type sensitivity ivosidenib"),
    ("sites in a list", "Osimertinib retains activity against T790 and L858R.",
     "EGFR p.Leu858Arg sensitivity osimertinib; EGFR p.Thr790 sensitivity osimertinib"),
]  # fmt: skip

TARGETS = [
    ("a residue between verb and target", "Osimertinib binds covalently to cysteine 797 in the ATP site of EGFR.",
     "osimertinib binds EGFR"),
    ("what is spared", "Navitoclax is a compound selective for BCL-XL over BCL-2.",
     "navitoclax targets BCL2L1"),
]  # fmt: skip


def stated(text: str, relation: str) -> str:
    return "; ".join(sorted({told(claim) for claim in claims_of_paragraph(text, relation)}))


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in RESPONSES], ids=[case[0] for case in RESPONSES])
def test_what_alterations_change(text: str, expected: str) -> None:
    assert stated(text, "mutation_response") == expected


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in TARGETS], ids=[case[0] for case in TARGETS])
def test_what_drugs_act_on(text: str, expected: str) -> None:
    assert stated(text, "drug_target") == expected


def test_a_table_names_targets_in_brackets() -> None:
    section, sentences, names = section_of(
        "[DRUG:glofitamab|Glofitamab] ([GENE:MS4A1|CD20]×[GENE:CD3 complex|CD3])", kind="table"
    )
    claims = target_tables.in_brackets(section, sentences[0], names)
    assert [c.object.name for c in claims if c.object] == ["MS4A1", "CD3 complex"]


def test_a_bracket_with_other_words_names_no_target() -> None:
    section, sentences, names = section_of("[DRUG:glofitamab|Glofitamab] ([GENE:MS4A1|CD20]+ cases)", kind="table")
    assert not list(target_tables.in_brackets(section, sentences[0], names))
