package gocheck

import (
	"encoding/hex"
	"fmt"
	"os"
	"strconv"
	"testing"

	"github.com/filecoin-project/go-address"
	"github.com/filecoin-project/go-state-types/crypto"
	"github.com/filecoin-project/go-state-types/exitcode"
	"github.com/ipfs/go-cid"
	"github.com/stretchr/testify/require"
)

// sectorsVariable says how many sectors must have been proven at least; without it a chain on which nothing happened is fine.
const sectorsVariable = "SEALSTREAM_SECTORS"

// Every header and message from genesis to the head is what Go makes of it, every randomness is what Go draws, and what the chain says of its
// miners is what follows from the messages.
func TestHistory(t *testing.T) {
	n, d := connect(t)
	c, err := readChain(t.Context(), n)
	require.NoError(t, err)

	for _, part := range []struct {
		name    string
		require func(*testing.T)
	}{{"headers", c.requireHeaders}, {"producers", func(t *testing.T) { c.requireProducers(t, d) }}, {"messages", c.requireMessages}, {"effects", c.requireEffects}, {"miners", c.requireMiners}} {
		// Each part rests on the one before it.
		require.True(t, t.Run(part.name, part.require), part.name)
	}
	require.GreaterOrEqual(t, c.proven(), wantedSectors(t), "proven sectors")
	fmt.Printf("%d tipsets up to epoch %d, %d miners, %d sectors, %d of them proven; messages: %v\n",
		len(c.tipsets), c.head().Height, len(c.miners), len(c.sectors), c.proven(), c.messages)
}

func wantedSectors(t *testing.T) int {
	text := os.Getenv(sectorsVariable)
	if text == "" {
		return 0
	}
	wanted, err := strconv.Atoi(text)
	require.NoError(t, err, sectorsVariable)
	return wanted
}

func (c *chain) requireHeaders(t *testing.T) {
	for i, ts := range c.tipsets {
		requireKey(t, ts.Cids, ts.key, "CIDs at epoch %d", ts.Height)
		require.True(t, ts.sorted(), "blocks of epoch %d are sorted by ticket", ts.Height)
		for b := range ts.Blocks {
			c.requireHeader(t, ts, &ts.Blocks[b])
			if i > 0 {
				c.requireParent(t, c.tipsets[i-1], &ts.Blocks[b])
			}
		}
	}
}

func (c *chain) requireHeader(t *testing.T, ts *tipset, h *BlockHeader) {
	require.NotNil(t, h.Ticket, "ticket at epoch %d", h.Height)
	require.Equal(t, ts.Height, h.Height)
	id, err := cidOf(h)
	require.NoError(t, err)
	raw, err := c.node.ChainReadObj(t.Context(), id)
	require.NoError(t, err)
	var stored BlockHeader
	require.NoError(t, decode(raw, &stored), "header of epoch %d", h.Height)
	again, err := cidOf(&stored)
	require.NoError(t, err)
	requireKey(t, tipSetKey{id}, tipSetKey{again}, "the stored header of epoch %d is the one that JSON has", h.Height)
}

func (c *chain) requireParent(t *testing.T, parent *tipset, h *BlockHeader) {
	requireKey(t, parent.key, h.Parents, "parents at epoch %d", h.Height)
	require.Greater(t, h.Height, parent.Height)
	require.GreaterOrEqual(t, h.Timestamp, parent.Blocks[0].Timestamp)
	root, err := rootOf(parent.receipts, object[Receipt])
	require.NoError(t, err)
	requireKey(t, tipSetKey{root}, tipSetKey{h.ParentMessageReceipts}, "receipts of epoch %d", parent.Height)
}

// rootOf is the CID of a plain list, which the dev chain has in place of the root of an AMT.
func rootOf[T any](list []T, element func(*T) field) (cid.Cid, error) {
	return cidOf(listField[T]{&list, element})
}

