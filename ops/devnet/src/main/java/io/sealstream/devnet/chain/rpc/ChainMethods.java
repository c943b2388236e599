package io.sealstream.devnet.chain.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealstream.devnet.chain.blocks.Block;
import io.sealstream.devnet.chain.blocks.Chain;
import io.sealstream.devnet.chain.blocks.Entry;
import io.sealstream.devnet.chain.node.HeadChange;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.SignatureType;
import io.sealstream.filecoin.SignedMessage;
import io.sealstream.filecoin.json.FilecoinJson;
import io.sealstream.rpc.RpcException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code Filecoin.Chain*}: tipsets, blocks and messages (chain.md 3.2, 3.3). */
final class ChainMethods {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Chain chain;
    private final Views views;
    private final ChainObjects objects;

    ChainMethods(Chain chain) {
        this.chain = chain;
        this.views = new Views(chain);
        this.objects = new ChainObjects(chain);
    }

    void register(Methods methods) {
        methods.read("ChainHead", 0, args -> FilecoinJson.tipSet(chain.head().tipSet()))
                .read("ChainGetGenesis", 0, args -> FilecoinJson.tipSet(chain.store().atOrBefore(0).tipSet()))
                .read("ChainGetTipSet", 1, args -> FilecoinJson.tipSet(views.entry(args.tipSetKey(0)).tipSet()))
                .read("ChainGetTipSetByHeight", 2, args -> FilecoinJson.tipSet(byHeight(args).tipSet()))
                .read("ChainGetTipSetAfterHeight", 2, args -> FilecoinJson.tipSet(afterHeight(args).tipSet()))
                .read("ChainGetBlock", 1, args -> FilecoinJson.header(objects.header(args.cid(0)).orElseThrow(missing(args))))
                .read("ChainGetBlockMessages", 1,
                        args -> blockMessages(withBlock(args).block(args.cid(0)).orElseThrow(missing(args))))
                .read("ChainGetMessage", 1,
                        args -> FilecoinJson.message(objects.message(args.cid(0)).orElseThrow(missing(args)).message()))
                .read("ChainGetParentMessages", 1, args -> messages(parent(args)))
                .read("ChainGetParentReceipts", 1, args -> receipts(withBlock(args)))
                .read("ChainGetMessagesInTipset", 1, args -> messages(Optional.of(views.entry(args.tipSetKey(0)))))
                .read("ChainHasObj", 1, args -> BooleanNode.valueOf(objects.find(args.cid(0)).isPresent()))
                .read("ChainReadObj", 1, this::readObject);
    }

    private static Supplier<RpcException> missing(Args args) {
        return () -> RpcException.of(Views.missing(args.cid(0)));
    }

    private JsonNode readObject(Args args) {
        Bytes found = objects.find(args.cid(0)).orElseThrow(() -> RpcException.of("blockstore get: " + Views.missing(args.cid(0))
                + "; the dev chain has headers, messages and message roots only"));
        return FilecoinJson.write(Shapes.BYTES, found);
    }

    /** A null round gives the tipset before it. */
    private Entry byHeight(Args args) {
        Entry from = views.entry(args.tipSetKey(1));
        return chain.store().atOrBefore(notAbove(args, from));
    }

    private static long notAbove(Args args, Entry from) {
        long height = args.epoch(0).value();
        if (height < 0) {
            throw RpcException.of("height " + height + " is negative");
        }
        if (height > from.height()) {
            throw RpcException.of("looking for tipset with height greater than start point");
        }
        return height;
    }

    /** A null round gives the tipset after it. */
    private Entry afterHeight(Args args) {
        Entry from = views.entry(args.tipSetKey(1));
        return chain.store().atOrAfter(notAbove(args, from)).orElse(from);
    }

    /** The tipset of the block that the first parameter names. */
    private Entry withBlock(Args args) {
        return chain.store().withBlock(args.cid(0)).orElseThrow(missing(args));
    }

    private Optional<Entry> parent(Args args) {
        return chain.store().parent(withBlock(args));
    }

    /** Null where there is none, as a node writes it. */
    private static JsonNode messages(Optional<Entry> entry) {
        List<SignedMessage> messages = entry.map(Entry::messages).orElse(List.of());
        if (messages.isEmpty()) {
            return NullNode.getInstance();
        }
        ArrayNode list = JSON.arrayNode();
        for (SignedMessage each : messages) {
            ObjectNode item = list.addObject();
            item.set("Cid", FilecoinJson.cid(each.cid()));
            item.set("Message", FilecoinJson.message(each.message()));
        }
        return list;
    }

    /** Of the messages of the parent; null for genesis, which has none. */
    private JsonNode receipts(Entry entry) {
        return chain.store().parent(entry).map(ChainMethods::list).orElse(NullNode.getInstance());
    }

    private static JsonNode list(Entry executed) {
        ArrayNode list = JSON.arrayNode();
        executed.receipts().forEach(each -> list.add(FilecoinJson.receipt(each)));
        return list;
    }

    private static JsonNode blockMessages(Block block) {
        ObjectNode all = JSON.objectNode();
        ArrayNode bls = all.putArray("BlsMessages");
        ArrayNode secp = all.putArray("SecpkMessages");
        ArrayNode cids = all.putArray("Cids");
        for (SignedMessage each : block.messages()) {
            if (each.signature().type() == SignatureType.BLS) {
                bls.add(FilecoinJson.message(each.message()));
            } else {
                secp.add(FilecoinJson.signedMessage(each));
            }
            cids.add(FilecoinJson.cid(each.cid()));
        }
        return all;
    }

    /** Head changes as {@code ChainNotify} sends them. */
    static JsonNode changes(List<HeadChange> changes) {
        ArrayNode list = JSON.arrayNode();
        changes.forEach(change -> list.addObject().put("Type", change.type().name().toLowerCase(Locale.ROOT)).set("Val",
                FilecoinJson.tipSet(change.entry().tipSet())));
        return list;
    }
}
