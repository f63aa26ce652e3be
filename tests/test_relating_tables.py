"""Tables read by the whole of `rules`: what headers, captions and columns say of the figures and changes in cells."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import pytest

from pipeline import extractor, reading
from pipeline.extractor import Extractor
from pipeline.records import Claim, Mention
from pipeline.relating import target_tables


@cache
def rules() -> Extractor:
    return extractor.load("rules")


def table(caption: str, *rows: str) -> str:
    width = rows[0].count("|") + 1
    return "\n".join([caption, "", f"|{rows[0]}|", "|" + "---|" * width, *(f"|{row}|" for row in rows[1:])]) + "\n"


def read(text: str) -> tuple[list[Claim], list[Mention]]:
    found = rules().extract(reading.read_text(text, "table.md", "md"))
    return [claim for one in found for claim in one.claims], [m for one in found for m in one.mentions]


def figures(claims: Sequence[Claim], *fields: str) -> set[str]:
    return {
        " ".join([c.fields["metric"], c.predicate, c.fields["value"], *(c.fields[name] for name in fields)])
        for c in claims
        if c.relation == "trial_metric"
    }


def responses(claims: Sequence[Claim]) -> set[str]:
    return {
        f"{c.subject.name} {c.predicate} {c.object.name if c.object else 'none'}"
        for c in claims
        if c.relation == "mutation_response"
    }


def test_a_landmark_rate_is_no_time_and_a_hazard_ratio_is_no_rate() -> None:
    text = table(
        "Table 1. Phase 3 trials",
        "Trial|Treatment|Median PFS, months|24-mo PFS, %|ORR, %|HR (95% CI)",
        "ALPINE|Zanubrutinib vs ibrutinib|NR vs 34.2|78.4 vs 65.9|86.2 vs 75.7|0.65 (0.49–0.86)",
    )
    assert figures(read(text)[0], "unit", "timepoint") == {
        "PFS median not reached  ", "PFS median 34.2 mo ", "PFS rate 78.4 % 24 mo", "PFS rate 65.9 % 24 mo",
        "ORR rate 86.2 % ", "ORR rate 75.7 % ", "PFS hazard_ratio 0.65  ",
    }  # fmt: skip


def test_the_caption_names_the_study_and_headers_the_numbers_of_patients() -> None:
    text = table(
        "Table 2. Efficacy outcomes in QuANTUM-First",
        "Outcome|Quizartinib (n = 268)|Placebo (n = 271)",
        "Median OS, months (95% CI)|31.9 (21.0–NE)|15.1 (13.2–26.2)",
        "30-day mortality, %|5.7|3.4",
    )
    assert figures(read(text)[0], "unit", "arm", "n", "trial") == {
        "OS median 31.9 mo quizartinib 268 QuANTUM-First", "OS median 15.1 mo placebo 271 QuANTUM-First",
        "early death rate 5.7 % quizartinib 268 QuANTUM-First", "early death rate 3.4 % placebo 271 QuANTUM-First",
    }  # fmt: skip


def test_the_captions_treatment_is_that_of_a_table_without_arms() -> None:
    text = table(
        "表2 基因突变对维奈克拉联合阿扎胞苷疗效的影响",
        "突变基因|例数|CR率(%)|中位OS(月)",
        "NPM1|46|78.3|未达到",
        "TP53|52|40.4|5.2",
    )
    assert figures(read(text)[0], "arm", "subgroup") == {
        "CR rate 78.3 azacitidine + venetoclax NPM1 mutation", "CR rate 40.4 azacitidine + venetoclax TP53 mutation",
        "OS median not reached azacitidine + venetoclax NPM1 mutation",
        "OS median 5.2 azacitidine + venetoclax TP53 mutation",
    }  # fmt: skip


def test_nothing_goes_on_in_the_next_cell() -> None:
    text = table("表4 FLT3抑制剂", "药物|主要靶点|敏感突变|耐药突变", "奎扎替尼|FLT3、KIT|FLT3-ITD|D835Y、F691L")
    claims, mentions = read(text)
    assert not [m.text for m in mentions if "\t" in m.text]
    assert responses(claims) == {
        "FLT3-ITD sensitivity quizartinib", "FLT3 p.Asp835Tyr resistance quizartinib",
        "FLT3 p.Phe691Leu resistance quizartinib",
    }  # fmt: skip


def test_a_change_nobody_knows_is_of_the_gene_of_those_above_it() -> None:
    text = table(
        "Table 5. Activity against mutants",
        "Mutation|Nilotinib|Asciminib",
        "T315I|R|S (400 mg/d)",
        "Y253H|R|S",
        "A339T|S|R",
    )
    assert responses(read(text)[0]) == {
        "ABL1 p.Thr315Ile resistance nilotinib", "ABL1 p.Thr315Ile sensitivity asciminib",
        "ABL1 p.Tyr253His resistance nilotinib", "ABL1 p.Tyr253His sensitivity asciminib",
        "ABL1 p.Ala339Thr sensitivity nilotinib", "ABL1 p.Ala339Thr resistance asciminib",
    }  # fmt: skip


def test_rows_name_the_groups_and_the_p_values_below_them() -> None:
    text = table(
        "表1 两组患者疗效比较[例(%)]",
        "组别|例数|CR|ORR",
        "试验组(泽布替尼+利妥昔单抗)|60|28(46.7)|48(80.0)",
        "对照组(R-CHOP)|60|18(30.0)|36(60.0)",
        "χ²值||3.523|5.714",
        "P值||0.061|0.017",
    )
    assert figures(read(text)[0], "arm", "role") == {
        "CR rate 46.7 rituximab + zanubrutinib experimental", "CR count 28 rituximab + zanubrutinib experimental",
        "ORR rate 80.0 rituximab + zanubrutinib experimental", "ORR count 48 rituximab + zanubrutinib experimental",
        "CR rate 30.0 R-CHOP control", "CR count 18 R-CHOP control",
        "ORR rate 60.0 R-CHOP control", "ORR count 36 R-CHOP control",
        "CR p_value 0.061 rituximab + zanubrutinib experimental",
        "ORR p_value 0.017 rituximab + zanubrutinib experimental",
    }  # fmt: skip


def test_codes_under_a_header_for_studies_are_their_names() -> None:
    text = table(
        "Table 4. IDH inhibitors",
        "Drug|Pivotal study|CR, %",
        "Ivosidenib|AG120-C-001|30.4",
        "Olutasidenib|2102-HEM-101|35",
    )
    assert figures(read(text)[0], "trial") == {"CR rate 30.4 AG120-C-001", "CR rate 35 2102-HEM-101"}


def test_a_table_of_mechanisms_of_resistance_and_their_remedies() -> None:
    text = table(
        "Table 6. Resistance to targeted therapy",
        "Agent|Mechanism of resistance|Alterations|Strategy to overcome",
        "Gilteritinib|Off-target|NRAS, PTPN11 mutations|–",
        "Quizartinib|On-target|FLT3 F691L|Crenolanib",
    )
    assert responses(read(text)[0]) == {
        "NRAS mutation resistance gilteritinib", "PTPN11 mutation resistance gilteritinib",
        "FLT3 p.Phe691Leu resistance quizartinib", "FLT3 p.Phe691Leu sensitivity crenolanib",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "arms"),
    [
        ("The CR rate was 66.4% with Ven + Aza versus 28.3% with Pbo + Aza.",
         {"CR rate 66.4 azacitidine + venetoclax", "CR rate 28.3 azacitidine + placebo"}),
        ("ORR was 93% with Dara + Pom + Dex.", {"ORR rate 93 daratumumab + dexamethasone + pomalidomide"}),
        ("Ida et al. reported that the ORR with ruxolitinib was 40%.", {"ORR rate 40 ruxolitinib"}),
    ],
)  # fmt: skip
def test_clipped_names_are_drugs_beside_a_treatment(text: str, arms: set[str]) -> None:
    assert figures(read(text)[0], "arm") == arms


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (table("表8 EGFR突变与EGFR-TKI疗效（+：敏感；-：耐药）", "EGFR突变|吉非替尼|奥希替尼", "T790M|-|+", "C797S|+|-"),
         {"EGFR p.Thr790Met resistance gefitinib", "EGFR p.Thr790Met sensitivity osimertinib",
          "EGFR p.Cys797Ser sensitivity gefitinib", "EGFR p.Cys797Ser resistance osimertinib"}),
        (table("Table 11. Prognostic impact of gene mutations", "Gene|Frequency, %|Prognosis", "SF3B1|25|Favorable",
               "EZH2|6|Unfavorable", "TET2|24|Neutral"),
         {"SF3B1 mutation better_prognosis none", "EZH2 mutation worse_prognosis none", "TET2 mutation no_effect none"}),
        (table("表11 细胞遗传学异常的预后意义", "遗传学异常|发生率(%)|预后意义", "t(4;14)|15|不良", "超二倍体|50|良好"),
         {"t(4;14) worse_prognosis none", "hyperdiploidy better_prognosis none"}),
        (table("Table 12. ELN 2022 risk classification", "Risk category|Genetic abnormality",
               "Favorable|t(8;21)(q22;q22.1); mutated NPM1 without FLT3-ITD", "Intermediate|FLT3-ITD",
               "Adverse|inv(3); mutated BCOR, SRSF2"),
         {"t(8;21) better_prognosis none", "NPM1 mutation better_prognosis none", "inv(3) worse_prognosis none",
          "BCOR mutation worse_prognosis none", "SRSF2 mutation worse_prognosis none"}),
        (table("Table 2. Risk groups by genetics", "Favorable|Unfavorable", "Hyperdiploidy|KMT2A rearrangement"),
         {"hyperdiploidy better_prognosis none", "KMT2A rearrangement worse_prognosis none"}),
        (table("Table 10. Mechanisms of acquired resistance", "Inhibitor|Resistance alterations|Potential strategies",
               "Larotrectinib|NTRK1 G595R|Selitrectinib"),
         {"NTRK1 p.Gly595Arg resistance larotrectinib", "NTRK1 p.Gly595Arg sensitivity selitrectinib"}),
        (table("Table 14. FDA-approved agents", "Drug|Target|Year|Indication", "Ivosidenib|IDH1|2018|AML with IDH1 mutation"),
         {"IDH1 mutation sensitivity ivosidenib"}),
        (table("表4 激酶区突变的TKI选择", "突变|推荐TKI|不推荐TKI", "F317L|尼洛替尼|达沙替尼"),
         {"ABL1 p.Phe317Leu sensitivity nilotinib", "ABL1 p.Phe317Leu resistance dasatinib"}),
        (table("Table 11. Effect of co-mutations on outcome with enasidenib", "Co-mutation|Response", "NRAS|Resistant",
               "NPM1|Sensitive", "RUNX1|Reduced response"),
         {"NRAS mutation resistance enasidenib", "NPM1 mutation sensitivity enasidenib",
          "RUNX1 mutation resistance enasidenib"}),
        (table("Table 12. Recurrent mutations", "Gene|Clinical significance", "TP53|Poor outcome; resistance to venetoclax",
               "PTPN11|Associated with resistance to gilteritinib"),
         {"TP53 mutation worse_prognosis none", "TP53 mutation resistance venetoclax",
          "PTPN11 mutation resistance gilteritinib"}),
    ],
)  # fmt: skip
def test_grades_signs_and_remedies_state_a_response(text: str, told: set[str]) -> None:
    assert responses(read(text)[0]) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (table("Table 13. Adverse events in ≥20% of patients, fedratinib", "Adverse event|Any grade, n (%)|Grade ≥3, n (%)",
               "Anemia|74 (76)|37 (38)"),
         {"anemia count 74 fedratinib", "anemia rate 76 fedratinib", "anemia count 37 fedratinib",
          "anemia rate 38 fedratinib"}),
        (table("表15 PD-1抑制剂治疗结果", "药物|研究|ORR(%)|CR(%)", "信迪利单抗|ORIENT-1|80.4^a^|34.0", "替雷利珠单抗|–|87.1|67.1*"),
         {"ORR rate 80.4 sintilimab", "CR rate 34.0 sintilimab", "ORR rate 87.1 tislelizumab", "CR rate 67.1 tislelizumab"}),
        (table("Table 18. Survival outcomes in IMROZ", "Outcome|Isa-VRd (n=265)|VRd (n=181)", "60-month PFS rate, %|63.2|45.2",
               "HR (98.5% CI)|0.60 (0.41–0.88)|", "P value|<0.001|"),
         {"PFS rate 63.2 Isa-VRd", "PFS rate 45.2 VRd", "PFS hazard_ratio 0.60 Isa-VRd", "PFS p_value <0.001 Isa-VRd"}),
        (table("表17 两组患者随访结局比较（x±s）", "组别|例数|2年OS率(%)", "化疗组|45|71.1±6.8", "P值|–|0.214"),
         {"OS rate 71.1±6.8 chemotherapy", "OS p_value 0.214 chemotherapy"}),
        (table("表1 滤泡性淋巴瘤新药", "研究|方案|ORR/CR(%)|中位PFS", "ELARA|tisagenlecleucel|86.2/69.1|NE"),
         {"ORR rate 86.2 tisagenlecleucel", "CR rate 69.1 tisagenlecleucel", "PFS median not reached tisagenlecleucel"}),
        (table("Table 1. Pivotal studies of CAR-T cells", "Variable|KarMMa|CARTITUDE-1",
               "Product|Idecabtagene vicleucel|Ciltacabtagene autoleucel", "ORR, %|73|97"),
         {"ORR rate 73 idecabtagene vicleucel", "ORR rate 97 ciltacabtagene autoleucel"}),
        (table("表4 III期研究", "研究|治疗方案(试验组vs对照组)|SVR35(%)", "COMFORT-II|芦可替尼 vs BAT|28 vs 0"),
         {"SVR35 rate 28 ruxolitinib", "SVR35 rate 0 best available therapy"}),
    ],
)  # fmt: skip
def test_figures_with_marks_slashes_and_rows_of_ratios(text: str, told: set[str]) -> None:
    assert figures(read(text)[0], "arm") == told


def test_a_target_is_inhibited_where_the_kind_is_an_inhibitor() -> None:
    text = table(
        "Table 6. Targeted agents",
        "Drug|Class|Target",
        "Parsaclisib|Kinase inhibitor|PI3Kδ",
        "Tafasitamab|Antibody|CD19",
    )
    told = {
        f"{c.subject.name} {c.predicate} {c.object.name}"
        for c in read(text)[0]
        if c.relation == "drug_target" and c.object
    }
    assert told == {"parsaclisib inhibits PIK3CD", "tafasitamab targets CD19"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (table("表6 不良反应比较", "不良反应|伊布替尼组(n=40)||泽布替尼组(n=38)|", "|总例数(%)|≥3级(%)|总例数(%)|≥3级(%)", "皮疹|22.5|2.5|21.1|2.6"),
         {"rash rate 22.5 ibrutinib", "rash rate 2.5 ibrutinib", "rash rate 21.1 zanubrutinib", "rash rate 2.6 zanubrutinib"}),
        (table("Table 8. Trials of KRAS G12C inhibitors versus docetaxel", "Trial|Drug|ORR", "KRYSTAL-12|Adagrasib|32% vs 9%"),
         {"ORR rate 32 adagrasib", "ORR rate 9 docetaxel"}),
    ],
)  # fmt: skip
def test_a_header_over_two_columns_and_the_captions_comparator(text: str, told: set[str]) -> None:
    assert figures(read(text)[0], "arm") == told


@pytest.mark.parametrize(
    "text",
    [
        table("表1 白血病免疫表型特点", "类型|CD19|CD7", "B-ALL|+|-", "T-ALL|-|+"),
        table("表2 不同检测方法的敏感性", "突变|NGS|Sanger测序", "JAK2 V617F|+|-"),
        table("Table 4. Mutation frequency", "Gene|MDS, %|Risk of progression", "TET2|20|Low", "RUNX1|10|High"),
    ],
)  # fmt: skip
def test_signs_and_grades_of_other_things_state_no_response(text: str) -> None:
    assert not responses(read(text)[0])


def test_columns_of_grades_give_the_groups_of_adverse_events() -> None:
    claims, _ = read(
        table(
            "Table 2. Adverse events with zanubrutinib",
            "Adverse event | Any grade, n (%) | Grade ≥3, n (%)",
            "Neutropenia | 45 (38) | 20 (17)",
        )
    )
    assert figures(claims, "arm", "subgroup") == {
        "neutropenia rate 38 zanubrutinib Any grade", "neutropenia count 45 zanubrutinib Any grade",
        "neutropenia rate 17 zanubrutinib Grade ≥3", "neutropenia count 20 zanubrutinib Grade ≥3",
    }  # fmt: skip


def test_rates_before_their_counts_and_protocols_as_columns() -> None:
    claims, _ = read(
        table(
            "表2 远期疗效", "指标 | SCLG-ALL03 组(n=200) | SCLG-ALL99 组(n=80)", "复发率 | 18.0(36/200) | 27.5(22/80)"
        )
    )
    assert figures(claims, "arm", "n") == {
        "relapse rate 18.0 SCLG-ALL03 200", "relapse count 36 SCLG-ALL03 200",
        "relapse rate 27.5 SCLG-ALL99 80", "relapse count 22 SCLG-ALL99 80",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("headers", "row", "wanted"),
    [
        (
            "终点|地西他滨组(n=61)|维奈克拉+地西他滨组(n=76)|P值",
            "ORR(%)|32.8|65.8|0.002",
            {"ORR rate 32.8 decitabine control", "ORR rate 65.8 decitabine + venetoclax experimental",
             "ORR p_value 0.002 decitabine + venetoclax experimental"},
        ),
        (
            "Endpoint|Placebo (n = 61)|Ruxolitinib (n = 76)|HR (95% CI)",
            "Median OS, mo|9.6|14.7|0.66 (0.52-0.85)",
            {"OS median 9.6 placebo control", "OS median 14.7 ruxolitinib experimental",
             "OS hazard_ratio 0.66 ruxolitinib experimental"},
        ),
        (
            "终点|最佳支持治疗组(n=30)|地西他滨组(n=60)|P",
            "CR(%)|2.0|19.8|0.01",
            {"CR rate 2.0 best supportive care control", "CR rate 19.8 decitabine experimental",
             "CR p_value 0.01 decitabine experimental"},
        ),
        (
            "终点|索拉非尼组(n=30)|米哚妥林组(n=60)|P",
            "CR(%)|12.0|19.8|0.01",
            {"CR rate 12.0 sorafenib experimental", "CR rate 19.8 midostaurin control",
             "CR p_value 0.01 sorafenib experimental"},
        ),
    ],
)  # fmt: skip
def test_the_arm_under_test_stands_in_any_column(headers: str, row: str, wanted: set[str]) -> None:
    assert figures(read(table("表1 疗效", headers, row))[0], "arm", "role") == wanted


def test_a_row_of_p_values_is_of_the_arm_that_holds_the_other() -> None:
    text = table("表1 疗效", "组别|例数|CR(%)", "伊布替尼组|32|15.6", "伊布替尼+维奈克拉组|30|40.0", "P值||0.03")
    assert "CR p_value 0.03 ibrutinib + venetoclax" in figures(read(text)[0], "arm")


@pytest.mark.parametrize(
    ("before", "first", "second"),
    [
        ("", "单靶组(n=61)", "双靶组(n=76)"),
        ("# 方法\n\n患者分为A组(达拉非尼联合曲美替尼,n=76)和B组(达拉非尼,n=61)。\n\n", "B组(n=61)", "A组(n=76)"),
        (
            "# 方法\n\n患者分为观察组(达拉非尼联合曲美替尼,n=76)和对照组(达拉非尼,n=61)。\n\n",
            "对照组(n=61)",
            "观察组(n=76)",
        ),
    ],
)
def test_labels_head_the_columns_of_their_arms(before: str, first: str, second: str) -> None:
    caption = "表2 两组疗效比较" if before else "表2 达拉非尼联合曲美替尼(双靶组)与达拉非尼单药(单靶组)的疗效比较"
    text = before + table(caption, f"指标|{first}|{second}|P", "ORR(%)|16.4|40.8|0.002")
    assert figures(read(text)[0], "arm", "role") == {
        "ORR rate 16.4 dabrafenib control", "ORR rate 40.8 dabrafenib + trametinib experimental",
        "ORR p_value 0.002 dabrafenib + trametinib experimental",
    }  # fmt: skip


def test_labels_of_other_groups_head_no_arms() -> None:
    text = "# 方法\n\n所有患者接受达拉非尼联合曲美替尼。\n\n" + table(
        "表2 疗效", "指标|A组(n=61)|B组(n=76)|P", "ORR(%)|16.4|40.8|0.002"
    )
    assert {f.rsplit(" ", 1)[1] for f in figures(read(text)[0], "role")} <= {"single"}


def test_a_header_of_two_arms_heads_both_figures_of_a_cell() -> None:
    text = table(
        "表1 疗效", "结局|达雷妥尤单抗+VMP vs VMP|P", "ORR|90.9% vs 73.9%|<0.001", "中位PFS|36.4个月 vs 19.3个月|<0.001"
    )
    assert figures(read(text)[0], "arm", "role") == {
        "ORR rate 90.9 daratumumab + VMP experimental", "ORR rate 73.9 VMP control",
        "ORR p_value <0.001 daratumumab + VMP experimental",
        "PFS median 36.4 daratumumab + VMP experimental", "PFS median 19.3 VMP control",
        "PFS p_value <0.001 daratumumab + VMP experimental",
    }  # fmt: skip


def targets(claims: Sequence[Claim]) -> set[str]:
    return {
        f"{c.subject.name} {c.predicate} {c.object.name if c.object else ''}"
        for c in claims
        if c.relation == "drug_target"
    }


TARGET_TABLES = {
    "a header that says how": (
        table("表1 常用抑制剂", "药物|主要抑制靶点及IC50(nmol/L)|给药", "奎扎替尼|FLT3(1.1)、KIT|口服"),
        {"quizartinib inhibits FLT3", "quizartinib inhibits KIT"},
    ),
    "enzymes inhibited": (
        table("Table 2. Approved agents", "Drug|Enzymes inhibited|Dose", "Panobinostat|HDAC1 and HDAC6|20 mg"),
        {"panobinostat inhibits HDAC1", "panobinostat inhibits HDAC6"},
    ),
    "a caption of inhibitors": (
        table("表3 IDH抑制剂一览", "药物|靶点", "恩西地平|IDH2"),
        {"enasidenib inhibits IDH2"},
    ),
    "mechanisms in words": (
        table("表4 新药", "药物|作用机制", "格拉吉布|选择性抑制SMO,阻断信号转导", "维奈克拉|BCL-2抑制剂"),
        {"glasdegib inhibits SMO", "venetoclax inhibits BCL2"},
    ),
    "classes and their members": (
        table("表5 药物种类", "种类|代表药物", "XPO1抑制剂|塞利尼索"),
        {"selinexor inhibits XPO1"},
    ),
    "targets over columns with signs": (
        table("Table 3. Target profiles of TKIs", "Agent|FLT3|KIT|JAK2", "Quizartinib|+|+|-", "Fedratinib|+|-|+"),
        {"quizartinib targets FLT3", "quizartinib targets KIT", "fedratinib targets FLT3", "fedratinib targets JAK2"},
    ),
    "targets over columns with concentrations": (
        table("Table 4. IC50 (nM)", "Agent|JAK1|JAK2", "Fedratinib|2300|3"),
        {"fedratinib inhibits JAK2"},
    ),
    "targets in a row under the drugs": (
        table("表6 双特异性抗体", "项目|特立妥单抗(teclistamab)|塔奎妥单抗", "靶点|BCMA×CD3|GPRC5D×CD3"),
        {
            "teclistamab targets TNFRSF17", "teclistamab targets CD3 complex",
            "talquetamab targets GPRC5D", "talquetamab targets CD3 complex",
        },
    ),
    "a concentration against one target": (
        table("表6 药物特点", "药物|对BTK的IC50(nmol/L)|脱靶抑制的激酶", "泽布替尼|0.3|TEC", "奥布替尼|1.6|-"),
        {"zanubrutinib inhibits BTK", "zanubrutinib inhibits TEC", "orelabrutinib inhibits BTK"},
    ),
    "what the class of a row does": (
        table("Table 5. Agents", "Agent|Mechanism of action", "Voruciclib|CDK9 inhibitor; reduces MCL-1 expression"),
        {"voruciclib inhibits CDK9", "voruciclib downregulates MCL1"},
    ),
    "drugs under a class": (
        table("表7 MCL的单药研究", "BTK抑制剂|例数", "奥布替尼|106", "泽布替尼|86"),
        {"orelabrutinib inhibits BTK", "zanubrutinib inhibits BTK"},
    ),
    "a column for the way of acting": (
        table("表8 在研药物", "药物(Agent)|靶点(Target)|作用方式", "Magrolimab|CD47|阻断", "Sabatolimab|TIM-3|结合"),
        {"magrolimab inhibits CD47", "sabatolimab binds HAVCR2"},
    ),
    "a count over columns of genes": (
        table("表6 突变检出例数", "药物|FLT3|KIT", "奎扎替尼|12|3"),
        set(),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), TARGET_TABLES.values(), ids=TARGET_TABLES)
def test_tables_of_drugs_and_their_targets(text: str, wanted: set[str]) -> None:
    assert targets(read(text)[0]) == wanted


def test_two_grades_under_one_arm_and_terms_in_the_second_column() -> None:
    text = table(
        "Table 5. Adverse events", "Class|Term|Ivosidenib + azacitidine (N = 70), any grade / grade ≥3, %",
        "Blood|Neutropenia|30 / 24",
    )  # fmt: skip
    assert figures(read(text)[0], "arm", "subgroup", "role") == {
        "neutropenia rate 30 azacitidine + ivosidenib any grade single",
        "neutropenia rate 24 azacitidine + ivosidenib grade ≥3 single",
    }


def test_a_slash_parts_the_sides_of_a_row_with_a_comparator() -> None:
    text = table("表7 Ⅲ期研究", "药物|对照|ORR(试验组/对照组,%)|例数", "菲卓替尼|安慰剂|36/1|50/49")
    assert figures(read(text)[0], "arm") == {"ORR rate 36 fedratinib", "ORR rate 1 placebo"}


def test_a_mark_in_a_header_and_treatments_over_cells_of_prose() -> None:
    text = table("表8 疗效", "突变|中位OS,月|P值^b^", "TP53突变|5.2|0.001")
    assert figures(read(text)[0], "subgroup") == {"OS median 5.2 TP53 mutation", "OS p_value 0.001 TP53 mutation"}
    text = table("Table 6. Genotype and outcome", "|Imatinib|Avapritinib", "KIT exon 9|ORR 37%|unknown")
    assert figures(read(text)[0], "arm") == {"ORR rate 37 imatinib"}


def test_grades_of_all_patients_need_no_arm_unless_the_table_is_of_features() -> None:
    rows = ("Event|Any grade|Grade 3–4", "Anemia|20 (40)|8 (16)")
    assert figures(read(table("Table 7. Adverse events, n (%)", *rows))[0], "arm", "subgroup") == {
        "anemia rate 40  Any grade", "anemia count 20  Any grade",
        "anemia rate 16  Grade 3-4", "anemia count 8  Grade 3-4",
    }  # fmt: skip
    assert not figures(read(table("Table 1. Baseline characteristics", *rows))[0])


def test_two_changes_joined_in_a_row_are_one_where_each_has_a_row_or_stands_in_cis() -> None:
    rows = ("突变|吉非替尼|奥希替尼", "T790M|耐药|敏感", "C797S|敏感|耐药", "T790M/C797S|耐药|耐药")
    assert "EGFR p.Thr790Met/p.Cys797Ser resistance gefitinib" in responses(read(table("表1 EGFR突变", *rows))[0])
    alone = table("表1 EGFR突变", "突变|奥希替尼", "T790M/C797S(顺式)|耐药")
    assert responses(read(alone)[0]) == {"EGFR p.Thr790Met/p.Cys797Ser resistance osimertinib"}


def test_what_a_class_of_risk_is_given_is_no_response_to_it() -> None:
    text = table("表2 AML预后分组", "预后分组|分子遗传学|治疗选择", "预后不良|TP53突变、ASXL1突变|维奈克拉")
    assert responses(read(text)[0]) == {"TP53 mutation worse_prognosis none", "ASXL1 mutation worse_prognosis none"}


def test_arms_and_figures_below_each_other_in_one_cell() -> None:
    text = table(
        "Table 8. Phase III studies", "Study|Arms|ORR, %|Median PFS, months|PFS HR (95% CI)",
        "ALPINE|Zanubrutinib<br>Ibrutinib|86.2<br>75.7|NR<br>34.2|0.65 (0.49–0.86)",
    )  # fmt: skip
    assert figures(read(text)[0], "arm", "role") == {
        "ORR rate 86.2 zanubrutinib experimental", "ORR rate 75.7 ibrutinib control",
        "PFS median not reached zanubrutinib experimental", "PFS median 34.2 ibrutinib control",
        "PFS hazard_ratio 0.65 zanubrutinib experimental",
    }  # fmt: skip


def test_grades_in_the_label_of_a_row() -> None:
    text = table("表3 毒性", "项目|特立妥单抗|塔奎妥单抗", "CRS:任意级/≥3级|72.1%/0.6%|79.0%/0")
    assert figures(read(text)[0], "arm", "subgroup") == {
        "cytokine release syndrome rate 72.1 teclistamab 任意级", "cytokine release syndrome rate 0.6 teclistamab ≥3级",
        "cytokine release syndrome rate 79.0 talquetamab 任意级", "cytokine release syndrome rate 0 talquetamab ≥3级",
    }  # fmt: skip


def test_tyrosine_kinase_inhibitors_that_still_work_and_verdicts_before_figures() -> None:
    text = table("表9 ABL1突变与TKI选择", "突变|有效的TKI|避免使用的TKI", "V299L|尼洛替尼|达沙替尼")
    assert responses(read(text)[0]) == {
        "ABL1 p.Val299Leu sensitivity nilotinib",
        "ABL1 p.Val299Leu resistance dasatinib",
    }
    text = table(
        "Table 9. Genotype and response", "|Imatinib|Avapritinib", "PDGFRA D842V|Resistance|Sensitive, ORR 88%"
    )
    assert "PDGFRA p.Asp842Val sensitivity avapritinib" in responses(read(text)[0])


def test_a_rate_of_severe_cases_in_the_bracket_and_one_column_for_two_ratios() -> None:
    text = table("Table 10. Toxicity", "|Teclistamab|Talquetamab", "CRS, any grade (grade ≥3), %|72.1 (0.6)|74.5 (0.7)")
    assert figures(read(text)[0], "arm", "subgroup") == {
        "cytokine release syndrome rate 72.1 teclistamab any grade", "cytokine release syndrome rate 0.6 teclistamab grade ≥3",
        "cytokine release syndrome rate 74.5 talquetamab any grade", "cytokine release syndrome rate 0.7 talquetamab grade ≥3",
    }  # fmt: skip
    text = table(
        "表10 疗效", "终点|艾伏尼布+阿扎胞苷|安慰剂+阿扎胞苷|HR/OR(95%CI)", "中位OS,月|24.0|7.9|0.44", "ORR,%|62|19|7.2"
    )
    found = figures(read(text)[0])
    assert {"OS hazard_ratio 0.44", "ORR odds_ratio 7.2"} <= found


def test_two_arms_that_were_each_given_with_a_third_treatment() -> None:
    text = table(
        "Table 11. Trials",
        "Study|Regimen|Results",
        "QuANTUM-First|Quizartinib vs placebo, each + 7+3|CR: 54.9% vs 55.4%",
    )
    assert figures(read(text)[0], "arm") == {"CR rate 54.9 7+3 + quizartinib", "CR rate 55.4 7+3 + placebo"}


def test_a_table_without_edges_keeps_rows_with_blanks_and_marks_in_labels() -> None:
    text = (
        "表11 疗效[例(%)]\n\n组别 | 例数 | CR | 总有效\n:---: | :---: | :---: | :---:\n维奈克拉组 | 46 | 24(52.17) | 33(71.74)\n"
        "阿糖胞苷组 | 44 | 13(29.55) | 21(47.73)\n*χ*^2^值 | | 4.756 | 5.403\n*P*值 | | 0.029 | 0.020\n"
    )
    found = figures(read(text)[0], "arm")
    assert {"CR p_value 0.029 venetoclax", "ORR p_value 0.020 venetoclax", "ORR rate 71.74 venetoclax"} <= found
    assert not any("4.756" in row for row in found)


def test_other_targets_of_the_drugs_of_a_class() -> None:
    text = table("Table 12. Profiles", "Generation|FLT3 inhibitor|Non-FLT3 targets", "First|Sorafenib|RAF-1, KIT")
    assert targets(read(text)[0]) == {"sorafenib inhibits FLT3", "sorafenib inhibits RAF1", "sorafenib inhibits KIT"}


def test_rows_take_nothing_up_from_the_row_above() -> None:
    text = table(
        "表12 基因突变",
        "基因突变|预后|与治疗反应的关系",
        "ASXL1突变|不良|不明确",
        "TET2突变|存在争议|对去甲基化药物较敏感",
    )
    assert responses(read(text)[0]) == {
        "ASXL1 mutation worse_prognosis none",
        "TET2 mutation sensitivity hypomethylating agent",
    }


def test_one_letter_sets_two_arms_against_each_other() -> None:
    text = table("Table 13. Trials", "Trial|Treatment|ORR, %", "CodeBreaK 200|Sotorasib v docetaxel|28.1 v 13.2")
    assert figures(read(text)[0], "arm") == {"ORR rate 28.1 sotorasib", "ORR rate 13.2 docetaxel"}


NO_TARGETS = {
    "what is mutated": table("Table 14. Resistance mutations by target", "Drug|BTK|PLCG2", "Ibrutinib|+|+"),
    "what breaks a drug down": table("Table 15. Metabolism of kinase inhibitors", "Drug|Enzyme", "Ibrutinib|CYP3A4"),
    "what came after a class": table("Table 16. Exposure", "No.|BTK inhibitor", "1|ibrutinib, then failure of venetoclax"),
    "a concentration that is too high": table("Table 17. IC50 (μM)", "Agent|KIT|PDGFRA", "Imatinib|90|900"),
}  # fmt: skip


@pytest.mark.parametrize("text", NO_TARGETS.values(), ids=NO_TARGETS)
def test_tables_that_name_genes_beside_drugs_and_state_no_target(text: str) -> None:
    assert not targets(read(text)[0])


def test_a_count_of_a_whole_is_no_pair_and_a_grade_heads_no_column() -> None:
    text = table("Table 18. Trials", "Study|Experimental|Control|CR rate, n/N", "X-1|Quizartinib|Placebo|40/60")
    assert not figures(read(text)[0])
    text = table("Table 19. Events", "Event|Onset (days)", "Grade 3 neutropenia|14")
    assert not figures(read(text)[0])


def test_headers_of_many_words_are_read_in_linear_time() -> None:
    assert not target_tables.is_headed("non-" * 40 + "x", "target")
    assert not target_tables.is_headed("主要作用" * 40 + "x", "target")
