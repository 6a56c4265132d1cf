#include "COpenSSL.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/params.h>

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

// A key of a compressed point; NULL where it is none.
static EVP_PKEY *p256_key(const uint8_t public_key[33]) {
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(NULL, "EC", NULL);
    if (context == NULL) return NULL;
    OSSL_PARAM parameters[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, (char *)"P-256", 0),
        OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PUB_KEY, (void *)public_key, 33),
        OSSL_PARAM_construct_end(),
    };
    EVP_PKEY *key = NULL;
    if (EVP_PKEY_fromdata_init(context) != 1 ||
        EVP_PKEY_fromdata(context, &key, EVP_PKEY_PUBLIC_KEY, parameters) != 1) {
        key = NULL;
    }
    EVP_PKEY_CTX_free(context);
    return key;
}

// The signature as OpenSSL takes it, in DER, to be freed; NULL where there is no memory.
static uint8_t *p256_signature(const uint8_t signature[64], size_t *count) {
    uint8_t *der = NULL;
    ECDSA_SIG *numbers = ECDSA_SIG_new();
    BIGNUM *r = BN_bin2bn(signature, 32, NULL);
    BIGNUM *s = BN_bin2bn(signature + 32, 32, NULL);
    if (numbers != NULL && r != NULL && s != NULL && ECDSA_SIG_set0(numbers, r, s) == 1) {
        // They are the signature's own now.
        r = s = NULL;
        int length = i2d_ECDSA_SIG(numbers, &der);
        *count = length > 0 ? (size_t)length : 0;
        if (length <= 0) der = NULL;
    }
    BN_free(r);
    BN_free(s);
    ECDSA_SIG_free(numbers);
    return der;
}

int plimsoll_openssl_verify_p256(
    const uint8_t public_key[33], const uint8_t signature[64], const uint8_t *message,
    size_t message_count) {
    int verdict = -1;
    size_t count = 0;
    EVP_PKEY *key = p256_key(public_key);
    uint8_t *der = p256_signature(signature, &count);
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    if (key != NULL && der != NULL && context != NULL &&
        EVP_DigestVerifyInit(context, NULL, EVP_sha256(), NULL, key) == 1) {
        verdict = EVP_DigestVerify(context, der, count, message, message_count) == 1 ? 1 : 0;
    }
    EVP_MD_CTX_free(context);
    OPENSSL_free(der);
    EVP_PKEY_free(key);
    return verdict;
}

const char *plimsoll_openssl_version(void) { return OpenSSL_version(OPENSSL_VERSION); }
