# SPDX-License-Identifier: Apache-2.0
# A room is a folder, a static library and an include path of its own. A room sees the headers of the rooms
# that it names with USES, of those they name, and of no other: the include directory of a room holds one link,
# called like the room, so that `#include "physics/Chiller.h"` compiles only where physics may be entered.

# a local name that is another file's constant too hides nothing, although the two are compiled together
set(plenumShadow -Wshadow)
if(PLENUM_UNITY)
  set(plenumShadow $<IF:$<CXX_COMPILER_ID:GNU>,-Wshadow=local,-Wno-shadow>)
endif()

add_library(plenum_flags INTERFACE)
target_compile_options(plenum_flags INTERFACE
  -Wall -Wextra -Wpedantic ${plenumShadow} -Wnon-virtual-dtor -Wno-psabi
  # GCC sees uninitialised alternatives in std::variant that are never read
  $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>
  # GCC 12 finds overlaps in std::string's own operator+ that are not there (GCC bug 105651)
  $<$<AND:$<CXX_COMPILER_ID:GNU>,$<VERSION_LESS:$<CXX_COMPILER_VERSION>,13>>:-Wno-restrict>
  # one result on every machine: the compiler may not fuse a multiply and an add
  -ffp-contract=off
  -fstack-protector-strong
  $<$<BOOL:${PLENUM_WERROR}>:-Werror>)
if(CMAKE_BUILD_TYPE STREQUAL "Release" OR CMAKE_BUILD_TYPE STREQUAL "RelWithDebInfo")
  target_compile_options(plenum_flags INTERFACE -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2)
endif()
target_link_options(plenum_flags INTERFACE -Wl,-z,relro,-z,now)
target_link_libraries(plenum_flags INTERFACE Threads::Threads)
if(PLENUM_SANITIZE)
  target_compile_options(plenum_flags INTERFACE -fsanitize=${PLENUM_SANITIZE} -fno-omit-frame-pointer)
  target_link_options(plenum_flags INTERFACE -fsanitize=${PLENUM_SANITIZE})
endif()

# plenum_together(TARGET): compiles the .cpp files of a target in batches of about ten, which costs a quarter of the
# processor time of compiling them one by one. What they keep in anonymous namespaces must then have names of its own;
# tests/rules/together.py holds everybody to it. A file that does not is compiled by itself from the next configuring on,
# so that a clean build succeeds all the same. Other reasons set SKIP_UNITY_BUILD_INCLUSION on the file, and say why.
# Who works in one room names its targets in PLENUM_SINGLY ("plenum_plan;test_plan"): they are compiled file by file.
if(PLENUM_UNITY)
  find_package(Python3 COMPONENTS Interpreter QUIET)
  if(Python3_FOUND)
    execute_process(COMMAND ${Python3_EXECUTABLE} -B ${CMAKE_SOURCE_DIR}/tests/rules/together.py --apart ${CMAKE_SOURCE_DIR}
      OUTPUT_VARIABLE PLENUM_APART OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
    string(REPLACE "\n" ";" PLENUM_APART "${PLENUM_APART}")
  endif()
endif()
function(plenum_together target)
  if(NOT PLENUM_UNITY OR target IN_LIST PLENUM_SINGLY)
    return()
  endif()
  get_target_property(sources ${target} SOURCES)
  list(FILTER sources INCLUDE REGEX "\\.cpp$")
  foreach(source ${sources})
    if(source IN_LIST PLENUM_APART)
      message(STATUS "Compiled by itself, for a private name that is another file's too: ${source}")
      set_source_files_properties(${source} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
    endif()
  endforeach()
  list(LENGTH sources count)
  # batches of one size: no last one with a single file
  math(EXPR batches "(${count} + 9) / 10")
  math(EXPR size "(${count} + ${batches} - 1) / ${batches}")
  set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE BATCH UNITY_BUILD_BATCH_SIZE ${size})
  # a class of a .cpp may have members of types that only that file knows: here every .cpp looks like a header
  target_compile_options(${target} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-Wno-subobject-linkage>)
endfunction()

# plenum_lean(TARGET): what no tick waits for needs no more than -O2, and compiles sooner.
function(plenum_lean target)
  if(CMAKE_BUILD_TYPE STREQUAL "Release")
    target_compile_options(${target} PRIVATE -O2)
  endif()
endfunction()

# plenum_room(NAME [USES rooms…] [LIBS libraries…] [QT] [LEAN]): the library plenum_NAME from every .cpp in the folder.
# Rooms with Qt are lean.
function(plenum_room name)
  cmake_parse_arguments(ROOM "QT;LEAN" "" "USES;LIBS" ${ARGN})
  set(folder ${CMAKE_CURRENT_SOURCE_DIR}/${name})
  file(GLOB sources CONFIGURE_DEPENDS ${folder}/*.cpp ${folder}/*.h)
  set(door ${CMAKE_BINARY_DIR}/rooms/${name})
  file(MAKE_DIRECTORY ${door})
  file(CREATE_LINK ${folder} ${door}/${name} SYMBOLIC)
  set(hasSource FALSE)
  foreach(source ${sources})
    if(source MATCHES "\\.cpp$")
      set(hasSource TRUE)
    endif()
  endforeach()
  if(hasSource)
    add_library(plenum_${name} STATIC ${sources})
    plenum_together(plenum_${name})
    if(ROOM_QT OR ROOM_LEAN)
      plenum_lean(plenum_${name})
    endif()
    set(scope PUBLIC)
    if(ROOM_QT)
      set_target_properties(plenum_${name} PROPERTIES AUTOMOC ON)
      target_compile_definitions(plenum_${name} PUBLIC QT_NO_KEYWORDS QT_NO_CAST_TO_ASCII)
    endif()
  else()
    add_library(plenum_${name} INTERFACE)
    set(scope INTERFACE)
  endif()
  target_include_directories(plenum_${name} ${scope} ${door})
  target_link_libraries(plenum_${name} ${scope} plenum_flags ${ROOM_LIBS})
  foreach(room ${ROOM_USES})
    target_link_libraries(plenum_${name} ${scope} plenum_${room})
  endforeach()
endfunction()
