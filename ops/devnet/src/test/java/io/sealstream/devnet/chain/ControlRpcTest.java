package io.sealstream.devnet.chain;

import static io.sealstream.devnet.chain.TestChain.OWNER;
import static io.sealstream.devnet.chain.TestChain.WORKER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealstream.devnet.chain.blocks.Entry;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.DeadlineInfo;
import io.sealstream.filecoin.Message;
import io.sealstream.filecoin.SignedMessage;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.actors.CreateMinerReturn;
import io.sealstream.filecoin.json.FilecoinJson;
import io.sealstream.filecoin.state.MsgLookup;
import io.sealstream.rpc.JsonRpcSocket;
import io.sealstream.rpc.RpcException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code Devchain.*} that steers time and trouble, over the wire. */
final class ControlRpcTest {
    @TempDir
    private Path home = Path.of("");

    private static Address createMiner(RunningChain chain) {
        chain.fund(OWNER);
        chain.fund(WORKER);
        JsonNode lookup = chain.send(OWNER, Address.POWER, TokenAmount.ofFil(5), TestChain.CREATE_MINER,
                Bytes.of(TestChain.createParams().toCbor()));
        return CreateMinerReturn.fromCbor(FilecoinJson.read(MsgLookup.SHAPE, lookup).receipt().returnValue().toArray())
                .idAddress();
    }

    private static TestChain withSector(RunningChain chain, Address miner) {
        TestChain view = new TestChain(chain.node.chain(), chain.verifier);
        view.activate(miner, 1);
        return view;
    }

    @Test
    void shouldNotifyRevertsNewestFirstThenApplies() {
        try (RunningChain chain = new RunningChain(home)) {
            chain.node.mine(3);
            JsonRpcSocket socket = chain.socket();
            List<JsonNode> seen = new CopyOnWriteArrayList<>();
            RunningChain.await(socket.subscribe("Filecoin.ChainNotify", List.of(), seen::add, why -> {}));
            long head = chain.height();
            assertThat(chain.call("Devchain.Reorg", TextNodes.number(2)).longValue()).isEqualTo(head + 1);
            await().until(() -> seen.size() == 2);
            List<String> changes = new ArrayList<>();
            seen.get(1).forEach(change -> changes.add(change.path("Type").textValue() + " " + change.path("Val").path("Height")));
            assertThat(changes).containsExactly("revert " + head, "revert " + (head - 1), "apply " + (head - 1), "apply " + head,
                    "apply " + (head + 1));
            socket.close();
        }
    }

    @Test
    void shouldTellOfADeepReorgInParts() {
        try (RunningChain chain = new RunningChain(home)) {
            JsonRpcSocket socket = chain.socket();
            List<JsonNode> seen = new CopyOnWriteArrayList<>();
            RunningChain.await(socket.subscribe("Filecoin.ChainNotify", List.of(), seen::add, why -> {}));
            chain.call("Devchain.Reorg", TextNodes.number(120), TextNodes.number(10));
            await().until(() -> seen.size() == 4);
            assertThat(seen.stream().skip(1).map(JsonNode::size)).containsExactly(50, 50, 30);
            assertThat(seen.getLast().path(29).path("Val").path("Height").longValue()).isEqualTo(chain.height());
            socket.close();
        }
    }

    @Test
    void shouldServeBothBlocksOfATipset() {
        try (RunningChain chain = new RunningChain(home)) {
            chain.fund(OWNER);
            SignedMessage message = chain.push(Message.call(WORKER, OWNER, TokenAmount.ofFil(1), 0, Bytes.EMPTY));
            chain.call("Devchain.TwoBlocks", TextNodes.number(1));
            chain.node.mine(1);
            Entry entry = chain.node.chain().head();
            for (Cid block : entry.key().cids()) {
                JsonNode cid = FilecoinJson.cid(block);
                assertThat(FilecoinJson.header(chain.call("Filecoin.ChainGetBlock", cid)).cid()).isEqualTo(block);
                assertThat(chain.call("Filecoin.ChainGetBlockMessages", cid).path("Cids"))
                        .containsExactly(FilecoinJson.cid(message.cid()));
                assertThat(chain.call("Filecoin.ChainGetParentMessages", cid)).isEmpty();
                assertThat(chain.call("Filecoin.ChainHasObj", cid).booleanValue()).isTrue();
            }
            assertThat(chain.call("Filecoin.ChainGetMessagesInTipset", FilecoinJson.tipSetKey(entry.key()))).hasSize(1);
            assertThat(FilecoinJson.tipSet(chain.call("Filecoin.ChainGetTipSet", FilecoinJson.tipSetKey(entry.key()))))
                    .isEqualTo(entry.tipSet());
        }
    }

    @Test
    void shouldRunUntilEpochsAndDeadlines() {
        try (RunningChain chain = new RunningChain(home)) {
            Address miner = createMiner(chain);
            long before = chain.height();
            assertThat(chain.call("Devchain.RunUntil", TextNodes.number(before + 10)).longValue()).isEqualTo(before + 10);
            assertThat(chain.node.chain().store().above(before)).hasSize(10);
            DeadlineInfo now = new TestChain(chain.node.chain(), chain.verifier).miner(miner).deadlineAt(
                    chain.node.chain().head().tipSet().height(), chain.node.chain().rules().policy().schedule());
            assertThat(chain.call("Devchain.RunUntilDeadline", FilecoinJson.address(miner)).longValue())
                    .isEqualTo(now.close().value());
            long second = (now.index() + 2) % 48;
            assertThat(chain.call("Devchain.RunUntilDeadline", FilecoinJson.address(miner), TextNodes.number(second)).longValue())
                    .isEqualTo(now.close().value() + 60);
            assertThat(chain.call("Devchain.RunUntilDeadline", FilecoinJson.address(miner), TextNodes.number(second)).longValue())
                    .isEqualTo(now.close().value() + 60);
            assertThatThrownBy(() -> chain.call("Devchain.RunUntilDeadline", FilecoinJson.address(OWNER)))
                    .hasMessageContaining("is not a miner");
            assertThatThrownBy(() -> chain.call("Devchain.RunUntilDeadline", FilecoinJson.address(miner), TextNodes.number(48)))
                    .hasMessageContaining("a deadline is 0 to 47, not 48");
        }
    }

