#pragma once
#include <string>
extern "C" int plugin_entry(const char *argument);
using Hook = int (*)(const char *);
Hook current_hook();
void set_hook(Hook hook);
