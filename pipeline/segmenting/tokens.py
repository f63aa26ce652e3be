"""Words of mixed text: jieba for runs of Han characters, scispaCy's tokeniser for everything between them.

Neither tool alone reads a Chinese review: jieba breaks `Asp103Glu`, spaCy's tokenisers take a Han sentence for one
word. The text is cut into runs by script and each run goes to the tool that was made for it. Tokens always join to
exactly the text they came from, so token offsets and section offsets are one.

>>> import spacy
>>> tokenizer = BilingualTokenizer(spacy.blank("en").vocab)
>>> doc = tokenizer("联合venetoclax抑制BCL-2的活性")
>>> [token.text for token in doc]
['联合', 'venetoclax', '抑制', 'BCL-2', '的', '活性']
>>> doc.text == "联合venetoclax抑制BCL-2的活性"
True
"""

from __future__ import annotations

import importlib.util
import logging
import re
from collections.abc import Callable, Iterable
from functools import cached_property, lru_cache
from itertools import repeat
from typing import TYPE_CHECKING, cast

import jieba
import spacy
from platformdirs import user_cache_path
from spacy.tokens import Doc
from spacy.vocab import Vocab

from pipeline import lexicon

if TYPE_CHECKING:
    from spacy.tokenizer import Tokenizer

_RUN = re.compile(
    r"(?P<han>[\u3400-\u9fff\U00020000-\U0003134f]+)|(?P<space>\s)|(?P<other>[^\s\u3400-\u9fff\U00020000-\U0003134f]+)"
)
_LONGEST_RUN = 500
_SHORT_RUN = 8
_HAN_WORD = re.compile(r"[\u3400-\u9fff]{2,12}")


Cut = Callable[[str], list[str]]


@lru_cache(maxsize=1)
def segmenter() -> Cut:
    """Cuts Han text into words, the lexicon's own among them: rjieba where it is installed, else jieba.

    rjieba (extra `fast`) has jieba's dictionary and its way of cutting, in Rust; a test holds that both cut texts alike
    (where a run of characters is no words, two cuts may be equally likely, and each takes another).
    """
    words = _han_words(lexicon.load().entries)
    return with_rjieba(words) if importlib.util.find_spec("rjieba") else with_jieba(words)


def with_jieba(words: Iterable[str]) -> Cut:
    """jieba, whose cache lies in the user's own folder, never in a shared temporary one."""
    jieba.setLogLevel(logging.WARNING)
    cutter = jieba.Tokenizer()
    cutter.tmp_dir = str(user_cache_path("litmine", ensure_exists=True))
    cutter.initialize()
    for word in words:
        cutter.add_word(word)
    return cast(Cut, cutter.lcut)


def with_rjieba(words: Iterable[str]) -> Cut:
    """jieba's port to Rust, about ten times as fast.

    Raises:
        ImportError: rjieba is not installed.
    """
    import rjieba

    cutter = rjieba.Jieba()
    for word in words:
        cutter.add_word(word, None, None)
    return cast(Cut, cutter.cut)


def _han_words(entries: Iterable[lexicon.Entry]) -> list[str]:
    """The lexicon's Han words in one order, because each word's weight depends on those added before it."""
    return sorted({name for entry in entries for name in entry.names if _HAN_WORD.fullmatch(name)})


def _latin_tokenizer() -> Tokenizer:
    """scispaCy's tokeniser over a vocabulary of its own: only its strings are used."""
    from scispacy.custom_tokenizer import combined_rule_tokenizer

    return combined_rule_tokenizer(spacy.blank("en"))


class BilingualTokenizer:
    """A spaCy tokeniser: text in, `Doc` out. Runs longer than 500 characters are cut, for linear time."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    @cached_property
    def _latin_words(self) -> Callable[[str], tuple[str, ...]]:
        """Words of a run without Han; tools and their dictionaries are loaded by the first text that asks for words."""
        latin = _latin_tokenizer()
        return lru_cache(maxsize=50_000)(lambda run: tuple(token.text for token in latin(run)))

    @cached_property
    def _cut(self) -> Cut:
        return segmenter()

    @cached_property
    def _short_han_words(self) -> Cut:
        return lru_cache(maxsize=100_000)(self._cut)

    def __call__(self, text: str) -> Doc:
        words: list[str] = []
        spaces: list[bool] = []
        for match in _RUN.finditer(text):
            run = match.group()
            if match.lastgroup == "space":
                if run == " " and spaces and not spaces[-1]:
                    spaces[-1] = True
                    continue
                words.append(run)
            else:
                words.extend(self._words(run, match.lastgroup == "han"))
            spaces.extend(repeat(False, len(words) - len(spaces)))
        return Doc(self.vocab, words=words, spaces=spaces)

    def _words(self, run: str, is_han: bool) -> Iterable[str]:
        if len(run) <= _SHORT_RUN:
            return self._short_han_words(run) if is_han else self._latin_words(run)
        words: list[str] = []
        for start in range(0, len(run), _LONGEST_RUN):
            part = run[start : start + _LONGEST_RUN]
            words.extend(self._cut(part) if is_han else self._latin_words(part))
        return words


@spacy.registry.tokenizers("litmine.bilingual.v1")
def create_bilingual_tokenizer() -> Callable[[spacy.Language], BilingualTokenizer]:
    """The tokeniser as named in `config.cfg`."""
    return lambda nlp: BilingualTokenizer(nlp.vocab)
