// SPDX-License-Identifier: Apache-2.0
#include "commands/PlanSolve.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <thread>

#include "commands/Commands.h"
#include "commands/Headless.h"
#include "commands/Study.h"
#include "io/TextFile.h"
#include "ways/Mps.h"

extern char** environ;

namespace plenum::app {
namespace {

namespace fs = std::filesystem;
using Words = std::vector<std::string>;

constexpr std::int64_t usualSeconds = 60, mostSeconds = 86'400;
constexpr std::int64_t graceSeconds = 10;  // beyond which a solver that does not keep its own limit is ended
constexpr std::chrono::milliseconds lookEvery{20};

/// A solver, as a row: what it is called here, its program, and its words for file, seconds and solution.
struct Solver {
  const char* name;
  const char* program;
  Words (*words)(const std::string& mps, const std::string& seconds, const std::string& solution);
};
constexpr std::array<Solver, 3> solvers{
    Solver{"highs", "highs",
           [](const std::string& mps, const std::string& seconds, const std::string& solution) {
             return Words{"--time_limit", seconds, "--solution_file", solution, mps};
           }},
    Solver{"cbc", "cbc",
           [](const std::string& mps, const std::string& seconds, const std::string& solution) {
             return Words{mps, "sec", seconds, "solve", "solution", solution};
           }},
    Solver{"glpk", "glpsol", [](const std::string& mps, const std::string& seconds, const std::string& solution) {
             return Words{"--freemps", mps, "--tmlim", seconds, "-o", solution};
           }}};

/// "" where no folder of PATH has it.
fs::path onPath(const char* program) {
  const char* path = std::getenv("PATH");
  for (std::string rest = path ? path : ""; !rest.empty();) {
    const auto colon = rest.find(':');
    const fs::path file = fs::path(rest.substr(0, colon)) / program;
    if (!file.is_relative() && access(file.c_str(), X_OK) == 0) return file;
    rest = colon == std::string::npos ? "" : rest.substr(colon + 1);
  }
  return {};
}

const Solver* solverOf(const std::string& name) {
  for (const Solver& solver : solvers)
    if ((name == "any" || name == solver.name) && !onPath(solver.program).empty()) return &solver;
  return nullptr;
}

std::int64_t secondsOf(const Arguments& arguments) {
  if (!arguments.has("solve-seconds")) return usualSeconds;
  const auto seconds = wholeOption("--solve-seconds", arguments.text("solve-seconds"), 1, mostSeconds);
  return std::holds_alternative<Misuse>(seconds) ? usualSeconds : std::get<std::int64_t>(seconds);
}

/// A folder of its own, gone with it.
class Scratch {
 public:
  Scratch() {
    std::string name = (fs::temp_directory_path() / "plenum-XXXXXX").string();
    if (mkdtemp(name.data())) folder_ = name;
  }
  ~Scratch() {
    std::error_code error;
    if (!folder_.empty()) fs::remove_all(folder_, error);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  bool isThere() const { return !folder_.empty(); }
  fs::path file(const char* name) const { return folder_ / name; }

 private:
  fs::path folder_;
};

enum class Ended { done, failed, late };
/// Without a shell; what it says goes into a file.
Ended runSolver(const fs::path& program, const Words& words, const fs::path& log, std::int64_t seconds) {
  std::vector<char*> argv{const_cast<char*>(program.c_str())};
  for (const std::string& word : words) argv.push_back(const_cast<char*>(word.c_str()));
  argv.push_back(nullptr);
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, log.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  posix_spawn_file_actions_adddup2(&files, STDOUT_FILENO, STDERR_FILENO);
  pid_t child = 0;
  const int wrong = posix_spawn(&child, program.c_str(), &files, nullptr, argv.data(), environ);
  posix_spawn_file_actions_destroy(&files);
  if (wrong != 0) return Ended::failed;
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(seconds + graceSeconds);
  int status = 0;
  while (waitpid(child, &status, WNOHANG) == 0) {
    if (std::chrono::steady_clock::now() > until) {
      kill(child, SIGKILL);
      waitpid(child, &status, 0);
      return Ended::late;
    }
    std::this_thread::sleep_for(lookEvery);
  }
  return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? Ended::done : Ended::failed;
}

struct SolvedAnswer {
  const plan::Option* option = nullptr;
  std::vector<double> values;
  plan::PhaseMonths given, best;
  plan::Evaluation asGiven, solved;
  double linearNpv = 0.0, seconds = 0.0;
  bool isProven = false;
};

Result<SolvedAnswer> solve(const PlanAsked& asked, const plan::Option& option, const plan::PhaseProblem& problem,
                           const std::string& mps) {
  const Solver* solver = solverOf(asked.arguments.text("solve"));
  const Scratch scratch;
  if (!scratch.isThere())
    return Problem{{}, {}, Text("optimise.solve.scratch", {{"folder", fs::temp_directory_path().string()}}), {}};
  const fs::path file = scratch.file("problem.mps"), solution = scratch.file("solution.txt");
  if (Problems problems = io::saveText(file, mps); !problems.empty()) return problems;
  const std::int64_t seconds = secondsOf(asked.arguments);
  const auto begin = std::chrono::steady_clock::now();
  const Ended ended =
      runSolver(onPath(solver->program), solver->words(file.string(), std::to_string(seconds), solution.string()),
                scratch.file("log.txt"), seconds);
  SolvedAnswer out;
  out.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  if (ended == Ended::late)
    return Problem{{},
                   {},
                   Text("optimise.solve.late", {{"solver", solver->name}, {"seconds", std::to_string(seconds)}}),
                   Text("optimise.solve.late.remedy")};
  const auto told = io::readText(solution);
  if (ended == Ended::failed || !told)
    return Problem{
        {}, {}, Text("optimise.solve.failed", {{"solver", solver->name}}), Text("optimise.solve.failed.remedy")};
  auto values = readSolution(*told, problem);
  if (!values) return values.problems();
  out.option = &option;
  out.values = std::move(*values);
  for (const char* word : {"Optimal - ", "INTEGER OPTIMAL", "Model status\nOptimal"})
    out.isProven = out.isProven || told->find(word) != std::string::npos;
  out.linearNpv = -1e6 * problem.program.objective(out.values);
  out.best = monthsOf(problem, out.values);
  out.asGiven = evaluate(asked.plan, option, asked.ground);
  out.solved = evaluate(asked.plan, optionAt(asked.plan, option, asked.ground, out.best), asked.ground);
  for (std::size_t p = 1; p < out.asGiven.phases.size(); ++p) out.given.phases.push_back(out.asGiven.phases[p].month);
  return out;
}

std::string monthWord(const plan::Plan& plan, int month) {
  return month >= plan.months ? "–" : textOf(plan::firstOfMonth(plan.from, month)).substr(0, 7);
}
std::string hundredMillions(double yuan) { return toText(yuan * 1e-8, 3); }

void printAnswer(const PlanAsked& asked, const SolvedAnswer& a) {
  const Console& console = asked.console;
  const auto head = [&](const char* id) { return console.say(Text(std::string("optimise.solve.") + id)); };
  console.printLine(a.option->name.in(console.isChinese()) + " [" + a.option->id + "]\n");
  std::vector<std::vector<std::string>> rows{{head("what"), head("given"), head("solved")}};
  for (std::size_t p = 0; p < a.option->phases.size(); ++p)
    rows.push_back(
        {a.option->phases[p].id, monthWord(asked.plan, a.given.phases[p]), monthWord(asked.plan, a.best.phases[p])});
  for (std::size_t g = 0; g < a.option->gridSteps.size(); ++g)
    rows.push_back({a.option->gridSteps[g].id, "", monthWord(asked.plan, a.best.gridSteps[g])});
  rows.push_back({head("linear"), "", hundredMillions(a.linearNpv)});
  rows.push_back({head("exact"), hundredMillions(a.asGiven.money.npv), hundredMillions(a.solved.money.npv)});
  rows.push_back({console.say("optimise.aim.goal"),
                  monthWord(asked.plan, a.asGiven.goalMonth.value_or(asked.plan.months)),
                  monthWord(asked.plan, a.solved.goalMonth.value_or(asked.plan.months))});
  printColumns(rows, console);
  console.printLine("\n" +
                    console.say(Text(a.isProven ? "optimise.solve.proven" : "optimise.solve.open",
                                     {{"solver", solverOf(asked.arguments.text("solve"))->name},
                                      {"seconds", toText(a.seconds, 1)}})) +
                    "\n");
}

io::Json answerJson(const PlanAsked& asked, const SolvedAnswer& a) {
  JsonObject out, ready, live;
  for (std::size_t p = 0; p < a.option->phases.size(); ++p)
    ready.text(a.option->phases[p].id.c_str(), monthWord(asked.plan, a.best.phases[p]));
  for (std::size_t g = 0; g < a.option->gridSteps.size(); ++g)
    live.text(a.option->gridSteps[g].id.c_str(), monthWord(asked.plan, a.best.gridSteps[g]));
  out.text("option", a.option->id).put("phases", ready.done()).put("grid_steps", live.done());
  out.number("npv_linear", a.linearNpv, 0).number("npv", a.solved.money.npv, 0);
  out.number("npv_given", a.asGiven.money.npv, 0).truth("is_proven", a.isProven).number("seconds", a.seconds, 2);
  return out.done();
}

}  // namespace

std::optional<Misuse> solveMisuse(const Arguments& arguments) {
  if (arguments.has("solve-seconds")) {
    const auto seconds = wholeOption("--solve-seconds", arguments.text("solve-seconds"), 1, mostSeconds);
    if (const auto* wrong = std::get_if<Misuse>(&seconds)) return *wrong;
  }
  if (!arguments.has("solve")) return {};
  const std::string name = arguments.text("solve");
  bool isKnown = name == "any";
  for (const Solver& solver : solvers) isKnown = isKnown || name == solver.name;
  if (!isKnown) return Misuse{Text("optimise.solve.unknown", {{"name", name}})};
  if (!solverOf(name)) return Misuse{Text("optimise.solve.none", {{"name", name}})};
  return {};
}

Exit solvePlan(const PlanAsked& asked) {
  io::Json::Array answers;
  for (const plan::Option* option : asked.options) {
    const plan::PhaseProblem problem = phaseProblem(asked.plan, *option, asked.ground);
    const std::string mps = mpsOf(problem.program, asked.plan.id + "-" + option->id);
    if (asked.arguments.has("mps")) {
      fs::path file = asked.arguments.text("mps");
      if (asked.options.size() > 1)
        file.replace_filename(file.stem().string() + "-" + option->id + file.extension().string());
      if (const Problems problems = io::saveText(file, mps); !problems.empty()) return asked.console.complain(problems);
      if (!asked.arguments.has("json"))
        asked.console.printLine(asked.console.say(
            Text("optimise.solve.written", {{"file", file.string()},
                                            {"columns", std::to_string(problem.program.columns.size())},
                                            {"rows", std::to_string(problem.program.rows.size())}})));
    }
    if (!asked.arguments.has("solve")) continue;
    const auto answer = solve(asked, *option, problem, mps);
    if (!answer) return asked.console.complain(answer.problems());
    if (asked.arguments.has("json"))
      answers.push_back(answerJson(asked, *answer));
    else
      printAnswer(asked, *answer);
  }
  if (!asked.arguments.has("json")) return Exit::done;
  JsonObject root;
  root.text("plan", asked.plan.id);
  asked.console.print(io::print(root.put("solved", io::Json(std::move(answers))).done()));
  return Exit::done;
}

}  // namespace plenum::app
