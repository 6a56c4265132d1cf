#define _GNU_SOURCE
#include "timestamp.h"

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ts.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

// The library's own reasons, the cause first, with what it says of each, such as why a chain is
// refused.
static int fail(char *reason, const char *what) {
    char text[PLIMSOLL_TS_REASON];
    size_t used = 0;
    text[0] = 0;
    const char *data = NULL;
    int flags = 0;
    unsigned long code;
    while ((code = ERR_get_error_all(NULL, NULL, NULL, &data, &flags)) != 0) {
        const char *words = ERR_reason_error_string(code);
        int has_data = (flags & ERR_TXT_STRING) != 0 && data != NULL && data[0] != 0;
        int written = snprintf(
            text + used, sizeof text - used, "%s%s%s%s%s", used ? ", " : "", words ? words : "",
            has_data ? " (" : "", has_data ? data : "", has_data ? ")" : "");
        if (written < 0 || (size_t)written >= sizeof text - used) break;
        used += (size_t)written;
    }
    ERR_clear_error();
    int written = snprintf(reason, PLIMSOLL_TS_REASON, "%s%s", what, used ? ": " : "");
    if (written > 0 && written < PLIMSOLL_TS_REASON) {
        strncpy(reason + written, text, PLIMSOLL_TS_REASON - 1 - (size_t)written);
        reason[PLIMSOLL_TS_REASON - 1] = 0;
    }
    return 0;
}

int plimsoll_ts_sha256(const uint8_t *bytes, size_t count, uint8_t digest[32]) {
    unsigned int length = 0;
    return EVP_Digest(bytes, count, digest, &length, EVP_sha256(), NULL) == 1 && length == 32;
}

void plimsoll_ts_free(uint8_t *bytes) { OPENSSL_free(bytes); }

int plimsoll_ts_query(
    const uint8_t digest[32], const uint8_t nonce[16], uint8_t **bytes, size_t *count,
    char reason[PLIMSOLL_TS_REASON]) {
    ERR_clear_error();
    int done = 0;
    TS_REQ *request = TS_REQ_new();
    TS_MSG_IMPRINT *imprint = TS_MSG_IMPRINT_new();
    X509_ALGOR *algorithm = X509_ALGOR_new();
    BIGNUM *number = BN_bin2bn(nonce, 16, NULL);
    ASN1_INTEGER *integer = number ? BN_to_ASN1_INTEGER(number, NULL) : NULL;
    if (request && imprint && algorithm && integer) {
        X509_ALGOR_set_md(algorithm, EVP_sha256());
        unsigned char copy[32];
        memcpy(copy, digest, 32);
        done = TS_REQ_set_version(request, 1) && TS_MSG_IMPRINT_set_algo(imprint, algorithm)
            && TS_MSG_IMPRINT_set_msg(imprint, copy, 32)
            && TS_REQ_set_msg_imprint(request, imprint) && TS_REQ_set_nonce(request, integer)
            && TS_REQ_set_cert_req(request, 1);
    }
    uint8_t *encoded = NULL;
    int length = done ? i2d_TS_REQ(request, &encoded) : -1;
    ASN1_INTEGER_free(integer);
    BN_free(number);
    X509_ALGOR_free(algorithm);
    TS_MSG_IMPRINT_free(imprint);
    TS_REQ_free(request);
    if (length <= 0) return fail(reason, "the request cannot be made");
    *bytes = encoded;
    *count = (size_t)length;
    return 1;
}

// One DER value and nothing after it.
static TS_RESP *decode(const uint8_t *reply, size_t count, char *reason) {
    if (count > (1u << 20)) {
        fail(reason, "the reply is longer than 1 MiB");
        return NULL;
    }
    const unsigned char *at = reply;
    TS_RESP *response = d2i_TS_RESP(NULL, &at, (long)count);
    if (response == NULL) {
        fail(reason, "it is no timestamp reply");
        return NULL;
    }
    if (at != reply + count) {
        TS_RESP_free(response);
        fail(reason, "bytes follow the timestamp reply");
        return NULL;
    }
    return response;
}

static int is_granted(TS_RESP *response, char *reason) {
    TS_STATUS_INFO *status = TS_RESP_get_status_info(response);
    long number = ASN1_INTEGER_get(TS_STATUS_INFO_get0_status(status));
    if (number == TS_STATUS_GRANTED || number == TS_STATUS_GRANTED_WITH_MODS) return 1;
    const STACK_OF(ASN1_UTF8STRING) *texts = TS_STATUS_INFO_get0_text(status);
    const char *said = "";
    int length = 0;
    if (texts != NULL && sk_ASN1_UTF8STRING_num(texts) > 0) {
        ASN1_UTF8STRING *text = sk_ASN1_UTF8STRING_value(texts, 0);
        said = (const char *)ASN1_STRING_get0_data(text);
        length = ASN1_STRING_length(text);
    }
    if (length > 300) length = 300;
    snprintf(
        reason, PLIMSOLL_TS_REASON, "the authority refused with status %ld%s%.*s", number,
        length > 0 ? ": " : "", length, said);
    return 0;
}