func (c *chain) requireMessages(t *testing.T) {
	nonces := map[address.Address]uint64{}
	for _, ts := range c.tipsets {
		for i, messages := range ts.byBlock {
			requireBlock(t, &ts.Blocks[i], messages)
		}
		for _, m := range ts.messages {
			c.requireStored(t, m)
			require.Equal(t, nonces[m.Message.From], m.Message.Nonce, "nonce of %s in epoch %d", m.Message.From, ts.Height)
			nonces[m.Message.From]++
			if m.Signature.Type == crypto.SigTypeSecp256k1 {
				require.NoError(t, verifySecp(&m.SignedMessage), "signature of %s", m.cid)
			}
		}
	}
}

// requireBlock sees that a header commits to its block's messages and that its aggregate holds for those that BLS keys signed.
func requireBlock(t *testing.T, h *BlockHeader, messages []included) {
	bls := ofType(messages, crypto.SigTypeBLS)
	meta, err := metaOf(bls, ofType(messages, crypto.SigTypeSecp256k1))
	require.NoError(t, err)
	requireKey(t, tipSetKey{meta}, tipSetKey{h.Messages}, "messages of epoch %d", h.Height)
	if h.Height == 0 {
		return
	}
	require.NotNil(t, h.BLSAggregate, "aggregate of epoch %d", h.Height)
	unsigned := make([]Message, len(bls))
	for i, m := range bls {
		unsigned[i] = m.Message
	}
	require.NoError(t, verifyBLS(h.BLSAggregate.Data, unsigned), "aggregate of epoch %d", h.Height)
}

func metaOf(bls, secp []included) (cid.Cid, error) {
	var meta msgMeta
	var err error
	if meta.bls, err = rootOf(cidsOf(bls), link); err != nil {
		return cid.Undef, err
	}
	if meta.secp, err = rootOf(cidsOf(secp), link); err != nil {
		return cid.Undef, err
	}
	return cidOf(&meta)
}

func cidsOf(messages []included) []cid.Cid {
	ids := make([]cid.Cid, len(messages))
	for i, m := range messages {
		ids[i] = m.cid
	}
	return ids
}

// requireStored sees that the bytes that the chain keeps of a message are those that Go makes of its JSON.
func (c *chain) requireStored(t *testing.T, m included) {
	raw, err := c.node.ChainReadObj(t.Context(), m.cid)
	require.NoError(t, err)
	made, err := encode(m.onChain())
	require.NoError(t, err)
	requireBytes(t, made, raw, "bytes of %s", m.cid)
	var stored field = new(SignedMessage)
	if m.Signature.Type == crypto.SigTypeBLS {
		stored = new(Message)
	}
	require.NoError(t, decode(raw, stored))
}

// requireEffects decodes the parameters and the return of each message, and follows what it did.
func (c *chain) requireEffects(t *testing.T) {
	for i, ts := range c.tipsets {
		for j, m := range ts.messages {
			called, err := methodOf(m.Message.To, m.Message.Method)
			require.NoError(t, err)
			c.messages[called.name]++
			if ts.executed && ts.receipts[j].ExitCode == exitcode.ErrSerialization {
				continue
			}
			params, err := decodeAs(called.params, m.Message.Params)
			require.NoError(t, err, "parameters of %s in %s", called.name, m.cid)
			if ts.executed && ts.receipts[j].ExitCode == exitcode.Ok {
				returned, err := decodeAs(called.returns, ts.receipts[j].Return)
				require.NoError(t, err, "return of %s in %s", called.name, m.cid)
				c.follow(t, call{ts, c.tipsets[max(i-1, 0)].Height, m.Message, params, returned})
			}
		}
	}
}

func (c *chain) proven() int {
	count := 0
	for _, each := range c.sectors {
		if each.proven {
			count++
		}
	}
	return count
}

// requireBytes compares bytes and shows them as one line each.
func requireBytes(t *testing.T, wanted, found []byte, message string, arguments ...any) {
	require.Equal(t, hex.EncodeToString(wanted), hex.EncodeToString(found), append([]any{message}, arguments...)...)
}

// requireKey compares CIDs and shows them as text.
func requireKey(t *testing.T, wanted, found tipSetKey, message string, arguments ...any) {
	require.Equal(t, fmt.Sprint(wanted), fmt.Sprint(found), append([]any{message}, arguments...)...)
}
