#ifndef PLIMSOLL_COPENSSL_H
#define PLIMSOLL_COPENSSL_H

#include <stddef.h>
#include <stdint.h>

#include "timestamp.h"

// Verifies a pure Ed25519 signature (RFC 8032) with the system's OpenSSL: a second
// implementation beside the one that signed, so that an audit does not trust one library twice.
// Returns 1 when it is right, 0 when it is wrong, -1 when OpenSSL could not judge.
int plimsoll_openssl_verify_ed25519(
    const uint8_t public_key[32], const uint8_t signature[64], const uint8_t *message,
    size_t message_count);

// Verifies an ECDSA signature over P-256 with SHA-256 (FIPS 186-5 section 6.4) likewise. The key is
// a point in compressed form (SEC 1 section 2.3.3), the signature r and s, the most significant
// byte first. Returns 1 when it is right, 0 when it is wrong, -1 when OpenSSL could not judge.
int plimsoll_openssl_verify_p256(
    const uint8_t public_key[33], const uint8_t signature[64], const uint8_t *message,
    size_t message_count);

// The version text of the OpenSSL that is loaded, for reports.
const char *plimsoll_openssl_version(void);

#endif
