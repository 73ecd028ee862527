#!/usr/bin/env python3
"""Reads the reports of one run with readers that are not ours, and compares what they hold.

usage: check_reports.py FOLDER

FOLDER holds found.sarif, found.gitlab.json, found.rdjson, found.xml, found.github and found.jsonl of the same run. SARIF is read
with the object model of python3-sarif-python-om, whose classes know each property and which are required, and compared with the
JSON schema of the standard where SARIF_SCHEMA names it (no package of Debian has it); GitLab's and reviewdog's formats are compared
with JSON schemas of what their documentation requires; JUnit is read by the standard library.
"""
import importlib
import json
import os
import pathlib
import re
import sys
import xml.etree.ElementTree

import attr
import jsonschema

sys.path.append("/usr/lib/python3/dist-packages")
folder = pathlib.Path(sys.argv[1])

POSITION = {"type": "object", "required": ["line"], "properties": {"line": {"type": "integer", "minimum": 1}, "column": {"type": "integer", "minimum": 1}}}
RANGE = {"type": "object", "required": ["start"], "properties": {"start": POSITION, "end": POSITION}}
LOCATION = {"type": "object", "required": ["path"], "properties": {"path": {"type": "string", "pattern": "^[^/]"}, "range": RANGE}}
RDJSON = {
    "type": "object", "required": ["diagnostics"],
    "properties": {
        "source": {"type": "object", "required": ["name"]},
        "diagnostics": {"type": "array", "items": {
            "type": "object", "required": ["message", "location"], "additionalProperties": False,
            "properties": {
                "message": {"type": "string"}, "location": LOCATION, "severity": {"enum": ["ERROR", "WARNING", "INFO"]},
                "code": {"type": "object", "required": ["value"]},
                "suggestions": {"type": "array", "items": {"type": "object", "required": ["range", "text"], "properties": {"range": RANGE}}},
                "related_locations": {"type": "array", "items": {"type": "object", "required": ["location"], "properties": {"location": LOCATION}}}}}}}}
GITLAB = {
    "type": "array", "items": {
        "type": "object", "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string"}, "check_name": {"type": "string"}, "fingerprint": {"type": "string", "minLength": 8},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {"type": "object", "required": ["path", "lines"], "properties": {
                "path": {"type": "string", "pattern": "^[^/.]"},
                "lines": {"type": "object", "required": ["begin"], "properties": {"begin": {"type": "integer", "minimum": 1}}}}}}}}

# What a property holds, where its name does not say so.
SARIF_CLASSES = {
    "runs": "Run", "driver": "ToolComponent", "rules": "ReportingDescriptor", "results": "Result", "locations": "Location",
    "relatedLocations": "Location", "codeFlows": "CodeFlow", "threadFlows": "ThreadFlow", "suppressions": "Suppression", "fixes": "Fix",
    "artifactChanges": "ArtifactChange", "replacements": "Replacement", "logicalLocations": "LogicalLocation", "region": "Region",
    "deletedRegion": "Region", "insertedContent": "ArtifactContent", "message": "Message", "description": "Message", "tool": "Tool",
    "shortDescription": "MultiformatMessageString", "fullDescription": "MultiformatMessageString", "help": "MultiformatMessageString",
    "defaultConfiguration": "ReportingConfiguration", "properties": "PropertyBag", "automationDetails": "RunAutomationDetails",
    "invocations": "Invocation", "toolExecutionNotifications": "Notification", "physicalLocation": "PhysicalLocation",
    "artifactLocation": "ArtifactLocation", "location": "Location"}


