# SPDX-License-Identifier: MIT
# Makes a linker script of link.ld.in:  cmake -D COMPILER= -D HEADER= -D TEMPLATE= -D OUTPUT=
#   [-D DEFINE=MACRO] -P link.cmake
# The generated header gives its macros alone; ld knows no suffixes of numbers.
set(define "")
if(DEFINE)
	set(define -D${DEFINE})
endif()
execute_process(COMMAND ${COMPILER} -E -P -x c -ffreestanding -imacros ${HEADER} ${define}
	${TEMPLATE} OUTPUT_VARIABLE script COMMAND_ERROR_IS_FATAL ANY)
string(REGEX REPLACE "(0x[0-9a-f]+|[0-9]+)U" "\\1" script "${script}")
if(script MATCHES "PMLAYOUT_")
	message(FATAL_ERROR "the layout has no ${CMAKE_MATCH_0}...: no program can be linked for it")
endif()
file(WRITE ${OUTPUT} "${script}")
