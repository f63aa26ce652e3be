"""All of the soak, on SQLite and, where it is installed, on PostgreSQL.

python -m soak [--curators 30] [--decisions 30000] [--kills 50] [--races 2000]
"""

from __future__ import annotations

import argparse

from soak import curators, postgres, races


def report(name: str, told: argparse.Namespace, url: str = "") -> bool:
    """Runs both parts on one database and prints what came of them."""
    worn = curators.worn(told.curators, told.decisions, told.kills, url)
    print(f"{name}: {worn.line()}", flush=True)
    raced = races.raced(told.races, url)
    print(f"{name}: {raced.line()}", flush=True)
    return worn.good and raced.good


def main() -> None:
    parser = argparse.ArgumentParser(prog="soak", description="Wear and tear of the review.")
    parser.add_argument("--curators", type=int, default=30)
    parser.add_argument("--decisions", type=int, default=30_000)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--races", type=int, default=2000)
    told = parser.parse_args()
    good = [report("SQLite", told)]
    if reason := postgres.missing():
        print(f"PostgreSQL: left out, {reason}")
    else:
        with postgres.cluster() as url:
            good.append(report("PostgreSQL", told, url))
    raise SystemExit(0 if all(good) else 1)


if __name__ == "__main__":
    main()
