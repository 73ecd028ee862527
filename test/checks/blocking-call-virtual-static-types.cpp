// RUN: %check_async_tidy %s async-blocking-call %t
// The static type narrows what can be called: a branch of the hierarchy, a final class, a final member.
#include <folly/coro/Task.h>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>
struct Tool {
  virtual ~Tool() = default;
  virtual int run(const std::string& input) = 0;
};
struct ShellTool : Tool {
  int run(const std::string& input) override { return std::system(input.c_str()); }
};
struct SudoTool : ShellTool {
  int run(const std::string& input) override { return ShellTool::run("sudo " + input); }
};
struct CalculatorTool final : Tool {
  int run(const std::string& input) override { return static_cast<int>(input.size()); }
};
struct GitTool final : Tool {
  int run(const std::string& input) override { return std::system(("git " + input).c_str()); }
};
struct EchoTool : Tool {
  int run(const std::string&) final { return 0; }
};
struct LoudEchoTool : EchoTool {
  int volume = 11;
};

folly::coro::Task<int> runShell(ShellTool& tool, std::string input) {
  co_return tool.run(input); // expect: async-blocking-call
}

folly::coro::Task<int> runGit(std::unique_ptr<GitTool> tool, std::string input) {
  co_return tool->run(input); // expect: async-blocking-call
}

folly::coro::Task<int> runSudo(SudoTool tool, std::string input) {
  co_return tool.run(input); // expect: async-blocking-call
}

folly::coro::Task<int> runAny(std::vector<std::unique_ptr<Tool>>& tools, std::string input) {
  int sum = 0;
  for (auto& tool : tools) sum += tool->run(input);
  co_return sum;
}

folly::coro::Task<int> runQuiet(CalculatorTool& calculator, EchoTool& echo, LoudEchoTool* loud, std::string input) {
  co_return calculator.run(input) + echo.run(input) + loud->run(input);
}
