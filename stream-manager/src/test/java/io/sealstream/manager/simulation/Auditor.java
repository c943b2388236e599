package io.sealstream.manager.simulation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.Address;
import io.sealstream.manager.replay.Fold;
import io.sealstream.schemas.Partitions;
import io.sealstream.schemas.Topic;
import io.sealstream.schemas.Topics;
import io.sealstream.schemas.avro.ReadDigest;
import io.sealstream.schemas.avro.Reply;
import io.sealstream.schemas.avro.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Asks for digests at random moments, through the log, and compares them with those of the events at that sequence. */
final class Auditor {
    private static final String CLIENT = "auditor";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final World world;
    private final Fold fold;
    private final Dice dice;
    private final List<String> logs = new ArrayList<>();
    private long number;
    private int answered;

    Auditor(World world, Fold fold, Set<Address> lanes, List<ActorId> miners) {
        this.world = world;
        this.fold = fold;
        this.dice = world.dice(CLIENT);
        miners.forEach(miner -> logs.add(miner.toString()));
        lanes.stream().map(Address::toString).sorted().forEach(logs::add);
        world.log().witness(record -> {
            if (record.topic.equals(Topics.REPLY) && world.log().read(record) instanceof Reply reply
                    && reply.getClient().equals(CLIENT) && reply.getOk()) {
                compare(reply.getValue());
            }
        });
        world.after(pause(), this::ask);
    }

    private long pause() {
        return dice.between(60_000L, 600_000L);
    }

    int answered() {
        return answered;
    }

    private void ask() {
        String log = dice.pick(logs);
        Topic topic = Address.parse(log).isKey() ? Topics.MESSAGE_COMMAND : Topics.MINER_COMMAND;
        if (world.log().reachable()) {
            world.log().append(topic, Partitions.partitionFor(topic, log, world.log().partitions()), log,
                    new ReadDigest(new Request(CLIENT, ++number, 0, 0L), log));
        }
        world.after(pause(), this::ask);
    }

    private void compare(String value) {
        try {
            JsonNode answer = JSON.readTree(value);
            String log = answer.path("log").asText();
            if (answer.path("sequence").asLong() != fold.position(log)
                    || !answer.path("digest").asText().equals(fold.digest(log))) {
                throw new Violation("replay", "the digest " + value + " differs from that of the events, " + fold.digest(log)
                        + " at " + fold.position(log));
            }
            answered++;
        } catch (JsonProcessingException e) {
            throw new Violation("replay", "a digest that cannot be read: " + value, e);
        }
    }
}
