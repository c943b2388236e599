package io.sealstream.devnet.chain.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealstream.devnet.chain.node.DevChain;
import io.sealstream.devnet.chain.node.WinningCheck;
import io.sealstream.devnet.chain.vm.AdminMethods;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.PoStProof;
import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.json.FilecoinJson;
import io.sealstream.filecoin.state.Allocation;
import io.sealstream.filecoin.state.DealProposal;
import io.sealstream.rpc.Permission;
import io.vertx.core.Future;

/** {@code Devchain.*} of data and proofs: allocations and deals that clients would make, and a look at a WinningPoSt. */
final class DataMethods {
    private static final long GAS_LIMIT = 30_000_000;

    private final DevChain node;
    private final GenesisCalls calls;

    DataMethods(DevChain node) {
        this.node = node;
        this.calls = new GenesisCalls(node);
    }

    void register(Methods methods) {
        methods.waiting(Methods.ADMIN + "AddAllocation", Permission.ADMIN, 1, (args, cancelled) -> send(Address.VERIFIED_REGISTRY,
                AdminMethods.ADD_ALLOCATION, params(args, Allocation.SHAPE), cancelled))
                .waiting(Methods.ADMIN + "AddDeal", Permission.ADMIN, 1, (args, cancelled) -> send(Address.MARKET,
                        AdminMethods.ADD_DEAL, params(args, DealProposal.SHAPE), cancelled))
                .admin("CheckWinningPoSt", 3, 3, this::checkWinningPoSt);
    }

    private static <T> Bytes params(Args args, Shape<T> shape) {
        return Bytes.of(shape.toCbor(args.as(0, shape)));
    }

    /** Completes with the lookup of the message, whose return value is the id in CBOR. */
    private Future<JsonNode> send(Address actor, long method, Bytes params, Future<Void> cancelled) {
        return calls.send(actor, method, TokenAmount.ZERO, params, GAS_LIMIT, cancelled);
    }

    private JsonNode checkWinningPoSt(Args args) {
        WinningCheck.Answer answer = new WinningCheck(node).check(args.address(0), args.epoch(1), args.as(2, PoStProof.SHAPE));
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("holds", answer.holds());
        json.put("sector", answer.statement().sector().number());
        json.set("sealedCid", FilecoinJson.cid(answer.statement().sector().sealedCid()));
        return json.put("randomness", answer.statement().randomness().toString());
    }
}
