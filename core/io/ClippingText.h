// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>

#include "document/Arrange.h"

namespace plenum::io {

/// What was copied, as text for the system's clipboard: JSON in the words of the site's file, so that it can be pasted
/// into another window or be sent to a colleague.
std::string textOf(const Clipping& clipping);
/// Problems for text of anybody else, cut off, of a later program, or with things that no site could hold.
Result<Clipping> readClipping(std::string_view text);

}  // namespace plenum::io
