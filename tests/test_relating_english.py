"""Claims of invented English sentences, one construction each, read by the whole of `rules`."""

from __future__ import annotations

import pytest

from tests.relating_claims import claims, claims_of_paragraph, told

TARGETS = [
    ("what a stimulus brings about", "Ruxolitinib blocked thrombin-induced phosphorylation of STAT3.", "ruxolitinib inhibits STAT3"),
    ("a stimulus that is a gene", "Ruxolitinib inhibited the IL-6-induced expression of MCL-1.", "ruxolitinib downregulates MCL1"),
    ("a stimulus without a hyphen", "Ibrutinib suppressed thrombin induced BTK activation in platelets.", "ibrutinib inhibits BTK"),
    ("a participle as adjective", "Ibrutinib prevents the formation of activated caspase-3.", ""),
    ("a change behind a light verb", "Decitabine treatment resulted in decreased transcription of MYC.", "decitabine downregulates MYC"),
    ("a decrease caused", "Midostaurin caused a marked decrease in MCL-1 levels.", "midostaurin downregulates MCL1"),
    ("a reduction produced", "Midostaurin produced a significant reduction in the expression of MYC.", "midostaurin downregulates MYC"),
    ("suppression of activity caused", "Midostaurin caused suppression of STAT3 activity.", "midostaurin inhibits STAT3"),
    ("an increase prevented", "Ruxolitinib attenuated the increase in MYC expression.", "ruxolitinib downregulates MYC"),
    ("less of less", "Ruxolitinib prevented the loss of PTEN.", ""),
    ("a change in one with its gene", "Treatment with cytarabine increased MCL-1 expression.", "cytarabine upregulates MCL1"),
    ("treatment of cells", "Treatment of AML cells with decitabine reduced MYC levels.", "decitabine downregulates MYC"),
    ("passive of expression", "MYC expression was strongly inhibited in blasts by decitabine.", "decitabine downregulates MYC"),
    ("passive in one with the gene", "MYC expression was reduced by decitabine.", "decitabine downregulates MYC"),
    ("passive of phosphorylation", "Phosphorylation of STAT3 was increased by cytarabine.", "cytarabine activates STAT3"),
    ("passive of cells", "FLT3-mutated cells were inhibited by quizartinib.", ""),
    ("two passives", "MYC was increased in blasts and was reduced by decitabine.", ""),
    ("what follows treatment", "Levels of MCL-1 were decreased following dinaciclib treatment.", "dinaciclib downregulates MCL1"),
    ("what follows relapse", "MCL-1 was increased after treatment with venetoclax in relapsed patients.", ""),
    ("drug-mediated", "Sorafenib-mediated FLT3 inhibition delayed relapse.", "sorafenib inhibits FLT3"),
    ("drug-induced", "Decitabine-induced BAX expression was seen in blasts.", "decitabine upregulates BAX"),
    ("a drug's inhibition", "Sorafenib inhibition of FLT3 delayed relapse.", "sorafenib inhibits FLT3"),
    ("via", "Bortezomib induces apoptosis via inhibition of BTK.", "bortezomib inhibits BTK"),
    ("through, noun behind", "Thalidomide may slow growth through MYC degradation.", "thalidomide degrades MYC"),
    ("followed by", "Growth slowed under vorinostat, which was followed by suppression of BTK activity.", ""),
    ("figure before the target", "Gilteritinib has an IC50 of 0.3 nM for FLT3.", "gilteritinib inhibits FLT3"),
    ("measure of the drug", "The IC50 of gilteritinib for FLT3 was 0.3 nM.", "gilteritinib inhibits FLT3"),
    ("activity of the drug", "The inhibitory activity of dasatinib against both wild-type KIT and KIT D816V is high.", "dasatinib inhibits KIT"),
    ("found to be", "Vorinostat was found to be a potent inhibitor of HDAC1.", "vorinostat inhibits HDAC1"),
    ("known inhibitors", "We gave venetoclax, a drug, and ibrutinib, known BTK inhibitors.", "ibrutinib inhibits BTK"),
    ("respectively", "Blockade of BTK and BCL-2 with ibrutinib and venetoclax, respectively, killed the cells.",
     "ibrutinib inhibits BTK; venetoclax inhibits BCL2"),
    ("a class before its own name", "We added ibrutinib, the AKT inhibitor MK-2206 or nothing.", "mk-2206 inhibits AKT family"),
    ("a class before a code", "We added ibrutinib, the KIT inhibitor ABC12345, or nothing.", "abc12345 inhibits KIT"),
    ("interaction of two", "Idasanutlin disrupts the interaction between p53 and MDM2.", "idasanutlin inhibits MDM2"),
    ("a list with nouns", "Dinaciclib decreased MYC protein and MCL-1 mRNA levels.", "dinaciclib downregulates MCL1; dinaciclib downregulates MYC"),
    ("selective for", "Gefitinib, a quinazoline inhibitor selective for the EGFR, was given.", "gefitinib inhibits EGFR"),
    ("shown", "Vorinostat showed more potent inhibition of HDAC1.", "vorinostat inhibits HDAC1"),
    ("a further result", "Sorafenib treatment resulted in slower growth and inhibition of KIT.", "sorafenib inhibits KIT"),
    ("shown by cells", "Ibrutinib-resistant cells showed activation of AKT.", ""),
    ("fold", "BAX expression could be induced 2-fold by decitabine.", "decitabine upregulates BAX"),
    ("effect of something else", "STAT3 phosphorylation and the insulin effect can be blocked by ruxolitinib.", ""),
    ("binding as adjective", "Cytarabine induces the DNA-binding activities of the transcription factor STAT3.", "cytarabine activates STAT3"),
    ("apposition with as", "Ruxolitinib, as an anti-inflammatory compound, suppresses STAT3.", "ruxolitinib inhibits STAT3"),
    ("but not", "Ibrutinib, but not venetoclax, inhibits BTK.", "ibrutinib inhibits BTK"),
    ("but not, without commas", "Ibrutinib but not venetoclax inhibited BTK.", "ibrutinib inhibits BTK"),
    ("an insertion before the copula", "Pemigatinib, an oral agent licensed in 2020, is a selective TKI which blocks FGFR1 and FGFR2.",
     "pemigatinib inhibits FGFR1; pemigatinib inhibits FGFR2"),
    ("approved before the copula", "Alectinib, approved for lung cancer, is a potent TKI that inhibits ALK.", "alectinib inhibits ALK"),
    ("approved among the modifiers", "Asciminib is the only currently approved BCR-ABL1 inhibitor of its kind.", "asciminib inhibits BCR::ABL1"),
    ("approved after a class", "Asciminib was approved for patients after a BTK inhibitor.", ""),
    ("it behind a class", "Selinexor, long a mere code, was the first XPO1 inhibitor to reach patients; it blocks the activity of BTK.",
     "selinexor inhibits BTK; selinexor inhibits XPO1"),
    ("treatment of cells, drug before", "Ziftomenib was tested; treatment of primary samples resulted in reduced expression of MEIS1.",
     "ziftomenib downregulates MEIS1"),
    ("treatment of cells, drug in the sentence before", "Decitabine is a nucleoside. Treatment of AML cells caused upregulation of BAX.",
     "decitabine upregulates BAX"),
    ("treatment with another drug", "Ruxolitinib was added; treatment of cells with decitabine led to upregulation of BAX.", "decitabine upregulates BAX"),
    ("increased it", "Rituximab reduced CD20 expression in cell lines, while chidamide increased it.",
     "rituximab downregulates MS4A1; tucidinostat upregulates MS4A1"),
    ("raised them", "Decitabine lowered MCL-1 levels, whereas venetoclax raised them.", "decitabine downregulates MCL1; venetoclax upregulates MCL1"),
    ("an increase of cells", "Rituximab inhibits JAK2 and the count fell, while chidamide increased it.", "rituximab inhibits JAK2"),
]  # fmt: skip
RESPONSES = [
    ("examples of mutations", "The efficacy of imatinib in KIT-mutant tumours is limited by resistance mutations such as ABL1 T315I.",
     "ABL1 p.Thr315Ile resistance imatinib"),
    ("resistance undone", "MCL-1 silencing overcame venetoclax resistance.", "MCL1 silencing sensitivity venetoclax"),
    ("resistance undone, Chinese", "MCL-1缺失逆转了细胞对维奈克拉的耐药。", "MCL1 loss sensitivity venetoclax"),
    ("resistance undone by a drug", "Dinaciclib reversed the venetoclax resistance of cells with MCL-1 overexpression.",
     "MCL1 overexpression resistance venetoclax"),
    ("sensitivity by another drug", "Metformin enhances gefitinib sensitivity in NSCLC with EGFR T790M mutations.", ""),
    ("sensitivity of cells by another drug", "Decitabine enhanced the sensitivity of TP53-mutated cells to venetoclax.", ""),
    ("respectively", "KIT V654A or ABL1 T315I was associated with resistance to gefitinib and imatinib, respectively.",
     "ABL1 p.Thr315Ile resistance imatinib; KIT p.Val654Ala resistance gefitinib"),
    ("respectively, Chinese", "T790M和C797S分别对吉非替尼和奥希替尼耐药。",
     "EGFR p.Cys797Ser resistance osimertinib; EGFR p.Thr790Met resistance gefitinib"),
    ("a class by a change", "We studied mechanisms of BRAF V600E inhibitor resistance in cells after vemurafenib.", ""),
    ("another mechanism", "Activation of the PI3K pathway is a mechanism of resistance to BRAF inhibitors in BRAF V600E melanoma.", ""),
    ("expression tied to a drug", "MCL-1 expression correlated with cisplatin resistance.", "MCL1 expression resistance cisplatin"),
    ("expression tied to chemoresistance", "MCL-1 expression was correlated with chemoresistance to cisplatin.",
     "MCL1 expression resistance cisplatin"),
    ("a predictor", "MCL-1 expression is a predictor of response to venetoclax.", "MCL1 expression sensitivity venetoclax"),
    ("examples of altered genes", "Tumors with mutations in other chromatin genes such as SETD2, KDM5C and TET2 are sensitive to PARP inhibitors.",
     "KDM5C mutation sensitivity parp inhibitor; SETD2 mutation sensitivity parp inhibitor; TET2 mutation sensitivity parp inhibitor"),
    ("examples in a bracket", "Mutations in splicing factor genes (SRSF2, U2AF1) confer resistance to azacitidine.",
     "SRSF2 mutation resistance azacitidine; U2AF1 mutation resistance azacitidine"),
    ("examples of lost genes", "Loss of tumor suppressors such as PTEN or NF1 leads to resistance to trametinib.",
     "NF1 loss resistance trametinib; PTEN loss resistance trametinib"),
    ("a gene beside others with an example", "Mutations in NRAS and other genes confer resistance to venetoclax.", "NRAS mutation resistance venetoclax"),
    ("a phrase before the preposition", "Resistance to ibrutinib was traced, in two patients, to C481S.", "BTK p.Cys481Ser resistance ibrutinib"),
    ("another cause between commas", "KRAS amplification has been described, besides NRAS mutation, as a mechanism of resistance to cetuximab.",
     "KRAS amplification resistance cetuximab; NRAS mutation resistance cetuximab"),
    ("hosts of an alteration", "BRAF-mutant melanomas with NRAS mutations are resistant to vemurafenib.", "NRAS mutation resistance vemurafenib"),
    ("hosts in a relative clause", "EGFR-mutant lung cancers that progressed early and carry MET amplification are insensitive to osimertinib.",
     "MET amplification resistance osimertinib"),
    ("no hosts", "FLT3-mutated AML is sensitive to quizartinib, and NPM1-mutated AML is resistant to it.",
     "FLT3 mutation sensitivity quizartinib; NPM1 mutation resistance quizartinib"),
    ("resistance that arises in a disease", "In EGFR-mutant NSCLC, acquired resistance to gefitinib inevitably develops within a year.", ""),
    ("resistance that carriers develop", "In patients with EGFR T790M, resistance to gefitinib develops.", "EGFR p.Thr790Met resistance gefitinib"),
    ("a fusion that tells the place", "Compound mutations in a BCR-ABL1 allele confer asciminib resistance.", "ABL1 compound mutation resistance asciminib"),
    ("compound mutations told before", "Compound mutations are rare. T315I/F317L is resistant to ponatinib.",
     "ABL1 p.Thr315Ile/p.Phe317Leu resistance ponatinib"),
    ("members of a class behind a comma", "G1202R causes resistance to TKIs, including crizotinib.",
     "ALK p.Gly1202Arg resistance crizotinib; ALK p.Gly1202Arg resistance tyrosine kinase inhibitor"),
    ("a class with activity", "Osimertinib is a third-generation EGFR TKI with activity against T790M.", "EGFR p.Thr790Met sensitivity osimertinib"),
    ("an apposed class with activity", "Olverembatinib, a TKI with potent activity against T315I, was given.", "ABL1 p.Thr315Ile sensitivity olverembatinib"),
    ("activity in a place", "Patients with EGFR T790M received a drug with activity in the brain.", ""),
    ("two classes with one noun", "BRAF V600E confers resistance to combined EGFR and MEK inhibitors.",
     "BRAF p.Val600Glu resistance egfr inhibitor + mek inhibitor"),
    ("two classes with one noun, Chinese", "BRAF V600E对BRAF和MEK抑制剂联合耐药。", "BRAF p.Val600Glu resistance braf inhibitor + mek inhibitor"),
    ("mechanisms of a regimen", "Resistance to venetoclax plus azacitidine was seen. Mechanisms of resistance include TP53 mutation.",
     "TP53 mutation resistance azacitidine + venetoclax"),
    ("these combinations", "Venetoclax-based combinations were tried. Resistance to these combinations was associated with TP53 mutations.",
     "TP53 mutation resistance venetoclax combination"),
    ("this regimen, Chinese", "维奈克拉联合阿扎胞苷为标准方案,TP53突变者对该方案耐药。", "TP53 mutation resistance azacitidine + venetoclax"),
]  # fmt: skip


