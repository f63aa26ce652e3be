"""Paragraphs as reviews of targets, resistance and prognosis write them: whose list, whose word, which drug."""

from __future__ import annotations

import pytest

from tests.relating_claims import claims_of_paragraph, told

OWN_SUBJECTS = [
    (
        "carriers behind a closed list are no item of it",
        "AML中重要的突变基因有NPM1、DNMT3A、RUNX1和ASXL1[3],RUNX1或ASXL1突变者预后较差[4]。",
        ["RUNX1 mutation worse_prognosis none", "ASXL1 mutation worse_prognosis none"],
    ),
    (
        "a list without a last link",
        "MDS常见基因突变为TET2、ASXL1、SRSF2,ASXL1突变者预后不良。",
        ["ASXL1 mutation worse_prognosis none"],
    ),
    (
        "a list goes on without such a break",
        "NPM1突变、FLT3-ITD阳性、TP53突变者预后不良。",
        [
            "NPM1 mutation worse_prognosis none",
            "FLT3-ITD worse_prognosis none",
            "TP53 mutation worse_prognosis none",
        ],
    ),
    (
        "people told apart by an antigen are their own subject",
        "瘤细胞不表达或弱表达CD19、CD10、CD20,部分CD20阳性患者预后较差。",
        ["MS4A1 expression worse_prognosis none"],
    ),
    (
        "an antigen in English",
        "The few CD56-positive patients had a worse prognosis.",
        ["NCAM1 expression worse_prognosis none"],
    ),
    (
        "an antigen of people under treatment says nothing of them",
        "CD20阳性患者接受利妥昔单抗治疗预后良好。",
        [],
    ),
    (
        "因而 goes on about the subject",
        "NOTCH1突变更易发生Richter转化,因而被视为CLL预后不良的标志。",
        ["NOTCH1 mutation worse_prognosis none"],
    ),
    (
        "因而 behind a subject",
        "ASXL1突变者血小板常减低,ASXL1突变因而被视为MDS预后不良的独立因素。",
        ["ASXL1 mutation worse_prognosis none"],
    ),
    (
        "examples in a bracket that opens with eg",
        "AML is heterogeneous, certain molecular features [eg, TP53 mutation, inv(3)] being associated with a worse outcome.",
        ["TP53 mutation worse_prognosis none", "inv(3) worse_prognosis none"],
    ),
    (
        "some of those before, told apart by a feature of their own",
        "CRBN突变是来那度胺耐药的重要机制,其中年龄大者预后更差。",
        ["CRBN mutation resistance lenalidomide"],
    ),
    (
        "what makes the prognosis worse",
        "t(8;21)多见于M2型,但若合并KIT突变,则预后变差。",
        ["KIT mutation worse_prognosis none"],
    ),
    (
        "a prognosis no longer poor",
        "TP53 mutation no longer predicts inferior outcome.",
        ["TP53 mutation no_effect none"],
    ),
    ("nor conferred", "RUNX1 mutation did not confer a worse prognosis.", ["RUNX1 mutation no_effect none"]),
    (
        "the reverse holds",
        "CEBPA双突变者预后良好,携带FLT3-ITD者则反之。",
        ["CEBPA biallelic mutation better_prognosis none", "FLT3-ITD worse_prognosis none"],
    ),
    (
        "the reverse in English",
        "NPM1 mutation predicts a good outcome; for TP53 mutation the reverse is true.",
        ["NPM1 mutation better_prognosis none", "TP53 mutation worse_prognosis none"],
    ),
    ("相反 that only contrasts", "与TP53突变相反,SF3B1突变预后良好。", ["SF3B1 mutation better_prognosis none"]),
    (
        "others did not",
        "TP53 mutations conferred a poor prognosis, but RUNX1 mutations did not.",
        ["TP53 mutation worse_prognosis none", "RUNX1 mutation no_effect none"],
    ),
    (
        "survival that a drug prolonged",
        "Midostaurin targets not only FLT3 but also KIT, and prolonged survival in FLT3-mutated AML.",
        [],
    ),
    (
        "survival that a mutation prolonged",
        "SF3B1 mutation prolonged survival in MDS.",
        ["SF3B1 mutation better_prognosis none"],
    ),
    (
        "an adverse factor",
        "U2AF1 mutations, particularly at Q157, are an adverse factor in myelofibrosis.",
        ["U2AF1 mutation worse_prognosis none"],
    ),
    (
        "the affinity of the drug just named",
        "维奈克拉单药易耐药,BCL2基因G101V、D103Y等突变可降低药物与BCL-2的亲和力。",
        ["BCL2 p.Gly101Val resistance venetoclax", "BCL2 p.Asp103Tyr resistance venetoclax"],
    ),
    ("no longer of any influence", "联合砷剂治疗下FLT3-ITD不再影响预后。", ["FLT3-ITD no_effect none"]),
    ("a prognosis no longer poor in Chinese", "TP53突变已不再是预后不良因素。", ["TP53 mutation no_effect none"]),
    (
        "what makes no difference is not what a later clause is about",
        "Ruxolitinib blocks JAK2 whether or not V617F is present, but does not eradicate the clone.",
        [],
    ),
    (
        "a pointer at a mutant that a drug inhibits",
        "阿伐替尼可抑制KIT D816V,对携带该突变的肥大细胞增多症患者疗效显著。",
        ["KIT p.Asp816Val sensitivity avapritinib"],
    ),
    (
        "a substitution takes away the efficacy",
        "Venetoclax binds BCL-2; the G101V substitution abrogates its efficacy.",
        ["BCL2 p.Gly101Val resistance venetoclax"],
    ),
    (
        "the disease in which mechanisms are at work",
        "In BRAF mutant melanoma, progression is mostly due to drug-resistance mechanisms that undo what vemurafenib does.",
        [],
    ),
    (
        "a change that is a mechanism",
        "NRAS mutations restore signalling, a common mechanism of resistance to gilteritinib.",
        ["NRAS mutation resistance gilteritinib"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), [c[1:] for c in OWN_SUBJECTS], ids=[c[0] for c in OWN_SUBJECTS])
def test_whose_word_of_prognosis_it_is(text: str, expected: list[str]) -> None:
    assert sorted(map(told, claims_of_paragraph(text, "mutation_response"))) == sorted(expected)


TARGETS = [
    ("a target told behind 不仅", "研究发现,BTK不仅为伊布替尼的靶点,还参与TLR信号。", ["ibrutinib targets BTK"]),
    (
        "a target under its full name",
        "Cereblon(CRBN)不仅为沙利度胺致畸作用的靶点,还与反应率有关。",
        ["thalidomide targets CRBN"],
    ),
    (
        "what the drug does to its target",
        "IKZF3既是来那度胺的降解靶点,也与患者生存有关。",
        ["lenalidomide degrades IKZF3"],
    ),
    (
        "a class and its example, the subject left out",
        "GSPT1在白血病中高表达,同时也是来那度胺等免疫调节药物的降解靶点。",
        ["immunomodulatory drug degrades GSPT1", "lenalidomide degrades GSPT1"],
    ),
    ("a pronoun for the target", "XPO1负责核输出,它是塞利尼索的作用靶点。", ["selinexor targets XPO1"]),
    (
        "not only the target",
        "CRBN is not only the target of thalidomide but also determines response.",
        ["thalidomide targets CRBN"],
    ),
    (
        "a kinase and a target",
        "IKZF1 is a lymphoid transcription factor and a direct degradation target of lenalidomide.",
        ["lenalidomide degrades IKZF1"],
    ),
    (
        "it is the target",
        "CD38 sits on plasma cells, and it is the target of daratumumab.",
        ["daratumumab targets CD38"],
    ),
    ("no target", "BTK不是维奈克拉的靶点。", []),
    ("not a target", "BTK is not a target of venetoclax.", []),
    ("a target in those who resist", "MCL-1 is a potential therapeutic target for venetoclax-resistant AML.", []),
    (
        "what a drug does besides is told of the drug",
        "塞利尼索通过抑制XPO1,使p53滞留于核内,瘤细胞走向凋亡,此外还可激活糖皮质激素受体。",
        ["selinexor inhibits XPO1", "selinexor activates NR3C1"],
    ),
    (
        "the addition in English",
        "Selinexor blocks XPO1, so that tumour suppressors are retained and oncoproteins decline; in addition, it activates the"
        " glucocorticoid receptor.",
        ["selinexor inhibits XPO1", "selinexor activates NR3C1"],
    ),
    ("what a protein does besides", "维奈克拉疗效显著,但MCL-1可结合BIM,此外还可激活PI3K通路。", []),
    (
        "both act by themselves",
        "Both ATRA and arsenic trioxide degrade PML::RARA.",
        ["tretinoin degrades PML::RARA", "arsenic trioxide degrades PML::RARA"],
    ),
    (
        "a combination acts as one",
        "The combination of ATRA and arsenic trioxide degrades PML::RARA.",
        ["arsenic trioxide + tretinoin degrades PML::RARA"],
    ),
    (
        "their targets are a noun",
        "Lenalidomide and pomalidomide both degrade their targets IKZF1 and IKZF3.",
        [
            "lenalidomide degrades IKZF1",
            "lenalidomide degrades IKZF3",
            "pomalidomide degrades IKZF1",
            "pomalidomide degrades IKZF3",
        ],
    ),
    (
        "what is set free is not bound",
        "维奈克拉通过与BCL-2结合释放BIM,进而激活BAX。",
        ["venetoclax binds BCL2", "venetoclax activates BAX"],
    ),
    (
        "both drugs, not the class that they belong to, nor what they are compared with",
        "奥布替尼与泽布替尼均为第二代BTK抑制剂,二者对BTK的选择性均高于伊布替尼。",
        [
            "orelabrutinib inhibits BTK",
            "zanubrutinib inhibits BTK",
            "orelabrutinib targets BTK",
            "zanubrutinib targets BTK",
        ],
    ),
    (
        "besides what it is known for",
        "Imatinib was the first BCR-ABL inhibitor to enter the clinic; besides BCR-ABL it also inhibits KIT and PDGFRA.",
        ["imatinib inhibits BCR::ABL1", "imatinib inhibits KIT", "imatinib inhibits PDGFRA"],
    ),
    (
        "what its target is stands between commas",
        "Lenalidomide binds cereblon, the substrate receptor of a CUL4 E3 ligase, and thereby triggers the degradation of IKZF1.",
        ["lenalidomide binds CRBN", "lenalidomide degrades IKZF1"],
    ),
    (
        "two things that become of a target",
        "Arsenic trioxide binds PML directly and promotes its SUMOylation and degradation.",
        ["arsenic trioxide binds PML", "arsenic trioxide degrades PML"],
    ),
    (
        "the class that opens a sentence is what the drug is said to be",
        "As an inhibitor of nuclear export, selinexor binds XPO1.",
        ["selinexor binds XPO1"],
    ),
    (
        "the mutant kinase",
        "BRAF V600E is common, and vemurafenib, which inhibits the mutant kinase, is active.",
        ["vemurafenib inhibits BRAF"],
    ),
    ("a mutant enzyme in Chinese", "对于IDH2 R140Q突变的AML,恩西地平可抑制突变酶。", ["enasidenib inhibits IDH2"]),
    ("a mutant as a target", "BRAF V600E is a target of vemurafenib.", ["vemurafenib targets BRAF"]),
    ("a fusion as a target", "BCR-ABL1融合蛋白驱动CML,也是伊马替尼的作用靶点。", ["imatinib targets BCR::ABL1"]),
    ("what a drug acts through", "来那度胺经CRBN降解IKZF1。", ["lenalidomide degrades IKZF1"]),
    (
        "the target of drugs behind its mutations",
        "Mutations of PSMB5, the target of bortezomib and carfilzomib, are rarely found in patients.",
        ["bortezomib targets PSMB5", "carfilzomib targets PSMB5"],
    ),
    ("an oncoprotein told as a driver", "伊马替尼能抑制其驱动蛋白BCR::ABL1。", ["imatinib inhibits BCR::ABL1"]),
]


@pytest.mark.parametrize(("text", "expected"), [c[1:] for c in TARGETS], ids=[c[0] for c in TARGETS])
def test_what_a_drug_acts_on(text: str, expected: list[str]) -> None:
    assert sorted(map(told, claims_of_paragraph(text, "drug_target"))) == sorted(expected)


JOINED = [
    (
        "a fusion behind its domain is no subject",
        "RARA mutations in the ligand-binding domain and PML mutations in the B2 domain of PML-RARA underlie resistance to ATRA"
        " and As2O3, respectively.",
        ["RARA mutation resistance tretinoin", "PML mutation resistance arsenic trioxide"],
    ),
    (
        "a gene behind its domain, and two drugs that are a regimen elsewhere",
        "BTK mutations in the kinase domain and MS4A1 mutations in the extracellular domain of CD20 cause resistance to"
        " ibrutinib and rituximab, respectively.",
        ["BTK mutation resistance ibrutinib", "MS4A1 mutation resistance rituximab"],
    ),
    (
        "a fusion by itself is a subject",
        "EML4-ALK fusion confers sensitivity to crizotinib.",
        ["EML4::ALK sensitivity crizotinib"],
    ),
    (
        "the domain of a fusion in Chinese",
        "BCR::ABL1激酶区的T315I突变导致伊马替尼耐药。",
        ["ABL1 p.Thr315Ile resistance imatinib"],
    ),
    (
        "two changes before one gene",
        "Mutation or deletion of the TP53 gene confers resistance to venetoclax.",
        ["TP53 mutation resistance venetoclax", "TP53 loss resistance venetoclax"],
    ),
    (
        "three changes behind one gene",
        "CRBN mutations, deletions or downregulation cause resistance to lenalidomide.",
        [
            "CRBN mutation resistance lenalidomide",
            "CRBN loss resistance lenalidomide",
            "CRBN underexpression resistance lenalidomide",
        ],
    ),
    (
        "and in Chinese, where the sentence has a verb and is no topic",
        "CRBN突变及表达下调均可导致来那度胺耐药。",
        ["CRBN mutation resistance lenalidomide", "CRBN underexpression resistance lenalidomide"],
    ),
    (
        "changes of two genes",
        "TP53 mutation and loss of BAX confer resistance to venetoclax.",
        ["TP53 mutation resistance venetoclax", "BAX loss resistance venetoclax"],
    ),
    (
        "what was found after each of two drugs",
        "Both GPRC5D loss and BCMA loss have been described in patients relapsing after talquetamab and teclistamab,"
        " respectively.",
        ["GPRC5D loss resistance talquetamab", "TNFRSF17 loss resistance teclistamab"],
    ),
    (
        "a gene whose change stands behind the next",
        "NOTCH1- or TP53-mutated patients have a poor prognosis.",
        ["NOTCH1 mutation worse_prognosis none", "TP53 mutation worse_prognosis none"],
    ),
    (
        "neither of two",
        "Neither TP53 nor NPM1 mutations affected the response to venetoclax.",
        ["TP53 mutation no_effect venetoclax", "NPM1 mutation no_effect venetoclax"],
    ),
    (
        "two changes, one of them with examples",
        "BCMA双等位缺失及其胞外区突变(如R27P、S30del)可使特立妥单抗丧失结合能力而耐药。",
        [
            "TNFRSF17 loss resistance teclistamab",
            "TNFRSF17 p.Arg27Pro resistance teclistamab",
            "TNFRSF17 p.Ser30del resistance teclistamab",
        ],
    ),
    (
        "a fusion that only tells the disease",
        "洛拉替尼对G2032R突变的ROS1阳性肺癌仍有效,而克唑替尼对其无效。",
        ["ROS1 p.Gly2032Arg sensitivity lorlatinib", "ROS1 p.Gly2032Arg resistance crizotinib"],
    ),
    ("a topic stays one", "BTK突变与BTK抑制剂耐药", []),
    (
        "what opens the next clause is no change of the gene before",
        "复发时CD19缺失,突变谱以T315I为主,对普纳替尼耐药。",
        ["ABL1 p.Thr315Ile resistance ponatinib"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), [c[1:] for c in JOINED], ids=[c[0] for c in JOINED])
def test_changes_that_one_phrase_joins(text: str, expected: list[str]) -> None:
    assert sorted(map(told, claims_of_paragraph(text, "mutation_response"))) == sorted(expected)


ANNOUNCED = [
    (
        "an example set behind, and what is less common",
        "Resistance to BTK inhibitors can develop over time. Frequently the resistance mutations, BTK C481S above all, affect the"
        " binding site; less common are gain-of-function mutations in PLCG2. Idelalisib blocks another kinase.",
        ["BTK p.Cys481Ser resistance btk inhibitor", "PLCG2 mutation resistance btk inhibitor"],
    ),
    (
        "the commonest and the less common in Chinese",
        "泽布替尼耐药逐渐增多。最常见的耐药突变是BTK C481S,较少见的是PLCG2突变。",
        ["BTK p.Cys481Ser resistance zanubrutinib", "PLCG2 mutation resistance zanubrutinib"],
    ),
    (
        "examples of the changes that cause resistance to the drug in question",
        "奎扎替尼是第二代FLT3抑制剂,用于对其他药物耐药的AML,但部分患者仍会耐药。激酶区突变是最常见的耐药原因,"
        "如FLT3 D835Y、FLT3 F691L等。",
        ["FLT3 p.Asp835Tyr resistance quizartinib", "FLT3 p.Phe691Leu resistance quizartinib"],
    ),
    (
        "mutations are the main cause",
        "Asciminib is used in CML, yet resistance to it develops. Mutations of the myristoyl pocket are the main cause of"
        " resistance, such as ABL1 A337V and ABL1 P465S.",
        ["ABL1 p.Ala337Val resistance asciminib", "ABL1 p.Pro465Ser resistance asciminib"],
    ),
    (
        "for whom a drug works is not found among those who resist another",
        "恩沙替尼用于对克唑替尼耐药者,对携带L1196M突变者亦有效,但部分患者仍会耐药。",
        ["ALK p.Leu1196Met sensitivity ensartinib"],
    ),
    (
        "an approval in relapse states no resistance",
        "The FDA has approved midostaurin, in conjunction with intensive chemotherapy, and the selective inhibitor gilteritinib, given as"
        " monotherapy, for relapsed or"
        " refractory FLT3-mutated AML.",
        [],
    ),
    (
        "what emerged as a target did not emerge under a drug",
        "Mutated IDH1 has emerged as a target: ivosidenib was approved after failure of chemotherapy.",
        [],
    ),
    (
        "nor in Chinese",
        "阿扎胞苷治疗失败后,艾伏尼布获批用于携带IDH1突变的复发难治AML。",
        ["IDH1 mutation sensitivity ivosidenib"],
    ),
    (
        "what came up behind an approval",
        "吉瑞替尼已获批用于FLT3突变AML,但治疗后复发者中可检出NRAS突变。",
        ["FLT3 mutation sensitivity gilteritinib", "NRAS mutation resistance gilteritinib"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), [c[1:] for c in ANNOUNCED], ids=[c[0] for c in ANNOUNCED])
def test_resistance_that_is_announced_and_indications(text: str, expected: list[str]) -> None:
    assert sorted(map(told, claims_of_paragraph(text, "mutation_response"))) == sorted(expected)
