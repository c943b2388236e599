package io.sealstream.devnet.chain.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealstream.devnet.chain.blocks.Chain;
import io.sealstream.devnet.chain.blocks.Entry;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.SignatureType;
import io.sealstream.filecoin.SignedMessage;
import io.sealstream.filecoin.TipSetKey;
import io.sealstream.filecoin.json.FilecoinJson;
import io.sealstream.rpc.RpcException;
import java.util.List;
import java.util.Optional;

/** {@code Filecoin.Chain*}: tipsets, blocks and messages (chain.md 3.2, 3.3). */
final class ChainMethods {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Chain chain;
    private final Views views;

    ChainMethods(Chain chain) {
        this.chain = chain;
        this.views = new Views(chain);
    }

    void register(Methods methods) {
        methods.read("ChainHead", 0, 0, args -> FilecoinJson.tipSet(chain.head().tipSet()))
                .read("ChainGetGenesis", 0, 0, args -> FilecoinJson.tipSet(chain.store().atOrBefore(0).tipSet()))
                .read("ChainGetTipSet", 1, 1, args -> FilecoinJson.tipSet(views.entry(args.tipSetKey(0)).tipSet()))
                .read("ChainGetTipSetByHeight", 1, 2, args -> FilecoinJson.tipSet(byHeight(args).tipSet()))
                .read("ChainGetTipSetAfterHeight", 1, 2, args -> FilecoinJson.tipSet(afterHeight(args).tipSet()))
                .read("ChainGetBlock", 1, 1, args -> FilecoinJson.header(block(args.cid(0)).tipSet().minTicketBlock()))
                .read("ChainGetBlockMessages", 1, 1, args -> blockMessages(block(args.cid(0))))
                .read("ChainGetMessage", 1, 1, args -> FilecoinJson.message(message(args.cid(0)).message()))
                .read("ChainGetParentMessages", 1, 1,
                        args -> parent(args).map(each -> messages(each.messages())).orElse(JSON.arrayNode()))
                .read("ChainGetParentReceipts", 1, 1, args -> parent(args).map(ChainMethods::receipts).orElse(JSON.arrayNode()))
                .read("ChainGetMessagesInTipset", 1, 1, args -> messages(views.entry(args.tipSetKey(0)).messages()))
                .read("ChainHasObj", 1, 1, args -> BooleanNode.valueOf(object(args.cid(0)).isPresent()))
                .read("ChainReadObj", 1, 1, args -> FilecoinJson.write(Shapes.BYTES, Bytes.of(object(args.cid(0)).orElseThrow(
                        () -> RpcException.of("blockstore get: ipld: could not find " + args.cid(0)
                                + "; the dev chain has headers and messages only")))));
    }

    /** A null round gives the tipset before it. */
    private Entry byHeight(Args args) {
        Entry from = views.entry(args.tipSetKey(1));
        return chain.store().atOrBefore(notAbove(args, from));
    }

    private static long notAbove(Args args, Entry from) {
        long height = args.epoch(0).value();
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

    private Entry block(Cid cid) {
        return chain.store().find(TipSetKey.of(cid)).orElseThrow(() -> RpcException.of("ipld: could not find " + cid));
    }

    private Optional<Entry> parent(Args args) {
        return chain.store().parent(block(args.cid(0)));
    }

    private SignedMessage message(Cid cid) {
        return find(cid).orElseThrow(() -> RpcException.of("ipld: could not find " + cid));
    }

    private Optional<SignedMessage> find(Cid cid) {
        return chain.store().executed(cid).map(place -> chain.store().entry(place).messages().get(place.index()))
                .or(() -> chain.pool().pending().stream().filter(each -> each.cid().equals(cid)).findFirst());
    }

    private static JsonNode messages(List<SignedMessage> messages) {
        ArrayNode list = JSON.arrayNode();
        for (SignedMessage each : messages) {
            ObjectNode item = list.addObject();
            item.set("Cid", FilecoinJson.cid(each.cid()));
            item.set("Message", FilecoinJson.message(each.message()));
        }
        return list;
    }

    private static JsonNode receipts(Entry entry) {
        ArrayNode list = JSON.arrayNode();
        entry.receipts().forEach(each -> list.add(FilecoinJson.receipt(each)));
        return list;
    }

    private static JsonNode blockMessages(Entry entry) {
        ObjectNode all = JSON.objectNode();
        ArrayNode bls = all.putArray("BlsMessages");
        ArrayNode secp = all.putArray("SecpkMessages");
        ArrayNode cids = all.putArray("Cids");
        for (SignedMessage each : entry.messages()) {
            if (each.signature().type() == SignatureType.BLS) {
                bls.add(FilecoinJson.message(each.message()));
            } else {
                secp.add(FilecoinJson.signedMessage(each));
            }
            cids.add(FilecoinJson.cid(each.cid()));
        }
        return all;
    }

    /** Headers and messages; there is no state tree to read. */
    private Optional<byte[]> object(Cid cid) {
        return chain.store().find(TipSetKey.of(cid)).map(entry -> entry.tipSet().minTicketBlock().toCbor())
                .or(() -> find(cid).map(
                        message -> message.signature().type() == SignatureType.BLS
                                ? message.message().toCbor()
                                : message.toCbor()));
    }

    /** A head change as {@code ChainNotify} sends it. */
    static JsonNode change(String type, Entry entry) {
        ObjectNode change = JSON.objectNode().put("Type", type);
        change.set("Val", FilecoinJson.tipSet(entry.tipSet()));
        return JSON.arrayNode().add(change);
    }
}
