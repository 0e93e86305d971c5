"""A checkpoint of BART's family becomes a network that writes for one of the three names."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from summarizer.models import Models
from summarizer.networks import Networks
from summarizers import ModelFileError, Summarizer, Summary
from summarizers.embeddings import SentenceEncoder
from summarizers.extractive import read
from summarizers.imports import IMPORTED, Import, imported_for
from summarizers.pretrained import windows_of
from summarizers.tokens import WordPiece

from tests.unit.conftest import REGION, client
from tests.unit.scripted_bart import CONFIG, END, FIRST, START, tokenizer, weights, write_tokenizer
from tools.importer import card, register, upload
from tools.importer.checkpoint import Checkpoint, configuration, decoding_of, network_of
from tools.importer.errors import ImportRefusedError
from tools.importer.hub import find
from tools.importer.register import Entry
from tools.importer.samples import Turn
from tools.importer.tokenizer import tokenizer_json

MODELS = Path(__file__).resolve().parents[2] / "layers" / "models"
TALK = [
    Turn("Good morning, Tom. I will send the signed order on Monday.", "Grace", 0.0, 4.0),
    Turn("Good, then I can book the van for the twelve chairs.", "Tom", 4.0, 8.0),
    Turn("It was lovely in Wales last Sunday, by the way.", "Grace", 8.0, 9.0),
]
RIGHT = "Grace will send the signed order on Monday."
TOKENIZER = tokenizer()


@pytest.fixture
def models(tmp_path: Path) -> Path:
    """The networks that ship, in a folder that others can be added to."""
    folder = tmp_path / "models"
    folder.mkdir()
    for path in MODELS.iterdir():
        if path.name != IMPORTED:
            (folder / path.name).symlink_to(path)
    return folder


@pytest.fixture
def bring(models: Path, tmp_path: Path) -> Callable[..., Path]:
    """Import a network that writes a text, for cassandra if nothing else is said; gives where it lies."""

    def bring(text: str, name: str = "scripted", summarizer: str = "cassandra", windows: int = 9) -> Path:
        source, built = tmp_path / "checkpoint", tmp_path / "built"
        source.mkdir(exist_ok=True)
        write_tokenizer(source, TOKENIZER)
        config = configuration(source)
        pieces = tokenizer_json(source, TOKENIZER.get_vocab_size())
        checkpoint = Checkpoint(
            source,
            network_of(config, weights(text, TOKENIZER)),
            pieces,
            decoding_of(config, pieces),
            CONFIG["max_position_embeddings"],
        )
        checkpoint.build(built, maxima={})
        entry = Entry(name, summarizer, 2, windows, "MIT", "a test", {})
        return register.register(built, entry, models, tmp_path / "storage")

    return bring


def summarize(models: Path, name: str = "cassandra") -> Summary:
    return Summarizer.load(name, models).summarize(TALK, extractive=False, abstractive=True)


def told(summary: Summary) -> list[str]:
    assert summary.long is not None
    return [segment.text for segment in summary.long]


def test_an_imported_network_writes_chapters_with_their_sources(
    models: Path, bring: Callable[..., Path]
) -> None:
    bring(RIGHT)
    summary = summarize(models)
    assert summary.long is not None
    (segment,) = summary.long
    assert (segment.text, segment.sources, segment.start, segment.end) == (RIGHT, (0,), 0.0, 9.0)
    assert 0 < segment.score <= 1
    assert (summary.coverage.read, summary.coverage.total) == (3, 3)


@pytest.mark.parametrize(
    "wrong",
    [
        "Bob will send the signed order on Monday.",
        "Grace will send the signed order on Friday.",
        "Grace will send 17 signed orders on Monday.",
        "Grace will send the signed order on Sunday.",
        "Grace tells Grace that the order is signed.",
        "Grace will send the signed order on",
    ],
)
def test_what_its_sources_do_not_support_is_not_shown(
    models: Path, bring: Callable[..., Path], wrong: str
) -> None:
    usual = told(summarize(models, "iamus"))
    bring(wrong, summarizer="iamus")
    assert told(summarize(models, "iamus")) == usual


def test_of_several_sentences_the_right_ones_are_shown(models: Path, bring: Callable[..., Path]) -> None:
    bring(f"Bob has a cold and is not here. {RIGHT} Tom will book the van for the chairs. {RIGHT}")
    summary = summarize(models)
    assert told(summary) == [f"{RIGHT} Tom will book the van for the chairs."]
    assert summary.long is not None
    assert summary.long[0].sources == (0, 1)


def test_the_other_names_stay_as_they_were(models: Path, bring: Callable[..., Path]) -> None:
    usual = told(summarize(models, "iamus"))
    bring(RIGHT)
    assert told(summarize(models, "iamus")) == usual
    assert imported_for(models, "mopsus") is None


def test_a_conversation_with_more_windows_than_may_be_read_is_told_by_rule(
    models: Path, bring: Callable[..., Path]
) -> None:
    usual = told(summarize(models, "iamus"))
    bring(RIGHT, summarizer="iamus", windows=0)
    assert told(summarize(models, "iamus")) == usual


def test_a_chapter_is_read_whole_in_windows_of_about_equal_length(tmp_path: Path) -> None:
    write_tokenizer(tmp_path, TOKENIZER)
    tokens = WordPiece(tmp_path)
    talk = [
        Turn(f"I bought {number} chairs for room {number}. They are in the van.", f"Speaker{number % 3}")
        for number in range(40)
    ]
    conversation = read(talk, SentenceEncoder(MODELS / "minilm"))
    read_of: list[int] = []
    for chapter in conversation.chapters:
        windows = windows_of(conversation, chapter, tokens, 200)
        lengths = [len(window.ids) for window in windows]
        assert max(lengths) <= 200
        assert min(lengths) > max(lengths) / 2
        assert len(windows) <= sum(lengths) / 150 + 1, "no more than it takes"
        texts = [tokens.plain(window.ids) for window in windows]
        assert all(text.startswith("Speaker") for text in texts), "whoever speaks first is named"
        read_of += [utterance for window in windows for utterance in window.utterances]
    assert sorted(set(read_of)) == list(range(40))


def test_a_sentence_longer_than_the_network_can_read_leaves_its_chapter_to_others(tmp_path: Path) -> None:
    write_tokenizer(tmp_path, TOKENIZER)
    conversation = read(TALK, SentenceEncoder(MODELS / "minilm"))
    assert windows_of(conversation, conversation.chapters[0], WordPiece(tmp_path), 20) == []


def test_a_small_network_goes_into_the_layer_with_its_digests(
    models: Path, bring: Callable[..., Path]
) -> None:
    place = bring(RIGHT)
    assert place == models / "imported" / "scripted"
    (found,) = Import.listed(models)
    assert found.in_layer
    assert {file.path for file in found.files} == {f"scripted/{path.name}" for path in place.iterdir()}
    (place / "decoder.onnx").write_bytes(b"cut off")
    with pytest.raises(ModelFileError, match=r"decoder\.onnx has 7 bytes"):
        summarize(models)


def test_importing_for_the_same_name_again_replaces_what_was_there(
    models: Path, bring: Callable[..., Path]
) -> None:
    first = bring(RIGHT, name="first")
    bring(RIGHT, name="other", summarizer="mopsus")
    bring("Tom will book the van.", name="second")
    assert [(found.name, found.summarizer) for found in Import.listed(models)] == [
        ("other", "mopsus"),
        ("second", "cassandra"),
    ]
    assert not first.exists()
    assert told(summarize(models)) == ["Tom will book the van."]


def test_what_is_replaced_is_not_kept_for_an_upload_either(
    models: Path, bring: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(register, "LAYER_ROOM", 1)
    first, second = bring(RIGHT, name="first"), bring(RIGHT, name="second")
    assert not first.exists()
    assert second.exists()
    assert [file.path.split("/")[0] for file in upload.waiting(models)] == ["second"] * len(
        list(second.iterdir())
    )


@pytest.mark.usefixtures("aws")
def test_a_network_too_large_for_the_layer_goes_through_a_bucket(
    models: Path,
    bring: Callable[..., Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(register, "LAYER_ROOM", 1)
    place, bucket = bring(RIGHT), "a-bucket-of-ours"
    assert place == tmp_path / "storage" / "scripted"
    client("s3").create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": REGION})
    asked = [bucket, "--prefix", "recap/", "--models", str(models), "--storage", str(place.parent)]
    upload.main(asked)
    assert capsys.readouterr().out.count("uploaded") == len(list(place.iterdir()))
    upload.main(asked)
    assert "uploaded" not in capsys.readouterr().out

    fetched = tmp_path / "fetched"
    summarizers = Models(models, Networks(client("s3"), bucket, "recap/", fetched))
    with pytest.raises(ModelFileError, match="is missing"):
        Summarizer.load("cassandra", models, fetched)
    summarizers.fetch()
    assert (fetched / "scripted" / "decoder.onnx").read_bytes() == (place / "decoder.onnx").read_bytes()
    summary = summarizers.load("cassandra").summarize(TALK, extractive=False, abstractive=True)
    assert told(summary) == [RIGHT]

    (place / "decoder.onnx").write_bytes(b"other weights")
    client("s3").delete_objects(
        Bucket=bucket,
        Delete={
            "Objects": [
                {"Key": item["Key"]} for item in client("s3").list_objects_v2(Bucket=bucket)["Contents"]
            ]
        },
    )
    with pytest.raises(SystemExit, match="is not what was registered"):
        upload.main(asked)


@pytest.mark.usefixtures("aws")
def test_nothing_is_uploaded_where_everything_fits(models: Path) -> None:
    with pytest.raises(SystemExit, match="No imported network waits"):
        upload.main(["a-bucket", "--models", str(models)])


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"model_type": "t5"}, "type 't5'; only networks of BART's layout"),
        ({"model_type": "pegasus"}, "type 'pegasus'"),
        ({"model_type": "mbart"}, "type 'mbart'"),
        ({"architectures": ["BartForSequenceClassification"]}, "writes no summaries"),
        ({"activation_function": "relu"}, "activation_function is 'relu'; the graphs are written for 'gelu'"),
        ({"normalize_before": True}, "normalize_before is True"),
        ({"add_final_layer_norm": True}, "add_final_layer_norm"),
        ({"encoder_attention_heads": 8}, "different numbers of attention heads"),
    ],
)
def test_what_the_graphs_do_not_cover_is_refused_by_name(
    tmp_path: Path, change: dict[str, Any], reason: str
) -> None:
    write_tokenizer(tmp_path, TOKENIZER, **change)
    with pytest.raises(ImportRefusedError, match=reason):
        configuration(tmp_path)


def test_a_folder_without_a_checkpoint_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImportRefusedError, match=r"no config\.json"):
        configuration(tmp_path)
    (tmp_path / "config.json").write_text("{")
    with pytest.raises(ImportRefusedError, match="is no JSON"):
        configuration(tmp_path)
    with pytest.raises(ImportRefusedError, match="there is no folder"):
        find(str(tmp_path / "elsewhere"))


def test_settings_for_generation_come_before_those_of_the_network(tmp_path: Path) -> None:
    write_tokenizer(tmp_path, TOKENIZER, min_length=9)
    (tmp_path / "generation_config.json").write_text(json.dumps({"num_beams": 6, "max_length": 60}))
    decoding = decoding_of(configuration(tmp_path), tokenizer_json(tmp_path, 300))
    assert (decoding.start, decoding.end, decoding.first) == (START, END, FIRST)
    # Both lengths are without the token that starts a text.
    assert (decoding.beams, decoding.least, decoding.most) == (6, 8, 59)
    assert decoding.suppressed == (0, 1, 3, 4), "the end is special too, but has to be written"


def test_older_settings_for_the_first_token_are_understood() -> None:
    older = {name: value for name, value in CONFIG.items() if name != "forced_bos_token_id"}
    assert decoding_of(older, {}).first is None
    assert decoding_of({**older, "force_bos_token_to_be_generated": True}, {}).first == FIRST
    with pytest.raises(ImportRefusedError, match="decoder_start_token_id"):
        decoding_of({**older, "decoder_start_token_id": None}, {})


def test_a_checkpoint_without_a_tokenizer_or_with_anothers_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImportRefusedError, match="no tokenizer"):
        tokenizer_json(tmp_path, 300)
    write_tokenizer(tmp_path, TOKENIZER)
    with pytest.raises(ImportRefusedError, match="the network only 7"):
        tokenizer_json(tmp_path, 7)


def test_weights_are_found_under_the_names_that_checkpoints_use() -> None:
    plain = weights(RIGHT, TOKENIZER)
    bare = {
        name.removeprefix("model."): array for name, array in plain.items() if name != "final_logits_bias"
    }
    found = network_of(CONFIG, bare)
    assert found.weights.keys() == plain.keys()
    assert not found.weights["final_logits_bias"].any()
    headed = {name: array for name, array in plain.items() if name != "model.shared.weight"}
    headed |= {"lm_head.weight": plain["model.shared.weight"]}
    assert np.array_equal(network_of(CONFIG, headed).pieces, plain["model.shared.weight"])
    scaled = network_of(CONFIG | {"scale_embedding": True}, plain)
    assert np.array_equal(scaled.pieces, 8 * plain["model.shared.weight"]), "the root of the width"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"model.decoder.layers.1.fc1.bias": None}, r"lack model\.decoder\.layers\.1\.fc1\.bias"),
        ({"model.encoder.layers.0.fc2.weight": np.zeros((64, 7), np.float32)}, r"has the shape \(64, 7\)"),
        ({"lm_head.weight": np.zeros((300, 64), np.float32)}, "the graphs share them"),
        ({"model.shared.weight": None}, "no embeddings"),
    ],
)
def test_weights_that_do_not_make_the_network_are_refused(change: dict[str, Any], reason: str) -> None:
    changed = {**weights(RIGHT, TOKENIZER), **change}
    with pytest.raises(ImportRefusedError, match=reason):
        network_of(CONFIG, {name: array for name, array in changed.items() if array is not None})


def test_the_licence_is_what_the_checkpoints_card_says(tmp_path: Path) -> None:
    assert card.licence_of(tmp_path) is None
    (tmp_path / "README.md").write_text("---\nlanguage: en\nlicense: apache-2.0\n---\n# A network\n")
    assert card.licence_of(tmp_path) == "apache-2.0"
    (tmp_path / "README.md").write_text("# A network\nlicense: mit\n")
    assert card.licence_of(tmp_path) is None
