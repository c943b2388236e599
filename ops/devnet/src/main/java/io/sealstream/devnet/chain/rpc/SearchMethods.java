package io.sealstream.devnet.chain.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.sealstream.devnet.chain.blocks.Chain;
import io.sealstream.devnet.chain.blocks.Entry;
import io.sealstream.devnet.chain.node.ChainHost;
import io.sealstream.filecoin.json.FilecoinJson;
import io.sealstream.filecoin.state.MsgLookup;
import io.sealstream.rpc.Permission;

/** {@code Filecoin.StateSearchMsg}, {@code StateWaitMsg} (chain.md 3.3) and their shorter forms of version 0. */
final class SearchMethods {
    private static final long NO_LIMIT = -1;

    private final Chain chain;
    private final ApiVersion version;
    private final Views views;
    private final Lookups lookups;

    SearchMethods(ChainHost node, ApiVersion version) {
        this.chain = node.chain();
        this.version = version;
        this.views = new Views(chain);
        this.lookups = new Lookups(node);
    }

    void register(Methods methods) {
        switch (version) {
            case V0 -> methods.read("StateSearchMsg", 1, args -> search(args, chain.head(), 0, NO_LIMIT, true))
                    .read("StateSearchMsgLimited", 2, args -> search(args, chain.head(), 0, args.number(1), true))
                    .read("StateGetReceipt", 2, this::receipt)
                    .waiting(Methods.NODE + "StateWaitMsg", Permission.READ, 2, (args, cancelled) -> lookups
                            .await(args.cid(0), confidence(args), NO_LIMIT, true, cancelled))
                    .waiting(Methods.NODE + "StateWaitMsgLimited", Permission.READ, 3, (args, cancelled) -> lookups
                            .await(args.cid(0), confidence(args), args.number(2), true, cancelled));
            case V1 -> methods
                    .read("StateSearchMsg", 4,
                            args -> search(args, views.entry(args.tipSetKey(0)), 1, args.number(2), args.flag(3)))
                    .waiting(Methods.NODE + "StateWaitMsg", Permission.READ, 4, (args, cancelled) -> lookups
                            .await(args.cid(0), confidence(args), args.number(2), args.flag(3), cancelled));
        }
    }

    private static long confidence(Args args) {
        long epochs = args.unsigned(1);
        return epochs < 0 ? Long.MAX_VALUE : epochs;
    }

    /** Without decoded return, as on lotus. */
    private JsonNode search(Args args, Entry from, int cidAt, long limit, boolean replaced) {
        return lookups.search(from, args.cid(cidAt), limit, replaced).map(found -> Lookups.json(found, NullNode.getInstance()))
                .orElse(NullNode.getInstance());
    }

    private JsonNode receipt(Args args) {
        return lookups.search(views.entry(args.tipSetKey(1)), args.cid(0), NO_LIMIT, true).map(MsgLookup::receipt)
                .map(FilecoinJson::receipt).orElse(NullNode.getInstance());
    }
}
