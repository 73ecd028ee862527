#!/usr/bin/env python3
"""Makes a test program of the code in a page of the documentation.

usage: extract-snippets.py PAGE OUTPUT

Every ```cpp block is a namespace of its own. One that defines `example()` is run, on the virtual clock; what it returns, if anything, has to be what the
comment `// gives: ...` in the block says.
"""
import pathlib
import re
import sys


def main():
    page, output = map(pathlib.Path, sys.argv[1:])
    blocks = re.findall(r"^```cpp\n(.*?)^```", page.read_text(), re.M | re.S)
    if not blocks:
        sys.exit(f"{page}: no code")
    program = ['#include "support.hpp"\n']
    for number, block in enumerate(blocks, 1):
        includes = re.findall(r"^#include .*\n", block, re.M)
        code = re.sub(r"^#include .*\n", "", block, flags=re.M)
        program.append("".join(includes) + f"namespace snippet_{number} {{\n{code}}}\n")
        if "example()" not in code:
            sys.exit(f"{page}: block {number} defines no example()")
        expected = re.search(r"^// gives: (.*)$", code, re.M)
        call = f"run_virtual(snippet_{number}::example())"
        if expected:
            call = f"EXPECT_EQ({call}, {expected.group(1)})"
        program.append(f"TEST(docs, snippet_{number}) {{ {call}; }}\n")
    output.write_text("".join(program))


main()
