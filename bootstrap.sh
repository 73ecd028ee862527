#!/usr/bin/env bash
# From a bare Debian 12 machine to a built, demonstrated or tested async-tidy. Safe to run again: what is there is kept.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

build_dir=build
module=$build_dir/lib/libasync-tidy.so
build_packages=(cmake ninja-build clang-22 clang-tidy-22 libclang-22-dev llvm-22-dev libyaml-cpp-dev libsqlite3-dev libboost1.81-dev
  python3 python3-yaml)
# What clangd's libraries, which come with libclang-22-dev, are linked with.
editor_packages=(libgrpc++-dev libprotobuf-dev protobuf-compiler-grpc)
test_packages=(llvm-22-tools clang-format-22 libgtest-dev libasio-dev libasio-doc qt6-base-dev qcoro-qt6-dev
  clangd-22 neovim emacs-nox elpa-eglot git patch dpkg-dev file
  libclang-rt-22-dev g++-12 libbenchmark-dev libxml2-utils python3-jsonschema python3-attr python3-sarif-python-om
  chromium chromium-driver)

usage() {
  cat <<'HELP'
usage: ./bootstrap.sh demo | build | test [lit arguments] | help

  demo   install what is missing, build the module, lint the example agent and show what was found
  build  install what is missing, build the driver, the module and the server for editors
  test   install what is missing, build everything and run every test; the last line counts them
  help   this text

On Debian 12 what is missing is installed with apt (with sudo when needed). Elsewhere the list of what is missing is printed.
Environment: JOBS is the number of parallel jobs (default: the number of processors).
HELP
}

step() { printf '\n==> %s\n' "$*"; }
fail() { printf 'bootstrap.sh: %s\n' "$*" >&2; exit 1; }

on_debian_12() {
  [ -r /etc/os-release ] && (. /etc/os-release && [ "${ID:-}" = debian ] && [ "${VERSION_ID:-}" = 12 ])
}

