#!/usr/bin/env python3
"""Submits a log's latest checkpoint to a witness, with none of the platform's own code.

    feed-witness.py LOG_URL LOG_VKEY WITNESS_URL WITNESS_VKEY

Reads the log's checkpoint and entries (C2SP tlog-tiles), verifies them, and lets the client of
aics-witness submit the checkpoint (C2SP tlog-witness) with a consistency proof that aics-tlog makes.
Prints the checkpoint with the cosignature, which the client has verified. Needs

    pip install --ignore-requires-python aics-tlog aics-witness

Exit status: 0 cosigned, 1 refused, 2 could not run.
"""

import sys
import urllib.request

try:
    import aics_tlog
    from aics_witness import feeder
except ImportError:
    print("aics-tlog and aics-witness are not installed", file=sys.stderr)
    sys.exit(2)

MAX_BYTES = 256 * (2 + 65_535)


def read(url):
    with urllib.request.urlopen(url, timeout=20) as answer:
        return answer.read(MAX_BYTES)


def bundle_path(index, width):
    groups = [f"{index % 1000:03}"]
    while index >= 1000:
        index //= 1000
        groups.insert(0, f"x{index % 1000:03}")
    return "tile/entries/" + "/".join(groups) + ("" if width == 256 else f".p/{width}")


def entries(log, size):
    for first in range(0, size, 256):
        width = min(256, size - first)
        bundle = read(f"{log}/{bundle_path(first // 256, width)}")
        place = 0
        for _ in range(width):
            length = int.from_bytes(bundle[place : place + 2], "big")
            yield bundle[place + 2 : place + 2 + length]
            place += 2 + length


def main():
    if len(sys.argv) != 5:
        print(__doc__, file=sys.stderr)
        return 2
    log, log_key, witness, witness_key = sys.argv[1:]
    log = log.rstrip("/")
    note = read(f"{log}/checkpoint")
    checkpoint = aics_tlog.parse_checkpoint(aics_tlog.parse_note(note).text)
    tree = aics_tlog.MerkleTree(entries(log, checkpoint.size))
    key = aics_tlog.parse_vkey(log_key)
    if checkpoint.origin != key.name or tree.root() != checkpoint.root:
        print("the entries are not those of the checkpoint", file=sys.stderr)
        return 1
    with feeder.WitnessClient(witness, witness_key) as client:
        try:
            line = client.submit(note, tree.consistency_proof)
        except feeder.FeederError as error:
            print(f"{type(error).__name__}: {error}", file=sys.stderr)
            return 1
    sys.stdout.write(feeder.merge_cosignatures(note, line).decode())
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (OSError, ValueError) as error:
        print(f"could not run: {error}", file=sys.stderr)
        sys.exit(2)
