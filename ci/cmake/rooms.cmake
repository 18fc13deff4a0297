# How a room becomes a library and a program. What is in a folder is in the build.
find_package(nlohmann_json REQUIRED)
find_package(OpenSSL REQUIRED)
find_package(date REQUIRED)
# toml++ header-only and with its assertions on in every build, as throws: the packaged library reaches
# undefined behaviour where they are off. The target stands before find_package, which then keeps it.
add_library(tomlplusplus::tomlplusplus INTERFACE IMPORTED GLOBAL)
target_compile_definitions(tomlplusplus::tomlplusplus INTERFACE TOML_HEADER_ONLY=1 TOML_ENABLE_FORMATTERS=0)
target_compile_options(tomlplusplus::tomlplusplus INTERFACE -UNDEBUG $<$<CXX_COMPILER_ID:GNU>:-Wno-terminate>
                       "-DTOML_ASSERT(expr)=(static_cast<bool>(expr) ? void() : throw #expr)")
find_package(tomlplusplus REQUIRED)
find_package(Boost REQUIRED)
find_package(cpprestsdk REQUIRED)
find_package(pugixml REQUIRED)
find_package(SQLite3 REQUIRED)
find_package(PostgreSQL REQUIRED)
# The types of libpq alone: it is loaded where a ledger is on PostgreSQL, because linking it costs every start 3 ms.
add_library(PostgreSQL::headers INTERFACE IMPORTED GLOBAL)
target_include_directories(PostgreSQL::headers SYSTEM INTERFACE ${PostgreSQL_INCLUDE_DIRS})
find_package(CLI11 REQUIRED)
find_package(ZLIB REQUIRED)
find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(libgit2 REQUIRED IMPORTED_TARGET libgit2)

set(TARIFF_SOURCE_ROOT ${CMAKE_CURRENT_LIST_DIR}/../..)

# Warnings are errors, for every file of ours; headers of packages are system headers.
add_library(house_warnings INTERFACE)
target_compile_options(house_warnings INTERFACE
  -Werror -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow -Wswitch-enum
  -Wnon-virtual-dtor -Wold-style-cast -Woverloaded-virtual -Wnull-dereference
  -Wformat=2 -Wimplicit-fallthrough $<$<CXX_COMPILER_ID:GNU>:-Wduplicated-cond;-Wlogical-op>
  $<$<CXX_COMPILER_ID:Clang>:-Wno-missing-field-initializers>)
# The preset asan goes without debug info, which is a tenth of its time: a report names functions; who wants lines
# configures it with -DCMAKE_CXX_FLAGS_DEBUG=-g1, or looks with the preset dev.
if(TARIFF_SANITIZE)
  target_compile_options(house_warnings INTERFACE -fsanitize=${TARIFF_SANITIZE} -fno-omit-frame-pointer
                         -fno-sanitize-recover=all)
  # cpprestsdk's stream types live on both sides of its library's border and never compare equal by name.
  target_compile_options(house_warnings INTERFACE
                         $<$<STREQUAL:$<TARGET_PROPERTY:NAME>,room_adapters_http>:-fno-sanitize=vptr>)
  target_link_options(house_warnings INTERFACE -fsanitize=${TARIFF_SANITIZE})
  # The sanitizers' own instrumentation trips these two on standard headers with g++ 12.
  target_compile_options(house_warnings INTERFACE
                         $<$<CXX_COMPILER_ID:GNU>:-Wno-null-dereference;-Wno-maybe-uninitialized>)
endif()
if(TARIFF_UNITY)
  # A local name may be that of something in the file before, and a type of one file is no longer in the compiler's main file.
  target_compile_options(house_warnings INTERFACE -Wno-shadow $<$<CXX_COMPILER_ID:GNU>:-Wno-subobject-linkage>)
