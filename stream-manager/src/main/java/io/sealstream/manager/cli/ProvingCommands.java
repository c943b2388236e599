package io.sealstream.manager.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Commands that show WindowPoSts. */
final class ProvingCommands {
    private ProvingCommands() {}

    @Command(name = "list", mixinStandardHelpOptions = true,
            description = "Lists the newest window of each partition of a miner, and what is missed or about to be.")
    static final class ListAll implements Callable<Integer> {
        @Mixin
        private final MinerParameter miner = new MinerParameter();
        @Mixin
        private final CommonOptions options;

        ListAll(Surroundings surroundings) {
            this.options = new CommonOptions(surroundings);
        }

        @Override
        public Integer call() {
            JsonNode summary = options.call("ProvingSummary", miner.json());
            JsonNode windows = options.call("Proving", miner.json());
            if (!options.json()) {
                options.say(headline(summary));
            }
            options.show(windows, table(windows));
            return 0;
        }

        private static Table table(JsonNode windows) {
            Table table = new Table("PARTITION", "STATE", "OPENS", "CLOSES", "SECTORS", "FAULTY", "NOW");
            for (JsonNode each : windows) {
                table.row(each.path("partition").asText(), each.path("state").asText(), each.path("open").asText(),
                        each.path("close").asText(), each.path("sectors").asText(), each.path("faulty").asText(),
                        each.path("waitingFor").asText());
            }
            return table;
        }

        private static String headline(JsonNode summary) {
            JsonNode closesIn = summary.path("closesIn");
            long unplanned = summary.path("current").path("Unplanned").asLong();
            return (closesIn.isNumber()
                    ? "an open window with something unproven closes in " + closesIn.asText() + " epochs"
                    : "all open windows are proven")
                    + (unplanned > 0 ? "; " + unplanned + " open without a plan: the chain could not be read" : "")
                    + "; of the last day: " + summary.path("missed").asText() + " partitions missed, "
                    + summary.path("skipped").asText() + " sectors skipped; " + summary.path("faulty").asText()
                    + " sectors faulty, "
                    + summary.path("recovering").asText() + " recovering";
        }
    }
}
