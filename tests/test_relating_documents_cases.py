"""Case reports and tables of cases: which drug a mutation came up against, which was given next, and what a figure measures."""

from __future__ import annotations

import pytest

from tests.relating_claims import claims, told

SUCCESSIVE = {
    "the drug that failed and the next": (
        "表1 耐药突变与换药\n\n| 病例 | 疾病 | 耐药药物 | 耐药突变(VAF,%) | 换用药物 | 突变克隆对换用药物 |\n|---|---|---|---|---|---|\n"
        "| 1 | CML | 伊马替尼 | ABL1 F359C(23.0)、ABL1 Y253H(3.1) | 达沙替尼 | 敏感 |\n| 2 | NSCLC | 吉非替尼 | EGFR T790M(12.0) | 厄洛替尼 | 耐药 |\n",
        "ABL1 p.Phe359Cys resistance imatinib; ABL1 p.Phe359Cys sensitivity dasatinib; ABL1 p.Tyr253His resistance imatinib; "
        "ABL1 p.Tyr253His sensitivity dasatinib; EGFR p.Thr790Met resistance erlotinib; EGFR p.Thr790Met resistance gefitinib",
    ),
    "in English": (
        "Table 1 Cases\n\n| Case | Drug that failed | Mutation | Switched to | Outcome |\n|---|---|---|---|---|\n"
        "| 1 | Imatinib | KIT V654A | Sunitinib | Sensitive |\n| 2 | Sunitinib | KIT D820Y | Regorafenib | Resistant |\n",
        "KIT p.Asp820Tyr resistance regorafenib; KIT p.Val654Ala sensitivity sunitinib",
    ),
    "what resisted at a progression": (
        "Table 1 Resistance mutations\n\n| Patient | Diagnosis | Prior drug | Mutation at progression | Next drug | Clone |\n|---|---|---|---|---|---|\n"
        "| P1 | AML | Ivosidenib | IDH1 S280F | Olutasidenib | Resistant |\n| P2 | AML | Quizartinib | FLT3 D835Y | Gilteritinib | Sensitive |\n",
        "FLT3 p.Asp835Tyr resistance quizartinib; FLT3 p.Asp835Tyr sensitivity gilteritinib; "
        "IDH1 p.Ser280Phe resistance ivosidenib; IDH1 p.Ser280Phe resistance olutasidenib",
    ),
    "a header that names its column": (
        "Table 1 Cases\n\n| Patient | First TKI | Mutation | Second TKI | Sensitivity of the mutant to the second TKI |\n|---|---|---|---|---|\n"
        "| 1 | Imatinib | ABL1 F317L | Nilotinib | Sensitive |\n| 2 | Dasatinib | ABL1 T315I | Bosutinib | Resistant |\n",
        "ABL1 p.Phe317Leu sensitivity nilotinib; ABL1 p.Thr315Ile resistance bosutinib",
    ),
    "a word for each of two lines": (
        "| 病例 | 一线药物 | 一线疗效 | 突变 | 二线药物 | 二线疗效 |\n|---|---|---|---|---|---|\n| 1 | 克唑替尼 | 耐药 | ALK L1196M | 阿来替尼 | 敏感 |\n",
        "ALK p.Leu1196Met resistance crizotinib; ALK p.Leu1196Met sensitivity alectinib",
    ),
    "headers that say when": (
        "| Patient | Resistance mutation | Drug on which it arose | Drug tried next | Result |\n|---|---|---|---|---|\n"
        "| A | KIT V654A | Imatinib | Sunitinib | Sensitive |\n",
        "KIT p.Val654Ala resistance imatinib; KIT p.Val654Ala sensitivity sunitinib",
    ),
    "drugs behind a disease": (
        "表1 耐药突变\n\n| 疾病 | 药物 | 耐药突变 |\n|---|---|---|\n| AML | 吉瑞替尼 | FLT3 F691L |\n",
        "FLT3 p.Phe691Leu resistance gilteritinib",
    ),
    "columns of drugs for a mutation behind a disease": (
        "| 患者 | 疾病 | 突变 | 耐药药物 | 敏感药物 |\n|---|---|---|---|---|\n| 1 | CML | ABL1 F317L | 达沙替尼 | 尼洛替尼 |\n",
        "ABL1 p.Phe317Leu resistance dasatinib; ABL1 p.Phe317Leu sensitivity nilotinib",
    ),
    "what one patient was given is no answer": (
        "表1 换药\n\n| 病例 | 突变 | 后续治疗 | 疗效 |\n|---|---|---|---|\n| 1 | ABL1 T315I | 普纳替尼 | PD |\n| 2 | FLT3 F691L | 奎扎替尼 | 无效 |\n",
        "FLT3 p.Phe691Leu resistance quizartinib",
    ),
    "drugs side by side as before": (
        "| 突变 | 伊布替尼 | 维奈克拉 |\n|---|---|---|\n| BTK C481S | 耐药 | 敏感 |\n",
        "BTK p.Cys481Ser resistance ibrutinib; BTK p.Cys481Ser sensitivity venetoclax",
    ),
}
RESPONSES = {
    "in the order of two lists": (
        "3例患者先后检出KIT V654A、PDGFRA D842V和KIT D820Y,依次为伊马替尼、舒尼替尼和瑞戈非尼的耐药突变。",
        "KIT p.Asp820Tyr resistance regorafenib; KIT p.Val654Ala resistance imatinib; PDGFRA p.Asp842Val resistance sunitinib",
    ),
    "in that order": (
        "F317L and A337V caused resistance to dasatinib and asciminib, in that order.",
        "ABL1 p.Ala337Val resistance asciminib; ABL1 p.Phe317Leu resistance dasatinib",
    ),
    "one after another": (
        "ABL1 F317L, T315I and A337V emerged in turn and conferred resistance to dasatinib, bosutinib and asciminib.",
        "ABL1 p.Ala337Val resistance asciminib; ABL1 p.Phe317Leu resistance dasatinib; ABL1 p.Thr315Ile resistance bosutinib",
    ),
    "one after another, each to all": (
        "先后检出T790M和C797S,对吉非替尼和厄洛替尼均耐药。",
        "EGFR p.Cys797Ser resistance erlotinib; EGFR p.Cys797Ser resistance gefitinib; "
        "EGFR p.Thr790Met resistance erlotinib; EGFR p.Thr790Met resistance gefitinib",
    ),
    "this drug is the one given last": (
        "女,50岁,CML。伊马替尼一线,第20个月检出ABL1 F359V,为伊马替尼的耐药突变。改尼洛替尼,2个月后达MMR。15个月后再进展,新出现的Y253H与E255V都对该药耐药。",
        "ABL1 p.Glu255Val resistance nilotinib; ABL1 p.Phe359Val resistance imatinib; ABL1 p.Tyr253His resistance nilotinib",
    ),
    "this drug behind a regimen that was over": (
        "R-CHOP方案后复发,予维奈克拉单药。进展时BCL2 G101V阳性,骨髓示MCL-1过表达,考虑二者均与对该药的耐药有关。换泽布替尼后BTK L528W出现,造成泽布替尼耐药。",
        "BCL2 p.Gly101Val resistance venetoclax; BTK p.Leu528Trp resistance zanubrutinib; MCL1 overexpression resistance venetoclax",
    ),
    "two told one by one": (
        "NRAS突变多见,KRAS突变少见,它们都使吉瑞替尼失效。",
        "KRAS mutation resistance gilteritinib; NRAS mutation resistance gilteritinib",
    ),
    "the former beside one never found": (
        "再进展时BTK L528W出现,C481S始终阴性;前者造成泽布替尼耐药。",
        "BTK p.Leu528Trp resistance zanubrutinib",
    ),
    "until another came up": (
        "BCL2 G101V conferred resistance to venetoclax, and the clone that carried it was sensitive to pirtobrutinib until BTK L528W made that drug ineffective.",
        "BCL2 p.Gly101Val resistance venetoclax; BCL2 p.Gly101Val sensitivity pirtobrutinib; BTK p.Leu528Trp resistance pirtobrutinib",
    ),
    "the drugs above and one more": (
        "V299L对达沙替尼和博舒替尼耐药;F317C对上述两药及尼洛替尼一概耐药。",
        "ABL1 p.Phe317Cys resistance bosutinib; ABL1 p.Phe317Cys resistance dasatinib; ABL1 p.Phe317Cys resistance nilotinib; "
        "ABL1 p.Val299Leu resistance bosutinib; ABL1 p.Val299Leu resistance dasatinib",
    ),
    "both of these drugs and one more": (
        "V299L was resistant to dasatinib and bosutinib; F317C was resistant to both of these drugs and to nilotinib.",
        "ABL1 p.Phe317Cys resistance bosutinib; ABL1 p.Phe317Cys resistance dasatinib; ABL1 p.Phe317Cys resistance nilotinib; "
        "ABL1 p.Val299Leu resistance bosutinib; ABL1 p.Val299Leu resistance dasatinib",
    ),
    "this class, and not the drug before": (
        "维奈克拉治疗后G101V阳性者,可用BTK抑制剂,该突变对这类药物敏感。",
        "BCL2 p.Gly101Val sensitivity btk inhibitor",
    ),
    "the drug before in English": (
        "GISTs with KIT V654A after imatinib may be given sunitinib; this mutation is sensitive to this drug.",
        "KIT p.Val654Ala sensitivity sunitinib",
    ),
    "treated and well": ("NPM1突变者经维奈克拉治疗后敏感,可用于移植前桥接。", "NPM1 mutation sensitivity venetoclax"),
    "failed because of": ("Osimertinib failed because of C797S.", "EGFR p.Cys797Ser resistance osimertinib"),
    "failed because of something else": (
        "Treatment with imatinib failed because of toxicity in patients with T315I.",
        "",
    ),
    "less than sensitive": ("FLT3-TKD对索拉非尼欠敏感。", "FLT3-TKD resistance sorafenib"),
    "less than sensitive in English": (
        "NRAS-mutant cells were less than fully sensitive to trametinib.",
        "NRAS mutation resistance trametinib",
    ),
}
FIGURES = {
    "the share of a clone": ("改用奥希替尼,2个月达PR,T790M降至0.6%。", ""),
    "alleles that fall": ("换奎扎替尼后获CRi,VAF由45.0%落至1.4%。", ""),
    "transcripts": ("换尼洛替尼后达MMR,19个月时融合转录本回升至6.3%,T315I占62.0%。", ""),
    "a clone in English": ("Gilteritinib gave a PR, with the D835Y VAF down to 2.2%.", ""),
    "one patient's figure": ("病例3,女,50岁。用阿法替尼后PR维持20个月,再进展时EGFR C797S达41.0%。", ""),
    "a patient under a heading": ("## Case presentation\n\nShe reached a CR on ponatinib, the blasts at 3%.", ""),
    "rates of groups that rise and fall": (
        "吉瑞替尼治疗的CR率在NPM1突变者升至66%,野生型降至40%。",
        "gilteritinib CR 40; gilteritinib CR 66",
    ),
    "the rate of carriers": (
        "The CR rate on gilteritinib with FLT3-TKD fell to 20%.",
        "gilteritinib CR 20",
    ),
    "two figures once more": (
        "初治者接受奥希替尼,ORR为73.3%,中位PFS 19.6个月;脑转移者两项数字降到60.0%和11.8个月。",
        "osimertinib ORR 60.0; osimertinib ORR 73.3; osimertinib PFS 11.8; osimertinib PFS 19.6",
    ),
    "two figures once more in English": (
        "With osimertinib the ORR was 70% and the median PFS 18 months; in those treated before, the two figures were 50% and 8 months.",
        "osimertinib ORR 50; osimertinib ORR 70; osimertinib PFS 18; osimertinib PFS 8",
    ),
    "others' rate beside a case": (
        "病例1,男,60岁,用阿糖胞苷后达CR。文献报道阿糖胞苷的CR率为60%。",
        "cytarabine CR 60",
    ),
}


