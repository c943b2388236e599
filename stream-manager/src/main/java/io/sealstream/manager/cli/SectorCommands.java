package io.sealstream.manager.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sector}: sectors of a miner. */
final class SectorCommands {
    private SectorCommands() {}

    /** What all of them share: the miner and the connections. */
    abstract static sealed class OfMiner implements Callable<Integer> {
        @Mixin
        final MinerParameter miner = new MinerParameter();
        @Mixin
        final CommonOptions options;

        OfMiner(Surroundings surroundings) {
            this.options = new CommonOptions(surroundings);
        }
    }

    @Command(name = "list", mixinStandardHelpOptions = true,
            description = "Lists the sectors of a miner with what each waits for.")
    static final class ListAll extends OfMiner {
        ListAll(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        public Integer call() {
            JsonNode sectors = options.call("Sectors", miner.json());
            Table table = new Table("SECTOR", "STATE", "NODE", "SINCE", "NOW");
            for (JsonNode sector : sectors) {
                String waits = sector.path("waitingFor").asText()
                        + (sector.path("needsPerson").asBoolean() ? "  [needs a person]" : "");
                table.row(sector.path("sector").asText(), sector.path("state").asText(), sector.path("node").asText(),
                        sector.path("since").asText(), waits);
            }
            options.show(sectors, table);
            return 0;
        }
    }

    @Command(name = "show", mixinStandardHelpOptions = true, description = "Shows a sector with all that happened to it.")
    static final class Show extends OfMiner {
        @Parameters(index = "1", paramLabel = "SECTOR", description = "Sector number.")
        private long sector;

        Show(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        public Integer call() {
            JsonNode detail = options.call("Sector", miner.json(), Json.number(sector));
            if (options.json()) {
                options.say(detail.toPrettyString());
                return 0;
            }
            JsonNode summary = detail.path("summary");
            options.say("sector " + summary.path("sector").asText() + "  " + summary.path("state").asText());
            options.say(summary.path("waitingFor").asText());
            options.say("node " + summary.path("node").asText() + ", store " + summary.path("store").asText());
            options.say("");
            Table table = new Table("EPOCH", "EVENT", "CAUSE", "FIELDS");
            for (JsonNode event : detail.path("events")) {
                table.row(event.path("epoch").asText(), event.path("type").asText(), event.path("cause").asText(),
                        brief(event.path("fields")));
            }
            table.print(options.out());
            return 0;
        }

        private static String brief(JsonNode fields) {
            String text = fields.toString();
            return text.length() <= 160 ? text : text.substring(0, 160) + "…";
        }
    }

    @Command(name = "seal", mixinStandardHelpOptions = true, description = "Asks for sectors to be sealed; idle stores get them.")
    static final class Seal extends OfMiner {
        @Option(names = "--count", paramLabel = "N", defaultValue = "1", description = "How many (default: ${DEFAULT-VALUE}).")
        private int count;
        @Mixin
        private final RequestName exid = new RequestName();

        Seal(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        public Integer call() {
            options.request(exid.given(), "AllocateSectors", miner.json(), Json.number(count));
            options.say(count + (count == 1 ? " more sector is" : " more sectors are") + " wanted of " + miner.id());
            return 0;
        }
    }

    @Command(name = "abort", mixinStandardHelpOptions = true, description = "Gives a sector up; its number is never used again.")
    static final class Abort extends OfMiner {
        @Parameters(index = "1", paramLabel = "SECTOR", description = "Sector number.")
        private long sector;
        @Option(names = "--reason", paramLabel = "TEXT", defaultValue = "given up by the operator",
                description = "Why; kept with the sector.")
        private String reason = "";
        @Option(names = "--really-do-it", description = "Without it nothing is done.")
        private boolean really;

        Abort(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        public Integer call() {
            if (!really) {
                throw new CliFailure(
                        "sector " + miner.id() + "/" + sector + " would be given up for ever; repeat with --really-do-it");
            }
            options.request(null, "AbortSector", miner.json(), Json.number(sector), Json.text(reason));
            options.say("sector " + miner.id() + "/" + sector + " is given up");
            return 0;
        }
    }

    @Command(name = "retry", mixinStandardHelpOptions = true,
            description = "Starts a new attempt of the step that a stuck sector is in.")
    static final class Retry extends OfMiner {
        @Parameters(index = "1", paramLabel = "SECTOR", description = "Sector number.")
        private long sector;

        Retry(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        public Integer call() {
            options.request(null, "RetrySector", miner.json(), Json.number(sector));
            options.say("sector " + miner.id() + "/" + sector + " tries again");
            return 0;
        }
    }

    static List<Object> subcommands(Surroundings surroundings) {
        return List.of(new ListAll(surroundings), new Show(surroundings), new Seal(surroundings), new Abort(surroundings),
                new Retry(surroundings));
    }
}
