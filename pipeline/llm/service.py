"""One OpenAI-compatible address (`POST …/chat/completions`): asked with a deadline, told of in words without secrets.

Text goes to the configured address and nowhere else: proxies of the environment are not used, and a redirect is a
failure. Address, model and key stand in no message, table or log.

>>> Service(checked("http://127.0.0.1:8000/v1/", ""), "some-model", "secret", 5)
Service(timeout=5)
"""

from __future__ import annotations

import ipaddress
import json
import logging
import time
from dataclasses import dataclass, field

import httpx

from pipeline.settings import InvalidSettingError, Settings
from pipeline.versions import ExtractorError

_TRIES, _PAUSE = 2, 0.5
_LARGEST_ANSWER = 8 * 2**20
_WORTH_ANOTHER_TRY = frozenset({408, 409, 425, 429})
_ADDRESS = "the address of an OpenAI-compatible service, like http://127.0.0.1:8000/v1"

logging.getLogger("httpx").setLevel(logging.WARNING)  # it would log every address


class _PassingError(Exception):
    """Something that another try may mend."""


@dataclass(frozen=True, slots=True)
class Service:
    """A service and what it is asked with. `timeout` is for one whole answer, in seconds."""

    url: str = field(repr=False)
    model: str = field(repr=False)
    key: str = field(repr=False)
    timeout: float

    def ask(self, instruction: str, question: str) -> str:
        """The text of the model's answer.

        Raises:
            ExtractorError: There is none, after a second try where that may help.
        """
        body = {
            "model": self.model,
            "messages": [{"role": "system", "content": instruction}, {"role": "user", "content": question}],
            "temperature": 0,
        }
        for number in range(_TRIES):
            try:
                return _content(self._reply(json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")))
            except _PassingError as error:
                told = str(error)
                time.sleep(_PAUSE if number + 1 < _TRIES else 0)
        raise ExtractorError(f"the language model {told}, asked {_TRIES} times; see that it runs at LITMINE_LLM_URL")

    def _reply(self, body: bytes) -> bytes:
        headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {self.key}"} if self.key else {})
        try:
            with (
                httpx.Client(timeout=self.timeout, trust_env=False, follow_redirects=False) as client,
                client.stream("POST", f"{self.url}/chat/completions", content=body, headers=headers) as response,
            ):
                _check(response.status_code)
                return self._whole(response)
        except httpx.TimeoutException as error:
            raise _PassingError(self._late()) from error
        except httpx.HTTPError as error:
            raise _PassingError(f"cannot be reached ({type(error).__name__})") from error

    def _whole(self, response: httpx.Response) -> bytes:
        """The body, within the time and size that an answer may have."""
        end, found = time.monotonic() + self.timeout, bytearray()
        for part in response.iter_bytes():
            found += part
            if time.monotonic() > end:
                raise _PassingError(self._late())
            if len(found) > _LARGEST_ANSWER:
                raise ExtractorError(f"the language model's answer is longer than {_LARGEST_ANSWER >> 20} MiB")
        return bytes(found)

    def _late(self) -> str:
        return f"gave no answer within {self.timeout:g} s (LITMINE_LLM_TIMEOUT)"


def _check(status: int) -> None:
    if status >= 500 or status in _WORTH_ANOTHER_TRY:
        raise _PassingError(f"answers with HTTP {status}")
    if status != 200:
        raise ExtractorError(
            f"the language model refuses with HTTP {status}; check LITMINE_LLM_URL, LITMINE_LLM_MODEL and LITMINE_LLM_KEY"
        )


def _content(reply: bytes) -> str:
    """What the model says in a reply of the service."""
    try:
        content = json.loads(reply)["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise ExtractorError("what answers at LITMINE_LLM_URL is no OpenAI-compatible service") from error
    return content if isinstance(content, str) else ""


def from_settings(chosen: Settings) -> Service:
    """The service that the settings name.

    Raises:
        InvalidSettingError: Address or model is not set, or the address cannot be used.
    """
    if not chosen.llm_url:
        raise InvalidSettingError(f"extractor 'llm' asks a language model: set LITMINE_LLM_URL to {_ADDRESS}")
    if not chosen.llm_model:
        raise InvalidSettingError("extractor 'llm' asks a language model: set LITMINE_LLM_MODEL to its name")
    key = chosen.llm_key.get_secret_value()
    return Service(checked(chosen.llm_url, key), chosen.llm_model, key, chosen.llm_timeout)


def checked(address: str, key: str) -> str:
    """The address without a slash at its end.

    Raises:
        InvalidSettingError: It is no http address, holds a password, or would carry the key over an open line.
    """
    try:
        url = httpx.URL(address.strip())
    except httpx.InvalidURL:
        url = httpx.URL("")
    if url.scheme not in ("http", "https") or not url.host or url.userinfo or url.query or url.fragment:
        raise InvalidSettingError(f"LITMINE_LLM_URL has to be {_ADDRESS}, without user, query or fragment")
    if key and not (key.isascii() and key.isprintable()):
        raise InvalidSettingError("LITMINE_LLM_KEY has characters that no key has; set it again")
    if key and url.scheme == "http" and not _is_loopback(url.host):
        raise InvalidSettingError("LITMINE_LLM_URL has to begin with https:// where LITMINE_LLM_KEY is set")
    return str(url).rstrip("/")


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
