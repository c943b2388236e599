package io.sealstream.manager.edge.chain;

import io.sealstream.filecoin.JsonTree;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.TipSetKey;
import java.util.List;

/**
 * A tipset as the node names it. Every read states the tipset it was made at, so that an answer can be understood after a reorg. The key
 * is taken from {@code Cids}: headers may gain fields that this code does not know.
 *
 * @param key       block CIDs
 * @param epoch     height
 * @param parents   key of the parent tipset
 * @param baseFee   parent base fee, attoFIL
 * @param timestamp Unix seconds
 */
public record NamedTipset(TipSetKey key, long epoch, TipSetKey parents, String baseFee, long timestamp) {

    /** Reads the JSON of a tipset (chain.md 3.4). */
    public static NamedTipset of(Answer answer) {
        List<Answer> blocks = answer.at("Blocks").items();
        if (blocks.isEmpty()) {
            throw new ChainCallException(ChainCallException.Kind.UNREADABLE,
                    "the chain node's " + answer.path() + " has no blocks");
        }
        Answer first = blocks.getFirst();
        return new NamedTipset(answer.at("Cids").as(TipSetKey.SHAPE), answer.at("Height").number(),
                first.at("Parents").as(TipSetKey.SHAPE),
                first.at("ParentBaseFee").as(Shapes.AMOUNT).toString(), first.at("Timestamp").number());
    }

    /** The node's head. */
    public static NamedTipset head(ChainNode node) {
        return of(node.call("ChainHead"));
    }

    /** The key as a parameter. */
    public JsonTree param() {
        return TipSetKey.SHAPE.toJson(key);
    }

    /** CIDs of the key as text, the form of our records. */
    public List<String> cids() {
        return key.cids().stream().map(Object::toString).toList();
    }
}