def test_a_gene_in_a_heading_is_no_part_of_the_change_behind_it() -> None:
    text = "## 3.1 BTK位点\n\nC481S最早见于伊布替尼治疗后进展的CLL,它不仅对伊布替尼耐药,对泽布替尼亦然。"
    found = claims(text, "mutation_response", "md")
    assert {c.subject.text for c in found} == {"C481S"}
    assert {told(c) for c in found} == {
        "BTK p.Cys481Ser resistance ibrutinib",
        "BTK p.Cys481Ser resistance zanubrutinib",
    }


def test_a_class_behind_a_fronted_drug_is_another() -> None:
    fronted = "In patients with BTK C481S after ibrutinib, a BCL-2 inhibitor may be used."
    assert not claims(fronted, "drug_target")
    assert {told(c) for c in claims("For relapse, ibrutinib, a BTK inhibitor, is used.", "drug_target")} == {
        "ibrutinib inhibits BTK"
    }


def test_drugs_behind_the_short_name_of_their_class() -> None:
    text = "二代EGFR抑制剂(EGFRi,如阿法替尼、达可替尼)选择性更高。"
    assert {told(c) for c in claims(text, "drug_target")} == {"afatinib inhibits EGFR", "dacomitinib inhibits EGFR"}
    assert not claims("BTK抑制剂(BTKi,与维奈克拉联用)有效。", "drug_target")


