package io.sealstream.devnet.chain;

import static io.sealstream.devnet.chain.TestChain.OWNER;
import static io.sealstream.devnet.chain.TestChain.SECP;
import static io.sealstream.devnet.chain.TestChain.WORKER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.BlockHeader;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.Message;
import io.sealstream.filecoin.MsgMeta;
import io.sealstream.filecoin.Pledge;
import io.sealstream.filecoin.SectorSize;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.SignedMessage;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.actors.CreateMinerReturn;
import io.sealstream.filecoin.actors.SectorPreCommitInfo;
import io.sealstream.filecoin.json.FilecoinJson;
import io.sealstream.filecoin.state.MsgLookup;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a node shows: objects by CID, the network, parent states, nulls, quotes (chain.md 3.1 to 3.4). */
final class NodeViewsTest {
    private static final JsonNode HEAD = TextNodes.none();

    @TempDir
    private Path home = Path.of("");
    private RunningChain chain;

    @BeforeEach
    void start() {
        chain = new RunningChain(home);
    }

    @AfterEach
    void stop() {
        chain.close();
    }

    private Address createMiner() {
        chain.fund(OWNER);
        chain.fund(WORKER);
        MsgLookup created = FilecoinJson.read(MsgLookup.SHAPE, chain.send(OWNER, Address.POWER, TokenAmount.ofFil(5),
                TestChain.CREATE_MINER, Bytes.of(TestChain.createParams().toCbor())));
        return CreateMinerReturn.fromCbor(created.receipt().returnValue().toArray()).idAddress();
    }

    private byte[] object(Cid cid) {
        assertThat(chain.call("Filecoin.ChainHasObj", FilecoinJson.cid(cid)).booleanValue()).isTrue();
        return FilecoinJson.read(Shapes.BYTES, chain.call("Filecoin.ChainReadObj", FilecoinJson.cid(cid))).toArray();
    }

    @Test
    void shouldServeObjectsThatHashToTheirNames() {
        chain.fund(OWNER);
        chain.fund(SECP);
        SignedMessage bls = chain.push(Message.call(WORKER, OWNER, TokenAmount.ofFil(1), 0, Bytes.EMPTY));
        SignedMessage secp = chain.push(Message.call(WORKER, SECP, TokenAmount.ofFil(1), 0, Bytes.EMPTY));
        chain.node.mine(2);
        BlockHeader header = chain.node.chain().store().atOrBefore(chain.height() - 1).tipSet().minTicketBlock();
        assertThat(object(header.cid())).isEqualTo(header.toCbor());
        assertThat(object(bls.cid())).isEqualTo(bls.message().toCbor());
        assertThat(object(secp.cid())).isEqualTo(secp.toCbor());
        MsgMeta roots = MsgMeta.fromCbor(object(header.messages()));
        assertThat(Shapes.list(Shapes.CID).fromCbor(object(roots.blsMessages()))).containsExactly(bls.cid());
        assertThat(Shapes.list(Shapes.CID).fromCbor(object(roots.secpkMessages()))).containsExactly(secp.cid());
        JsonNode messages = chain.call("Filecoin.ChainGetBlockMessages", FilecoinJson.cid(header.cid()));
        assertThat(messages.path("Cids")).hasSize(2);
        assertThat(FilecoinJson.signedMessage(messages.path("SecpkMessages").path(0))).isEqualTo(secp);
        assertThat(chain.call("Filecoin.ChainHasObj", FilecoinJson.cid(header.parentStateRoot())).booleanValue()).isFalse();
    }

    @Test
    void shouldServeEveryHeaderUnderTheKeyOfItsTipset() {
        chain.node.skipTo(chain.height() + 90);
        JsonNode tipSet = chain.call("Filecoin.ChainHead");
        while (tipSet.path("Height").longValue() > TestChain.PREPARED - 2) {
            assertThat(FilecoinJson.tipSet(tipSet).key()).isEqualTo(FilecoinJson.tipSetKey(tipSet.path("Cids")));
            tipSet = chain.call("Filecoin.ChainGetTipSet", tipSet.path("Blocks").path(0).path("Parents"));
        }
        assertThat(chain.call("Filecoin.ChainGetGenesis").path("Height").longValue()).isZero();
    }

