package gocheck

import (
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/filecoin-project/go-address"
	"github.com/filecoin-project/go-state-types/abi"
	"github.com/filecoin-project/go-state-types/big"
	"github.com/filecoin-project/go-state-types/crypto"
	"github.com/filecoin-project/go-state-types/dline"
	"github.com/stretchr/testify/require"
)

// vector is a golden value, made by other implementations than this one and the one that it checks.
type vector struct {
	Name  string          `json:"name"`
	Type  string          `json:"type"`
	Value json.RawMessage `json:"json_value"`
	CBOR  string          `json:"cbor_hex"`
	CID   string          `json:"cid"`
}

// What this program does by itself, and not by the libraries of Filecoin, agrees with the golden vectors.
func TestVectors(t *testing.T) {
	raw, err := os.ReadFile(filepath.FromSlash("../../../schemas/src/test/resources/vectors/dev.json"))
	require.NoError(t, err)
	var file struct{ Vectors []vector }
	require.NoError(t, json.Unmarshal(raw, &file))
	seen := map[string]bool{}
	for _, v := range file.Vectors {
		if check, ok := checks[v.Type]; ok {
			seen[v.Type] = true
			t.Run(v.Name, func(t *testing.T) { check(t, v) })
		}
	}
	require.Len(t, seen, len(checks), "types seen: %v", seen)
}

var checks = map[string]func(*testing.T, vector){
	"chain/BlockHeader":         func(t *testing.T, v vector) { requireShape(t, v, new(BlockHeader)) },
	"chain/Message":             func(t *testing.T, v vector) { requireShape(t, v, new(Message)) },
	"chain/MessageReceipt":      func(t *testing.T, v vector) { requireShape(t, v, new(Receipt)) },
	"chain/SignedMessage":       requireSigned,
	"randomness/draw":           requireDraw,
	"randomness/post-mask":      requireMask,
	"deadline/new-miner-offset": requireOffset,
	"deadline/from-offset":      requireDeadlineAt,
	"gas/outputs":               requireSpent,
}

// requireShape sees that JSON and CBOR of a value are the same value, and gives its CID.
func requireShape(t *testing.T, v vector, value field) {
	require.NoError(t, json.Unmarshal(v.Value, value))
	made, err := encode(value)
	require.NoError(t, err)
	require.Equal(t, v.CBOR, hex.EncodeToString(made))
	require.NoError(t, decode(made, value))
	if m, ok := value.(*SignedMessage); ok {
		value = m.onChain()
	}
	id, err := cidOf(value)
	require.NoError(t, err)
	require.Equal(t, v.CID, id.String())
}

func requireSigned(t *testing.T, v vector) {
	var m SignedMessage
	requireShape(t, v, &m)
	require.NoError(t, verify(m))
	m.Message.Nonce++
	require.Error(t, verify(m), "the signature of another message")
}

func verify(m SignedMessage) error {
	if m.Signature.Type == crypto.SigTypeBLS {
		return verifyBLS(m.Signature.Data, []Message{m.Message})
	}
	return verifySecp(&m)
}

func requireDraw(t *testing.T, v vector) {
	var value struct {
		Input struct {
			Base    string `json:"base_hex"`
			Entropy string `json:"entropy_hex"`
			Epoch   abi.ChainEpoch
			Tag     crypto.DomainSeparationTag
		}
		Output string
	}
	require.NoError(t, json.Unmarshal(v.Value, &value))
	in := value.Input
	require.Equal(t, value.Output, hex.EncodeToString(draw(in.Tag, unhex(t, in.Base), in.Epoch, unhex(t, in.Entropy))))
}

func requireMask(t *testing.T, v vector) {
	var value struct{ Input, Output string }
	require.NoError(t, json.Unmarshal(v.Value, &value))
	require.Equal(t, value.Output, hex.EncodeToString(fieldElement(unhex(t, value.Input))))
}

func requireOffset(t *testing.T, v vector) {
	var value struct {
		Input struct {
			Miner address.Address
			Epoch abi.ChainEpoch `json:"creation_epoch"`
		}
		Output struct {
			Offset abi.ChainEpoch
			Index  uint64         `json:"deadline_index"`
			Start  abi.ChainEpoch `json:"period_start"`
		}
	}
	require.NoError(t, json.Unmarshal(v.Value, &value))
	offset, err := periodOffset(value.Input.Miner, value.Input.Epoch)
	require.NoError(t, err)
	require.Equal(t, value.Output.Offset, offset)
	now := deadlineAt(offset, value.Input.Epoch)
	require.Equal(t, value.Output.Index, now.Index)
	require.Equal(t, value.Output.Start, now.PeriodStart)
}

func requireDeadlineAt(t *testing.T, v vector) {
	var value struct {
		Input struct {
			Epoch  abi.ChainEpoch `json:"current_epoch"`
			Offset abi.ChainEpoch `json:"period_start_seed"`
		}
		Output dline.Info
	}
	require.NoError(t, json.Unmarshal(v.Value, &value))
	require.Equal(t, &value.Output, deadlineAt(value.Input.Offset, value.Input.Epoch))
}

func requireSpent(t *testing.T, v vector) {
	var value struct {
		Input struct {
			BaseFee abi.TokenAmount `json:"base_fee"`
			Cap     abi.TokenAmount `json:"gas_fee_cap"`
			Premium abi.TokenAmount `json:"gas_premium"`
			Limit   int64           `json:"gas_limit"`
			Used    int64           `json:"gas_used"`
		}
		Output struct{ BaseFeeBurn, MinerTip, OverEstimationBurn abi.TokenAmount }
	}
	require.NoError(t, json.Unmarshal(v.Value, &value))
	in, out := value.Input, value.Output
	m := Message{GasLimit: in.Limit, GasFeeCap: in.Cap, GasPremium: in.Premium}
	require.Equal(t, big.Sum(out.BaseFeeBurn, out.MinerTip, out.OverEstimationBurn), m.spent(in.BaseFee, in.Used))
}

func unhex(t *testing.T, text string) []byte {
	raw, err := hex.DecodeString(text)
	require.NoError(t, err)
	return raw
}
