import pytest
from summarizers.disfluency import fluent


@pytest.mark.parametrize(
    ("spoken", "read"),
    [
        ("So, um, I've been on the payments thing.", "I've been on the payments thing."),
        ("It's, uh, I mean it's 2009 in there.", "It's 2009 in there."),
        ("The, the budget is, you know, thirty thousand.", "The budget is thirty thousand."),
        ("It took, last time it took nine weeks.", "Last time it took nine weeks."),
        ("We we need a, a second server.", "We need a second server."),
        ("Yeah. And nobody noticed.", "Nobody noticed."),
        ("It was very, very late.", "It was very, very late."),
        ("So far we have two offers.", "So far we have two offers."),
        ("Right now it's overnight.", "Right now it's overnight."),
        ("Good point about the cellar.", "Good point about the cellar."),
        ("No one answered.", "No one answered."),
        ("I'd like to watch it for two days, though.", "I'd like to watch it for two days."),
        ("That was my biggest worry, to be honest.", "That was my biggest worry."),
        ("and i think i'm late", "I think I'm late"),
        ("The back third is, it's a dead zone.", "The back third is a dead zone."),
        ("I'm in, though, actually.", "I'm in."),
        ("I hate it, but, yeah.", "I hate it."),
        ("We flip the thing open and.", "We flip the thing open."),
        ("I left 'cause it was late.", "I left because it was late."),
        ("They said no.", "They said no."),
        ("I told everybody.", "I told everybody."),
        ("Um", "Um"),
        ("Let's see, my parents and my sister.", "My parents and my sister."),
        ("Excuse me, I'm late.", "I'm late."),
        ("There there's a lot of it.", "There's a lot of it."),
        ("I'm surprised I sort of I'm surprised I forgot.", "I'm surprised I forgot."),
        ("I wonder if you pay you pay for it.", "I wonder if you pay you pay for it."),
        ("The interf interface is ready.", "The interface is ready."),
        ("I'll have, let's see now, I'll have a latte.", "I'll have a latte."),
        ("So r they will start with the screen.", "They will start with the screen."),
        ("Wow, I'm getting hungry.", "I'm getting hungry."),
        ("We went over what we had dec decided.", "We went over what we had decided."),
        ("Here are some crite cr criteria.", "Here are some criteria."),
        ("You can look at th at the agenda.", "You can look at the agenda."),
        ("You ha you will have a key.", "You will have a key."),
        ("They go we go in information mode.", "They go we go in information mode."),
        ("It 's a D_V_D_ player and they ' re late.", "It's a DVD player and they're late."),
        ("Yeah, okay.", "Okay."),
    ],
)
def test_hesitations_go_and_words_that_say_something_stay(spoken: str, read: str) -> None:
    assert fluent(spoken) == read
