package io.sealstream.manager.wire;

import io.sealstream.schemas.avro.QuotedMember;
import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Cid;
import io.sealstream.manager.domain.ChainQuestion;
import io.sealstream.manager.domain.Effect.AskChain;
import io.sealstream.schemas.Partitions;
import io.sealstream.schemas.Topics;
import io.sealstream.schemas.avro.DrawRandomness;
import io.sealstream.schemas.avro.EstimateMessage;
import io.sealstream.schemas.avro.Purpose;
import io.sealstream.schemas.avro.PushMessage;
import io.sealstream.schemas.avro.QuoteCommitment;
import io.sealstream.schemas.avro.RandomnessPurpose;
import io.sealstream.schemas.avro.ReadDeadline;
import io.sealstream.schemas.avro.ReadMiner;
import io.sealstream.schemas.avro.ReadPreCommit;
import io.sealstream.schemas.avro.ReadSector;
import io.sealstream.schemas.avro.SearchMessage;
import org.apache.avro.specific.SpecificRecord;

/** Questions to the chain edge as records of {@code chain.request}, keyed and placed like the machine that asks. */
final class ChainRequestRecords {
    private ChainRequestRecords() {}

    static Outgoing of(AskChain ask, int partitions) {
        String id = ask.requestId();
        long until = ask.validUntil();
        return switch (ask.question()) {
            case ChainQuestion.DrawRandomness q -> miner(q.miner(), partitions, DrawRandomness.newBuilder().setRequestId(id)
                    .setMiner(q.miner().toString()).setSector(q.sector()).setValidUntil(until)
                    .setPurpose(RandomnessPurpose.valueOf(q.purpose().name())).setEpoch(q.epoch().value()).build());
            case ChainQuestion.ReadPreCommit q ->
                miner(q.sector().miner(), partitions, ReadPreCommit.newBuilder().setRequestId(id)
                        .setMiner(q.sector().miner().toString()).setSector(q.sector().number()).setValidUntil(until).build());
            case ChainQuestion.ReadSector q -> miner(q.sector().miner(), partitions, ReadSector.newBuilder().setRequestId(id)
                    .setMiner(q.sector().miner().toString()).setSector(q.sector().number()).setValidUntil(until).build());
            case ChainQuestion.ReadMiner q -> miner(q.miner(), partitions, ReadMiner.newBuilder().setRequestId(id)
                    .setMiner(q.miner().toString()).setValidUntil(until).build());
            case ChainQuestion.ReadDeadline q -> miner(q.miner(), partitions, ReadDeadline.newBuilder().setRequestId(id)
                    .setMiner(q.miner().toString()).setValidUntil(until).setDeadline(q.deadline())
                    .setPeriodStart(q.periodStart().value())
                    .setChallengeEpoch(q.challenge().value()).build());
            case ChainQuestion.QuoteCommitment q -> miner(q.miner(), partitions, QuoteCommitment.newBuilder().setRequestId(id)
                    .setMiner(q.miner().toString()).setValidUntil(until).setPurpose(Purpose.valueOf(q.purpose().name()))
                    .setSealProof(q.sealProof())
                    .setDurationEpochs(q.members().isEmpty() ? 0 : q.members().getFirst().durationEpochs())
                    .setCount(q.members().size()).setMembers(q.members().stream().map(ChainRequestRecords::member).toList())
                    .setSenders(q.senders().stream().map(Address::toString).toList()).build());
            case ChainQuestion.EstimateMessage q -> lane(q.sender(), partitions, EstimateMessage.newBuilder().setRequestId(id)
                    .setSender(q.sender().toString()).setIntent(q.intent()).setValidUntil(until)
                    .setMessage(Fields.buffer(q.message()))
                    .setMaxFee(q.maxFee().toString()).build());
            case ChainQuestion.PushMessage q -> lane(q.sender(), partitions, PushMessage.newBuilder().setRequestId(id)
                    .setSender(q.sender().toString()).setIntent(q.intent()).setValidUntil(until).setCid(q.cid().toString())
                    .setSignedMessage(Fields.buffer(q.signedMessage())).build());
            case ChainQuestion.SearchMessage q -> lane(q.sender(), partitions, SearchMessage.newBuilder().setRequestId(id)
                    .setSender(q.sender().toString()).setIntent(q.intent()).setValidUntil(until).setCid(q.cid().toString())
                    .setNonce(q.nonce()).setAlternatives(q.alternatives().stream().map(Cid::toString).toList()).build());
        };
    }

    private static QuotedMember member(ChainQuestion.QuoteCommitment.Member m) {
        return QuotedMember.newBuilder().setSector(m.sector()).setDurationEpochs(m.durationEpochs()).build();
    }

    private static Outgoing miner(ActorId miner, int partitions, SpecificRecord record) {
        return new Outgoing(Topics.CHAIN_REQUEST, miner.toString(), Partitions.partitionOf(miner, partitions), record);
    }

    private static Outgoing lane(Address sender, int partitions, SpecificRecord record) {
        return new Outgoing(Topics.CHAIN_REQUEST, sender.toString(), Partitions.partitionOf(sender, partitions), record);
    }
}
