# SPDX-License-Identifier: MIT
# The firmware as a part of pmlayout's own build: another project, for another compiler.
include(ExternalProject)
find_program(PMLAYOUT_ARM_GCC arm-none-eabi-gcc)
if(NOT PMLAYOUT_ARM_GCC)
	set(missing "the firmware is skipped: no arm-none-eabi-gcc (Debian: gcc-arm-none-eabi)")
	message(WARNING "${missing}")
	add_custom_target(firmware COMMAND ${CMAKE_COMMAND} -E echo ${missing} VERBATIM)
	return()
endif()
set(firmware_folder ${CMAKE_BINARY_DIR}/firmware-${PMLAYOUT_FIRMWARE})
ExternalProject_Add(firmware
	SOURCE_DIR ${CMAKE_SOURCE_DIR}/firmware
	BINARY_DIR ${firmware_folder}
	PREFIX ${CMAKE_BINARY_DIR}/firmware-prefix
	CMAKE_ARGS -D BOARD=${PMLAYOUT_FIRMWARE} -D PMLAYOUT=$<TARGET_FILE:pmlayout_program>
		-D FIRMWARE_WRITES=${PMLAYOUT_FIRMWARE_WRITES} -D FIRMWARE_WERROR=${PMLAYOUT_WERROR}
	DEPENDS pmlayout_program
	BUILD_ALWAYS ON
	USES_TERMINAL_BUILD ON
	INSTALL_COMMAND "")
