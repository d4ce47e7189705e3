# SPDX-License-Identifier: MIT
# Targets that put a program on a board, for each tool that is found: the read-only one, its image
# for the slot (-slot) and, where it is built, the one that writes (-writes).  All of them erase only
# the sectors that the program takes: a full erase would also wipe UICR.
find_program(NRFUTIL nrfutil)
find_program(NRFJPROG nrfjprog)
find_program(JLINK NAMES JLinkExe JLink)
find_program(PROBE_RS probe-rs)

# flash_targets(SUFFIX PROGRAM HEX): every tool for one program; names end in what is flashed.
function(flash_targets suffix program hex)
	if(NRFUTIL)
		add_custom_target(flash-nrfutil${suffix} DEPENDS ${program} VERBATIM USES_TERMINAL
			COMMAND ${NRFUTIL} device program --firmware ${hex}
				--options chip_erase_mode=ERASE_RANGES_TOUCHED_BY_FIRMWARE,verify=VERIFY_READ,reset=RESET_SYSTEM)
	endif()
	if(NRFJPROG)
		add_custom_target(flash-nrfjprog${suffix} DEPENDS ${program} VERBATIM USES_TERMINAL
			COMMAND ${NRFJPROG} -f NRF91 --program ${hex} --sectorerase --verify --reset)
	endif()
	if(JLINK)
		file(WRITE ${CMAKE_CURRENT_BINARY_DIR}/flash${suffix}.jlink
			"loadfile ${hex}\nr\ng\nexit\n")
		add_custom_target(flash-jlink${suffix} DEPENDS ${program} VERBATIM USES_TERMINAL
			COMMAND ${JLINK} -device nRF9160_xxAA -if SWD -speed 4000 -autoconnect 1
				-ExitOnError 1 -CommandFile flash${suffix}.jlink)
	endif()
	if(PROBE_RS)
		add_custom_target(flash-probe-rs${suffix} DEPENDS ${program} VERBATIM USES_TERMINAL
			COMMAND ${PROBE_RS} download --chip nRF9160_xxAA --binary-format hex
				--verify ${hex}
			COMMAND ${PROBE_RS} reset --chip nRF9160_xxAA)
	endif()
endfunction()

flash_targets("" layout-test layout-test.hex)
if(PYTHON)
	flash_targets(-slot layout-test-slot layout-test-slot-image.hex)
endif()
if(FIRMWARE_WRITES)
	flash_targets(-writes layout-test-writes layout-test-writes.hex)
endif()
if(NOT NRFUTIL AND NOT NRFJPROG AND NOT JLINK AND NOT PROBE_RS)
	message(STATUS "no nrfutil, nrfjprog, J-Link or probe-rs: no flash targets")
endif()
