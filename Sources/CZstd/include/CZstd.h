#ifndef CZSTD_H
#define CZSTD_H
// libzstd as Swift sees it (Debian: libzstd-dev).
#include <zstd.h>
#endif
