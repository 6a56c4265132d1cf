#!/usr/bin/env python3
"""Checks a ledger from outside, with none of the platform's own code.

    verify-ledger.py http://127.0.0.1:8080/ledger 'ledger.example/cargo+1d3e9b04+AQOh...'

It downloads the checkpoint, every entry bundle and every tile that the checkpoint's size implies,
as C2SP tlog-tiles prescribes, and checks that

  - the log's key signed the checkpoint, and each witness named with --witness cosigned it;
  - the entries hash to the checkpoint's root (RFC 6962);
  - every tile holds the hashes of its subtrees, and no empty tile is served;
  - proofs built from the tiles show entries to be in the tree;
  - the tree continues the one of an earlier checkpoint kept with --previous.

All of it is done twice where aics-tlog is installed: once here from the standard library alone, and
once by that package. Exit status: 0 clean, 1 findings, 2 could not run.
"""

import argparse
import base64
import hashlib
import random
import re
import sys
import urllib.error
import urllib.request
import zlib

try:
    import aics_tlog
except ImportError:
    aics_tlog = None

TILE = 256
HASH = 32
MAX_CHECKPOINT = 1_000_000
MAX_BUNDLE = TILE * (2 + 65_535)
TYPE_ED25519 = 1
TYPE_COSIGNATURE = 4


class Finding(Exception):
    """Something that the log gets wrong."""


class CannotRun(Exception):
    """Something that keeps the check from being made."""


# --- Ed25519 (RFC 8032 section 5.1), verification only: slow, and nobody else's code.

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)


def point_add(a, b):
    x1, y1, z1, t1 = a
    x2, y2, z2, t2 = b
    e = (y1 - x1) * (y2 - x2) % P
    f = (y1 + x1) * (y2 + x2) % P
    g = 2 * t1 * t2 * D % P
    h = 2 * z1 * z2 % P
    e, f, g, h = f - e, h - g, h + g, f + e
    return e * f % P, g * h % P, f * g % P, e * h % P


def point_multiply(scalar, point):
    result = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            result = point_add(result, point)
        point = point_add(point, point)
        scalar >>= 1
    return result


