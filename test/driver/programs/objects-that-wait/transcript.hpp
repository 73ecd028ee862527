#pragma once
#include <cstdio>
#include <string>
#include <thread>
class Transcript {
public:
  explicit Transcript(const std::string &path);
  ~Transcript();
  void add(const std::string &line);

private:
  std::FILE *file_;
};
class Recorder {
public:
  Recorder();
  ~Recorder();
  void note(const std::string &line);

private:
  std::thread writer_;
};
