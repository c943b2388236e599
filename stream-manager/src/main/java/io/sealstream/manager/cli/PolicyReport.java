package io.sealstream.manager.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.manager.whatif.Outcome;
import io.sealstream.manager.whatif.Reality;
import io.sealstream.manager.whatif.Tally;
import io.sealstream.manager.whatif.Waits;
import java.io.PrintWriter;
import java.math.RoundingMode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What {@code policy-replay} prints: what really happened first, then each policy. */
record PolicyReport(ActorId miner, int sectors, Reality reality, List<Outcome> policies) {
    private static final int MIDDLE = 50;
    private static final int HIGH = 95;
    private static final int MOST = 100;
    private static final int FIL_SCALE = 18;
    private static final int FIL_DIGITS = 6;
    private static final double MILLION = 1e6;

    void print(PrintWriter out, boolean asJson) {
        if (asJson) {
            out.println(json().toPrettyString());
        } else {
            out.println(sectors + " sectors of " + miner + "; waits in epochs of 30 seconds; paid for gas as recorded: "
                    + reality.paid().format());
            table().print(out);
        }
        out.flush();
    }

    private Stream<Outcome> outcomes() {
        return Stream.concat(Stream.of(reality.outcome()), policies.stream());
    }

    private Table table() {
        Table table = new Table("POLICY", "MESSAGES OF", "NUMBER", "SECTORS", "EXACT MGAS", "STATE MGAS", "BURNT FIL",
                "WAIT MEAN", "P50",
                "P95", "MAX", "NEAR EXPIRY", "MISSED", "FAILED");
        outcomes().forEach(each -> {
            row(table, each.name(), "precommit", each.preCommit(), each.preCommit().waits());
            row(table, "", "prove-commit", each.proveCommit(), each.proveCommit().waits());
            row(table, "", "both", each.both(), each.waits());
        });
        return table;
    }

    private static void row(Table table, String name, String kind, Tally tally, Waits waits) {
        table.row(name, kind, Long.toString(tally.messages()), Long.toString(tally.sectors()), millions(tally.exactGas()),
                millions(tally.stateGas()), fil(tally.burnt()), String.format(Locale.ROOT, "%.0f", waits.mean()),
                Long.toString(waits.percentile(MIDDLE)), Long.toString(waits.percentile(HIGH)),
                Long.toString(waits.percentile(MOST)),
                Long.toString(tally.nearExpiry()), Long.toString(tally.missed()), Long.toString(tally.failed()));
    }

    private static String millions(long gas) {
        return String.format(Locale.ROOT, "%.1f", gas / MILLION);
    }

    private static String fil(TokenAmount amount) {
        return new BigDecimal(amount.atto(), FIL_SCALE).setScale(FIL_DIGITS, RoundingMode.HALF_UP).toPlainString();
    }

    private ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("miner", miner.toString()).put("sectors", sectors).put("paid",
                reality.paid().toString());
        ArrayNode array = json.putArray("policies");
        outcomes().forEach(each -> {
            ObjectNode policy = array.addObject().put("name", each.name());
            policy.set("preCommit", json(each.preCommit(), each.preCommit().waits()));
            policy.set("proveCommit", json(each.proveCommit(), each.proveCommit().waits()));
            policy.set("both", json(each.both(), each.waits()));
        });
        return json;
    }

    private static ObjectNode json(Tally tally, Waits waits) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("messages", tally.messages()).put("sectors", tally.sectors())
                .put("exactGas", tally.exactGas()).put("stateGas", tally.stateGas()).put("burnt", tally.burnt().toString());
        json.putObject("wait").put("mean", waits.mean()).put("p50", waits.percentile(MIDDLE)).put("p95", waits.percentile(HIGH))
                .put("max", waits.percentile(MOST));
        return json.put("nearExpiry", tally.nearExpiry()).put("missed", tally.missed()).put("failed", tally.failed());
    }
}
