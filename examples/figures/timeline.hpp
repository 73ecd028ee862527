// Two runs of the same work as bars over time, drawn below each other.
#pragma once

#include <chrono>
#include <ostream>
#include <string>
#include <vector>

namespace figures {

/// One wait of a run: when it began and ended, in seconds from the beginning of the run.
struct Bar {
  std::string label;
  double begin = 0, end = 0;
};

struct Timeline {
  std::string title;
  std::vector<Bar> bars;
};

/// Writes the timelines as one SVG picture that reads well on light and dark pages. Times are rounded to a tenth of a
/// second, so that two good measurements give the same picture.
void write_svg(const std::vector<Timeline> &timelines, std::ostream &out);

} // namespace figures
