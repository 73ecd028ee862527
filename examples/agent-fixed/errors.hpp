#pragma once

#include <async/errors.hpp>
#include <boost/system/system_error.hpp>

#include <exception>
#include <string>

namespace desk {

/// What went wrong, in words for people.
inline std::string describe(std::exception_ptr error) {
  try {
    std::rethrow_exception(error);
  } catch (const async::cancelled_error &) {
    return "stopped";
  } catch (const async::timeout_error &) {
    return "it took too long";
  } catch (const boost::system::system_error &failure) {
    return failure.code().message();
  } catch (const std::exception &failure) {
    return failure.what();
  } catch (...) {
    return "unknown error";
  }
}

} // namespace desk
