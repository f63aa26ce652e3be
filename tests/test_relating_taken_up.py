"""What words take up from the clauses before: the drug that failed, lists announced, changes counted, pronouns."""

from __future__ import annotations

import pytest

from tests.relating_claims import claims, told

CASES = [
    (
        "T315I是伊马替尼、尼洛替尼获得性耐药的首要机制，此类患者对普纳替尼敏感；普纳替尼治疗失败后，靶点内耐药以E255V为代表，旁路耐药则以MET扩增最多见。",
        "ABL1 p.Thr315Ile resistance imatinib; ABL1 p.Thr315Ile resistance nilotinib; ABL1 p.Thr315Ile sensitivity ponatinib; "
        "ABL1 p.Glu255Val resistance ponatinib; MET amplification resistance ponatinib",
    ),
    (
        "BTK C481S is the main cause of ibrutinib resistance; after failure of pirtobrutinib, resistance is typified by T474I.",
        "BTK p.Cys481Ser resistance ibrutinib; BTK p.Thr474Ile resistance pirtobrutinib",
    ),
    (
        "EGFR T790M accounts for most resistance to gefitinib; once osimertinib fails, resistance is dominated by EGFR C797S.",
        "EGFR p.Thr790Met resistance gefitinib; EGFR p.Cys797Ser resistance osimertinib",
    ),
    (
        "携带T315I的患者，伊马替尼治疗失败后，对达沙替尼亦耐药。",
        "ABL1 p.Thr315Ile resistance dasatinib",
    ),
    (
        "在艾伏尼布治疗后复发的AML患者中，反复检出IDH1 S280F突变，可引起艾伏尼布耐药。IDH2 R140Q亦见个案报道，其意义尚不清楚。",
        "IDH1 p.Ser280Phe resistance ivosidenib",
    ),
    (
        "BTK C481S confers resistance to ibrutinib. BTK T316A has also been described.",
        "BTK p.Cys481Ser resistance ibrutinib; BTK p.Thr316Ala resistance ibrutinib",
    ),
    (
        "BTK C481S confers resistance to ibrutinib. BTK T316A has also been described, but its relevance is uncertain.",
        "BTK p.Cys481Ser resistance ibrutinib",
    ),
    (
        "奎扎替尼的获得性耐药主要源于FLT3 D835Y；由NRAS突变引起者仅占少数。",
        "FLT3 p.Asp835Tyr resistance quizartinib; NRAS mutation resistance quizartinib",
    ),
    (
        "Acquired resistance to gilteritinib is driven mainly by NRAS mutations; only a minority of cases are due to FLT3 F691L.",
        "NRAS mutation resistance gilteritinib; FLT3 p.Phe691Leu resistance gilteritinib",
    ),
    (
        "以下改变提示AML预后不良：inv(3)、t(6;9)及TP53突变。",
        "inv(3) worse_prognosis none; t(6;9) worse_prognosis none; TP53 mutation worse_prognosis none",
    ),
    (
        "The following abnormalities indicate a poor prognosis: t(4;14) and del(17p).",
        "t(4;14) worse_prognosis none; del(17p) worse_prognosis none",
    ),
    ("纳入者中TP53突变11例，SF3B1突变21例，预后不良核型33例。", ""),
    (
        "A337V、P465S和V468F可致阿思尼布耐药，但这三种突变对普纳替尼均敏感。",
        "; ".join(
            f"ABL1 p.{site} {tells}"
            for site in ("Ala337Val", "Pro465Ser", "Val468Phe")
            for tells in ("resistance asciminib", "sensitivity ponatinib")
        ),
    ),
    (
        "C481S和L528W均可致伊布替尼耐药，后者破坏激酶活性，对匹妥布替尼也耐药。",
        "BTK p.Cys481Ser resistance ibrutinib; BTK p.Leu528Trp resistance ibrutinib; "
        "BTK p.Leu528Trp resistance pirtobrutinib",
    ),
    (
        "吉瑞替尼对FLT3-ITD和FLT3-TKD均有效，而索拉非尼对前者有效，对FLT3-TKD则无效。",
        "FLT3-ITD sensitivity gilteritinib; FLT3-TKD sensitivity gilteritinib; FLT3-ITD sensitivity sorafenib; "
        "FLT3-TKD resistance sorafenib",
    ),
    ("若再使TP53缺失，则细胞对硼替佐米产生耐药。", "TP53 loss resistance bortezomib"),
    ("BRD4 R100K见于未重排的BRD4等位基因，同样引起JQ1耐药。", "BRD4 p.Arg100Lys resistance jq1"),
    (
        "Sitravatinib, an inhibitor of MET and AXL, retained activity against MET Y1230C, but F1200L conferred resistance.",
        "MET p.Tyr1230Cys sensitivity sitravatinib; MET p.Phe1200Leu resistance sitravatinib",
    ),
    (
        "Loss of BAK1 caused resistance to navitoclax and to the MCL1 inhibitor AZD5991, whereas sensitivity to daunorubicin "
        "was not affected.",
        "BAK1 loss resistance navitoclax; BAK1 loss resistance azd5991; BAK1 loss no_effect daunorubicin",
    ),
    ("Ponatinib is a third-generation TKI. It is active in CML with T315I.", "ABL1 p.Thr315Ile sensitivity ponatinib"),
    (
        "PDGFRA D842V: primary resistance to imatinib; avapritinib, which inhibits KIT, is highly effective in GIST with this "
        "mutation.",
        "PDGFRA p.Asp842Val resistance imatinib; PDGFRA p.Asp842Val sensitivity avapritinib",
    ),
    ("A BRCA1 frameshift made the tumour sensitive to niraparib.", "BRCA1 mutation sensitivity niraparib"),
    ("Not every venetoclax-resistant case carries BCL2 G101V.", ""),
    (
        "Loss of CD22 was found in 40% of relapses after inotuzumab ozogamicin.",
        "CD22 loss resistance inotuzumab ozogamicin",
    ),
    (
        "Ponatinib occupies the ATP pocket of ABL1; E255V sterically hinders binding.",
        "ABL1 p.Glu255Val resistance ponatinib",
    ),
    ("Elderly people with biallelic TP53 inactivation fared worst.", "TP53 inactivation worse_prognosis none"),
    (
        "ASXL1突变者生存期短，而TET2单独突变者预后较好。",
        "ASXL1 mutation worse_prognosis none; TET2 mutation better_prognosis none",
    ),
    ("RUNX1突变者虽初始缓解率不低，但总生存较差。", "RUNX1 mutation worse_prognosis none"),
    ("STK11 mutations predict inferior outcomes with pembrolizumab.", "STK11 mutation worse_prognosis pembrolizumab"),
    (
        "Resistance is mediated by MEN1 mutations at M327 or T349, which reduce revumenib binding.",
        "MEN1 p.Met327 resistance revumenib; MEN1 p.Thr349 resistance revumenib",
    ),
    ("PIM1抑制剂可恢复FLT3-ITD细胞对吉瑞替尼的敏感性。", ""),
    (
        "In contrast to T315I, F317L remains sensitive to nilotinib but not to dasatinib.",
        "ABL1 p.Thr315Ile resistance nilotinib; ABL1 p.Phe317Leu sensitivity nilotinib; ABL1 p.Phe317Leu resistance dasatinib",
    ),
    (
        "Inotuzumab ozogamicin failure was linked to CD22 loss in two cases.",
        "CD22 loss resistance inotuzumab ozogamicin",
    ),
    ("Heart failure was attributed to TTN mutations in patients given doxorubicin.", ""),
    ("In MV4;11 cells, KRAS G12D conferred resistance to quizartinib.", "KRAS p.Gly12Asp resistance quizartinib"),
]

