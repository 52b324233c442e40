"""The extractor `rules`: report -> claims and what was set aside, by named rules and small scorers."""

from __future__ import annotations

from pathlib import Path

from dateline.extract.acts.describing import without_charged
from dateline.extract.acts.events import read_events
from dateline.extract.attribution.reading import read_checks, read_sources
from dateline.extract.claims.claims import write_claims
from dateline.extract.claims.told import Told
from dateline.extract.garbage import at_rest
from dateline.extract.grammar.windows import inside
from dateline.extract.moments.alike import alike_moments
from dateline.extract.moments.asides import rejected, set_aside, undated, without_act
from dateline.extract.moments.background import is_background, is_history
from dateline.extract.moments.called import is_of_known_bomb
from dateline.extract.moments.causes import brought_on
from dateline.extract.moments.judging import BACK, is_running_total, judge_scenes
from dateline.extract.moments.moments import Moment, group_moments
from dateline.extract.moments.placing import place_moments
from dateline.extract.moments.scenes import Mentions, Scene, build_scenes
from dateline.extract.moments.shares import find_shares, share_out
from dateline.extract.moments.stretches import assign_stretches
from dateline.extract.moments.sums import find_sums
from dateline.extract.moments.telling_apart import SEASON
from dateline.extract.moments.toll_owners import tolls_of
from dateline.extract.moments.totals import target_count
from dateline.extract.sides.across import complete_roles
from dateline.extract.sides.headlines import with_headline
from dateline.extract.sides.roles import assign_roles
from dateline.extract.sides.who_did import with_doers
from dateline.extract.toll.reading import read_losses, read_tolls
from dateline.extract.when.assumed import as_printed, read_assumed
from dateline.extract.when.leads import lead_day
from dateline.extract.where.reading import read_places
from dateline.extract.who.open import with_open_parties
from dateline.extract.who.reading import read_actors
from dateline.places import Gazetteer, open_gazetteer, read_homes
from dateline.places.corrections import FILE as CORRECTIONS
from dateline.places.homes import FILE as HOMES
from dateline.records import Claim, Extraction, NotIncident, Report
from dateline.text import Document, Sentence, parse_report
from dateline.text.products import on_one_thread

VERSION = "1"


