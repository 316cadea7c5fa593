"""Article in, mentions out: composes the steps and does nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import tee

from events import actors, extraction, merging, places, settings, times
from events.errors import AnalysisError, EventsError
from events.model import Article, Failure, Mention, Parse, Timex, Toponym


@dataclass(frozen=True, slots=True)
class Analysis:
    """One article and what was read from it."""

    article: Article
    mentions: tuple[Mention, ...]
    toponyms: tuple[Toponym, ...]
    timexes: tuple[Timex, ...]


class Analyzer:
    """Holds the parser and the gazetteer, which are loaded once, and runs every step on each article."""

    def __init__(self, parser: extraction.Parser, geoparser: places.Geoparser):
        self.parser = parser
        self.geoparser = geoparser

    @classmethod
    def from_settings(cls) -> Analyzer:
        """With what `events.settings` names; builds the gazetteer where it is missing."""
        parser = extraction.Parser(settings.pipeline(), actors.names())
        name = settings.geocoder()
        geocoder = places.open_geocoder(name) if name else None
        return cls(parser, places.Geoparser(places.open_gazetteer(), geocoder))

    def analyze(self, article: Article) -> Analysis:
        """Raises `AnalysisError` where a step fails on the article."""
        return self._analysis(article, self.parser.parse(article.text))

    def analyze_all(self, articles: Iterable[Article]) -> Iterator[Analysis | Failure]:
        """One analysis an article, in order, as they are done; a failure for one on which a step fails."""
        for article, parse in self._parses(articles):
            try:
                analysis: Analysis | Failure = self._analysis(article, parse)
            except AnalysisError as error:
                analysis = Failure(article.name, str(error))
            yield analysis

    def geoparse_all(self, articles: Iterable[Article]) -> Iterator[tuple[Article, tuple[Toponym, ...]]]:
        """Every toponym of each article, in order, without looking for events."""
        for article, parse in self._parses(articles):
            yield article, self.geoparser.toponyms(parse)

    def _parses(self, articles: Iterable[Article]) -> Iterator[tuple[Article, Parse]]:
        kept, read = tee(articles)
        return zip(kept, self.parser.parse_all(article.text for article in read), strict=True)

    def _analysis(self, article: Article, parse: Parse) -> Analysis:
        try:
            return self._steps(article, parse)
        except EventsError:
            raise
        except Exception as error:
            raise AnalysisError(
                f"cannot be analysed, which is a fault of Dateline ({type(error).__name__}: {error}): please report it"
            ) from error

    def _steps(self, article: Article, parse: Parse) -> Analysis:
        timexes = times.find(article.text, article.published, times.day_first(article))
        toponyms = self.geoparser.toponyms(parse)
        mentions = extraction.find_mentions(article, parse)
        mentions = actors.resolve(mentions, parse, toponyms)
        mentions = places.locate(mentions, parse, toponyms)
        mentions = times.anchor(mentions, parse, timexes, article.published)
        mentions = merging.share(merging.group_incidents(mentions))
        return Analysis(article, mentions, toponyms, timexes)
