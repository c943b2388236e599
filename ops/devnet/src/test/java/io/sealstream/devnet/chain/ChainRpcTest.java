package io.sealstream.devnet.chain;

import static io.sealstream.devnet.chain.TestChain.OWNER;
import static io.sealstream.devnet.chain.TestChain.WORKER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.BitField;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.DeadlineInfo;
import io.sealstream.filecoin.Message;
import io.sealstream.filecoin.Pledge;
import io.sealstream.filecoin.SectorSize;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.SignedMessage;
import io.sealstream.filecoin.TipSet;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.actors.CreateMinerReturn;
import io.sealstream.filecoin.actors.PreCommitSectorBatchParams2;
import io.sealstream.filecoin.actors.SectorOnChainInfo;
import io.sealstream.filecoin.actors.SectorPreCommitInfo;
import io.sealstream.filecoin.actors.SectorPreCommitOnChainInfo;
import io.sealstream.filecoin.json.FilecoinJson;
import io.sealstream.filecoin.state.MinerInfo;
import io.sealstream.filecoin.state.MinerPower;
import io.sealstream.filecoin.state.MsgLookup;
import io.sealstream.filecoin.state.Partition;
import io.sealstream.filecoin.state.SectorLocation;
import io.sealstream.rpc.JsonRpcSocket;
import io.sealstream.rpc.RpcException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The RPC over real connections: chain.md 3.2 to 3.4. */
final class ChainRpcTest {
    @TempDir
    private Path home = Path.of("");

    private static JsonNode address(Address address) {
        return FilecoinJson.address(address);
    }

    private static Address createMiner(RunningChain chain) {
        JsonNode lookup = chain.send(OWNER, Address.POWER, TokenAmount.ofFil(5), TestChain.CREATE_MINER,
                Bytes.of(TestChain.createParams().toCbor()));
        MsgLookup found = FilecoinJson.read(MsgLookup.SHAPE, lookup);
        assertThat(found.receipt().exitCode()).isZero();
        return CreateMinerReturn.fromCbor(found.receipt().returnValue().toArray()).idAddress();
    }

    private static Bytes preCommit(RunningChain chain, long number) {
        return Bytes.of(new PreCommitSectorBatchParams2(List.of(SectorPreCommitInfo.committedCapacity(TestChain.SEAL_2KIB, number,
                TestChain.sealed((int) number), new ChainEpoch(chain.height() - 900),
                new ChainEpoch(chain.height() + 300 * 2880)))).toCbor());
    }

    @Test
    void shouldAnswerHeadAndTipsetsByHeightOverNullRounds() {
        try (RunningChain chain = new RunningChain(home)) {
            TipSet before = FilecoinJson.tipSet(chain.call("Filecoin.ChainHead"));
            long height = before.height().value();
            chain.node.produce(height + 30);
            TipSet after = FilecoinJson.tipSet(chain.call("Filecoin.ChainHead"));
            assertThat(after.parents()).isEqualTo(before.key());
            assertThat(FilecoinJson
                    .tipSet(chain.call("Filecoin.ChainGetTipSetByHeight", TextNodes.number(height + 10), TextNodes.none())))
                    .isEqualTo(before);
            assertThat(FilecoinJson
                    .tipSet(chain.call("Filecoin.ChainGetTipSetAfterHeight", TextNodes.number(height + 10), TextNodes.none())))
                    .isEqualTo(after);
            assertThat(FilecoinJson.tipSet(chain.call("Filecoin.ChainGetTipSet", FilecoinJson.tipSetKey(before.key()))))
                    .isEqualTo(before);
            assertThat(
                    FilecoinJson.header(chain.call("Filecoin.ChainGetBlock", FilecoinJson.cid(before.key().cids().getFirst()))))
                    .isEqualTo(before.blocks().getFirst());
            assertThatThrownBy(
                    () -> chain.call("Filecoin.ChainGetTipSetByHeight", TextNodes.number(height + 31), TextNodes.none()))
                    .isInstanceOf(RpcException.class).hasMessageContaining("greater than start point");
        }
    }

