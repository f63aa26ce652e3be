"""Figures and their arms by construction, each in both languages where both have it; sentences of our own."""

from __future__ import annotations

import pytest

import pipeline
from pipeline.assembling.rows import paper_rows
from pipeline.reading import read_text

EXTRACTOR = pipeline.load("rules")

ARMS = {
    "groups of a study told at once": (
        "奎扎替尼组98例,吉瑞替尼组46例,米哚妥林组42例。三组CR率依次为67%、56%和26%。",
        ["CR 67 quizartinib", "CR 56 gilteritinib", "CR 26 midostaurin"],
    ),
    "corresponding figures in the order of the last group": (
        "甲组予奎扎替尼,奎扎替尼组ORR为61%,CR率46%;吉瑞替尼组相应数值为33%和17%。",
        ["ORR 61 quizartinib", "CR 46 quizartinib", "ORR 33 gilteritinib", "CR 17 gilteritinib"],
    ),
    "one further group goes through the endpoints": (
        "伊布替尼用于标危者的2年EFS率为98%,OS率99%,高危者则分别为90%和95%。",
        ["EFS 98 ibrutinib", "OS 99 ibrutinib", "EFS 90 ibrutinib", "OS 95 ibrutinib"],
    ),
    "a group in brackets behind the comparison": (
        "泽布替尼组的中位PFS为13.8个月,与伊布替尼组(12.1个月)相近。", ["PFS 13.8 zanubrutinib", "PFS 12.1 ibrutinib"],
    ),
    "a change that names its groups": (
        "阿思尼布使48周MMR率由博舒替尼的49%提高到68%。", ["MMR 49 bosutinib", "MMR 68 asciminib"],
    ),
    "a list behind its figures": (
        "Median OS was 13.8, 12.1 and 5.4 months for venetoclax, gilteritinib and midostaurin, respectively.",
        ["OS 13.8 venetoclax", "OS 12.1 gilteritinib", "OS 5.4 midostaurin"],
    ),
    "a contrast that compares anew": (
        "阿可替尼的PFS不劣于伊布替尼,而泽布替尼的PFS优于伊布替尼(HR 0.65)。", ["PFS 0.65 zanubrutinib"],
    ),
    "a contrast that compares anew, in English": (
        "Midostaurin did not improve OS over placebo, whereas quizartinib prolonged OS over placebo (HR 0.78).",
        ["OS 0.78 quizartinib"],
    ),
    "a time of follow-up before an earlier landmark": (
        "阿可替尼与伊布替尼比较,随访至8年,7年PFS率仍为59% vs 9%。", ["PFS 59 acalabrutinib", "PFS 9 ibrutinib"],
    ),
    "a choice before a combination that its bracket names": (
        "患者接受泽布替尼或苯达莫司汀联合利妥昔单抗(BR)治疗,PFS率为85.5% vs 69.5%。",
        ["PFS 85.5 zanubrutinib", "PFS 69.5 bendamustine + rituximab"],
    ),
    "a median before a rate with a landmark": (
        "维奈克拉组中位OS为48个月,5年OS率40%。", ["OS 48 venetoclax", "OS 40 venetoclax"],
    ),
    "a median before a rate with a landmark, in English": (
        "With venetoclax, median OS was 48 months, and 5-year OS was 40%.", ["OS 48 venetoclax", "OS 40 venetoclax"],
    ),
    "the comparator's median before a rate with a landmark": (
        "泽布替尼组中位PFS 48个月,伊布替尼组20个月,5年OS率为70%和61%。",
        ["PFS 48 zanubrutinib", "PFS 20 ibrutinib", "OS 70 zanubrutinib", "OS 61 ibrutinib"],
    ),
    "a P value before a rate with a landmark": (
        "泽布替尼组和伊布替尼组的中位PFS为48个月和20个月,P=0.011,5年OS率为70%和61%。",
        ["PFS 48 zanubrutinib", "PFS 20 ibrutinib", "PFS 0.011 zanubrutinib", "OS 70 zanubrutinib", "OS 61 ibrutinib"],
    ),
    "endpoints and figures of several kinds in one list": (
        "格菲妥单抗的ORR、CR率及中位PFS分别为84%、51%和9.1个月。",
        ["ORR 84 glofitamab", "CR 51 glofitamab", "PFS 9.1 glofitamab"],
    ),
    "several kinds in one list, in English": (
        "ORR, CR rate and median PFS were 84%, 51% and 9.1 months with glofitamab.",
        ["ORR 84 glofitamab", "CR 51 glofitamab", "PFS 9.1 glofitamab"],
    ),
    "the arm of a sentence behind its figures": (
        "伊布替尼组ORR为50%。ORR为81%、CR率为39%(艾可瑞妥单抗)。",
        ["ORR 50 ibrutinib", "ORR 81 epcoritamab", "CR 39 epcoritamab"],
    ),
    "the arm of a sentence behind its figures, in English": (
        "With ibrutinib the ORR was 50%. The ORR was 81% and CR rate 39% with epcoritamab.",
        ["ORR 50 ibrutinib", "ORR 81 epcoritamab", "CR 39 epcoritamab"],
    ),
    "two drugs named before a list": (
        "Zanubrutinib has replaced ibrutinib because of PFS rates of 66% and 55%, respectively.",
        ["PFS 66 zanubrutinib", "PFS 55 ibrutinib"],
    ),
    "against": (
        "Asciminib gave an MMR rate of 68% against 49% with bosutinib.", ["MMR 68 asciminib", "MMR 49 bosutinib"],
    ),
    "the other group of the sentence": (
        "比美替尼的PFS略有改善(2.8 vs 1.5个月),ORR为15%(达卡巴嗪组7%)。",
        ["PFS 2.8 binimetinib", "PFS 1.5 dacarbazine", "ORR 15 binimetinib", "ORR 7 dacarbazine"],
    ),
    "a choice of partners": (
        "维奈克拉联合地西他滨或阿扎胞苷的CR率为67%。", ["CR 67 decitabine + venetoclax", "CR 67 azacitidine + venetoclax"],
    ),
    "a contrast with the usual treatment": (
        "奥加伊妥珠单抗治疗后80%的患者获得CR,标准化疗者仅29%;MRD阴性率也更高(78%比28%)。",
        ["CR 80 inotuzumab ozogamicin", "CR 29 chemotherapy", "MRD-neg 78 inotuzumab ozogamicin", "MRD-neg 28 chemotherapy"],
    ),
    "an agent alone beside its combination": (
        "达拉非尼联合曲美替尼的中位OS为25个月,达拉非尼单药者19个月,ORR 64%比51%。",
        ["OS 25 dabrafenib + trametinib", "OS 19 dabrafenib", "ORR 64 dabrafenib + trametinib", "ORR 51 dabrafenib"],
    ),
    "added to a backbone": (
        "Adding acalabrutinib to bendamustine-rituximab extended median PFS from 49.6 to 66.4 months.",
        ["PFS 49.6 bendamustine + rituximab", "PFS 66.4 acalabrutinib + bendamustine + rituximab"],
    ),
    "a group named by one of its agents": (
        "随机接受芦可替尼联合navitoclax(n=125)或芦可替尼联合安慰剂(n=127)。navitoclax组的SVR35率为63%。",
        ["SVR35 63 navitoclax + ruxolitinib"],
    ),
    "a drug that was tested in cells": (
        "奥雷巴替尼的CR率为80%,复发者体外对普纳替尼仍敏感。ORR为90%。", ["CR 80 olverembatinib", "ORR 90 olverembatinib"],
    ),
    "former and latter before a landmark": (
        "患儿接受达沙替尼80 mg/m2(92例)或伊马替尼300 mg/m2(97例),前者4年EFS率71%,后者49%。",
        ["EFS 71 dasatinib", "EFS 49 imatinib"],
    ),
    "both groups, one of them unnamed": (
        "NOVA研究中替雷利珠单抗未能获益,两组中位EFS期均为3.0个月。", ["EFS 3.0 tislelizumab", "EFS 3.0 control"],
    ),
    "diseases are groups and no arms": (
        "The ORR to zanubrutinib was 78% in relapsed CLL and 84% in follicular lymphoma.", ["ORR 78 zanubrutinib", "ORR 84 zanubrutinib"],
    ),
    "a class of the sentence before is no arm": (
        "酪氨酸激酶抑制剂可以停用。2年TFR率为52%。", ["TFR 52 "],
    ),
    "a rate taken up by its incidence": (
        "奥加伊妥珠单抗与化疗比较,肝静脉闭塞病不容忽视,发生率为11%。", ["veno-occlusive disease 11 inotuzumab ozogamicin"],
    ),
    "rates with their arms behind an adverse event": (
        "Neutropenia went the other way (35% with zanubrutinib, 20% with ibrutinib).",
        ["neutropenia 35 zanubrutinib", "neutropenia 20 ibrutinib"],
    ),
    "an adverse event before its groups": (
        "芦可替尼组与安慰剂组比较,3级以上贫血,芦可替尼组51%,安慰剂组15%。", ["anemia 51 ruxolitinib", "anemia 15 placebo"],
    ),
    "a rate before a graded adverse event": (
        "13%的奎扎替尼组患者发生≥3级QT间期延长。", ["QT prolongation 13 quizartinib"],
    ),
    "two rates each before its endpoint": (
        "艾基维仑赛取得73%的ORR和33%的CR率。", ["ORR 73 idecabtagene vicleucel", "CR 33 idecabtagene vicleucel"],
    ),
    "treatments in a row of brackets": (
        "因不良事件而停药的比例以阿思尼布最低(4.5%),其次是尼洛替尼(9.8%)和伊马替尼(11.1%)。",
        ["treatment discontinuation 4.5 asciminib", "treatment discontinuation 9.8 nilotinib", "treatment discontinuation 11.1 imatinib"],
    ),
    "nobody": (
        "Zanubrutinib was given. None of the seven MYD88-wild-type patients achieved a CR.", ["CR 0 zanubrutinib"],
    ),
    "nobody died": ("伊美司他治疗18例,CR率70%,无早期死亡。", ["CR 70 imetelstat", "early death 0 imetelstat"]),
    "a number of events": ("奥雷巴替尼的1年OS率97%,仅2例复发。", ["OS 97 olverembatinib", "relapse 2 olverembatinib"]),
    "a group of people is no number of events": ("奥雷巴替尼治疗后3例复发者接受移植,ORR为60%。", ["ORR 60 olverembatinib"]),
    "an endpoint and its number": ("芦可替尼单药治疗38例白血病,ORR 3例。", ["ORR 3 ruxolitinib"]),
    "a level of transcripts": (
        "普纳替尼治疗12个月时BCR::ABL1≤1%的患者比例为44%。", ["BCR::ABL1 ≤1% 44 ponatinib"],
    ),
    "a choice of partners is compared": (
        "化疗联合普纳替尼(n=154)或伊马替尼(n=78),CR率34% vs 17%(P=0.002)。",
        ["CR 34 chemotherapy + ponatinib", "CR 17 chemotherapy + imatinib", "CR 0.002 chemotherapy + ponatinib"],
    ),
    "placebo as the other partner": (
        "Patients received azacitidine plus ivosidenib or placebo; the CR rate was 47% versus 15%.",
        ["CR 47 azacitidine + ivosidenib", "CR 15 azacitidine + placebo"],
    ),
    "added to a base or not": (
        "Lenalidomide with or without rituximab gave a median PFS of 39.4 vs 14.1 months.",
        ["PFS 39.4 lenalidomide + rituximab", "PFS 14.1 lenalidomide"],
    ),
    "或不联合": (
        "来那度胺联合或不联合利妥昔单抗的中位PFS分别为39.4个月和14.1个月。",
        ["PFS 39.4 lenalidomide + rituximab", "PFS 14.1 lenalidomide"],
    ),
    "an agent taken up by what it was combined with": (
        "Magrolimab blocks CD47; combined with azacitidine, it gave a CR rate of 33% vs 22% (P=0.13).",
        ["CR 33 azacitidine + magrolimab", "CR 22 control", "CR 0.13 azacitidine + magrolimab"],
    ),
    "a figure answered by the other group's": (
        "达沙替尼组CR率为90%,伊马替尼组80%;PFS中位数15.0个月,伊马替尼组11.8个月,HR 0.45。",
        ["CR 90 dasatinib", "CR 80 imatinib", "PFS 15.0 dasatinib", "PFS 11.8 imatinib", "PFS 0.45 dasatinib"],
    ),
    "the comparator under its name": (
        "泽布替尼组中位PFS 48.2个月,伊布替尼组20.8个月;随访5年,PFS率51%(对照43%)。",
        ["PFS 48.2 zanubrutinib", "PFS 20.8 ibrutinib", "PFS 51 zanubrutinib", "PFS 43 ibrutinib"],
    ),
    "added with its chemotherapy": (
        "联合贝林妥欧单抗的化疗组3年OS率85%,单用化疗组68%。", ["OS 85 blinatumomab + chemotherapy", "OS 68 chemotherapy"],
    ),
    "the hazard of death": (
        "Gilteritinib raised the CR rate (34% vs 15% with chemotherapy), and the hazard ratio for death was 0.64.",
        ["CR 34 gilteritinib", "CR 15 chemotherapy", "OS 0.64 gilteritinib"],
    ),
    "the hazard of progression": (
        "泽布替尼与伊布替尼比较,进展或死亡风险比0.65。", ["PFS 0.65 zanubrutinib"],
    ),
    "one patient's course": ("例1,男,27岁。予克唑替尼后CR,缓解持续26个月,PFS为28个月。", []),
    "patients and their share": (
        "克唑替尼治疗11例,10例缓解(90.9%),6例获CR(54.5%)。",
        ["ORR 10 crizotinib", "ORR 90.9 crizotinib", "CR 6 crizotinib", "CR 54.5 crizotinib"],
    ),
    "patients and their share in English": (
        "With revumenib, 13 (22.8%) achieved CR.", ["CR 13 revumenib", "CR 22.8 revumenib"],
    ),
    "alive": ("奥拉帕利组67.0%的患者仍存活,安慰剂组46.5%。", ["OS 67.0 olaparib", "OS 46.5 placebo"]),
    "the disease's prognosis": (
        "克唑替尼的ORR为90%。预后方面,DUSP22重排者5年OS率达90%。", ["ORR 90 crizotinib", "OS 90 "],
    ),
    "given with the agent named before": (
        "维奈克拉选择性抑制BCL-2,单臂研究里与阿扎胞苷合用,CR率29.9%。", ["CR 29.9 azacitidine + venetoclax"],
    ),
    "a base told by the comparator": (
        "加用艾曲泊帕后ORR较阿扎胞苷加安慰剂更低(20%对35%)。",
        ["ORR 20 azacitidine + eltrombopag", "ORR 35 azacitidine + placebo"],
    ),
    "a base told by the comparator in English": (
        "Navitoclax doubled SVR35 when joined to ruxolitinib (63.2% v 31.5%).",
        ["SVR35 63.2 navitoclax + ruxolitinib", "SVR35 31.5 control"],
    ),
    "bettered": (
        "Asciminib bettered investigator-selected imatinib (MMR, 67.7% v 49.0%).", ["MMR 67.7 asciminib", "MMR 49.0 imatinib"],
    ),
    "a group under a name that nobody explained": (
        "塞普替尼组中位PFS 24.8个月,标免组11.2个月(HR 0.46)。", ["PFS 24.8 selpercatinib", "PFS 11.2 control", "PFS 0.46 selpercatinib"],
    ),
    "what was not given": ("瑞普替尼用于未化疗的56例,ORR为38%。", ["ORR 38 repotrectinib"]),
    "effective behind a figure": ("芦可替尼治疗50例CMML,38%有效。", ["ORR 38 ruxolitinib"]),
    "a bracket with the regimen of its agents": (
        "环磷酰胺、硼替佐米和地塞米松(VCd)是标准。VCd组CR率18%。", ["CR 18 VCd"],
    ),
    "less than a figure": (
        "塞普替尼组与培美曲塞组比较,缓解率69.4%较38.8%几近翻倍。", ["ORR 69.4 selpercatinib", "ORR 38.8 pemetrexed"],
    ),
    "study in a drug's bracket": ("氟唑帕利(NOVAMAB-2)的ORR为40%。", ["ORR 40 fuzuloparib"]),
    "assigned to one or the other": (
        "Patients were assigned 2:1 to momelotinib or danazol, and TSS50 was documented in 25% (32/130) and 9% (6/65).",
        ["TSS50 25 momelotinib", "TSS50 32 momelotinib", "TSS50 9 danazol", "TSS50 6 danazol"],
    ),
    "numbers of those given a drug": (
        "MMR was attained by 18 of 41 patients on asciminib (44%) and by 16 of 33 given ponatinib (48%).",
        ["MMR 18 asciminib", "MMR 44 asciminib", "MMR 16 ponatinib", "MMR 48 ponatinib"],
    ),
    "a group behind the time of follow-up is no comparator": (
        "IRIS研究比较伊马替尼与干扰素。中位随访10.9年时,伊马替尼组OS率为83.3%,CCyR率为82.8%。",
        ["OS 83.3 imatinib", "CCyR 82.8 imatinib"],
    ),
    "patients who had another drug before": (
        "Nemtabrutinib was given to 50 BTKi-pretreated patients; the ORR was 56%.", ["ORR 56 nemtabrutinib"],
    ),
    "the same figure in both arms": (
        "Acalabrutinib was compared with ibrutinib: median PFS was 38.4 months in both arms.",
        ["PFS 38.4 acalabrutinib", "PFS 38.4 ibrutinib"],
    ),
    "a rate and what it was before": (
        "With acalabrutinib, compared with ibrutinib, atrial fibrillation fell to 9.4% from 16.0%.",
        ["atrial fibrillation 9.4 acalabrutinib", "atrial fibrillation 16.0 ibrutinib"],
    ),
    "counted anew": (
        "Pirtobrutinib gave an ORR of 73.3%, or 82.2% once partial responses were counted.",
        ["ORR 73.3 pirtobrutinib", "ORR 82.2 pirtobrutinib"],
    ),
    "what the control group gets in its bracket": (
        "pelabresib联合芦可替尼组SVR35率66%,对照组(安慰剂+芦可替尼)35%。",
        ["SVR35 66 pelabresib + ruxolitinib", "SVR35 35 placebo + ruxolitinib"],
    ),
    "a drug that a combination is built on": (
        "以吉瑞替尼为基础的联合方案治疗27例,复合CR率52%。", ["CR/CRi 52 gilteritinib combination"],
    ),
    "a regimen built on a drug": (
        "Gilteritinib-based salvage therapy gave a CR rate of 52%.", ["CR 52 gilteritinib combination"],
    ),
    "given with it": (
        "芦可替尼SVR35率42%,pelabresib与之联合可提高至66%。", ["SVR35 42 ruxolitinib", "SVR35 66 pelabresib + ruxolitinib"],
    ),
    "added to the drug of the heading, with a list": (
        "Bleximenib方面,100 mg bid联合维奈克拉、阿扎胞苷(VEN+AZA)者ORR为82%。", ["ORR 82 azacitidine + bleximenib + venetoclax"],
    ),
    "pairs in a list": (
        "氟马替尼组与伊马替尼组MMR率依次为8.7%比3.6%、16.8%比5.1%。",
        ["MMR 8.7 flumatinib", "MMR 3.6 imatinib", "MMR 16.8 flumatinib", "MMR 5.1 imatinib"],
    ),
    "the sentence behind a comparison": (
        "格菲妥单抗+GemOx(183例)对R-GemOx(91例),中位OS 25.5 vs 12.9个月。CRS 44.2%。",
        ["OS 25.5 GemOx + glofitamab", "OS 12.9 R-GemOx", "cytokine release syndrome 44.2 GemOx + glofitamab"],
    ),
    "another study of the paragraph's drug": (
        "塞利尼索抑制XPO1。BOSTON研究XVd组的ORR为76%。MARCH研究ORR 29%。", ["ORR 76 XVd", "ORR 29 selinexor"],
    ),
    "a part of a sentence that turns to a study told before": (
        "In CLL14, ORR was 85% with venetoclax plus obinutuzumab versus 71% with chlorambucil plus obinutuzumab. Venetoclax plus rituximab "
        "reached a 5-year OS of 82% in MURANO, and in CLL14 six-year PFS stood at 53% and 22%, respectively.",
        ["ORR 85 obinutuzumab + venetoclax", "ORR 71 chlorambucil + obinutuzumab", "OS 82 rituximab + venetoclax",
         "PFS 53 obinutuzumab + venetoclax", "PFS 22 chlorambucil + obinutuzumab"],
    ),
    "what a known study tests": (
        "瑞维美尼和吉瑞替尼均已获批。吉瑞替尼的ORR为30%。AUGMENT-101研究中,ORR为63%。", ["ORR 30 gilteritinib", "ORR 63 revumenib"],
    ),
    "articles before endpoints of a list": (
        "With olverembatinib, 79% attained a MCyR, 69% a CCyR and 56% an MMR.",
        ["MCyR 79 olverembatinib", "CCyR 69 olverembatinib", "MMR 56 olverembatinib"],
    ),
    "all of them, and some of these": (
        "替雷利珠单抗治疗10例全部缓解,其中6例sCR。", ["ORR 10 tislelizumab", "sCR 6 tislelizumab"],
    ),
    "more than a share in words": (
        "BGB-16673 produced responses in more than three-quarters of patients.", ["ORR >75 catadegbrutinib"],
    ),
    "a list that ends with and": (
        "Talquetamab was tested at three dose levels; ORR was 74%, 69% and 50%.",
        ["ORR 74 talquetamab", "ORR 69 talquetamab", "ORR 50 talquetamab"],
    ),
    "an interval without its word": ("维奈克拉的ORR为44%(32%~57%)。", ["ORR 44 venetoclax"]),
    "groups that share an agent": (
        "Pneumonia was commoner with acalabrutinib and rituximab than with bendamustine and rituximab (12% versus 7%).",
        ["pneumonia 12 acalabrutinib + rituximab", "pneumonia 7 bendamustine + rituximab"],
    ),
    "a list of arms that share no agent": (
        "The ORR was 60% with ibrutinib and 40% with venetoclax.", ["ORR 60 ibrutinib", "ORR 40 venetoclax"],
    ),
    "three groups spelled out, then taken up": (
        "Median PFS was 14.0 months with vemurafenib, cobimetinib and atezolizumab, 11.2 months with vemurafenib and cobimetinib and 7.0 months "
        "in the control group (hazard ratios against control, 0.50 for the triplet and 0.70 for the doublet). Response was seen in 66%, 50% and 20% "
        "of the three groups, respectively.",
        ["PFS 14.0 atezolizumab + cobimetinib + vemurafenib", "PFS 11.2 cobimetinib + vemurafenib", "PFS 7.0 control",
         "PFS 0.50 atezolizumab + cobimetinib + vemurafenib", "PFS 0.70 cobimetinib + vemurafenib",
         "ORR 66 atezolizumab + cobimetinib + vemurafenib", "ORR 50 cobimetinib + vemurafenib", "ORR 20 control"],
    ),
    "arms told in turn": (
        "OS was 20 months with ixazomib, 15 months with bortezomib and 9 months with dexamethasone. ORR was 60%, 50% and 20%, respectively.",
        ["OS 20 ixazomib", "OS 15 bortezomib", "OS 9 dexamethasone", "ORR 60 ixazomib", "ORR 50 bortezomib", "ORR 20 dexamethasone"],
    ),
    "ratios of two arms named once": (
        "硼替佐米与伊沙佐米较地塞米松的OS HR分别为0.52和0.60。", ["OS 0.52 bortezomib", "OS 0.60 ixazomib"],
    ),
    "ratios of two studies": (
        "Ibrutinib improved median PFS over chlorambucil (18.9 vs 10.2 months); acalabrutinib and zanubrutinib gave hazard ratios for PFS of 0.36 and 0.24.",
        ["PFS 18.9 ibrutinib", "PFS 10.2 chlorambucil", "PFS 0.36 acalabrutinib", "PFS 0.24 zanubrutinib"],
    ),
    "ratios of two endpoints": (
        "Ibrutinib was better than chlorambucil, with an HR of 0.52 (95% CI, 0.4 to 0.7) for OS and 0.61 for PFS.",
        ["OS 0.52 ibrutinib", "PFS 0.61 ibrutinib"],
    ),
    "arms behind two comparisons": (
        "Hypertension was less (5% v 17%), diarrhea more common (30% v 12%) on acalabrutinib than on ibrutinib.",
        ["hypertension 5 acalabrutinib", "hypertension 17 ibrutinib", "diarrhea 30 acalabrutinib", "diarrhea 12 ibrutinib"],
    ),
    "the combination and its blank": (
        "Median OS was 20.0 months among patients given enasidenib with azacitidine, as against 10.1 months among those given placebo with azacitidine. "
        "Pneumonia was nonetheless commoner in the combination arm than under placebo (14% versus 8%).",
        ["OS 20.0 azacitidine + enasidenib", "OS 10.1 azacitidine + placebo", "pneumonia 14 azacitidine + enasidenib", "pneumonia 8 azacitidine + placebo"],
    ),
    "counts with their whole and a share in square brackets": (
        "More patients attained complete response with isatuximab than with carfilzomib (50 of 120 [42%] versus six of 118 [5%]).",
        ["CR 50 isatuximab", "CR 42 isatuximab", "CR 6 carfilzomib", "CR 5 carfilzomib"],
    ),
    "shares with their patients in brackets": (
        "CR was more common with quizartinib than with placebo (55% [148 patients] vs. 39% [105]; odds ratio, 1.9).",
        ["CR 55 quizartinib", "CR 148 quizartinib", "CR 39 placebo", "CR 1.9 quizartinib"],
    ),
    "the whole in the bracket behind a share": (
        "芦可替尼的SVR35率为41.9%(155例)。", ["SVR35 41.9 ruxolitinib"],
    ),
    "a count joined to its share": (
        "CR was seen in 17 patients, or 30.4% (95% CI, 20 to 44), on ziftomenib.", ["CR 17 ziftomenib", "CR 30.4 ziftomenib"],
    ),
    "a count that goes on to the next": (
        "Dabrafenib induced CR in 9 of 26 Dutch and 10 of 24 German patients, respectively.", ["CR 9 dabrafenib", "CR 10 dabrafenib"],
    ),
    "two doses of one drug": (
        "With elranatamab, the ORR was 61.0% (95% CI 50.2, 70.4) among 80 patients given 44 mg weekly and 57.1% (95% CI 44.0, 68.0) among 70 given 76 mg.",
        ["ORR 61.0 elranatamab", "ORR 57.1 elranatamab"],
    ),
    "two drugs with their doses": (
        "The ORR was 61% in patients given ixazomib 4 mg and 40% in patients given lenalidomide 25 mg.",
        ["ORR 61 ixazomib", "ORR 40 lenalidomide"],
    ),
    "a drug joined to the one told before": (
        "Dabrafenib induced CR in 8 of 24 patients. Joined to trametinib, it did so in 20 of 26 (77%).",
        ["CR 8 dabrafenib", "CR 20 dabrafenib + trametinib", "CR 77 dabrafenib + trametinib"],
    ),
    "did so behind a combination": (
        "Glasdegib gave a CR rate of 12%. But combined with cytarabine, it did so in 24%.",
        ["CR 12 glasdegib", "CR 24 cytarabine + glasdegib"],
    ),
    "rates at one time after another": (
        "Pneumonia complicated treatment with ibrutinib, the risk being 9% at 6 months, 12% at 1 year and 16% at 2 years.",
        ["pneumonia 9 ibrutinib", "pneumonia 12 ibrutinib", "pneumonia 16 ibrutinib"],
    ),
    "kinds of responses": (
        "With glofitamab, 22 of 40 (55%) had an overall response, with nine complete responses and 13 partial responses.",
        ["ORR 22 glofitamab", "ORR 55 glofitamab", "CR 9 glofitamab", "PR 13 glofitamab"],
    ),
    "no more than": ("Median OS with venetoclax was no more than 6.2 months.", ["OS 6.2 venetoclax"]),
    "the most common one": (
        "Headache was the most frequent event with gilteritinib (30%), anemia the commonest severe one (21%).",
        ["headache 30 gilteritinib", "anemia 21 gilteritinib"],
    ),
    "a ratio behind what is said of an event": (
        "With ruxolitinib, the hazard of chronic GVHD was barely a third (HR, 0.34; P < .001).",
        ["chronic graft-versus-host disease 0.34 ruxolitinib", "chronic graft-versus-host disease <0.001 ruxolitinib"],
    ),
    "endpoints by their limits": (
        "With momelotinib, a reduction of 50% or more in total symptom score was reported by 25%, and absence of MRD by 20%.",
        ["TSS50 25 momelotinib", "MRD-neg 20 momelotinib"],
    ),
    "events of two groups, the second one's treatment given before": (
        "Ponatinib, given instead of imatinib, prolonged EFS (12 events in 40 patients versus 25 in 41); CR was seen in 33 of 40 (83%) and 14 of 41 (34%).",
        ["EFS 12 ponatinib", "EFS 25 imatinib", "CR 33 ponatinib", "CR 83 ponatinib", "CR 14 imatinib", "CR 34 imatinib"],
    ),
    "events of one group": ("There were 12 events in 40 patients given ibrutinib.", []),
    "what an endpoint means": (
        "Venetoclax was given. MRD negativity meant less than 0.01% by flow cytometry. MRD阴性定义为<0.01%。", [],
    ),
}  # fmt: skip

