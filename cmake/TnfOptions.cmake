# The language, the warnings and the switches of this build.
set(CMAKE_C_STANDARD 17)
set(CMAKE_C_STANDARD_REQUIRED ON)
set(CMAKE_C_EXTENSIONS ON) # GNU attributes and POSIX functions
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

option(TNF_WERROR "Treat warnings as errors" OFF)
option(TNF_SANITIZE "Build with the address and undefined-behaviour sanitizers" OFF)
option(TNF_COVERAGE "Build with coverage counters" OFF)
option(TNF_ARENA_MALLOC "One malloc for each arena allocation, so that valgrind sees overruns" OFF)
option(TNF_FUZZ "Let libFuzzer drive the fuzz targets (clang)" OFF)
set(TNF_TEST_LAUNCHER "" CACHE STRING "Program and arguments to run unit tests under, such as valgrind")

# Only our own targets get these: generated code (protobuf-c) is compiled as it comes.
add_library(tnf_flags INTERFACE)
target_compile_definitions(tnf_flags INTERFACE _GNU_SOURCE
  $<$<BOOL:${TNF_ARENA_MALLOC}>:TNF_ARENA_MALLOC>)
target_include_directories(tnf_flags INTERFACE ${CMAKE_SOURCE_DIR} ${CMAKE_BINARY_DIR})
target_compile_options(tnf_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes -Wvla
  -Wwrite-strings -Wformat=2 -Wundef -fno-common
  $<$<BOOL:${TNF_WERROR}>:-Werror>
  -include ${CMAKE_SOURCE_DIR}/base/banned.h)

if(TNF_SANITIZE)
  add_compile_options(-fsanitize=address,undefined -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=address,undefined)
endif()
if(TNF_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()
if(TNF_COVERAGE)
  add_compile_options(--coverage)
  add_link_options(--coverage)
endif()
if(CMAKE_BUILD_TYPE STREQUAL "Release")
  add_compile_options(-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2 -fstack-protector-strong)
  add_link_options(-Wl,-z,relro,-z,now)
endif()

find_program(CCACHE ccache)
if(CCACHE AND NOT CMAKE_C_COMPILER_LAUNCHER)
  set(CMAKE_C_COMPILER_LAUNCHER ${CCACHE})
endif()
