package gocheck

import (
	"encoding/binary"
	"testing"

	"github.com/filecoin-project/go-address"
	"github.com/filecoin-project/go-state-types/abi"
	"github.com/filecoin-project/go-state-types/big"
	"github.com/filecoin-project/go-state-types/builtin"
	"github.com/filecoin-project/go-state-types/builtin/v18/miner"
	"github.com/filecoin-project/go-state-types/builtin/v18/power"
	"github.com/filecoin-project/go-state-types/exitcode"
	"github.com/mr-tron/base58"
	"github.com/stretchr/testify/require"
)

const funding = "10 FIL"

// freeBalance is sent to the new miner beyond its deposit.
var freeBalance = big.NewInt(1_000_000_007)

// created is a miner that this test made.
type created struct {
	owner, worker key
	params        power.CreateMinerParams
	made          power.CreateMinerReturn
	message       Message
	before        *actor
	landed        *msgLookup
	epoch         abi.ChainEpoch
	baseFee       abi.TokenAmount
}

// A miner is made by a message that Go built and signed; everything that can be asked about it is what Go computes.
func TestCreateMiner(t *testing.T) {
	n, d := connect(t)
	c := createMiner(t, n, d)

	t.Run("return", func(t *testing.T) { c.requireAddresses(t, n) })
	t.Run("money", func(t *testing.T) { c.requireMoney(t, n) })
	t.Run("StateMinerInfo", func(t *testing.T) { c.requireInfo(t, n) })
	t.Run("StateMinerProvingDeadline", func(t *testing.T) { c.requireProvingDeadline(t, n) })
	t.Run("StateMinerDeadlines", func(t *testing.T) { c.requireDeadlines(t, n) })
	t.Run("sectors and power", func(t *testing.T) { c.requireNothingSealed(t, n) })
	t.Run("ControlAddresses, signed by BLS", func(t *testing.T) { c.requireControlAddresses(t, n) })
}

func createMiner(t *testing.T, n *node, d *devchain) created {
	owner, err := secpKey("sealstream go check: owner")
	require.NoError(t, err)
	worker, err := blsKey("sealstream go check: worker")
	require.NoError(t, err)
	for _, k := range []key{owner, worker} {
		_, err := d.Fund(t.Context(), k.address, funding)
		require.NoError(t, err)
	}
	deposit, err := n.StateMinerCreationDeposit(t.Context(), nil)
	require.NoError(t, err)
	c := created{owner: owner, worker: worker, params: power.CreateMinerParams{
		Owner:               owner.address,
		Worker:              worker.address,
		WindowPoStProofType: abi.RegisteredPoStProof_StackedDrgWindow2KiBV1_1,
		Peer:                abi.PeerID("\x00\x24\x08\x01\x12\x20 thirty-two bytes of a peer's key"),
		Multiaddrs:          []abi.Multiaddrs{{4, 127, 0, 0, 1, 6, 9, 9}, {4, 10, 0, 0, 1, 6, 9, 9}},
	}}
	c.before, err = n.StateGetActor(t.Context(), owner.address, nil)
	require.NoError(t, err)
	params, err := encode(&c.params)
	require.NoError(t, err)
	c.message, c.landed = send(t, n, owner, Message{
		To: builtin.StoragePowerActorAddr, Value: big.Add(deposit, freeBalance), Method: builtin.MethodsPower.CreateMiner, Params: params,
	})
	require.Equal(t, exitcode.Ok, c.landed.Receipt.ExitCode)
	require.NoError(t, decode(c.landed.Receipt.Return, &c.made))
	c.epoch, c.baseFee = execution(t, n, c.landed)
	return c
}

// send fills, signs and pushes a message, and waits for its receipt.
func send(t *testing.T, n *node, from key, m Message) (Message, *msgLookup) {
	m.From = from.address
	var err error
	m.Nonce, err = n.MpoolGetNonce(t.Context(), from.address)
	require.NoError(t, err)
	filled, err := n.GasEstimateMessageGas(t.Context(), &m, &sendSpec{MaxFee: big.Zero()}, nil)
	require.NoError(t, err)
	m.GasLimit, m.GasFeeCap, m.GasPremium = filled.GasLimit, filled.GasFeeCap, filled.GasPremium
	require.Equal(t, &m, filled, "an estimate changes nothing but gas")
	signed, err := from.signMessage(m)
	require.NoError(t, err)
	expected, err := cidOf(signed.onChain())
	require.NoError(t, err)
	pushed, err := n.MpoolPush(t.Context(), &signed)
	require.NoError(t, err)
	require.Equal(t, expected, pushed, "CID of the pushed message")
	landed, err := n.StateWaitMsg(t.Context(), pushed, 0, -1, false)
	require.NoError(t, err)
	require.Equal(t, expected, landed.Message)
	return m, landed
}

// execution gives epoch and base fee of the tipset that has the message, which is the parent of the one that shows its receipt.
func execution(t *testing.T, n *node, landed *msgLookup) (abi.ChainEpoch, abi.TokenAmount) {
	shows, err := n.ChainGetTipSet(t.Context(), landed.TipSet)
	require.NoError(t, err)
	require.Equal(t, landed.Height, shows.Height)
	has, err := n.ChainGetTipSet(t.Context(), shows.Blocks[0].Parents)
	require.NoError(t, err)
	return has.Height, has.Blocks[0].ParentBaseFee
}

func (c *created) id() address.Address {
	return c.made.IDAddress
}

func (c *created) at() tipSetKey {
	return c.landed.TipSet
}

