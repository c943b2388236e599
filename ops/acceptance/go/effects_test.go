package gocheck

import (
	"testing"

	"github.com/filecoin-project/go-address"
	"github.com/filecoin-project/go-bitfield"
	"github.com/filecoin-project/go-commp-utils/v2/zerocomm"
	"github.com/filecoin-project/go-state-types/abi"
	"github.com/filecoin-project/go-state-types/builtin/v18/miner"
	"github.com/filecoin-project/go-state-types/builtin/v18/power"
	"github.com/filecoin-project/go-state-types/crypto"
	"github.com/filecoin-project/go-state-types/exitcode"
	"github.com/ipfs/go-cid"
	"github.com/multiformats/go-multihash"
	"github.com/stretchr/testify/require"
)

// call is a message that succeeded, with what it asked for and what it gave.
type call struct {
	in           *tipset
	parentHeight abi.ChainEpoch
	message      Message
	params       any
	returned     any
}

// follow draws the randomness that a message rests on, and takes note of what it did.
func (c *chain) follow(t *testing.T, m call) {
	switch params := m.params.(type) {
	case *power.CreateMinerParams:
		c.create(t, m, m.returned.(*power.CreateMinerReturn))
	case *miner.PreCommitSectorBatchParams2:
		for _, info := range params.Sectors {
			c.preCommit(t, m, info)
		}
	case *miner.ProveCommitSectors3Params:
		c.proveCommit(t, m, params, m.returned.(*miner.ProveCommitSectors3Return).Codes())
	case *miner.SubmitWindowedPoStParams:
		c.windowPoSt(t, m, params)
	case *miner.ExtendSectorExpiration2Params:
		c.extend(t, m, params)
	}
}

func (c *chain) create(t *testing.T, m call, made *power.CreateMinerReturn) {
	robust, err := robustAddress(m.message.From, m.message.Nonce)
	require.NoError(t, err)
	require.Equal(t, robust, made.RobustAddress)
	offset, err := periodOffset(made.IDAddress, m.in.Height)
	require.NoError(t, err)
	c.miners[made.IDAddress] = &life{created: m.in.Height, offset: offset}
}

// miner of a message, by its id address.
func (c *chain) miner(t *testing.T, m call) (address.Address, *life) {
	id, err := c.node.StateLookupID(t.Context(), m.message.To, m.in.key)
	require.NoError(t, err)
	require.Contains(t, c.miners, id, "the miner of message %v was made by no message", m.message)
	return id, c.miners[id]
}

func (c *chain) preCommit(t *testing.T, m call, info miner.SectorPreCommitInfo) {
	id, of := c.miner(t, m)
	if of.cronFrom == 0 {
		of.cronFrom = m.in.Height
	}
	require.NotContains(t, c.sectors, sectorID{id, info.SectorNumber}, "a number is given once")
	c.sectors[sectorID{id, info.SectorNumber}] = &sector{info: info, preCommitted: m.in.Height, expiration: info.Expiration}
	c.drawn(t, m, id, crypto.DomainSeparationTag_SealRandomness, info.SealRandEpoch)
}

func (c *chain) proveCommit(t *testing.T, m call, params *miner.ProveCommitSectors3Params, codes []exitcode.ExitCode) {
	id, _ := c.miner(t, m)
	require.Len(t, codes, len(params.SectorActivations))
	for i, activation := range params.SectorActivations {
		known := c.sectors[sectorID{id, activation.SectorNumber}]
		require.NotNil(t, known, "sector %d was not precommitted", activation.SectorNumber)
		c.requirePreCommitted(t, m, id, known)
		ticket := c.drawn(t, m, id, crypto.DomainSeparationTag_SealRandomness, known.info.SealRandEpoch)
		seed := c.drawn(t, m, id, crypto.DomainSeparationTag_InteractiveSealChallengeSeed, known.preCommitted+c.delay)
		if codes[i] != exitcode.Ok {
			continue
		}
		known.activated = m.in.Height
		if c.network == fakeProofs && len(params.SectorProofs) > 0 {
			proof := params.SectorProofs[i]
			made := sealStandIn(known.info.SealProof, id, known.info.SectorNumber, ticket, seed, digestOf(t, known.info.SealedCID),
				digestOf(t, dataOf(t, known.info)), len(proof))
			requireBytes(t, made, proof, "sector %d was proven with this ticket and this seed", activation.SectorNumber)
		}
	}
}