    @Test
    void shouldServeBothVersionsAndRefuseUnknownMethodsAndBadParams() {
        try (RunningChain chain = new RunningChain(home)) {
            assertThat(RunningChain.await(chain.http("v0").call("Filecoin.StateNetworkName", List.of())).textValue())
                    .isEqualTo("devnet");
            assertThat(chain.call("Filecoin.StateNetworkVersion", TextNodes.none()).intValue()).isEqualTo(28);
            assertThatThrownBy(() -> chain.call("Filecoin.Nothing")).hasMessageContaining("method 'Filecoin.Nothing' not found");
            assertThatThrownBy(() -> chain.call("Filecoin.StateMinerInfo", TextNodes.of("nonsense"), TextNodes.none()))
                    .hasMessageContaining("(param: 0)");
            assertThatThrownBy(() -> chain.call("Filecoin.StateMinerInfo", TextNodes.of("f09999"), TextNodes.none()))
                    .hasMessageContaining("actor not found");
            assertThat(chain.call("Filecoin.ChainHead").path("Height").longValue()).isEqualTo(chain.height());
        }
    }

    @Test
    void shouldNotifyTheHeadThenEveryHeadAfterIt() {
        try (RunningChain chain = new RunningChain(home)) {
            JsonRpcSocket socket = chain.socket();
            List<JsonNode> seen = new CopyOnWriteArrayList<>();
            long first = chain.height();
            RunningChain.await(socket.subscribe("Filecoin.ChainNotify", List.of(), seen::add, why -> {}));
            await().until(() -> seen.size() == 1);
            chain.node.mine(3);
            chain.node.skipTo(chain.height() + 100);
            await().until(() -> seen.size() == 6);
            assertThat(seen).extracting(change -> change.path(0).path("Type").textValue()).containsExactly("current", "apply",
                    "apply", "apply", "apply",
                    "apply");
            assertThat(seen).extracting(change -> FilecoinJson.tipSet(change.path(0).path("Val")).height().value())
                    .containsExactly(first, first + 1,
                            first + 2, first + 3, first + 63, first + 103);
            socket.close();
        }
    }

    @Test
    void shouldFundThroughAnOrdinaryMessage() {
        try (RunningChain chain = new RunningChain(home)) {
            chain.fund(OWNER);
            assertThat(chain.call("Filecoin.StateGetActor", address(OWNER), TextNodes.none()).path("Balance").textValue())
                    .isEqualTo(TokenAmount.ofFil(100).toString());
            Address id = FilecoinJson.address(chain.call("Filecoin.StateLookupID", address(OWNER), TextNodes.none()));
            assertThat(FilecoinJson.address(chain.call("Filecoin.StateAccountKey", address(id), TextNodes.none())))
                    .isEqualTo(OWNER);
        }
    }

    @Test
    void shouldFindAMessageOneTipsetAfterItsExecution() {
        try (RunningChain chain = new RunningChain(home)) {
            chain.fund(OWNER);
            SignedMessage pushed = chain.push(Message.call(WORKER, OWNER, TokenAmount.ofFil(1), 0, Bytes.EMPTY));
            assertThat(chain.call("Filecoin.MpoolPending", TextNodes.none())).hasSize(1);
            chain.node.mine(1);
            long executed = chain.height();
            JsonNode[] search = { TextNodes.none(), FilecoinJson.cid(pushed.cid()), TextNodes.number(-1), TextNodes.yes()};
            assertThat(chain.call("Filecoin.StateSearchMsg", search).isNull()).isTrue();
            chain.node.mine(1);
            MsgLookup found = FilecoinJson.read(MsgLookup.SHAPE, chain.call("Filecoin.StateSearchMsg", search));
            assertThat(found.height()).isEqualTo(new ChainEpoch(executed + 1));
            assertThat(found.message()).isEqualTo(pushed.cid());
            JsonNode head = chain.call("Filecoin.ChainHead").path("Cids").path(0);
            assertThat(chain.call("Filecoin.ChainGetParentMessages", head).path(0).path("Message").path("Nonce").longValue())
                    .isZero();
            assertThat(chain.call("Filecoin.ChainGetParentReceipts", head).path(0).path("ExitCode").longValue()).isZero();
            assertThat(chain.call("Filecoin.ChainGetMessage", FilecoinJson.cid(pushed.cid())).path("Value").textValue())
                    .isEqualTo("1000000000000000000");
        }
    }

