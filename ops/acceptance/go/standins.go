package gocheck

import (
	"crypto/sha256"
	"encoding/binary"

	"github.com/filecoin-project/go-address"
	"github.com/filecoin-project/go-state-types/abi"
)

// fakeProofs is the network whose proofs are hashes of their statements. There it can be told from a proof which randomness it was made with.
const fakeProofs = "fake-proofs"

// public is a sector in the statement of a WindowPoSt.
type public struct {
	number uint64
	commR  []byte
}

func standInDigest(parts ...[]byte) []byte {
	h := sha256.New()
	for _, part := range parts {
		h.Write(part)
	}
	out := h.Sum(nil)
	out[31] &= 0x3f
	return out
}

func number(v uint64) []byte {
	return binary.BigEndian.AppendUint64(nil, v)
}

func expand(root []byte, size int) []byte {
	var out []byte
	for block := uint64(0); len(out) < size; block++ {
		out = append(out, standInDigest([]byte("block"), root, number(block))...)
	}
	return out[:size]
}

// proverID is the miner's actor id as LEB128, filled up with zeros.
func proverID(miner address.Address) []byte {
	return append(miner.Payload(), make([]byte, 32-len(miner.Payload()))...)
}

func sealStandIn(kind abi.RegisteredSealProof, miner address.Address, sector abi.SectorNumber, ticket, seed, commR, commD []byte, size int) []byte {
	return expand(standInDigest([]byte("seal"), number(uint64(kind)), proverID(miner), number(uint64(sector)), ticket, seed, commR, commD), size)
}

func windowStandIn(kind abi.RegisteredPoStProof, randomness []byte, sectors []public, size int) []byte {
	parts := [][]byte{[]byte("window"), number(uint64(kind)), randomness}
	for _, sector := range sectors {
		parts = append(parts, number(sector.number), sector.commR)
	}
	return expand(standInDigest(parts...), size)
}
