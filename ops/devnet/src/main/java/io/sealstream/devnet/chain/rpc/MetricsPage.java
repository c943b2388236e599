package io.sealstream.devnet.chain.rpc;

import io.sealstream.devnet.chain.blocks.Chain;
import io.sealstream.devnet.chain.metrics.MethodCost;
import io.sealstream.devnet.chain.metrics.MethodMetrics;
import io.sealstream.filecoin.ExitCode;
import io.sealstream.filecoin.TokenAmount;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code GET /metrics.html}: gas and fee per method of a run, for people. Plain HTML; reload it to see more. */
final class MetricsPage {
    private static final int FIL_DECIMALS = 18;
    private static final MathContext DIGITS = new MathContext(4);
    private static final String HEAD = """
                                       <!doctype html><html lang="en"><head><meta charset="utf-8"><title>Gas and fee per method</title>
                                       <style>
                                       body { font: 14px/1.5 system-ui, sans-serif; margin: 2em auto; max-width: 80em; padding: 0 1em; }
                                       table { border-collapse: collapse; } th, td { padding: .2em .8em; border-bottom: 1px solid #ccc; }
                                       td.n { text-align: right; font-variant-numeric: tabular-nums; } tr.failed td { color: #a00; }
                                       tr.sum td { font-weight: bold; }
                                       </style></head><body>
                                       """;
    private static final String COLUMNS = """
                                          <table><tr><th>actor</th><th>method</th><th>exit</th><th>messages</th><th>gas, least</th><th>mean</th><th>most</th>
                                          <th>sum</th><th>burnt, FIL</th><th>tips, FIL</th><th>fee a message, FIL</th></tr>
                                          """;

    private final Chain chain;
    private final MethodMetrics metrics;

    MetricsPage(Chain chain, MethodMetrics metrics) {
        this.chain = chain;
        this.metrics = metrics;
    }

    String html() {
        List<MethodCost> costs = metrics.all();
        String rows = costs.stream().map(MetricsPage::row).collect(Collectors.joining());
        return HEAD + "<h1>Gas and fee per method</h1>\n<p>Network " + escaped(chain.rules().policy().name()) + ", epochs 0 to "
                + chain.head().height() + ", base fee now " + chain.head().tipSet().parentBaseFee()
                + " attoFIL. Counted from the receipts of the chain.</p>\n"
                + (costs.isEmpty() ? "<p>No message has landed yet.</p>\n" : COLUMNS + rows + sum(costs) + "</table>\n")
                + "</body></html>\n";
    }

    private static String row(MethodCost cost) {
        boolean failed = cost.key().exitCode() != 0;
        String names = Stream.of(cost.key().actor(), cost.key().methodName(),
                failed ? ExitCode.describe(cost.key().exitCode()) : "ok").map(MetricsPage::cell).collect(Collectors.joining());
        return (failed ? "<tr class=\"failed\">" : "<tr>") + names + number(cost.count()) + number(cost.gasMin())
                + number(cost.gasMean()) + number(cost.gasMax()) + number(cost.gasSum()) + fil(cost.burn()) + fil(cost.tip())
                + fil(cost.fee().scaled(1, cost.count())) + "</tr>\n";
    }

    private static String sum(List<MethodCost> costs) {
        TokenAmount burn = costs.stream().map(MethodCost::burn).reduce(TokenAmount.ZERO, TokenAmount::plus);
        TokenAmount tip = costs.stream().map(MethodCost::tip).reduce(TokenAmount.ZERO, TokenAmount::plus);
        long count = costs.stream().mapToLong(MethodCost::count).sum();
        return "<tr class=\"sum\">" + cell("all") + cell("") + cell("") + number(count) + cell("") + cell("") + cell("")
                + number(costs.stream().mapToLong(MethodCost::gasSum).sum()) + fil(burn) + fil(tip)
                + fil(burn.plus(tip).scaled(1, count)) + "</tr>\n";
    }

    private static String cell(String text) {
        return "<td>" + escaped(text) + "</td>";
    }

    private static String number(long value) {
        return "<td class=\"n\">" + String.format(Locale.ROOT, "%,d", value) + "</td>";
    }

    /** Four digits, as amounts differ by many orders. */
    private static String fil(TokenAmount amount) {
        return "<td class=\"n\">" + new BigDecimal(amount.atto(), FIL_DECIMALS).round(DIGITS).stripTrailingZeros().toPlainString()
                + "</td>";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
