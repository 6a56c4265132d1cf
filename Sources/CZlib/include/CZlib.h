#ifndef PLIMSOLL_CZLIB_H
#define PLIMSOLL_CZLIB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// A streaming gzip inflater: zlib's own initialiser is a macro that Swift cannot call.
typedef struct plimsoll_inflater plimsoll_inflater;

// What a step of inflation came to.
typedef enum {
    PLIMSOLL_INFLATE_MORE = 0,    // all input was used, or the output is full: call again
    PLIMSOLL_INFLATE_END = 1,     // the stream's end was reached and its check sum is right
    PLIMSOLL_INFLATE_DAMAGED = 2, // not gzip, or damaged
} plimsoll_inflate_result;

// Returns NULL when memory is short.
plimsoll_inflater *plimsoll_inflater_create(void);
void plimsoll_inflater_destroy(plimsoll_inflater *inflater);

// Inflates from input into output; reports how much of each was used.
plimsoll_inflate_result plimsoll_inflater_step(
    plimsoll_inflater *inflater, const uint8_t *input, size_t input_count, size_t *input_used,
    uint8_t *output, size_t output_capacity, size_t *output_count);

// A streaming decoder of zstd (RFC 8878), by the library of the machine where it is installed: it is
// looked for when the program starts.
typedef struct plimsoll_zstd plimsoll_zstd;

bool plimsoll_zstd_is_available(void);

// Returns NULL when memory is short, or where the library is not installed.
plimsoll_zstd *plimsoll_zstd_create(void);
void plimsoll_zstd_destroy(plimsoll_zstd *stream);

// Decodes from input into output; reports how much of each was used. The end is that of a frame.
plimsoll_inflate_result plimsoll_zstd_step(
    plimsoll_zstd *stream, const uint8_t *input, size_t input_count, size_t *input_used,
    uint8_t *output, size_t output_capacity, size_t *output_count);

#endif
