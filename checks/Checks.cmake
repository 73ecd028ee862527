# Generated from checks.yaml by tools/gen-catalogue.py.
set(ASYNC_TIDY_CHECK_SOURCES
  AwaitInLoopCheck.cpp
  BlockingCallCheck.cpp
  DroppedAwaitableCheck.cpp
  FailFastGatherCheck.cpp
  MissingTimeoutCheck.cpp
  SequentialAwaitCheck.cpp
  SwallowedCancellationCheck.cpp
  UnboundedFanoutCheck.cpp
  UnboundedQueueCheck.cpp
  UnreferencedTaskCheck.cpp
  UnstructuredTasksCheck.cpp
)