    @Test
    void shouldWriteNullWhereANodeHasNothing() {
        JsonNode genesis = chain.call("Filecoin.ChainGetGenesis").path("Cids").path(0);
        assertThat(chain.call("Filecoin.ChainGetParentMessages", genesis).isNull()).isTrue();
        assertThat(chain.call("Filecoin.ChainGetParentReceipts", genesis).isNull()).isTrue();
        JsonNode head = chain.call("Filecoin.ChainHead").path("Cids");
        assertThat(chain.call("Filecoin.ChainGetParentReceipts", head.path(0))).isEmpty();
        assertThat(chain.call("Filecoin.ChainGetParentReceipts", head.path(0)).isArray()).isTrue();
        assertThat(chain.call("Filecoin.ChainGetMessagesInTipset", head).isNull()).isTrue();
        JsonNode miner = FilecoinJson.address(createMiner());
        assertThat(chain.call("Filecoin.StateMinerSectors", miner, TextNodes.none(), HEAD).isNull()).isTrue();
        assertThat(chain.call("Filecoin.StateMinerPartitions", miner, TextNodes.number(0), HEAD).isNull()).isTrue();
        assertThat(chain.call("Filecoin.StateSectorGetInfo", miner, TextNodes.number(1), HEAD).isNull()).isTrue();
        assertThat(chain.call("Filecoin.StateSectorPreCommitInfo", miner, TextNodes.number(1), HEAD).isNull()).isTrue();
        assertThat(chain.call("Filecoin.StateMinerAllocated", miner, HEAD)).hasToString("[0]");
        assertThat(chain.call("Filecoin.StateMinerInfo", miner, HEAD).path("PeerId").isNull()).isTrue();
    }

