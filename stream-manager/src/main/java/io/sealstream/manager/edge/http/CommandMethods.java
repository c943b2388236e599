package io.sealstream.manager.edge.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.SectorId;
import io.sealstream.manager.config.PolicyJson;
import io.sealstream.schemas.Topics;
import io.sealstream.schemas.avro.AbortSector;
import io.sealstream.schemas.avro.AllocateSectors;
import io.sealstream.schemas.avro.MinerPolicy;
import io.sealstream.schemas.avro.ReadDigest;
import io.sealstream.schemas.avro.FlushBatch;
import io.sealstream.schemas.avro.Purpose;
import io.sealstream.schemas.avro.RetrySector;
import io.sealstream.schemas.avro.SetPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Methods that command a miner or ask it in the order of its commands. The first two parameters are always the client's name and its own rising number. */
final class CommandMethods {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_SECTORS = 100_000;

    private final CommandGateway gateway;

    CommandMethods(CommandGateway gateway) {
        this.gateway = gateway;
    }

    Map<String, EdgeMethod> all() {
        return Map.of("SetPolicy", this::setPolicy, "AllocateSectors", this::allocateSectors, "AbortSector", this::abortSector,
                "RetrySector", this::retrySector, "FlushBatch", this::flushBatch, "Digest", this::digest);
    }

    /** {@code SetPolicy(client, number, miner, policy)}; the policy as an object or as its JSON text. */
    private JsonNode setPolicy(Params params) {
        params.atMost(4);
        String miner = params.miner(2, "miner").toString();
        MinerPolicy policy = policy(params.json(3, "policy"));
        return ask(params, miner,
                request -> SetPolicy.newBuilder().setRequest(request).setMiner(miner).setPolicy(policy).build());
    }

    private static MinerPolicy policy(JsonNode json) {
        try {
            return PolicyJson.read(json.isTextual() ? JSON.readTree(json.textValue()) : json);
        } catch (JsonProcessingException e) {
            throw new RpcFault(RpcFault.BAD_PARAMS, "parameter 4 (policy) is not JSON: " + e.getOriginalMessage());
        } catch (IllegalArgumentException e) {
            throw new RpcFault(RpcFault.BAD_PARAMS, "parameter 4: " + e.getMessage());
        }
    }

    /** {@code AllocateSectors(client, number, miner, count)}. */
    private JsonNode allocateSectors(Params params) {
        params.atMost(4);
        ActorId miner = params.miner(2, "miner");
        long count = params.number(3, "count", 1);
        if (count > MOST_SECTORS) {
            throw new RpcFault(RpcFault.BAD_PARAMS,
                    "parameter 4 (count) is above " + MOST_SECTORS + "; ask for fewer sectors at a time");
        }
        return ask(params, miner.toString(),
                request -> AllocateSectors.newBuilder().setRequest(request).setMiner(miner.toString())
                        .setCount(Math.toIntExact(count)).build());
    }

    /** {@code AbortSector(client, number, miner, sector, reason)}. */
    private JsonNode abortSector(Params params) {
        params.atMost(5);
        SectorId sector = sector(params);
        String reason = params.text(4, "reason");
        return ask(params, sector.toString(),
                request -> AbortSector.newBuilder().setRequest(request).setMiner(sector.miner().toString())
                        .setSector(sector.number()).setReason(reason).build());
    }

    /** {@code RetrySector(client, number, miner, sector)}. */
    private JsonNode retrySector(Params params) {
        params.atMost(4);
        SectorId sector = sector(params);
        return ask(params, sector.toString(),
                request -> RetrySector.newBuilder().setRequest(request).setMiner(sector.miner().toString())
                        .setSector(sector.number()).build());
    }

    /** {@code FlushBatch(client, number, miner, purpose, sectors)}: purpose PRECOMMIT or PROVE_COMMIT; no sectors: all that wait. */
    private JsonNode flushBatch(Params params) {
        params.atMost(5);
        ActorId miner = params.miner(2, "miner");
        Purpose purpose = purpose(params.text(3, "purpose"));
        List<Long> sectors = sectors(params.json(4, "sectors"));
        return ask(params, miner.toString(), request -> FlushBatch.newBuilder().setRequest(request).setMiner(miner.toString())
                .setPurpose(purpose).setSectors(sectors).build());
    }

    private static Purpose purpose(String text) {
        return switch (text) {
            case "PRECOMMIT" -> Purpose.PRECOMMIT;
            case "PROVE_COMMIT" -> Purpose.PROVE_COMMIT;
            default -> throw new RpcFault(RpcFault.BAD_PARAMS,
                    "parameter 4 (purpose) must be PRECOMMIT or PROVE_COMMIT, not " + text);
        };
    }

    private static List<Long> sectors(JsonNode json) {
        List<Long> numbers = new ArrayList<>();
        for (JsonNode each : json) {
            if (!each.canConvertToLong() || !each.isIntegralNumber() || each.longValue() < 0) {
                throw new RpcFault(RpcFault.BAD_PARAMS, "parameter 5 (sectors) must be a list of sector numbers, not " + json);
            }
            numbers.add(each.longValue());
        }
        return numbers;
    }

    /**
     * {@code Digest(client, number, log)}: digest of all states of a miner ({@code f01000}) or of a sender's lane. A question through the
     * log, so the answer has its place in the order of commands; asked again, it is answered anew.
     */
    private JsonNode digest(Params params) {
        params.atMost(3);
        Address log = params.address(2, "log");
        String key = log.isKey() ? log.toString() : params.miner(2, "log").toString();
        return gateway.ask(log.isKey() ? Topics.MESSAGE_COMMAND : Topics.MINER_COMMAND, key, params.name(0, "client"),
                params.number(1, "number", 1), request -> ReadDigest.newBuilder().setRequest(request).setLog(key).build());
    }

    private static SectorId sector(Params params) {
        return new SectorId(params.miner(2, "miner"), params.number(3, "sector", 0));
    }

    private JsonNode ask(Params params, String key,
            java.util.function.Function<io.sealstream.schemas.avro.Request, org.apache.avro.specific.SpecificRecord> command) {
        return gateway.ask(Topics.MINER_COMMAND, key, params.name(0, "client"), params.number(1, "number", 1), command);
    }
}
