/* The generated messages of the protocol, for those who convert them or answer a call. */
#pragma once

#include "provider/wire/tfplugin6.pb-c.h" // IWYU pragma: export