    @Test
    void shouldSkipAheadToWhereAMinerMustProveAndNoFurther() {
        try (RunningChain chain = new RunningChain(home)) {
            Address miner = createMiner(chain);
            DeadlineInfo window = withSector(chain, miner).window(miner, 1);
            long stop = window.challenge().value() - 20;
            assertThat(chain.call("Devchain.SkipAhead", TextNodes.number(stop + 5000)).longValue()).isEqualTo(stop);
            assertThat(chain.call("Devchain.SkipAhead", TextNodes.number(stop + 5000)).longValue()).isEqualTo(stop);
            assertThat(chain.call("Devchain.SkipTo", TextNodes.number(window.close().value())).longValue())
                    .isEqualTo(window.close().value());
            long free = window.close().value() + 500;
            assertThat(chain.call("Devchain.SkipAhead", TextNodes.number(free)).longValue()).isEqualTo(free);
        }
    }

    @Test
    void shouldShowWhatIsOrdered() {
        try (RunningChain chain = new RunningChain(home)) {
            chain.fund(OWNER);
            Address id = chain.node.chain().head().after().find(OWNER).orElseThrow().idAddress();
            chain.call("Devchain.NullRounds", TextNodes.number(7));
            chain.call("Devchain.TwoBlocks", TextNodes.number(3));
            chain.call("Devchain.WithholdMessages", FilecoinJson.address(id));
            chain.call("Devchain.BaseFees", TextNodes.of("2000,500\n2100,600"));
            chain.call("Devchain.SetSkipping", TextNodes.yes());
            JsonNode controls = chain.call("Devchain.Controls");
            assertThat(controls.path("nullRounds").longValue()).isEqualTo(7);
            assertThat(controls.path("twoBlocks").longValue()).isEqualTo(3);
            assertThat(controls.path("withheld").path(0).textValue()).isEqualTo(OWNER.toString());
            assertThat(controls.path("baseFees").textValue()).isEqualTo("2 lines from epoch 2000 to 2100");
            assertThat(controls.path("pace").textValue()).isEqualTo("manual");
            assertThat(controls.path("skipping").booleanValue()).isTrue();
            chain.call("Devchain.ReleaseMessages");
            chain.call("Devchain.BaseFees", TextNodes.none());
            assertThat(chain.call("Devchain.Controls").path("withheld")).isEmpty();
            assertThat(chain.call("Devchain.Controls").path("baseFees").textValue()).isEqualTo("rule");
        }
    }

    @Test
    void shouldDropMessagesAndSayHowMany() {
        try (RunningChain chain = new RunningChain(home)) {
            chain.fund(OWNER);
            chain.push(Message.call(WORKER, OWNER, TokenAmount.ofFil(1), 0, Bytes.EMPTY));
            assertThat(chain.call("Devchain.DropMessages").longValue()).isOne();
            assertThat(chain.call("Filecoin.MpoolPending", TextNodes.none())).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                                            Reorg            | 901      | 1 to 900 epochs deep, not 901
                                            NullRounds       | 901      | 0 to 900 null rounds
                                            TwoBlocks        | -1       | 0 or more tipsets of two blocks
                                            RunUntil         | 999999   | run at most 10000 epochs at once
                                            SkipAhead        | 99999999 | skip at most 172800 epochs at once
                                            SetSkipping      | 1        | give true
                                            SetPace          | 1        | expected text
                                            WithholdMessages | 1        | (param: 0)
                                            BaseFees         | 1        | expected text
                                            """)
    void shouldRefuseWhatCannotBe(String method, long number, String error) {
        try (RunningChain chain = new RunningChain(home)) {
            assertThatThrownBy(() -> chain.call("Devchain." + method, TextNodes.number(number))).isInstanceOf(RpcException.class)
                    .hasMessageContaining(error);
        }
    }

    @Test
    void shouldRefuseBadTexts() {
        try (RunningChain chain = new RunningChain(home)) {
            assertThatThrownBy(() -> chain.call("Devchain.SetPace", TextNodes.of("soon")))
                    .hasMessageContaining("\"soon\" is no pace");
            assertThatThrownBy(() -> chain.call("Devchain.SetPace", TextNodes.of("1s"))).hasMessageContaining("no block thread");
            assertThatThrownBy(() -> chain.call("Devchain.BaseFees", TextNodes.of("1"))).hasMessageContaining("line 1");
            assertThatThrownBy(() -> chain.call("Devchain.BaseFees", TextNodes.of("1,200"), TextNodes.of("round")))
                    .hasMessageContaining("\"hold\" or \"linear\"");
            assertThatThrownBy(() -> chain.call("Devchain.WithholdMessages", TextNodes.of("f04")))
                    .hasMessageContaining("not an account");
        }
    }
}
