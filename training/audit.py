"""Print what share of gold values the alignment gave a place, and optionally write the aligned gold as readings.

``python -m training.audit GOLD [--show ID ...] [--out FILE]``
"""

import argparse
from collections import Counter
from pathlib import Path

from app.extract.marks import Reading
from training.align import Aligned, align
from training.gold import GoldArticle, read_gold
from training.readings import append_readings


def main() -> None:
    """Audit as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--show", nargs="*", default=[], metavar="ID", help="print how these articles were aligned")
    parser.add_argument("--out", type=Path, help="what a perfect reader would hand on, one article a line")
    args = parser.parse_args()
    kept: Counter[str] = Counter()
    lost: Counter[str] = Counter()
    readings: list[tuple[GoldArticle, Reading]] = []
    for article in read_gold(args.gold):
        aligned = align(article)
        kept += aligned.tally.kept
        lost += aligned.tally.lost
        readings.append((article, aligned.reading))
        if article.id in args.show:
            _show(article, aligned)
    if args.out:
        args.out.unlink(missing_ok=True)
        append_readings(args.out, readings)
    for what in sorted(kept | lost):
        print(f"{what:18} {kept[what]:5} of {kept[what] + lost[what]:5}  {kept[what] / (kept[what] + lost[what]):.3f}")


def _show(article: GoldArticle, aligned: Aligned) -> None:
    print(f"== {article.id}\n{article.text}")
    for occasion, k in zip(aligned.reading, aligned.gold_index, strict=True):
        print(f"  * {article.meetings[k].title} ({occasion.kind}, {occasion.status})")
        print("   ", *(repr(span.of(article.text)) for span in occasion.mentions))
        for mark in occasion.marks:
            print(f"      {mark.label} {mark.span.start} {mark.span.of(article.text)!r}")


if __name__ == "__main__":
    main()
