# What `cmake --install` and `cpack -G DEB` put where. The runtime and the programs install themselves; this adds the module,
# the texts, and what a package says of itself.
include(GNUInstallDirs)

install(TARGETS async-tidy-module LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT linter)
install(DIRECTORY checks/libraries/ DESTINATION ${CMAKE_INSTALL_DATADIR}/async-tidy/libraries COMPONENT linter
        FILES_MATCHING PATTERN *.yaml)
install(FILES tools/AsyncTidy.cmake DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/AsyncTidy RENAME AsyncTidyConfig.cmake
        COMPONENT linter)
install(DIRECTORY docs/ DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT linter)
install(DIRECTORY tools/ci/ DESTINATION ${CMAKE_INSTALL_DOCDIR}/ci COMPONENT linter)
install(FILES README.md CHANGELOG.md DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT linter)
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR} RENAME copyright COMPONENT linter)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME async-tidy)
set(CPACK_PACKAGE_VENDOR "the async-tidy authors")
set(CPACK_PACKAGE_CONTACT "the async-tidy authors <async-tidy@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "linter for asynchronous C++20 coroutines")
set(CPACK_PACKAGE_DESCRIPTION "Checks for clang-tidy 22, a command that lints whole projects across their files, a clangd with the
checks inside, and a small runtime that shows the patterns done right.")
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION devel)
# Shared libraries are found by looking at the programs. The headers of the compiler are read at run time, clang-tidy loads the
# module, and the runtime is made of headers.
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "clang-tidy-22, libclang-common-22-dev")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "libboost1.81-dev, git")
# The programs find the shared libraries of LLVM where they were linked with them.
set(CPACK_SET_DESTDIR OFF)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
include(CPack)
