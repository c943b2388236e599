package io.sealstream.manager.config;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.SealProofType;
import io.sealstream.filecoin.SectorSize;
import io.sealstream.schemas.avro.MinerPolicy;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What a file says about one miner. It is only a way to write a {@code SetPolicy} down: the policy in force is the one in the log. */
public final class PolicyFile {
    private final ActorId miner;
    private final Optional<SectorSize> sectorSize;
    private final PolicyDraft draft;
    private final List<String> ignored;

    PolicyFile(ActorId miner, Optional<SectorSize> sectorSize, PolicyDraft draft, List<String> ignored) {
        this.miner = miner;
        this.sectorSize = sectorSize;
        this.draft = draft;
        this.ignored = List.copyOf(ignored);
    }

    /**
     * One value of the policy.
     *
     * @param key    as our own policy file names it
     * @param value  as people read it
     * @param source place in the file, {@code --set}, or {@code default}
     */
    public record Line(String key, String value, String source) {}

    public ActorId miner() {
        return miner;
    }

    /** Sector size, where the file names it; otherwise the chain's answer fixes the seal proof type. */
    public Optional<SectorSize> sectorSize() {
        return sectorSize;
    }

    /** The whole policy, value by value. */
    public List<Line> lines() {
        return draft.lines();
    }

    /** Keys of the file that mean nothing here, each with its place and the reason. */
    public List<String> ignored() {
        return ignored;
    }

    /** The policy for a miner of that sector size; a file that names another size is refused by the caller. */
    public MinerPolicy policyFor(SectorSize size) {
        return policyFor(size, UnaryOperator.identity());
    }

    /** The policy with its senders as keys: {@code keyOf} gives the key address of an account, since messages are signed by keys. */
    public MinerPolicy policyFor(SectorSize size, UnaryOperator<Address> keyOf) {
        ObjectNode json = draft.json().put("sealProof", SealProofType.of(size, SealProofType.Generation.V1_1).code());
        for (String senders : List.of("preCommitSenders", "proveCommitSenders", "postSenders")) {
            ArrayNode keys = json.arrayNode();
            json.path(senders).forEach(each -> keys.add(keyOf.apply(Address.parse(each.textValue())).toString()));
            json.set(senders, keys);
        }
        return PolicyJson.read(json);
    }
}
