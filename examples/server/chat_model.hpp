// The model behind /v1/chat/completions: a planner that always answers the same question in the same way. It reads the
// conversation like a model would, asks for tools in two rounds, and writes its answer from what the tools said.
#pragma once

#include <boost/json.hpp>

#include <vector>

namespace demo {

/// The assistant's message that follows the conversation in `request` (an OpenAI-style chat completion request).
/// Without tools it is a review of the plan in the user's message.
boost::json::object complete(const boost::json::object &request);

/// `message` as the events of a streamed completion: word by word, tool calls at once.
std::vector<boost::json::object> in_pieces(const boost::json::object &message);

} // namespace demo
