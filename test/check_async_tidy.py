#!/usr/bin/env python3
"""Runs clang-tidy with the async-tidy module on one test file and compares what it says with what the file expects.

usage: check_async_tidy.py FILE CHECKS TEMP [clang-tidy arguments] [-- compiler flags]

Used in a lit test as

    // RUN: %check_async_tidy %s async-dropped-awaitable %t

CHECKS is a comma separated list. What the file expects stands in comments; a file without any must be silent.

    fetch(1); // expect: async-dropped-awaitable
        This line is reported by this check (several: separated by commas). The set of reported lines must be equal.
        `expect[folly, kj]: ...` holds for these libraries only (see LIBRARIES).
    // expect-message: 'fetch' returns a task that is never awaited
    // expect-note: declared here
        The exact text of a warning or of a note; {{...}} is a regular expression. It belongs to the code line above, or to its
        own line when there is code on it. A file with one expect-note must expect every note that points into it.
    // expect-fix: co_await fetch(1);
        The code line above, after the fix. Several such comments in a row stand for as many lines above them.
    // flags: -DX=1
    // option: async-dropped-awaitable.AllowCastToVoid=false
        Compiler flags and check options; %S is the folder of the file.
    // LIBRARIES: folly libcoro
        Runs the file once per library, with -DLIB_FOLLY and so on; Inputs/library.hpp has the common vocabulary.
    // REAL-HEADERS
        The mock headers in Inputs/include are not searched.
    // CHECK-FIXES: ...
        The fixed file is given to FileCheck with this prefix.

Every fix is applied; the result must compile, and the findings that had a fix must be gone when it is linted again.
"""
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys

TIDY = os.environ.get("ASYNC_TIDY_TEST_TIDY", "clang-tidy-22")
ROOT = pathlib.Path(__file__).resolve().parent
INPUTS = pathlib.Path(os.environ.get("ASYNC_TIDY_TEST_INPUTS", ROOT / "Inputs"))
MODULE = os.environ.get("ASYNC_TIDY_TEST_MODULE", str(ROOT.parent / "build/lib/libasync-tidy.so"))

DIAGNOSTIC = re.compile(r"^(?P<file>[^\s].*?):(?P<line>\d+):(?P<column>\d+): (?P<level>warning|error|note): (?P<text>.*)$")
CHECK_NAMES = re.compile(r" \[([\w.,+-]+)\]$")
EXPECTATION = re.compile(
    r"//\s*expect(?P<kind>-message|-note|-fix)?(?:\[(?P<libraries>[\w, ]+)\])?:(?P<text>.*?)(?=//\s*expect[-\[:]|$)")
FIX_NOTES = ("FIX-IT applied suggested code changes", "FIX-IT attempted", "this fix will not be applied")


class Diagnostic:
    def __init__(self, match):
        self.file, self.line, self.level, text = match["file"], int(match["line"]), match["level"], match["text"]
        names = CHECK_NAMES.search(text) if self.level != "note" else None
        self.checks = names[1].split(",") if names else []
        self.text = text[:names.start()] if names else text
        self.fixed = False

    def __str__(self):
        return f"{self.line}: {self.level}: {self.text}" + (f" [{','.join(self.checks)}]" if self.checks else "")


class Expectations:
    """What a file's comments ask for, for one library."""

    def __init__(self, lines, library):
        self.checks = {}    # line -> set of checks
        self.messages = []  # (line, text)
        self.notes = []     # (line, text)
        self.fixes = []     # (line of the first code line, [texts])
        self.has_notes = any(re.search(r"//\s*expect-note", line) for line in lines)
        anchor = 0
        run = []
        for number, line in enumerate(lines, 1):
            found = list(EXPECTATION.finditer(line))
            if not found:
                run = []
                if line.strip():
                    anchor = number
                continue
            if line[:found[0].start()].strip():
                anchor = number
                run = []
            for match in found:
                if match["libraries"] and library not in re.split(r"[\s,]+", match["libraries"]):
                    continue
                text = match["text"].strip()
                if match["kind"] == "-message":
                    self.messages.append((anchor, text))
                elif match["kind"] == "-note":
                    self.notes.append((anchor, text))
                elif match["kind"] == "-fix":
                    if not run:
                        self.fixes.append((anchor, run))
                    run.append(text)
                else:
                    self.checks.setdefault(anchor, set()).update(re.split(r"\s*,\s*", text))


