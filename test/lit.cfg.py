import os
import pathlib
import shutil
import subprocess

import lit.formats

config.name = "async-tidy"
config.test_format = lit.formats.ShTest(execute_external=False)
config.suffixes = [".cpp", ".test"]
config.excludes = ["Inputs", "unit", "runtime", "programs", "asio-client.cpp", "runtime.cpp", "LinkCost.cpp"]
config.test_source_root = os.path.join(config.source_root, "test")
config.test_exec_root = os.path.join(config.build_root, "test")

# What the project asks of its own sources is not for the tests, which run below it.
os.makedirs(config.test_exec_root, exist_ok=True)
pathlib.Path(config.test_exec_root, ".clang-tidy").write_text("Checks: ''\n")

module = os.path.join(config.build_root, "lib", "libasync-tidy.so")
tests = config.test_source_root
mocks = os.path.join(tests, "Inputs", "include")

config.environment["PATH"] = os.pathsep.join([config.llvm_tools, os.environ["PATH"]])
# The tests must not find a configuration of the machine they run on.
config.environment.pop("ASYNC_TIDY_PLUGIN", None)
config.environment["ASYNC_TIDY_TEST_TIDY"] = config.clang_tidy
config.environment["ASYNC_TIDY_TEST_MODULE"] = module
config.environment["ASYNC_TIDY_TEST_INPUTS"] = os.path.join(tests, "Inputs")

def python(script):
    return f"{config.python} {os.path.join(tests, script)}"

config.substitutions += [
    ("%check_async_tidy", python("check_async_tidy.py")),
    ("%check_docs", python("docs/check_docs.py")),
    ("%check_broken", python("module/check_broken.py")),
    ("%check_dump", python("module/check_dump.py")),
    ("%async_tidy", f"{config.clang_tidy} --load={module}"),
    ("%driver", os.path.join(config.build_root, "bin", "async-tidy")),
    ("%clang_tidy", config.clang_tidy),
    ("%clangd", os.path.join(config.build_root, "bin", "async-tidy-clangd")),
    ("%stock_clangd", config.clangd),
    ("%clang_format", config.clang_format),
    ("%clangxx", config.clangxx),
    ("%llvm_include", config.llvm_include.split(";")[0]),
    ("%python", config.python),
    ("%flags", f"-std=c++20 -w -isystem {mocks} -I {os.path.join(tests, 'Inputs')}"),
    ("%module", module),
    ("%mocks", mocks),
    ("%root", config.source_root),
    ("%build", config.build_root),
]

def has_header(header, *flags):
    code = f"#if !__has_include(<{header}>)\n#error\n#endif\n"
    return subprocess.run([config.clangxx, "-E", *flags, "-x", "c++", "-"], input=code, text=True,
                          capture_output=True).returncode == 0

if has_header("boost/asio.hpp"):
    config.available_features.add("boost")
if has_header("asio.hpp"):
    config.available_features.add("asio")

# What the tests of the editor server need; what is missing is counted as skipped.
if os.path.exists(os.path.join(config.build_root, "bin", "async-tidy-clangd")) and config.clangd:
    config.available_features.add("clangd")
if shutil.which("nvim"):
    config.available_features.add("neovim")
if shutil.which("emacs") and subprocess.run(
        ["emacs", "--batch", "--eval", "(progn (require 'package) (package-initialize) (require 'eglot))"],
        capture_output=True).returncode == 0:
    config.available_features.add("eglot")

qt = next(pathlib.Path("/usr/include").glob("*/qt6"), pathlib.Path("/usr/include/qt6"))
qt_flags = ["-fPIC", "-isystem", "/usr/include/qcoro6", "-isystem", "/usr/include/qcoro6/qcoro"]
for folder in ("", "QtCore", "QtNetwork"):
    qt_flags += ["-isystem", str(qt / folder)]
config.substitutions.append(("%qt_flags", " ".join(qt_flags)))
if has_header("QCoro/QCoroTask", *qt_flags) and has_header("QTimer", *qt_flags):
    config.available_features.add("qcoro")

asio_examples = "/usr/share/doc/libasio-dev/examples"
config.substitutions.append(("%asio_examples", asio_examples))
if os.path.isdir(asio_examples):
    config.available_features.add("asio-examples")
# Readers of reports that are not ours.
if "SARIF_SCHEMA" in os.environ:
    config.environment["SARIF_SCHEMA"] = os.environ["SARIF_SCHEMA"]
readers = "import attr, jsonschema, sys; sys.path.append('/usr/lib/python3/dist-packages'); import sarif_om"
if subprocess.run([config.python, "-c", readers], capture_output=True).returncode == 0 and shutil.which("xmllint"):
    config.available_features.add("report-readers")
# Whether this user may lay folders over others for a program.
if subprocess.run(["unshare", "-m", "mount", "-t", "overlay", "none", "-o", "lowerdir=/usr/share:/usr", "/usr"], capture_output=True).returncode == 0:
    config.available_features.add("mounts")
if shutil.which("chromium") and shutil.which("chromedriver"):
    config.available_features.add("browser")
if config.clang_format:
    config.available_features.add("clang-format")
