"""Wordings of Chinese abstracts, reviews and theses, told again with other names and figures."""

from __future__ import annotations

import pytest

from tests.relating_claims import claims, claims_of_paragraph, told

FIGURES = [
    (
        "groups of patients and no arms",
        "112例诱导失败和128例复发患者,CR率分别为46.4%和37.5%;2年OS率分别为36.9%和28.5%。",
        [" CR 46.4", " CR 37.5", " OS 36.9", " OS 28.5"],
    ),
    (
        "ranges before the unit that two medians share",
        "两组患者的中位OS时间分别为14.82(95%CI 6.35~23.29)和31.47(95% CI 18.20~44.74)个月(P=0.047)。",
        [" OS 14.82", " OS 31.47", " OS 0.047"],
    ),
    (
        "a unit behind each range",
        "泽布替尼组和伊布替尼组的中位PFS分别为29.0(95%CI:24.0~34.0)个月和25.5(95%CI:19.8~31.1)个月。",
        ["zanubrutinib PFS 29.0", "ibrutinib PFS 25.5"],
    ),
    (
        "endpoints with their short forms listed",
        "CHR、完全细胞遗传学反应(CCyR)、主要分子学反应(MMR)和MR4.5率分别为94.4%、61.1%、38.9%和16.7%。",
        [" CHR 94.4", " CCyR 61.1", " MMR 38.9", " MR4.5 16.7"],
    ),
    (
        "P values of two endpoints",
        "伊达比星组与柔红霉素组的OS、EFS相似(P值分别为0.317、0.428)。",
        ["idarubicin OS 0.317", "idarubicin EFS 0.428"],
    ),
    (
        "P values of two comparisons",
        "地西他滨组和对照组2年OS率分别为52.3%和38.9%,2年DFS率分别为45.0%和30.2%(P=0.031、0.027)。",
        [
            "decitabine OS 52.3", "control OS 38.9", "decitabine OS 0.031",
            "decitabine DFS 45.0", "control DFS 30.2", "decitabine DFS 0.027",
        ],
    ),
    (
        "one P value of a list of endpoints",
        "维奈克拉组与对照组在ORR和CR率方面差异均无统计学意义(P>0.05)。",
        ["venetoclax ORR >0.05", "venetoclax CR >0.05"],
    ),
    (
        "a group that did without the drug",
        "联合硼替佐米治疗组3年总生存率显著高于未联合硼替佐米治疗组(71.8%比44.7%,P<0.01)。",
        ["bortezomib OS 71.8", "control OS 44.7", "bortezomib OS <0.01"],
    ),
    (
        "factors of a model, one of them an endpoint's name",
        "维奈克拉治疗48例。多因素分析显示,年龄≥65岁(HR=2.31,P=0.001)和未达CR(HR=1.88,P=0.020)与较差的OS相关。",
        [" OS 2.31", " OS 0.001", " OS 1.88", " OS 0.020"],
    ),
    (
        "a count behind its cycles of treatment",
        "以维奈克拉治疗。18例患者中14例经1~2个疗程诱导缓解治疗获完全缓解(CR)。",
        ["venetoclax CR 14"],
    ),
    (
        "groups told apart by age",
        "年龄<60岁患者中位OS 21.3个月,≥60岁患者9.4个月(P<0.001)。",
        [" OS 21.3", " OS 9.4", " OS <0.001"],
    ),
    (
        "regimens in capitals",
        "VRD组ORR优于VCD组(91% vs 79%,P=0.014)。",
        ["VRd ORR 91", "VCd ORR 79", "VRd ORR 0.014"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in FIGURES], ids=[case[0] for case in FIGURES])
def test_figures_of_abstracts(text: str, expected: list[str]) -> None:
    assert sorted(told(claim) for claim in claims_of_paragraph(text, "trial_metric")) == sorted(expected)


TARGETS = [
    (
        "其 behind a clause about approval",
        "泽布替尼是第二代BTKi,获批适应症包括套细胞淋巴瘤,其可抑制BTK活性,阻断BCR信号通路。",
        ["zanubrutinib inhibits BTK", "zanubrutinib inhibits BCR signaling", "zanubrutinib targets BTK"],
    ),
    (
        "members behind their class",
        "二代TKI如尼洛替尼、达沙替尼等显著提高了对BCR-ABL的抑制活性。",
        [
            "dasatinib inhibits BCR::ABL1", "nilotinib inhibits BCR::ABL1",
            "second-generation tyrosine kinase inhibitor inhibits BCR::ABL1",
        ],
    ),
    (
        "members before their class",
        "以尼洛替尼、达沙替尼为代表的二代TKI可抑制BCR-ABL的活性。",
        [
            "dasatinib inhibits BCR::ABL1", "nilotinib inhibits BCR::ABL1",
            "second-generation tyrosine kinase inhibitor inhibits BCR::ABL1",
        ],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in TARGETS], ids=[case[0] for case in TARGETS])
def test_targets_of_reviews(text: str, expected: list[str]) -> None:
    assert sorted(told(claim) for claim in claims_of_paragraph(text, "drug_target")) == sorted(expected)


def test_loss_of_an_antigen_that_a_cell_gave_up() -> None:
    found = claims_of_paragraph("肿瘤细胞失去靶抗原CD19表达导致CAR-T耐药。", "mutation_response")
    assert [told(claim) for claim in found] == ["CD19 loss resistance car-t cell therapy"]


def test_what_an_alteration_multiplies_the_risk_by_is_of_those_who_have_it() -> None:
    found = claims_of_paragraph(
        "多因素分析显示,TP53突变(HR=2.84)及NRAS突变(HR=1.77)是OS的独立不良预后因素。", "trial_metric"
    )
    assert [claim.fields["subgroup"] for claim in found] == ["TP53 mutation", "NRAS mutation"]


def test_an_angle_bracket_where_a_sign_is_meant() -> None:
    found = claims("结果\n\n维奈克拉组的ORR高于对照组(71.8%比44.7%,P〈0.01)。", "trial_metric")
    assert "venetoclax ORR <0.01" in [told(claim) for claim in found]


@pytest.mark.parametrize(
    "text",
    [
        "结果\n\n12例AML患者接受吉瑞替尼治疗后,CR 5例,PR 3例,PD 1例。",
        "结果\n\n12例AML患者接受吉瑞替尼治疗后,CR5例、PR3例、PD1例。",
        "结果\n\n12例AML患者接受吉瑞替尼治疗,CR 5例、PR 3例和PD 1例。",
    ],
)
def test_counts_of_responses_are_no_genes_and_no_sizes(text: str) -> None:
    found = claims(text, "trial_metric")
    assert [told(claim) for claim in found] == ["gilteritinib CR 5", "gilteritinib PR 3", "gilteritinib PD 1"]
    assert {claim.fields["n"] for claim in found} == {"12"}


def test_landmarks_listed_before_an_endpoint() -> None:
    found = claims("结果\n\n尼洛替尼组3个月、6个月、12个月时,MCyR率分别为40%、55%和70%。", "trial_metric")
    assert [claim.fields["timepoint"] for claim in found] == ["3 mo", "6 mo", "12 mo"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "对照组(30例)予硼替佐米+地塞米松治疗,试验组(30例)在对照组的基础上加用达雷妥尤单抗。试验组ORR为90%,对照组为67%。",
            ["bortezomib + daratumumab + dexamethasone ORR 90", "bortezomib + dexamethasone ORR 67"],
        ),
        (
            "研究组在常规化疗基础上给予伊马替尼,对照组仅予常规化疗。研究组3年OS率为73%,高于对照组的45%。",
            ["chemotherapy + imatinib OS 73", "chemotherapy OS 45"],
        ),
        (
            "自体移植组2年OS率为70%,异基因移植组为55%。",
            [
                "autologous hematopoietic stem cell transplantation OS 70",
                "allogeneic hematopoietic stem cell transplantation OS 55",
            ],
        ),
        (
            "The 3-year OS was 65% with allo-HSCT and 41% with chemotherapy.",
            ["allogeneic hematopoietic stem cell transplantation OS 65", "chemotherapy OS 41"],
        ),
        ("维奈克拉治疗后30%的患者桥接异基因移植,2年OS率为70%。", ["venetoclax transplant rate 30", "venetoclax OS 70"]),
    ],
)
def test_groups_by_what_was_added_and_groups_that_were_transplanted(text: str, wanted: list[str]) -> None:
    assert [told(claim) for claim in claims("结果\n\n" + text, "trial_metric")] == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "A组为奥妥珠单抗联合维奈克拉组(OV组)52例、苯达莫司汀组40例、伊布替尼组38例。6个月ORR三组分别为81.2%、60.5%、72.0%。",
            ["obinutuzumab + venetoclax ORR 81.2", "bendamustine ORR 60.5", "ibrutinib ORR 72.0"],
        ),
        (
            "尼洛替尼组PFS率82%(41/50)、OS率90%(45/50),对照组58%(29/50)、76%(38/50),两项均P<0.05。",
            [
                "nilotinib PFS 82",
                "nilotinib PFS 41",
                "nilotinib OS 90",
                "nilotinib OS 45",
                "control PFS 58",
                "control PFS 29",
                "control OS 76",
                "control OS 38",
                "nilotinib OS <0.05",
                "nilotinib PFS <0.05",
            ],
        ),
        (
            "鲁索替尼组贫血31.4%、血小板减少22.6%,均高于安慰剂组的12.2%和8.9%。",
            [
                "ruxolitinib anemia 31.4",
                "ruxolitinib thrombocytopenia 22.6",
                "placebo anemia 12.2",
                "placebo thrombocytopenia 8.9",
            ],
        ),
        (
            "泽布替尼组腹泻、皮疹各占21%和9%(对照组30%和14%)。",
            ["zanubrutinib diarrhea 21", "zanubrutinib rash 9", "control diarrhea 30", "control rash 14"],
        ),
        (
            "CIR和NRM为(21.4±3.3)%、(9.8±2.7)%;满2年时以上两项依次变为(27.5±4.1)%和(13.0±3.0)%。",
            [" CIR 21.4±3.3", " NRM 9.8±2.7", " CIR 27.5±4.1", " NRM 13.0±3.0"],
        ),
        (
            "尼洛替尼300 mg·m-2·d-1组(41例)和达沙替尼60 mg/(m2·d)组(44例)。两组3年EFS率为74.0%和58.9%。",
            ["nilotinib EFS 74.0", "dasatinib EFS 58.9"],
        ),
        ("泽布替尼组中位PFS38.4个月,HR0.61。", ["zanubrutinib PFS 38.4", "zanubrutinib PFS 0.61"]),
        (
            "移植后100 d内急性GVHD维奈克拉组24%,对照组33%;另有12例(15.4%)在60 d内出现肺部感染。",
            [
                "venetoclax acute graft-versus-host disease 24",
                "control acute graft-versus-host disease 33",
                "venetoclax pneumonia 12",
                "venetoclax pneumonia 15.4",
            ],
        ),
        ("48例患儿采用SCLG-ALL2016方案,5年EFS率81.2%。", ["SCLG-ALL2016 EFS 81.2"]),
        ("初治骨髓瘤改良VAD组总有效率61%,Rd组83%。", ["VAD ORR 61", "Rd ORR 83"]),
        (
            "观察组用利妥昔单抗加CHOP,对照组40例只用CHOP。总缓解率观察组88%,对照组65%。",
            ["CHOP + rituximab ORR 88", "CHOP ORR 65"],
        ),
    ],
)
def test_groups_told_again(text: str, wanted: list[str]) -> None:
    assert [told(claim) for claim in claims("结果\n\n" + text, "trial_metric")] == wanted