def stated(text: str, relation: str) -> str:
    return "; ".join(sorted({told(claim) for claim in claims_of_paragraph(text, relation)}))


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in TARGETS], ids=[case[0] for case in TARGETS])
def test_what_drugs_do_to_targets(text: str, expected: str) -> None:
    assert stated(text, "drug_target") == expected


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in RESPONSES], ids=[case[0] for case in RESPONSES])
def test_what_alterations_change(text: str, expected: str) -> None:
    assert stated(text, "mutation_response") == expected


def test_a_count_and_its_rate_in_the_bracket_are_of_the_endpoint_before_them() -> None:
    found = claims(
        "CRi was documented in 11 of 48 patients treated with ziftomenib (22.9%) and the overall response rate was 45%.",
        "trial_metric",
    )
    assert [(c.fields["metric"], c.fields["value"], c.fields["n"]) for c in found] == [
        ("CRi", "11", "48"), ("CRi", "22.9", "48"), ("ORR", "45", "48"),
    ]  # fmt: skip


def test_in_whom_something_is_tested_is_no_response() -> None:
    text = "Selinexor is being tested in patients with wild-type TP53 who had a suboptimal response to ruxolitinib."
    assert not claims(text, "mutation_response")


def test_the_rescue_of_one_patient_is_no_arm_of_the_next_section() -> None:
    text = (
        "# Response\n\nAll patients received ponatinib plus blinatumomab, and the CMR rate was 81%.\n\n"
        "One patient was later salvaged with inotuzumab ozogamicin. Lipase elevation occurred in 17%."
    )
    assert "inotuzumab ozogamicin" not in {c.fields["arm"] for c in claims(text, "trial_metric", "md")}


