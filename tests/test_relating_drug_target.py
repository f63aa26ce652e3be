"""Drug–target claims on invented sentences, one construction each, in both languages."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.lexicon import Entry, Lexicon, load
from pipeline.recognising.numbered import siblings, widened
from pipeline.records import Cell, Concept, Context, Mention
from pipeline.relating import drug_target
from tests.relating_marks import section_of, unmark


def _drug(name: str, *targets: str) -> Entry:
    return Entry(Concept(f"local:{name}", "DRUG", name), (), (), {}, {"target": targets})


def _gene(symbol: str) -> Entry:
    return Entry(Concept(f"local:{symbol}", "GENE", symbol), (), (), {}, {})


_BCR = Entry(Concept("local:bcr", "PATHWAY", "BCR signaling", "BCR信号通路"), (), ("BCR信号通路",), {}, {})
LEXICON = Lexicon(
    (
        _drug("zanubrutinib", "BTK"),
        _drug("rituximab", "MS4A1"),
        _drug("venetoclax", "BCL2"),
        _drug("revumenib", "MEN1"),
        _drug("ivosidenib", "IDH1"),
        _drug("enasidenib", "IDH2"),
        _drug("azd5991"),
        _drug("orelabrutinib", "BTK"),
        *map(_gene, ("IKZF3", "IDH2", "HDAC2", "FGFR2", "FGFR3")),
        Entry(Concept("local:pdgfrb", "GENE", "PDGFRB"), ("PDGFRβ",), (), {}, {}),
        _BCR,
    ),
    "test of drugs and targets",
)
BTKI = "[DRUG_CLASS:btk inhibitor|[GENE:BTK|BTK]抑制剂]"
BTK_EN = "[DRUG_CLASS:btk inhibitor|[GENE:BTK|BTK] inhibitor]"
ZANU = "[DRUG:zanubrutinib|泽布替尼]"
ACALA = "[DRUG:acalabrutinib|阿可替尼]"
RITUX = "[DRUG:rituximab|利妥昔单抗]"
VEN = "[DRUG:venetoclax|维奈克拉]"
OSI = "[DRUG:osimertinib|奥希替尼]"
BTK, EGFR, MCL, BAX = "[GENE:BTK|BTK]", "[GENE:EGFR|EGFR]", "[GENE:MCL1|MCL-1]", "[GENE:BAX|BAX]"

APPOSITIONS = [
    ("one of a class", f"{BTKI}中,{ZANU}的ORR为63%。", "zanubrutinib inhibits BTK"),
    ("among a class", f"Among the {BTK_EN}, [DRUG:zanubrutinib|zanubrutinib] is the most selective.", "zanubrutinib inhibits BTK"),
    ("aimed at", f"{BTK}靶向的{ZANU}已获批。", "zanubrutinib targets BTK"),
    ("directed", f"The {EGFR}-directed [DRUG:cetuximab|cetuximab] was added.", "cetuximab targets EGFR"),
    ("engager", f"[DRUG:duomab|duomab], a {EGFR}×[GENE:CD3|CD3] engager, was added.", "duomab targets EGFR; duomab targets CD3"),
    ("class inside a combination", f"[REGIMEN:rituximab + zanubrutinib|{ZANU}({BTKI})联合{RITUX}]有效。",
     "zanubrutinib inhibits BTK"),
    ("home-made members", f"{ZANU}等国产{BTKI}已获批。", "zanubrutinib inhibits BTK"),
    ("class then drug", f"{BTKI}{ZANU}已在国内上市。", "zanubrutinib inhibits BTK"),
    ("drug then bracket", f"{ZANU}({BTKI})和{VEN}口服给药。", "zanubrutinib inhibits BTK"),
    ("class then bracket", f"{BTKI}({ZANU}、{ACALA})耐受性好。",
     "zanubrutinib inhibits BTK; acalabrutinib inhibits BTK"),
    ("copula", f"{ZANU}是一种高选择性口服{BTKI}。", "zanubrutinib inhibits BTK"),
    ("represented", f"以{ZANU}为代表的新一代{BTKI}。", "zanubrutinib inhibits BTK"),
    ("such as", f"{BTKI}如{ZANU}和{ACALA}。", "zanubrutinib inhibits BTK; acalabrutinib inhibits BTK"),
    ("list before", f"{ZANU}、{ACALA}等{BTKI}陆续获批。", "zanubrutinib inhibits BTK; acalabrutinib inhibits BTK"),
    ("fronted", f"As a covalent {BTK_EN}, [DRUG:zanubrutinib|zanubrutinib] binds tightly.",
     "zanubrutinib inhibits BTK"),
    ("english class first", f"The {BTK_EN} [DRUG:zanubrutinib|zanubrutinib] was given.", "zanubrutinib inhibits BTK"),
    ("english comma", f"[DRUG:zanubrutinib|Zanubrutinib], an oral {BTK_EN}, was given.", "zanubrutinib inhibits BTK"),
    ("both", f"[DRUG:zanubrutinib|Zanubrutinib] and [DRUG:acalabrutinib|acalabrutinib], both {BTK_EN}s, differ.",
     "zanubrutinib inhibits BTK; acalabrutinib inhibits BTK"),
    ("antibody", f"[DRUG_CLASS:anti-cd20 antibody|抗[GENE:MS4A1|CD20]单抗]{RITUX}静脉滴注。",
     "rituximab targets MS4A1"),
    ("class not recognised", f"{ZANU}是{BTK}选择性抑制剂。", "zanubrutinib inhibits BTK"),
    ("its inhibitor", f"{MCL}是重要靶点,其抑制剂([DRUG:azd5991|AZD5991])已进入临床。", "azd5991 inhibits MCL1"),
    ("pronoun", f"{ZANU}口服吸收好。该药是新一代{BTKI}。", "zanubrutinib inhibits BTK"),
    ("inhibitor of", "[DRUG:selinexor|Selinexor], an oral inhibitor of [GENE:XPO1|XPO1], is active.",
     "selinexor inhibits XPO1"),
    ("antibody against", "[DRUG:isatuximab|Isatuximab] is an antibody against [GENE:CD38|CD38].",
     "isatuximab targets CD38"),
    ("anti in a bracket", "[DRUG:durvalumab|度伐利尤单抗](抗[GENE:CD274|PD-L1])用于维持。", "durvalumab targets CD274"),
    ("class in a regimen's bracket", f"[REGIMEN:x|[DRUG:azacitidine|阿扎胞苷]联合{VEN}](BCL-2抑制剂)"
     f"疗效好,{ZANU}({BTKI})亦然。", "zanubrutinib inhibits BTK"),
    ("members split", "[DRUG_CLASS:idh1/2 inhibitor|[GENE:IDH1|IDH1]/2抑制剂][DRUG:ivosidenib|艾伏尼布]"
     "与[DRUG:enasidenib|恩西地平]获批。", "ivosidenib inhibits IDH1; enasidenib inhibits IDH2"),
    ("alias and class in a bracket", f"{ZANU}([DRUG:zanubrutinib|zanubrutinib],{BTKI})疗效好。", "zanubrutinib inhibits BTK"),
    ("english alias and class", f"The drug [DRUG:zanubrutinib|zanubrutinib] ([DRUG:zanubrutinib|BGB-3111], an oral {BTK_EN})"
     " was given.", "zanubrutinib inhibits BTK"),
    ("targets in a bracket", "[DRUG:x|某药]虽为多靶点药物([GENE:KIT|KIT]、[GENE:RET|RET]),疗效有限。",
     "x targets KIT; x targets RET"),
    ("english targets in a bracket", "[DRUG:x|Xinib] is a multikinase inhibitor ([GENE:KIT|KIT], [GENE:RET|RET]).",
     "x inhibits KIT; x inhibits RET"),
    ("dash", f"[DRUG:x|Xinib] - an oral {BTK_EN} - was given.", "x inhibits BTK"),
    ("payload linked", "[DRUG:x|某药]将毒素偶联于[DRUG_CLASS:anti-cd22 antibody|抗[GENE:CD22|CD22]抗体]。", "x targets CD22"),
    ("english payload linked", "[DRUG:x|Xamab] links a toxin to an [DRUG_CLASS:anti-cd22 antibody|anti-[GENE:CD22|CD22] antibody].",
     "x targets CD22"),
    ("dual product", "[GENE:CD19|CD19]/[GENE:MS4A1|CD20]双靶产品[DRUG:x-cel|x-cel]在研。", "x-cel targets CD19; x-cel targets MS4A1"),
    ("inducer", "[DRUG:rifampicin|利福平]是[GENE:CYP3A4|CYP3A4]诱导剂。", "rifampicin upregulates CYP3A4"),
    ("conjugate", "[DRUG:x-mab|某抗体偶联物]由[DRUG_CLASS:anti-her2 antibody|抗[GENE:ERBB2|HER2]抗体]与毒素组成。",
     "x-mab targets ERBB2"),
]  # fmt: skip

VERBS = [
    ("gapped", "[DRUG:ivosidenib|Ivosidenib] targets mutant [GENE:IDH1|IDH1] and [DRUG:enasidenib|enasidenib] mutant "
     "[GENE:IDH2|IDH2].", "ivosidenib targets IDH1; enasidenib targets IDH2"),
    ("gapped behind a comma", f"{ZANU}抑制[GENE:BTK|BTK],{OSI}则为{EGFR}。",
     "zanubrutinib inhibits BTK; osimertinib inhibits EGFR"),
    ("renamed subject", "[DRUG:luspatercept|Luspatercept], a ligand trap, neutralises [GENE:GDF11|GDF11].",
     "luspatercept inhibits GDF11"),
    ("renamed by a class", "[DRUG:venetoclax|Venetoclax], an oral [DRUG_CLASS:bh3 mimetic|BH3 mimetic], occupies the "
     "groove of [GENE:BCL2|BCL-2].", "venetoclax binds BCL2"),
    ("this drug, of another's object", f"[ALTERATION:FGFR2 mutation|该突变]对{OSI}敏感,该药几乎不抑制[GENE:FGFR1|FGFR1]。",
     "osimertinib inhibits FGFR1"),
    ("inhibits", f"{OSI}可不可逆地抑制{EGFR}。", "osimertinib inhibits EGFR"),
    ("list of targets", "[DRUG:dasatinib|达沙替尼]抑制[GENE:ABL1|ABL1]、[GENE:SRC|SRC]和[GENE:KIT|KIT]。",
     "dasatinib inhibits ABL1; dasatinib inhibits SRC; dasatinib inhibits KIT"),
    ("passive", f"{BTK}被{ZANU}抑制后信号中断。", "zanubrutinib inhibits BTK"),
    ("english passive", f"{BTK} is potently inhibited by [DRUG:zanubrutinib|zanubrutinib].",
     "zanubrutinib inhibits BTK"),
    ("toward", f"{ZANU}对{BTK}的选择性更高。", "zanubrutinib targets BTK"),
    ("toward inhibits", f"{ZANU}对{EGFR}的抑制作用较弱。", "zanubrutinib inhibits EGFR"),
    ("with … binds", "[DRUG:daratumumab|达雷妥尤单抗]与[GENE:CD38|CD38]结合后发挥作用。", "daratumumab binds CD38"),
    ("shared subject", f"{VEN}结合[GENE:BCL2|BCL-2]并激活{BAX}。", "venetoclax binds BCL2; venetoclax activates BAX"),
    ("through", f"{VEN}通过竞争性结合[GENE:BCL2|BCL-2]发挥作用。", "venetoclax binds BCL2"),
    ("lowered expression", f"[DRUG:selinexor|塞利尼索]可降低{MCL}的表达。", "selinexor downregulates MCL1"),
    ("english expression", f"[DRUG:selinexor|Selinexor] reduces the expression of {MCL}.",
     "selinexor downregulates MCL1"),
    ("degradation", "[DRUG:lenalidomide|来那度胺]促进[GENE:IKZF1|IKZF1]降解。", "lenalidomide degrades IKZF1"),
    ("english degradation", "[DRUG:lenalidomide|Lenalidomide] induces degradation of [GENE:IKZF1|IKZF1].",
     "lenalidomide degrades IKZF1"),
    ("restored expression", "[DRUG:azacitidine|阿扎胞苷]恢复[GENE:CDKN2A|CDKN2A]的表达。",
     "azacitidine upregulates CDKN2A"),
    ("later clause", f"{OSI}口服后迅速入脑,可有效抑制{EGFR}。", "osimertinib inhibits EGFR"),
    ("relative", "靶向[GENE:CD19|CD19]的[DRUG:blinatumomab|贝林妥欧单抗]已获批。", "blinatumomab targets CD19"),
    ("which", f"[DRUG:osimertinib|Osimertinib], which inhibits {EGFR}, was approved.", "osimertinib inhibits EGFR"),
    ("nominal", f"Inhibition of {EGFR} by [DRUG:osimertinib|osimertinib] was durable.", "osimertinib inhibits EGFR"),
    ("pronoun object", f"{OSI}结合{EGFR}并抑制其激酶活性。", "osimertinib binds EGFR; osimertinib inhibits EGFR"),
    ("mutant target", f"{OSI}靶向[ALTERATION:EGFR p.Thr790Met|[GENE:EGFR|EGFR] T790M]。", "osimertinib targets EGFR"),
    ("evident split", f"{RITUX}联合{VEN}可同时抑制[GENE:MS4A1|CD20]和[GENE:BCL2|BCL-2]。",
     "rituximab inhibits MS4A1; venetoclax inhibits BCL2"),
    ("joint effect", f"{RITUX}联合{VEN}下调{MCL}。", "rituximab + venetoclax downregulates MCL1"),
    ("respectively", f"{ZANU}和{OSI}分别抑制{BTK}和{EGFR}。", "zanubrutinib inhibits BTK; osimertinib inhibits EGFR"),
    ("spared target", f"{ZANU}不影响{EGFR}。", "zanubrutinib inhibits EGFR"),
    ("bracketed list", f"{VEN}可与抗凋亡蛋白([GENE:BCL2|BCL-2]、{MCL})结合。",
     "venetoclax binds BCL2; venetoclax binds MCL1"),
    ("affinity of two", f"点突变使{BTK}与{ZANU}的亲和力下降。", "zanubrutinib binds BTK"),
    ("besides", f"除{BTK}外,{ZANU}还抑制{EGFR}。", "zanubrutinib inhibits BTK; zanubrutinib inhibits EGFR"),
    ("mixed list", f"{OSI}抑制[ALTERATION:BCR::ABL1|[GENE:ABL1|BCR::ABL1]]与[GENE:SRC|SRC]。",
     "osimertinib inhibits BCR::ABL1; osimertinib inhibits SRC"),
    ("including a mutant", f"{OSI}抑制包括[ALTERATION:EGFR p.Thr790Met|T790M]在内的多种突变型{EGFR}。",
     "osimertinib inhibits EGFR"),
    ("numbered sibling", "[DRUG:lenalidomide|来那度胺]降解[GENE:IKZF1|IKZF1]/3。",
     "lenalidomide degrades IKZF1; lenalidomide degrades IKZF3"),
    ("range", "[DRUG:x|某药]抑制[GENE:FGFR1|FGFR1]-3。", "x inhibits FGFR1; x inhibits FGFR2; x inhibits FGFR3"),
    ("driven by a second", f"{VEN}与{ZANU}的联合通过阻断[GENE:BCL2|BCL-2]介导的存活和{BTK}驱动的增殖起效。",
     "venetoclax inhibits BCL2; zanubrutinib inhibits BTK"),
    ("one left over", f"{VEN}联合[DRUG:azd5991|AZD5991]共同抑制[GENE:BCL2|BCL-2]与{MCL}。",
     "venetoclax inhibits BCL2; azd5991 inhibits MCL1"),
    ("this pathway", "[PATHWAY:MAPK signaling|MAPK通路]常被激活,针对该通路的[DRUG:trametinib|曲美替尼]可用。",
     "trametinib targets MAPK signaling"),
    ("bracket speaks of its owner", "[DRUG:obe-cel|obe-cel](靶向[GENE:CD19|CD19])已上市。", "obe-cel targets CD19"),
    ("drugs in a bracket", f"I型药物({OSI}、{ACALA})可结合{EGFR}。", "osimertinib binds EGFR; acalabrutinib binds EGFR"),
    ("the latter", f"{OSI}和{ACALA}均可口服,后者还能抑制{EGFR}。", "acalabrutinib inhibits EGFR"),
    ("own partner", "[DRUG:revumenib|瑞维美尼]阻断[GENE:MEN1|menin]与[GENE:KMT2A|KMT2A]的相互作用。",
     "revumenib inhibits MEN1"),
    ("signal of a receptor", f"{ZANU}阻断[GENE:BCR|BCR]生存信号。", "zanubrutinib inhibits BCR signaling"),
    ("name and symbol", "[DRUG:selinexor|塞利尼索]抑制[GENE:exportin family|核输出蛋白][GENE:XPO1|XPO1]。",
     "selinexor inhibits XPO1"),
    ("pathway over a slash", "[DRUG:x|某药]抑制[GENE:VEGFA|VEGF]/[PATHWAY:VEGF signaling|VEGFR通路]。",
     "x inhibits VEGF signaling"),
    ("amount", f"[DRUG:azacitidine|阿扎胞苷]诱导[GENE:PMAIP1|NOXA],降低{MCL}。",
     "azacitidine upregulates PMAIP1; azacitidine downregulates MCL1"),
    ("caused effect", "[DRUG:x|某药]诱导[GENE:CASP3|caspase-3]介导的凋亡。", "x activates CASP3"),
    ("as target", f"以{BTK}为靶点的{ZANU}口服有效。", "zanubrutinib targets BTK"),
    ("with it", "肿瘤细胞表达[GENE:CD33|CD33],[DRUG:x|某抗体]与之结合后内化。", "x binds CD33"),
    ("apposed relative", f"[DRUG:x|Xinib], an oral agent that binds {EGFR}, was given.", "x binds EGFR"),
    ("drugs that", f"Drugs that inhibit {EGFR}, such as [DRUG:osimertinib|osimertinib], are used.",
     "osimertinib inhibits EGFR"),
    ("unlike", f"Unlike [DRUG:ibrutinib|ibrutinib], [DRUG:pirtobrutinib|pirtobrutinib] inhibits {BTK} reversibly.",
     "pirtobrutinib inhibits BTK"),
    ("product of a kind", "[DRUG:x|某产品],一种靶向[GENE:CD19|CD19]的[DRUG_CLASS:car-t|CAR-T]细胞,已获批。", "x targets CD19"),
]  # fmt: skip

CONSEQUENCES = [
    ("made to fall", f"{VEN}使{MCL}及{EGFR}转录下降。", "venetoclax downregulates MCL1; venetoclax downregulates EGFR"),
    ("made to lose its phosphate", f"{OSI}使[GENE:STAT5 family|STAT5]去磷酸化。", "osimertinib inhibits STAT5 family"),
    ("after", f"{OSI}抑制{EGFR}后,{MCL}迅速耗竭。", "osimertinib inhibits EGFR; osimertinib downregulates MCL1"),
    ("thereupon, and on", f"{OSI}抑制{EGFR},{MCL}水平随之降低,而{BAX}表达升高。",
     "osimertinib inhibits EGFR; osimertinib downregulates MCL1; osimertinib upregulates BAX"),
    ("one falls, another rises", f"{OSI}下调{MCL},{BAX}则升高。", "osimertinib downregulates MCL1; osimertinib upregulates BAX"),
    ("english thereupon", f"[DRUG:osimertinib|Osimertinib] inhibits {EGFR}, and {MCL} levels fall accordingly.",
     "osimertinib inhibits EGFR; osimertinib downregulates MCL1"),
    ("made to fall itself", f"{VEN}诱导{BAX}和{MCL}自身表达上调。", "venetoclax upregulates BAX; venetoclax upregulates MCL1"),
    ("its degradation", "[DRUG:x|某药]与[GENE:DNMT1|DNMT1]结合并使其降解。", "x binds DNMT1; x degrades DNMT1"),
    ("english its degradation", "[DRUG:x|Xinib] binds [GENE:DNMT1|DNMT1] and induces its degradation.",
     "x binds DNMT1; x degrades DNMT1"),
    ("so does the next", f"{OSI}抑制{EGFR},{ACALA}亦然。", "osimertinib inhibits EGFR; acalabrutinib inhibits EGFR"),
    ("english so does the next", f"[DRUG:osimertinib|Osimertinib] inhibits {EGFR}; [DRUG:x|xinib] does so too.",
     "osimertinib inhibits EGFR; x inhibits EGFR"),
]  # fmt: skip

OBJECTS = [
    ("preposed", f"{OSI}可将{EGFR}降解。", "osimertinib degrades EGFR"),
    ("displaced", "[DRUG:x|某药]将[GENE:MEN1|menin]从染色质上置换下来。", "x inhibits MEN1"),
    ("which", f"{EGFR}, which [DRUG:osimertinib|osimertinib] potently inhibits, is common.", "osimertinib inhibits EGFR"),
    ("both of which", f"{BTK} and {EGFR}, both of which [DRUG:x|xinib] also inhibits.", "x inhibits BTK; x inhibits EGFR"),
    ("domains", "[DRUG:x-cel|x-cel]含两个[GENE:TNFRSF17|BCMA]结合域。", "x-cel binds TNFRSF17"),
    ("english domains", "[DRUG:x-cel|X-cel] contains two [GENE:TNFRSF17|BCMA]-binding domains.", "x-cel binds TNFRSF17"),
    ("capacity", "[DRUG:x|某药]的[GENE:PARP family|PARP]捕获能力最强。", "x targets PARP family"),
    ("potencies", "[DRUG:x|某药]([GENE:CDK9|CDK9] IC50 4 nmol/L,[GENE:CDK2|CDK2] 1 nmol/L)可口服。",
     "x inhibits CDK9; x inhibits CDK2"),
    ("english affinity", f"[DRUG:x|Xinib] (Kd: {BTK} 0.5 nM) is oral.", "x binds BTK"),
    ("half-maximal concentration", f"{ZANU}对{BTK}的IC50为0.3 nmol/L。", "zanubrutinib inhibits BTK"),
    ("as aim", f"{RITUX}以[GENE:MS4A1|CD20]为靶,疗效好。", "rituximab targets MS4A1"),
    ("aim of a list of classes", f"以{BTK}及{EGFR}等为靶点的{ZANU}和{OSI}已上市。",
     "zanubrutinib targets BTK; zanubrutinib targets EGFR; osimertinib targets BTK; osimertinib targets EGFR"),
    ("in addition to", f"[DRUG:x|Xinib] degrades {EGFR} in addition to {BTK}.", "x degrades EGFR; x degrades BTK"),
    ("inactive state", "[DRUG:x|某药]稳定[GENE:JAK2|JAK2]的非活性构象。", "x inhibits JAK2"),
    ("english inactive state", "[DRUG:x|Xinib] stabilizes the inactive conformation of [GENE:JAK2|JAK2].", "x inhibits JAK2"),
    ("properties between", f"{OSI}口服方便,耐受性更佳,抑制{EGFR}。", "osimertinib inhibits EGFR"),
    ("within cells", f"{OSI}入脑好,在两株突变阳性的肺癌细胞中下调{MCL}。", "osimertinib downregulates MCL1"),
    ("home-grown member", f"{ACALA}以及国产{ZANU}抑制{BTK}。", "acalabrutinib inhibits BTK; zanubrutinib inhibits BTK"),
    ("letters", "[DRUG:x|某药]抑制[GENE:PDGFRA|PDGFRα]/β。", "x inhibits PDGFRA; x inhibits PDGFRB"),
    ("mutant fusion", "[DRUG:x|某药]抑制[ALTERATION:ABL1 p.Thr315Ile|[GENE:ABL1|T315I]突变型]"
     "[ALTERATION:BCR::ABL1|[GENE:BCR|BCR]::[GENE:ABL1|ABL1]]。", "x inhibits BCR::ABL1"),
    ("change alone", "[DRUG:x|Xinib] inhibits [ALTERATION:ABL1 p.Thr315Ile|T315I] as well.", "x inhibits ABL1"),
    ("described behind a dash", f"{OSI}——一种抑制{EGFR}的口服小分子——与{VEN}比较。", "osimertinib inhibits EGFR"),
    ("joint effect on one target", "[REGIMEN:x|[DRUG:zanubrutinib|泽布替尼]联合[DRUG:orelabrutinib|奥布替尼]]抑制"
     f"{BTK}。", "x inhibits BTK"),
]  # fmt: skip

LIKEWISE = [
    ("a clause of means between", f"{ZANU}系新药,借三键避开位阻,还可抑制{EGFR}和{BTK}。",
     "zanubrutinib inhibits EGFR; zanubrutinib inhibits BTK"),
    ("the latter of one", f"此时可选{ZANU},后者抑制{EGFR}。", "zanubrutinib inhibits EGFR"),
    ("besides", f"除{BTK}外,{ZANU}还抑制{EGFR}。", "zanubrutinib inhibits EGFR; zanubrutinib inhibits BTK"),
    ("besides in English", f"Besides {BTK}, [DRUG:zanubrutinib|zanubrutinib] also inhibits {EGFR}.",
     "zanubrutinib inhibits EGFR; zanubrutinib inhibits BTK"),
    ("a target on cells", f"[DRUG:duomab|duomab] engages [GENE:CD3|CD3] on T cells and {EGFR} on tumour cells.",
     "duomab binds CD3; duomab binds EGFR"),
    ("a target on cells, told in Chinese", f"[DRUG:duomab|双抗]可结合T细胞表面的[GENE:CD3|CD3]和肿瘤细胞表面的{EGFR}。",
     "duomab binds CD3; duomab binds EGFR"),
    ("pronoun in its own sentence", f"{ZANU}较旧。{OSI}则不然:它进入口袋内部,从而抑制{EGFR}。", "osimertinib inhibits EGFR"),
    ("english pronoun in its own sentence", f"{ZANU} is older. [DRUG:osimertinib|Osimertinib] does not: it settles in "
     f"another pocket and thereby inhibits {EGFR}.", "osimertinib inhibits EGFR"),
    ("english inserted clause", f"[DRUG:osimertinib|Osimertinib], whose warhead is reactive, blocks {EGFR}.",
     "osimertinib inhibits EGFR"),
    ("hit as well", f"[DRUG:osimertinib|Osimertinib] blocks {EGFR}; {BTK} is hit as well.",
     "osimertinib inhibits EGFR; osimertinib inhibits BTK"),
    ("also suffers", f"{OSI}阻断{EGFR};{BTK}亦被抑制。", "osimertinib inhibits EGFR; osimertinib inhibits BTK"),
    ("this mutant", f"[ALTERATION:BTK p.Cys481Ser|{BTK} C481S]耐药,{ACALA}仍可抑制该突变体。",
     "acalabrutinib inhibits BTK"),
    ("english this mutant", f"[ALTERATION:BTK p.Cys481Ser|{BTK} C481S] recurs, and [DRUG:acalabrutinib|acalabrutinib] "
     "inhibits this mutant.", "acalabrutinib inhibits BTK"),
    ("selective", f"[DRUG:osimertinib|Osimertinib] is {EGFR}-selective.", "osimertinib targets EGFR"),
    ("selective, with a figure", f"[DRUG:osimertinib|Osimertinib] is {EGFR}-selective and also inhibits {BTK}.",
     "osimertinib inhibits EGFR; osimertinib inhibits BTK"),
    ("held in a bracket", f"{OSI}(兼有{BTK}抑制作用)。", "osimertinib inhibits BTK"),
    ("english held", f"[DRUG:osimertinib|Osimertinib] also has {BTK} inhibitory activity.", "osimertinib inhibits BTK"),
    ("modifier between", f"{OSI}是{EGFR}和{BTK}的双靶点大环抑制剂。",
     "osimertinib inhibits EGFR; osimertinib inhibits BTK"),
]  # fmt: skip

NOTHING = [
    ("after a class", f"After a covalent {BTK_EN}, [DRUG:venetoclax|venetoclax] outperformed the rest."),
    ("patients after a class", f"{BTKI}治疗失败的患者中,{VEN}仍可用。"),
    ("release", f"{VEN}可解除[GENE:BCL2|BCL-2]对{BAX}的抑制。"),
    ("english release", f"[DRUG:venetoclax|Venetoclax] releases {BAX}."),
    ("acted on by others as well", f"{OSI}已获批;{BTK}亦被他人研究。"),
    ("substrate", f"{BTK}突变不影响[GENE:ABCB1|P-gp]底物{ZANU}的疗效。"),
    ("cells fall", f"{OSI}治疗后,{EGFR}阳性细胞减少。"),
    ("change without a drug's act", f"{OSI}口服吸收好,{MCL}表达升高者预后差。"),
    (
        "gene of a list of parts",
        "由靶向[GENE:ERBB2|HER2]的单抗与[DRUG_CLASS:topoisomerase inhibitor|拓扑异构酶抑制剂]构成。",
    ),
    ("process", "[DRUG:x|某药]后[GENE:ubiquitin|泛素]化增强。"),
    ("class alone", f"{BTKI}疗效确切。"),
    ("gene on gene", f"[GENE:BCL2|BCL-2]结合{BAX}并抑制其活化。"),
    ("cells act", f"{VEN}治疗后,白血病细胞上调{MCL}。"),
    ("cells act, english", f"Leukemia cells treated with [DRUG:venetoclax|venetoclax] upregulate {MCL}."),
    ("alteration acts", "[ALTERATION:KRAS mutation|[GENE:KRAS|KRAS]突变]激活[PATHWAY:MAPK signaling|MAPK通路]。"),
    ("drug beside class", f"患者接受{VEN}联合{BTKI}治疗。"),
    ("list of therapies", f"{BTK_EN}s, [DRUG:venetoclax|venetoclax] and steroids were allowed."),
    ("resistance", f"{ZANU}耐药细胞高表达{MCL}。"),
    ("unknown subject", f"{ZANU}安全性好,而某新型分子可抑制{EGFR}。"),
    ("cells as object", f"{OSI}抑制{EGFR}阳性细胞增殖。"),
    (
        "mutation acts on interaction",
        f"耐药突变降低{ZANU}的亲和力,却不影响[GENE:MEN1|menin]与[GENE:KMT2A|KMT2A]的结合。",
    ),
    ("body's own cells", "[DRUG:mesenchymal stem cells|间充质干细胞]激活[PATHWAY:PI3K|PI3K通路]。"),
    ("class behind a colon", f"其中40例曾用{BTKI}:[DRUG:osimertinib|奥希替尼]的缓解率为40%。"),
]


ROUND_ABOUT = [
    ("what a target is", "[DRUG:lenalidomide|甲药]均以E3连接酶底物受体[GENE:CRBN|CRBN]为靶点。",
     ["lenalidomide targets CRBN"]),
    ("class within a list",
     "[DRUG:lenalidomide|甲药]、[DRUG:pomalidomide|乙药]及[DRUG_CLASS:celmod|新药][DRUG:iberdomide|丙药]促使[GENE:IKZF1|IKZF1]降解。",
     ["iberdomide degrades IKZF1", "lenalidomide degrades IKZF1", "pomalidomide degrades IKZF1"]),
    ("through another",
     "[DRUG:momelotinib|momelotinib] blocks [GENE:JAK1|JAK1] and, through [GENE:ACVR1|ACVR1], lowers [GENE:HAMP|hepcidin].",
     ["momelotinib downregulates HAMP", "momelotinib inhibits JAK1"]),
    ("fronted class",
     "As for [DRUG_CLASS:jak inhibitor|JAK inhibitors], [DRUG:pacritinib|pacritinib] hits [GENE:IRAK1|IRAK1].",
     ["pacritinib inhibits IRAK1"]),
    ("captures", "[DRUG:luspatercept|甲药]捕获[GENE:GDF11|GDF11]。", ["luspatercept binds GDF11"]),
    ("traps", "[DRUG:luspatercept|luspatercept] traps [GENE:GDF11|GDF11].", ["luspatercept binds GDF11"]),
    ("aimed at", "[DRUG:enasidenib|甲药]针对[GENE:IDH2|IDH2]。", ["enasidenib targets IDH2"]),
    ("aimed at by a study", "针对[GENE:IDH2|IDH2]突变,[DRUG:enasidenib|甲药]正在研究。", []),
    ("regained", "[DRUG:eprenetapopt|甲药]可使突变[GENE:TP53|p53]恢复野生型构象。", ["eprenetapopt activates TP53"]),
    ("described between",
     "[DRUG:fedratinib|fedratinib], a [DRUG_CLASS:jak2 inhibitor|kinase inhibitor], and [DRUG:pacritinib|pacritinib] block [GENE:FLT3|FLT3].",
     ["fedratinib inhibits FLT3", "pacritinib inhibits FLT3"]),
    ("described, then acting",
     "[DRUG:pelabresib|pelabresib], a [DRUG_CLASS:bet inhibitor|BET inhibitor] that downregulates [GENE:MYC|MYC].",
     ["pelabresib downregulates MYC"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("marked", "expected"), [case[1:] for case in ROUND_ABOUT], ids=[case[0] for case in ROUND_ABOUT]
)
def test_agents_and_targets_told_round_about(marked: str, expected: list[str]) -> None:
    assert sorted(set(claims(marked))) == expected


@pytest.mark.parametrize(("text", "genes"), [("TRKA/B/C", ["NTRK1", "NTRK2", "NTRK3"]), ("BTK/A", ["BTK"])])
def test_letters_behind_a_slash_name_the_siblings_of_a_gene(text: str, genes: list[str]) -> None:
    lexicon = load()
    first = text.split("/")[0]
    found = lexicon.lookup(first, ("GENE",))[0].concept
    gene = Mention(0, len(first), "GENE", first, found)
    assert [gene.name, *(m.name for m in siblings(gene, text, lexicon))] == genes


def claims(marked: str) -> list[str]:
    section, sentences, mentions = section_of(marked)
    listed = tuple(widened(mentions, section.text.text, LEXICON))
    found, _ = drug_target.find(section, sentences, listed, Context(), LEXICON)
    return [f"{c.subject.name} {c.predicate} {c.object.name}" for c in found if c.object]


@pytest.mark.parametrize(
    ("marked", "expected"), [case[1:] for case in APPOSITIONS], ids=[case[0] for case in APPOSITIONS]
)
def test_membership_in_a_class_states_its_target(marked: str, expected: str) -> None:
    assert set(expected.split("; ")) <= set(claims(marked))


@pytest.mark.parametrize(("marked", "expected"), [case[1:] for case in VERBS], ids=[case[0] for case in VERBS])
def test_agent_of_a_verb_acts_on_its_object(marked: str, expected: str) -> None:
    assert sorted(claims(marked)) == sorted(expected.split("; "))


@pytest.mark.parametrize(
    ("marked", "expected"), [case[1:] for case in CONSEQUENCES], ids=[case[0] for case in CONSEQUENCES]
)
def test_what_becomes_of_a_target_is_the_drugs_effect(marked: str, expected: str) -> None:
    assert sorted(claims(marked)) == sorted(expected.split("; "))


@pytest.mark.parametrize(("marked", "expected"), [case[1:] for case in OBJECTS], ids=[case[0] for case in OBJECTS])
def test_objects_stand_before_their_verb_or_beside_a_noun(marked: str, expected: str) -> None:
    assert sorted(claims(marked)) == sorted(expected.split("; "))


@pytest.mark.parametrize(("marked", "expected"), [case[1:] for case in LIKEWISE], ids=[case[0] for case in LIKEWISE])
def test_agents_and_targets_taken_up_from_before(marked: str, expected: str) -> None:
    assert sorted(claims(marked)) == sorted(expected.split("; "))


@pytest.mark.parametrize("marked", [case[1] for case in NOTHING], ids=[case[0] for case in NOTHING])
def test_no_claim_where_the_drug_is_not_the_agent(marked: str) -> None:
    assert claims(marked) == []


def test_a_class_said_of_one_drug_is_not_taken_for_the_next() -> None:
    bispecific = "[DRUG_CLASS:x antibody|[GENE:EGFR|EGFR]与[GENE:MET|MET]的双特异性抗体]"
    marked = f"[DRUG:amivantamab|埃万妥单抗]是{bispecific},{OSI}为TKI。"
    assert {claim.split()[0] for claim in claims(marked)} == {"amivantamab"}


def test_a_run_in_heading_gives_the_subject_of_its_paragraphs() -> None:
    marked = f"二、{OSI}片剂。\n可抑制{EGFR}。"
    section, sentences, mentions = section_of(marked)
    assert len(section.paragraphs) == 2
    found, _ = drug_target.find(section, sentences, mentions, Context(), LEXICON)
    assert [(c.subject.name, c.mechanism) for c in found] == [("osimertinib", "verb ellipsis")]


@pytest.mark.parametrize("described", ["重组融合蛋白", "泽布替尼的氘代衍生物"])
def test_a_description_without_a_verb_is_of_the_heading(described: str) -> None:
    marked = f"{described.replace('泽布替尼', ZANU)},抑制{EGFR},亦抑制{BTK}。"
    section, sentences, mentions = section_of(marked, heading=OSI)
    found, _ = drug_target.find(section, sentences, mentions, Context(), LEXICON)
    assert [(c.subject.name, c.object.name) for c in found if c.object] == [
        ("osimertinib", "EGFR"),
        ("osimertinib", "BTK"),
    ]


TABLES = [
    ("targets", "药物\t靶点\t期", f"{OSI}\t{EGFR}/{BTK}\tI", "osimertinib targets EGFR; osimertinib targets BTK"),
    ("english targets", "Agent\tTarget(s)\tPhase", f"{OSI}\t{EGFR}\tI", "osimertinib targets EGFR"),
    ("kinds", "药物\t类别\t期", f"{ZANU}\t{BTKI}\tI", "zanubrutinib inhibits BTK"),
    ("drugs in a later column", "期\tDrug\tTarget", f"I\t{OSI}\t{EGFR}", "osimertinib targets EGFR"),
    ("another header", "药物\t基因\t期", f"{OSI}\t{EGFR}\tI", ""),
    ("rate of a target", "药物\t靶点突变率\t期", f"{OSI}\t{EGFR}\tI", ""),
]


@pytest.mark.parametrize(("header", "row", "expected"), [case[1:] for case in TABLES], ids=[case[0] for case in TABLES])
def test_a_column_of_targets_speaks_of_the_rows_drug(header: str, row: str, expected: str) -> None:
    section, sentences, mentions = section_of(f"{header}\n{row}", kind="table")
    cells, at = [], 0
    for number, line in enumerate(section.text.text.split("\n")):
        for place, part in enumerate(line.split("\t")):
            above = (header.split("\t")[place],) if number else ()
            cells.append(Cell(number, place, at, at + len(part), not number, above))
            at += len(part) + 1
    found, _ = drug_target.find(replace(section, cells=tuple(cells)), sentences, mentions, Context(), LEXICON)
    told = [f"{c.subject.name} {c.predicate} {c.object.name}" for c in found if c.object]
    assert told == list(filter(None, expected.split("; ")))


def test_cue_and_object_stand_where_the_text_says_so() -> None:
    marked = f"{BTKI}{ZANU}能下调{MCL}。"
    text, _ = unmark(marked)
    section, sentences, mentions = section_of(marked)
    found, _ = drug_target.find(section, sentences, mentions, Context(), LEXICON)
    told = {
        (c.predicate, text[c.cue.start : c.cue.end], text[c.object.start : c.object.end])
        for c in found
        if c.cue and c.object
    }
    assert told == {("inhibits", "抑制剂", "BTK"), ("downregulates", "下调", "MCL-1")}


def test_a_pair_turned_down_is_a_candidate_with_its_reason() -> None:
    section, sentences, mentions = section_of(f"{VEN}耐药与[GENE:BCL2|BCL-2]结合{BAX}的能力有关。")
    found, turned_down = drug_target.find(section, sentences, mentions, Context(), LEXICON)
    assert not found
    assert turned_down
    assert turned_down[0].reason


PIECES = st.sampled_from(
    [
        ZANU,
        BTKI,
        BTK,
        EGFR,
        "抑制",
        "靶向",
        "的",
        "对",
        "(",
        ")",
        "、",
        ",",
        "。",
        "和",
        "是一种",
        "其",
        "被",
        "细胞",
        "可",
    ]
)


@given(st.lists(PIECES, max_size=14))
def test_any_text_yields_claims_inside_it(pieces: list[str]) -> None:
    section, sentences, mentions = section_of("".join(pieces))
    found, _ = drug_target.find(section, sentences, mentions, Context(), LEXICON)
    size = len(section.text.text)
    for claim in found:
        assert claim.object is not None
        assert claim.cue is None or 0 <= claim.cue.start <= claim.cue.end <= size
        assert 0.0 < claim.confidence <= 1.0
        assert claim.subject.type in ("DRUG", "DRUG_CLASS", "REGIMEN")
