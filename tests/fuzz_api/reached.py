"""Checks in the fuzzer's report that every operation was answered with 200 and with 400.

The fuzzer cannot make an invalid request to an operation without parameters. Such an operation is requested here with
an unknown parameter.
"""

import json
import sys
import urllib.error
import urllib.request
from collections import defaultdict

WANTED = {200, 400}


def main(path: str, report: str, address: str) -> int:
    with open(path, encoding="utf-8") as file:
        document = json.load(file)
    operations = {f"GET {path}" for path in document["paths"]}
    seen = defaultdict(lambda: defaultdict(int))
    with open(report, encoding="utf-8") as lines:
        for line in lines:
            for label, status in answers(json.loads(line)):
                seen[label][status] += 1
    for path, item in document["paths"].items():
        if not item["get"]["parameters"]:
            seen[f"GET {path}"][refused(address + path + "?nothing=1")] += 1
    missed = []
    for operation in sorted(operations):
        counts = seen[operation]
        print(f"{operation}: " + ", ".join(f"{status} x {counts[status]}" for status in sorted(counts)))
        missed += [f"{operation}: {status}" for status in sorted(WANTED - counts.keys())]
    if missed:
        print("届いていません: " + "、".join(missed), file=sys.stderr)
    return 1 if missed else 0


def refused(url: str) -> int:
    """Returns the status of an answer, negated for an error without a problem document."""
    try:
        with urllib.request.urlopen(url) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        told = error.headers["Content-Type"] == "application/problem+json"
        return error.code if told else -error.code


def answers(event):
    """Yields the name of the operation and the status, for each answer to a GET request in an event."""
    recorder = event.get("ScenarioFinished", {}).get("recorder", {})
    for interaction in recorder.get("interactions", {}).values():
        # The fuzzer also tries undefined methods. They reach no operation.
        if interaction["request"]["method"] == "GET" and interaction["response"]:
            yield recorder["label"], interaction["response"]["status_code"]


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