TARGETS = [
    (
        "AKT1 and MTOR, in particular, were not inhibited by zanubrutinib, whereas ibrutinib blocked both kinases.",
        "zanubrutinib inhibits AKT1; zanubrutinib inhibits MTOR; ibrutinib inhibits AKT1; ibrutinib inhibits MTOR",
    ),
    (
        "伊布替尼可抑制EGFR和ITK，而泽布替尼对二者均无抑制作用。",
        "ibrutinib inhibits EGFR; ibrutinib inhibits ITK; zanubrutinib inhibits EGFR; zanubrutinib inhibits ITK",
    ),
    ("IKZF3为骨髓瘤的依赖因子，泊马度胺可将其直接降解。", "pomalidomide degrades IKZF3"),
    ("BCL-2 is overexpressed in CLL; venetoclax inhibits it directly.", "venetoclax inhibits BCL2"),
    ("来那度胺为免疫调节剂。CK1α也能被该药降解。", "lenalidomide degrades CSNK1A1"),
    ("伊布替尼耐药者以PLCG2突变为主，后者使信号绕过BTK持续激活。", ""),
    (
        "泊马度胺招募IKZF1和IKZF3并促使其经泛素-蛋白酶体途径降解。",
        "pomalidomide binds IKZF1; pomalidomide binds IKZF3; pomalidomide degrades IKZF1; pomalidomide degrades IKZF3",
    ),
    ("MET D1228N与Y1230H破坏结合，而卡博替尼对二者尚保留活性。", ""),
    (
        "维A酸结合RARα，三氧化二砷结合PML，二者通过不同途径降解PML-RARα。",
        "tretinoin binds RARA; arsenic trioxide binds PML; tretinoin degrades PML::RARA; arsenic trioxide degrades PML::RARA",
    ),
    (
        "恩曲替尼作用24 h后KM12细胞MCL-1蛋白水平下降，BIM表达升高；敲低NRAS者出现耐药。",
        "entrectinib downregulates MCL1; entrectinib upregulates BCL2L11",
    ),
    (
        "After gilteritinib treatment, MCL-1 protein levels fell and BIM expression rose in MOLM-13 cells.",
        "gilteritinib downregulates MCL1; gilteritinib upregulates BCL2L11",
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_responses_taken_up(text: str, expected: str) -> None:
    assert set(map(told, claims(text, "mutation_response"))) == set(filter(None, expected.split("; ")))


@pytest.mark.parametrize(("text", "expected"), TARGETS)
def test_targets_taken_up(text: str, expected: str) -> None:
    assert set(map(told, claims(text, "drug_target"))) == set(filter(None, expected.split("; ")))


FIGURES = [
    (
        "GALLIUM研究中，奥妥珠单抗组与利妥昔单抗组的3年PFS率分别为80.0%和73.3%(HR=0.66)。MURANO的随访显示，PFS方面，TP53突变(HR=0.33)和NOTCH1突变(HR=0.21)者均可从维奈克拉治疗中获益。",
        "MURANO venetoclax PFS 0.33 TP53 mutation; MURANO venetoclax PFS 0.21 NOTCH1 mutation",
    ),
    (
        "In SYMPLICITY-1, 3-year PFS was 61% with ruxolitinib and 40% with hydroxyurea (HR 0.51). In QuANTUM-R, for OS, patients with FLT3-ITD (HR 0.76) benefited from quizartinib.",
        "QuANTUM-R quizartinib OS 0.76 FLT3-ITD",
    ),
    ("GALLIUM研究中，奥妥珠单抗组的3年PFS率为80.0%(HR=0.66)。MURANO的随访显示，TP53突变(HR=0.33)者均可获益。", ""),
]


@pytest.mark.parametrize(("text", "expected"), FIGURES)
def test_figures_of_the_study_turned_to(text: str, expected: str) -> None:
    known = ("MURANO", "QuANTUM-R")
    rows = [c for c in claims(text, "trial_metric") if c.fields["trial"] in known]
    assert {f"{c.fields['trial']} {told(c)} {c.fields['subgroup']}" for c in rows} == set(
        filter(None, expected.split("; "))
    )


RANKED = [
    (
        "Resistance to pirtobrutinib is caused by mutations in BTK and, to a lesser extent, PLCG2.",
        "BTK mutation resistance pirtobrutinib; PLCG2 mutation resistance pirtobrutinib",
    ),
    (
        "Mutations in NRAS, KRAS or, less commonly, PTPN11 confer resistance to gilteritinib.",
        "NRAS mutation resistance gilteritinib; KRAS mutation resistance gilteritinib; PTPN11 mutation resistance gilteritinib",
    ),
    (
        "NRAS及较少见的PTPN11突变可致吉瑞替尼耐药。",
        "NRAS mutation resistance gilteritinib; PTPN11 mutation resistance gilteritinib",
    ),
]


@pytest.mark.parametrize(("text", "expected"), RANKED)
def test_lists_whose_last_is_ranked(text: str, expected: str) -> None:
    assert set(map(told, claims(text, "mutation_response"))) == set(expected.split("; "))


CLASSES_APPOSED = [
    ("Zanubrutinib and acalabrutinib, BTK inhibitors, are better tolerated.", {"zanubrutinib", "acalabrutinib"}),
    ("Zanubrutinib, acalabrutinib, and BCL2 inhibitors are well tolerated.", set()),
]


@pytest.mark.parametrize(("text", "expected"), CLASSES_APPOSED)
def test_class_between_commas_behind_a_closed_list(text: str, expected: set[str]) -> None:
    assert {c.subject.name for c in claims(text, "drug_target")} == expected


DEFINED = [
    ("Early death (ED; within 30 days of onset) was 5% with quizartinib.", {"quizartinib early death 5"}),
    ("Overall response (OR; defined as CR plus PR) was 55% with quizartinib.", {"quizartinib ORR 55"}),
    ("Overall response (OR, 55%; CR, 30%) was frequent with quizartinib.", {"quizartinib ORR 55", "quizartinib CR 30"}),
]


@pytest.mark.parametrize(("text", "expected"), DEFINED)
def test_bracket_that_defines_its_endpoint(text: str, expected: set[str]) -> None:
    assert set(map(told, claims(text, "trial_metric"))) == expected
