#include "CZlib.h"

#include <stdlib.h>
#include <zlib.h>

struct plimsoll_inflater {
    z_stream stream;
};

// Window of 32 KiB, and 16 more asks zlib for the gzip wrapper and nothing else.
enum { GZIP_WINDOW_BITS = 15 + 16 };

plimsoll_inflater *plimsoll_inflater_create(void) {
    plimsoll_inflater *inflater = calloc(1, sizeof *inflater);
    if (inflater == NULL) return NULL;
    if (inflateInit2(&inflater->stream, GZIP_WINDOW_BITS) != Z_OK) {
        free(inflater);
        return NULL;
    }
    return inflater;
}

void plimsoll_inflater_destroy(plimsoll_inflater *inflater) {
    if (inflater == NULL) return;
    inflateEnd(&inflater->stream);
    free(inflater);
}

plimsoll_inflate_result plimsoll_inflater_step(
    plimsoll_inflater *inflater, const uint8_t *input, size_t input_count, size_t *input_used,
    uint8_t *output, size_t output_capacity, size_t *output_count) {
    z_stream *stream = &inflater->stream;
    stream->next_in = (Bytef *)input;
    stream->avail_in = (uInt)input_count;
    stream->next_out = output;
    stream->avail_out = (uInt)output_capacity;
    int result = inflate(stream, Z_NO_FLUSH);
    *input_used = input_count - stream->avail_in;
    *output_count = output_capacity - stream->avail_out;
    if (result == Z_STREAM_END) return PLIMSOLL_INFLATE_END;
    if (result == Z_OK || result == Z_BUF_ERROR) return PLIMSOLL_INFLATE_MORE;
    return PLIMSOLL_INFLATE_DAMAGED;
}
