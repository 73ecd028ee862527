#pragma once

#include <boost/system/system_error.hpp>

#include <exception>
#include <string>

namespace desk {

/// What went wrong, in words for people; empty when nothing did.
inline std::string describe(std::exception_ptr error) {
  if (!error)
    return {};
  try {
    std::rethrow_exception(error);
  } catch (const boost::system::system_error &failure) {
    return failure.code().message();
  } catch (const std::exception &failure) {
    return failure.what();
  } catch (...) {
    return "unknown error";
  }
}

} // namespace desk