DIRECTIONS = {
    "nobody saw it": ("我们未观察到奎扎替尼的生存优势。", ["OS no_difference quizartinib"]),
    "not to date": (
        "Zanubrutinib prolongs PFS but has not, to date, improved OS.",
        ["PFS improved zanubrutinib", "OS no_difference zanubrutinib"],
    ),
}


def figures(text: str) -> list[dict[str, object]]:
    document = read_text("## 结果\n\n" + text, "case.md")
    return paper_rows(document, EXTRACTOR.extract(document), EXTRACTOR.label)["trial_metric"]


@pytest.mark.parametrize(("text", "wanted"), [*ARMS.values(), *DIRECTIONS.values()], ids=[*ARMS, *DIRECTIONS])
def test_each_figure_has_its_arm(text: str, wanted: list[str]) -> None:
    assert sorted(f"{f['metric']} {f['value']} {f['arm']}" for f in figures(text)) == sorted(wanted)


def test_a_group_that_lacks_an_alteration() -> None:
    told = figures("无del(17p)的初治患者接受泽布替尼治疗,ORR为94%。")
    assert [(figure["arm"], figure["subgroup"]) for figure in told] == [("zanubrutinib", "del(17p) wild-type")]


def test_a_time_of_follow_up_is_no_landmark() -> None:
    told = figures("伊布替尼随访至8年,7年PFS率仍为59%。")
    assert [figure["timepoint"] for figure in told] == ["7 y"]


def test_people_with_an_alteration_are_a_group() -> None:
    told = figures("Among patients with del(17p), 4-year PFS was 79% with zanubrutinib.")
    assert [(figure["arm"], figure["subgroup"]) for figure in told] == [("zanubrutinib", "del(17p)")]


def test_rates_at_one_time_after_another_have_their_landmarks() -> None:
    told = figures("With ibrutinib, OS was 90% at 6 months, 82% at 1 year and 76% at 2 years.")
    assert [(figure["value"], figure["timepoint"]) for figure in told] == [("90", "6 mo"), ("82", "1 y"), ("76", "2 y")]
