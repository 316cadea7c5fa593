"""What the judgements of a sample come to."""

import csv
from collections import Counter

from benchmarks.sample import JUDGED, VERDICTS, summed


def test_shares(tmp_path):
    table = tmp_path / "judged.tsv"
    rows = [
        "article\tstart\tend\ttrigger\ttype\tparties\tassertion\tnote",
        "a\t1\t2\t1\t1\t1\t1\t",
        "a\t3\t4\t1\t0\t1\t1\tx",
    ]
    table.write_text("\n".join(rows) + "\n", encoding="utf-8")
    assert summed(table) == {"trigger": 1.0, "type": 0.5, "parties": 1.0, "assertion": 1.0, "all": 0.5}


def test_the_committed_judgements_are_whole():
    with JUDGED.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    by_judge = Counter(row["judge"] for row in rows)
    assert by_judge == {"98": 200}
    assert len({(row["article"], row["start"]) for row in rows}) == 200
    assert all(row[name] in "01" for row in rows for name in VERDICTS)
    assert all(int(row["start"]) < int(row["end"]) for row in rows)