def test_a_response_of_four_and_a_half_logs_is_one_name() -> None:
    assert [told(claim) for claim in claims("结果\n\n尼洛替尼组MR4.5率为32%。", "trial_metric")] == [
        "nilotinib MR4.5 32"
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "尼洛替尼组24/40例(60%)、伊马替尼组16/40例(40%)达CR。",
            ["nilotinib CR 24", "nilotinib CR 60", "imatinib CR 16", "imatinib CR 40"],
        ),
        ("泽布替尼组中位PFS为21.3 m,伊布替尼组15.0 m。", ["zanubrutinib PFS 21.3", "ibrutinib PFS 15.0"]),
        ("G-CSF组CR率为60%,对照组50%。", ["g-csf CR 60", "control CR 50"]),
    ],
)
def test_counts_with_their_rates_short_units_and_factors_as_groups(text: str, wanted: list[str]) -> None:
    assert [told(claim) for claim in claims("结果\n\n" + text, "trial_metric")] == wanted


def test_the_whole_of_a_rate_is_no_count() -> None:
    found = claims("Results\n\nSixty percent of the 290 achieved complete remissions with venetoclax.", "trial_metric")
    assert [told(claim) for claim in found] == ["venetoclax CR 60"]


def test_what_affects_prognosis_as_a_risk_factor() -> None:
    found = claims("结果\n\n年龄≥60岁、TP53突变及复杂核型均为影响OS的危险因素。", "mutation_response")
    assert {told(claim) for claim in found} == {
        "TP53 mutation worse_prognosis none",
        "complex karyotype worse_prognosis none",
    }


