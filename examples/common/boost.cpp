// The compiled parts of the Boost libraries that the examples use; everything else is in their headers.
#include <boost/asio/impl/src.hpp>
#include <boost/beast/src.hpp>
#include <boost/json/src.hpp>