    @Test
    void shouldFindTheReplacementOfAMessage() {
        try (RunningChain chain = new RunningChain(home)) {
            chain.fund(OWNER);
            SignedMessage first = chain.push(Message.call(WORKER, OWNER, TokenAmount.ofFil(1), 0, Bytes.EMPTY));
            Message better = first.message().withGas(first.message().gasLimit(), first.message().gasFeeCap().times(10),
                    first.message().gasPremium().times(2));
            chain.call("Filecoin.MpoolPush", FilecoinJson.signedMessage(TestChain.signed(better)));
            chain.node.mine(2);
            JsonNode found = chain.call("Filecoin.StateSearchMsg", TextNodes.none(), FilecoinJson.cid(first.cid()),
                    TextNodes.number(-1), TextNodes.yes());
            assertThat(FilecoinJson.cid(found.path("Message"))).isEqualTo(TestChain.signed(better).cid());
        }
    }

    @Test
    void shouldRefuseToEstimateAFailingMessageWithItsExitCode() {
        try (RunningChain chain = new RunningChain(home)) {
            chain.fund(OWNER);
            chain.fund(WORKER);
            Address miner = createMiner(chain);
            Message early = Message.call(miner, WORKER, TokenAmount.ZERO, TestChain.PROVE_COMMIT,
                    Bytes.of(TestChain.prove(1).toCbor()));
            assertThatThrownBy(() -> chain.push(early)).isInstanceOf(RpcException.class)
                    .hasMessageContaining("message execution failed")
                    .hasMessageContaining("RetCode=17");
        }
    }

    @Test
    void shouldCapTheFeeOfAnEstimate() {
        try (RunningChain chain = new RunningChain(home)) {
            chain.fund(OWNER);
            JsonNode spec = JsonNodeFactory.instance.objectNode().put("MaxFee", "1000000000");
            Message filled = FilecoinJson.message(chain.call("Filecoin.GasEstimateMessageGas",
                    FilecoinJson.message(Message.call(WORKER, OWNER, TokenAmount.ofFil(1), 0, Bytes.EMPTY)), spec,
                    TextNodes.none()));
            assertThat(filled.gasLimit()).isPositive();
            assertThat(filled.maxFee()).isLessThanOrEqualTo(TokenAmount.ofAtto(1_000_000_000));
        }
    }

