// A C target needs one source file; the wrappers are all inline.
#include "CCurl.h"
