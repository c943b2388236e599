package io.sealstream.devnet.chain;

import static io.sealstream.devnet.chain.TestChain.OWNER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.sealstream.devnet.chain.state.ChainState;
import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.PoStProof;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.json.FilecoinJson;
import io.sealstream.filecoin.state.Allocation;
import io.sealstream.filecoin.state.DealProposal;
import io.sealstream.rpc.RpcException;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the genesis account sends in place of absent parts of the network, over the RPC, and {@code Devchain.CheckWinningPoSt}. */
final class DataRpcTest {
    private static final long DAY = 2880;

    @TempDir
    private Path home = Path.of("");

    private static ActorId miner(RunningChain chain) {
        chain.fund(OWNER);
        chain.fund(TestChain.WORKER);
        chain.send(OWNER, Address.POWER, TokenAmount.ofFil(10), TestChain.CREATE_MINER,
                Bytes.of(TestChain.createParams().toCbor()));
        return chain.node.chain().head().after().miners().iterator().next().id();
    }

    /** The exit code of an admin call; the blocks it takes are mined. */
    private static JsonNode receipt(RunningChain chain, String method, JsonNode... params) {
        Future<JsonNode> sent = chain.client.call(method, List.of(params));
        while (!sent.isComplete()) {
            chain.node.mine(1);
            Thread.onSpinWait();
        }
        return RunningChain.await(sent).path("Receipt");
    }

    private static Allocation allocation(RunningChain chain, ActorId miner, long size) {
        ActorId client = chain.node.chain().head().after().idOf(OWNER).orElseThrow().actorId().orElseThrow();
        return new Allocation(client, miner, TestDeals.data(1), size, 180 * DAY, 400 * DAY, new ChainEpoch(chain.height() + DAY));
    }

    @Test
    void shouldAddAllocationsAndSayWhyNot() {
        try (RunningChain chain = new RunningChain(home)) {
            ActorId miner = miner(chain);
            Allocation good = allocation(chain, miner, 2048);
            JsonNode added = receipt(chain, "Devchain.AddAllocation", FilecoinJson.write(Allocation.SHAPE, good));
            assertThat(added.path("ExitCode").longValue()).isZero();
            assertThat(added.path("Return").textValue()).isEqualTo("AQ==");
            assertThat(chain.node.chain().head().after().registry().allocations().get(1L)).isEqualTo(good);
            JsonNode small = receipt(chain, "Devchain.AddAllocation",
                    FilecoinJson.write(Allocation.SHAPE, allocation(chain, miner, 128)));
            assertThat(small.path("ExitCode").longValue()).isEqualTo(16);
        }
    }

    @Test
    void shouldAddDeals() {
        try (RunningChain chain = new RunningChain(home)) {
            ActorId miner = miner(chain);
            DealProposal deal = new DealProposal(TestDeals.data(1), 2048, true, OWNER, miner.address(), "label",
                    new ChainEpoch(chain.height() + DAY), new ChainEpoch(chain.height() + 200 * DAY), TokenAmount.ofAtto(7),
                    TokenAmount.ZERO, TokenAmount.ZERO);
            JsonNode added = receipt(chain, "Devchain.AddDeal", FilecoinJson.write(DealProposal.SHAPE, deal));
            assertThat(added.path("ExitCode").longValue()).isZero();
            assertThat(added.path("Return").textValue()).isEqualTo("AA==");
            assertThat(chain.node.chain().head().after().market().deal(0).orElseThrow().proposal().storagePricePerEpoch())
                    .isEqualTo(TokenAmount.ofAtto(7));
            assertThat(chain.node.chain().head().after().market().pendingAllocation(0)).contains(1L);
        }
    }

    @Test
    void shouldGrantARewardThatVests() {
        try (RunningChain chain = new RunningChain(home)) {
            ActorId miner = miner(chain);
            TokenAmount before = chain.node.chain().head().after().balance(miner.value());
            TokenAmount locked = chain.node.chain().head().after().miner(miner.address()).orElseThrow().funds().locked();
            JsonNode granted = receipt(chain, "Devchain.GrantReward", FilecoinJson.address(miner.address()),
                    TextNode.valueOf("4 FIL"));
            assertThat(granted.path("ExitCode").longValue()).isZero();
            ChainState after = chain.node.chain().head().after();
            assertThat(after.balance(miner.value())).isEqualTo(before.plus(TokenAmount.ofFil(4)));
            assertThat(after.miner(miner.address()).orElseThrow().funds().locked()).isEqualTo(locked.plus(TokenAmount.ofFil(3)));
        }
    }

    @Test
    void shouldReportAConsensusFault() {
        try (RunningChain chain = new RunningChain(home)) {
            ActorId miner = miner(chain);
            JsonNode reported = receipt(chain, "Devchain.ReportConsensusFault", FilecoinJson.address(miner.address()));
            assertThat(reported.path("ExitCode").longValue()).isZero();
            assertThat(
                    chain.node.chain().head().after().miner(miner.address()).orElseThrow().info().consensusFaultElapsed().value())
                    .isGreaterThan(chain.height());
        }
    }

    @Test
    void shouldSayWhyAWinningPoStCannotBeChecked() {
        try (RunningChain chain = new RunningChain(home)) {
            ActorId miner = miner(chain);
            assertThatThrownBy(() -> chain.call("Devchain.CheckWinningPoSt", FilecoinJson.address(miner.address()),
                    TextNodes.number(chain.height()),
                    FilecoinJson.write(PoStProof.SHAPE, new PoStProof(0, ScriptedVerifier.good(192)))))
                    .isInstanceOf(RpcException.class).hasMessageContaining("a finality before round");
        }
    }
}
