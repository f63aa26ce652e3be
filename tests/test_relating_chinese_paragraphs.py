"""Short Chinese paragraphs whose later sentences take up arms, endpoints or alterations of the earlier ones."""

from __future__ import annotations

import pytest

from tests.relating_claims import claims, told

CASES = [
    (
        "endpoints taken up for a combination",
        "阿达格拉西布单药的ORR为19%，中位PFS 5.6个月；与西妥昔单抗联用后，相应数值分别升至46%和6.9个月。",
        "adagrasib ORR 19; adagrasib PFS 5.6; adagrasib + cetuximab ORR 46; adagrasib + cetuximab PFS 6.9",
    ),
    (
        "an endpoint that the next study goes on with",
        "吉瑞替尼的中位OS为9.3个月，挽救化疗为5.6个月。COMMODORE研究重复了这一结果：吉瑞替尼9.6个月，化疗5.0个月。",
        "gilteritinib OS 9.3; salvage chemotherapy OS 5.6; gilteritinib OS 9.6; chemotherapy OS 5.0",
    ),
    (
        "altered subgroups with two figures each",
        "维奈克拉联合阿扎胞苷组的中位OS为14.7个月，阿扎胞苷组为9.6个月。NPM1突变亚组分别为21.2个月和13.0个月。",
        "azacitidine + venetoclax OS 14.7; azacitidine OS 9.6; azacitidine + venetoclax OS 21.2; azacitidine OS 13.0",
    ),
    (
        "what is added, and the drug alone",
        "纳武利尤单抗加用瑞拉利单抗可将中位PFS由4.6个月延长至10.2个月。3~4级不良事件在联合组为22%，单药组为12%。",
        "nivolumab PFS 4.6; nivolumab + relatlimab PFS 10.2; "
        "nivolumab + relatlimab adverse event 22; nivolumab adverse event 12",
    ),
    (
        "a backbone of two agents",
        "在哌柏西利和氟维司群基础上加用inavolisib。加用组的中位PFS为17.2个月，安慰剂组7.3个月。",
        "fulvestrant + inavolisib + palbociclib PFS 17.2; placebo PFS 7.3",
    ),
    (
        "doses of one drug in the sentence before",
        "患者随机分为navtemadlin 240 mg组和120 mg组。24周时SVR35率分别为16%和3%。",
        "navtemadlin SVR35 16; navtemadlin SVR35 3",
    ),
    (
        "landmarks shared by the next endpoint",
        "维奈克拉治疗AML。12个月和24个月时的OS率分别为61%和50%，PFS率分别为45%和30%。",
        "venetoclax OS 61; venetoclax OS 50; venetoclax PFS 45; venetoclax PFS 30",
    ),
    (
        "what kind of event a named one is",
        "佩米替尼治疗胆管癌。高磷血症为最常见的不良事件，发生率58.5%。",
        "pemigatinib hyperphosphatemia 58.5",
    ),
    (
        "a P value of each comparison",
        "仑伐替尼与安慰剂比较，中位PFS 18.3个月对3.6个月，ORR 64.8%对1.5%，均P<0.001。",
        "lenvatinib PFS 18.3; placebo PFS 3.6; lenvatinib ORR 64.8; placebo ORR 1.5; "
        "lenvatinib PFS <0.001; lenvatinib ORR <0.001",
    ),
    (
        "a mutation pointed at behind the drug",
        "BTK C481S导致伊布替尼耐药。匹妥布替尼对该突变仍有效。",
        "BTK p.Cys481Ser resistance ibrutinib; BTK p.Cys481Ser sensitivity pirtobrutinib",
    ),
    (
        "mechanisms counted out over sentences",
        "伊布替尼耐药的机制主要有以下几种。首先是BTK C481S突变。其次为PLCG2激活突变。",
        "BTK p.Cys481Ser resistance ibrutinib; PLCG2 mutation resistance ibrutinib",
    ),
    (
        "carriers in whom another alteration is found",
        "t(8;21)患者若伴KIT D816V突变，复发风险增高、生存缩短。",
        "KIT p.Asp816Val worse_prognosis none",
    ),
    (
        "features of the patients enrolled",
        "该研究针对EGFR突变、TKI耐药的NSCLC。",
        "",
    ),
    (
        "a benefit of a subgroup of the study before",
        "罗特西普组58.5%达到RBC-TI，阿法依泊汀组为31.2%。SF3B1突变亚组的获益更为明显。",
        "SF3B1 mutation sensitivity luspatercept; luspatercept RBC-TI 58.5; erythropoietin RBC-TI 31.2",
    ),
    (
        "a condition before the pronoun",
        "帕克替尼可抑制FLT3。临床可达浓度下本品对JAK1无抑制作用。",
        "pacritinib inhibits FLT3; pacritinib inhibits JAK1",
    ),
]


