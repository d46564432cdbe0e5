# SPDX-License-Identifier: Apache-2.0
# A room is a folder, a static library and an include path of its own. A room sees the headers of the rooms
# that it names with USES, of those they name, and of no other: the include directory of a room holds one link,
# called like the room, so that `#include "physics/Chiller.h"` compiles only where physics may be entered.

add_library(plenum_flags INTERFACE)
target_compile_options(plenum_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Wno-psabi
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

# plenum_room(NAME [USES rooms…] [LIBS libraries…] [QT]): the library plenum_NAME from every .cpp in the folder.
function(plenum_room name)
  cmake_parse_arguments(ROOM "QT" "" "USES;LIBS" ${ARGN})
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