def test_grades_and_above_open_no_comparison() -> None:
    text = "尼洛替尼组MMR率为25.5%,博舒替尼组13.2%。3级及以上血小板减少症在尼洛替尼组为22.4%,对照组9.2%。"
    found = [c for c in claims(text, "trial_metric") if c.fields["metric"] == "thrombocytopenia"]
    assert [(told(c), c.fields["role"]) for c in found] == [
        ("nilotinib thrombocytopenia 22.4", "experimental"),
        ("bosutinib thrombocytopenia 9.2", "control"),
    ]


@pytest.mark.parametrize("name", SUCCESSIVE)
def test_drugs_one_after_another(name: str) -> None:
    text, wanted = SUCCESSIVE[name]
    assert "; ".join(sorted({told(c) for c in claims(text, "mutation_response", "md")})) == wanted


@pytest.mark.parametrize("name", RESPONSES)
def test_responses_in_cases(name: str) -> None:
    text, wanted = RESPONSES[name]
    assert "; ".join(sorted({told(c) for c in claims(text, "mutation_response")})) == wanted


@pytest.mark.parametrize("name", FIGURES)
def test_figures_of_clones_and_of_patients(name: str) -> None:
    text, wanted = FIGURES[name]
    assert "; ".join(sorted({told(c) for c in claims(text, "trial_metric", "md")})) == wanted
