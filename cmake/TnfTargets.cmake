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
  add_test(NAME unit/${module} COMMAND ${TNF_TEST_LAUNCHER} $<TARGET_FILE:${target}>)
  set_tests_properties(unit/${module} PROPERTIES LABELS unit)
endfunction()

# tnf_add_fuzz_target(NAME library…): tests/fuzz/NAME.c, which has LLVMFuzzerTestOneInput, as the program fuzz_NAME.
# In the fuzz preset libFuzzer drives it; in every other one a plain main runs it over the committed inputs in
# tests/fuzz/corpus/NAME, as the ctest entry fuzz/NAME.
function(tnf_add_fuzz_target name)
  add_executable(fuzz_${name} ${CMAKE_SOURCE_DIR}/tests/fuzz/${name}.c)
  target_link_libraries(fuzz_${name} PRIVATE tnf_flags ${ARGN})
  set_target_properties(fuzz_${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/fuzz)
  if(TNF_FUZZ)
    target_link_options(fuzz_${name} PRIVATE -fsanitize=fuzzer)
    set(arguments -max_total_time=20 -artifact_prefix=${CMAKE_BINARY_DIR}/fuzz/)
  else()
    target_sources(fuzz_${name} PRIVATE ${CMAKE_SOURCE_DIR}/tests/support/fuzz_main.c)
    target_link_libraries(fuzz_${name} PRIVATE tnf_base)
  endif()
  add_test(NAME fuzz/${name} COMMAND fuzz_${name} ${arguments} ${CMAKE_SOURCE_DIR}/tests/fuzz/corpus/${name})
  set_tests_properties(fuzz/${name} PROPERTIES LABELS fuzz)
endfunction()
