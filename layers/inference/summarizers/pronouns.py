"""Pronouns of persons."""

HE_SHE = frozenset("he she him her his hers himself herself he's she's he'd she'd he'll she'll".split())
THEY = frozenset("they them their theirs themselves they're they've they'll they'd".split())
I_WE = frozenset("i i'm i'll i've i'd me my mine we our us".split())
YOU = frozenset("you you're you'll you've you'd your yours yourself yourselves".split())
