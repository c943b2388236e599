package io.sealstream.manager.domain;

import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.SectorId;
import io.sealstream.filecoin.TokenAmount;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the chain edge is asked. Questions of a miner first, then those of a lane. */
public sealed interface ChainQuestion {
    /** What randomness is drawn for; names the tag and the base. */
    enum RandomnessPurpose {
        SEAL_TICKET, INTERACTIVE_SEED, WINDOW_POST_CHALLENGE, POST_CHAIN_COMMIT
    }

    record DrawRandomness(ActorId miner, @Nullable Long sector, RandomnessPurpose purpose,
            ChainEpoch epoch) implements ChainQuestion {}

    record ReadPreCommit(SectorId sector) implements ChainQuestion {}

    record ReadSector(SectorId sector) implements ChainQuestion {}

    record ReadMiner(ActorId miner) implements ChainQuestion {}

    record ReadDeadline(ActorId miner, int deadline, ChainEpoch periodStart, ChainEpoch challenge) implements ChainQuestion {}

    /**
     * What sectors cost, who can pay, and whether they would be taken.
     *
     * @param members at least one sector with the life it is to have
     * @param senders addresses whose balances are wanted
     */
    record QuoteCommitment(ActorId miner, Purpose purpose, int sealProof, List<Member> members,
            List<Address> senders) implements ChainQuestion {
        public QuoteCommitment {
            members = List.copyOf(members);
            senders = List.copyOf(senders);
        }

        /** One sector. */
        public record Member(long sector, long durationEpochs) {}
    }

    record EstimateMessage(Address sender, String intent, Bytes message, TokenAmount maxFee) implements ChainQuestion {}

    record PushMessage(Address sender, String intent, Cid cid, Bytes signedMessage) implements ChainQuestion {}

    /** {@code alternatives}: other signed messages with that nonce, any of which may have landed. */
    record SearchMessage(Address sender, String intent, Cid cid, long nonce,
            List<Cid> alternatives) implements ChainQuestion {
        public SearchMessage {
            alternatives = List.copyOf(alternatives);
        }
    }
}
