#include "feed.hpp"

Feed::Feed(net::io_context &loop) : updates_(loop), log_(loop) {
  updates_.set_option(beast::websocket::stream_base::timeout::suggested(beast::role_type::client));
}
