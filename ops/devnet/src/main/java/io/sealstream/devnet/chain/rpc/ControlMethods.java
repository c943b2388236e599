package io.sealstream.devnet.chain.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealstream.devnet.chain.blocks.BaseFees;
import io.sealstream.devnet.chain.blocks.Chain;
import io.sealstream.devnet.chain.blocks.FeeScript;
import io.sealstream.devnet.chain.node.BlockLoop;
import io.sealstream.devnet.chain.node.DevChain;
import io.sealstream.devnet.chain.node.Travel;
import io.sealstream.filecoin.Address;
import io.sealstream.rpc.RpcException;
import io.sealstream.schemas.config.Durations;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** {@code Devchain.*} that steers time and trouble: pace, journeys, null rounds, two-block tipsets, reorgs, messages, base fees. */
final class ControlMethods {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String BY_HAND = "manual";
    private static final long MAX_RUN = 10_000;
    private static final long MAX_SKIP = 2880L * 60;

    private final DevChain node;
    private final Chain chain;
    private final Optional<BlockLoop> loop;
    private final Travel travel;

    /** @param loop makes blocks in time; none where only callers make them */
    ControlMethods(DevChain node, Optional<BlockLoop> loop) {
        this.node = node;
        this.chain = node.chain();
        this.loop = loop;
        this.travel = new Travel(node);
    }

    void register(Methods methods) {
        methods.admin("Controls", 0, 0, args -> controls()).admin("SetPace", 1, 1, this::pace)
                .admin("SetSkipping", 1, 1, this::skipping).admin("RunUntil", 1, 1, this::runUntil)
                .admin("RunUntilDeadline", 1, 2, this::runUntilDeadline).admin("SkipAhead", 1, 1, this::skipAhead)
                .admin("NullRounds", 1, 1, this::nullRounds).admin("TwoBlocks", 1, 1, this::twoBlocks)
                .admin("Reorg", 1, 2, this::reorg).admin("WithholdMessages", 0, 1, args -> withhold(args, true))
                .admin("ReleaseMessages", 0, 1, args -> withhold(args, false)).admin("DropMessages", 0, 0, args -> drop())
                .admin("BaseFees", 1, 2, this::baseFees);
    }

    private long head() {
        return chain.head().height();
    }

    private JsonNode epoch() {
        return LongNode.valueOf(head());
    }

    private JsonNode controls() {
        ObjectNode json = JSON.objectNode().put("epoch", head()).put("pace", paceNow()).put("skipping", node.skipsAhead())
                .put("nullRounds", node.orders().nullRounds()).put("twoBlocks", node.orders().twoBlocks())
                .put("baseFees", chain.baseFees().equals(BaseFees.RULE) ? "rule" : chain.baseFees().toString());
        ArrayNode withheld = json.putArray("withheld");
        chain.pool().withheld().names().forEach(withheld::add);
        chain.blockKey().ifPresent(key -> json.put("blockKey", key.toString()));
        return json;
    }

    private String paceNow() {
        return loop.flatMap(BlockLoop::blockTime).map(time -> time.toMillis() + "ms").orElse(BY_HAND);
    }

    private JsonNode pace(Args args) {
        String text = args.text(0, "");
        Optional<Duration> time = Durations.parse(text);
        if (time.isEmpty() && !text.equals(BY_HAND)) {
            throw RpcException.invalidParams("\"" + text + "\" is no pace; give \"" + BY_HAND + "\" or " + Durations.FORM);
        }
        loop.orElseThrow(() -> RpcException.of("this chain has no block thread; make its tipsets with Devchain.Mine"))
                .blockTime(time);
        return epoch();
    }

    private JsonNode skipping(Args args) {
        if (!(args.json(0) instanceof BooleanNode wanted)) {
            throw RpcException.invalidParams("give true to skip ahead when nobody waits, or false");
        }
        node.skipping(wanted.booleanValue());
        return epoch();
    }

    private JsonNode runUntil(Args args) {
        run(args.number(0));
        return epoch();
    }

    private void run(long epoch) {
        requireWithin(epoch, MAX_RUN, "run");
        travel.runUntil(epoch);
    }

    private void requireWithin(long epoch, long most, String what) {
        if (epoch - head() > most) {
            throw RpcException.invalidParams(what + " at most " + most + " epochs at once, not " + (epoch - head()));
        }
    }

    private JsonNode runUntilDeadline(Args args) {
        run(travel.opening(args.address(0), args.json(1).isNull() ? Optional.empty() : Optional.of(args.number(1))));
        return epoch();
    }

    private JsonNode skipAhead(Args args) {
        requireWithin(args.number(0), MAX_SKIP, "skip");
        travel.skipUntil(args.number(0));
        return epoch();
    }

    private JsonNode nullRounds(Args args) {
        order(() -> node.orders().nullRounds(args.number(0)));
        return epoch();
    }

    private JsonNode twoBlocks(Args args) {
        order(() -> node.orders().twoBlocks(args.number(0)));
        return epoch();
    }

    private static void order(Runnable order) {
        try {
            order.run();
        } catch (IllegalArgumentException e) {
            throw RpcException.invalidParams(String.valueOf(e.getMessage()));
        }
    }

    /** Makes as many tipsets as were thrown out and one more, so that the new chain is the heavier one, unless told otherwise. */
    private JsonNode reorg(Args args) {
        long depth = args.number(0);
        long tipsets = args.json(1).isNull() ? chain.store().above(head() - depth).size() + 1L : args.number(1);
        if (tipsets < 0 || tipsets > MAX_RUN) {
            throw RpcException.invalidParams("make 0 to " + MAX_RUN + " tipsets in a reorg, not " + tipsets);
        }
        node.reorg(depth, tipsets);
        return epoch();
    }

    private JsonNode withhold(Args args, boolean hold) {
        Optional<Address> sender = args.json(0).isNull() ? Optional.empty() : Optional.of(keyOf(args.address(0)));
        if (hold) {
            chain.pool().withheld().hold(sender);
        } else {
            chain.pool().withheld().release(sender);
        }
        return epoch();
    }

    private Address keyOf(Address address) {
        return address.isKey()
                ? address
                : chain.head().after().keyOf(address)
                        .orElseThrow(() -> RpcException.invalidParams(address + " is not an account; give that of a sender"));
    }

    private JsonNode drop() {
        int lost = chain.pool().pending().size();
        node.dropMessages();
        return LongNode.valueOf(lost);
    }

    /** A script as CSV text, or null for the chain's own rule. */
    private JsonNode baseFees(Args args) {
        chain.script(args.json(0).isNull() ? BaseFees.RULE : FeeScript.parse(args.text(0, ""), between(args.text(1, "hold"))));
        return epoch();
    }

    private static FeeScript.Between between(String name) {
        return Arrays.stream(FeeScript.Between.values()).filter(each -> each.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst()
                .orElseThrow(() -> RpcException.invalidParams("\"" + name + "\" is not \"hold\" or \"linear\""));
    }
}
