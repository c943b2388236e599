package io.sealstream.devnet.chain;

import static io.sealstream.devnet.chain.TestChain.OWNER;
import static io.sealstream.devnet.chain.TestChain.WORKER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.Randomness;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.actors.CreateMinerReturn;
import io.sealstream.filecoin.actors.PreCommitSectorBatchParams2;
import io.sealstream.filecoin.actors.SectorPreCommitInfo;
import io.sealstream.filecoin.json.FilecoinJson;
import io.sealstream.filecoin.state.MsgLookup;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The chain does not skip while a drawn ticket waits for its precommit: a skipped day would outdate it. */
final class SealingPaceTest {
    private static final long SEAL_RANDOMNESS = 5;

    @TempDir
    private Path home = Path.of("");

    private static String waiting(RunningChain chain) {
        return chain.call("Devchain.Status").path("waiting").asText();
    }

    private static void draw(RunningChain chain, long epoch) {
        JsonNode entropy = FilecoinJson.write(Shapes.BYTES, Randomness.minerEntropy(new ActorId(1002)));
        chain.call("Filecoin.StateGetRandomnessFromTickets", TextNodes.number(SEAL_RANDOMNESS), TextNodes.number(epoch), entropy,
                TextNodes.none());
    }

    private static Address createMiner(RunningChain chain) {
        chain.fund(OWNER);
        chain.fund(WORKER);
        JsonNode lookup = chain.send(OWNER, Address.POWER, TokenAmount.ofFil(5), TestChain.CREATE_MINER,
                Bytes.of(TestChain.createParams().toCbor()));
        return CreateMinerReturn.fromCbor(FilecoinJson.read(MsgLookup.SHAPE, lookup).receipt().returnValue().toArray())
                .idAddress();
    }

    @Test
    void shouldWaitForThePreCommitOfADrawnTicket() {
        try (RunningChain chain = new RunningChain(home)) {
            Address miner = createMiner(chain);
            chain.node.mine(30);
            long ticket = chain.height() - 900;
            draw(chain, ticket);
            assertThat(waiting(chain)).isEqualTo("held: f01002 seals with the ticket of epoch " + ticket);
            SectorPreCommitInfo sector = SectorPreCommitInfo.committedCapacity(TestChain.SEAL_2KIB, 1, TestChain.sealed(1),
                    new ChainEpoch(ticket),
                    new ChainEpoch(chain.height() + 300 * 2880));
            chain.send(WORKER, miner, TokenAmount.ZERO, TestChain.PRE_COMMIT,
                    Bytes.of(new PreCommitSectorBatchParams2(List.of(sector)).toCbor()));
            chain.node.mine(30);
            draw(chain, ticket);
            assertThat(waiting(chain)).isEqualTo("f01002 has a precommit to prove");
        }
    }
}
