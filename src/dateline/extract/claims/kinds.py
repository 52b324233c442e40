"""What kind of event a moment is: ACLED's sub-event type from the acts, the weapons and who stands on each side."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from dateline.codebook import CROWDS, STATES, Inter, SubEventType
from dateline.extract.mentions import BARE_ACTS

_OF_THINGS = {"arson", "destruction", "looting"}
_FOUGHT = {"attack", "clash"}
_FROM_AFAR = {"airstrike", "shelling", "explosion", "attack"}
_DEADLY = {"kill", "harm"}
_VAGUE = {"harm": 0, "kill": 1, "attack": 2}
_MILD = {
    "agreement",
    "arrest",
    "base_established",
    "change_to_group",
    "defusal",
    "displacement",
    "protest",
    "withdrawal",
}
_RIOTOUS = {"riot", "arson", "destruction", "looting", "attack", "clash"}
_BLAST = {"airstrike", "shelling", "suicide_bombing"}


def choose_main_act(told: Iterable[str]) -> str:
    """The act that names the incident, of the strongest of each scene in the order of the text: the first that says
    how it was done. What is told later only makes a vague word or a blast exact."""
    main = "harm"
    for act in told:
        main = act if _tells_more(act, main) else main
    return main


def _tells_more(act: str, main: str) -> bool:
    if act in _MILD or main in _MILD:
        return main == "harm" or (main in _MILD and act not in _MILD and act != "harm")
    if main not in _VAGUE:
        return main == "explosion" and act in _BLAST
    return act not in _VAGUE or _VAGUE[act] > _VAGUE[main]


def decide_sub_event(
    acts: Collection[str],
    *,
    weapons: Collection[str],
    agent_classes: Collection[int],
    armed_target: bool,
    unarmed_victims: bool,
    main_act: str,
    harmed_classes: Collection[int] = (),
    harmed: bool = False,
    only_hurt: bool = False,
) -> tuple[SubEventType, str]:
    """The sub-event type and the name of the rule that chose it; the first rule that fits, in ACLED's order."""
    told, state = set(acts), bool(set(agent_classes) & STATES)
    crowd = bool(agent_classes) and set(agent_classes) <= CROWDS
    table = (
        ("lynching", main_act == "lynching", SubEventType.MOB),
        ("chemical", "chemical" in weapons and main_act in _FROM_AFAR, SubEventType.CHEMICAL),
        ("sexual_violence", main_act == "sexual_violence", SubEventType.SEXUAL),
        ("suicide_bombing", main_act == "suicide_bombing", SubEventType.SUICIDE_BOMB),
        (
            "killed_and_abducted",
            main_act == "abduction"
            and "kill" in acts
            and unarmed_victims
            and not armed_target
            and not only_hurt,
            SubEventType.ATTACK,
        ),
        (
            "fought_and_captured",
            main_act == "abduction"
            and armed_target
            and "kill" in told
            and bool(told & (_FOUGHT | {"overrun"})),
            SubEventType.ARMED_CLASH,
        ),
        ("abduction", main_act == "abduction", SubEventType.ABDUCTION),
        ("airstrike", main_act == "airstrike", SubEventType.AIR_STRIKE),
        (
            "overrun_unarmed",
            main_act == "overrun" and unarmed_victims and not armed_target and bool(_DEADLY & set(acts)),
            SubEventType.ATTACK,
        ),
        (
            "overrun",
            main_act == "overrun" and armed_target is False and not agent_classes,
            SubEventType.NON_STATE_OVERTAKES,
        ),
        ("shelling", main_act == "shelling", SubEventType.SHELLING),
        ("grenade", main_act == "explosion" and set(weapons) == {"grenade"}, SubEventType.GRENADE),
        ("explosion", main_act == "explosion", SubEventType.REMOTE_EXPLOSIVE),
        (
            "regain",
            main_act == "recapture" and bool(set(agent_classes) & STATES),
            SubEventType.GOVERNMENT_REGAINS,
        ),
        (
            "seize_state",
            main_act == "overrun" and bool(set(agent_classes) & STATES),
            SubEventType.GOVERNMENT_REGAINS,
        ),
        ("seize", main_act in {"overrun", "recapture"}, SubEventType.NON_STATE_OVERTAKES),
        (
            "violent_demonstration",
            (
                crowd
                and bool(told & _RIOTOUS)
                and (Inter.PROTESTERS in agent_classes or Inter.STATE in harmed_classes)
            )
            or main_act == "riot",
            SubEventType.VIOLENT_DEMONSTRATION,
        ),
        (
            "mob",
            crowd and main_act in BARE_ACTS | _OF_THINGS and "clash" not in acts,
            SubEventType.MOB,
        ),
        (
            "shot_protesters",
            state and Inter.PROTESTERS in harmed_classes and main_act in BARE_ACTS,
            SubEventType.EXCESSIVE_FORCE,
        ),
        ("clash", "clash" in acts and not (unarmed_victims and not armed_target), SubEventType.ARMED_CLASH),
        (
            "armed_attack",
            main_act in {"attack", "clash", "kill", "harm"} and armed_target,
            SubEventType.ARMED_CLASH,
        ),
        (
            "crackdown",
            "crackdown" in acts
            or (bool(told & {"dispersal", "protest"}) and "kill" in acts and (not agent_classes or state)),
            SubEventType.EXCESSIVE_FORCE,
        ),
        (
            "dispersal",
            "dispersal" in acts and main_act in {"dispersal", "protest"},
            SubEventType.PROTEST_INTERVENTION,
        ),
        ("kill_unarmed", main_act in {"kill", "harm"}, SubEventType.ATTACK),
        (
            "raid_and_arrest",
            state and main_act == "attack" and "arrest" in told and told.isdisjoint(_DEADLY),
            SubEventType.ARRESTS,
        ),
        ("attack_unarmed", main_act == "attack" and unarmed_victims, SubEventType.ATTACK),
        (
            "attack_deadly",
            main_act == "attack" and ("kill" in acts or (harmed and not state)) and not armed_target,
            SubEventType.ATTACK,
        ),
        ("attack", main_act in {"attack", "clash"}, SubEventType.ARMED_CLASH),
        (
            "killed_and_burned",
            main_act in _OF_THINGS and "kill" in acts and not armed_target,
            SubEventType.ATTACK,
        ),
        (
            "hurt_and_robbed",
            main_act in _OF_THINGS and "attack" in told and harmed and not armed_target,
            SubEventType.ATTACK,
        ),
        (
            "fought_and_burned",
            main_act in _OF_THINGS and armed_target and not _FOUGHT.isdisjoint(acts),
            SubEventType.ARMED_CLASH,
        ),
        ("destruction", main_act in _OF_THINGS, SubEventType.LOOTING),
        ("arrest", main_act == "arrest", SubEventType.ARRESTS),
        ("agreement", main_act == "agreement", SubEventType.AGREEMENT),
        ("withdrawal", main_act == "withdrawal", SubEventType.TRANSFER),
        ("base_established", main_act == "base_established", SubEventType.BASE_ESTABLISHED),
        ("change_to_group", main_act == "change_to_group", SubEventType.CHANGE_TO_GROUP),
        (
            "brought_down",
            main_act == "intercept" and armed_target and bool(_DEADLY & told),
            SubEventType.ARMED_CLASH,
        ),
        ("intercept", main_act in {"intercept", "interception", "defusal"}, SubEventType.DISRUPTED_WEAPONS),
        ("protest", main_act == "protest", SubEventType.PEACEFUL_PROTEST),
    )
    for rule, fits, sub_event in table:
        if fits:
            return sub_event, f"kind.{rule}"
    return SubEventType.OTHER, "kind.other"
