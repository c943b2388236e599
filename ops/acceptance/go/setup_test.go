package gocheck

import (
	"os"
	"testing"

	"github.com/filecoin-project/go-address"
	"github.com/stretchr/testify/require"
)

const urlVariable = "SEALSTREAM_CHAIN"

func TestMain(m *testing.M) {
	// Only texts differ; bytes and what is understood do not.
	address.CurrentNetwork = address.Mainnet
	os.Exit(m.Run())
}

// connect gives the running chain that the environment names.
func connect(t *testing.T) (*node, *devchain) {
	url := os.Getenv(urlVariable)
	if url == "" {
		t.Skipf("%s names no chain, such as ws://127.0.0.1:3453/rpc/v1: run ops/acceptance/bin/go-check", urlVariable)
	}
	n, d, done, err := dial(t.Context(), url)
	require.NoError(t, err, "connecting to %s", url)
	t.Cleanup(done)
	return n, d
}
