package gocheck

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

const (
	headsToSee   = 4
	headPatience = time.Minute
)

// A subscriber is told the head, then every head after it, and each tipset has the key that Go computes from its headers.
func TestHeads(t *testing.T) {
	n, _ := connect(t)
	heads, err := n.ChainNotify(t.Context())
	require.NoError(t, err)

	first := nextHead(t, heads)
	require.Equal(t, "current", first.Type)
	last := requireTipSet(t, n, first.Val)
	for range headsToSee {
		change := nextHead(t, heads)
		require.Equal(t, "apply", change.Type)
		requireKey(t, last, change.Val.Blocks[0].Parents, "a head stands on the head before it")
		last = requireTipSet(t, n, change.Val)
	}
}

func nextHead(t *testing.T, heads <-chan []headChange) headChange {
	select {
	case changes, open := <-heads:
		require.True(t, open, "the chain closed the subscription")
		require.Len(t, changes, 1)
		return changes[0]
	case <-time.After(headPatience):
		require.FailNow(t, "no head came", "within %s", headPatience)
		return headChange{}
	}
}

// requireTipSet sees that a tipset has the CIDs of its headers and can be asked for by them.
func requireTipSet(t *testing.T, n *node, ts *TipSet) tipSetKey {
	key, err := ts.key()
	require.NoError(t, err)
	requireKey(t, ts.Cids, key, "CIDs at epoch %d", ts.Height)
	again, err := n.ChainGetTipSet(t.Context(), key)
	require.NoError(t, err)
	require.Equal(t, ts, again)
	return key
}
