#ifndef HELPERS_H
#define HELPERS_H
#ifdef __cplusplus
#include <string>
std::string read_all(const std::string &path);
std::string trimmed(const std::string &text);
extern "C" {
#endif
struct counter {
  int value;
};
int settle(struct counter *c);
int count(struct counter *c);
#ifdef __cplusplus
}
#endif
#endif
