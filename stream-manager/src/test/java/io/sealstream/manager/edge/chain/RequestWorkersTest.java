package io.sealstream.manager.edge.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.Message;
import io.sealstream.filecoin.Signature;
import io.sealstream.filecoin.SignedMessage;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.manager.edge.chain.ChainCallException.Kind;
import io.sealstream.schemas.avro.ChainRequestFailed;
import io.sealstream.schemas.avro.DrawRandomness;
import io.sealstream.schemas.avro.PushAccepted;
import io.sealstream.schemas.avro.PushMessage;
import io.sealstream.schemas.avro.RandomnessDrawn;
import io.sealstream.schemas.avro.RandomnessPurpose;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

/** A request is asked again, of the next node if there is one, until it is answered or its patience is spent. */
class RequestWorkersTest {
    private static final String RANDOM = '"' + Base64.getEncoder().encodeToString(new byte[32]) + '"';
    private static final Instant NOW = Instant.ofEpochSecond(ScriptedNode.timeOf(1000));
    private static final DrawRandomness DRAW = DrawRandomness.newBuilder().setRequestId("r1").setMiner("f01000")
            .setSector(1L).setValidUntil(0).setPurpose(RandomnessPurpose.SEAL_TICKET).setEpoch(990).build();

    private final ScriptedNode a = new ScriptedNode("http://a", 1000).answer("StateGetRandomnessFromTickets", RANDOM);
    private final ScriptedNode b = new ScriptedNode("http://b", 1000).answer("StateGetRandomnessFromTickets", RANDOM);

    private RequestWorkers workers(ScriptedNode... nodes) {
        ChainNodes all = new ChainNodes(List.of(nodes).stream().map(ScriptedNode::member).toList(),
                new NodeRules("calibnet", 10, Optional.of(Duration.ofSeconds(30))), () -> NOW);
        return new RequestWorkers(all::requests, new RequestWorkers.Bounds(1, 1, 1, Duration.ofSeconds(30)));
    }

    private static SpecificRecord answer(RequestWorkers workers, SpecificRecord request) throws Exception {
        CompletableFuture<SpecificRecord> result = new CompletableFuture<>();
        workers.begin(RequestFacts.of(request).orElseThrow(), request, result::complete);
        return result.get(30, TimeUnit.SECONDS);
    }

    @Test
    void shouldAnswerAQuestionOfAPoStAfterOneErrorOfTheOnlyNodeCase55() throws Exception {
        a.failOnce("StateGetRandomnessFromTickets", Kind.UNREACHABLE, "reset by peer");
        try (RequestWorkers workers = workers(a)) {
            assertThat(answer(workers, DRAW)).isInstanceOf(RandomnessDrawn.class);
        }
    }

    @Test
    void shouldPushTheSameBytesToTheNextNodeAfterAnAmbiguousFailureCase55() throws Exception {
        a.failOnce("MpoolPush", Kind.UNREACHABLE, "timed out");
        b.answer("MpoolPush", "{\"/\":\"" + FakeChain.cid("m") + "\"}");
        try (RequestWorkers workers = workers(a, b)) {
            assertThat(answer(workers, push())).isInstanceOf(PushAccepted.class);
        }
        assertThat(a.pushed).hasSize(1).isEqualTo(b.pushed);
    }

    @Test
    void shouldGiveARefusalOnAtOnce() throws Exception {
        a.failOnce("MpoolPush", Kind.REFUSED, "signature verification failed");
        try (RequestWorkers workers = workers(a, b)) {
            assertThat(answer(workers, push())).isInstanceOfSatisfying(ChainRequestFailed.class,
                    failed -> assertThat(failed.getRetriable()).isFalse());
        }
        assertThat(b.pushed).isEmpty();
    }

    private static PushMessage push() {
        Address sender = Address.bls(new byte[48]);
        SignedMessage signed = new SignedMessage(Message.call(Address.id(1000), sender, TokenAmount.ofFil(1), 5, Bytes.EMPTY),
                Signature.bls(new byte[96]));
        return PushMessage.newBuilder().setRequestId("push/1").setSender(sender.toString()).setIntent("i").setValidUntil(0)
                .setCid(signed.cid().toString()).setSignedMessage(ByteBuffer.wrap(signed.toCbor())).build();
    }

}
