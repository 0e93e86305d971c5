"""What people say around a talk: whether they hear each other, who is late, that one is kind."""

import re

from summarizers.words import content_words

_COURTESY = re.compile(
    r"\b(?:can|could) (?:you|you all|you guys|everyone|everybody|people) (?:hear|see) (?:me|us|my screen)\b"
    r"|\bloud and clear\b|\byou(?:'re| are) (?:on mute|muted|breaking up)\b"
    r"|\bi(?:'m| am| was) (?:(?:a bit|a little|so|\w+ minutes?|running) )*late(?=[,.!?]|$)"
    r"|\b(?:sorry|apologies) (?:for|about|to) (?:being (?:\w+ )?late|the (?:delay|wait)|keep(?:ing)? you)"
    r"|\bsorry\b[^.?!]{0,20}\b(?:train|bus|tram|traffic|call|meeting) (?:was|ran|got)\b"
    r"|\b(?:waiting|wait) for (?:\w+ )?to (?:join|arrive)\b"
    r"|\b(?:shall|should|can|could) we (?:get going|get started|start|begin|kick off)(?: now| then)?\W*$"
    r"|\blet(?:'s| us) (?:get going|get started|start|begin|kick off)(?: now| then)?\W*$"
    r"|\b(?:that's|that is|how|it's) (?:very |so |really |too )?"
    r"(?:kind|nice|patient|generous|sweet|good|thoughtful) of you\b"
    r"|\bsorry to hear (?:that|it|about)\b|\bgood question\b"
    r"|\b(?:how|what) (?:can|may|could) (?:i|we) (?:help|do for) you\b"
    r"|^(?:[^?]{0,30}[,.] )?(?:speak|talk|see|catch) (?:to )?(?:you|soon|later|then|next|tomorrow|on)\b[^?]*$"
    r"|\bthanks? for (?:hopping on|coming in|your time)\b|\b(?:that's|what) a relief\b"
    r"|\b(?:feel better|get well(?: soon)?)(?=[,.!]|$| (?:soon|to|big|man|mate|love)\b)"
    r"|^(?:(?:ok|okay|right|alright|well|so|and),? )*(?:i (?:think|guess|suppose) )?(?:that's|that is)"
    r" (?:it|everything|all|us|us done)(?: from me| for (?:today|now|tonight))?(?: then)?"
    r"(?:\W*$|, (?:go home|have|thanks|thank|everyone|everybody|folks|guys|bye)\b)"
    r"|^(?:please |do )?(?:come (?:on )?in|have a seat|take a seat|sit down)(?=[,.!]|$)|^go on(?: then)?\W*$"
    r"|\bthank(?:s| you) for having me\b|\bbear with (?:me|us)\b"
    r"|^(?:(?:ok|okay|right|alright|well|so|and|anyway|sorry|listen|look),? )*i(?:'ve| have)? ?"
    r"(?:got to|gotta|have to|need to|must|should) (?:go|run|jump|dash|head off|shoot|fly|leave you)"
    r"(?=[,.!]|$)"
    r"|^(?:and )?mind (?:how you go|your head|your step|the (?:step|stairs|steps|gap|snow|ice)|yourself)\b"
    r"|^(?:i'm|i am) (?:just )?(?:in the car|driving|on the (?:bus|train))\W*$"
    r"|\b(?:give me|gimme) (?:just )?(?:a|one|two|five) (?:secs?|seconds?|minutes?|moment)\W*$"
    r"|^take your time\W*$|^(?:no problem,? |you're welcome,? )*(?:have|enjoy) (?:a|your)"
    r" (?:good |nice |lovely |great |safe )?(?:trip|weekend|holiday|day|evening|one|flight|journey)\W*$",
    re.IGNORECASE,
)
# Somebody who takes part: "I think Omar's going to be late".
_LATE = re.compile(
    r"\b[A-Z][a-z]+(?:'s| is|'ll| will)(?: gonna| going to| running)?(?: be)?(?: a bit| a little)? late"
    r"(?=[,.!?]|$| (?:he|she|they|today|again)\b)"
)
_BRIEF = 8  # content words of a sentence that says nothing else


def is_courtesy(text: str) -> bool:
    """Whether a sentence is about the talk's beginning or a kindness, and about nothing else."""
    straight = text.replace("’", "'")
    found = _COURTESY.search(straight) or _LATE.search(straight)
    return found is not None and len(content_words(text)) <= _BRIEF
