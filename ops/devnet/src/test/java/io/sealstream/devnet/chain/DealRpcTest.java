package io.sealstream.devnet.chain;

import static io.sealstream.devnet.chain.TestChain.OWNER;
import static io.sealstream.devnet.chain.TestChain.STRANGER;
import static io.sealstream.devnet.chain.TestChain.WORKER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.Commitments;
import io.sealstream.filecoin.PieceInfo;
import io.sealstream.filecoin.SectorSize;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.actors.CreateMinerReturn;
import io.sealstream.filecoin.actors.SectorPreCommitInfo;
import io.sealstream.filecoin.json.FilecoinJson;
import io.sealstream.filecoin.state.Allocation;
import io.sealstream.filecoin.state.DealProposal;
import io.sealstream.filecoin.state.MsgLookup;
import io.vertx.core.Future;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deals, allocations and claims as nodes show them (chain.md 3.2). */
final class DealRpcTest {
    private static final JsonNode HEAD = TextNodes.none();
    private static final long DAY = 2880;

    @TempDir
    private Path home = Path.of("");
    private RunningChain chain;
    private Address miner = Address.id(0);

    @BeforeEach
    void start() {
        chain = new RunningChain(home);
        List.of(OWNER, WORKER, STRANGER).forEach(chain::fund);
        MsgLookup created = FilecoinJson.read(MsgLookup.SHAPE, chain.send(OWNER, Address.POWER, TokenAmount.ofFil(5),
                TestChain.CREATE_MINER, Bytes.of(TestChain.createParams().toCbor())));
        miner = CreateMinerReturn.fromCbor(created.receipt().returnValue().toArray()).idAddress();
    }

    @AfterEach
    void stop() {
        chain.close();
    }

    private DealProposal deal(int number, long size, boolean verified) {
        return new DealProposal(TestDeals.data(number), size, verified, STRANGER, miner, "deal " + number,
                new ChainEpoch(chain.height() + DAY), new ChainEpoch(chain.height() + 190 * DAY), TokenAmount.ZERO,
                TokenAmount.ZERO,
                TokenAmount.ZERO);
    }

    private void add(DealProposal deal) {
        Future<JsonNode> added = chain.client.call("Devchain.AddDeal", List.of(FilecoinJson.write(DealProposal.SHAPE, deal)));
        while (!added.isComplete()) {
            chain.node.mine(1);
            Thread.onSpinWait();
        }
        assertThat(RunningChain.await(added).path("Receipt").path("ExitCode").longValue()).isZero();
    }

    private static ArrayNode ids(long... deals) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (long deal : deals) {
            list.add(deal);
        }
        return list;
    }

    private JsonNode dataCid(ArrayNode deals) {
        return chain.call("Filecoin.StateComputeDataCID", FilecoinJson.address(miner), TextNodes.number(TestChain.SEAL_2KIB),
                deals, HEAD);
    }

    @Test
    void shouldShowADealThatWaitsForItsSector() {
        add(deal(1, 512, false));
        JsonNode shown = chain.call("Filecoin.StateMarketStorageDeal", TextNodes.number(0), HEAD);
        assertThat(shown.path("Proposal").path("Label").textValue()).isEqualTo("deal 1");
        assertThat(shown.path("Proposal").path("PieceSize").longValue()).isEqualTo(512);
        assertThat(shown.path("State").path("SectorStartEpoch").longValue()).isEqualTo(-1);
        assertThat(chain.call("Filecoin.StateMarketStorageDealProposal", TextNodes.number(0), HEAD))
                .isEqualTo(shown.path("Proposal"));
        assertThat(chain.call("Filecoin.StateGetAllocationIdForPendingDeal", TextNodes.number(0), HEAD).longValue()).isZero();
        assertThat(chain.call("Filecoin.StateGetAllocationForPendingDeal", TextNodes.number(0), HEAD).isNull()).isTrue();
        assertThatThrownBy(() -> chain.call("Filecoin.StateMarketStorageDeal", TextNodes.number(7), HEAD))
                .hasMessageStartingWith("deal 7 not found");
    }

    @Test
    void shouldShowTheAllocationOfAVerifiedDeal() {
        add(deal(1, 1024, true));
        long id = chain.call("Filecoin.StateGetAllocationIdForPendingDeal", TextNodes.number(0), HEAD).longValue();
        assertThat(id).isPositive();
        JsonNode client = FilecoinJson.address(STRANGER);
        JsonNode allocation = chain.call("Filecoin.StateGetAllocation", client, TextNodes.number(id), HEAD);
        assertThat(FilecoinJson.read(Allocation.SHAPE, allocation).size()).isEqualTo(1024);
        assertThat(FilecoinJson.cid(allocation.path("Data"))).isEqualTo(TestDeals.data(1));
        assertThat(chain.call("Filecoin.StateGetAllocationForPendingDeal", TextNodes.number(0), HEAD)).isEqualTo(allocation);
        assertThat(chain.call("Filecoin.StateGetAllocation", client, TextNodes.number(99), HEAD).isNull()).isTrue();
        assertThat(chain.call("Filecoin.StateGetClaim", FilecoinJson.address(miner), TextNodes.number(id), HEAD).isNull())
                .isTrue();
    }

    @Test
    void shouldComputeTheDataOfASectorFromItsDeals() {
        add(deal(1, 512, false));
        add(deal(2, 1024, false));
        assertThat(FilecoinJson.cid(dataCid(ids(0, 1)))).isEqualTo(Commitments.commD(SectorSize.KIB_2,
                List.of(new PieceInfo(TestDeals.data(1), 512), new PieceInfo(TestDeals.data(2), 1024))));
        assertThat(dataCid(ids()).isNull()).isTrue();
        assertThatThrownBy(() -> dataCid(ids(0, 0))).hasMessageContaining("had exit code 16");
        assertThatThrownBy(() -> dataCid(ids(5))).hasMessageContaining("had exit code 17");
    }

    @Test
    void shouldQuoteThePledgeOfVerifiedDeals() {
        add(deal(1, 2048, true));
        DealProposal deal = FilecoinJson.read(DealProposal.SHAPE,
                chain.call("Filecoin.StateMarketStorageDealProposal", TextNodes.number(0), HEAD));
        SectorPreCommitInfo info = new SectorPreCommitInfo(TestChain.SEAL_2KIB, 1, TestChain.sealed(1), ChainEpoch.ZERO,
                List.of(0L),
                new ChainEpoch(chain.height() + deal.endEpoch().since(deal.startEpoch()) + 2 * DAY), null);
        TokenAmount plain = chain.node.chain().rules().economy().initialPledge(BigInteger.valueOf(2048)).scaled(110, 100);
        TokenAmount quoted = new TokenAmount(new BigInteger(chain.call("Filecoin.StateMinerInitialPledgeCollateral",
                FilecoinJson.address(miner), FilecoinJson.write(SectorPreCommitInfo.SHAPE, info), HEAD).textValue()));
        assertThat(quoted).isGreaterThan(plain.times(8)).isLessThan(plain.times(10));
    }
}
