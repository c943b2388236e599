package io.sealstream.manager.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealstream.filecoin.ActorId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/** The miner that a command is about: its first parameter. */
final class MinerParameter {
    @Parameters(index = "0", paramLabel = "MINER", description = "Id address, for example f01000.")
    private @Nullable ActorId miner;

    ActorId id() {
        return Given.option(miner, "MINER");
    }

    JsonNode json() {
        return Json.text(id().toString());
    }
}
