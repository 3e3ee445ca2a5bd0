# Compares what the tool writes with the expected file.
execute_process(COMMAND ${TOOL} rewrite ${INPUT} ${FORMAT} OUTPUT_VARIABLE found RESULT_VARIABLE status)
file(READ ${EXPECTED} expected)
if(NOT status EQUAL 0 OR NOT found STREQUAL expected)
  message(FATAL_ERROR "expected ${EXPECTED}, got (exit ${status})\n${found}")
endif()
