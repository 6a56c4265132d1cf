#ifndef PLIMSOLL_TIMESTAMP_H
#define PLIMSOLL_TIMESTAMP_H

// RFC 3161 through the system's OpenSSL. What is handed out through `bytes` belongs to the caller
// and is given back with plimsoll_ts_free. On failure the reason is written to `reason`, always
// ended with a zero byte.

#include <stddef.h>
#include <stdint.h>

#define PLIMSOLL_TS_REASON 512
#define PLIMSOLL_TS_NAME 512

// What a token says, once it is read.
typedef struct {
    int64_t seconds;              // genTime in POSIX seconds, rounded down
    int32_t milliseconds;         // the fraction of the second, 0 to 999
    char tsa[PLIMSOLL_TS_NAME];   // the authority's distinguished name (RFC 2253), or empty
    char serial[64];              // the token's serial number in hexadecimal
    uint8_t digest[32];           // the SHA-256 that was stamped
} plimsoll_ts_statement;

// A request for a token over a SHA-256 digest, with a nonce and asking for the certificate.
// Returns 1, or 0 with the reason.
int plimsoll_ts_query(
    const uint8_t digest[32], const uint8_t nonce[16], uint8_t **bytes, size_t *count,
    char reason[PLIMSOLL_TS_REASON]);

// Reads what a reply's token says; proves nothing. A reply that was refused, or is over another
// digest than SHA-256, is an error. Returns 1, or 0 with the reason.
int plimsoll_ts_read(
    const uint8_t *reply, size_t reply_count, plimsoll_ts_statement *statement,
    char reason[PLIMSOLL_TS_REASON]);

// Whether a reply answers a query: granted, the same digest and nonce. No signature is checked.
int plimsoll_ts_answers(
    const uint8_t *reply, size_t reply_count, const uint8_t *query, size_t query_count,
    char reason[PLIMSOLL_TS_REASON]);

// Whether a reply's token over a SHA-256 digest is signed by an authority under the trusted
// certificates in PEM, valid at the token's own time and meant for timestamps alone.
int plimsoll_ts_verify(
    const uint8_t *reply, size_t reply_count, const uint8_t digest[32], const char *trusted_pem,
    size_t trusted_count, char reason[PLIMSOLL_TS_REASON]);

// How many certificates a PEM text holds; -1 with the reason where one is malformed.
int plimsoll_ts_certificates(
    const char *pem, size_t count, char reason[PLIMSOLL_TS_REASON]);

// The SHA-256 of some bytes. Returns 1, or 0 where the library fails.
int plimsoll_ts_sha256(const uint8_t *bytes, size_t count, uint8_t digest[32]);

void plimsoll_ts_free(uint8_t *bytes);

#endif
