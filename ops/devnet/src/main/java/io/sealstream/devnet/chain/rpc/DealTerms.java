package io.sealstream.devnet.chain.rpc;

import io.sealstream.devnet.chain.rules.Abort;
import io.sealstream.devnet.chain.state.ChainState;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.ExitCode;
import io.sealstream.filecoin.state.DealProposal;
import io.sealstream.rpc.RpcException;
import java.util.HashSet;
import java.util.List;

/** The market's word on deals that shall go into one sector ({@code VerifyDealsForActivation}), as lotus passes it on. */
final class DealTerms {
    /** The proposals in the order of the ids, or the exit code of the market. */
    List<DealProposal> of(ChainState state, Address miner, List<Long> deals, ChainEpoch expiration, ChainEpoch now) {
        Address provider = Views.miner(state, miner).id().address();
        if (new HashSet<>(deals).size() < deals.size()) {
            throw failed(ExitCode.USR_ILLEGAL_ARGUMENT, "duplicate deal id");
        }
        try {
            return deals.stream().map(id -> state.market().activatable(id, provider, expiration, now)).toList();
        } catch (Abort refusal) {
            throw failed(refusal.code(), refusal.why());
        }
    }

    private static RpcException failed(ExitCode code, String why) {
        return RpcException.of("receipt for VerifyDealsForActivation had exit code " + code.code() + ": " + why);
    }
}
