# gRPC's C core, as the target tnf_grpc. Linked statically a provider starts in half the time (docs/decisions), because
# the dynamic linker has 50 libraries and 12,000 relocations less to do; Terraform starts it three to five times a command.
include(CheckCSourceCompiles)

if(CMAKE_BUILD_TYPE STREQUAL "Release")
  set(TNF_STATIC_GRPC_DEFAULT ON)
else()
  set(TNF_STATIC_GRPC_DEFAULT OFF)
endif()
option(TNF_STATIC_GRPC "Link gRPC's C core statically" ${TNF_STATIC_GRPC_DEFAULT})

add_library(tnf_grpc INTERFACE)
if(TNF_STATIC_GRPC)
  # gRPC's .pc file names its libraries in no usable order, hence the group. OpenSSL stays dynamic: its updates matter.
  find_library(TNF_LIBGRPC_A NAMES libgrpc.a)
  get_filename_component(TNF_GRPC_LIBDIR "${TNF_LIBGRPC_A}" DIRECTORY)
  set(TNF_GRPC_ARCHIVES "")
  foreach(name grpc gpr address_sorting upb re2 cares)
    list(APPEND TNF_GRPC_ARCHIVES "${TNF_GRPC_LIBDIR}/lib${name}.a")
  endforeach()
  file(GLOB TNF_ABSL_ARCHIVES "${TNF_GRPC_LIBDIR}/libabsl_*.a")
  list(APPEND TNF_GRPC_ARCHIVES ${TNF_ABSL_ARCHIVES})
  set(TNF_GRPC_STATIC_LIBS -Wl,--start-group ${TNF_GRPC_ARCHIVES} -Wl,--end-group
      -l:libstdc++.a -lssl -lcrypto -lz -lm -lpthread -ldl -lrt)
  set(CMAKE_REQUIRED_LIBRARIES ${TNF_GRPC_STATIC_LIBS})
  check_c_source_compiles("#include <grpc/grpc.h>
    int main(void) { grpc_init(); grpc_shutdown_blocking(); return 0; }" TNF_STATIC_GRPC_WORKS)
  unset(CMAKE_REQUIRED_LIBRARIES)
endif()
if(TNF_STATIC_GRPC AND TNF_STATIC_GRPC_WORKS)
  target_link_libraries(tnf_grpc INTERFACE ${TNF_GRPC_STATIC_LIBS})
else()
  target_link_libraries(tnf_grpc INTERFACE PkgConfig::GRPC)
endif()
