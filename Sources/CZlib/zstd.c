#include "CZlib.h"

#include <dlfcn.h>
#include <stdlib.h>

// The parts of zstd's stable interface that are used, as its documentation has them since 1.4.
typedef struct {
    const void *source;
    size_t size;
    size_t position;
} zstd_input;

typedef struct {
    void *destination;
    size_t size;
    size_t position;
} zstd_output;

// RFC 8878 asks decoders for windows of 8 MiB at least; a larger one would be memory that a small
// body commands.
enum { WINDOW_LOG_MAX_PARAMETER = 100, WINDOW_LOG_MAX = 23 };

static void *(*create_stream)(void);
static size_t (*free_stream)(void *);
static size_t (*set_parameter)(void *, int, int);
static size_t (*decompress)(void *, zstd_output *, zstd_input *);
static unsigned (*is_error)(size_t);

// Run before main, so that no two threads find the library at once.
__attribute__((constructor)) static void find_library(void) {
    void *library = dlopen("libzstd.so.1", RTLD_NOW | RTLD_LOCAL);
    if (library == NULL) return;
    create_stream = (void *(*)(void))dlsym(library, "ZSTD_createDStream");
    free_stream = (size_t(*)(void *))dlsym(library, "ZSTD_freeDStream");
    set_parameter = (size_t(*)(void *, int, int))dlsym(library, "ZSTD_DCtx_setParameter");
    decompress =
        (size_t(*)(void *, zstd_output *, zstd_input *))dlsym(library, "ZSTD_decompressStream");
    is_error = (unsigned (*)(size_t))dlsym(library, "ZSTD_isError");
}

bool plimsoll_zstd_is_available(void) {
    return create_stream && free_stream && set_parameter && decompress && is_error;
}

plimsoll_zstd *plimsoll_zstd_create(void) {
    if (!plimsoll_zstd_is_available()) return NULL;
    void *stream = create_stream();
    if (stream == NULL) return NULL;
    if (is_error(set_parameter(stream, WINDOW_LOG_MAX_PARAMETER, WINDOW_LOG_MAX))) {
        free_stream(stream);
        return NULL;
    }
    return (plimsoll_zstd *)stream;
}

void plimsoll_zstd_destroy(plimsoll_zstd *stream) {
    if (stream != NULL) free_stream(stream);
}

plimsoll_inflate_result plimsoll_zstd_step(
    plimsoll_zstd *stream, const uint8_t *input, size_t input_count, size_t *input_used,
    uint8_t *output, size_t output_capacity, size_t *output_count) {
    zstd_input in = {input, input_count, 0};
    zstd_output out = {output, output_capacity, 0};
    size_t result = decompress(stream, &out, &in);
    *input_used = in.position;
    *output_count = out.position;
    if (is_error(result)) return PLIMSOLL_INFLATE_DAMAGED;
    return result == 0 ? PLIMSOLL_INFLATE_END : PLIMSOLL_INFLATE_MORE;
}
