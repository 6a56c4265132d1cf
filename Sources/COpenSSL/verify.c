#include "COpenSSL.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>

int plimsoll_openssl_verify_ed25519(
    const uint8_t public_key[32], const uint8_t signature[64], const uint8_t *message,
    size_t message_count) {
    EVP_PKEY *key = EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, NULL, public_key, 32);
    if (key == NULL) return -1;
    int verdict = -1;
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    if (context != NULL && EVP_DigestVerifyInit(context, NULL, NULL, NULL, key) == 1) {
        verdict = EVP_DigestVerify(context, signature, 64, message, message_count) == 1 ? 1 : 0;
    }
    EVP_MD_CTX_free(context);
    EVP_PKEY_free(key);
    return verdict;
}

const char *plimsoll_openssl_version(void) { return OpenSSL_version(OPENSSL_VERSION); }