def code_of(line):
    return re.sub(r"\s*//\s*expect(-message|-note|-fix)?(\[[\w, ]+\])?:.*", "", line).strip()


def matches(expected, actual):
    parts = re.split(r"\{\{(.*?)\}\}", expected)
    pattern = "".join(part if index % 2 else re.escape(part) for index, part in enumerate(parts))
    return re.fullmatch(pattern, actual) is not None


class Run:
    def __init__(self, source, checks, tidy_args, flags, library):
        self.source, self.library = source, library
        self.text = source.read_text()
        self.lines = self.text.splitlines()
        self.checks = checks.split(",")
        self.tidy_args = tidy_args
        here = str(source.parent)
        own_flags = [flag.replace("%S", here) for line in re.findall(r"//\s*flags:(.*)", self.text) for flag in shlex.split(line)]
        self.options = [option.strip().replace("%S", here).split("=", 1) for option in re.findall(r"//\s*option:\s*(\S+=.*)", self.text)]
        mocks = [] if "// REAL-HEADERS" in self.text else ["-isystem", str(INPUTS / "include")]
        self.flags = ["-std=c++20", "-w", *mocks, "-I", str(INPUTS), "-I", here, *own_flags, *flags]
        if library:
            self.flags.append(f"-DLIB_{library.upper()}")
        self.expected = Expectations(self.lines, library)
        self.failures = []

    def fail(self, title, items=()):
        rows = [f"    {item}" for item in items]
        self.failures.append("\n".join([f"  {title}", *rows]))

    def line_text(self, line):
        return f"{line}: {self.lines[line - 1].strip()}" if 0 < line <= len(self.lines) else f"{line}:"

    def tidy(self, path, fix):
        options = "".join(f", {{key: {key}, value: '{value}'}}" for key, value in self.options)
        config = "{Checks: '-*,%s', CheckOptions: [%s]}" % (",".join(self.checks), options[2:])
        command = [TIDY, f"--load={MODULE}", f"--config={config}", *(["--fix"] if fix else []), *self.tidy_args, str(path), "--", *self.flags]
        result = subprocess.run(command, capture_output=True, text=True)
        if result.returncode < 0 or "Stack dump" in result.stderr or "PLEASE submit a bug report" in result.stderr:
            self.fail("clang-tidy crashed:", [shlex.join(command), *result.stderr.splitlines()[-30:]])
        findings, notes, others = [], [], []
        for line in result.stdout.splitlines():
            match = DIAGNOSTIC.match(line)
            if not match:
                continue
            diagnostic = Diagnostic(match)
            if diagnostic.level == "note":
                if diagnostic.text.startswith(FIX_NOTES):
                    if findings:
                        findings[-1].fixed = True
                elif os.path.exists(diagnostic.file) and os.path.samefile(diagnostic.file, path):
                    notes.append(diagnostic)
            elif set(diagnostic.checks) & set(self.checks):
                findings.append(diagnostic)
            else:
                others.append(diagnostic)
        if others:
            self.fail("what is not a finding of the checks under test:", others)
        if not others and not findings and result.returncode != 0:
            self.fail(f"clang-tidy failed with {result.returncode}:", [shlex.join(command), *result.stderr.splitlines()[-30:]])
        return findings, notes

    def compare_lines(self, findings):
        got = {(finding.line, check) for finding in findings for check in finding.checks if check in self.checks}
        want = {(line, check) for line, checks in self.expected.checks.items() for check in checks if check in self.checks}
        unknown = {check for checks in self.expected.checks.values() for check in checks if check not in self.checks and not check.startswith("async-")}
        if unknown:
            self.fail("expected, but no check:", sorted(unknown))
        if want - got:
            self.fail("expected, but not reported:", [f"{self.line_text(line)}  [{check}]" for line, check in sorted(want - got)])
        if got - want:
            self.fail("reported, but not expected:", [f for f in findings if any((f.line, c) in got - want for c in f.checks)])

    def compare_texts(self, title, expected, diagnostics, complete):
        left = list(diagnostics)
        missing = []
        for line, text in expected:
            for diagnostic in left:
                if diagnostic.line == line and matches(text, diagnostic.text):
                    left.remove(diagnostic)
                    break
            else:
                missing.append((line, text))
        if missing:
            rows = []
            for line, text in missing:
                rows.append(f"{line}: expected: {text}")
                rows += [f"{line}:      got: {d.text}" for d in diagnostics if d.line == line]
            self.fail(f"{title} that are not there:", rows)
        if complete and left:
            self.fail(f"{title} that are not expected:", left)

    def compare_fixed(self, fixed, findings):
        new_lines = fixed.read_text().splitlines()
        new_fixes = Expectations(new_lines, self.library).fixes
        if len(new_fixes) != len(self.expected.fixes):
            self.fail("the fixes took expectation comments away:", new_lines)
            return
        for (old_anchor, texts), (anchor, _) in zip(self.expected.fixes, new_fixes):
            actual = [code_of(line) for line in new_lines[max(anchor - len(texts), 0):anchor]]
            if not all(matches(want, got) for want, got in zip(texts, actual)):
                self.fail(f"line {old_anchor} after the fix:", [f"expected: {text}" for text in texts] + [f"     got: {text}" for text in actual])
        if "CHECK-FIXES" in self.text:
            stripped = fixed.with_suffix(".stripped")
            stripped.write_text("\n".join(re.sub(r"\s*//\s*(CHECK-[\w-]+|RUN|expect[\w, \[\]-]*):.*", "", line) for line in new_lines) + "\n")
            result = subprocess.run(["FileCheck", f"--input-file={stripped}", str(self.source), "--check-prefix=CHECK-FIXES", "--match-full-lines",
                                     "--dump-input=never"], capture_output=True, text=True)
            if result.returncode != 0:
                self.fail("FileCheck on the fixed file:", result.stderr.splitlines())
        if fixed.read_text() == self.text:
            return
        # This run compiles the fixed file as well: its errors are not findings of the checks under test, so they fail.
        failures_before = len(self.failures)
        left, _ = self.tidy(fixed, fix=False)
        if len(self.failures) > failures_before:
            self.fail(f"after the fixes, in {fixed}")
            return
        unfixed = [code_of(self.lines[f.line - 1]) for f in findings if not f.fixed]
        stayed = []
        for finding in left:
            code = code_of(new_lines[finding.line - 1])
            if code in unfixed:
                unfixed.remove(code)
            else:
                stayed.append(f"{finding}\n        {code}")
        if stayed:
            self.fail("reported again after the fix:", stayed)

    def run(self, temp):
        before = len(self.failures)
        temp.mkdir(parents=True, exist_ok=True)
        copy = temp / self.source.name
        shutil.copy(self.source, copy)
        copy.chmod(0o644)
        findings, notes = self.tidy(copy, fix=True)
        self.compare_lines(findings)
        self.compare_texts("messages", self.expected.messages, findings, complete=False)
        self.compare_texts("notes", self.expected.notes, notes, complete=self.expected.has_notes)
        if len(self.failures) == before or findings:
            self.compare_fixed(copy, findings)
        return not self.failures


def main():
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    source, checks, temp = pathlib.Path(sys.argv[1]).resolve(), sys.argv[2], pathlib.Path(sys.argv[3])
    rest = sys.argv[4:]
    split = rest.index("--") if "--" in rest else len(rest)
    tidy_args, flags = rest[:split], rest[split + 1:]
    libraries = " ".join(re.findall(r"//\s*LIBRARIES:(.*)", source.read_text())).split() or [""]
    failed = False
    for library in libraries:
        # A file of an earlier run would be fixed already.
        folder = temp.with_name(temp.name + ("." + library if library else "") + ".dir")
        shutil.rmtree(folder, ignore_errors=True)
        run = Run(source, checks, tidy_args, flags, library)
        if not run.run(folder):
            failed = True
            print(f"FAILED {source}" + (f" with {library}" if library else ""))
            print("\n".join(run.failures))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