def test_a_study_in_capitals_is_one_where_outcomes_are_told() -> None:
    found = claims("结果\n\nMAIA随访64个月的结果:D-Rd组中位PFS为61.9个月。", "trial_metric")
    assert [claim.fields["trial"] for claim in found] == ["MAIA"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "120例患者随机分为干预组(R-CHOP)和对照组(CHOP)。R-CHOP组与CHOP组2年OS率为81%和76%。",
            ["R-CHOP OS 81", "CHOP OS 76"],
        ),
        ("以总有效率为主要指标,P<0.05为差异有统计学意义。", []),
        (
            "阿法替尼相比吉非替尼,中位PFS仅多出0.4个月(11.2个月 vs 10.8个月)。",
            ["afatinib PFS 11.2", "gefitinib PFS 10.8"],
        ),
        (
            "以硼替佐米为主方案组与以蒽环类药物为主方案组ORR分别为86%和55%。",
            ["bortezomib combination ORR 86", "anthracycline combination ORR 55"],
        ),
        ("巴利昔单抗治疗组和非巴利昔单抗治疗组2年OS率分别为76%和85%。", ["basiliximab OS 76", "control OS 85"]),
        ("CR1期行auto-HSCT者,3年OS率为57%。", ["autologous hematopoietic stem cell transplantation OS 57"]),
        (
            "高白细胞组患者早期死亡率、DIC发生率分别为29%和55%。",
            [" early death 29", " disseminated intravascular coagulation 55"],
        ),
    ],
)
def test_comparators_limits_and_groups(text: str, wanted: list[str]) -> None:
    assert [told(claim) for claim in claims("结果\n\n" + text, "trial_metric")] == wanted


