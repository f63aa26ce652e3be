"""Chinese groups and their comparators: what is the control group's, which of two arms is tested, lists of three groups."""

from __future__ import annotations

import pytest

from pipeline.records import Claim
from tests.relating_claims import claims, told

CASES = {
    "later figures of a placebo group": (
        "呋喹替尼组ORR为12%，DCR为55%；安慰剂组ORR为1%，DCR为22%。",
        "fruquintinib ORR 12 experimental; fruquintinib DCR 55 experimental; placebo ORR 1 control; placebo DCR 22 control",
    ),
    "numbers and rates of a control group": (
        "研究组达CR 15例，ORR 75.0%；对照组达CR 6例，ORR 50.0%。",
        " CR 15 experimental;  ORR 75.0 experimental; control CR 6 control; control ORR 50.0 control",
    ),
    "a control group behind its number in a list": (
        "（1）观察组：CR 9例，ORR 80.0%；（2）对照组：CR 3例，ORR 48.0%。",
        " CR 9 experimental;  ORR 80.0 experimental; control CR 3 control; control ORR 48.0 control",
    ),
    "the observed group is tested where a control group stands near": (
        "对照组CR率为31.0%，ORR为52.0%。观察组CR率为48.0%，ORR为76.0%。",
        "control CR 31.0 control; control ORR 52.0 control;  CR 48.0 single;  ORR 76.0 single",
    ),
    "an English control arm": (
        "The placebo arm had an ORR of 5%, and DCR was 40%; the chidamide arm had an ORR of 30%.",
        "placebo ORR 5 control; placebo DCR 40 control; tucidinostat ORR 30 experimental",
    ),
    "a control group with less": (
        "安慰剂组PFS率低于塞利尼索组（9%比31%）。",
        "placebo PFS 9 control; selinexor PFS 31 experimental",
    ),
    "a control group with more, and its ratio": (
        "对照组中位OS短于研究组（11.0个月比19.5个月，P=0.01）。",
        "control OS 11.0 control;  OS 19.5 experimental;  OS 0.01 experimental",
    ),
    "against the tested group": (
        "与试验组相比，对照组CR率更低（22%比41%）。",
        "control CR 22 control;  CR 41 experimental",
    ),
    "the tested group first": (
        "塞利尼索组PFS率高于安慰剂组（31%比9%）。",
        "selinexor PFS 31 experimental; placebo PFS 9 control",
    ),
    "a control group that was told before": (
        "对照组给予CHOP方案，观察组在此基础上加用来那度胺。对照组CR率低于观察组（38%比57%）。",
        "CHOP CR 38 control; CHOP + lenalidomide CR 57 experimental",
    ),
    "chemotherapy named first": (
        "化疗组CR率低于奎扎替尼组（27%比48%）。",
        "chemotherapy CR 27 control; quizartinib CR 48 experimental",
    ),
    "what a control group is said to have got": (
        "观察组（阿卡替尼）ORR为81%，CR率为27%；对照组（苯达莫司汀）ORR为44%，CR率为9%。",
        "acalabrutinib ORR 81 experimental; acalabrutinib CR 27 experimental; bendamustine ORR 44 control; bendamustine CR 9 control",
    ),
    "what each group got, with its figures": (
        "观察组25例给予泽布替尼，ORR为84%，CR率为20%；对照组25例给予苯达莫司汀，ORR为48%，CR率为8%。",
        "zanubrutinib ORR 84 experimental; zanubrutinib CR 20 experimental; bendamustine ORR 48 control; bendamustine CR 8 control",
    ),
    "one backbone and two additions": (
        "R-CHOP组、R-CHOP+泽布替尼组和R-CHOP+硼替佐米组的CR率分别为52%、61%和58%。",
        "R-CHOP CR 52 control; R-CHOP + zanubrutinib CR 61 experimental; bortezomib + R-CHOP CR 58 experimental",
    ),
    "a transplanted group": (
        "移植组3年EFS率为61%，化疗组为33%。",
        "hematopoietic stem cell transplantation EFS 61 experimental; chemotherapy EFS 33 control",
    ),
    "a transplanted group behind the other": (
        "化疗组和移植组的2年OS率分别为48%和66%。",
        "chemotherapy OS 48 control; hematopoietic stem cell transplantation OS 66 experimental",
    ),
    "a transplanted kidney": ("肾移植组5年OS率为90%。", " OS 90 single"),
    "a backbone before what was added to it": (
        "来那度胺组ORR为40%，来那度胺+伊沙佐米组为66%（P=0.004）。",
        "lenalidomide ORR 40 control; ixazomib + lenalidomide ORR 66 experimental; ixazomib + lenalidomide ORR 0.004 experimental",
    ),
    "a backbone first in a list": (
        "地西他滨组和地西他滨联合维奈克拉组中位OS分别为6.1个月和11.8个月（HR=0.58）。",
        "decitabine OS 6.1 control; decitabine + venetoclax OS 11.8 experimental; decitabine + venetoclax OS 0.58 experimental",
    ),
    "a backbone first, in English": (
        "Median PFS was 9 months with lenalidomide and 16 months with lenalidomide plus ixazomib.",
        "lenalidomide PFS 9 control; ixazomib + lenalidomide PFS 16 experimental",
    ),
    "what was added behind the figure of the backbone": (
        "GEMOX方案ORR为62%，加用维布妥昔单抗后ORR升至81%。",
        "GemOx ORR 62 control; brentuximab vedotin + GemOx ORR 81 experimental",
    ),
    "a group with what was added": (
        "来那度胺组ORR为40%，加用泊马度胺组为52%。",
        "lenalidomide ORR 40 control; lenalidomide + pomalidomide ORR 52 experimental",
    ),
    "three groups with their drugs in brackets": (
        "A组（伊马替尼）、B组（尼洛替尼）、C组（达沙替尼）的MMR率分别为40%、55%和58%。",
        "imatinib MMR 40 experimental; nilotinib MMR 55 experimental; dasatinib MMR 58 control",
    ),
    "both drugs behind each of them": (
        "来那度胺组、伊沙佐米组及联合组ORR依次为25%、30%、62%。",
        "lenalidomide ORR 25 control; ixazomib ORR 30 control; ixazomib + lenalidomide ORR 62 experimental",
    ),
    "groups by risk are no arms": (
        "伊布替尼治疗后，高危组、中危组和低危组的ORR分别为60%、72%和85%。",
        "ibrutinib ORR 60 single; ibrutinib ORR 72 single; ibrutinib ORR 85 single",
    ),
    "the figures of the other group in one bracket": (
        "塞利尼索组ORR为45%，CR率为12%，均高于安慰剂组（20%、3%）。",
        "selinexor ORR 45 experimental; selinexor CR 12 experimental; placebo ORR 20 control; placebo CR 3 control",
    ),
    "the comparator's bracket with endpoints": (
        "塞利尼索组中位PFS 7.2个月，ORR 45%，优于化疗组（中位PFS 3.1个月，ORR 20%）。",
        "selinexor PFS 7.2 experimental; selinexor ORR 45 experimental; chemotherapy PFS 3.1 control; chemotherapy ORR 20 control",
    ),
}


