#include "plugin.hpp"
#include <async_simple/coro/Lazy.h>
async_simple::coro::Lazy<int> call(std::string argument) {
  int first = plugin_entry(argument.c_str());
  Hook hook = current_hook();
  co_return first + hook(argument.c_str());
}