    private static ArrayNode bits(long... runs) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (long run : runs) {
            list.add(run);
        }
        return list;
    }

    @Test
    void shouldRefuseSectorsAndDeadlinesThatAreNotThere() {
        JsonNode miner = FilecoinJson.address(createMiner());
        assertThatThrownBy(() -> chain.call("Filecoin.StateMinerPartitions", miner, TextNodes.number(48), HEAD))
                .hasMessage("failed to load the deadline: invalid deadline 48");
        assertThatThrownBy(() -> chain.call("Filecoin.StateSectorPartition", miner, TextNodes.number(7), HEAD))
                .hasMessage("sector 7 not due at any deadline");
        assertThatThrownBy(() -> chain.call("Filecoin.StateSectorExpiration", miner, TextNodes.number(7), HEAD))
                .hasMessage("failed to find sector 7");
        assertThatThrownBy(() -> chain.call("Filecoin.StateMinerSectors", miner, bits(7, 1), HEAD))
                .hasMessage("can't find sector 7");
    }

    @Test
    void shouldShowTheParentStateOfATipset() {
        chain.fund(OWNER);
        chain.push(Message.call(WORKER, OWNER, TokenAmount.ofFil(1), 0, Bytes.EMPTY));
        chain.node.mine(1);
        JsonNode executing = FilecoinJson.tipSetKey(chain.node.chain().head().key());
        assertThatThrownBy(() -> chain.call("Filecoin.StateLookupID", FilecoinJson.address(WORKER), executing))
                .hasMessage("actor not found");
        chain.node.mine(1);
        assertThat(chain.call("Filecoin.StateLookupID", FilecoinJson.address(WORKER), HEAD).textValue()).startsWith("f0");
    }

    @Test
    void shouldDescribeTheNetwork() {
        JsonNode params = chain.call("Filecoin.StateGetNetworkParams");
        assertThat(params.path("NetworkName").textValue()).isEqualTo("devnet");
        assertThat(params.path("SupportedProofTypes")).extracting(JsonNode::intValue).containsExactlyInAnyOrder(5, 6, 10, 11);
        assertThat(params.path("ForkUpgradeParams").path("UpgradeGoldenWeekHeight").longValue()).isNegative();
        assertThat(params.path("PreCommitChallengeDelay").longValue()).isEqualTo(10);
        assertThat(chain.call("Filecoin.Version").path("APIVersion").intValue()).isEqualTo(0x020300);
        assertThat(RunningChain.await(chain.http("v0").call("Filecoin.Version", List.of())).path("APIVersion").intValue())
                .isEqualTo(0x010500);
        JsonNode codes = chain.call("Filecoin.StateActorCodeCIDs", TextNodes.number(28));
        assertThat(codes).hasSize(16);
        JsonNode miner = FilecoinJson.address(createMiner());
        assertThat(chain.call("Filecoin.StateGetActor", miner, HEAD).path("Code")).isEqualTo(codes.path("storageminer"));
        assertThat(chain.call("Filecoin.StateGetActor", TextNodes.of("f04"), HEAD).path("Code"))
                .isEqualTo(codes.path("storagepower"));
        assertThat(chain.call("Filecoin.StateListMiners", HEAD)).hasSize(1);
    }

    @Test
    void shouldQuotePledgesInBothForms() {
        JsonNode miner = FilecoinJson.address(createMiner());
        Pledge economy = chain.node.chain().rules().economy();
        SectorPreCommitInfo info = SectorPreCommitInfo.committedCapacity(5, 1, TestChain.sealed(1), ChainEpoch.ZERO,
                new ChainEpoch(600_000));
        TokenAmount pledge = economy.initialPledge(BigInteger.valueOf(SectorSize.KIB_2.bytes())).scaled(110, 100);
        assertThat(chain
                .call("Filecoin.StateMinerInitialPledgeCollateral", miner, FilecoinJson.write(SectorPreCommitInfo.SHAPE, info),
                        HEAD)
                .textValue()).isEqualTo(pledge.toString());
        JsonNode size = TextNodes.number(2048);
        TokenAmount verified = economy.initialPledge(BigInteger.valueOf(20480)).scaled(110, 100);
        assertThat(chain.call("Filecoin.StateMinerInitialPledgeForSector", TextNodes.number(1000), size, size, HEAD).textValue())
                .isEqualTo(verified.toString());
        assertThatThrownBy(() -> chain.call("Filecoin.StateMinerInitialPledgeForSector", TextNodes.number(0), size, size, HEAD))
                .hasMessage("sector duration must greater than 0");
        assertThatThrownBy(() -> chain.call("Filecoin.StateMinerInitialPledgeForSector", TextNodes.number(1000), size,
                TextNodes.number(2049), HEAD)).hasMessage("verified deal size must be less than or equal to sector size");
    }

    @Test
    void shouldPushBatchesAndListWhatWaits() {
        chain.fund(OWNER);
        ArrayNode batch = JsonNodeFactory.instance.arrayNode();
        for (long nonce = 0; nonce < 3; nonce++) {
            Message message = Message.call(WORKER, OWNER, TokenAmount.ofFil(1), 0, Bytes.EMPTY).withNonce(nonce).withGas(
                    10_000_000,
                    TokenAmount.ofAtto(200_000), TokenAmount.ofAtto(100_000));
            batch.add(FilecoinJson.signedMessage(TestChain.signed(message)));
        }
        assertThat(chain.call("Filecoin.MpoolBatchPush", batch)).hasSize(3);
        assertThat(chain.call("Filecoin.MpoolPending", HEAD)).hasSize(3);
        assertThat(chain.call("Filecoin.MpoolGetNonce", FilecoinJson.address(OWNER)).longValue()).isEqualTo(3);
        ArrayNode large = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i <= 1000; i++) {
            large.add(batch.path(0));
        }
        assertThatThrownBy(() -> chain.call("Filecoin.MpoolBatchPush", large)).hasMessageContaining("at most 1000 messages");
    }
}
