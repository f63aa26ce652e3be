"""One place for settings: flags win over the environment, the environment over the file `litmine.toml`.

A setting is a field here or it does not exist; the command line passes what the user typed and nothing else.

>>> read(workers=2).workers
2
>>> read(extractor=None).extractor
'rules'
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import platformdirs
from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
    TomlConfigSettingsSource,
)

from pipeline.isolation import Limits

FILE = "litmine.toml"


class InvalidSettingError(ValueError):
    """A setting has a value that it cannot have; the message names it."""


class Settings(BaseSettings):
    """What a run can be told.

    Attributes:
        extractor: Name of an extractor version: a folder of `models/`, or one that a package registers.
        prefer: Operating point of an extractor that has several; None for its own.
        workers: Processes that read and extract at once.
        batch_size: Documents that one task takes at most.
        engine: Who reads and extracts: processes of the run (`local`), or Dask's workers.
        scheduler: Address of a Dask scheduler; "" starts a cluster on this machine.
        server: Whether the run goes through Prefect.
        document_seconds: Seconds of the processor that one document may take; three times as many by the clock.
        document_memory: MiB of memory that the process which works on a document may hold.
        lexicon: Folder of the user's own terms (`litmine lexicon add`, `import`), read behind the shipped ones.
        reference: Folder of the public tables that `litmine lexicon check` compares with.
        reviews: Folder with the texts of the reviews that the gold set annotates and cannot ship.
        review_store: Address of the store of decisions; "" keeps it in the run folder. It may hold a password.
        llm_url: Address of the OpenAI-compatible service that the extractor `llm` asks, up to `/v1`; "" asks none.
        llm_model: Name of the model there.
        llm_key: Key of that service; never printed nor written.
        llm_timeout: Seconds that one answer may take.
    """

    model_config = SettingsConfigDict(
        env_prefix="LITMINE_", toml_file=FILE, extra="forbid", frozen=True, hide_input_in_errors=True
    )

    extractor: str = "rules"
    prefer: Literal["precision", "recall"] | None = None
    workers: int = Field(default=1, ge=1, le=256)
    batch_size: int = Field(default=16, ge=1)
    engine: Literal["local", "dask"] = "local"
    scheduler: str = ""
    server: bool = True
    document_seconds: float = Field(default=120, gt=0, le=86_400)
    document_memory: int = Field(default=1024, ge=64)
    lexicon: Path = Path("litmine-lexicon")
    reference: Path = Path("../shared/reference")
    reviews: Path = Path("../shared/reviews")
    llm_url: str = ""
    llm_model: str = ""
    llm_key: SecretStr = SecretStr("")
    review_store: SecretStr = SecretStr("")
    llm_timeout: float = Field(default=120, gt=0, le=3600)

    @property
    def limits(self) -> Limits:
        """What one document may use."""
        return Limits(self.document_seconds, self.document_memory * 2**20)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


def read(**flags: object) -> Settings:
    """The settings of this call.

    Args:
        **flags: What the user typed; None stands for "not typed".

    Raises:
        InvalidSettingError: A value is impossible, or the file names a setting that does not exist.
    """
    try:
        return Settings(**{name: value for name, value in flags.items() if value is not None})  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(map(str, first["loc"]))
        raise InvalidSettingError(
            f"setting {name!r}: {first['msg']} (flag, LITMINE_{name.upper()} or {FILE})"
        ) from error
    except (SettingsError, ValueError) as error:
        raise InvalidSettingError(f"{FILE} or LITMINE_ variables cannot be read: {error}") from error


def cache_folder() -> Path:
    """A private folder of the user for what can be made again."""
    return platformdirs.user_cache_path("litmine", appauthor=False, ensure_exists=True)