static void name_text(const X509_NAME *name, char text[PLIMSOLL_TS_NAME]) {
    BIO *memory = BIO_new(BIO_s_mem());
    if (memory == NULL) return;
    if (X509_NAME_print_ex(memory, name, 0, XN_FLAG_RFC2253) >= 0) {
        int length = BIO_read(memory, text, PLIMSOLL_TS_NAME - 1);
        text[length > 0 ? length : 0] = 0;
    }
    BIO_free(memory);
}

// The name in the token, else the subject of the certificate that signed it.
static void authority(TS_RESP *response, TS_TST_INFO *info, char text[PLIMSOLL_TS_NAME]) {
    text[0] = 0;
    GENERAL_NAME *name = TS_TST_INFO_get_tsa(info);
    if (name != NULL && name->type == GEN_DIRNAME) {
        name_text(name->d.directoryName, text);
        return;
    }
    STACK_OF(X509) *signers = PKCS7_get0_signers(TS_RESP_get_token(response), NULL, 0);
    if (signers != NULL && sk_X509_num(signers) > 0) {
        name_text(X509_get_subject_name(sk_X509_value(signers, 0)), text);
    }
    sk_X509_free(signers);
}

static int read_time(const ASN1_GENERALIZEDTIME *time, int64_t *seconds, int32_t *milliseconds) {
    struct tm parts;
    if (ASN1_TIME_to_tm(time, &parts) != 1) return 0;
    time_t whole = timegm(&parts);
    *seconds = (int64_t)whole;
    *milliseconds = 0;
    const char *text = (const char *)ASN1_STRING_get0_data(time);
    int length = ASN1_STRING_length(time);
    for (int index = 0; index < length; index++) {
        if (text[index] != '.') continue;
        int32_t unit = 100;
        for (int digit = index + 1; digit < length && unit > 0; digit++, unit /= 10) {
            if (text[digit] < '0' || text[digit] > '9') break;
            *milliseconds += (text[digit] - '0') * unit;
        }
        break;
    }
    return 1;
}

static int read_statement(
    TS_RESP *response, plimsoll_ts_statement *statement, char *reason) {
    TS_TST_INFO *info = TS_RESP_get_tst_info(response);
    if (info == NULL) return fail(reason, "the reply has no token");
    TS_MSG_IMPRINT *imprint = TS_TST_INFO_get_msg_imprint(info);
    const ASN1_OBJECT *object = NULL;
    X509_ALGOR_get0(&object, NULL, NULL, TS_MSG_IMPRINT_get_algo(imprint));
    ASN1_OCTET_STRING *digest = TS_MSG_IMPRINT_get_msg(imprint);
    if (OBJ_obj2nid(object) != NID_sha256 || ASN1_STRING_length(digest) != 32) {
        return fail(reason, "the token is not over a SHA-256 digest");
    }
    memset(statement, 0, sizeof *statement);
    memcpy(statement->digest, ASN1_STRING_get0_data(digest), 32);
    if (!read_time(
            TS_TST_INFO_get_time(info), &statement->seconds, &statement->milliseconds)) {
        return fail(reason, "the token's time cannot be read");
    }
    authority(response, info, statement->tsa);
    BIGNUM *serial = ASN1_INTEGER_to_BN(TS_TST_INFO_get_serial(info), NULL);
    char *hex = serial ? BN_bn2hex(serial) : NULL;
    if (hex != NULL) snprintf(statement->serial, sizeof statement->serial, "%s", hex);
    OPENSSL_free(hex);
    BN_free(serial);
    ERR_clear_error();
    return 1;
}

int plimsoll_ts_read(
    const uint8_t *reply, size_t reply_count, plimsoll_ts_statement *statement,
    char reason[PLIMSOLL_TS_REASON]) {
    ERR_clear_error();
    TS_RESP *response = decode(reply, reply_count, reason);
    if (response == NULL) return 0;
    int done = is_granted(response, reason) && read_statement(response, statement, reason);
    TS_RESP_free(response);
    return done;
}

