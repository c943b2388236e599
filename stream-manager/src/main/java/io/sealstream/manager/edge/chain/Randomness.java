package io.sealstream.manager.edge.chain;

import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.CborWriter;
import io.sealstream.filecoin.JsonTree;
import io.sealstream.filecoin.Shapes;
import io.sealstream.manager.edge.chain.ChainCallException.Kind;
import io.sealstream.schemas.avro.DrawRandomness;
import io.sealstream.schemas.avro.RandomnessDrawn;
import io.sealstream.schemas.avro.RandomnessPurpose;
import java.nio.ByteBuffer;

/** Draws randomness (chain.md 4.7): the purpose names base, domain separation tag and entropy. Nothing is masked here. */
final class Randomness {
    private static final int RANDOMNESS_BYTES = 32;

    private final ChainNode node;

    Randomness(ChainNode node) {
        this.node = node;
    }

    RandomnessDrawn draw(DrawRandomness request, NamedTipset head) {
        Bytes drawn = draw(request.getPurpose(), ActorId.parse(request.getMiner()), request.getEpoch(), head);
        return RandomnessDrawn.newBuilder().setRequestId(request.getRequestId()).setMiner(request.getMiner())
                .setSector(request.getSector())
                .setPurpose(request.getPurpose()).setDrawEpoch(request.getEpoch()).setRandomness(ByteBuffer.wrap(drawn.toArray()))
                .setEpoch(head.epoch()).setTipset(head.cids()).build();
    }

    /** 32 bytes drawn at {@code epoch} as seen from {@code head}; a head below the epoch is refused as too early. */
    Bytes draw(RandomnessPurpose purpose, ActorId miner, long epoch, NamedTipset head) {
        if (head.epoch() < epoch) {
            throw new ChainCallException(Kind.TOO_EARLY,
                    "the chain is at epoch " + head.epoch() + ", randomness is asked for " + epoch);
        }
        String method = fromBeacon(purpose) ? "StateGetRandomnessFromBeacon" : "StateGetRandomnessFromTickets";
        Answer answer = node.call(method, JsonTree.of(tag(purpose)), JsonTree.of(epoch),
                Shapes.BYTES.toJson(entropy(purpose, miner)),
                head.param());
        Bytes drawn = answer.as(Shapes.BYTES);
        if (drawn.length() != RANDOMNESS_BYTES) {
            throw new ChainCallException(Kind.UNREADABLE,
                    "the chain node's " + method + " gave " + drawn.length() + " bytes instead of 32");
        }
        return drawn;
    }

    private static boolean fromBeacon(RandomnessPurpose purpose) {
        return switch (purpose) {
            case INTERACTIVE_SEED, WINDOW_POST_CHALLENGE -> true;
            case SEAL_TICKET, POST_CHAIN_COMMIT -> false;
        };
    }

    /** Domain separation tags of go-state-types {@code crypto/randomness.go}. */
    private static long tag(RandomnessPurpose purpose) {
        return switch (purpose) {
            case WINDOW_POST_CHALLENGE -> 4;
            case SEAL_TICKET -> 5;
            case INTERACTIVE_SEED -> 6;
            case POST_CHAIN_COMMIT -> 9;
        };
    }

    /** The miner's id address as a CBOR byte string; nothing for the commit epoch of a PoSt. */
    private static Bytes entropy(RandomnessPurpose purpose, ActorId miner) {
        return switch (purpose) {
            case POST_CHAIN_COMMIT -> Bytes.EMPTY;
            case SEAL_TICKET, INTERACTIVE_SEED, WINDOW_POST_CHALLENGE ->
                Bytes.of(new CborWriter().address(miner.address()).toBytes());
        };
    }
}
