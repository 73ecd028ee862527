//===--- ProgramIndex.cpp -------------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "program/ProgramIndex.h"
#include "llvm/ADT/ScopeExit.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Process.h"
#include <sqlite3.h>

using namespace llvm;

namespace async_tidy {

using namespace program;

static constexpr int Version = 2;

static constexpr const char *Schema = R"sql(
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
BEGIN;
CREATE TABLE atoms(function INTEGER, predicate INTEGER, parameter INTEGER, unit TEXT, steps TEXT, words TEXT);
CREATE TABLE overrides(overridden INTEGER, method INTEGER, class INTEGER, pure INTEGER);
CREATE TABLE bases(base INTEGER, class INTEGER);
)sql";

static constexpr const char *Keys = R"sql(
CREATE INDEX atoms_by_function ON atoms(function, predicate, parameter);
CREATE INDEX overrides_by_method ON overrides(overridden);
CREATE INDEX bases_by_class ON bases(base);
COMMIT;
)sql";

static Error failure(sqlite3 *Database, StringRef File) {
  std::string Why = Database ? sqlite3_errmsg(Database) : "out of memory";
  return createStringError("'" + File + "': " + Why);
}

/// Only these are asked for a reason.
static bool isExplained(Predicate P) {
  return P == Predicate::Blocks || P == Predicate::Waits || P == Predicate::Takes || P == Predicate::RunsOn;
}

static std::string joined(const Words &All) {
  std::string Text;
  for (const auto &[Name, Value] : All)
    Text += Name + '\t' + Value + '\n';
  return Text;
}

namespace {
/// Runs one statement for many rows.
class Statement {
public:
  Statement(sqlite3 *Database, const char *Text) { sqlite3_prepare_v2(Database, Text, -1, &Prepared, nullptr); }
  ~Statement() { sqlite3_finalize(Prepared); }
  Statement &operator<<(int64_t Value) {
    sqlite3_bind_int64(Prepared, ++Bound, Value);
    return *this;
  }
  Statement &operator<<(StringRef Text) {
    sqlite3_bind_text(Prepared, ++Bound, Text.data(), int(Text.size()), SQLITE_TRANSIENT);
    return *this;
  }
  bool run() {
    Bound = 0;
    return Prepared && sqlite3_step(Prepared) == SQLITE_DONE && sqlite3_reset(Prepared) == SQLITE_OK;
  }

private:
  sqlite3_stmt *Prepared = nullptr;
  int Bound = 0;
};
} // namespace