func (c *chain) requirePreCommitted(t *testing.T, m call, id address.Address, known *sector) {
	answer, err := c.node.StateSectorPreCommitInfo(t.Context(), id, known.info.SectorNumber, m.in.key)
	require.NoError(t, err)
	require.NotNil(t, answer)
	require.Equal(t, known.preCommitted, answer.PreCommitEpoch)
	told, err := encode(&answer.Info)
	require.NoError(t, err)
	sent, err := encode(&known.info)
	require.NoError(t, err)
	requireBytes(t, sent, told, "precommit of sector %d", known.info.SectorNumber)
}

// dataOf is a sector's unsealed CID; none stands for a sector of zeros.
func dataOf(t *testing.T, info miner.SectorPreCommitInfo) cid.Cid {
	if info.UnsealedCid != nil {
		return *info.UnsealedCid
	}
	size, err := info.SealProof.SectorSize()
	require.NoError(t, err)
	return zerocomm.ZeroPieceCommitment(abi.PaddedPieceSize(size).Unpadded())
}

func digestOf(t *testing.T, id cid.Cid) []byte {
	decoded, err := multihash.Decode(id.Hash())
	require.NoError(t, err)
	return decoded.Digest
}

// drawn gives the randomness of a miner, seen to be the one that the chain answers with.
func (c *chain) drawn(t *testing.T, m call, id address.Address, tag crypto.DomainSeparationTag, at abi.ChainEpoch) []byte {
	entropy, err := entropyOf(id)
	require.NoError(t, err)
	draw, ask := c.fromBeacon, c.node.StateGetRandomnessFromBeacon
	if tag == crypto.DomainSeparationTag_SealRandomness {
		draw, ask = c.fromTickets, c.node.StateGetRandomnessFromTickets
	}
	made, err := draw(tag, at, entropy)
	require.NoError(t, err)
	told, err := ask(t.Context(), tag, at, entropy, m.in.key)
	require.NoError(t, err)
	requireBytes(t, made, told, "randomness %d of %s at epoch %d", tag, id, at)
	return made
}

func (c *chain) windowPoSt(t *testing.T, m call, params *miner.SubmitWindowedPoStParams) {
	id, of := c.miner(t, m)
	now := deadlineAt(of.offset, m.in.Height)
	require.Equal(t, now.Index, params.Deadline)
	commit, err := c.fromTickets(crypto.DomainSeparationTag_PoStChainCommit, params.ChainCommitEpoch, nil)
	require.NoError(t, err)
	requireBytes(t, commit, params.ChainCommitRand, "commit randomness of epoch %d", params.ChainCommitEpoch)
	challenge := c.drawn(t, m, id, crypto.DomainSeparationTag_WindowedPoStChallengeSeed, now.Challenge)
	statement := c.statement(t, m, id, params)
	if c.network == fakeProofs {
		proof := params.Proofs[0]
		made := windowStandIn(proof.PoStProof, fieldElement(challenge), statement, len(proof.ProofBytes))
		requireBytes(t, made, proof.ProofBytes, "deadline %d was proven for this challenge", params.Deadline)
	}
}

// statement of a WindowPoSt: the sectors of its partitions that are not terminated, not faulty unless they recover, and not skipped.
func (c *chain) statement(t *testing.T, m call, id address.Address, params *miner.SubmitWindowedPoStParams) []public {
	partitions, err := c.node.StateMinerPartitions(t.Context(), id, params.Deadline, m.in.key)
	require.NoError(t, err)
	var good []bitfield.BitField
	for _, each := range params.Partitions {
		require.Less(t, each.Index, uint64(len(partitions)))
		of := partitions[each.Index]
		good = append(good, minus(t, minus(t, of.LiveSectors, minus(t, of.FaultySectors, of.RecoveringSectors)), each.Skipped))
	}
	all, err := bitfield.MultiMerge(good...)
	require.NoError(t, err)
	var sectors []public
	for _, number := range numbers(t, all) {
		known := c.sectors[sectorID{id, abi.SectorNumber(number)}]
		require.NotNil(t, known, "sector %d was made by no message", number)
		known.proven = true
		sectors = append(sectors, public{number, digestOf(t, known.info.SealedCID)})
	}
	return sectors
}

func (c *chain) extend(t *testing.T, m call, params *miner.ExtendSectorExpiration2Params) {
	id, _ := c.miner(t, m)
	for _, each := range params.Extensions {
		extended := numbers(t, each.Sectors)
		for _, claimed := range each.SectorsWithClaims {
			extended = append(extended, uint64(claimed.SectorNumber))
		}
		for _, number := range extended {
			require.Contains(t, c.sectors, sectorID{id, abi.SectorNumber(number)})
			c.sectors[sectorID{id, abi.SectorNumber(number)}].expiration = each.NewExpiration
		}
	}
}
