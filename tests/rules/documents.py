# SPDX-License-Identifier: Apache-2.0
"""JSON files parse, repeat no key, and fit their schema. Regression caught: our own reader and the schema disagree.

`x.site.json` is held against assets/schema/site.schema.json, and likewise for every other kind that has a schema there.
"""
import json

from rulebook import Finding, main

try:
    import jsonschema
except ImportError:
    jsonschema = None


class Strange(ValueError):
    pass


def strict(text):
    def once(pairs):
        seen = {}
        for key, value in pairs:
            if key in seen:
                raise Strange(f"the key {key!r} is there twice")
            seen[key] = value
        return seen

    def refuse(name):
        raise Strange(f"{name} is not JSON")
    return json.loads(text, object_pairs_hook=once, parse_constant=refuse)


def rule(tree):
    findings, documents = [], {}
    names = tree.under("assets", "sample-sites", endings=(".json",))
    names += [n for n in tree.names if n == "CMakePresets.json"]
    for name in names:
        try:
            documents[name] = strict(tree.text(name))
        except ValueError as problem:
            findings.append(Finding(name, getattr(problem, "lineno", 0), str(problem)))
    if jsonschema is None:
        print("note: python3-jsonschema is not installed, schemas are not checked")
        return findings
    for schemaName in [n for n in documents if n.startswith("assets/schema/") and n.endswith(".schema.json")]:
        kind = schemaName.split("/")[-1][:-len(".schema.json")]
        schema = documents[schemaName]
        if not str(schema.get("$schema", "")).startswith("http://json-schema.org/draft-07/schema"):
            findings.append(Finding(schemaName, 0, "says another $schema than draft-07"))
        try:
            jsonschema.Draft7Validator.check_schema(schema)
        except jsonschema.SchemaError as problem:
            findings.append(Finding(schemaName, 0, f"not a draft-07 schema: {problem.message[:200]}"))
            continue
        validator = jsonschema.Draft7Validator(schema)
        for name in [n for n in documents if n.endswith(f".{kind}.json")]:
            for problem in sorted(validator.iter_errors(documents[name]), key=lambda p: list(map(str, p.absolute_path))):
                pointer = "".join(f"/{step}" for step in problem.absolute_path)
                findings.append(Finding(name, 0, f"at {pointer or 'the top'}: {problem.message[:200]}"))
    return findings


if __name__ == "__main__":
    main(rule)
