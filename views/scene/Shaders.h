// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "scene/Shading.h"

namespace plenum {

// What is put into VTK's shaders for Present.
std::string vertexDeclarations(), vertexBody();
std::string fragmentFunctions(Shading::Kind kind), fragmentBody(Shading::Kind kind);

}  // namespace plenum
