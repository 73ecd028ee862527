/// \file
/// The reference runtime of async-tidy: structured concurrency for C++20 coroutines on one thread, on Boost.Asio.
///
/// The model, in the words of Trio, whose semantics these are:
/// * A task is a coroutine that runs when somebody waits for it. Who starts several waits for all of them: `gather`,
/// `with_task_group`.
/// * All tasks of a `run` share one thread, and change places only where they suspend. Nothing here needs a lock, and
/// nothing but `asio::post` to
///   `this_loop()` may be called from another thread. Primitives belong to the thread of the loop whose tasks wait for
///   them.
/// * Who wakes another task only puts it in the list of what is ready. Nothing is resumed from inside of a call that
/// wakes or stops it, so no user
///   code runs in the middle of another's step; the exception are callbacks on a `std::stop_token`, which run inside
///   `request_stop`.
/// * Tasks run in scopes, a tree. A scope can be asked to stop, by `request_stop`, a deadline, or the first error in a
/// `gather` or group. From then on
///   every suspension in it throws `cancelled_error`, until the scope has ended. `shield` keeps a stop out. An
///   operation that is ready and does not suspend is a suspension in this sense; awaiting a task is not.
/// * Work that was finished when the stop came keeps its result: a stop never loses a value, a permit or an error that
/// somebody could have had.
/// * Errors are exceptions. None is dropped: it is thrown by who waits, or given to a handler.
/// * Destroying a suspended task is allowed at any point and leaves nothing behind.
///
/// Durations are of any unit and count on the clock of the run; deadlines are points of `std::chrono::steady_clock`.
#pragma once
#include <async/channel.hpp>
#include <async/diagnostics.hpp>
#include <async/errors.hpp>
#include <async/gather.hpp>
#include <async/generator.hpp>
#include <async/group.hpp>
#include <async/run.hpp>
#include <async/sync.hpp>
#include <async/task.hpp>
#include <async/thread.hpp>
#include <async/time.hpp>
#include <async/use_task.hpp>
