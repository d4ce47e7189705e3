# SPDX-License-Identifier: MIT
# Prints what a program takes and stops the build beyond the budget: cmake -D SIZE= -D ELF= -P
set(TEXT_LIMIT 24576) # bytes of flash
set(RAM_LIMIT 32768)  # bytes, with stack and buffers
execute_process(COMMAND ${SIZE} -A ${ELF} OUTPUT_VARIABLE table COMMAND_ERROR_IS_FATAL ANY)
# section(NAME VARIABLE): its size; 0 when there is none.
function(section name variable)
	set(${variable} 0 PARENT_SCOPE)
	if(table MATCHES "\n\\.${name} +([0-9]+)")
		set(${variable} ${CMAKE_MATCH_1} PARENT_SCOPE)
	endif()
endfunction()
foreach(name text data bss noinit stack)
	section(${name} ${name})
endforeach()
math(EXPR flash "${text} + ${data}")
math(EXPR ram "${data} + ${bss} + ${noinit} + ${stack}")
message("${ELF}: text ${flash} of ${TEXT_LIMIT} bytes, RAM ${ram} of ${RAM_LIMIT}")
if(flash GREATER TEXT_LIMIT OR ram GREATER RAM_LIMIT)
	message(FATAL_ERROR "${ELF} is larger than it may be")
endif()