def test_a_pathway_or_family_before_its_member_is_not_what_is_acted_on() -> None:
    assert [told(c) for c in claims("格拉吉布抑制Hedgehog通路的SMO蛋白。", "drug_target")] == ["glasdegib inhibits SMO"]
    assert [told(c) for c in claims("阿法替尼结合ErbB家族的EGFR和HER2。", "drug_target")] == [
        "afatinib binds EGFR", "afatinib binds ERBB2",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "BELLINI compared venetoclax, bortezomib and dexamethasone with placebo, bortezomib and dexamethasone. "
        "Median PFS in the venetoclax arm was 22.4 vs 11.5 months.",
        "In a comparison of venetoclax, bortezomib and dexamethasone with placebo, bortezomib and dexamethasone, "
        "median PFS was longer in the venetoclax arm (22.4 vs 11.5 months).",
    ],
)
def test_lists_of_agents_on_both_sides_of_a_comparison(text: str) -> None:
    assert [told(c) for c in claims(text, "trial_metric") if c.predicate == "median"] == [
        "bortezomib + dexamethasone + venetoclax PFS 22.4", "bortezomib + dexamethasone + placebo PFS 11.5",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Several mechanisms of resistance to glofitamab have been described, including loss of MS4A1 and TP53 mutations.",
            ["MS4A1 loss resistance glofitamab", "TP53 mutation resistance glofitamab"],
        ),
        (
            "Resistance to adagrasib develops in most patients, causes including KRAS Y96D and MET amplification.",
            ["KRAS p.Tyr96Asp resistance adagrasib", "MET amplification resistance adagrasib"],
        ),
        ("Resistance to adagrasib is common, and trials including patients with MET amplification are planned.", []),
    ],
)
def test_mechanisms_listed_behind_what_they_resist(text: str, wanted: list[str]) -> None:
    assert [told(c) for c in claims(text, "mutation_response")] == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Unlike other JAK inhibitors, momelotinib inhibits ACVR1.", ["momelotinib inhibits ACVR1"]),
        (
            "Momelotinib differs from other JAK inhibitors in that it also inhibits ACVR1.",
            ["momelotinib inhibits ACVR1"],
        ),
    ],
)
def test_other_drugs_that_a_subject_is_told_apart_from(text: str, wanted: list[str]) -> None:
    assert [told(c) for c in claims(text, "drug_target")] == wanted


