#include "transcript.hpp"

Transcript::Transcript(const std::string &path) : file_(std::fopen(path.c_str(), "a")) {}
Transcript::~Transcript() {
  if (file_) std::fclose(file_);
}
void Transcript::add(const std::string &line) { (void)line; }
