// The model behind /v1/chat/completions: a planner that always answers the same question in the same way. It reads the
// conversation like a model would, asks for tools in two rounds, and writes its answer from what the tools said.
#pragma once

#include <boost/json.hpp>

namespace demo {

/// The assistant's message that follows the conversation in `request` (an OpenAI-style chat completion request).
boost::json::object complete(const boost::json::object &request);

} // namespace demo