    @Test
    void shouldShowASectorsWholeLife() {
        try (RunningChain chain = new RunningChain(home)) {
            chain.fund(OWNER);
            chain.fund(WORKER);
            Address miner = createMiner(chain);
            JsonNode at = TextNodes.none();
            JsonNode one = TextNodes.number(1);
            assertThat(FilecoinJson.read(MinerInfo.SHAPE, chain.call("Filecoin.StateMinerInfo", address(miner), at)).sectorSize())
                    .isEqualTo(2048);
            chain.send(WORKER, miner, TokenAmount.ZERO, TestChain.PRE_COMMIT, preCommit(chain, 1));
            SectorPreCommitOnChainInfo open = FilecoinJson.read(SectorPreCommitOnChainInfo.SHAPE,
                    chain.call("Filecoin.StateSectorPreCommitInfo", address(miner), one, at));
            assertThat(open.info().sealedCid()).isEqualTo(TestChain.sealed(1));
            assertThat(chain.call("Filecoin.StateMinerSectorAllocated", address(miner), one, at).booleanValue()).isTrue();
            chain.node.skipTo(open.preCommitEpoch().value() + 11);
            chain.send(WORKER, miner, TokenAmount.ZERO, TestChain.PROVE_COMMIT, Bytes.of(TestChain.prove(1).toCbor()));
            assertThat(chain.call("Filecoin.StateSectorPreCommitInfo", address(miner), one, at).isNull()).isTrue();
            SectorOnChainInfo sector = FilecoinJson.read(SectorOnChainInfo.SHAPE,
                    chain.call("Filecoin.StateSectorGetInfo", address(miner), one, at));
            SectorLocation place = FilecoinJson.read(SectorLocation.SHAPE,
                    chain.call("Filecoin.StateSectorPartition", address(miner), one, at));
            Partition partition = FilecoinJson.read(Partition.SHAPE,
                    chain.call("Filecoin.StateMinerPartitions", address(miner), TextNodes.number(place.deadline()), at).path(0));
            assertThat(partition.provable()).isEqualTo(BitField.of(1));
            assertThat(partition.activeSectors()).isEqualTo(BitField.EMPTY);
            assertThat(chain.call("Filecoin.StateMinerDeadlines", address(miner), at)).hasSize(48);
            assertThat(chain.call("Filecoin.StateMinerSectors", address(miner), TextNodes.none(), at)).hasSize(1);
            assertThat(chain.call("Filecoin.StateMinerSectors", address(miner),
                    FilecoinJson.write(Shapes.BITFIELD, BitField.of(1)), at)).hasSize(1);
            assertThatThrownBy(() -> chain.call("Filecoin.StateMinerSectors", address(miner),
                    FilecoinJson.write(Shapes.BITFIELD, BitField.of(1, 2)), at)).hasMessage("can't find sector 2");
            assertThat(chain.call("Filecoin.StateMinerActiveSectors", address(miner), at)).isEmpty();
            assertThat(chain.call("Filecoin.StateSectorExpiration", address(miner), one, at).path("OnTime").longValue())
                    .isGreaterThanOrEqualTo(sector.expiration().value());
            MinerPower power = FilecoinJson.read(MinerPower.SHAPE, chain.call("Filecoin.StateMinerPower", address(miner), at));
            assertThat(power.miner().rawBytePower()).isZero();
            assertThat(power.hasMinPower()).isFalse();
        }
    }

    @Test
    void shouldQuoteDepositsAndPledgesWithLotusMargin() {
        try (RunningChain chain = new RunningChain(home)) {
            chain.fund(OWNER);
            chain.fund(WORKER);
            Address miner = createMiner(chain);
            Pledge economy = chain.node.chain().rules().economy();
            JsonNode info = FilecoinJson.write(SectorPreCommitInfo.SHAPE,
                    SectorPreCommitInfo.committedCapacity(5, 1, TestChain.sealed(1),
                            ChainEpoch.ZERO, new ChainEpoch(600_000)));
            assertThat(amount(chain.call("Filecoin.StateMinerPreCommitDepositForPower", address(miner), info, TextNodes.none())))
                    .isEqualTo(economy.preCommitDeposit(SectorSize.KIB_2).scaled(110, 100));
            assertThat(amount(
                    chain.call("Filecoin.StateMinerInitialPledgeForSector", TextNodes.number(600_000), TextNodes.number(2048),
                            TextNodes.number(0), TextNodes.none())))
                    .isEqualTo(economy.initialPledge(BigInteger.valueOf(2048)).scaled(110, 100));
            assertThat(amount(chain.call("Filecoin.StateMinerCreationDeposit", TextNodes.none())))
                    .isEqualTo(economy.createMinerDeposit(2048));
        }
    }

