#ifndef CZLIB_H
#define CZLIB_H
// zlib as Swift sees it (Debian: zlib1g-dev). Swift cannot call macros.
#include <zlib.h>

// - windowBits: -15 for bare deflate, 31 for gzip.
static inline int czlib_inflate_init(z_stream *stream, int windowBits) {
  return inflateInit2(stream, windowBits);
}
static inline int czlib_deflate_init(z_stream *stream, int level, int windowBits) {
  return deflateInit2(stream, level, Z_DEFLATED, windowBits, 8, Z_DEFAULT_STRATEGY);
}
#endif