class Reader:
    """Reads English reports with the rules of this version; a pure function of the report and the gazetteer.

    With a project's folder, its spellings of places and the homes of its outlets belong to the gazetteer.
    """

    identity = f"rules@{VERSION}"

    def __init__(self, gazetteer: Gazetteer | None = None, *, project: Path | None = None) -> None:
        corrections = project / CORRECTIONS if project else None
        self._gazetteer = gazetteer or open_gazetteer(corrections=corrections)
        self._homes = read_homes(project / HOMES, self._gazetteer) if project else {}

    def read(self, report: Report) -> Extraction:
        """Claims in the order in which the report tells them, and what was set aside."""
        with at_rest():
            return self.read_document(parse_report(report))

    def read_document(self, document: Document) -> Extraction:
        """The same for a report that is parsed already."""
        with on_one_thread():
            return self.join(document, self.mentions_of(document))

    def join(self, document: Document, mentions: Mentions) -> Extraction:
        """The same for a report whose mentions are read already."""
        document = as_printed(document)
        scenes, others = judge_scenes(document, self.scenes_of(document, mentions), mentions.actors)
        day = lead_day(document, mentions.times)
        pointing = [scene for scene in others if _points_back(document, scene)]
        moments = group_moments(document, scenes, lead_day=day, places=mentions.places, pointing=pointing)
        kept, dropped = _sort_out(moments)
        asides = without_act(document, mentions.actors)
        stretches = assign_stretches(document, kept, mentions.events, asides)
        place_moments(document, kept, stretches, mentions)
        told = {sentence.index for stretch in stretches for sentence in stretch}
        dropped += [
            rejected(scene)
            for scene in others
            if (scene.sentence.index not in told or is_running_total(scene))
            and scene.sentence.zone != "headline"
        ]
        facts = [scene.span for moment in kept for scene in moment.scenes]
        return Extraction(
            report_id=document.report.id,
            extractor=self.identity,
            claims=self._claims(document, kept, stretches, mentions, [*scenes, *others]),
            not_incidents=set_aside(document, mentions.events, facts, [*asides, *dropped]),
        )

    def mentions_of(self, document: Document) -> Mentions:
        """What each reader finds in the report; days of a page without a date as if it were printed on a likely day."""
        document = as_printed(document)
        places = read_places(document, self._gazetteer, self._homes)
        actors = read_actors(document, places)
        times = read_assumed(document)
        shares = find_shares(document, places, times)
        events = read_events(document, actors, places)
        return Mentions(
            times=times,
            places=places,
            actors=with_open_parties(document, actors, events, places),
            tolls=without_charged(document, share_out(document, read_tolls(document), shares), events),
            events=events,
            shares=shares,
        )

    def scenes_of(self, document: Document, mentions: Mentions) -> list[Scene]:
        """The scenes that the scorers judge."""
        return build_scenes(as_printed(document), mentions)

    def _claims(
        self,
        document: Document,
        moments: list[Moment],
        stretches: list[list[Sentence]],
        mentions: Mentions,
        scenes: list[Scene],
    ) -> tuple[Claim, ...]:
        sources = read_sources(document, mentions.actors)
        checks = read_checks(document, mentions.actors)
        losses = read_losses(document)
        sums = find_sums(document, moments)
        speakers = [source.span for source in sources]
        old = [is_background(document, moment, moments, speakers=sources) for moment in moments]
        told_roles = [assign_roles(moment, speakers) for moment in moments]
        told_roles = with_doers(
            document, mentions.actors, mentions.events, list(zip(told_roles, moments, strict=True)), stretches
        )
        told_roles = with_headline(told_roles, moments, scenes)
        alike = alike_moments(document, moments)
        apart = [told or brought_on(document, m.scenes[0].main) for told, m in zip(old, moments, strict=True)]
        roles = complete_roles(told_roles, moments, apart, sums, alike)
        tolls = tolls_of(document, moments, stretches, mentions, scenes, old=old)
        claims: list[Claim] = []
        for number, (moment, stretch) in enumerate(zip(moments, stretches, strict=True)):
            told = Told(
                number=number,
                moment=moment,
                stretch=stretch,
                tolls=tolls[number],
                losses=[one for sentence in stretch for one in inside(losses, sentence.span)],
                sources=sources,
                checks=checks,
                actors=mentions.actors,
                roles=roles[number],
                like=moments[alike[number]] if number in alike else None,
                background=old[number],
                before_news=_came_before(moment, moments[0]),
                summed_moments=sums.get(number, ()),
                summed_count=target_count(document, moment.scenes[0]) if number in sums else None,
                confidence=round(max(scene.chance for scene in moment.scenes), 3),
            )
            claims.extend(write_claims(document, told, extractor=self.identity))
        return tuple(claims)


def _came_before(moment: Moment, first: Moment) -> bool:
    """True for what had happened before that with which the report opens."""
    own, told = moment.period, first.period
    return own is not None and told is not None and own.value.ends_before(told.value)


def _points_back(document: Document, scene: Scene) -> bool:
    """True for "the attack" in a sentence of the body that tells of none itself, and for "the bomb went off": it may
    say whose it was, and whom it hit."""
    main = scene.main
    told = scene.sentence.zone in {"body", "dateline"} and main.set_aside is None and scene.chance > BACK
    if scene.period is not None and is_history(document, scene.period):
        return False
    return told and ((main.nominal and main.definite) or is_of_known_bomb(document, main))


def _sort_out(moments: list[Moment]) -> tuple[list[Moment], list[NotIncident]]:
    """Moments that have a day (a season or "last year" is none) or a place, and the others as entries set aside."""
    kept, dropped = [], []
    for moment in moments:
        period = moment.period.value if moment.period is not None else None
        dated = period is not None and period.start is not None and (period.length_days or 0) <= SEASON
        if dated or moment.place is not None:
            kept.append(moment)
        else:
            dropped.append(undated(moment))
    return kept, dropped
