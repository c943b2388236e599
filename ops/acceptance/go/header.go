package gocheck

import (
	"bytes"
	"io"

	"github.com/filecoin-project/go-address"
	"github.com/filecoin-project/go-state-types/abi"
	"github.com/filecoin-project/go-state-types/crypto"
	"github.com/filecoin-project/go-state-types/proof"
	"github.com/ipfs/go-cid"
	"golang.org/x/crypto/blake2b"
)

// Ticket of a block; tickets are the base of seal tickets and of the PoSt's chain commitment.
type Ticket struct {
	VRFProof []byte
}

// ElectionProof of the block's miner.
type ElectionProof struct {
	WinCount int64
	VRFProof []byte
}

// BeaconEntry is the base of seeds and of challenges.
type BeaconEntry struct {
	Round uint64
	Data  []byte
}

// BlockHeader in the order of its 16 CBOR fields, which are also the names of its JSON.
type BlockHeader struct {
	Miner                 address.Address
	Ticket                *Ticket
	ElectionProof         *ElectionProof
	BeaconEntries         []BeaconEntry
	WinPoStProof          []proof.PoStProof
	Parents               []cid.Cid
	ParentWeight          abi.TokenAmount
	Height                abi.ChainEpoch
	ParentStateRoot       cid.Cid
	ParentMessageReceipts cid.Cid
	Messages              cid.Cid
	BLSAggregate          *crypto.Signature
	Timestamp             uint64
	BlockSig              *crypto.Signature
	ForkSignaling         uint64
	ParentBaseFee         abi.TokenAmount
}

// TipSet as nodes send it. Go clients ignore Cids and compute them from the headers.
type TipSet struct {
	Cids   []cid.Cid
	Blocks []BlockHeader
	Height abi.ChainEpoch
}

func (t *Ticket) fields() []field {
	return []field{bytesField{&t.VRFProof}}
}

func (t *Ticket) MarshalCBOR(w io.Writer) error   { return writeTuple(w, t.fields()) }
func (t *Ticket) UnmarshalCBOR(r io.Reader) error { return readTuple(r, t.fields()) }

func (e *ElectionProof) fields() []field {
	return []field{signed(&e.WinCount), bytesField{&e.VRFProof}}
}

func (e *ElectionProof) MarshalCBOR(w io.Writer) error   { return writeTuple(w, e.fields()) }
func (e *ElectionProof) UnmarshalCBOR(r io.Reader) error { return readTuple(r, e.fields()) }

func (e *BeaconEntry) fields() []field {
	return []field{uintField{&e.Round}, bytesField{&e.Data}}
}

func (e *BeaconEntry) MarshalCBOR(w io.Writer) error   { return writeTuple(w, e.fields()) }
func (e *BeaconEntry) UnmarshalCBOR(r io.Reader) error { return readTuple(r, e.fields()) }

func (h *BlockHeader) fields() []field {
	return []field{
		&h.Miner,
		nullField[Ticket]{&h.Ticket, object[Ticket]},
		nullField[ElectionProof]{&h.ElectionProof, object[ElectionProof]},
		listField[BeaconEntry]{&h.BeaconEntries, object[BeaconEntry]},
		listField[proof.PoStProof]{&h.WinPoStProof, object[proof.PoStProof]},
		listField[cid.Cid]{&h.Parents, link},
		&h.ParentWeight,
		signed((*int64)(&h.Height)),
		link(&h.ParentStateRoot),
		link(&h.ParentMessageReceipts),
		link(&h.Messages),
		nullField[crypto.Signature]{&h.BLSAggregate, object[crypto.Signature]},
		uintField{&h.Timestamp},
		nullField[crypto.Signature]{&h.BlockSig, object[crypto.Signature]},
		uintField{&h.ForkSignaling},
		&h.ParentBaseFee,
	}
}

func (h *BlockHeader) MarshalCBOR(w io.Writer) error   { return writeTuple(w, h.fields()) }
func (h *BlockHeader) UnmarshalCBOR(r io.Reader) error { return readTuple(r, h.fields()) }

// key computes the tipset key from the headers.
func (t *TipSet) key() ([]cid.Cid, error) {
	key := make([]cid.Cid, len(t.Blocks))
	for i := range t.Blocks {
		var err error
		if key[i], err = cidOf(&t.Blocks[i]); err != nil {
			return nil, err
		}
	}
	return key, nil
}

// sorted says whether each block's ticket hashes to more than the one before it.
func (t *TipSet) sorted() bool {
	for i := 1; i < len(t.Blocks); i++ {
		one, two := blake2b.Sum256(t.Blocks[i-1].Ticket.VRFProof), blake2b.Sum256(t.Blocks[i].Ticket.VRFProof)
		if bytes.Compare(one[:], two[:]) >= 0 {
			return false
		}
	}
	return true
}