static Error fill(sqlite3 *Database, const LinkedProgram &Program, ArrayRef<UnitFacts> Units, StringRef File) {
  if (sqlite3_exec(Database, Schema, nullptr, nullptr, nullptr) != SQLITE_OK)
    return failure(Database, File);
  bool Good = true;
  {
    Statement Insert(Database, "INSERT INTO atoms VALUES(?, ?, ?, ?, ?, ?)");
    Program.forEachDerived([&](const Atom &A, StringRef Unit) {
      std::string Steps, End;
      if (isExplained(A.P)) {
        Explanation Why = Program.explain(A);
        json::Array List;
        for (const FindingNote &Step : Why.Steps)
          List.push_back(toJSON(Step));
        raw_string_ostream(Steps) << json::Value(std::move(List));
        End = joined(Why.End);
      }
      Good &= (Insert << int64_t(A.Function) << int64_t(A.P) << int64_t(A.Parameter) << Unit << StringRef(Steps)
                      << StringRef(End))
                  .run();
    });
    Statement Override(Database, "INSERT INTO overrides VALUES(?, ?, ?, ?)");
    Statement Base(Database, "INSERT INTO bases VALUES(?, ?)");
    for (const UnitFacts &Unit : Units) {
      for (const UnitFacts::OverrideRecord &O : Unit.Overrides)
        Good &= (Override << int64_t(O.Overridden) << int64_t(O.Method) << int64_t(O.Class) << int64_t(O.IsPure)).run();
      for (const UnitFacts::BaseRecord &B : Unit.Bases)
        Good &= (Base << int64_t(B.Base) << int64_t(B.Class)).run();
    }
  }
  std::string End = Keys + std::string("PRAGMA user_version = ") + std::to_string(Version) + ";";
  if (!Good || sqlite3_exec(Database, End.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
    return failure(Database, File);
  return Error::success();
}

Error writeIndex(const LinkedProgram &Program, ArrayRef<UnitFacts> Units, StringRef File) {
  std::string Beside = (File + "." + Twine(sys::Process::getProcessId()) + ".new").str();
  (void)sys::fs::remove(Beside);
  sqlite3 *Database = nullptr;
  int Opened = sqlite3_open_v2(Beside.c_str(), &Database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
  Error Problem = Opened == SQLITE_OK ? fill(Database, Program, Units, File) : failure(Database, File);
  if (sqlite3_close(Database) != SQLITE_OK && !Problem)
    Problem = createStringError("'" + File + "' cannot be finished");
  if (!Problem)
    if (std::error_code Code = sys::fs::rename(Beside, File))
      Problem = createStringError("'" + File + "': " + Code.message());
  if (Problem)
    (void)sys::fs::remove(Beside);
  return Problem;
}

Expected<std::unique_ptr<ProgramIndex>> ProgramIndex::open(StringRef File, StringRef Unit) {
  std::unique_ptr<ProgramIndex> Index(new ProgramIndex);
  Index->Unit = Unit.str();
  if (sqlite3_open_v2(File.str().c_str(), &Index->Database, SQLITE_OPEN_READONLY, nullptr) != SQLITE_OK)
    return failure(Index->Database, File);
  sqlite3_stmt *Asked = nullptr;
  int Found = -1;
  if (sqlite3_prepare_v2(Index->Database, "PRAGMA user_version", -1, &Asked, nullptr) == SQLITE_OK &&
      sqlite3_step(Asked) == SQLITE_ROW)
    Found = sqlite3_column_int(Asked, 0);
  sqlite3_finalize(Asked);
  if (Found == -1)
    return failure(Index->Database, File);
  if (Found != Version)
    return createStringError("'" + File + "' was written by another version");
  auto prepare = [&](sqlite3_stmt *&Into, const char *Text) {
    return sqlite3_prepare_v2(Index->Database, Text, -1, &Into, nullptr) == SQLITE_OK;
  };
  // What callers say of a function is kept for each unit, so that a unit can leave out its own past.
  if (!prepare(Index->Lookup,
               "SELECT steps, words FROM atoms WHERE function = ? AND predicate = ? AND parameter = ? AND "
               "(? = 0 OR unit <> ?) ORDER BY unit LIMIT 1") ||
      !prepare(Index->Overriders, "SELECT DISTINCT method, class, pure FROM overrides WHERE overridden = ?") ||
      !prepare(Index->Derived, "SELECT DISTINCT class FROM bases WHERE base = ?"))
    return failure(Index->Database, File);
  return std::move(Index);
}

ProgramIndex::~ProgramIndex() {
  for (sqlite3_stmt *S : {Lookup, Overriders, Derived})
    sqlite3_finalize(S);
  sqlite3_close(Database);
}

static StringRef textOf(sqlite3_stmt *Row, int Column) {
  return StringRef(reinterpret_cast<const char *>(sqlite3_column_text(Row, Column)), sqlite3_column_bytes(Row, Column));
}

std::optional<Explanation> ProgramIndex::lookup(const Atom &A) {
  scope_exit Reset([&] { sqlite3_reset(Lookup); });
  sqlite3_bind_int64(Lookup, 1, int64_t(A.Function));
  sqlite3_bind_int64(Lookup, 2, int64_t(A.P));
  sqlite3_bind_int64(Lookup, 3, A.Parameter);
  sqlite3_bind_int64(Lookup, 4, isOfCallers(A.P));
  sqlite3_bind_text(Lookup, 5, Unit.data(), int(Unit.size()), SQLITE_STATIC);
  if (sqlite3_step(Lookup) != SQLITE_ROW)
    return std::nullopt;
  Explanation Why;
  Why.End = UnitFacts::words(textOf(Lookup, 1));
  if (StringRef Steps = textOf(Lookup, 0); !Steps.empty()) {
    json::Path::Root Root("steps");
    if (auto Parsed = json::parse(Steps))
      (void)json::fromJSON(*Parsed, Why.Steps, Root);
    else
      consumeError(Parsed.takeError());
  }
  return Why;
}

std::vector<UnitFacts::OverrideRecord> ProgramIndex::overriders(FunctionId Method) {
  scope_exit Reset([&] { sqlite3_reset(Overriders); });
  std::vector<UnitFacts::OverrideRecord> All;
  sqlite3_bind_int64(Overriders, 1, int64_t(Method));
  while (sqlite3_step(Overriders) == SQLITE_ROW)
    All.push_back({FunctionId(sqlite3_column_int64(Overriders, 0)), FunctionId(sqlite3_column_int64(Overriders, 1)),
                   Method, uint64_t(sqlite3_column_int64(Overriders, 2))});
  return All;
}

std::vector<FunctionId> ProgramIndex::derived(FunctionId Class) {
  scope_exit Reset([&] { sqlite3_reset(Derived); });
  std::vector<FunctionId> All;
  sqlite3_bind_int64(Derived, 1, int64_t(Class));
  while (sqlite3_step(Derived) == SQLITE_ROW)
    All.push_back(FunctionId(sqlite3_column_int64(Derived, 0)));
  return All;
}

} // namespace async_tidy
