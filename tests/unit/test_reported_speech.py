import random

import pytest
from summarizers.reported_speech import report


def told(said: str, addressee: str | None = "Anh") -> str:
    return report(said, "Liam", addressee).text


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("I'll set up a discussion with the dev team.", "Liam will set up a discussion with the dev team."),
        ("I need the report by Friday", "Liam needs the report by Friday."),
        ("I'm sending the proposal today.", "Liam is sending the proposal today."),
        ("I've got that.", "Liam has got that."),
        ("I've got two of them.", "Liam has two of them."),
        ("I should have got a letter.", "Liam should have got a letter."),
        ("I'd have got a taxi.", "Liam would have got a taxi."),
        ("I don't agree with that.", "Liam doesn't agree with that."),
        ("I was all ready to cancel.", "Liam was all ready to cancel."),
        ("I found an invoice at fourteen percent.", "Liam found an invoice at fourteen percent."),
        ("I really just want to sleep.", "Liam really just wants to sleep."),
        ("I'd like to watch it for two days.", "Liam would like to watch it for two days."),
        ("I think my boss hates me.", "Liam thinks their boss hates them."),
        ("I'd better go home now.", "Liam had better go home now."),
        ("I'll call him, and I'll write it down.", "Liam will call him, and will write it down."),
        ("I'm going to read it and then start.", "Liam is going to read it and then start."),
        ("I'll send it when I get home.", "Liam will send it when they get home."),
        ("let me look at that charge.", "Liam will look at that charge."),
        ("I'll check https://example.com/a?b=1 today.", "Liam will check https://example.com/a?b=1 today."),
        ("my email is ann.b@x.io, not the old one.", "Liam's email is ann.b@x.io, not the old one."),
        ("because I need the report by Friday.", "Liam needs the report by Friday."),
    ],
)
def test_what_somebody_says_of_themself_is_told_of_them(said: str, expected: str) -> None:
    assert told(said) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("the test has come back.", "Liam says the test has come back."),
        ("we're off by six point four percent.", "Liam says they are off by six point four percent."),
        ("if we start now, it is ready in April.", "Liam says that if they start now, it is ready in April."),
        (
            "if you commit to two years instead of one, it is fine, and I can go lower.",
            "Liam says that if Anh commits to two years instead of one, it is fine, and Liam can go lower.",
        ),
        ("you need to reset your password.", "Liam says Anh needs to reset their password."),
        ("you've been really helpful.", "Liam says Anh has been really helpful."),
        ("because, actually, the ward was never full.", "Liam says actually, the ward was never full."),
        ("because it may rain we stay.", "Liam says that because it may rain they stay."),
        ("it leaks over the ladies', it's old.", "Liam says it leaks over the ladies', it's old."),
        ("you've just gotta book.", "Liam says Anh has just got to book."),
        ("then we take the van.", "Liam says then they take the van."),
        ("then I take the van.", "then Liam takes the van."),
    ],
)
def test_statements_keep_their_words_with_the_persons_replaced(said: str, expected: str) -> None:
    assert told(said) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("the budget I have is thirty thousand.", "the budget Liam has is thirty thousand."),
        ("the moulded guide was my idea.", "the moulded guide was Liam's idea."),
        ("if I have it by six it goes out.", "if Liam has it by six it goes out."),
        ("if you sign two years I can go lower.", "if Anh signs two years Liam can go lower."),
        ("my worry is that we lose the slot.", "Liam's worry is that they lose the slot."),
    ],
)
def test_the_speaker_is_named_where_they_would_be_anybody(said: str, expected: str) -> None:
    assert told(said) == expected


