package gocheck

import (
	"encoding/binary"
	"fmt"
	"sort"

	"github.com/filecoin-project/go-address"
	"github.com/filecoin-project/go-state-types/abi"
	"github.com/filecoin-project/go-state-types/crypto"
	"golang.org/x/crypto/blake2b"
)

// draw hashes a base, which is a ticket's proof or a beacon entry's data, into 32 bytes for one purpose.
func draw(tag crypto.DomainSeparationTag, base []byte, at abi.ChainEpoch, entropy []byte) []byte {
	digest := blake2b.Sum256(base)
	in := binary.BigEndian.AppendUint64(nil, uint64(tag))
	in = append(in, digest[:]...)
	in = binary.BigEndian.AppendUint64(in, uint64(at))
	out := blake2b.Sum256(append(in, entropy...))
	return out[:]
}

// block gives the smallest-ticket block of an epoch. A null round has that of the tipset after it, an epoch before genesis that of genesis.
func (c *chain) block(at abi.ChainEpoch) (*BlockHeader, error) {
	at = max(at, 0)
	i := sort.Search(len(c.tipsets), func(i int) bool { return c.tipsets[i].Height >= at })
	if i == len(c.tipsets) {
		return nil, fmt.Errorf("no tipset at or after epoch %d", at)
	}
	return &c.tipsets[i].Blocks[0], nil
}

func (c *chain) fromTickets(tag crypto.DomainSeparationTag, at abi.ChainEpoch, entropy []byte) ([]byte, error) {
	b, err := c.block(at)
	if err != nil {
		return nil, err
	}
	return draw(tag, b.Ticket.VRFProof, at, entropy), nil
}

// fromBeacon takes the entry of the epoch's round: the dev chain's beacon has one round for each epoch, and numbers both alike.
func (c *chain) fromBeacon(tag crypto.DomainSeparationTag, at abi.ChainEpoch, entropy []byte) ([]byte, error) {
	b, err := c.block(at)
	if err != nil {
		return nil, err
	}
	for _, entry := range b.BeaconEntries {
		if entry.Round == uint64(max(at, 0)) {
			return draw(tag, entry.Data, at, entropy), nil
		}
	}
	return nil, fmt.Errorf("the block of epoch %d has no beacon entry of round %d", b.Height, at)
}

// entropyOf is what a miner adds to a draw: its id address as a CBOR byte string.
func entropyOf(miner address.Address) ([]byte, error) {
	return encode(&miner)
}

// fieldElement clears the top bits, so that randomness of a PoSt is an element of the curve's field.
func fieldElement(randomness []byte) []byte {
	out := append([]byte(nil), randomness...)
	out[len(out)-1] &= 0x3f
	return out
}
