#include "timeline.hpp"

#include <algorithm>
#include <cmath>
#include <iomanip>

namespace figures {
namespace {

constexpr int left = 150, second = 70, row = 22, head = 34;

double rounded(double seconds) { return std::round(seconds * 10) / 10; }

double length_of(const Timeline &timeline) {
  double length = 0;
  for (const Bar &bar : timeline.bars)
    length = std::max(length, rounded(bar.end));
  return length;
}

void draw(const Timeline &timeline, int top, int seconds, std::ostream &out) {
  const int bottom = top + head + static_cast<int>(timeline.bars.size()) * row;
  out << "  <text class='title' x='10' y='" << top + 20 << "'>" << timeline.title << ": " << length_of(timeline)
      << " s</text>\n";
  for (int at = 0; at <= seconds; ++at)
    out << "  <line x1='" << left + at * second << "' y1='" << top + head - 6 << "' x2='" << left + at * second
        << "' y2='" << bottom << "'/><text class='axis' x='" << left + at * second << "' y='" << bottom + 14 << "'>"
        << at << "</text>\n";
  int y = top + head;
  for (const Bar &bar : timeline.bars) {
    const double begin = rounded(bar.begin), end = rounded(bar.end);
    out << "  <text class='label' x='" << left - 8 << "' y='" << y + 13 << "'>" << bar.label << "</text><rect x='"
        << left + begin * second << "' y='" << y << "' width='" << std::max(0.1, end - begin) * second
        << "' height='16' rx='2'/>\n";
    y += row;
  }
}

} // namespace

void write_svg(const std::vector<Timeline> &timelines, std::ostream &out) {
  int seconds = 1, height = 10;
  for (const Timeline &timeline : timelines) {
    seconds = std::max(seconds, static_cast<int>(std::ceil(length_of(timeline))));
    height += head + static_cast<int>(timeline.bars.size()) * row + 30;
  }
  const int width = left + seconds * second + 20;
  out << std::fixed << std::setprecision(1) << "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 " << width << ' '
      << height << "' width='" << width << "' height='" << height << "' role='img'>\n"
      << "  <style>text{font:13px sans-serif;fill:#24292f}.title{font-weight:bold}.label{text-anchor:end}"
         ".axis{text-anchor:middle;font-size:11px}rect{fill:#2f6fdb}line{stroke:#8886}"
         "@media(prefers-color-scheme:dark){text{fill:#e6edf3}rect{fill:#6ea8fe}}</style>\n";
  int top = 0;
  for (const Timeline &timeline : timelines) {
    draw(timeline, top, seconds, out);
    top += head + static_cast<int>(timeline.bars.size()) * row + 30;
  }
  out << "</svg>\n";
}

} // namespace figures
