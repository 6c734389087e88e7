"""A driver for `dazzle db assist` that needs no key and no model.

It shows what a driver of the kind `command` is: it reads one JSON value on stdin and writes one on stdout. `request` in
the first says what is open, `answer_schema` what the second must look like. This one knows two things: a new required
column of text gets 'unknown' where nothing is known, and a column that goes while one of the same place comes was renamed.
A real driver would put `instructions` and `request` to a model and give back its answer.
"""

import json
import re
import sys


def fill(seam):
    """Statements for a seam whose postcondition counts the rows without a value in one column."""
    found = re.fullmatch(
        r'\s*SELECT count\(\*\) FROM ("(?:[^"]|"")+") WHERE ("(?:[^"]|"")+") IS NULL\s*', seam["until"]
    )
    if found is None:
        return ""
    table, column = found.groups()
    return f"UPDATE {table} SET {column} = 'unknown' WHERE {column} IS NULL"


def main():
    request = json.load(sys.stdin)["request"]
    answer = {
        "reason": "nothing is known of the rows that are there",
        "seams": [
            {"seam": seam["seam"], "sql": fill(seam)} for seam in request["seams"]
        ],
        "decisions": [
            {
                "question": question["question"],
                "answer": "renamed" if "in the same place" in question["evidence"] else "not_renamed",
            }
            for question in request["questions"]
        ],
        "operations": None,
    }
    json.dump(answer, sys.stdout)


main()
