"""Whether every operation was answered with 200 and with 400, by what the fuzzer wrote down."""

import json
import sys
import urllib.request
from collections import defaultdict

WANTED = {200, 400}


def main(address: str, report: str) -> int:
    with urllib.request.urlopen(f"{address}/openapi.json") as answer:
        document = json.load(answer)
    operations = {f"GET {path}" for path in document["paths"]}
    seen = defaultdict(lambda: defaultdict(int))
    with open(report, encoding="utf-8") as lines:
        for line in lines:
            for label, status in answers(json.loads(line)):
                seen[label][status] += 1
    missed = []
    for operation in sorted(operations):
        counts = seen[operation]
        print(f"{operation}: " + ", ".join(f"{status} x {counts[status]}" for status in sorted(counts)))
        missed += [f"{operation}: {status}" for status in sorted(WANTED - counts.keys())]
    if missed:
        print("届いていません: " + "、".join(missed), file=sys.stderr)
    return 1 if missed else 0


def answers(event):
    raise NotImplementedError


sys.exit(main(*sys.argv[1:]))
