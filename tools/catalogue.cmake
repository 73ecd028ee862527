# Everything that lists checks is generated from checks/checks.yaml and committed. A build with a stale copy fails.
find_package(Python3 3.9 REQUIRED COMPONENTS Interpreter)

file(GLOB catalogue_pages CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/docs/checks/*.md)
file(GLOB catalogue_analyses CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/checks/analysis/*.h)
add_custom_command(
  OUTPUT ${CMAKE_BINARY_DIR}/catalogue.stamp
  COMMAND Python3::Interpreter ${CMAKE_CURRENT_LIST_DIR}/gen-catalogue.py --check
  COMMAND ${CMAKE_COMMAND} -E touch ${CMAKE_BINARY_DIR}/catalogue.stamp
  DEPENDS ${CMAKE_CURRENT_LIST_DIR}/gen-catalogue.py
          ${CMAKE_CURRENT_SOURCE_DIR}/checks/checks.yaml
          ${CMAKE_CURRENT_SOURCE_DIR}/checks/Checks.inc
          ${CMAKE_CURRENT_SOURCE_DIR}/checks/CheckHeaders.inc
          ${CMAKE_CURRENT_SOURCE_DIR}/checks/Checks.cmake
          ${CMAKE_CURRENT_SOURCE_DIR}/README.md
          ${CMAKE_CURRENT_SOURCE_DIR}/docs/design.md
          ${catalogue_analyses}
          ${catalogue_pages}
  COMMENT "Comparing the lists of checks with checks/checks.yaml"
  VERBATIM)
add_custom_target(catalogue ALL DEPENDS ${CMAKE_BINARY_DIR}/catalogue.stamp)
