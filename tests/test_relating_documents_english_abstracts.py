"""Arms of abstracts: the order of a study's arms, three groups, agents given together, results that are of no arm."""

from __future__ import annotations

import pytest

from tests.relating_claims import claims, told

CASES = {
    "the comparator's figure first keeps the tested arm": (
        "Overall, 420 patients were randomly assigned to nivolumab (n = 210) or everolimus (n = 210). "
        "OS showed no difference (median, 25.0 months with everolimus v 24.1 months with nivolumab; HR, 1.05).",
        "everolimus OS 25.0; nivolumab OS 24.1; nivolumab OS 1.05",
    ),
    "the same in Chinese": (
        "420例患者随机接受纳武利尤单抗或依维莫司。中位OS依维莫司组为25.0个月，纳武利尤单抗组为24.1个月（HR=1.05）。",
        "everolimus OS 25.0; nivolumab OS 24.1; nivolumab OS 1.05",
    ),
    "words that compare set out anew": (
        "Patients were randomized to chlorambucil or fludarabine. "
        "PFS was 30 months with fludarabine and longer than the 24 months with chlorambucil (HR, 0.8).",
        "fludarabine PFS 30; chlorambucil PFS 24; fludarabine PFS 0.8",
    ),
    "figures in the order of those before": (
        "Of 500 patients, 200 had received rituximab and 300 had not (non-rituximab group). "
        "The ORR was 50% in the non-rituximab and 70% in the rituximab group, and 2-year PFS was 40% vs 60% (P = .01).",
        "control ORR 50; rituximab ORR 70; control PFS 40; rituximab PFS 60; rituximab PFS 0.01",
    ),
    "one against two": (
        "PFS was shorter with ibrutinib: 5-year PFS was 29% versus 37% and 39% with acalabrutinib and zanubrutinib, respectively. "
        "Five-year OS rates came to 31%, 34%, and 36%, respectively.",
        "ibrutinib PFS 29; acalabrutinib PFS 37; zanubrutinib PFS 39; ibrutinib OS 31; acalabrutinib OS 34; zanubrutinib OS 36",
    ),
    "three with a bracket each": (
        "Patients received ruxolitinib 20 mg (n = 47), ruxolitinib 10 mg (n = 43), or placebo (n = 45). "
        "CR rates were 56.8% (P < 0.0001), 23.1% (P = 0.0299) and 0%, respectively.",
        "ruxolitinib CR 56.8; ruxolitinib CR <0.0001; ruxolitinib CR 23.1; ruxolitinib CR 0.0299; placebo CR 0",
    ),
    "two comparators with a bracket each": (
        "The CR rate was higher with venetoclax than with ibrutinib (35% vs 14%, P = .001) or with idelalisib (35% vs 21%, P = .01), "
        "and the median PFS was longer with venetoclax than with ibrutinib or idelalisib (56.2 vs 28.2 vs 35.5 months).",
        "venetoclax CR 35; ibrutinib CR 14; venetoclax CR 0.001; venetoclax CR 35; idelalisib CR 21; venetoclax CR 0.01; "
        "venetoclax PFS 56.2; ibrutinib PFS 28.2; idelalisib PFS 35.5",
    ),
    "three told one by one before their list": (
        "In all, 314 were randomized among 3 regimens: FLAG, ADE, or MAC. The CR rate in the ADE arm (62%) was better than with FLAG (50%) "
        "or MAC (55%), but OS did not differ (12% vs 8% vs 10%).",
        "ADE CR 62; FLAG CR 50; MAC CR 55; ADE OS 12; FLAG OS 8; MAC OS 10",
    ),
    "a class and an agent given together": (
        "We analyzed 120 patients treated with a BTK inhibitor (BTKi) and obinutuzumab (Obi), who fell into two risk groups. The ORR was 88%.",
        "btk inhibitor + obinutuzumab ORR 88",
    ),
    "the same with a class in Chinese": (
        "60例患者接受去甲基化药物（HMA）和维奈克拉治疗，其中高危组12例。ORR为64%。",
        "hypomethylating agent + venetoclax ORR 64",
    ),
    "the comparator fares worse, and each has a figure further on": (
        "In all, 193 patients were randomized to bendamustine or chlorambucil. TTF was shorter in the chlorambucil arm (11 vs 18 months; P = .004), "
        "and no difference was seen in PFS (19 months with bendamustine, 18 months with chlorambucil; P = .7).",
        "chlorambucil TTF 11; bendamustine TTF 18; bendamustine TTF 0.004; bendamustine PFS 19; chlorambucil PFS 18; bendamustine PFS 0.7",
    ),
    "of both drugs together": (
        "We report 356 patients who received idecabtagene vicleucel (ide-cel; n = 173) or ciltacabtagene autoleucel (cilta-cel; n = 183). "
        "The cilta-cel group comprised more patients with poor performance status. OS and PFS were 52% and 30%, respectively, for both products together.",
        " OS 52;  PFS 30",
    ),
    "responders of all arms": (
        "Patients were treated with nilotinib (n = 100), dasatinib (n = 100) or bosutinib (n = 100). "
        "Patients with a CCyR had an EFS rate of 97% and OS rate of 99%, compared with 67% and 94% in patients who did not achieve it.",
        " EFS 97;  OS 99;  EFS 67;  OS 94",
    ),
    "a transplantation that brought something about": (
        "Patients were randomized to imatinib or nilotinib. Allogeneic transplantation conferred a benefit in RFS (HR, 0.69; P = .036).",
        "allogeneic hematopoietic stem cell transplantation RFS 0.69; allogeneic hematopoietic stem cell transplantation RFS 0.036",
    ),
    "the study of a protocol": (
        "We analyzed 764 children with ALL treated on the Nordic Group ALL-2008 protocol, which featured dexamethasone. Five-year EFS was 80.3%.",
        " EFS 80.3",
    ),
    "the criteria of a protocol": (
        "In all, 369 children fulfilled HLH-2004 inclusion criteria. The 5-year OS was 61%.",
        " OS 61",
    ),
    "a list that names the comparator first": (
        "Patients receiving PTCY were matched to patients receiving ATG. "
        "Chronic GvHD was seen in 18% in the ATG and 5% in the PTCY group, respectively (p = 0.06).",
        "anti-thymocyte globulin chronic graft-versus-host disease 18; cyclophosphamide chronic graft-versus-host disease 5; "
        "cyclophosphamide chronic graft-versus-host disease 0.06",
    ),
    "a group allotted anew": (
        "Of 302 adults with APL, 267 (94%) achieved complete remission with tretinoin and chemotherapy. "
        "Those who were negative were then randomly assigned maintenance chemotherapy (n = 89) or observation (n = 86). "
        "DFS was 79.8% in the observation group and 63.1% in the chemotherapy group.",
        "chemotherapy + tretinoin CR 267; chemotherapy + tretinoin CR 94; observation DFS 79.8; chemotherapy DFS 63.1",
    ),
    "a figure above that of the other group": (
        "Two hundred patients were randomized to azacitidine or observation. "
        "Six-year OS with observation was 98.8%, significantly above the 86.2% in those allocated to azacitidine (P = .01).",
        "observation OS 98.8; azacitidine OS 86.2; azacitidine OS 0.01",
    ),
    "the dose of one agent of the combination": (
        "In this trial, 51 patients received ibrutinib plus venetoclax for 6 cycles. The maximally tolerable dose of ibrutinib was 420 mg. "
        "The CR rate was 64%.",
        "ibrutinib + venetoclax CR 64",
    ),
    "the dose of one agent in Chinese": (
        "51例患者接受维奈克拉联合阿扎胞苷治疗。维奈克拉的推荐剂量为400 mg。CR率为64%。",
        "azacitidine + venetoclax CR 64",
    ),
    "controls who had one treatment of a choice": (
        "Patients were assigned to alpelisib plus fulvestrant or to investigator's choice of either capecitabine and cisplatin or "
        "capecitabine and FOLFIRI (control group). The ORR was 26% in the alpelisib group and 12% in the control group.",
        "alpelisib ORR 26; control ORR 12",
    ),
    "combinations based on a class": (
        "CR rates with single-agent BTK inhibitors versus BTK inhibitor-based combinations were 19% versus 42%, respectively.",
        "btk inhibitor CR 19; btk inhibitor combination CR 42",
    ),
    "a time between an event and its comparison": (
        "Prolonged neutropenia during the first year off treatment was more frequent with FCR than with chlorambucil (16.6% vs 8.8%).",
        "FCR neutropenia 16.6; chlorambucil neutropenia 8.8",
    ),
    "a median with a landmark": (
        "Median 5-year OS was 70.4% for infants vs 71.4% for older children.",
        " OS 70.4;  OS 71.4",
    ),
    "events of a grade in a list": (
        "In the olaparib group, adverse events of grade ≥3 and serious adverse events were recorded in 55.2% and 26.3%, respectively.",
        "olaparib adverse event 55.2; olaparib serious adverse event 26.3",
    ),
    "changes that define an endpoint": (
        "The end point was ORR by a noninferiority margin of –10%. PD was defined as at least a 20% increase in diameters. "
        "A decrease greater than 50% was PR. The ORR was 45%.",
        " ORR 45",
    ),
}
NOT_CLAIMED = {
    "a class and its member": (
        "60 patients were treated with a BTK inhibitor and ibrutinib. ORR was 64%.",
        "btk inhibitor + ibrutinib",
    ),
    "groups of treatments": (
        "60 patients received a BTK inhibitor and venetoclax in two treatment groups. ORR was 64%.",
        "btk inhibitor + venetoclax",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_arm(name: str) -> None:
    text, wanted = CASES[name]
    assert "; ".join(told(claim) for claim in claims(text, "trial_metric")) == wanted


@pytest.mark.parametrize("name", NOT_CLAIMED)
def test_not_claimed(name: str) -> None:
    text, arm = NOT_CLAIMED[name]
    assert all(claim.fields["arm"] != arm for claim in claims(text, "trial_metric"))
