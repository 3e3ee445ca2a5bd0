# Where things go with `cmake --install`: the folders of GNU's standards, and those in which shells and Terraform look.
# The program finds what helps it from its own place, so an installed tree can be moved as a whole.
set(TNF_LIBEXEC ${CMAKE_INSTALL_LIBEXECDIR}/tenantform)
file(RELATIVE_PATH TNF_LIBEXEC_FROM_BIN ${CMAKE_INSTALL_FULL_BINDIR} ${CMAKE_INSTALL_FULL_LIBEXECDIR}/tenantform)
set(TNF_ZSH_COMPLETION_DIR ${CMAKE_INSTALL_DATADIR}/zsh/site-functions CACHE STRING "Where zsh looks for completions")

install(FILES README.md CHANGELOG.md LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(DIRECTORY docs/ DESTINATION ${CMAKE_INSTALL_DOCDIR}/docs
  FILES_MATCHING PATTERN "*.md" PATTERN "*.json" PATTERN "*.svg" PATTERN "*.png" PATTERN decisions EXCLUDE PATTERN man EXCLUDE)
install(DIRECTORY environments examples DESTINATION ${CMAKE_INSTALL_DOCDIR} PATTERN ".terraform*" EXCLUDE)

function(tnf_install_program target)
  install(TARGETS ${target} RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endfunction()

# tnf_install_completion(FOLDER): tenantform.bash, .zsh and .fish of it, under the names that the shells look for.
function(tnf_install_completion folder)
  install(FILES ${folder}/tenantform.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME tenantform)
  install(FILES ${folder}/tenantform.zsh DESTINATION ${TNF_ZSH_COMPLETION_DIR} RENAME _tenantform)
  install(FILES ${folder}/tenantform.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
endfunction()

function(tnf_install_manual)
  install(FILES ${ARGN} DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
endfunction()

# tnf_install_helpers(file…): what the program uses and nobody calls.
function(tnf_install_helpers)
  install(FILES ${ARGN} DESTINATION ${TNF_LIBEXEC})
endfunction()

# tnf_install_providers(CATALOG other…): programs that Terraform starts. CATALOG, the provider of the catalog, is found
# by `terraform init` and `tofu init`, which look into terraform/plugins of the folders for data. A program does not
# belong there itself: it differs by machine.
function(tnf_install_providers catalog)
  install(TARGETS ${catalog} ${ARGN} RUNTIME DESTINATION ${TNF_LIBEXEC})
  set(machine ${CMAKE_SYSTEM_PROCESSOR})
  string(REPLACE "x86_64" "amd64" machine ${machine})
  string(REPLACE "aarch64" "arm64" machine ${machine})
  set(link ${CMAKE_CURRENT_BINARY_DIR}/${catalog}_v${PROJECT_VERSION})
  foreach(host registry.terraform.io registry.opentofu.org)
    set(folder terraform/plugins/${host}/tenantform/tenantform/${PROJECT_VERSION}/linux_${machine})
    file(RELATIVE_PATH to ${CMAKE_INSTALL_FULL_DATADIR}/${folder} ${CMAKE_INSTALL_FULL_LIBEXECDIR}/tenantform/${catalog})
    file(CREATE_LINK ${to} ${link} SYMBOLIC)
    install(FILES ${link} DESTINATION ${CMAKE_INSTALL_DATADIR}/${folder})
  endforeach()
endfunction()
