# Generated from checks.yaml by tools/gen-catalogue.py.
set(ASYNC_TIDY_CHECK_SOURCES
  AwaitInLoopCheck.cpp
  BlockingCallCheck.cpp
  DroppedAwaitableCheck.cpp
  FailFastGatherCheck.cpp
  MissingTimeoutCheck.cpp
  SequentialAwaitCheck.cpp
  SwallowedCancellationCheck.cpp
  TimeoutLadderCheck.cpp
  UnboundedFanoutCheck.cpp
  UnboundedQueueCheck.cpp
  UnboundedShieldCheck.cpp
  UncancellableTimeoutCheck.cpp
  UnreferencedTaskCheck.cpp
  UnstructuredTasksCheck.cpp
)