@pytest.mark.parametrize(("text", "wanted"), CASES.values(), ids=CASES)
def test_groups(text: str, wanted: str) -> None:
    assert "; ".join(_with_role(claim) for claim in claims(text, "trial_metric")) == wanted


def _with_role(claim: Claim) -> str:
    return f"{told(claim)} {claim.fields['role']}"


FIELDS = {
    "several studies": (
        "MURANO、CLL14和CLL13试验中维奈克拉组PFS的HR分别为0.19、0.35和0.42。",
        ["MURANO|venetoclax|PFS|0.19||", "CLL14|venetoclax|PFS|0.35||", "CLL13|venetoclax|PFS|0.42||"],
    ),
    "several studies without arms": (
        "In ZUMA-7 and TRANSFORM, the ORR was 83% and 86%, respectively.",
        ["ZUMA-7||ORR|83||", "TRANSFORM||ORR|86||"],
    ),
    "one study, two arms": (
        "VIALE-A研究中，维奈克拉组和安慰剂组的中位OS分别为14.7和9.6个月。",
        ["VIALE-A|venetoclax|OS|14.7||", "VIALE-A|placebo|OS|9.6||"],
    ),
    "those who went without": (
        "使用来那度胺的患者3年OS率为68%，未使用来那度胺的患者3年OS率为51%。",
        ["|lenalidomide|OS|68||", "||OS|51|未使用来那度胺|"],
    ),
    "a regimen without it": (
        "含蒽环类方案的ORR为66%，不含蒽环类方案为47%。",
        ["|anthracycline|ORR|66||", "||ORR|47||"],
    ),
    "a hazard ratio before what it says": (
        "HR=0.44，95%CI 0.30～0.65，提示塞利尼索使疾病进展或死亡风险降低56%。",
        ["|selinexor|PFS|0.44||"],
    ),
    "those who had it behind those who had not": (
        "未接受巩固治疗者中位EFS为9个月，接受巩固治疗者为21个月。",
        ["||EFS|9|未接受巩固治疗|", "||EFS|21||"],
    ),
    "one dose against another": (
        "达沙替尼140 mg组MMR率高于100 mg组（52%对46%）。",
        ["|dasatinib|MMR|52|140 mg|", "|dasatinib|MMR|46|100 mg|"],
    ),
    "doses of one drug beside another drug": (
        "尼洛替尼400 mg组、300 mg组及伊马替尼组12个月MMR率依次为43%、44%和22%。",
        ["|nilotinib|MMR|43|400 mg|", "|nilotinib|MMR|44|300 mg|", "|imatinib|MMR|22||"],
    ),
    "groups by their best response": (
        "VGPR者中位PFS为34个月，PR者为17个月，SD者为5个月。",
        ["||PFS|34|VGPR|", "||PFS|17|PR|", "||PFS|5|SD|"],
    ),
    "those who did not reach it": (
        "达MMR者8年OS率为93%，未达MMR者为75%。",
        ["||OS|93|达MMR|", "||OS|75|未达MMR|"],
    ),
    "numbers of responders": ("CR者占34%，PR者为21%。", ["||CR|34||", "||PR|21||"]),
    "sizes behind groups with longer names": (
        "西达本胺联合治疗组（n=81）与安慰剂组（n=40）中位PFS分别为7.4和3.8个月。",
        ["|tucidinostat combination|PFS|7.4||81", "|placebo|PFS|3.8||40"],
    ),
    "sizes in a list of groups": (
        "A组予伊布替尼，B组予苯丁酸氮芥。A组41例、B组39例，ORR分别为85%和51%。",
        ["|ibrutinib|ORR|85||41", "|chlorambucil|ORR|51||39"],
    ),
}


@pytest.mark.parametrize(("text", "wanted"), FIELDS.values(), ids=FIELDS)
def test_studies_and_groups(text: str, wanted: list[str]) -> None:
    names = ("trial", "arm", "metric", "value", "subgroup", "n")
    assert ["|".join(c.fields[name] for name in names) for c in claims(text, "trial_metric")] == wanted
