package gocheck

import (
	"errors"
	"testing"

	"github.com/cloudflare/circl/sign/bls"
	"github.com/filecoin-project/go-jsonrpc"
	"github.com/filecoin-project/go-state-types/crypto"
	"github.com/stretchr/testify/require"
)

// methodNotFound is the code of a chain that is older than the method.
const methodNotFound = -32601

type blockKey = bls.PublicKey[bls.KeyG1SigG2]

// requireProducers checks what block producers sign, where the chain names their key. Elsewhere their signatures are derived from the chain's
// seed, and nobody can check them.
func (c *chain) requireProducers(t *testing.T, d *devchain) {
	found, err := d.Controls(t.Context())
	var refused *jsonrpc.JSONRPCError
	if errors.As(err, &refused) && refused.Code == methodNotFound {
		return
	}
	require.NoError(t, err)
	if found.BlockKey == nil {
		return
	}
	public, err := blsPublic(*found.BlockKey)
	require.NoError(t, err)
	for i, ts := range c.tipsets[1:] {
		for b := range ts.Blocks {
			requireProducer(t, public, &c.tipsets[i].Blocks[0], &ts.Blocks[b])
		}
	}
}

// requireProducer checks the signature of a block over its header without one, and its two VRF proofs: signatures of what is drawn from its last
// beacon entry, for the ticket with the epoch before and the smallest ticket of the parent (lotus miner.computeTicket, gen.ComputeVRF).
func requireProducer(t *testing.T, public *blockKey, parent, h *BlockHeader) {
	unsigned := *h
	unsigned.BlockSig = nil
	raw, err := encode(&unsigned)
	require.NoError(t, err)
	miner, err := encode(&h.Miner)
	require.NoError(t, err)
	beacon := h.BeaconEntries[len(h.BeaconEntries)-1].Data
	ticket := draw(crypto.DomainSeparationTag_TicketProduction, beacon, h.Height-1, append(miner, parent.Ticket.VRFProof...))
	election := draw(crypto.DomainSeparationTag_ElectionProofProduction, beacon, h.Height, miner)
	require.True(t, bls.Verify(public, raw, h.BlockSig.Data), "signature of the block of epoch %d", h.Height)
	require.True(t, bls.Verify(public, ticket, h.Ticket.VRFProof), "ticket of epoch %d", h.Height)
	require.True(t, bls.Verify(public, election, h.ElectionProof.VRFProof), "election proof of epoch %d", h.Height)
}
