# Providers as one file that needs nothing of the machine that it runs on, not even its C library: Terraform's own image
# has no glibc, and nobody installs libraries for a provider. It also starts sooner. docs/decisions has the measures.
include(CheckCSourceCompiles)

if(CMAKE_BUILD_TYPE STREQUAL "Release")
  set(TNF_STATIC_PROVIDERS_DEFAULT ON)
else()
  set(TNF_STATIC_PROVIDERS_DEFAULT OFF)
endif()
option(TNF_STATIC_PROVIDERS "Link providers statically, C library and all" ${TNF_STATIC_PROVIDERS_DEFAULT})

# The linker's own warnings are off: it names each function of the C library that could load something at run time.
# Ours reach none of them: a provider resolves no host name, reads groups from /etc/group and loads no OpenSSL module.
# There is no build id, for it is made of debugging information too, which knows the folder of the sources.
set(TNF_STATIC_LINK_OPTIONS -static-pie -Wl,--no-warnings,--gc-sections,--build-id=none
  -Wl,-z,relro,-z,now,-z,pack-relative-relocs)

# tnf_archives(RESULT name…): the paths of lib<name>.a, empty when one of them is missing.
function(tnf_archives result)
  set(paths "")
  foreach(name IN LISTS ARGN)
    find_library(TNF_ARCHIVE_${name} NAMES lib${name}.a)
    mark_as_advanced(TNF_ARCHIVE_${name})
    if(NOT TNF_ARCHIVE_${name})
      set(${result} "" PARENT_SCOPE)
      return()
    endif()
    list(APPEND paths "${TNF_ARCHIVE_${name}}")
  endforeach()
  set(${result} "${paths}" PARENT_SCOPE)
endfunction()

# tnf_static_choice(TARGET archive…): programs that are linked statically get the archives instead of what TARGET names.
function(tnf_static_choice target)
  get_target_property(shared ${target} INTERFACE_LINK_LIBRARIES)
  set(asked "$<BOOL:$<TARGET_PROPERTY:TNF_STATIC>>")
  set_target_properties(${target} PROPERTIES
    INTERFACE_LINK_LIBRARIES "$<${asked}:${ARGN}>;$<$<NOT:${asked}>:${shared}>")
endfunction()

# gRPC's .pc file names its libraries in no usable order, hence the group.
function(tnf_grpc_archives result)
  tnf_archives(core grpc gpr address_sorting upb re2 cares)
  tnf_archives(rest ssl crypto z)
  if(core AND rest)
    list(GET core 0 path)
    get_filename_component(folder "${path}" DIRECTORY)
    file(GLOB abseil "${folder}/libabsl_*.a")
    set(${result} "-Wl,--start-group;${core};${abseil};-Wl,--end-group;-lstdc++;${rest};-lm;-lpthread;-ldl;-lrt"
      PARENT_SCOPE)
  else()
    set(${result} "" PARENT_SCOPE)
  endif()
endfunction()

function(tnf_prepare_static)
  tnf_grpc_archives(grpc)
  set(CMAKE_REQUIRED_LIBRARIES ${TNF_STATIC_LINK_OPTIONS} ${grpc})
  check_c_source_compiles("#include <grpc/grpc.h>
    int main(void) { grpc_init(); grpc_shutdown_blocking(); return 0; }" TNF_STATIC_WORKS)
  if(NOT grpc OR NOT TNF_STATIC_WORKS)
    message(STATUS "Providers are linked dynamically: the static libraries of gRPC and what it uses are not usable here")
    return()
  endif()
  tnf_static_choice(PkgConfig::GRPC "${grpc}")
  foreach(pair IN ITEMS OPENSSL=crypto PROTOBUF_C=protobuf-c SQLITE3=sqlite3 YAML=yaml JANSSON=jansson ZLIB=z
                        LIBDEFLATE=deflate EXPAT=expat)
    string(REPLACE "=" ";" pair "${pair}")
    list(GET pair 0 library)
    list(GET pair 1 name)
    tnf_archives(archive ${name})
    tnf_static_choice(PkgConfig::${library} "${archive};-lm")
  endforeach()
  tnf_archives(archive unistring)
  tnf_static_choice(tnf_unistring "${archive}")
  tnf_archives(git git2 mbedtls mbedx509 mbedcrypto http_parser ssh2 ssl crypto pcre2-8 z)
  if(git)
    tnf_static_choice(PkgConfig::LIBGIT2 "${git};tnf_git_gssapi;-lrt;-ldl")
    set(TNF_PORTABLE_WORKS ON PARENT_SCOPE)
  endif()
endfunction()

if(TNF_STATIC_PROVIDERS)
  tnf_prepare_static()
endif()

# tnf_link_statically(TARGET): a program that is given to others. Its .map says what went into it, whose licences
# scripts/package collects.
function(tnf_link_statically target)
  if(TNF_STATIC_PROVIDERS AND TNF_STATIC_WORKS)
    set_target_properties(${target} PROPERTIES TNF_STATIC ON)
    target_link_options(${target} PRIVATE ${TNF_STATIC_LINK_OPTIONS} -Wl,-Map=$<TARGET_FILE:${target}>.map)
  endif()
endfunction()

# tnf_link_portably(TARGET): a program that needs nothing but the machine's C library: it looks up host names, and loads
# libcurl and GSSAPI when somebody needs them, which a program without that library could not. With a .map as above.
function(tnf_link_portably target)
  set_target_properties(${target} PROPERTIES TNF_STATIC ON)
  target_link_options(${target} PRIVATE -static-libgcc -Wl,--gc-sections,--build-id=none
    -Wl,-Map=$<TARGET_FILE:${target}>.map)
endfunction()