@pytest.mark.parametrize(("text", "wanted"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_paragraph_tells_its_claims(text: str, wanted: str) -> None:
    found = [told(claim) for claim in claims(text)]
    assert sorted(found) == sorted(filter(None, wanted.split("; ")))


def test_a_column_of_ratios_may_hold_p_values() -> None:
    table = "| 终点 | BV+CHP（n=226） | CHOP（n=226） | HR（P值） |\n|---|---|---|---|\n| 5年PFS率 | 51.4% | 43.0% | 0.70（0.0077） |\n"
    found = [told(claim) for claim in claims(table)]
    assert found == ["BV-CHP PFS 51.4", "CHOP PFS 43.0", "BV-CHP PFS 0.70", "BV-CHP PFS 0.0077"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("TET2突变者对地西他滨更为敏感,其ORR为72%,然而这一优势并未转化为OS的延长。", "no_difference"),
        ("吉瑞替尼组的OS延长。", "improved"),
    ],
)
def test_an_advantage_that_did_not_become_another(text: str, wanted: str) -> None:
    found = claims(text, "trial_metric")
    assert [c.fields["value"] for c in found if c.fields["metric"] == "OS"] == [wanted]


def test_this_drug_is_one_agent_of_the_combination_told_before() -> None:
    text = "埃罗妥珠单抗是靶向SLAMF7的单抗。埃罗妥珠单抗联合来那度胺治疗后ORR为79%。该药的耐药与SLAMF7表达下调有关。"
    assert [told(c) for c in claims(text, "mutation_response")] == ["SLAMF7 underexpression resistance elotuzumab"]


def test_a_group_called_by_its_dose_beside_one_of_another_treatment() -> None:
    text = "依维莫司可阻断该通路。Ⅲ期研究中,10/5 mg组与安慰剂组的ORR分别为22%和2%,中位PFS分别为4.8个月和1.9个月。"
    assert [told(c) for c in claims(text, "trial_metric")] == [
        "everolimus ORR 22", "placebo ORR 2", "everolimus PFS 4.8", "placebo PFS 1.9",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("培美曲塞进入肿瘤细胞后抑制DHFR。", ["pemetrexed inhibits DHFR"]),
        ("艾伯度胺使IKZF1被泛素化并经蛋白酶体降解。", ["iberdomide degrades IKZF1"]),
        ("艾伯度胺导致IKZF1被蛋白酶体降解。", ["iberdomide degrades IKZF1"]),
        ("化疗联合FLT3抑制剂吉瑞替尼治疗AML。", ["gilteritinib inhibits FLT3"]),
        ("R-CHOP plus the BTK inhibitor acalabrutinib was tested.", ["acalabrutinib inhibits BTK"]),
        (
            "Momelotinib inhibits, in addition to JAK1 and JAK2, ACVR1.",
            ["momelotinib inhibits JAK1", "momelotinib inhibits JAK2", "momelotinib inhibits ACVR1"],
        ),
        (
            "艾伯度胺、美泽度胺等免疫调节剂(IMiD)与CRBN结合。",
            ["immunomodulatory drug binds CRBN", "iberdomide binds CRBN", "mezigdomide binds CRBN"],
        ),
    ],
)
def test_what_agents_do_inside_cells_in_combinations_and_by_insertions(text: str, wanted: list[str]) -> None:
    assert sorted(told(claim) for claim in claims(text, "drug_target")) == sorted(wanted)


def test_two_kinds_of_mechanisms_with_their_lists() -> None:
    text = "阿美替尼的耐药机制可分为EGFR依赖性与非依赖性两类,前者以C797S最为常见,后者包括MET扩增、HER2扩增等。"
    assert {told(c) for c in claims(text, "mutation_response")} == {
        "EGFR p.Cys797Ser resistance almonertinib", "MET amplification resistance almonertinib",
        "ERBB2 amplification resistance almonertinib",
    }  # fmt: skip
