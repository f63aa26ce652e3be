"""Results of cohorts: what their patients were given together, what only prepared them, and whose figures follow."""

from __future__ import annotations

import pytest

from tests.relating_claims import claims, told


def told_of(text: str) -> list[str]:
    heading = "结果" if any("\u4e00" <= sign <= "\u9fff" for sign in text) else "Results"
    return [told(claim) for claim in claims(f"{heading}\n\n{text}", "trial_metric")]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "A total of 310 patients with advanced melanoma who had been treated with dabrafenib and trametinib were found at nine centres. Median OS was 25.3 months. In the whole cohort the ORR was 64%.",
            ["dabrafenib + trametinib OS 25.3", "dabrafenib + trametinib ORR 64"],
        ),
        (
            "Among 60 patients treated with ibrutinib and venetoclax, the ORR was 85%.",
            ["ibrutinib + venetoclax ORR 85"],
        ),
        (
            "接受来那度胺、硼替佐米和地塞米松的60例患者ORR为90%。",
            ["bortezomib + dexamethasone + lenalidomide ORR 90"],
        ),
        ("患者接受来那度胺和地塞米松,中位PFS为12个月。", ["dexamethasone + lenalidomide PFS 12"]),
        (
            "60例患者分别接受伊布替尼和维奈克拉治疗。ORR分别为45%和55%。",
            ["ibrutinib ORR 45", "venetoclax ORR 55"],
        ),
        (
            "In all, 120 patients received ibrutinib (n=60) and venetoclax (n=60). ORR was 45% and 55%.",
            ["ibrutinib ORR 45", "venetoclax ORR 55"],
        ),
        (
            "Patients treated with ibrutinib and venetoclax had ORRs of 45% and 55%, respectively.",
            ["ibrutinib ORR 45", "venetoclax ORR 55"],
        ),
        (
            "After 90 patients treated with gilteritinib and venetoclax, CR was 45% with gilteritinib and 35% with venetoclax.",
            ["gilteritinib CR 45", "venetoclax CR 35"],
        ),
        (
            "Patients previously treated with ibrutinib and venetoclax received pirtobrutinib. The ORR was 50%.",
            ["pirtobrutinib ORR 50"],
        ),
        ("40例接受泽布替尼和阿可替尼的患者ORR为80%。", ["acalabrutinib ORR 80"]),
    ],
)
def test_what_one_cohort_was_given_is_one_arm(text: str, wanted: list[str]) -> None:
    assert told_of(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "15例MM患者以氟达拉滨和环磷酰胺清淋后接受新型细胞制剂输注,ORR为93.3%。其中位PFS为12个月。",
            [" ORR 93.3", " PFS 12"],
        ),
        (
            "Patients were lymphodepleted with bendamustine before tisagenlecleucel infusion. CR was 55%.",
            ["tisagenlecleucel CR 55"],
        ),
        (
            "环磷酰胺联合氟达拉滨作为清淋方案,之后输注靶向CD19的CAR-T细胞。CR率85%。",
            ["cd19 car-t CR 85"],
        ),
        ("18例患者经FC方案清淋后回输CD7 CAR-T细胞。1年OS率为70%。", ["cd7 car-t OS 70"]),
        (
            "18例患者以FC方案(氟达拉滨、环磷酰胺)预处理,回输CD7 CAR-T细胞。1年OS率为70%。",
            ["cd7 car-t OS 70"],
        ),
        (
            "Thirty patients underwent lymphodepletion with fludarabine and cyclophosphamide followed by a single infusion of CD7 CAR-T cells. Twenty-seven (90%) achieved complete remission.",
            ["cd7 car-t CR 27", "cd7 car-t CR 90"],
        ),
        ("Patients received conditioning with busulfan and fludarabine. The 2-year OS was 60%.", [" OS 60"]),
        (
            "Treosulfan conditioning gave a 2-year EFS of 64% versus 51% with busulfan.",
            ["treosulfan EFS 64", "busulfan EFS 51"],
        ),
        (
            "白消安预处理组与美法仑预处理组的2年OS率分别为60%和70%。",
            ["busulfan OS 60", "melphalan OS 70"],
        ),
    ],
)
def test_what_only_prepares_patients_is_no_arm(text: str, wanted: list[str]) -> None:
    assert told_of(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "9例B-ALL患者改用供者来源的CAR-T细胞,共输注20例次。完全缓解5例,2年总生存率为49%。",
            ["car-t cell therapy CR 5", "car-t cell therapy OS 49"],
        ),
        ("Eleven patients with myeloma received CAR-NK cells. The ORR was 60%.", ["car-nk cell therapy ORR 60"]),
        ("TKIs are given to most patients. The MMR rate was 60%.", [" MMR 60"]),
        (
            "Twelve patients with myelofibrosis, 5 of whom were women, received allogeneic stem cell transplantation. The 5-year rates of OS and RFS were 42% and 51%, respectively.",
            [
                "allogeneic hematopoietic stem cell transplantation OS 42",
                "allogeneic hematopoietic stem cell transplantation RFS 51",
            ],
        ),
        (
            "34例重型AML患者行异基因造血干细胞移植。2年OS率为60%。",
            ["allogeneic hematopoietic stem cell transplantation OS 60"],
        ),
        (
            "患者接受维奈克拉联合阿扎胞苷,其中10例行异基因造血干细胞移植。2年OS率为60%。",
            ["azacitidine + venetoclax OS 60"],
        ),
        ("Patients who relapsed after allogeneic HSCT were followed. The 2-year OS was 50%.", [" OS 50"]),
        (
            "The CR rate was 60%. Twenty patients underwent allogeneic HSCT. The 2-year OS was 50%.",
            [" CR 60", " OS 50"],
        ),
    ],
)
def test_a_cell_product_or_transplantation_is_the_arm_of_its_cohort(text: str, wanted: list[str]) -> None:
    assert told_of(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("骨髓纤维化患者预后不佳,5年生存率低于30%。", [" OS <30"]),
        (
            "The 2-year EFS with venetoclax was under 20%, but the CR rate was above 50%.",
            ["venetoclax EFS <20", "venetoclax CR >50"],
        ),
        ("维奈克拉组的CR率低于对照组的25%。", ["control CR 25"]),
        ("伊布替尼的2年OS率高于对照组(40%)。", ["control OS 40"]),
        ("The CR rate with venetoclax was lower than the 25% of the control arm.", ["control CR 25"]),
    ],
)
def test_a_word_right_before_a_figure_is_its_sign(text: str, wanted: list[str]) -> None:
    assert told_of(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "40例患者(复发25例、难治15例)接受卡非佐米治疗,完全缓解10例,复发3例。",
            ["carfilzomib CR 10", "carfilzomib relapse 3"],
        ),
        (
            "本组28例(初治12例,化疗后复发9例,移植后复发7例)患者接受伊布替尼治疗,ORR为80%。",
            ["ibrutinib ORR 80"],
        ),
        (
            "随访结束时20例患者中复发5例(早期复发3例,移植后复发2例),死亡4例。",
            [" relapse 5", " relapse 3", " relapse 2", " death 4"],
        ),
    ],
)
def test_states_that_part_a_group_are_no_results(text: str, wanted: list[str]) -> None:
    assert told_of(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "来那度胺是一种免疫调节剂,其与硼替佐米或卡非佐米的联合能使患者获得更高的缓解率。",
            ["bortezomib + lenalidomide ORR improved", "carfilzomib + lenalidomide ORR improved"],
        ),
        (
            "Venetoclax is a BCL2 inhibitor; its combination with azacitidine or low-dose cytarabine gives a higher response rate.",
            ["azacitidine + venetoclax ORR improved", "cytarabine + venetoclax ORR improved"],
        ),
        (
            "伊布替尼是BTK抑制剂,与利妥昔单抗或奥妥珠单抗联合时PFS更长。",
            ["ibrutinib + rituximab PFS improved", "ibrutinib + obinutuzumab PFS improved"],
        ),
        (
            "Ibrutinib inhibits BTK. Its combination with venetoclax gave an ORR of 90%.",
            ["ibrutinib + venetoclax ORR 90"],
        ),
        (
            "The combination of ibrutinib with venetoclax or obinutuzumab improved PFS.",
            ["ibrutinib + venetoclax PFS improved", "ibrutinib + obinutuzumab PFS improved"],
        ),
        (
            "维奈克拉组CR率为50%,与阿扎胞苷组的20%相比更高。",
            ["venetoclax CR 50", "azacitidine CR 20"],
        ),
    ],
)
def test_each_partner_of_a_list_joins_the_drug_before(text: str, wanted: list[str]) -> None:
    assert told_of(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("维奈克拉组与对照组相比,进展、复发或死亡的风险比为0.73。", ["venetoclax PFS 0.73"]),
        ("维奈克拉组与对照组相比,复发或死亡的风险比为0.73。", ["venetoclax RFS 0.73"]),
        ("The hazard ratio for progression, relapse, or death was 0.73 with venetoclax.", ["venetoclax PFS 0.73"]),
        ("The hazard ratio for relapse or death was 0.6 with venetoclax.", ["venetoclax RFS 0.6"]),
        (
            "PFS was longer with zanubrutinib than with ibrutinib (estimated 24-month PFS, 79% [95% confidence interval, 73 to 84] vs. 67% [95% CI, 60 to 73]; hazard ratio for disease progression or death, 0.65).",
            ["zanubrutinib PFS 79", "ibrutinib PFS 67", "zanubrutinib PFS 0.65"],
        ),
    ],
)
def test_events_and_intervals_between_figures(text: str, wanted: list[str]) -> None:
    assert told_of(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "At 12 months, 44% (95% confidence interval [CI], 34 to 52) of the patients treated with epcoritamab were in complete response, as were 31% of the 40 patients who had previously received ibrutinib.",
            ["epcoritamab CR 44", "epcoritamab CR 31"],
        ),
        (
            "In all, 60% of patients on dasatinib 100 mg once-daily and 50% of patients on bosutinib 400-mg once-daily had achieved MMR compared with 40% of patients on imatinib.",
            ["dasatinib MMR 60", "bosutinib MMR 50", "imatinib MMR 40"],
        ),
        (
            "Secondary outcomes: overall survival, assessed up to 60 months, and disease-free survival (DFS), followed for up to 3 years.",
            [],
        ),
        ("主要终点为无病生存期,评估至3年;OS随访至5年。", []),
        ("Patients given venetoclax had better OS from 6 months after diagnosis.", ["venetoclax OS improved"]),
        (
            "PFS improved from 6 months with placebo to 14 months with ruxolitinib.",
            ["placebo PFS 6", "ruxolitinib PFS 14"],
        ),
        (
            "There was a higher frequency of edema with imatinib than with nilotinib.",
            ["imatinib edema worsened"],
        ),
        (
            "与安慰剂组相比,维奈克拉组中性粒细胞减少的发生频率更高。",
            ["venetoclax neutropenia worsened"],
        ),
        (
            "泽布替尼治疗20例。患者对维奈克拉耐药,但对伊布替尼仍敏感。ORR为40%。",
            ["zanubrutinib ORR 40"],
        ),
        (
            "Zanubrutinib was given to 20 patients. Cells resistant to ibrutinib still remained sensitive to pirtobrutinib. The ORR was 50%.",
            ["zanubrutinib ORR 50"],
        ),
        ("维奈克拉对老年患者更有效,ORR为60%。", ["venetoclax ORR 60"]),
        ("TET2突变者对罗米地辛较敏感,ORR为63%。", ["romidepsin ORR 63"]),
    ],
)
def test_rates_plans_and_what_is_no_treatment(text: str, wanted: list[str]) -> None:
    assert told_of(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Patients received chemotherapy (n = 80) or azacitidine (n = 60). The two groups had an ORR of 50% and 40%, respectively.",
            ["chemotherapy ORR 50", "azacitidine ORR 40"],
        ),
        (
            "Patients received intensive chemotherapy (n = 80), decitabine (n = 60), or best supportive care (n = 40). Median OS in the three groups was 15.1, 9.8 and 2.0 months, respectively.",
            ["intensive chemotherapy OS 15.1", "decitabine OS 9.8", "best supportive care OS 2.0"],
        ),
        ("患者接受化疗(80例)或阿扎胞苷(60例)。两组ORR分别为50%和40%。", ["chemotherapy ORR 50", "azacitidine ORR 40"]),
        (
            "Patients received best supportive care (n=30) or ruxolitinib (n=60). The ORR was 5% and 45%, respectively.",
            ["best supportive care ORR 5", "ruxolitinib ORR 45"],
        ),
        (
            "Patients received imatinib 400 mg once daily (n=102) or nilotinib 300 mg twice daily (n=100). The rate of MMR at 12 months was 22% and 44%, respectively.",
            ["imatinib MMR 22", "nilotinib MMR 44"],
        ),
        (
            "Patients received placebo (n=30) or ruxolitinib (n=60). The ORR was higher with ruxolitinib (45% vs 5%).",
            ["ruxolitinib ORR 45", "placebo ORR 5"],
        ),
        (
            "Venetoclax was given to 60 patients. The CR rate in younger patients was 60% and 40% in those aged over 70 years.",
            ["venetoclax CR 60", "venetoclax CR 40"],
        ),
        (
            "Ibrutinib was compared with placebo. The PFS rate in the treated patients was 70% and 30% in patients of the placebo arm.",
            ["ibrutinib PFS 70", "placebo PFS 30"],
        ),
        (
            "Patients were assigned to the VR group (bortezomib and rituximab, n=60) or the R group (rituximab, n=60). ORR was 80% in the VR group and 60% in the R group.",
            ["bortezomib + rituximab ORR 80", "rituximab ORR 60"],
        ),
    ],
)
def test_figures_go_through_the_groups_of_a_study(text: str, wanted: list[str]) -> None:
    assert told_of(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Anemia and thrombocytopenia were more common with ruxolitinib than with placebo.",
            ["ruxolitinib anemia worsened", "ruxolitinib thrombocytopenia worsened"],
        ),
        (
            "贫血和血小板减少在芦可替尼组更常见。",
            ["ruxolitinib anemia worsened", "ruxolitinib thrombocytopenia worsened"],
        ),
        ("Infections were less frequent in the ibrutinib arm.", ["ibrutinib infection improved"]),
        ("芦可替尼可能出现血小板减少、腹泻和感染风险增加。", ["ruxolitinib infection worsened"]),
        ("芦可替尼组见血小板减少和皮肤色素减退。", []),
        ("女性患者贫血更常见。", []),
    ],
)
def test_how_often_adverse_events_come(text: str, wanted: list[str]) -> None:
    assert told_of(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "The 3-year PFS was 71% for the entire cohort, 80% for those who received lenalidomide maintenance, and 55% for those who did not.",
            [" PFS 71", "lenalidomide PFS 80", "control PFS 55"],
        ),
        (
            "Blinatumomab was given to 75 patients. Median OS was 7.7 months for all patients and 15.2 months for responders.",
            ["blinatumomab OS 7.7", "blinatumomab OS 15.2"],
        ),
        (
            "Ibrutinib was compared with placebo. The ORR was 80% in patients given ibrutinib and 10% in those given placebo.",
            ["ibrutinib ORR 80", "placebo ORR 10"],
        ),
        (
            "出血总发生率为40%,其中伊布替尼组52%,对照组28%。",
            [" bleeding 40", "ibrutinib bleeding 52", "control bleeding 28"],
        ),
        (
            "Overall, 40% of patients had infections, 52% in the ibrutinib group and 28% in the control group.",
            [" infection 40", "ibrutinib infection 52", "control infection 28"],
        ),
        (
            "Overall, the ORR was 80% with ibrutinib and 30% with chlorambucil.",
            ["ibrutinib ORR 80", "chlorambucil ORR 30"],
        ),
        (
            "Compared with azacitidine alone, adding venetoclax raised the CR rate from 28% to 66%.",
            ["azacitidine CR 28", "azacitidine + venetoclax CR 66"],
        ),
        (
            "加用维奈克拉后CR率为66%,高于单用阿扎胞苷的28%。",
            ["azacitidine + venetoclax CR 66", "azacitidine CR 28"],
        ),
        ("维奈克拉的CR率为66%,高于单用阿扎胞苷的28%。", ["venetoclax CR 66", "azacitidine CR 28"]),
    ],
)
def test_wholes_those_without_and_what_is_added(text: str, wanted: list[str]) -> None:
    assert told_of(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "16例患者接受泊洛妥珠单抗治疗,7例部分缓解,4例疾病稳定。其中5例出现周围神经病变,2例发生3级感染。",
            [
                "polatuzumab vedotin PR 7",
                "polatuzumab vedotin SD 4",
                "polatuzumab vedotin peripheral neuropathy 5",
                "polatuzumab vedotin infection 2",
            ],
        ),
        (
            "格菲妥单抗治疗后13例发生细胞因子释放综合征,其中1~2级11例,3级2例。",
            [
                "glofitamab cytokine release syndrome 13",
                "glofitamab cytokine release syndrome 11",
                "glofitamab cytokine release syndrome 2",
            ],
        ),
        ("30例AML患者移植前20例CR、8例MRD阴性。", []),
        ("分为20例CR、12例PR两组。", []),
        ("12例发生感染的患者接受伏立康唑,2例出现肺炎后停药。", []),
        ("9例贫血患者接受罗特西普。", []),
    ],
)
def test_numbers_of_patients_are_told_by_what_they_had(text: str, wanted: list[str]) -> None:
    assert told_of(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "70例接受普拉曲沙单药治疗,50例接受普拉曲沙联合化疗。单药组ORR为29%,联合组ORR为41%。",
            ["pralatrexate ORR 29", "chemotherapy + pralatrexate ORR 41"],
        ),
        (
            "30例接受来那度胺联合地塞米松,60例单用地塞米松。联合治疗组的中位PFS长于单药治疗组(12个月比7个月)。",
            ["dexamethasone + lenalidomide PFS 12", "dexamethasone PFS 7"],
        ),
        (
            "维奈克拉组与伊布替尼组ORR分别为80%和85%,伊布替尼组3年PFS率更低(50%对60%)。",
            ["venetoclax ORR 80", "ibrutinib ORR 85", "ibrutinib PFS 50", "venetoclax PFS 60"],
        ),
        (
            "维奈克拉组ORR高于对照组(80%比60%),对照组感染率更高(30%比20%)。",
            ["venetoclax ORR 80", "control ORR 60", "control infection 30", "venetoclax infection 20"],
        ),
        ("30例接受来那度胺联合地塞米松治疗。非联合组ORR为30%。", ["dexamethasone + lenalidomide ORR 30"]),
        (
            "56例患者均以阿扎胞苷联合维奈克拉诱导,其中18例加用吉瑞替尼(加靶向组),38例未加用(不加靶向组)。加靶向组与不加靶向组的CR率分别为88%和73%。",
            ["azacitidine + gilteritinib + venetoclax CR 88", "azacitidine + venetoclax CR 73"],
        ),
        (
            "所有患者均给予来那度胺联合地塞米松,其中20例加用达雷妥尤单抗,其余30例为对照组。达雷妥尤单抗组ORR为90%,对照组为70%。",
            ["daratumumab + dexamethasone + lenalidomide ORR 90", "dexamethasone + lenalidomide ORR 70"],
        ),
        (
            "20例患者接受维奈克拉联合阿扎胞苷治疗,其中8例联合吉瑞替尼。ORR为55%。",
            ["azacitidine + venetoclax ORR 55"],
        ),
    ],
)
def test_a_combined_group_and_what_a_part_got_besides(text: str, wanted: list[str]) -> None:
    assert told_of(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "98例CML患者口服尼洛替尼或达沙替尼。12个月MMR率为60%。高危与低危患者的5年OS率分别为80%和95%(P=0.02)。",
            [" MMR 60", " OS 80", " OS 95", " OS 0.02"],
        ),
        ("60例患者采用硼替佐米、伊沙佐米或卡非佐米治疗,ORR为80%。", [" ORR 80"]),
        ("伊马替尼706例,尼洛替尼91例,达沙替尼40例。5年OS率为93%。", [" OS 93"]),
        ("706例患者服用伊马替尼,91例服用尼洛替尼。5年OS率为93%。", [" OS 93"]),
        ("患者随机接受尼洛替尼或伊马替尼,MMR率分别为44%和22%。", ["nilotinib MMR 44", "imatinib MMR 22"]),
        (
            "706例患者服用伊马替尼,91例服用尼洛替尼。伊马替尼组5年OS率为90%,5年PFS率为85%。",
            ["imatinib OS 90", "imatinib PFS 85"],
        ),
        (
            "维奈克拉组(n=30)与伊布替尼组(n=28)入组。维奈克拉组ORR为70%,伊布替尼组为50%。",
            ["venetoclax ORR 70", "ibrutinib ORR 50"],
        ),
    ],
)
def test_a_figure_of_patients_who_had_one_drug_or_another_has_no_arm(text: str, wanted: list[str]) -> None:
    assert told_of(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "80例DLBCL患者接受R-CHOP化疗。Ⅰ/Ⅱ期与Ⅲ/Ⅳ期患者的5年OS率分别为80%和50%。",
            ["R-CHOP OS 80", "R-CHOP OS 50"],
        ),
        (
            "80例患者接受伊马替尼治疗。按复发部位分为髓外复发30例、骨髓复发50例。髓外复发组与骨髓复发组2年OS率分别为40%和20%。",
            ["imatinib OS 40", "imatinib OS 20"],
        ),
        (
            "非肠型患者一线化疗的CR率较肠型患者低(12%对41%),非肠型与肠型患者的3年PFS率分别为10%和35%。",
            ["chemotherapy CR 12", "chemotherapy CR 41", " PFS 10", " PFS 35"],
        ),
        ("2个疗程化疗后EBV-DNA阴性与阳性患者的3年OS率分别为77%和8%。", [" OS 77", " OS 8"]),
        ("入组60例,其中初治40例、复发20例,接受维奈克拉治疗。随访期间12例复发。", ["venetoclax relapse 12"]),
        ("初治59例接受恩考芬尼,44例缓解(75%)。", ["encorafenib ORR 44", "encorafenib ORR 75"]),
        ("含大剂量阿糖胞苷组的PFS较其余两组延长(P<0.001)。", ["cytarabine combination PFS <0.001"]),
        (
            "泽布替尼组与伊布替尼组ORR分别为78%和62%。泽布替尼组CR率较伊布替尼组高(60%对40%)。",
            ["zanubrutinib ORR 78", "ibrutinib ORR 62", "zanubrutinib CR 60", "ibrutinib CR 40"],
        ),
    ],
)
def test_groups_of_one_treatment_are_told_by_stage_site_or_marker(text: str, wanted: list[str]) -> None:
    assert told_of(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "来那度胺组12个月PFS率为92%、24个月PFS率为80%,伊沙佐米组则分别为71%和45%。",
            ["lenalidomide PFS 92", "lenalidomide PFS 80", "ixazomib PFS 71", "ixazomib PFS 45"],
        ),
        (
            "来那度胺组CR率、ORR分别为51%、84%,均高于沙利度胺组的31%、65%,差异有统计学意义(P<0.05)。",
            [
                "lenalidomide CR 51", "lenalidomide ORR 84", "thalidomide CR 31", "thalidomide ORR 65",
                "lenalidomide ORR <0.05", "lenalidomide CR <0.05",
            ],
        ),
        (
            "来那度胺组与沙利度胺组CR率(51%比31%)和ORR(84%比65%)差异均无统计学意义(P>0.05)。",
            [
                "lenalidomide CR 51", "thalidomide CR 31", "lenalidomide ORR 84", "thalidomide ORR 65",
                "lenalidomide ORR >0.05", "lenalidomide CR >0.05",
            ],
        ),
        (
            "分化综合征见于14%的艾伏尼布组患者,安慰剂组为8%。",
            ["ivosidenib differentiation syndrome 14", "placebo differentiation syndrome 8"],
        ),
        ("阿扎胞苷治疗后30%的患者生存超过5年。", ["azacitidine OS 30"]),
        ("为降低复发风险,予以阿扎胞苷维持治疗。", []),
        ("To reduce relapse, azacitidine maintenance was given.", []),
        ("阿扎胞苷维持治疗降低了复发风险。", ["azacitidine relapse improved"]),
        (
            "30例患者接受达沙替尼治疗,6个月时达到MMR的患者OS优于未达到者(P=0.004)。",
            ["dasatinib OS 0.004"],
        ),
        ("达沙替尼治疗后3年预期生存率为62%。", ["dasatinib OS 62"]),
    ],
)  # fmt: skip
def test_lists_of_two_groups_and_what_is_no_result(text: str, wanted: list[str]) -> None:
    assert told_of(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "96例患者口服尼洛替尼或达沙替尼。E255K突变者与F317L突变者的MMR率分别为48%(20/42)和67%(36/54),差异有统计学意义(P=0.01);中位PFS分别为12个月和30个月。",
            [" MMR 48", " MMR 20", " MMR 67", " MMR 36", " MMR 0.01", " PFS 12", " PFS 30"],
        ),
        (
            "维奈克拉组早期死亡0例,阿扎胞苷组2例。",
            ["venetoclax early death 0", "azacitidine early death 2"],
        ),
        ("维奈克拉组30例,阿扎胞苷组20例。", []),
        (
            "维奈克拉治疗后12例发生急性GVHD,其中Ⅲ~Ⅳ度3例,2例出现Ⅰ度皮肤GVHD。",
            [
                "venetoclax acute graft-versus-host disease 12",
                "venetoclax acute graft-versus-host disease 3",
                "venetoclax graft-versus-host disease 2",
            ],
        ),
    ],
)
def test_groups_go_on_from_endpoint_to_endpoint_and_counts_from_group_to_group(text: str, wanted: list[str]) -> None:
    assert told_of(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("20例患儿序贯输注CD19 CAR-T和CD22 CAR-T,18例获得CR。", ["cd19 car-t + cd22 car-t CR 18"]),
        ("以阿糖胞苷为基础方案治疗的AML患者远期生存仍较差。", []),
        ("维奈克拉组的OS较差。", ["venetoclax OS worsened"]),
    ],
)
def test_products_given_in_turn_and_how_patients_still_fare(text: str, wanted: list[str]) -> None:
    assert told_of(text) == wanted