@pytest.mark.parametrize(
    "said",
    [
        "my director said fix it or I'll fix it for you.",
        "he told us I was wrong.",
        "Anna thinks I should go.",
    ],
)
def test_what_a_third_person_said_of_i_is_quoted(said: str) -> None:
    assert report(said, "Liam", "Anh").quoted


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("what's the status of the migration?", "Liam asks what the status of the migration is."),
        ("who will handle this?", "Liam asks who will handle this."),
        ("did you send the report?", "Liam asks whether Anh sent the report."),
        ("is Katrin still licensed?", "Liam asks whether Katrin is still licensed."),
        ("is the old server still running?", "Liam asks whether the old server is still running."),
        ("was the parcel damaged at all?", "Liam asks whether the parcel was damaged at all."),
        ("does the block cost extra?", "Liam asks whether the block costs extra."),
        ("could your brother lend it?", "Liam asks whether Anh's brother could lend it."),
        ("do you want me to call?", "Liam asks whether Anh wants Liam to call."),
        ("what do you think about it?", "Liam asks what Anh thinks about it."),
        ("how long will it take?", "Liam asks how long it will take."),
        ("could you call after six?", "Liam asks Anh to call after six."),
        ("what should I do with my tickets?", "Liam asks what to do with their tickets."),
        ("how about Friday at noon?", "Liam suggests Friday at noon."),
        ("how about people's lives?", "Liam asks about people's lives."),
        ("could you tell me what you studied?", "Liam asks what Anh studied."),
        ("shall I ask them to keep it for you?", "Liam offers to ask them to keep it for Anh."),
        ("can I ask whether the quote has it?", "Liam asks whether the quote has it."),
        ("what's it cost, roughly?", "Liam asks what it costs, roughly."),
        ("what's it like?", "Liam asks what it is like."),
    ],
)
def test_questions_lose_their_inversion(said: str, expected: str) -> None:
    assert told(said) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("let's meet on Friday.", "Liam suggests that they meet on Friday."),
        ("please send me the report.", "Liam asks Anh to send Liam the report."),
        ("don't forget to call me.", "Liam asks Anh not to forget to call Liam."),
        (
            "please close the door before you go to bed.",
            "Liam asks Anh to close the door before Anh goes to bed.",
        ),
        ("now be quiet.", "Liam asks Anh to be quiet."),
        (
            "simply present your card to cover the deposit.",
            "Liam asks Anh to present their card to cover the deposit.",
        ),
        ("now let's move to the first part.", "Liam suggests that they move to the first part."),
        ("thanks for the quick answer.", "Liam thanks Anh for the quick answer."),
        ("book the hall for Sunday.", "Liam asks Anh to book the hall for Sunday."),
        ("call Otto before noon.", "Liam asks Anh to call Otto before noon."),
        ("everyone send me a picture by noon.", "Liam asks everyone to send Liam a picture by noon."),
    ],
)
def test_requests_and_suggestions(said: str, expected: str) -> None:
    assert told(said) == expected


def test_a_request_to_nobody_in_particular_names_nobody() -> None:
    assert told("write to Agnes Dupree directly.", None) == "Liam says to write to Agnes Dupree directly."


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("I told them we are late.", "they would be two parties"),
        ("could you send me your file?", "their file would be anybody's"),
        ("he won't be happy about that.", "he would be Liam"),
        ("they promised it last year.", "they would be Liam's side"),
        ("you pay once and you get three jars.", "you may be anybody"),
        ("you two should meet.", "you is more than one"),
        ("is the demo ready?", "the subject's end is unknown"),
        ("what do the goods carry?", "the subject's end is unknown"),
        ("I'd let people keep the old one.", "would or had"),
        ("blinking orange on the box.", "no verb"),
        ("or we give travel credit.", "leans on the sentence before"),
        ("I put it there.", "put is present or past"),
        ("I test it and call the customer.", "call is a verb or a noun"),
        ("can I pay by card?", "whether Liam can, asks Liam"),
        ("I'd like you to send me my file.", "Liam to send Liam Liam's file"),
        ("I thought maybe a voucher for the gym.", "no clause is thought"),
        ("I was thinking maybe a lamp.", "no clause is thought"),
        ("I guess Friday afternoon.", "no clause is thought"),
        ("I disagree we can't leave it.", "a clause of its own follows"),
        ("I think it's old I mean look at it.", "a sentence of its own follows"),
        ("go, no-go on Wednesday at noon.", "a noun phrase follows"),
        ("state house in the morning.", "state is a verb or a noun"),
        ("open the window Otto.", "Otto may be who is asked"),
        ("the invoices bug.", "a noun phrase"),
        ("sunday morning mass just close family.", "close agrees with nothing"),
        ("what if we show the toll apart.", "a proposal or what is feared"),
        ("there's one that you zap the dust with.", "the verb is unknown"),
        ("while it's dry, can we paint it.", "a question stands in it"),
    ],
)
def test_what_could_change_who_does_what_is_quoted(said: str, why: str) -> None:
    found = report(said, "Liam", "Anh")
    assert found.quoted, why
    assert found.text == f'Liam {"asks" if said.endswith("?") else "says"}: "{said[0].upper()}{said[1:]}"'


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("my internet is down and I work from home.", "Liam's internet is down and Liam works from home."),
        (
            "your brother lent me the van and I crashed it.",
            "Anh's brother lent Liam the van and Liam crashed it.",
        ),
        (
            "my name is Otto and I'm calling about a bill.",
            "Liam's name is Otto and Liam is calling about a bill.",
        ),
        ("the bank froze my account and I can't pay.", "the bank froze Liam's account and Liam can't pay."),
        ("I'll send it and you sign it.", "Liam will send it and Anh signs it."),
        (
            "I can wait, but you have to call before you go.",
            "Liam can wait, but Anh has to call before Anh goes.",
        ),
    ],
)
def test_each_clause_keeps_its_own_subject(said: str, expected: str) -> None:
    assert told(said) == expected


