// Verifies a ledger with Go's sumdb/note and sumdb/tlog: the checkpoint's signature, the tree
// recomputed from every leaf, and the inclusion proof of every entry.
//
//	verify-with-go URL VKEY
package main

import (
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func fail(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func get(url string) []byte {
	answer, err := http.Get(url)
	fail(err)
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	fail(err)
	if answer.StatusCode != 200 {
		fail(fmt.Errorf("%s: %s", url, answer.Status))
	}
	return body
}

func hash(text string) tlog.Hash {
	var hash tlog.Hash
	bytes, err := base64.StdEncoding.DecodeString(text)
	fail(err)
	if copy(hash[:], bytes) != 32 {
		fail(fmt.Errorf("%q is no hash", text))
	}
	return hash
}

// The path of a bundle of up to 256 entries, as C2SP tlog-tiles has it.
func bundle(number, width int64) string {
	path := fmt.Sprintf("%03d", number%1000)
	for rest := number / 1000; rest > 0; rest /= 1000 {
		path = fmt.Sprintf("x%03d/%s", rest%1000, path)
	}
	if width < 256 {
		path += ".p/" + strconv.FormatInt(width, 10)
	}
	return path
}

func main() {
	if len(os.Args) != 3 {
		fail(fmt.Errorf("usage: verify-with-go URL VKEY"))
	}
	url := strings.TrimSuffix(os.Args[1], "/")
	verifier, err := note.NewVerifier(os.Args[2])
	fail(err)
	signed := get(url + "/ledger/checkpoint")
	opened, err := note.Open(signed, note.VerifierList(verifier))
	fail(err)
	lines := strings.Split(opened.Text, "\n")
	size, err := strconv.ParseInt(lines[1], 10, 64)
	fail(err)
	root := hash(lines[2])
	fmt.Printf("sumdb/note accepts the checkpoint of %s: %d entries\n", lines[0], size)

	var stored []tlog.Hash
	reader := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		found := make([]tlog.Hash, len(indexes))
		for i, index := range indexes {
			found[i] = stored[index]
		}
		return found, nil
	})
	var leaves []tlog.Hash
	for at := int64(0); at < size; at += 256 {
		width := min(size-at, 256)
		data := get(url + "/ledger/tile/entries/" + bundle(at/256, width))
		for i := at; i < at+width; i++ {
			length := binary.BigEndian.Uint16(data)
			leaf := data[2 : 2+length]
			data = data[2+length:]
			leaves = append(leaves, tlog.RecordHash(leaf))
			hashes, err := tlog.StoredHashes(i, leaf, reader)
			fail(err)
			stored = append(stored, hashes...)
		}
	}
	computed, err := tlog.TreeHash(size, reader)
	fail(err)
	if computed != root {
		fail(fmt.Errorf("the leaves give root %s, the checkpoint has %s", computed, root))
	}
	fmt.Printf("sumdb/tlog computes the signed root from the %d leaves\n", len(leaves))

	for index, leaf := range leaves {
		var proof struct {
			Size   int64
			Root   string
			Hashes []string
		}
		fail(json.Unmarshal(get(fmt.Sprintf("%s/v1/ledger/entries/%d/proof", url, index)), &proof))
		var path tlog.RecordProof
		for _, text := range proof.Hashes {
			path = append(path, hash(text))
		}
		fail(tlog.CheckRecord(path, proof.Size, hash(proof.Root), int64(index), leaf))
	}
	fmt.Printf("sumdb/tlog accepts the inclusion proof of every entry\n")
}

func min(a, b int64) int64 {
	if a < b {
		return a
	}
	return b
}