    private static TokenAmount amount(JsonNode json) {
        return FilecoinJson.read(Shapes.AMOUNT, json);
    }

    @Test
    void shouldMoveAProvingDeadlineToTheNextInstanceThatHasNotElapsed() {
        try (RunningChain chain = new RunningChain(home)) {
            chain.fund(OWNER);
            chain.fund(WORKER);
            Address miner = createMiner(chain);
            DeadlineInfo now = FilecoinJson.read(DeadlineInfo.SHAPE,
                    chain.call("Filecoin.StateMinerProvingDeadline", address(miner), TextNodes.none()));
            assertThat(now.currentEpoch()).isEqualTo(new ChainEpoch(chain.height()));
            assertThat(now.isOpen()).isTrue();
            chain.node.produce(now.close().value());
            DeadlineInfo next = FilecoinJson.read(DeadlineInfo.SHAPE,
                    chain.call("Filecoin.StateMinerProvingDeadline", address(miner), TextNodes.none()));
            // Without a sector nobody moves the state's deadline on.
            assertThat(next.index()).isEqualTo(now.index());
            assertThat(next.open()).isEqualTo(now.open().plus(2880));
        }
    }

    @Test
    void shouldReportStatusHoldsAndMining() {
        try (RunningChain chain = new RunningChain(home)) {
            long before = chain.height();
            assertThat(chain.call("Devchain.Mine", TextNodes.number(25)).longValue()).isEqualTo(before + 25);
            assertThat(chain.call("Devchain.SkipTo", TextNodes.number(before + 200)).longValue()).isEqualTo(before + 200);
            chain.call("Devchain.Hold", TextNodes.of("test"));
            JsonNode status = chain.call("Devchain.Status");
            assertThat(status.path("epoch").longValue()).isEqualTo(before + 200);
            assertThat(status.path("waiting").textValue()).isEqualTo("held: by test");
            assertThat(status.path("invalidPoSts")).isEmpty();
            chain.call("Devchain.Release", TextNodes.of("test"));
            assertThat(chain.call("Devchain.Status").path("waiting").textValue()).isEqualTo("no sector has to be proven");
            assertThatThrownBy(() -> chain.call("Devchain.Mine", TextNodes.number(1_000_000))).hasMessageContaining("1 to 10000");
        }
    }

    @Test
    void shouldReportAnInvalidStoredPoStAndLeaveItsReceipt() {
        try (RunningChain chain = new RunningChain(home)) {
            chain.fund(OWNER);
            chain.fund(WORKER);
            Address miner = createMiner(chain);
            chain.send(WORKER, miner, TokenAmount.ZERO, TestChain.PRE_COMMIT, preCommit(chain, 1));
            chain.node.skipTo(chain.height() + 11);
            chain.send(WORKER, miner, TokenAmount.ZERO, TestChain.PROVE_COMMIT, Bytes.of(TestChain.prove(1).toCbor()));
            TestChain view = new TestChain(chain.node.chain(), chain.verifier);
            DeadlineInfo window = view.window(miner, 1);
            chain.node.skipTo(window.open().value() + 1);
            JsonNode lookup = chain.send(WORKER, miner, TokenAmount.ZERO, TestChain.SUBMIT_POST,
                    Bytes.of(view.post(window, 0, BitField.EMPTY, ScriptedVerifier.bad(TestChain.PROOF_BYTES)).toCbor()));
            assertThat(lookup.path("Receipt").path("ExitCode").longValue()).isZero();
            await().until(() -> chain.call("Devchain.InvalidPoSts").size() == 1);
            assertThat(chain.call("Devchain.InvalidPoSts").path(0).path("deadline").longValue()).isEqualTo(window.index());
            assertThat(chain.call("Devchain.Status").path("invalidPoSts").path(0).textValue())
                    .contains("does not prove sectors [1]");
        }
    }
}
