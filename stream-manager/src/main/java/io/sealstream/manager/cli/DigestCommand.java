package io.sealstream.manager.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.Address;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code digest}: what the running manager holds, as one number a log. */
@Command(name = "digest", mixinStandardHelpOptions = true,
        description = "Asks the manager for the digest of all its states of a miner or lane, and the sequence it stands at; "
                + "`replay --until SEQ` must find the same in the log. Without --miner and --sender: of all.")
final class DigestCommand implements Callable<Integer> {
    @Option(names = "--miner", paramLabel = "MINER", description = "A miner; may be repeated.")
    private List<ActorId> miners = new ArrayList<>();
    @Option(names = "--sender", paramLabel = "ADDRESS", description = "The lane of a sender (its key address); may be repeated.")
    private List<Address> senders = new ArrayList<>();
    @Mixin
    private final CommonOptions options;

    DigestCommand(Surroundings surroundings) {
        this.options = new CommonOptions(surroundings);
    }

    @Override
    public Integer call() {
        ArrayNode answers = JsonNodeFactory.instance.arrayNode();
        Table table = new Table("LOG", "SEQUENCE", "DIGEST");
        for (String log : logs()) {
            JsonNode answer = options.request(null, "Digest", Json.text(log));
            answers.add(answer);
            table.row(log, answer.path("sequence").asText(), answer.path("digest").asText());
        }
        options.show(answers, table);
        return 0;
    }

    private List<String> logs() {
        List<String> logs = new ArrayList<>();
        miners.forEach(each -> logs.add(each.toString()));
        senders.forEach(each -> logs.add(each.toString()));
        if (logs.isEmpty()) {
            options.call("Miners").forEach(each -> logs.add(each.path("miner").asText()));
            options.call("Lanes").forEach(each -> logs.add(each.path("sender").asText()));
        }
        return logs;
    }
}
