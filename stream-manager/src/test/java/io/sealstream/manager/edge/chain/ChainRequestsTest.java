package io.sealstream.manager.edge.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.filecoin.BitField;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.Cid;
import io.sealstream.schemas.avro.CommitmentQuoted;
import io.sealstream.schemas.avro.DeadlineRead;
import io.sealstream.schemas.avro.DrawRandomness;
import io.sealstream.schemas.avro.MinerRead;
import io.sealstream.schemas.avro.PreCommitRead;
import io.sealstream.schemas.avro.Purpose;
import io.sealstream.schemas.avro.MemberAmount;
import io.sealstream.schemas.avro.QuoteCommitment;
import io.sealstream.schemas.avro.QuotedMember;
import io.sealstream.schemas.avro.SenderBalance;
import io.sealstream.schemas.avro.RandomnessDrawn;
import io.sealstream.schemas.avro.RandomnessPurpose;
import io.sealstream.schemas.avro.ReadDeadline;
import io.sealstream.schemas.avro.ReadMiner;
import io.sealstream.schemas.avro.ReadPreCommit;
import io.sealstream.schemas.avro.ReadSector;
import io.sealstream.schemas.avro.SectorRead;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChainRequestsTest {
    private static final String RANDOM = Base64.getEncoder().encodeToString(new byte[32]);
    private static final String SEALED = Cid.sealed(new byte[32]).toString();
    private static final String KEY = "f3vvmn62lofvhjd2ugzca6sof2j2ubwok6cj4xxbfzz4yuxfkgobpihhd2thlanmsh3w2ptld2gqkn2jvlss4a";

    private final FakeChain chain = new FakeChain("ChainHead", "StateGetRandomnessFromTickets", "StateGetRandomnessFromBeacon",
            "StateMinerInfo",
            "StateMinerProvingDeadline", "StateMinerPower", "StateMinerAllocated", "StateAccountKey", "StateSectorPreCommitInfo",
            "StateSectorGetInfo", "StateSectorPartition", "StateMinerPartitions", "StateMinerSectors", "StateMinerDeadlines",
            "StateMinerPreCommitDepositForPower", "StateMinerInitialPledgeForSector", "StateMinerAvailableBalance",
            "StateGetActor").answer("ChainHead",
                    FakeChain.tipset("head", 5000, "parent").toString());
    private final ChainRequests requests = new ChainRequests(chain.node(), chain.node());

    @BeforeEach
    void giveBalances() {
        chain.answer("StateMinerAvailableBalance", "\"66\"").answer("StateGetActor", "{\"Nonce\":8,\"Balance\":\"55\"}");
    }

    @AfterEach
    void close() {
        chain.close();
    }

    private SpecificRecord answer(SpecificRecord request) {
        return requests.answer(RequestFacts.of(request).orElseThrow(), request);
    }

    private static DrawRandomness draw(RandomnessPurpose purpose, long epoch) {
        return DrawRandomness.newBuilder().setRequestId("r1").setMiner("f01000").setSector(17L).setValidUntil(0)
                .setPurpose(purpose)
                .setEpoch(epoch).build();
    }

    @Test
    void shouldDrawTheTicketFromTicketsWithTheMinersAddressAsEntropyAtANamedTipset() {
        chain.answer("StateGetRandomnessFromTickets", '"' + RANDOM + '"');
        RandomnessDrawn drawn = (RandomnessDrawn) answer(draw(RandomnessPurpose.SEAL_TICKET, 4100));
        assertThat(drawn.getDrawEpoch()).isEqualTo(4100);
        assertThat(drawn.getEpoch()).isEqualTo(5000);
        assertThat(drawn.getTipset()).containsExactly(FakeChain.cid("head").toString());
        assertThat(drawn.getRandomness().remaining()).isEqualTo(32);
        // CBOR byte string of the address f01000 is 43 00 e8 07.
        String entropy = Base64.getEncoder().encodeToString(new byte[]{ 0x43, 0x00, (byte) 0xe8, 0x07});
        assertThat(chain.lastParams("StateGetRandomnessFromTickets"))
                .isEqualTo("[5,4100,\"" + entropy + "\",[{\"/\":\"" + FakeChain.cid("head") + "\"}]]");
    }

    @Test
    void shouldDrawTheSeedFromTheBeaconWithTagSix() {
        chain.answer("StateGetRandomnessFromBeacon", '"' + RANDOM + '"');
        answer(draw(RandomnessPurpose.INTERACTIVE_SEED, 4999));
        assertThat(chain.lastParams("StateGetRandomnessFromBeacon")).startsWith("[6,4999,");
    }

    @Test
    void shouldDrawTheCommitRandomnessOfAPoStWithEmptyEntropy() {
        chain.answer("StateGetRandomnessFromTickets", '"' + RANDOM + '"');
        answer(draw(RandomnessPurpose.POST_CHAIN_COMMIT, 4999));
        assertThat(chain.lastParams("StateGetRandomnessFromTickets")).matches("\\[9,4999,(null|\"\"),.*");
    }

    @Test
    void shouldNotAskForRandomnessOfAnEpochThatHasNotCome() {
        assertThatThrownBy(() -> answer(draw(RandomnessPurpose.INTERACTIVE_SEED, 5001)))
                .isInstanceOfSatisfying(ChainCallException.class, e -> {
                    assertThat(e.kind()).isEqualTo(ChainCallException.Kind.TOO_EARLY);
                    assertThat(ChainRequests
                            .isRetriable(RequestFacts.of(draw(RandomnessPurpose.INTERACTIVE_SEED, 5001)).orElseThrow(), e))
                            .isTrue();
                });
        assertThat(chain.count("StateGetRandomnessFromBeacon")).isZero();
    }

    @Test
    void shouldRefuseARequestWhoseAnswerIsOfNoUseAnyMore() {
        DrawRandomness late = DrawRandomness.newBuilder().setRequestId("r1").setMiner("f01000").setSector(null)
                .setValidUntil(4999)
                .setPurpose(RandomnessPurpose.SEAL_TICKET).setEpoch(4100).build();
        assertThatThrownBy(() -> answer(late)).isInstanceOfSatisfying(ChainCallException.class,
                e -> assertThat(e.kind()).isEqualTo(ChainCallException.Kind.EXPIRED));
    }

    @Test
    void shouldNameTheFieldOfAnAnswerThatCannotBeRead() {
        chain.answer("StateGetRandomnessFromTickets", "17");
        assertThatThrownBy(() -> answer(draw(RandomnessPurpose.SEAL_TICKET, 4100))).isInstanceOf(ChainCallException.class)
                .hasMessageContaining("StateGetRandomnessFromTickets");
    }

    @Test
    void shouldReadAMinerWithKeyAddresses() {
        chain.answer("StateMinerInfo",
                """
                {"Owner":"t01001","Worker":"t01002","ControlAddresses":["t01003"],"WindowPoStProofType":10,"SectorSize":2048}""");
        chain.answer("StateMinerProvingDeadline", "{\"PeriodStart\":4800,\"Index\":3}");
        chain.answer("StateMinerPower", "{\"MinerPower\":{\"RawBytePower\":\"2048\",\"QualityAdjPower\":\"2048\"}}");
        chain.answer("StateMinerAllocated", "[0,3,2,1]");
        chain.answer("StateAccountKey",
                params -> params.get(0).asText().equals("f01001")
                        ? fail()
                        : FakeChain.JSON.getNodeFactory().textNode("t" + KEY.substring(1)));
        MinerRead read = (MinerRead) answer(ReadMiner.newBuilder().setRequestId("r").setMiner("f01000").setValidUntil(0).build());
        assertThat(read.getOwner()).as("an owner without a key stands as it is").isEqualTo("f01001");
        assertThat(read.getWorker()).isEqualTo(KEY);
        assertThat(read.getControls()).containsExactly(KEY);
        assertThat(read.getSectorSize()).isEqualTo(2048);
        assertThat(read.getWindowPoStProof()).isEqualTo(10);
        assertThat(read.getPeriodStart()).isEqualTo(4800);
        assertThat(read.getDeadline()).isEqualTo(3);
        assertThat(BitField.fromRle(bytes(read.getAllocated()))).isEqualTo(BitField.of(0, 1, 2, 5));
        assertThat(read.getRawPower()).isEqualTo("2048");
    }

    private static com.fasterxml.jackson.databind.JsonNode fail() {
        throw io.sealstream.rpc.RpcException.of("actor is not an account");
    }

    @Test
    void shouldReadAPreCommitAndItsAbsence() {
        ReadPreCommit request = ReadPreCommit.newBuilder().setRequestId("r").setMiner("f01000").setSector(17).setValidUntil(0)
                .build();
        chain.answer("StateSectorPreCommitInfo", "null");
        assertThat(((PreCommitRead) answer(request)).getFound()).isFalse();
        chain.answer("StateSectorPreCommitInfo",
                """
                {"Info":{"SealProof":5,"SectorNumber":17,"SealedCID":{"/":"%s"},"SealRandEpoch":4100,"DealIDs":null,"Expiration":1560000,
                "UnsealedCid":null},"PreCommitDeposit":"1000","PreCommitEpoch":4990}"""
                        .formatted(SEALED));
        PreCommitRead found = (PreCommitRead) answer(request);
        assertThat(found.getFound()).isTrue();
        assertThat(found.getPreCommitEpoch()).isEqualTo(4990);
        assertThat(found.getTicketEpoch()).isEqualTo(4100);
        assertThat(found.getSealedCid()).isEqualTo(SEALED);
        assertThat(found.getDeposit()).isEqualTo("1000");
        assertThat(found.getTipset()).containsExactly(FakeChain.cid("head").toString());
    }

    @Test
    void shouldReadASectorWithItsPlace() {
        chain.answer("StateSectorGetInfo",
                """
                {"SectorNumber":17,"SealProof":5,"SealedCID":{"/":"%s"},"Activation":4995,"Expiration":1560000}"""
                        .formatted(SEALED));
        chain.answer("StateSectorPartition", "{\"Deadline\":7,\"Partition\":1}");
        SectorRead read = (SectorRead) answer(
                ReadSector.newBuilder().setRequestId("r").setMiner("f01000").setSector(17).setValidUntil(0).build());
        assertThat(read.getFound()).isTrue();
        assertThat(read.getDeadline()).isEqualTo(7);
        assertThat(read.getPartition()).isEqualTo(1);
        assertThat(read.getActivation()).isEqualTo(4995);
    }

    private static ReadDeadline readDeadline(long challenge) {
        return ReadDeadline.newBuilder().setRequestId("r").setMiner("f01000").setValidUntil(0).setDeadline(1).setPeriodStart(4800)
                .setChallengeEpoch(challenge).build();
    }

    @Test
    void shouldReadADeadlineWithItsChallenge() {
        chain.answer("StateMinerDeadlines", "[{\"PostSubmissions\":[0]},{\"PostSubmissions\":[0,1]}]");
        chain.answer("StateMinerPartitions",
                """
                [{"AllSectors":[1,2],"FaultySectors":[0],"RecoveringSectors":[0],"LiveSectors":[1,2],"ActiveSectors":[2,1]}]""");
        chain.answer("StateMinerSectors",
                """
                [{"SectorNumber":2,"SealProof":5,"SealedCID":{"/":"%1$s"}},{"SectorNumber":1,"SealProof":5,"SealedCID":{"/":"%1$s"}}]"""
                        .formatted(SEALED));
        chain.answer("StateGetRandomnessFromBeacon", '"' + RANDOM + '"');
        DeadlineRead read = (DeadlineRead) answer(readDeadline(4840));
        assertThat(read.getChallenge().remaining()).isEqualTo(32);
        assertThat(chain.lastParams("StateGetRandomnessFromBeacon")).startsWith("[4,4840,");
        assertThat(chain.lastParams("StateMinerSectors")).startsWith("[\"f01000\",[1,2],");
        assertThat(read.getSectors()).extracting(each -> each.getNumber()).containsExactly(1L, 2L);
        assertThat(BitField.fromRle(bytes(read.getPosted()))).isEqualTo(BitField.of(0));
        assertThat(BitField.fromRle(bytes(read.getPartitions().getFirst().getActive()))).isEqualTo(BitField.of(2));
    }

    @Test
    void shouldReadADeadlineBeforeItsChallengeAndAskForNoSectorsWhenThereAreNone() {
        chain.answer("StateMinerDeadlines", "[{\"PostSubmissions\":null},{\"PostSubmissions\":null}]");
        chain.answer("StateMinerPartitions", "null");
        DeadlineRead read = (DeadlineRead) answer(readDeadline(5001));
        assertThat(read.getChallenge().remaining()).isZero();
        assertThat(read.getSectors()).isEmpty();
        assertThat(chain.count("StateMinerSectors")).isZero();
    }

    @Test
    void shouldQuoteTheDepositOfEachSectorAndWhoCanPay() {
        chain.answer("StateMinerPreCommitDepositForPower", "\"1100\"").answer("StateMinerAllocated", "[8,1]");
        CommitmentQuoted quoted = (CommitmentQuoted) answer(quote(Purpose.PRECOMMIT, 7, 8, 9));

        assertThat(quoted.getAmount()).isEqualTo("2200");
        assertThat(quoted.getAmounts()).containsExactly(new MemberAmount(7L, "1100"), new MemberAmount(9L, "1100"));
        assertThat(quoted.getUnfit()).singleElement().matches(u -> u.getSector() == 8 && u.getReason().contains("number 8"));
        assertThat(quoted.getBalances()).containsExactly(new SenderBalance(KEY, "55"));
        assertThat(quoted.getAvailable()).isEqualTo("66");
        assertThat(quoted.getBaseFee()).isEqualTo("100");
    }

    @Test
    void shouldQuoteThePledgeLessWhatThePreCommitDeposited() {
        chain.answer("StateMinerInitialPledgeForSector", "\"2200\"");
        chain.answer("StateSectorPreCommitInfo", params -> params.get(1).asLong() == 8
                ? FakeChain.JSON.nullNode()
                : FakeChain.parse(preCommitInfo(params.get(1).asLong() == 7 ? "1000" : "5000")));
        CommitmentQuoted quoted = (CommitmentQuoted) answer(quote(Purpose.PROVE_COMMIT, 7, 8, 9));

        assertThat(quoted.getAmounts()).containsExactly(new MemberAmount(7L, "1200"), new MemberAmount(9L, "0"));
        assertThat(quoted.getUnfit()).singleElement()
                .matches(u -> u.getSector() == 8 && u.getReason().contains("no precommit of sector 8"));
        assertThat(chain.lastParams("StateMinerInitialPledgeForSector")).startsWith("[518400,2048,0,");
        assertThat(chain.count("StateMinerInitialPledgeForSector")).as("one life, one question").isEqualTo(1);
    }

    @Test
    void shouldSayThatAnAddressWithoutActorHasNothing() {
        chain.answer("StateMinerPreCommitDepositForPower", "\"1100\"").answer("StateMinerAllocated", "[0]");
        chain.refuse("StateGetActor", "resolution lookup failed: actor not found");

        assertThat(((CommitmentQuoted) answer(quote(Purpose.PRECOMMIT, 7))).getBalances())
                .containsExactly(new SenderBalance(KEY, "0"));
    }

    private static String preCommitInfo(String deposit) {
        return """
               {"Info":{"SealProof":5,"SectorNumber":7,"SealedCID":{"/":"%s"},"SealRandEpoch":1,"DealIDs":null,"Expiration":2,
               "UnsealedCid":null},"PreCommitDeposit":"%s","PreCommitEpoch":3}""".formatted(SEALED, deposit);
    }

    private static QuoteCommitment quote(Purpose purpose, long... sectors) {
        return QuoteCommitment.newBuilder().setRequestId("r").setMiner("f01000").setValidUntil(0).setPurpose(purpose)
                .setSealProof(5).setDurationEpochs(518400).setCount(sectors.length)
                .setMembers(Arrays.stream(sectors).mapToObj(n -> new QuotedMember(n, 518400L)).toList())
                .setSenders(List.of(KEY)).build();
    }

    @Test
    void shouldTellTheMachineThatAnUnknownMinerIsNotWorthRepeating() {
        chain.refuse("StateMinerInfo", "actor not found");
        ReadMiner request = ReadMiner.newBuilder().setRequestId("r").setMiner("f01000").setValidUntil(0).build();
        assertThatThrownBy(() -> answer(request)).isInstanceOfSatisfying(ChainCallException.class,
                e -> assertThat(ChainRequests.failed(RequestFacts.of(request).orElseThrow(), e)).satisfies(failed -> {
                    assertThat(failed.getRetriable()).isFalse();
                    assertThat(failed.getMessage()).contains("actor not found");
                    assertThat(failed.getKey()).isEqualTo("f01000");
                    assertThat(failed.getRequest()).isEqualTo("ReadMiner");
                }));
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return Bytes.of(bytes).toArray();
    }
}
