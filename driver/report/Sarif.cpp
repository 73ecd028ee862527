//===--- Sarif.cpp --------------------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// SARIF 2.1.0. What GitHub code scanning reads decides where things stand: it shows the first location only, takes
/// steps from the locations that the message links to and from code flows, and tells alerts apart by
/// `primaryLocationLineHash` alone. Fixes are for other viewers. Suppressed and known findings stay in, marked as such:
/// an alert whose result is missing counts as mended.
///
//===----------------------------------------------------------------------===//

#include "Uri.h"
#include "report/Formats.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace async_tidy::driver {
namespace {

constexpr StringLiteral SchemaUri = "https://json.schemastore.org/sarif-2.1.0.json";
constexpr StringLiteral RootId = "%SRCROOT%";

/// Text of a message, where brackets begin a link and braces a placeholder.
std::string escaped(StringRef Text) {
  std::string Out;
  for (char C : Text) {
    if (StringRef("\\[]").contains(C))
      Out += '\\';
    Out += C;
    if (C == '{' || C == '}')
      Out += C;
  }
  return Out;
}

class Writer {
public:
  Writer(const ProjectReport &R, SourceLines &Sources, raw_ostream &Out) : R(R), Sources(Sources), J(Out, 2) {}

  void write() {
    for (const ReportedFinding &F : R.Findings)
      RuleIndex.insert({F.Rule, 0});
    std::vector<StringRef> Names;
    for (const auto &[Name, Unused] : RuleIndex)
      Names.push_back(Name);
    llvm::sort(Names);
    for (auto [Index, Name] : enumerate(Names))
      RuleIndex[Name] = static_cast<int64_t>(Index);

    J.object([&] {
      J.attribute("$schema", SchemaUri);
      J.attribute("version", "2.1.0");
      J.attributeArray("runs", [&] {
        J.object([&] {
          J.attributeObject("tool", [&] {
            J.attributeObject("driver", [&] {
              J.attribute("name", "async-tidy");
              J.attribute("semanticVersion", ASYNC_TIDY_VERSION);
              J.attributeArray("rules", [&] {
                for (StringRef Name : Names)
                  writeRule(Name);
              });
            });
          });
          J.attributeObject("automationDetails", [&] { J.attribute("id", "async-tidy/"); });
          J.attribute("columnKind", "utf16CodeUnits");
          writeInvocation();
          J.attributeArray("results", [&] {
            for (const ReportedFinding &F : R.Findings)
              writeResult(F);
          });
        });
      });
    });
  }

private:
  void text(StringRef Name, StringRef Text) {
    J.attributeObject(Name, [&] { J.attribute("text", Text); });
  }

  void writeRule(StringRef Name) {
    J.object([&] {
      J.attribute("id", Name);
      const Rule *Known = reportedRule(Name);
      if (!Known) { // Of clang-tidy itself, or Clang.
        text("shortDescription", Name);
        text("fullDescription", Name);
        text("help", Name);
        return;
      }
      std::string Sentence = Known->Summary.str();
      Sentence[0] = toUpper(Sentence[0]);
      text("shortDescription", Sentence);
      text("fullDescription", Sentence + ".");
      J.attributeObject("help", [&] {
        J.attribute("text", Known->Page);
        J.attribute("markdown", Known->Page);
      });
      J.attributeObject("defaultConfiguration", [&] { J.attribute("level", "warning"); });
      J.attributeObject("properties", [&] {
        J.attribute("precision", Known->Tier == "stable" ? "high" : "medium");
        J.attribute("problem.severity", Known->Level == Severity::High     ? "error"
                                        : Known->Level == Severity::Medium ? "warning"
                                                                           : "recommendation");
        J.attributeArray("tags", [&] {
          for (StringRef Tag : Known->Tags)
            J.value(Tag);
        });
      });
    });
  }

  void writeInvocation() {
    J.attributeArray("invocations", [&] {
      J.object([&] {
        J.attribute("executionSuccessful", R.Problems.empty());
        J.attributeArray("toolExecutionNotifications", [&] {
          for (const UnitProblem &Problem : R.Problems)
            J.object([&] {
              J.attribute("level", "error");
              text("message", json::fixUTF8(R.describe(Problem)));
            });
        });
      });
    });
  }

  void writeRegion(StringRef Name, const Place &Start, const Place &End) {
    J.attributeObject(Name, [&] {
      J.attribute("startLine", Start.Line);
      J.attribute("startColumn", Sources.utf16Column(Start));
      if (End.Line) {
        J.attribute("endLine", End.Line);
        J.attribute("endColumn", Sources.utf16Column(End));
      }
    });
  }

