package gocheck

import (
	"maps"
	"slices"
	"testing"

	"github.com/filecoin-project/go-address"
	"github.com/filecoin-project/go-bitfield"
	"github.com/filecoin-project/go-state-types/abi"
	"github.com/filecoin-project/go-state-types/big"
	"github.com/filecoin-project/go-state-types/builtin/v18/miner"
	"github.com/stretchr/testify/require"
)

const maxSectors = 1 << 20

// requireMiners compares what the chain says at the head with what the messages told. The head shows the state before its own messages.
func (c *chain) requireMiners(t *testing.T) {
	told, err := c.node.StateListMiners(t.Context(), c.head().key)
	require.NoError(t, err)
	for _, id := range told {
		require.Contains(t, c.miners, id)
		sectors := c.requireSectors(t, id)
		c.requirePartitions(t, id, sectors)
		c.requireDeadline(t, id)
	}
	require.Len(t, told, len(c.miners))
}

func (c *chain) requireDeadline(t *testing.T, id address.Address) {
	told, err := c.node.StateMinerProvingDeadline(t.Context(), id, c.head().key)
	require.NoError(t, err)
	of := c.miners[id]
	parent := c.tipsets[len(c.tipsets)-2].Height
	asOf := of.created
	if of.cronFrom > 0 && deadlineAt(of.offset, of.cronFrom).Last() <= parent {
		asOf = parent + 1
	}
	require.Equal(t, recorded(of.offset, asOf, c.head().Height), told, "deadline of %s", id)
}

// requireSectors compares every sector of a miner with its precommit and activation.
func (c *chain) requireSectors(t *testing.T, id address.Address) map[uint64]*miner.SectorOnChainInfo {
	list, err := c.node.StateMinerSectors(t.Context(), id, nil, c.head().key)
	require.NoError(t, err)
	sectors := map[uint64]*miner.SectorOnChainInfo{}
	for _, told := range list {
		known := c.sectors[sectorID{id, told.SectorNumber}]
		require.NotNil(t, known, "sector %d of %s was made by no message", told.SectorNumber, id)
		requireSector(t, known, told)
		sectors[uint64(told.SectorNumber)] = told
	}
	for key, known := range c.sectors {
		if key.miner == id && known.activated > 0 {
			require.Contains(t, sectors, uint64(key.number), "sector of %s", id)
		}
	}
	return sectors
}

func requireSector(t *testing.T, known *sector, told *miner.SectorOnChainInfo) {
	require.Equal(t, &miner.SectorOnChainInfo{
		SectorNumber:       known.info.SectorNumber,
		SealProof:          known.info.SealProof,
		SealedCID:          known.info.SealedCID,
		Activation:         known.activated,
		Expiration:         known.expiration,
		DealWeight:         big.Zero(),
		VerifiedDealWeight: big.Zero(),
		InitialPledge:      told.InitialPledge,
		PowerBaseEpoch:     known.activated,
		Flags:              miner.SIMPLE_QA_POWER,
		DailyFee:           told.DailyFee,
	}, told)
	require.Positive(t, told.InitialPledge.Sign())
}

// requirePartitions sees that the deadlines have exactly the sectors of the table, each where it is said to be, and that power is that of the active ones.
func (c *chain) requirePartitions(t *testing.T, id address.Address, sectors map[uint64]*miner.SectorOnChainInfo) {
	var all, active []uint64
	for deadline := range miner.WPoStPeriodDeadlines {
		partitions, err := c.node.StateMinerPartitions(t.Context(), id, deadline, c.head().key)
		require.NoError(t, err)
		for i, each := range partitions {
			requireInside(t, each)
			for _, number := range numbers(t, each.AllSectors) {
				at, err := c.node.StateSectorPartition(t.Context(), id, abi.SectorNumber(number), c.head().key)
				require.NoError(t, err)
				require.Equal(t, &sectorLocation{deadline, uint64(i)}, at, "place of sector %d", number)
			}
			all = append(all, numbers(t, each.AllSectors)...)
			active = append(active, numbers(t, each.ActiveSectors)...)
		}
	}
	require.ElementsMatch(t, all, slices.Collect(maps.Keys(sectors)))
	c.requirePower(t, id, active)
}

// requireInside sees that the sets of a partition lie in each other as they must.
func requireInside(t *testing.T, p partition) {
	for _, pair := range [][2]bitfield.BitField{
		{p.LiveSectors, p.AllSectors}, {p.ActiveSectors, p.LiveSectors}, {p.FaultySectors, p.LiveSectors}, {p.RecoveringSectors, p.FaultySectors},
	} {
		require.Empty(t, numbers(t, minus(t, pair[0], pair[1])))
	}
	require.Equal(t, numbers(t, p.ActiveSectors), numbers(t, minus(t, p.ActiveSectors, p.FaultySectors)), "a faulty sector is not active")
}

func (c *chain) requirePower(t *testing.T, id address.Address, active []uint64) {
	info, err := c.node.StateMinerInfo(t.Context(), id, c.head().key)
	require.NoError(t, err)
	told, err := c.node.StateMinerPower(t.Context(), id, c.head().key)
	require.NoError(t, err)
	require.Equal(t, big.NewInt(int64(info.SectorSize)*int64(len(active))), told.MinerPower.RawBytePower)
	list, err := c.node.StateMinerActiveSectors(t.Context(), id, c.head().key)
	require.NoError(t, err)
	var listed []uint64
	for _, each := range list {
		listed = append(listed, uint64(each.SectorNumber))
	}
	require.ElementsMatch(t, active, listed)
}

func minus(t *testing.T, a, b bitfield.BitField) bitfield.BitField {
	rest, err := bitfield.SubtractBitField(a, b)
	require.NoError(t, err)
	return rest
}

// numbers of a bitfield, rising.
func numbers(t *testing.T, set bitfield.BitField) []uint64 {
	all, err := set.All(maxSectors)
	require.NoError(t, err)
	return all
}
