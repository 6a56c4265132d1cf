#!/usr/bin/env python3
"""Signs commands and proves keys with none of the platform's own code.

    sign-command.py public SEED
    sign-command.py prove SEED --origin ORIGIN --member MEMBER [--auditor ID]...
    sign-command.py sign SEED --origin ORIGIN --member MEMBER [--salt HEX] [--json] < COMMAND
    sign-command.py send SEED --origin ORIGIN --member MEMBER --server URL --key APIKEY < COMMAND
    sign-command.py self-test

SEED is a file with the 32 bytes of an Ed25519 seed in hexadecimal. COMMAND is any JSON of a command;
it is put into canonical form here. Only the standard library is used. The arithmetic takes no care
to hide the key from whoever measures its time: this is for checking, not for keeping keys.
"""

import argparse
import base64
import hashlib
import importlib.machinery
import importlib.util
import json
import pathlib
import secrets
import sys
import urllib.error
import urllib.request

_path = str(pathlib.Path(__file__).with_name("verify-ledger.py"))
_loader = importlib.machinery.SourceFileLoader("verify_ledger", _path)
_spec = importlib.util.spec_from_loader("verify_ledger", _loader)
ledger = importlib.util.module_from_spec(_spec)
_loader.exec_module(ledger)


def b64(data):
    return base64.b64encode(data).decode()


# --- Ed25519 (RFC 8032 section 5.1), signing.


def point_encode(point):
    x, y, z, _ = point
    inverse = pow(z, ledger.P - 2, ledger.P)
    x, y = x * inverse % ledger.P, y * inverse % ledger.P
    return (y | (x & 1) << 255).to_bytes(32, "little")


def expand(seed):
    digest = hashlib.sha512(seed).digest()
    scalar = int.from_bytes(digest[:32], "little")
    scalar = scalar & ((1 << 254) - 8) | 1 << 254
    return scalar, digest[32:]


def public_key(seed):
    return point_encode(ledger.point_multiply(expand(seed)[0], ledger.BASE))


def sign(seed, message):
    scalar, prefix = expand(seed)
    key = public_key(seed)
    r = int.from_bytes(hashlib.sha512(prefix + message).digest(), "little") % ledger.L
    point = point_encode(ledger.point_multiply(r, ledger.BASE))
    k = int.from_bytes(hashlib.sha512(point + key + message).digest(), "little") % ledger.L
    return point + ((r + k * scalar) % ledger.L).to_bytes(32, "little")


# --- The ledger's texts.


def canonical(value):
    """RFC 8785 in the ledger's profile: integers alone, members by their UTF-16 code units."""
    if isinstance(value, dict):
        names = sorted(value, key=lambda name: name.encode("utf-16-be"))
        return "{" + ",".join(f"{canonical(n)}:{canonical(value[n])}" for n in names) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    if isinstance(value, float) or isinstance(value, int) and abs(value) >= 2**53:
        raise SystemExit(f"sign-command: {value} is no integer within 2^53")
    return json.dumps(value, ensure_ascii=False)


def key_text(origin, member, key, auditors):
    return f"plimsoll key v1\n{origin}\n{member}\n{b64(key)}\n{','.join(auditors)}\n".encode()


def command_text(origin, digest):
    return f"plimsoll command v1\n{origin}\n{b64(digest)}\n".encode()


def signed(seed, command, salt):
    digest = hashlib.sha256(salt + canonical(command).encode()).digest()
    return {
        "command": command,
        "key": b64(public_key(seed)),
        "salt": b64(salt),
        "signature": b64(sign(seed, command_text(command["origin"], digest))),
    }


def self_test():
    """The vectors of RFC 8032 section 7.1, test 1, and of the Ledger format page."""
    seed = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
    assert public_key(seed).hex() == (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
    )
    assert sign(seed, b"").hex() == (
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
        "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
    )
    command = {
        "id": "list-1",
        "instruction": {"consortium": {"_0": {"listSanction": {"entry": "MV Example"}}}},
        "member": "limmat-marine",
        "origin": "ledger.example/cargo",
    }
    made = signed(b"\x01" * 32, command, bytes(range(16)))
    assert made["key"] == "iojj3XQJ8ZX9UtstPLpdcspnCb8dlBIb83SIAbQPb1w="
    assert made["signature"] == (
        "lup3hve0mnJHlz1iGQ++wMhgvqTUtmAMqwuDoSODTBwXxgePIipmcS22ek7/4Bq17W5w8lZ6UW0KARndSZY9Bw=="
    )
    assert ledger.is_ed25519(
        base64.b64decode(made["key"]),
        command_text(
            command["origin"],
            hashlib.sha256(bytes(range(16)) + canonical(command).encode()).digest(),
        ),
        base64.b64decode(made["signature"]),
    )
    print("the vectors hold")


def send(options, made):
    request = urllib.request.Request(
        options.server.rstrip("/") + "/v1/commands",
        data=json.dumps(made).encode(),
        headers={"Content-Type": "application/json", "Authorization": f"Bearer {options.key}"},
        method="POST",
    )
    try:
        with urllib.request.urlopen(request, timeout=30) as response:
            print(response.read().decode())
        return 0
    except urllib.error.HTTPError as error:
        print(error.read().decode())
        return 1


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("action", choices=["public", "prove", "sign", "send", "self-test"])
    parser.add_argument("seed", nargs="?", help="the file with the seed in hexadecimal")
    parser.add_argument("--origin", help="the ledger's origin")
    parser.add_argument("--member", help="the member that signs")
    parser.add_argument("--auditor", action="append", default=[], help="an auditor to name")
    parser.add_argument("--salt", help="the salt in hexadecimal; random where there is none")
    parser.add_argument("--json", action="store_true", help="print the body of POST /v1/commands")
    parser.add_argument("--server", help="the server's URL")
    parser.add_argument("--key", help="the API key")
    options = parser.parse_args()
    if options.action == "self-test":
        self_test()
        return 0
    if not options.seed:
        parser.error("the seed's file is missing")
    seed = bytes.fromhex(pathlib.Path(options.seed).read_text().strip())
    if len(seed) != 32:
        parser.error("a seed has 32 bytes")
    if options.action == "public":
        print(b64(public_key(seed)))
        return 0
    if not options.origin or not options.member:
        parser.error("--origin and --member are needed")
    if options.action == "prove":
        text = key_text(options.origin, options.member, public_key(seed), options.auditor)
        print(b64(sign(seed, text)))
        return 0
    command = json.load(sys.stdin)
    if (command.get("origin"), command.get("member")) != (options.origin, options.member):
        raise SystemExit("sign-command: the command is for another ledger, or of another member")
    salt = bytes.fromhex(options.salt) if options.salt else secrets.token_bytes(16)
    if len(salt) != 16:
        parser.error("a salt has 16 bytes")
    made = signed(seed, command, salt)
    if options.action == "send":
        if not options.server or not options.key:
            parser.error("--server and --key are needed")
        return send(options, made)
    if options.json:
        print(json.dumps(made))
    else:
        parts = ", ".join(f"{name}=:{made[name]}:" for name in ("key", "salt", "signature"))
        print(f"Command-Signature: {parts}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
