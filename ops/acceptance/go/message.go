package gocheck

import (
	"io"

	"github.com/filecoin-project/go-address"
	"github.com/filecoin-project/go-state-types/abi"
	"github.com/filecoin-project/go-state-types/big"
	"github.com/filecoin-project/go-state-types/crypto"
	"github.com/filecoin-project/go-state-types/exitcode"
	"github.com/ipfs/go-cid"
)

// Message that is not signed.
type Message struct {
	Version    uint64
	To         address.Address
	From       address.Address
	Nonce      uint64
	Value      abi.TokenAmount
	GasLimit   int64
	GasFeeCap  abi.TokenAmount
	GasPremium abi.TokenAmount
	Method     abi.MethodNum
	Params     []byte
}

// SignedMessage as it is pushed.
type SignedMessage struct {
	Message   Message
	Signature crypto.Signature
}

// Receipt of a message that was executed.
type Receipt struct {
	ExitCode   exitcode.ExitCode
	Return     []byte
	GasUsed    int64
	EventsRoot *cid.Cid
}

// msgMeta is what a header's Messages points to.
type msgMeta struct {
	bls, secp cid.Cid
}

func (m *Message) fields() []field {
	return []field{
		uintField{&m.Version},
		&m.To,
		&m.From,
		uintField{&m.Nonce},
		&m.Value,
		signed(&m.GasLimit),
		&m.GasFeeCap,
		&m.GasPremium,
		uintField{(*uint64)(&m.Method)},
		bytesField{&m.Params},
	}
}

func (m *Message) MarshalCBOR(w io.Writer) error   { return writeTuple(w, m.fields()) }
func (m *Message) UnmarshalCBOR(r io.Reader) error { return readTuple(r, m.fields()) }

func (m *SignedMessage) fields() []field {
	return []field{&m.Message, &m.Signature}
}

func (m *SignedMessage) MarshalCBOR(w io.Writer) error   { return writeTuple(w, m.fields()) }
func (m *SignedMessage) UnmarshalCBOR(r io.Reader) error { return readTuple(r, m.fields()) }

func (c *Receipt) fields() []field {
	return []field{
		signed((*int64)(&c.ExitCode)),
		bytesField{&c.Return},
		signed(&c.GasUsed),
		nullField[cid.Cid]{&c.EventsRoot, link},
	}
}

func (c *Receipt) MarshalCBOR(w io.Writer) error   { return writeTuple(w, c.fields()) }
func (c *Receipt) UnmarshalCBOR(r io.Reader) error { return readTuple(r, c.fields()) }

func (m *msgMeta) fields() []field {
	return []field{link(&m.bls), link(&m.secp)}
}

func (m *msgMeta) MarshalCBOR(w io.Writer) error   { return writeTuple(w, m.fields()) }
func (m *msgMeta) UnmarshalCBOR(r io.Reader) error { return readTuple(r, m.fields()) }

// onChain is the part of a signed message that blocks hold, and whose CID nodes know it by: a block has one aggregate of its BLS signatures.
func (m *SignedMessage) onChain() field {
	if m.Signature.Type == crypto.SigTypeBLS {
		return &m.Message
	}
	return m
}

// spent is what a message took from its sender besides its value: the burnt gas, the tip and the fine for a limit that was too high.
func (m *Message) spent(baseFee abi.TokenAmount, used int64) abi.TokenAmount {
	price := big.Min(baseFee, m.GasFeeCap)
	tip := big.Min(m.GasPremium, big.Sub(m.GasFeeCap, price))
	burnt := big.Mul(price, big.NewInt(used+overestimated(m.GasLimit, used)))
	return big.Add(burnt, big.Mul(tip, big.NewInt(m.GasLimit)))
}

// overestimated is the gas that burns although it was not used.
func overestimated(limit, used int64) int64 {
	over := min(limit-used*11/10, used)
	if used == 0 {
		return limit
	}
	if over <= 0 {
		return 0
	}
	return big.Div(big.Mul(big.NewInt(limit-used), big.NewInt(over)), big.NewInt(used)).Int64()
}