func (c *created) requireAddresses(t *testing.T, n *node) {
	require.Equal(t, address.ID, c.id().Protocol())
	robust, err := robustAddress(c.message.From, c.message.Nonce)
	require.NoError(t, err)
	require.Equal(t, robust, c.made.RobustAddress)
	id, err := n.StateLookupID(t.Context(), robust, c.at())
	require.NoError(t, err)
	require.Equal(t, c.id(), id)
	miners, err := n.StateListMiners(t.Context(), c.at())
	require.NoError(t, err)
	require.Contains(t, miners, c.id())
}

// robustAddress of the first actor that a message creates.
func robustAddress(origin address.Address, nonce uint64) (address.Address, error) {
	seed, err := encode(&origin)
	if err != nil {
		return address.Undef, err
	}
	const createdBefore = 0
	return address.NewActorAddress(binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint64(seed, nonce), createdBefore))
}

func (c *created) requireMoney(t *testing.T, n *node) {
	available, err := n.StateMinerAvailableBalance(t.Context(), c.id(), c.at())
	require.NoError(t, err)
	require.Equal(t, freeBalance, available, "the deposit is locked, the rest is free")
	contract, err := n.StateGetActor(t.Context(), c.id(), c.at())
	require.NoError(t, err)
	require.Equal(t, c.message.Value, contract.Balance)
	owner, err := n.StateGetActor(t.Context(), c.owner.address, c.at())
	require.NoError(t, err)
	require.Equal(t, c.before.Nonce+1, owner.Nonce)
	spent := big.Add(c.message.Value, c.message.spent(c.baseFee, c.landed.Receipt.GasUsed))
	require.Equal(t, big.Sub(c.before.Balance, spent), owner.Balance, "value, gas, tip and over-estimation left the owner")
}

func (c *created) requireInfo(t *testing.T, n *node) {
	owner, err := n.StateLookupID(t.Context(), c.owner.address, c.at())
	require.NoError(t, err)
	worker, err := n.StateLookupID(t.Context(), c.worker.address, c.at())
	require.NoError(t, err)
	info, err := n.StateMinerInfo(t.Context(), c.id(), c.at())
	require.NoError(t, err)
	peer := base58.Encode(c.params.Peer)
	size, err := c.params.WindowPoStProofType.SectorSize()
	require.NoError(t, err)
	sectors, err := builtin.PoStProofWindowPoStPartitionSectors(c.params.WindowPoStProofType)
	require.NoError(t, err)
	info.ControlAddresses = append([]address.Address{}, info.ControlAddresses...)
	require.Equal(t, &minerInfo{
		Owner:                      owner,
		Worker:                     worker,
		ControlAddresses:           []address.Address{},
		WorkerChangeEpoch:          -1,
		PeerId:                     &peer,
		Multiaddrs:                 c.params.Multiaddrs,
		WindowPoStProofType:        c.params.WindowPoStProofType,
		SectorSize:                 size,
		WindowPoStPartitionSectors: sectors,
		ConsensusFaultElapsed:      -1,
		Beneficiary:                owner,
		BeneficiaryTerm:            &miner.BeneficiaryTerm{Quota: big.Zero(), UsedQuota: big.Zero(), Expiration: 0},
	}, info)
}

func (c *created) requireProvingDeadline(t *testing.T, n *node) {
	offset, err := periodOffset(c.id(), c.epoch)
	require.NoError(t, err)
	answer, err := n.StateMinerProvingDeadline(t.Context(), c.id(), c.at())
	require.NoError(t, err)
	require.Equal(t, recorded(offset, c.epoch, c.landed.Height), answer)
}

func (c *created) requireDeadlines(t *testing.T, n *node) {
	deadlines, err := n.StateMinerDeadlines(t.Context(), c.id(), c.at())
	require.NoError(t, err)
	require.Len(t, deadlines, int(miner.WPoStPeriodDeadlines))
	for i, each := range deadlines {
		require.Empty(t, numbers(t, each.PostSubmissions))
		require.Zero(t, each.DisputableProofCount)
		require.Equal(t, big.Zero(), each.DailyFee)
		partitions, err := n.StateMinerPartitions(t.Context(), c.id(), uint64(i), c.at())
		require.NoError(t, err)
		require.Empty(t, partitions)
	}
}

func (c *created) requireNothingSealed(t *testing.T, n *node) {
	sectors, err := n.StateMinerSectors(t.Context(), c.id(), nil, c.at())
	require.NoError(t, err)
	require.Empty(t, sectors)
	allocated, err := n.StateMinerAllocated(t.Context(), c.id(), c.at())
	require.NoError(t, err)
	require.Empty(t, numbers(t, *allocated))
	found, err := n.StateMinerPower(t.Context(), c.id(), c.at())
	require.NoError(t, err)
	require.Equal(t, claim{big.Zero(), big.Zero()}, found.MinerPower)
	require.False(t, found.HasMinPower)
}

func (c *created) requireControlAddresses(t *testing.T, n *node) {
	m, landed := send(t, n, c.worker, Message{To: c.id(), Value: big.Zero(), Method: builtin.MethodsMiner.ControlAddresses})
	require.Equal(t, exitcode.Ok, landed.Receipt.ExitCode)
	var answer miner.GetControlAddressesReturn
	require.NoError(t, decode(landed.Receipt.Return, &answer))
	info, err := n.StateMinerInfo(t.Context(), c.id(), landed.TipSet)
	require.NoError(t, err)
	require.Equal(t, []address.Address{info.Owner, info.Worker}, []address.Address{answer.Owner, answer.Worker})
	require.Empty(t, answer.ControlAddrs)
	stored, err := n.ChainReadObj(t.Context(), landed.Message)
	require.NoError(t, err)
	var again Message
	require.NoError(t, decode(stored, &again))
	require.Equal(t, m.Nonce, again.Nonce)
}
