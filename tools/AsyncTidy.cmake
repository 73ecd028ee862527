# find_package(AsyncTidy): lints a project with async-tidy.
#
#   async_tidy_add_target([NAME name] [OPTIONS option...])
#
# adds a target, `async-tidy` by default, that runs the command over the project's compile_commands.json. The variable
# AsyncTidy_CXX_CLANG_TIDY holds the value for CMAKE_CXX_CLANG_TIDY, which runs the checks beside each compilation.
find_program(AsyncTidy_EXECUTABLE async-tidy HINTS "${CMAKE_CURRENT_LIST_DIR}/../../../bin" "${CMAKE_CURRENT_LIST_DIR}/../../../../bin")
find_library(AsyncTidy_MODULE NAMES libasync-tidy.so HINTS "${CMAKE_CURRENT_LIST_DIR}/../.." NO_CMAKE_FIND_ROOT_PATH)
set(AsyncTidy_CXX_CLANG_TIDY "clang-tidy-22;--load=${AsyncTidy_MODULE};--checks=-*,async-*")

function(async_tidy_add_target)
  cmake_parse_arguments(PARSE_ARGV 0 TARGET "" "NAME" "OPTIONS")
  if(NOT TARGET_NAME)
    set(TARGET_NAME async-tidy)
  endif()
  if(NOT CMAKE_EXPORT_COMPILE_COMMANDS)
    message(FATAL_ERROR "async_tidy_add_target needs CMAKE_EXPORT_COMPILE_COMMANDS")
  endif()
  add_custom_target(${TARGET_NAME}
    COMMAND ${AsyncTidy_EXECUTABLE} check -p ${CMAKE_BINARY_DIR} ${TARGET_OPTIONS}
    WORKING_DIRECTORY ${CMAKE_SOURCE_DIR}
    USES_TERMINAL VERBATIM
    COMMENT "Linting with async-tidy")
endfunction()

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(AsyncTidy REQUIRED_VARS AsyncTidy_EXECUTABLE AsyncTidy_MODULE)