def test_a_title_explains_its_drug_in_a_bracket() -> None:
    found = claims("# ZUMA-1:阿基仑赛(靶向CD19的CAR-T)治疗大B细胞淋巴瘤\n\n- ORR为83%。\n", "trial_metric", "md")
    assert [told(claim) for claim in found] == ["axicabtagene ciloleucel ORR 83"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "98例MM患者中CR率为60%;全组中位OS和PFS分别为90.3和41.7个月;含硼替佐米方案诱导组和传统化疗诱导组的中位OS分别为101.6和60.1个月。",
            [
                " CR 60",
                " OS 90.3",
                " PFS 41.7",
                "bortezomib combination OS 101.6",
                "chemotherapy OS 60.1",
            ],
        ),
        (
            "0~Ⅰ度aGVHD患者3年OS和DFS率均高于Ⅱ~Ⅳ度aGVHD患者(分别为70%和61%对33%和30%)。",
            [" OS 70", " DFS 61", " OS 33", " DFS 30"],
        ),
        (
            "CAR-T治疗后CR率、ORR分别为52%[95%CI(44%,59%)]和75%[95%CI(67%,82%)]。",
            ["car-t cell therapy CR 52", "car-t cell therapy ORR 75"],
        ),
        ("拟开展一项研究:假设维奈克拉组CR率由40%提高至55%,检验效能80%。", []),
        (
            "48例AML患者总缓解率为58.3%,其中维奈克拉组与阿扎胞苷组缓解率分别为70.8%和45.8%。",
            [" ORR 58.3", "venetoclax ORR 70.8", "azacitidine ORR 45.8"],
        ),
        ("不良反应包括贫血(24例)、皮疹(5例)和腹泻(4例)。", [" anemia 24", " rash 5", " diarrhea 4"]),
        (
            "30例中CR 12例(40.0%),PR 9例(30.0%),NR 9例(30.0%)。",
            [
                " CR 12",
                " CR 40.0",
                " PR 9",
                " PR 30.0",
                " NR 9",
                " NR 30.0",
            ],
        ),
        (
            "疾病控制率(disease control rate,DCR)和客观缓解率(objective response rate,ORR)分别为80%和30%。",
            [" DCR 80", " ORR 30"],
        ),
        ("维奈克拉组中位PFS和OS均更长(均P<0.05)。", ["venetoclax OS <0.05", "venetoclax PFS <0.05"]),
        (
            "维奈克拉组ORR为60%,高于阿扎胞苷组的40%(P=0.01)。治疗后维奈克拉组血清VEGF水平更低(P<0.05)。",
            ["venetoclax ORR 60", "azacitidine ORR 40", "venetoclax ORR 0.01"],
        ),
    ],
)
def test_all_patients_groups_of_events_and_plans(text: str, wanted: list[str]) -> None:
    assert [told(claim) for claim in claims("结果\n\n" + text, "trial_metric")] == wanted