int plimsoll_ts_answers(
    const uint8_t *reply, size_t reply_count, const uint8_t *query, size_t query_count,
    char reason[PLIMSOLL_TS_REASON]) {
    ERR_clear_error();
    TS_RESP *response = decode(reply, reply_count, reason);
    if (response == NULL) return 0;
    plimsoll_ts_statement statement;
    int done = is_granted(response, reason) && read_statement(response, &statement, reason);
    const unsigned char *at = query;
    TS_REQ *request = done ? d2i_TS_REQ(NULL, &at, (long)query_count) : NULL;
    TS_VERIFY_CTX *context = request ? TS_REQ_to_TS_VERIFY_CTX(request, NULL) : NULL;
    if (done && context == NULL) done = fail(reason, "the request cannot be read");
    // Not the signature, which needs certificates that may not be known here.
    if (done) {
        TS_VERIFY_CTX_set_flags(context, TS_VFY_VERSION | TS_VFY_IMPRINT | TS_VFY_NONCE);
    }
    if (done && TS_RESP_verify_response(context, response) != 1) {
        done = fail(reason, "the reply does not answer the request");
    }
    TS_VERIFY_CTX_free(context);
    TS_REQ_free(request);
    TS_RESP_free(response);
    return done;
}

// The trusted certificates in a store; NULL with the reason.
static X509_STORE *trusted_store(const char *pem, size_t count, int *held, char *reason) {
    BIO *memory = BIO_new_mem_buf(pem, (int)count);
    X509_STORE *store = X509_STORE_new();
    *held = 0;
    int is_sound = memory != NULL && store != NULL;
    while (is_sound) {
        X509 *certificate = PEM_read_bio_X509(memory, NULL, NULL, NULL);
        if (certificate == NULL) {
            // Having read to the end is how the loop ends; anything else is a fault.
            unsigned long code = ERR_peek_last_error();
            if (ERR_GET_LIB(code) == ERR_LIB_PEM && ERR_GET_REASON(code) == PEM_R_NO_START_LINE) {
                ERR_clear_error();
                break;
            }
            is_sound = 0;
        } else {
            is_sound = X509_STORE_add_cert(store, certificate) == 1;
            X509_free(certificate);
            *held += 1;
        }
    }
    BIO_free(memory);
    if (is_sound) return store;
    X509_STORE_free(store);
    fail(reason, "a certificate cannot be read");
    return NULL;
}

int plimsoll_ts_certificates(
    const char *pem, size_t count, char reason[PLIMSOLL_TS_REASON]) {
    ERR_clear_error();
    int held = 0;
    X509_STORE *store = trusted_store(pem, count, &held, reason);
    if (store == NULL) return -1;
    X509_STORE_free(store);
    return held;
}

static int verify_token(
    TS_RESP *response, const uint8_t digest[32], X509_STORE *store, char *reason) {
    plimsoll_ts_statement statement;
    if (!is_granted(response, reason) || !read_statement(response, &statement, reason)) return 0;
    // A chain is judged as it was at the token's time: certificates expire, tokens do not.
    X509_VERIFY_PARAM_set_time(X509_STORE_get0_param(store), (time_t)statement.seconds);
    TS_VERIFY_CTX *context = TS_VERIFY_CTX_new();
    unsigned char *imprint = OPENSSL_memdup(digest, 32);
    if (context == NULL || imprint == NULL) {
        TS_VERIFY_CTX_free(context);
        OPENSSL_free(imprint);
        return fail(reason, "there is no memory");
    }
    // The context owns what it is given, and frees it.
    TS_VERIFY_CTX_set_imprint(context, imprint, 32);
    X509_STORE_up_ref(store);
    TS_VERIFY_CTX_set_store(context, store);
    // The authority that a token names must be the one that signed it: the name is reported.
    TS_VERIFY_CTX_set_flags(
        context, TS_VFY_VERSION | TS_VFY_IMPRINT | TS_VFY_SIGNATURE | TS_VFY_SIGNER);
    int done = TS_RESP_verify_response(context, response) == 1;
    TS_VERIFY_CTX_free(context);
    return done ? 1 : fail(reason, "the token is refused");
}

int plimsoll_ts_verify(
    const uint8_t *reply, size_t reply_count, const uint8_t digest[32], const char *trusted_pem,
    size_t trusted_count, char reason[PLIMSOLL_TS_REASON]) {
    ERR_clear_error();
    TS_RESP *response = decode(reply, reply_count, reason);
    if (response == NULL) return 0;
    int held = 0;
    X509_STORE *store = trusted_store(trusted_pem, trusted_count, &held, reason);
    int done = store != NULL && verify_token(response, digest, store, reason);
    X509_STORE_free(store);
    TS_RESP_free(response);
    return done;
}
