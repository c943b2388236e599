package gocheck

import (
	"bytes"
	"crypto/sha256"
	"fmt"

	"github.com/cloudflare/circl/sign/bls"
	secp "github.com/decred/dcrd/dcrec/secp256k1/v4"
	"github.com/decred/dcrd/dcrec/secp256k1/v4/ecdsa"
	"github.com/filecoin-project/go-address"
	"github.com/filecoin-project/go-state-types/crypto"
	"golang.org/x/crypto/blake2b"
)

// Decred's compact signature is a byte 27 + V before R and S; Filecoin's is R, S and V.
const compactOffset = 27

// key signs messages with its address as sender.
type key struct {
	address address.Address
	sign    func(data []byte) crypto.Signature
}

// secpKey makes the secp256k1 key of a text.
func secpKey(seed string) (key, error) {
	secret := sha256.Sum256([]byte(seed))
	private := secp.PrivKeyFromBytes(secret[:])
	sender, err := address.NewSecp256k1Address(private.PubKey().SerializeUncompressed())
	return key{sender, func(data []byte) crypto.Signature {
		digest := blake2b.Sum256(data)
		compact := ecdsa.SignCompact(private, digest[:], false)
		return crypto.Signature{Type: crypto.SigTypeSecp256k1, Data: append(compact[1:], compact[0]-compactOffset)}
	}}, err
}

// blsKey makes the BLS key of a text.
func blsKey(seed string) (key, error) {
	secret := sha256.Sum256([]byte(seed))
	private, err := bls.KeyGen[bls.KeyG1SigG2](secret[:], nil, nil)
	if err != nil {
		return key{}, err
	}
	public, err := private.PublicKey().MarshalBinary()
	if err != nil {
		return key{}, err
	}
	sender, err := address.NewBLSAddress(public)
	return key{sender, func(data []byte) crypto.Signature {
		return crypto.Signature{Type: crypto.SigTypeBLS, Data: bls.Sign(private, data)}
	}}, err
}

// signMessage signs the CID bytes of a message.
func (k key) signMessage(m Message) (SignedMessage, error) {
	id, err := cidOf(&m)
	return SignedMessage{Message: m, Signature: k.sign(id.Bytes())}, err
}

// verifySecp checks that the signature of a message recovers to its sender.
func verifySecp(m *SignedMessage) error {
	id, err := cidOf(&m.Message)
	if err != nil {
		return err
	}
	data := m.Signature.Data
	if len(data) != 65 || m.Message.From.Protocol() != address.SECP256K1 {
		return fmt.Errorf("a secp256k1 signature of %d bytes by %s", len(data), m.Message.From)
	}
	digest := blake2b.Sum256(id.Bytes())
	public, _, err := ecdsa.RecoverCompact(append([]byte{data[64] + compactOffset}, data[:64]...), digest[:])
	if err != nil {
		return err
	}
	sender, err := address.NewSecp256k1Address(public.SerializeUncompressed())
	if err == nil && sender != m.Message.From {
		err = fmt.Errorf("the signature is that of %s", sender)
	}
	return err
}

// verifyBLS checks that an aggregate is made of one signature for each message, each by its sender. The aggregate of none is the point at infinity.
func verifyBLS(aggregate []byte, messages []Message) error {
	if len(messages) == 0 {
		infinity := append([]byte{0xc0}, make([]byte, 95)...)
		if !bytes.Equal(aggregate, infinity) {
			return fmt.Errorf("the aggregate of no signatures is %x", aggregate)
		}
		return nil
	}
	publics := make([]*bls.PublicKey[bls.KeyG1SigG2], len(messages))
	signed := make([][]byte, len(messages))
	for i, m := range messages {
		id, err := cidOf(&m)
		if err != nil {
			return err
		}
		signed[i] = id.Bytes()
		if publics[i], err = blsPublic(m.From); err != nil {
			return err
		}
	}
	if !bls.VerifyAggregate(publics, signed, aggregate) {
		return fmt.Errorf("the aggregate %x does not hold for %d messages", aggregate, len(messages))
	}
	return nil
}

// blsPublic is the key that an address is made of.
func blsPublic(of address.Address) (*bls.PublicKey[bls.KeyG1SigG2], error) {
	public := new(bls.PublicKey[bls.KeyG1SigG2])
	if err := public.UnmarshalBinary(of.Payload()); err != nil {
		return nil, fmt.Errorf("%s as a BLS key: %w", of, err)
	}
	return public, nil
}
