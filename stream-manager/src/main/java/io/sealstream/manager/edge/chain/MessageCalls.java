package io.sealstream.manager.edge.chain;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.CodecException;
import io.sealstream.filecoin.JsonTree;
import io.sealstream.filecoin.Message;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.SignedMessage;
import io.sealstream.filecoin.TipSetKey;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.manager.edge.chain.ChainCallException.Kind;
import io.sealstream.schemas.avro.EstimateMessage;
import io.sealstream.schemas.avro.GasEstimated;
import io.sealstream.schemas.avro.MessageSearched;
import io.sealstream.schemas.avro.PushAccepted;
import io.sealstream.schemas.avro.PushMessage;
import io.sealstream.schemas.avro.SearchMessage;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Estimates, pushes and searches messages. */
final class MessageCalls {
    /** The node may search back as far as it knows: it stops by itself where the sender's nonce shows that the message had not landed. */
    private static final long NO_LOOKBACK_LIMIT = -1;
    /** Lotus {@code chain/stmgr/searchwait.go}, {@code tipsetExecutedMessage}; {@code TS} names the message that landed. */
    private static final Pattern EQUAL_NONCE = Pattern.compile("found message with equal nonce .*TS: (b[a-z2-7]+) n");
    /** The same file, {@code SearchForMessage}. */
    private static final String UNKNOWN_MESSAGE = "failed to load message";

    private final ChainNode node;

    MessageCalls(ChainNode node) {
        this.node = node;
    }

    GasEstimated estimate(EstimateMessage request, NamedTipset head) {
        Message message = decode(request);
        JsonTree spec = new JsonTree.Fields(Map.of("MaxFee", Shapes.AMOUNT.toJson(TokenAmount.parse(request.getMaxFee()))));
        Message filled = node.call("GasEstimateMessageGas", Message.SHAPE.toJson(message), spec, head.param()).as(Message.SHAPE);
        long nonce = node.call("MpoolGetNonce", Shapes.ADDRESS.toJson(message.from())).as(Shapes.UNSIGNED);
        return GasEstimated.newBuilder().setRequestId(request.getRequestId()).setSender(request.getSender())
                .setIntent(request.getIntent())
                .setGasLimit(filled.gasLimit()).setGasFeeCap(filled.gasFeeCap().toString())
                .setGasPremium(filled.gasPremium().toString())
                .setStateNonce(nonce).setBaseFee(head.baseFee()).setEpoch(head.epoch()).setTipset(head.cids()).build();
    }

