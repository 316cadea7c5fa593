"""How often English is taken for another language: `python -m benchmarks.languages [ARTICLES …]`.

Of each article the whole, its first line as a headline, and its sentences; as they are, in capitals and in small
letters. ARTICLES are what `dateline extract` takes, in English; else the sample articles.
"""

from __future__ import annotations

import sys
from pathlib import Path

from events.model import Article
from events.reading import read_paths
from events.reading.languages import ENGLISH, language_of

SAMPLES = Path(__file__).parent.parent / "sample_articles"
CASES = {"as it is": str, "in capitals": str.upper, "in small letters": str.lower}


def main() -> None:
    articles = [a for a in read_paths(sys.argv[1:] or [str(SAMPLES)]) if isinstance(a, Article)]
    parts = {
        "articles": [a.text for a in articles],
        "headlines": [a.title or a.text.strip().split("\n")[0] for a in articles],
        "sentences": [s for a in articles for s in a.text.replace("\n", " ").split(". ") if s.strip()],
    }
    for kind, texts in parts.items():
        for case, cased in CASES.items():
            found = [language_of(cased(text)) for text in texts]
            wrong = sum(language not in (None, ENGLISH) for language in found)
            named = sum(language == ENGLISH for language in found)
            print(
                f"{kind:10} {case:17} {len(texts):7,}, of another language {wrong:4}, English {named / len(texts):6.1%}"
            )


if __name__ == "__main__":
    main()
