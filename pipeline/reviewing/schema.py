"""The tables of the store of decisions, for SQLite and PostgreSQL alike.

`claims` is narrow, for every list and filter walks over it; what only one claim at a time needs stands in `contents`.
`events` is the log: rows are added and never touched again, which triggers in the database hold. `judgements` and the
columns of decision in `claims` follow from it.

>>> sorted(metadata.tables)[:4]
['abouts', 'accounts', 'citations', 'claims']
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)
_Serial = BigInteger().with_variant(Integer, "sqlite")

settings = Table(
    "settings", metadata, Column("name", String(64), primary_key=True), Column("value", Text, nullable=False)
)

runs = Table(
    "runs",
    metadata,
    Column("id", _Serial, primary_key=True),
    Column("source", Text, nullable=False),
    Column("extractor", Text, nullable=False),
    Column("imported", String(32), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("counts", Text, nullable=False),
)

documents = Table(
    "documents",
    metadata,
    Column("doc_id", String(64), primary_key=True),
    Column("position", Integer, nullable=False),
    Column("source", Text, nullable=False),
    Column("path", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("title_zh", Text, nullable=False),
    Column("title_en", Text, nullable=False),
    Column("journal", Text, nullable=False),
    Column("doi", Text, nullable=False),
    Column("year", Text, nullable=False),
    Column("language", String(8), nullable=False),
    Column("present", Boolean, nullable=False),
    Column("n_claims", Integer, nullable=False),
)

coverage = Table(
    "coverage",
    metadata,
    Column("doc_id", String(64), primary_key=True),
    Column("extractor", String(200), primary_key=True),
)

sentences = Table(
    "sentences",
    metadata,
    Column("sentence_id", String(64), primary_key=True),
    Column("doc_id", String(64), nullable=False),
    Column("position", Integer, nullable=False),
    Column("section", Text, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("language", String(8), nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Index(None, "doc_id", "position"),
)

mentions = Table(
    "mentions",
    metadata,
    Column("mention_id", String(64), primary_key=True),
    Column("doc_id", String(64), nullable=False, index=True),
    Column("sentence_id", String(64), nullable=False, index=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("type", String(32), nullable=False),
    Column("concept_id", Text, nullable=False),
    Column("name", Text, nullable=False),
)

concepts = Table(
    "concepts",
    metadata,
    Column("type", String(32), primary_key=True),
    Column("name", String(500), primary_key=True),
    Column("concept_id", Text, nullable=False),
    Column("name_zh", Text, nullable=False),
    Column("search", Text, nullable=False),
)

citations = Table(
    "citations",
    metadata,
    Column("doc_id", String(64), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("marker", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("authors", Text, nullable=False),
    Column("journal", Text, nullable=False),
    Column("year", Text, nullable=False),
    Column("doi", Text, nullable=False),
    Column("raw", Text, nullable=False),
)

_FILTERED = ("status", "relation", "language", "conflict", "disagreement", "extractor", "doc_id", "confidence", "key")
"""An index over all that lists are narrowed by counts their claims without a look at the rows."""

claims = Table(
    "claims",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("relation", String(32), nullable=False),
    Column("doc_id", String(64), nullable=False),
    Column("sentence_id", String(64), nullable=False),
    Column("paper", Integer, nullable=False),
    Column("position", Integer, nullable=False),
    Column("worth", Integer, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("language", String(8), nullable=False),
    Column("extractor", String(200), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("group_key", String(64), nullable=False),
    Column("group_size", Integer, nullable=False),
    Column("comparison_id", String(64), nullable=False),
    Column("conflict_key", String(64), nullable=False),
    Column("side", Text, nullable=False),
    Column("conflict", Boolean, nullable=False),
    Column("disagreement", Boolean, nullable=False),
    Column("present", Boolean, nullable=False),
    Column("predecessor", String(64), nullable=False),
    Column("successor", String(64), nullable=False),
    Column("status", String(16), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("error", String(32), nullable=False),
    Column("decided_by", Text, nullable=False),
    Column("decided_at", String(32), nullable=False),
    Column("comment", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Index("ix_claims_filters", *_FILTERED),
    Index(None, "conflict", "conflict_key"),
    Index(None, "status", "worth", "key"),
    Index(None, "status", "paper", "position", "key"),
    Index(None, "worth", "key"),
    Index(None, "paper", "position", "key"),
    Index(None, "group_key"),
    Index(None, "conflict_key"),
    Index(None, "doc_id", "sentence_id"),
    Index(None, "comparison_id"),
)

searches = Table(
    "searches",
    metadata,
    Column("key", String(64), ForeignKey(claims.c.key), primary_key=True),
    Column("search", Text, nullable=False),
)

contents = Table(
    "contents",
    metadata,
    Column("key", String(64), ForeignKey(claims.c.key), primary_key=True),
    Column("fields", Text, nullable=False),
)

abouts = Table(
    "abouts",
    metadata,
    Column("kind", String(16), primary_key=True),
    Column("name", String(500), primary_key=True),
    Column("key", String(64), ForeignKey(claims.c.key), primary_key=True),
    Index(None, "key"),
)

names = Table(
    "names",
    metadata,
    Column("kind", String(16), primary_key=True),
    Column("name", String(500), primary_key=True),
    Column("name_zh", Text, nullable=False),
    Column("claims", Integer, nullable=False),
)

readings = Table(
    "readings",
    metadata,
    Column("key", String(64), ForeignKey(claims.c.key), primary_key=True),
    Column("extractor", String(200), primary_key=True),
    Column("digest", String(64), nullable=False),
    Column("confidence", Float, nullable=False),
    Column("present", Boolean, nullable=False),
)

events = Table(
    "events",
    metadata,
    Column("id", _Serial, primary_key=True),
    Column("key", String(64), ForeignKey(claims.c.key), nullable=False),
    Column("slot", String(200), nullable=False),
    Column("who", String(200), nullable=False),
    Column("at", String(32), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("error", String(32), nullable=False),
    Column("fields", Text, nullable=False),
    Column("comment", Text, nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("previous", BigInteger, nullable=False),
    Column("version", Integer, nullable=False),
    Column("batch", String(64), nullable=False),
    Index(None, "key", "slot", "version", unique=True),
    Index(None, "who", "at"),
    Index(None, "batch"),
    sqlite_autoincrement=True,
)

judgements = Table(
    "judgements",
    metadata,
    Column("key", String(64), ForeignKey(claims.c.key), primary_key=True),
    Column("slot", String(200), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("event_id", BigInteger, nullable=False),
    Column("event_by", String(200), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("state", Text, nullable=False),
    Index(None, "event_by", "event_id"),
)

leases = Table(
    "leases",
    metadata,
    Column("key", String(64), ForeignKey(claims.c.key), primary_key=True),
    Column("who", String(200), primary_key=True),
    Column("until", Float, nullable=False),
    Index(None, "who"),
)

accounts = Table(
    "accounts",
    metadata,
    Column("name", String(200), primary_key=True),
    Column("role", String(16), nullable=False),
    Column("hash", Text, nullable=False),
    Column("created", String(32), nullable=False),
)

sessions = Table(
    "sessions",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("name", String(200), ForeignKey(accounts.c.name), nullable=False),
    Column("expires", Float, nullable=False),
)
