package gocheck

import (
	"context"
	"net/http"

	"github.com/filecoin-project/go-address"
	"github.com/filecoin-project/go-bitfield"
	"github.com/filecoin-project/go-jsonrpc"
	"github.com/filecoin-project/go-state-types/abi"
	"github.com/filecoin-project/go-state-types/builtin/v18/miner"
	"github.com/filecoin-project/go-state-types/crypto"
	"github.com/filecoin-project/go-state-types/dline"
	"github.com/ipfs/go-cid"
)

type tipSetKey = []cid.Cid

// node has the calls that a client of Lotus would make. An empty key means the head.
type node struct {
	ChainHead              func(context.Context) (*TipSet, error)
	ChainNotify            func(context.Context) (<-chan []headChange, error)
	ChainGetTipSet         func(context.Context, tipSetKey) (*TipSet, error)
	ChainGetBlockMessages  func(context.Context, cid.Cid) (*blockMessages, error)
	ChainGetParentMessages func(context.Context, cid.Cid) ([]parentMessage, error)
	ChainGetParentReceipts func(context.Context, cid.Cid) ([]Receipt, error)
	ChainReadObj           func(context.Context, cid.Cid) ([]byte, error)

	MpoolGetNonce         func(context.Context, address.Address) (uint64, error)
	MpoolPush             func(context.Context, *SignedMessage) (cid.Cid, error)
	GasEstimateMessageGas func(context.Context, *Message, *sendSpec, tipSetKey) (*Message, error)
	StateWaitMsg          func(ctx context.Context, message cid.Cid, confidence uint64, limit abi.ChainEpoch, replaced bool) (*msgLookup, error)

	StateNetworkName              func(context.Context) (string, error)
	StateGetNetworkParams         func(context.Context) (*networkParams, error)
	StateGetRandomnessFromTickets func(context.Context, crypto.DomainSeparationTag, abi.ChainEpoch, []byte, tipSetKey) ([]byte, error)
	StateGetRandomnessFromBeacon  func(context.Context, crypto.DomainSeparationTag, abi.ChainEpoch, []byte, tipSetKey) ([]byte, error)
	StateGetActor                 func(context.Context, address.Address, tipSetKey) (*actor, error)
	StateLookupID                 func(context.Context, address.Address, tipSetKey) (address.Address, error)
	StateListMiners               func(context.Context, tipSetKey) ([]address.Address, error)
	StateMinerInfo                func(context.Context, address.Address, tipSetKey) (*minerInfo, error)
	StateMinerProvingDeadline     func(context.Context, address.Address, tipSetKey) (*dline.Info, error)
	StateMinerDeadlines           func(context.Context, address.Address, tipSetKey) ([]deadline, error)
	StateMinerPartitions          func(context.Context, address.Address, uint64, tipSetKey) ([]partition, error)
	StateMinerSectors             func(context.Context, address.Address, *bitfield.BitField, tipSetKey) ([]*miner.SectorOnChainInfo, error)
	StateMinerActiveSectors       func(context.Context, address.Address, tipSetKey) ([]*miner.SectorOnChainInfo, error)
	StateMinerAllocated           func(context.Context, address.Address, tipSetKey) (*bitfield.BitField, error)
	StateMinerPower               func(context.Context, address.Address, tipSetKey) (*minerPower, error)
	StateMinerAvailableBalance    func(context.Context, address.Address, tipSetKey) (abi.TokenAmount, error)
	StateMinerCreationDeposit     func(context.Context, tipSetKey) (abi.TokenAmount, error)
	StateSectorPreCommitInfo      func(context.Context, address.Address, abi.SectorNumber, tipSetKey) (*miner.SectorPreCommitOnChainInfo, error)
	StateSectorPartition          func(context.Context, address.Address, abi.SectorNumber, tipSetKey) (*sectorLocation, error)
}

// devchain has what only a dev chain can do.
type devchain struct {
	Fund     func(context.Context, address.Address, string) (*msgLookup, error)
	Controls func(context.Context) (*controls, error)
}

// controls names the key of the block producers, where their signatures are real ones.
type controls struct {
	BlockKey *address.Address `json:"blockKey"`
}

type headChange struct {
	Type string
	Val  *TipSet
}

type blockMessages struct {
	BlsMessages   []Message
	SecpkMessages []SignedMessage
	Cids          []cid.Cid
}

type parentMessage struct {
	Cid     cid.Cid
	Message Message
}

type sendSpec struct {
	MaxFee abi.TokenAmount
}

type msgLookup struct {
	Message cid.Cid
	Receipt Receipt
	TipSet  tipSetKey
	Height  abi.ChainEpoch
}

type networkParams struct {
	NetworkName             string
	BlockDelaySecs          uint64
	ConsensusMinerMinPower  abi.StoragePower
	PreCommitChallengeDelay abi.ChainEpoch
}

type actor struct {
	Code, Head       cid.Cid
	Nonce            uint64
	Balance          abi.TokenAmount
	DelegatedAddress *address.Address
}

type minerInfo struct {
	Owner                      address.Address
	Worker                     address.Address
	NewWorker                  address.Address
	ControlAddresses           []address.Address
	WorkerChangeEpoch          abi.ChainEpoch
	PeerId                     *string
	Multiaddrs                 []abi.Multiaddrs
	WindowPoStProofType        abi.RegisteredPoStProof
	SectorSize                 abi.SectorSize
	WindowPoStPartitionSectors uint64
	ConsensusFaultElapsed      abi.ChainEpoch
	PendingOwnerAddress        *address.Address
	Beneficiary                address.Address
	BeneficiaryTerm            *miner.BeneficiaryTerm
	PendingBeneficiaryTerm     *miner.PendingBeneficiaryChange
}

type deadline struct {
	PostSubmissions      bitfield.BitField
	DisputableProofCount uint64
	DailyFee             abi.TokenAmount
}

type partition struct {
	AllSectors        bitfield.BitField
	FaultySectors     bitfield.BitField
	RecoveringSectors bitfield.BitField
	LiveSectors       bitfield.BitField
	ActiveSectors     bitfield.BitField
}

type claim struct {
	RawBytePower    abi.StoragePower
	QualityAdjPower abi.StoragePower
}

type minerPower struct {
	MinerPower  claim
	TotalPower  claim
	HasMinPower bool
}

type sectorLocation struct {
	Deadline  uint64
	Partition uint64
}

// dial connects to a chain's WebSocket.
func dial(ctx context.Context, url string) (*node, *devchain, func(), error) {
	n, d := &node{}, &devchain{}
	closeNode, err := jsonrpc.NewMergeClient(ctx, url, "Filecoin", []any{n}, http.Header{})
	if err != nil {
		return nil, nil, nil, err
	}
	closeDev, err := jsonrpc.NewMergeClient(ctx, url, "Devchain", []any{d}, http.Header{})
	if err != nil {
		closeNode()
		return nil, nil, nil, err
	}
	return n, d, func() { closeDev(); closeNode() }, nil
}