def point_decode(data):
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & ((1 << 255) - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = P - x
    return x, y, 1, x * y % P


def is_small_order(point):
    """Under such a key one signature holds for every message: it proves nothing."""
    x, y, z, _ = point_multiply(8, point)
    return x % P == 0 and (y - z) % P == 0


BASE = point_decode((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def is_ed25519(public_key, message, signature):
    if len(public_key) != 32 or len(signature) != 64:
        return False
    key, r = point_decode(public_key), point_decode(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if key is None or r is None or s >= L or is_small_order(key) or is_small_order(r):
        return False
    digest = hashlib.sha512(signature[:32] + public_key + message).digest()
    k = int.from_bytes(digest, "little") % L
    left, right = point_multiply(s, BASE), point_add(r, point_multiply(k, key))
    return not (
        (left[0] * right[2] - right[0] * left[2]) % P
        or (left[1] * right[2] - right[1] * left[2]) % P
    )


# --- Signed notes and checkpoints.


def decode_base64(text):
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError:
        raise Finding(f"not base64: {text!r}") from None
    if base64.b64encode(data).decode() != text:
        raise Finding(f"not canonical base64: {text!r}")
    return data


class VerifierKey:
    def __init__(self, vkey):
        match = re.fullmatch(r"([^+\s]+)\+([0-9a-f]{8})\+(\S+)", vkey)
        if not match:
            raise CannotRun(f"not a verifier key: {vkey!r}")
        self.text = vkey
        self.name, self.id = match[1], bytes.fromhex(match[2])
        try:
            material = decode_base64(match[3])
        except Finding as fault:
            raise CannotRun(f"not a verifier key: {fault}") from None
        self.type, self.key = material[0], material[1:]
        expected = hashlib.sha256(self.name.encode() + b"\n" + material).digest()[:4]
        if expected != self.id:
            raise CannotRun(f"the key ID of {self.name} does not belong to its key")
        if self.type not in (TYPE_ED25519, TYPE_COSIGNATURE) or len(self.key) != 32:
            raise CannotRun(f"the key of {self.name} is of an unknown type")
        point = point_decode(self.key)
        if point is None or is_small_order(point):
            raise CannotRun(f"the key of {self.name} is none: anybody could sign by it")

    def accepts(self, text, signature):
        if self.type == TYPE_ED25519:
            return is_ed25519(self.key, text, signature)
        time, signature = int.from_bytes(signature[:8], "big"), signature[8:]
        message = b"cosignature/v1\ntime %d\n" % time + text
        return is_ed25519(self.key, message, signature)


class Checkpoint:
    """A note whose log and witness signatures have been verified."""

    def __init__(self, note, log_key, witnesses, origin):
        try:
            whole = note.decode("utf-8")
        except UnicodeDecodeError:
            raise Finding("the checkpoint is not UTF-8") from None
        if re.search(r"[\x00-\x09\x0b-\x1f]", whole):
            raise Finding("the checkpoint holds control characters")
        split = whole.rfind("\n\n")
        if split < 0 or not whole.endswith("\n"):
            raise Finding("the checkpoint is no signed note")
        self.text, lines = whole[: split + 1], whole[split + 2 : -1].split("\n")
        self.verify(lines, log_key, witnesses)

        body = self.text[:-1].split("\n")
        if len(body) < 3 or "" in body:
            raise Finding("the checkpoint has too few lines or an empty one")
        if body[0] != origin:
            raise Finding(f"the checkpoint is of {body[0]!r}, not of {origin!r}")
        if not re.fullmatch(r"0|[1-9][0-9]*", body[1], re.ASCII):
            raise Finding(f"the size is no decimal number: {body[1]!r}")
        self.origin, self.size, self.root = body[0], int(body[1]), decode_base64(body[2])
        if len(self.root) != HASH:
            raise Finding("the root is not 32 bytes")

    def verify(self, lines, log_key, witnesses):
        signed = set()
        for line in lines:
            match = re.fullmatch(r"\u2014 ([^+\s]+) (\S+)", line)
            if not match:
                raise Finding(f"not a signature line: {line!r}")
            blob = decode_base64(match[2])
            for key in [log_key, *witnesses]:
                if (key.name, key.id) == (match[1], blob[:4]):
                    if not key.accepts(self.text.encode(), blob[4:]):
                        raise Finding(f"a signature of {key.name} does not verify")
                    signed.add(key.text)
        for key in [log_key, *witnesses]:
            if key.text not in signed:
                raise Finding(f"{key.name} has not signed the checkpoint")


# --- The tree, as RFC 6962 section 2.1 defines it.


def leaf_hash(entry):
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()


def split(size):
    return 1 << ((size - 1).bit_length() - 1)


def tree_hash(hashes):
    """The root over some leaf hashes; pairs first, for speed, then the odd ones at the right."""
    if not hashes:
        return hashlib.sha256(b"").digest()
    if len(hashes) == 1:
        return hashes[0]
    if len(hashes) & (len(hashes) - 1):
        middle = split(len(hashes))
        return node_hash(tree_hash(hashes[:middle]), tree_hash(hashes[middle:]))
    while len(hashes) > 1:
        hashes = [node_hash(hashes[i], hashes[i + 1]) for i in range(0, len(hashes), 2)]
    return hashes[0]


class Tiles:
    """The tree as its tiles alone give it."""

    def __init__(self, levels):
        self.levels = levels

    def hash_of(self, start, end):
        level, width = 0, 1
        while width * TILE <= end - start:
            level, width = level + 1, width * TILE
        if (end - start) % width == 0 and start % width == 0:
            return tree_hash(self.levels[level][start // width : end // width])
        middle = start + split(end - start)
        return node_hash(self.hash_of(start, middle), self.hash_of(middle, end))

    def path(self, index, start, end):
        if end - start == 1:
            return []
        middle = start + split(end - start)
        if index < middle:
            return self.path(index, start, middle) + [self.hash_of(middle, end)]
        return self.path(index, middle, end) + [self.hash_of(start, middle)]


def root_from_path(hash, index, size, path):
    """RFC 9162 section 2.1.3.2."""
    last = size - 1
    for sibling in path:
        if last == 0:
            return None
        if index & 1 or index == last:
            hash = node_hash(sibling, hash)
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            hash = node_hash(hash, sibling)
        index, last = index >> 1, last >> 1
    return hash if last == 0 else None


# --- The log over HTTP.


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


class Log:
    def __init__(self, url):
        self.url = url.rstrip("/") + "/"
        self.opener = urllib.request.build_opener(NoRedirect)
        self.requests = 0

    def get(self, path, limit, content_type, optional=False):
        request = urllib.request.Request(
            self.url + path, headers={"Accept-Encoding": "gzip, identity"}
        )
        self.requests += 1
        try:
            with self.opener.open(request, timeout=30) as response:
                body = response.read(limit + 1)
                if response.headers.get("Content-Encoding") == "gzip":
                    body = zlib.decompressobj(wbits=31).decompress(body, limit + 1)
                found = response.headers.get("Content-Type", "").lower().replace(" ", "")
        except urllib.error.HTTPError as error:
            error.close()
            if optional and error.code in (400, 404, 410):
                return None
            raise Finding(f"{path} answers {error.code}") from None
        except zlib.error:
            raise Finding(f"{path} is not the gzip it is said to be") from None
        except OSError as error:
            raise CannotRun(f"{self.url + path}: {error}") from None
        if found != content_type:
            raise Finding(f"{path} is served as {found!r}, not {content_type!r}")
        if len(body) > limit:
            raise Finding(f"{path} is longer than {limit} bytes")
        return body

    def tile(self, kind, index, width):
        """A tile's or a bundle's bytes and the width served.

        A log that has grown meanwhile may have dropped a partial tile in favour of the full one.
        """
        limit = MAX_BUNDLE if kind == "entries" else TILE * HASH
        kind_of_bytes = "application/octet-stream"
        if width < TILE:
            data = self.get(tile_path(kind, index, width), limit, kind_of_bytes, optional=True)
            if data is not None:
                return data, width
        return self.get(tile_path(kind, index), limit, kind_of_bytes), TILE


def tile_path(kind, index, width=TILE):
    groups = [f"{index % 1000:03}"]
    while index := index // 1000:
        groups.insert(0, f"x{index % 1000:03}")
    return f"tile/{kind}/{'/'.join(groups)}" + (f".p/{width}" if width < TILE else "")


def tiles_of(total):
    """Index and width of each tile of a level with so many hashes."""
    return [(i // TILE, min(TILE, total - i)) for i in range(0, total, TILE)]


def read_bundle(data, path, width):
    entries, position = [], 0
    while position < len(data):
        length = int.from_bytes(data[position : position + 2], "big")
        position += 2 + length
        if position > len(data):
            raise Finding(f"{path} is cut short")
        entries.append(data[position - length : position])
    if len(entries) != width:
        raise Finding(f"{path} holds {len(entries)} entries, not {width}")
    return entries


# --- The check.


def check_here(log, checkpoint, samples):
    size = checkpoint.size
    leaves = []
    for index, width in tiles_of(size):
        bundle, served = log.tile("entries", index, width)
        entries = read_bundle(bundle, tile_path("entries", index, served), served)
        leaves += [leaf_hash(entry) for entry in entries[:width]]
    if tree_hash(leaves) != checkpoint.root:
        raise Finding("the entries do not hash to the root of the checkpoint")
    print(f"entries   {size} hash to the root")

    # A level's hashes are the roots of the full tiles below.
    expected, level, count, levels = leaves, 0, 0, []
    while expected:
        served = []
        for index, width in tiles_of(len(expected)):
            data, found = log.tile(level, index, width)
            path = tile_path(level, index, found)
            if len(data) != found * HASH:
                raise Finding(f"{path} has {len(data)} bytes, not {found * HASH}")
            data = data[: width * HASH]
            if data != b"".join(expected[index * TILE : index * TILE + width]):
                raise Finding(f"{path} holds other hashes")
            served += [data[i : i + HASH] for i in range(0, len(data), HASH)]
            count += 1
        levels.append(served)
        full = len(expected) // TILE
        expected = [tree_hash(expected[i * TILE : (i + 1) * TILE]) for i in range(full)]
        level += 1
    empty = "tile/0/000.p/0"
    if log.get(empty, TILE * HASH, "application/octet-stream", optional=True) is not None:
        raise Finding(f"{empty} is served, and empty tiles never are")
    print(f"tiles     {count} on {level} levels hold the right hashes")

    tiles = Tiles(levels)
    for index in samples:
        if root_from_path(leaves[index], index, size, tiles.path(index, 0, size)) != checkpoint.root:
            raise Finding(f"the proof of entry {index} does not lead to the root")
    print(f"proofs    {len(samples)} from tiles lead to the root")
    return leaves


def check_independently(log, checkpoint, note, log_key, witnesses, samples):
    """The same by aics-tlog, an implementation that shares no code with either."""
    keys = [aics_tlog.parse_vkey(key.text) for key in [log_key, *witnesses]]
    result = aics_tlog.verify_checkpoint(
        aics_tlog.parse_note(note), keys[0], keys[1:], len(witnesses),
        expected_origin=checkpoint.origin,
    )
    if not result.ok:
        raise Finding(f"aics-tlog refuses the checkpoint: {result}")
    if checkpoint.size == 0:
        return
    reader = aics_tlog.HttpTileReader(log.url)
    try:
        report = aics_tlog.audit_tiles(reader, checkpoint.size, checkpoint.root)
        for index in samples:
            entry = aics_tlog.read_entry(reader, index, checkpoint.size)
            proof = aics_tlog.inclusion_proof_from_tiles(reader, index, checkpoint.size)
            if not aics_tlog.verify_leaf_inclusion(
                entry, index, checkpoint.size, proof, checkpoint.root
            ):
                raise Finding(f"aics-tlog finds the proof of entry {index} wrong")
    except (aics_tlog.TileMissingError, aics_tlog.TileVerificationError) as fault:
        raise Finding(f"aics-tlog: {fault}") from None
    print(
        f"aics-tlog {aics_tlog.__version__} agrees: {report.tiles} tiles, "
        f"{report.bundles} bundles, {len(samples)} proofs"
    )


def run(options):
    log_key = VerifierKey(options.vkey)
    witnesses = [VerifierKey(vkey) for vkey in options.witness]
    origin = options.origin or log_key.name
    if options.require_independent and aics_tlog is None:
        raise CannotRun("aics-tlog is not installed")

    log = Log(options.url)
    note = log.get("checkpoint", MAX_CHECKPOINT, "text/plain;charset=utf-8")
    checkpoint = Checkpoint(note, log_key, witnesses, origin)
    signers = ", ".join(key.name for key in [log_key, *witnesses])
    print(f"checkpoint of {origin}, size {checkpoint.size}, signed by {signers}")

    size = checkpoint.size
    edges = {i for i in (0, 1, 255, 256, 257, size - 257, size - 1) if 0 <= i < size}
    seed = random.SystemRandom().randrange(2**32) if options.seed is None else options.seed
    samples = sorted(edges | set(random.Random(seed).sample(range(size), min(size, options.proofs))))
    print(f"seed      {seed}")

    leaves = check_here(log, checkpoint, samples)
    if options.previous:
        with open(options.previous, "rb") as file:
            previous = Checkpoint(file.read(MAX_CHECKPOINT), log_key, [], origin)
        if previous.size > size:
            raise Finding(f"the log has shrunk from {previous.size} to {size}")
        if tree_hash(leaves[: previous.size]) != previous.root:
            raise Finding(f"the log is not the one of the checkpoint of size {previous.size}")
        print(f"previous  the tree continues the one of size {previous.size}")
    if aics_tlog is None:
        print("aics-tlog is not installed: checked once, with the standard library alone")
    else:
        check_independently(log, checkpoint, note, log_key, witnesses, samples)
    print(f"clean     {log.requests} requests")


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("url", help="the log's prefix, where /checkpoint and /tile/ are served")
    parser.add_argument("vkey", help="the log's verifier key")
    parser.add_argument("--witness", action="append", default=[], metavar="VKEY",
                        help="a witness that must have cosigned; may be repeated")
    parser.add_argument("--origin", help="the log's origin, where it is not the key's name")
    parser.add_argument("--previous", metavar="FILE", help="an earlier checkpoint to continue")
    parser.add_argument("--proofs", type=int, default=50, help="entries to prove (default 50)")
    parser.add_argument("--seed", type=int, help="chooses the entries to prove")
    parser.add_argument("--require-independent", action="store_true",
                        help="fail where aics-tlog is not installed")
    try:
        run(parser.parse_args())
    except Finding as finding:
        print(f"FINDING   {finding}")
        return 1
    except (CannotRun, OSError) as fault:
        print(f"verify-ledger: {fault}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