@pytest.mark.parametrize(
    "said",
    [
        "my husband and I want to sell the flat.",
        "my boss and I agreed, and your lawyer and I meet on Monday.",
        "you know the car I'm driving, it is still in good condition.",
        "let's say you go in March.",
        "welcome to Acme.",
        "I miss the freedom that you have with a car.",
        'he wrote "hacked" on the wall of the office.',
        "put </s> after the last word.",
        "send the invoice to Otto, and Otto, you pay it by Friday.",
    ],
)
def test_two_subjects_and_mere_phrases_are_quoted(said: str) -> None:
    assert report(said, "Liam", "Anh").quoted


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("it took me nineteen hours.", "it took Liam nineteen hours."),
        ("I planned for ten hours, and it took me nineteen.", None),
        ("my son didn't call me for a month.", "Liam's son didn't call Liam for a month."),
        ("it went well for people like me and Otto.", "it went well for people like Liam and Otto."),
        ("I want you to have my number.", "Liam wants Anh to have Liam's number."),
        ("I left early and my wife stayed.", "Liam left early and Liam's wife stayed."),
        ("I can see why my phone broke.", "Liam can see why Liam's phone broke."),
        ("I sold my bike and my tent.", "Liam sold their bike and their tent."),
        ("I'd need my director, Helen, to sign it.", "Liam would need Liam's director, Helen, to sign it."),
        ("what about my eye drops?", "Liam asks about their eye drops."),
        ("I was late because I'd lost my key.", "Liam was late because they had lost their key."),
    ],
)
def test_me_is_a_name_and_my_is_theirs_only_beside_its_subject(said: str, expected: str | None) -> None:
    assert told(said) == (expected or "Liam planned for ten hours, and it took Liam nineteen.")


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("I think I can.", "Liam thinks they can."),
        ("I was so cold that I lost my voice.", "Liam was so cold that they lost their voice."),
        ("if I can, I'll do it tomorrow.", "if Liam can, they will do it tomorrow."),
        ("when I was young I had a dog.", "when Liam was young they had a dog."),
        ("I know I was wrong about that.", "Liam knows they were wrong about that."),
        ("I'm worried I'll be late.", "Liam is worried they will be late."),
        ("I'll pay it when I'm back.", "Liam will pay it when they are back."),
        # Somebody else, or several, would be they.
        ("I'll ask my brother when I'm back.", "Liam will ask their brother when Liam is back."),
        ("I'll count the boxes when I'm back.", "Liam will count the boxes when Liam is back."),
        ("I'll ask Otto if I see him.", "Liam will ask Otto if Liam sees him."),
        ("you have it, so I think I can wait.", "Anh has it, so Liam thinks Liam can wait."),
        ("I can't do it here, I'd need a desk.", "Liam can't do it here, Liam would need a desk."),
        (
            "I'll raise it with the makers but I can't wait.",
            "Liam will raise it with the makers but can't wait.",
        ),
    ],
)
def test_a_subject_is_named_once_where_they_can_be_nobody_else(said: str, expected: str) -> None:
    assert told(said) == expected


@pytest.mark.parametrize(
    "said",
    [
        "is the hall dry?",
        "is the gate at your end still broken?",
        "is the hall big enough for us?",
        "did the man from the shop ring?",
        "is Katrin coming or do we start?",
    ],
)
def test_questions_whose_subject_has_no_clear_end_are_quoted(said: str) -> None:
    assert report(said, "Liam", "Anh").quoted


def test_two_questions_in_one_are_quoted() -> None:
    assert report("what do you want to do and where should I look?", "Liam", "Anh").quoted


@pytest.mark.parametrize(
    "said",
    [
        "what are you serious?",
        "what size is it, do you know?",
        "how's it look?",
        "didn't you lock the gate?",
        "did you slip or hurt it?",
    ],
)
def test_questions_of_another_form_are_quoted(said: str) -> None:
    assert report(said, "Liam", "Anh").quoted


@pytest.mark.parametrize(
    "said",
    [
        "if the roof goes, you're looking at a new barn.",
        "you can't row for an hour on no breakfast.",
        "you lot take the van, and I'll walk.",
        "I have with me the county vet.",
        "in my cousin's name, Orla Finch.",
        "sit down a bit how are you feeling now",
        "your grip is costing you I timed it",
    ],
)
def test_what_is_said_to_anybody_or_to_several_is_quoted(said: str) -> None:
    assert report(said, "Liam", "Anh").quoted


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("I need you to sign, I just sent you a form.", "Liam needs Anh to sign, Liam just sent Anh a form."),
        ("I need a yes from my manager.", "Liam needs a yes from Liam's manager."),
        ("I'm a baker, I start at four.", "Liam is a baker and starts at four."),
        ("I'd say the valve's stuck.", "Liam thinks the valve's stuck."),
        ("three days is fine I suppose.", "Liam supposes three days is fine."),
        ("don't pay, and don't open the box.", "Liam asks Anh not to pay, and not to open the box."),
    ],
)
def test_who_is_meant_stays_clear(said: str, expected: str) -> None:
    assert told(said) == expected