    private static Message decode(EstimateMessage request) {
        try {
            return Message.fromCbor(bytes(request.getMessage()));
        } catch (CodecException e) {
            throw new ChainCallException(Kind.REFUSED, "the message to estimate cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Gives the signed bytes to the message pool. A refusal may mean that an earlier push of the same bytes was taken, so the CID is
     * looked up on chain and in the pool before the push counts as refused.
     */
    PushAccepted push(PushMessage request) {
        SignedMessage message = decode(request);
        try {
            node.call("MpoolPush", SignedMessage.SHAPE.toJson(message));
        } catch (ChainCallException e) {
            if (e.kind() != Kind.REFUSED || !isKnown(Cid.parse(request.getCid()), message.message().nonce())) {
                throw e;
            }
        }
        return PushAccepted.newBuilder().setRequestId(request.getRequestId()).setSender(request.getSender())
                .setIntent(request.getIntent()).setCid(request.getCid()).build();
    }

    private static SignedMessage decode(PushMessage request) {
        try {
            return SignedMessage.fromCbor(bytes(request.getSignedMessage()));
        } catch (CodecException e) {
            throw new ChainCallException(Kind.REFUSED, "malformed signed message: " + e.getMessage(), e);
        }
    }

    private boolean isKnown(Cid cid, long nonce) {
        Optional<Located> found = search(cid, JsonTree.Nothing.INSTANCE);
        if (found.isPresent()) {
            return found.get().cid().equals(cid);
        }
        return node.call("MpoolPending", JsonTree.Nothing.INSTANCE).items().stream()
                .filter(each -> each.at("Message").at("Nonce").as(Shapes.UNSIGNED) == nonce)
                .anyMatch(each -> each.as(SignedMessage.SHAPE).cid().equals(cid));
    }

    MessageSearched search(SearchMessage request, NamedTipset head) {
        Address sender = Address.parse(request.getSender());
        long nonce = nonce(sender, head).orElse(0L);
        Optional<Located> found = searchAny(request, head);
        if (found.isEmpty() && nonce > request.getNonce()) {
            found = new NonceWalk(node, sender, request.getNonce()).from(head);
        }
        MessageSearched.Builder result = MessageSearched.newBuilder().setRequestId(request.getRequestId())
                .setSender(request.getSender())
                .setIntent(request.getIntent()).setStateNonce(nonce).setEpoch(head.epoch()).setTipset(head.cids());
        return found.map(each -> found(result, each)).orElseGet(() -> result.setFound(false)
                .setBaseFee(TokenAmount.ZERO.toString()).setHeight(0).setExitCode(0).setGasUsed(0)
                .setReturnValue(ByteBuffer.allocate(0)).setFoundCid("").build());
    }

    private MessageSearched found(MessageSearched.Builder result, Located found) {
        return result.setFound(true).setHeight(found.height()).setExitCode(found.receipt().exitCode())
                .setGasUsed(found.receipt().gasUsed())
                .setReturnValue(ByteBuffer.wrap(found.receipt().returnValue().toArray()))
                .setFoundCid(found.cid().toString()).setBaseFee(baseFee(found)).build();
    }

    /** A node that never saw the newest version may know an older one. */
    private Optional<Located> searchAny(SearchMessage request, NamedTipset head) {
        Optional<Located> found = search(Cid.parse(request.getCid()), head.param());
        for (String other : request.getAlternatives()) {
            found = found.isPresent() ? found : search(Cid.parse(other), head.param());
        }
        return found;
    }

    /** Base fee of the execution: that of the tipset which holds the message, the parent of the one after it. */
    private String baseFee(Located found) {
        return tipset(tipset(found.after()).parents()).baseFee();
    }

    private NamedTipset tipset(TipSetKey key) {
        return NamedTipset.of(node.call("ChainGetTipSet", TipSetKey.SHAPE.toJson(key)));
    }

    /**
     * Where a message landed, or the one that used its nonce; empty where neither did. A node answers with an error for a message that it has
     * never seen, and for one whose nonce was used for another call: then the other one is looked up.
     */
    private Optional<Located> search(Cid cid, JsonTree tipset) {
        try {
            return lookUp(cid, tipset);
        } catch (ChainCallException e) {
            Matcher other = EQUAL_NONCE.matcher(e.reason());
            if (e.kind() == Kind.REFUSED && other.find()) {
                return lookUp(Cid.parse(other.group(1)), tipset);
            }
            if (e.kind() == Kind.REFUSED && e.reason().contains(UNKNOWN_MESSAGE)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Optional<Located> lookUp(Cid cid, JsonTree tipset) {
        Answer found = node.call("StateSearchMsg", tipset, Shapes.CID.toJson(cid), JsonTree.of(NO_LOOKBACK_LIMIT),
                new JsonTree.Flag(true));
        return found.isNull() ? Optional.empty() : Optional.of(Located.of(found));
    }

    /** Nonce on chain; empty when the sender's account does not exist yet. */
    private Optional<Long> nonce(Address sender, NamedTipset head) {
        try {
            Answer actor = node.call("StateGetActor", Shapes.ADDRESS.toJson(sender), head.param());
            return actor.isNull() ? Optional.empty() : Optional.of(actor.at("Nonce").as(Shapes.UNSIGNED));
        } catch (ChainCallException e) {
            if (e.kind() == Kind.REFUSED && e.reason().toLowerCase(Locale.ROOT).contains("not found")) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