installed() { [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    fail "needs root to run: $* (become root, or install sudo)"
  fi
}

install_with_apt() {
  local missing=() package
  for package in "$@"; do
    installed "$package" || missing+=("$package")
  done
  if [ ${#missing[@]} = 0 ]; then
    return
  fi
  step "Installing with apt: ${missing[*]}"
  local apt=(env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300)
  as_root "${apt[@]}" update -q
  # A package that needs another one to go away is left to the user to decide.
  as_root "${apt[@]}" install -y -q --no-install-recommends --no-remove "${missing[@]}" ||
    fail "apt cannot install ${missing[*]} as things are (see above); nothing was removed. When other packages are in the way, decide \
yourself with: apt-get install --no-install-recommends ${missing[*]}"
}

# Elsewhere the packages have other names, so the programs and files themselves are looked for.
require_by_hand() {
  local missing=() entry
  local wanted=("cmake|CMake 3.25 or newer" "ninja|Ninja" "clang++-22|Clang 22, as clang++-22"
    "clang-tidy-22|clang-tidy 22, as clang-tidy-22" "llvm-config-22|the LLVM 22 development files" "python3|Python 3.9 or newer")
  if [ "$1" = test ]; then
    wanted+=("clang-format-22|clang-format 22, as clang-format-22" "clangd-22|clangd 22, as clangd-22" "nvim|Neovim 0.7 or newer"
      "emacs|Emacs 28 or newer, with eglot")
  fi
  for entry in "${wanted[@]}"; do
    command -v "${entry%%|*}" >/dev/null || missing+=("${entry#*|}")
  done
  if command -v python3 >/dev/null && ! python3 -c 'import yaml' 2>/dev/null; then
    missing+=("PyYAML for python3")
  fi
  if command -v clang++-22 >/dev/null; then
    local headers=("clang/AST/AST.h|the Clang 22 development files" "yaml-cpp/yaml.h|yaml-cpp 0.7 or newer"
      "sqlite3.h|SQLite 3 (headers)"
      "boost/beast.hpp|Boost 1.81 or newer (headers)")
    if [ "$1" != demo ]; then
      headers+=("grpcpp/grpcpp.h|gRPC with its CMake files")
    fi
    if [ "$1" = test ]; then
      headers+=("gtest/gtest.h|GoogleTest" "asio.hpp|Asio 1.22 or newer (headers)")
    fi
    local include=/usr/include
    if command -v llvm-config-22 >/dev/null; then
      include=$(llvm-config-22 --includedir)
    fi
    for entry in "${headers[@]}"; do
      printf '#if !__has_include(<%s>)\n#error\n#endif\n' "${entry%%|*}" |
        clang++-22 -std=c++20 -I "$include" -E -x c++ - >/dev/null 2>&1 || missing+=("${entry#*|}")
    done
  fi
  if [ ${#missing[@]} != 0 ]; then
    printf 'This is not Debian 12, so nothing is installed for you. Please install:\n'
    printf '  - %s\n' "${missing[@]}"
    printf 'On Debian 12 these packages hold all of it:\n  %s\n' "${build_packages[*]} ${editor_packages[*]} ${test_packages[*]}"
    exit 1
  fi
}

install_packages() {
  if on_debian_12; then
    case "$1" in
      demo) install_with_apt "${build_packages[@]}" ;;
      build) install_with_apt "${build_packages[@]}" "${editor_packages[@]}" ;;
      test) install_with_apt "${build_packages[@]}" "${editor_packages[@]}" "${test_packages[@]}" ;;
    esac
  else
    require_by_hand "$1"
  fi
}

# Configures when there is nothing to build yet, or when the server was left out and can be built now; later changes to the
# CMake files are noticed by the build itself.
configure() {
  if [ ! -e "$build_dir/build.ninja" ] || [ CMakePresets.json -nt "$build_dir/build.ninja" ] ||
    { [ "$2" = editor ] && ! grep -q bin/async-tidy-clangd "$build_dir/build.ninja"; } ||
    ! grep -q "^ASYNC_TIDY_TESTS:BOOL=$1\$" "$build_dir/CMakeCache.txt"; then
    step "Configuring into $build_dir"
    local launcher=()
    if command -v ccache >/dev/null; then
      # ccache looks through precompiled headers only when it is told that their macros and times do not matter.
      launcher=("-DCMAKE_CXX_COMPILER_LAUNCHER=env;CCACHE_SLOPPINESS=pch_defines,time_macros;ccache")
    fi
    cmake --preset default "-DASYNC_TIDY_TESTS=$1" "${launcher[@]}"
  fi
}

build() {
  step "Building ${*:-everything}"
  cmake --build "$build_dir" -j "${JOBS:-$(nproc)}" ${1:+--target "$@"}
}

tests_configured() { grep -qs '^ASYNC_TIDY_TESTS:BOOL=ON$' "$build_dir/CMakeCache.txt" && echo ON || echo OFF; }

case "${1:-help}" in
  demo)
    install_packages demo
    configure "$(tests_configured)" no-editor
    build async-tidy-module
    step "Linting examples/agent with clang-tidy-22"
    exec python3 tools/lint-demo.py --build "$build_dir" --module "$module" --sources examples/agent --jobs "${JOBS:-$(nproc)}"
    ;;
  build)
    install_packages build
    configure "$(tests_configured)" editor
    build async-tidy-module async-tidy async-tidy-clangd
    printf '\nThe driver is %s, the module %s, the server for editors %s\n' "$build_dir/bin/async-tidy" "$module" "$build_dir/bin/async-tidy-clangd"
    ;;
  test)
    shift
    install_packages test
    configure ON editor
    build
    step "Running the tests"
    exec test/run-tests --build "$build_dir" --jobs "${JOBS:-$(nproc)}" -- "$@"
    ;;
  help | -h | --help) usage ;;
  *)
    usage >&2
    exit 2
    ;;
esac
