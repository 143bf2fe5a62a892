// Command verify checks what vaulttool hands to people, an export of a log or a receipt, with code
// that shares nothing with it: the log library of Go. What it needs to know stands in FORMAT.md.
//
//	verify export DIR VKEY [HEAD...]
//	verify receipt FILE VKEY
//
// VKEY is the key of the log that is trusted, each HEAD a file with a signed head that was kept. It
// prints what was verified and ends with 0, or says what does not verify and ends with 1.
package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// tileHeight is that of c2sp.org/tlog-tiles.
const tileHeight = 8

// consistencyBound is the size up to which consistency is proved between every two sizes.
const consistencyBound = 64

func main() {
	if len(os.Args) < 4 || (os.Args[1] != "export" && len(os.Args) > 4) {
		fmt.Fprintln(os.Stderr, "usage: verify export DIR VKEY [HEAD...] | verify receipt FILE VKEY")
		os.Exit(64)
	}
	if err := verify(os.Args[1], os.Args[2], os.Args[3], os.Args[4:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func verify(what, path, vkey string, heads []string) error {
	key, err := note.NewVerifier(vkey)
	if err != nil {
		return err
	}
	switch what {
	case "export":
		return verifyExport(path, key, vkey, heads)
	case "receipt":
		return verifyReceipt(path, key)
	}
	return fmt.Errorf("nothing is called %q", what)
}

// A tree holds the hashes of a log in the order of the library.
type tree []tlog.Hash

// ReadHashes implements tlog.HashReader.
func (t tree) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	hashes := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		if index >= int64(len(t)) {
			return nil, errors.New("a hash beyond the end of the log")
		}
		hashes[i] = t[index]
	}
	return hashes, nil
}

// readCheckpoint verifies a signed head (c2sp.org/tlog-checkpoint); the library reads another form.
func readCheckpoint(signed []byte, key note.Verifier) (tlog.Tree, error) {
	opened, err := note.Open(signed, note.VerifierList(key))
	if err != nil {
		return tlog.Tree{}, fmt.Errorf("checkpoint: %w", err)
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[0] != key.Name() || lines[3] != "" {
		return tlog.Tree{}, errors.New("checkpoint: not three lines of this log")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || size < 1 || strconv.FormatInt(size, 10) != lines[1] {
		return tlog.Tree{}, errors.New("checkpoint: malformed size")
	}
	root, err := tlog.ParseHash(lines[2])
	if err != nil || root.String() != lines[2] {
		return tlog.Tree{}, errors.New("checkpoint: malformed root")
	}
	return tlog.Tree{N: size, Hash: root}, nil
}

// An export is a folder of files, each of which something has to explain.
type export struct {
	folder string
	names  map[string]bool
}

func openExport(folder string) (*export, error) {
	e := &export{folder, map[string]bool{}}
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		name, err := filepath.Rel(folder, path)
		e.names[filepath.ToSlash(name)] = true
		return err
	})
	return e, err
}

// read takes a file off the list of those that nothing explains.
func (e *export) read(name string) ([]byte, error) {
	delete(e.names, name)
	return os.ReadFile(filepath.Join(e.folder, filepath.FromSlash(name)))
}

// tilePath is the path of c2sp.org/tlog-tiles, which has no height and another word for entries.
func tilePath(t tlog.Tile) string {
	path := strings.Replace(t.Path(), fmt.Sprintf("tile/%d/", t.H), "tile/", 1)
	return strings.Replace(path, "tile/data/", "tile/entries/", 1)
}

// tilesAt lists the tiles of a level that has width hashes, or entries for level -1.
func tilesAt(level int, width int64) []tlog.Tile {
	var tiles []tlog.Tile
	full := int64(1 << tileHeight)
	for n := int64(0); n*full < width; n++ {
		tile := tlog.Tile{H: tileHeight, L: level, N: n, W: 1 << tileHeight}
		if rest := width - n*full; rest < full {
			tile.W = int(rest)
		}
		tiles = append(tiles, tile)
	}
	return tiles
}

// entries reads the entries of the log, each of which is a digest.
func (e *export) entries(size int64) ([][]byte, error) {
	var entries [][]byte
	for _, tile := range tilesAt(-1, size) {
		data, err := e.read(tilePath(tile))
		if err != nil {
			return nil, err
		}
		for i := 0; i < tile.W; i++ {
			if len(data) < 2+sha256.Size || binary.BigEndian.Uint16(data) != sha256.Size {
				return nil, fmt.Errorf("%s: entry %d is no digest", tilePath(tile), i)
			}
			entries = append(entries, data[2:2+sha256.Size])
			data = data[2+sha256.Size:]
		}
		if len(data) > 0 {
			return nil, fmt.Errorf("%s: longer than its entries", tilePath(tile))
		}
	}
	return entries, nil
}

// buildTree hashes the entries up to the root.
func buildTree(entries [][]byte) (tree, error) {
	var t tree
	for i, entry := range entries {
		hashes, err := tlog.StoredHashes(int64(i), entry, t)
		if err != nil {
			return nil, err
		}
		t = append(t, hashes...)
	}
	return t, nil
}

// compareTiles computes every tile and compares it with its file.
func (e *export) compareTiles(size int64, t tree) error {
	for level, width := 0, size; width > 0; level, width = level+1, width>>tileHeight {
		for _, tile := range tilesAt(level, width) {
			data, err := e.read(tilePath(tile))
			if err != nil {
				return err
			}
			computed, err := tlog.ReadTileData(tile, t)
			if err != nil {
				return err
			}
			if !bytes.Equal(data, computed) {
				return fmt.Errorf("%s: not the hashes of the entries", tilePath(tile))
			}
		}
	}
	return nil
}

// proveConsistency proves that the log of each size begins with those of all smaller sizes.
func proveConsistency(from, to int64, t tree) error {
	old, err := tlog.TreeHash(from, t)
	if err != nil {
		return err
	}
	root, err := tlog.TreeHash(to, t)
	if err != nil {
		return err
	}
	proof, err := tlog.ProveTree(to, from, t)
	if err != nil {
		return err
	}
	return tlog.CheckTree(proof, to, root, from, old)
}

func proveAllConsistency(size int64, t tree) error {
	for from := int64(1); from <= size && from <= consistencyBound; from++ {
		for to := from; to <= size && to <= consistencyBound; to++ {
			if err := proveConsistency(from, to, t); err != nil {
				return fmt.Errorf("from size %d to %d: %w", from, to, err)
			}
		}
		if err := proveConsistency(from, size, t); err != nil {
			return fmt.Errorf("from size %d to %d: %w", from, size, err)
		}
	}
	return nil
}

// compareHead proves that the log begins with a head that was kept.
func compareHead(name string, head tlog.Tree, key note.Verifier, t tree) error {
	signed, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	kept, err := readCheckpoint(signed, key)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if kept.N > head.N {
		return fmt.Errorf("%s: the log is shorter than this head", name)
	}
	proof, err := tlog.ProveTree(head.N, kept.N, t)
	if err != nil {
		return err
	}
	if err := tlog.CheckTree(proof, head.N, head.Hash, kept.N, kept.Hash); err != nil {
		return fmt.Errorf("%s: the log does not begin with this head: %w", name, err)
	}
	return nil
}

// checkOwner checks the file that says whom an export is about.
func (e *export) checkOwner() error {
	line, err := e.read("owner")
	if err != nil {
		return err
	}
	if !regexp.MustCompile(`^m-[0-9a-z]{16}\n$`).Match(line) {
		return errors.New("owner: not the id of a member on a line")
	}
	return nil
}

func verifyExport(folder string, key note.Verifier, vkey string, heads []string) error {
	e, err := openExport(folder)
	if err != nil {
		return err
	}
	signed, err := e.read("checkpoint")
	if err != nil {
		return err
	}
	head, err := readCheckpoint(signed, key)
	if err != nil {
		return err
	}
	entries, err := e.entries(head.N)
	if err != nil {
		return err
	}
	t, err := buildTree(entries)
	if err != nil {
		return err
	}
	root, err := tlog.TreeHash(head.N, t)
	if err != nil {
		return err
	}
	if root != head.Hash {
		return errors.New("the entries do not lead to the signed root")
	}
	if err := e.compareTiles(head.N, t); err != nil {
		return err
	}
	if err := proveAllConsistency(head.N, t); err != nil {
		return err
	}
	for _, name := range heads {
		if err := compareHead(name, head, key, t); err != nil {
			return err
		}
	}
	count, err := e.verifyStatements(entries, head, t, vkey)
	if err != nil {
		return err
	}
	if e.names["owner"] {
		if err := e.checkOwner(); err != nil {
			return err
		}
	}
	for name := range e.names {
		return fmt.Errorf("%s: nothing explains this file", name)
	}
	fmt.Printf("%d of %d statements, %d kept heads, root %x\n", count, head.N, len(heads), root[:])
	return nil
}

// verifyReceipt verifies a proof file (c2sp.org/tlog-proof) with a statement in it.
func verifyReceipt(name string, key note.Verifier) error {
	data, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	before, signed, found := strings.Cut(string(data), "\n\n")
	lines := strings.Split(before, "\n")
	if !found || len(lines) < 3 || lines[0] != "c2sp.org/tlog-proof@v1" {
		return errors.New("receipt: malformed")
	}
	head, err := readCheckpoint([]byte(signed), key)
	if err != nil {
		return err
	}
	if !strings.HasPrefix(lines[1], "extra ") || !strings.HasPrefix(lines[2], "index ") {
		return errors.New("receipt: malformed")
	}
	statement, err := base64.StdEncoding.Strict().DecodeString(lines[1][len("extra "):])
	if err != nil {
		return err
	}
	index, err := strconv.ParseInt(lines[2][len("index "):], 10, 64)
	if err != nil {
		return err
	}
	var proof tlog.RecordProof
	for _, line := range lines[3:] {
		hash, err := tlog.ParseHash(line)
		if err != nil {
			return err
		}
		proof = append(proof, hash)
	}
	entry := sha256.Sum256(statement)
	leaf := tlog.RecordHash(entry[:])
	if err := tlog.CheckRecord(proof, head.N, head.Hash, index, leaf); err != nil {
		return fmt.Errorf("receipt: %w", err)
	}
	fmt.Printf("statement %d of %d\n%s", index, head.N, statement)
	return nil
}
