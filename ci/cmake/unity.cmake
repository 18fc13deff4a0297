# Several files of a target compiled as one, in the presets that say TARIFF_UNITY: most of the time goes into headers that
# nearly every file reads. Which files go together says ci/unity_groups; decision 0015 says why. The other presets compile
# file by file, so that each file includes what it needs and no name shadows another.
option(TARIFF_UNITY "compile files in groups, for builds from scratch" OFF)
define_property(GLOBAL PROPERTY TARIFF_GROUPED BRIEF_DOCS "the targets whose files are compiled in groups")

function(reconciler_grouped target)
  if(TARIFF_UNITY)
    set_property(GLOBAL APPEND PROPERTY TARIFF_GROUPED ${target})
  endif()
endfunction()

# Once all targets have all their files.
function(reconciler_set_groups)
  get_property(targets GLOBAL PROPERTY TARIFF_GROUPED)
  if(NOT targets)
    return()
  endif()
  find_package(Python3 REQUIRED COMPONENTS Interpreter)
  set(table "")
  foreach(target ${targets})
    get_target_property(folder ${target} SOURCE_DIR)
    get_target_property(sources ${target} SOURCES)
    foreach(source ${sources})
      cmake_path(ABSOLUTE_PATH source BASE_DIRECTORY ${folder} NORMALIZE)
      string(APPEND table "${target}\t${folder}\t${source}\n")
      # Another name in a file may want another group.
      set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${source})
    endforeach()
    set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
  endforeach()
  file(WRITE ${CMAKE_BINARY_DIR}/targets_to_group.txt "${table}")
  execute_process(COMMAND ${Python3_EXECUTABLE} ${CMAKE_SOURCE_DIR}/ci/unity_groups ${CMAKE_BINARY_DIR}/targets_to_group.txt
                  OUTPUT_VARIABLE groups OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
  string(REPLACE "\n" ";" groups "${groups}")
  foreach(line ${groups})
    string(REPLACE "\t" ";" parts "${line}")
    list(POP_FRONT parts target group)
    set_source_files_properties(${parts} TARGET_DIRECTORY ${target} PROPERTIES UNITY_GROUP ${group})
  endforeach()
endfunction()
