"""Responses that are denied: of a whole group, by the verb, of a cause, and alterations that are not there."""

from __future__ import annotations

import pytest

from tests.relating_claims import claims, told

CASES = {
    "none of a group": (
        "None of the patients with a KIT D816V mutation responded to imatinib.",
        "KIT p.Asp816Val resistance imatinib",
    ),
    "no one of a kind": (
        "No tumour with MET amplification was sensitive to erlotinib.",
        "MET amplification resistance erlotinib",
    ),
    "of a number, none": (
        "Of twelve patients with RB1 loss, none benefited from palbociclib.", "RB1 loss resistance palbociclib",
    ),
    "none was resistant": (
        "None of the patients with KIT exon 11 mutations was resistant to sunitinib.",
        "KIT exon 11 mutation no_effect sunitinib",
    ),
    "no tumour of a mutant kind": (
        "No NRAS-mutant tumour responded to cetuximab.", "NRAS mutation resistance cetuximab",
    ),
    "with no mutation": (
        "Patients with no NRAS mutation responded to cetuximab.", "NRAS wild-type sensitivity cetuximab",
    ),
    "few of a group": ("Few patients with KIT D816V responded to imatinib.", "KIT p.Asp816Val resistance imatinib"),
    "a few of a group": (
        "A few patients with KIT D816V responded to midostaurin.", "KIT p.Asp816Val sensitivity midostaurin",
    ),
    "only those of a group": ("Only patients with FLT3-ITD responded to quizartinib.", "FLT3-ITD sensitivity quizartinib"),
    "none but a group": (
        "None responded to sotorasib except the patients with KRAS G12C.", "KRAS p.Gly12Cys sensitivity sotorasib",
    ),
    "none, those of a group too": ("None of the patients responded to ibrutinib, including three with BTK C481S.", ""),
    "none of another clause": (
        "No patient with NRAS mutation responded to quizartinib, whereas FLT3-ITD was sensitive to it.",
        "NRAS mutation resistance quizartinib; FLT3-ITD sensitivity quizartinib",
    ),
    "none of which": (
        "EGFR exon 20 insertions, none of which responded to gefitinib, respond to mobocertinib.",
        "EGFR exon 20 insertion resistance gefitinib; EGFR exon 20 insertion sensitivity mobocertinib",
    ),
    "with neither": ("With neither FLT3-ITD nor NPM1 mutation, patients were resistant to venetoclax.", ""),
    "not only a predictor": (
        "TP53 mutation was not only a predictor of resistance to FCR but common.", "TP53 mutation resistance FCR",
    ),
    "nobody attained it, in Chinese": (
        "TP53突变患者均未从FCR方案中获得长期缓解。", "TP53 mutation resistance FCR",
    ),
    "no drug acts": (
        "None of the TKIs was active against T315I.", "ABL1 p.Thr315Ile resistance tyrosine kinase inhibitor",
    ),
    "neither of two responds": (
        "Neither G1202R nor L1196M responds to crizotinib.",
        "ALK p.Gly1202Arg resistance crizotinib; ALK p.Leu1196Met resistance crizotinib",
    ),
    "neither of two brings it": (
        "Neither ASXL1 nor RUNX1 mutations conferred resistance to venetoclax.",
        "ASXL1 mutation no_effect venetoclax; RUNX1 mutation no_effect venetoclax",
    ),
    "neither of two worsens it": (
        "Neither ASXL1 mutation nor del(17p) was associated with shorter OS.",
        "ASXL1 mutation no_effect none; del(17p) no_effect none",
    ),
    "tied to neither": (
        "IDH2 mutation was associated with neither response to nor survival after decitabine.",
        "IDH2 mutation no_effect decitabine",
    ),
    "was not resistant": (
        "NPM1-mutated cells were not resistant to venetoclax.", "NPM1 mutation no_effect venetoclax",
    ),
    "not only resistant": (
        "EGFR C797S tumours were not only resistant to osimertinib but spread.", "EGFR p.Cys797Ser resistance osimertinib",
    ),
    "who were not refractory": ("Patients with TP53 mutation who were not refractory to ibrutinib got venetoclax.", ""),
    "no predictor": (
        "BRAF V600E is not a predictor of resistance to cetuximab.", "BRAF p.Val600Glu no_effect cetuximab",
    ),
    "no predictor of response": (
        "BRAF V600E was not a predictor of response to cetuximab.", "BRAF p.Val600Glu no_effect cetuximab",
    ),
    "not the only cause": (
        "PTEN loss is not the only cause of resistance to trastuzumab.", "PTEN loss resistance trastuzumab",
    ),
    "not the main cause": ("PTEN loss is not the main cause of resistance to trastuzumab.", ""),
    "failed to predict": (
        "TET2 mutations failed to predict response to azacitidine.", "TET2 mutation no_effect azacitidine",
    ),
    "was not inhibited": ("The T674I mutant was not inhibited by imatinib.", "PDGFRA p.Thr674Ile resistance imatinib"),
    "was inhibited": ("The T674I mutant was inhibited by sorafenib.", "PDGFRA p.Thr674Ile sensitivity sorafenib"),
    "lost its activity": (
        "Gefitinib lost most of its activity against T790M.", "EGFR p.Thr790Met resistance gefitinib",
    ),
    "has not lost its activity": (
        "Osimertinib has not lost its activity against T790M.", "EGFR p.Thr790Met sensitivity osimertinib",
    ),
    "sensitivity was lost": (
        "Sensitivity to gefitinib was lost upon acquisition of EGFR T790M.", "EGFR p.Thr790Met resistance gefitinib",
    ),
    "failure to respond": (
        "Failure to respond to imatinib was linked to ABL1 T315I.", "ABL1 p.Thr315Ile resistance imatinib",
    ),
    "no durable response": (
        "Patients with NRAS mutation had no durable responses to gilteritinib.", "NRAS mutation resistance gilteritinib",
    ),
    "no response": ("NRAS-mutated melanoma shows no response to vemurafenib.", "NRAS mutation resistance vemurafenib"),
    "no difference in response": (
        "There was no difference in response to venetoclax between NPM1-mutated and wild-type patients.", "",
    ),
    "absent in the resistant": ("T315I was absent in dasatinib-resistant tumours.", ""),
    "none of the resistant had it": ("None of the patients with resistance to osimertinib had EGFR C797S.", ""),
    "the resistant do not carry it": ("Most patients resistant to osimertinib did not carry EGFR C797S.", ""),
    "absent at first": (
        "EGFR T790M was not found before therapy but was found in tumours resistant to gefitinib.",
        "EGFR p.Thr790Met resistance gefitinib",
    ),
    "those that lack it": ("Tumours that lack an NRAS mutation respond to cetuximab.", ""),
    "neither of two carried": ("The cells harbour neither KIT nor PDGFRA mutations and are resistant to imatinib.", ""),
    "one lacking, one carried": (
        "Cells that did not harbour FLT3-ITD but carried NRAS G12D were resistant to gilteritinib.",
        "NRAS p.Gly12Asp resistance gilteritinib",
    ),
    "none but one kind": (
        "No mutation other than V299L was resistant to dasatinib.", "ABL1 p.Val299Leu resistance dasatinib",
    ),
    "no more than another": (
        "Tumours with L858R were no more resistant to gefitinib than wild-type tumours.",
        "EGFR p.Leu858Arg no_effect gefitinib",
    ),
    "no less than another": (
        "V299L was not less sensitive to imatinib than F317L.", "ABL1 p.Val299Leu no_effect imatinib",
    ),
    "not one, in Chinese": ("没有一例V299L突变患者对达沙替尼敏感。", "ABL1 p.Val299Leu resistance dasatinib"),
    "not resistant, in Chinese": ("V299L对伊马替尼不耐药。", "ABL1 p.Val299Leu no_effect imatinib"),
    "resistant to none, in Chinese": (
        "V299L和F317L均不对普纳替尼耐药。", "ABL1 p.Val299Leu no_effect ponatinib; ABL1 p.Phe317Leu no_effect ponatinib",
    ),
    "not only resistant, in Chinese": (
        "V299L突变患者不仅对达沙替尼耐药,而且进展迅速。", "ABL1 p.Val299Leu resistance dasatinib",
    ),
    "no cause, in Chinese": ("PTEN缺失不是曲妥珠单抗耐药的主要机制。", ""),
    "belongs to no cause, in Chinese": ("KIT突变不属于AML患者的不良预后因素。", ""),
    "not the only cause, in Chinese": ("PTEN缺失不是曲妥珠单抗耐药的唯一机制。", "PTEN loss resistance trastuzumab"),
    "not to be used, in Chinese": ("KRAS突变的结直肠癌患者不宜采用帕尼单抗。", "KRAS mutation resistance panitumumab"),
    "to be used, in Chinese": ("FLT3-ITD突变患者宜采用吉瑞替尼。", "FLT3-ITD sensitivity gilteritinib"),
    "a difference, in Chinese": ("t(4;14)和del(17p)患者的OS差异无统计学意义。", ""),
    "worse, in Chinese": ("TP53突变患者OS较差。", "TP53 mutation worse_prognosis none"),
    "hard to attain, in Chinese": (
        "TP53突变患者经阿扎胞苷治疗很难取得持久缓解。", "TP53 mutation resistance azacitidine",
    ),
    "attained, in Chinese": ("IDH2突变患者经恩西地平治疗可获得持久缓解。", "IDH2 mutation sensitivity enasidenib"),
    "absent in the resistant, in Chinese": ("在奥希替尼耐药患者中未检测到C797S突变。", ""),
    "rare in the resistant, in Chinese": ("奥希替尼耐药的患者中罕见C797S突变。", ""),
    "absent at diagnosis, in Chinese": (
        "初诊时未检出C481S突变,伊布替尼耐药后检出C481S突变。", "BTK p.Cys481Ser resistance ibrutinib",
    ),
    "one view of a dispute, in Chinese": (
        "ASXL1突变能否导致地西他滨耐药尚存争议,有研究认为其可导致耐药。", "",
    ),
    "one view of a dispute": (
        "The role of ASXL1 mutations is disputed, with some studies suggesting that they confer resistance to decitabine.", "",
    ),
    "another than what is disputed, in Chinese": (
        "ASXL1突变与地西他滨疗效的关系存在争议,而TET2突变患者对地西他滨敏感。", "TET2 mutation sensitivity decitabine",
    ),
    "not wholly overcome, in Chinese": (
        "维奈克拉不能完全克服TP53突变的不良预后。", "TP53 mutation worse_prognosis venetoclax",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_a_response_is_denied_only_of_what_it_is_denied_of(case: str) -> None:
    text, expected = CASES[case]
    found = [told(claim) for claim in claims(text, "mutation_response")]
    assert sorted(found) == sorted(filter(None, expected.split("; ")))
