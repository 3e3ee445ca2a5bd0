# Writes the C file of one embedded set: cmake -D NAME=… -D DIR=… -D LIST=… -D OUTPUT=… -P embed.cmake
file(STRINGS ${LIST} paths)
set(data "")
set(names "")
set(table "")
set(digests "")
set(count 0)
foreach(path IN LISTS paths)
  if(path MATCHES "[\"\\]")
    message(FATAL_ERROR "cannot embed \"${path}\": rename it without quotes and backslashes")
  endif()
  file(SIZE "${DIR}/${path}" length)
  file(SHA256 "${DIR}/${path}" hash)
  string(APPEND digests "${hash}  ${path}\n")
  string(APPEND data
    "    \".globl ${NAME}_file_${count}\\n.hidden ${NAME}_file_${count}\\n${NAME}_file_${count}:\\n\"\n"
    "    \".incbin \\\"${DIR}/${path}\\\"\\n.byte 0\\n\"\n")
  string(APPEND names
    "extern const unsigned char ${NAME}_file_${count}[] __attribute__((visibility(\"hidden\")));\n")
  string(APPEND table "    {\"${path}\", ${NAME}_file_${count}, ${length}},\n")
  math(EXPR count "${count} + 1")
endforeach()
string(SHA256 digest "${digests}")
file(WRITE ${OUTPUT}
"#include \"base/embed.h\"

extern const struct tnf_embedded_file ${NAME}_files[];
extern const size_t ${NAME}_file_count;
extern const char ${NAME}_digest[65];

__asm__(
    \".pushsection .rodata\\n\"
${data}    \".popsection\\n\");

${names}
const struct tnf_embedded_file ${NAME}_files[] = {
${table}    {NULL, NULL, 0},
};
const size_t ${NAME}_file_count = ${count};
const char ${NAME}_digest[65] = \"${digest}\";
")