def test_a_title_sets_two_treatments_against_each_other() -> None:
    found = claims("# 维奈克拉对比安慰剂\n\n- 中位OS:14.7个月 vs 9.6个月\n", "trial_metric", "md")
    assert [told(claim) for claim in found] == ["venetoclax OS 14.7", "placebo OS 9.6"]


def test_a_grade_holds_for_its_count_and_for_the_rate_behind_it() -> None:
    found = claims("结果\n\n24例(96.0%)发生CRS,其中3级及以上者5例(20.0%);ICANS 3例(12.0%)。", "trial_metric")
    graded = [told(claim) for claim in found if claim.fields["subgroup"] == "3级及以上"]
    assert graded == [" cytokine release syndrome 5", " cytokine release syndrome 20.0"]


def test_the_count_of_one_event_is_no_size_of_the_next() -> None:
    found = claims("结果\n\n皮疹12例、腹泻5例,3例死于感染;2年OS率为78%。", "trial_metric")
    assert {claim.fields["n"] for claim in found} == {""}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "接受R-CHOP方案治疗后,TP53突变组CR率低于TP53野生型组(54.8%比77.5%,P=0.012)。",
            [("R-CHOP", "TP53 mutation"), ("R-CHOP", "TP53 wild-type")],
        ),
        (
            "维奈克拉联合阿扎胞苷治疗后,MRD阴性组2年OS率高于MRD阳性组(80.1%比45.2%)。",
            [("azacitidine + venetoclax", "MRD阴性组"), ("azacitidine + venetoclax", "MRD阳性组")],
        ),
    ],
)
def test_groups_by_gene_or_response_are_of_one_treatment(text: str, wanted: list[tuple[str, str]]) -> None:
    found = [claim for claim in claims("结果\n\n" + text, "trial_metric") if claim.predicate == "rate"]
    assert [(claim.fields["arm"], claim.fields["subgroup"]) for claim in found] == wanted


def test_sizes_in_brackets_are_no_figures_and_of_their_groups_alone() -> None:
    text = "可分期的112例患者中,Ⅰ期(38例)、Ⅱ期(56例)、Ⅲ期(18例)患者的中位OS分别为110.2、81.5和33.4个月。"
    found = claims("结果\n\n" + text, "trial_metric")
    assert [told(claim) for claim in found] == [" OS 110.2", " OS 81.5", " OS 33.4"]
    assert {claim.fields["n"] for claim in found} == {""}


def test_short_forms_joined_are_the_agents_and_a_name_is_kept() -> None:
    text = "维奈克拉联合阿扎胞苷(VEN-AZA)。VEN-AZA组ORR为66%。苯达莫司汀联合利妥昔单抗(BR)。BR组ORR为90%。"
    found = claims("结果\n\n" + text, "trial_metric")
    assert [told(claim) for claim in found] == ["azacitidine + venetoclax ORR 66", "BR ORR 90"]


