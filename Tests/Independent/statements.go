package main

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// A statement is a signed note of lines, each a key and a value.
type statement struct {
	bytes  []byte
	fields map[string]string
}

func parseStatement(data []byte) (statement, error) {
	end := bytes.LastIndex(data, []byte("\n\n"))
	if end < 0 {
		return statement{}, errors.New("not a signed note")
	}
	s := statement{data, map[string]string{}}
	lines := strings.Split(string(data[:end]), "\n")
	for _, line := range lines[1:] {
		key, value, found := strings.Cut(line, " ")
		if !found {
			return statement{}, errors.New("a line without a value")
		}
		s.fields[key] = value
	}
	return s, nil
}

// enrolledKeys are the keys of the members by their ids, as statements hand them out.
type enrolledKeys map[string]note.Verifier

// verify checks the signature of a statement by the key of its author, and takes up the key that it
// hands out. The genesis statement names the key of its own author, and that of the log.
func (keys enrolledKeys) verify(s statement, vkey string) error {
	author := s.fields["author"]
	member := s.fields["member"]
	if s.fields["type"] == "genesis" {
		if len(keys) > 0 {
			return errors.New("a second genesis statement")
		}
		if s.fields["log-key"] != vkey {
			return errors.New("another log key")
		}
		member = author
		if err := keys.enrol(member, s); err != nil {
			return err
		}
	}
	key, found := keys[author]
	if !found {
		return fmt.Errorf("%s has no key", author)
	}
	if _, err := note.Open(s.bytes, note.VerifierList(key)); err != nil {
		return err
	}
	if s.fields["type"] == "enrol" {
		return keys.enrol(member, s)
	}
	return nil
}

func (keys enrolledKeys) enrol(member string, s statement) error {
	vkey, found := s.fields["verifier"]
	if !found {
		return nil // a provisional owner, who signs nothing
	}
	key, err := note.NewVerifier(vkey)
	if err != nil {
		return err
	}
	if _, found := keys[member]; found {
		return fmt.Errorf("%s is enrolled twice", member)
	}
	keys[member] = key
	return nil
}

// verifyStatements checks each statement that is there against its entry, proves the entry, and
// checks who signed it. It returns their number.
func (e *export) verifyStatements(
	entries [][]byte, head tlog.Tree, t tree, vkey string,
) (int, error) {
	count := 0
	keys := enrolledKeys{}
	for i, entry := range entries {
		name := fmt.Sprintf("statements/%d", i)
		if !e.names[name] {
			continue
		}
		data, err := e.read(name)
		if err != nil {
			return 0, err
		}
		if digest := sha256.Sum256(data); !bytes.Equal(digest[:], entry) {
			return 0, fmt.Errorf("%s: not what the entry is the digest of", name)
		}
		proof, err := tlog.ProveRecord(head.N, int64(i), t)
		if err != nil {
			return 0, err
		}
		leaf := tlog.RecordHash(entry)
		if err := tlog.CheckRecord(proof, head.N, head.Hash, int64(i), leaf); err != nil {
			return 0, fmt.Errorf("%s: %w", name, err)
		}
		s, err := parseStatement(data)
		if err != nil {
			return 0, fmt.Errorf("%s: %w", name, err)
		}
		if err := keys.verify(s, vkey); err != nil {
			return 0, fmt.Errorf("%s: %w", name, err)
		}
		count++
	}
	return count, nil
}
