package io.sealstream.devnet.chain.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealstream.devnet.chain.node.DevChain;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.actors.ApplyRewardParams;
import io.sealstream.filecoin.actors.Method;
import io.sealstream.filecoin.actors.MinerMethod;
import io.sealstream.filecoin.actors.ReportConsensusFaultParams;
import io.sealstream.rpc.Permission;
import io.vertx.core.Future;

/** {@code Devchain.*} of money and blame: what a faucet, the reward actor and a reporter of consensus faults would send. */
final class GrantMethods {
    private static final long TRANSFER_GAS_LIMIT = 20_000_000;
    private static final long GAS_LIMIT = 60_000_000;

    private final GenesisCalls calls;

    GrantMethods(DevChain node) {
        this.calls = new GenesisCalls(node);
    }

    void register(Methods methods) {
        methods.waiting(Methods.ADMIN + "Fund", Permission.ADMIN, 2, this::fund)
                .waiting(Methods.ADMIN + "GrantReward", Permission.ADMIN, 2, this::grantReward)
                .waiting(Methods.ADMIN + "ReportConsensusFault", Permission.ADMIN, 1, this::reportFault);
    }

    private static TokenAmount amount(Args args) {
        return TokenAmount.parse(args.text(1, "0"));
    }

    private Future<JsonNode> fund(Args args, Future<Void> cancelled) {
        return calls.send(args.address(0), Method.SEND, amount(args), Bytes.EMPTY, TRANSFER_GAS_LIMIT, cancelled);
    }

    private Future<JsonNode> grantReward(Args args, Future<Void> cancelled) {
        TokenAmount reward = amount(args);
        return calls.send(args.address(0), MinerMethod.APPLY_REWARDS.number(), reward,
                Bytes.of(new ApplyRewardParams(reward, TokenAmount.ZERO).toCbor()), GAS_LIMIT, cancelled);
    }

    /** The headers that would prove it are left out: the genesis account is believed. */
    private Future<JsonNode> reportFault(Args args, Future<Void> cancelled) {
        return calls.send(args.address(0), MinerMethod.REPORT_CONSENSUS_FAULT.number(), TokenAmount.ZERO,
                Bytes.of(new ReportConsensusFaultParams(Bytes.EMPTY, Bytes.EMPTY, Bytes.EMPTY).toCbor()), GAS_LIMIT, cancelled);
    }
}
