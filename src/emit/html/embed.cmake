# SPDX-License-Identifier: MIT
# Turns style sheets and script into C: cmake -D FOLDER=... -D OUTPUT=... -P embed.cmake

# lines(NAME TEXT): a C array of the text's lines, because a string literal has a largest length.
function(lines name text)
	string(REPLACE "\\" "\\\\" text "${text}")
	string(REPLACE "\"" "\\\"" text "${text}")
	string(REPLACE "\t" "\\t" text "${text}")
	string(REPLACE "\n" "\\n\",\n\t\"" text "${text}")
	set(code "${code}const char *const ${name}[] = {\n\t\"${text}\",\n\tNULL,\n};\n\n" PARENT_SCOPE)
endfunction()

# base64(OUT HEX): CMake has no such thing; three bytes at a time, 256 bits end in one "=".
function(base64 out hex)
	set(digits ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/)
	set(result "")
	foreach(at RANGE 0 63 6)
		string(SUBSTRING "${hex}00" ${at} 6 group)
		foreach(shift 18 12 6 0)
			math(EXPR digit "(0x${group} >> ${shift}) & 63")
			string(SUBSTRING "${digits}" ${digit} 1 digit)
			string(APPEND result "${digit}")
		endforeach()
	endforeach()
	string(SUBSTRING "${result}" 0 43 result)
	set(${out} "${result}=" PARENT_SCOPE)
endfunction()

# hash(NAME TEXT)
function(hash name text)
	string(SHA256 hex "${text}")
	base64(digest ${hex})
	set(code "${code}const char ${name}[] = \"sha256-${digest}\";\n" PARENT_SCOPE)
endfunction()

set(code "/* Generated from src/emit/html; do not edit. */\n#include \"emit/html/texts.h\"\n\n")
string(APPEND code "#include <stddef.h>\n\n")
file(READ ${FOLDER}/picture.css picture)
file(READ ${FOLDER}/page.css style)
file(READ ${FOLDER}/page.js script)
# So that a page is well-formed XML too.
set(script "//<![CDATA[\n${script}//]]>")
lines(picture_style "${picture}")
lines(page_style "${style}")
lines(page_script "${script}")
hash(page_style_hash "${style}")
hash(page_script_hash "${script}")
file(WRITE ${OUTPUT} "${code}")