def test_the_outcome_of_an_altered_group_is_no_direction_of_its_treatment() -> None:
    text = "Del(17p) was not associated with inferior PFS in patients treated with zanubrutinib."
    assert not claims(text, "trial_metric")


def test_two_lists_of_events_with_their_groups_behind_them() -> None:
    text = (
        "Grade 3 or 4 events included neutropenia (35%) and anemia (26%) with zanubrutinib, "
        "and neutropenia (28%) and anemia (20%) with ibrutinib."
    )
    assert [told(c) for c in claims(text, "trial_metric")] == [
        "zanubrutinib neutropenia 35", "zanubrutinib anemia 26", "ibrutinib neutropenia 28", "ibrutinib anemia 20",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Pneumonia occurred in 12% of patients treated with ibrutinib.", ["ibrutinib pneumonia 12"]),
        ("Patients with chronic GVHD were treated with ruxolitinib, and the ORR was 76%.", ["ruxolitinib ORR 76"]),
        ("When venetoclax was used 67% of patients achieved CR.", ["venetoclax CR 67"]),
        (
            "45 patients were treated with ibrutinib plus rituximab; one patient received idelalisib. The ORR was 70%.",
            ["ibrutinib + rituximab ORR 70"],
        ),
        ("Forty patients were enrolled (60% relapsed, 40% refractory) and received venetoclax.", []),
        (
            "Venetoclax vs placebo, each combined with azacitidine: CR 60% vs 30%.",
            ["azacitidine + venetoclax CR 60", "azacitidine + placebo CR 30"],
        ),
    ],
)
def test_ordinary_sentences_beside_the_rules_for_remedies_and_shares(text: str, wanted: list[str]) -> None:
    assert [told(c) for c in claims(text, "trial_metric")] == wanted


def test_what_two_drugs_are_between_commas_and_what_a_drug_is_combined_with() -> None:
    text = (
        "Ivosidenib and enasidenib, oral small-molecule inhibitors of mutant IDH1 and IDH2, respectively, are approved."
    )
    assert [told(c) for c in claims(text, "drug_target")] == ["ivosidenib inhibits IDH1", "enasidenib inhibits IDH2"]
    text = "Selinexor inhibits XPO1. When combined with low-dose dexamethasone in the STORM study, it produced an ORR of 26%."
    assert [told(c) for c in claims(text, "trial_metric")] == ["dexamethasone + selinexor ORR 26"]


def test_the_gain_of_a_combination_in_an_altered_cohort_is_no_prognosis() -> None:
    text = "In SOLAR-1, in the PIK3CA-mutated cohort, alpelisib plus fulvestrant prolonged median PFS (11.0 vs 5.7 months)."
    assert not claims(text, "mutation_response")
