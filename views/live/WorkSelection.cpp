// SPDX-License-Identifier: Apache-2.0
#include "live/WorkSelection.h"