endif()
if(CMAKE_BUILD_TYPE STREQUAL "Release")
  # g++ 12 reports these inside inlined standard-library code once it optimizes.
  target_compile_options(house_warnings INTERFACE -Wno-null-dereference -Wno-maybe-uninitialized -Wno-restrict)
endif()

# The standard library's headers that nearly every file reads, compiled once for each preset. What a file needs it still
# includes: the target headers_alone and the fuzz preset build without.
add_library(house_standard_headers OBJECT ${CMAKE_CURRENT_LIST_DIR}/empty.cpp)
target_link_libraries(house_standard_headers PRIVATE house_warnings Threads::Threads)
target_precompile_headers(house_standard_headers PRIVATE
  <algorithm> <chrono> <cstdint> <functional> <map> <memory> <optional> <set> <sstream> <string> <string_view> <utility>
  <variant> <vector>)

# Not for the room whose flags differ, and not in release: there g++ 12 takes precompiled headers for ours and warns of them.
function(reconciler_precompiled target)
  if(NOT target STREQUAL "room_adapters_http" AND NOT CMAKE_BUILD_TYPE STREQUAL "Release")
    target_precompile_headers(${target} REUSE_FROM house_standard_headers)
  endif()
endfunction()

function(reconciler_target_of room out)
  string(REPLACE "/" "_" flat ${room})
  set(${out} room_${flat} PARENT_SCOPE)
endfunction()

function(reconciler_link target visibility rooms packages)
  foreach(room ${rooms})
    reconciler_target_of(${room} lower)
    target_link_libraries(${target} ${visibility} ${lower})
  endforeach()
  target_link_libraries(${target} PRIVATE house_warnings ${packages} Threads::Threads)
  target_include_directories(${target} PUBLIC ${TARIFF_SOURCE_ROOT}/reconciler)
endfunction()

include(${CMAKE_CURRENT_LIST_DIR}/headers_alone.cmake)
include(${CMAKE_CURRENT_LIST_DIR}/unity.cmake)

function(reconciler_room room)
  cmake_parse_arguments(R "" "" "USES;PACKAGES" ${ARGN})
  reconciler_target_of(${room} target)
  file(GLOB sources CONFIGURE_DEPENDS ${TARIFF_SOURCE_ROOT}/reconciler/${room}/*.cpp)
  if(NOT sources)
    set(sources ${TARIFF_SOURCE_ROOT}/ci/cmake/empty.cpp)
  endif()
  add_library(${target} STATIC ${sources})
  reconciler_link(${target} PUBLIC "${R_USES}" "${R_PACKAGES}")
  reconciler_precompiled(${target})
  reconciler_grouped(${target})
  reconciler_headers_alone(${room} "${R_USES}" "${R_PACKAGES}")
endfunction()

# A program is a room with a main.cpp. Its other files are a library, so that tests can lean on them.
function(reconciler_program room)
  cmake_parse_arguments(R "" "NAME" "USES;PACKAGES" ${ARGN})
  reconciler_target_of(${room} target)
  file(GLOB sources CONFIGURE_DEPENDS ${TARIFF_SOURCE_ROOT}/reconciler/${room}/*.cpp)
  list(FILTER sources EXCLUDE REGEX "/main\\.cpp$")
  if(NOT sources)
    set(sources ${TARIFF_SOURCE_ROOT}/ci/cmake/empty.cpp)
  endif()
  add_library(${target} STATIC ${sources})
  reconciler_link(${target} PUBLIC "${R_USES}" "${R_PACKAGES}")
  reconciler_precompiled(${target})
  reconciler_grouped(${target})
  reconciler_headers_alone(${room} "${R_USES}" "${R_PACKAGES}")
  if(EXISTS ${TARIFF_SOURCE_ROOT}/reconciler/${room}/main.cpp)
    add_executable(${R_NAME} ${TARIFF_SOURCE_ROOT}/reconciler/${room}/main.cpp)
    target_link_libraries(${R_NAME} PRIVATE ${target} house_warnings ${R_PACKAGES})
  endif()
endfunction()
