# SPDX-License-Identifier: MIT
# Debian's gcc-arm-none-eabi, for a Cortex-M33 without a C library.
set(CMAKE_SYSTEM_NAME Generic)
set(CMAKE_SYSTEM_PROCESSOR cortex-m33)
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)

find_program(ARM_GCC arm-none-eabi-gcc REQUIRED)
set(CMAKE_C_COMPILER ${ARM_GCC})
find_program(ARM_OBJCOPY arm-none-eabi-objcopy REQUIRED)
find_program(ARM_SIZE arm-none-eabi-size REQUIRED)

# The compiler's own headers (stdint.h, stddef.h, stdbool.h, stdarg.h) and no others.
execute_process(COMMAND ${ARM_GCC} -print-file-name=include OUTPUT_VARIABLE ARM_INCLUDE
	OUTPUT_STRIP_TRAILING_WHITESPACE)
# The emulator is lenient with the FPU and with unaligned accesses, the chip is not.
set(CMAKE_C_FLAGS_INIT "-mcpu=cortex-m33 -mthumb -mfloat-abi=soft -mno-unaligned-access \
-ffreestanding -nostdinc -isystem ${ARM_INCLUDE} -ffunction-sections -fdata-sections -flto")
# -n: else the first segment also holds the ELF header, in flash below the image.
set(CMAKE_EXE_LINKER_FLAGS_INIT "-mcpu=cortex-m33 -mthumb -nostdlib -Wl,--gc-sections -Wl,-n -flto -Oz")