def test_without_a_known_addressee_a_sentence_to_you_is_quoted() -> None:
    assert report("I'll send you the file.", "Liam").quoted


def test_names_may_hold_anything() -> None:
    assert report("I'll call you back.", "#Person1#", r".*+\1(").text == r"#Person1# will call .*+\1( back."


def test_a_possessive_of_a_name_in_s() -> None:
    assert report("your bill is lower.", "Liam", "James").text == "Liam says James' bill is lower."


def test_what_follows_says_stands_alone_too() -> None:
    assert report("the test has come back.", "Liam").clause == "the test has come back."
    assert report("I need the report.", "Liam").clause == ""
    assert report("write to Agnes directly.", "Liam").clause == ""


def test_quotation_marks_inside_a_quotation_become_single_ones() -> None:
    assert report('he said "never" twice.', "Liam").text == "Liam says: \"He said 'never' twice.\""


def test_any_words_in_any_order_make_a_sentence_about_the_speaker() -> None:
    words = (
        "I you we they he can could do did will 'd what who how is are was let's let me please don't thanks "
        "for not and if because never really need send put the a report Anh , ? it this that right gonna I'm "
        "thinking maybe agree did one shall"
    ).split()
    chance = random.Random(11)  # noqa: S311 - orders of words
    for _ in range(5_000):
        said = " ".join(chance.choice(words) for _ in range(chance.randint(1, 7)))
        told = report(said, "Liam", chance.choice(["Anh", None])).text
        assert "Liam" in told
        assert told.endswith((".", "?", '"', "…"))
        assert "\ue000" not in told


def test_what_is_said_can_follow_what_was_said_before() -> None:
    assert report("if it rains, we stay.", "Liam").clause == "if it rains, they stay."
    assert report("that is why it is late.", "Liam").clause == "that is why it is late."


@pytest.mark.parametrize(
    "said",
    [
        "If it leaks again, call the office on Monday.",
        "If you need help with the boxes, don't hesitate to ask me.",
        "The shop closes at nine, so let's go there first.",
    ],
)
def test_a_request_in_the_middle_of_a_sentence_is_quoted(said: str) -> None:
    assert report(said, "Liam", "Anh").quoted


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("I'd like to change my room.", "Liam would like to change their room."),
        ("I'd love to show you Mark Adams.", "Liam would love to show Anh Mark Adams."),
    ],
)
def test_names_are_no_verbs_and_wishes_no_clauses(said: str, told: str) -> None:
    assert report(said, "Liam", "Anh").text == told


@pytest.mark.parametrize(
    ("said", "speaker", "told"),
    [
        ("I have to pick up my son.", "Mrs. Price", "Mrs. Price has to pick up her son."),
        ("I'm calling about my results.", "Mr Petrov", "Mr Petrov is calling about his results."),
        ("I was bored when I worked there.", "Mr Hill", "Mr Hill was bored when he worked there."),
        ("I have to pick up my son.", "Mira", "Mira has to pick up their son."),
        ("She broke my pen.", "Mr Hill", 'Mr Hill says: "She broke my pen."'),
    ],
)
def test_titles_tell_he_from_she(said: str, speaker: str, told: str) -> None:
    assert report(said, speaker, "Anh").text == told


@pytest.mark.parametrize(
    "said",
    [
        "the fourth it is, sorry Otto.",
        "the twenty-fourth it is.",
        "the book fair.",
        "a bit cold.",
        "the waiting list.",
        "the personal guarantee.",
        "before we go, the old chairs.",
        "one of 'em was late.",
        "it costs [inaudible] pounds.",
        "that's K I M.",
        "actually no, I'm away on Monday.",
        "you lot go by train.",
        "I thought you were no.",
        "paper I have to buy.",
        "it's the same shop, the same me.",
        "go on love Saturday at ten.",
        "the water in here, I've measured it since May.",
    ],
)
def test_choices_fragments_and_gaps_are_quoted(said: str) -> None:
    assert report(said, "Liam", "Anh").quoted


@pytest.mark.parametrize(
    "said",
    ["the people want a bench.", "the old men want a bench.", "I know what it is.", "the answer is no."],
)
def test_plural_subjects_and_what_it_is_are_told(said: str) -> None:
    assert not report(said, "Liam", "Anh").quoted


def test_who_has_been_is_not_who_is() -> None:
    text = report("I know somebody who's been baking bread for years.", "Mira").text
    assert "who is" not in text
    assert "who has been baking" in text


def test_what_mine_is_nobody_is_told() -> None:
    assert report("I pay mine twenty percent more.", "Mira").quoted
