package gocheck

import (
	"context"
	"fmt"
	"slices"

	"github.com/filecoin-project/go-address"
	"github.com/filecoin-project/go-state-types/abi"
	"github.com/filecoin-project/go-state-types/builtin/v18/miner"
	"github.com/filecoin-project/go-state-types/crypto"
	"github.com/ipfs/go-cid"
)

// chain is everything from genesis to a head.
type chain struct {
	node     *node
	network  string
	delay    abi.ChainEpoch
	tipsets  []*tipset
	sectors  map[sectorID]*sector
	miners   map[address.Address]*life
	messages map[string]int
}

// tipset with the messages of each block, and all of them in the order of their execution, where one that several blocks have comes once. The
// receipts are those of these messages; the head has none yet.
type tipset struct {
	TipSet
	key      tipSetKey
	byBlock  [][]included
	messages []included
	receipts []Receipt
	executed bool
}

// included is a message as its block has it: one with a BLS signature has only its part in the block's aggregate.
type included struct {
	SignedMessage
	cid, unsigned cid.Cid
}

// life of a miner, as its messages tell it.
type life struct {
	created, offset abi.ChainEpoch
	// cronFrom is the epoch of the first precommit, from which on the actor's state follows the deadlines.
	cronFrom abi.ChainEpoch
}

type sectorID struct {
	miner  address.Address
	number abi.SectorNumber
}

// sector as its messages tell it; activation is 0 until it is proven to be sealed.
type sector struct {
	info                    miner.SectorPreCommitInfo
	preCommitted, activated abi.ChainEpoch
	expiration              abi.ChainEpoch
	proven                  bool
}

// readChain walks from the head down to genesis.
func readChain(ctx context.Context, n *node) (*chain, error) {
	name, err := n.StateNetworkName(ctx)
	if err != nil {
		return nil, err
	}
	params, err := n.StateGetNetworkParams(ctx)
	if err != nil {
		return nil, err
	}
	c := &chain{
		node: n, network: name, delay: params.PreCommitChallengeDelay,
		sectors: map[sectorID]*sector{}, miners: map[address.Address]*life{}, messages: map[string]int{},
	}
	for key := (tipSetKey)(nil); ; {
		ts, err := readTipSet(ctx, n, key)
		if err != nil {
			return nil, err
		}
		c.tipsets = append(c.tipsets, ts)
		if key = ts.Blocks[0].Parents; len(key) == 0 {
			break
		}
	}
	slices.Reverse(c.tipsets)
	return c, c.readReceipts(ctx)
}

func readTipSet(ctx context.Context, n *node, key tipSetKey) (*tipset, error) {
	ts, err := n.ChainGetTipSet(ctx, key)
	if err != nil {
		return nil, err
	}
	read := &tipset{TipSet: *ts}
	if read.key, err = ts.key(); err != nil {
		return nil, err
	}
	if key != nil && !slices.Equal(key, read.key) {
		return nil, fmt.Errorf("asked for tipset %s, the headers that came are those of %s", key, read.key)
	}
	for _, block := range read.key {
		if err := read.readMessages(ctx, n, block); err != nil {
			return nil, fmt.Errorf("messages of epoch %d: %w", ts.Height, err)
		}
	}
	return read, nil
}

// readMessages adds a block's messages.
func (ts *tipset) readMessages(ctx context.Context, n *node, of cid.Cid) error {
	found, err := n.ChainGetBlockMessages(ctx, of)
	if err != nil {
		return err
	}
	all := found.SecpkMessages
	if len(found.BlsMessages) > 0 {
		bls := make([]SignedMessage, len(found.BlsMessages))
		for i, m := range found.BlsMessages {
			bls[i] = SignedMessage{Message: m, Signature: crypto.Signature{Type: crypto.SigTypeBLS}}
		}
		all = append(bls, all...)
	}
	block := make([]included, len(all))
	for i := range all {
		if block[i], err = include(all[i]); err != nil {
			return err
		}
		again := func(m included) bool { return m.unsigned == block[i].unsigned }
		if !slices.ContainsFunc(ts.messages, again) {
			ts.messages = append(ts.messages, block[i])
		}
	}
	ts.byBlock = append(ts.byBlock, block)
	return nil
}

func include(m SignedMessage) (included, error) {
	id, err := cidOf(m.onChain())
	if err != nil {
		return included{}, err
	}
	unsigned, err := cidOf(&m.Message)
	return included{m, id, unsigned}, err
}

// readReceipts asks each tipset for what its parent's messages gave.
func (c *chain) readReceipts(ctx context.Context) error {
	for i, ts := range c.tipsets[:len(c.tipsets)-1] {
		ts.executed = true
		if len(ts.messages) == 0 {
			continue
		}
		var err error
		ts.receipts, err = c.node.ChainGetParentReceipts(ctx, c.tipsets[i+1].key[0])
		if err != nil {
			return err
		}
		if len(ts.receipts) != len(ts.messages) {
			return fmt.Errorf("epoch %d has %d messages and %d receipts", ts.Height, len(ts.messages), len(ts.receipts))
		}
	}
	return nil
}

func (c *chain) head() *tipset {
	return c.tipsets[len(c.tipsets)-1]
}

// ofType gives the messages of a block that are signed that way.
func ofType(messages []included, kind crypto.SigType) []included {
	var found []included
	for _, m := range messages {
		if m.Signature.Type == kind {
			found = append(found, m)
		}
	}
	return found
}
