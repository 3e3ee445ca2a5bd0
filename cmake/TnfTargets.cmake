# tnf_add_library(NAME source…): one of our static libraries. Link others with target_link_libraries.
function(tnf_add_library name)
  add_library(${name} STATIC ${ARGN})
  target_link_libraries(${name} PRIVATE tnf_flags)
endfunction()

# tnf_add_program(NAME source…): a binary in bin/.
function(tnf_add_program name)
  add_executable(${name} ${ARGN})
  target_link_libraries(${name} PRIVATE tnf_flags)
endfunction()

# tnf_add_unit_test(MODULE library…): tests/unit/MODULE.c (MODULE is a path such as base/cidr) as the
# program test_base_cidr and the ctest entry unit/base/cidr.
function(tnf_add_unit_test module)
  string(REPLACE "/" "_" target "test_${module}")
  add_executable(${target} ${CMAKE_SOURCE_DIR}/tests/unit/${module}.c)
  target_link_libraries(${target} PRIVATE tnf_flags ${ARGN} tnf_test_support PkgConfig::CMOCKA)
  set_target_properties(${target} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
  add_test(NAME unit/${module} COMMAND ${target})
  set_tests_properties(unit/${module} PROPERTIES LABELS unit)
endfunction()
