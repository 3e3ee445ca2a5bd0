# tnf_embed(TARGET NAME name DIR folder [EXCLUDE regex…]): the files below folder as the set <name>_files of
# base/embed.h, in TARGET. Files that are added, changed or removed are noticed by the next build. What Terraform
# leaves behind in a working folder is never taken, nor what matches an EXCLUDE expression (against the relative path).
function(tnf_embed target)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "NAME;DIR" "EXCLUDE")
  cmake_path(ABSOLUTE_PATH arg_DIR BASE_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR} NORMALIZE)
  file(GLOB_RECURSE paths CONFIGURE_DEPENDS LIST_DIRECTORIES false RELATIVE ${arg_DIR} ${arg_DIR}/*)
  foreach(expression IN ITEMS "(^|/)\\.terraform" "\\.tfstate" ${arg_EXCLUDE})
    list(FILTER paths EXCLUDE REGEX "${expression}")
  endforeach()
  list(SORT paths COMPARE STRING)
  set(files ${paths})
  list(TRANSFORM files PREPEND "${arg_DIR}/")

  set(stem ${CMAKE_CURRENT_BINARY_DIR}/${arg_NAME}_embedded)
  list(JOIN paths "\n" lines)
  file(GENERATE OUTPUT ${stem}.txt CONTENT "${lines}\n")
  add_custom_command(
    OUTPUT ${stem}.c
    COMMAND ${CMAKE_COMMAND} -D NAME=${arg_NAME} -D DIR=${arg_DIR} -D LIST=${stem}.txt -D OUTPUT=${stem}.c
            -P ${CMAKE_SOURCE_DIR}/cmake/embed.cmake
    DEPENDS ${files} ${stem}.txt ${CMAKE_SOURCE_DIR}/cmake/embed.cmake
    VERBATIM)
  # The assembler reads the files, which the compiler's own dependencies do not show.
  set_source_files_properties(${stem}.c PROPERTIES OBJECT_DEPENDS "${files}"
    # ISO C promises room for 4095 bytes in a literal; the assembler text of a large set is longer.
    COMPILE_OPTIONS -Wno-overlength-strings)
  add_library(${target}_${arg_NAME} OBJECT ${stem}.c)
  target_link_libraries(${target}_${arg_NAME} PRIVATE tnf_flags)
  set_target_properties(${target}_${arg_NAME} PROPERTIES C_CLANG_TIDY "")
  target_sources(${target} PRIVATE $<TARGET_OBJECTS:${target}_${arg_NAME}>)
endfunction()