def test_an_added_drug_with_its_class_is_given_with_the_base_and_keeps_its_target() -> None:
    text = "The addition of midostaurin, a multi-kinase FLT3 inhibitor, to 7+3 improved 4-year OS compared with 7+3 alone (51.4% vs 44.3%)."
    found = claims("Results\n\n" + text, "trial_metric")
    assert [told(claim) for claim in found] == ["7+3 + midostaurin OS 51.4", "7+3 OS 44.3"]
    assert [(c.subject.name, c.object.name) for c in claims(text, "drug_target") if c.object] == [
        ("midostaurin", "FLT3")
    ]


def test_a_study_named_last_is_that_of_all_figures_of_its_sentence() -> None:
    text = "Selinexor, an XPO1 inhibitor, combined with bortezomib and dexamethasone (SVd) prolonged PFS relative to Vd (13.9 vs 9.5 months; HR 0.70; P=0.008) in the BOSTON trial."
    found = claims("Results\n\n" + text, "trial_metric")
    assert [(told(claim), claim.fields["trial"]) for claim in found] == [
        ("XVd PFS 13.9", "BOSTON"),
        ("Vd PFS 9.5", "BOSTON"),
        ("XVd PFS 0.70", "BOSTON"),
        ("XVd PFS 0.008", "BOSTON"),
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "按用药分为两组,观察组40例采取达雷妥尤单抗联合Rd方案,对照组41例单纯给予Rd。观察组ORR为92.5%,高于对照组的75.6%。",
            ["daratumumab + Rd ORR 92.5", "Rd ORR 75.6"],
        ),
        (
            "以阿可替尼对比伊布替尼治疗CLL,房颤发生率为9% vs 16%。",
            ["acalabrutinib atrial fibrillation 9", "ibrutinib atrial fibrillation 16"],
        ),
        ("吉瑞替尼的CR率与奎扎替尼相近(21% vs 23%)。", ["gilteritinib CR 21", "quizartinib CR 23"]),
        ("PEG-Asp组与L-Asp组CR率分别为91%和86%。", ["pegaspargase CR 91", "asparaginase CR 86"]),
        (
            "31例均接受芦可替尼治疗。高危者的ORR低于中危者(30%对62%)。",
            ["ruxolitinib ORR 30", "ruxolitinib ORR 62"],
        ),
        (
            "31例均接受芦可替尼治疗。感染的发生率在男性患者高于女性患者(25%对10%)。",
            ["ruxolitinib infection 25", "ruxolitinib infection 10"],
        ),
        (
            "泊马度胺治疗后皮疹发生率为31%,经泼尼松处理后均好转;贫血发生率为12%。",
            ["pomalidomide rash 31", "pomalidomide anemia 12"],
        ),
        (
            "auto-HSCT组的PFS率高于化疗组(70%对48%)。伴TP53突变者的OS率为33%,TP53野生型者为69%。",
            [
                "autologous hematopoietic stem cell transplantation PFS 70", "chemotherapy PFS 48", " OS 33", " OS 69",
            ],
        ),
        ("以吉瑞替尼挽救治疗12例难治复发FLT3突变AML(移植前复发7例,移植后复发5例),8例达CR。", ["gilteritinib CR 8"]),
    ],
)  # fmt: skip
def test_groups_that_no_treatment_tells_and_what_events_were_treated_with(text: str, wanted: list[str]) -> None:
    assert [told(claim) for claim in claims(text, "trial_metric")] == wanted


def test_patients_who_had_an_event_are_a_group() -> None:
    found = claims("阿帕替尼治疗后发生蛋白尿者优于未发生者(PFS 5.1个月 vs 3.2个月)。", "trial_metric")
    assert {claim.fields["metric"] for claim in found} == {"PFS"}


def test_figures_end_with_their_cell() -> None:
    table = "| 指标 | 甲氨蝶呤组 | 阿糖胞苷组 | P值 |\n|---|---|---|---|\n| ORR | 70.1 | 52.2 | <0.05 |\n| 周围神经病变 | 12.5 | 8.7 | 0.3 |\n"
    found = [claim.fields["metric"] for claim in claims(table, "trial_metric", "md")]
    assert found.count("peripheral neuropathy") == 3
