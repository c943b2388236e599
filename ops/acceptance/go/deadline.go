package gocheck

import (
	"encoding/binary"

	"github.com/filecoin-project/go-address"
	"github.com/filecoin-project/go-state-types/abi"
	"github.com/filecoin-project/go-state-types/builtin/v18/miner"
	"github.com/filecoin-project/go-state-types/dline"
	"golang.org/x/crypto/blake2b"
)

// periodOffset says at which epochs, modulo a proving period, the periods of a miner begin (actors/miner assign_proving_period_offset).
func periodOffset(id address.Address, created abi.ChainEpoch) (abi.ChainEpoch, error) {
	seed, err := encode(&id)
	if err != nil {
		return 0, err
	}
	digest := blake2b.Sum256(binary.BigEndian.AppendUint64(seed, uint64(created)))
	return abi.ChainEpoch(binary.BigEndian.Uint64(digest[:8]) % uint64(miner.WPoStProvingPeriod)), nil
}

// deadlineAt is the deadline that is current at an epoch.
func deadlineAt(offset, at abi.ChainEpoch) *dline.Info {
	into := ((at-offset)%miner.WPoStProvingPeriod + miner.WPoStProvingPeriod) % miner.WPoStProvingPeriod
	return miner.NewDeadlineInfo(at-into, uint64(into/miner.WPoStChallengeWindow), at)
}

// recorded is what a node answers at a height: the deadline that the actor's state holds, as of an epoch, and its next instance if that one is over
// (lotus chain/actors/builtin/miner DeadlineInfo, StateMinerProvingDeadline).
func recorded(offset, asOf, height abi.ChainEpoch) *dline.Info {
	held := deadlineAt(offset, asOf)
	return miner.NewDeadlineInfo(held.PeriodStart, held.Index, height).NextNotElapsed()
}
