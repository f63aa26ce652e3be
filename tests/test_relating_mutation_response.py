"""Mutation–response claims on invented sentences, one construction each, in both languages."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.lexicon import Lexicon, load
from pipeline.recognising.compounds import joined
from pipeline.records import Cell, Context, Section
from pipeline.relating import mutation_response
from tests.relating_marks import section_of

LEXICON = Lexicon(())
C481S = "[ALTERATION:BTK p.Cys481Ser|[GENE:BTK|BTK] C481S]"
T315I = "[ALTERATION:ABL1 p.Thr315Ile|T315I突变]"
TP53 = "[ALTERATION:TP53 mutation|[GENE:TP53|TP53]突变]"
TP53_EN = "[ALTERATION:TP53 mutation|[GENE:TP53|TP53] mutations]"
ITD = "[ALTERATION:FLT3-ITD|[GENE:FLT3|FLT3]-ITD]"
NPM1 = "[ALTERATION:NPM1 mutation|[GENE:NPM1|NPM1]突变]"
MCL_UP = "[ALTERATION:MCL1 overexpression|[GENE:MCL1|MCL-1]过表达]"
IBRU, ZANU, PIRTO = "[DRUG:ibrutinib|伊布替尼]", "[DRUG:zanubrutinib|泽布替尼]", "[DRUG:pirtobrutinib|吡托布替尼]"
BORT, CHEMO = "[DRUG:bortezomib|硼替佐米]", "[DRUG_CLASS:chemotherapy|化疗]"
CLL, MM = "[DISEASE:chronic lymphocytic leukemia|CLL]", "[DISEASE:multiple myeloma|骨髓瘤]"

CASES = [
    ("mediates", f"{C481S}介导{IBRU}耐药。", "BTK p.Cys481Ser resistance ibrutinib"),
    ("toward", f"{C481S}患者对{IBRU}耐药。", "BTK p.Cys481Ser resistance ibrutinib"),
    ("mechanism", f"{C481S}是{IBRU}获得性耐药的主要机制。", "BTK p.Cys481Ser resistance ibrutinib"),
    ("related to", f"{IBRU}耐药与{C481S}密切相关。", "BTK p.Cys481Ser resistance ibrutinib"),
    ("shown by resistant patients", f"对{IBRU}耐药的患者中检出{C481S}。", "BTK p.Cys481Ser resistance ibrutinib"),
    ("resistant but sensitive", f"{C481S}患者对{ZANU}耐药,但对{PIRTO}仍敏感。",
     "BTK p.Cys481Ser resistance zanubrutinib; BTK p.Cys481Ser sensitivity pirtobrutinib"),
    ("active on the mutant", f"{PIRTO}对{C481S}仍有活性。", "BTK p.Cys481Ser sensitivity pirtobrutinib"),
    ("lowered sensitivity", f"{MCL_UP}降低{MM}细胞对{BORT}的敏感性。", "MCL1 overexpression resistance bortezomib"),
    ("raised sensitivity", f"{NPM1}患者对{BORT}的敏感性更高。", "NPM1 mutation sensitivity bortezomib"),
    ("benefit", f"{NPM1}患者可从{BORT}治疗中获益。", "NPM1 mutation sensitivity bortezomib"),
    ("little benefit", f"{TP53}患者从{BORT}治疗中获益有限。", "TP53 mutation resistance bortezomib"),
    ("good response", f"{NPM1}患者对{BORT}反应良好。", "NPM1 mutation sensitivity bortezomib"),
    ("clause by clause", f"{ITD}常与{BORT}耐药相关;而{NPM1}提示较好的治疗反应。",
     "FLT3-ITD resistance bortezomib; NPM1 mutation sensitivity bortezomib"),
    ("list", f"{ITD}或{TP53}与{CHEMO}耐药相关。",
     "FLT3-ITD resistance chemotherapy; TP53 mutation resistance chemotherapy"),
    ("list of drugs", f"{T315I}对[DRUG:dasatinib|达沙替尼]和[DRUG:nilotinib|尼洛替尼]耐药。",
     "ABL1 p.Thr315Ile resistance dasatinib; ABL1 p.Thr315Ile resistance nilotinib"),
    ("unaffected", f"{IBRU}的疗效不受{TP53}影响。", "TP53 mutation no_effect ibrutinib"),
    ("whatever the status", f"无论有无{TP53},患者均能从{IBRU}中获益。", "TP53 mutation no_effect ibrutinib"),
    ("poor prognosis", f"携带{TP53}的{CLL}患者预后不良。", "TP53 mutation worse_prognosis none"),
    ("contrasted prognosis", f"{NPM1}与较好的预后相关,而{ITD}提示预后较差。",
     "NPM1 mutation better_prognosis none; FLT3-ITD worse_prognosis none"),
    ("overcome", f"{PIRTO}可逆转{C481S}介导的{IBRU}耐药。",
     "BTK p.Cys481Ser resistance ibrutinib; BTK p.Cys481Ser sensitivity pirtobrutinib"),
    ("pronoun", f"{T315I}见于少数患者。该突变对[DRUG:dasatinib|达沙替尼]耐药。",
     "ABL1 p.Thr315Ile resistance dasatinib"),
    ("examples", f"[ALTERATION:BTK mutation|[GENE:BTK|BTK]突变](如{C481S})导致{IBRU}耐药。",
     "BTK mutation resistance ibrutinib; BTK p.Cys481Ser resistance ibrutinib"),
    ("spelled out", f"[ALTERATION:BTK mutation|[GENE:BTK|BTK]突变]({C481S})导致{IBRU}耐药。",
     "BTK p.Cys481Ser resistance ibrutinib"),
    ("comparator", f"{BORT}较{CHEMO}使{TP53}患者获益更多。", "TP53 mutation sensitivity bortezomib"),
    ("overcome by another", f"{C481S}介导的{IBRU}耐药可由{PIRTO}克服。",
     "BTK p.Cys481Ser resistance ibrutinib; BTK p.Cys481Ser sensitivity pirtobrutinib"),
    ("english confers", f"{TP53_EN} confer resistance to [DRUG:bortezomib|bortezomib].",
     "TP53 mutation resistance bortezomib"),
    ("english mediated by", f"Resistance to [DRUG:ibrutinib|ibrutinib] is mediated by {C481S}.",
     "BTK p.Cys481Ser resistance ibrutinib"),
    ("english reduced", f"{C481S} reduces the sensitivity of {CLL} cells to [DRUG:ibrutinib|ibrutinib].",
     "BTK p.Cys481Ser resistance ibrutinib"),
    ("english prognosis", f"Patients with {TP53_EN} had poor prognosis.", "TP53 mutation worse_prognosis none"),
    ("english active", f"[DRUG:pirtobrutinib|Pirtobrutinib] is active against {C481S}.",
     "BTK p.Cys481Ser sensitivity pirtobrutinib"),
    ("english unaffected", f"The efficacy of [DRUG:ibrutinib|ibrutinib] was not affected by {TP53_EN}.",
     "TP53 mutation no_effect ibrutinib"),
    ("two words, one predicate", f"{C481S}降低ATP与激酶的亲和力,导致{IBRU}耐药。", "BTK p.Cys481Ser resistance ibrutinib"),
    ("less sensitive than", f"{C481S}对{IBRU}不如{T315I}敏感。",
     "ABL1 p.Thr315Ile sensitivity ibrutinib; BTK p.Cys481Ser resistance ibrutinib"),
    ("weaker than", f"{ZANU}对{TP53}的活性弱于{NPM1}。",
     "TP53 mutation resistance zanubrutinib; NPM1 mutation sensitivity zanubrutinib"),
    ("no longer sensitive", f"{TP53}患者对{BORT}不再敏感。", "TP53 mutation resistance bortezomib"),
    ("hardly benefits", f"{TP53}患者难以从{BORT}中获益。", "TP53 mutation resistance bortezomib"),
    ("does not bring about", f"{TP53}不会导致{BORT}耐药。", "TP53 mutation no_effect bortezomib"),
    ("word around the therapy", f"{C481S}不影响{BORT}的疗效。", "BTK p.Cys481Ser no_effect bortezomib"),
    ("with or without", f"伴或不伴{TP53}的患者对{ZANU}均有效。", "TP53 mutation no_effect zanubrutinib"),
    ("predicted response", f"{NPM1}可预测{BORT}治疗反应。", "NPM1 mutation sensitivity bortezomib"),
    ("the latter", f"{NPM1}与{ITD}并存,后者导致{BORT}耐药。", "FLT3-ITD resistance bortezomib"),
    ("exception", f"除{T315I}外,{C481S}对{BORT}敏感。", "BTK p.Cys481Ser sensitivity bortezomib"),
    ("found among the resistant", f"在{IBRU}耐药患者中,{C481S}检出率最高。", "BTK p.Cys481Ser resistance ibrutinib"),
    ("reason behind", f"肿瘤对{BORT}产生耐药,主要与{MCL_UP}有关。", "MCL1 overexpression resistance bortezomib"),
    ("shown by resistant cells", f"对{BORT}耐药的{ITD}细胞出现{MCL_UP}。", "MCL1 overexpression resistance bortezomib"),
    ("both drugs", f"{PIRTO}与{ZANU}各有特点,二者对{C481S}均有效。",
     "BTK p.Cys481Ser sensitivity pirtobrutinib; BTK p.Cys481Ser sensitivity zanubrutinib"),
    ("members of a class", f"{C481S}对包括{ZANU}在内的[DRUG_CLASS:btk inhibitor|BTK抑制剂]耐药。",
     "BTK p.Cys481Ser resistance btk inhibitor; BTK p.Cys481Ser resistance zanubrutinib"),
    ("alone or together", f"{BORT}单药或联合{CHEMO}对{TP53}有效。",
     "TP53 mutation sensitivity bortezomib; TP53 mutation sensitivity bortezomib + chemotherapy"),
    ("gene taken up", f"[GENE:MCL1|MCL-1]是{BORT}耐药的关键,其表达上调削弱{BORT}的疗效。",
     "MCL1 overexpression resistance bortezomib"),
    ("subject left out", f"{C481S}见于少数患者。但对{PIRTO}仍敏感。", "BTK p.Cys481Ser sensitivity pirtobrutinib"),
    ("english relapse", "[ALTERATION:CD19 loss|CD19 loss] leads to relapse after [DRUG:blinatumomab|blinatumomab].",
     "CD19 loss resistance blinatumomab"),
    ("english sensitised", "[ALTERATION:MCL1 silencing|Knockdown of MCL1] sensitized cells to [DRUG:bortezomib|bortezomib].",
     "MCL1 silencing sensitivity bortezomib"),
    ("english little benefit", f"Patients with {TP53_EN} derived little benefit from [DRUG:bortezomib|bortezomib].",
     "TP53 mutation resistance bortezomib"),
    ("english resumed", f"{C481S} is common; [DRUG:nemtabrutinib|nemtabrutinib] is active against this mutation.",
     "BTK p.Cys481Ser sensitivity nemtabrutinib"),
    ("english no benefit", f"Patients with {TP53_EN} did not benefit from [DRUG:bortezomib|bortezomib].",
     "TP53 mutation no_effect bortezomib"),
    ("came up under a failing drug", f"在{IBRU}治疗后进展的患者中检出{C481S}。", "BTK p.Cys481Ser resistance ibrutinib"),
    ("new under pressure", f"{ZANU}压力下获得{C481S}。", "BTK p.Cys481Ser resistance zanubrutinib"),
    ("seen more often after", f"{C481S}在{ZANU}治疗后较多见。", "BTK p.Cys481Ser resistance zanubrutinib"),
    ("english came up", f"{TP53_EN} were found in patients who progressed on [DRUG:ibrutinib|ibrutinib].",
     "TP53 mutation resistance ibrutinib"),
    ("english follows", "[ALTERATION:CD19 loss|CD19 loss] follows [DRUG:blinatumomab|blinatumomab] in some patients.",
     "CD19 loss resistance blinatumomab"),
    ("enriched among the resistant", f"{MCL_UP}多见于{BORT}耐药患者。", "MCL1 overexpression resistance bortezomib"),
    ("binding", f"{C481S}妨碍{IBRU}与激酶结合。", "BTK p.Cys481Ser resistance ibrutinib"),
    ("english binding", f"{C481S} weakens the binding of [DRUG:ibrutinib|ibrutinib].",
     "BTK p.Cys481Ser resistance ibrutinib"),
    ("english spares", f"{C481S} spares [DRUG:pirtobrutinib|pirtobrutinib].", "BTK p.Cys481Ser sensitivity pirtobrutinib"),
    ("english activity taken", f"{C481S} abolishes the activity of [DRUG:ibrutinib|ibrutinib].",
     "BTK p.Cys481Ser resistance ibrutinib"),
    ("has an effect", f"{PIRTO}对{C481S}仍有抑制作用。", "BTK p.Cys481Ser sensitivity pirtobrutinib"),
    ("no influence seen", f"{TP53}对{IBRU}几乎无影响。", "TP53 mutation no_effect ibrutinib"),
    ("outcome under a therapy", f"{TP53}患者接受{CHEMO}后预后差。", "TP53 mutation worse_prognosis chemotherapy"),
    ("english outcome after", f"{TP53_EN} predict shorter PFS after [DRUG:venetoclax|venetoclax].",
     "TP53 mutation worse_prognosis venetoclax"),
    ("companion", f"{C481S}只有与{T315I}共存时才对{BORT}耐药。", "BTK p.Cys481Ser resistance bortezomib"),
    ("class behind its member", f"{BORT}等[DRUG_CLASS:proteasome inhibitor|蛋白酶体抑制剂]对{TP53}患者有效。",
     "TP53 mutation sensitivity bortezomib; TP53 mutation sensitivity proteasome inhibitor"),
    ("tied to relapse after a drug", f"{ITD}的出现与{BORT}治疗后复发相关。", "FLT3-ITD resistance bortezomib"),
    ("both drugs, next clause", f"{PIRTO}与{ZANU}各有特点,二者均对{CLL}有效,且不受{C481S}影响。",
     "BTK p.Cys481Ser no_effect pirtobrutinib; BTK p.Cys481Ser no_effect zanubrutinib"),
    ("outcome, therapy before", f"{TP53}患者接受{CHEMO}后早期复发,预后差。", "TP53 mutation worse_prognosis chemotherapy"),
    ("behind an exception", f"{PIRTO}除[GENE:BTK|BTK]外还抑制[GENE:SYK|SYK],体外对{C481S}细胞有效,毒性低。",
     "BTK p.Cys481Ser sensitivity pirtobrutinib"),
    ("weakened effect", f"{MCL_UP}削弱{BORT}的杀伤作用。", "MCL1 overexpression resistance bortezomib"),
    ("english but generally", f"{C481S} abolishes the activity of [DRUG:ibrutinib|ibrutinib] but generally spares "
     "[DRUG:pirtobrutinib|pirtobrutinib].",
     "BTK p.Cys481Ser resistance ibrutinib; BTK p.Cys481Ser sensitivity pirtobrutinib"),
    ("english to it", f"[DRUG:pirtobrutinib|Pirtobrutinib] works after a "
     f"[DRUG_CLASS:covalent btk inhibitor|covalent inhibitor], but {C481S} confers resistance to it.",
     "BTK p.Cys481Ser resistance pirtobrutinib"),
    ("class and other members", f"{C481S}使{IBRU}及其他[DRUG_CLASS:btk inhibitor|BTK抑制剂]耐药。",
     "BTK p.Cys481Ser resistance btk inhibitor; BTK p.Cys481Ser resistance ibrutinib"),
    ("phase of treatment", f"{BORT}在{TP53}患者的[DRUG_CLASS:maintenance therapy|维持治疗]中未见获益。",
     "TP53 mutation no_effect bortezomib"),
    ("prior therapy", f"{BORT}用于{TP53}患者[DRUG_CLASS:chemotherapy|化疗]后的维持,未见获益。",
     "TP53 mutation no_effect bortezomib"),
    ("ranked list", f"{BORT}耐药后最常见的改变是{ITD}(12%),其次为{TP53}(6%),{MCL_UP}仅占1%。",
     "FLT3-ITD resistance bortezomib; TP53 mutation resistance bortezomib; MCL1 overexpression resistance bortezomib"),
    ("english gapping", f"After progression on [DRUG:ibrutinib|ibrutinib], {TP53_EN} were seen in 16% and {C481S} in 6%.",
     "TP53 mutation resistance ibrutinib; BTK p.Cys481Ser resistance ibrutinib"),
    ("selected by a drug", f"{ZANU}治疗中又选择出{C481S}。", "BTK p.Cys481Ser resistance zanubrutinib"),
    ("cause of relapse", f"{BORT}治疗后复发的原因是{MCL_UP}。", "MCL1 overexpression resistance bortezomib"),
    ("gapped prognosis", f"{TP53}者预后不良,{NPM1}者则相对较好。",
     "TP53 mutation worse_prognosis none; NPM1 mutation better_prognosis none"),
    ("adverse factor", f"{TP53}是不良因素。", "TP53 mutation worse_prognosis none"),
    ("outcome of a therapy", f"{TP53}与{BORT}的PFS缩短有关。", "TP53 mutation worse_prognosis bortezomib"),
    ("outcome in an arm", f"{BORT}组内,{TP53}与PFS缩短相关。", "TP53 mutation worse_prognosis bortezomib"),
    ("this abnormality", f"{TP53}见于少数患者。这一异常发生较早,检测不难,预后不良。",
     "TP53 mutation worse_prognosis none"),
    ("both, in another sentence", f"{PIRTO}与{ZANU}均已获批。{TP53}对二者交叉耐药。",
     "TP53 mutation resistance pirtobrutinib; TP53 mutation resistance zanubrutinib"),
    ("aside to a drug", f"{BORT}抑制蛋白酶体({TP53}者耐药)。", "TP53 mutation resistance bortezomib"),
    ("reason behind a failure", f"{BORT}多无效,因为{MCL_UP}依然存在。", "MCL1 overexpression resistance bortezomib"),
    ("enriched, next clause", f"用{BORT}治疗时,{NPM1}多与{ITD}共存,且富集于反应欠佳者。",
     "NPM1 mutation resistance bortezomib"),
    ("short-lived remission", f"{TP53}患者对{BORT}的缓解难以持久。", "TP53 mutation resistance bortezomib"),
    ("one more, next sentence", f"{C481S}导致{IBRU}耐药。另有患者还可检出{MCL_UP}。",
     "BTK p.Cys481Ser resistance ibrutinib; MCL1 overexpression resistance ibrutinib"),
    ("alike, same drug", f"{C481S}导致{IBRU}耐药;{TP53}的意义与之类似。",
     "BTK p.Cys481Ser resistance ibrutinib; TP53 mutation resistance ibrutinib"),
    ("alike, other drugs", f"{C481S}导致{IBRU}耐药。{C481S}对{ZANU}的影响与之相同。",
     "BTK p.Cys481Ser resistance ibrutinib; BTK p.Cys481Ser resistance zanubrutinib"),
    ("superior in a group", f"在{TP53}患者中,{BORT}的疗效优于{CHEMO}。", "TP53 mutation sensitivity bortezomib"),
    ("english superior", f"[DRUG:bortezomib|Bortezomib] was superior to [DRUG_CLASS:chemotherapy|chemotherapy] in "
     f"patients with {TP53_EN}.",
     "TP53 mutation sensitivity bortezomib"),
    ("two changes on one allele", "复合突变[ALTERATION:BTK p.Cys481Ser|C481S]/[ALTERATION:BTK p.Leu528Trp|L528W]"
     f"对{IBRU}耐药。",
     "BTK p.Cys481Ser/p.Leu528Trp resistance ibrutinib"),
    ("two changes, one at a time", "[ALTERATION:BTK p.Cys481Ser|C481S]/[ALTERATION:BTK p.Leu528Trp|L528W]"
     f"对{IBRU}耐药。",
     "BTK p.Cys481Ser resistance ibrutinib; BTK p.Leu528Trp resistance ibrutinib"),
    ("english one more", f"{C481S} confers resistance to [DRUG:ibrutinib|ibrutinib]. {TP53_EN} have also been detected.",
     "BTK p.Cys481Ser resistance ibrutinib; TP53 mutation resistance ibrutinib"),
    ("drug taken up", f"{BORT}已获批准。其疗效尚可,{NPM1}者对本品敏感。", "NPM1 mutation sensitivity bortezomib"),
    ("antibody before the word", f"{TP53}使细胞对[DRUG:isatuximab|艾沙妥昔单抗]耐药。",
     "TP53 mutation resistance isatuximab"),
    ("fails", f"{C481S}一旦出现,{IBRU}即失效。", "BTK p.Cys481Ser resistance ibrutinib"),
    ("leads to failure", f"{TP53}预示{BORT}失败。", "TP53 mutation resistance bortezomib"),
    ("negative predictor", f"{TP53}是{BORT}的负性预测因子。", "TP53 mutation resistance bortezomib"),
    ("lacks activity", f"{IBRU}对{C481S}缺乏活性。", "BTK p.Cys481Ser resistance ibrutinib"),
    ("still inhibited", f"{C481S}仍可被{PIRTO}抑制。", "BTK p.Cys481Ser sensitivity pirtobrutinib"),
    ("short-lived response", f"{TP53}者对{BORT}有一过性反应。", "TP53 mutation sensitivity bortezomib"),
    ("ideal indication", f"{NPM1}是{BORT}的理想适应证。", "NPM1 mutation sensitivity bortezomib"),
    ("first choice", f"{C481S}者首选{PIRTO}。", "BTK p.Cys481Ser sensitivity pirtobrutinib"),
    ("does not lower", f"{TP53}并不降低{BORT}的疗效。", "TP53 mutation no_effect bortezomib"),
    ("does not touch the drug", f"{C481S}不影响{PIRTO}。", "BTK p.Cys481Ser no_effect pirtobrutinib"),
    ("no effect on outcome", f"{NPM1}对OS无显著影响。", "NPM1 mutation no_effect none"),
    ("grim outcome", f"{TP53}者预后凶险。", "TP53 mutation worse_prognosis none"),
    ("english fares badly", f"{TP53_EN} do poorly after [DRUG:bortezomib|bortezomib].",
     "TP53 mutation worse_prognosis bortezomib"),
    ("english accounts for relapse", "[ALTERATION:CD19 loss|CD19 loss] accounted for relapse after "
     "[DRUG:blinatumomab|blinatumomab].", "CD19 loss resistance blinatumomab"),
    ("english little influence", f"{TP53_EN} had little influence on the activity of [DRUG:bortezomib|bortezomib].",
     "TP53 mutation no_effect bortezomib"),
    ("english advantage", f"With [DRUG:bortezomib|bortezomib], the advantage persisted in patients with {TP53_EN}.",
     "TP53 mutation sensitivity bortezomib"),
    ("english no effect on survival", f"{TP53_EN} did not affect overall survival.", "TP53 mutation no_effect none"),
    ("both, in one sentence", f"{IBRU}无效而{ZANU}有效,{TP53}则导致二者耐药。",
     "TP53 mutation resistance ibrutinib; TP53 mutation resistance zanubrutinib"),
    ("english of both", f"[DRUG:ibrutinib|Ibrutinib] and [DRUG:zanubrutinib|zanubrutinib] bind covalently, but {C481S} "
     "abolished the activity of both.",
     "BTK p.Cys481Ser resistance ibrutinib; BTK p.Cys481Ser resistance zanubrutinib"),
    ("the latter drug", f"{PIRTO}与{BORT}各有特点,{TP53}者对后者耐药。", "TP53 mutation resistance bortezomib"),
    ("the former drug", f"{PIRTO}与{BORT}各有特点,{TP53}者不能从前者获益。", "TP53 mutation no_effect pirtobrutinib"),
    ("toward it", f"{C481S}对{ZANU}耐药,{T315I}对其亦耐药。",
     "BTK p.Cys481Ser resistance zanubrutinib; ABL1 p.Thr315Ile resistance zanubrutinib"),
    ("all of them", f"2例出现{ITD},1例检出{TP53},上述突变参与{BORT}耐药。",
     "FLT3-ITD resistance bortezomib; TP53 mutation resistance bortezomib"),
    ("agent of a regimen", f"[REGIMEN:azacitidine + venetoclax|AZA+VEN]治疗后复发者出现{ITD},提示其参与"
     "[DRUG:venetoclax|维奈克拉]耐药。", "FLT3-ITD resistance venetoclax"),
    ("partners not named", f"{BORT}联合方案的耐药与{TP53}有关。", "TP53 mutation resistance bortezomib combination"),
    ("english partners not named", f"{TP53_EN} confer resistance to [DRUG:bortezomib|bortezomib]-based combinations.",
     "TP53 mutation resistance bortezomib combination"),
    ("not fit for another", f"不耐受{CHEMO}者中,{TP53}与反应差相关,{BORT}亦然。", "TP53 mutation resistance bortezomib"),
    ("role of a drug", f"{PIRTO}是[DRUG_CLASS:btk inhibitor|BTK抑制剂],其耐药可由{TP53}造成。",
     "TP53 mutation resistance pirtobrutinib"),
    ("english figure of another", f"PFS was longer with [DRUG:zanubrutinib|zanubrutinib], as against 54% for "
     f"[DRUG:ibrutinib|ibrutinib]; the advantage persisted in {TP53_EN}.", "TP53 mutation sensitivity zanubrutinib"),
    ("english and to", f"{C481S} was resistant to [DRUG:ibrutinib|ibrutinib] and to [DRUG:zanubrutinib|zanubrutinib].",
     "BTK p.Cys481Ser resistance ibrutinib; BTK p.Cys481Ser resistance zanubrutinib"),
    ("spelled out beside", f"[ALTERATION:BTK mutation|[GENE:BTK|BTK] variants] {C481S} confer resistance to "
     "[DRUG:ibrutinib|ibrutinib].", "BTK p.Cys481Ser resistance ibrutinib"),
    ("pathway spelled out", "[ALTERATION:RAS pathway mutation|RAS pathway mutations] ([ALTERATION:NRAS p.Gly12Asp|NRAS "
     "G12D]) confer resistance to [DRUG:ibrutinib|ibrutinib].", "NRAS p.Gly12Asp resistance ibrutinib"),
    ("fusion with a change", "[ALTERATION:EML4::ALK|EML4::ALK]伴[ALTERATION:ALK p.Gly1202Arg|[GENE:ALK|ALK] G1202R]者对"
     f"{BORT}耐药。", "ALK p.Gly1202Arg resistance bortezomib"),
    ("english unlike", f"{C481S}, unlike {T315I}, stayed sensitive to [DRUG:pirtobrutinib|pirtobrutinib].",
     "BTK p.Cys481Ser sensitivity pirtobrutinib"),
    ("better than another", f"{NPM1}者对{BORT}的反应优于{TP53}者。",
     "NPM1 mutation sensitivity bortezomib; TP53 mutation resistance bortezomib"),
    ("further ones behind a semicolon", f"{C481S}是{IBRU}耐药最明确的机制;{TP53}、{NPM1}亦有报道。",
     "BTK p.Cys481Ser resistance ibrutinib; TP53 mutation resistance ibrutinib; NPM1 mutation resistance ibrutinib"),
    ("alike, nearest clause", f"{NPM1}对{BORT}敏感;{TP53}出现后,{BORT}失效,{MCL_UP}亦然。",
     "NPM1 mutation sensitivity bortezomib; TP53 mutation resistance bortezomib; MCL1 overexpression resistance bortezomib"),
    ("english act likewise", f"{C481S} confers resistance to [DRUG:ibrutinib|ibrutinib]; {T315I} acts likewise.",
     "BTK p.Cys481Ser resistance ibrutinib; ABL1 p.Thr315Ile resistance ibrutinib"),
    ("remedy", f"{C481S}导致{IBRU}耐药,体外{PIRTO}可予克服。",
     "BTK p.Cys481Ser resistance ibrutinib; BTK p.Cys481Ser sensitivity pirtobrutinib"),
    ("english remedy", f"{C481S} confers resistance to [DRUG:ibrutinib|ibrutinib]; [DRUG:pirtobrutinib|pirtobrutinib] "
     "can overcome it.", "BTK p.Cys481Ser resistance ibrutinib; BTK p.Cys481Ser sensitivity pirtobrutinib"),
    ("announced list", f"{IBRU}获得性耐药的改变可归为以下几类:\n- 靶点突变:{C481S};\n- 其他:{TP53}。",
     "BTK p.Cys481Ser resistance ibrutinib; TP53 mutation resistance ibrutinib"),
    ("gene left out", f"[GENE:CD19|CD19]的改变多样,双等位基因缺失及移码突变均可导致{BORT}失效。",
     "CD19 frameshift mutation resistance bortezomib; CD19 loss resistance bortezomib"),
    ("english gene left out", "[GENE:CD19|CD19] is often altered; biallelic deletions and frameshift mutations confer "
     "resistance to [DRUG:blinatumomab|blinatumomab].",
     "CD19 frameshift mutation resistance blinatumomab; CD19 loss resistance blinatumomab"),
    ("found in the progressing", f"{C481S}见于{IBRU}进展者。", "BTK p.Cys481Ser resistance ibrutinib"),
    ("nearest failing therapy", f"{ZANU}疗效确切,{IBRU}继发耐药则多伴{TP53}。", "TP53 mutation resistance ibrutinib"),
    ("held drug taken up", f"{PIRTO}已获批。{T315I}阻断其结合。", "ABL1 p.Thr315Ile resistance pirtobrutinib"),
    ("found in a share of the relapsed", f"{C481S}约见于17%的{IBRU}治疗后复发者。",
     "BTK p.Cys481Ser resistance ibrutinib"),
    ("found in one who failed", f"{C481S}曾在1例{IBRU}治疗失败者中发现。", "BTK p.Cys481Ser resistance ibrutinib"),
    ("english failing", f"{C481S} was found in one patient failing [DRUG:ibrutinib|ibrutinib].",
     "BTK p.Cys481Ser resistance ibrutinib"),
    ("appeared after", f"{IBRU}治疗后出现{C481S},或{ZANU}治疗后出现{TP53}。",
     "BTK p.Cys481Ser resistance ibrutinib; TP53 mutation resistance zanubrutinib"),
    ("list that goes on", f"{IBRU}耐药多源于{C481S},或{TP53}。",
     "BTK p.Cys481Ser resistance ibrutinib; TP53 mutation resistance ibrutinib"),
    ("english as well as to", f"{C481S} confers resistance to [DRUG:ibrutinib|ibrutinib] as well as to "
     "[DRUG:zanubrutinib|zanubrutinib].", "BTK p.Cys481Ser resistance ibrutinib; BTK p.Cys481Ser resistance zanubrutinib"),
    ("english refractory even to", f"{T315I} is refractory even to [DRUG:bosutinib|bosutinib].",
     "ABL1 p.Thr315Ile resistance bosutinib"),
    ("english controlled by", f"{T315I} is poorly controlled by [DRUG:bosutinib|bosutinib].",
     "ABL1 p.Thr315Ile resistance bosutinib"),
    ("english predicts failure", f"{TP53_EN} predict failure of [DRUG:bortezomib|bortezomib].",
     "TP53 mutation resistance bortezomib"),
    ("english escapes a drug", f"{TP53_EN} escape [DRUG:ibrutinib|ibrutinib].", "TP53 mutation resistance ibrutinib"),
    ("inhibitory effect", f"{PIRTO}对{C481S}有较强的抑制作用。", "BTK p.Cys481Ser sensitivity pirtobrutinib"),
    ("offsets", f"{NPM1}可部分抵消其不良影响。", "NPM1 mutation better_prognosis none"),
    ("english offsets", "[ALTERATION:NPM1 mutation|NPM1 mutations] mitigate the adverse impact.",
     "NPM1 mutation better_prognosis none"),
    ("carriers no worse", f"约两成患者携带{NPM1},而携带者的预后并不更差。", "NPM1 mutation no_effect none"),
    ("english bodes well", "[ALTERATION:NPM1 mutation|NPM1 mutations] bode well.", "NPM1 mutation better_prognosis none"),
    ("english favourable", f"{TP53_EN} appear unfavorable.", "TP53 mutation worse_prognosis none"),
    ("independently of what stands behind", f"{TP53_EN} predict failure of [DRUG:bortezomib|bortezomib] independently "
     "of age.", "TP53 mutation resistance bortezomib"),
    ("this drug, two sentences on", f"{PIRTO}已获批。研究仍在随访。{T315I}改变口袋,由此对该药耐药。",
     "ABL1 p.Thr315Ile resistance pirtobrutinib"),
    ("still responds", f"{PIRTO}结合于他处。{C481S}者仍敏感。", "BTK p.Cys481Ser sensitivity pirtobrutinib"),
    ("english still responds", f"[DRUG:pirtobrutinib|Pirtobrutinib] binds elsewhere. {C481S} mutants still respond.",
     "BTK p.Cys481Ser sensitivity pirtobrutinib"),
    ("items of one line", f"{IBRU}的耐药谱分散:①以{C481S}最常见。\n②旁路激活,{TP53}居首。",
     "BTK p.Cys481Ser resistance ibrutinib; TP53 mutation resistance ibrutinib"),
    ("exon of the gene left out", f"[ALTERATION:CRBN mutation|[GENE:CRBN|CRBN]突变]、外显子10剪接异常或拷贝数丢失均导致{BORT}耐药。",
     "CRBN mutation resistance bortezomib; CRBN exon 10 splice variant resistance bortezomib; CRBN loss resistance bortezomib"),
    ("counted by their gene", f"{C481S}等[ALTERATION:BTK mutation|[GENE:BTK|BTK]突变]导致{IBRU}耐药。",
     "BTK p.Cys481Ser resistance ibrutinib"),
    ("english predicts remissions", f"{TP53_EN} predict deep remissions on [DRUG:ibrutinib|ibrutinib].",
     "TP53 mutation sensitivity ibrutinib"),
    ("english favoured response", f"{TP53_EN} favoured response to [DRUG:ibrutinib|ibrutinib].",
     "TP53 mutation sensitivity ibrutinib"),
    ("english linked to relapse", f"{TP53_EN} have been linked to relapse on [DRUG:ibrutinib|ibrutinib].",
     "TP53 mutation resistance ibrutinib"),
    ("english short survival", f"{TP53_EN} predicted short survival.", "TP53 mutation worse_prognosis none"),
    ("english escape from a drug", f"{TP53_EN} recur in escape from [DRUG:ibrutinib|ibrutinib].",
     "TP53 mutation resistance ibrutinib"),
    ("escape from this drug", f"{IBRU}口服给药,{TP53}者易转化,从而逃逸该药。", "TP53 mutation resistance ibrutinib"),
    ("english drug selects", f"[DRUG:pirtobrutinib|Pirtobrutinib] selects for {C481S} clones.",
     "BTK p.Cys481Ser resistance pirtobrutinib"),
    ("drug selects", f"{PIRTO}可筛选出{C481S}。", "BTK p.Cys481Ser resistance pirtobrutinib"),
    ("english does the same", f"{T315I} impairs binding of [DRUG:dasatinib|dasatinib]; {C481S} does the same for "
     "[DRUG:ibrutinib|ibrutinib].", "ABL1 p.Thr315Ile resistance dasatinib; BTK p.Cys481Ser resistance ibrutinib"),
    ("english as does", f"[DRUG:pirtobrutinib|Pirtobrutinib] retains activity against {C481S}, as does "
     "[DRUG:nemtabrutinib|nemtabrutinib].",
     "BTK p.Cys481Ser sensitivity nemtabrutinib; BTK p.Cys481Ser sensitivity pirtobrutinib"),
    ("acts alike", f"{TP53}导致{IBRU}耐药,{NPM1}作用类似。",
     "NPM1 mutation resistance ibrutinib; TP53 mutation resistance ibrutinib"),
    ("overcome by", f"{C481S}介导的耐药被{PIRTO}克服。", "BTK p.Cys481Ser sensitivity pirtobrutinib"),
    ("english overcome by", f"Resistance mediated by {C481S} was overcome by [DRUG:pirtobrutinib|pirtobrutinib].",
     "BTK p.Cys481Ser sensitivity pirtobrutinib"),
    ("fails", f"{C481S}可让{IBRU}失灵,{PIRTO}对它还有作用。",
     "BTK p.Cys481Ser resistance ibrutinib; BTK p.Cys481Ser sensitivity pirtobrutinib"),
    ("not to be chosen", f"{T315I}者勿选[DRUG:dasatinib|达沙替尼]。", "ABL1 p.Thr315Ile resistance dasatinib"),
    ("may be tried", f"{C481S}者可试用{PIRTO}。", "BTK p.Cys481Ser sensitivity pirtobrutinib"),
    ("responds when treated", f"{C481S}者经{PIRTO}治疗有反应。", "BTK p.Cys481Ser sensitivity pirtobrutinib"),
    ("covers the former", f"{C481S}和{T315I}均可出现,{PIRTO}能覆盖前者。", "BTK p.Cys481Ser sensitivity pirtobrutinib"),
    ("both of two", f"{C481S}常见;{T315I}少见;这两种突变对{PIRTO}都保持敏感。",
     "ABL1 p.Thr315Ile sensitivity pirtobrutinib; BTK p.Cys481Ser sensitivity pirtobrutinib"),
    ("cause of relapse", f"{TP53}是{IBRU}治疗后复发的主因之一。", "TP53 mutation resistance ibrutinib"),
    ("no bearing in the next clause", f"{TP53}带来{BORT}耐药,与{IBRU}疗效无关。",
     "TP53 mutation no_effect ibrutinib; TP53 mutation resistance bortezomib"),
    ("uncorrelated", f"{TP53}与{IBRU}疗效之间未见明确相关。", "TP53 mutation no_effect ibrutinib"),
    ("resistance of its own", f"{TP53}与内分泌耐药相关。", "TP53 mutation resistance hormone therapy"),
    ("english resistance of its own", f"{TP53_EN} confer endocrine resistance.",
     "TP53 mutation resistance hormone therapy"),
    ("arises in further patients", f"{C481S} was found in 3 patients progressing on [DRUG:ibrutinib|ibrutinib]; "
     f"{TP53_EN} emerged in two.", "BTK p.Cys481Ser resistance ibrutinib; TP53 mutation resistance ibrutinib"),
    ("english topic of the paragraph", f"[DRUG:venetoclax|Venetoclax] resistance is complex. {TP53_EN} confer primary "
     "resistance.", "TP53 mutation resistance venetoclax"),
    ("regimen of the sentence before",
     f"{NPM1} responds to [REGIMEN:azacitidine + venetoclax|[DRUG:venetoclax|ven]-[DRUG:azacitidine|aza]]. {TP53_EN} "
     f"confer primary resistance. {MCL_UP} brings [DRUG:venetoclax|venetoclax] resistance.",
     "MCL1 overexpression resistance venetoclax; NPM1 mutation sensitivity azacitidine + venetoclax; "
     "TP53 mutation resistance azacitidine + venetoclax"),
    ("question before a list", f"{IBRU}耐药常见。为什么会耐药?有一张清单:①{C481S},最常见;②{TP53},主要累及{ZANU}。",
     "BTK p.Cys481Ser resistance ibrutinib; TP53 mutation resistance zanubrutinib"),
    ("english less effective", f"{TP53_EN} make [DRUG:ibrutinib|ibrutinib] less effective.",
     "TP53 mutation resistance ibrutinib"),
    ("english no effect on the mutant", f"[DRUG:ibrutinib|Ibrutinib] has no effect on {C481S}.",
     "BTK p.Cys481Ser resistance ibrutinib"),
    ("english neither", f"Neither age nor {TP53_EN} altered the benefit of [DRUG:ibrutinib|ibrutinib].",
     "TP53 mutation no_effect ibrutinib"),
    ("english yields to", f"{C481S} yields to [DRUG:pirtobrutinib|pirtobrutinib].",
     "BTK p.Cys481Ser sensitivity pirtobrutinib"),
    ("english predictor", f"{TP53_EN} were a predictor of response to [DRUG:ibrutinib|ibrutinib].",
     "TP53 mutation sensitivity ibrutinib"),
    ("copes with", f"{C481S}令{IBRU}束手无策,{PIRTO}尚能应付。",
     "BTK p.Cys481Ser resistance ibrutinib; BTK p.Cys481Ser sensitivity pirtobrutinib"),
    ("no longer killed", f"{TP53}细胞不再被{BORT}杀伤。", "TP53 mutation resistance bortezomib"),
    ("little influence", f"{C481S}对{PIRTO}影响不大。", "BTK p.Cys481Ser no_effect pirtobrutinib"),
    ("unaffected by it", f"{C481S}导致{IBRU}耐药,{PIRTO}不受其影响。",
     "BTK p.Cys481Ser no_effect pirtobrutinib; BTK p.Cys481Ser resistance ibrutinib"),
    ("brought by others, more rarely", f"{IBRU}耐药多由{C481S}引起,少数由{TP53}引起。",
     "BTK p.Cys481Ser resistance ibrutinib; TP53 mutation resistance ibrutinib"),
    ("binding force falls", f"{C481S}使{IBRU}的结合力下降。", "BTK p.Cys481Ser resistance ibrutinib"),
    ("avoided", f"{TP53}者宜选{IBRU},避免{CHEMO}。", "TP53 mutation resistance chemotherapy; TP53 mutation sensitivity ibrutinib"),
]  # fmt: skip

NOTHING = [
    ("rate alone", f"{TP53}患者接受{IBRU}治疗的ORR为45%。"),
    ("rate alone, english", f"The response rate to [DRUG:ibrutinib|ibrutinib] was 45% in patients with {TP53_EN}."),
    ("treatment alone", f"{IBRU}用于{TP53}的{CLL}患者。"),
    ("resistant population", f"{IBRU}为耐药患者提供选择。"),
    ("absent alteration", f"不含{T315I}的患者对{BORT}敏感。"),
    ("open question", f"{TP53}患者能否从{IBRU}中获益尚待研究。"),
    ("whether", f"Whether {TP53_EN} confer resistance to [DRUG:ibrutinib|ibrutinib] is unknown."),
    ("question mark", f"{TP53}还能预测{IBRU}的疗效吗?"),
    ("said not to hold", f"{TP53}并非{IBRU}耐药的同义词。"),
    ("cells of no tumour", f"{MCL_UP}的T细胞提示对{IBRU}反应更好。"),
    ("fusion as target", f"{IBRU}对[ALTERATION:BCR::ABL1|BCR::ABL1]的抑制活性强于{ZANU}。"),
    ("not found", f"{IBRU}治疗后进展的患者中未检出{C481S}。"),
    ("found before", f"{TP53}患者接受{IBRU}治疗。"),
    ("binding of another", f"{C481S}妨碍ATP与激酶结合。"),
    ("not one more", f"{IBRU}治疗后复查。患者未检出{C481S}。"),
    ("compared with what is not named", f"检测{ITD}时应注意,拷贝数增加者对{BORT}的活性弱于局灶扩增。"),
    ("bare verdict without its topic", f"{NPM1}者则相对较好。"),
    ("result not settled", f"{TP53}患者对{BORT}反应较差,结果尚未统一。"),
    ("refractory disease", f"在复发/难治{TP53}患者中开展了研究。"),
    ("negative", "[ALTERATION:homologous recombination deficiency|HRD]阴性者从" + f"{BORT}中获益有限。"),
    ("other than", f"非{T315I}对{BORT}敏感。"),
    ("significance unknown", f"{BORT}进展后检出{TP53},其意义未明。"),
    ("nothing of the drug before", f"{PIRTO}已获批。研究仍在随访。{T315I}妨碍其结合。"),
    ("announced, not found", f"{IBRU}耐药的改变如下:\n- 未检出{TP53}。"),
    ("who is enrolled", f"研究纳入{TP53}、内分泌耐药的晚期患者,{IBRU}组对安慰剂组。"),
    (
        "english who is enrolled",
        f"The study enrolled patients with {TP53_EN} and endocrine-resistant cancer on [DRUG:ibrutinib|ibrutinib].",
    ),
    ("reports disagree", f"{TP53}使{IBRU}失效,几项队列说法不一。"),
    ("asked in a list", f"{TP53}是否让{IBRU}失灵,尚未可知。"),
    ("escape without a therapy", f"{TP53}使细胞逃逸凋亡。"),
    ("something else is avoided", f"{TP53}者应避免感染,{IBRU}照常使用。"),
    (
        "english something else is given",
        f"Patients with {TP53_EN} may receive prophylaxis while on [DRUG:ibrutinib|ibrutinib].",
    ),
]


def claims(marked: str, heading: str = "") -> list[str]:
    section, sentences, mentions = section_of(marked, heading=heading)
    settled = joined(section.text.text, mentions, LEXICON)
    found, _ = mutation_response.find(section, sentences, settled, Context(), LEXICON)
    return [f"{c.subject.name} {c.predicate} {c.object.name if c.object else 'none'}" for c in found]


@pytest.mark.parametrize(("marked", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_response_words_tie_alteration_and_therapy(marked: str, expected: str) -> None:
    assert sorted(claims(marked)) == sorted(expected.split("; "))


@pytest.mark.parametrize("marked", [case[1] for case in NOTHING], ids=[case[0] for case in NOTHING])
def test_no_claim_without_a_word_of_response(marked: str) -> None:
    assert claims(marked) == []


DABR = "[DRUG:dabrafenib|甲药]"
MET_UP = "[ALTERATION:MET amplification|[GENE:MET|MET]扩增]"
MET_UP_EN = "[ALTERATION:MET amplification|[GENE:MET|MET] amplification]"
KRAS = "[ALTERATION:KRAS p.Gly12Asp|[GENE:KRAS|KRAS] G12D]"
L1196M = "[ALTERATION:ALK p.Leu1196Met|[GENE:ALK|L1196M]]"
G1202R = "[ALTERATION:ALK p.Gly1202Arg|[GENE:ALK|G1202R]]"
ALK = "[ALTERATION:ALK mutation|[GENE:ALK|ALK]突变]"
OSI_EN, IBRU_EN, ZANU_EN = (
    "[DRUG:osimertinib|osimertinib]",
    "[DRUG:ibrutinib|ibrutinib]",
    "[DRUG:zanubrutinib|zanubrutinib]",
)
BOTH = "[REGIMEN:dabrafenib + trametinib|甲药联合乙药]"

CONTEXT = [
    ("detours", f"{IBRU}耐药机制复杂。旁路则有{MET_UP}、{KRAS}。",
     "MET amplification resistance ibrutinib; KRAS p.Gly12Asp resistance ibrutinib"),
    ("called a detour", f"{IBRU}耐药机制复杂。{MET_UP}属脱靶机制。", "MET amplification resistance ibrutinib"),
    ("english detours", f"Resistance to {OSI_EN} varies. Off-target mechanisms include {MET_UP_EN}.",
     "MET amplification resistance osimertinib"),
    ("no detour", f"{IBRU}治疗后复查。未见旁路机制,{MET_UP}与之无关。", ""),
    ("at the end of treatment", f"患者接受{IBRU}。停药时检出{MET_UP} 3例,未见{KRAS}。",
     "MET amplification resistance ibrutinib"),
    ("at progression", f"Forty patients received {OSI_EN}. At progression, {MET_UP_EN} was found in four.",
     "MET amplification resistance osimertinib"),
    ("known before", f"患者接受{IBRU}。停药时复核基线,{MET_UP}可见。", ""),
    ("ranked", f"{IBRU}治疗进展后,{G1202R}占耐药的四成,{L1196M}少些。",
     "ALK p.Gly1202Arg resistance ibrutinib; ALK p.Leu1196Met resistance ibrutinib"),
    ("share of those who failed", f"{IBRU}治疗进展者中,{C481S}占七成。", "BTK p.Cys481Ser resistance ibrutinib"),
    ("generation", f"二代药物耐药后可查到{ALK},以{G1202R}最常见,{L1196M}次之。",
     "ALK p.Gly1202Arg resistance second-generation alk inhibitor; "
     "ALK p.Leu1196Met resistance second-generation alk inhibitor"),
    ("the combination", f"{BOTH}已获批。{KRAS}介导双靶耐药。", "KRAS p.Gly12Asp resistance dabrafenib + trametinib"),
    ("both drugs", f"{IBRU}与{ZANU}均已上市。{C481S}——两药皆受累。",
     "BTK p.Cys481Ser resistance ibrutinib; BTK p.Cys481Ser resistance zanubrutinib"),
    ("english both drugs",
     f"{IBRU_EN} and {ZANU_EN} are approved. {C481S} confers resistance to both drugs.",
     "BTK p.Cys481Ser resistance ibrutinib; BTK p.Cys481Ser resistance zanubrutinib"),
    ("the drug before", f"{IBRU}二线才用则不同。{C481S}可使其失效,其中{T315I}对{PIRTO}反倒敏感。",
     "BTK p.Cys481Ser resistance ibrutinib; ABL1 p.Thr315Ile sensitivity pirtobrutinib"),
    ("side by side", f"耐药突变包括:{C481S}之于{IBRU},{T315I}之于{ZANU}。",
     "BTK p.Cys481Ser resistance ibrutinib; ABL1 p.Thr315Ile resistance zanubrutinib"),
    ("word left out", f"{IBRU_EN} would be a poor choice for {C481S} and {ZANU_EN} for {T315I}.",
     "BTK p.Cys481Ser resistance ibrutinib; ABL1 p.Thr315Ile resistance zanubrutinib"),
    ("failures with a bracket",
     f"Four {IBRU_EN} failures harboured kinase substitutions ({C481S}, n = 2; {T315I}), "
     f"and a fifth, with {L1196M}, relapsed.",
     "BTK p.Cys481Ser resistance ibrutinib; ABL1 p.Thr315Ile resistance ibrutinib; "
     "ALK p.Leu1196Met resistance ibrutinib"),
    ("a fifth in remission",
     f"Four {IBRU_EN} failures harboured kinase substitutions ({C481S}), and a fifth, with {L1196M}, is well.",
     "BTK p.Cys481Ser resistance ibrutinib"),
    ("the first two", f"{C481S}、{T315I}、{L1196M}对{IBRU}耐药;{PIRTO}可克服前两者。",
     "BTK p.Cys481Ser resistance ibrutinib; ABL1 p.Thr315Ile resistance ibrutinib; "
     "ALK p.Leu1196Met resistance ibrutinib; BTK p.Cys481Ser sensitivity pirtobrutinib; "
     "ABL1 p.Thr315Ile sensitivity pirtobrutinib"),
    ("not overcome", f"{C481S}对{IBRU}耐药,但未必能被{PIRTO}克服。",
     "BTK p.Cys481Ser resistance ibrutinib; BTK p.Cys481Ser resistance pirtobrutinib"),
    ("brought about", f"{C481S}对{IBRU}耐药。{MET_UP}所致者,可试联合。",
     "BTK p.Cys481Ser resistance ibrutinib; MET amplification resistance ibrutinib"),
    ("the comparator", f"{IBRU}与{ZANU}作了比较。{TP53}者获益最突出,而接受{ZANU}时仅30%。",
     "TP53 mutation sensitivity ibrutinib"),
    ("english comparator",
     f"{IBRU_EN} was compared with {ZANU_EN}. {TP53_EN} benefited most, whereas those given {ZANU_EN} had 30%.",
     "TP53 mutation sensitivity ibrutinib"),
    ("a drug set against another", f"{C481S} confers resistance to {IBRU_EN}, whereas {ZANU_EN} retains activity.",
     "BTK p.Cys481Ser resistance ibrutinib; BTK p.Cys481Ser sensitivity zanubrutinib"),
    ("two alterations of the same patients", f"{TP53}而{NPM1}者对{BORT}应答较好。",
     "TP53 mutation sensitivity bortezomib; NPM1 mutation sensitivity bortezomib"),
    ("no difference", f"{TP53_EN} made no difference to survival.", "TP53 mutation no_effect none"),
    ("no difference, chinese", f"{TP53}对结局无影响。", "TP53 mutation no_effect none"),
    ("compound mutations", f"{IBRU_EN} is a poor choice for compound mutations involving {T315I}.",
     "ABL1 compound mutation resistance ibrutinib"),
]  # fmt: skip


@pytest.mark.parametrize(("marked", "expected"), [case[1:] for case in CONTEXT], ids=[case[0] for case in CONTEXT])
def test_drugs_and_patients_are_taken_up_from_the_context(marked: str, expected: str) -> None:
    assert sorted(set(claims(marked))) == sorted(set(expected.split("; ")) - {""})


def test_loss_of_a_products_antigen_in_those_who_failed() -> None:
    lost = "[ALTERATION:CD19 loss|[GENE:CD19|CD19]缺失]"
    product = "[DRUG:tisagenlecleucel|替沙仑赛]"
    section, sentences, mentions = section_of(f"{product}治疗后复发者{lost}。{BORT}治疗后复发者{lost}。")
    found, _ = mutation_response.find(section, sentences, mentions, Context(), load())
    assert [c.object.name for c in found if c.object] == ["tisagenlecleucel"]


def test_a_bare_gene_labels_a_row_of_mutations() -> None:
    section, sentences, mentions = section_of(f"突变\t药物\t反应\n[GENE:TP53|TP53]\t{BORT}\t耐药", kind="table")
    rows, cells, at = [line.split("\t") for line in section.text.text.split("\n")], [], 0
    for row, parts in enumerate(rows):
        for column, part in enumerate(parts):
            cells.append(Cell(row, column, at, at + len(part), row == 0, (rows[0][column],) * (row > 0)))
            at += len(part) + 1
    table = Section(0, "table", (), "zh", section.text, 0, section.paragraphs, tuple(cells))
    found, _ = mutation_response.find(table, sentences, mentions, Context(), LEXICON)
    assert [(c.subject.name, c.predicate) for c in found] == [("TP53 mutation", "resistance")]


def test_disputed_relation_is_a_candidate() -> None:
    section, sentences, mentions = section_of(f"{TP53}与{IBRU}耐药的关系存在争议。")
    found, turned_down = mutation_response.find(section, sentences, mentions, Context(), LEXICON)
    assert found == []
    assert "disputed" in turned_down[0].reason


RAS = "[ALTERATION:RAS pathway mutation|RAS通路突变]"
SPECIMEN = "specimen of a general mutation"


@pytest.mark.parametrize(
    "marked",
    [
        f"[ALTERATION:NRAS mutation|NRAS]、[ALTERATION:KRAS mutation|KRAS]等{RAS}导致{BORT}耐药。",
        f"{RAS}([ALTERATION:NRAS mutation|NRAS]、[ALTERATION:KRAS mutation|KRAS])导致{BORT}耐药。",
        f"{BORT}进展后出现{RAS},以[ALTERATION:NRAS mutation|NRAS]最多,其次为[ALTERATION:KRAS mutation|KRAS]。",
        f"{RAS} such as [ALTERATION:NRAS mutation|NRAS] and [ALTERATION:KRAS mutation|KRAS] confer resistance to {BORT}.",
    ],
    ids=["before", "bracket", "ranked", "english"],
)
def test_genes_stand_for_the_general_mutation_that_they_spell_out(marked: str) -> None:
    section, sentences, mentions = section_of(marked)
    mentions = [replace(m, reason=SPECIMEN) if m.text in ("NRAS", "KRAS") else m for m in mentions]
    found, _ = mutation_response.find(section, sentences, mentions, Context(), LEXICON)
    assert sorted((c.subject.name, c.predicate) for c in found) == [
        ("KRAS mutation", "resistance"),
        ("NRAS mutation", "resistance"),
    ]


def test_heading_names_the_drug_that_resistance_is_about() -> None:
    assert claims(f"{C481S}是最常见的耐药突变。", heading=f"{IBRU}耐药的机制") == [
        "BTK p.Cys481Ser resistance ibrutinib"
    ]


def test_a_heading_lists_topics() -> None:
    assert claims("正文另述。", heading=f"{C481S}的临床意义:从{IBRU}到耐药") == []


def test_a_row_ties_what_meets_in_its_cells() -> None:
    marked = f"{T315I}\t敏感\n{C481S}\t耐药"
    section, sentences, mentions = section_of(f"突变\t{PIRTO}\n{marked}", kind="table")
    text, cells, at = section.text.text, [], 0
    for row, line in enumerate(text.split("\n")):
        for number, part in enumerate(line.split("\t")):
            cells.append(
                Cell(row, number, at, at + len(part), row == 0, (text.split("\n")[0].split("\t")[number],) * (row > 0))
            )
            at += len(part) + 1
    table = Section(0, "table", (), "zh", section.text, 0, section.paragraphs, tuple(cells))
    found, _ = mutation_response.find(table, sentences, mentions, Context(), LEXICON)
    assert [(c.subject.name, c.predicate, c.object.name) for c in found if c.object] == [
        ("ABL1 p.Thr315Ile", "sensitivity", "pirtobrutinib"),
        ("BTK p.Cys481Ser", "resistance", "pirtobrutinib"),
    ]


def test_heading_of_a_monograph_names_the_drug() -> None:
    assert claims(f"{TP53}者耐药。", heading=f"三、{BORT}注射剂") == ["TP53 mutation resistance bortezomib"]
    assert claims("见于耐药者:" + f"{TP53}、{NPM1}等。", heading=f"三、{BORT}注射剂") == [
        "TP53 mutation resistance bortezomib",
        "NPM1 mutation resistance bortezomib",
    ]
    assert claims(f"{TP53}者耐药。", heading=f"从{BORT}说起") == []


def test_change_of_a_target_resists_the_drugs_against_it() -> None:
    section, sentences, mentions = section_of(
        f"[DRUG_CLASS:btk inhibitor|BTK抑制剂]与[DRUG_CLASS:proteasome inhibitor|蛋白酶体抑制剂]已获批。"
        f"耐药可来自靶点自身的变化({C481S})。"
    )
    found, _ = mutation_response.find(section, sentences, mentions, Context(), load())
    assert [(c.subject.name, c.object.name) for c in found if c.object] == [("BTK p.Cys481Ser", "btk inhibitor")]


def test_table_of_mechanisms_names_remedies() -> None:
    remedy = "[REGIMEN:ibrutinib + venetoclax|[DRUG:ibrutinib|伊布替尼]+[DRUG:venetoclax|维奈克拉]]"
    section, sentences, mentions = section_of(f"{MCL_UP}\t3%\t{remedy}", kind="table")
    heads, cells, at = ("机制", "频率", "可能的对策"), [], 0
    for number, part in enumerate(section.text.text.split("\t")):
        cells.append(Cell(1, number, at, at + len(part), False, (heads[number],)))
        at += len(part) + 1
    table = Section(
        0, "table", (), "zh", section.text, 0, section.paragraphs, tuple(cells), caption="维奈克拉的耐药机制与对策"
    )
    found, _ = mutation_response.find(table, sentences, mentions, Context(), LEXICON)
    assert [(c.subject.name, c.predicate, c.object.name) for c in found if c.object] == [
        ("MCL1 overexpression", "resistance", "venetoclax"),
        ("MCL1 overexpression", "sensitivity", "ibrutinib + venetoclax"),
    ]


def test_escape_counts_only_where_resistance_is_the_topic() -> None:
    marked = f"{MCL_UP}使肿瘤细胞逃避凋亡。"
    assert claims(marked, heading=f"{BORT}耐药") == ["MCL1 overexpression resistance bortezomib"]
    assert claims(marked) == []


@pytest.mark.parametrize(
    ("marked", "disease"),
    [
        (f"{TP53}的{CLL}患者预后不良。", "chronic lymphocytic leukemia"),
        (f"{CLL}进展缓慢。{TP53}提示预后不良。", "chronic lymphocytic leukemia"),
        (f"与{MM}相比,{CLL}中{TP53}提示预后不良。", "chronic lymphocytic leukemia"),
        (f"{TP53}提示预后不良。", ""),
    ],
    ids=["clause", "paragraph", "contrast", "none"],
)
def test_disease_comes_from_the_nearest_scope(marked: str, disease: str) -> None:
    section, sentences, mentions = section_of(marked)
    found, _ = mutation_response.find(section, sentences, mentions, Context(), LEXICON)
    assert [c.fields["disease"] for c in found] == [disease]


@pytest.mark.parametrize("header", ["Resistance mutations", "耐药突变"])
def test_genes_under_a_header_of_mutations_mean_these(header: str) -> None:
    section, sentences, mentions = section_of(
        "[DRUG:gilteritinib|吉瑞替尼]\t[GENE:NRAS|NRAS], [GENE:KRAS|KRAS]", kind="table"
    )
    start = section.text.text.index("\t")
    cells = (
        Cell(0, 0, 0, start, False, ("药物",)),
        Cell(0, 1, start + 1, len(section.text.text), False, (header,)),
    )
    table = Section(0, "table", (), "zh", section.text, 0, section.paragraphs, cells)
    found, _ = mutation_response.find(table, sentences, mentions, Context(), LEXICON)
    assert [(c.subject.name, c.predicate, c.object.name) for c in found if c.object] == [
        ("NRAS mutation", "resistance", "gilteritinib"),
        ("KRAS mutation", "resistance", "gilteritinib"),
    ]


def test_table_of_excluded_drugs_states_resistance() -> None:
    section, sentences, mentions = section_of(f"[DRUG:nilotinib|尼洛替尼]\t{T315I}", kind="table")
    start = section.text.text.index("\t") + 1
    cell = Cell(0, 1, start, len(section.text.text), False, ("不推荐使用的突变",))
    table = Section(0, "table", (), "zh", section.text, 0, section.paragraphs, (cell,))
    found, _ = mutation_response.find(table, sentences, mentions, Context(), LEXICON)
    assert [(c.subject.name, c.predicate, c.object.name) for c in found if c.object] == [
        ("ABL1 p.Thr315Ile", "resistance", "nilotinib")
    ]


PIECES = st.sampled_from(
    [
        C481S,
        TP53,
        IBRU,
        CLL,
        "耐药",
        "对",
        "敏感",
        "预后不良",
        "与",
        "的",
        ",",
        "。",
        "(",
        ")",
        "不受",
        "患者",
        "该突变",
        "获益",
    ]
)


@given(st.lists(PIECES, max_size=14))
def test_any_text_yields_claims_of_alterations(pieces: list[str]) -> None:
    section, sentences, mentions = section_of("".join(pieces))
    found, _ = mutation_response.find(section, sentences, mentions, Context(), LEXICON)
    for claim in found:
        assert claim.subject.type == "ALTERATION"
        assert claim.object is not None or claim.predicate.endswith("prognosis")
        assert {"disease", "disease_id"} <= set(claim.fields)