  void writeArtifact(StringRef File) {
    J.attributeObject("artifactLocation", [&] {
      std::string Uri = pathUri(R.relative(File));
      J.attribute("uri", Uri);
      if (!StringRef(Uri).starts_with("file:"))
        J.attribute("uriBaseId", RootId);
    });
  }

  void writePhysical(const Place &Start, const Place &End) {
    J.attributeObject("physicalLocation", [&] {
      writeArtifact(Start.File);
      if (Start.Line)
        writeRegion("region", Start, End);
    });
  }

  void writeResult(const ReportedFinding &F) {
    J.object([&] {
      J.attribute("ruleId", F.Rule);
      J.attribute("ruleIndex", RuleIndex[F.Rule]);
      J.attribute("level", F.Level == FindingLevel::Remark ? "note" : nameOf(F.Level));
      writeMessage(F);
      J.attributeArray("locations", [&] {
        J.object([&] {
          writePhysical(F.Start, F.End);
          if (!F.FunctionName.empty())
            J.attributeArray("logicalLocations", [&] {
              J.object([&] {
                J.attribute("fullyQualifiedName", F.FunctionName);
                J.attribute("kind", "function");
              });
            });
        });
      });
      writeSteps(F);
      J.attributeObject("partialFingerprints", [&] { J.attribute("primaryLocationLineHash", F.Fingerprint); });
      if (F.State != BaselineState::NotAsked)
        J.attribute("baselineState", F.State == BaselineState::New ? "new" : "unchanged");
      writeSuppressions(F);
      writeFixes(F);
    });
  }

  /// The message, with a link to each step: GitHub shows only related locations that a link names.
  void writeMessage(const Finding &F) {
    std::string Text = escaped(F.Message);
    for (auto [Index, Step] : enumerate(stepsOf(F)))
      Text += "\n[" + escaped(Step.Message) + "](" + std::to_string(Index) + ")";
    text("message", Text);
  }

  void writeSteps(const Finding &F) {
    if (stepsOf(F).empty())
      return;
    J.attributeArray("relatedLocations", [&] {
      for (auto [Index, Step] : enumerate(stepsOf(F)))
        J.object([&, Index = Index] {
          J.attribute("id", static_cast<int64_t>(Index));
          text("message", Step.Message);
          writePhysical(Step.At, {});
        });
    });
    J.attributeArray("codeFlows", [&] {
      J.object([&] {
        J.attributeArray("threadFlows", [&] {
          J.object([&] {
            J.attributeArray("locations", [&] {
              writeFlowLocation(F.Start, F.End, F.Message);
              for (const FindingNote &Step : stepsOf(F))
                writeFlowLocation(Step.At, {}, Step.Message);
            });
          });
        });
      });
    });
  }

  void writeFlowLocation(const Place &Start, const Place &End, StringRef Message) {
    J.object([&] {
      J.attributeObject("location", [&] {
        text("message", Message);
        writePhysical(Start, End);
      });
    });
  }

  void writeSuppressions(const ReportedFinding &F) {
    if (F.isOpen())
      return;
    J.attributeArray("suppressions", [&] {
      J.object([&] {
        J.attribute("kind", F.Suppressed ? "inSource" : "external");
        if (!F.Reason.empty())
          J.attribute("justification", F.Reason);
      });
    });
  }

  void writeFixes(const Finding &F) {
    if (F.Fixes.empty())
      return;
    J.attributeArray("fixes", [&] {
      for (const FindingFix &Fix : F.Fixes) {
        MapVector<StringRef, std::vector<const FindingEdit *>> Files;
        for (const FindingEdit &Edit : Fix.Edits)
          Files[Edit.File].push_back(&Edit);
        J.object([&] {
          text("description", Fix.Description.empty() ? StringRef(F.Message) : StringRef(Fix.Description));
          J.attributeArray("artifactChanges", [&] {
            for (const auto &[File, Edits] : Files)
              writeChange(File, Edits);
          });
        });
      }
    });
  }

  void writeChange(StringRef File, ArrayRef<const FindingEdit *> Edits) {
    J.object([&] {
      writeArtifact(File);
      J.attributeArray("replacements", [&] {
        for (const FindingEdit *Edit : Edits)
          J.object([&] {
            writeRegion("deletedRegion", Sources.place(File, Edit->Offset),
                        Sources.place(File, Edit->Offset + Edit->Length));
            text("insertedContent", json::fixUTF8(Edit->Text));
          });
      });
    });
  }

  const ProjectReport &R;
  SourceLines &Sources;
  json::OStream J;
  MapVector<StringRef, int64_t> RuleIndex;
};

} // namespace

void writeSarif(const ProjectReport &R, SourceLines &Sources, raw_ostream &Out) {
  Writer(R, Sources, Out).write();
  Out << '\n';
}

} // namespace async_tidy::driver
