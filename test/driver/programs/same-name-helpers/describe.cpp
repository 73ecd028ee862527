#include "config.hpp"

static std::string text(const std::string &model) { return "model " + model; }

std::string describe(const Config &config) { return text(config.model); }
