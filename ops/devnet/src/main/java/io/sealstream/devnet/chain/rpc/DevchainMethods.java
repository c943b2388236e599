package io.sealstream.devnet.chain.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealstream.devnet.chain.blocks.Entry;
import io.sealstream.devnet.chain.blocks.Pace;
import io.sealstream.devnet.chain.node.BlockLoop;
import io.sealstream.devnet.chain.node.DevChain;
import io.sealstream.filecoin.DeadlineInfo;
import io.sealstream.rpc.RpcException;
import java.util.Comparator;
import java.util.Optional;

/** {@code Devchain.*}: what only a dev chain can do. */
final class DevchainMethods {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final long MAX_MINE = 10_000;
    private static final long MAX_SKIP = 2880L * 60;
    private static final int MAX_NAME = 100;

    private final DevChain node;
    private final Optional<BlockLoop> loop;

    /** @param loop makes blocks in time; none in manual mode */
    DevchainMethods(DevChain node, Optional<BlockLoop> loop) {
        this.node = node;
        this.loop = loop;
    }

    void register(Methods methods) {
        methods.admin("Status", 0, 0, args -> status()).admin("InvalidPoSts", 0, 0, args -> invalidPoSts())
                .admin("Mine", 0, 1, this::mine).admin("SkipTo", 1, 1, this::skipTo)
                .admin("Hold", 0, 1, args -> held(args, true)).admin("Release", 0, 1, args -> held(args, false));
    }

    private JsonNode status() {
        Entry head = node.chain().head();
        Pace.Step next = node.next();
        ObjectNode status = JSON.objectNode().put("epoch", head.height()).put("network", node.chain().rules().policy().name())
                .put("skipping", next instanceof Pace.Step.Skip).put("waiting", trouble().orElse(next.reason()))
                .put("pending", node.chain().pool().pending().size()).put("baseFee", head.tipSet().parentBaseFee().toString())
                .put("blockTimeMillis", node.chain().settings().blockTime().toMillis())
                .put("uncheckedPoSts", node.watch().waiting());
        nextWindow(head.height()).ifPresent(window -> describe(status.putObject("nextDeadline"), window));
        ArrayNode invalid = status.putArray("invalidPoSts");
        node.watch().findings().forEach(finding -> invalid.add(finding.sentence()));
        return status;
    }

    private Optional<String> trouble() {
        return loop.flatMap(BlockLoop::trouble).map(why -> "no block can be made: " + why);
    }

    private Optional<Pace.Window> nextWindow(long head) {
        return node.windows().stream().filter(window -> window.deadline().close().value() > head)
                .min(Comparator.comparing((Pace.Window window) -> window.deadline().open()));
    }

    private static void describe(ObjectNode json, Pace.Window window) {
        DeadlineInfo deadline = window.deadline();
        json.put("miner", window.miner().toString()).put("index", deadline.index()).put("challenge", deadline.challenge().value())
                .put("open", deadline.open().value()).put("close", deadline.close().value());
    }

    private JsonNode invalidPoSts() {
        ArrayNode list = JSON.arrayNode();
        node.watch().findings().forEach(finding -> {
            ObjectNode item = list.addObject().put("miner", finding.miner()).put("deadline", finding.deadline()).put("epoch",
                    finding.epoch());
            ArrayNode sectors = item.putArray("sectors");
            finding.sectors().forEach(sectors::add);
        });
        return list;
    }

    private JsonNode mine(Args args) {
        long count = args.size() == 0 ? 1 : args.number(0);
        if (count < 1 || count > MAX_MINE) {
            throw RpcException.invalidParams("mine 1 to " + MAX_MINE + " tipsets, not " + count);
        }
        node.mine(count);
        return LongNode.valueOf(node.chain().head().height());
    }

    private JsonNode skipTo(Args args) {
        long epoch = args.number(0);
        long ahead = epoch - node.chain().head().height();
        if (ahead > MAX_SKIP) {
            throw RpcException.invalidParams("skip at most " + MAX_SKIP + " epochs at once, not " + ahead);
        }
        node.skipTo(epoch);
        return LongNode.valueOf(node.chain().head().height());
    }

    private JsonNode held(Args args, boolean hold) {
        String name = args.text(0, "operator");
        if (name.isBlank() || name.length() > MAX_NAME) {
            throw RpcException.invalidParams("the name of a hold has 1 to " + MAX_NAME + " characters");
        }
        if (hold) {
            node.hold(name);
        } else {
            node.release(name);
        }
        return LongNode.valueOf(node.chain().head().height());
    }
}