def read_sarif(value, kind, where):
    """Fails on a property that the class does not have, and on one that it requires and that is not there."""
    if kind == "PropertyBag":
        return
    fields = {field.metadata["schema_property_name"]: field for field in attr.fields(getattr(importlib.import_module("sarif_om"), kind))}
    for name in value:
        assert name in fields, f"{where}: {kind} has no property {name}"
    for name, field in fields.items():
        assert field.default is not attr.NOTHING or name in value, f"{where}: {kind} needs the property {name}"
    for name, inner in value.items():
        if kind == "ThreadFlow" and name == "locations":
            inner_kind = "ThreadFlowLocation"
        else:
            inner_kind = SARIF_CLASSES.get(name)
        for index, part in enumerate(inner if isinstance(inner, list) else [inner]):
            if isinstance(part, dict) and name != "partialFingerprints":
                assert inner_kind, f"{where}: what is {name}?"
                read_sarif(part, inner_kind, f"{where}.{name}[{index}]")


records = [json.loads(line) for line in (folder / "found.jsonl").read_text().splitlines()]
open_records = [record for record in records if not record["suppressed"] and record.get("baseline") != "known"]
expected = sorted((record["rule"], record["start"]["file"], record["start"]["line"]) for record in open_records)
assert expected, "there is nothing to compare"

sarif = json.loads((folder / "found.sarif").read_text())
read_sarif(sarif, "SarifLog", "sarif")
if schema := os.environ.get("SARIF_SCHEMA"):
    jsonschema.validate(sarif, json.loads(pathlib.Path(schema).read_text()))
run = sarif["runs"][0]
assert len(run["results"]) == len(records)
fingerprints = set()
for result in run["results"]:
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert not uri["uri"].startswith(("/", "file:")) and uri["uriBaseId"] == "%SRCROOT%", uri
    region = result["locations"][0]["physicalLocation"]["region"]
    assert (region["endLine"], region["endColumn"]) > (region["startLine"], region["startColumn"]), region
    fingerprints.add(result["partialFingerprints"]["primaryLocationLineHash"])
    links = [int(number) for number in re.findall(r"\]\((\d+)\)", result["message"]["text"])]
    assert links == [location["id"] for location in result.get("relatedLocations", [])], result["message"]
assert len(fingerprints) == len(records)
for rule in run["tool"]["driver"]["rules"]:
    if rule["id"].startswith("async-"):
        assert len(rule["fullDescription"]["text"]) <= 1024 and rule["help"]["markdown"].startswith("# "), rule["id"]
shown = [result for result in run["results"] if not result.get("suppressions")]
assert expected == sorted((r["ruleId"], r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], r["locations"][0]["physicalLocation"]["region"]["startLine"]) for r in shown)
assert any(result.get("codeFlows") for result in run["results"]) and any(result.get("fixes") for result in run["results"])

gitlab = json.loads((folder / "found.gitlab.json").read_text())
jsonschema.validate(gitlab, GITLAB)
assert expected == sorted((entry["check_name"], entry["location"]["path"], entry["location"]["lines"]["begin"]) for entry in gitlab)
assert len({entry["fingerprint"] for entry in gitlab}) == len(gitlab)

rdjson = json.loads((folder / "found.rdjson").read_text())
jsonschema.validate(rdjson, RDJSON)
assert expected == sorted((d["code"]["value"], d["location"]["path"], d["location"]["range"]["start"]["line"]) for d in rdjson["diagnostics"])
assert any(diagnostic["suggestions"] for diagnostic in rdjson["diagnostics"])

suites = xml.etree.ElementTree.parse(folder / "found.xml").getroot()
for suite in suites:
    for name, count in (("tests", len(suite)), ("failures", len(suite.findall(".//failure"))), ("skipped", len(suite.findall(".//skipped")))):
        assert int(suite.get(name)) == count, (suite.get("name"), name)
failures = [(case.find("failure").get("type"), case.get("classname")) for case in suites.iter("testcase") if case.find("failure") is not None]
assert sorted(failures) == sorted((rule, path) for rule, path, _ in expected)

github = (folder / "found.github").read_text().splitlines()
commands = [re.fullmatch(r"::(?:warning|error|notice) title=([\w-]+),file=([^,:]+),line=(\d+),endLine=\d+(?:,col=\d+,endColumn=\d+)?::.+", line) for line in github]
assert all(commands), github
assert expected == sorted((m[1], m[2], int(m[3])) for m in commands)
print(len(expected), "findings in every report")
