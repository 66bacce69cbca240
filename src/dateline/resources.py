"""What the stages need, loaded once when first asked for: models, lexicons, gazetteer, actors."""

from __future__ import annotations

from functools import cached_property

from ._version import __version__
from .codebook import Codebook, load_codebook
from .config import Settings
from .detect import Detector
from .detect.weighing import Weigher
from .errors import InputError
from .lang.lexicon import Lexicon, load_lexicon, with_patterns
from .model import EventModel, load_model, read_own_types
from .parse import Parser
from .records.event import CodingRun
from .resolve.actors import ActorResolver
from .resolve.gazetteer import Gazetteer
from .resolve.places import PlaceResolver
from .resolve.user_actors import readable

_CLASS_OF_SECTOR = {
    "MIL": "military",
    "COP": "police",
    "REB": "militant",
    "UAF": "militant",
    "PRM": "militant",
    "GOV": "state",
    "LEG": "parliament",
    "JUD": "court",
    "PTY": "party",
    "OPP": "party",
    "JRN": "media",
    "MED": "media",
}
_PARENT_CLASS = {
    "military": "armed",
    "police": "armed",
    "militant": "armed",
    "parliament": "state",
    "court": "state",
    "party": "org",
    "media": "org",
}
_PEOPLE = frozenset({"CVL", "REF", "LAB", "EDU", "AGR", "MED", "REL", "SOC", "JRN", "CRM", "BUS"})


class Resources:
    """The loaded parts of one coder."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    @cached_property
    def parser(self) -> Parser:
        """The spaCy model."""
        return Parser(self.settings.parser)

    @cached_property
    def codebook(self) -> Codebook:
        """Event types and their crosswalk."""
        return load_codebook(self.settings.codebook)

    @cached_property
    def families(self) -> dict[str, str]:
        """Event type -> family."""
        return {name: t.family for name, t in self.codebook.types.items()}

    @cached_property
    def lexicon(self) -> Lexicon:
        """Triggers, noun classes and cues; a user's codebook adds its triggers."""
        own = [(t.id, t.triggers) for t in self.codebook.types.values() if t.triggers]
        return with_patterns(load_lexicon(), own, source=str(self.settings.codebook or "codebook"))

    @cached_property
    def detector(self) -> Detector:
        """The trigger matcher, and the event model that weighs what it proposes."""
        return self.detector_with(self.model)

    def detector_with(self, model: EventModel | None) -> Detector:
        """The trigger matcher with a given event model, or with none."""
        weigher = None if model is None else Weigher(model, self.lexicon, self.families)
        return Detector(self.lexicon, self.families, weigher=weigher)

    @cached_property
    def model(self) -> EventModel | None:
        """The event model, None where the rules decide alone."""
        if self.settings.detector == "rules":
            return None
        model = load_model(self.settings.model)
        if self.settings.own_types is None:
            return model
        own = read_own_types(self.settings.own_types)
        if missing := [name for name in own.names if name not in self.codebook.types]:
            raise InputError(
                f"{self.settings.own_types}: the codebook has no type {missing[0]!r}: give the one "
                "that the types were trained with"
            )
        return model.with_own(own)

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """Place names, with the user's own places laid over them."""
        return Gazetteer.open(self.settings.gazetteer, places=self.settings.places)

    @cached_property
    def place_resolver(self) -> PlaceResolver:
        """Place names to places."""
        return PlaceResolver(self.gazetteer)

    @cached_property
    def actors(self) -> ActorResolver:
        """Phrases to actors."""
        return ActorResolver(self.gazetteer, extra=readable(self.settings.actors))

    @cached_property
    def run(self) -> CodingRun:
        """Versions and hashes of all that codes."""
        return CodingRun(
            dateline=__version__,
            parser=self.parser.version,
            model=f"events@{self.model.version}" if self.model is not None else "rules",
            codebook=f"{self.codebook.version}+{self.lexicon.version}",
            gazetteer=self.gazetteer.version,
            actors=self.actors.version,
            settings=self.settings.hash,
        )

    def name_classes(self, name: str) -> frozenset[str]:
        """Noun classes of a proper name, by what the actor file and the gazetteer know of it."""
        if self.gazetteer.country(name) is not None:
            return frozenset({"country", "place"})
        places = {"place"} if name[:1].isupper() and self.gazetteer.lookup(name) else set()
        actor = self.actors.resolve(name, head="").value
        if actor is None:
            return frozenset(places)
        classes = {_CLASS_OF_SECTOR[s] for s in actor.sectors if s in _CLASS_OF_SECTOR}
        people = {"people"} if set(actor.sectors) & _PEOPLE else set()
        parents = {_PARENT_CLASS[c] for c in classes if c in _PARENT_CLASS}
        return frozenset(classes | places | people | parents)
