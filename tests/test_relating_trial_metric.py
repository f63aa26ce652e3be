"""trial_metric on tagged sentences: one phenomenon each, our own wording, both languages.

A tag is `arm|metric|statistic|value` with optional further `field=value` parts; a case holds all rows that its text must
yield, in any order, and no other.
"""

from __future__ import annotations

import pytest

import pipeline
from pipeline.reading import read_text
from pipeline.records import Claim

EXTRACTOR = pipeline.load("rules")

CASES = {
    "two arms and versus": (
        "ZENIT研究比较了泽布替尼与伊布替尼,24个月PFS率为78.4% vs 65.9%(HR=0.65,95%CI 0.49~0.86,P=0.002)。",
        [
            "zanubrutinib|PFS|rate|78.4|role=experimental|timepoint=24 mo",
            "ibrutinib|PFS|rate|65.9|role=control",
            "zanubrutinib|PFS|hazard_ratio|0.65|ci_low=0.49|ci_high=0.86",
            "zanubrutinib|PFS|p_value|0.002",
        ],
    ),
    "respectively": (
        "伊马替尼组和达沙替尼组的CCyR率分别为66%和77%。",
        ["imatinib|CCyR|rate|66", "dasatinib|CCyR|rate|77"],
    ),
    "three arms respectively": (
        "24个月PFS率在阿可替尼联合奥妥珠单抗组、阿可替尼组和苯丁酸氮芥联合奥妥珠单抗组分别为93%、87%和47%。",
        [
            "acalabrutinib + obinutuzumab|PFS|rate|93",
            "acalabrutinib|PFS|rate|87",
            "chlorambucil + obinutuzumab|PFS|rate|47|role=control",
        ],
    ),
    "endpoints respectively carry the landmark": (
        "接受吉瑞替尼治疗者2年OS率和EFS率分别为52%和40%。",
        ["gilteritinib|OS|rate|52|timepoint=2 y", "gilteritinib|EFS|rate|40|timepoint=2 y"],
    ),
    "figure before its endpoint": (
        "接受艾伏尼布治疗后,41.6%的患者获得ORR,其中30.4%为完全缓解。",
        ["ivosidenib|ORR|rate|41.6", "ivosidenib|CR|rate|30.4"],
    ),
    "from control to experimental": (
        "与单用地塞米松相比,塞利尼索使中位PFS从9.5个月延长至13.9个月。",
        ["dexamethasone|PFS|median|9.5|role=control", "selinexor|PFS|median|13.9|role=experimental|unit=mo"],
    ),
    "unnamed comparator": (
        "奎扎替尼组的中位OS长于对照组(31.9个月 vs 15.1个月)。",
        ["quizartinib|OS|median|31.9|role=experimental", "control|OS|median|15.1|role=control"],
    ),
    "former and latter": (
        "该研究将患者随机分入奥希替尼组与吉非替尼组,前者中位PFS为18.9个月,后者为10.2个月。",
        ["osimertinib|PFS|median|18.9", "gefitinib|PFS|median|10.2|role=control"],
    ),
    "counts of a named group": (
        "30例接受维奈克拉治疗的患者中21例获得完全缓解。",
        ["venetoclax|CR|count|21|n=30"],
    ),
    "fraction with rate": (
        "贝林妥欧单抗治疗的ORR为19/25(76%)。",
        ["blinatumomab|ORR|count|19|n=25", "blinatumomab|ORR|rate|76"],
    ),
    "not reached": (
        "瑞普替尼组中位DOR未达到,克唑替尼组为12.5个月。",
        ["repotrectinib|DOR|median|not reached", "crizotinib|DOR|median|12.5"],
    ),
    "sign and range": (
        "达雷妥尤单抗治疗的ORR超过80%,CR率为30%~40%。",
        ["daratumumab|ORR|rate|>80", "daratumumab|CR|rate|30-40"],
    ),
    "direction improved for a rate and for relapse": (
        "米哚妥林可改善患者OS并降低复发率。",
        ["midostaurin|OS|direction|improved", "midostaurin|relapse|direction|improved"],
    ),
    "no difference": (
        "索拉非尼组与安慰剂组的OS差异无统计学意义。",
        ["sorafenib|OS|direction|no_difference|role=experimental"],
    ),
    "not improved": ("恩西地平未改善患者的OS。", ["enasidenib|OS|direction|no_difference"]),
    "a list of drugs shares one direction": (
        "伊布替尼、阿可替尼和泽布替尼均延长了无进展生存期。",
        [
            "ibrutinib|PFS|direction|improved",
            "acalabrutinib|PFS|direction|improved",
            "zanubrutinib|PFS|direction|improved",
        ],
    ),
    "ellipsis of the partner": (
        "泊马度胺联合地塞米松的ORR为31%,联合硼替佐米可使82%的患者获得ORR。",
        ["dexamethasone + pomalidomide|ORR|rate|31", "bortezomib + pomalidomide|ORR|rate|82"],
    ),
    "age, follow-up and dose are no results": (
        "中位年龄71岁,中位随访24.5个月,来那度胺25 mg口服,ORR为60%。",
        ["lenalidomide|ORR|rate|60"],
    ),
    "a laboratory limit is no result": ("伊马替尼治疗3个月时BCR::ABL1≤10%者疗效较好。", []),
    "a difference between rates is no rate": (
        "阿西米尼与博舒替尼的24周MMR率为25.5% vs 13.2%,差值12.2%。",
        ["asciminib|MMR|rate|25.5", "bosutinib|MMR|rate|13.2"],
    ),
    "a high rate without figure is no claim": ("奥雷巴替尼取得较高的MMR率。", []),
    "English comparison": (
        "Median overall survival was 14.7 months with venetoclax plus azacitidine versus 9.6 months with placebo "
        "(hazard ratio for death, 0.66; 95% CI, 0.52 to 0.85; P<0.001).",
        [
            "azacitidine + venetoclax|OS|median|14.7|role=experimental",
            "placebo|OS|median|9.6|role=control",
            "azacitidine + venetoclax|OS|hazard_ratio|0.66|ci_low=0.52|ci_high=0.85",
            "azacitidine + venetoclax|OS|p_value|<0.001",
        ],
    ),
    "English figure before its endpoint": (
        "Of the patients treated with revumenib, 63% achieved an overall response.",
        ["revumenib|ORR|rate|63"],
    ),
    "English direction": (
        "Zanubrutinib significantly prolonged progression-free survival compared with ibrutinib.",
        ["zanubrutinib|PFS|direction|improved|role=experimental"],
    ),
    "subject taken up from the sentence before": (
        "一项研究评估了维奈克拉联合阿扎胞苷。该方案的CR率为36.7%。",
        ["azacitidine + venetoclax|CR|rate|36.7"],
    ),
    "two groups of patients are no arms": (
        "匹妥布替尼治疗BTK C481S突变和PLCG2突变患者的ORR分别为80%和56%。",
        ["pirtobrutinib|ORR|rate|80|subgroup=BTK p.Cys481Ser", "pirtobrutinib|ORR|rate|56|subgroup=PLCG2 mutation"],
    ),
    "labels of groups, and a drug at two doses": (
        "某试验将索托拉西布960 mg+帕尼单抗(A组)、240 mg+帕尼单抗(B组)和研究者选择治疗(C组)比较,中位PFS分别为5.1、3.3和2.0个月;A组对C组HR=0.48。",
        [
            "panitumumab + sotorasib|PFS|median|5.1",
            "panitumumab + sotorasib|PFS|median|3.3",
            "investigator's choice|PFS|median|2.0|role=control",
            "panitumumab + sotorasib|PFS|hazard_ratio|0.48",
        ],
    ),
    "number of agents": (
        "患者接受利妥昔单抗联合来那度胺,或在此基础上加用泽布替尼。泽布替尼联合来那度胺和利妥昔单抗的三药组ORR为70%。",
        ["lenalidomide + rituximab + zanubrutinib|ORR|rate|70"],
    ),
    "the next group's adverse event": (
        "吉瑞替尼组≥3级贫血36%,安慰剂组8%。",
        ["gilteritinib|anemia|rate|36|role=experimental", "placebo|anemia|rate|8|role=control"],
    ),
    "time before a median": (
        "吡咯替尼组21.3个月的中位PFS优于对照组的9.4个月(P<0.000 1)。",
        ["pyrotinib|PFS|median|21.3", "control|PFS|median|9.4|role=control", "pyrotinib|PFS|p_value|<0.0001"],
    ),
    "a gain is no median": (
        "奥拉帕利组的OS延长6.4个月(23.9 vs 17.5个月)。",
        ["olaparib|OS|median|23.9", "control|OS|median|17.5"],
    ),
    "risks are those of survival endpoints": (
        "伊那利塞组死亡风险降低33%(HR=0.67),疾病进展或死亡风险降低57%(HR=0.43)。",
        ["inavolisib|OS|hazard_ratio|0.67", "inavolisib|PFS|hazard_ratio|0.43"],
    ),
    "composites with glosses": (
        "瑞维美尼单药的完全缓解(CR)/CR伴血液学不完全恢复(CRi)率为40%,CR(含CRh/CRi)率为48%。",
        ["revumenib|CR/CRi|rate|40", "revumenib|CR/CRh/CRi|rate|48"],
    ),
    "list of landmarks": (
        "接受达沙替尼者1、3和5年OS率分别为95%、88%和80%。",
        [
            "dasatinib|OS|rate|95|timepoint=1 y",
            "dasatinib|OS|rate|88|timepoint=3 y",
            "dasatinib|OS|rate|80|timepoint=5 y",
        ],
    ),
    "list of landmarks in English": (
        "With ponatinib, 1- and 3-year overall survival rates were 91% and 78%, respectively.",
        ["ponatinib|OS|rate|91|timepoint=1 y", "ponatinib|OS|rate|78|timepoint=3 y"],
    ),
    "group behind its figure": (
        "36%的菲卓替尼组患者获SVR35。水肿见于45.2%的芦可替尼组患者和19.2%的安慰剂组患者。",
        ["fedratinib|SVR35|rate|36", "ruxolitinib|edema|rate|45.2", "placebo|edema|rate|19.2|role=control"],
    ),
    "group behind its figure in English": (
        "Diarrhea affected 47% of the placebo arm but just 8% of the ibrutinib arm.",
        ["placebo|diarrhea|rate|47|role=control", "ibrutinib|diarrhea|rate|8"],
    ),
    "doses of one drug": (
        "伊美司他9.4 mg/kg组与4.7 mg/kg组的SVR35率分别为10.2%和0。",
        ["imetelstat|SVR35|rate|10.2|role=single", "imetelstat|SVR35|rate|0|role=single"],
    ),
    "more in the other arm": (
        "阿思尼布组与博舒替尼组MMR率分别为25%和13%;腹泻在博舒替尼组更常见(60% vs 50%)。",
        [
            "asciminib|MMR|rate|25",
            "bosutinib|MMR|rate|13",
            "bosutinib|diarrhea|rate|60|role=control",
            "asciminib|diarrhea|rate|50|role=experimental",
        ],
    ),
    "factors of prognosis have no arm": (
        "维奈克拉组的ORR为60%。多因素分析显示,TP53突变(HR=2.84,P<0.001)是OS的独立不良预后因素。",
        ["venetoclax|ORR|rate|60", "|OS|hazard_ratio|2.84", "|OS|p_value|<0.001"],
    ),
    "both arms": (
        "伊布替尼组与阿可替尼组的中位PFS均为38.4个月。",
        ["ibrutinib|PFS|median|38.4", "acalabrutinib|PFS|median|38.4"],
    ),
    "corresponding figures": (
        "泽布替尼组ORR为83%,CR率为14%;伊布替尼组相应数值为74%和9%。",
        ["zanubrutinib|ORR|rate|83", "zanubrutinib|CR|rate|14", "ibrutinib|ORR|rate|74", "ibrutinib|CR|rate|9"],
    ),
    "a withdrawn drug is no arm": ("停用伊马替尼后12个月TFR率为52%。", ["|TFR|rate|52|timepoint=12 mo"]),
    "a question states no direction": ("阿思尼布能否提高TFR率尚待回答。", []),
    "a drug of which cells are told first": (
        "体外研究证实匹妥布替尼抑制野生型BTK。某研究中139例患者的ORR为63%。",
        ["pirtobrutinib|ORR|rate|63"],
    ),
    "endpoint in the bracket behind": (
        "随机试验中吉瑞替尼组16.0个月,安慰剂组9.2个月(中位OS,HR=0.44)。",
        ["gilteritinib|OS|median|16.0", "placebo|OS|median|9.2", "gilteritinib|OS|hazard_ratio|0.44"],
    ),
}


def claims_of(text: str) -> list[Claim]:
    return [claim for claim in EXTRACTOR(read_text(text)) if claim.relation == "trial_metric"]


def shown(claim: Claim) -> str:
    fields = claim.fields
    return "|".join((fields["arm"], fields["metric"], fields["statistic"], fields["value"]))


@pytest.mark.parametrize("name", CASES)
def test_rows(name: str) -> None:
    text, tags = CASES[name]
    claims = claims_of(text)
    assert sorted(map(shown, claims)) == sorted("|".join(tag.split("|")[:4]) for tag in tags)
    for tag in tags:
        head, wanted = "|".join(tag.split("|")[:4]), tag.split("|")[4:]
        fields = next(claim.fields for claim in claims if shown(claim) == head)
        for part in wanted:
            key, _, value = part.partition("=")
            assert fields[key] == value, f"{head}: {key}"


def test_spans_are_the_words_of_the_text() -> None:
    text = "接受吉瑞替尼治疗者2年OS率和EFS率分别为52%和40%。"
    for claim in claims_of(text):
        assert claim.object is not None
        assert text[claim.object.start : claim.object.end] == claim.object.text
        assert text[claim.subject.start : claim.subject.end] == claim.subject.text
