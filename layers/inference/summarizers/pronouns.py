"""Pronouns of persons, and what stands for them when somebody else tells it."""

HE_SHE = frozenset("he she him her his hers himself herself he's she's he'd she'd he'll she'll".split())
THEY = frozenset("they them their theirs themselves they're they've they'll they'd".split())
I_WE = frozenset("i i'm i'll i've i'd me my mine we our us".split())
YOU = frozenset("you you're you'll you've you'd your yours yourself yourselves".split())
# Of the speaker, where they are the subject. "me" stays a name elsewhere too: "them" would be several others.
ME = {"me": "them", "my": "their", "mine": "theirs", "myself": "themselves"}
HIS_OR_HER = {
    "he": {"they": "he", "them": "him", "their": "his", "theirs": "his", "themselves": "himself"},
    "she": {"they": "she", "them": "her", "their": "her", "theirs": "hers", "themselves": "herself"},
}
US = {
    "we": "they",
    "us": "them",
    "our": "their",
    "ours": "theirs",
    "ourself": "themselves",
    "ourselves": "themselves",
}
GROUP = frozenset(US) | {"let's"}
YOUR = {
    "your": "their",
    "yours": "theirs",
    "yourself": "themselves",
    "yourselves": "themselves",
    "you": "they",
}
